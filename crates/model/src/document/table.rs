//! Tables: a grid, and cells that cover it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Anchor, Block, Place, RichText, Run};
use crate::Decimal;

/// No table has more positions than this; Word itself stops at 63 columns.
pub const MAX_TABLE_AREA: u64 = 20_000_000;

/// A table. Every position of its grid is covered by exactly one cell, and
/// the cells stand in order of row and column: [`Table::new`] sees to that.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Table {
    /// How many rows the grid has.
    pub rows: u32,
    /// How many columns the grid has.
    pub columns: u32,
    /// The cells, each once, at its top left corner.
    pub cells: Vec<Cell>,
    /// Where the table stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "CellFields")]
#[schemars(!from, extend("additionalProperties" = false))]
pub struct Cell {
    /// The top row, from 0.
    pub row: u32,
    /// The left column, from 0.
    pub column: u32,
    /// How many rows it covers.
    #[schemars(range(min = 1))]
    pub row_span: u32,
    /// How many columns it covers.
    #[schemars(range(min = 1))]
    pub column_span: u32,
    /// What a person sees; paragraphs and line breaks are both `\n`.
    #[serde(flatten)]
    pub content: RichText,
    /// The typed value, where the file stored one or the text plainly is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// What is in the cell, where that is more than text: a table in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// Where it stood, where the place of the table does not tell: rows or
    /// columns of the file are not in the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Box<Place>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CellFields {
    row: u32,
    column: u32,
    #[serde(default = "one")]
    row_span: u32,
    #[serde(default = "one")]
    column_span: u32,
    #[serde(default)]
    text: String,
    #[serde(default)]
    runs: Vec<Run>,
    #[serde(default)]
    anchors: Vec<Anchor>,
    value: Option<Value>,
    #[serde(default)]
    blocks: Vec<Block>,
    place: Option<Place>,
}

fn one() -> u32 {
    1
}

impl From<CellFields> for Cell {
    fn from(f: CellFields) -> Cell {
        Cell {
            row: f.row,
            column: f.column,
            row_span: f.row_span,
            column_span: f.column_span,
            content: RichText {
                text: f.text,
                runs: f.runs,
                anchors: f.anchors,
            },
            value: f.value,
            blocks: f.blocks,
            place: f.place.map(Box::new),
        }
    }
}

/// A value that a workbook stores beside the text that it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number, as it stands in the cell: `10.415` for `10.415万元`.
    Number(Decimal),
    /// True or false.
    Boolean(bool),
    /// A date, a time of day or both, in ISO 8601: `2020-12-31`, `08:30:00`.
    Date(String),
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Number(number) => number.serialize(serializer),
            Value::Boolean(flag) => flag.serialize(serializer),
            Value::Date(date) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("date", date)?;
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Number(n) => n
                .to_string()
                .parse()
                .map(Value::Number)
                .map_err(de::Error::custom),
            serde_json::Value::Bool(flag) => Ok(Value::Boolean(flag)),
            serde_json::Value::Object(mut map) if map.len() == 1 => match map.remove("date") {
                Some(serde_json::Value::String(date)) => Ok(Value::Date(date)),
                _ => Err(de::Error::custom(
                    "a typed value is a number, true, false or {\"date\": …}",
                )),
            },
            _ => Err(de::Error::custom(
                "a typed value is a number, true, false or {\"date\": …}",
            )),
        }
    }
}

