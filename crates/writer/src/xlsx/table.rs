//! The sheet of a table.
//!
//! The table begins at A1 and nothing else is on the sheet. Every position has
//! borders, also under a merged cell: they tell how far the table reaches.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use gongkai_model::{Anchor, Cell, Document, Lost, Place, Style, Table, Target, Value};
use rust_xlsxwriter::{Formula, IgnoreError, Worksheet};

use super::content::{At, CELL_LIMIT, Pen, Shared, needs_quote};
use super::format::{Look, Role, Side};
use super::layout::{self, Layout};
use super::{beside, date_format, number_format, page, refused};
use crate::{Error, ErrorKind};

/// The rows and columns of a sheet.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;

/// Points to the pixel.
const POINTS: f64 = 0.75;

/// More header rows than this are not frozen: nothing would be left to scroll.
const MOST_HEADER_ROWS: u32 = 6;

/// What is known of a table beside what it holds.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// It is a table of a statutory form, whose figures stand in the middle as
    /// they are printed.
    pub(super) in_form: bool,
    /// Tells whether the value of a cell, by row and column, is lost where
    /// only its text is written.
    pub(super) is_lost: &'a dyn Fn(u32, u32) -> bool,
    /// The formula of a cell that is a sum of others.
    pub(super) formula: &'a dyn Fn(u32, u32) -> Option<String>,
}

/// Writes the sheet; gives the rows that keep their height, where any has one.
pub(super) fn write(
    sheet: &mut Worksheet,
    shared: &mut Shared,
    document: &Document,
    table: &Table,
    asked: Asked<'_>,
) -> Result<Option<BTreeSet<u32>>, Error> {
    check_size(table)?;
    let header = Some(table.header_rows())
        .filter(|rows| *rows <= MOST_HEADER_ROWS)
        .unwrap_or(0);
    let layout = Layout::new(table, header);
    set_up(sheet, table, header, &layout)?;
    let mut writer = TableWriter {
        pen: Pen::new(document, sheet, shared),
        table,
        header,
        long: &layout.long,
        heights: &layout.heights,
        pictures: BTreeMap::new(),
        asked,
    };
    for index in 0..table.cells.len() {
        writer.cell(index)?;
    }
    let pictures: BTreeSet<u32> = writer.pictures.into_keys().collect();
    let has_heights = !layout.heights.is_empty() || !pictures.is_empty();
    let fixed = layout.fixed.into_iter().chain(pictures).collect();
    Ok(has_heights.then_some(fixed))
}

fn check_size(table: &Table) -> Result<(), Error> {
    let Table { rows, columns, .. } = *table;
    if rows <= MOST_ROWS && columns <= MOST_COLUMNS {
        return Ok(());
    }
    let format = gongkai_model::Format::Xlsx;
    Err(ErrorKind::TableTooLarge {
        format,
        rows,
        columns,
        place: table.place.clone(),
    }
    .into())
}

fn set_up(sheet: &mut Worksheet, table: &Table, header: u32, layout: &Layout) -> Result<(), Error> {
    for (column, &width) in layout.widths.iter().enumerate() {
        sheet
            .set_column_width(column as u16, width as f64)
            .map_err(refused)?;
    }
    for (&row, &height) in &layout.heights {
        sheet.set_row_height(row, height).map_err(refused)?;
    }
    if header > 0 {
        sheet.set_freeze_panes(header, 0).map_err(refused)?;
        sheet.set_repeat_rows(0, header - 1).map_err(refused)?;
    }
    if table.cells.iter().any(|cell| needs_quote(cell.text())) {
        let (last_row, last_column) = (table.rows - 1, (table.columns - 1) as u16);
        let ignored = IgnoreError::NumberStoredAsText;
        sheet
            .ignore_error_range(0, 0, last_row, last_column, ignored)
            .map_err(refused)?;
    }
    sheet.set_print_center_horizontally(true);
    page::set_up(sheet, layout.landscape);
    Ok(())
}

struct TableWriter<'a> {
    pen: Pen<'a>,
    table: &'a Table,
    header: u32,
    long: &'a [bool],
    heights: &'a BTreeMap<u32, f64>,
    /// How many pixels the pictures of a row take so far.
    pictures: BTreeMap<u32, u32>,
    asked: Asked<'a>,
}

