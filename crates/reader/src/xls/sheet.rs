//! A sheet: its substream, from beginning to end ([MS-XLS] 2.1.7.20.5).

use super::cells::Cells;
use super::globals::Globals;
use super::links;
use super::objects::{Beside, Objects};
use super::record::{self as r, Biff, Cut, Record, Records};
use super::strings::{narrow, unicode};
use crate::Error;
use crate::bytes::{u8, u16};
use crate::sheet::area::Area;
use crate::sheet::builder::Builder;
use crate::sheet::context::Context;
use crate::sheet::grid::Sheet;
use crate::sheet::header_footer::has_text;
use crate::sheet::links::Spread;

/// Reads a sheet from the record behind its beginning on. A sheet that is cut
/// off has what was read, and the cut.
pub(super) fn read(
    mut records: Records,
    globals: &Globals,
    part: &'static str,
    beside: &mut Beside,
    context: &mut Context,
) -> Result<(Sheet, Option<Cut>), Error> {
    let cells = Cells { globals, part };
    let mut reader = Reader {
        biff: globals.biff,
        globals,
        sheet: Builder::default(),
        links: Spread::default(),
    };
    let mut objects = Objects::new(globals);
    let cut = loop {
        let record = match records.next() {
            Ok(Some(record)) if record.id == r::EOF => break None,
            Ok(Some(record)) => record,
            Ok(None) => break None,
            Err(cut) => break Some(cut),
        };
        if r::is_bof(record.id) {
            // A chart on the sheet, which an object named already.
            if let Err(cut) = records.skip_substream() {
                break Some(cut);
            }
        } else if !objects.record(record, &mut records, globals.biff)
            && !cells.record(record, &mut records, &mut reader.sheet, context)?
        {
            let _ = objects.sizes.take(&record); // what is cut off says nothing
            let _ = reader.record(&record, context);
        }
    };
    let attached = &mut reader.sheet.sheet.attached;
    objects.attach(globals, beside, attached, context)?;
    Ok((reader.sheet.finish(context), cut))
}

struct Reader<'g> {
    biff: Biff,
    globals: &'g Globals,
    sheet: Builder,
    links: Spread,
}

