//! Number formats that show a number exactly as it was printed.
//!
//! A cell keeps its number, and its text comes from the format: `104150元` is
//! the number 104150 under the format `0"元"`. A format is given only where it
//! shows the text to the letter, and where it stays sensible when a person
//! types another number into the cell.

use std::borrow::Cow;

use gongkai_model::Decimal;

/// The format that needs no code of its own.
pub(super) const GENERAL: &str = "General";

/// Excel shows a plain number of up to 11 characters whole; one less is safe.
const GENERAL_WIDTH: usize = 10;

/// Excel allows 255 characters for a format code.
const LONGEST_CODE: usize = 200;

/// The code of a format that shows `value` as `text`; none where there is no
/// such format or the number would not survive as an IEEE double.
pub(super) fn code(text: &str, value: &Decimal) -> Option<Cow<'static, str>> {
    if !fits_double(value) || text.contains(char::is_control) {
        return None;
    }
    if is_general(text, value) {
        return Some(Cow::Borrowed(GENERAL));
    }
    let code = match Face::parse(text) {
        Some(face) => scientific(text, value)
            .or_else(|| face.percent(value))
            .or_else(|| face.code(value)),
        None => sign_for_zero(text, value),
    };
    code.filter(|code| code.encode_utf16().count() <= LONGEST_CODE)
        .map(Cow::Owned)
}

/// True where Excel keeps every digit: it stores doubles, of which the nearest
/// to a number of up to 15 digits has no other such number as near.
fn fits_double(value: &Decimal) -> bool {
    let double = value.to_f64();
    let tiny = double != 0.0 && double.abs() < 1e-300; // Excel knows no denormal numbers
    value.significant_digits() <= 15 && double.is_finite() && !tiny
}

/// True for a number that shows as `text` without any number format.
pub(super) fn is_general(text: &str, value: &Decimal) -> bool {
    let digits = text.trim_start_matches('-');
    let tiny = digits.starts_with("0.0000"); // shown as a power of ten
    text == value.as_str() && digits.len() <= GENERAL_WIDTH && !tiny
}

/// `—` or nothing at all for zero.
fn sign_for_zero(text: &str, value: &Decimal) -> Option<String> {
    match text {
        "" => value.is_zero().then(|| "0;-0;".to_owned()),
        text => value.is_zero().then(|| format!("0;-0;{}", literal(text))),
    }
}

/// The parts of a number as printed: `¥`, `1,234`, `50`, `元` in `¥1,234.50元`.
struct Face<'a> {
    before: &'a str,
    whole: &'a str,
    fraction: &'a str,
    after: &'a str,
}

