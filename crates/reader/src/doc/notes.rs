//! The other stories: notes, headers, comments, text boxes. They stand apart
//! from the text and are not carried yet; those that have text are named.

use std::ops::Range;

use super::Parts;
use super::fib::{self, Fib};
use crate::bytes::u32;
use crate::tally::Tally;
use crate::word::fields::Fields;

/// The positions where endnotes are referred to.
pub(super) fn endnotes(fib: &Fib, table: &[u8]) -> Vec<u32> {
    let plc = fib.slice(table, fib::PLCF_END_REF);
    let count = plc.len().saturating_sub(4) / 6;
    (0..count).map_while(|index| u32(plc, index * 4)).collect()
}

/// Names the stories that stand nowhere in the text and have words. Notes and
/// comments are named where they are referred to.
pub(super) fn name_other_stories(parts: &Parts, tally: &mut Tally) {
    let lengths = parts.fib.lengths;
    let mut start = lengths.main;
    for (length, what) in [
        (lengths.footnotes, None),
        (lengths.headers, Some("header or footer")),
        (lengths.macros, None),
        (lengths.comments, None),
        (lengths.endnotes, None),
        (lengths.text_boxes, Some("text box")),
        (lengths.header_text_boxes, Some("text box")),
    ] {
        let end = start.saturating_add(length);
        if let Some(what) = what
            && has_words(parts, start..end)
        {
            tally.left_out(what, None);
        }
        start = end;
    }
}

/// True where there are words that are not the result of a field: that is a
/// page number or the like.
fn has_words(parts: &Parts, cps: Range<u32>) -> bool {
    let mut fields = Fields::default();
    parts.pieces.characters(&parts.word, cps).any(|character| {
        match character.unit {
            0x13 => drop(fields.mark("begin")),
            0x14 => drop(fields.mark("separate")),
            0x15 => drop(fields.mark("end")),
            unit => {
                let c = char::from_u32(u32::from(unit));
                return !fields.is_open() && c.is_some_and(char::is_alphanumeric);
            }
        }
        false
    })
}
