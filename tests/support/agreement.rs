//! How far two documents say the same, as shares that count both what is
//! missing and what is too much.

use crate::meaning::{Digits, Grid, Line, Marker, Meaning, Role, solid, squeeze};

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Characters of the body, in order.
    Text,
    /// Cells with their text, position and spans.
    Cells,
    /// Headings with their level.
    Headings,
    /// Items of lists with what stands before them.
    Items,
    /// Characters of footnotes and endnotes.
    Notes,
    /// Characters of comments.
    Comments,
    /// Headers and footers.
    Margins,
}

impl Measure {
    /// All measures.
    pub const ALL: [Measure; 7] = [
        Measure::Text,
        Measure::Cells,
        Measure::Headings,
        Measure::Items,
        Measure::Notes,
        Measure::Comments,
        Measure::Margins,
    ];

    /// The name in tables and baselines.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Text => "text",
            Measure::Cells => "cells",
            Measure::Headings => "headings",
            Measure::Items => "items",
            Measure::Notes => "notes",
            Measure::Comments => "comments",
            Measure::Margins => "margins",
        }
    }
}

/// What two documents share. `both` counts the common content on both sides:
/// all of it is common where `both` is `total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// Common content of one side and the other.
    pub both: usize,
    /// All content of one side and the other.
    pub total: usize,
}

impl Score {
    /// The share in percent; two empty sides agree.
    pub fn percent(self) -> f64 {
        if self.total == 0 {
            return 100.0;
        }
        self.both as f64 * 100.0 / self.total as f64
    }

    /// True where nothing differs.
    pub fn is_whole(self) -> bool {
        self.both == self.total
    }
}

impl std::ops::AddAssign for Score {
    fn add_assign(&mut self, other: Score) {
        self.both += other.both;
        self.total += other.total;
    }
}

/// Compares by one measure.
pub fn score(measure: Measure, golden: &Meaning, ours: &Meaning) -> Score {
    match measure {
        Measure::Text => characters(&golden.text(), &ours.text()),
        Measure::Notes => characters(&golden.notes.join("\n"), &ours.notes.join("\n")),
        Measure::Comments => characters(&golden.comments.join("\n"), &ours.comments.join("\n")),
        Measure::Margins => Score {
            both: 2 * golden.margins.intersection(&ours.margins).count(),
            total: golden.margins.len() + ours.margins.len(),
        },
        Measure::Headings => {
            let headings = |meaning: &Meaning| -> Vec<(u8, String)> {
                let level = |line: &Line| match line.role {
                    Role::Heading(level) => Some((level, solid(&line.text))),
                    _ => None,
                };
                meaning.lines.iter().filter_map(level).collect()
            };
            let (golden, ours) = (headings(golden), headings(ours));
            shared(&golden, &ours, |a, b| a == b)
        }
        Measure::Items => {
            let golden = items(golden);
            let ours = items(ours);
            shared(&golden, &ours, |a, b| {
                same_marker(a, b) && solid(&a.text) == solid(&b.text)
            })
        }
        Measure::Cells => cells(&golden.tables, &ours.tables),
    }
}

fn items(meaning: &Meaning) -> Vec<&Line> {
    let is_item = |line: &&Line| match line.role {
        Role::Item(_) => true,
        Role::Text => line.label.is_some(),
        Role::Heading(_) => false,
    };
    meaning.lines.iter().filter(is_item).collect()
}

/// Whether our label is what the golden says stands before the item.
fn same_marker(golden: &Line, ours: &Line) -> bool {
    let label = ours.label.as_deref().unwrap_or_default();
    match golden.role {
        Role::Item(Marker::Bullet) => is_bullet(label),
        Role::Item(Marker::Number(number, digits)) => last_number(label, digits) == Some(number),
        Role::Item(Marker::Any) => !label.is_empty(),
        _ => golden.label.as_deref().map(squeeze) == Some(squeeze(label)),
    }
}

/// A sign; `o` is the hollow bullet that Word takes from Courier New.
pub fn is_bullet(label: &str) -> bool {
    label == "o" || !label.is_empty() && !label.chars().any(char::is_alphanumeric)
}

