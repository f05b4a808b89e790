//! Tables: rows of cells whose edges stand anywhere, laid onto one grid.

use gongkai_model::{Block, Place, RichText, Table, TableError};

use super::tap::{Tap, Tc};
use crate::word::grid::{CellContent, CellProperties, Grid};
use crate::{Error, ErrorKind};

/// Edges of different rows that are no further apart, in twips, are one: Word
/// merges cells vertically where their edges "differ by at most 3", says its
/// documentation of `fVertMerge`.
const TOLERANCE: i32 = 3;

/// A grid has no more column lines; the rows of Word have 64.
const MOST_LINES: u32 = 1000;

/// A row while the table is read.
#[derive(Debug)]
struct Row {
    cells: Vec<(CellContent, Tc)>,
    edges: Vec<i32>,
}

/// A table while it is read.
#[derive(Debug, Default)]
pub(super) struct TableReader {
    rows: Vec<Row>,
    /// The cells of the row that has not ended.
    cells: Vec<CellContent>,
    /// The cell that has not ended.
    content: CellContent,
}

impl TableReader {
    /// Adds a paragraph to the cell.
    pub(super) fn line(&mut self, text: RichText) {
        self.content.lines.push(text);
    }

    /// Adds a table to the cell.
    pub(super) fn table(&mut self, table: Table) {
        let at = self.content.lines.len();
        self.content.tables.push((at, Block::Table(table)));
    }

    pub(super) fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.content));
    }

    /// Ends a row; it goes where it was deleted with changes tracked.
    pub(super) fn end_row(&mut self, tap: &Tap, deleted: bool) {
        // Text behind the last cell mark belongs to no cell, but is there.
        if !self.content.is_empty() {
            self.end_cell();
        }
        self.content = CellContent::default();
        let edges = tap.edges(self.cells.len());
        let stated = tap
            .cells
            .iter()
            .copied()
            .chain(std::iter::repeat(Tc::default()));
        let cells = std::mem::take(&mut self.cells)
            .into_iter()
            .zip(stated)
            .collect();
        if !deleted {
            self.rows.push(Row { cells, edges });
        }
    }

    /// The table; nothing where it has no cell. `hidden` is called for each
    /// text that a merge hides.
    pub(super) fn finish(mut self, mut hidden: impl FnMut()) -> Result<Option<Table>, Error> {
        if !self.cells.is_empty() || !self.content.is_empty() {
            self.end_row(&Tap::default(), false); // the mark of the row is missing
        }
        let columns = columns(&self.rows);
        let mut grid = Grid::default();
        for (row, columns) in self.rows.into_iter().zip(columns) {
            let first_cell = grid.len();
            for (index, (content, tc)) in row.cells.into_iter().enumerate() {
                grid.skip(columns[index].saturating_sub(grid.column()));
                let properties = CellProperties {
                    span: columns[index + 1] - columns[index],
                    vertical: tc.vertical,
                    horizontal: tc.horizontal,
                };
                if grid.add(properties, content).is_some() {
                    hidden();
                }
            }
            grid.check_size().map_err(|e| too_large(&e))?;
            grid.end_row(first_cell, false);
        }
        grid.finish().map_err(|e| too_large(&e))
    }
}

/// For each row, the column of the grid at which each of its edges stands. The
/// grid has a column line wherever a row has an edge, near ones taken as one.
/// Where that makes an absurd grid, edges are taken as one from further apart,
/// and at last by their number.
fn columns(rows: &[Row]) -> Vec<Vec<u32>> {
    let tolerances = [TOLERANCE, 20, 200, 2000];
    let mut grids = tolerances.iter().map(|&tolerance| aligned(rows, tolerance));
    let found = grids.find(|(_, lines)| *lines <= MOST_LINES);
    match found {
        Some((columns, _)) => columns,
        None => rows
            .iter()
            .map(|row| (0..row.edges.len() as u32).collect())
            .collect(),
    }
}

