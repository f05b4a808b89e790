//! One spelling for one content.
//!
//! A paragraph numbered by Word and one whose number was typed, a heading by
//! style and one by its `一、`, padding before a table and none: each pair
//! means the same and becomes the same. Every reader ends here, which is why
//! a report survives any way through the formats.

mod columns;
mod headings;
mod images;
mod margins;
mod properties;
mod references;
mod tables;
mod text;

use crate::diagnostic::{Diagnostic, Kind};
use crate::{Block, Cell, Document, Place, RichText};

/// How many tables may stand one within the other. Their text occurs at every
/// level, and readers of JSON stop at a depth of their own (`serde_json` at
/// 128); what is deeper is kept as text, and named.
const MAX_NESTING: usize = 16;

impl Document {
    /// Brings the document into its one spelling:
    ///
    /// - empty paragraphs, and page breaks at the ends or side by side, are layout and go;
    /// - space at both ends of a paragraph and empty lines at both ends of a cell are layout and go;
    /// - typed labels move from the text to [`crate::Paragraph::label`];
    /// - short paragraphs labelled `一、` or `（一）` are headings (GB/T 9704-2012, 7.3.3);
    /// - control characters go, with a diagnostic;
    /// - runs are sorted, merged, and cut to the text;
    /// - rows and columns of a table in which no cell begins go;
    /// - a table of one cell that frames others gives way to them; a table that
    ///   goes on behind a page break, with its header again, is one;
    /// - the text of a cell that holds tables is that of its blocks, and tables
    ///   more than 16 deep are kept as text;
    /// - a paragraph of nothing but pictures becomes those; notes, comments,
    ///   pictures and changes stand in the order in which the text refers to
    ///   them, and what nothing refers to goes, with a diagnostic;
    /// - a header or footer of nothing but page numbers is layout and goes, as do
    ///   properties that say nothing; pictures that are the same are one;
    /// - table columns of plain numbers get typed values.
    ///
    /// Normalizing twice changes nothing.
    ///
    /// ```
    /// use gongkai_model::{Block, Document, Paragraph};
    /// let typed = Block::Paragraph(Paragraph::plain("　　一、总体情况"));
    /// let (document, _) = Document::new(vec![typed]).normalize();
    /// let Block::Heading(heading) = &document.blocks[0] else { panic!() };
    /// assert_eq!((heading.level, heading.label.as_deref()), (1, Some("一、")));
    /// ```
    pub fn normalize(mut self) -> (Document, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        references::drop_dangling(&mut self, &mut diagnostics);
        self.blocks = normalize_blocks(self.blocks, 0, &mut diagnostics);
        for blocks in self.beside_mut() {
            *blocks = normalize_blocks(std::mem::take(blocks), 0, &mut diagnostics);
        }
        margins::settle(&mut self.headers, &mut diagnostics);
        margins::settle(&mut self.footers, &mut diagnostics);
        properties::settle(&mut self.properties);
        images::join(&mut self);
        references::settle(&mut self, &mut diagnostics);
        (self, diagnostics)
    }
}

pub(crate) use headings::settle_runs as settle_heading;

/// Brings blocks into their one spelling; `nesting` tells how many tables they
/// are within.
fn normalize_blocks(
    blocks: Vec<Block>,
    nesting: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let block = match block {
            Block::Paragraph(mut paragraph) => {
                let place = paragraph.place.as_ref();
                text::sanitize(&mut paragraph.content, place, diagnostics);
                text::trim(&mut paragraph.content);
                text::settle_label(&mut paragraph.label, &mut paragraph.content);
                if paragraph.label.is_none() && paragraph.content.is_empty() {
                    continue;
                }
                if let Some(pictures) = references::pictures(&paragraph) {
                    kept.extend(pictures);
                    continue;
                }
                headings::promote(paragraph)
            }
            Block::Heading(mut heading) => {
                text::sanitize(&mut heading.content, heading.place.as_ref(), diagnostics);
                text::trim(&mut heading.content);
                text::settle_label(&mut heading.label, &mut heading.content);
                if heading.label.is_none() && heading.content.is_empty() {
                    continue;
                }
                headings::settle_runs(&mut heading);
                Block::Heading(heading)
            }
            Block::Table(mut table) => {
                for index in 0..table.cells.len() {
                    let place = table.place_of(index);
                    let cell = &mut table.cells[index];
                    normalize_cell(cell, place.as_ref(), nesting + 1, diagnostics);
                }
                table.collapse();
                match tables::framed(table) {
                    Ok(blocks) => {
                        kept.extend(blocks);
                        continue;
                    }
                    Err(table) => Block::Table(table),
                }
            }
            Block::Image(image) => Block::Image(image),
            Block::PageBreak(page_break) => {
                if matches!(kept.last(), None | Some(Block::PageBreak(_))) {
                    continue;
                }
                Block::PageBreak(page_break)
            }
        };
        kept.push(block);
    }
    if matches!(kept.last(), Some(Block::PageBreak(_))) {
        kept.pop();
    }
    if nesting == 0 {
        kept = tables::joined(kept);
    }
    for block in &mut kept {
        if let Block::Table(table) = block {
            columns::type_columns(table);
        }
    }
    kept
}

fn normalize_cell(
    cell: &mut Cell,
    place: Option<&Place>,
    nesting: usize,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let blocks = normalize_blocks(std::mem::take(&mut cell.blocks), nesting, diagnostics);
    let has_table = blocks.iter().any(|block| matches!(block, Block::Table(_)));
    if has_table || cell.content.is_empty() {
        cell.content = RichText::plain(printed_lines(&blocks));
    }
    text::sanitize(&mut cell.content, place, diagnostics);
    text::trim_lines(&mut cell.content);
    // Blocks are kept only where they say more than the text does.
    if has_table && nesting < MAX_NESTING {
        cell.blocks = blocks;
    } else if has_table {
        let kind = Kind::ContentLeftOut {
            what: format!("w:tbl × {}", nesting + 1),
            count: 1,
        };
        diagnostics.push(Diagnostic::new(kind, place.cloned()));
    }
}

/// The text of blocks: a line for each paragraph, and for each row of a table
/// its cells with tabs between.
fn printed_lines(blocks: &[Block]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for block in blocks {
        match block {
            Block::Table(table) => {
                for row in 0..table.rows {
                    let start = table.cells.partition_point(|cell| cell.row < row);
                    let cells = table.cells[start..].iter();
                    let texts: Vec<&str> = cells
                        .take_while(|cell| cell.row == row)
                        .map(Cell::text)
                        .collect();
                    lines.push(texts.join("\t"));
                }
            }
            block => lines.extend(block.printed()),
        }
    }
    lines.join("\n")
}

/// Reports removed control characters once a stretch of text.
fn removed_controls(count: usize, place: Option<&Place>, diagnostics: &mut Vec<Diagnostic>) {
    if count > 0 {
        diagnostics.push(Diagnostic::new(
            Kind::ControlCharacters { count },
            place.cloned(),
        ));
    }
}
