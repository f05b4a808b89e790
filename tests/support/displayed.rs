//! Cells as we show them against cells as Excel displayed them.

use std::collections::BTreeMap;
use std::fmt;

use crate::golden::sheets::Displayed;
use crate::seen::{Cells, Workbook};

/// Why Excel displayed another text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// It is in a hidden row, column or sheet, which we leave out.
    Hidden,
    /// The column was too narrow: `####`.
    Narrow,
    /// A date or an amount in the way of the United States, where the format
    /// says to follow the country; we follow China. It is the same otherwise.
    Country,
    /// A whole number of 12 digits or more, which Excel shows as a power of
    /// ten and we show in full.
    Long,
    /// No reason is known to this suite.
    Differs,
}

impl Class {
    /// The name in the table of agreement.
    pub fn name(self) -> &'static str {
        match self {
            Class::Hidden => "hidden",
            Class::Narrow => "narrow",
            Class::Country => "country",
            Class::Long => "long",
            Class::Differs => "unexplained",
        }
    }
}

/// A cell on either side.
#[derive(Debug)]
pub struct Compared {
    position: (u32, u32),
    theirs: String,
    ours: String,
    /// Nothing where both are the same.
    pub class: Option<Class>,
}

impl fmt::Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let (row, column) = self.position;
        let cell = gongkai_model::a1(row, column);
        let class = self.class.map_or("same", Class::name);
        write!(f, "{cell}\t{class}\t{:?}\t{:?}", self.theirs, self.ours)
    }
}

type Golden = BTreeMap<(u32, u32), Displayed>;

/// Every cell that has text on either side. Of most sheets Excel wrote the used
/// range only: where that begins is taken from where more cells are the same.
pub fn compare(theirs: &Golden, ours: &Workbook, sheet: &str) -> Vec<Compared> {
    let cells = ours.sheet(sheet);
    let corners = corners(theirs, &cells).into_iter();
    let compared = corners.map(|(down, right)| {
        let moved = theirs
            .iter()
            .map(|((row, column), cell)| ((row + down, column + right), cell.clone()));
        compare_moved(&moved.collect(), &cells, ours, sheet)
    });
    let same = |compared: &Vec<Compared>| compared.iter().filter(|c| c.class.is_none()).count();
    // Of equals the first counts, which is not moved at all.
    let best = compared.reduce(|best, next| {
        if same(&next) > same(&best) {
            next
        } else {
            best
        }
    });
    best.unwrap_or_default()
}

/// By how many rows and columns the golden may have to be moved.
fn corners(theirs: &Golden, ours: &Cells) -> Vec<(u32, u32)> {
    let top = |mut rows: Vec<u32>| {
        rows.sort_unstable();
        rows.first().copied().unwrap_or(0)
    };
    let down = top(ours.keys().map(|at| at.0).collect())
        .saturating_sub(top(theirs.keys().map(|at| at.0).collect()));
    let right = top(ours.keys().map(|at| at.1).collect())
        .saturating_sub(top(theirs.keys().map(|at| at.1).collect()));
    let mut corners = vec![(0, 0), (down, 0), (0, right), (down, right)];
    corners.dedup();
    corners
}

fn compare_moved(theirs: &Golden, cells: &Cells, ours: &Workbook, sheet: &str) -> Vec<Compared> {
    let cells = settled(cells, theirs);
    let mut positions: Vec<(u32, u32)> = theirs.keys().chain(cells.keys()).copied().collect();
    positions.sort_unstable();
    positions.dedup();
    let none = Displayed {
        readings: vec![String::new()],
    };
    let one = |position| {
        let golden = theirs.get(&position).unwrap_or(&none);
        let shown = cells.get(&position).map_or("", String::as_str);
        let hidden = || shown.is_empty() && ours.is_hidden(sheet, position);
        let class = if golden.readings.iter().any(|text| is_same(text, shown)) {
            None
        } else if hidden() {
            Some(Class::Hidden)
        } else {
            Some(class(&golden.readings, shown))
        };
        Compared {
            position,
            theirs: golden.readings.first().cloned().unwrap_or_default(),
            ours: shown.to_owned(),
            class,
        }
    };
    positions.into_iter().map(one).collect()
}

