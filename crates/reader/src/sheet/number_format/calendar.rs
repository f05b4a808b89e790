//! The calendar as Excel counts it: days from the end of 1899, with a 29th of
//! February 1900 (18.17.4.1).

use gongkai_model::Decimal;

/// A civil date; Excel has a 29th of February 1900 and a 0th of January.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: u32,
    pub(super) month: u32,
    pub(super) day: u32,
}

impl Date {
    /// Days are counted as if 1900 were a leap year (18.17.4.1, the 1900
    /// backward compatibility date base).
    pub(super) fn of(days: u32) -> Date {
        match days {
            0 => Date {
                year: 1900,
                month: 1,
                day: 0,
            },
            60 => Date {
                year: 1900,
                month: 2,
                day: 29,
            },
            _ => {
                let days = i64::from(if days < 60 { days } else { days - 1 });
                civil(days + DAYS_TO_1900)
            }
        }
    }
}

/// From 0000-03-01 to 1899-12-31.
const DAYS_TO_1900: i64 = 693_900;

/// The date so many days after 0000-03-01, in the Gregorian calendar.
fn civil(days: i64) -> Date {
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Date {
        year: year as u32,
        month: month as u32,
        day: day as u32,
    }
}

/// Days since the end of 1899 for a civil date, as Excel counts.
pub(super) fn serial(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    let days = era * 146_097 + of_era - DAYS_TO_1900;
    if days >= 60 { days + 1 } else { days }
}

/// Excel's number for a date in ISO 8601 (18.17.4.2: cells of type `d`).
pub(crate) fn iso_moment(text: &str) -> Option<Decimal> {
    let text = text.trim_end_matches('Z');
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, time),
        None if text.contains(':') => ("", text),
        None => (text, ""),
    };
    let days = match date {
        "" => 0,
        date => {
            let [year, month, day] = numbers(date, '-')?;
            let valid = (1900..=9999).contains(&year)
                && (1..=12).contains(&month)
                && (1..=31).contains(&day);
            valid.then(|| serial(year, month, day))?
        }
    };
    let seconds = match time.split('.').next().unwrap_or_default() {
        "" => 0,
        time => {
            let [hour, minute, second] = numbers(time, ':')?;
            let valid =
                (0..24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
            valid.then_some(hour * 3600 + minute * 60 + second)?
        }
    };
    format!("{:.10}", days as f64 + seconds as f64 / 86_400.0)
        .parse()
        .ok()
}

fn numbers(text: &str, separator: char) -> Option<[i64; 3]> {
    let mut numbers = [0; 3];
    let mut parts = text.split(separator);
    for (index, number) in numbers.iter_mut().enumerate() {
        match parts.next() {
            Some(part) if part.bytes().all(|b| b.is_ascii_digit()) => {
                *number = part.parse().ok()?
            }
            None if index == 2 && separator == ':' => {}
            _ => return None,
        }
    }
    parts.next().is_none().then_some(numbers)
}
