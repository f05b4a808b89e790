//! What stands in nearly all cells of a large table: a text of one look, or a
//! value, and nothing beside it.

use std::borrow::Cow;

use gongkai_model::{Cell, Value, is_forbidden};

use super::content::{CELL_LIMIT, needs_quote};
use super::format::{Formats, Look, Role, Side};
use super::{date_format, layout, number_format};

/// How the cells of a table look.
pub(super) struct Looks {
    /// How many rows are its header.
    pub(super) header: u32,
    /// The columns with a long text.
    pub(super) long: Vec<bool>,
    /// It is a table of a statutory form.
    pub(super) in_form: bool,
}

/// What a workbook holds for a value.
pub(super) enum Stored {
    Number(f64),
    Boolean(bool),
}

/// A cell of the plain kind.
pub(super) struct Plain<'c> {
    pub(super) look: Look,
    pub(super) content: Content<'c>,
}

/// What a plain cell holds.
pub(super) enum Content<'c> {
    Text(&'c str),
    /// The digits of a number, as they go into the file.
    Number(Cow<'c, str>),
    Boolean(bool),
}

impl Looks {
    /// How a cell looks without the formatting of its text.
    pub(super) fn of(&self, cell: &Cell) -> Look {
        if cell.row < self.header {
            return Look::new(Role::TableHead, Side::Center);
        }
        let is_long = self
            .long
            .get(cell.column as usize)
            .is_some_and(|long| *long && cell.column_span == 1)
            || layout::is_long(cell.text());
        let side = match &cell.value {
            Some(Value::Number(_)) if !self.in_form => Side::Right,
            _ if is_long => Side::Left,
            _ => Side::Center,
        };
        Look::new(Role::TableBody, side)
    }

    /// The cell, where it is of the plain kind.
    pub(super) fn plain<'c>(&self, cell: &'c Cell, formats: &mut Formats) -> Option<Plain<'c>> {
        let text = cell.text();
        let bare = cell.blocks.is_empty()
            && cell.content.runs.is_empty()
            && cell.content.anchors.is_empty()
            && (cell.row_span, cell.column_span) == (1, 1);
        if !bare || text.len() > CELL_LIMIT {
            return None;
        }
        let look = self.of(cell);
        let Some(value) = &cell.value else {
            let plain = !text.contains(is_forbidden);
            let look = look.quoted(needs_quote(text));
            let content = Content::Text(text);
            return plain.then_some(Plain { look, content });
        };
        let (content, number) = match value {
            Value::Number(value) if number_format::is_general(text, value) => {
                (Content::Number(Cow::Borrowed(text)), 0)
            }
            value => match stored(text, value, formats)? {
                (Stored::Number(value), number) => {
                    (Content::Number(Cow::Owned(value.to_string())), number)
                }
                (Stored::Boolean(flag), number) => (Content::Boolean(flag), number),
            },
        };
        let look = look.numbered(number);
        Some(Plain { look, content })
    }
}

/// What Excel stores for a value, and the number of the format that shows it
/// as `text`.
pub(super) fn stored(text: &str, value: &Value, formats: &mut Formats) -> Option<(Stored, u16)> {
    match value {
        Value::Number(number) => {
            let code = number_format::code(text, number)?;
            Some((Stored::Number(number.to_f64()), formats.number(&code)?))
        }
        Value::Boolean(flag) => {
            let shown = if *flag { "TRUE" } else { "FALSE" };
            (text == shown).then_some((Stored::Boolean(*flag), 0))
        }
        Value::Date(iso) => {
            let (serial, code) = date_format::code(text, iso)?;
            Some((Stored::Number(serial), formats.number(&code)?))
        }
    }
}
