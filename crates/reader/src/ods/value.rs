//! The values of cells (OpenDocument 1.3 part 3, 19.385): what is stored beside
//! the text that is shown.

use gongkai_model::Value;

use super::attributes::attribute;
use crate::sheet::number_format::{general, stored};
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

/// What is shown of a value whose text is not stored: nothing where there is
/// neither.
pub(super) fn plain(element: &Element, value: Option<&Value>) -> Option<String> {
    let said = |name| attribute(element, name).map(|text| text.into_owned());
    let text = match value {
        _ if attribute(element, "value-type").is_some_and(|kind| kind == "time") => {
            let said = said("time-value")?;
            seconds(&said).map_or(said, elapsed)
        }
        Some(Value::Number(number)) => general(number),
        Some(Value::Boolean(true)) => "TRUE".to_owned(),
        Some(Value::Boolean(false)) => "FALSE".to_owned(),
        Some(Value::Date(date)) => date.clone(),
        None => ["string-value", "value", "date-value", "boolean-value"]
            .into_iter()
            .find_map(said)?,
    };
    (!text.is_empty()).then_some(text)
}

/// A time of day; more than a day, or less than nothing, is a number of days.
fn time(text: &str) -> Option<Value> {
    let seconds = seconds(text)?;
    if (0.0..86_400.0).contains(&seconds) && seconds.fract() == 0.0 {
        let whole = seconds as u64; // below a day
        let (hours, minutes) = (whole / 3600, whole / 60 % 60);
        let time = format!("{hours:02}:{minutes:02}:{:02}", whole % 60);
        return Some(Value::Date(time));
    }
    let days = format!("{:.10}", seconds / 86_400.0);
    stored(&days).map(Value::Number)
}

/// The seconds of a span of time (XML Schema part 2, 3.2.6), from `PT08H30M00S`.
/// Months and years have no certain length: what has them is none.
fn seconds(text: &str) -> Option<f64> {
    /// No span that a sheet can show is longer: ten thousand years.
    const LONGEST: f64 = 86_400.0 * 366.0 * 10_000.0;
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let (days, time) = text
        .strip_prefix('P')?
        .split_once('T')
        .unwrap_or((text.get(1..)?, ""));
    let mut sum = 0.0;
    for (mut rest, units) in [
        (days, &[('W', 604_800.0), ('D', 86_400.0)][..]),
        (time, &[('H', 3600.0), ('M', 60.0), ('S', 1.0)]),
    ] {
        for (unit, size) in units {
            if let Some((number, behind)) = rest.split_once(*unit) {
                sum += number.replace(',', ".").parse::<f64>().ok()? * size;
                rest = behind;
            }
        }
        if !rest.is_empty() {
            return None;
        }
    }
    (0.0..LONGEST).contains(&sum).then_some(sign * sum)
}

/// `26:30:15`, as spreadsheets show a span of time.
fn elapsed(seconds: f64) -> String {
    let thousandths = (seconds.abs() * 1000.0).round() as u64; // bounded by the longest
    let (whole, rest) = (thousandths / 1000, thousandths % 1000);
    let sign = if seconds < 0.0 { "-" } else { "" };
    let fraction = match rest {
        0 => String::new(),
        rest => format!(".{rest:03}"),
    };
    let (hours, minutes) = (whole / 3600, whole / 60 % 60);
    format!("{sign}{hours}:{minutes:02}:{:02}{fraction}", whole % 60)
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
        assert_eq!(time("P1M"), None);
        assert_eq!(time("PT1H5"), None);
        assert_eq!(time("PT99999999999999999999H"), None);
    }

    #[test]
    fn spans_of_time_are_shown_in_hours() {
        let shown = |text| seconds(text).map(elapsed);
        for (text, expected) in [
            ("P1DT2H", "26:00:00"),
            ("PT26H30M15S", "26:30:15"),
            ("P2W", "336:00:00"),
            ("-PT1H5M", "-1:05:00"),
            ("P0.5D", "12:00:00"),
            ("PT1.5M", "0:01:30"),
            ("PT1.25S", "0:00:01.250"),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(shown("P"), Some("0:00:00".to_owned()));
        assert_eq!(shown("PT99999999999999999999H"), None);
    }
}
