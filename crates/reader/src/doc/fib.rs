//! The File Information Block: where everything is ([MS-DOC] 2.5.1).

use std::ops::Range;

use crate::bytes::{offset, slice, u16, u32};
use crate::{Error, ErrorKind};

// Numbers of the pairs of offset and length in `FibRgFcLcb97` (2.5.6).
pub(super) const STSHF: usize = 1;
pub(super) const PLCF_SED: usize = 6;
pub(super) const PLCF_BTE_CHPX: usize = 12;
pub(super) const PLCF_BTE_PAPX: usize = 13;
pub(super) const CLX: usize = 33;
pub(super) const STTBF_FFN: usize = 15;
pub(super) const PLCF_END_REF: usize = 46;
pub(super) const PLF_LST: usize = 73;
pub(super) const PLF_LFO: usize = 74;

/// `wIdent` of Word 97 and later.
const IDENT_97: u16 = 0xa5ec;
/// `wIdent` of Word 6 and 95; those of East Asia have others beside it.
const IDENT_6: u16 = 0xa5dc;
/// `nFib` of the first release of Word 6.
const FIRST_6: u16 = 101;
/// `nFib` of the first release of Word 97 is 0xc1, and 0xc0 of what came
/// shortly before; Word 95 has 0x68.
const FIRST_97: u16 = 0xc0;

/// How many characters each story has, in the order in which they follow each
/// other (`FibRgLw97`, 2.5.4).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lengths {
    pub(super) main: u32,
    pub(super) footnotes: u32,
    pub(super) headers: u32,
    pub(super) macros: u32,
    pub(super) comments: u32,
    pub(super) endnotes: u32,
    pub(super) text_boxes: u32,
    pub(super) header_text_boxes: u32,
}

/// A bin table (`PlcBte…`), and what says how to read it.
pub(super) struct BinTable<'t> {
    pub(super) plc: &'t [u8],
    pub(super) word6: bool,
    /// The pages that Word 6 has, where they follow each other.
    pub(super) more: Range<usize>,
}

/// The File Information Block.
#[derive(Debug, Default)]
pub(super) struct Fib {
    /// The file is one of Word 6 or 95: there is no table stream, the structures
    /// stand in the `WordDocument` stream.
    pub(super) word6: bool,
    /// The table stream is `1Table`.
    pub(super) second_table: bool,
    /// The language of the program that saved the file.
    pub(super) language: u16,
    /// Narrow text is in the code page of the Macintosh (`chse`).
    pub(super) macintosh: bool,
    /// The same for East Asian text.
    pub(super) east_asian_language: u16,
    /// The text from `fcMin` to `fcMac`, where no piece table says otherwise.
    pub(super) text: (usize, usize),
    pub(super) lengths: Lengths,
    pairs: Vec<(usize, usize)>,
    /// The pages of properties that Word 6 has one behind the other: of
    /// characters, of paragraphs.
    more_pages: [Range<usize>; 2],
}

impl Fib {
    /// Reads the block at the beginning of the `WordDocument` stream.
    pub(super) fn read(word: &[u8]) -> Result<Fib, Error> {
        let broken = |cause: &str| ErrorKind::CompoundFile {
            stream: Some("WordDocument"),
            cause: cause.to_owned(),
        };
        let cut = || broken("the file information block is cut off");
        let ident = u16(word, 0).ok_or_else(cut)?;
        let version = u16(word, 2).ok_or_else(cut)?;
        let flags = u16(word, 10).ok_or_else(cut)?;
        let is_known = matches!(ident, IDENT_97 | IDENT_6 | 0xa697..=0xa699);
        // Word 2 and what was before it, and their kin on the Macintosh.
        let is_older = matches!(ident, 0xa500..=0xa5ff | 0x8000..=0x80ff | 0xfe30..=0xfe3f);
        match (is_known, version) {
            (true, _) | (_, FIRST_6..) if flags & ENCRYPTED != 0 && (is_known || is_older) => {
                return Err(ErrorKind::Encrypted.into());
            }
            (true, FIRST_97..) if ident == IDENT_97 => {}
            (true, FIRST_6..) => return Ok(Fib::of_word_6(word)),
            (true, _) => return Err(ErrorKind::LegacyWord.into()),
            _ if is_older => return Err(ErrorKind::LegacyWord.into()),
            _ => return Err(broken("there is no file information block").into()),
        }
        // Three arrays, each behind its length (2.5.1). Of programs that leave
        // out the lengths, the arrays stand where Word 97 has them.
        let length = |at| u16(word, at).map(usize::from).ok_or_else(cut);
        let stated = length(32)?;
        let words = if stated == 0 { 14 } else { stated };
        let longs_at = 34 + words * 2;
        let longs = if stated == 0 { 22 } else { length(longs_at)? };
        let pairs_at = longs_at + 2 + longs * 4;
        let pairs = if stated == 0 { 93 } else { length(pairs_at)? };
        let long = |index: usize| {
            let there = index < longs;
            there
                .then(|| u32(word, longs_at + 2 + index * 4))
                .flatten()
                .unwrap_or(0)
        };
        let pair = |index: usize| {
            let at = pairs_at + 2 + index * 8;
            Some((offset(word, at)?, offset(word, at + 4)?))
        };
        let text_at = |at| offset(word, at).unwrap_or(0);
        Ok(Fib {
            word6: false,
            macintosh: false,
            more_pages: [0..0, 0..0],
            second_table: flags & SECOND_TABLE != 0,
            language: u16(word, 6).unwrap_or(0),
            east_asian_language: u16(word, 60).unwrap_or(0),
            text: (text_at(24), text_at(28)),
            lengths: Lengths {
                main: long(3),
                footnotes: long(4),
                headers: long(5),
                macros: long(6),
                comments: long(7),
                endnotes: long(8),
                text_boxes: long(9),
                header_text_boxes: long(10),
            },
            pairs: (0..pairs).map_while(pair).collect(),
        })
    }

