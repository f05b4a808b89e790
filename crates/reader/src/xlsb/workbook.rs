//! The workbook part, the shared strings and the styles of a binary workbook.

use super::record::{self as r, Records, text};
use crate::Error;
use crate::bytes::{slice, u8, u16, u32, utf16};
use crate::sheet::context::SheetState;
use crate::sheet::remarks::Remarks;
use crate::sheet::styles::{Font, Lists, RawXf, Styles, TITLE_SIZE};
use crate::sheet::text::Text;
use crate::xls::{constant, with_looks};

/// A sheet as the workbook lists it (`BrtBundleSh`, [MS-XLSB] 2.4.304).
pub(super) struct SheetEntry {
    pub(super) name: String,
    /// The relationship that leads to its part.
    pub(super) relationship: String,
    pub(super) state: SheetState,
}

/// What the workbook part says.
#[derive(Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<SheetEntry>,
    /// Days are counted from 1904 (`BrtWbProp`, 2.4.822).
    pub(super) date1904: bool,
}

impl Workbook {
    /// Reads the workbook part.
    pub(super) fn read(mut records: Records, remarks: &mut Remarks) -> Result<Workbook, Error> {
        let mut workbook = Workbook::default();
        while let Some(record) = records.next()? {
            match record.id {
                r::WORKBOOK_PROPERTIES => {
                    workbook.date1904 = u8(record.data, 0).is_some_and(|flags| flags & 1 != 0);
                }
                r::SHEET => workbook.sheets.extend(sheet(record.data)),
                // `BrtBookProtection` (2.4.306) and its newer form: the flags
                // stand behind two passwords, or two counts of hashing.
                r::BOOK_PROTECTION => structure(record.data, 4, remarks),
                r::BOOK_PROTECTION_ISO => structure(record.data, 8, remarks),
                r::NAME => {
                    let _ = name(record.data, remarks); // what is cut off says nothing
                }
                _ => {} // views; references, which are named from their own parts
            }
        }
        Ok(workbook)
    }
}

/// The first flag is that the structure is protected.
fn structure(data: &[u8], at: usize, remarks: &mut Remarks) {
    if u8(data, at).is_some_and(|flags| flags & 1 != 0) {
        remarks.protected_structure();
    }
}

/// A defined name (`BrtName`, 2.4.711) for a constant. Those that are hidden, of
/// functions and macros or built in say nothing.
fn name(data: &[u8], remarks: &mut Remarks) -> Option<()> {
    const SILENT: u32 = 0x2f;
    if u32(data, 0)? & SILENT != 0 {
        return None;
    }
    let (name, at) = text(data, 9)?;
    let size = usize::try_from(u32(data, at)?).ok()?;
    let formula = slice(data, at + 4, size)?;
    let constant = constant(formula, |data| {
        let size = usize::from(u16(data, 0)?) * 2;
        Some((utf16(slice(data, 2, size)?), 2 + size))
    });
    remarks.constant(&name, &constant?);
    Some(())
}

fn sheet(data: &[u8]) -> Option<SheetEntry> {
    let state = SheetState::from_number(u32(data, 0)?);
    let (relationship, at) = text(data, 8)?;
    let (name, _) = text(data, at)?;
    Some(SheetEntry {
        name,
        relationship,
        state,
    })
}

/// Reads the shared strings (`BrtSSTItem`, 2.4.772).
pub(super) fn shared_strings(mut records: Records, fonts: &[Font]) -> Result<Vec<Text>, Error> {
    let mut strings = Vec::new();
    while let Some(record) = records.next()? {
        if record.id == r::SHARED_ITEM {
            strings.push(rich(record.data, 0, fonts).unwrap_or_default());
        }
    }
    Ok(strings)
}

/// A rich string (`RichStr`, 2.5.122): runs of a character and a font behind
/// the text; phonetic text behind these is no part of it.
pub(super) fn rich(data: &[u8], at: usize, fonts: &[Font]) -> Option<Text> {
    let flags = u8(data, at)?;
    let (text, at) = text(data, at + 1)?;
    if flags & 1 == 0 {
        return Some(Text::plain(text));
    }
    let count = u32(data, at).unwrap_or_default() as usize;
    let runs = data.get(at + 4..).unwrap_or_default().chunks_exact(4);
    let looks: Vec<(usize, u16)> = runs
        .take(count)
        .filter_map(|run| Some((usize::from(u16(run, 0)?), u16(run, 2)?)))
        .collect();
    Some(with_looks(text, &looks, fonts))
}

