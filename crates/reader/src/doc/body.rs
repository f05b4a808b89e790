//! The main story: paragraphs and tables as blocks.

use std::collections::HashSet;

use gongkai_model::{Block, Place, Table};

use super::Parts;
use super::chp::Chp;
use super::pap::Pap;
use super::run::RunReader;
use super::story::{self, Mark, StoryParagraph};
use super::table::{TableReader, set_place};
use super::tap::Tap;
use crate::tally::Tally;
use crate::word::count::Language;
use crate::word::lists::{Label, Lists};
use crate::word::paragraph::{WordParagraph, is_empty, may_precede_title};
use crate::{Error, ErrorKind};

/// `sprmPIlfo` of a paragraph that Word 6 numbered.
const NUMBERED_BY_WORD_6: u16 = 0x7ff;

struct BodyReader<'p, 't> {
    parts: &'p Parts,
    lists: Lists,
    runs: RunReader<'p, 't>,
    blocks: Vec<Block>,
    /// The tables that are open, each within a cell of the one before.
    tables: Vec<TableReader>,
    /// The number of the next paragraph or table of the story.
    next_block: usize,
    /// No heading, table or paragraph of prose has come yet.
    at_top: bool,
    /// How many bytes of properties may still be read.
    budget: usize,
}

/// How many bytes of properties may be read. One list may belong to any number
/// of paragraphs, so that a small file could ask for work without end; a real
/// one has some bytes of properties for each of its text.
fn budget(parts: &Parts) -> usize {
    (64 << 20) + parts.word.len().saturating_mul(64)
}

/// Reads the blocks of the main story.
pub(super) fn read(
    parts: &Parts,
    sections: &[(u32, bool)],
    lists: Lists,
    endnotes: &[u32],
    tally: &mut Tally,
) -> Result<Vec<Block>, Error> {
    let cps = match parts.fib.lengths.main {
        0 => 0..u32::MAX, // not stated: all the text there is
        length => 0..length,
    };
    let mut reader = BodyReader {
        parts,
        lists,
        runs: RunReader::new(parts, cps.clone(), endnotes, tally),
        blocks: Vec::new(),
        tables: Vec::new(),
        next_block: 0,
        at_top: true,
        budget: budget(parts),
    };
    story::paragraphs(parts, cps, sections, |paragraph| {
        reader.paragraph(paragraph)
    })?;
    reader.close_tables(0)?;
    Ok(reader.blocks)
}

impl BodyReader<'_, '_> {
    fn paragraph(&mut self, paragraph: StoryParagraph) -> Result<(), Error> {
        self.spend(&paragraph)?;
        let depth = paragraph.properties.table_depth();
        self.close_tables(depth)?;
        if depth > 0 && self.tables.is_empty() {
            self.next_block += 1;
            self.at_top = false;
        }
        while self.tables.len() < depth {
            self.tables.push(TableReader::default());
        }
        if self.tables.is_empty() {
            let place = Place::block(self.next_block);
            self.next_block += 1;
            let read = self.settle(&paragraph, place);
            // Comments are not read from this format: none has an anchor.
            for block in read.into_blocks(self.at_top, &mut HashSet::new()) {
                self.at_top &= may_precede_title(&block);
                self.blocks.push(block);
            }
            return Ok(());
        }
        if paragraph.properties.ends_row() {
            let tap = Tap::read(&paragraph.lists, &self.parts.data);
            let deleted = self.is_deleted(&paragraph);
            if let Some(table) = self.tables.last_mut() {
                table.end_row(&tap, deleted);
            }
            return Ok(());
        }
        let read = self.settle(&paragraph, self.table_place());
        let line = read.into_cell_text(&mut HashSet::new());
        if let Some(table) = self.tables.last_mut() {
            table.line(line);
            if paragraph.mark == Mark::Cell || paragraph.properties.ends_inner_cell() {
                table.end_cell();
            }
        }
        Ok(())
    }

