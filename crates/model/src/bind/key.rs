//! Labels as they are compared.
//!
//! Copies of a form differ in spaces, line breaks, the width of brackets and
//! colons, quotation marks and numbers. None of that changes what a label
//! says, and all of it is left out of its key.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::form::{Form, FormLine};
use crate::{Cell, Table, label};

/// A label without space, with ASCII brackets and colons, without quotation
/// marks and commas.
pub(super) fn squash(text: &str) -> String {
    text.chars().filter_map(fold).collect()
}

fn fold(c: char) -> Option<char> {
    match c {
        c if c.is_whitespace() || c.is_control() => None,
        '\u{200b}' | '\u{feff}' => None,
        '“' | '”' | '‘' | '’' | '"' | '\'' | '＂' | '＇' | '「' | '」' => None,
        '，' | ',' | '。' | '、' | '；' | ';' => None,
        '〔' | '【' | '[' => Some('('),
        '〕' | '】' | ']' => Some(')'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        c => Some(c),
    }
}

/// The key of a label: squashed, without its number.
///
/// `三、本年度办理结果`, `本年度 办理结果` and `(三)本年度办理结果` have one key.
pub(super) fn key(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.to_owned(); // most cells are figures
    }
    let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match label::split(&dense) {
        Some((_, rest)) => squash(rest),
        None => squash(&dense),
    }
}

/// A key without the note in brackets at its end, such as `(单位:万元)`.
pub(super) fn without_note(key: &str) -> &str {
    match key.find('(') {
        Some(start) if start > 0 && key.ends_with(')') => &key[..start],
        _ => key,
    }
}

/// The unit that a printed label names: `元` in `金额（单位：元）`.
pub(super) fn printed_unit(text: &str) -> Option<String> {
    let squashed = squash(text);
    let (_, rest) = squashed.split_once("单位:")?;
    let unit: String = rest.chars().take_while(|c| !"()".contains(*c)).collect();
    (!unit.is_empty()).then_some(unit)
}

/// True where a key is one of the wordings of a row or column.
pub(super) fn is_wording(key: &str, line: &FormLine) -> bool {
    let wordings = line.keys.get(|| {
        let wordings = std::iter::once(&line.label).chain(&line.variants);
        let keys = wordings.map(|wording| self::key(wording));
        keys.map(|key| (without_note(&key).len(), key))
            .map(|(bare, key)| (key, bare))
            .collect()
    });
    wordings
        .iter()
        .filter(|(wording, _)| is_near(key, wording))
        .any(|(wording, bare)| wording == key || &wording[..*bare] == without_note(key))
}

/// A quick look at the first bytes, which tell most labels apart; a label
/// shorter than that is looked at whole.
fn is_near(key: &str, wording: &str) -> bool {
    match (key.as_bytes().get(..3), wording.as_bytes().get(..3)) {
        (Some(key), Some(wording)) => key == wording,
        _ => true,
    }
}

/// What stands for the key of a cell that is no label of a form.
const NO_LABEL: &str = "\0\0\0";

/// All labels of a form as they are compared.
#[derive(Debug, Clone)]
pub(crate) struct Labels {
    bare: HashSet<String>,
    /// The bytes that labels begin with: figures are told from them at a glance.
    first: [bool; 256],
}

impl Labels {
    fn of(form: &Form) -> Labels {
        let mut labels = Labels {
            bare: HashSet::new(),
            first: [false; 256],
        };
        for table in &form.tables {
            let lines = table.rows.iter().chain(&table.columns);
            let wordings = lines.flat_map(|line| {
                let label = std::iter::once(&line.label);
                label.chain(&line.variants).chain(&line.under)
            });
            for label in wordings.chain(&table.title).chain(&table.corner) {
                labels.add(&key(label));
            }
        }
        labels
    }

    fn add(&mut self, key: &str) {
        let bare = without_note(key);
        if let Some(&first) = bare.as_bytes().first() {
            self.first[usize::from(first)] = true;
            self.bare.insert(bare.to_owned());
        }
    }

    /// True for a label; a note behind it may be any.
    fn has(&self, key: &str) -> bool {
        let begins = key.as_bytes().first();
        begins.is_some_and(|&first| self.first[usize::from(first)])
            && self.bare.contains(without_note(key))
    }
}

/// A table with the keys of its cells, each worked out once.
pub(super) struct Keyed<'t> {
    table: &'t Table,
    keys: Vec<Cow<'t, str>>,
}

impl<'t> Keyed<'t> {
    pub(super) fn new(table: &'t Table) -> Keyed<'t> {
        let keys = table.cells.iter().map(|cell| key(cell.text()).into());
        Keyed {
            table,
            keys: keys.collect(),
        }
    }

    /// The table with the keys that are labels of a form; nothing where it has
    /// not even two of them and so cannot hold any table of the form.
    pub(super) fn in_form<'k>(&'k self, form: &Form) -> Option<Keyed<'k>> {
        let labels = form.labels.get(|| Labels::of(form));
        let mut found = 0;
        let keys = self.keys.iter().map(|key| match key.as_ref() {
            "" => "",
            key if labels.has(key) => {
                found += 1;
                key
            }
            _ => NO_LABEL,
        });
        let keys: Vec<Cow<str>> = keys.map(Cow::Borrowed).collect();
        (found > 1).then_some(Keyed {
            table: self.table,
            keys,
        })
    }

    /// The cells with labels of the form, and their keys.
    pub(super) fn labels(&self) -> impl Iterator<Item = (&str, &'t Cell)> {
        let keyed = self.keys.iter().map(Cow::as_ref).zip(&self.table.cells);
        keyed.filter(|(key, _)| !key.is_empty() && *key != NO_LABEL)
    }

    /// How many cells have the label of one of these rows or columns.
    pub(super) fn count_of(&self, lines: &[FormLine]) -> usize {
        let is_one = |key: &str| lines.iter().any(|line| is_wording(key, line));
        self.labels().filter(|(key, _)| is_one(key)).count()
    }

    /// The key of a cell of the table.
    pub(super) fn key(&self, cell: &Cell) -> &str {
        let place = (cell.row, cell.column);
        let index = self
            .table
            .cells
            .binary_search_by_key(&place, |cell| (cell.row, cell.column));
        index.map_or("", |index| &self.keys[index])
    }

    /// The cells that begin in a row.
    pub(super) fn row(&self, row: u32) -> impl Iterator<Item = &'t Cell> {
        let cells = &self.table.cells;
        let start = cells.partition_point(|cell| cell.row < row);
        cells[start..]
            .iter()
            .take_while(move |cell| cell.row == row)
    }
}

impl std::ops::Deref for Keyed<'_> {
    type Target = Table;

    fn deref(&self) -> &Table {
        self.table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_change_a_key() {
        for text in [
            "三、本年度办理结果",
            "三\n、\n本 年度\n办理结果",
            "本年度　办理结果",
            "(三) 本年度办理结果",
        ] {
            assert_eq!(key(text), "本年度办理结果", "{text}");
        }
        assert_eq!(key("第二十条 第（一）项"), key("第二十条第(一)项"));
        assert_eq!(key("3.危及\"三安全一稳定\""), key("危及“三安全一稳定”"));
    }

    #[test]
    fn notes_and_units_are_told_apart() {
        assert_eq!(without_note("本年收费金额(单位:万元)"), "本年收费金额");
        assert_eq!(without_note("(本列数据)"), "(本列数据)");
        assert_eq!(printed_unit("金额（单位：元）").as_deref(), Some("元"));
        assert_eq!(printed_unit("金额"), None);
    }
}
