//! Tables of blocks: a title row across the width, a header row, data rows.
//! Several blocks may stand in one table, or each in one of its own; the title
//! may be the line before the table.

use super::key::{Keyed, is_wording, key};
use super::{Match, grid};
use crate::Cell;
use crate::form::{Form, FormTable, Layout};

/// A header row with what belongs to it.
struct Part {
    title: Option<String>,
    header: u32,
    end: u32,
}

/// Finds all blocks of a form in a table.
pub(super) fn find<'a>(
    table: &Keyed,
    block: usize,
    form: &'a Form,
    caption: Option<&str>,
) -> Vec<(&'a FormTable, Match)> {
    let blocks: Vec<&FormTable> = form
        .tables
        .iter()
        .filter(|table| table.layout == Layout::Block)
        .collect();
    // A header row has a label of a column.
    if !blocks
        .iter()
        .any(|block| table.count_of(&block.columns) > 0)
    {
        return Vec::new();
    }
    parts(table, &blocks, caption)
        .into_iter()
        .filter_map(|part| {
            let form_table = identify(table, &blocks, &part)?;
            let matched = grid::find_block(table, block, form_table, part.header, part.end);
            (!matched.fields.is_empty()).then_some((form_table, matched))
        })
        .collect()
}

fn parts(table: &Keyed, blocks: &[&FormTable], caption: Option<&str>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut title = caption.map(key);
    for row in 0..table.rows {
        let cells: Vec<&Cell> = table
            .row(row)
            .filter(|cell| !table.key(cell).is_empty())
            .collect();
        if let [only] = cells[..] {
            let found = table.key(only);
            if blocks.iter().any(|block| is_title(block, found)) {
                close(&mut parts, row);
                title = Some(found.to_owned());
            }
        } else if is_header(table, &cells, blocks) {
            close(&mut parts, row);
            parts.push(Part {
                title: title.take(),
                header: row,
                end: table.rows,
            });
        }
    }
    parts
}

/// The part before a new one ends where that begins.
fn close(parts: &mut [Part], row: u32) {
    if let Some(last) = parts.last_mut() {
        last.end = last.end.min(row);
    }
}

fn is_title(block: &FormTable, found: &str) -> bool {
    block
        .title
        .as_deref()
        .is_some_and(|title| key(title) == found)
}

/// A header row has the corner of a block and, or in its place, a label of a column.
fn is_header(table: &Keyed, cells: &[&Cell], blocks: &[&FormTable]) -> bool {
    let Some((first, others)) = cells.split_first() else {
        return false;
    };
    let first = table.key(first);
    let corner = blocks
        .iter()
        .any(|block| block.corner.as_deref().is_some_and(|c| key(c) == first));
    let columns = others.iter().any(|cell| {
        let key = table.key(cell);
        blocks
            .iter()
            .flat_map(|block| &block.columns)
            .any(|line| is_wording(key, line))
    });
    columns
        && (corner
            || !blocks
                .iter()
                .flat_map(|b| &b.rows)
                .any(|line| is_wording(first, line)))
}

/// The block that a part is: by its title, else by the labels of its rows.
fn identify<'a>(table: &Keyed, blocks: &[&'a FormTable], part: &Part) -> Option<&'a FormTable> {
    let rows_found = |block: &FormTable| {
        (part.header + 1..part.end)
            .filter_map(|row| table.at(row, 0))
            .filter(|cell| {
                let key = table.key(cell);
                block.rows.iter().any(|line| is_wording(key, line))
            })
            .count()
    };
    let titled = part
        .title
        .as_deref()
        .and_then(|title| blocks.iter().find(|b| is_title(b, title)));
    titled
        .or_else(|| {
            blocks
                .iter()
                .rev()
                .max_by_key(|b| rows_found(b))
                .filter(|b| rows_found(b) > 0)
        })
        .copied()
}
