//! Text, formatting and links in a cell.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use gongkai_model::{Diagnostic, Document, Format, Kind, Lost, Place, RichText, Style};
use rust_xlsxwriter::{Format as CellFormat, Worksheet};

use super::finish::Heights;
use super::format::{Formats, Look};
use super::links::{Links, MOST_ON_A_SHEET};
use super::refused;
use super::rich_text::RichTexts;
use super::streamed::Streamed;
use crate::Error;

/// The most UTF-16 units that a cell holds.
pub(super) const CELL_LIMIT: usize = 32_767;

/// Row and column, from 0.
pub(super) type At = (u32, u16);

/// What all sheets of a workbook share.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) formats: Formats,
    pub(super) links: Links,
    pub(super) rich_texts: RichTexts,
    pub(super) heights: Heights,
    /// The rows that the library did not get, by the number of the sheet from 1.
    pub(super) streamed: HashMap<usize, Streamed>,
    /// The comments that were written, by their numbers.
    pub(super) told: HashSet<usize>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Shared {
    /// Notes that something is lost.
    pub(super) fn lose(&mut self, what: Lost, place: Option<&Place>) {
        let kind = Kind::NotCarried {
            what,
            format: Format::Xlsx,
        };
        self.diagnostics.push(Diagnostic::new(kind, place.cloned()));
    }
}

/// Writes into the cells of one sheet.
pub(super) struct Pen<'a> {
    pub(super) document: &'a Document,
    pub(super) sheet: &'a mut Worksheet,
    pub(super) shared: &'a mut Shared,
    links: usize,
}

impl<'a> Pen<'a> {
    pub(super) fn new(
        document: &'a Document,
        sheet: &'a mut Worksheet,
        shared: &'a mut Shared,
    ) -> Pen<'a> {
        Pen {
            document,
            sheet,
            shared,
            links: 0,
        }
    }

    /// The library's format for a look.
    pub(super) fn format(&mut self, look: Look) -> Rc<CellFormat> {
        self.shared.formats.get(look)
    }

    /// Writes plain text.
    pub(super) fn plain(&mut self, at: At, text: &str, look: Look) -> Result<(), Error> {
        let look = look.quoted(needs_quote(text));
        let format = self.format(look);
        if text.starts_with("<r>") && text.ends_with("</r>") {
            // The library takes such a text for markup that it made itself.
            return self.rich(at, &[(text, Style::default())], look, look);
        }
        self.sheet
            .write_string_with_format(at.0, at.1, text, &format)
            .map_err(refused)?;
        Ok(())
    }

    /// Writes a text with its formatting and its link.
    pub(super) fn text(
        &mut self,
        at: At,
        content: &RichText,
        look: Look,
        place: Option<&Place>,
    ) -> Result<(), Error> {
        if content.runs.is_empty() {
            return self.plain(at, &content.text, look);
        }
        let mut segments = content.segments();
        let linked = self.link(at, &mut segments, look, place)?;
        let look = look.linked(linked);
        // In the font of the cell, bold type would make a paragraph a heading,
        // and a line under a link says only that it is one: runs say more.
        let speaks_otherwise =
            |style: &Style| (style.bold && look.is_prose()) || (style.underline && linked);
        match uniform(&segments) {
            Some(style) if !speaks_otherwise(&style) => {
                self.plain(at, &content.text, look.styled(&style))
            }
            _ => self.rich(at, &segments, look.quoted(needs_quote(&content.text)), look),
        }
    }

    /// Takes the link out of the text and gives it to the cell, which has room
    /// for one only.
    pub(super) fn link(
        &mut self,
        at: At,
        segments: &mut [(&str, Style)],
        look: Look,
        place: Option<&Place>,
    ) -> Result<bool, Error> {
        let link = segments.first().and_then(|(_, style)| style.link.clone());
        let whole = segments.iter().all(|(_, style)| style.link == link);
        let partial = !whole && segments.iter().any(|(_, style)| style.link.is_some());
        for (_, style) in segments.iter_mut() {
            style.link = None;
        }
        if partial {
            self.shared.lose(Lost::PartialLink, place);
        }
        let Some(target) = link.filter(|_| whole) else {
            return Ok(false);
        };
        let url = Some(&target).filter(|_| self.links < MOST_ON_A_SHEET);
        let Some(url) = url.and_then(|target| self.shared.links.url(target)) else {
            self.shared.lose(Lost::LinkTarget, place);
            return Ok(false);
        };
        self.links += 1;
        // The text is written over this one; the link stays with the cell.
        let format = self.format(look.linked(true));
        let url = url.set_text("-");
        self.sheet
            .write_url_with_format(at.0, at.1, url, &format)
            .map_err(refused)?;
        Ok(true)
    }

    /// Writes stretches of text that look different.
    fn rich(
        &mut self,
        at: At,
        segments: &[(&str, Style)],
        cell: Look,
        look: Look,
    ) -> Result<(), Error> {
        let format = self.format(cell);
        let runs: Vec<(Look, String)> = segments
            .iter()
            .map(|(text, style)| (look.styled(style), escaped(text)))
            .collect();
        if let Some(stand_in) = self.shared.rich_texts.stand_in(&runs) {
            self.sheet
                .write_string_with_format(at.0, at.1, stand_in, &format)
                .map_err(refused)?;
            return Ok(());
        }
        let runs: Vec<(Rc<CellFormat>, String)> = runs
            .into_iter()
            .map(|(look, text)| (self.format(look), text))
            .collect();
        let runs: Vec<(&CellFormat, &str)> = runs
            .iter()
            .map(|(format, text)| (format.as_ref(), text.as_str()))
            .collect();
        self.sheet
            .write_rich_string_with_format(at.0, at.1, &runs, &format)
            .map_err(refused)?;
        Ok(())
    }
}

