//! A region of rows as a table.

use gongkai_model::{Block, Cell, MAX_TABLE_AREA, Place, Table};

use super::look::{Item, Row};
use crate::{Error, ErrorKind};

/// Makes a table of the rows of a region. Rows and columns of the sheet in
/// which nothing begins are not in it.
///
/// # Errors
/// Where it has more positions than a table may have.
pub(super) fn build(region: Vec<Row>, sheet: &str) -> Result<Option<Block>, Error> {
    let items: Vec<Item> = region.into_iter().flat_map(|row| row.items).collect();
    let lines = |edge: fn(&Item) -> u32| {
        let mut lines: Vec<u32> = items.iter().map(edge).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    };
    let (tops, lefts) = (lines(|item| item.area.top), lines(|item| item.area.left));
    let (Some(top), Some(bottom)) = (tops.first(), tops.last()) else {
        return Ok(None);
    };
    let (Some(left), Some(right)) = (lefts.first(), lefts.last()) else {
        return Ok(None);
    };
    let (rows, columns) = (tops.len() as u32, lefts.len() as u32);
    let whole = top + rows - 1 == *bottom && left + columns - 1 == *right;
    let cells = items
        .into_iter()
        .map(|item| cell(item, &tops, &lefts, sheet, whole))
        .collect();
    let mut table = Table::new(rows, columns, cells).map_err(|_| ErrorKind::Limit {
        part: sheet.to_owned(),
        what: "cells of a table",
        limit: MAX_TABLE_AREA,
    })?;
    let (first, bottom) = (
        gongkai_model::a1(*top, *left),
        gongkai_model::a1(*bottom, *right),
    );
    let range = if first == bottom {
        first
    } else {
        format!("{first}:{bottom}")
    };
    let place = gongkai_model::SheetPlace {
        sheet: sheet.to_owned(),
        cell: Some(range),
    };
    table.place = Some(Place::Sheet(place));
    Ok(Some(Block::Table(table)))
}

fn cell(item: Item, tops: &[u32], lefts: &[u32], sheet: &str, whole: bool) -> Cell {
    let (row, end_row) = span(tops, item.area.top, item.area.bottom);
    let (column, end_column) = span(lefts, item.area.left, item.area.right);
    let place = (!whole).then(|| Place::cell(sheet, item.area.top, item.area.left));
    let mut cell =
        Cell::new(row, column, item.content).spanning(end_row - row, end_column - column);
    cell.value = item.value;
    cell.place = place;
    cell
}

/// The lines between two edges, both included, by their numbers.
fn span(lines: &[u32], first: u32, last: u32) -> (u32, u32) {
    let start = lines.partition_point(|line| *line < first) as u32;
    let end = lines.partition_point(|line| *line <= last) as u32;
    (start, end.max(start + 1))
}
