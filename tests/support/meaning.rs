//! What a document says, in the few terms that readers of Word files have in
//! common: lines of text in order, tables as cells with spans, and the texts
//! that stand beside the body. Ours and those of others become this shape
//! before they are compared.

use std::collections::{BTreeSet, HashMap};

/// What a document says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meaning {
    /// The text of the body in reading order; every cell is a line as well.
    pub lines: Vec<Line>,
    /// The tables in reading order, a table before those in its cells.
    pub tables: Vec<Grid>,
    /// Footnotes and endnotes.
    pub notes: Vec<String>,
    /// Comments of reviewers.
    pub comments: Vec<String>,
    /// Headers and footers, each text once.
    pub margins: BTreeSet<String>,
    /// There are formulas in the text: only their signs can be compared, as
    /// everyone lays them out in another way.
    pub has_formulas: bool,
    /// Texts of cells that have labels in them, and the same without, both
    /// without space.
    pub labelled_cells: HashMap<String, String>,
}

/// A paragraph, or the text of a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it is.
    pub role: Role,
    /// The printed number, where it is known and kept apart from the text.
    pub label: Option<String>,
    /// The text, its space squeezed.
    pub text: String,
}

/// What a line is in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Prose, or text in a cell.
    Text,
    /// A heading of a level; 0 is the title.
    Heading(u8),
    /// The first paragraph of an item in a list.
    Item(Marker),
}

/// What stands before an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    /// A sign.
    Bullet,
    /// A number, and how it is written.
    Number(u64, Digits),
    /// Something; the source does not say what.
    Any,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// 1, 2, 3, or Chinese numbers, or not told.
    Figures,
    /// a, b, c
    Letters,
    /// i, ii, iii
    Roman,
}

/// A table as cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// The cells in any order.
    pub cells: Vec<GridCell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GridCell {
    /// The top row, from 0.
    pub row: u32,
    /// The left column, from 0.
    pub column: u32,
    /// How many rows it covers.
    pub row_span: u32,
    /// How many columns it covers.
    pub column_span: u32,
    /// The text without any space.
    pub text: String,
}

impl Meaning {
    /// Appends a line, unless it is empty and has no number.
    pub fn push(&mut self, role: Role, label: Option<String>, text: &str) {
        let text = squeeze(text);
        if !text.is_empty() || label.is_some() {
            self.lines.push(Line { role, label, text });
        }
    }

    /// The text of the body.
    pub fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }
}

impl Grid {
    /// The grid that is seen: rows and columns in which no cell begins go, as
    /// they do in our model (`Table::new` and `Document::normalize`), and
    /// positions that no cell covers get an empty one.
    #[must_use]
    pub fn settled(mut self) -> Grid {
        self.fill();
        let rows: BTreeSet<u32> = self.cells.iter().map(|cell| cell.row).collect();
        let columns: BTreeSet<u32> = self.cells.iter().map(|cell| cell.column).collect();
        let before = |starts: &BTreeSet<u32>, line: u32| starts.range(..line).count() as u32;
        for cell in &mut self.cells {
            let (bottom, right) = (cell.row + cell.row_span, cell.column + cell.column_span);
            cell.row_span = before(&rows, bottom) - before(&rows, cell.row);
            cell.column_span = before(&columns, right) - before(&columns, cell.column);
            cell.row = before(&rows, cell.row);
            cell.column = before(&columns, cell.column);
        }
        self.cells.sort();
        self
    }

    fn fill(&mut self) {
        let mut covered = BTreeSet::new();
        for cell in &self.cells {
            for row in cell.row..cell.row + cell.row_span {
                covered.extend((cell.column..cell.column + cell.column_span).map(|c| (row, c)));
            }
        }
        let rows = covered.iter().map(|at| at.0 + 1).max().unwrap_or(0);
        let columns = covered.iter().map(|at| at.1 + 1).max().unwrap_or(0);
        for row in 0..rows {
            for column in 0..columns {
                if !covered.contains(&(row, column)) {
                    self.cells.push(GridCell {
                        row,
                        column,
                        row_span: 1,
                        column_span: 1,
                        text: String::new(),
                    });
                }
            }
        }
    }
}

/// Places cells as a table does whose source gives spans only (HTML, pandoc):
/// each cell takes the first free column of its row.
#[derive(Debug, Default)]
pub struct Placer {
    taken: BTreeSet<(u32, u32)>,
    row: u32,
    column: u32,
}

impl Placer {
    /// The next row begins.
    pub fn next_row(&mut self) {
        self.row += 1;
        self.column = 0;
    }

    /// Leaves columns free.
    pub fn skip(&mut self, columns: u32) {
        self.column += columns;
    }

    /// The next cell of the row.
    pub fn place(&mut self, row_span: u32, column_span: u32, text: &str) -> GridCell {
        while self.taken.contains(&(self.row, self.column)) {
            self.column += 1;
        }
        let (row, column) = (self.row, self.column);
        for below in row..row + row_span {
            self.taken
                .extend((column..column + column_span).map(|c| (below, c)));
        }
        self.column += column_span;
        GridCell {
            row,
            column,
            row_span,
            column_span,
            text: solid(text),
        }
    }
}

/// The text with every stretch of space as one space and none at the ends.
/// Characters that show nothing, and spellings of one sign, are the same.
pub fn squeeze(text: &str) -> String {
    let shown = text.chars().filter_map(|c| match c {
        // Soft hyphens, joiners, marks of direction and of order.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        '\u{2011}' => Some('-'),
        c => Some(c),
    });
    let shown: String = shown.collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text without what lays a formula out, and without space.
pub fn without_layout(text: &str) -> String {
    let is_layout = |c: char| "^_/()[]{}¦√∛∜⏟⏞⁡&;".contains(c);
    solid(text).replace(is_layout, "")
}

/// The text without any space.
pub fn solid(text: &str) -> String {
    squeeze(text).replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_flow_around_those_that_reach_down() {
        let mut placer = Placer::default();
        let mut cells = vec![placer.place(2, 1, "a"), placer.place(1, 2, "b")];
        placer.next_row();
        cells.push(placer.place(1, 1, "c"));
        let places: Vec<_> = cells.iter().map(|cell| (cell.row, cell.column)).collect();
        assert_eq!(places, [(0, 0), (0, 1), (1, 1)]);
        let grid = Grid { cells }.settled();
        let last = grid.cells.last().map(|cell| (cell.row, cell.column));
        assert_eq!(last, Some((1, 2)), "the free position is filled");
    }

    #[test]
    fn lines_of_the_grid_that_show_nowhere_go() {
        let mut placer = Placer::default();
        let cells = vec![placer.place(3, 2, "a"), placer.place(3, 4, "b")];
        let grid = Grid { cells }.settled();
        let b = GridCell {
            row: 0,
            column: 1,
            row_span: 1,
            column_span: 1,
            text: "b".to_owned(),
        };
        assert_eq!(grid.cells[1], b);
    }

    #[test]
    fn space_is_squeezed() {
        assert_eq!(squeeze("\u{a0} a\n\tb\u{ad}\u{3000}"), "a b");
        assert_eq!(solid("a b"), "ab");
    }
}
