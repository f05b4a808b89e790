//! A worksheet part ([MS-XLSB] 2.1.7.62).

use super::record::{self as r, Record, Records, text};
use super::workbook::rich;
use crate::Error;
use crate::bytes::{f64, rk, u8, u16, u32};
use crate::package::{Kind, Relationships};
use crate::sheet::area::{Area, MAX_COLUMNS, MAX_ROWS};
use crate::sheet::builder::Builder;
use crate::sheet::context::Context;
use crate::sheet::grid::{Cell, Content, Sheet};
use crate::sheet::header_footer::has_text;
use crate::sheet::links::{self, Spread};
use crate::sheet::styles::Font;
use crate::sheet::text::Text;
use crate::xls::error_text;

/// What the cells of a sheet refer to.
pub(super) struct Parts<'w> {
    pub(super) fonts: &'w [Font],
    pub(super) relationships: &'w Relationships,
}

/// Reads a sheet; nothing where it is a sheet of another kind.
pub(super) fn read(
    mut records: Records,
    parts: &Parts,
    context: &mut Context,
) -> Result<Option<Sheet>, Error> {
    let part = records.part();
    let mut reader = Reader {
        parts,
        sheet: Builder::default(),
        links: Spread::default(),
        row: None,
        column: 0,
        in_row_breaks: false,
    };
    let mut is_sheet = false;
    while let Some(record) = records.next()? {
        is_sheet |= record.id == r::BEGIN_SHEET;
        if is_cell(record.id) {
            context.count_cell(part)?;
            reader.cell(&record, context);
        } else {
            let _ = reader.record(&record, context); // what is cut off says nothing
        }
    }
    Ok(is_sheet.then(|| reader.sheet.finish(context)))
}

fn is_cell(id: u32) -> bool {
    matches!(id, r::CELL_BLANK..=r::SHORT_SHARED | r::CELL_RICH)
}

struct Reader<'w> {
    parts: &'w Parts<'w>,
    sheet: Builder,
    links: Spread,
    /// The row that cells are in.
    row: Option<u32>,
    /// The column of a cell that does not say which.
    column: u32,
    in_row_breaks: bool,
}