/// The last number of a label: 2 of `1.2)`, 3 of `(c)`, 4 of `iv.`, 5 of `（五）`.
fn last_number(label: &str, digits: Digits) -> Option<u64> {
    let last = label
        .split(|c: char| !c.is_alphanumeric())
        .rfind(|part| !part.is_empty())?;
    match digits {
        Digits::Figures => last.parse().ok().or_else(|| chinese(last)),
        Digits::Letters => {
            let first = last.chars().next()?.to_ascii_lowercase();
            let place = u64::from(u32::from(first)).checked_sub(96)?;
            // Word goes on with aa, bb after z.
            (1..=26)
                .contains(&place)
                .then(|| place + 26 * (last.chars().count() as u64 - 1))
        }
        Digits::Roman => roman(last),
    }
}

fn chinese(number: &str) -> Option<u64> {
    let digit = |c: char| "〇一二三四五六七八九".chars().position(|d| d == c);
    let (mut sum, mut unit) = (0, None);
    for c in number.chars() {
        match c {
            '十' => {
                sum += unit.take().unwrap_or(1) * 10;
            }
            c => unit = Some(digit(c)? as u64),
        }
    }
    Some(sum + unit.unwrap_or(0))
}

fn roman(number: &str) -> Option<u64> {
    let value = |c: char| {
        let values = [("i", 1), ("v", 5), ("x", 10), ("l", 50), ("c", 100)];
        let c = c.to_ascii_lowercase().to_string();
        values.iter().find(|(name, _)| *name == c).map(|(_, v)| *v)
    };
    let values: Vec<u64> = number.chars().map(value).collect::<Option<_>>()?;
    let sum = values.iter().enumerate().map(|(i, v)| {
        let smaller = values.get(i + 1).is_some_and(|next| next > v);
        if smaller { -(*v as i64) } else { *v as i64 }
    });
    u64::try_from(sum.sum::<i64>()).ok()
}

/// The share of characters that both texts have in the same order.
fn characters(golden: &str, ours: &str) -> Score {
    let golden: Vec<char> = golden.chars().collect();
    let ours: Vec<char> = ours.chars().collect();
    let total = golden.len() + ours.len();
    let both = total - distance(&golden, &ours);
    Score { both, total }
}

/// How many characters must go and come to make one text of the other
/// (E. W. Myers, An O(ND) Difference Algorithm, 1986).
pub fn distance<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    let (n, m) = (a.len() as isize, b.len() as isize);
    let most = n + m;
    let mut furthest = vec![0isize; 2 * most as usize + 2];
    let at = |k: isize| (k + most) as usize;
    for d in 0..=most {
        for k in (-d..=d).step_by(2) {
            let down = k == -d || k != d && furthest[at(k - 1)] < furthest[at(k + 1)];
            let mut x = if down {
                furthest[at(k + 1)]
            } else {
                furthest[at(k - 1)] + 1
            };
            let mut y = x - k;
            while x < n && y < m && a[x as usize] == b[y as usize] {
                (x, y) = (x + 1, y + 1);
            }
            furthest[at(k)] = x;
            if x >= n && y >= m {
                return d as usize;
            }
        }
    }
    most as usize
}

/// The longest sequence that two lists have in common.
fn shared<A, B>(golden: &[A], ours: &[B], same: impl Fn(&A, &B) -> bool) -> Score {
    let weigh = |a: &A, b: &B| usize::from(same(a, b));
    Score {
        both: 2 * aligned(golden, ours, weigh),
        total: golden.len() + ours.len(),
    }
}

/// The cells that tables have in common, the tables paired in their order so
/// that this is most.
fn cells(golden: &[Grid], ours: &[Grid]) -> Score {
    let common = |a: &Grid, b: &Grid| {
        let has = |cell| b.cells.binary_search(cell).is_ok();
        a.cells.iter().filter(|cell| has(cell)).count()
    };
    let count = |grids: &[Grid]| grids.iter().map(|grid| grid.cells.len()).sum::<usize>();
    Score {
        both: 2 * aligned(golden, ours, common),
        total: count(golden) + count(ours),
    }
}

/// The most that pairs of two lists, in order, weigh together.
fn aligned<A, B>(a: &[A], b: &[B], weigh: impl Fn(&A, &B) -> usize) -> usize {
    let mut above = vec![0; b.len() + 1];
    for one in a {
        let mut row = vec![0; b.len() + 1];
        for (index, other) in b.iter().enumerate() {
            let paired = above[index] + weigh(one, other);
            row[index + 1] = paired.max(row[index]).max(above[index + 1]);
        }
        above = row;
    }
    above.last().copied().unwrap_or(0)
}

