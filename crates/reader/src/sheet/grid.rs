//! A sheet in its own terms: what cells there are, and what frames them.

use std::collections::HashMap;

use gongkai_model::Value;

use super::area::{Area, Lines};
use super::attached::Attached;
use super::text::Text;

/// A worksheet. Only what is stored costs anything: no field grows with the
/// numbers that a file states.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// In order of row and column, each position once.
    pub(crate) cells: Vec<Cell>,
    /// The lexemes of all numbers, one behind the other.
    pub(crate) numbers: String,
    /// The texts that are not shared.
    pub(crate) texts: Vec<Text>,
    /// Values with the texts that show them.
    pub(crate) shown: Vec<(Text, Value)>,
    /// Sorted by their top left corners, without overlap.
    pub(crate) merges: Vec<Area>,
    pub(crate) links: HashMap<(u32, u32), Link>,
    /// What is attached to cells.
    pub(crate) attached: Attached,
    /// The outline levels of rows that have one (18.3.1.73).
    pub(crate) outline: HashMap<u32, u8>,
    pub(crate) hidden_rows: Lines,
    pub(crate) hidden_columns: Lines,
    /// The rows before which the author set a page break.
    pub(crate) breaks: Vec<u32>,
    /// Tables that the author declared as such, in any order.
    pub(crate) tables: Vec<Area>,
}

/// A stored cell with content or a border.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    pub(crate) row: u32,
    pub(crate) column: u32,
    /// The number of its cell format.
    pub(crate) style: u32,
    pub(crate) content: Content,
}

/// What a cell stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    Blank,
    /// A formula without a result: nothing is known of it, but it is a cell.
    Unknown,
    /// A shared string.
    Shared(u32),
    /// One of the sheet's own texts; error values are texts as well.
    Text(u32),
    /// A stretch of [`Sheet::numbers`].
    Number {
        start: u32,
        length: u16,
    },
    Boolean(bool),
    /// One of the values that come with the text that shows them.
    Shown(u32),
    /// A date in ISO 8601, one of the sheet's own texts.
    Date(u32),
}

/// Where a cell leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    /// To somewhere else.
    External(String),
    /// To a place in the workbook, as it is written: `'主动公开'!A1`.
    Internal(String),
}

impl Sheet {
    /// Takes up a number by its digits.
    pub(crate) fn number(&mut self, lexeme: &str) -> Content {
        let Ok(length) = u16::try_from(lexeme.len()) else {
            return self.own_text(Text::plain(lexeme.to_owned())); // nobody's number
        };
        let start = self.numbers.len() as u32; // bounded by the size of a part
        self.numbers.push_str(lexeme);
        Content::Number { start, length }
    }

    /// Takes up a text of the sheet's own.
    pub(crate) fn own_text(&mut self, text: Text) -> Content {
        self.texts.push(text);
        Content::Text((self.texts.len() - 1) as u32) // bounded by the cells
    }

    /// The lexeme of a number.
    pub(crate) fn lexeme(&self, start: u32, length: u16) -> &str {
        let start = start as usize;
        self.numbers
            .get(start..start + usize::from(length))
            .unwrap_or_default()
    }

    /// One of the sheet's own texts.
    pub(crate) fn text(&self, index: u32) -> &str {
        self.texts
            .get(index as usize)
            .map_or("", |text| text.text.as_str())
    }
}
