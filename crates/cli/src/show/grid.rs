//! Tables as text, drawn with box characters. Merged cells are drawn merged:
//! no line runs through them.

mod layout;

use std::collections::HashMap;
use std::io::{self, Write};

use gongkai_model::{Table, Value};

use crate::terminal::width;
use layout::Layout;

/// Prints a table in at most so many columns, if it can be made that narrow.
pub(super) fn print(out: &mut dyn Write, table: &Table, columns: usize) -> io::Result<()> {
    let layout = Layout::of(table, columns);
    let mut drawing = Drawing {
        table,
        grid: table.grid(),
        layout,
        texts: HashMap::new(),
    };
    for row in 0..table.rows {
        drawing.border(out, row)?;
        drawing.row(out, row)?;
        let bottom = |cell: u32| {
            drawing
                .table
                .cells
                .get(cell as usize)
                .map(|c| c.row + c.row_span)
        };
        drawing
            .texts
            .retain(|cell, _| bottom(*cell) > Some(row + 1));
    }
    drawing.border(out, table.rows)
}

struct Drawing<'a> {
    table: &'a Table,
    /// For each position, the number of the cell that covers it.
    grid: Vec<u32>,
    layout: Layout,
    /// The lines not yet printed, last line first, of the cells in reach.
    texts: HashMap<u32, Vec<String>>,
}

impl Drawing<'_> {
    /// The cell at a position; none outside of the table. Both are counted
    /// from 1, so that 0 is the outside at the top and at the left.
    fn cell(&self, row: u32, column: u32) -> Option<u32> {
        let inside =
            (1..=self.table.rows).contains(&row) && (1..=self.table.columns).contains(&column);
        let index = (row as usize).checked_sub(1)? * self.table.columns as usize;
        inside.then(|| self.grid.get(index + column as usize - 1).copied())?
    }

    /// The line above a row; below the last one where `row` is their number.
    fn border(&mut self, out: &mut dyn Write, row: u32) -> io::Result<()> {
        let mut line = String::new();
        let mut column = 0;
        while column <= self.table.columns {
            let (above, below) = (self.cell(row, column), self.cell(row + 1, column));
            if column > 0 {
                match below {
                    Some(cell) if above == below => {
                        column = self.text(&mut line, cell);
                    }
                    _ => line.push_str(&"─".repeat(self.layout.outer(column - 1, 1))),
                }
            }
            line.push(self.corner(row, column));
            column += 1;
        }
        writeln!(out, "{}", line.trim_end())
    }

    /// Where lines meet, right of a column.
    fn corner(&self, row: u32, column: u32) -> char {
        let (ul, ur) = (self.cell(row, column), self.cell(row, column + 1));
        let (ll, lr) = (self.cell(row + 1, column), self.cell(row + 1, column + 1));
        match (ul != ur, ll != lr, ul != ll, ur != lr) {
            // up, down, left, right
            (true, true, true, true) => '┼',
            (true, true, true, false) => '┤',
            (true, true, false, true) => '├',
            (true, false, true, true) => '┴',
            (false, true, true, true) => '┬',
            (true, false, true, false) => '┘',
            (true, false, false, true) => '└',
            (false, true, true, false) => '┐',
            (false, true, false, true) => '┌',
            (true, true, false, false) => '│',
            (false, false, true, true) => '─',
            _ => ' ',
        }
    }

    /// The lines of text of a row.
    fn row(&mut self, out: &mut dyn Write, row: u32) -> io::Result<()> {
        let height = self.layout.heights.get(row as usize).copied().unwrap_or(1);
        for _ in 0..height {
            let mut line = String::from("│");
            let mut column = 1;
            while let Some(cell) = self.cell(row + 1, column) {
                column = self.text(&mut line, cell) + 1;
                line.push('│');
            }
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    /// The next line of text of a cell; gives its last column, counted from 1.
    fn text(&mut self, line: &mut String, cell: u32) -> u32 {
        let Some(found) = self.table.cells.get(cell as usize) else {
            return self.table.columns;
        };
        let inner = self.layout.inner(found.column, found.column_span);
        let texts = self.texts.entry(cell).or_insert_with(|| {
            let mut lines = width::wrap(found.text(), inner);
            lines.reverse();
            lines
        });
        let text = texts.pop().unwrap_or_default();
        let margin = " ".repeat(self.layout.margin);
        let text = match found.value {
            Some(Value::Number(_)) => {
                format!(
                    "{}{text}",
                    " ".repeat(inner.saturating_sub(width::width(&text)))
                )
            }
            _ => width::pad(&text, inner),
        };
        line.push_str(&format!("{margin}{text}{margin}"));
        found.column + found.column_span
    }
}

#[cfg(test)]
mod tests {
    use gongkai_model::{Cell, RichText};

    use super::*;

    fn drawn(rows: u32, columns: u32, cells: Vec<Cell>, width: usize) -> String {
        let table = Table::new(rows, columns, cells).unwrap();
        let mut out = Vec::new();
        print(&mut out, &table, width).unwrap();
        format!("\n{}", String::from_utf8(out).unwrap())
    }

    fn cell(row: u32, column: u32, text: &str) -> Cell {
        Cell::new(row, column, RichText::plain(text))
    }

    #[test]
    fn no_line_runs_through_a_merged_cell() {
        let cells = vec![
            cell(0, 0, "申请人情况").spanning(1, 3),
            cell(1, 0, "自然人").spanning(2, 1),
            cell(1, 1, "法人").spanning(1, 2),
            cell(2, 1, "企业"),
            cell(2, 2, "其他"),
        ];
        let expected = "
┌──────────────────────┐
│ 申请人情况           │
├────────┬─────────────┤
│ 自然人 │ 法人        │
│        ├──────┬──────┤
│        │ 企业 │ 其他 │
└────────┴──────┴──────┘
";
        assert_eq!(drawn(3, 3, cells, 100), expected);
    }

    #[test]
    fn text_runs_on_across_the_rows_of_a_merged_cell() {
        let cells = vec![
            cell(0, 0, "一\n二\n三").spanning(2, 1),
            cell(0, 1, "a"),
            cell(1, 1, "b"),
        ];
        let expected = "
┌────┬────┐
│ 一 │ a  │
│ 二 ├────┤
│ 三 │ b  │
└────┴────┘
";
        assert_eq!(drawn(2, 2, cells, 100), expected);
    }

    #[test]
    fn a_cell_of_several_rows_and_columns_is_one_area() {
        let cells = vec![cell(0, 0, "大").spanning(2, 2)];
        let expected = "
┌─────────┬────┐
│ 大      │    │
│         ├────┤
│         │    │
└─────────┴────┘
";
        assert_eq!(drawn(2, 3, cells, 100), expected);
    }

    #[test]
    fn a_table_is_made_as_narrow_as_the_terminal() {
        let cells = vec![cell(0, 0, "第二十条第（一）项的内容"), cell(0, 1, "12")];
        let text = drawn(1, 2, cells, 15);
        assert!(text.lines().all(|line| width::width(line) <= 15), "{text}");
        assert!(text.contains("│第二十条第│12│"), "{text}");
    }

    #[test]
    fn numbers_stand_at_the_right() {
        let mut number = cell(0, 0, "7");
        number.value = Some(Value::Number("7".parse().unwrap()));
        assert!(drawn(2, 1, vec![number, cell(1, 0, "2020")], 100).contains("│    7 │"));
    }
}
