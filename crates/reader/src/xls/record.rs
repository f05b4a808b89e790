//! Records: a type, a length, data ([MS-XLS] 2.1.4).

use crate::bytes::{slice, u16};

/// The generations of the format. Up to the fourth a file is one sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Biff {
    V2,
    V3,
    V4,
    /// Excel 5 and 95.
    V5,
    /// Excel 97 and later.
    V8,
}

// Types of records ([MS-XLS] 2.3.1; before Excel 97 as Excel's SDK had them).
// The second byte is the generation that brought the present form.
pub(super) const DIMENSIONS_2: u16 = 0x0000;
pub(super) const BLANK_2: u16 = 0x0001;
pub(super) const INTEGER_2: u16 = 0x0002;
pub(super) const NUMBER_2: u16 = 0x0003;
pub(super) const LABEL_2: u16 = 0x0004;
pub(super) const BOOLERR_2: u16 = 0x0005;
pub(super) const FORMULA: u16 = 0x0006;
pub(super) const STRING_2: u16 = 0x0007;
pub(super) const ROW_2: u16 = 0x0008;
pub(super) const BOF_2: u16 = 0x0009;
pub(super) const EOF: u16 = 0x000a;
pub(super) const PROTECT: u16 = 0x0012;
pub(super) const HEADER: u16 = 0x0014;
pub(super) const FOOTER: u16 = 0x0015;
pub(super) const EXTERN_SHEET: u16 = 0x0017;
pub(super) const NAME: u16 = 0x0018;
pub(super) const ROW_BREAKS: u16 = 0x001b;
pub(super) const NOTE: u16 = 0x001c;
pub(super) const FORMAT_2: u16 = 0x001e;
pub(super) const DATE_1904: u16 = 0x0022;
pub(super) const COLUMN_WIDTH_2: u16 = 0x0024;
pub(super) const FILE_PASS: u16 = 0x002f;
pub(super) const FONT: u16 = 0x0031;
pub(super) const CONTINUE: u16 = 0x003c;
pub(super) const CODE_PAGE: u16 = 0x0042;
pub(super) const DEFAULT_WIDTH: u16 = 0x0055;
pub(super) const OBJ: u16 = 0x005d;
pub(super) const COLUMN_INFO: u16 = 0x007d;
pub(super) const RK_OLD: u16 = 0x007e;
pub(super) const BOUND_SHEET: u16 = 0x0085;
pub(super) const SHEET_HEADER: u16 = 0x008f;
pub(super) const STANDARD_WIDTH: u16 = 0x0099;
pub(super) const MUL_RK: u16 = 0x00bd;
pub(super) const MUL_BLANK: u16 = 0x00be;
pub(super) const RSTRING: u16 = 0x00d6;
pub(super) const XF: u16 = 0x00e0;
pub(super) const MERGE_CELLS: u16 = 0x00e5;
pub(super) const DRAWING_GROUP: u16 = 0x00eb;
pub(super) const DRAWING: u16 = 0x00ec;
pub(super) const SST: u16 = 0x00fc;
pub(super) const LABEL_SST: u16 = 0x00fd;
pub(super) const SUP_BOOK: u16 = 0x01ae;
pub(super) const TEXT_OBJECT: u16 = 0x01b6;
pub(super) const HLINK: u16 = 0x01b8;
pub(super) const BLANK: u16 = 0x0201;
pub(super) const NUMBER: u16 = 0x0203;
pub(super) const LABEL: u16 = 0x0204;
pub(super) const BOOLERR: u16 = 0x0205;
pub(super) const FORMULA_3: u16 = 0x0206;
pub(super) const STRING: u16 = 0x0207;
pub(super) const ROW: u16 = 0x0208;
pub(super) const BOF_3: u16 = 0x0209;
pub(super) const DEFAULT_HEIGHT: u16 = 0x0225;
pub(super) const FONT_3: u16 = 0x0231;
pub(super) const XF_3: u16 = 0x0243;
pub(super) const RK: u16 = 0x027e;
pub(super) const FORMULA_4: u16 = 0x0406;
pub(super) const BOF_4: u16 = 0x0409;
pub(super) const FORMAT: u16 = 0x041e;
pub(super) const XF_4: u16 = 0x0443;
pub(super) const BOF: u16 = 0x0809;
pub(super) const TABLE: u16 = 0x0872;
pub(super) const TABLE_12: u16 = 0x0878;

/// A record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'s> {
    pub(super) id: u16,
    pub(super) data: &'s [u8],
    /// Where it begins in the stream.
    pub(super) at: usize,
}