/// Reads the styles part: the formats of cells, and the fonts, which runs of
/// texts refer to.
pub(super) fn styles(mut records: Records) -> Result<(Styles, Vec<Font>), Error> {
    let mut lists = Lists::default();
    let mut of_cells = false;
    while let Some(record) = records.next()? {
        let data = record.data;
        match record.id {
            r::FORMAT => {
                if let (Some(id), Some((code, _))) = (u16(data, 0), text(data, 2)) {
                    lists.codes.insert(u32::from(id), code);
                }
            }
            r::FONT => lists.fonts.push(font(data)),
            r::BORDER => lists.borders.push(border(data)),
            r::BEGIN_CELL_XFS => of_cells = true,
            r::END_CELL_XFS => of_cells = false,
            r::XF if of_cells => lists.xfs.push(xf(data)),
            _ => {} // fills, named styles, which are resolved, tables, colours
        }
    }
    let fonts = lists.fonts.clone();
    Ok((lists.resolve(), fonts))
}

/// A font (`BrtFont`, 2.4.157).
fn font(data: &[u8]) -> Font {
    let word = |at| u16(data, at).unwrap_or_default();
    let mut font = Font {
        large: f64::from(word(0)) / 20.0 >= TITLE_SIZE,
        ..Font::default()
    };
    font.style.italic = word(2) & 2 != 0;
    font.style.strike = word(2) & 8 != 0;
    font.style.bold = word(4) >= 600;
    font.style.superscript = word(6) == 1;
    font.style.subscript = word(6) == 2;
    font.style.underline = u8(data, 8).is_some_and(|line| line != 0);
    font
}

/// A border (`BrtBorder`, 2.4.35): top, bottom, left, right, ten bytes each.
/// True where lines meet at a corner.
fn border(data: &[u8]) -> bool {
    let drawn = |at| u8(data, at).is_some_and(|line| line != 0);
    (drawn(1) || drawn(11)) && (drawn(21) || drawn(31))
}

/// A cell format (`BrtXF`, 2.4.844).
fn xf(data: &[u8]) -> RawXf {
    let word = |at| u16(data, at).unwrap_or_default();
    RawXf {
        number_format: u32::from(word(2)),
        font: usize::from(word(4)),
        border: usize::from(word(8)),
        centered: matches!(word(12) & 7, 2 | 6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_are_listed_with_their_state() {
        let data = [
            1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, b'r', 0, 1, 0, 0, 0, 0x68, 0x88,
        ];
        let entry = sheet(&data).unwrap();
        assert_eq!(
            (entry.name.as_str(), entry.relationship.as_str()),
            ("表", "r")
        );
        assert_eq!(entry.state, SheetState::Hidden);
        assert!(sheet(&data[..18]).is_none());
    }

    #[test]
    fn protection_and_names_for_constants_are_told() {
        let wide = |text: &str| {
            let units: Vec<u16> = text.encode_utf16().collect();
            let bytes = units.iter().flat_map(|unit| unit.to_le_bytes());
            [
                &(units.len() as u32).to_le_bytes()[..],
                &bytes.collect::<Vec<u8>>(),
            ]
            .concat()
        };
        let name = |flags: u8, text: &str, formula: &[u8]| {
            let size = (formula.len() as u32).to_le_bytes();
            let head = [flags, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff];
            [&head[..], &wide(text), &size, formula, &[0; 4]].concat()
        };
        let record = |id: u8, data: &[u8]| [&[id, data.len() as u8][..], data].concat();
        let protection = [0x96, 0x04, 8, 0, 0, 0, 0, 1, 0, 0, 0]; // 534
        let bytes = [
            protection.to_vec(),
            record(39, &name(0, "税率", &[0x17, 1, 0, 0x2d, 0x4e])),
            record(39, &name(1, "暗", &[0x1e, 1, 0])),
            record(39, &name(0, "区", &[0x3b, 0, 0])),
        ]
        .concat();
        let mut remarks = Remarks::default();
        Workbook::read(Records::new(&bytes, "a.bin"), &mut remarks).unwrap();
        let said = remarks.into_diagnostics();
        let said: Vec<String> = said
            .map(|found| found.message(gongkai_model::Lang::Zh))
            .collect();
        assert_eq!(
            said,
            [
                "工作簿的结构受保护，已照常读取",
                "定义的名称未带出，其值不在任何单元格中：税率 = \"中\""
            ]
        );
    }

    #[test]
    fn formats_fonts_and_borders() {
        let xf = super::xf(&[0, 0, 14, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0]);
        let all = (xf.number_format, xf.font, xf.border, xf.centered);
        assert_eq!(all, (14, 3, 2, true));
        let font = super::font(&[0x40, 1, 2, 0, 0xbc, 2, 2, 0, 1, 0]);
        assert!(font.large && font.style.bold && font.style.italic);
        assert!(font.style.subscript && font.style.underline);
        let mut lines = [0; 51];
        lines[11] = 1;
        assert!(!border(&lines));
        lines[21] = 1;
        assert!(border(&lines));
    }
}
