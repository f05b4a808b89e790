//! The text of a paragraph: special characters, fields, hidden and deleted
//! text ([MS-DOC] 2.4.1, 2.6.1).

use std::collections::HashSet;
use std::ops::Range;

use gongkai_model::Place;

use super::Parts;
use super::chp::Chp;
use super::story::{PAGE_BREAK, Segment};
use crate::tally::Tally;
use crate::word::fields::{Fields, Shown};
use crate::word::paragraph::Piece;

// Characters that stand for something else where `sprmCFSpec` says so.
const PICTURE: u16 = 0x01;
const NOTE: u16 = 0x02;
const NOTE_SEPARATOR: u16 = 0x03;
const NOTE_CONTINUATION: u16 = 0x04;
const COMMENT: u16 = 0x05;
const DRAWN_OBJECT: u16 = 0x08;
const SYMBOL: u16 = 0x28;
// Characters that always do.
const TAB: u16 = 0x09;
const LINE_BREAK: u16 = 0x0b;
const COLUMN_BREAK: u16 = 0x0e;
const FIELD_BEGIN: u16 = 0x13;
const FIELD_SEPARATE: u16 = 0x14;
const FIELD_END: u16 = 0x15;
const NON_BREAKING_HYPHEN: u16 = 0x1e;
const SOFT_HYPHEN: u16 = 0x1f;

/// Turns segments into pieces of a paragraph.
pub(super) struct RunReader<'p, 't> {
    parts: &'p Parts,
    tally: &'t mut Tally,
    /// Fields that are open at the end of a paragraph go on in the next one.
    fields: Fields,
    /// Where fields begin that never end: their code would hide all that follows.
    endless: HashSet<u32>,
    /// Where endnotes are referred to; other notes are footnotes.
    endnotes: &'t [u32],
}

/// The text of a paragraph, and the largest size that it states.
pub(super) type Text = (Vec<Piece>, Option<u32>);

impl<'p, 't> RunReader<'p, 't> {
    pub(super) fn new(
        parts: &'p Parts,
        cps: Range<u32>,
        endnotes: &'t [u32],
        tally: &'t mut Tally,
    ) -> RunReader<'p, 't> {
        RunReader {
            parts,
            tally,
            fields: Fields::default(),
            endless: endless_fields(parts, cps),
            endnotes,
        }
    }

    pub(super) fn tally(&mut self) -> &mut Tally {
        self.tally
    }

    /// Reads the text of a paragraph in a style, which may be that of a heading.
    pub(super) fn text(
        &mut self,
        segments: &[Segment],
        style: u16,
        is_heading: bool,
        place: &Place,
    ) -> Text {
        let look = self.parts.styles.look(style);
        let mut text = (Vec::new(), None);
        for segment in segments {
            let mut own = Chp::default();
            for list in &segment.properties {
                own.apply(list, &look);
            }
            if own.deleted {
                continue;
            }
            let base = own.style.map(|style| self.parts.styles.character(style));
            let base = base.unwrap_or_default();
            let mut chp = own.over(&base);
            chp.look = own.look.over_styles(base.look, look.look);
            if is_heading {
                chp.look = chp.look.within_heading(look.look);
            }
            chp.font = chp.font.or(look.font);
            self.segment(segment, &chp, place, &mut text);
        }
        text
    }

