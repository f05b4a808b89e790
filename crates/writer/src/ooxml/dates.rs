//! Dates as XML Schema and W3CDTF write them. One that is neither makes Word
//! declare the file broken.

/// True for an `xsd:dateTime`: `2024-01-20T08:30:00Z`.
pub(crate) fn is_date_time(text: &str) -> bool {
    let Some((day, time)) = text.split_once('T') else {
        return false;
    };
    is_day(day) && is_time(time, true)
}

/// True for what stands in `dcterms:created`: a year, a month, a day, or a day
/// and a time.
pub(crate) fn is_w3cdtf(text: &str) -> bool {
    match text.split_once('T') {
        Some((day, time)) => is_day(day) && is_time(time, false),
        None => match text.len() {
            4 => is_day(&format!("{text}-01-01")),
            7 => is_day(&format!("{text}-01")),
            _ => is_day(text),
        },
    }
}

/// The number that some digits are.
fn number(text: &str, digits: usize) -> Option<u16> {
    let are_digits = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| are_digits)
}

/// True for a day that the calendar has, written `2021-01-20`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2))
    else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    year > 0 && (1..=days).contains(&day)
}

/// `08:30:00`, with or without a fraction and a zone; XML Schema wants seconds,
/// and has no zone past 14:00 (XML Schema 2, 3.2.7.3).
fn is_time(text: &str, seconds: bool) -> bool {
    let zone = text.find(['Z', '+', '-']).unwrap_or(text.len());
    let (time, zone) = text.split_at(zone);
    let zone_is_sound = match zone.split_at_checked(1) {
        None | Some(("Z", "")) => true,
        Some(("+" | "-", zone)) => zone == "14:00" || is_clock(zone, 13),
        _ => false,
    };
    let (clock, rest) = time.split_at_checked(5).unwrap_or((time, ""));
    zone_is_sound && is_clock(clock, 23) && (is_seconds(rest) || (rest.is_empty() && !seconds))
}

/// `08:30`
fn is_clock(text: &str, last_hour: u16) -> bool {
    text.split_once(':').is_some_and(|(hour, minute)| {
        number(hour, 2).is_some_and(|hour| hour <= last_hour)
            && number(minute, 2).is_some_and(|minute| minute < 60)
    })
}

/// `:00` or `:00.123`
fn is_seconds(text: &str) -> bool {
    let Some(text) = text.strip_prefix(':') else {
        return false;
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    digits && number(whole, 2).is_some_and(|seconds| seconds < 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_and_times_that_there_are() {
        for (text, core, comment) in [
            ("2021-01-20T08:30:00Z", true, true),
            ("2021-01-20T08:30:00", true, true),
            ("2021-01-20T08:30:00.5+08:00", true, true),
            ("2021-01-20T08:30:00+14:00", true, true),
            ("2021-01-20T08:30:00-13:59", true, true),
            ("2021-01-20T08:30:00+14:30", false, false),
            ("2021-01-20T08:30Z", true, false),
            ("2024-02-29", true, false),
            ("2024-02", true, false),
            ("2024", true, false),
            ("2023-02-29T00:00:00Z", false, false),
            ("2021-13-01", false, false),
            ("2021-1-20", false, false),
            ("0000-01-01", false, false),
            ("2021-01-20T24:00:00Z", false, false),
            ("2021-01-20T08:30:00z", false, false),
            ("2021-01-20T公开", false, false),
            ("2021年", false, false),
            ("+021", false, false),
            ("", false, false),
        ] {
            let found = (is_w3cdtf(text), is_date_time(text));
            assert_eq!(found, (core, comment), "{text}");
        }
    }
}
