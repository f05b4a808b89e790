//! Records: a type and a length of as many bytes as they need, and data
//! ([MS-XLSB] 2.1.4).

use crate::bytes::{slice, u8, u32, utf16};
use crate::{Error, ErrorKind};

// Types of records (2.3.2).
pub(super) const ROW: u32 = 0;
pub(super) const CELL_BLANK: u32 = 1;
pub(super) const CELL_RK: u32 = 2;
pub(super) const CELL_ERROR: u32 = 3;
pub(super) const CELL_BOOLEAN: u32 = 4;
pub(super) const CELL_REAL: u32 = 5;
pub(super) const CELL_TEXT: u32 = 6;
pub(super) const CELL_SHARED: u32 = 7;
pub(super) const FORMULA_TEXT: u32 = 8;
pub(super) const FORMULA_NUMBER: u32 = 9;
pub(super) const FORMULA_BOOLEAN: u32 = 10;
pub(super) const FORMULA_ERROR: u32 = 11;
/// The cells from here on stand behind the one before them: no column is said.
pub(super) const SHORT_BLANK: u32 = 12;
pub(super) const SHORT_SHARED: u32 = 18;
pub(super) const SHARED_ITEM: u32 = 19;
pub(super) const NAME: u32 = 39;
pub(super) const FONT: u32 = 43;
pub(super) const FORMAT: u32 = 44;
pub(super) const BORDER: u32 = 46;
pub(super) const XF: u32 = 47;
pub(super) const COLUMNS: u32 = 60;
pub(super) const CELL_RICH: u32 = 62;
pub(super) const BEGIN_SHEET: u32 = 129;
pub(super) const WORKBOOK_PROPERTIES: u32 = 153;
pub(super) const SHEET: u32 = 156;
pub(super) const MERGED: u32 = 176;
pub(super) const BEGIN_LIST: u32 = 343;
pub(super) const BEGIN_ROW_BREAKS: u32 = 392;
pub(super) const END_ROW_BREAKS: u32 = 393;
pub(super) const BREAK: u32 = 396;
pub(super) const HEADER_FOOTER: u32 = 479;
pub(super) const LINK: u32 = 494;
pub(super) const BOOK_PROTECTION: u32 = 534;
pub(super) const SHEET_PROTECTION: u32 = 535;
pub(super) const BEGIN_CELL_XFS: u32 = 617;
pub(super) const END_CELL_XFS: u32 = 618;
pub(super) const COMMENT_AUTHOR: u32 = 632;
pub(super) const COMMENT: u32 = 635;
pub(super) const COMMENT_TEXT: u32 = 637;
pub(super) const OLE_OBJECT: u32 = 639;
pub(super) const CONTROL: u32 = 644;
pub(super) const BOOK_PROTECTION_ISO: u32 = 677;
pub(super) const SHEET_PROTECTION_ISO: u32 = 678;
/// No record that the format has, or is likely to get, has a larger number.
pub(super) const LAST_KNOWN: u32 = 5200;

/// A record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'p> {
    pub(super) id: u32,
    pub(super) data: &'p [u8],
}

/// The records of a part.
pub(super) struct Records<'p> {
    bytes: &'p [u8],
    at: usize,
    part: &'p str,
}

impl<'p> Records<'p> {
    pub(super) fn new(bytes: &'p [u8], part: &'p str) -> Records<'p> {
        Records { bytes, at: 0, part }
    }

    /// The name of the part.
    pub(super) fn part(&self) -> &'p str {
        self.part
    }

    /// The next record; nothing at the end.
    pub(super) fn next(&mut self) -> Result<Option<Record<'p>>, Error> {
        if self.at >= self.bytes.len() {
            return Ok(None);
        }
        let read = || {
            let (id, at) = variable(self.bytes, self.at, 2)?;
            let (length, at) = variable(self.bytes, at, 4)?;
            let data = slice(self.bytes, at, length as usize)?;
            Some((Record { id, data }, at + data.len()))
        };
        let Some((record, next)) = read() else {
            return Err(ErrorKind::Records {
                part: self.part.to_owned(),
                offset: self.at,
                cause: "it ends within a record".to_owned(),
            }
            .into());
        };
        self.at = next;
        Ok(Some(record))
    }
}

/// A number of up to so many bytes, seven bits in each, as long as the eighth
/// says that there are more; and the offset behind it.
fn variable(bytes: &[u8], at: usize, most: usize) -> Option<(u32, usize)> {
    let mut value = 0;
    for index in 0..most {
        let byte = u8(bytes, at + index)?;
        value |= u32::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, at + index + 1));
        }
    }
    Some((value, at + most))
}

/// A text behind the number of its characters (`XLWideString`, 2.5.169), and
/// the offset behind it. One that is not there (`XLNullableWideString`) is empty.
pub(super) fn text(data: &[u8], at: usize) -> Option<(String, usize)> {
    let count = u32(data, at)?;
    if count == u32::MAX {
        return Some((String::new(), at + 4));
    }
    let size = usize::try_from(count).ok()?.checked_mul(2)?;
    let units = slice(data, at + 4, size)?;
    Some((utf16(units), at + 4 + size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_as_many_bytes_as_they_need() {
        let bytes = [0x94, 0x01, 0x80, 0x01];
        assert_eq!(variable(&bytes, 0, 2), Some((148, 2)));
        assert_eq!(variable(&bytes, 2, 4), Some((128, 4)));
        assert_eq!(variable(&[0xff, 0xff, 0x01], 0, 2), Some((0x3fff, 2)));
        assert_eq!(variable(&[0x80], 0, 2), None);
    }

    #[test]
    fn a_record_that_is_cut_off_is_an_error_at_its_offset() {
        let mut records = Records::new(&[0, 1, 7, 19, 9, 0], "xl/a.bin");
        let record = records.next().unwrap().unwrap();
        assert_eq!((record.id, record.data), (ROW, &[7][..]));
        let error = records.next().unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Records { offset: 3, .. }));
    }

    #[test]
    fn texts_state_their_length() {
        assert_eq!(
            text(&[1, 0, 0, 0, 0x2d, 0x4e], 0),
            Some(("中".to_owned(), 6))
        );
        assert_eq!(text(&[0xff; 4], 0), Some((String::new(), 4)));
        assert_eq!(text(&[0xfe, 0xff, 0xff, 0xff, 0, 0], 0), None);
    }
}
