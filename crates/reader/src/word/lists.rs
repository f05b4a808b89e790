//! Lists, and how far each has counted.
//!
//! A label is computed as Word prints it (ISO/IEC 29500-1, 17.9; [MS-DOC]
//! 2.4.6.3). What Word does and the standard leaves open is said where it is
//! done.

use std::collections::HashMap;
use std::rc::Rc;

use super::count::{Language, number};
use super::definitions::{Definitions, LEVELS, Level, level_at};
use super::symbols::SymbolFont;

/// How far the lists of a document have counted. Each part of a file counts for
/// itself; the definitions, which may be many, are those of all.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists {
    definitions: Rc<Definitions>,
    /// The counts of the levels, by the definition: lists with the same one
    /// count on together.
    counters: HashMap<String, [Option<u32>; LEVELS]>,
    /// The levels whose own start values have been used, by the list.
    started: HashMap<String, [bool; LEVELS]>,
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
    /// Lists that have not yet counted.
    pub(crate) fn new(definitions: Definitions) -> Lists {
        Lists {
            definitions: Rc::new(definitions),
            ..Lists::default()
        }
    }

    /// The level of a list that belongs to a paragraph style.
    pub(crate) fn level_of_style(&self, number_id: &str, style: &str) -> Option<usize> {
        self.definitions.level_of_style(number_id, style)
    }

    /// Counts a paragraph of a list, and gives its label; nothing where there
    /// is no such list. `numId` 0 takes a paragraph out of its list (17.9.18).
    /// The language is that of the paragraph.
    pub(crate) fn next(
        &mut self,
        number_id: &str,
        level: usize,
        language: Language,
    ) -> Option<Label> {
        let definitions = &*self.definitions;
        let list = definitions.lists.get(number_id);
        let list = list.filter(|_| number_id != "0")?;
        let levels = &definitions.abstracts.get(&list.abstract_id)?.levels;
        let level = level.min(LEVELS - 1);
        let definition = level_at(list, levels, level)?;
        // A start of the list's own counts at its first paragraph on that level.
        let started = entry(&mut self.started, number_id)?;
        let first_time = !std::mem::replace(&mut started[level], true);
        let counters = entry(&mut self.counters, &list.abstract_id)?;
        let own_start = list.starts.get(&level).copied();
        let value = match (counters[level], own_start.filter(|_| first_time)) {
            (_, Some(start)) => start,
            (Some(count), None) => count.saturating_add(1),
            (None, None) => own_start.unwrap_or(definition.start),
        };
        counters[level] = Some(value);
        for (at, counter) in counters.iter_mut().enumerate() {
            let other = || level_at(list, levels, at);
            if at < level {
                // A level that was passed over counts as begun.
                counter.get_or_insert_with(|| other().map_or(1, |level| level.start));
            } else if at > level {
                let restart = other().and_then(|level| level.restart);
                if restart.is_none_or(|restart| restart > level) {
                    *counter = None;
                }
            }
        }
        let language = definition.language.unwrap_or(language);
        Some(print(definition, language, |at| {
            (counters[at].unwrap_or(1), level_at(list, levels, at))
        }))
    }
}

/// The entry of that name, which is made where there is none; a name that is
/// there is not copied.
fn entry<'m, T: Default>(map: &'m mut HashMap<String, T>, name: &str) -> Option<&'m mut T> {
    if !map.contains_key(name) {
        map.insert(name.to_owned(), T::default());
    }
    map.get_mut(name)
}

/// The label of a level: its text with `%1` to `%9` replaced (17.9.11) by the
/// count of the level with that number, in its format.
fn print<'l>(
    definition: &Level,
    language: Language,
    count: impl Fn(usize) -> (u32, Option<&'l Level>),
) -> Label {
    if definition.picture {
        return Label::Text("•".to_owned());
    }
    if definition.format == "bullet" {
        return Label::Text(bullet(definition));
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
        let (value, level) = count(at as usize - 1);
        let format = match level.map(|level| level.format.as_str()) {
            // A leading zero stays ([MS-DOC] 2.9.150, `fLegal`).
            Some("decimalZero") => "decimalZero",
            _ if definition.legal => "decimal",
            Some(format) => format,
            None => "decimal",
        };
        match number(value, format, language) {
            Some(text) => label.push_str(&text),
            None => return Label::Unknown(format.to_owned()),
        }
    }
    Label::Text(label.trim().to_owned())
}

/// A bullet, as the character that its font draws: those of Symbol and
/// Wingdings stand in the private use area, or at the places of letters.
fn bullet(level: &Level) -> String {
    let text = level.text.trim();
    if text == "o" {
        return "○".to_owned(); // Word's bullet of the second level, a letter of Courier New
    }
    let font = level.font.unwrap_or(SymbolFont::Other);
    let is_private = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c);
    let drawn = |c: char| match font.drawn(c) {
        Some(drawn) => drawn,
        None if !is_private(c) => c,
        // Without its font: Symbol has one bullet, the others are of Wingdings.
        None if c == '\u{f0b7}' || font != SymbolFont::Other => '•',
        None => SymbolFont::Wingdings.drawn(c).unwrap_or('•'),
    };
    text.chars().map(drawn).collect()
}

#[cfg(test)]
mod tests {
    use super::super::definitions::{Abstract, List};
    use super::*;

    fn level(format: &str, text: &str) -> Level {
        Level {
            start: 1,
            format: format.to_owned(),
            text: text.to_owned(),
            ..Level::default()
        }
    }