/// Brings our lines to the golden's view of labels. A number that an author
/// typed is part of the golden's text and not an item; one that Word made is
/// in no text.
pub fn settle_labels(golden: &Meaning, ours: &mut Meaning) {
    let is_item = |line: &Line| matches!(line.role, Role::Item(_));
    let texts: std::collections::HashMap<String, bool> = golden
        .lines
        .iter()
        .map(|line| (solid(&line.text), is_item(line)))
        .collect();
    for line in &mut ours.lines {
        let whole = solid(&line.text);
        let bare = ours.labelled_cells.get(&whole);
        if let Some(bare) = bare.filter(|bare| texts.contains_key(*bare))
            && !texts.contains_key(&whole)
        {
            line.text.clone_from(bare);
        }
        let Some(label) = &line.label else { continue };
        let printed = gongkai_model::label::join(Some(label), &line.text);
        if let Some(is_item) = texts.get(&solid(&printed)) {
            line.text = squeeze(&printed);
            // Some items show their sign as text as well: `☐ open`.
            if !is_item {
                line.label = None;
            }
        }
    }
    let has = |text: &String| {
        golden
            .tables
            .iter()
            .any(|t| t.cells.iter().any(|c| c.text == *text))
    };
    for cell in ours.tables.iter_mut().flat_map(|table| &mut table.cells) {
        let bare = ours.labelled_cells.get(&cell.text).filter(|bare| has(bare));
        if let Some(bare) = bare.filter(|_| !has(&cell.text)) {
            cell.text.clone_from(bare);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_counts_what_goes_and_what_comes() {
        let count = |a: &str, b: &str| {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            distance(&a, &b)
        };
        assert_eq!(count("", ""), 0);
        assert_eq!(count("abc", ""), 3);
        assert_eq!(count("abcabba", "cbabac"), 5);
        assert_eq!(count("公开年报", "公开年度报告"), 2);
    }

    #[test]
    fn numbers_are_read_off_labels() {
        assert_eq!(last_number("1.2)", Digits::Figures), Some(2));
        assert_eq!(last_number("（十二）", Digits::Figures), Some(12));
        assert_eq!(last_number("(c)", Digits::Letters), Some(3));
        assert_eq!(last_number("bb.", Digits::Letters), Some(28));
        assert_eq!(last_number("iv.", Digits::Roman), Some(4));
        assert!(is_bullet("\u{f0b7}") && is_bullet("o") && !is_bullet("1."));
    }

    #[test]
    fn numbers_are_text_or_labels_as_the_golden_has_them() {
        let mut golden = Meaning::default();
        golden.push(Role::Text, None, "1. typed");
        golden.push(
            Role::Item(Marker::Number(2, Digits::Figures)),
            None,
            "counted",
        );
        let mut ours = Meaning::default();
        ours.push(Role::Text, Some("1.".to_owned()), "typed");
        ours.push(Role::Text, Some("2.".to_owned()), "counted");
        settle_labels(&golden, &mut ours);
        assert!(score(Measure::Text, &golden, &ours).is_whole());
        assert_eq!(
            score(Measure::Items, &golden, &ours),
            Score { both: 2, total: 2 }
        );
        ours.lines[1].label = Some("3.".to_owned());
        assert_eq!(score(Measure::Items, &golden, &ours).both, 0);
    }

    #[test]
    fn a_cell_counts_with_its_place_and_spans() {
        let table = |column_span| {
            let mut placer = crate::meaning::Placer::default();
            let cells = vec![placer.place(1, column_span, "a"), placer.place(1, 1, "b")];
            let mut meaning = Meaning::default();
            meaning.tables.push(Grid { cells });
            meaning
        };
        assert!(score(Measure::Cells, &table(1), &table(1)).is_whole());
        assert_eq!(
            score(Measure::Cells, &table(1), &table(2)),
            Score { both: 0, total: 4 }
        );
    }

    #[test]
    fn more_than_the_golden_has_is_a_difference_too() {
        let of = |text: &str| {
            let mut meaning = Meaning::default();
            meaning.push(Role::Text, None, text);
            meaning
        };
        let whole = score(Measure::Text, &of("abcd"), &of("abcd"));
        assert!(whole.is_whole());
        let more = score(Measure::Text, &of("abcd"), &of("abcdef"));
        assert_eq!(more, Score { both: 8, total: 10 });
        let less = score(Measure::Text, &of("abcdef"), &of("abcd"));
        assert_eq!(less, more);
    }
}