impl<'a> Face<'a> {
    fn parse(text: &'a str) -> Option<Face<'a>> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let (before, rest) = text.split_at(start);
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != ',')
            .unwrap_or(rest.len());
        let whole = rest[..end].trim_end_matches(',');
        let rest = &rest[whole.len()..];
        let (fraction, after) = match rest.strip_prefix('.') {
            Some(behind) if behind.starts_with(|c: char| c.is_ascii_digit()) => {
                let end = behind
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(behind.len());
                behind.split_at(end)
            }
            _ => ("", rest),
        };
        Some(Face {
            before,
            whole,
            fraction,
            after,
        })
    }

    /// The number that the digits say, without its sign.
    fn magnitude(&self) -> Option<Decimal> {
        format!("{}.{}", self.whole.replace(',', ""), self.fraction)
            .parse()
            .ok()
    }

    /// `0`, `#,##0`, `000` and the fraction; none where the separators stand wrong.
    fn digits_code(&self) -> Option<String> {
        let whole = if self.whole.contains(',') {
            let groups: Vec<&str> = self.whole.split(',').collect();
            let right = groups[1..].iter().all(|group| group.len() == 3);
            let first = (1..=3).contains(&groups[0].len()) && !groups[0].starts_with('0');
            (right && first).then(|| "#,##0".to_owned())?
        } else if self.whole.starts_with('0') {
            "0".repeat(self.whole.len())
        } else {
            "0".to_owned()
        };
        let point = if self.fraction.is_empty() { "" } else { "." };
        Some(format!("{whole}{point}{}", "0".repeat(self.fraction.len())))
    }

    /// `12.5%` for 0.125.
    fn percent(&self, value: &Decimal) -> Option<String> {
        let after = self.after.strip_prefix('%')?;
        let digits = format!("{}%", self.digits_code()?);
        self.shows(&value.shifted(2)).then_some(())?;
        self.sections(value, &digits, after)
    }

    fn code(&self, value: &Decimal) -> Option<String> {
        self.shows(value).then_some(())?;
        // `12 1/3` for 12.3 and `0:00:01` for a time: the other digits are part
        // of the number, and would stay as they are under another one.
        let more = self.after.contains(|c: char| c.is_ascii_digit());
        (!more || self.is_exact(value)).then_some(())?;
        self.sections(value, &self.digits_code()?, self.after)
    }

    /// True where the digits are those of the number, rounded as Excel does.
    fn shows(&self, value: &Decimal) -> bool {
        let rounded = rounded(value, self.fraction.len());
        let vanishes = value.is_negative() && rounded.as_ref().is_some_and(Decimal::is_zero);
        !vanishes && rounded == self.magnitude()
    }

    /// True where the digits are all of the number, without rounding.
    fn is_exact(&self, value: &Decimal) -> bool {
        let digits = value.as_str().trim_start_matches('-').parse().ok();
        digits == self.magnitude()
    }

    /// True where the digits are those that Excel shows by itself: then the
    /// format leaves them to it, and a person who types `99999.5` over `104150元`
    /// sees `99999.5元`, not a rounded `100000元`.
    fn is_open(&self, value: &Decimal) -> bool {
        let zero = self.whole.starts_with('0') && self.whole.len() > 1;
        let words = !self.after.is_empty() && !self.after.starts_with(['%', ')', '）']);
        let bare = self.fraction.is_empty() && !self.whole.contains(',') && !zero;
        let open = bare && words && self.before.is_empty() && self.whole.len() <= GENERAL_WIDTH;
        open && self.is_exact(value)
    }

    /// The code with what stands before and behind the digits, for each sign.
    fn sections(&self, value: &Decimal, digits: &str, after: &str) -> Option<String> {
        let (before, tail) = (literal(self.before), literal(after));
        let digits = if self.is_open(value) { GENERAL } else { digits };
        if value.is_negative() {
            if let Some(before) = self.before.strip_prefix('-') {
                return Some(format!("{}{digits}{tail}", literal(before)));
            }
            let is_sign = |c: char| "-−－(（".contains(c);
            self.before.contains(is_sign).then_some(())?;
            let plain = literal(&self.before.replace(is_sign, ""));
            let plain_tail = literal(&after.replace([')', '）'], ""));
            return Some(format!(
                "{plain}{digits}{plain_tail};{before}{digits}{tail}"
            ));
        }
        if self.before.starts_with(['-', '−', '－']) {
            return None;
        }
        let Some(unsigned) = self.before.strip_prefix('+').map(literal) else {
            return Some(format!("{before}{digits}{tail}"));
        };
        let zero = if value.is_zero() { "+" } else { "" };
        let (plus, minus) = (
            format!("+{unsigned}{digits}{tail}"),
            format!("-{unsigned}{digits}{tail}"),
        );
        Some(format!("{plus};{minus};{zero}{unsigned}{digits}{tail}"))
    }
}

/// `1.2E+05` for 120000.
fn scientific(text: &str, value: &Decimal) -> Option<String> {
    let (mantissa, exponent) = text.split_once('E')?;
    let mantissa = mantissa
        .strip_prefix('-')
        .filter(|_| value.is_negative())
        .unwrap_or(mantissa);
    let face = Face::parse(mantissa)?;
    let bare = face.before.is_empty() && face.after.is_empty() && face.whole.len() == 1;
    let places: i32 = exponent.parse().ok()?;
    let spelled = exponent == format!("{}{:02}", if places < 0 { '-' } else { '+' }, places.abs());
    let shown = bare && spelled && face.whole != "0" && face.shows(&value.shifted(-places));
    shown.then(|| format!("{}E+00", face.digits_code().unwrap_or_default()))
}