/// The look of the whole text, where it has one look.
fn uniform(segments: &[(&str, Style)]) -> Option<Style> {
    let (_, first) = segments.first()?;
    segments
        .iter()
        .all(|(_, style)| style == first)
        .then(|| first.clone())
}

/// `_x0041_` stands for `A` in a workbook, so one in the text is escaped
/// (ECMA-376, 22.9.2.19). The library does it only in text without formatting.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (offset, c) in text.char_indices() {
        let rest = &text.as_bytes()[offset..];
        let is_code = |code: &[u8]| code.iter().all(u8::is_ascii_hexdigit);
        if matches!(rest, [b'_', b'x', code @ .., ] if code.len() >= 5 && is_code(&code[..4]) && code[4] == b'_')
        {
            escaped.push_str("_x005F");
        }
        escaped.push(c);
    }
    escaped
}

/// True for text that Excel would turn into a formula, a number or a date when
/// a person edits its cell.
pub(super) fn needs_quote(text: &str) -> bool {
    if text.starts_with(['=', '+', '-', '@', '\'', '#']) {
        return true;
    }
    let is_part = |c: char| {
        c.is_ascii_digit()
            || ('０'..='９').contains(&c)
            || ".,:/-+%eE¥$￥() 年月日时分秒".contains(c)
    };
    let has_digit = text
        .chars()
        .take(40)
        .any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let is_word = text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false");
    is_word || (has_digit && text.chars().all(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_looks_like_something_else_is_quoted() {
        for text in [
            "=1+1", "+86", "-", "@a", "'a", "007", "1e5", "2020.10", "12:30", "3月4日", "１２",
            "TRUE", "(5)", "1/2",
        ] {
            assert!(needs_quote(text), "{text}");
        }
        for text in ["", "规章", "12件", "3+4=7的", "—", "/", "A1", "e"] {
            assert!(!needs_quote(text), "{text}");
        }
    }

    #[test]
    fn what_looks_like_an_escape_is_escaped() {
        assert_eq!(escaped("_x0041_"), "_x005F_x0041_");
        assert_eq!(escaped("a_x000a_x000A_"), "a_x005F_x000a_x005F_x000A_");
        assert_eq!(escaped("_x004_ _xyz_ 汉_x"), "_x004_ _xyz_ 汉_x");
    }
}
