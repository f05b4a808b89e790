//! Fonts and cell formats ([MS-XLS] 2.4.122 and 2.4.353), as each generation
//! has them.

use super::record::Biff;
use crate::bytes::{u8, u16, u32};
use crate::sheet::styles::{Font, RawXf, TITLE_SIZE};

/// How many of the units of a font's height are a point.
const TWIPS: f64 = 20.0;

/// From this weight on a font is bold: 400 is normal, 700 bold.
const BOLD: u16 = 600;

/// Reads a font.
pub(super) fn font(data: &[u8], biff: Biff) -> Font {
    let mut font = Font::default();
    let height = u16(data, 0).unwrap_or_default();
    let flags = u16(data, 2).unwrap_or_default();
    font.large = f64::from(height) / TWIPS >= TITLE_SIZE;
    font.style.italic = flags & 2 != 0;
    font.style.strike = flags & 8 != 0;
    if biff < Biff::V5 {
        font.style.bold = flags & 1 != 0;
        font.style.underline = flags & 4 != 0;
        return font;
    }
    font.style.bold = u16(data, 6).is_some_and(|weight| weight >= BOLD);
    font.style.superscript = u16(data, 8) == Some(1);
    font.style.subscript = u16(data, 8) == Some(2);
    font.style.underline = u8(data, 10).is_some_and(|line| line != 0);
    font
}

/// Reads a cell format.
pub(super) fn xf(data: &[u8], biff: Biff) -> RawXf {
    let byte = |at| u32::from(u8(data, at).unwrap_or_default());
    let word = |at| u32::from(u16(data, at).unwrap_or_default());
    // Where each generation has the numbers of font and format, and the
    // alignment.
    let (font, number_format, alignment) = match biff {
        Biff::V2 => (byte(0), byte(2) & 0x3f, byte(3)),
        Biff::V3 | Biff::V4 => (byte(0), byte(1), byte(4)),
        Biff::V5 | Biff::V8 => (word(0), word(2), byte(6)),
    };
    let [left, right, top, bottom] = lines(data, biff);
    RawXf {
        number_format,
        font: font as usize,
        border: usize::from((left || right) && (top || bottom)),
        centered: is_centered(alignment),
    }
}

/// At which sides lines are drawn: left, right, top, bottom.
fn lines(data: &[u8], biff: Biff) -> [bool; 4] {
    let has = |value: u32, masks: [u32; 4]| masks.map(|mask| value & mask != 0);
    let word = |at| u32::from(u16(data, at).unwrap_or_default());
    match biff {
        Biff::V2 => has(
            u32::from(u8(data, 3).unwrap_or_default()),
            [8, 0x10, 0x20, 0x40],
        ),
        Biff::V3 | Biff::V4 => {
            let lines = u32(data, 8).unwrap_or_default();
            has(lines, [0x700, 0x0700_0000, 7, 0x0007_0000])
        }
        Biff::V5 => {
            let [left, right, top, _] = has(word(12), [0x38, 0x1c0, 7, 0]);
            [left, right, top, word(10) & 0x1c0 != 0]
        }
        Biff::V8 => has(word(10), [0xf, 0xf0, 0xf00, 0xf000]),
    }
}

/// Centred, or centred across the cells beside it (`HorizAlign`, 2.5.146).
fn is_centered(alignment: u32) -> bool {
    matches!(alignment & 7, 2 | 6)
}

/// The format that a cell of Excel 2 states itself: number format, font,
/// alignment and lines.
pub(super) fn of_cell([_, numbers, look]: [u8; 3]) -> RawXf {
    let vertical = look & 0x18 != 0;
    let horizontal = look & 0x60 != 0;
    RawXf {
        number_format: u32::from(numbers & 0x3f),
        font: usize::from(numbers >> 6),
        border: usize::from(vertical && horizontal),
        centered: is_centered(u32::from(look)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_of_both_kinds() {
        let new = [0x40, 1, 2, 0, 0, 0, 0xbc, 2, 1, 0, 1, 0];
        let font = super::font(&new, Biff::V8);
        assert!(font.large && font.style.bold && font.style.italic);
        assert!(font.style.superscript && font.style.underline && !font.style.strike);
        let old = [0xc8, 0, 9, 0];
        let font = super::font(&old, Biff::V3);
        assert!(!font.large && font.style.bold && font.style.strike && !font.style.italic);
    }

    #[test]
    fn formats_of_each_generation() {
        let eight = [3, 0, 14, 0, 0, 0, 2, 0, 0, 0, 0x01, 0x10];
        let raw = xf(&eight, Biff::V8);
        let all = (raw.font, raw.number_format, raw.border, raw.centered);
        assert_eq!(all, (3, 14, 1, true));
        let five = [3, 0, 14, 0, 0, 0, 1, 0, 0, 0, 0x40, 0, 0x08, 0];
        let raw = xf(&five, Biff::V5);
        assert_eq!((raw.border, raw.centered), (1, false));
        let three = [1, 4, 0, 0, 2, 0, 0, 0, 1, 1, 0, 0];
        let raw = xf(&three, Biff::V3);
        let all = (raw.font, raw.number_format, raw.border, raw.centered);
        assert_eq!(all, (1, 4, 1, true));
        let raw = of_cell([0, 0x44, 0x2a]);
        let all = (raw.font, raw.number_format, raw.border, raw.centered);
        assert_eq!(all, (1, 4, 1, true));
    }
}