    /// The block of Word 6 and 95: fixed places, and fewer of them.
    fn of_word_6(word: &[u8]) -> Fib {
        let long = |at| u32(word, at).unwrap_or(0);
        let place = |at| {
            (
                offset(word, at).unwrap_or(0),
                offset(word, at + 4).unwrap_or(0),
            )
        };
        let mut pairs = vec![(0, 0); CLX + 1];
        for (pair, at) in [
            (STSHF, 0x60),
            (PLCF_SED, 0x88),
            (PLCF_BTE_CHPX, 0xb8),
            (PLCF_BTE_PAPX, 0xc0),
            (STTBF_FFN, 0xd0),
            (CLX, 0x160),
        ] {
            pairs[pair] = place(at);
        }
        let pages = |first_at, count_at| {
            let short = |at| usize::from(u16(word, at).unwrap_or(0));
            short(first_at)..short(first_at) + short(count_at)
        };
        Fib {
            word6: true,
            macintosh: u16(word, 20) == Some(MACINTOSH),
            second_table: false,
            language: u16(word, 6).unwrap_or(0),
            east_asian_language: 0,
            text: (place(24).0, place(28).0),
            lengths: Lengths {
                main: long(52),
                footnotes: long(56),
                headers: long(60),
                macros: long(64),
                comments: long(68),
                endnotes: long(72),
                text_boxes: long(76),
                header_text_boxes: long(80),
            },
            pairs,
            more_pages: [pages(0x18a, 0x18e), pages(0x18c, 0x190)],
        }
    }

    /// The bin tables: of characters, of paragraphs.
    pub(super) fn bin_tables<'t>(&self, table: &'t [u8]) -> [BinTable<'t>; 2] {
        [PLCF_BTE_CHPX, PLCF_BTE_PAPX].map(|pair| BinTable {
            plc: self.slice(table, pair),
            word6: self.word6,
            more: self.more_pages[pair - PLCF_BTE_CHPX].clone(),
        })
    }

    /// A structure of the table stream; empty where there is none.
    pub(super) fn slice<'t>(&self, table: &'t [u8], pair: usize) -> &'t [u8] {
        let (at, length) = self.pairs.get(pair).copied().unwrap_or((0, 0));
        slice(table, at, length).unwrap_or_default()
    }

    /// A structure of the table stream that goes on behind its stated length.
    pub(super) fn slice_from<'t>(&self, table: &'t [u8], pair: usize) -> &'t [u8] {
        match self.pairs.get(pair) {
            Some(&(at, length)) if length > 0 => table.get(at..).unwrap_or_default(),
            _ => &[],
        }
    }
}

const MACINTOSH: u16 = 256;
const ENCRYPTED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;

#[cfg(test)]
mod tests {
    use super::*;

    fn fib(ident: u16, version: u16, flags: u16) -> Vec<u8> {
        let mut word = vec![0; 154 + 93 * 8];
        word[0..2].copy_from_slice(&ident.to_le_bytes());
        word[2..4].copy_from_slice(&version.to_le_bytes());
        word[10..12].copy_from_slice(&flags.to_le_bytes());
        word[32] = 14;
        word[62] = 22;
        word[76] = 5;
        word[152] = 93;
        word[154 + CLX * 8] = 2;
        word[154 + CLX * 8 + 4] = 3;
        word
    }

    fn code(word: &[u8]) -> &'static str {
        Fib::read(word).map(|_| ()).unwrap_err().code()
    }

    #[test]
    fn the_block_says_where_things_are() {
        let fib = Fib::read(&fib(0xa5ec, 0xc1, SECOND_TABLE)).unwrap();
        assert!(fib.second_table);
        assert_eq!(fib.lengths.main, 5);
        assert_eq!(fib.slice(b"0123456", CLX), b"234");
        assert_eq!(fib.slice(b"0123", CLX), b"");
        assert_eq!(fib.slice(b"0123456", 200), b"");
    }

    #[test]
    fn word_6_and_95_are_told_by_their_version() {
        for word in [
            fib(0xa5dc, 101, 0),
            fib(0xa5dc, 104, 0),
            fib(0xa5ec, 101, 0),
        ] {
            assert!(Fib::read(&word).unwrap().word6);
        }
    }

    #[test]
    fn what_is_not_read_is_named_for_what_it_is() {
        assert_eq!(code(&fib(0xa5dc, 45, 0)), "legacy-word");
        assert_eq!(code(&fib(0xa5db, 45, 0)), "legacy-word");
        assert_eq!(code(&fib(0x8098, 45, 0)), "legacy-word");
        assert_eq!(code(&fib(0xa5dc, 101, ENCRYPTED)), "encrypted");
        assert_eq!(code(&fib(0xa5ec, 0xc1, ENCRYPTED)), "encrypted");
        assert_eq!(code(&fib(0x1234, 0xc1, 0)), "compound-file");
        assert_eq!(code(&fib(0xa5ec, 0xc1, 0)[..100]), "compound-file");
        assert_eq!(code(&[]), "compound-file");
    }
}
