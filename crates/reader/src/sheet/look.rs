//! What a person sees of a sheet: cells with their text, the merged ones once,
//! the hidden ones not at all, or like the others where that was asked for.

mod cells;
mod hidden;

use gongkai_model::{Block, Place};

use super::area::{Area, Lines};
use super::attached::{self, Attached};
use super::context::Diagnostics;
use super::grid::{Cell, Content, Sheet};
use super::merges::Sweep;
use super::number_format::stored;
use super::styles::Styles;
use super::text::Text;

pub(crate) use cells::{Cells, Filled, LOCATION};
use hidden::Hidden;

/// So many rows of empty cells with borders are a form to fill in; what follows
/// is a sheet that somebody formatted to its end.
const MAX_EMPTY_ROWS: usize = 1000;

/// What cells are looked at with.
pub(crate) struct Look<'l> {
    pub(crate) strings: &'l [Text],
    pub(crate) styles: &'l Styles,
    pub(crate) date1904: bool,
    pub(crate) name: &'l str,
}

/// A cell that a person sees, or the border of one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item {
    /// What it covers, without hidden rows and columns at its edges.
    pub(crate) area: Area,
    pub(crate) bordered: bool,
    /// Its number among the cells of the sheet.
    cell: u32,
}

/// A row with the cells that begin in it.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) row: u32,
    pub(crate) outline: u8,
    pub(crate) items: Vec<Item>,
}

/// A sheet with the rows that a person sees. What their cells say is worked
/// out when it is wanted: a large sheet is never in memory twice.
pub(crate) struct Seen<'l> {
    pub(crate) name: &'l str,
    pub(crate) rows: Vec<Row>,
    /// What is attached to cells without content, by their rows.
    pub(crate) loose: Vec<(u32, Block)>,
    /// The rows before which the author set a page break.
    pub(crate) breaks: Vec<u32>,
    /// Tables that the author declared as such, in any order.
    pub(crate) tables: Vec<Area>,
    /// The rows that nobody sees: what stands above and below them is together.
    pub(crate) hidden_rows: Lines,
    /// The columns that nobody sees.
    pub(crate) hidden_columns: Lines,
    pub(crate) cells: Cells<'l>,
}

