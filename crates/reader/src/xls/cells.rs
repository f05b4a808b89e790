//! Cells: what they hold, and what formulas came to.

use super::formula;
use super::globals::Globals;
use super::record::{self as r, Biff, Record, Records};
use super::strings::{Pieces, narrow, old_rich, unicode};
use crate::Error;
use crate::bytes::{f64, rk, u8, u16, u32};
use crate::sheet::builder::Builder;
use crate::sheet::context::Context;
use crate::sheet::grid::{Cell, Content};
use crate::sheet::text::Text;

/// Where a cell stands, how it looks, and where its content begins.
#[derive(Clone, Copy)]
struct Head {
    row: u32,
    column: u32,
    style: u32,
    at: usize,
}

/// Reads cells; `part` names the stream in errors.
pub(super) struct Cells<'g> {
    pub(super) globals: &'g Globals,
    pub(super) part: &'static str,
}

impl Cells<'_> {
    /// Reads a record of one cell or several; false where it is none.
    pub(super) fn record(
        &self,
        record: Record,
        records: &mut Records,
        sheet: &mut Builder,
        context: &mut Context,
    ) -> Result<bool, Error> {
        match record.id {
            r::MUL_RK | r::MUL_BLANK => {
                self.several(&record, sheet, context)?;
                return Ok(true);
            }
            r::BLANK_2..=r::FORMULA
            | r::BLANK..=r::BOOLERR
            | r::FORMULA_3
            | r::FORMULA_4
            | r::RSTRING
            | r::LABEL_SST
            | r::RK
            | r::RK_OLD => {}
            _ => return Ok(false),
        }
        let Some(head) = self.head(&record) else {
            return Ok(true); // too short to stand anywhere
        };
        context.count_cell(self.part)?;
        let content = match record.id {
            r::FORMULA if self.without_result(record.data, head, sheet) => return Ok(true),
            r::FORMULA | r::FORMULA_3 | r::FORMULA_4 => {
                self.formula(record, head, records, sheet, context)
            }
            r::LABEL_SST => {
                u32(record.data, head.at).map(|index| context.shared(index, head.row, head.column))
            }
            _ => self.content(&record, head.at, sheet),
        };
        push(head, content.unwrap_or(Content::Blank), sheet, context);
        Ok(true)
    }

    /// Where a cell stands. Before Excel 3 three bytes say how it looks, then
    /// the number of a format.
    fn head(&self, record: &Record) -> Option<Head> {
        let data = record.data;
        let (row, column) = (u16(data, 0)?, u16(data, 2)?);
        let old = record.id < 0x10 && (record.id != r::FORMULA || self.globals.biff == Biff::V2);
        let (style, at) = if old {
            let look: [u8; 3] = data.get(4..7)?.try_into().ok()?;
            let style = self.globals.of_cells.get(&look);
            (style.copied().unwrap_or_default(), 7)
        } else {
            (u32::from(u16(data, 4)?), 6)
        };
        Some(Head {
            row: u32::from(row),
            column: u32::from(column),
            style,
            at,
        })
    }

    fn content(&self, record: &Record, at: usize, sheet: &mut Builder) -> Option<Content> {
        let data = record.data;
        let (biff, encoding) = (self.globals.biff, self.globals.encoding);
        Some(match record.id {
            r::NUMBER_2 | r::NUMBER => sheet.float(f64(data, at)?),
            r::INTEGER_2 => sheet.number(&u16(data, at)?.to_string()),
            r::RK | r::RK_OLD => sheet.float(rk(data, at)?),
            r::BOOLERR_2 | r::BOOLERR => boolean_or_error(u8(data, at)?, u8(data, at + 1)?, sheet),
            r::LABEL_2 => sheet.text(Text::plain(narrow(data, at, false, encoding)?)),
            r::LABEL if biff == Biff::V8 => sheet.text(Text::plain(unicode(data, at, true)?)),
            r::LABEL => sheet.text(Text::plain(narrow(data, at, true, encoding)?)),
            r::RSTRING if biff == Biff::V8 => {
                sheet.text(Pieces::new(vec![data], at).rich(&self.globals.fonts)?)
            }
            r::RSTRING => sheet.text(old_rich(data, at, encoding, &self.globals.fonts)?),
            _ => Content::Blank,
        })
    }

    /// Several cells beside each other (2.4.174, 2.4.175): the first column,
    /// the cells, the last column.
    fn several(
        &self,
        record: &Record,
        sheet: &mut Builder,
        context: &mut Context,
    ) -> Result<(), Error> {
        let data = record.data;
        let (Some(row), Some(first)) = (u16(data, 0), u16(data, 2)) else {
            return Ok(());
        };
        let size = if record.id == r::MUL_RK { 6 } else { 2 };
        let end = data.len().saturating_sub(2);
        let cells = data.get(4..end).unwrap_or_default().chunks_exact(size);
        for (column, cell) in (u32::from(first)..).zip(cells) {
            context.count_cell(self.part)?;
            let head = Head {
                row: u32::from(row),
                column,
                style: u32::from(u16(cell, 0).unwrap_or_default()),
                at: 0,
            };
            let content = rk(cell, 2).map_or(Content::Blank, |value| sheet.float(value));
            push(head, content, sheet, context);
        }
        Ok(())
    }

    /// Takes up a formula that has no result: the sheet works it out where it
    /// is a sum, and names it otherwise. False for one that has a result.
    fn without_result(&self, data: &[u8], head: Head, sheet: &mut Builder) -> bool {
        if self.globals.biff != Biff::V8 {
            return false;
        }
        let result = data.get(head.at..head.at + 8);
        let is_asked = formula::is_to_be_calculated(data);
        let open = match result {
            Some([0, 0, 0, 0, 0, 0, 0, 0]) => is_asked && !self.globals.calculated,
            Some([3, _, _, _, _, _, 0xff, 0xff]) => {
                is_asked && !self.globals.calculated || formula::gives_number(data)
            }
            _ => false,
        };
        if open {
            let cell = cell(head, Content::Blank);
            sheet.formula(cell, &formula::sum(data).unwrap_or_default());
        }
        open
    }

    /// A formula (2.4.127): what it came to stands in it, a text behind it.
    fn formula(
        &self,
        record: Record,
        head: Head,
        records: &mut Records,
        sheet: &mut Builder,
        context: &mut Context,
    ) -> Option<Content> {
        let data = record.data;
        let at = head.at;
        if u16(data, at + 6) != Some(0xffff) {
            return Some(sheet.float(f64(data, at)?));
        }
        Some(match u8(data, at)? {
            0 => match self.result_text(records) {
                Some(text) => sheet.text(Text::plain(text)),
                None => {
                    context.formula_without_result(head.row, head.column);
                    return Some(Content::Unknown);
                }
            },
            1 => Content::Boolean(u8(data, at + 2)? != 0),
            2 => boolean_or_error(u8(data, at + 2)?, 1, sheet),
            _ => {
                // An empty text; or nothing, and Excel is asked to calculate it.
                if u16(data, at + 8).is_some_and(|flags| flags & 1 != 0) {
                    context.formula_without_result(head.row, head.column);
                }
                return None;
            }
        })
    }

    /// The text that a formula came to (2.4.268). What the formula shares with
    /// others may stand before it.
    fn result_text(&self, records: &mut Records) -> Option<String> {
        const BETWEEN: [u16; 7] = [0x0021, 0x0221, 0x0036, 0x0236, 0x04bc, 0x00bc, r::CONTINUE];
        let mut ahead = records.clone();
        let record = loop {
            let record = ahead.next().ok()??;
            if !BETWEEN.contains(&record.id) {
                break record;
            }
        };
        let encoding = self.globals.encoding;
        let text = match (record.id, self.globals.biff) {
            (r::STRING, Biff::V8) => Pieces::new(ahead.continued(record), 0)
                .rich(&[])
                .map(|text| text.text),
            (r::STRING, Biff::V3 | Biff::V4 | Biff::V5) => narrow(record.data, 0, true, encoding),
            (r::STRING_2 | r::STRING, _) => narrow(record.data, 0, false, encoding),
            _ => return None,
        };
        *records = ahead;
        text
    }
}

fn push(head: Head, content: Content, sheet: &mut Builder, context: &Context) {
    sheet.push(cell(head, content), context);
}

fn cell(head: Head, content: Content) -> Cell {
    Cell {
        row: head.row,
        column: head.column,
        style: head.style,
        content,
    }
}

/// A boolean or an error (`Bes`, 2.5.10).
fn boolean_or_error(value: u8, is_error: u8, sheet: &mut Builder) -> Content {
    match is_error {
        0 => Content::Boolean(value != 0),
        _ => sheet.text(Text::plain(error_text(value).to_owned())),
    }
}

/// What Excel shows of an error (`BErr`, 2.5.10).
pub(crate) fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2b => "#GETTING_DATA",
        _ => "#N/A",
    }
}