impl Reader<'_> {
    /// A cell (`Cell`, 2.5.9): its column, its format in three bytes, content.
    fn cell(&mut self, record: &Record, context: &mut Context) -> Option<()> {
        let data = record.data;
        let short = matches!(record.id, r::SHORT_BLANK..=r::SHORT_SHARED);
        let (column, at) = match short {
            true => (self.column, 0),
            false => (u32(data, 0)?, 4),
        };
        let row = self.row?;
        if column >= MAX_COLUMNS {
            let place = context.sheet();
            context.forgive("cell reference", &column.to_string(), place);
            return None;
        }
        self.column = column + 1;
        let style = u32(data, at)? & 0x00ff_ffff;
        let id = match short {
            true => record.id - r::SHORT_BLANK + r::CELL_BLANK,
            false => record.id,
        };
        let content = self.content(id, data, at + 4);
        let content = match content {
            Some(Content::Shared(index)) => Some(context.shared(index, row, column)),
            content => content,
        };
        let cell = Cell {
            row,
            column,
            style,
            content: content.unwrap_or(Content::Blank),
        };
        self.sheet.push(cell, context);
        Some(())
    }

    fn content(&mut self, id: u32, data: &[u8], at: usize) -> Option<Content> {
        let sheet = &mut self.sheet;
        Some(match id {
            r::CELL_RK => sheet.float(rk(data, at)?),
            r::CELL_REAL | r::FORMULA_NUMBER => sheet.float(f64(data, at)?),
            r::CELL_BOOLEAN | r::FORMULA_BOOLEAN => Content::Boolean(u8(data, at)? != 0),
            r::CELL_ERROR | r::FORMULA_ERROR => {
                sheet.text(Text::plain(error_text(u8(data, at)?).to_owned()))
            }
            r::CELL_TEXT | r::FORMULA_TEXT => sheet.text(Text::plain(text(data, at)?.0)),
            r::CELL_SHARED => Content::Shared(u32(data, at)?),
            r::CELL_RICH => sheet.text(rich(data, at, self.parts.fonts)?),
            _ => Content::Blank,
        })
    }

    /// A record that is no cell; nothing where it is cut off.
    fn record(&mut self, record: &Record, context: &mut Context) -> Option<()> {
        let data = record.data;
        match record.id {
            r::ROW => self.begin_row(data, context)?,
            r::COLUMNS => self.columns(data)?,
            r::MERGED => match area(data) {
                Some(area) => self.sheet.merge(area),
                None => {
                    let place = context.sheet();
                    context.forgive("mergeCell", "", place);
                }
            },
            r::LINK => self.link(data, context)?,
            r::BEGIN_ROW_BREAKS => self.in_row_breaks = true,
            r::END_ROW_BREAKS => self.in_row_breaks = false,
            r::BREAK if self.in_row_breaks => {
                if u32(data, 12)? != 0 {
                    self.sheet.sheet.breaks.push(u32(data, 0)?);
                }
            }
            // `BrtSheetProtection` (2.4.749) and its newer form: whether it is on
            // stands behind a password, or the count of its hashing.
            r::SHEET_PROTECTION if u32(data, 2)? != 0 => protected(context),
            r::SHEET_PROTECTION_ISO if u32(data, 4)? != 0 => protected(context),
            r::HEADER_FOOTER => margins(data, context)?,
            r::OLE_OBJECT | r::CONTROL => {
                let place = context.sheet();
                let what = match record.id {
                    r::OLE_OBJECT => "oleObjects",
                    _ => "controls",
                };
                context.left_out(what, &place);
            }
            // Views, print setup, filters, validation, conditional
            // formats; formulas, whose results stand in cells; what later
            // Excels added (2.3.2).
            id if id <= r::LAST_KNOWN => {}
            id => {
                let place = context.sheet();
                let what = format!("record {id}");
                context.diagnostics.tally.unknown(&what, Some(&place));
            }
        }
        Some(())
    }

    /// A row (`BrtRowHdr`, 2.4.727), in which the cells behind it are.
    fn begin_row(&mut self, data: &[u8], context: &mut Context) -> Option<()> {
        let row = u32(data, 0)?;
        self.column = 0;
        self.row = (row < MAX_ROWS).then_some(row);
        if self.row.is_none() {
            let place = context.sheet();
            context.forgive("row below the last one", "", place);
            return None;
        }
        let flags = u8(data, 11)?;
        if flags & 0x10 != 0 {
            self.sheet.hidden_rows.push((row, row));
        }
        if flags & 7 != 0 {
            self.sheet.sheet.outline.insert(row, flags & 7);
        }
        Some(())
    }

    /// Columns of one look (`BrtColInfo`, 2.4.323).
    fn columns(&mut self, data: &[u8]) -> Option<()> {
        let (first, last) = (u32(data, 0)?, u32(data, 4)?.min(MAX_COLUMNS - 1));
        if u16(data, 16)? & 1 != 0 && first <= last {
            self.sheet.hidden_columns.push((first, last));
        }
        Some(())
    }

    /// A link (`BrtHLink`, 2.4.662): its cells, its target, the place in it.
    fn link(&mut self, data: &[u8], context: &mut Context) -> Option<()> {
        let (id, at) = text(data, 16)?;
        let (location, _) = text(data, at)?;
        let target = self.parts.relationships.get(&id);
        let target = target.filter(|relationship| relationship.kind == Kind::Hyperlink);
        let target = target.map_or("", |relationship| relationship.target.as_str());
        match (area(data), links::link(target, &location)) {
            (Some(area), Some(link)) => {
                self.links.put(area, &link, &mut self.sheet.sheet.links);
            }
            (None, _) => {
                let place = context.sheet();
                context.forgive("hyperlink", "", place);
            }
            (Some(_), None) => {} // a link that leads nowhere
        }
        Some(())
    }
}

/// An area (`RfX`, 2.5.119): first and last row, first and last column.
pub(super) fn area(data: &[u8]) -> Option<Area> {
    let area = Area {
        top: u32(data, 0)?,
        bottom: u32(data, 4)?,
        left: u32(data, 8)?,
        right: u32(data, 12)?,
    };
    let in_order = area.top <= area.bottom && area.left <= area.right;
    (in_order && area.bottom < MAX_ROWS && area.right < MAX_COLUMNS).then_some(area)
}

fn protected(context: &mut Context) {
    context.diagnostics.remarks.protected_sheet(context.name);
}

/// Headers and footers (`BrtBeginHeaderFooter`, 2.4.89).
fn margins(data: &[u8], context: &mut Context) -> Option<()> {
    let names = [
        "oddHeader",
        "oddFooter",
        "evenHeader",
        "evenFooter",
        "firstHeader",
        "firstFooter",
    ];
    let mut at = 2;
    for name in names {
        let (said, next) = text(data, at)?;
        if has_text(&said) {
            let place = context.sheet();
            context.left_out(name, &place);
        }
        at = next;
    }
    Some(())
}
