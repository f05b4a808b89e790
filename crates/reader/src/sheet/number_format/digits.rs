//! Decimal digits: rounding, and the format `General`.

use gongkai_model::Decimal;

/// Excel keeps 15 significant digits of any number.
const PRECISION: i32 = 15;

/// The number that a lexeme stands for in Excel. `0.30000000000000004` is how
/// a binary float spells 0.3, and the 18 digits of an identity number have
/// lost their end when somebody stored them as a number.
pub(crate) fn stored(lexeme: &str) -> Option<Decimal> {
    let value: Decimal = lexeme.parse().ok()?;
    let digits = value.as_str().len();
    if digits <= 15 {
        Some(value)
    } else {
        Some(significant(&value, PRECISION))
    }
}

/// The digits before and behind the point, without a sign.
pub(super) fn parts(value: &Decimal) -> (&str, &str) {
    let body = value.as_str().trim_start_matches('-');
    body.split_once('.').unwrap_or((body, ""))
}

/// The power of ten of the first digit: 2 for 123, -3 for 0.00123, 0 for 0.
pub(super) fn magnitude(value: &Decimal) -> i32 {
    let (whole, fraction) = parts(value);
    if whole != "0" {
        return whole.len() as i32 - 1;
    }
    let zeros = fraction.len() - fraction.trim_start_matches('0').len();
    if fraction.is_empty() {
        0
    } else {
        -(zeros as i32) - 1
    }
}

/// Rounded to so many places behind the point, or before it where negative;
/// halves go away from zero, as in Excel.
pub(super) fn rounded(value: &Decimal, places: i32) -> Decimal {
    let (whole, fraction) = parts(value);
    let drop = fraction.len() as i32 - places;
    if drop <= 0 {
        return value.clone();
    }
    let all = format!("0{whole}{fraction}");
    let Some(keep) = all
        .len()
        .checked_sub(drop as usize)
        .filter(|keep| *keep > 0)
    else {
        return Decimal::from(0);
    };
    let (kept, dropped) = all.as_bytes().split_at(keep);
    let mut kept = kept.to_vec();
    if dropped.first().is_some_and(|digit| *digit >= b'5') {
        for digit in kept.iter_mut().rev() {
            if *digit == b'9' {
                *digit = b'0';
            } else {
                *digit += 1;
                break;
            }
        }
    }
    let sign = if value.is_negative() { "-" } else { "" };
    let text = format!("{sign}{}", String::from_utf8_lossy(&kept));
    text.parse::<Decimal>()
        .map_or_else(|_| value.clone(), |number| number.shifted(-places))
}

/// Rounded to so many significant digits.
pub(super) fn significant(value: &Decimal, digits: i32) -> Decimal {
    rounded(value, digits - 1 - magnitude(value))
}

/// What the format `General` shows in a cell that is wide enough: 11
/// characters, then a power of ten. One thing is not as in Excel: whole
/// numbers are shown with up to 15 digits and not as `1.23457E+11`, since codes
/// and amounts of 12 digits are what people look for in a report.
pub(crate) fn general(value: &Decimal) -> String {
    let text = value.as_str();
    if text.len() <= 11 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.to_owned(); // nearly all numbers, and much quicker
    }
    let power = magnitude(value);
    let length = value.as_str().trim_start_matches('-').len();
    let rounded = match power {
        15.. => return scientific(value),
        11.. => value.clone(),
        _ if value.is_whole() || (power >= -9 && length <= 11) => value.clone(),
        0.. => rounded(value, (9 - power).max(0)),
        -4.. => rounded(value, 9),
        _ => return scientific(value),
    };
    rounded.as_str().to_owned()
}

/// `1.23457E+17`
fn scientific(value: &Decimal) -> String {
    let rounded = significant(value, 6);
    let power = magnitude(&rounded);
    let mantissa = rounded.shifted(-power);
    let sign = if power < 0 { '-' } else { '+' };
    format!("{mantissa}E{sign}{:02}", power.abs())
}
