//! A region of rows as a table.

use gongkai_model::{Block, Cell, MAX_TABLE_AREA, Place, SheetPlace, Table};

use super::area::Area;
use super::context::Diagnostics;
use super::look::{Cells, Row};
use crate::{Error, ErrorKind};

/// Makes a table of the rows of a region. Rows and columns of the sheet in
/// which nothing begins are not in it.
///
/// # Errors
/// Where it has more positions than a table may have.
pub(super) fn build(
    region: Vec<Row>,
    sheet: &str,
    cells: &mut Cells,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Block>, Error> {
    let tops: Vec<u32> = region.iter().map(|row| row.row).collect();
    let lefts = lefts(&region);
    let (Some(top), Some(bottom)) = (tops.first(), tops.last()) else {
        return Ok(None);
    };
    let (Some(left), Some(right)) = (lefts.first(), lefts.last()) else {
        return Ok(None);
    };
    let (rows, columns) = (tops.len() as u32, lefts.len() as u32);
    let too_large = || ErrorKind::Limit {
        part: sheet.to_owned(),
        what: "cells of a table",
        limit: MAX_TABLE_AREA,
    };
    if u64::from(rows) * u64::from(columns) > MAX_TABLE_AREA {
        return Err(too_large().into());
    }
    let whole = top + rows - 1 == *bottom && left + columns - 1 == *right;
    let count = region.iter().map(|row| row.items.len()).sum();
    let mut built = Vec::with_capacity(count);
    for (number, row) in region.into_iter().enumerate() {
        let mut next = 0;
        for item in &row.items {
            let area = item.area;
            let rows = number as u32..span_end(&tops, number, area.bottom);
            let column = at(&lefts, next, area.left);
            next = column + 1;
            let columns = column as u32..span_end(&lefts, column, area.right);
            let (content, value) = cells.content(item, diagnostics);
            cells.name_location(item, diagnostics);
            let mut cell = Cell::new(rows.start, columns.start, content)
                .spanning(rows.end - rows.start, columns.end - columns.start);
            cell.value = value;
            if !whole {
                let place = Place::cell(sheet, area.top, area.left);
                cell.place = Some(Box::new(place));
            }
            built.push(cell);
        }
    }
    let mut table = Table::new(rows, columns, built).map_err(|_| too_large())?;
    let area = Area {
        top: *top,
        left: *left,
        bottom: *bottom,
        right: *right,
    };
    table.place = Some(Place::Sheet(SheetPlace {
        sheet: sheet.to_owned(),
        cell: Some(area.a1()),
    }));
    Ok(Some(Block::Table(table)))
}

/// The columns of the sheet in which a cell of the region begins.
pub(super) fn lefts(region: &[Row]) -> Vec<u32> {
    let mut lefts: Vec<u32> = Vec::new();
    for row in region {
        let mut next = 0;
        for item in &row.items {
            let left = item.area.left;
            // Mostly the columns are those of the row above.
            if lefts.get(next) != Some(&left) {
                match lefts.binary_search(&left) {
                    Ok(found) => next = found,
                    Err(place) => {
                        lefts.insert(place, left);
                        next = place;
                    }
                }
            }
            next += 1;
        }
    }
    lefts
}

/// The number of a line among all of them; it is looked for first where it
/// mostly is.
pub(super) fn at(lines: &[u32], guess: usize, line: u32) -> usize {
    if lines.get(guess) == Some(&line) {
        return guess;
    }
    lines.partition_point(|other| *other < line)
}

/// The number behind the last line, at or behind the one of a number, that a
/// cell covers.
fn span_end(lines: &[u32], start: usize, last: u32) -> u32 {
    let beyond = lines.get(start + 1).is_none_or(|next| *next > last);
    let end = if beyond {
        start + 1
    } else {
        lines.partition_point(|line| *line <= last)
    };
    end as u32
}
