//! What a person sees of a sheet: cells with their text, the merged ones once,
//! the hidden ones not at all.

use gongkai_model::{RichText, Value};

use super::area::Area;
use super::context::{Diagnostics, sheet_place};
use super::grid::{Cell, Content, Link, Sheet};
use super::merges::Sweep;
use super::number_format::{iso_moment, stored};
use super::styles::{Styles, Xf};
use super::text::{Text, styled};

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
        self.content.text.trim().is_empty()
    }
}

impl Look<'_> {
    /// The rows of a sheet that hold anything, in order.
    pub(crate) fn rows(&self, sheet: &Sheet, diagnostics: &mut Diagnostics) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut merges = sheet.merges.iter().copied().peekable();
        let mut sweep = Sweep::default();
        let (mut hidden_row, mut hidden_column, mut covered) = (false, false, false);
        // A merged area is drawn around where any of its cells is.
        for cell in &sheet.cells {
            while let Some(area) = merges.next_if(|area| area.top <= cell.row) {
                if area.bottom >= cell.row {
                    sweep.insert(area, 0);
                }
            }
            let area = match sweep.at(cell.row, cell.column) {
                Some((area, _)) if (area.top, area.left) != (cell.row, cell.column) => {
                    covered |= cell.content != Content::Blank;
                    continue;
                }
                Some((area, _)) => area,
                None => Area::cell(cell.row, cell.column),
            };
            let Some(area) = visible(sheet, area) else {
                let has_text = cell.content != Content::Blank;
                hidden_row |= has_text && sheet.hidden_rows.contains(cell.row);
                hidden_column |= has_text && sheet.hidden_columns.contains(cell.column);
                continue;
            };
            let item = self.item(sheet, cell, area, diagnostics);
            if item.is_empty() && !item.bordered {
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
        let hidden = [
            (hidden_row, "rows"),
            (hidden_column, "columns"),
            (covered, "cells under a merged cell"),
        ];
        for (hidden, what) in hidden {
            if hidden {
                diagnostics.hidden(what, sheet_place(self.name));
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
