//! Automatic numbering: `numbering.xml` (17.9).

use super::properties::{RunProperties, is_on, value};
use crate::Error;
use crate::word::count::custom;
use crate::word::definitions::{Abstract, Definitions, LEVELS, Level, List};
use crate::xml::{Element, Node, Ns, Xml};

/// A label has at most this many characters: it is printed again and again.
const LONGEST_LABEL: usize = 255;

/// Reads `numbering.xml`.
pub(super) fn read(xml: &mut Xml) -> Result<Definitions, Error> {
    let mut numbering = Definitions::default();
    loop {
        match xml.next()? {
            Node::Start(element) if element.ns == Ns::W => match element.local() {
                "abstractNum" => {
                    let id = element
                        .attr("abstractNumId")
                        .unwrap_or_default()
                        .into_owned();
                    numbering.abstracts.insert(id, read_abstract(xml)?);
                }
                "num" => {
                    let id = element.attr("numId").unwrap_or_default().into_owned();
                    numbering.lists.insert(id, read_list(xml)?);
                }
                "numbering" => {}
                _ => xml.skip()?,
            },
            Node::Eof => return Ok(numbering),
            Node::Start(_) | Node::End | Node::Text(_) => {}
        }
    }
}

fn read_abstract(xml: &mut Xml) -> Result<Abstract, Error> {
    let mut definition = Abstract::new(vec![None; LEVELS]);
    loop {
        match xml.next()? {
            Node::Start(element) if element.local() == "lvl" => {
                let at = level_index(&element);
                let level = read_level(xml)?;
                if let Some(slot) = definition.levels.get_mut(at) {
                    *slot = Some(level);
                }
            }
            Node::Start(element) => {
                match element.local() {
                    "numStyleLink" => definition.levels_of = value(&element),
                    "styleLink" => definition.style = value(&element),
                    _ => {} // identifiers and names for the user
                }
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(definition),
        }
    }
}

fn level_index(element: &Element) -> usize {
    element
        .attr("ilvl")
        .and_then(|level| level.parse().ok())
        .unwrap_or(0)
}

fn read_level(xml: &mut Xml) -> Result<Level, Error> {
    let mut level = Level::default();
    loop {
        match xml.next()? {
            Node::Start(element) if element.local() == "rPr" => {
                let look = RunProperties::read(xml)?;
                (level.font, level.language) = (look.font, look.language);
            }
            Node::Start(element) => {
                let value = value(&element);
                match element.local() {
                    "start" => level.start = value.and_then(|v| v.parse().ok()).unwrap_or(0),
                    "numFmt" => level.format = read_format(&element),
                    "lvlText" => {
                        let text = value.unwrap_or_default();
                        level.text = text.chars().take(LONGEST_LABEL).collect();
                    }
                    "lvlRestart" => level.restart = value.and_then(|v| v.parse().ok()),
                    "isLgl" => level.legal = is_on(&element),
                    "lvlPicBulletId" => level.picture = true,
                    "pStyle" => level.style = value,
                    // Indents, tabs, alignment, and `w:suff`: what stands
                    // between the label and the text is no part of either.
                    _ => {}
                }
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(level),
        }
    }
}

/// `w:numFmt` (17.9.17): a name, or `custom` with a pattern.
fn read_format(element: &Element) -> String {
    let name = value(element).unwrap_or_else(|| "decimal".to_owned());
    match element.attr("format") {
        Some(pattern) if name == "custom" => custom(&pattern),
        _ => name,
    }
}

fn read_list(xml: &mut Xml) -> Result<List, Error> {
    let mut list = List::default();
    loop {
        match xml.next()? {
            Node::Start(element) => match element.local() {
                "abstractNumId" => {
                    list.abstract_id = value(&element).unwrap_or_default();
                    xml.skip()?;
                }
                "lvlOverride" => {
                    let at = level_index(&element);
                    read_override(xml, &mut list, at)?;
                }
                _ => xml.skip()?,
            },
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(list),
        }
    }
}

fn read_override(xml: &mut Xml, list: &mut List, at: usize) -> Result<(), Error> {
    loop {
        match xml.next()? {
            Node::Start(element) => match element.local() {
                "startOverride" => {
                    if let Some(start) = value(&element).and_then(|v| v.parse().ok()) {
                        list.starts.insert(at, start);
                    }
                    xml.skip()?;
                }
                "lvl" => {
                    let level = read_level(xml)?;
                    list.levels.insert(at, level);
                }
                _ => xml.skip()?,
            },
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::count::Language;
    use crate::word::lists::{Label, Lists};

    fn numbering(levels: &str, lists: &str) -> Lists {
        let text = format!(
            "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
             <w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum>{lists}</w:numbering>"
        );
        Lists::new(read(&mut Xml::new(&text, "word/numbering.xml", 64)).unwrap())
    }

    fn level(at: usize, format: &str, text: &str) -> String {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
             <w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    }

    const LIST: &str = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";

    fn label(text: &str) -> Option<Label> {
        Some(Label::Text(text.to_owned()))
    }

    #[test]
    fn chinese_headings_count_and_restart() {
        let levels = level(0, "chineseCounting", "%1、") + &level(1, "chineseCounting", "（%2）");
        let mut numbering = numbering(&levels, LIST);
        for (level, expected) in [
            (0, "一、"),
            (1, "（一）"),
            (1, "（二）"),
            (0, "二、"),
            (1, "（一）"),
        ] {
            assert_eq!(
                numbering.next("1", level, Language::English),
                label(expected)
            );
        }
    }

    #[test]
    fn a_level_prints_those_above_it() {
        let levels = level(0, "decimal", "%1.") + &level(1, "decimal", "%1.%2");
        let mut numbering = numbering(&levels, LIST);
        assert_eq!(numbering.next("1", 1, Language::English), label("1.1"));
        assert_eq!(numbering.next("1", 1, Language::English), label("1.2"));
        assert_eq!(numbering.next("1", 0, Language::English), label("2."));
    }

    #[test]
    fn a_list_may_start_anew() {
        let lists = format!(
            "{LIST}<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/>\
             <w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
        );
        let mut numbering = numbering(&level(0, "decimal", "%1."), &lists);
        for (list, expected) in [
            ("1", "1."),
            ("1", "2."),
            ("2", "1."),
            ("2", "2."),
            ("1", "3."),
        ] {
            assert_eq!(numbering.next(list, 0, Language::English), label(expected));
        }
    }

    #[test]
    fn bullets_and_unknown_formats() {
        let levels = level(0, "bullet", "\u{f0b7}") + &level(1, "chineseNotImpl", "%2.");
        let mut numbering = numbering(&levels, LIST);
        assert_eq!(numbering.next("1", 0, Language::English), label("•"));
        assert_eq!(
            numbering.next("1", 1, Language::English),
            Some(Label::Unknown("chineseNotImpl".to_owned()))
        );
        assert_eq!(numbering.next("0", 0, Language::English), None);
        assert_eq!(numbering.next("9", 0, Language::English), None);
    }
}