/// The columns of edges of which no two are one that are further apart than
/// `tolerance`, and how many column lines there are.
fn aligned(rows: &[Row], tolerance: i32) -> (Vec<Vec<u32>>, u32) {
    let mut edges: Vec<(i32, usize)> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        edges.extend(row.edges.iter().map(|&edge| (edge, number)));
    }
    edges.sort_unstable();
    let mut columns: Vec<Vec<u32>> = rows.iter().map(|_| Vec::new()).collect();
    let (mut line, mut first) = (0, edges.first().map_or(0, |(edge, _)| *edge));
    for (edge, row) in edges {
        // Two edges of one row are never one: a cell is between them.
        let taken = columns[row].last() == Some(&line);
        if taken || edge.saturating_sub(first) > tolerance {
            (line, first) = (line + 1, edge);
        }
        columns[row].push(line);
    }
    (columns, line)
}

/// Gives a table and those within its cells their place.
pub(super) fn set_place(table: &mut Table, place: &Place) {
    table.place = Some(place.clone());
    for (index, cell) in table.cells.iter_mut().enumerate() {
        let within = place.within(cell.row, cell.column, index);
        for block in &mut cell.blocks {
            if let Block::Table(inner) = block {
                set_place(inner, &within);
            }
        }
    }
}

fn too_large(error: &TableError) -> Error {
    let what = match error {
        TableError::Size { .. } => "cells of a table",
        _ => "grid of a table",
    };
    ErrorKind::Limit {
        part: "WordDocument".to_owned(),
        what,
        limit: gongkai_model::MAX_TABLE_AREA,
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(edges: &[i32]) -> Row {
        Row {
            cells: Vec::new(),
            edges: edges.to_vec(),
        }
    }

    #[test]
    fn the_grid_has_a_line_wherever_a_row_has_an_edge() {
        let rows = [
            row(&[0, 1000, 3000]),
            row(&[2, 2000, 2999]),
            row(&[500, 1001]),
        ];
        assert_eq!(columns(&rows), [vec![0, 2, 4], vec![0, 3, 4], vec![1, 2]]);
    }

    #[test]
    fn narrow_cells_keep_their_columns() {
        let rows = [row(&[0, 1, 2]), row(&[0, 2, 3])];
        let columns = columns(&rows);
        for row in &columns {
            assert!(row.windows(2).all(|pair| pair[0] < pair[1]), "{columns:?}");
        }
    }

    #[test]
    fn an_absurd_grid_is_made_coarser() {
        let rows: Vec<Row> = (0..3000).map(|n| row(&[n * 3, 9000 + n * 3])).collect();
        let lines = columns(&rows).concat().into_iter().max();
        assert!(
            lines.is_some_and(|lines| (100..1000).contains(&lines)),
            "{lines:?}"
        );
    }

    fn text(table: &mut TableReader, text: &str) {
        table.line(RichText::plain(text));
        table.end_cell();
    }

    #[test]
    fn cells_are_laid_onto_the_grid() {
        let mut table = TableReader::default();
        let three = [0x08, 0xd6, 10, 0, 3, 0, 0, 100, 0, 200, 0, 44, 1];
        let two = [0x08, 0xd6, 8, 0, 2, 0, 0, 200, 0, 44, 1];
        for cell in ["a", "b", "c"] {
            text(&mut table, cell);
        }
        table.end_row(&Tap::read(&[three], &[]), false);
        text(&mut table, "d");
        text(&mut table, "e");
        table.end_row(&Tap::read(&[two], &[]), false);
        text(&mut table, "gone");
        table.end_row(&Tap::default(), true);
        let table = table
            .finish(|| panic!("nothing is hidden"))
            .unwrap()
            .unwrap();
        let cells: Vec<_> = table
            .cells
            .iter()
            .map(|cell| (cell.row, cell.column, cell.column_span, cell.text()))
            .collect();
        assert_eq!(
            cells,
            [
                (0, 0, 1, "a"),
                (0, 1, 1, "b"),
                (0, 2, 1, "c"),
                (1, 0, 2, "d"),
                (1, 2, 1, "e")
            ]
        );
    }

    #[test]
    fn a_table_without_cells_is_none() {
        let mut table = TableReader::default();
        table.end_row(&Tap::default(), false);
        assert_eq!(table.finish(|| {}).unwrap(), None);
    }
}
