//! Long paragraphs in several rows.
//!
//! A cell holds 32,767 characters, and a row is at most 409.5 points high:
//! what is more is neither seen nor printed. So a long paragraph goes on in
//! the next row, if possible after the end of a sentence.

use gongkai_model::RichText;
use unicode_width::UnicodeWidthChar;

use super::content::CELL_LIMIT;

/// How many columns of half-width characters fit a line of the text.
const LINE: usize = 76;

/// How many lines of 12 points a row shows.
const LINES: usize = 24;

/// The text in parts that each fit a row.
pub(super) fn parts(content: &RichText) -> Vec<RichText> {
    let cuts = cuts(&content.text);
    if cuts.is_empty() {
        return vec![content.clone()];
    }
    let mut parts = vec![RichText::default()];
    let mut cuts = cuts.into_iter().peekable();
    let mut offset = 0;
    for (mut text, style) in content.segments() {
        while let Some(cut) = cuts.next_if(|&cut| cut <= offset + text.len()) {
            let (before, behind) = text.split_at(cut - offset);
            push(&mut parts, before, &style);
            parts.push(RichText::default());
            (text, offset) = (behind, cut);
        }
        push(&mut parts, text, &style);
        offset += text.len();
    }
    parts
}

fn push(parts: &mut [RichText], text: &str, style: &gongkai_model::Style) {
    if let Some(last) = parts.last_mut() {
        last.push(text, style);
    }
}

/// The room that a row has, as it fills up.
#[derive(Default)]
struct Room {
    units: usize,
    lines: usize,
    column: usize,
}

impl Room {
    fn add(&mut self, c: char) {
        self.units += c.len_utf16();
        let width = c.width().unwrap_or(0);
        if c == '\n' || self.column + width > LINE {
            self.lines += 1;
            self.column = 0;
        }
        self.column += if c == '\n' { 0 } else { width };
    }

    fn is_over(&self) -> bool {
        self.units > CELL_LIMIT || self.lines >= LINES
    }
}

/// The byte offsets at which the text goes on in the next row.
fn cuts(text: &str) -> Vec<usize> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let mut cuts = Vec::new();
    let (mut index, mut first) = (0, 0);
    let mut stop = None;
    let mut room = Room::default();
    while let Some(&(_, c)) = characters.get(index) {
        room.add(c);
        if room.is_over() && index > first {
            first = stop.take().unwrap_or(index);
            cuts.push(characters[first].0);
            index = first;
            room = Room::default();
            continue;
        }
        index += 1;
        let next = characters.get(index).map(|(_, next)| *next);
        if ends_sentence(c) && next.is_some_and(begins_sentence) {
            stop = Some(index);
        }
    }
    cuts
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；')
}

/// Not a closing mark, which belongs to the sentence before.
fn begins_sentence(c: char) -> bool {
    !c.is_whitespace() && !"\"”’）》」』".contains(c)
}

#[cfg(test)]
mod tests {
    use gongkai_model::Style;

    use super::*;

    fn joined(parts: &[RichText]) -> RichText {
        let mut whole = RichText::default();
        for part in parts {
            for (text, style) in part.segments() {
                whole.push(text, &style);
            }
        }
        whole
    }

    #[test]
    fn a_short_text_is_one_part() {
        assert_eq!(parts(&RichText::plain("甲")), [RichText::plain("甲")]);
        assert_eq!(parts(&RichText::default()), [RichText::default()]);
    }

    #[test]
    fn a_long_text_goes_on_after_a_sentence() {
        let sentence = "依法公开政府信息，保障群众知情权。";
        let text = RichText::plain(sentence.repeat(200));
        let parts = parts(&text);
        assert!(parts.len() > 1);
        assert!(
            parts
                .iter()
                .all(|part| part.text.ends_with('。') && part.text.starts_with('依'))
        );
        assert_eq!(joined(&parts), text);
    }

    #[test]
    fn no_part_is_longer_than_a_cell_and_none_is_lost() {
        let mut text = RichText::plain("\u{301}".repeat(70_000)); // no width, so one line
        text.push(
            &"😀&".repeat(3000),
            &Style {
                bold: true,
                ..Style::default()
            },
        );
        text.push(&"\n".repeat(50), &Style::default());
        let parts = parts(&text);
        assert!(
            parts
                .iter()
                .all(|part| part.text.encode_utf16().count() <= CELL_LIMIT)
        );
        assert_eq!(joined(&parts), text);
    }
}
