//! Rows that go straight into the finished workbook.
//!
//! The library keeps every cell in memory, then the whole sheet as text, and
//! its way around that is a file on the disk, whose errors it does not give.
//! So of a large table it gets the rows that are not plain, and the first row
//! of each look; all others are written here, between the library's rows, while
//! the sheet is compressed. They refer to the library's formats by the numbers
//! that its own cells of the same look have.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::io::{self, Write};

use gongkai_model::{Cell, Table, a1};

use super::content::{At, escaped};
use super::format::{Formats, Look};
use super::plain::{Content, Looks, Plain};
use crate::ooxml::xml;

/// A table of more cells is worth it.
pub(super) const MANY_CELLS: usize = 20_000;

/// So much text is compressed at once.
const CHUNK: usize = 1 << 16;

/// The rows of a sheet that the library did not get.
pub(super) struct Streamed {
    /// The block of the document that is the table of the sheet.
    pub(super) block: usize,
    pub(super) looks: Looks,
    /// For each row whether it is one of these.
    pub(super) rows: Vec<bool>,
    /// A cell of each look that the library got.
    pub(super) known: HashMap<Look, At>,
    /// The heights of rows that have more than one line, in points.
    pub(super) heights: BTreeMap<u32, f64>,
    /// The rows that keep their height.
    pub(super) fixed: BTreeSet<u32>,
}

impl Streamed {
    /// Decides about a row: true where it is not for the library.
    pub(super) fn takes(&mut self, row: &[Cell], formats: &mut Formats) -> bool {
        let mut plain = row.iter().map(|cell| self.looks.plain(cell, formats));
        let known = |cell: Option<Plain>| cell.is_some_and(|c| self.known.contains_key(&c.look));
        let takes = plain.all(known);
        if let (true, Some(first)) = (takes, row.first()) {
            self.rows[first.row as usize] = true;
        }
        takes
    }

    /// Notes the looks of a row that the library gets.
    pub(super) fn learn(&mut self, row: &[Cell], formats: &mut Formats) {
        for cell in row {
            if let Some(plain) = self.looks.plain(cell, formats) {
                let at = (cell.row, cell.column as u16);
                self.known.entry(plain.look).or_insert(at);
            }
        }
    }

    /// Writes the sheet with all its rows; `sheet` is what the library made of it.
    ///
    /// # Errors
    /// Where nothing more can be written, or the library's sheet is not what it
    /// always was.
    pub(super) fn write(
        &self,
        sheet: &str,
        table: &Table,
        formats: &mut Formats,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let styles = self.styles(sheet)?;
        let (start, end) = row_data(sheet)?;
        out.write_all(with_dimension(&sheet[..start], table).as_bytes())?;
        let mut text = String::with_capacity(2 * CHUNK);
        let mut next = 0;
        let mut cells = table.cells.chunk_by(|a, b| a.row == b.row).peekable();
        let mut up_to = |row: u32, text: &mut String, out: &mut dyn Write| {
            while let Some(row_cells) = cells.next_if(|cells| cells[0].row < row) {
                if self.rows[row_cells[0].row as usize] {
                    self.row(row_cells, &styles, formats, text)?;
                }
                if text.len() > CHUNK {
                    out.write_all(text.as_bytes())?;
                    text.clear();
                }
            }
            Ok::<(), io::Error>(())
        };
        for own in sheet[start..end].split_inclusive("</row>") {
            let row = number_of(own).unwrap_or(next);
            up_to(row, &mut text, out)?;
            text.push_str(own);
            next = row + 1;
        }
        up_to(table.rows, &mut text, out)?;
        out.write_all(text.as_bytes())?;
        out.write_all(&sheet.as_bytes()[end..])
    }

    /// The number that the library gave each look.
    fn styles(&self, sheet: &str) -> io::Result<HashMap<Look, String>> {
        let style = |(look, at): (&Look, &At)| {
            let cell = format!("<c r=\"{}\"", a1(at.0, at.1.into()));
            let begin = sheet.find(&cell).ok_or_else(unexpected)? + cell.len();
            let tag = sheet[begin..].split('>').next().unwrap_or_default();
            let number = tag
                .split_once("s=\"")
                .and_then(|(_, rest)| rest.split_once('"'));
            Ok((*look, number.map_or("", |(number, _)| number).to_owned()))
        };
        self.known.iter().map(style).collect()
    }

