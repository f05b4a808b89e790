//! Places in a text.

use super::Xml;
use crate::{Error, ErrorKind};

/// The line and the column at the end of a text, from 1, counted over what
/// stands before it.
pub(super) fn line_and_column(before: &str, text: &[u8]) -> (usize, usize) {
    let both = [before.as_bytes(), text];
    let lines = both.iter().flat_map(|text| text.iter());
    let line = lines.filter(|&&b| b == b'\n').count() + 1;
    let last_line = |text: &[u8]| match text.iter().rposition(|&b| b == b'\n') {
        Some(at) => (true, at + 1),
        None => (false, 0),
    };
    let characters = |text: &[u8]| String::from_utf8_lossy(text).chars().count();
    let (breaks, start) = last_line(text);
    let mut column = characters(&text[start..]) + 1;
    if !breaks {
        let start = last_line(before.as_bytes()).1;
        column += characters(&before.as_bytes()[start..]);
    }
    (line, column)
}

/// The same slice, found in the text that it is part of.
pub(super) fn find_in<'a>(text: &'a str, slice: &str) -> Option<&'a str> {
    let offset = (slice.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let found = text.get(offset..offset.checked_add(slice.len())?)?;
    (found == slice).then_some(found)
}

impl Xml<'_> {
    pub(super) fn doctype(&self) -> Error {
        let part = self.part.to_owned();
        ErrorKind::Doctype { part }.into()
    }

    pub(super) fn past(&self, what: &'static str, limit: u64) -> Error {
        let part = self.part.to_owned();
        ErrorKind::Limit { part, what, limit }.into()
    }

    /// The error of broken XML at this point.
    pub(crate) fn broken(&self, cause: String) -> Error {
        let offset = self
            .reader
            .error_position()
            .max(self.reader.buffer_position());
        let offset = (self.base + offset as usize).min(self.text.len());
        let (line, column) = line_and_column(self.before, &self.text.as_bytes()[..offset]);
        ErrorKind::Xml {
            part: self.part.to_owned(),
            line,
            column,
            cause,
        }
        .into()
    }
}
