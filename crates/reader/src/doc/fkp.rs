//! Formatted disk pages: which properties the text at an offset has
//! (`PlcBteChpx` and `PlcBtePapx`, [MS-DOC] 2.8; `ChpxFkp` and `PapxFkp`, 2.9).

use std::collections::HashMap;

use super::fib::BinTable;
use super::word6;
use crate::bytes::{slice, u8, u16, u32};

const PAGE: usize = 512;

/// Which kind of page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fkp {
    /// Properties of characters.
    Chpx,
    /// Properties of paragraphs: a style, and the difference to it.
    Papx,
}

/// A stretch of the `WordDocument` stream and where its properties stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PropertyRun {
    start: u32,
    end: u32,
    at: u32,
    length: u16,
}

/// All stretches, in order.
#[derive(Debug, Default)]
pub(super) struct PropertyRuns {
    runs: Vec<PropertyRun>,
    /// Properties put into the codes of Word 97, where the file has others.
    translated: Option<Vec<u8>>,
}

impl PropertyRuns {
    /// Reads the pages that a bin table (`PlcBte…`) lists, each once.
    pub(super) fn read(word: &[u8], bin_table: &BinTable, kind: Fkp) -> PropertyRuns {
        let BinTable { plc, word6, more } = bin_table;
        // One offset more than page numbers.
        let pages = plc.len().saturating_sub(4) / if *word6 { 6 } else { 8 };
        // Word 6 may leave the table unfinished where pages follow each other.
        let more = match more.len() > pages {
            true => more.clone(),
            false => 0..0,
        };
        let listed = (0..pages).map(|index| match word6 {
            true => u16(plc, (pages + 1) * 4 + index * 2).map_or(0, usize::from),
            false => u32(plc, (pages + 1 + index) * 4).unwrap_or(0) as usize & 0x3f_ffff,
        });
        let mut seen = vec![false; word.len() / PAGE];
        let mut found = PropertyRuns {
            runs: Vec::new(),
            translated: word6.then(Vec::new),
        };
        for number in listed.chain(more) {
            if let Some(seen) = seen.get_mut(number)
                && !std::mem::replace(seen, true)
            {
                found.page(word, number * PAGE, kind);
            }
        }
        found.runs.sort_by_key(|run| run.start);
        found
    }

    /// The properties at an offset, and the offset where they end. Between two
    /// stretches there are none.
    pub(super) fn at<'w>(&'w self, word: &'w [u8], offset: usize) -> (&'w [u8], usize) {
        let word = self.translated.as_deref().unwrap_or(word);
        let next = self
            .runs
            .partition_point(|run| run.start as usize <= offset);
        let following = self
            .runs
            .get(next)
            .map_or(usize::MAX, |run| run.start as usize);
        let run = next.checked_sub(1).and_then(|index| self.runs.get(index));
        match run.filter(|run| offset < run.end as usize) {
            Some(run) => {
                let properties = slice(word, run.at as usize, usize::from(run.length));
                (
                    properties.unwrap_or_default(),
                    following.min(run.end as usize),
                )
            }
            None => (&[], following),
        }
    }

    /// Reads a page: offsets, then where the properties of each stretch stand in
    /// the page, in words; its last byte counts the stretches.
    fn page(&mut self, word: &[u8], at: usize, kind: Fkp) {
        let Some(page) = slice(word, at, PAGE) else {
            return;
        };
        let count = usize::from(page[PAGE - 1]);
        let entry = match (kind, &self.translated) {
            (Fkp::Chpx, _) => 1,
            // `BxPap`: the offset, and 12 or 6 bytes that say nothing.
            (Fkp::Papx, None) => 13,
            (Fkp::Papx, Some(_)) => 7,
        };
        let word6 = self.translated.is_some();
        let mut translations = HashMap::new();
        for index in 0..count {
            let (Some(start), Some(end)) = (u32(page, index * 4), u32(page, index * 4 + 4)) else {
                return;
            };
            let Some(inner) = u8(page, (count + 1) * 4 + index * entry) else {
                return;
            };
            let (inner, length) = match usize::from(inner) * 2 {
                0 => (0, 0), // no properties of its own
                inner => properties(page, inner, kind, word6).unwrap_or((0, 0)),
            };
            let (at, length) = match &mut self.translated {
                None => (at + inner, length),
                Some(all) => *translations
                    .entry(inner)
                    .or_insert_with(|| translate(all, &page[inner..inner + length], kind)),
            };
            if start < end {
                self.runs.push(PropertyRun {
                    start,
                    end,
                    at: at as u32,
                    length: length as u16,
                });
            }
        }
    }
}