    /// Definition 0 with these levels, and lists 1 and 2 of it.
    fn definitions(levels: Vec<Level>) -> Definitions {
        let mut lists = Definitions::default();
        let levels = levels.into_iter().map(Some).collect();
        lists
            .abstracts
            .insert("0".to_owned(), Abstract::new(levels));
        for id in ["1", "2"] {
            lists.lists.insert(id.to_owned(), List::of("0".to_owned()));
        }
        lists
    }

    fn lists(levels: Vec<Level>) -> Lists {
        Lists::new(definitions(levels))
    }

    /// The labels of paragraphs, each with its list and its level.
    fn labels(lists: &mut Lists, paragraphs: &[(&str, usize)]) -> Vec<String> {
        let label =
            |(list, level): &(&str, usize)| match lists.next(list, *level, Language::English) {
                Some(Label::Text(text)) => text,
                other => format!("{other:?}"),
            };
        paragraphs.iter().map(label).collect()
    }

    #[test]
    fn legal_levels_are_decimal() {
        let mut legal = level("lowerLetter", "%1.%2.%3");
        legal.legal = true;
        let levels = vec![level("upperRoman", "%1"), level("decimalZero", "%2"), legal];
        let mut lists = lists(levels);
        let paragraphs = [("1", 0), ("1", 0), ("1", 1), ("1", 2)];
        assert_eq!(labels(&mut lists, &paragraphs), ["I", "II", "01", "2.01.1"]);
    }

    #[test]
    fn levels_restart_as_they_state() {
        let [mut never, mut after_first] = [level("decimal", "%2"), level("decimal", "%3")];
        never.restart = Some(0);
        after_first.restart = Some(1);
        let mut lists = lists(vec![level("decimal", "%1"), never, after_first]);
        let paragraphs = [0, 1, 2, 1, 2, 0, 1, 2].map(|level| ("1", level));
        assert_eq!(
            labels(&mut lists, &paragraphs),
            ["1", "1", "1", "2", "2", "2", "3", "1"]
        );
    }

    #[test]
    fn a_list_counts_on_with_its_own_level() {
        let mut lists = definitions(vec![level("decimal", "%1.")]);
        let own = level("chineseCounting", "（%1）");
        lists.lists.get_mut("2").unwrap().levels.insert(0, own);
        let mut lists = Lists::new(lists);
        let paragraphs = [("1", 0), ("2", 0), ("1", 0)];
        assert_eq!(labels(&mut lists, &paragraphs), ["1.", "（二）", "3."]);
    }

    #[test]
    fn levels_without_numbers_and_starts() {
        let from_zero = Level {
            start: 0,
            ..level("decimal", "%2")
        };
        let mut lists = lists(vec![level("none", "Note:"), from_zero, level("none", "")]);
        let paragraphs = [0, 1, 1, 2].map(|level| ("1", level));
        assert_eq!(labels(&mut lists, &paragraphs), ["Note:", "0", "1", ""]);
        assert_eq!(lists.next("1", 3, Language::English), None);
        assert_eq!(lists.next("0", 0, Language::English), None);
    }

    #[test]
    fn a_definition_may_have_the_levels_of_a_numbering_style() {
        for of_style in [true, false] {
            let mut lists = definitions(vec![level("decimal", "%1)")]);
            let link = Abstract {
                levels_of: Some("Outline".to_owned()),
                ..Abstract::default()
            };
            lists.abstracts.insert("1".to_owned(), link);
            lists.lists.get_mut("2").unwrap().abstract_id = "1".to_owned();
            if of_style {
                lists.abstracts.get_mut("0").unwrap().style = Some("Outline".to_owned());
            }
            let number = |style: &str| (style == "Outline" && !of_style).then(|| "1".to_owned());
            lists.link(number);
            let mut lists = Lists::new(lists);
            assert_eq!(labels(&mut lists, &[("1", 0), ("2", 0)]), ["1)", "1)"]);
        }
    }

    #[test]
    fn bullets_are_what_their_font_draws() {
        use SymbolFont::{Other, Symbol, Wingdings, Wingdings2};
        for (text, font, drawn) in [
            ("\u{f0b7}", Some(Symbol), "•"),
            ("\u{f0b7}", None, "•"),
            ("\u{b7}", Some(Symbol), "•"),
            ("\u{f0a7}", Some(Wingdings), "▪"),
            ("§", Some(Wingdings), "▪"),
            ("§", Some(Other), "§"),
            ("\u{f0d8}", None, "➢"),
            ("\u{f0fe}", Some(Wingdings), "☑"),
            ("\u{f050}", Some(Wingdings2), "✓"),
            ("\u{f001}", Some(Wingdings2), "•"),
            ("o", Some(Other), "○"),
            ("– ", None, "–"),
        ] {
            let mut bullet = level("bullet", text);
            bullet.font = font;
            assert_eq!(labels(&mut lists(vec![bullet]), &[("1", 0)]), [drawn]);
        }
        let mut picture = level("bullet", "\u{f0fc}");
        picture.picture = true;
        assert_eq!(labels(&mut lists(vec![picture]), &[("1", 0)]), ["•"]);
    }

    #[test]
    fn words_go_by_the_language_of_the_level_or_the_paragraph() {
        let mut german = level("ordinal", "%2");
        german.language = Some(Language::German);
        let mut lists = lists(vec![level("ordinal", "%1"), german]);
        let next = |level| lists.next("1", level, Language::French);
        let labels = [0, 1].map(next);
        assert_eq!(
            labels,
            ["1er", "1."].map(|t| Some(Label::Text(t.to_owned())))
        );
    }
}
