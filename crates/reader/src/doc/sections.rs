//! Where sections end (`PlcfSed`), and which of them begin a page
//! (`sprmSBkc`, [MS-DOC] 2.6.4).

use super::Parts;
use super::fib;
use super::sprm::{S_BKC, sprms};
use super::word6;
use crate::bytes::{offset, slice, u16, u32};

/// The length of a `Sed`.
const SED: usize = 12;

/// The positions after the end of each section but the last, and whether the
/// next section begins a page.
pub(super) fn read(parts: &Parts, table: &[u8]) -> Vec<(u32, bool)> {
    let plc = parts.fib.slice(table, fib::PLCF_SED);
    let count = plc.len().saturating_sub(4) / (4 + SED);
    let end = |index: usize| {
        let next_sed = (count + 1) * 4 + (index + 1) * SED;
        let new_page = offset(plc, next_sed + 2).is_none_or(|sepx| begins_page(parts, sepx));
        Some((u32(plc, (index + 1) * 4)?, new_page))
    };
    (0..count.saturating_sub(1)).map_while(end).collect()
}

fn begins_page(parts: &Parts, sepx: usize) -> bool {
    let grpprl = properties(&parts.word, sepx);
    match parts.fib.word6 {
        true => is_new_page(&word6::translate(grpprl)),
        false => is_new_page(grpprl),
    }
}

/// A section begins a page unless it says otherwise.
fn is_new_page(grpprl: &[u8]) -> bool {
    const CONTINUOUS: u8 = 0;
    const NEW_COLUMN: u8 = 1;
    let kind = sprms(grpprl).filter(|sprm| sprm.code == S_BKC).last();
    kind.is_none_or(|sprm| !matches!(sprm.byte(), CONTINUOUS | NEW_COLUMN))
}

/// A `Sepx`: properties behind their length.
fn properties(word: &[u8], sepx: usize) -> &[u8] {
    let length = u16(word, sepx).map(usize::from);
    let body = length.and_then(|length| slice(word, sepx + 2, length));
    body.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_begins_a_page_unless_it_says_otherwise() {
        let word = [0, 3, 0, 0x09, 0x30, 0, 3, 0, 0x09, 0x30, 2];
        assert!(!is_new_page(properties(&word, 1)));
        assert!(is_new_page(properties(&word, 6)));
        assert!(is_new_page(properties(&word, 11)));
        assert!(is_new_page(properties(&word, usize::MAX - 2)));
    }
}
