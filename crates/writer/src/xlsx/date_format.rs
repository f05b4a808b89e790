//! Date formats that show a date exactly as it was printed.
//!
//! The code is made from the text: every number in it is matched with a part
//! of the date, what stands between is kept. `2020年1月20日` for 2020-01-20 is
//! `yyyy"年"m"月"d"日"`.

use super::number_format::literal;

/// A date, a time of day, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moment {
    date: Option<[u32; 3]>,
    time: Option<[u32; 3]>,
}

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    /// `AM` or `PM`.
    Half,
}

use Part::{Day, Half, Hour, Minute, Month, Second, Year};

/// The orders in which the parts of a date are printed.
const DATES: [&[Part]; 9] = [
    &[],
    &[Year, Month, Day],
    &[Year, Month],
    &[Month, Day],
    &[Day, Month, Year],
    &[Month, Day, Year],
    &[Day, Month],
    &[Month, Year],
    &[Year],
];

/// The orders in which the parts of a time are printed.
const TIMES: [&[Part]; 6] = [
    &[],
    &[Hour, Minute, Second],
    &[Hour, Minute],
    &[Hour],
    &[Hour, Minute, Second, Half],
    &[Hour, Minute, Half],
];

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

/// Excel's number for a date in ISO 8601 and the code of a format that shows
/// it as `text`; none where there is no such format.
pub(super) fn code(text: &str, iso: &str) -> Option<(f64, String)> {
    let moment = Moment::parse(iso)?;
    let serial = moment.serial();
    let pieces = pieces(text)?;
    let fields = pieces.iter().filter(|piece| piece.is_field).count();
    let orders = DATES
        .iter()
        .flat_map(|date| TIMES.iter().map(move |time| [*date, *time].concat()));
    let compact = (fields == 1 && text.len() == 8)
        .then(|| moment.compact(text))
        .flatten();
    let code = orders
        .filter(|order| !order.is_empty() && order.len() == fields)
        .find_map(|order| moment.code(&pieces, &order))
        .or(compact)?;
    Some((serial, code))
}

/// A stretch of a printed date: a number or month name, or what stands between.
struct Piece<'a> {
    text: &'a str,
    is_field: bool,
}

/// Cuts a printed date; none where it has signs that a format cannot follow,
/// such as the name of a weekday.
fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let kind = |c: char| (c.is_ascii_digit(), c.is_ascii_alphabetic());
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end);
        let is_field = first.is_ascii_alphanumeric();
        let fixed = piece
            .chars()
            .all(|c| "-/.:, 年月日号时点分秒（）()".contains(c));
        (is_field || fixed).then(|| {
            pieces.push(Piece {
                text: piece,
                is_field,
            })
        })?;
        rest = behind;
    }
    Some(pieces)
}

impl Moment {
    fn parse(iso: &str) -> Option<Moment> {
        let (date, time) = match iso.split_once('T') {
            Some((date, time)) => (Some(date), Some(time)),
            None if iso.contains(':') => (None, Some(iso)),
            None => (Some(iso), None),
        };
        let date = date.map(|date| numbers(date, '-')).transpose_ok()?;
        let time = time.map(|time| numbers(time, ':')).transpose_ok()?;
        let in_range = date.is_none_or(|[year, month, day]| {
            (1900..=9999).contains(&year)
                && (1..=12).contains(&month)
                && (1..=days_in(year, month)).contains(&day)
        }) && time
            .is_none_or(|[hour, minute, second]| hour < 24 && minute < 60 && second < 60);
        in_range.then_some(Moment { date, time })
    }

