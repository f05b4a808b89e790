//! The piece table: where the text of each character position stands
//! (`Clx`, [MS-DOC] 2.4.1 and 2.9).

use std::borrow::Cow;
use std::ops::Range;

use super::charset::{self, Charset};
use super::fib::{self, Fib};
use super::word6;
use crate::bytes::{offset, slice, u8, u16, u32};
use crate::{Error, ErrorKind};

/// A stretch of text that stands in one place (`Pcd`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// The character positions.
    pub(super) cps: Range<u32>,
    /// The offset of its first character in the `WordDocument` stream.
    offset: usize,
    /// UTF-16, else one byte a position.
    pub(super) wide: bool,
    /// Properties that were set on the whole piece and not yet worked in (`Prm`).
    prm: u16,
}

/// The pieces of a document, in order.
#[derive(Debug)]
pub(super) struct PieceTable {
    pub(super) pieces: Vec<Piece>,
    /// The properties that pieces refer to (`Prc`).
    prcs: Vec<Vec<u8>>,
    /// What the bytes of narrow pieces stand for.
    pub(super) charset: Charset,
}

/// One character of the text: a UTF-16 unit, or a byte of a narrow piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Character {
    pub(super) cp: u32,
    pub(super) unit: u16,
    pub(super) offset: usize,
    /// The number of its piece.
    pub(super) piece: usize,
}

impl PieceTable {
    /// Reads the piece table. A file without one has its text in one piece, in
    /// the code page of its language.
    pub(super) fn read(fib: &Fib, word: &[u8], table: &[u8]) -> Result<PieceTable, Error> {
        let clx = fib.slice(table, fib::CLX);
        let (pieces, prcs, charset) = match read_clx(clx, fib.word6) {
            Some((pieces, prcs)) if fib.word6 => {
                let prcs = prcs.iter().map(|prc| word6::translate(prc)).collect();
                (pieces, prcs, charset::of_file(fib))
            }
            Some((pieces, prcs)) => (pieces, prcs, Charset::default()),
            None => (vec![whole(fib, word)], Vec::new(), charset::of_file(fib)),
        };
        let table = PieceTable {
            pieces: pieces.into_iter().map(|piece| clip(piece, word)).collect(),
            prcs,
            charset,
        };
        // Each position has a place of its own, so that there are no more of
        // them than bytes. More would be a small file that unfolds without end.
        let count = |piece: &Piece| u64::from(piece.cps.end - piece.cps.start);
        if table.pieces.iter().map(count).sum::<u64>() > word.len() as u64 {
            return Err(ErrorKind::CompoundFile {
                stream: Some("WordDocument"),
                cause: "the pieces of the text overlap".to_owned(),
            }
            .into());
        }
        Ok(table)
    }

    /// The characters of a range of positions.
    pub(super) fn characters<'w>(
        &'w self,
        word: &'w [u8],
        cps: Range<u32>,
    ) -> impl Iterator<Item = Character> + 'w {
        let pieces = self.pieces.iter().enumerate();
        pieces.flat_map(move |(number, piece)| {
            let from = piece.cps.start.max(cps.start);
            let to = piece.cps.end.min(cps.end);
            (from..to.max(from)).map_while(move |cp| {
                let index = (cp - piece.cps.start) as usize;
                let (offset, unit) = match piece.wide {
                    true => (
                        piece.offset + index * 2,
                        u16(word, piece.offset + index * 2)?,
                    ),
                    false => (
                        piece.offset + index,
                        u16::from(u8(word, piece.offset + index)?),
                    ),
                };
                Some(Character {
                    cp,
                    unit,
                    offset,
                    piece: number,
                })
            })
        })
    }

    /// The properties that were set on a whole piece: one that fits into the
    /// number itself (`Prm0`), or a list (`Prm1`).
    pub(super) fn properties(&self, piece: usize) -> Cow<'_, [u8]> {
        let prm = self.pieces.get(piece).map_or(0, |piece| piece.prm);
        if prm & 1 != 0 {
            let list = self.prcs.get(usize::from(prm >> 1));
            return list.map_or(Cow::default(), |list| Cow::from(list.as_slice()));
        }
        let code = match (prm >> 1) & 0x7f {
            0x05 => 0x2403,             // sprmPJc80
            0x09 => 0x2407,             // sprmPFPageBreakBefore
            0x0c => 0x260a,             // sprmPIlvl
            0x18 => 0x2416,             // sprmPFInTable
            0x19 => 0x2417,             // sprmPFTtp
            0x41 => 0x0800,             // sprmCFRMarkDel
            0x47 => 0x0806,             // sprmCFData
            0x4b => 0x080a,             // sprmCFOle2
            0x53 => 0x2a33,             // sprmCPlain
            0x55 => 0x0835,             // sprmCFBold
            0x56 => 0x0836,             // sprmCFItalic
            0x57 => 0x0837,             // sprmCFStrike
            0x5c => 0x083c,             // sprmCFVanish
            0x5e => 0x2a3e,             // sprmCKul
            0x68 => 0x2a48,             // sprmCIss
            0x73 => 0x2a53,             // sprmCFDStrike
            0x75 => 0x0855,             // sprmCFSpec
            0x76 => 0x0856,             // sprmCFObj
            0x78 => 0x2640,             // sprmPOutLvl
            _ => return Cow::default(), // layout
        };
        let [low, high] = u16::to_le_bytes(code);
        Cow::from(vec![low, high, (prm >> 8) as u8])
    }
}

