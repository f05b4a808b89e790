//! Texts: the shared strings (18.4.9) and the strings of single cells (18.3.1.53).

use super::styles::read_font;
use crate::Error;
use crate::sheet::text::Text;
use crate::tally::Tally;
use crate::xml::{Element, Node, Ns, Xml};

/// Reads the shared string table. The counts that it states are not looked at:
/// they are often wrong, and nothing must be allocated on their word.
pub(super) fn read_shared(xml: &mut Xml, tally: &mut Tally) -> Result<Vec<Text>, Error> {
    let mut strings = Vec::new();
    loop {
        match xml.next()? {
            Node::Start(element) => match (element.ns, element.local()) {
                (Ns::S, "sst") => {}
                (Ns::S, "si") => strings.push(read_string(xml, tally)?),
                (Ns::S, "extLst") => xml.skip()?,
                _ => {
                    tally.unknown(&element.name(), None);
                    xml.skip()?;
                }
            },
            Node::End | Node::Text(_) => {}
            Node::Eof => return Ok(strings),
        }
    }
}

/// Reads the content of a string item (`si`, `is`), its end included (18.4.8).
/// Phonetic runs say how the text is pronounced and are no part of it (18.4.6).
pub(super) fn read_string(xml: &mut Xml, tally: &mut Tally) -> Result<Text, Error> {
    let mut string = Text::default();
    loop {
        match xml.next()? {
            Node::Start(element) => match (element.ns, element.local()) {
                (Ns::S, "t") => {
                    let piece = read_t(xml, &element)?;
                    string.push(&piece, None);
                }
                (Ns::S, "r") => read_run(xml, &mut string, tally)?,
                (Ns::S, "rPh" | "phoneticPr" | "extLst") => xml.skip()?,
                _ => {
                    tally.unknown(&element.name(), None);
                    xml.skip()?;
                }
            },
            Node::Text(_) => {}
            Node::End | Node::Eof => {
                string.settle();
                return Ok(string);
            }
        }
    }
}

/// Reads a rich text run, its end included (18.4.4).
fn read_run(xml: &mut Xml, string: &mut Text, tally: &mut Tally) -> Result<(), Error> {
    let mut look = None;
    loop {
        match xml.next()? {
            Node::Start(element) => match (element.ns, element.local()) {
                (Ns::S, "rPr") => look = Some(read_font(xml)?.style),
                (Ns::S, "t") => {
                    let piece = read_t(xml, &element)?;
                    string.push(&piece, look.clone());
                }
                (Ns::S, "extLst") => xml.skip()?,
                _ => {
                    tally.unknown(&element.name(), None);
                    xml.skip()?;
                }
            },
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(()),
        }
    }
}

/// Reads a `t`, its end included. Space at its ends counts only where it is
/// said to be preserved: Excel takes the rest for indentation of the XML.
fn read_t(xml: &mut Xml, element: &Element) -> Result<String, Error> {
    let preserve = element
        .attrs()
        .any(|(name, value)| name == "xml:space" && value == "preserve");
    let text = xml.text_content()?;
    let ends = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let kept = if preserve {
        &*text
    } else {
        text.trim_matches(ends)
    };
    Ok(decode(kept))
}

/// Decodes `_xHHHH_`, by which characters are written that XML cannot hold
/// (22.9.2.19); `_x005F_` stands for the underscore that would begin one. The
/// codes are UTF-16 units, and a half of a pair alone is no character.
pub(super) fn decode(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_owned();
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        decoded.push_str(before);
        match unit(escape) {
            Some(high) if (0xd800..0xdc00).contains(&high) => {
                let low = escape.get(7..).and_then(unit);
                let pair = char::decode_utf16([Some(high), low].into_iter().flatten()).next();
                match (pair, low) {
                    (Some(Ok(c)), Some(_)) => {
                        decoded.push(c);
                        rest = escape.get(14..).unwrap_or_default();
                    }
                    _ => rest = keep(&mut decoded, escape, 7),
                }
            }
            Some(unit) => match char::from_u32(u32::from(unit)) {
                Some(c) => {
                    decoded.push(c);
                    rest = escape.get(7..).unwrap_or_default();
                }
                None => rest = keep(&mut decoded, escape, 7),
            },
            None => rest = keep(&mut decoded, escape, 2),
        }
    }
    decoded.push_str(rest);
    decoded
}

/// The code unit that `_xHHHH_` at the beginning of `escape` stands for.
fn unit(escape: &str) -> Option<u16> {
    let hex = escape
        .strip_prefix("_x")?
        .get(..4)
        .filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))?;
    escape.get(6..)?.starts_with('_').then_some(())?;
    u16::from_str_radix(hex, 16).ok()
}

fn keep<'t>(decoded: &mut String, escape: &'t str, length: usize) -> &'t str {
    let (kept, rest) = escape.split_at_checked(length).unwrap_or((escape, ""));
    decoded.push_str(kept);
    rest
}

#[cfg(test)]
mod tests {
    use gongkai_model::Style;

    use super::*;

    fn read(xml: &str) -> Vec<Text> {
        let root = format!(
            "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" count=\"9\" uniqueCount=\"4294967295\">{xml}</sst>"
        );
        let mut tally = Tally::default();
        let strings = read_shared(&mut Xml::new(&root, "s.xml", 64), &mut tally).unwrap();
        assert_eq!(tally.into_diagnostics().count(), 0);
        strings
    }

    #[test]
    fn escapes_are_decoded() {
        for (text, decoded) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_", "😀"),
            ("_xD83D_x", "_xD83D_x"),
            ("_xDE00_", "_xDE00_"),
            ("_x00G0_ _x12_ _x1234", "_x00G0_ _x12_ _x1234"),
            ("文_x4E2D_", "文中"),
            ("_x中文字符_", "_x中文字符_"),
        ] {
            assert_eq!(decode(text), decoded, "{text}");
        }
    }

    #[test]
    fn phonetic_text_is_no_text() {
        let strings = read(
            "<si><t>课税</t><rPh sb=\"0\" eb=\"2\"><t>カゼイ</t></rPh><phoneticPr fontId=\"1\"/></si>",
        );
        assert_eq!(strings, [Text::plain("课税".to_owned())]);
    }

    #[test]
    fn runs_without_properties_look_like_the_cell() {
        let strings = read(
            "<si><r><t xml:space=\"preserve\">共 </t></r><r><rPr><b/><sz val=\"11\"/></rPr><t>3</t></r><r><rPr><i val=\"0\"/></rPr><t>件</t></r></si>",
        );
        let base = Style {
            italic: true,
            ..Style::default()
        };
        let rich = strings[0].rich(&base);
        assert_eq!(rich.text, "共 3件");
        let looks: Vec<_> = rich
            .runs
            .iter()
            .map(|r| (r.start, r.end, r.style.bold, r.style.italic))
            .collect();
        assert_eq!(looks, [(0, 2, false, true), (2, 3, true, false)]);
    }

    #[test]
    fn space_counts_where_it_is_preserved() {
        let strings = read(
            "<si><t>\n 甲 </t></si><si><t xml:space=\"preserve\"> 乙 </t></si><si/><si><t><![CDATA[<丙>&]]>&amp;</t></si>",
        );
        let texts: Vec<_> = strings.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts, ["甲", " 乙 ", "", "<丙>&&"]);
    }
}