    fn segment(&mut self, segment: &Segment, chp: &Chp, place: &Place, text: &mut Text) {
        let mut plain = Vec::new();
        for (index, &unit) in segment.units.iter().enumerate() {
            let cp = segment.cp + index as u32;
            let replaced: Option<&[u16]> = match unit {
                SYMBOL if chp.symbol.is_some() => Some(chp.symbol.as_slice()),
                SYMBOL | 0x20.. => None,
                TAB => None,
                LINE_BREAK | COLUMN_BREAK => Some(&[0x0a]),
                SOFT_HYPHEN => Some(&[]), // shows only where a line happens to end
                FIELD_BEGIN if self.endless.contains(&cp) => Some(&[]),
                PICTURE..=COMMENT | DRAWN_OBJECT if !chp.special => None,
                _ => {
                    self.push(&mut plain, segment.wide, chp, place, text);
                    self.special(unit, cp, chp, place, text);
                    continue;
                }
            };
            match replaced {
                None => plain.push(unit),
                // What stands for a character is UTF-16 in narrow text too.
                Some(units) => {
                    self.push(&mut plain, segment.wide, chp, place, text);
                    self.push(&mut units.to_vec(), true, chp, place, text);
                }
            }
        }
        self.push(&mut plain, segment.wide, chp, place, text);
    }

    /// A character that is no text.
    fn special(&mut self, unit: u16, cp: u32, chp: &Chp, place: &Place, text: &mut Text) {
        match unit {
            FIELD_BEGIN => drop(self.fields.mark("begin")),
            FIELD_SEPARATE => drop(self.fields.mark("separate")),
            FIELD_END => match self.fields.mark("end") {
                Shown::Text(shown) => {
                    let mut units = shown.encode_utf16().collect();
                    self.push(&mut units, true, chp, place, text);
                }
                Shown::Unreadable(what) => self.tally.left_out(what, Some(place)),
                Shown::Nothing => {}
            },
            PAGE_BREAK if self.fields.shows_text() => text.0.push(Piece::PageBreak),
            NON_BREAKING_HYPHEN => self.push(&mut vec![0x2011], true, chp, place, text),
            NOTE_SEPARATOR | NOTE_CONTINUATION => {}
            PICTURE | NOTE | COMMENT | DRAWN_OBJECT if self.fields.shows_text() => {
                let what = match unit {
                    PICTURE if chp.data => return, // the state of a form field
                    PICTURE if chp.object => "embedded object",
                    PICTURE => "picture",
                    NOTE if self.endnotes.binary_search(&cp).is_ok() => "endnote",
                    NOTE => "footnote",
                    COMMENT => "comment",
                    _ => "drawn object",
                };
                self.tally.left_out(what, Some(place));
            }
            PICTURE..=COMMENT | DRAWN_OBJECT | PAGE_BREAK => {}
            // Control characters without a meaning: normalization names them.
            unit => self.push(&mut vec![unit], true, chp, place, text),
        }
    }

    /// Appends text, and empties its buffer.
    fn push(
        &mut self,
        units: &mut Vec<u16>,
        wide: bool,
        chp: &Chp,
        place: &Place,
        text: &mut Text,
    ) {
        if units.is_empty() {
            return;
        }
        let string = match wide {
            true => String::from_utf16_lossy(units),
            false => {
                let charset = self.parts.pieces.charset;
                self.parts.fonts.charset(charset, chp.font).decode(units)
            }
        };
        units.clear();
        if self.fields.in_code() {
            self.fields.code(&string);
            return;
        }
        if !self.fields.shows_text() {
            self.fields.unshown(&string);
            return;
        }
        if chp.look.hidden == Some(true) && self.tally.hides("sprmCFVanish", Some(place)) {
            return;
        }
        self.fields.note_result();
        let mut style = chp.look.style();
        style.link = self.fields.link().map(str::to_owned);
        let is_label = chp
            .style
            .is_some_and(|style| self.parts.styles.is_label(style));
        text.1 = text.1.max(chp.size);
        text.0.push(Piece::Text {
            text: string,
            style,
            is_label,
        });
    }
}

/// The positions where a field begins that does not end in the story.
fn endless_fields(parts: &Parts, cps: Range<u32>) -> HashSet<u32> {
    let mut open = Vec::new();
    for character in parts.pieces.characters(&parts.word, cps) {
        match character.unit {
            FIELD_BEGIN => open.push(character.cp),
            FIELD_END => {
                open.pop();
            }
            _ => {}
        }
    }
    open.into_iter().collect()
}
