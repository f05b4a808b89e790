//! The definitions of lists (ISO/IEC 29500-1, 17.9): what a file says of its
//! numbering, apart from how far each list has counted.

use std::collections::HashMap;

use super::count::Language;
use super::symbols::SymbolFont;

/// Word has nine levels.
pub(crate) const LEVELS: usize = 9;

/// A level of a list (`w:lvl`, 17.9.6).
#[derive(Debug, Clone)]
pub(crate) struct Level {
    pub(crate) start: u32,
    /// `ST_NumberFormat` (17.18.59), or the pattern of a custom format.
    pub(crate) format: String,
    /// The text with `%1` to `%9` for the numbers of the levels.
    pub(crate) text: String,
    /// The level whose change restarts this one; 0 for never (17.9.10).
    pub(crate) restart: Option<usize>,
    /// All numbers in decimal (`w:isLgl`, 17.9.4).
    pub(crate) legal: bool,
    /// The font of the label, where it is stated.
    pub(crate) font: Option<SymbolFont>,
    /// The language of the label, where it is stated.
    pub(crate) language: Option<Language>,
    /// The bullet is a picture (`w:lvlPicBulletId`, 17.9.9).
    pub(crate) picture: bool,
    /// The paragraph style whose paragraphs are on this level (`w:pStyle`, 17.9.23).
    pub(crate) style: Option<String>,
}

impl Default for Level {
    fn default() -> Level {
        Level {
            start: 0,
            format: "decimal".to_owned(),
            text: String::new(),
            restart: None,
            legal: false,
            font: None,
            language: None,
            picture: false,
            style: None,
        }
    }
}

/// A list definition (`w:abstractNum`, 17.9.1).
#[derive(Debug, Clone, Default)]
pub(crate) struct Abstract {
    pub(crate) levels: Vec<Option<Level>>,
    /// The levels are those of this numbering style (`w:numStyleLink`, 17.9.21).
    pub(crate) levels_of: Option<String>,
    /// It has the levels of this numbering style (`w:styleLink`, 17.9.27).
    pub(crate) style: Option<String>,
}

impl Abstract {
    pub(crate) fn new(levels: Vec<Option<Level>>) -> Abstract {
        Abstract {
            levels,
            ..Abstract::default()
        }
    }
}

/// A list (`w:num`, 17.9.15).
#[derive(Debug, Clone, Default)]
pub(crate) struct List {
    pub(crate) abstract_id: String,
    pub(crate) starts: HashMap<usize, u32>,
    pub(crate) levels: HashMap<usize, Level>,
}

impl List {
    /// A list of a definition.
    pub(crate) fn of(abstract_id: String) -> List {
        List {
            abstract_id,
            ..List::default()
        }
    }
}

/// The lists of a document, and their definitions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Definitions {
    pub(crate) abstracts: HashMap<String, Abstract>,
    pub(crate) lists: HashMap<String, List>,
}

impl Definitions {
    /// Gives the definitions that only name a numbering style the levels of
    /// the definition that has them. `list_of` finds the list that a numbering
    /// style states.
    pub(crate) fn link(&mut self, list_of: impl Fn(&str) -> Option<String>) {
        let levels_of = |name: &str| {
            let has = |(_, of): &(&String, &Abstract)| {
                of.levels_of.is_none() && of.style.as_deref() == Some(name)
            };
            // Of two that have the style, always the same one.
            let found = self.abstracts.iter().filter(has);
            let of_style = found.min_by_key(|(id, _)| id.as_str()).map(|(_, of)| of);
            let through_list = || {
                self.abstracts
                    .get(&self.lists.get(&list_of(name)?)?.abstract_id)
            };
            Some(of_style.or_else(through_list)?.levels.clone())
        };
        let named = |(id, of): (&String, &Abstract)| {
            Some((id.clone(), levels_of(of.levels_of.as_deref()?)?))
        };
        let linked: Vec<_> = self.abstracts.iter().filter_map(named).collect();
        for (id, levels) in linked {
            if let Some(definition) = self.abstracts.get_mut(&id) {
                definition.levels = levels;
            }
        }
    }

    /// The level of a list that belongs to a paragraph style.
    pub(crate) fn level_of_style(&self, number_id: &str, style: &str) -> Option<usize> {
        let list = self.lists.get(number_id)?;
        let definition = self.abstracts.get(&list.abstract_id)?;
        (0..LEVELS).find(|&at| {
            let level = level_at(list, &definition.levels, at);
            level.is_some_and(|level| level.style.as_deref() == Some(style))
        })
    }
}

/// A level of a list: its own (`w:lvlOverride`, 17.9.8), or that of its definition.
pub(super) fn level_at<'l>(
    list: &'l List,
    levels: &'l [Option<Level>],
    at: usize,
) -> Option<&'l Level> {
    let own = list.levels.get(&at);
    own.or_else(|| levels.get(at)?.as_ref())
}