impl Reader<'_> {
    /// A record that is no cell; nothing where it is cut off.
    fn record(&mut self, record: &Record, context: &mut Context) -> Option<()> {
        let data = record.data;
        match record.id {
            r::ROW | r::ROW_2 => self.row(data)?,
            r::COLUMN_INFO => self.columns(data)?,
            r::COLUMN_WIDTH_2 => self.column_width(data)?,
            r::MERGE_CELLS => self.merged(data, context),
            r::HLINK => self.link(data, context),
            r::ROW_BREAKS => self.row_breaks(data),
            r::PROTECT if u16(data, 0)? != 0 => {
                context.diagnostics.remarks.protected_sheet(context.name);
            }
            r::TABLE | r::TABLE_12 => self.table(data, context)?,
            r::HEADER => self.margin(data, "oddHeader", context),
            r::FOOTER => self.margin(data, "oddFooter", context),
            id if is_ignored(id) => {}
            id => {
                let place = context.sheet();
                let what = format!("record {id:#06x}");
                context.diagnostics.tally.unknown(&what, Some(&place));
            }
        }
        Some(())
    }

    /// A row (2.4.221): whether it is hidden, and its outline level.
    fn row(&mut self, data: &[u8]) -> Option<()> {
        let row = u32::from(u16(data, 0)?);
        if self.biff == Biff::V2 {
            if u16(data, 6)? & 0x7fff == 0 {
                self.sheet.hidden_rows.push((row, row));
            }
            return Some(());
        }
        let flags = u8(data, 12)?;
        if flags & 0x20 != 0 {
            self.sheet.hidden_rows.push((row, row));
        }
        if flags & 7 != 0 {
            self.sheet.sheet.outline.insert(row, flags & 7);
        }
        Some(())
    }

    /// Columns of one look (2.4.53).
    fn columns(&mut self, data: &[u8]) -> Option<()> {
        let (first, last) = (u16(data, 0)?, u16(data, 2)?);
        if u16(data, 8)? & 1 != 0 && first <= last {
            let range = (u32::from(first), u32::from(last));
            self.sheet.hidden_columns.push(range);
        }
        Some(())
    }

    /// Columns of one width, in Excel 2: those without any are hidden.
    fn column_width(&mut self, data: &[u8]) -> Option<()> {
        let (first, last, width) = (u8(data, 0)?, u8(data, 1)?, u16(data, 2)?);
        if width == 0 && first <= last {
            let range = (u32::from(first), u32::from(last));
            self.sheet.hidden_columns.push(range);
        }
        Some(())
    }

    /// Merged areas (2.4.168): first and last row, first and last column.
    fn merged(&mut self, data: &[u8], context: &mut Context) {
        for area in data.get(2..).unwrap_or_default().chunks_exact(8) {
            match area_of(area) {
                Some(area) => self.sheet.merge(area),
                None => {
                    let place = context.sheet();
                    context.forgive("mergeCell", "", place);
                }
            }
        }
    }

    fn link(&mut self, data: &[u8], context: &mut Context) {
        match (area_of(data), links::read(data)) {
            (Some(area), Some(link)) => {
                self.links.put(area, &link, &mut self.sheet.sheet.links);
            }
            (None, _) => {
                let place = context.sheet();
                context.forgive("hyperlink", "", place);
            }
            (Some(_), None) => {} // a link that leads nowhere
        }
    }

    /// Page breaks that the author set (2.4.142): the row below each. Before
    /// Excel 97 without first and last column.
    fn row_breaks(&mut self, data: &[u8]) {
        let size = if self.biff == Biff::V8 { 6 } else { 2 };
        let breaks = data.get(2..).unwrap_or_default().chunks_exact(size);
        let rows = breaks.filter_map(|at| u16(at, 0)).map(u32::from);
        self.sheet.sheet.breaks.extend(rows);
    }

    /// A table that the author declared (`Feature11`, 2.4.114): its areas; its
    /// name stands behind 64 bytes of the feature's data (2.5.266). One of a single cell is a place for XML.
    fn table(&mut self, data: &[u8], context: &mut Context) -> Option<()> {
        let count = usize::from(u16(data, 19)?);
        let areas = data.get(27..)?;
        for area in areas.chunks_exact(8).take(count) {
            let area = area_of(area).filter(|area| !area.is_cell());
            self.sheet.sheet.tables.extend(area);
        }
        let name = unicode(areas, count * 8 + 64, true)?;
        context.diagnostics.remarks.table(&name);
        Some(())
    }

    /// A header or footer (2.4.136): what it prints beside page numbers.
    fn margin(&self, data: &[u8], what: &str, context: &mut Context) {
        let text = match self.biff {
            Biff::V8 => unicode(data, 0, true),
            _ => narrow(data, 0, false, self.globals.encoding),
        };
        if text.is_some_and(|text| has_text(&text)) {
            let place = context.sheet();
            context.left_out(what, &place);
        }
    }
}

/// An area of four words: first and last row, first and last column.
fn area_of(data: &[u8]) -> Option<Area> {
    let area = Area {
        top: u32::from(u16(data, 0)?),
        bottom: u32::from(u16(data, 2)?),
        left: u32::from(u16(data, 4)?),
        right: u32::from(u16(data, 6)?).min(255),
    };
    (area.top <= area.bottom && area.left <= area.right).then_some(area)
}

/// Records without content for a reader of cells ([MS-XLS] 2.3.1): what
/// calculates, prints and is looked at; names, external references
/// and shared formulas; pivot tables, whose result stands in cells; validation,
/// conditional formats and filters; revisions.
/// From 0x0800 on those of later Excels, from 0x1000 on those of charts.
#[rustfmt::skip]
fn is_ignored(id: u16) -> bool {
    matches!(id,
        r::DIMENSIONS_2 | r::STRING_2 | r::STRING | r::CONTINUE
        | 0x000b..=0x0013 | 0x0015..=0x001a | 0x001d..=0x0031 | 0x0033..=0x0045
        | 0x004d..=0x005c | 0x005e..=0x007c | 0x0080..=0x00bc | 0x00bf..=0x00d5
        | 0x00d7..=0x00ff | 0x0100..=0x01b7 | 0x01b9..=0x01ff
        | 0x0200 | 0x0209..=0x027d | 0x0293 | 0x0406..=0x04ff | 0x0800..=0x10ff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_checked() {
        let area = |words: [u16; 4]| {
            let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
            area_of(&bytes)
        };
        assert_eq!(area([1, 3, 0, 2]), Area::parse("A2:C4"));
        assert_eq!(area([1, 3, 0, 0xffff]).map(|area| area.right), Some(255));
        assert_eq!(area([3, 1, 0, 2]), None);
        assert_eq!(area_of(&[0; 7]), None);
    }
}
