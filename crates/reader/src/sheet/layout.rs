//! From rows to blocks: where prose ends and a table begins.
//!
//! The evidence is what a person goes by: borders make a table; so do rows
//! with several cells; a row with one cell is a line of text, a heading where
//! it is bold, the title where it is large or bold, and centred, on top.

mod arrows;
mod lines;
mod order;

use gongkai_model::{Block, Heading, PageBreak, Place, RichText, label};

use super::area::Lines;
use super::context::{Diagnostics, sheet_place};
use super::look::{Item, Row, Seen};
use super::{declared, side_by_side, stacked};
use crate::Error;

use lines::Lined;
use order::Part;

/// The sheet where gongkai writes the text of a report: labels in the first
/// column, texts in the second.
const BODY: &str = "正文";
/// What a row is for the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Part of a table that has borders.
    Bordered,
    /// Several cells side by side.
    Several,
    /// A line of text.
    Line,
}

/// The sheets of a workbook while they become blocks.
#[derive(Default)]
pub(crate) struct Layout {
    names: Vec<String>,
    parts: Vec<Vec<Part>>,
    /// A sheet had something that stands below a title.
    below_title: bool,
}

impl Layout {
    /// Takes up the next sheet.
    pub(crate) fn add(&mut self, sheet: Seen, diagnostics: &mut Diagnostics) -> Result<(), Error> {
        let mut at_top = !self.below_title;
        self.names.push(sheet.name.to_owned());
        self.parts.push(parts_of(sheet, &mut at_top, diagnostics)?);
        self.below_title = !at_top;
        Ok(())
    }

    /// The blocks of all sheets, each sheet where the text leads to it, else in order.
    pub(crate) fn blocks(self, diagnostics: &mut Diagnostics) -> Vec<Block> {
        let Layout {
            names, mut parts, ..
        } = self;
        arrows::without_links(&mut parts, &names);
        arrows::to_renamed(&mut parts, &names, diagnostics);
        name_sheets(&mut parts, &names);
        order::blocks(parts, &names)
    }
}

/// Where no sheet has any text beside its tables, the names of the sheets are
/// what tells the tables apart.
fn name_sheets(parts: &mut [Vec<Part>], names: &[String]) {
    let filled = parts.iter().filter(|parts| !parts.is_empty());
    if filled.clone().count() < 2 || !filled.flatten().all(Part::is_table) {
        return;
    }
    for (parts, name) in parts.iter_mut().zip(names) {
        let default = ["Sheet", "工作表", "表"].iter().any(|word| {
            name.strip_prefix(word)
                .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
        });
        if !parts.is_empty() && !default {
            let content = RichText::plain(name.as_str());
            let place = Some(sheet_place(name));
            let heading = Heading {
                level: 1,
                label: None,
                content,
                place,
            };
            parts.insert(0, Part::Block(0, Block::Heading(heading)));
        }
    }
}