/// Our cells with their labels where Excel has them: within the cell, or in
/// the one before it.
fn settled(cells: &Cells, theirs: &Golden) -> BTreeMap<(u32, u32), String> {
    let mut settled = BTreeMap::new();
    for (&(row, column), seen) in cells {
        let printed = gongkai_model::label::join(seen.label.as_deref(), &seen.text);
        let before = column.checked_sub(1).map(|column| (row, column));
        let label = before.zip(seen.label.as_ref()).filter(|(before, label)| {
            let golden = theirs.get(before);
            golden.is_some_and(|golden| golden.readings.iter().any(|text| is_same(text, label)))
        });
        match label {
            Some((before, label)) => {
                settled.insert(before, label.clone());
                settled.insert((row, column), seen.text.clone());
            }
            None => {
                settled.insert((row, column), printed);
            }
        }
    }
    settled
}

/// Space and control characters are layout. Where the character set of the
/// golden file lacks a character, it has `_` or `?`, one a UTF-16 unit; also
/// where that is an ideographic space.
pub fn is_same(golden: &str, ours: &str) -> bool {
    let without_space = is_layout;
    let with_space = |c: char| is_layout(c) && c != '\u{3000}';
    is_same_but(golden, ours, without_space) || is_same_but(golden, ours, with_space)
}

fn is_layout(c: char) -> bool {
    c.is_whitespace() || c.is_control() || c == '\u{feff}'
}

fn is_same_but(golden: &str, ours: &str, is_layout: impl Fn(char) -> bool) -> bool {
    let mut ours = ours.chars().filter(|c| !is_layout(*c));
    let mut golden = golden.chars().filter(|c| !is_layout(*c));
    loop {
        match (golden.next(), ours.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b => {}
            (Some('_' | '?'), Some(b)) if !b.is_ascii() => {
                if b.len_utf16() == 2 && !matches!(golden.next(), Some('_' | '?')) {
                    return false;
                }
            }
            _ => return false,
        }
    }
}

fn class(readings: &[String], ours: &str) -> Class {
    let any = |test: fn(&str, &str) -> bool| {
        let mut texts = readings.iter().filter(|text| !text.is_empty());
        texts.any(|text| test(text, ours))
    };
    if any(|golden, _| golden.chars().all(|c| c == '#')) {
        Class::Narrow
    } else if any(is_same_date) || any(is_same_amount) {
        Class::Country
    } else if any(is_long_number) {
        Class::Long
    } else {
        Class::Differs
    }
}

/// `12/31/14 8:30` and `2014/12/31 8:30`; `Sunday, January 1, 1900` and
/// `1900年1月1日`; `07:12:00` and `7:12:00`.
fn is_same_date(golden: &str, ours: &str) -> bool {
    if golden.strip_prefix('0') == Some(ours) && ours.contains(':') {
        return true;
    }
    let (date, time) = golden.split_once(' ').unwrap_or((golden, ""));
    let (our_date, our_time) = ours.split_once(' ').unwrap_or((ours, ""));
    let numbers = |text: &str| -> Vec<u32> {
        let parts = text.split(|c: char| !c.is_ascii_digit());
        parts.filter_map(|part| part.parse().ok()).collect()
    };
    match (&numbers(date)[..], &numbers(our_date)[..]) {
        ([month, day, year], [y, m, d]) => {
            (month, day) == (m, d) && (*year == y % 100 || year == y) && time == our_time
        }
        _ => match (&numbers(golden)[..], &numbers(ours)[..]) {
            ([day, year], [y, m, d]) => {
                let months = [
                    "January",
                    "February",
                    "March",
                    "April",
                    "May",
                    "June",
                    "July",
                    "August",
                    "September",
                    "October",
                    "November",
                    "December",
                ];
                let month = months.iter().position(|name| golden.contains(name));
                (day, year) == (d, y) && month.is_some_and(|month| month as u32 + 1 == *m)
            }
            _ => false,
        },
    }
}

/// `($1,500)` and `¥-1,500`.
fn is_same_amount(golden: &str, ours: &str) -> bool {
    let bare = |text: &str| -> String {
        let text = text.replace('(', "-");
        text.chars()
            .filter(|c| !c.is_whitespace() && !"$¥￥)".contains(*c))
            .collect()
    };
    golden.contains('$') && ours.contains('¥') && bare(golden) == bare(ours)
}

/// `1.23457E+11` and `123456789012`.
fn is_long_number(golden: &str, ours: &str) -> bool {
    let digits = ours.trim_start_matches('-');
    let whole = digits.len() > 11 && digits.bytes().all(|b| b.is_ascii_digit());
    let value = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
    whole && golden.contains("E+") && (value(golden) / value(ours) - 1.0).abs() < 1e-5
}