/// The number without its sign, rounded to so many digits behind the point,
/// halves away from zero.
fn rounded(value: &Decimal, places: usize) -> Option<Decimal> {
    let body = value.as_str().trim_start_matches('-');
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    if fraction.len() <= places {
        return body.parse().ok();
    }
    let mut digits: Vec<u8> = format!("0{whole}{}", &fraction[..places]).into_bytes();
    if fraction.as_bytes()[places] >= b'5' {
        let last = digits.iter().rposition(|&digit| digit != b'9')?;
        digits[last] += 1;
        digits[last + 1..].fill(b'0');
    }
    let whole_digits: Decimal = String::from_utf8(digits).ok()?.parse().ok()?;
    Some(whole_digits.shifted(-i32::try_from(places).ok()?))
}

/// A text as part of a format code.
pub(super) fn literal(text: &str) -> String {
    let mut code = String::new();
    for (index, part) in text.split('"').enumerate() {
        if index > 0 {
            code.push_str("\\\"");
        }
        match part {
            "" => {}
            "+" | "-" | " " => code.push_str(part),
            part => code.extend(["\"", part, "\""]),
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_shows_the_text_that_was_printed() {
        for (text, value, expected) in [
            ("12", "12", "General"),
            ("-12.5", "-12.5", "General"),
            ("0.5", "0.5", "General"),
            ("12345678901", "12345678901", "0"),
            ("0.00001", "0.00001", "0.00000"),
            ("1,234", "1234", "#,##0"),
            ("-1,234.50", "-1234.5", "#,##0.00"),
            ("96171.60", "96171.6", "0.00"),
            ("12.35", "12.3456", "0.00"),
            ("13", "12.5", "0"),
            ("1.0", "0.95", "0.0"),
            ("104150元", "104150", "General\"元\""),
            ("12元", "12.3", "0\"元\""),
            ("12号3栋", "12", "General\"号3栋\""),
            ("¥1,234.50", "1234.5", "\"¥\"#,##0.00"),
            ("¥-5", "-5", "\"¥\"0;\"¥-\"0"),
            ("-¥5", "-5", "\"¥\"0"),
            ("(1,234)", "-1234", "#,##0;\"(\"#,##0\")\""),
            ("−8", "-8", "0;\"−\"0"),
            ("+3", "3", "+0;-0;0"),
            ("+0", "0", "+0;-0;+0"),
            ("12.5%", "0.125", "0.0%"),
            ("12.5%", "12.5", "0.0\"%\""),
            ("-3%", "-0.03", "0%"),
            ("007", "7", "000"),
            ("共3\"件\"", "3", "\"共\"0\\\"\"件\"\\\""),
            ("—", "0", "0;-0;\"—\""),
            ("-", "0", "0;-0;-"),
            ("", "0", "0;-0;"),
            ("1.2E+05", "120000", "0.0E+00"),
            ("-1.23E-04", "-0.000123", "0.00E+00"),
        ] {
            let value: Decimal = value.parse().unwrap();
            assert_eq!(
                code(text, &value).as_deref(),
                Some(expected),
                "{text} for {value}"
            );
        }
    }

    #[test]
    fn no_format_shows_what_the_number_does_not_say() {
        for (text, value) in [
            ("12.34", "12.345"),
            ("5", "-5"),
            ("-5", "5"),
            ("-0", "0"),
            ("0.00", "-0.001"),
            ("12万", "120000"),
            ("12 1/3", "12.3"),
            ("0:00:01.250", "0.0000144676"),
            ("1,23", "123"),
            ("１２", "12"),
            ("是", "1"),
            ("", "7"),
            ("1\n2", "1"),
            ("1234567890123456", "1234567890123456"),
            ("12E+04", "120000"),
        ] {
            let value: Decimal = value.parse().unwrap();
            assert_eq!(code(text, &value), None, "{text} for {value}");
        }
    }
}
