//! What the cells of a sheet say: text and value as their number formats show
//! them. It is worked out when it is wanted.

use gongkai_model::{Place, RichText, Style, Value};

use super::{Item, Look};
use crate::sheet::area::Area;
use crate::sheet::attached::{self, Attached};
use crate::sheet::context::{Diagnostics, sheet_place};
use crate::sheet::grid::{Cell, Content, Link, Sheet};
use crate::sheet::number_format::{iso_moment, stored};
use crate::sheet::styles::Xf;
use crate::sheet::text::{Text, styled};

/// How a link to a place in the workbook is named.
pub(crate) const LOCATION: &str = "hyperlink location";

/// What the cells of a sheet say.
pub(crate) struct Cells<'l> {
    pub(super) look: Look<'l>,
    pub(super) sheet: Sheet,
    /// What is attached to those that are seen.
    pub(super) attached: Attached,
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

    /// Names the link of a cell that leads to a place in the workbook: a text has
    /// none, and where it stands the place is not.
    pub(crate) fn name_location(&self, item: &Item, diagnostics: &mut Diagnostics) {
        if self.sheet.links.is_empty() {
            return;
        }
        let cell = self.sheet.cells.get(item.cell as usize);
        let place = cell.map(|cell| (cell.row, cell.column));
        let link = place.and_then(|place| self.sheet.links.get(&place));
        if let (Some((row, column)), Some(Link::Internal(_))) = (place, link) {
            let place = Place::cell(self.look.name, row, column);
            diagnostics.tally.left_out(LOCATION, Some(&place));
        }
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

    /// True for a cell in bold type.
    pub(crate) fn is_bold(&self, item: &Item) -> bool {
        let cell = self.sheet.cells.get(item.cell as usize);
        cell.is_some_and(|cell| self.look.styles.xf(cell.style).font.style.bold)
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
