//! Tables that the author declared as such (18.5.1, Insert > Table): each is a
//! table of its own, with its header and totals, whatever borders and empty
//! rows say. A filter alone declares none: it may stand in the middle of a
//! header.

use gongkai_model::Place;

use super::area::Area;
use super::context::Diagnostics;
use super::look::Row;
use super::merges::{Sweep, without_overlap};

/// A declared table: the rows of it that hold anything.
pub(super) struct Declared {
    /// The row of the sheet where it begins.
    pub(super) top: u32,
    pub(super) rows: Vec<Row>,
}

/// Takes the rows of the declared tables out of those of a sheet; the tables in
/// order of their tops. Of two that overlap the first one counts, which is said.
pub(super) fn take(
    rows: &mut Vec<Row>,
    areas: Vec<Area>,
    sheet: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<Declared> {
    if areas.is_empty() {
        return Vec::new();
    }
    let (areas, refused) = without_overlap(areas);
    if let Some(area) = refused.first() {
        let place = Place::cell(sheet, area.top, area.left);
        let what = format!("overlapping table: {}", area.a1());
        diagnostics.forgive("overlapping table", what, Some(place));
    }
    let mut tables: Vec<Declared> = areas
        .iter()
        .map(|area| Declared {
            top: area.top,
            rows: Vec::new(),
        })
        .collect();
    let mut areas = areas.into_iter().enumerate().peekable();
    let mut sweep = Sweep::default();
    let mut left = Vec::with_capacity(rows.len());
    for row in rows.drain(..) {
        while let Some((number, area)) = areas.next_if(|(_, area)| area.top <= row.row) {
            if area.bottom >= row.row {
                sweep.insert(area, number);
            }
        }
        left.extend(part(row, &mut sweep, &mut tables));
    }
    *rows = left;
    tables.retain(|table| !table.rows.is_empty());
    tables
}

/// Parts a row: what is within tables goes there, the rest is left.
fn part(row: Row, sweep: &mut Sweep, tables: &mut [Declared]) -> Option<Row> {
    let (number, outline) = (row.row, row.outline);
    let of = |items| Row {
        row: number,
        outline,
        items,
    };
    let mut rest = Vec::new();
    for item in row.items {
        let found = sweep.at(number, item.area.left);
        match found.and_then(|(_, table)| tables.get_mut(table)) {
            Some(table) => match table.rows.last_mut() {
                Some(last) if last.row == number => last.items.push(item),
                _ => table.rows.push(of(vec![item])),
            },
            None => rest.push(item),
        }
    }
    (!rest.is_empty()).then(|| of(rest))
}
