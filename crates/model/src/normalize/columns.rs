//! Typed values for columns that hold nothing but plain numbers.
//!
//! Nothing is guessed: `007`, `2020.10`, `1e5` or an 18-digit identity number
//! stay text, and one of them in a column leaves the whole column text.

use crate::bind::value::plain_number;
use crate::{Cell, Table, Value};

/// What is known of a column so far.
#[derive(Clone, Copy, Default)]
struct Column {
    /// There is text in it that has no value.
    is_open: bool,
    has_number: bool,
    has_other: bool,
    has_more_than_months: bool,
}

impl Column {
    fn is_plain(self) -> bool {
        self.is_open && self.has_number && !self.has_other && self.has_more_than_months
    }
}

/// Gives the cells of a column their value where every body cell with text is
/// plainly a number. Values that the file itself stored stay as they are.
pub(super) fn type_columns(table: &mut Table) {
    let header = table.header_rows();
    let body = table.cells.partition_point(|cell| cell.row < header);
    let body = &mut table.cells[body..];
    let mut columns = vec![Column::default(); table.columns as usize];
    for cell in body.iter() {
        let column = &mut columns[cell.column as usize];
        column.is_open |= cell.value.is_none() && !is_blank(cell);
    }
    let mut open = columns.iter().filter(|column| column.is_open).count();
    for cell in body.iter() {
        let column = &mut columns[cell.column as usize];
        if !column.is_open || column.has_other || is_blank(cell) {
            continue;
        }
        if plain_number(cell.text()).is_some() {
            column.has_number = true;
            column.has_more_than_months |= !is_year_and_month(cell.text());
            continue;
        }
        column.has_other = true;
        open -= 1;
        if open == 0 {
            break;
        }
    }
    if !columns.iter().any(|column| column.is_plain()) {
        return;
    }
    for cell in body {
        let is_plain = columns[cell.column as usize].is_plain();
        if is_plain && cell.value.is_none() && !is_blank(cell) {
            cell.value = plain_number(cell.text()).map(Value::Number);
        }
    }
}

fn is_blank(cell: &Cell) -> bool {
    cell.text().trim().is_empty()
}

/// `2020.1`, `2020.10`: reads as a month.
fn is_year_and_month(text: &str) -> bool {
    let Some((year, month)) = text.split_once('.') else {
        return false;
    };
    let month_fits = matches!(month.parse::<u8>(), Ok(1..=12)) && month.len() <= 2;
    year.len() == 4 && (year.starts_with("19") || year.starts_with("20")) && month_fits
}
