//! What all sheets of a workbook share (the Globals Substream, [MS-XLS]
//! 2.1.7.20.3): which sheets there are, strings, formats. Before Excel 5 a
//! sheet has it all among its cells.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::blips::Blips;
use super::formula;
use super::measure;
use super::record::{self as r, Biff, Cut, Record, Records};
use super::strings::{narrow, shared, unicode};
use super::styles;
use super::{code_page, names};
use crate::bytes::{u8, u16, u32};
use crate::sheet::context::{Diagnostics, SheetState};
use crate::sheet::styles::{Font, Lists, Styles};
use crate::sheet::text::Text;

/// A sheet as the workbook lists it (`BoundSheet8`, 2.4.28).
#[derive(Debug)]
pub(super) struct BoundSheet {
    pub(super) name: String,
    pub(super) state: SheetState,
    /// 0 for a sheet of cells or a dialog, 1 for macros, 2 for a chart.
    pub(super) kind: u8,
    /// Where its substream begins.
    pub(super) at: usize,
}

/// What all sheets share.
pub(super) struct Globals {
    pub(super) biff: Biff,
    pub(super) encoding: &'static Encoding,
    pub(super) date1904: bool,
    /// The zeros of formulas are results.
    pub(super) calculated: bool,
    pub(super) sheets: Vec<BoundSheet>,
    pub(super) strings: Vec<Text>,
    pub(super) fonts: Vec<Font>,
    pub(super) styles: Styles,
    /// The numbers of the formats that cells of Excel 2 state themselves.
    pub(super) of_cells: HashMap<[u8; 3], u32>,
    /// The pictures that drawings show.
    pub(super) blips: Blips,
    /// How wide a digit of the first font is, in pixels.
    pub(super) digit: u64,
}

/// The globals while they are read.
struct Reader<'d> {
    biff: Biff,
    encoding: &'static Encoding,
    date1904: bool,
    /// Sheets with their names as they stand in the file, whose code page may
    /// be told later.
    sheets: Vec<(Vec<u8>, BoundSheet)>,
    formats: Vec<(Option<u16>, Vec<u8>)>,
    lists: Lists,
    of_cells: HashMap<[u8; 3], u32>,
    digit: Option<u64>,
    diagnostics: &'d mut Diagnostics,
}

impl Globals {
    /// Reads a substream from its first record on, to its end. What a cut
    /// stream holds is read and the cut told.
    pub(super) fn read(
        stream: &[u8],
        at: usize,
        biff: Biff,
        diagnostics: &mut Diagnostics,
    ) -> (Globals, Option<Cut>) {
        let mut reader = Reader {
            biff,
            encoding: WINDOWS_1252,
            date1904: false,
            sheets: Vec::new(),
            formats: Vec::new(),
            lists: Lists {
                borders: vec![false, true],
                ..Lists::default()
            },
            of_cells: HashMap::new(),
            digit: None,
            diagnostics,
        };
        let mut records = Records::new(stream, at);
        let mut strings = Vec::new();
        let mut drawings = Vec::new();
        let mut cut = None;
        let _ = records.next(); // the beginning, which was read already
        loop {
            match records.next() {
                Ok(Some(record)) if record.id == r::EOF => break,
                Ok(Some(record)) if r::is_bof(record.id) => {
                    cut = records.skip_substream().err();
                }
                Ok(Some(record)) if record.id == r::SST => {
                    strings.push(records.continued(record));
                }
                Ok(Some(record)) if record.id == r::DRAWING_GROUP => {
                    for piece in records.continued(record) {
                        drawings.extend_from_slice(piece);
                    }
                }
                Ok(Some(record)) => reader.record(&record),
                Ok(None) => break,
                Err(at) => {
                    cut = Some(at);
                    break;
                }
            }
        }
        let globals = Globals {
            blips: Blips::new(drawings),
            calculated: formula::has_results(stream),
            ..reader.finish(strings)
        };
        (globals, cut)
    }
}

