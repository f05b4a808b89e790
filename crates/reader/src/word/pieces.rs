//! From the pieces of a paragraph to its text, with what it refers to.

use std::collections::HashSet;

use gongkai_model::{RichText, Target, TextBuilder};

use super::paragraph::Piece;

/// So many comments and changes may be open at a place of a paragraph: each
/// goes on behind every page break.
const MOST_OPEN: usize = 64;

/// The text of a paragraph.
pub(crate) struct Parts {
    /// A label that our own writer marked as one.
    pub(crate) label: Option<String>,
    /// The texts between the page breaks of the paragraph; one at least.
    pub(crate) texts: Vec<RichText>,
}

/// A range that is open, and where it began in the text that is being made.
struct Open {
    target: Target,
    start: usize,
    /// How long the label was then, in bytes.
    label: usize,
}

impl Parts {
    pub(crate) fn of(pieces: Vec<Piece>, anchored: &mut HashSet<usize>) -> Parts {
        let mut builder = Builder {
            label: String::new(),
            done: Vec::new(),
            text: TextBuilder::default(),
            open: Vec::new(),
            anchored,
        };
        for piece in pieces {
            builder.add(piece);
        }
        builder.close_all();
        let Builder {
            label,
            mut done,
            text,
            ..
        } = builder;
        done.push(text.finish());
        Parts {
            label: (!label.is_empty()).then_some(label),
            texts: done,
        }
    }
}

struct Builder<'b> {
    label: String,
    /// The texts before the last page break.
    done: Vec<RichText>,
    text: TextBuilder,
    open: Vec<Open>,
    /// The comments that something refers to.
    anchored: &'b mut HashSet<usize>,
}

impl Builder<'_> {
    fn add(&mut self, piece: Piece) {
        match piece {
            Piece::PageBreak => {
                let open: Vec<Target> = self.open.iter().map(|open| open.target).collect();
                self.close_all();
                self.done.push(std::mem::take(&mut self.text).finish());
                let (start, label) = (0, self.label.len());
                let again = open.into_iter().map(|target| Open {
                    target,
                    start,
                    label,
                });
                self.open = again.collect();
            }
            Piece::Text {
                text,
                style,
                is_label,
            } => {
                if is_label && self.done.is_empty() && self.text.is_empty() {
                    self.label.push_str(&text);
                } else {
                    self.text.push_owned(text, &style);
                }
            }
            Piece::At(target) => self.at(target),
            Piece::Start(target) => {
                // A comment past that is told at its reference.
                let room = self.open.len() < MOST_OPEN;
                if room && !self.open.iter().any(|open| open.target == target) {
                    let (start, label) = (self.text.length(), self.label.len());
                    self.open.push(Open {
                        target,
                        start,
                        label,
                    });
                }
            }
            Piece::End(target) => {
                if let Some(index) = self.open.iter().position(|open| open.target == target) {
                    let open = self.open.remove(index);
                    self.close(open);
                }
            }
        }
    }

    /// A reference at one place. A comment that has a stretch of text has no
    /// need of one.
    fn at(&mut self, target: Target) {
        if let Target::Comment(number) = target {
            // The reference stands within the range of its own comment in some files.
            let open = self.open.iter().position(|open| open.target == target);
            if let Some(index) = open {
                let open = self.open.remove(index);
                self.close(open);
            }
            if !self.anchored.insert(number) {
                return;
            }
        }
        self.text.refer(self.text.length(), target);
    }

    /// A range that covers nothing, not even a label, refers to nothing.
    fn close(&mut self, open: Open) {
        if open.start == self.text.length() && open.label == self.label.len() {
            return;
        }
        if let Target::Comment(number) = open.target {
            self.anchored.insert(number);
        }
        self.text.refer(open.start, open.target);
    }

    fn close_all(&mut self) {
        for open in std::mem::take(&mut self.open) {
            self.close(open);
        }
    }
}