impl JsonSchema for Value {
    fn schema_name() -> Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let number = generator.subschema_for::<Decimal>();
        json_schema!({
            "description": "A value that a workbook stores beside the text that it shows.",
            "anyOf": [
                number,
                { "type": "boolean" },
                {
                    "type": "object",
                    "properties": { "date": {
                        "type": "string",
                        "description": "A date, a time of day or both, in ISO 8601."
                    } },
                    "required": ["date"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

/// Why cells do not make a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// More positions than [`MAX_TABLE_AREA`], or none.
    #[error("a table of {rows} rows and {columns} columns")]
    Size {
        /// Rows asked for.
        rows: u32,
        /// Columns asked for.
        columns: u32,
    },
    /// A cell reaches out of the grid or has a span of 0.
    #[error("the cell at row {row}, column {column} is not within the table")]
    Outside {
        /// Row of the cell, from 0.
        row: u32,
        /// Column of the cell, from 0.
        column: u32,
    },
    /// Two cells cover one position.
    #[error("two cells cover row {row}, column {column}")]
    Overlap {
        /// Row of the position, from 0.
        row: u32,
        /// Column of the position, from 0.
        column: u32,
    },
}

impl Cell {
    /// A cell of one row and one column.
    pub fn new(row: u32, column: u32, content: RichText) -> Cell {
        let (value, blocks, place) = (None, Vec::new(), None);
        Cell {
            row,
            column,
            row_span: 1,
            column_span: 1,
            content,
            value,
            blocks,
            place,
        }
    }

    /// The same cell, covering more.
    #[must_use]
    pub fn spanning(mut self, row_span: u32, column_span: u32) -> Cell {
        self.row_span = row_span;
        self.column_span = column_span;
        self
    }

    /// The text that a person sees.
    pub fn text(&self) -> &str {
        &self.content.text
    }

    /// Where it stood, as the `index`-th cell of a table that stood there.
    pub(crate) fn place_within(&self, table: Option<&Place>, index: usize) -> Option<Place> {
        let within = || Some(table?.within(self.row, self.column, index));
        self.place.as_deref().cloned().or_else(within)
    }
}

impl Table {
    /// Makes a table of cells in any order. Positions that no cell covers get
    /// an empty one.
    ///
    /// # Errors
    /// Where the cells do not fit the grid or each other.
    ///
    /// ```
    /// use gongkai_model::{Cell, RichText, Table};
    /// let wide = Cell::new(0, 0, RichText::plain("第二十条第（一）项")).spanning(1, 4);
    /// let table = Table::new(2, 4, vec![wide])?;
    /// assert_eq!(table.cells.len(), 5);
    /// assert_eq!(table.at(0, 3).map(|cell| cell.column), Some(0));
    /// # Ok::<(), gongkai_model::TableError>(())
    /// ```
    pub fn new(rows: u32, columns: u32, mut cells: Vec<Cell>) -> Result<Table, TableError> {
        let area = u64::from(rows) * u64::from(columns);
        if area == 0 || area > MAX_TABLE_AREA {
            return Err(TableError::Size { rows, columns });
        }
        if is_plain_grid(rows, columns, &cells) {
            let place = None;
            return Ok(Table {
                rows,
                columns,
                cells,
                place,
            });
        }
        let mut covered = vec![false; area as usize];
        for cell in &cells {
            let bottom = u64::from(cell.row) + u64::from(cell.row_span);
            let right = u64::from(cell.column) + u64::from(cell.column_span);
            let empty = cell.row_span == 0 || cell.column_span == 0;
            if empty || bottom > u64::from(rows) || right > u64::from(columns) {
                return Err(TableError::Outside {
                    row: cell.row,
                    column: cell.column,
                });
            }
            for row in cell.row..cell.row + cell.row_span {
                for column in cell.column..cell.column + cell.column_span {
                    let position = &mut covered[row as usize * columns as usize + column as usize];
                    if std::mem::replace(position, true) {
                        return Err(TableError::Overlap { row, column });
                    }
                }
            }
        }
        for (index, _) in covered.iter().enumerate().filter(|(_, covered)| !**covered) {
            let (row, column) = (index / columns as usize, index % columns as usize);
            cells.push(Cell::new(row as u32, column as u32, RichText::default()));
        }
        cells.sort_by_key(|cell| (cell.row, cell.column));
        Ok(Table {
            rows,
            columns,
            cells,
            place: None,
        })
    }

    /// The cell that covers a position.
    pub fn at(&self, row: u32, column: u32) -> Option<&Cell> {
        self.index_at(row, column).map(|index| &self.cells[index])
    }

    /// The number, among [`Table::cells`], of the cell that covers a position.
    pub fn index_at(&self, row: u32, column: u32) -> Option<usize> {
        let covers = |cell: &Cell| {
            (cell.row..cell.row + cell.row_span).contains(&row)
                && (cell.column..cell.column + cell.column_span).contains(&column)
        };
        // The cell itself, else one that began before it in reading order.
        let next = self
            .cells
            .partition_point(|cell| (cell.row, cell.column) <= (row, column));
        self.cells[..next].iter().rposition(covers)
    }

    /// For each position, row by row, the number of the cell that covers it.
    pub fn grid(&self) -> Vec<u32> {
        let mut grid = vec![0u32; self.rows as usize * self.columns as usize];
        for (index, cell) in self.cells.iter().enumerate() {
            for row in cell.row..cell.row + cell.row_span {
                let start = row as usize * self.columns as usize + cell.column as usize;
                grid[start..start + cell.column_span as usize].fill(index as u32);
            }
        }
        grid
    }

    /// How many rows at the top are a header: the first row, if all its cells
    /// are labels, with all that its row spans reach; and as long as a label at
    /// the bottom of it spans columns, the row of labels below it. 0 where the
    /// table begins with figures, or would be nothing but header.
    pub fn header_rows(&self) -> u32 {
        let mut header = 0;
        while header < self.rows && self.is_label_row(header) {
            header = self.span_reach(header + 1);
            let above = self.cells.partition_point(|cell| cell.row < header);
            let bottom = |cell: &&Cell| cell.row + cell.row_span == header;
            if !self.cells[..above]
                .iter()
                .filter(bottom)
                .any(|cell| cell.column_span > 1)
            {
                break;
            }
        }
        if header < self.rows { header } else { 0 }
    }

    /// True where all cells that begin in a row have text and none is a number.
    fn is_label_row(&self, row: u32) -> bool {
        let start = self.cells.partition_point(|cell| cell.row < row);
        self.cells[start..]
            .iter()
            .take_while(|cell| cell.row == row)
            .all(|cell| {
                !cell.text().trim().is_empty() && !crate::bind::value::is_plain_number(cell.text())
            })
    }

    /// The end of the rows that the cells above `row` reach into.
    fn span_reach(&self, mut row: u32) -> u32 {
        let mut checked = 0;
        while let Some(cell) = self.cells.get(checked).filter(|cell| cell.row < row) {
            row = row.max(cell.row + cell.row_span);
            checked += 1;
        }
        row
    }

    /// Takes out the rows and columns in which no cell begins: they are lines of
    /// the file's grid that show nowhere on the page.
    pub(crate) fn collapse(&mut self) {
        if self.cells.len() as u64 == u64::from(self.rows) * u64::from(self.columns) {
            return; // a cell begins everywhere
        }
        let (mut rows, mut columns) = (
            vec![false; self.rows as usize],
            vec![false; self.columns as usize],
        );
        for cell in &self.cells {
            rows[cell.row as usize] = true;
            columns[cell.column as usize] = true;
        }
        if rows.iter().chain(&columns).all(|used| *used) {
            return;
        }
        for index in 0..self.cells.len() {
            self.cells[index].place = self.place_of(index).map(Box::new);
        }
        // How many lines stand before each line.
        let before = |used: &[bool]| -> Vec<u32> {
            let counts = used.iter().scan(0, |count, used| {
                *count += u32::from(*used);
                Some(*count)
            });
            std::iter::once(0).chain(counts).collect()
        };
        let (rows, columns) = (before(&rows), before(&columns));
        for cell in &mut self.cells {
            let bottom = rows[(cell.row + cell.row_span) as usize];
            let right = columns[(cell.column + cell.column_span) as usize];
            (cell.row, cell.column) = (rows[cell.row as usize], columns[cell.column as usize]);
            (cell.row_span, cell.column_span) = (bottom - cell.row, right - cell.column);
        }
        self.rows = rows.last().copied().unwrap_or(0);
        self.columns = columns.last().copied().unwrap_or(0);
    }

    /// Where a cell stood, if it is known where the table stood.
    pub fn place_of(&self, index: usize) -> Option<Place> {
        let cell = self.cells.get(index)?;
        cell.place_within(self.place.as_ref(), index)
    }
}

/// True for cells of one position each, all of them and in order.
fn is_plain_grid(rows: u32, columns: u32, cells: &[Cell]) -> bool {
    let positions = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    cells.len() as u64 == u64::from(rows) * u64::from(columns)
        && cells.iter().zip(positions).all(|(cell, position)| {
            (cell.row, cell.column) == position && (cell.row_span, cell.column_span) == (1, 1)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: u32, columns: u32, cells: &[(u32, u32, u32, u32, &str)]) -> Table {
        let cell = |&(row, column, row_span, column_span, text): &(u32, u32, u32, u32, &str)| {
            Cell::new(row, column, RichText::plain(text)).spanning(row_span, column_span)
        };
        Table::new(rows, columns, cells.iter().map(cell).collect()).unwrap()
    }

    #[test]
    fn the_header_ends_where_the_labels_do() {
        let plain = table(
            2,
            2,
            &[
                (0, 0, 1, 1, "a"),
                (0, 1, 1, 1, "b"),
                (1, 0, 1, 1, "c"),
                (1, 1, 1, 1, "1"),
            ],
        );
        assert_eq!(plain.header_rows(), 1);
        let grouped = table(
            4,
            2,
            &[
                (0, 0, 1, 2, "行政复议"),
                (1, 0, 2, 1, "结果维持"),
                (1, 1, 2, 1, "总计"),
                (3, 0, 1, 1, "1"),
            ],
        );
        assert_eq!(grouped.header_rows(), 3);
        let spanned = table(
            4,
            2,
            &[
                (0, 0, 2, 1, "编号"),
                (0, 1, 2, 1, "值"),
                (2, 0, 2, 1, "甲"),
                (2, 1, 1, 1, "乙"),
            ],
        );
        assert_eq!(spanned.header_rows(), 2);
        assert_eq!(table(2, 1, &[(0, 0, 1, 1, "1")]).header_rows(), 0);
        assert_eq!(table(1, 1, &[(0, 0, 1, 1, "a")]).header_rows(), 0);
    }

    #[test]
    fn cells_that_do_not_fit_are_refused() {
        let cell = |row, column| Cell::new(row, column, RichText::default());
        let outside = Table::new(1, 1, vec![cell(0, 1)]);
        assert_eq!(outside, Err(TableError::Outside { row: 0, column: 1 }));
        let overlap = Table::new(2, 2, vec![cell(0, 0).spanning(2, 2), cell(1, 1)]);
        assert_eq!(overlap, Err(TableError::Overlap { row: 1, column: 1 }));
        assert_eq!(
            Table::new(0, 5, vec![]),
            Err(TableError::Size {
                rows: 0,
                columns: 5
            })
        );
        assert!(matches!(
            Table::new(u32::MAX, u32::MAX, vec![]),
            Err(TableError::Size { .. })
        ));
    }

    #[test]
    fn lines_that_show_nowhere_are_taken_out() {
        let mut wide = table(2, 3, &[(0, 0, 2, 2, "a"), (0, 2, 2, 1, "b")]);
        wide.place = Some(Place::cell("表", 4, 1));
        wide.collapse();
        assert_eq!((wide.rows, wide.columns, wide.cells.len()), (1, 2, 2));
        assert_eq!(wide.place_of(1).unwrap().to_string(), "表!D5");
    }

    #[test]
    fn every_position_is_covered_once() {
        let sparse = table(3, 3, &[(0, 1, 2, 2, "x")]);
        assert_eq!(sparse.cells.len(), 6);
        for row in 0..3 {
            for column in 0..3 {
                let index = sparse.index_at(row, column).unwrap();
                assert_eq!(sparse.grid()[(row * 3 + column) as usize] as usize, index);
            }
        }
        assert_eq!(sparse.at(3, 0), None);
    }
}
