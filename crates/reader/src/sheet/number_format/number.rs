//! Numbers by the code of a section: digits, grouping, percent, powers of ten.

use gongkai_model::Decimal;

use super::code::Token;
use super::digits::{magnitude, parts, rounded};

/// What the commas, signs and placeholders of a section come to.
#[derive(Default)]
struct Shape {
    /// Placeholders before the point, and behind it.
    whole: usize,
    places: usize,
    /// `#,##0`: groups of three digits.
    grouped: bool,
    /// Each comma at the end of the digits divides by a thousand.
    thousands: i32,
    percent: i32,
    exponent: bool,
}

impl Shape {
    fn of(tokens: &[Token]) -> Shape {
        let mut shape = Shape::default();
        let (mut behind_point, mut commas) = (false, 0);
        for token in tokens {
            match token {
                Token::Digit(_) if shape.exponent => {}
                Token::Digit(_) if behind_point => {
                    commas = 0;
                    shape.places += 1;
                }
                Token::Digit(_) => {
                    shape.grouped |= commas > 0;
                    commas = 0;
                    shape.whole += 1;
                }
                Token::Comma if shape.whole + shape.places > 0 && !shape.exponent => commas += 1,
                Token::Point => {
                    shape.thousands += std::mem::take(&mut commas);
                    behind_point = true;
                }
                Token::Percent => shape.percent += 1,
                Token::Exponent { .. } => shape.exponent = true,
                _ => {}
            }
        }
        shape.thousands += commas;
        shape
    }
}

/// The number without its sign; nothing where the code asks for too much.
pub(super) fn show(tokens: &[Token], value: &Decimal) -> Option<String> {
    let shape = Shape::of(tokens);
    if shape.whole + shape.places > 300 || shape.percent > 10 || shape.thousands > 30 {
        return None;
    }
    let scaled = value.shifted(2 * shape.percent - 3 * shape.thousands);
    let places = shape.places as i32;
    let (mantissa, power) = if shape.exponent {
        normalized(&scaled, shape.whole.max(1) as i32, places)
    } else {
        (rounded(&scaled, places), 0)
    };
    let (whole, fraction) = parts(&mantissa);
    let whole = if whole == "0" { "" } else { whole };
    let mut writer = Writer {
        shape: &shape,
        whole,
        fraction,
        power,
        shown: String::new(),
    };
    writer.write(tokens);
    Some(writer.shown)
}

/// A number as mantissa and power of ten; the power is a multiple of the
/// placeholders before the point (`##0.0E+0` counts in thousands).
fn normalized(value: &Decimal, step: i32, places: i32) -> (Decimal, i32) {
    let fit = |power: i32| {
        let power = power.div_euclid(step) * step;
        (rounded(&value.shifted(-power), places), power)
    };
    if value.is_zero() {
        return (value.clone(), 0);
    }
    let (mantissa, power) = fit(magnitude(value));
    // 9.99 rounded to one place is 10.0, which is one digit too many.
    if magnitude(&mantissa) >= step {
        fit(power + step)
    } else {
        (mantissa, power)
    }
}

struct Writer<'w> {
    shape: &'w Shape,
    /// The digits before the point; none for 0.
    whole: &'w str,
    fraction: &'w str,
    power: i32,
    shown: String,
}

impl Writer<'_> {
    fn write(&mut self, tokens: &[Token]) {
        let (mut before, mut behind) = (0, 0);
        let mut behind_point = false;
        let mut exponent: Option<(bool, usize)> = None;
        for token in tokens {
            match token {
                Token::Digit(_) if exponent.is_some() => {
                    if let Some((_, width)) = &mut exponent {
                        *width += 1;
                    }
                }
                Token::Digit(kind) if behind_point => {
                    self.fraction_digit(*kind, behind);
                    behind += 1;
                }
                Token::Digit(kind) => {
                    self.whole_digit(*kind, before);
                    before += 1;
                }
                Token::Point => {
                    if self.shape.whole == 0 && !behind_point {
                        self.shown.push_str(self.whole);
                    }
                    behind_point = true;
                    self.shown.push('.');
                }
                Token::Comma if before + behind > 0 => {}
                Token::Exponent { plus } => exponent = Some((*plus, 0)),
                token => {
                    self.power_of_ten(exponent.take());
                    self.shown.push_str(&token.literally());
                }
            }
        }
        self.power_of_ten(exponent);
    }

    /// A placeholder before the point: digits fill from the right, and the
    /// first placeholder takes all that are left.
    fn whole_digit(&mut self, kind: char, index: usize) {
        let weight = self.shape.whole - 1 - index; // how many placeholders follow
        let digits = self.whole.len();
        let first = if index == 0 {
            digits.saturating_sub(1).max(weight)
        } else {
            weight
        };
        for place in (weight..=first).rev() {
            let at = digits
                .checked_sub(place + 1)
                .and_then(|at| self.whole.as_bytes().get(at));
            match at {
                Some(digit) => self.shown.push(char::from(*digit)),
                None if kind == '0' => self.shown.push('0'),
                None => continue,
            }
            if self.shape.grouped && place > 0 && place % 3 == 0 {
                self.shown.push(',');
            }
        }
    }

    /// A placeholder behind the point: only `0` shows zeros at the end.
    fn fraction_digit(&mut self, kind: char, index: usize) {
        match self.fraction.as_bytes().get(index) {
            Some(digit) => self.shown.push(char::from(*digit)),
            None if kind == '0' => self.shown.push('0'),
            None => {}
        }
    }

    fn power_of_ten(&mut self, exponent: Option<(bool, usize)>) {
        let Some((plus, width)) = exponent else {
            return;
        };
        let sign = match self.power {
            ..0 => "-",
            _ if plus => "+",
            _ => "",
        };
        let power = format!("E{sign}{:0width$}", self.power.abs());
        self.shown.push_str(&power);
    }
}