/// Reads a `Clx`: lists of properties (`Prc`), then the pieces (`Pcdt`).
///
/// Those of Word 6 are all narrow and say so by nothing.
fn read_clx(clx: &[u8], word6: bool) -> Option<(Vec<Piece>, Vec<Vec<u8>>)> {
    let mut prcs = Vec::new();
    let mut at = 0;
    while u8(clx, at)? == 1 {
        let length = usize::from(u16(clx, at + 1)?);
        prcs.push(slice(clx, at + 3, length)?.to_vec());
        at += 3 + length;
    }
    if u8(clx, at)? != 2 {
        return None;
    }
    let length = offset(clx, at + 1)?;
    let plc = clx.get(at + 5..)?;
    let plc = plc.get(..length).unwrap_or(plc);
    let count = plc.len().checked_sub(4)? / 12;
    let piece = |index: usize| {
        let (start, end) = (u32(plc, index * 4)?, u32(plc, index * 4 + 4)?);
        let pcd = (count + 1) * 4 + index * 8;
        let fc = offset(plc, pcd + 2)?;
        // `FcCompressed`: narrow text gives its offset doubled.
        let narrow = fc & 0x4000_0000 != 0;
        let fc = fc & 0x3fff_ffff;
        Some(Piece {
            cps: start..end.max(start),
            offset: if narrow && !word6 { fc / 2 } else { fc },
            wide: !narrow && !word6,
            prm: u16(plc, pcd + 6)?,
        })
    };
    Some(((0..count).map_while(piece).collect(), prcs))
}

/// The text of a file without a piece table.
fn whole(fib: &Fib, word: &[u8]) -> Piece {
    let (start, end) = fib.text;
    let end = end.min(word.len()).max(start);
    Piece {
        cps: 0..u32::try_from(end - start).unwrap_or(u32::MAX),
        offset: start,
        wide: false,
        prm: 0,
    }
}

/// Cuts a piece to what is there of the stream.
fn clip(mut piece: Piece, word: &[u8]) -> Piece {
    let there = word.len().saturating_sub(piece.offset);
    let most = if piece.wide { there / 2 } else { there };
    let most = u32::try_from(most).unwrap_or(u32::MAX);
    piece.cps.end = piece.cps.end.min(piece.cps.start.saturating_add(most));
    piece
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clx(pieces: &[(u32, u32, u16)], end: u32) -> Vec<u8> {
        let mut clx = vec![1, 3, 0, 0x35, 0x08, 1, 2];
        clx.extend(u32::to_le_bytes(4 + pieces.len() as u32 * 12));
        clx.extend(pieces.iter().flat_map(|(cp, _, _)| cp.to_le_bytes()));
        clx.extend(end.to_le_bytes());
        for (_, fc, prm) in pieces {
            clx.extend([0, 0]);
            clx.extend(fc.to_le_bytes());
            clx.extend(prm.to_le_bytes());
        }
        clx
    }

    fn table(pieces: &[(u32, u32, u16)], end: u32, word: &[u8]) -> PieceTable {
        let (pieces, prcs) = read_clx(&clx(pieces, end), false).unwrap();
        PieceTable {
            pieces: pieces.into_iter().map(|piece| clip(piece, word)).collect(),
            prcs,
            charset: Charset::default(),
        }
    }

    const NARROW: u32 = 0x4000_0000;

    #[test]
    fn pieces_are_wide_or_narrow() {
        let word = b"ab-\x2d\x4e\x87\x65";
        let table = table(&[(0, NARROW, 1), (2, 3, 0x0155 << 1)], 9, word);
        let units: Vec<u16> = table.characters(word, 0..100).map(|c| c.unit).collect();
        assert_eq!(units, [0x61, 0x62, 0x4e2d, 0x6587]);
        let offsets: Vec<usize> = table.characters(word, 1..3).map(|c| c.offset).collect();
        assert_eq!(offsets, [1, 3]);
        assert_eq!(table.properties(0), &[0x35, 0x08, 1][..]);
        assert_eq!(table.properties(1), &[0x35, 0x08, 2][..]);
        assert!(table.properties(7).is_empty());
    }

    #[test]
    fn a_table_that_is_cut_off_is_none() {
        let whole = clx(&[(0, NARROW, 1)], 2);
        for length in 0..7 {
            assert_eq!(read_clx(&whole[..length], false), None);
        }
    }

    #[test]
    fn pieces_that_overlap_without_end_are_refused() {
        let mut word = vec![0u8; 2000];
        word[0..2].copy_from_slice(&[0xec, 0xa5]);
        word[2] = 0xc1;
        (word[32], word[62], word[152]) = (14, 22, 93);
        let pieces: Vec<_> = (0..10).map(|index| (index * 2000, NARROW, 0)).collect();
        let clx = clx(&pieces, 20_000);
        word[154 + fib::CLX * 8 + 4..][..4].copy_from_slice(&(clx.len() as u32).to_le_bytes());
        let fib = Fib::read(&word).unwrap();
        let error = PieceTable::read(&fib, &word, &clx).unwrap_err();
        assert_eq!(error.code(), "compound-file");
    }
}
