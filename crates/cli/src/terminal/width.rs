//! How wide text is on a terminal, and how it is broken into lines.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns where nothing says how many there are.
const DEFAULT: usize = 100;

/// The columns to print for: those that are there, else 100.
pub(crate) fn columns() -> usize {
    limit().unwrap_or(DEFAULT)
}

/// The columns that there are: `COLUMNS`, else those of the terminal. Nothing
/// limits what goes into a file or to another program.
pub(crate) fn limit() -> Option<usize> {
    let stated = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let terminal = || {
        let (terminal_size::Width(columns), _) =
            terminal_size::terminal_size_of(std::io::stdout())?;
        Some(usize::from(columns))
    };
    let sensible = |columns: &usize| (20..=2000).contains(columns);
    stated
        .filter(sensible)
        .or_else(|| terminal().filter(sensible))
}

/// The columns that a text takes: two for a Han character.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text and spaces behind it, as wide as asked for.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text as far as it fits, with `…` where something was cut off.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut used = 0;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used < columns
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// Breaks a text into lines of at most so many columns. Latin words and
/// numbers stay whole where a line can hold them, Han text breaks anywhere.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(2); // a Han character
    let mut lines = Vec::new();
    for line in text.split('\n') {
        wrap_line(&line.replace('\t', " "), columns, &mut lines);
    }
    lines
}

fn wrap_line(line: &str, columns: usize, lines: &mut Vec<String>) {
    let mut current = String::new();
    for word in words(line) {
        if width(&current) + width(word) <= columns {
            current.push_str(word);
            continue;
        }
        if !current.is_empty() {
            lines.push(finished(&mut current));
        }
        if word == " " {
            continue;
        }
        for c in word.chars() {
            if width(&current) + c.width().unwrap_or(0) > columns {
                lines.push(finished(&mut current));
            }
            current.push(c);
        }
    }
    lines.push(finished(&mut current));
}

fn finished(line: &mut String) -> String {
    let line = std::mem::take(line);
    line.trim_end().to_owned()
}

/// The pieces between which a line may break: a run of narrow characters, a
/// space, or one wide character.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let alone = |c: char| c == ' ' || c.width() == Some(2);
    let mut previous: Option<char> = None;
    for (offset, c) in line.char_indices() {
        let joins = c.width() == Some(0) || previous.is_some_and(|p| !alone(p) && !alone(c));
        if offset > 0 && !joins {
            words.push(&line[start..offset]);
            start = offset;
        }
        previous = Some(c);
    }
    if start < line.len() {
        words.push(&line[start..]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_text_breaks_anywhere_and_words_stay_whole() {
        assert_eq!(wrap("行政许可数量", 5), ["行政", "许可", "数量"]);
        assert_eq!(wrap("open data 2020年", 9), ["open data", "2020年"]);
        assert_eq!(wrap("104150元", 4), ["1041", "50元"]);
        assert_eq!(wrap("一\n二", 10), ["一", "二"]);
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap("宽", 1), ["宽"]);
    }

    #[test]
    fn text_is_padded_and_cut_by_its_width() {
        assert_eq!(pad("年度", 6), "年度  ");
        assert_eq!(cut("年度报告", 8), "年度报告");
        assert_eq!(cut("年度报告", 6), "年度…");
    }
}