    fn row(
        &self,
        cells: &[Cell],
        styles: &HashMap<Look, String>,
        formats: &mut Formats,
        out: &mut String,
    ) -> io::Result<()> {
        let Some(first) = cells.first() else {
            return Ok(());
        };
        let number = first.row + 1;
        out.push_str("<row r=\"");
        push_number(out, number);
        out.push('"');
        if let Some(height) = self.heights.get(&first.row) {
            let _ = write!(out, " ht=\"{height}\""); // writing into a string never fails
            if self.fixed.contains(&first.row) {
                out.push_str(super::finish::BY_HAND);
            }
        }
        out.push('>');
        for cell in cells {
            let plain = self.looks.plain(cell, formats).ok_or_else(unexpected)?;
            let style = styles.get(&plain.look).ok_or_else(unexpected)?;
            push_cell(out, cell, number, style, &plain.content);
        }
        out.push_str("</row>");
        Ok(())
    }
}

fn push_cell(out: &mut String, cell: &Cell, row: u32, style: &str, content: &Content) {
    out.push_str("<c r=\"");
    push_letters(out, cell.column);
    push_number(out, row);
    if !style.is_empty() {
        out.push_str("\" s=\"");
        out.push_str(style);
    }
    match content {
        Content::Text("") => out.push_str("\"/>"),
        Content::Text(text) => {
            out.push_str("\" t=\"inlineStr\"><is><t");
            let is_trimmed = text.trim() == *text;
            out.push_str(if is_trimmed {
                ">"
            } else {
                " xml:space=\"preserve\">"
            });
            push_text(out, text);
            out.push_str("</t></is></c>");
        }
        Content::Number(digits) => {
            out.push_str("\"><v>");
            out.push_str(digits);
            out.push_str("</v></c>");
        }
        Content::Boolean(flag) => {
            out.push_str("\" t=\"b\"><v>");
            out.push(if *flag { '1' } else { '0' });
            out.push_str("</v></c>");
        }
    }
}

fn push_text(out: &mut String, text: &str) {
    let needs_none = |b: u8| !matches!(b, b'&' | b'<' | b'>' | b'_' | b'"' | b'\'');
    if text.bytes().all(needs_none) {
        out.push_str(text);
    } else {
        out.push_str(&xml::content(&escaped(text)));
    }
}

/// The letters of a column, from 0.
fn push_letters(out: &mut String, column: u32) {
    if column < 26 {
        out.push(char::from(b'A' + column as u8));
    } else {
        out.push_str(a1(0, column).trim_end_matches('1'));
    }
}

fn push_number(out: &mut String, number: u32) {
    let _ = write!(out, "{number}"); // writing into a string never fails
}

/// Where the rows of a sheet begin and end.
fn row_data(sheet: &str) -> io::Result<(usize, usize)> {
    const BEGIN: &str = "<sheetData>";
    let begin = sheet.find(BEGIN).ok_or_else(unexpected)? + BEGIN.len();
    let length = sheet[begin..].find("</sheetData>");
    Ok((begin, begin + length.ok_or_else(unexpected)?))
}

/// The head of a sheet that says how far its cells reach (18.3.1.35).
fn with_dimension(head: &str, table: &Table) -> String {
    let whole = format!("A1:{}", a1(table.rows - 1, table.columns - 1));
    match head.split_once("<dimension ref=\"") {
        Some((before, rest)) => {
            let behind = rest.split_once('"').map_or("", |(_, behind)| behind);
            format!("{before}<dimension ref=\"{whole}\"{behind}")
        }
        None => head.to_owned(),
    }
}

/// The row, from 0, that a text of the library begins with.
fn number_of(row: &str) -> Option<u32> {
    let (number, _) = row.strip_prefix("<row r=\"")?.split_once('"')?;
    number.parse::<u32>().ok()?.checked_sub(1)
}

fn unexpected() -> io::Error {
    io::Error::other("the library wrote a sheet of another form")
}