/// Appends properties in the codes of Word 97, and says where they stand. The
/// style of a paragraph stands before its properties in all versions.
fn translate(all: &mut Vec<u8>, properties: &[u8], kind: Fkp) -> (usize, usize) {
    let at = all.len();
    let style = if kind == Fkp::Papx { 2 } else { 0 };
    let (style, grpprl) = properties.split_at(style.min(properties.len()));
    all.extend_from_slice(style);
    all.extend(word6::translate(grpprl));
    (at, all.len() - at)
}

/// Where the properties begin and how long they are.
fn properties(page: &[u8], at: usize, kind: Fkp, word6: bool) -> Option<(usize, usize)> {
    let count = usize::from(u8(page, at)?);
    let (start, length) = match (kind, count) {
        (Fkp::Chpx, count) => (at + 1, count),
        (Fkp::Papx, count) if word6 => (at + 1, count * 2),
        // `PapxInFkp` counts in words: its own byte is in the first of them, or
        // a second byte counts.
        (Fkp::Papx, 0) => (at + 2, usize::from(u8(page, at + 1)?) * 2),
        (Fkp::Papx, count) => (at + 1, count * 2 - 1),
    };
    let there = page.len().checked_sub(start)?;
    Some((start, length.min(there)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two stretches: 0x400 to 0x410 bold, 0x410 to 0x420 plain.
    fn word(kind: Fkp) -> Vec<u8> {
        let mut word = vec![0; 1024];
        let page = &mut word[512..];
        for (index, offset) in [0x400u32, 0x410, 0x420].into_iter().enumerate() {
            page[index * 4..index * 4 + 4].copy_from_slice(&offset.to_le_bytes());
        }
        page[12] = 100;
        match kind {
            Fkp::Chpx => page[200..204].copy_from_slice(&[3, 0x35, 0x08, 1]),
            Fkp::Papx => page[200..204].copy_from_slice(&[2, 7, 0, 1]),
        }
        page[511] = 2;
        word
    }

    fn bin_table(page: u32) -> Vec<u8> {
        [0x400, 0x420, page]
            .into_iter()
            .flat_map(u32::to_le_bytes)
            .collect()
    }

    fn read(word: &[u8], plc: &[u8], kind: Fkp) -> PropertyRuns {
        let bin_table = BinTable {
            plc,
            word6: false,
            more: 0..0,
        };
        PropertyRuns::read(word, &bin_table, kind)
    }

    #[test]
    fn the_properties_at_an_offset_are_found() {
        let word = word(Fkp::Chpx);
        let runs = read(&word, &bin_table(1), Fkp::Chpx);
        assert_eq!(runs.at(&word, 0x405), (&[0x35, 0x08, 1][..], 0x410));
        assert_eq!(runs.at(&word, 0x410), (&[][..], 0x420));
        assert_eq!(runs.at(&word, 0x420), (&[][..], usize::MAX));
        assert_eq!(runs.at(&word, 0), (&[][..], 0x400));
    }

    #[test]
    fn properties_of_paragraphs_are_counted_in_words() {
        let word = word(Fkp::Papx);
        let runs = read(&word, &bin_table(1), Fkp::Papx);
        assert_eq!(runs.at(&word, 0x405), (&[7, 0, 1][..], 0x410));
    }

    #[test]
    fn a_page_that_is_not_there_has_no_properties() {
        let word = word(Fkp::Chpx);
        let runs = read(&word, &bin_table(9), Fkp::Chpx);
        assert_eq!(runs.at(&word, 0x405), (&[][..], usize::MAX));
        assert!(read(&word, &[1, 2], Fkp::Chpx).runs.is_empty());
    }
}
