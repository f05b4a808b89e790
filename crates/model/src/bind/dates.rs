//! Dates as reports print them: `2021年1月20日`, `二〇二一年一月二十日`.

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: i32,
    month: u32,
    day: u32,
}

impl Date {
    /// ISO 8601. A day that does not exist is written as it was printed, so
    /// that a check can name it.
    pub(super) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Reads a date at the beginning of a text without spaces; gives what follows.
/// The year may be left out where one is given.
pub(super) fn date(text: &str, default_year: Option<i32>) -> Option<(Date, &str)> {
    let (year, rest) = match year(text) {
        Some((year, rest)) => (year, rest),
        None => (default_year?, text),
    };
    let (month, rest) = number(rest)?;
    let rest = rest.strip_prefix('月')?;
    let (day, rest) = number(rest)?;
    let rest = rest.strip_prefix(['日', '号'])?;
    ((1..=12).contains(&month) && (1..=31).contains(&day))
        .then_some((Date { year, month, day }, rest))
}

/// Reads `2021年` or `二〇二一年`; gives what follows.
pub(super) fn year(text: &str) -> Option<(i32, &str)> {
    let mut year = 0;
    let mut rest = text;
    for _ in 0..4 {
        let c = rest.chars().next()?;
        year = year * 10 + digit(c)?;
        rest = &rest[c.len_utf8()..];
    }
    let rest = rest.strip_prefix('年')?;
    (1900..=2199).contains(&year).then_some((year as i32, rest))
}

fn digit(c: char) -> Option<u32> {
    match c {
        '〇' | '○' | 'Ｏ' | '零' => Some(0),
        _ => c.to_digit(10).or_else(|| {
            "一二三四五六七八九"
                .chars()
                .position(|d| d == c)
                .map(|p| p as u32 + 1)
        }),
    }
}

/// A number up to 99: `12`, `十二`, `二十`, `三`.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text
        .char_indices()
        .find(|&(_, c)| digit(c).is_none() && c != '十');
    let (digits, rest) = text.split_at(end.map_or(text.len(), |(offset, _)| offset));
    let value = match digits.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { single(tens)? };
            let ones = if ones.is_empty() { 0 } else { single(ones)? };
            tens * 10 + ones
        }
        None if digits.chars().count() <= 2 && !digits.is_empty() => digits
            .chars()
            .try_fold(0, |value, c| Some(value * 10 + digit(c)?))?,
        None => return None,
    };
    Some((value, rest))
}

fn single(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let value = digit(chars.next()?)?;
    chars.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_both_scripts() {
        for text in [
            "2021年1月20日",
            "2021年01月20日",
            "二〇二一年一月二十日",
            "二○二一年一月二十日",
        ] {
            assert_eq!(date(text, None).unwrap().0.iso(), "2021-01-20", "{text}");
        }
        assert_eq!(
            date("12月31日止", Some(2020)).unwrap().0.iso(),
            "2020-12-31"
        );
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "2021年",
            "2021年13月1日",
            "21年1月1日",
            "2021年1月0日",
            "12月31日",
        ] {
            assert!(date(text, None).is_none(), "{text}");
        }
    }
}