impl Reader<'_> {
    fn record(&mut self, record: &Record) {
        let data = record.data;
        match record.id {
            r::CODE_PAGE => self.code_page(u16(data, 0).unwrap_or_default()),
            r::DATE_1904 => self.date1904 = u16(data, 0) == Some(1),
            r::BOUND_SHEET => self.sheet(data),
            r::FONT | r::FONT_3 => {
                // No font has the number 4 ([MS-XLS] 2.5.129, `FontIndex`).
                if self.lists.fonts.len() == 4 && self.biff >= Biff::V5 {
                    let first = self.lists.fonts.first().cloned().unwrap_or_default();
                    self.lists.fonts.push(first);
                }
                if self.lists.fonts.is_empty() {
                    self.digit = measure::digit(data);
                }
                self.lists.fonts.push(styles::font(data, self.biff));
            }
            r::FORMAT_2 => self.formats.push((None, data.to_vec())),
            r::FORMAT if self.biff == Biff::V4 => {
                let code = data.get(2..).unwrap_or_default();
                self.formats.push((None, code.to_vec()));
            }
            r::FORMAT => {
                let code = data.get(2..).unwrap_or_default();
                self.formats.push((u16(data, 0), code.to_vec()));
            }
            r::XF | r::XF_3 | r::XF_4 => self.lists.xfs.push(styles::xf(data, self.biff)),
            // Before Excel 5 these are the records of the only sheet.
            r::PROTECT if self.biff >= Biff::V5 && u16(data, 0) == Some(1) => {
                self.diagnostics.remarks.protected_structure();
            }
            // Their code page may be told later: it mostly is the first thing told.
            r::NAME => drop(names::name(
                data,
                self.biff,
                self.encoding,
                &mut self.diagnostics.remarks,
            )),
            r::SUP_BOOK => drop(names::linked(data, &mut self.diagnostics.remarks)),
            r::EXTERN_SHEET if self.biff == Biff::V5 => drop(names::linked_before_97(
                data,
                self.encoding,
                &mut self.diagnostics.remarks,
            )),
            _ if self.biff == Biff::V2 => self.cell_of_excel_2(record),
            _ => {} // the rest is what programs need, or is read with the sheet
        }
    }

    fn code_page(&mut self, number: u16) {
        match code_page::encoding(number) {
            Some(encoding) => self.encoding = encoding,
            None => {
                let what = format!("code page: {number}");
                self.diagnostics.forgive("code page", what, None);
            }
        }
    }

    fn sheet(&mut self, data: &[u8]) {
        let sheet = BoundSheet {
            name: String::new(),
            state: SheetState::from_number(u32::from(u8(data, 4).unwrap_or_default() & 3)),
            kind: u8(data, 5).unwrap_or_default(),
            at: u32(data, 0).unwrap_or(u32::MAX) as usize,
        };
        let name = data.get(6..).unwrap_or_default();
        self.sheets.push((name.to_vec(), sheet));
    }

    /// Cells of Excel 2 state their look themselves, in three bytes.
    fn cell_of_excel_2(&mut self, record: &Record) {
        let is_cell = matches!(
            record.id,
            r::BLANK_2..=r::BOOLERR_2 | r::FORMULA if record.data.len() >= 7
        );
        let Some(&[a, b, c]) = record.data.get(4..7).filter(|_| is_cell) else {
            return;
        };
        let next = self.lists.xfs.len() as u32;
        let number = *self.of_cells.entry([a, b, c]).or_insert(next);
        if number == next {
            self.lists.xfs.push(styles::of_cell([a, b, c]));
        }
    }

    fn text(&self, data: &[u8], long: bool) -> String {
        let text = match self.biff {
            Biff::V8 => unicode(data, 0, long),
            _ => narrow(data, 0, false, self.encoding),
        };
        text.unwrap_or_default()
    }

    fn finish(mut self, strings: Vec<Vec<&[u8]>>) -> Globals {
        for (position, (id, code)) in self.formats.iter().enumerate() {
            let id = id.map_or(position as u32, u32::from);
            let code = self.text(code, true);
            self.lists.codes.insert(id, code);
        }
        let sheets = std::mem::take(&mut self.sheets);
        let sheets = sheets.into_iter().map(|(name, sheet)| BoundSheet {
            name: self.text(&name, false),
            ..sheet
        });
        let sheets = sheets.collect();
        let fonts = self.lists.fonts.clone();
        Globals {
            biff: self.biff,
            encoding: self.encoding,
            date1904: self.date1904,
            calculated: false,
            sheets,
            strings: strings
                .into_iter()
                .flat_map(|pieces| shared(pieces, &fonts))
                .collect(),
            fonts,
            styles: self.lists.resolve(),
            of_cells: self.of_cells,
            blips: Blips::default(),
            digit: self.digit.unwrap_or(measure::DIGIT),
        }
    }
}
