//! The tables of a form as they are printed, without figures.

use super::header::{depth, labels, path};
use crate::form::{FormTable, Layout};
use crate::{Cell, RichText, Table, TableError};

/// Makes the table that is printed for tables of the form: one, or several
/// blocks below each other.
pub(super) fn blank(printed: &[&FormTable]) -> Result<Table, TableError> {
    let mut cells = Cells::default();
    match printed {
        [table] if table.layout == Layout::Grid => cells.grid(table),
        [table] if table.layout == Layout::SingleRow => cells.single_row(table),
        blocks => cells.blocks(blocks),
    }
    Table::new(cells.rows, cells.columns, cells.cells)
}

#[derive(Default)]
struct Cells {
    rows: u32,
    columns: u32,
    cells: Vec<Cell>,
}

impl Cells {
    fn put(&mut self, (row, column): (u32, u32), (rows, columns): (u32, u32), text: &str) {
        self.rows = self.rows.max(row + rows);
        self.columns = self.columns.max(column + columns);
        let cell = Cell::new(row, column, RichText::plain(text));
        self.cells.push(cell.spanning(rows, columns));
    }

    /// Blocks: a title row, a header row, rows of data. All are as wide as the
    /// widest; the last column of a narrower one covers what is left.
    fn blocks(&mut self, blocks: &[&FormTable]) {
        let widest = blocks.iter().map(|block| block.columns.len()).max();
        let width = widest.unwrap_or(0) as u32 + 1;
        for block in blocks {
            if let Some(title) = &block.title {
                self.put((self.rows, 0), (1, width), title);
            }
            let corner = block.corner.as_deref().unwrap_or_default();
            let header = block.columns.iter().map(|column| column.label.as_str());
            self.line(corner, header, width);
            for row in &block.rows {
                self.line(&row.label, block.columns.iter().map(|_| ""), width);
            }
        }
    }

    fn line<'f>(&mut self, label: &str, texts: impl ExactSizeIterator<Item = &'f str>, width: u32) {
        let row = self.rows;
        self.put((row, 0), (1, 1), label);
        let last = texts.len() as u32;
        for (column, text) in (1..).zip(texts) {
            let columns = if column == last { width - column } else { 1 };
            self.put((row, column), (1, columns), text);
        }
    }

    /// Labels of rows at the left, of columns at the top.
    fn grid(&mut self, table: &FormTable) {
        let columns: Vec<Vec<&str>> = table.columns.iter().map(path).collect();
        let rows: Vec<Vec<&str>> = table.rows.iter().map(path).collect();
        let (top, left) = (depth(&columns), depth(&rows));
        let corner = table.corner.as_deref().unwrap_or_default();
        self.put((0, 0), (top, left), corner);
        for label in labels(&columns) {
            let at = (label.level, left + label.first);
            self.put(at, (label.levels, label.lines), label.text);
        }
        for label in labels(&rows) {
            let at = (top + label.first, label.level);
            self.put(at, (label.lines, label.levels), label.text);
        }
        for row in 0..rows.len() as u32 {
            for column in 0..columns.len() as u32 {
                self.put((top + row, left + column), (1, 1), "");
            }
        }
    }

    /// All figures in one row, under the labels of rows and columns.
    fn single_row(&mut self, table: &FormTable) {
        let group = |row| {
            let over = path(row);
            let columns = table.columns.iter();
            columns.map(move |column| [over.as_slice(), &[column.label.as_str()]].concat())
        };
        let paths: Vec<Vec<&str>> = table.rows.iter().flat_map(group).collect();
        for label in labels(&paths) {
            let at = (label.level, label.first);
            self.put(at, (label.levels, label.lines), label.text);
        }
        let row = self.rows;
        for column in 0..paths.len() as u32 {
            self.put((row, column), (1, 1), "");
        }
    }
}
