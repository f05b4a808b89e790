//! What the bytes of narrow text stand for.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_874, WINDOWS_1250, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258,
};

use super::fib::Fib;

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

/// The code page of a file without a piece table: that of its East Asian
/// language, where it has one, else that of its language.
pub(super) fn of_file(fib: &Fib) -> Charset {
    let east_asian = of_language(fib.east_asian_language);
    let first = east_asian.filter(|encoding| !encoding.is_single_byte());
    Charset(
        first
            .or_else(|| of_language(fib.language))
            .unwrap_or(WINDOWS_1252),
    )
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
}
