//! The line that a formula becomes, with the changes around its parts.

use gongkai_model::Style;

use super::{Changes, is_change, is_script, object};
use crate::Error;
use crate::docx::context::Change;
use crate::word::paragraph::Piece;
use crate::xml::{Element, Node, Xml};

/// Formulas on a line, as far as they were read.
#[derive(Default)]
pub(super) struct Line {
    pieces: Vec<Piece>,
    /// The text behind the last piece.
    text: String,
    /// The text before it ends with a letter or number.
    runs_on: bool,
    /// What follows would be read as part of the last structure.
    open: bool,
}

impl Line {
    pub(super) fn read(&mut self, xml: &mut Xml, changes: &mut Changes) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(element) if is_change(&element) => match changes(&element) {
                    Change::Skip => xml.skip()?,
                    Change::Read => self.read(xml, changes)?,
                    Change::Told(target) => {
                        self.cut();
                        self.pieces.push(Piece::Start(target));
                        self.read(xml, changes)?;
                        self.cut();
                        self.pieces.push(Piece::End(target));
                    }
                },
                Node::Start(element) if element.local() == "oMath" => self.read(xml, changes)?,
                Node::Start(element) => self.object(xml, &element, changes)?,
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }

    /// A run or a structure.
    fn object(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        changes: &mut Changes,
    ) -> Result<(), Error> {
        let name = element.local();
        let (fraction, script) = (name == "f", is_script(name));
        let next = object(xml, element, changes)?;
        let runs_on = self.runs_on && next.starts_with(char::is_alphanumeric);
        if (self.open || fraction) && runs_on {
            self.text.push(' ');
        }
        self.text.push_str(&next);
        self.open = fraction || script || (self.open && next.is_empty());
        if !next.is_empty() {
            self.runs_on = next.ends_with(char::is_alphanumeric);
        }
        Ok(())
    }

    /// The text so far is a piece.
    fn cut(&mut self) {
        if !self.text.is_empty() {
            self.pieces.push(Piece::Text {
                text: std::mem::take(&mut self.text),
                style: Style::default(),
                is_label: false,
            });
        }
    }

    /// The line, with the changes that were told.
    pub(super) fn into_pieces(mut self) -> Vec<Piece> {
        self.cut();
        self.pieces
    }

    /// The whole line, where nobody tells the changes apart.
    pub(super) fn into_text(self) -> String {
        let pieces = self.pieces.into_iter().filter_map(|piece| match piece {
            Piece::Text { text, .. } => Some(text),
            _ => None,
        });
        pieces.collect::<String>() + &self.text
    }
}
