//! What nobody sees of a sheet, by its rows and columns.

use std::collections::BTreeSet;

use gongkai_model::{Place, a1};

use crate::sheet::area::Lines;
use crate::sheet::context::{Diagnostics, sheet_place};
use crate::sheet::grid::{Content, Sheet};

/// The text of a sheet that nobody sees, or that was read all the same.
#[derive(Default)]
pub(super) struct Hidden {
    rows: Vec<(u32, u32)>,
    columns: BTreeSet<u32>,
    /// There is some under a merged cell.
    pub(super) covered: bool,
    /// The first of the empty cells with borders that are too many.
    pub(super) formatted: Option<(u32, u32)>,
}

impl Hidden {
    /// Takes what hides rows and columns off a sheet, and notes what is in them,
    /// as comments are `attached` to cells.
    pub(super) fn show<'a>(
        &mut self,
        sheet: &mut Sheet,
        attached: impl Iterator<Item = &'a (u32, u32)>,
    ) {
        let rows = std::mem::take(&mut sheet.hidden_rows);
        let columns = std::mem::take(&mut sheet.hidden_columns);
        if rows.is_empty() && columns.is_empty() {
            return;
        }
        let filled = sheet.cells.iter().filter(|c| c.content != Content::Blank);
        let cells = filled.map(|cell| (cell.row, cell.column));
        for cell in cells.chain(attached.copied()) {
            self.note(&rows, &columns, cell);
        }
    }

    /// Notes in which row or column something is hidden, each once where its
    /// cells follow one another; true where it is.
    pub(super) fn note(
        &mut self,
        rows: &Lines,
        columns: &Lines,
        (row, column): (u32, u32),
    ) -> bool {
        let (in_row, in_column) = (rows.contains(row), columns.contains(column));
        if in_row && self.rows.last() != Some(&(row, row)) {
            self.rows.push((row, row));
        }
        if in_column {
            self.columns.insert(column);
        }
        in_row || in_column
    }

    /// Says what was left out, and where it is.
    pub(super) fn name(self, sheet: &str, diagnostics: &mut Diagnostics) {
        let columns = self.columns.into_iter().map(|column| (column, column));
        let (rows, columns) = (Lines::new(self.rows), Lines::new(columns.collect()));
        if !rows.is_empty() {
            let which = rows.named(|row| (row + 1).to_string());
            diagnostics.hides(&format!("rows {which}"), sheet_place(sheet));
        }
        if !columns.is_empty() {
            let letters = |column| a1(0, column).trim_end_matches('1').to_owned();
            let which = columns.named(letters);
            diagnostics.hides(&format!("columns {which}"), sheet_place(sheet));
        }
        if let Some(cell) = self.formatted {
            diagnostics.formatted(cell, Place::cell(sheet, cell.0, cell.1));
        }
        if self.covered {
            diagnostics.covered(sheet_place(sheet));
        }
    }
}
