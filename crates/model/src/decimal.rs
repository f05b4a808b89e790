//! Exact decimal numbers.
//!
//! Amounts in a report are decimal by nature; a binary float would turn
//! `0.1` into something else and lose the end of an 18-digit number. A
//! [`Decimal`] keeps every digit and has one spelling for each value.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use smol_str::{SmolStr, ToSmolStr};

/// No spelling longer than this is taken for a number; `f64::MAX` has 309 digits.
const MAX_DIGITS: usize = 400;

/// An exact decimal number in its canonical spelling: no exponent, no leading
/// or trailing zeros that say nothing, no negative zero.
///
/// ```
/// use gongkai_model::Decimal;
/// let fee: Decimal = "96171.60".parse()?;
/// assert_eq!(fee.as_str(), "96171.6");
/// assert_eq!("10.415".parse::<Decimal>()?.shifted(4).as_str(), "104150");
/// # Ok::<(), gongkai_model::DecimalError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal(SmolStr);

/// The text is no decimal number, or has more than 400 digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number: {0:?}")]
pub struct DecimalError(String);

impl Decimal {
    /// The canonical spelling.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// True for `0`.
    pub fn is_zero(&self) -> bool {
        self.0 == "0"
    }

    /// True below zero.
    pub fn is_negative(&self) -> bool {
        self.0.starts_with('-')
    }

    /// True where there is no fraction.
    pub fn is_whole(&self) -> bool {
        !self.0.contains('.')
    }

    /// How many digits the number needs, without leading zeros. Excel and
    /// every `f64` hold 15 of them for certain.
    pub fn significant_digits(&self) -> usize {
        let digits: String = self.0.chars().filter(char::is_ascii_digit).collect();
        let digits = digits.trim_start_matches('0');
        if self.is_whole() {
            digits.trim_end_matches('0').len()
        } else {
            digits.len()
        }
    }

    /// The nearest binary float; exact in meaning up to 15 significant digits.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The number times ten to the power of `places`; exact.
    #[must_use]
    pub fn shifted(&self, places: i32) -> Decimal {
        let (negative, digits, scale) = self.parts();
        Decimal::from_parts(negative, &digits, i64::from(scale) - i64::from(places))
    }

    /// The exact sum; none where it needs more than 36 digits.
    ///
    /// ```
    /// use gongkai_model::Decimal;
    /// let parts: Vec<Decimal> = ["0.1", "0.2", "-3"].iter().map(|text| text.parse().unwrap()).collect();
    /// assert_eq!(Decimal::sum(&parts).unwrap().as_str(), "-2.7");
    /// ```
    pub fn sum<'d>(numbers: impl IntoIterator<Item = &'d Decimal>) -> Option<Decimal> {
        let (mut sum, mut scale) = (0i128, 0i32);
        for number in numbers {
            let (negative, digits, own) = number.parts();
            let places = (scale.max(own) - scale, scale.max(own) - own);
            scale = scale.max(own);
            let digits: i128 = digits.parse().ok()?;
            let ten = |places: i32| 10i128.checked_pow(places as u32);
            let added = digits.checked_mul(ten(places.1)?)?;
            let added = if negative { -added } else { added };
            sum = sum.checked_mul(ten(places.0)?)?.checked_add(added)?;
        }
        let digits = sum.unsigned_abs().to_string();
        Some(Decimal::from_parts(sum < 0, &digits, i64::from(scale)))
    }

    /// Sign, all digits, and how many of them stand behind the point.
    fn parts(&self) -> (bool, String, i32) {
        let body = self.0.trim_start_matches('-');
        let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
        (
            self.is_negative(),
            format!("{whole}{fraction}"),
            fraction.len() as i32,
        )
    }

    fn from_parts(negative: bool, digits: &str, scale: i64) -> Decimal {
        let mut digits = digits.trim_start_matches('0').to_owned();
        if digits.is_empty() {
            return Decimal(SmolStr::new_static("0"));
        }
        let mut text = if scale <= 0 {
            digits.extend(std::iter::repeat_n('0', scale.unsigned_abs() as usize));
            digits
        } else {
            let scale = scale as usize;
            if digits.len() <= scale {
                digits.insert_str(0, &"0".repeat(scale + 1 - digits.len()));
            }
            digits.insert(digits.len() - scale, '.');
            digits
                .trim_end_matches('0')
                .trim_end_matches('.')
                .to_owned()
        };
        if negative {
            text.insert(0, '-');
        }
        Decimal(text.into())
    }
}

