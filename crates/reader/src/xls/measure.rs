//! How wide columns and how high rows are, which tells how large a picture is
//! that reaches over them.

use std::collections::BTreeMap;

use super::record::{self as r, Record};
use super::strings::unicode;
use crate::bytes::{u8, u16};
use crate::package::media::Size;

/// English metric units of a pixel at 96 to the inch, and of a twentieth of a point.
const PIXEL: u64 = 9_525;
const TWIP: u64 = 635;

/// Columns and rows where nothing says how large they are.
const COLUMN: u64 = 64 * PIXEL;
const ROW: u64 = 255 * TWIP;

/// The last column of a sheet.
const LAST_COLUMN: u16 = 255;

/// How wide a digit of Arial with 10 points is, in pixels.
pub(super) const DIGIT: u64 = 7;

/// Where a shape is (`OfficeArtClientAnchorSheet`, [MS-XLS] 2.5.193): for
/// either corner the column and row, and how far into these, in 1,024ths of the
/// column and 256ths of the row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Anchor {
    columns: [(u16, u16); 2],
    rows: [(u16, u16); 2],
}

impl Anchor {
    pub(super) fn read(data: &[u8]) -> Option<Anchor> {
        // How far into a cell has a sign: nothing is to the left of its cell.
        let pair = |at: usize| {
            let within = u16(data, at + 2)?.cast_signed().max(0);
            Some((u16(data, at)?, within.cast_unsigned()))
        };
        Some(Anchor {
            columns: [pair(2)?, pair(10)?],
            rows: [pair(6)?, pair(14)?],
        })
    }

    /// The cell of its upper left corner.
    pub(super) fn cell(&self) -> (u32, u32) {
        (
            u32::from(self.rows[0].0),
            u32::from(self.columns[0].0.min(LAST_COLUMN)),
        )
    }
}

/// The sizes of the columns and rows of a sheet, as records say them.
#[derive(Debug)]
pub(super) struct Sizes {
    /// How wide a digit of the workbook's first font is, in pixels.
    digit: u64,
    column: u64,
    row: u64,
    /// The columns that have a size of their own.
    columns: BTreeMap<u16, u64>,
    rows: Vec<(u16, u64)>,
}

impl Sizes {
    pub(super) fn new(digit: u64) -> Sizes {
        Sizes {
            digit,
            column: COLUMN,
            row: ROW,
            columns: BTreeMap::new(),
            rows: Vec::new(),
        }
    }

    /// Takes what a record says of sizes, if it does.
    pub(super) fn take(&mut self, record: &Record) -> Option<()> {
        let data = record.data;
        match record.id {
            r::COLUMN_INFO => {
                let hidden = u16(data, 8)? & 1 != 0;
                let width = if hidden { 0 } else { self.width(u16(data, 4)?) };
                let columns = u16(data, 0)?..=u16(data, 2)?.min(LAST_COLUMN);
                self.columns.extend(columns.map(|column| (column, width)));
            }
            r::ROW => {
                let hidden = u8(data, 12)? & 0x20 != 0;
                let height = if hidden { 0 } else { u16(data, 6)? & 0x7fff };
                self.rows.push((u16(data, 0)?, u64::from(height) * TWIP));
            }
            // So many digits, room around them, in steps of eight (2.4.89).
            r::DEFAULT_WIDTH => {
                let pixels = u64::from(u16(data, 0)?) * self.digit + 5;
                self.column = pixels.next_multiple_of(8) * PIXEL;
            }
            r::STANDARD_WIDTH => self.column = self.width(u16(data, 0)?),
            r::DEFAULT_HEIGHT => self.row = u64::from(u16(data, 2)? & 0x7fff) * TWIP,
            _ => {}
        }
        Some(())
    }

    /// A width in 256ths of a digit (2.4.53).
    fn width(&self, width: u16) -> u64 {
        (u64::from(width) * self.digit + 128) / 256 * PIXEL
    }

    /// The sums of the sizes, once all were taken.
    pub(super) fn sums(&self) -> Sums {
        let columns = self.columns.iter().map(|(column, width)| (*column, *width));
        Sums {
            columns: Lines::new(self.column, columns.collect()),
            rows: Lines::new(self.row, self.rows.clone()),
        }
    }
}

/// How far the left of each column and the top of each row is.
pub(super) struct Sums {
    columns: Lines,
    rows: Lines,
}

impl Sums {
    /// How large a shape is; nothing where it has no width or height.
    pub(super) fn size(&self, anchor: &Anchor) -> Option<Size> {
        let width = self.columns.length(anchor.columns, 1024)?;
        let height = self.rows.length(anchor.rows, 256)?;
        (width > 0 && height > 0).then_some((width, height))
    }
}

/// Columns or rows, most of them of one size.
struct Lines {
    usual: u64,
    /// The others, each with the sizes of these up to it.
    others: Vec<(u16, u64)>,
}

