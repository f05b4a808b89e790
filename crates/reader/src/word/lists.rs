//! Lists, and how far each has counted.
//!
//! A label is computed as Word prints it (ISO/IEC 29500-1, 17.9; [MS-DOC]
//! 2.4.6.3). What Word does and the standard leaves open is said where it is
//! done.

use std::collections::{HashMap, HashSet};

use super::count::number;

/// Word has nine levels.
pub(crate) const LEVELS: usize = 9;

/// A level of a list (`w:lvl`, 17.9.6).
#[derive(Debug, Clone)]
pub(crate) struct Level {
    pub(crate) start: u32,
    /// `ST_NumberFormat` (17.18.59).
    pub(crate) format: String,
    /// The text with `%1` to `%9` for the numbers of the levels.
    pub(crate) text: String,
    /// The level whose change restarts this one; 0 for never (17.9.10).
    pub(crate) restart: Option<usize>,
    /// All numbers in decimal (`w:isLgl`, 17.9.4).
    pub(crate) legal: bool,
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
pub(crate) struct Abstract {
    pub(crate) levels: Vec<Option<Level>>,
}

/// A list (`w:num`, 17.9.15).
#[derive(Debug, Clone, Default)]
pub(crate) struct List {
    pub(crate) abstract_id: String,
    pub(crate) starts: HashMap<usize, u32>,
    pub(crate) levels: HashMap<usize, Level>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists {
    pub(crate) abstracts: HashMap<String, Abstract>,
    pub(crate) lists: HashMap<String, List>,
    /// By list definition: lists with the same definition count on together.
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// The lists whose own start values have been used, with the level.
    started: HashSet<(String, usize)>,
}

/// What Word prints before a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// The label; empty where the list prints none.
    Text(String),
    /// A number format that is not known.
    Unknown(String),
}

impl Lists {
    /// Counts a paragraph of a list, and gives its label; nothing where there
    /// is no such list. `numId` 0 takes a paragraph out of its list (17.9.18).
    pub(crate) fn next(&mut self, number_id: &str, level: usize) -> Option<Label> {
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
