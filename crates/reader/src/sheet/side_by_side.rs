//! Tables side by side: a column of the sheet in which a region has nothing,
//! not even a border, parts it.

use super::area::Lines;
use super::look::{Item, Row};
use super::table::{at, lefts};

/// What is narrower than this is a column of the table beside it, unless
/// borders tell otherwise.
const NARROWEST: usize = 2;

/// The parts of a region from left to right. `bordered` tells that borders
/// say where a table ends; without them a part is a table of its own only
/// where all of them have several columns.
pub(super) fn split(region: Vec<Row>, bordered: bool, hidden: &Lines) -> Vec<Vec<Row>> {
    let starts = starts(&region, hidden);
    if starts.len() < 2 {
        return vec![region];
    }
    let number = |item: &Item| starts.partition_point(|&start| start <= item.area.left) - 1;
    let mut parts: Vec<Vec<Row>> = starts.iter().map(|_| Vec::new()).collect();
    if !bordered && !are_wide(&region, starts.len(), number) {
        return vec![region];
    }
    for row in region {
        let Row {
            row,
            outline,
            items,
        } = row;
        for item in items {
            let part = &mut parts[number(&item)];
            match part.last_mut() {
                Some(last) if last.row == row => last.items.push(item),
                _ => part.push(Row {
                    row,
                    outline,
                    items: vec![item],
                }),
            }
        }
    }
    parts
}

/// The columns where parts begin: those behind an empty column. What stands at
/// both sides of hidden columns is together.
fn starts(region: &[Row], hidden: &Lines) -> Vec<u32> {
    let lefts = lefts(region);
    // How far what begins in each of them reaches.
    let mut reach = vec![0; lefts.len()];
    for row in region {
        let mut next = 0;
        for item in &row.items {
            let column = at(&lefts, next, item.area.left);
            reach[column] = item.area.right.max(reach[column]);
            next = column + 1;
        }
    }
    let mut starts = Vec::new();
    let mut end: Option<u32> = None;
    for (left, right) in lefts.into_iter().zip(reach) {
        if end.is_none_or(|end| left > hidden.next_outside(end + 1)) {
            starts.push(left);
        }
        end = end.max(Some(right));
    }
    starts
}

/// True where each of the parts has several columns.
fn are_wide(region: &[Row], parts: usize, number: impl Fn(&Item) -> usize) -> bool {
    let mut columns: Vec<Vec<u32>> = vec![Vec::new(); parts];
    for item in region.iter().flat_map(|row| &row.items) {
        let part = &mut columns[number(item)];
        if part.len() < NARROWEST && !part.contains(&item.area.left) {
            part.push(item.area.left);
        }
    }
    columns.iter().all(|columns| columns.len() >= NARROWEST)
}