impl<'l> Look<'l> {
    /// What a person sees of a sheet: the rows that hold anything, in order.
    pub(crate) fn see(self, mut sheet: Sheet, diagnostics: &mut Diagnostics) -> Seen<'l> {
        let attached = std::mem::take(&mut sheet.attached);
        let mut hidden = Hidden::default();
        if diagnostics.tally.keeps_hidden() {
            hidden.show(&mut sheet, attached.keys());
        }
        let mut loose = attached::at_corners(attached, &sheet.merges);
        let mut attached = Attached::new();
        let rows = self.rows(&sheet, &mut loose, &mut attached, &mut hidden);
        let (hidden_rows, hidden_columns) = (
            std::mem::take(&mut sheet.hidden_rows),
            std::mem::take(&mut sheet.hidden_columns),
        );
        let mut blocks = Vec::new();
        for ((row, column), targets) in loose {
            if !hidden.note(&hidden_rows, &hidden_columns, (row, column)) {
                let place = Place::cell(self.name, row, column);
                let found = attached::blocks(targets, &place);
                blocks.extend(found.into_iter().map(|block| (row, block)));
            }
        }
        hidden.name(self.name, diagnostics);
        Seen {
            name: self.name,
            rows,
            loose: blocks,
            breaks: std::mem::take(&mut sheet.breaks),
            tables: std::mem::take(&mut sheet.tables),
            hidden_rows,
            hidden_columns,
            cells: Cells {
                look: self,
                sheet,
                attached,
            },
        }
    }

    /// The rows that hold anything. What is attached to their cells moves from
    /// `loose` to `attached`.
    fn rows(
        &self,
        sheet: &Sheet,
        loose: &mut Attached,
        attached: &mut Attached,
        hidden: &mut Hidden,
    ) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut merges = sheet.merges.iter().copied().peekable();
        let mut sweep = Sweep::default();
        let mut empty_rows = 0;
        // A merged area is drawn around where any of its cells is.
        for (number, cell) in sheet.cells.iter().enumerate() {
            while let Some(area) = merges.next_if(|area| area.top <= cell.row) {
                if area.bottom >= cell.row {
                    sweep.insert(area, 0);
                }
            }
            let area = match sweep.at(cell.row, cell.column) {
                Some((area, _)) if (area.top, area.left) != (cell.row, cell.column) => {
                    hidden.covered |= cell.content != Content::Blank;
                    continue;
                }
                Some((area, _)) => area,
                None => Area::cell(cell.row, cell.column),
            };
            let Some(area) = visible(sheet, area) else {
                if cell.content != Content::Blank {
                    let place = (cell.row, cell.column);
                    hidden.note(&sheet.hidden_rows, &sheet.hidden_columns, place);
                }
                continue;
            };
            let bordered = self.styles.xf(cell.style).bordered;
            let mut empty = self.shows_nothing(sheet, cell);
            if empty && !bordered {
                continue;
            }
            if let Some(targets) = loose.remove(&(cell.row, cell.column)) {
                attached.insert((cell.row, cell.column), targets);
                empty = false;
            }
            if !empty {
                empty_rows = 0;
            } else if rows.last().is_none_or(|last| last.row < area.top) {
                empty_rows += 1;
            }
            if empty_rows > MAX_EMPTY_ROWS {
                hidden.formatted.get_or_insert((area.top, area.left));
                continue;
            }
            let item = Item {
                area,
                bordered,
                cell: number as u32, // bounded by the limit of cells
            };
            match rows.last_mut() {
                Some(last) if last.row == area.top => last.items.push(item),
                last => {
                    // Rows are mostly as long as the one above.
                    let length = last.map_or(1, |last| last.items.len());
                    let mut items = Vec::with_capacity(length);
                    items.push(item);
                    rows.push(Row {
                        row: area.top,
                        outline: sheet.outline.get(&area.top).copied().unwrap_or(0),
                        items,
                    });
                }
            }
        }
        // A cell that is merged from a hidden row down was met before those beside
        // the part of it that is seen.
        if !sheet.hidden_rows.is_empty() {
            for row in &mut rows {
                row.items.sort_by_key(|item| item.area.left);
            }
        }
        rows
    }

    /// True for a cell in which no person sees anything.
    fn shows_nothing(&self, sheet: &Sheet, cell: &Cell) -> bool {
        let format = || self.styles.format(self.styles.xf(cell.style));
        let text = |text: &Text| match format() {
            Some(format) => format.text(&text.text).trim().is_empty(),
            None => text.text.trim().is_empty(),
        };
        match cell.content {
            Content::Blank => true,
            Content::Boolean(_) | Content::Unknown => false,
            Content::Shared(index) => self.strings.get(index as usize).is_none_or(text),
            Content::Text(index) => sheet.texts.get(index as usize).is_none_or(text),
            Content::Shown(index) => match sheet.shown.get(index as usize) {
                Some((text, _)) => text.text.trim().is_empty(),
                None => true,
            },
            Content::Date(index) => sheet.text(index).trim().is_empty(),
            Content::Number { start, length } => format()
                .filter(|format| format.may_hide())
                .zip(stored(sheet.lexeme(start, length)))
                .and_then(|(format, number)| format.number(&number, self.date1904))
                .is_some_and(|shown| shown.text.trim().is_empty()),
        }
    }
}

/// The part of an area that is not hidden.
fn visible(sheet: &Sheet, area: Area) -> Option<Area> {
    let seen = Area {
        top: sheet.hidden_rows.next_outside(area.top),
        left: sheet.hidden_columns.next_outside(area.left),
        bottom: sheet.hidden_rows.last_outside(area.bottom)?,
        right: sheet.hidden_columns.last_outside(area.right)?,
    };
    (seen.top <= seen.bottom && seen.left <= seen.right).then_some(seen)
}

#[cfg(test)]
mod tests;
