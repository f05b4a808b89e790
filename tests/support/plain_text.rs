//! The characters that stand in the main part of a Word file, read with no
//! understanding of it: all text that is not deleted, and of alternatives the
//! first that has any. What a reader keeps is held against it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// How often each character occurs; space does not count.
pub type Characters = BTreeMap<char, usize>;

/// Counts the characters of a text.
pub fn characters(text: &str) -> Characters {
    let mut counts = Characters::new();
    for c in crate::meaning::solid(text).chars() {
        // The bullet of the font Symbol is a bullet.
        let c = if c == '\u{f0b7}' { '•' } else { c };
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// The characters of one text that the other has less often.
pub fn missing(all: &Characters, kept: &Characters) -> String {
    let lost = |(c, count): (&char, &usize)| {
        let kept = kept.get(c).copied().unwrap_or(0);
        c.to_string().repeat(count.saturating_sub(kept))
    };
    all.iter().map(lost).collect()
}

/// The text of a main part, and what it stands in.
#[derive(Debug)]
pub struct PlainText {
    /// Each piece, with the names of the elements around it, the outermost first.
    pieces: Vec<(Vec<String>, String)>,
}

impl PlainText {
    /// The text of a Word file; none where its main part is not where Word
    /// puts it.
    pub fn of_word_file(bytes: &[u8]) -> Option<PlainText> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let mut xml = String::new();
        let mut part = archive.by_name("word/document.xml").ok()?;
        part.read_to_string(&mut xml).ok()?;
        PlainText::of_part(&xml)
    }

    fn of_part(xml: &str) -> Option<PlainText> {
        let mut reader = quick_xml::Reader::from_str(xml.trim_start_matches('\u{feff}'));
        let mut pieces: Vec<(Vec<String>, String)> = Vec::new();
        let mut open: Vec<String> = Vec::new();
        // For each open choice among alternatives, the pieces before it.
        let mut choices: Vec<usize> = Vec::new();
        let mut is_chosen = false;
        loop {
            let piece = match reader.read_event().ok()? {
                Event::Start(start) => {
                    let name = start.name().as_ref().to_owned();
                    match local(&name) {
                        "AlternateContent" => choices.push(pieces.len()),
                        "Fallback" => is_chosen = choices.last() != Some(&pieces.len()),
                        _ => {}
                    }
                    // A second choice counts where the first has no text.
                    let is_second = local(&name) == "Fallback" && is_chosen;
                    open.push(if is_second { "gone".to_owned() } else { name });
                    continue;
                }
                Event::End(end) => {
                    if local(end.name().as_ref()) == "AlternateContent" {
                        choices.pop();
                    }
                    open.pop();
                    continue;
                }
                Event::Empty(tag) => match local(tag.name().as_ref()) {
                    "noBreakHyphen" => "-".to_owned(),
                    "sym" | "symEx" => sign(&tag).unwrap_or_default(),
                    _ => continue,
                },
                Event::Text(piece) => piece.xml10_content().into_owned(),
                Event::CData(piece) => piece.xml10_content().into_owned(),
                Event::GeneralRef(name) => {
                    let name = format!("&{};", name.into_inner());
                    quick_xml::escape::unescape(&name).ok()?.into_owned()
                }
                Event::Eof => return Some(PlainText { pieces }),
                _ => continue,
            };
            let is_shown = matches!(
                open.last().map(|name| local(name)),
                Some("t" | "r" | "instrText")
            );
            let gone = ["del", "moveFrom", "gone"];
            if is_shown && !open.iter().any(|name| gone.contains(&local(name))) {
                pieces.push((open.clone(), piece));
            }
        }
    }

    /// All of it, with the codes of fields, of which some make text.
    pub fn all(&self) -> String {
        self.pieces
            .iter()
            .map(|(_, piece)| piece.as_str())
            .collect()
    }

    /// What is in `w:t`, whatever the prefix, or `m:t`, and in no element of
    /// some local names.
    pub fn without(&self, left_out: &[&str]) -> String {
        let counts = |open: &[String]| {
            let (Some(root), Some(last)) = (open.first(), open.last()) else {
                return false;
            };
            let is_formula = open.iter().any(|name| local(name) == "oMath");
            let is_text = local(last) == "t" && (is_formula || prefix(last) == prefix(root));
            is_text && !open.iter().any(|name| left_out.contains(&local(name)))
        };
        let kept = self.pieces.iter().filter(|(open, _)| counts(open));
        kept.map(|(_, piece)| piece.as_str()).collect()
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn prefix(name: &str) -> Option<&str> {
    name.split_once(':').map(|(prefix, _)| prefix)
}

/// The character of `w:sym` (17.3.3.30).
fn sign(tag: &BytesStart) -> Option<String> {
    let attributes = tag.attributes().flatten();
    let mut codes = attributes.filter(|a| local(a.key.as_ref()) == "char");
    let code = u32::from_str_radix(&codes.next()?.value, 16).ok()?;
    char::from_u32(code).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleted_text_and_second_choices_do_not_count() {
        let text = |xml: &str| PlainText::of_part(xml).map_or_else(String::new, |text| text.all());
        let xml =
            "<w:p><w:r><w:t>a &amp; b</w:t></w:r><w:del><w:r><w:t>d</w:t></w:r></w:del></w:p>";
        assert_eq!(text(xml), "a & b");
        let choice = |first: &str| {
            format!(
                "<mc:AlternateContent><mc:Choice>{first}</mc:Choice>\
                 <mc:Fallback><w:t>2</w:t></mc:Fallback></mc:AlternateContent>"
            )
        };
        assert_eq!(text(&choice("<w:t>1</w:t>")), "1");
        assert_eq!(text(&choice("<x:e/>")), "2");
    }

    #[test]
    fn elements_are_left_out_by_name() {
        let xml = "<w:p><w:r><w:t>a</w:t><m:t>b</m:t><w:sym w:char=\"F03A\"/></w:r></w:p>";
        let text = PlainText::of_part(xml);
        assert_eq!(
            text.as_ref().map(PlainText::all).as_deref(),
            Some("ab\u{f03a}")
        );
        let words = text.as_ref().map(|text| text.without(&[]));
        assert_eq!(
            words.as_deref(),
            Some("a"),
            "m:t outside of a formula is none"
        );
        assert_eq!(text.map(|t| t.without(&["r"])).as_deref(), Some(""));
    }

    #[test]
    fn what_is_missing_is_counted() {
        let (all, kept) = (characters("abb c"), characters("cb"));
        assert_eq!(missing(&all, &kept), "ab");
        assert_eq!(missing(&kept, &all), "");
    }
}
