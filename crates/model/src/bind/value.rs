//! Figures as people write them into cells.

use crate::Decimal;
use crate::form::Unit;

/// What stands in the cell of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Figure {
    /// Nothing but space.
    Blank,
    /// A sign for "nothing": `/`, `—`, `-`, `无`.
    Mark,
    /// A number.
    Number(Written),
    /// Anything else.
    Text,
}

/// A number as it stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// The digits as they stand: `10.415` in `10.415万元`.
    pub(crate) face: Decimal,
    /// The power of ten from the face to the unit of the field: 4.
    pub(crate) shift: i32,
}

impl Written {
    /// The number in the unit of the field.
    pub(crate) fn value(&self) -> Decimal {
        self.face.shifted(self.shift)
    }
}

/// Reads the text of a cell that holds a figure in `unit`.
pub(crate) fn figure(text: &str, unit: Unit) -> Figure {
    if holds_two_numbers(text) {
        return Figure::Text;
    }
    let compact: String = text.chars().filter_map(narrow).collect();
    if compact.is_empty() {
        return Figure::Blank;
    }
    if matches!(
        compact.as_str(),
        "/" | "-" | "--" | "—" | "——" | "–" | "−" | "无" | "\\"
    ) {
        return Figure::Mark;
    }
    match written(&compact, unit) {
        Some(written) => Figure::Number(written),
        None => Figure::Text,
    }
}

/// Full-width forms as ASCII, space left out: for figures only, never for text that is kept.
fn narrow(c: char) -> Option<char> {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        c if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') => None,
        c => Some(c),
    }
}

/// True where space parts digits otherwise than as thousands: `5 6` and two
/// lines of a cell are two numbers, `1 234` is one (GB/T 15835-2011, 5.1.3).
fn holds_two_numbers(text: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let Some(next) = words.peek() else { break };
        let group = next.chars().take_while(|&c| is_digit(c)).count();
        if word.ends_with(is_digit) && group > 0 && group != 3 {
            return true;
        }
    }
    // Lines are never groups of one number.
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.next().is_some_and(|line| line.ends_with(is_digit))
        && lines.next().is_some_and(|line| line.starts_with(is_digit))
}

fn written(compact: &str, unit: Unit) -> Option<Written> {
    let signed = compact.replace(['−', '－'], "-");
    let end = signed
        .char_indices()
        .find(|&(_, c)| !(c.is_ascii_digit() || "+-.,".contains(c)))
        .map_or(signed.len(), |(offset, _)| offset);
    let (digits, suffix) = signed.split_at(end);
    let face = grouped(digits)?;
    let shift = unit.shift_from(suffix)?;
    Some(Written { face, shift })
}

/// A number with or without separators of thousands, where they stand right.
fn grouped(digits: &str) -> Option<Decimal> {
    let body = digits.trim_start_matches(['+', '-']);
    if digits.len() - body.len() > 1 || !body.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let whole = body.split('.').next().unwrap_or(body);
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next()?;
        if !(1..=3).contains(&first.len()) || !groups.all(|group| group.len() == 3) {
            return None;
        }
    }
    if body[whole.len()..].contains(',') || body.ends_with('.') {
        return None;
    }
    digits.replace(',', "").parse().ok()
}

/// The number that a text plainly is, wherever it stands: digits, perhaps
/// with a sign, a fraction or separators of thousands, at most 15 of them and
/// without leading zeros. `007`, `1e5`, `+3` and an 18-digit number are text.
pub(crate) fn plain_number(text: &str) -> Option<Decimal> {
    let body = text.strip_prefix('-').unwrap_or(text);
    let digits = body.bytes().filter(u8::is_ascii_digit).count();
    let plain = !body.is_empty()
        && body
            .bytes()
            .all(|b| b.is_ascii_digit() || b".,".contains(&b));
    let leading_zero = body.starts_with('0') && body.len() > 1 && !body.starts_with("0.");
    if !plain || digits > 15 || leading_zero {
        return None;
    }
    let number = grouped(text)?;
    (number.is_negative() == text.starts_with('-')).then_some(number)
}

/// See [`plain_number`].
pub(crate) fn is_plain_number(text: &str) -> bool {
    plain_number(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str, unit: Unit) -> Option<String> {
        match figure(text, unit) {
            Figure::Number(written) => Some(written.value().to_string()),
            _ => None,
        }
    }

    #[test]
    fn figures_are_read_in_the_unit_of_their_field() {
        for (text, unit, expected) in [
            ("12", Unit::Count, "12"),
            ("１２", Unit::Count, "12"),
            ("　1,234 ", Unit::Count, "1234"),
            ("1，234", Unit::Count, "1234"),
            ("1 234", Unit::Count, "1234"),
            ("12\n", Unit::Count, "12"),
            ("12 件", Unit::Count, "12"),
            ("14件", Unit::Count, "14"),
            ("3项", Unit::Count, "3"),
            ("+3", Unit::SignedCount, "3"),
            ("－8", Unit::SignedCount, "-8"),
            ("−8", Unit::SignedCount, "-8"),
            ("104150元", Unit::Yuan, "104150"),
            ("10.415万元", Unit::Yuan, "104150"),
            ("1.2亿元", Unit::Yuan, "120000000"),
            ("96171.60", Unit::TenThousandYuan, "96171.6"),
            ("104150元", Unit::TenThousandYuan, "10.415"),
            ("0.0", Unit::Count, "0"),
        ] {
            assert_eq!(number(text, unit).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_figure_is_blank_a_mark_or_text() {
        assert_eq!(figure("　\u{a0}", Unit::Count), Figure::Blank);
        for mark in ["/", "—", "-", "无", "－", "／"] {
            assert_eq!(figure(mark, Unit::Count), Figure::Mark, "{mark}");
        }
        for text in [
            "12万人",
            "约12",
            "1,23",
            "1.2.3",
            "12%",
            "3+4",
            "2020年",
            "5 6",
            "5\n6",
            "5\t6",
            "1 2 3",
            "12 34",
            "104\n150",
            "１　２",
        ] {
            assert_eq!(figure(text, Unit::Count), Figure::Text, "{text}");
        }
    }

    #[test]
    fn only_plain_numbers_are_plain() {
        for text in ["0", "12", "-3", "1,234", "0.50", "123456789012345", "3.10"] {
            assert!(is_plain_number(text), "{text}");
        }
        for text in [
            "007",
            "1e5",
            "+3",
            "430922198001011234",
            "",
            "-",
            "1,23",
            " 1",
            "12%",
            "-0",
            "00",
            ".5",
        ] {
            assert!(!is_plain_number(text), "{text}");
        }
    }
}
