//! What stands beside the text and a format has no place for: named, each at
//! the place that refers to it.

use gongkai_model::{
    Block, Diagnostic, Document, Format, Heading, Kind, Lost, Paragraph, Place, RichText, Target,
};

use crate::ooxml;

/// A diagnostic for each thing beside the text.
pub(crate) fn lost(document: &Document, format: Format) -> Vec<Diagnostic> {
    let mut search = Search {
        format,
        diagnostics: Vec::new(),
    };
    search.blocks(&document.blocks, None);
    let notes = document.footnotes.iter().chain(&document.endnotes);
    for note in notes {
        search.blocks(&note.blocks, None);
    }
    for comment in &document.comments {
        search.blocks(&comment.blocks, None);
    }
    for margin in document.headers.iter().chain(&document.footers) {
        search.lose(Lost::HeaderOrFooter, None);
        search.blocks(&margin.blocks, None);
    }
    if !ooxml::properties::are_carried(&document.properties) {
        search.lose(Lost::Properties, None);
    }
    search.diagnostics
}

struct Search {
    format: Format,
    diagnostics: Vec<Diagnostic>,
}

impl Search {
    fn blocks(&mut self, blocks: &[Block], around: Option<&Place>) {
        for block in blocks {
            let place = block.place().or(around);
            match block {
                Block::Heading(Heading { content, .. })
                | Block::Paragraph(Paragraph { content, .. }) => self.text(content, place),
                Block::Image(_) => self.lose(Lost::Image, place),
                Block::Table(table) => {
                    for (index, cell) in table.cells.iter().enumerate() {
                        if cell.blocks.is_empty() && cell.content.anchors.is_empty() {
                            continue;
                        }
                        let place = table.place_of(index).or_else(|| place.cloned());
                        self.text(&cell.content, place.as_ref());
                        self.blocks(&cell.blocks, place.as_ref());
                    }
                }
                Block::PageBreak(_) => {}
            }
        }
    }

    fn text(&mut self, content: &RichText, place: Option<&Place>) {
        for anchor in &content.anchors {
            let lost = match anchor.target {
                Target::Footnote(_) | Target::Endnote(_) => Lost::Note,
                Target::Comment(_) => Lost::Comment,
                Target::Image(_) => Lost::Image,
                Target::Revision(_) => Lost::Revision,
            };
            self.lose(lost, place);
        }
    }

    fn lose(&mut self, what: Lost, place: Option<&Place>) {
        let kind = Kind::NotCarried {
            what,
            format: self.format,
        };
        self.diagnostics.push(Diagnostic::new(kind, place.cloned()));
    }
}