    /// Counts the properties of a paragraph.
    fn spend(&mut self, paragraph: &StoryParagraph) -> Result<(), Error> {
        let lists = paragraph
            .segments
            .iter()
            .flat_map(|segment| &segment.properties);
        let characters: usize = lists.map(|list| list.len()).sum();
        let cost = characters + paragraph.properties.cost * 2; // rows read them twice
        let over = || ErrorKind::Limit {
            part: "WordDocument".to_owned(),
            what: "bytes of properties",
            limit: budget(self.parts) as u64,
        };
        self.budget = self.budget.checked_sub(cost).ok_or_else(over)?;
        Ok(())
    }

    /// The place of the table that is open.
    fn table_place(&self) -> Place {
        Place::block(self.next_block.saturating_sub(1))
    }

    /// Closes the tables that are deeper than that.
    fn close_tables(&mut self, depth: usize) -> Result<(), Error> {
        while self.tables.len() > depth {
            let place = self.table_place();
            let Some(table) = self.tables.pop() else {
                break;
            };
            let tally = self.runs.tally();
            let table = table.finish(|| tally.left_out("fVertMerge", Some(&place)))?;
            if let Some(table) = table {
                self.closed_table(table, &place);
            }
        }
        Ok(())
    }

    fn closed_table(&mut self, mut table: Table, place: &Place) {
        match self.tables.last_mut() {
            Some(outer) => outer.table(table),
            None => {
                set_place(&mut table, place);
                self.blocks.push(Block::Table(table));
            }
        }
    }

    /// A row whose mark was deleted with changes tracked is gone.
    fn is_deleted(&self, paragraph: &StoryParagraph) -> bool {
        let mut mark = Chp::default();
        for list in &paragraph.mark_properties {
            mark.apply(list, &Chp::default());
        }
        mark.deleted
    }

    /// The paragraph with what its style and its list say.
    fn settle(&mut self, paragraph: &StoryParagraph, place: Place) -> WordParagraph {
        let properties = &paragraph.properties;
        let style = properties.style;
        let level = match properties.outline_level {
            Some(level) => (level < 9).then_some(level + 1),
            None => self.parts.styles.heading_level(style),
        };
        let is_heading = level.is_some();
        let (pieces, size) = self
            .runs
            .text(&paragraph.segments, style, is_heading, &place);
        let ends_section = matches!(paragraph.mark, Mark::Section { .. });
        let label = match ends_section && is_empty(&pieces) {
            true => None,
            false => self.label(properties, &place),
        };
        let styles = &self.parts.styles;
        WordParagraph {
            pieces,
            label,
            level,
            centred: properties
                .centred
                .unwrap_or_else(|| styles.is_centred(style)),
            size: size.unwrap_or_else(|| styles.size(style)),
            breaks_page: properties
                .page_break_before
                .unwrap_or_else(|| styles.breaks_page(style)),
            ends_section: paragraph.mark == Mark::Section { new_page: true },
            place: Some(place),
        }
    }

    /// The label that the numbering gives.
    fn label(&mut self, properties: &Pap, place: &Place) -> Option<String> {
        let from_style = self.parts.styles.list(properties.style);
        let list = properties.list.or(from_style.map(|(list, _)| list));
        // Programs after Word 6 leave its numbers beside those of their own.
        let by_word_6 = list.is_none() && properties.numbered_by_word_6;
        if by_word_6 || list == Some(NUMBERED_BY_WORD_6) {
            self.runs.tally().left_out("sprmPAnld80", Some(place));
        }
        let list = list?;
        let style_level = from_style.and_then(|(_, level)| level);
        let level = properties.list_level.or(style_level).unwrap_or(0);
        let (list, level) = (list.to_string(), usize::from(level));
        // Its languages are not read; its formats of words are rare.
        match self.lists.next(&list, level, Language::default())? {
            Label::Text(text) => (!text.is_empty()).then_some(text),
            Label::Unknown(format) => {
                self.runs
                    .tally()
                    .unknown(&format!("nfc {format}"), Some(place));
                None
            }
        }
    }
}
