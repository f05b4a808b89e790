//! Dates and times by the code of a section.

use gongkai_model::Decimal;

use super::Shown;
use super::code::{Section, Token};

/// The day after 9999-12-31, the last one that Excel knows.
const END: f64 = 2_958_466.0;

/// Days between the two epochs (18.17.4.1).
const FROM_1904: f64 = 1462.0;

const MONTHS: [&str; 12] = [
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
const DAYS: [&str; 7] = [
    "Saturday",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
];
const HAN_DAYS: [&str; 7] = ["六", "日", "一", "二", "三", "四", "五"];
const HAN_DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A moment as Excel counts it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Moment {
    /// Whole days since the end of 1899.
    days: u32,
    /// Seconds of the day, rounded to whole ones.
    seconds: u32,
    /// The fraction of a second, for formats that show it.
    fraction: f64,
}

/// A civil date; Excel has a 29th of February 1900 and a 0th of January.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Date {
    year: u32,
    month: u32,
    day: u32,
}

impl Date {
    /// Days are counted as if 1900 were a leap year (18.17.4.1, the 1900
    /// backward compatibility date base).
    fn of(days: u32) -> Date {
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
fn serial(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    let days = era * 146_097 + of_era - DAYS_TO_1900;
    if days >= 60 { days + 1 } else { days }
}

impl Moment {
    /// Negative days and days past 9999 are no moment: Excel shows `####`.
    fn of(value: &Decimal, date1904: bool) -> Option<Moment> {
        let number = value.to_f64() + if date1904 { FROM_1904 } else { 0.0 };
        if !(0.0..END).contains(&number) {
            return None;
        }
        let exact = number.fract() * 86_400.0;
        // A binary fraction of a day is never quite a whole second.
        let seconds = exact.round();
        let days = number.trunc() as u32 + u32::from(seconds >= 86_400.0);
        let fraction = (exact - exact.floor() + 1e-4).fract();
        Some(Moment {
            days,
            seconds: seconds as u32 % 86_400,
            fraction,
        })
    }

    /// In ISO 8601, to the second: as a date, a time of day, or both, by what
    /// there is and what is shown. Days that never were have none.
    fn iso(self, shows_date: bool, shows_time: bool) -> Option<String> {
        let Moment { days, seconds, .. } = self;
        let time = format!(
            "{:02}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        );
        if days == 0 {
            return (!shows_date).then_some(time);
        }
        if days == 60 {
            return None;
        }
        let Date { year, month, day } = Date::of(days);
        let date = format!("{year:04}-{month:02}-{day:02}");
        Some(if shows_time || seconds > 0 {
            format!("{date}T{time}")
        } else {
            date
        })
    }
}

/// What a person sees of a number as a date; what is no date is shown plain.
pub(super) fn show(section: &Section, value: &Decimal, date1904: bool) -> Option<Shown> {
    let plain = || Shown {
        text: super::general(value),
        date: None,
    };
    let Some(moment) = Moment::of(value, date1904) else {
        return Some(plain());
    };
    let has = |letters: &str| {
        section
            .tokens
            .iter()
            .any(|token| matches!(token, Token::Date(c, _) if letters.contains(*c)))
    };
    let elapsed = section
        .tokens
        .iter()
        .any(|token| matches!(token, Token::Elapsed(..)));
    let minutes = minutes(&section.tokens);
    let month = (0..section.tokens.len()).any(|at| {
        matches!(section.tokens.get(at), Some(Token::Date('m', _))) && !minutes.contains(&at)
    });
    let shows_date = has("yeda") || month;
    let shows_time = has("hs") || !minutes.is_empty();
    let passed = Passed::of(value, elapsed);
    let text = text(section, moment, passed, &minutes);
    // Time that has passed is an amount, no moment.
    let date = if elapsed {
        None
    } else {
        moment.iso(shows_date, shows_time)
    };
    Some(Shown { text, date })
}

/// Time that has passed, in whole seconds.
#[derive(Clone, Copy)]
struct Passed(u64);

impl Passed {
    fn of(value: &Decimal, wanted: bool) -> Passed {
        Passed(if wanted {
            (value.to_f64() * 86_400.0).round() as u64
        } else {
            0
        })
    }
}

/// Which `m` are minutes: those behind hours or before seconds (18.8.31).
fn minutes(tokens: &[Token]) -> Vec<usize> {
    let parts: Vec<(usize, char, usize)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| match token {
            Token::Date(c, width) => Some((at, *c, *width)),
            Token::Elapsed(c, width) => Some((at, *c, *width)),
            _ => None,
        })
        .collect();
    let mut minutes = Vec::new();
    for (index, &(at, letter, width)) in parts.iter().enumerate() {
        let before = index
            .checked_sub(1)
            .and_then(|i| parts.get(i))
            .map(|part| part.1);
        let behind = parts.get(index + 1).map(|part| part.1);
        let time = before == Some('h') || behind == Some('s');
        if letter == 'm' && width <= 2 && time && matches!(tokens.get(at), Some(Token::Date(..))) {
            minutes.push(at);
        }
    }
    minutes
}

fn text(section: &Section, moment: Moment, passed: Passed, minutes: &[usize]) -> String {
    let date = Date::of(moment.days);
    let tokens = &section.tokens;
    let noon = tokens.iter().any(|token| matches!(token, Token::Noon(..)));
    let hour = moment.seconds / 3600;
    let mut shown = String::new();
    let mut after_seconds = false;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let number = |number: u32, width: usize| numeral(number, width, section.han_digits);
        let was_seconds = std::mem::take(&mut after_seconds);
        match *token {
            Token::Date('m', width) if minutes.contains(&at) => {
                shown += &number(moment.seconds / 60 % 60, width);
            }
            Token::Date('y' | 'e', width) => {
                shown += &year(date.year, width, section.han_digits, token)
            }
            Token::Date('m', width) => shown += &month(date.month, width, section),
            Token::Date('d', width @ ..=2) => shown += &number(date.day, width),
            Token::Date('d' | 'a', width) => shown += &weekday(moment.days, width, section, token),
            Token::Date('h', width) => {
                let hour = if noon { (hour + 11) % 12 + 1 } else { hour };
                shown += &number(hour, width);
            }
            Token::Date('s', width) => {
                shown += &number(moment.seconds % 60, width);
                after_seconds = true;
            }
            Token::Elapsed(unit, width) => {
                let unit_seconds = match unit {
                    'h' => 3600,
                    'm' => 60,
                    _ => 1,
                };
                let count = passed.0 / unit_seconds;
                shown += &format!("{count:0width$}");
                after_seconds = unit == 's';
            }
            Token::Noon(am, pm) => shown += if hour < 12 { am } else { pm },
            Token::Point if was_seconds => {
                let places = tokens
                    .iter()
                    .skip(at + 1)
                    .take_while(|t| **t == Token::Digit('0'))
                    .count();
                shown += &fraction(moment.fraction, places);
                at += places;
            }
            Token::Digit(c) => shown.push(c),
            _ => shown += &token.literally(),
        }
        at += 1;
    }
    shown
}

fn fraction(fraction: f64, places: usize) -> String {
    if places == 0 {
        return ".".to_owned();
    }
    let digits = format!("{fraction:.9}");
    format!(".{}", digits.get(2..2 + places.min(9)).unwrap_or_default())
}

fn year(year: u32, width: usize, han: bool, token: &Token) -> String {
    let short = matches!(token, Token::Date('y', ..=2)) && width <= 2;
    let digits = if short {
        format!("{:02}", year % 100)
    } else {
        format!("{year:04}")
    };
    if !han {
        return digits;
    }
    let spelled = digits
        .chars()
        .filter_map(|c| HAN_DIGITS.get(c.to_digit(10)? as usize));
    spelled.copied().collect()
}

fn month(month: u32, width: usize, section: &Section) -> String {
    let name = MONTHS
        .get(month.saturating_sub(1) as usize)
        .copied()
        .unwrap_or_default();
    match width {
        ..=2 => numeral(month, width, section.han_digits),
        3 if section.chinese => format!("{month}月"),
        _ if section.chinese => format!("{}月", numeral(month, 1, true)),
        3 => name.get(..3).unwrap_or_default().to_owned(),
        5 => name.get(..1).unwrap_or_default().to_owned(),
        _ => name.to_owned(),
    }
}

/// `aaa` and `aaaa` are Chinese whatever the language of the code.
fn weekday(days: u32, width: usize, section: &Section, token: &Token) -> String {
    let index = (days % 7) as usize;
    let han = HAN_DAYS.get(index).copied().unwrap_or_default();
    let name = DAYS.get(index).copied().unwrap_or_default();
    match (token, width) {
        (Token::Date('a', _), 3) => han.to_owned(),
        (Token::Date('a', _), _) => format!("星期{han}"),
        (_, 3) if section.chinese => format!("周{han}"),
        _ if section.chinese => format!("星期{han}"),
        (_, 3) => name.get(..3).unwrap_or_default().to_owned(),
        _ => name.to_owned(),
    }
}

/// A number below 100 in digits or, by `[DBNum1]`, in characters.
fn numeral(number: u32, width: usize, han: bool) -> String {
    if !han {
        let width = width.min(2);
        return format!("{number:0width$}");
    }
    let digit = |digit: u32| HAN_DIGITS.get(digit as usize).copied().unwrap_or_default();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones).to_owned(),
        (1, 0) => "十".to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, 0) => format!("{}十", digit(tens)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    }
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