/// The stream ends within a record, at an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut(pub(super) usize);

/// The records of a stream from an offset on.
#[derive(Debug, Clone)]
pub(super) struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    pub(super) fn new(stream: &'s [u8], at: usize) -> Records<'s> {
        Records { stream, at }
    }

    /// The next record; nothing at the end of the stream.
    pub(super) fn next(&mut self) -> Result<Option<Record<'s>>, Cut> {
        if self.at >= self.stream.len() {
            return Ok(None);
        }
        let record = self.peek().ok_or(Cut(self.at))?;
        self.at += 4 + record.data.len();
        Ok(Some(record))
    }

    fn peek(&self) -> Option<Record<'s>> {
        let id = u16(self.stream, self.at)?;
        let length = usize::from(u16(self.stream, self.at + 2)?);
        let data = slice(self.stream, self.at + 4, length)?;
        Some(Record {
            id,
            data,
            at: self.at,
        })
    }

    /// The data of a record with those of the records that continue it (2.4.58).
    pub(super) fn continued(&mut self, record: Record<'s>) -> Vec<&'s [u8]> {
        let mut pieces = vec![record.data];
        while let Some(more) = self.peek().filter(|record| record.id == CONTINUE) {
            pieces.push(more.data);
            self.at += 4 + more.data.len();
        }
        pieces
    }

    /// Passes over a substream within another, its end included: its first
    /// record was read already.
    pub(super) fn skip_substream(&mut self) -> Result<(), Cut> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Some(record) if is_bof(record.id) => depth += 1,
                Some(record) if record.id == EOF => depth -= 1,
                Some(_) => {}
                None => return Ok(()),
            }
        }
        Ok(())
    }
}

/// True for the record that begins a substream (2.4.21).
pub(super) fn is_bof(id: u16) -> bool {
    matches!(id, BOF_2 | BOF_3 | BOF_4 | BOF)
}

/// What the first record of a substream says: the generation, and what the
/// substream is.
pub(super) fn beginning(record: &Record) -> Option<(Biff, u16)> {
    let version = u16(record.data, 0).unwrap_or_default();
    let biff = match (record.id, version) {
        (BOF_2, _) => Biff::V2,
        (BOF_3, _) => Biff::V3,
        (BOF_4, _) => Biff::V4,
        (BOF, 0x0500) => Biff::V5,
        (BOF, 0x0400) => Biff::V4,
        (BOF, 0x0300) => Biff::V3,
        (BOF, 0x0002 | 0x0007 | 0x0200) => Biff::V2,
        (BOF, _) => Biff::V8,
        _ => return None,
    };
    Some((biff, u16(record.data, 2).unwrap_or_default()))
}

/// True for bytes that begin like a workbook without a container, as Excel up
/// to the fourth wrote them, and some programs of later generations.
pub(crate) fn is_bare_stream(bytes: &[u8]) -> bool {
    let Ok(Some(record)) = Records::new(bytes, 0).next() else {
        return false;
    };
    let sizes = match record.id {
        BOF_2 | BOF_3 | BOF_4 => 4..=8,
        BOF => 8..=16,
        _ => return false,
    };
    let kind = u16(record.data, 2).unwrap_or_default();
    sizes.contains(&record.data.len()) && matches!(kind, 0x05 | 0x06 | 0x10 | 0x20 | 0x40 | 0x100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_continued_and_a_cut_one_is_told() {
        let stream = [
            0xfc, 0, 1, 0, 7, 0x3c, 0, 2, 0, 8, 9, 0x0a, 0, 0, 0, 0x03, 2, 9, 0, 1,
        ];
        let mut records = Records::new(&stream, 0);
        let record = records.next().unwrap().unwrap();
        assert_eq!((record.id, record.at), (SST, 0));
        assert_eq!(records.continued(record), [&[7][..], &[8, 9]]);
        assert_eq!(records.next().unwrap().unwrap().id, EOF);
        assert_eq!(records.next().unwrap_err(), Cut(15));
    }

    #[test]
    fn a_bare_stream_is_known_by_its_first_record() {
        assert!(is_bare_stream(&[0x09, 0, 4, 0, 2, 0, 0x10, 0]));
        assert!(is_bare_stream(&[0x09, 4, 6, 0, 0, 4, 0x00, 1, 0, 0]));
        assert!(!is_bare_stream(b"\x09\x00text that begins with a tab"));
        assert!(!is_bare_stream(&[0x09, 0, 4, 0, 2, 0, 0x11, 0]));
        assert!(!is_bare_stream(&[0x09]));
    }
}
