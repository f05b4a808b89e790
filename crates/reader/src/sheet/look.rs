//! What a person sees of a sheet: cells with their text, the merged ones once,
//! the hidden ones not at all, or like the others where that was asked for.

use std::collections::BTreeSet;

use gongkai_model::{Place, RichText, Value, a1};

use super::area::{Area, Lines};
use super::attached::{self, Attached};
use super::context::{Diagnostics, Seen, sheet_place};
use super::grid::{Cell, Content, Link, Sheet};
use super::merges::Sweep;
use super::number_format::{iso_moment, stored};
use super::styles::{Styles, Xf};
use super::text::{Text, styled};

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

/// A cell as a person sees it.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// What it covers, without hidden rows and columns at its edges.
    pub(crate) area: Area,
    pub(crate) content: RichText,
    pub(crate) value: Option<Value>,
    pub(crate) bordered: bool,
    pub(crate) bold: bool,
    pub(crate) large: bool,
    pub(crate) centered: bool,
    /// The sheet that it leads to.
    pub(crate) leads_to: Option<String>,
}

/// A row with the cells that begin in it.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) row: u32,
    pub(crate) outline: u8,
    pub(crate) items: Vec<Item>,
}

impl Item {
    pub(crate) fn is_empty(&self) -> bool {
        self.content.text.trim().is_empty() && self.content.anchors.is_empty()
    }
}

impl Look<'_> {
    /// What a person sees of a sheet: the rows that hold anything, in order.
    pub(crate) fn see(&self, mut sheet: Sheet, diagnostics: &mut Diagnostics) -> Seen {
        let attached = std::mem::take(&mut sheet.attached);
        let mut attached = attached::at_corners(attached, &sheet.merges);
        let mut hidden = Hidden::default();
        if diagnostics.tally.keeps_hidden() {
            hidden.show(&mut sheet);
        }
        let rows = self.rows(&sheet, &mut attached, &mut hidden, diagnostics);
        let mut loose = Vec::new();
        for ((row, column), targets) in attached {
            if !hidden.note(&sheet.hidden_rows, &sheet.hidden_columns, (row, column)) {
                let place = Place::cell(self.name, row, column);
                let blocks = attached::blocks(targets, &place);
                loose.extend(blocks.into_iter().map(|block| (row, block)));
            }
        }
        hidden.name(self.name, diagnostics);
        Seen {
            name: self.name.to_owned(),
            rows,
            loose,
            breaks: sheet.breaks,
            tables: sheet.tables,
            hidden_rows: sheet.hidden_rows,
            hidden_columns: sheet.hidden_columns,
        }
    }

    fn rows(
        &self,
        sheet: &Sheet,
        attached: &mut Attached,
        hidden: &mut Hidden,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut merges = sheet.merges.iter().copied().peekable();
        let mut sweep = Sweep::default();
        let mut empty_rows = 0;
        // A merged area is drawn around where any of its cells is.
        for cell in &sheet.cells {
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
            let mut item = self.item(sheet, cell, area, diagnostics);
            if (!item.is_empty() || item.bordered)
                && let Some(targets) = attached.remove(&(cell.row, cell.column))
            {
                attached::refer(&mut item.content, targets);
            }
            if item.is_empty() && !item.bordered {
                continue;
            }
            if !item.is_empty() {
                empty_rows = 0;
            } else if rows.last().is_none_or(|last| last.row < area.top) {
                empty_rows += 1;
            }
            if empty_rows > MAX_EMPTY_ROWS {
                continue;
            }
            match rows.last_mut() {
                Some(last) if last.row == area.top => last.items.push(item),
                _ => {
                    let outline = sheet.outline.get(&cell.row).copied().unwrap_or(0);
                    rows.push(Row {
                        row: area.top,
                        outline,
                        items: vec![item],
                    });
                }
            }
        }
        rows
    }

    fn item(&self, sheet: &Sheet, cell: &Cell, area: Area, diagnostics: &mut Diagnostics) -> Item {
        let xf = self.styles.xf(cell.style);
        let mut style = xf.font.style.clone();
        let link = sheet.links.get(&(cell.row, cell.column));
        if let Some(link) = link {
            style.underline = false; // the look of a link
            if let Link::External(target) = link {
                style.link = Some(target.clone());
            }
        }
        let (content, value) = match cell.content {
            Content::Blank => (RichText::default(), None),
            Content::Shared(index) => {
                let text = self.strings.get(index as usize);
                (text.map(|text| text.rich(&style)).unwrap_or_default(), None)
            }
            Content::Text(index) => {
                let text = sheet.texts.get(index as usize);
                (text.map(|text| text.rich(&style)).unwrap_or_default(), None)
            }
            Content::Boolean(flag) => {
                let text = if flag { "TRUE" } else { "FALSE" };
                (styled(text, &style), Some(Value::Boolean(flag)))
            }
            Content::Number { start, length } => {
                let lexeme = sheet.lexeme(start, length);
                let (text, value) = self.number(lexeme, xf, diagnostics);
                (styled(&text, &style), value)
            }
            Content::Shown(index) => match sheet.shown.get(index as usize) {
                Some((text, value)) => (text.rich(&style), Some(value.clone())),
                None => (RichText::default(), None),
            },
            Content::Date(index) => {
                let text = sheet.text(index);
                (
                    styled(text, &style),
                    iso_moment(text).map(|_| Value::Date(text.to_owned())),
                )
            }
        };
        let content = match (cell.content, self.styles.format(xf)) {
            // A number format may have words around a text (18.8.31, fourth section).
            (Content::Shared(_) | Content::Text(_), Some(format)) => {
                let shown = format.text(&content.text);
                if shown == content.text {
                    content
                } else {
                    styled(&shown, &style)
                }
            }
            _ => content,
        };
        Item {
            area,
            content,
            value,
            bordered: xf.bordered,
            bold: xf.font.style.bold,
            large: xf.font.large,
            centered: xf.centered,
            leads_to: match link {
                Some(Link::Internal(location)) => Some(sheet_of(location)),
                _ => None,
            },
        }
    }

    /// What a person sees of a number, and its value.
    fn number(
        &self,
        lexeme: &str,
        xf: &Xf,
        diagnostics: &mut Diagnostics,
    ) -> (String, Option<Value>) {
        let Some(number) = stored(lexeme) else {
            return (lexeme.to_owned(), None);
        };
        let format = self.styles.format(xf);
        match format.and_then(|format| format.number(&number, self.date1904)) {
            Some(shown) => {
                let value = shown.date.map_or(Value::Number(number), Value::Date);
                (shown.text, Some(value))
            }
            None => {
                let code = format.map_or("", |format| format.code.as_str());
                diagnostics
                    .tally
                    .unknown(&format!("numFmt {code}"), Some(&sheet_place(self.name)));
                (number.to_string(), Some(Value::Number(number)))
            }
        }
    }
}

