//! Code pages by their numbers ([MS-XLS] 2.4.52, `CodePage`).

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, IBM866, KOI8_R, MACINTOSH, SHIFT_JIS, UTF_8,
    WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254,
    WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

/// The encoding of a code page; nothing for one that is not known.
pub(crate) fn encoding(code_page: u16) -> Option<&'static Encoding> {
    Some(match code_page {
        // 0x8001 is what Excel 2 and 3 say for that of Windows, 0x8000 for
        // that of the Macintosh; 367 is ASCII, 1200 Unicode, whose narrow
        // strings are of this code page as well.
        0x8001 | 367 | 1200 | 1252 | 28591 => WINDOWS_1252,
        0x8000 | 10000 => MACINTOSH,
        10007 => X_MAC_CYRILLIC,
        10001 | 932 => SHIFT_JIS,
        10003 | 949 | 1361 => EUC_KR,
        10008 | 936 | 54936 => GB18030,
        10002 | 950 => BIG5,
        866 => IBM866,
        874 => WINDOWS_874,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        20866 => KOI8_R,
        51932 => EUC_JP,
        65001 => UTF_8,
        _ => return None,
    })
}

/// The text of bytes.
pub(crate) fn decode(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}