    /// Days since the end of 1899, counted as Excel does: with a 29th of
    /// February 1900 that never was.
    fn serial(self) -> f64 {
        let days = self.date.map_or(0, |[year, month, day]| {
            let before: u32 = (1900..year)
                .map(|year| if is_leap(year) { 366 } else { 365 })
                .sum();
            let months: u32 = (1..month).map(|month| days_in(year, month)).sum();
            let days = before + months + day;
            days + u32::from(days > 59)
        });
        let [hour, minute, second] = self.time.unwrap_or_default();
        f64::from(days) + f64::from(hour * 3600 + minute * 60 + second) / 86_400.0
    }

    fn value(self, part: Part) -> Option<u32> {
        let index = part as usize;
        if index < 3 {
            self.date.map(|date| date[index])
        } else {
            self.time.and_then(|time| time.get(index - 3).copied())
        }
    }

    /// The code, where the fields of the text are these parts in this order.
    fn code(self, pieces: &[Piece<'_>], order: &[Part]) -> Option<String> {
        let fields: Vec<&str> = pieces
            .iter()
            .filter(|p| p.is_field)
            .map(|p| p.text)
            .collect();
        let dashed = pieces
            .iter()
            .any(|piece| !piece.is_field && piece.text.starts_with(['-', '.']));
        let open =
            |&(part, field): &(Part, &str)| field.len() == 1 && matches!(part, Month | Day | Hour);
        let shut = |&(part, field): &(Part, &str)| {
            field.len() == 2 && field.starts_with('0') && matches!(part, Month | Day | Hour)
        };
        let mut pairs = order.iter().copied().zip(fields.iter().copied());
        let padded = pairs.clone().any(|pair| shut(&pair))
            || (dashed && !pairs.clone().any(|pair| open(&pair)));
        let clock = if order.contains(&Half) {
            self.on_twelve_hours()
        } else {
            self
        };
        let mut code = String::new();
        for piece in pieces {
            if piece.is_field {
                let (part, field) = pairs.next()?;
                code.push_str(match part {
                    Half => self.half_code(field)?,
                    _ => clock.field_code(part, field, padded)?,
                });
            } else {
                code.push_str(&between(piece.text));
            }
        }
        Some(code)
    }

    /// The code that shows a part of this date as `field`. Where `10` may be
    /// either, `padded` decides whether `1` is to be shown as `01`.
    fn field_code(self, part: Part, field: &str, padded: bool) -> Option<&'static str> {
        let value = self.value(part)?;
        let (short, long) = match part {
            Year => return year_code(value, field),
            Month if field.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                return month_code(value, field);
            }
            Month => ("m", "mm"),
            Day => ("d", "dd"),
            Hour => ("h", "hh"),
            Minute => return (field == format!("{value:02}")).then_some("mm"),
            Second => return (field == format!("{value:02}")).then_some("ss"),
            Half => return None,
        };
        let is_short = field == value.to_string();
        let is_long = field == format!("{value:02}");
        match (is_short, is_long) {
            (true, true) => Some(if padded { long } else { short }),
            (true, false) => Some(short),
            (false, true) => Some(long),
            (false, false) => None,
        }
    }

    /// The same moment as a clock with twelve hours shows it.
    fn on_twelve_hours(mut self) -> Moment {
        if let Some([hour, ..]) = &mut self.time {
            *hour = (*hour + 11) % 12 + 1;
        }
        self
    }

    fn half_code(self, field: &str) -> Option<&'static str> {
        let half = if self.time?[0] < 12 { "AM" } else { "PM" };
        (field == half).then_some("AM/PM")
    }

    /// `20201231`
    fn compact(self, text: &str) -> Option<String> {
        let [year, month, day] = self.date?;
        (text == format!("{year}{month:02}{day:02}")).then(|| "yyyymmdd".to_owned())
    }
}

fn year_code(year: u32, field: &str) -> Option<&'static str> {
    if field == year.to_string() {
        return Some("yyyy");
    }
    (field == format!("{:02}", year % 100)).then_some("yy")
}

fn month_code(month: u32, field: &str) -> Option<&'static str> {
    let name = MONTHS.get(month as usize - 1)?;
    match field {
        field if field == &name[..3] => Some("mmm"),
        field if field == *name => Some("mmmm"),
        _ => None,
    }
}

