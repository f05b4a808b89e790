//! What the bytes of narrow text stand for.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, MACINTOSH, SHIFT_JIS, WINDOWS_874, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258,
};

use super::fib::Fib;
use crate::bytes::u8;

/// A code page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Charset(&'static Encoding);

impl Default for Charset {
    /// Narrow pieces of Word 97 and later, whatever the language
    /// (`FcCompressed`, [MS-DOC] 2.9.73).
    fn default() -> Charset {
        Charset(WINDOWS_1252)
    }
}

impl Charset {
    /// The text that the bytes of narrow pieces stand for, given as units.
    pub(super) fn decode(self, units: &[u16]) -> String {
        let bytes: Vec<u8> = units.iter().map(|&unit| unit as u8).collect();
        self.0.decode_without_bom_handling(&bytes).0.into_owned()
    }
}

/// The code page of a file without a piece table, or of a time before Word 97:
/// that of its East Asian language, where it has one, else that of its language.
pub(super) fn of_file(fib: &Fib) -> Charset {
    if fib.macintosh {
        return Charset(MACINTOSH);
    }
    let east_asian = of_language(fib.east_asian_language);
    let first = east_asian.filter(|encoding| !encoding.is_single_byte());
    Charset(
        first
            .or_else(|| of_language(fib.language))
            .unwrap_or(WINDOWS_1252),
    )
}

/// The code pages that the fonts of a file before Word 97 state, by the number
/// of the font (`SttbfFfn`).
#[derive(Debug, Default)]
pub(super) struct Fonts(Vec<Option<&'static Encoding>>);

impl Fonts {
    /// Reads the table of fonts.
    pub(super) fn read(sttbf: &[u8]) -> Fonts {
        let mut fonts = Vec::new();
        let mut at = 2; // behind its length
        while let Some(length) = u8(sttbf, at) {
            fonts.push(u8(sttbf, at + 4).and_then(of_font));
            at += 1 + usize::from(length);
        }
        Fonts(fonts)
    }

    /// The code page of text in a font. In an East Asian file the text has that
    /// of the language whatever the font: half of it is in Latin fonts.
    pub(super) fn charset(&self, file: Charset, font: Option<u16>) -> Charset {
        let stated = font.and_then(|font| *self.0.get(usize::from(font))?);
        match stated {
            Some(encoding) if file.0.is_single_byte() => Charset(encoding),
            _ => file,
        }
    }
}

/// The ANSI code page of a character set, as Windows numbers them; nothing for
/// those that go by the language.
fn of_font(charset: u8) -> Option<&'static Encoding> {
    Some(match charset {
        128 => SHIFT_JIS,
        129 => EUC_KR,
        134 => GB18030,
        136 => BIG5,
        161 => WINDOWS_1253,
        162 => WINDOWS_1254,
        163 => WINDOWS_1258,
        177 => WINDOWS_1255,
        178 => WINDOWS_1256,
        186 => WINDOWS_1257,
        204 => WINDOWS_1251,
        222 => WINDOWS_874,
        238 => WINDOWS_1250,
        _ => return None,
    })
}

/// The ANSI code page of a language, by its identifier ([MS-LCID]).
fn of_language(language: u16) -> Option<&'static Encoding> {
    Some(match (language & 0x3ff, language) {
        (0, _) => return None,
        (0x04, 0x0404 | 0x0c04 | 0x1404) => BIG5, // Taiwan, Hong Kong, Macao
        (0x04, _) => GB18030,
        (0x11, _) => SHIFT_JIS,
        (0x12, _) => EUC_KR,
        (0x05 | 0x0e | 0x15 | 0x18 | 0x1a | 0x1b | 0x1c | 0x24, _) => WINDOWS_1250,
        (0x02 | 0x19 | 0x22 | 0x23 | 0x2f, _) => WINDOWS_1251,
        (0x08, _) => WINDOWS_1253,
        (0x1f, _) => WINDOWS_1254,
        (0x0d, _) => WINDOWS_1255,
        (0x01 | 0x20 | 0x29, _) => WINDOWS_1256,
        (0x25..=0x27, _) => WINDOWS_1257,
        (0x2a, _) => WINDOWS_1258,
        (0x1e, _) => WINDOWS_874,
        _ => WINDOWS_1252,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(language: u16, east_asian_language: u16, bytes: &[u8]) -> String {
        let mut fib = Fib::default();
        (fib.language, fib.east_asian_language) = (language, east_asian_language);
        let units: Vec<u16> = bytes.iter().map(|&byte| u16::from(byte)).collect();
        of_file(&fib).decode(&units)
    }

    #[test]
    fn bytes_are_read_in_the_code_page_of_the_language() {
        assert_eq!(decoded(0x0804, 0, &[0xd6, 0xd0, 0xb9, 0xfa]), "中国");
        assert_eq!(decoded(0x0409, 0x0804, &[0xd6, 0xd0]), "中");
        assert_eq!(decoded(0x0409, 0x0404, &[0xa4, 0xa4]), "中");
        assert_eq!(decoded(0, 0x0411, &[0x93, 0xfa]), "日");
        assert_eq!(decoded(0x0409, 0x0409, &[0x93, 0x61]), "“a");
        assert_eq!(decoded(0x0419, 0x0409, &[0xcc]), "М");
        assert_eq!(decoded(0, 0, b"a"), "a");
    }

    #[test]
    fn fonts_state_code_pages() {
        let font = |charset: u8| vec![6, 0, 0, 0, charset, 0, b'F'];
        let fonts = Fonts::read(&[vec![23, 0], font(0), font(134), font(204)].concat());
        let decoded = |font, file: &'static Encoding| {
            let charset = fonts.charset(Charset(file), font);
            charset.decode(&[0xd6, 0xd0])
        };
        assert_eq!(decoded(Some(0), WINDOWS_1252), "ÖÐ");
        assert_eq!(decoded(Some(1), WINDOWS_1252), "中");
        assert_eq!(decoded(Some(2), WINDOWS_1252), "ЦР");
        assert_eq!(decoded(Some(0), GB18030), "中");
        assert_eq!(decoded(None, GB18030), "中");
        assert_eq!(decoded(Some(9), WINDOWS_1252), "ÖÐ");
    }
}
