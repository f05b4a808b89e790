//! How wide the columns of a table are drawn, and how high its rows.

use gongkai_model::{Cell, Table};

use crate::terminal::width;

/// A Han character: nothing narrower can hold text.
const NARROWEST: usize = 2;

/// The measures of a drawn table.
#[derive(Debug)]
pub(super) struct Layout {
    /// The text columns of each column.
    widths: Vec<usize>,
    /// The lines of each row.
    pub(super) heights: Vec<usize>,
    /// The spaces at either side of a text: 1, or 0 where room is short.
    pub(super) margin: usize,
}

impl Layout {
    /// Fits a table into so many columns of the terminal.
    pub(super) fn of(table: &Table, terminal: usize) -> Layout {
        let count = table.columns as usize;
        let wide = Layout {
            widths: vec![NARROWEST; count],
            heights: Vec::new(),
            margin: 1,
        };
        let mut layout = wide.widened(table, terminal.saturating_sub(3 * count + 1));
        if layout.total() > terminal {
            layout.margin = 0;
            shrink(&mut layout.widths, terminal.saturating_sub(count + 1));
        }
        layout.heights = layout.heights(table);
        layout
    }

    /// The text columns of a cell.
    pub(super) fn inner(&self, column: u32, span: u32) -> usize {
        self.outer(column, span).saturating_sub(2 * self.margin)
    }

    /// The columns of a cell from line to line.
    pub(super) fn outer(&self, column: u32, span: u32) -> usize {
        let column = column as usize;
        let widths = self
            .widths
            .get(column..column + span as usize)
            .unwrap_or_default();
        let lines = widths.len().saturating_sub(1);
        widths
            .iter()
            .map(|width| width + 2 * self.margin)
            .sum::<usize>()
            + lines
    }

    fn total(&self) -> usize {
        self.outer(0, self.widths.len() as u32) + 2
    }

    /// Every column as wide as its texts want. Cells over several columns may
    /// widen them only as far as there is room: their text can be broken.
    fn widened(mut self, table: &Table, room: usize) -> Layout {
        let mut spans: Vec<&Cell> = Vec::new();
        for cell in &table.cells {
            match self.widths.get_mut(cell.column as usize) {
                Some(column) if cell.column_span == 1 => *column = (*column).max(wanted(cell)),
                _ => spans.push(cell),
            }
        }
        spans.sort_by_key(|cell| cell.column_span);
        for cell in spans {
            let left = room.saturating_sub(self.widths.iter().sum());
            let missing = wanted(cell).saturating_sub(self.inner(cell.column, cell.column_span));
            let first = cell.column as usize;
            let columns = self
                .widths
                .get_mut(first..first + cell.column_span as usize);
            spread(columns.unwrap_or_default(), missing.min(left));
        }
        self
    }

    /// Every row as high as its texts; what a cell over several rows needs
    /// beyond them is added to the last one.
    fn heights(&self, table: &Table) -> Vec<usize> {
        let mut heights = vec![1; table.rows as usize];
        let mut spans: Vec<(&Cell, usize)> = Vec::new();
        for cell in &table.cells {
            let lines = width::wrap(cell.text(), self.inner(cell.column, cell.column_span)).len();
            match heights.get_mut(cell.row as usize) {
                Some(row) if cell.row_span == 1 => *row = (*row).max(lines),
                _ => spans.push((cell, lines)),
            }
        }
        spans.sort_by_key(|(cell, _)| cell.row + cell.row_span);
        for (cell, lines) in spans {
            let first = cell.row as usize;
            let rows = heights
                .get_mut(first..first + cell.row_span as usize)
                .unwrap_or_default();
            let inside = rows.iter().sum::<usize>() + rows.len().saturating_sub(1);
            if let Some(last) = rows.last_mut() {
                *last += lines.saturating_sub(inside);
            }
        }
        heights
    }
}

fn wanted(cell: &Cell) -> usize {
    cell.text().split('\n').map(width::width).max().unwrap_or(0)
}

/// Adds `more` evenly.
fn spread(columns: &mut [usize], more: usize) {
    let count = columns.len().max(1);
    for (index, column) in columns.iter_mut().enumerate() {
        *column += more / count + usize::from(index < more % count);
    }
}

/// Makes the widest columns narrower, all to one width, until the sum is no
/// more than `room`: narrow columns of figures stay as they are.
fn shrink(widths: &mut [usize], room: usize) {
    let sum = |most: usize, widths: &[usize]| widths.iter().map(|w| (*w).min(most)).sum::<usize>();
    let (mut low, mut high) = (NARROWEST, widths.iter().copied().max().unwrap_or(NARROWEST));
    while low < high {
        let middle = (low + high).div_ceil(2);
        if sum(middle, widths) <= room {
            low = middle
        } else {
            high = middle - 1
        }
    }
    let mut left = room.saturating_sub(sum(low, widths));
    for width in widths.iter_mut().filter(|width| **width > low) {
        *width = low + usize::from(left > 0);
        left = left.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_columns_give_way_to_narrow_ones() {
        let mut widths = [40, 4, 30, 2];
        shrink(&mut widths, 27);
        assert_eq!(widths, [11, 4, 10, 2]);
        let mut widths = [40, 30];
        shrink(&mut widths, 1);
        assert_eq!(widths, [2, 2]);
    }
}