/// What stands between the parts: `-`, `/`, `:` and a space need no quotes, and
/// programs know a date by them.
fn between(text: &str) -> String {
    if text.chars().all(|c| "-/: ".contains(c)) {
        text.to_owned()
    } else {
        literal(text)
    }
}

fn numbers(text: &str, separator: char) -> Option<[u32; 3]> {
    let mut numbers = [0; 3];
    let parts: Vec<&str> = text.split(separator).collect();
    let enough = parts.len() == 3 || (separator == ':' && parts.len() == 2);
    enough.then_some(())?;
    for (number, part) in numbers.iter_mut().zip(parts) {
        *number = part
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| part.parse().ok())
            .flatten()?;
    }
    Some(numbers)
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `Option<Option<T>>`: no part is fine, a part that cannot be read is not.
trait TransposeOk<T> {
    fn transpose_ok(self) -> Option<Option<T>>;
}

impl<T> TransposeOk<T> for Option<Option<T>> {
    fn transpose_ok(self) -> Option<Option<T>> {
        match self {
            Some(None) => None,
            Some(Some(value)) => Some(Some(value)),
            None => Some(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_shows_the_date_as_it_was_printed() {
        for (text, iso, serial, expected) in [
            ("2020-12-31", "2020-12-31", 44196.0, "yyyy-mm-dd"),
            ("2020/1/5", "2020-01-05", 43835.0, "yyyy/m/d"),
            ("2020/10/15", "2020-10-15", 44119.0, "yyyy/m/d"),
            ("2020/01/15", "2020-01-15", 43845.0, "yyyy/mm/dd"),
            ("2020.10.15", "2020-10-15", 44119.0, "yyyy\".\"mm\".\"dd"),
            (
                "2020年1月20日",
                "2020-01-20",
                43850.0,
                "yyyy\"年\"m\"月\"d\"日\"",
            ),
            ("2020年12月", "2020-12-01", 44166.0, "yyyy\"年\"m\"月\""),
            ("12月31日", "2020-12-31", 44196.0, "m\"月\"d\"日\""),
            ("31-Dec-20", "2020-12-31", 44196.0, "dd-mmm-yy"),
            ("20201231", "2020-12-31", 44196.0, "yyyymmdd"),
            ("8:30", "08:30:00", 0.354_166_666_666_666_7, "h:mm"),
            ("08:30:15", "08:30:15", 30615.0 / 86400.0, "hh:mm:ss"),
            (
                "2020-12-31 08:30",
                "2020-12-31T08:30:00",
                44196.0 + 30600.0 / 86400.0,
                "yyyy-mm-dd hh:mm",
            ),
            ("3:30:18 PM", "15:30:18", 55818.0 / 86400.0, "h:mm:ss AM/PM"),
            ("12:05 AM", "00:05:00", 300.0 / 86400.0, "h:mm AM/PM"),
            ("1900-02-28", "1900-02-28", 59.0, "yyyy-mm-dd"),
            ("1900-03-01", "1900-03-01", 61.0, "yyyy-mm-dd"),
            ("2020", "2020-12-31", 44196.0, "yyyy"),
        ] {
            let (number, code) = code(text, iso).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((number, code.as_str()), (serial, expected), "{text}");
        }
    }

    #[test]
    fn no_format_shows_another_date() {
        for (text, iso) in [
            ("2020-12-30", "2020-12-31"),
            ("2020年12月31日 星期四", "2020-12-31"),
            ("去年", "2020-12-31"),
            ("1899-12-31", "1899-12-31"),
            ("2021-02-29", "2021-02-29"),
            ("8:30 AM", "20:30:00"),
            ("", "2020-12-31"),
        ] {
            assert_eq!(code(text, iso), None, "{text}");
        }
    }
}
