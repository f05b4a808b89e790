//! Years counted from the beginning of an era: `e` and `g` of a code (18.8.31).

use super::calendar::serial;

/// Which eras a section counts by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Calendar {
    /// By none: `e` is the year of the Gregorian calendar, as in Chinese Excel.
    #[default]
    Gregorian,
    /// By the reigns of Japan.
    Japan,
    /// By the years of the Republic of China.
    Republic,
}

/// How many years the Buddhist calendar is ahead.
pub(super) const BUDDHIST: u32 = 543;

/// A year of an era.
#[derive(Debug, Clone, Copy)]
pub(super) struct Era {
    pub(super) year: u32,
    /// Its names for `g`, `gg` and `ggg`.
    names: [&'static str; 3],
}

impl Era {
    pub(super) fn name(&self, width: usize) -> &'static str {
        let [letter, short, long] = self.names;
        match width {
            ..=1 => letter,
            2 => short,
            _ => long,
        }
    }
}

/// When an era began: year, month, day.
type Beginning = (u32, u32, u32);

const REIGNS: [(Beginning, [&str; 3]); 5] = [
    ((2019, 5, 1), ["R", "令", "令和"]),
    ((1989, 1, 8), ["H", "平", "平成"]),
    ((1926, 12, 25), ["S", "昭", "昭和"]),
    ((1912, 7, 30), ["T", "大", "大正"]),
    ((1868, 1, 1), ["M", "明", "明治"]),
];

/// The first year of the Republic of China is 1912.
const REPUBLIC: u32 = 1911;

/// The year of the era that a day is in; nothing where it is in none.
pub(super) fn of(calendar: Calendar, days: u32, year: u32) -> Option<Era> {
    match calendar {
        Calendar::Gregorian => None,
        Calendar::Republic => Some(Era {
            year: year.checked_sub(REPUBLIC).filter(|year| *year > 0)?,
            names: ["民國", "民國", "中華民國"],
        }),
        Calendar::Japan => {
            let began = |(y, m, d): Beginning| serial(i64::from(y), i64::from(m), i64::from(d));
            let reign = REIGNS
                .iter()
                .find(|(beginning, _)| began(*beginning) <= i64::from(days));
            reign.map(|((first, ..), names)| Era {
                year: year + 1 - first,
                names: *names,
            })
        }
    }
}