/// The text of a sheet that nobody sees, or that was read all the same.
#[derive(Default)]
struct Hidden {
    rows: Vec<(u32, u32)>,
    columns: BTreeSet<u32>,
    /// There is some under a merged cell.
    covered: bool,
}

impl Hidden {
    /// Takes what hides rows and columns off a sheet, and notes what is in them.
    fn show(&mut self, sheet: &mut Sheet) {
        let rows = std::mem::take(&mut sheet.hidden_rows);
        let columns = std::mem::take(&mut sheet.hidden_columns);
        if rows.is_empty() && columns.is_empty() {
            return;
        }
        for cell in &sheet.cells {
            if cell.content != Content::Blank {
                self.note(&rows, &columns, (cell.row, cell.column));
            }
        }
    }

    /// Notes in which row or column something is hidden, each once where its
    /// cells follow one another; true where it is.
    fn note(&mut self, rows: &Lines, columns: &Lines, (row, column): (u32, u32)) -> bool {
        let (in_row, in_column) = (rows.contains(row), columns.contains(column));
        if in_row && self.rows.last() != Some(&(row, row)) {
            self.rows.push((row, row));
        }
        if in_column {
            self.columns.insert(column);
        }
        in_row || in_column
    }

    /// Says what was left out, and where it is.
    fn name(self, sheet: &str, diagnostics: &mut Diagnostics) {
        let columns = self.columns.into_iter().map(|column| (column, column));
        let (rows, columns) = (Lines::new(self.rows), Lines::new(columns.collect()));
        if !rows.is_empty() {
            let which = rows.named(|row| (row + 1).to_string());
            diagnostics.hides(&format!("rows {which}"), sheet_place(sheet));
        }
        if !columns.is_empty() {
            let letters = |column| a1(0, column).trim_end_matches('1').to_owned();
            let which = columns.named(letters);
            diagnostics.hides(&format!("columns {which}"), sheet_place(sheet));
        }
        if self.covered {
            diagnostics.covered(sheet_place(sheet));
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

/// The sheet of a location such as `'主动公开'!A1`.
fn sheet_of(location: &str) -> String {
    let sheet = location
        .rsplit_once('!')
        .map_or(location, |(sheet, _)| sheet);
    let quoted = sheet
        .strip_prefix('\'')
        .and_then(|sheet| sheet.strip_suffix('\''));
    quoted.unwrap_or(sheet).replace("''", "'")
}

#[cfg(test)]
mod tests;
