//! Tables one below the other without an empty row between them: where the
//! borders of a region reach from another column to another one, and headers
//! stand over figures above as well as below, a new table begins.
//!
//! Neither alone is enough: a form may well have a narrow row, and a table may
//! have headers in its midst. So tables of one width that touch are one, as they
//! are on the sheets that gongkai writes.
//!
//! Without borders, which gongkai's own tables always have, a header in bold type
//! begins a table where the one above began with such a header.

use super::area::Area;
use super::look::{Cells, Item, Row};

/// A header and what it stands over.
const LOWEST: usize = 2;

/// A header of one column is a title.
const NARROWEST: usize = 2;

/// The parts of a region with borders, from top to bottom.
pub(super) fn split(region: Vec<Row>, cells: &Cells) -> Vec<Vec<Row>> {
    let changes = changes(&region);
    split_at(region, &changes, |part| is_table(part, cells))
}

/// The parts of a region without borders, from top to bottom.
pub(super) fn split_plain(region: Vec<Row>, cells: &Cells) -> Vec<Vec<Row>> {
    let is_header = |row: &Row| {
        row.items.len() >= NARROWEST && row.items.iter().all(|item| cells.is_bold(item))
    };
    let headers: Vec<usize> = (1..region.len())
        .filter(|&number| is_header(&region[number]) && !is_header(&region[number - 1]))
        .collect();
    let is_part = |part: &[Row]| is_table(part, cells) && part.first().is_some_and(is_header);
    split_at(region, &headers, is_part)
}

/// Parts a region at those of the rows that have a table above and below them,
/// each as far as the next of the rows.
fn split_at(
    mut region: Vec<Row>,
    rows: &[usize],
    is_table: impl Fn(&[Row]) -> bool,
) -> Vec<Vec<Row>> {
    let mut ends = rows.iter().skip(1).copied().chain([region.len()]);
    let mut start = 0;
    let mut starts = Vec::new();
    for &row in rows {
        let end = ends.next().unwrap_or(region.len());
        if is_table(&region[start..row]) && is_table(&region[row..end]) {
            starts.push(row);
        }
        start = row;
    }
    let mut parts = Vec::with_capacity(starts.len() + 1);
    for start in starts.into_iter().rev() {
        parts.push(region.split_off(start));
    }
    parts.push(region);
    parts.reverse();
    parts
}

/// The rows whose borders reach from another column, or to another one, than
/// those of the row above, and into which no cell reaches from there.
fn changes(region: &[Row]) -> Vec<usize> {
    let mut changes = Vec::new();
    let mut above: Option<(u32, u32)> = None;
    let mut open: Vec<Area> = Vec::new();
    for (number, row) in region.iter().enumerate() {
        open.retain(|area| area.bottom >= row.row);
        let crossed = !open.is_empty();
        let bordered = row.items.iter().filter(|item| item.bordered);
        let areas = bordered.map(|item| item.area).chain(open.iter().copied());
        let reach = areas.fold(None, |reach: Option<(u32, u32)>, area| {
            let (left, right) = reach.unwrap_or((area.left, area.right));
            Some((left.min(area.left), right.max(area.right)))
        });
        if number > 0 && reach != above && !crossed {
            changes.push(number);
        }
        above = reach;
        let tall = row.items.iter().map(|item| item.area);
        open.extend(tall.filter(|area| area.bottom > row.row));
    }
    changes
}

/// True for a row of headers over rows with figures.
fn is_table(rows: &[Row], cells: &Cells) -> bool {
    let Some((header, body)) = rows.split_first() else {
        return false;
    };
    let is_word = |item: &Item| {
        let text = cells.stored_text(item).unwrap_or_default().trim();
        !text.is_empty() && !is_figure(text)
    };
    let figure = |item: &Item| {
        cells
            .stored_text(item)
            .map_or_else(|| cells.is_number(item), is_figure)
    };
    rows.len() >= LOWEST
        && header.items.len() >= NARROWEST
        && header.items.iter().all(is_word)
        && body.iter().any(|row| row.items.iter().any(figure))
}

/// True for a text of digits and what stands between them.
fn is_figure(text: &str) -> bool {
    let text = text.trim();
    text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || ".,%+-/ ".contains(c))
}