/// True for a spelling of a whole number without a sign that is canonical.
fn is_canonical(text: &str) -> bool {
    let digits = text.len() <= MAX_DIGITS && text.bytes().all(|b| b.is_ascii_digit());
    digits && (text == "0" || !text.is_empty() && !text.starts_with('0'))
}

impl FromStr for Decimal {
    type Err = DecimalError;

    /// Reads `-12`, `+3`, `0.50`, `.5`, `1.5E-3`. No separators, no spaces.
    fn from_str(text: &str) -> Result<Decimal, DecimalError> {
        if is_canonical(text) {
            return Ok(Decimal(text.into())); // nearly all numbers, and much quicker
        }
        let error = || DecimalError(text.chars().take(40).collect());
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((m, e)) => (m, e.parse::<i64>().map_err(|_| error())?),
            None => (text, 0),
        };
        let (negative, body) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
        let digits = format!("{whole}{fraction}");
        let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let limit = MAX_DIGITS as i64;
        if !plain || digits.len() > MAX_DIGITS || exponent.abs() > limit {
            return Err(error());
        }
        Ok(Decimal::from_parts(
            negative,
            &digits,
            fraction.len() as i64 - exponent,
        ))
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Decimal {
        Decimal(value.to_smolstr())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // With serde_json's `arbitrary_precision` the digits go out as they are.
        let number: serde_json::Number = self.0.parse().map_err(ser::Error::custom)?;
        number.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let number = serde_json::Number::deserialize(deserializer)?;
        number.to_string().parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "number",
            "description": "An exact decimal number; read its digits, not a binary float."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn one_value_has_one_spelling() {
        for (text, canonical) in [
            ("0", "0"),
            ("-0.00", "0"),
            ("007", "7"),
            ("+3", "3"),
            (".5", "0.5"),
            ("5.", "5"),
            ("1e5", "100000"),
            ("1.2345E2", "123.45"),
            ("12e-3", "0.012"),
            ("100", "100"),
            ("430922198001011234", "430922198001011234"),
        ] {
            assert_eq!(decimal(text).as_str(), canonical, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "-",
            ".",
            "1,234",
            " 1",
            "1e",
            "0x1",
            "１",
            "1e999999999999",
            "NaN",
        ] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
        assert!("9".repeat(401).parse::<Decimal>().is_err());
    }

    #[test]
    fn digits_survive_json() {
        for text in [
            "123456789012345678901234567890",
            "0.1000000000000000000001",
            "-8",
        ] {
            let json = serde_json::to_string(&decimal(text)).unwrap();
            assert_eq!(json, text);
            assert_eq!(
                serde_json::from_str::<Decimal>(&json).unwrap(),
                decimal(text)
            );
        }
    }

    #[test]
    fn significant_digits_are_counted_without_padding() {
        assert_eq!(decimal("1200").significant_digits(), 2);
        assert_eq!(decimal("0.0012").significant_digits(), 2);
        assert_eq!(decimal("123456789012345").significant_digits(), 15);
    }

    proptest! {
        #[test]
        fn shifting_there_and_back_changes_nothing(n in any::<i64>(), places in -20i32..20) {
            let number = Decimal::from(n);
            prop_assert_eq!(number.shifted(places).shifted(-places), number);
        }
    }
}
