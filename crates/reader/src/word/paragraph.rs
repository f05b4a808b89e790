//! What a paragraph becomes: blocks of the document, or a line of a cell.

use std::collections::HashSet;

use gongkai_model::{
    Block, Heading, PageBreak, Paragraph, Place, RichText, Style, Target, TextBuilder, label,
};

use super::pieces::Parts;

/// A line of this size, in half points, that is centred at the top of a
/// document is its title: body text has 16 points at most (GB/T 9704-2012,
/// 5.2.2), a title 22 (7.3.1).
const TITLE_SIZE: u32 = 36;
/// A title has at most this many characters.
const LONGEST_TITLE: usize = 80;

/// A piece of a paragraph, as it comes.
#[derive(Debug)]
pub(crate) enum Piece {
    /// Text of one look.
    Text {
        text: String,
        style: Style,
        /// True where it stands in the style in which gongkai writes labels.
        is_label: bool,
    },
    /// A page begins within the paragraph.
    PageBreak,
    /// Something is referred to here.
    At(Target),
    /// A comment or a change begins here.
    Start(Target),
    /// It ends here.
    End(Target),
}

/// A paragraph with all that its styles and its list say of it.
#[derive(Debug)]
pub(crate) struct WordParagraph {
    pub(crate) pieces: Vec<Piece>,
    /// The label that the numbering gives.
    pub(crate) label: Option<String>,
    /// The level that its style or its outline level gives: 0 for the title,
    /// 1 to 9 for headings.
    pub(crate) level: Option<u8>,
    pub(crate) centred: bool,
    /// The largest size of its text, in half points.
    pub(crate) size: u32,
    /// A page begins with it.
    pub(crate) breaks_page: bool,
    /// A section ends with it, and the next one begins a page.
    pub(crate) ends_section: bool,
    pub(crate) place: Option<Place>,
}

impl WordParagraph {
    /// The text of a paragraph within a table cell, its label included.
    /// `anchored` are the comments that something refers to.
    pub(crate) fn into_cell_text(self, anchored: &mut HashSet<usize>) -> RichText {
        let parts = Parts::of(self.pieces, anchored);
        let label = self.label.or(parts.label);
        let mut joined = TextBuilder::default();
        if let Some(label) = label {
            joined.push_owned(label::join(Some(&label), ""), &Style::default());
        }
        // A page break within a cell only parts its lines; a number stands
        // before the first of them.
        let lines = parts.texts.iter().filter(|text| !text.is_empty());
        for (index, text) in lines.enumerate() {
            if index > 0 {
                joined.push("\n", &Style::default());
            }
            joined.append(text);
        }
        joined.finish()
    }

    /// The blocks that the paragraph is: one, or more where a page break
    /// stands within it. `at_top` says whether a title may still come.
    pub(crate) fn into_blocks(self, at_top: bool, anchored: &mut HashSet<usize>) -> Vec<Block> {
        let numbered = self.label.is_some();
        let is_title = || at_top && !numbered && self.looks_like_title();
        let level = self.level.or_else(|| is_title().then_some(0));
        let place = self.place;
        let page_break = || {
            Block::PageBreak(PageBreak {
                place: place.clone(),
            })
        };
        let mut blocks = Vec::new();
        if self.breaks_page {
            blocks.push(page_break());
        }
        let parts = Parts::of(self.pieces, anchored);
        let mut label = self.label.or(parts.label);
        // A number is printed where the text begins, not on the page before it.
        let has_text = |part: &RichText| !part.text.is_empty();
        let first = parts.texts.iter().position(has_text).unwrap_or(0);
        for (index, content) in parts.texts.into_iter().enumerate() {
            if index > 0 {
                blocks.push(page_break());
            }
            let label = label.take_if(|_| index >= first);
            let place = place.clone();
            blocks.push(match level {
                Some(level) => Block::Heading(Heading {
                    level,
                    label,
                    content,
                    place,
                }),
                None => Block::Paragraph(Paragraph {
                    label,
                    content,
                    place,
                }),
            });
        }
        if self.ends_section {
            blocks.push(page_break());
        }
        blocks
    }

    /// A short, centred line in large letters at the top of a document.
    fn looks_like_title(&self) -> bool {
        let mut length = 0;
        for piece in &self.pieces {
            match piece {
                Piece::Text { text, .. } => length += text.trim().chars().count(),
                Piece::PageBreak => return false,
                Piece::At(_) | Piece::Start(_) | Piece::End(_) => {}
            }
        }
        self.centred && self.size >= TITLE_SIZE && (1..=LONGEST_TITLE).contains(&length)
    }
}

/// True where a paragraph has no text: Word does not number it if all it does
/// is end a section.
pub(crate) fn is_empty(pieces: &[Piece]) -> bool {
    let is_text = |piece: &Piece| matches!(piece, Piece::Text { text, .. } if !text.is_empty());
    !pieces.iter().any(is_text)
}

/// Red heads, file numbers and names may stand over a title; prose may not.
pub(crate) fn may_precede_title(block: &Block) -> bool {
    match block {
        Block::Heading(heading) => heading.level == 0,
        Block::Paragraph(paragraph) => paragraph.content.text.chars().count() <= 60,
        Block::Table(_) => false,
        Block::Image(_) | Block::PageBreak(_) => true,
    }
}
