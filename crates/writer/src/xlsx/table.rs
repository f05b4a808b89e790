//! The sheet of a table.
//!
//! The table begins at A1 and nothing else is on the sheet. Every position has
//! borders, also under a merged cell: they tell how far the table reaches.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use gongkai_model::{Anchor, Cell, Document, Lost, Place, Style, Table, Target, Value};
use rust_xlsxwriter::{Formula, IgnoreError, Worksheet};

use super::content::{At, CELL_LIMIT, Pen, Shared, needs_quote};
use super::format::Look;
use super::layout::{self, Layout};
use super::plain::{Looks, Stored, stored};
use super::streamed::{MANY_CELLS, Streamed};
use super::{beside, page, refused};
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

/// What the library cannot say of the sheet, for the end.
pub(super) struct Rest {
    /// The rows that keep their height, where any row has one.
    pub(super) fixed: Option<BTreeSet<u32>>,
    /// The rows that the library did not get, where there are any.
    pub(super) streamed: Option<Streamed>,
}

/// Writes the sheet of a table, which is the document's block of that number.
pub(super) fn write(
    sheet: &mut Worksheet,
    shared: &mut Shared,
    document: &Document,
    (block, table): (usize, &Table),
    asked: Asked<'_>,
) -> Result<Rest, Error> {
    check_size(table)?;
    let header = Some(table.header_rows())
        .filter(|rows| *rows <= MOST_HEADER_ROWS)
        .unwrap_or(0);
    let layout = Layout::new(table, header);
    set_up(sheet, table, header, &layout)?;
    let Layout {
        heights,
        fixed,
        long,
        ..
    } = layout;
    let looks = |long| Looks {
        header,
        long,
        in_form: asked.in_form,
    };
    // The figures of a form have formulas, and few cells.
    let is_large = table.cells.len() > MANY_CELLS && !asked.in_form;
    let mut streamed = is_large.then(|| Streamed {
        block,
        looks: looks(long.clone()),
        rows: vec![false; table.rows as usize],
        known: HashMap::new(),
        heights: heights.clone(),
        fixed: fixed.clone(),
    });
    let mut writer = TableWriter {
        pen: Pen::new(document, sheet, shared),
        table,
        looks: looks(long),
        heights: &heights,
        pictures: BTreeMap::new(),
        asked,
    };
    let mut index = 0;
    for row in table.cells.chunk_by(|a, b| a.row == b.row) {
        let from = index;
        index += row.len();
        if let Some(streamed) = &mut streamed {
            let formats = &mut writer.pen.shared.formats;
            if streamed.takes(row, formats) {
                continue;
            }
            streamed.learn(row, formats);
        }
        writer.row(row[0].row)?;
        for index in from..index {
            writer.cell(index)?;
        }
    }
    let pictures: BTreeSet<u32> = writer.pictures.into_keys().collect();
    let has_heights = !heights.is_empty() || !pictures.is_empty();
    let fixed = fixed.into_iter().chain(pictures).collect();
    Ok(Rest {
        fixed: has_heights.then_some(fixed),
        streamed: streamed.filter(|streamed| streamed.rows.contains(&true)),
    })
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
    looks: Looks,
    heights: &'a BTreeMap<u32, f64>,
    /// How many pixels the pictures of a row take so far.
    pictures: BTreeMap<u32, u32>,
    asked: Asked<'a>,
}

impl TableWriter<'_> {
    /// Sets a row up.
    fn row(&mut self, row: u32) -> Result<(), Error> {
        if let Some(&height) = self.heights.get(&row) {
            let sheet = &mut *self.pen.sheet;
            sheet.set_row_height(row, height).map_err(refused)?;
        }
        Ok(())
    }

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
        let look = self.looks.of(cell).above(has_both);
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
        let formats = &mut self.pen.shared.formats;
        let Some((stored, number)) = stored(cell.text(), value, formats) else {
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
