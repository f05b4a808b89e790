//! Tables with row labels at the left and column labels at the top.

use std::collections::HashMap;

use super::key::{Keyed, is_wording, key, printed_unit};
use super::{Found, Match, Stray};
use crate::form::{FormLine, FormTable};
use crate::{Cell, CellRef};

/// How far a column's label may stand from the row where most of them stand.
const HEADER_REACH: u32 = 2;

/// A column of the form in a table of the document.
struct Column<'a> {
    line: &'a FormLine,
    first: u32,
    end: u32,
    printed_unit: Option<String>,
}

/// Finds a form's table; at least half of its rows and columns must be there.
pub(super) fn find(table: &Keyed, block: usize, form_table: &FormTable) -> Option<Match> {
    let (columns, header_end) = columns(table, form_table)?;
    if columns.len() * 2 < form_table.columns.len() {
        return None;
    }
    let matched = rows(table, block, form_table, &columns, header_end..table.rows);
    let rows_found = matched.fields.len() / columns.len().max(1);
    (rows_found * 2 >= form_table.rows.len()).then_some(matched)
}

/// The columns that were found, and the row below their labels.
fn columns<'a>(table: &Keyed, form_table: &'a FormTable) -> Option<(Vec<Column<'a>>, u32)> {
    let keys: Vec<(&str, &Cell)> = table.labels().collect();
    let candidates: Vec<(&FormLine, &Cell)> = form_table
        .columns
        .iter()
        .flat_map(|line| {
            let cells = keys.iter().filter(|(key, _)| is_wording(key, line));
            cells.map(move |(_, cell)| (line, *cell))
        })
        .collect();
    // Most labels stand on one row, by their lower edge; `总计` and `其他` label rows too.
    let mut per_row: HashMap<u32, usize> = HashMap::new();
    for (_, cell) in &candidates {
        *per_row.entry(cell.row + cell.row_span - 1).or_default() += 1;
    }
    let (&bottom, _) = per_row
        .iter()
        .max_by_key(|&(row, count)| (*count, std::cmp::Reverse(*row)))?;
    let mut columns: Vec<Column> = Vec::new();
    for (line, cell) in candidates {
        let near =
            (cell.row + cell.row_span - 1).abs_diff(bottom) <= HEADER_REACH && cell.row <= bottom;
        if near && !columns.iter().any(|column| std::ptr::eq(column.line, line)) {
            columns.push(Column {
                line,
                first: cell.column,
                end: cell.column + cell.column_span,
                printed_unit: printed_unit(cell.text()),
            });
        }
    }
    Some((columns, bottom + 1))
}

/// Finds the fields of the rows in a range of a table.
fn rows(
    table: &Keyed,
    block: usize,
    form_table: &FormTable,
    columns: &[Column],
    range: std::ops::Range<u32>,
) -> Match {
    let mut matched = Match::default();
    let first_value = columns.iter().map(|column| column.first).min().unwrap_or(0);
    for row in range {
        let path = label_path(table, row, first_value);
        let Some((leaf, ancestors)) = path.split_last() else {
            continue;
        };
        if leaf.row != row {
            continue; // a label that began above: not a row of its own
        }
        let Some(line) = row_line(table, form_table, leaf, ancestors) else {
            let cell = CellRef {
                block,
                row: leaf.row,
                column: leaf.column,
            };
            matched.strays.push(Stray {
                cell,
                label: leaf.text().to_owned(),
            });
            continue;
        };
        for column in columns {
            let Some(cell) = value_cell(table, row, column) else {
                continue;
            };
            let found = Found {
                cell: CellRef {
                    block,
                    row: cell.row,
                    column: cell.column,
                },
                printed_unit: column.printed_unit.clone(),
            };
            matched
                .fields
                .push((form_table.field_id(line, column.line), found));
        }
    }
    matched
}

/// The labels at the left of a row, the outermost first.
fn label_path<'t>(table: &'t Keyed<'t>, row: u32, first_value: u32) -> Vec<&'t Cell> {
    let mut path: Vec<&Cell> = Vec::new();
    let mut column = 0;
    while column < first_value {
        let Some(cell) = table.at(row, column) else {
            break;
        };
        if !cell.text().trim().is_empty() {
            path.push(cell);
        }
        column = cell.column + cell.column_span;
    }
    path
}

/// The form's row of a label; of several the one that stands under the same label.
fn row_line<'a>(
    table: &Keyed,
    form_table: &'a FormTable,
    leaf: &Cell,
    ancestors: &[&Cell],
) -> Option<&'a FormLine> {
    let leaf = table.key(leaf);
    let ancestors: Vec<&str> = ancestors.iter().map(|cell| table.key(cell)).collect();
    form_table
        .rows
        .iter()
        .filter(|line| is_wording(leaf, line))
        .max_by_key(|line| {
            line.under
                .iter()
                .filter(|label| ancestors.contains(&key(label).as_str()))
                .count()
        })
}

/// The cell of a row that belongs to a column: the one that begins within the
/// column, or, where several do, the only one with text.
fn value_cell<'t>(table: &'t Keyed<'t>, row: u32, column: &Column) -> Option<&'t Cell> {
    let mut begun: Vec<&Cell> = (column.first..column.end)
        .filter_map(|position| {
            table
                .at(row, position)
                .filter(|cell| cell.column == position)
        })
        .filter(|cell| cell.row == row)
        .collect();
    if begun.len() > 1 {
        let filled: Vec<&Cell> = begun
            .iter()
            .copied()
            .filter(|cell| !cell.text().trim().is_empty())
            .collect();
        if let [only] = filled[..] {
            begun = vec![only];
        }
    }
    begun.first().copied()
}

/// Finds the fields of one block of a table: a header row and the rows below it.
pub(super) fn find_block(
    table: &Keyed,
    block: usize,
    form_table: &FormTable,
    header: u32,
    end: u32,
) -> Match {
    let mut columns: Vec<Column> = Vec::new();
    let mut strays = Vec::new();
    for cell in table.row(header).filter(|cell| cell.column > 0) {
        if cell.text().trim().is_empty() {
            continue;
        }
        let key = table.key(cell);
        match form_table.columns.iter().find(|line| is_wording(key, line)) {
            Some(line) => columns.push(Column {
                line,
                first: cell.column,
                end: cell.column + cell.column_span,
                printed_unit: printed_unit(cell.text()),
            }),
            None => {
                let cell_ref = CellRef {
                    block,
                    row: cell.row,
                    column: cell.column,
                };
                strays.push(Stray {
                    cell: cell_ref,
                    label: cell.text().to_owned(),
                });
            }
        }
    }
    let mut matched = rows(table, block, form_table, &columns, header + 1..end);
    matched.strays.extend(strays);
    matched
}
