//! Tables that print all values in one row, under the labels of both the rows
//! and the columns of the form.

use super::key::{Keyed, is_wording};
use super::{Found, Match};
use crate::form::{FormLine, FormTable};
use crate::{Cell, CellRef};

/// A row with fewer labels of columns is no header.
const LEAST_LABELS: usize = 3;

/// Finds a form's table; at least half of its fields must be there.
pub(super) fn find(table: &Keyed, block: usize, form_table: &FormTable) -> Option<Match> {
    if table.count_of(&form_table.columns) < LEAST_LABELS {
        return None;
    }
    let header = (0..table.rows)
        .rev()
        .find(|&row| labels_columns(table, row, form_table))?;
    let mut matched = Match::default();
    for column in 0..table.columns {
        let path = header_path(table, column, header);
        let Some((line, group)) = field(form_table, &path) else {
            continue;
        };
        let id = form_table.field_id(group, line);
        let Some(cell) = table.at(header + 1, column) else {
            continue;
        };
        if cell.column == column && cell.row == header + 1 {
            let cell = CellRef {
                block,
                row: cell.row,
                column,
            };
            matched.fields.push((
                id,
                Found {
                    cell,
                    printed_unit: None,
                },
            ));
        }
    }
    let all = form_table.rows.len() * form_table.columns.len();
    (matched.fields.len() * 2 >= all).then_some(matched)
}

/// True where at least half of the cells of a row, three at the least, are
/// labels of columns.
fn labels_columns(table: &Keyed, row: u32, form_table: &FormTable) -> bool {
    let labels = (0..table.columns)
        .filter_map(|column| table.at(row, column).filter(|cell| cell.column == column))
        .filter(|cell| {
            let key = table.key(cell);
            form_table.columns.iter().any(|line| is_wording(key, line))
        })
        .count();
    labels >= LEAST_LABELS && labels * 2 >= table.columns as usize
}

/// The keys of the labels over a column, the outermost first.
fn header_path<'t>(table: &'t Keyed, column: u32, header: u32) -> Vec<&'t str> {
    let mut path: Vec<&Cell> = Vec::new();
    for row in 0..=header {
        if let Some(cell) = table.at(row, column)
            && !path.last().is_some_and(|last| std::ptr::eq(*last, cell))
        {
            path.push(cell);
        }
    }
    path.iter()
        .map(|cell| table.key(cell))
        .filter(|key| !key.is_empty())
        .collect()
}

/// The column and the row of the form that a path of labels leads to.
fn field<'a>(form_table: &'a FormTable, path: &[&str]) -> Option<(&'a FormLine, &'a FormLine)> {
    let (leaf, over) = path.split_last()?;
    let column = form_table
        .columns
        .iter()
        .find(|line| is_wording(leaf, line))?;
    let group = over
        .iter()
        .rev()
        .find_map(|key| form_table.rows.iter().find(|line| is_wording(key, line)))?;
    Some((column, group))
}