impl TableWriter<'_> {
    fn cell(&mut self, index: usize) -> Result<(), Error> {
        let cell = &self.table.cells[index];
        let place = || self.table.place_of(index);
        check_length(cell, place)?;
        let anchors = match cell.blocks[..] {
            [] => Cow::Borrowed(&cell.content.anchors),
            ref blocks => Cow::Owned(beside::within(blocks)),
        };
        let text = cell.text();
        let is_picture = |anchor: &Anchor| matches!(anchor.target, Target::Image(_));
        let has_both = !text.is_empty() && anchors.iter().any(is_picture);
        let look = self.look(cell).above(has_both);
        let at = (cell.row, cell.column as u16);
        self.merge(cell, look)?;
        if !cell.blocks.is_empty() {
            self.pen.shared.lose(Lost::NestedTable, place().as_ref());
        }
        if !anchors.is_empty() {
            let place = place();
            let before = self.pictures.get(&cell.row).copied().unwrap_or(0);
            // A picture hides no text: it stands below, as on the sheet of the body.
            let height = self.heights.get(&cell.row).copied();
            let lines = height.unwrap_or(layout::ONE_LINE) / POINTS;
            let below = before.max(if has_both { lines as u32 } else { 0 });
            let pixels = beside::write(&mut self.pen, at, text, &anchors, below, place.as_ref())?;
            if pixels > 0 {
                self.make_room(cell.row, below + pixels)?;
            }
        }
        let Some(value) = &cell.value else {
            if self.blank_total(at, cell, look)? {
                return Ok(());
            }
            return self
                .pen
                .text(at, &cell.content, look, self.place(index).as_ref());
        };
        if self.value(at, cell, value, look, index)? {
            return Ok(());
        }
        if (self.asked.is_lost)(cell.row, cell.column) {
            let place = self.place(index);
            self.pen.shared.lose(Lost::TypedValue, place.as_ref());
        }
        self.pen
            .text(at, &cell.content, look, self.place(index).as_ref())
    }

    /// Makes a row as high as its pictures.
    fn make_room(&mut self, row: u32, pixels: u32) -> Result<(), Error> {
        self.pictures.insert(row, pixels);
        let text = self.heights.get(&row).copied().unwrap_or(0.0);
        let height = (f64::from(pixels) * POINTS).max(text).min(layout::HIGHEST);
        let sheet = &mut *self.pen.sheet;
        sheet.set_row_height(row, height).map_err(refused)?;
        Ok(())
    }

    /// Where a cell came from, as far as somebody may ask.
    fn place(&self, index: usize) -> Option<Place> {
        let cell = &self.table.cells[index];
        let is_plain = cell.value.is_none() && cell.content.runs.is_empty();
        if is_plain {
            None
        } else {
            self.table.place_of(index)
        }
    }

    fn look(&self, cell: &Cell) -> Look {
        if cell.row < self.header {
            return Look::new(Role::TableHead, Side::Center);
        }
        let is_long = self
            .long
            .get(cell.column as usize)
            .is_some_and(|long| *long && cell.column_span == 1)
            || layout::is_long(cell.text());
        let side = match &cell.value {
            Some(Value::Number(_)) if !self.asked.in_form => Side::Right,
            _ if is_long => Side::Left,
            _ => Side::Center,
        };
        Look::new(Role::TableBody, side)
    }

    /// Merges what the cell covers; its text is written over the blank.
    fn merge(&mut self, cell: &Cell, look: Look) -> Result<(), Error> {
        if cell.row_span == 1 && cell.column_span == 1 {
            return Ok(());
        }
        let format = self.pen.format(look);
        let (row, column) = (cell.row, cell.column as u16);
        let last_row = cell.row + cell.row_span - 1;
        let last_column = (cell.column + cell.column_span - 1) as u16;
        let merged = self
            .pen
            .sheet
            .merge_range(row, column, last_row, last_column, "", &format);
        merged.map_err(refused)?;
        Ok(())
    }

    /// Writes a cell with its value, where that shows the text; tells whether it does.
    fn value(
        &mut self,
        at: At,
        cell: &Cell,
        value: &Value,
        look: Look,
        index: usize,
    ) -> Result<bool, Error> {
        let Some((stored, number)) = self.stored(cell.text(), value) else {
            return Ok(false);
        };
        let place = self.place(index);
        let mut segments = cell.content.segments();
        let linked = self.pen.link(at, &mut segments, look, place.as_ref())?;
        let first = segments
            .first()
            .map(|(_, style)| style.clone())
            .unwrap_or_default();
        let uniform = segments.iter().all(|(_, style)| *style == first);
        if !uniform || (linked && first.underline) {
            self.pen.shared.lose(Lost::NumberFormatting, place.as_ref());
        }
        let style = if uniform { first } else { Style::default() };
        let format = self
            .pen
            .format(look.styled(&style).linked(linked).numbered(number));
        let formula = (self.asked.formula)(cell.row, cell.column).filter(|_| !linked);
        let sheet = &mut *self.pen.sheet;
        match (stored, formula) {
            (Stored::Number(number), Some(formula)) => {
                let formula = Formula::new(formula).set_result(number.to_string());
                sheet.write_formula_with_format(at.0, at.1, formula, &format)
            }
            (Stored::Number(number), None) => {
                sheet.write_number_with_format(at.0, at.1, number, &format)
            }
            (Stored::Boolean(flag), _) => {
                sheet.write_boolean_with_format(at.0, at.1, flag, &format)
            }
        }
        .map_err(refused)?;
        Ok(true)
    }

    /// Writes the formula of a total that is blank as long as its parts are;
    /// tells whether the cell has one.
    fn blank_total(&mut self, at: At, cell: &Cell, look: Look) -> Result<bool, Error> {
        let formula = (self.asked.formula)(cell.row, cell.column);
        let Some(formula) = formula.filter(|_| cell.text().is_empty()) else {
            return Ok(false);
        };
        let format = self.pen.format(look);
        let sheet = &mut *self.pen.sheet;
        sheet.set_formula_result_default(""); // the library takes an empty result for none
        let written = sheet.write_formula_with_format(at.0, at.1, formula.as_str(), &format);
        written.map_err(refused)?;
        Ok(true)
    }

    /// What Excel stores for a value, and the number of the format that shows
    /// it as `text`.
    fn stored(&mut self, text: &str, value: &Value) -> Option<(Stored, u16)> {
        let formats = &mut self.pen.shared.formats;
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
}

/// What a cell of a workbook holds beside text.
enum Stored {
    Number(f64),
    Boolean(bool),
}

fn check_length(cell: &Cell, place: impl Fn() -> Option<Place>) -> Result<(), Error> {
    let text = cell.text();
    if text.len() <= CELL_LIMIT {
        return Ok(()); // no text has more UTF-16 units than bytes
    }
    let length = text.chars().map(char::len_utf16).sum();
    if length <= CELL_LIMIT {
        return Ok(());
    }
    let format = gongkai_model::Format::Xlsx;
    Err(ErrorKind::TextTooLong {
        format,
        length,
        limit: CELL_LIMIT,
        place: place(),
    }
    .into())
}
