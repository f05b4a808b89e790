//! Strings: Unicode since Excel 97, narrow or wide, over the edges of records
//! ([MS-XLS] 2.5.293 and 2.5.294); in a code page before.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::code_page::decode;
use crate::bytes::{u8, u16, u32, utf16};
use crate::sheet::styles::Font;
use crate::sheet::text::Text;

/// Data of a record and of those that continue it, read from front to back.
pub(super) struct Pieces<'s> {
    pieces: Vec<&'s [u8]>,
    piece: usize,
    at: usize,
}

impl<'s> Pieces<'s> {
    pub(super) fn new(pieces: Vec<&'s [u8]>, at: usize) -> Pieces<'s> {
        Pieces {
            pieces,
            piece: 0,
            at,
        }
    }

    /// The number of the present piece, from 0.
    pub(super) fn piece(&self) -> usize {
        self.piece
    }

    /// What is left of the present piece; of the next one where nothing is.
    fn rest(&mut self) -> Option<&'s [u8]> {
        loop {
            let piece: &'s [u8] = self.pieces.get(self.piece)?;
            match piece.get(self.at..) {
                Some(rest) if !rest.is_empty() => return Some(rest),
                _ => (self.piece, self.at) = (self.piece + 1, 0),
            }
        }
    }

    fn u8(&mut self) -> Option<u8> {
        let byte = *self.rest()?.first()?;
        self.at += 1;
        Some(byte)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let step = self.rest()?.len().min(count);
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// Characters, narrow or wide; where a record ends within them, the next
    /// one begins with a byte that says which they are from there on (2.5.293).
    pub(super) fn characters(&mut self, count: usize, mut wide: bool) -> String {
        let mut text = String::new();
        let mut left = count;
        while left > 0 {
            let piece = self.pieces.get(self.piece).copied().unwrap_or_default();
            let rest = piece.get(self.at..).unwrap_or_default();
            let size = if wide { 2 } else { 1 };
            let Some((stretch, _)) = rest.split_at_checked(left.min(rest.len() / size) * size)
            else {
                break;
            };
            match wide {
                true => text.push_str(&utf16(stretch)),
                // The low bytes of UTF-16. Programs also put Windows-1252 here, and
                // Excel shows that where Unicode has but control characters.
                false => text.push_str(&decode(WINDOWS_1252, stretch)),
            }
            self.at += stretch.len();
            left -= stretch.len() / size;
            if left == 0 {
                break;
            }
            (self.piece, self.at) = (self.piece + 1, 0);
            match self.u8() {
                Some(flags) => wide = flags & 1 == 1,
                None => break, // cut off
            }
        }
        text
    }

    /// A rich string whose length has two bytes; nothing at the end.
    pub(super) fn rich(&mut self, fonts: &[Font]) -> Option<Text> {
        let count = self.u16()?;
        let flags = self.u8()?;
        let runs = if flags & 8 != 0 { self.u16()? } else { 0 };
        let extension = if flags & 4 != 0 { self.u32()? } else { 0 };
        let text = self.characters(usize::from(count), flags & 1 == 1);
        let mut looks = Vec::new();
        for _ in 0..runs {
            let (Some(start), Some(font)) = (self.u16(), self.u16()) else {
                break;
            };
            looks.push((usize::from(start), font));
        }
        let _ = self.skip(extension as usize); // phonetic text; the end is told by the next string
        Some(with_looks(text, &looks, fonts))
    }
}

/// A text whose stretches begin at UTF-16 units and have fonts of their own.
pub(crate) fn with_looks(text: String, looks: &[(usize, u16)], fonts: &[Font]) -> Text {
    if looks.is_empty() {
        return Text::plain(text);
    }
    let mut stretches = Text::default();
    let mut looks = looks.iter().peekable();
    let (mut from, mut unit, mut look) = (0, 0, None);
    for (at, c) in text.char_indices() {
        while let Some((_, font)) = looks.next_if(|(start, _)| *start <= unit) {
            if from < at {
                stretches.push(text.get(from..at).unwrap_or_default(), look);
                from = at;
            }
            look = fonts.get(usize::from(*font)).map(|font| font.style.clone());
        }
        unit += c.len_utf16();
    }
    stretches.push(text.get(from..).unwrap_or_default(), look);
    stretches.settle();
    stretches
}

/// A Unicode string within one record; its length has one byte or two.
pub(super) fn unicode(data: &[u8], at: usize, long: bool) -> Option<String> {
    let (count, at) = match long {
        true => (usize::from(u16(data, at)?), at + 2),
        false => (usize::from(u8(data, at)?), at + 1),
    };
    let flags = u8(data, at)?;
    let mut pieces = Pieces::new(vec![data], at + 1);
    if flags & 8 != 0 {
        pieces.u16()?;
    }
    if flags & 4 != 0 {
        pieces.u32()?;
    }
    Some(pieces.characters(count, flags & 1 == 1))
}

/// A string in a code page; its length has one byte or two.
pub(super) fn narrow(
    data: &[u8],
    at: usize,
    long: bool,
    encoding: &'static Encoding,
) -> Option<String> {
    let (count, at) = match long {
        true => (usize::from(u16(data, at)?), at + 2),
        false => (usize::from(u8(data, at)?), at + 1),
    };
    let rest = data.get(at..)?;
    Some(decode(encoding, rest.get(..count).unwrap_or(rest)))
}

/// Reads the shared strings ([MS-XLS] 2.4.265). The counts that they state are
/// not looked at; what is cut off is not there.
pub(super) fn shared(pieces: Vec<&[u8]>, fonts: &[Font]) -> Vec<Text> {
    let mut pieces = Pieces::new(pieces, 8);
    let mut strings = Vec::new();
    while let Some(text) = pieces.rich(fonts) {
        strings.push(text);
    }
    strings
}

/// A string of a single record, with the fonts of its stretches behind it
/// (`RString`): numbers of a character and a font, of one byte or two.
pub(super) fn old_rich(
    data: &[u8],
    at: usize,
    encoding: &'static Encoding,
    fonts: &[Font],
) -> Option<Text> {
    let count = usize::from(u16(data, at)?);
    let bytes = data.get(at + 2..at + 2 + count)?;
    let runs = data.get(at + 2 + count..)?;
    let looks = runs.get(1..).unwrap_or_default().chunks_exact(2);
    let mut text = Text::default();
    let (mut from, mut look) = (0, None);
    for run in looks.take(usize::from(u8(runs, 0).unwrap_or_default())) {
        let to = usize::from(run[0]).clamp(from, bytes.len());
        if from < to {
            text.push(&decode(encoding, &bytes[from..to]), look);
        }
        from = to;
        look = fonts
            .get(usize::from(run[1]))
            .map(|font| font.style.clone());
    }
    text.push(&decode(encoding, &bytes[from..]), look);
    text.settle();
    Some(text)
}

/// The units of a string of four bytes' length, its closing zero left out, and
/// the offset behind it (`HyperlinkString`, [MS-OSHARED] 2.3.7.9).
pub(super) fn link_string(data: &[u8], at: usize) -> Option<(String, usize)> {
    let bytes = usize::try_from(u32(data, at)?).ok()?.checked_mul(2)?;
    let text = crate::bytes::slice(data, at + 4, bytes)?;
    Some((until_zero(utf16(text)), at + 4 + bytes))
}

/// A text up to the zero that closes it.
pub(super) fn until_zero(text: String) -> String {
    match text.split_once('\0') {
        Some((text, _)) => text.to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::*;

    fn fonts() -> Vec<Font> {
        let mut fonts = vec![Font::default(), Font::default()];
        fonts[1].style.bold = true;
        fonts
    }

    #[test]
    fn a_string_goes_on_in_the_next_record_narrow_or_wide() {
        let first = [0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, b'a', b'b'];
        let second = [1, 0x2d, 0x4e, 0x87, 0x65, 1, 0, 1];
        let third = [1, 0x2d, 0x4e];
        let strings = shared(vec![&first, &second, &third], &[]);
        let texts: Vec<&str> = strings.iter().map(|text| text.text.as_str()).collect();
        assert_eq!(texts, ["ab中文", "中"]);
        let whole = [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, b'a', 1, 0];
        let strings = shared(vec![&whole, &[0, b'b', 3, 0, 0, b'c']], &[]);
        let texts: Vec<&str> = strings.iter().map(|text| text.text.as_str()).collect();
        assert_eq!(texts, ["a", "b", "c"]);
    }

    #[test]
    fn letters_of_windows_stand_in_narrow_strings() {
        let data = [6, 0, b'K', b'o', 0x9a, b'i', 0x80, 0xe9];
        assert_eq!(unicode(&data, 0, false).as_deref(), Some("Koši€é"));
    }

    #[test]
    fn runs_and_phonetic_text_stand_behind_a_string() {
        let mut data = vec![0; 8];
        data.extend([3, 0, 0x0c, 1, 0, 4, 0, 0, 0, b'x', b'y', b'z']);
        data.extend([1, 0, 1, 0]); // from the second character on bold
        data.extend([9, 9, 9, 9]); // an extension
        data.extend([1, 0, 0, b'!']);
        let strings = shared(vec![&data], &fonts());
        assert_eq!(strings.len(), 2);
        let rich = strings[0].rich(&gongkai_model::Style::default());
        assert_eq!((rich.text.as_str(), rich.runs.len()), ("xyz", 1));
        assert_eq!((rich.runs[0].start, rich.runs[0].end), (1, 3));
        assert_eq!(strings[1].text, "!");
    }

    #[test]
    fn old_strings_are_in_a_code_page() {
        let data = [4, 0xd6, 0xd0, 0xb9, 0xfa];
        assert_eq!(narrow(&data, 0, false, GB18030).as_deref(), Some("中国"));
        let data = [4, 0, 0xd6, 0xd0, 0xb9, 0xfa, 1, 2, 1];
        let text = old_rich(&data, 0, GB18030, &fonts()).unwrap();
        let rich = text.rich(&gongkai_model::Style::default());
        assert_eq!((rich.text.as_str(), rich.runs[0].start), ("中国", 1));
        assert_eq!(narrow(&[9, b'a'], 0, false, GB18030).as_deref(), Some("a"));
    }
}
