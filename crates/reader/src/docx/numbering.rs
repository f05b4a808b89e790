//! Automatic numbering: `numbering.xml` (17.9).
//!
//! A label is computed as Word prints it. What Word does and the standard
//! leaves open is said where it is done.

use std::collections::HashMap;

use super::count::number;
use super::properties::{is_on, value};
use crate::Error;
use crate::xml::{Element, Node, Ns, Xml};

/// Word has nine levels.
const LEVELS: usize = 9;

/// A level of a list (`w:lvl`, 17.9.6).
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// The level whose change restarts this one; 0 for never (17.9.10).
    restart: Option<usize>,
    /// All numbers in decimal (`w:isLgl`, 17.9.4).
    legal: bool,
}

impl Default for Level {
    fn default() -> Level {
        Level {
            start: 0,
            format: "decimal".to_owned(),
            text: String::new(),
            restart: None,
            legal: false,
        }
    }
}

/// A list definition (`w:abstractNum`, 17.9.1).
#[derive(Debug, Clone, Default)]
struct Abstract {
    levels: Vec<Option<Level>>,
}

/// A list (`w:num`, 17.9.15).
#[derive(Debug, Clone, Default)]
struct List {
    abstract_id: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<String, Abstract>,
    lists: HashMap<String, List>,
    /// By list definition: lists with the same definition count on together.
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// The lists whose own start values have been used, with the level.
    started: std::collections::HashSet<(String, usize)>,
}

/// What Word prints before a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// The label; empty where the list prints none.
    Text(String),
    /// A number format that is not known.
    Unknown(String),
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(xml: &mut Xml) -> Result<Numbering, Error> {
        let mut numbering = Numbering::default();
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

    /// Counts a paragraph of a list, and gives its label; nothing where there
    /// is no such list. `numId` 0 takes a paragraph out of its list (17.9.18).
    pub(super) fn next(&mut self, number_id: &str, level: usize) -> Option<Label> {
        let list = self.lists.get(number_id).filter(|_| number_id != "0")?;
        let level = level.min(LEVELS - 1);
        let abstract_num = self.abstracts.get(&list.abstract_id)?;
        let levels: Vec<Option<Level>> = (0..LEVELS)
            .map(|at| {
                let own = list.levels.get(&at);
                own.cloned()
                    .or_else(|| abstract_num.levels.get(at).cloned().flatten())
            })
            .collect();
        let definition = levels[level].clone()?;
        let counters = self.counters.entry(list.abstract_id.clone()).or_default();
        // A start of the list's own counts at its first paragraph on that level.
        let own_start = list.starts.get(&level).copied();
        let first_time = self.started.insert((number_id.to_owned(), level));
        let value = match (counters[level], own_start.filter(|_| first_time)) {
            (_, Some(start)) => start,
            (Some(count), None) => count.saturating_add(1),
            (None, None) => own_start.unwrap_or(definition.start),
        };
        counters[level] = Some(value);
        for (at, counter) in counters.iter_mut().enumerate().take(level) {
            // A level that was passed over counts as begun.
            counter.get_or_insert_with(|| levels[at].as_ref().map_or(1, |level| level.start));
        }
        for (at, counter) in counters.iter_mut().enumerate().skip(level + 1) {
            let restart = levels[at].as_ref().and_then(|level| level.restart);
            if restart.is_none_or(|restart| restart > level) {
                *counter = None;
            }
        }
        Some(print(&definition, &levels, counters))
    }
}

/// The label of a level: its text with `%1` to `%9` replaced (17.9.11).
fn print(definition: &Level, levels: &[Option<Level>], counters: &[Option<u32>; LEVELS]) -> Label {
    if definition.format == "bullet" {
        return Label::Text(definition.text.chars().map(bullet).collect());
    }
    let mut label = String::new();
    let mut chars = definition.text.chars();
    while let Some(c) = chars.next() {
        let digit = (c == '%')
            .then(|| chars.clone().next()?.to_digit(10))
            .flatten();
        let Some(at) = digit.filter(|digit| (1..=9).contains(digit)) else {
            label.push(c);
            continue;
        };
        chars.next();
        let at = at as usize - 1;
        let format = match &levels[at] {
            _ if definition.legal => "decimal",
            Some(level) => &level.format,
            None => "decimal",
        };
        match number(counters[at].unwrap_or(1), format) {
            Some(text) => label.push_str(&text),
            None => return Label::Unknown(format.to_owned()),
        }
    }
    Label::Text(label.trim().to_owned())
}

/// The bullets of Symbol and Wingdings, which stand in the private use area,
/// as the characters that they look like.
fn bullet(c: char) -> char {
    match c {
        '\u{f0b7}' | '\u{f09f}' => '•',
        '\u{f0a7}' => '▪',
        '\u{f0d8}' => '➢',
        '\u{f06c}' => '●',
        '\u{f06e}' => '■',
        '\u{f075}' | '\u{f076}' => '◆',
        '\u{f0fc}' => '✓',
        'o' => '○', // Courier New: Word's bullet of the second level
        '\u{e000}'..='\u{f8ff}' => '•',
        c => c,
    }
}

fn read_abstract(xml: &mut Xml) -> Result<Abstract, Error> {
    let mut definition = Abstract {
        levels: vec![None; LEVELS],
    };
    loop {
        match xml.next()? {
            Node::Start(element) if element.local() == "lvl" => {
                let at = level_index(&element);
                let level = read_level(xml)?;
                if let Some(slot) = definition.levels.get_mut(at) {
                    *slot = Some(level);
                }
            }
            Node::Start(_) => xml.skip()?,
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
            Node::Start(element) => {
                let value = value(&element);
                match element.local() {
                    "start" => level.start = value.and_then(|v| v.parse().ok()).unwrap_or(0),
                    "numFmt" => level.format = value.unwrap_or_else(|| "decimal".to_owned()),
                    "lvlText" => level.text = value.unwrap_or_default(),
                    "lvlRestart" => level.restart = value.and_then(|v| v.parse().ok()),
                    "isLgl" => level.legal = is_on(&element),
                    _ => {} // indents, tabs, alignment, the look of the label
                }
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(level),
        }
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

    fn numbering(levels: &str, lists: &str) -> Numbering {
        let text = format!(
            "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
             <w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum>{lists}</w:numbering>"
        );
        Numbering::read(&mut Xml::new(&text, "word/numbering.xml", 64)).unwrap()
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
            assert_eq!(numbering.next("1", level), label(expected));
        }
    }

    #[test]
    fn a_level_prints_those_above_it() {
        let levels = level(0, "decimal", "%1.") + &level(1, "decimal", "%1.%2");
        let mut numbering = numbering(&levels, LIST);
        assert_eq!(numbering.next("1", 1), label("1.1"));
        assert_eq!(numbering.next("1", 1), label("1.2"));
        assert_eq!(numbering.next("1", 0), label("2."));
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
            assert_eq!(numbering.next(list, 0), label(expected));
        }
    }

    #[test]
    fn bullets_and_unknown_formats() {
        let levels = level(0, "bullet", "\u{f0b7}") + &level(1, "hebrew1", "%2.");
        let mut numbering = numbering(&levels, LIST);
        assert_eq!(numbering.next("1", 0), label("•"));
        assert_eq!(
            numbering.next("1", 1),
            Some(Label::Unknown("hebrew1".to_owned()))
        );
        assert_eq!(numbering.next("0", 0), None);
        assert_eq!(numbering.next("9", 0), None);
    }
}
