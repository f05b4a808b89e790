//! Tables: a grid, and cells that cover it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Block, Place, RichText, Run};
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "CellFields")]
#[schemars(!from)]
pub struct Cell {
    /// The top row, from 0.
    pub row: u32,
    /// The left column, from 0.
    pub column: u32,
    /// How many rows it covers.
    pub row_span: u32,
    /// How many columns it covers.
    pub column_span: u32,
    /// What a person sees; paragraphs and line breaks are both `\n`.
    #[serde(flatten)]
    pub content: RichText,
    /// The typed value, where the file stored one or the text plainly is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// What is in the cell, where that is more than text: a table in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
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
    value: Option<Value>,
    #[serde(default)]
    blocks: Vec<Block>,
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
            content: RichText { text: f.text, runs: f.runs },
            value: f.value,
            blocks: f.blocks,
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
            serde_json::Value::Number(n) => {
                n.to_string().parse().map(Value::Number).map_err(de::Error::custom)
            }
            serde_json::Value::Bool(flag) => Ok(Value::Boolean(flag)),
            serde_json::Value::Object(mut map) if map.len() == 1 => match map.remove("date") {
                Some(serde_json::Value::String(date)) => Ok(Value::Date(date)),
                _ => Err(de::Error::custom("a typed value is a number, true, false or {\"date\": …}")),
            },
            _ => Err(de::Error::custom("a typed value is a number, true, false or {\"date\": …}")),
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
        Cell { row, column, row_span: 1, column_span: 1, content, value: None, blocks: Vec::new() }
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
        let mut covered = vec![false; area as usize];
        for cell in &cells {
            let bottom = u64::from(cell.row) + u64::from(cell.row_span);
            let right = u64::from(cell.column) + u64::from(cell.column_span);
            let empty = cell.row_span == 0 || cell.column_span == 0;
            if empty || bottom > u64::from(rows) || right > u64::from(columns) {
                return Err(TableError::Outside { row: cell.row, column: cell.column });
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
        Ok(Table { rows, columns, cells, place: None })
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
        let next = self.cells.partition_point(|cell| (cell.row, cell.column) <= (row, column));
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

    /// How many rows at the top are a header: the leading rows whose cells all
    /// have text and none of which is a number, closed over row spans. At
    /// least one, unless the first row holds figures or blanks, and at most
    /// the row of a table that has nothing but text.
    pub fn header_rows(&self) -> u32 {
        let is_label = |cell: &Cell| {
            !cell.text().trim().is_empty() && !crate::bind::value::is_plain_number(cell.text())
        };
        let mut body = self.rows;
        for cell in self.cells.iter().filter(|cell| !is_label(cell)) {
            body = body.min(cell.row);
        }
        if body == self.rows {
            body = 1;
        }
        let reach = |body: u32| {
            let above = self.cells.iter().filter(|cell| cell.row < body);
            above.map(|cell| cell.row + cell.row_span).max().unwrap_or(0)
        };
        while reach(body) > body {
            body = reach(body);
        }
        if body < self.rows { body } else { 0 }
    }

    /// Where a cell stood, if it is known where the table stood.
    pub fn place_of(&self, index: usize) -> Option<Place> {
        let cell = self.cells.get(index)?;
        Some(self.place.as_ref()?.within(cell.row, cell.column, index))
    }
}