/// The parts of one sheet.
fn parts_of(
    mut sheet: Seen,
    at_top: &mut bool,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Part>, Error> {
    let areas = std::mem::take(&mut sheet.tables);
    let tables = declared::take(&mut sheet.rows, areas, sheet.name, diagnostics);
    let kinds = kinds(&sheet);
    let Seen {
        name,
        rows,
        loose,
        breaks,
        tables: _,
        hidden_rows,
        hidden_columns,
        cells,
    } = sheet;
    let below = |row: &Row| hidden_rows.next_outside(end_of(row));
    let mut lines = Lined {
        sheet: name,
        is_body: name == BODY,
        cells,
        at_top,
        diagnostics,
        parts: Vec::new(),
        open: None,
    };
    let mut tables = tables.into_iter().peekable();
    let mut rows = rows.into_iter().zip(kinds).peekable();
    while let Some((row, kind)) = rows.next() {
        while let Some(table) = tables.next_if(|table| table.top < row.row) {
            lines.table(table.top, table.rows)?;
        }
        if kind == Kind::Line {
            lines.line(row);
            continue;
        }
        // A region goes on as long as the next row touches what it reaches.
        let (first, mut end) = (row.row, below(&row));
        let mut region = vec![row];
        while let Some((next, _)) =
            rows.next_if(|(next, next_kind)| *next_kind == kind && next.row <= end)
        {
            end = end.max(below(&next));
            region.push(next);
        }
        for part in side_by_side::split(region, kind == Kind::Bordered, &hidden_columns) {
            let tables = if kind != Kind::Bordered {
                stacked::split_plain(part, &lines.cells)
            } else if has_borders(&part) {
                stacked::split(part, &lines.cells)
            } else if part.iter().any(|row| row.items.len() > 1) {
                vec![part]
            } else {
                // Lines of text beside a table.
                part.into_iter().for_each(|row| lines.line(row));
                continue;
            };
            for (number, table) in tables.into_iter().enumerate() {
                let top = table.first().filter(|_| number > 0);
                lines.table(top.map_or(first, |row| row.row), table)?;
            }
        }
    }
    for table in tables {
        lines.table(table.top, table.rows)?;
    }
    let mut parts = lines.parts;
    parts.extend(
        loose
            .into_iter()
            .map(|(row, block)| Part::Block(row, block)),
    );
    parts.sort_by_key(Part::row); // lines beside a table stand behind it
    Ok(break_pages(parts, &breaks, name))
}

fn has_borders(rows: &[Row]) -> bool {
    let mut items = rows.iter().flat_map(|row| &row.items);
    items.any(|item| item.bordered)
}

/// The row right below what a row reaches.
fn end_of(row: &Row) -> u32 {
    row.items
        .iter()
        .map(|item| item.area.bottom + 1)
        .max()
        .unwrap_or(row.row + 1)
}

/// What each row is.
fn kinds(sheet: &Seen) -> Vec<Kind> {
    let (rows, hidden) = (&sheet.rows, &sheet.hidden_rows);
    let mut kinds: Vec<Kind> = rows.iter().map(|row| kind(row, sheet)).collect();
    // A line between rows of several cells is a row of their table with but one cell filled.
    for index in 1..rows.len().saturating_sub(1) {
        let touch = |above: usize| hidden.next_outside(rows[above].row + 1) == rows[above + 1].row;
        let joined = touch(index - 1) && touch(index);
        let within = kinds[index - 1] == Kind::Several && kinds[index + 1] == Kind::Several;
        if sheet.name != BODY && joined && within && kinds[index] == Kind::Line {
            kinds[index] = Kind::Several;
        }
    }
    kinds
}

fn kind(row: &Row, sheet: &Seen) -> Kind {
    if row.items.iter().any(|item| item.bordered) {
        return Kind::Bordered;
    }
    let is_label = |item| sheet.cells.stored_text(item).is_some_and(is_label);
    match &row.items[..] {
        _ if sheet.name == BODY => Kind::Line,
        [_] => Kind::Line,
        [first, second] if touch(first, second, &sheet.hidden_columns) && is_label(first) => {
            Kind::Line
        }
        _ => Kind::Several,
    }
}

/// True where a cell stands right beside another one, as a person sees it.
fn touch(first: &Item, second: &Item, hidden: &Lines) -> bool {
    hidden.next_outside(first.area.right + 1) == second.area.left
}

/// True for nothing but the number of a paragraph.
fn is_label(text: &str) -> bool {
    let text = text.trim();
    let probe = format!("{text} x");
    label::split(&probe).is_some_and(|(label, rest)| label == text && rest == "x")
}

/// Puts the page breaks of a sheet between its lines of text.
fn break_pages(parts: Vec<Part>, breaks: &[u32], sheet: &str) -> Vec<Part> {
    let mut breaks = breaks.iter().copied().peekable();
    let mut broken = Vec::with_capacity(parts.len());
    for part in parts {
        let row = part.row();
        let mut due = None;
        while let Some(at) = breaks.next_if(|at| *at <= row) {
            due = Some(at);
        }
        if let Some(at) = due {
            let place = Some(Place::cell(sheet, at, 0));
            broken.push(Part::Block(row, Block::PageBreak(PageBreak { place })));
        }
        broken.push(part);
    }
    broken
}

#[cfg(test)]
mod tests;
