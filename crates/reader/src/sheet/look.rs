//! What a person sees of a sheet: cells with their text, the merged ones once,
//! the hidden ones not at all, or like the others where that was asked for.

use std::collections::BTreeSet;

use gongkai_model::{Block, Place, RichText, Style, Value, a1};

use super::area::{Area, Lines};
use super::attached::{self, Attached};
use super::context::{Diagnostics, sheet_place};
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

/// A cell that a person sees, or the border of one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item {
    /// What it covers, without hidden rows and columns at its edges.
    pub(crate) area: Area,
    pub(crate) bordered: bool,
    /// Its number among the cells of the sheet.
    cell: u32,
}

/// What a cell says, and how it looks.
#[derive(Debug)]
pub(crate) struct Filled {
    pub(crate) area: Area,
    pub(crate) content: RichText,
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

/// What the cells of a sheet say.
pub(crate) struct Cells<'l> {
    look: Look<'l>,
    sheet: Sheet,
    /// What is attached to those that are seen.
    attached: Attached,
}

impl<'l> Look<'l> {
    /// What a person sees of a sheet: the rows that hold anything, in order.
    pub(crate) fn see(self, mut sheet: Sheet, diagnostics: &mut Diagnostics) -> Seen<'l> {
        let attached = std::mem::take(&mut sheet.attached);
        let mut hidden = Hidden::default();
        if diagnostics.tally.keeps_hidden() {
            hidden.show(&mut sheet);
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
                        outline: sheet.outline.get(&cell.row).copied().unwrap_or(0),
                        items,
                    });
                }
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

impl Cells<'_> {
    /// What a cell says, with what is attached to it: this is taken once.
    pub(crate) fn content(
        &mut self,
        item: &Item,
        diagnostics: &mut Diagnostics,
    ) -> (RichText, Option<Value>) {
        let Some(cell) = self.sheet.cells.get(item.cell as usize) else {
            return (RichText::default(), None);
        };
        let (mut content, value) = self.look.content(&self.sheet, cell, diagnostics);
        if !self.attached.is_empty()
            && let Some(targets) = self.attached.remove(&(cell.row, cell.column))
        {
            attached::refer(&mut content, targets);
        }
        (content, value)
    }

    /// What a cell says, and how it looks.
    pub(crate) fn fill(&mut self, item: &Item, diagnostics: &mut Diagnostics) -> Filled {
        let (content, _) = self.content(item, diagnostics);
        let cell = self.sheet.cells.get(item.cell as usize);
        let xf = self.look.styles.xf(cell.map_or(0, |cell| cell.style));
        let link = cell.and_then(|cell| self.sheet.links.get(&(cell.row, cell.column)));
        Filled {
            area: item.area,
            content,
            bold: xf.font.style.bold,
            large: xf.font.large,
            centered: xf.centered,
            leads_to: match link {
                Some(Link::Internal(location)) => Some(sheet_of(location)),
                _ => None,
            },
        }
    }

    /// True for a cell that stores a number.
    pub(crate) fn is_number(&self, item: &Item) -> bool {
        let cell = self.sheet.cells.get(item.cell as usize);
        match cell.map(|cell| cell.content) {
            Some(Content::Number { .. }) => true,
            Some(Content::Shown(index)) => {
                let shown = self.sheet.shown.get(index as usize);
                shown.is_some_and(|(_, value)| matches!(value, Value::Number(_)))
            }
            _ => false,
        }
    }

    /// The text that a cell stores; nothing where it stores anything else.
    pub(crate) fn stored_text(&self, item: &Item) -> Option<&str> {
        let cell = self.sheet.cells.get(item.cell as usize)?;
        match cell.content {
            Content::Shared(index) => Some(self.look.strings.get(index as usize)?.text.as_str()),
            Content::Text(index) => Some(self.sheet.text(index)),
            _ => None,
        }
    }
}

impl Look<'_> {
    /// What a person sees of a cell, and its value.
    fn content(
        &self,
        sheet: &Sheet,
        cell: &Cell,
        diagnostics: &mut Diagnostics,
    ) -> (RichText, Option<Value>) {
        let xf = self.styles.xf(cell.style);
        let link = sheet.links.get(&(cell.row, cell.column));
        let linked = link.map(|link| Style {
            underline: false, // the look of a link
            link: match link {
                Link::External(target) => Some(target.clone()),
                Link::Internal(_) => xf.font.style.link.clone(),
            },
            ..xf.font.style.clone()
        });
        let style = linked.as_ref().unwrap_or(&xf.font.style);
        match cell.content {
            Content::Blank | Content::Unknown => (RichText::default(), None),
            Content::Shared(index) => {
                let text = self.strings.get(index as usize);
                (self.text(text, xf, style), None)
            }
            Content::Text(index) => {
                let text = sheet.texts.get(index as usize);
                (self.text(text, xf, style), None)
            }
            Content::Boolean(flag) => {
                let text = if flag { "TRUE" } else { "FALSE" };
                (styled(text, style), Some(Value::Boolean(flag)))
            }
            Content::Number { start, length } => {
                let lexeme = sheet.lexeme(start, length);
                let (text, value) = self.number(lexeme, xf, diagnostics);
                (styled(text, style), value)
            }
            Content::Shown(index) => match sheet.shown.get(index as usize) {
                Some((text, value)) => (text.rich(style), Some(value.clone())),
                None => (RichText::default(), None),
            },
            Content::Date(index) => {
                let text = sheet.text(index);
                let date = iso_moment(text).map(|_| Value::Date(text.to_owned()));
                (styled(text, style), date)
            }
        }
    }

    /// What a person sees of a text: a number format may have words around it
    /// (18.8.31, fourth section).
    fn text(&self, text: Option<&Text>, xf: &Xf, style: &Style) -> RichText {
        let Some(text) = text else {
            return RichText::default();
        };
        let shown = self.styles.format(xf).map(|format| format.text(&text.text));
        match shown {
            Some(shown) if shown != text.text => styled(shown, style),
            _ => text.rich(style),
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
