//! The paragraphs of a story: where each ends ([MS-DOC] 2.4.2), and its text
//! in stretches of one formatting.

use std::borrow::Cow;
use std::ops::Range;

use super::Parts;
use super::pap::Pap;

/// The mark at the end of a paragraph.
pub(super) const PARAGRAPH_MARK: u16 = 0x0d;
/// The mark at the end of a cell or of a row.
pub(super) const CELL_MARK: u16 = 0x07;
/// The mark at the end of a section; elsewhere a page break.
pub(super) const PAGE_BREAK: u16 = 0x0c;

/// A stretch of text of one formatting.
#[derive(Debug)]
pub(super) struct Segment<'p> {
    /// The position of its first character.
    pub(super) cp: u32,
    /// UTF-16 units, or the bytes of narrow text.
    pub(super) units: Vec<u16>,
    pub(super) wide: bool,
    /// The formatting (`Chpx`), and what was set on the whole piece.
    pub(super) properties: [Cow<'p, [u8]>; 2],
    piece: usize,
    end: usize,
}

/// A paragraph.
#[derive(Debug)]
pub(super) struct StoryParagraph<'p> {
    pub(super) segments: Vec<Segment<'p>>,
    pub(super) mark: Mark,
    pub(super) properties: Pap,
    /// The `grpprl` lists of its properties, for those of a table row.
    pub(super) lists: [Cow<'p, [u8]>; 2],
    /// Properties of the mark itself.
    pub(super) mark_properties: [Cow<'p, [u8]>; 2],
}

/// How a paragraph ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Paragraph,
    Cell,
    /// The section ends as well; true where the next one begins a page.
    Section {
        new_page: bool,
    },
}

/// Calls `f` for each paragraph of a story. `sections` are the positions after
/// the end of each section but the last, and whether a page begins there.
pub(super) fn paragraphs<'p, E>(
    parts: &'p Parts,
    cps: Range<u32>,
    sections: &[(u32, bool)],
    mut f: impl FnMut(StoryParagraph<'p>) -> Result<(), E>,
) -> Result<(), E> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut last = None;
    for character in parts.pieces.characters(&parts.word, cps) {
        last = Some(character);
        let section = match character.unit {
            PAGE_BREAK => {
                let found = sections.binary_search_by_key(&(character.cp + 1), |(end, _)| *end);
                found.ok().map(|index| &sections[index])
            }
            _ => None,
        };
        let mark = match (character.unit, section) {
            (PARAGRAPH_MARK, _) => Some(Mark::Paragraph),
            (CELL_MARK, _) => Some(Mark::Cell),
            (_, Some((_, new_page))) => Some(Mark::Section {
                new_page: *new_page,
            }),
            _ => None,
        };
        if let Some(mark) = mark {
            let segments = std::mem::take(&mut segments);
            f(end_paragraph(
                parts,
                segments,
                mark,
                character.offset,
                character.piece,
            ))?;
            continue;
        }
        let goes_on = segments
            .last_mut()
            .filter(|segment| segment.piece == character.piece && character.offset < segment.end);
        match goes_on {
            Some(segment) => segment.units.push(character.unit),
            None => {
                let (chpx, end) = parts.characters.at(&parts.word, character.offset);
                segments.push(Segment {
                    cp: character.cp,
                    units: vec![character.unit],
                    wide: parts.pieces.pieces[character.piece].wide,
                    properties: [chpx.into(), parts.pieces.properties(character.piece)],
                    piece: character.piece,
                    end,
                });
            }
        }
    }
    // A story ends with a paragraph mark; where it was cut off, with its text.
    match last {
        Some(last) if !segments.is_empty() => f(end_paragraph(
            parts,
            segments,
            Mark::Paragraph,
            last.offset,
            last.piece,
        )),
        _ => Ok(()),
    }
}

/// The paragraph has the properties that stand beside its mark.
fn end_paragraph<'p>(
    parts: &'p Parts,
    segments: Vec<Segment<'p>>,
    mark: Mark,
    offset: usize,
    piece: usize,
) -> StoryParagraph<'p> {
    let (papx, _) = parts.paragraphs.at(&parts.word, offset);
    let (chpx, _) = parts.characters.at(&parts.word, offset);
    let of_piece = parts.pieces.properties(piece);
    StoryParagraph {
        segments,
        mark,
        properties: Pap::read(papx, &of_piece, &parts.data),
        lists: [papx.get(2..).unwrap_or_default().into(), of_piece.clone()],
        mark_properties: [chpx.into(), of_piece],
    }
}
