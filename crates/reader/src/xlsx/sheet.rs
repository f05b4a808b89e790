//! A sheet in its own terms: what cells there are, and what frames them.

use std::collections::HashMap;

use super::area::{Area, Lines};
use super::strings::Text;

/// A worksheet. Only what is stored costs anything: no field grows with the
/// numbers that a file states.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// In order of row and column, each position once.
    pub(super) cells: Vec<Cell>,
    /// The lexemes of all numbers, one behind the other.
    pub(super) numbers: String,
    /// The texts that are not shared.
    pub(super) texts: Vec<Text>,
    /// Sorted by their top left corners, without overlap.
    pub(super) merges: Vec<Area>,
    pub(super) links: HashMap<(u32, u32), Link>,
    /// The outline levels of rows that have one (18.3.1.73).
    pub(super) outline: HashMap<u32, u8>,
    pub(super) hidden_rows: Lines,
    pub(super) hidden_columns: Lines,
    /// The rows before which the author set a page break.
    pub(super) breaks: Vec<u32>,
}

/// A stored cell with content or a border.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) row: u32,
    pub(super) column: u32,
    /// The number of its cell format.
    pub(super) style: u32,
    pub(super) content: Content,
}

/// What a cell stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Blank,
    /// A shared string.
    Shared(u32),
    /// One of the sheet's own texts; error values are texts as well.
    Text(u32),
    /// A stretch of [`Sheet::numbers`].
    Number {
        start: u32,
        length: u32,
    },
    Boolean(bool),
    /// A date in ISO 8601, one of the sheet's own texts.
    Date(u32),
}

/// Where a cell leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Link {
    /// To somewhere else.
    External(String),
    /// To a place in the workbook, as it is written: `'主动公开'!A1`.
    Internal(String),
}

impl Sheet {
    /// The lexeme of a number.
    pub(super) fn lexeme(&self, start: u32, length: u32) -> &str {
        let start = start as usize;
        self.numbers
            .get(start..start + length as usize)
            .unwrap_or_default()
    }

    /// One of the sheet's own texts.
    pub(super) fn text(&self, index: u32) -> &str {
        self.texts
            .get(index as usize)
            .map_or("", |text| text.text.as_str())
    }
}
