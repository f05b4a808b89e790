//! Dates and times by the code of a section.

use gongkai_model::Decimal;

use super::Shown;
use super::calendar::Date;
use super::code::{Section, Token};
use super::era;
use super::han::Script;
use super::names;

/// The day after 9999-12-31, the last one that Excel knows.
const END: f64 = 2_958_466.0;

/// Days between the two epochs (18.17.4.1).
const FROM_1904: f64 = 1462.0;

/// Excel shows thousandths of a second and nothing smaller.
const MAX_PLACES: usize = 9;

/// A moment as Excel counts it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Moment {
    /// Whole days since the end of 1899.
    days: u32,
    /// Seconds of the day, whole ones.
    seconds: u32,
    /// The parts of a second that are shown: so many to the second as the
    /// places of the format say.
    parts: u64,
    /// No whole day has passed since the epoch of the workbook.
    within_a_day: bool,
}

impl Moment {
    /// Negative days and days past 9999 are no moment: Excel shows `####`.
    /// What is not shown of a second is rounded, since a binary fraction of a
    /// day is never quite a whole second.
    fn of(value: &Decimal, date1904: bool, places: usize) -> Option<Moment> {
        let stored = value.to_f64();
        let number = stored + if date1904 { FROM_1904 } else { 0.0 };
        if !(0.0..END).contains(&number) {
            return None;
        }
        let to_the_second = 10_f64.powi(places as i32);
        let parts = (number.fract() * 86_400.0 * to_the_second).round() as u64;
        let seconds = parts / to_the_second as u64;
        Some(Moment {
            days: number.trunc() as u32 + u32::from(seconds >= 86_400),
            seconds: (seconds % 86_400) as u32,
            parts: parts % to_the_second as u64,
            within_a_day: (0.0..1.0).contains(&stored),
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
        if days == 0 || (self.within_a_day && !shows_date) {
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
    // Counted from 1904, there are days before the first: they are shown as
    // those behind it, with a minus sign, and are no dates.
    if date1904 && value.is_negative() {
        let amount = value.as_str().trim_start_matches('-').parse().ok()?;
        let behind = show(section, &amount, date1904)?;
        return Some(Shown {
            text: format!("-{}", behind.text),
            date: None,
        });
    }
    let tokens = &section.tokens;
    let places = places(tokens);
    let Some(moment) = Moment::of(value, date1904, places) else {
        return Some(Shown {
            text: super::general(value),
            date: None,
        });
    };
    let has = |letters: &str| {
        tokens
            .iter()
            .any(|token| matches!(token, Token::Date(c, _) if letters.contains(*c)))
    };
    let elapsed = tokens
        .iter()
        .any(|token| matches!(token, Token::Elapsed(..)));
    let minutes = minutes(tokens);
    let month = (0..tokens.len())
        .any(|at| matches!(tokens.get(at), Some(Token::Date('m', _))) && !minutes.contains(&at));
    let shows_date = has("yedagb") || month;
    let shows_time = has("hs") || !minutes.is_empty();
    let writer = Writer {
        section,
        moment,
        date: Date::of(moment.days),
        passed: passed(value, places),
        minutes,
        noon: tokens.iter().any(|token| matches!(token, Token::Noon(..))),
    };
    // Time that has passed is an amount, no moment.
    let date = if elapsed {
        None
    } else {
        moment.iso(shows_date, shows_time)
    };
    Some(Shown {
        text: writer.text(places)?,
        date,
    })
}

/// How many parts of a second are shown: the zeros of `ss.000`.
fn places(tokens: &[Token]) -> usize {
    let is_seconds = |token: &Token| matches!(token, Token::Date('s', _) | Token::Elapsed('s', _));
    let behind = tokens
        .windows(2)
        .position(|pair| is_seconds(&pair[0]) && pair[1] == Token::Point);
    let zeros = tokens.iter().skip(behind.map_or(tokens.len(), |at| at + 2));
    let zeros = zeros.take_while(|token| **token == Token::Digit('0'));
    zeros.count().min(MAX_PLACES)
}

/// Time that has passed, in whole seconds of what is shown of it.
fn passed(value: &Decimal, places: usize) -> u64 {
    let to_the_second = 10_f64.powi(places as i32);
    let parts = (value.to_f64() * 86_400.0 * to_the_second).round() as u64;
    parts / to_the_second as u64
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

struct Writer<'w> {
    section: &'w Section,
    moment: Moment,
    date: Date,
    passed: u64,
    /// Which tokens are minutes.
    minutes: Vec<usize>,
    /// Hours are counted to twelve.
    noon: bool,
}

impl Writer<'_> {
    /// The whole text; nothing where it needs an era that is not known.
    fn text(&self, places: usize) -> Option<String> {
        let tokens = &self.section.tokens;
        let mut shown = String::new();
        let mut after_seconds = false;
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let was_seconds = std::mem::take(&mut after_seconds);
            match *token {
                Token::Date('m', width) if self.minutes.contains(&at) => {
                    shown += &self.numeral(self.moment.seconds / 60 % 60, width);
                }
                Token::Date(letter, width) => {
                    shown += &self.part(letter, width)?;
                    after_seconds = letter == 's';
                }
                Token::Elapsed(unit, width) => {
                    shown += &self.elapsed(unit, width);
                    after_seconds = unit == 's';
                }
                Token::Noon(am, pm) => shown += self.half(am, pm),
                Token::Point if was_seconds && places > 0 => {
                    shown += &format!(".{:0places$}", self.moment.parts);
                    at += places;
                }
                Token::Digit(c) => shown.push(c),
                _ => shown += &token.literally(),
            }
            at += 1;
        }
        Some(shown)
    }

    /// What a run of one letter stands for, minutes aside.
    fn part(&self, letter: char, width: usize) -> Option<String> {
        let Moment { days, seconds, .. } = self.moment;
        Some(match letter {
            'y' => self.year(self.date.year, width),
            'e' => match era::of(self.section.calendar, days, self.date.year) {
                Some(era) => self.numeral(era.year, width),
                None => self.year(self.date.year, 4),
            },
            'g' => era::of(self.section.calendar, days, self.date.year)?
                .name(width)
                .to_owned(),
            'b' => self.year(self.date.year + era::BUDDHIST, width),
            'm' => self.month(width),
            'd' if width <= 2 => self.numeral(self.date.day, width),
            'd' | 'a' => names::weekday(days, letter, width, self.section.language),
            'h' if self.noon => self.numeral((seconds / 3600 + 11) % 12 + 1, width),
            'h' => self.numeral(seconds / 3600, width),
            _ => self.numeral(seconds % 60, width),
        })
    }

    fn elapsed(&self, unit: char, width: usize) -> String {
        let count = match unit {
            'h' => self.passed / 3600,
            'm' => self.passed / 60,
            _ => self.passed,
        };
        format!("{count:0width$}")
    }

    /// Chinese has its own words for the halves of the day.
    fn half(&self, am: &'static str, pm: &'static str) -> &'static str {
        let chinese = am == "AM" && self.section.language.is_chinese();
        match (self.moment.seconds / 3600 < 12, chinese) {
            (true, true) => "上午",
            (false, true) => "下午",
            (true, false) => am,
            (false, false) => pm,
        }
    }

    fn year(&self, year: u32, width: usize) -> String {
        let digits = if width <= 2 {
            format!("{:02}", year % 100)
        } else {
            format!("{year:04}")
        };
        self.section.script.digits(&digits)
    }

    fn month(&self, width: usize) -> String {
        let month = self.date.month;
        let chinese = self.section.language.is_chinese();
        match width {
            ..=2 => self.numeral(month, width),
            3 if chinese => format!("{month}月"),
            _ if chinese => format!("{}月", Script::SMALL.numeral(month)),
            _ => names::month(month, width).to_owned(),
        }
    }

    /// A number below 100 in digits or, by `[DBNum1]`, in characters.
    fn numeral(&self, number: u32, width: usize) -> String {
        if self.section.script.spells() {
            return self.section.script.numeral(number);
        }
        let width = width.min(2);
        self.section.script.digits(&format!("{number:0width$}"))
    }
}