impl Lines {
    /// Of two sizes of one line the last one counts.
    fn new(usual: u64, mut others: Vec<(u16, u64)>) -> Lines {
        others.reverse();
        others.sort_by_key(|(line, _)| *line);
        others.dedup_by_key(|(line, _)| *line);
        let mut sum = 0;
        for (_, size) in &mut others {
            sum += *size;
            *size = sum;
        }
        Lines { usual, others }
    }

    /// Where a line begins.
    fn start(&self, line: u32) -> u64 {
        let before = self
            .others
            .partition_point(|(other, _)| u32::from(*other) < line);
        let others = before.checked_sub(1).map_or(0, |last| self.others[last].1);
        (u64::from(line) - before as u64) * self.usual + others
    }

    /// How far it is from one end to the other, each a line and how many parts
    /// of it; nothing where that is backwards.
    fn length(&self, ends: [(u16, u16); 2], parts: u64) -> Option<u64> {
        let [first, last] = ends.map(|(line, within)| {
            let (start, end) = (self.start(line.into()), self.start(u32::from(line) + 1));
            start + (end - start) * u64::from(within).min(parts) / parts
        });
        last.checked_sub(first)
    }
}

/// How wide a digit of a font is (2.4.122), in pixels: half of its height, a
/// little less where the font is narrow.
pub(super) fn digit(font: &[u8]) -> Option<u64> {
    let pixels = (u64::from(u16(font, 0)?) + 7) / 15; // twentieths of a point, 96 to the inch
    let name = unicode(font, 14, false)?;
    let half = match name.starts_with("Calibri") {
        true => pixels / 2,
        false => pixels.div_ceil(2),
    };
    Some(half.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(sizes: &mut Sizes, id: u16, words: &[u16]) {
        let data: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        let record = Record {
            id,
            data: &data,
            at: 0,
        };
        let _ = sizes.take(&record);
    }

    fn anchor(words: [u16; 9]) -> Anchor {
        let data: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        Anchor::read(&data).unwrap()
    }

    #[test]
    fn a_shape_is_as_large_as_what_it_reaches_over() {
        let mut sizes = Sizes::new(DIGIT);
        take(&mut sizes, r::DEFAULT_WIDTH, &[8]);
        take(&mut sizes, r::DEFAULT_HEIGHT, &[0, 300]);
        take(&mut sizes, r::COLUMN_INFO, &[1, 1, 3657, 0, 0]);
        take(&mut sizes, r::COLUMN_INFO, &[2, 2, 3657, 0, 1]);
        take(&mut sizes, r::ROW, &[1, 0, 0, 600, 0, 0, 0]);
        let sums = sizes.sums();
        let size = |words| sums.size(&anchor(words));
        assert_eq!(
            size([0, 0, 0, 0, 0, 1, 0, 1, 0]),
            Some((64 * 9525, 300 * 635))
        );
        let half = size([0, 0, 512, 0, 128, 3, 0, 2, 0]);
        assert_eq!(half, Some(((32 + 100) * 9525, (150 + 600) * 635)));
        assert_eq!(size([0, 3, 0, 0, 0, 1, 0, 1, 0]), None);
        let far = size([0, 0, 0, 0, 0, u16::MAX, u16::MAX, u16::MAX, u16::MAX]);
        let last = 65_534 * 300 + 600;
        assert_eq!(far.map(|(_, height)| height), Some(last * 635));
        assert_eq!(size([0, 2, 0, 0, 0, 2, 1024, 1, 0]), None);
    }

    #[test]
    fn columns_that_are_told_again_cost_nothing() {
        let mut sizes = Sizes::new(DIGIT);
        for width in 0..10_000 {
            take(&mut sizes, r::COLUMN_INFO, &[0, u16::MAX, width, 0, 0]);
        }
        let sums = sizes.sums();
        assert_eq!(sums.columns.others.len(), 256);
        assert_eq!(sizes.columns.len(), 256, "the last one of each counts");
        let wide = sums.size(&anchor([0, 0, 0, 0, 0, 1, 0, 1, 0]));
        let last = (9_999 * DIGIT + 128) / 256 * PIXEL;
        assert_eq!(wide.map(|(width, _)| width), Some(last));
    }

    #[test]
    fn digits_are_half_as_wide_as_the_font_is_high() {
        let font = |height: u16, name: &str| {
            let mut data = height.to_le_bytes().to_vec();
            data.resize(14, 0);
            data.extend([name.len() as u8, 0]);
            data.extend(name.bytes());
            digit(&data)
        };
        assert_eq!(font(200, "Arial"), Some(7));
        assert_eq!(font(220, "Calibri"), Some(7));
        assert_eq!(font(240, "SimSun"), Some(8));
        assert_eq!(digit(&[0]), None);
    }
}
