//! The values of cells (OpenDocument 1.3 part 3, 19.385): what is stored beside
//! the text that is shown.

use gongkai_model::{Decimal, Value};

use super::attributes::attribute;
use crate::sheet::number_format::stored;
use crate::xml::Element;

/// The value of a cell; nothing where it is a text or none.
pub(super) fn value(element: &Element) -> Option<Value> {
    let said = |name| attribute(element, name);
    match said("value-type")?.as_ref() {
        "float" | "percentage" | "currency" => stored(said("value")?.trim()).map(Value::Number),
        "boolean" => Some(Value::Boolean(said("boolean-value")? == "true")),
        "date" => date(&said("date-value")?).map(Value::Date),
        "time" => time(&said("time-value")?),
        _ => None,
    }
}

/// A date, with the time of day where there is one.
fn date(text: &str) -> Option<String> {
    let (date, time) = text
        .trim_end_matches('Z')
        .split_once('T')
        .unwrap_or((text, ""));
    let is_date = date.len() == 10
        && date.bytes().enumerate().all(|(at, b)| match at {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    let time = time.split('.').next().unwrap_or_default();
    let is_time = time.len() == 8
        && time.bytes().enumerate().all(|(at, b)| match at {
            2 | 5 => b == b':',
            _ => b.is_ascii_digit(),
        });
    match (is_date, time) {
        (true, "" | "00:00:00") => Some(date.to_owned()),
        (true, time) if is_time => Some(format!("{date}T{time}")),
        _ => None,
    }
}

/// A time of day from `PT08H30M00S`; more than a day, or less than nothing, is
/// a number of days.
fn time(text: &str) -> Option<Value> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = 0u64;
    for (unit, size) in [('H', 3600), ('M', 60), ('S', 1)] {
        if let Some((number, behind)) = rest.split_once(unit) {
            let whole = number.split(['.', ',']).next().unwrap_or_default();
            let number: u64 = whole.parse().ok()?;
            seconds = seconds.checked_add(number.checked_mul(size)?)?;
            rest = behind;
        }
    }
    if !negative && seconds < 86_400 {
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        let time = format!("{hours:02}:{minutes:02}:{:02}", seconds % 60);
        return Some(Value::Date(time));
    }
    let sign = if negative { "-" } else { "" };
    let days: Decimal = format!("{sign}{:.10}", seconds as f64 / 86_400.0)
        .parse()
        .ok()?;
    Some(Value::Number(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_in_iso_8601() {
        assert_eq!(date("2021-01-20").as_deref(), Some("2021-01-20"));
        assert_eq!(date("2021-01-20T00:00:00").as_deref(), Some("2021-01-20"));
        assert_eq!(
            date("2021-01-20T08:30:05.25").as_deref(),
            Some("2021-01-20T08:30:05")
        );
        assert_eq!(date("20.1.2021"), None);
        assert_eq!(
            time("PT08H30M00S"),
            Some(Value::Date("08:30:00".to_owned()))
        );
        assert_eq!(
            time("PT36H0M0S"),
            Some(Value::Number("1.5".parse().unwrap()))
        );
        assert_eq!(time("P1D"), None);
        assert_eq!(time("PT99999999999999999999H"), None);
    }
}
