//! One spelling for one content.
//!
//! A paragraph numbered by Word and one whose number was typed, a heading by
//! style and one by its `一、`, padding before a table and none: each pair
//! means the same and becomes the same. Every reader ends here, which is why
//! a report survives any way through the formats.

mod cells;
mod columns;
mod headings;
mod images;
mod margins;
mod properties;
mod references;
mod tables;
mod text;

use crate::diagnostic::{Diagnostic, Kind};
use crate::{Block, Cell, Document, Place};

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
    /// - the text of a cell that holds tables is that of its blocks, tables more
    ///   than 16 deep are kept as text, and blocks without a table are its lines;
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
                let removed = text::sanitize(&mut paragraph.content);
                removed_controls(removed, || paragraph.place.clone(), diagnostics);
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
                let removed = text::sanitize(&mut heading.content);
                removed_controls(removed, || heading.place.clone(), diagnostics);
                text::trim(&mut heading.content);
                text::settle_label(&mut heading.label, &mut heading.content);
                if heading.label.is_none() && heading.content.is_empty() {
                    continue;
                }
                headings::settle_runs(&mut heading);
                Block::Heading(heading)
            }
            Block::Table(mut table) => {
                let of_table = table.place.as_ref();
                for (index, cell) in table.cells.iter_mut().enumerate() {
                    let place = |cell: &Cell| cell.place_within(of_table, index);
                    cells::normalize(cell, place, nesting + 1, diagnostics);
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

/// Reports removed control characters once a stretch of text.
fn removed_controls(
    count: usize,
    place: impl FnOnce() -> Option<Place>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if count > 0 {
        let kind = Kind::ControlCharacters { count };
        diagnostics.push(Diagnostic::new(kind, place()));
    }
}
