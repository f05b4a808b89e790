//! Defined names, and other files that a workbook takes data from.

use encoding_rs::Encoding;

use super::record::Biff;
use super::strings::{narrow, unicode};
use crate::bytes::{f64, slice, u8, u16, utf16};
use crate::sheet::remarks::Remarks;

/// A defined name (`Lbl`, [MS-XLS] 2.4.150) for a constant. Those that are
/// hidden, of functions and macros or built in (print areas, print titles,
/// filters) say nothing. Before Excel 5 names are of another shape, and of a
/// single sheet.
pub(super) fn name(
    data: &[u8],
    biff: Biff,
    encoding: &'static Encoding,
    remarks: &mut Remarks,
) -> Option<()> {
    const SILENT: u16 = 0x2f;
    if biff < Biff::V5 || u16(data, 0)? & SILENT != 0 {
        return None;
    }
    let count = usize::from(u8(data, 3)?);
    let size = usize::from(u16(data, 4)?);
    let (name, at) = match biff {
        Biff::V8 => characters(data, 14, count)?,
        _ => {
            let name = slice(data, 14, count)?;
            (super::code_page::decode(encoding, name), 14 + count)
        }
    };
    let constant = constant(slice(data, at, size)?, |data| {
        let count = usize::from(u8(data, 0)?);
        match biff {
            Biff::V8 => characters(data, 1, count),
            _ => Some((narrow(data, 0, false, encoding)?, 1 + count)),
        }
    });
    remarks.constant(&name, &constant?);
    Some(())
}

/// So many characters behind a byte that says whether they are wide
/// (`XLUnicodeStringNoCch`, 2.5.296), and the offset behind them.
fn characters(data: &[u8], at: usize, count: usize) -> Option<(String, usize)> {
    let wide = u8(data, at)? & 1 == 1;
    let size = if wide { count * 2 } else { count };
    let bytes = slice(data, at + 1, size)?;
    let text = match wide {
        true => utf16(bytes),
        false => bytes.iter().copied().map(char::from).collect(),
    };
    Some((text, at + 1 + size))
}

/// What a formula says that is a single constant (`Rgce`, 2.5.198.104), perhaps
/// with a sign or in percent; `string` reads a text and how long it is.
pub(crate) fn constant(
    formula: &[u8],
    string: impl Fn(&[u8]) -> Option<(String, usize)>,
) -> Option<String> {
    let (kind, data) = formula.split_first()?;
    let (mut text, size) = match kind {
        0x17 => {
            let (text, size) = string(data)?;
            (format!("\"{}\"", text.replace('"', "\"\"")), size)
        }
        0x1d => {
            let text = if u8(data, 0)? == 0 { "FALSE" } else { "TRUE" };
            (text.to_owned(), 1)
        }
        0x1e => (u16(data, 0)?.to_string(), 2),
        0x1f => (f64(data, 0)?.to_string(), 8),
        0x20 | 0x40 | 0x60 => return Some("{…}".to_owned()), // an array
        _ => return None,
    };
    for operator in data.get(size..)? {
        match operator {
            0x13 => text.insert(0, '-'),
            0x14 => text.push('%'),
            _ => return None,
        }
    }
    Some(text)
}

/// Names the file that a record of references leads to (`SupBook`, 2.4.271).
/// References within the workbook and to functions lead to none.
pub(super) fn linked(data: &[u8], remarks: &mut Remarks) -> Option<()> {
    const SELF: u16 = 0x0401;
    const ADD_IN: u16 = 0x3a01;
    let count = u16(data, 2)?;
    if matches!(count, SELF | ADD_IN) {
        return None;
    }
    let text = unicode(data, 2, true)?;
    if !matches!(text.as_str(), "" | "\0" | " ") {
        remarks.linked(&path(&text));
    }
    Some(())
}

/// Names the file of a reference before Excel 97 (`EXTERNSHEET`): the path and
/// the name of the file, in brackets, stand before that of the sheet.
pub(super) fn linked_before_97(
    data: &[u8],
    encoding: &'static Encoding,
    remarks: &mut Remarks,
) -> Option<()> {
    let text = narrow(data, 0, false, encoding)?;
    let encoded = text.starts_with('\u{1}') && text.contains('[');
    let (file, _) = text.split_once(']').filter(|_| encoded)?;
    remarks.linked(&path(&file.replacen('[', "", 1)));
    Some(())
}

/// A path in its own coding (`VirtualPath`, 2.5.277): after the first character
/// others stand for drives and folders. Without it it is a program and what of
/// it, parted by such a character.
fn path(text: &str) -> String {
    let Some(coded) = text.strip_prefix('\u{1}') else {
        return text.replace('\u{3}', "|");
    };
    let mut path = String::new();
    let mut characters = coded.chars();
    while let Some(c) = characters.next() {
        match c {
            '\u{1}' => match characters.next() {
                Some('@') => path.push_str("\\\\"), // a computer of the network
                Some(drive) => path.extend([drive, ':', '\\']),
                None => {}
            },
            '\u{2}' => path.push('\\'), // the root of the same drive
            '\u{3}' => path.push('\\'),
            '\u{4}' => path.push_str("..\\"),
            '\u{5}' => drop(characters.next()), // an address follows, after its length
            '\u{6}'..='\u{8}' => {}             // a folder of Excel's own
            c => path.push(c),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded() {
        for (coded, expected) in [
            ("\u{1}\u{1}C数据\u{3}a.xls", "C:\\数据\\a.xls"),
            ("\u{1}\u{1}@server\u{3}a.xls", "\\\\server\\a.xls"),
            ("\u{1}\u{4}汇总.xls", "..\\汇总.xls"),
            ("\u{1}\u{5}\u{e}http://a.cn/b", "http://a.cn/b"),
            ("Excel\u{3}Sheet1", "Excel|Sheet1"),
            ("\u{1}b.xls", "b.xls"),
        ] {
            assert_eq!(path(coded), expected);
        }
    }

    #[test]
    fn constants_are_read_and_formulas_not() {
        let of = |formula: &[u8]| {
            constant(formula, |data| {
                characters(data, 1, usize::from(u8(data, 0)?))
            })
        };
        let float = [&[0x1f][..], &0.13f64.to_le_bytes()].concat();
        assert_eq!(of(&float).as_deref(), Some("0.13"));
        assert_eq!(of(&[0x1e, 17, 0, 0x14, 0x13]).as_deref(), Some("-17%"));
        assert_eq!(of(&[0x17, 1, 1, 0x2d, 0x4e]).as_deref(), Some("\"中\""));
        assert_eq!(of(&[0x1d, 1]).as_deref(), Some("TRUE"));
        assert_eq!(of(&[0x1e, 1, 0, 0x1e, 2, 0, 3]), None); // 1+2
        assert_eq!(of(&[0x3a, 0, 0, 0, 0, 0, 0]), None); // a cell
        assert_eq!(of(&[0x17, 9, 0, b'a']), None);
        assert_eq!(of(&[]), None);
    }
}
