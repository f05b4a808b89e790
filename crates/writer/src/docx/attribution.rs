//! Who made a comment or a change, and when.

use gongkai_model::is_forbidden;

use crate::ooxml::dates;
use crate::ooxml::xml::push_attribute;

/// Word's own limits, in UTF-16: it declares a file broken that goes beyond.
const LONGEST_AUTHOR: usize = 255;
const LONGEST_INITIALS: usize = 9;

/// Appends `w:author` and `w:date`. The schema wants an author; where nobody is
/// named it is empty. A date that is none is left out.
pub(super) fn push(out: &mut String, author: Option<&str>, date: Option<&str>) {
    let author = shortened(author.unwrap_or_default(), LONGEST_AUTHOR);
    push_attribute(out, "w:author", author);
    if let Some(date) = date.filter(|date| dates::is_date_time(date)) {
        push_attribute(out, "w:date", date);
    }
}

/// Appends `w:initials`.
pub(super) fn push_initials(out: &mut String, initials: Option<&str>) {
    if let Some(initials) = initials {
        push_attribute(out, "w:initials", shortened(initials, LONGEST_INITIALS));
    }
}

/// True where author and date are written as they are.
pub(super) fn is_whole(author: Option<&str>, date: Option<&str>) -> bool {
    is_whole_text(author, LONGEST_AUTHOR) && date.is_none_or(dates::is_date_time)
}

/// True where the initials are written as they are.
pub(super) fn are_whole_initials(initials: Option<&str>) -> bool {
    is_whole_text(initials, LONGEST_INITIALS)
}

/// An empty text is read as none.
fn is_whole_text(text: Option<&str>, longest: usize) -> bool {
    text.is_none_or(|text| {
        !text.is_empty() && !text.contains(is_forbidden) && shortened(text, longest) == text
    })
}

fn shortened(text: &str, longest: usize) -> &str {
    let mut length = 0;
    let too_long = text.char_indices().find(|(_, c)| {
        length += c.len_utf16();
        length > longest
    });
    too_long.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_word_does_not_take_is_cut_and_not_whole() {
        assert_eq!(shortened("甲乙丙", 2), "甲乙");
        assert_eq!(shortened("a😀b", 2), "a");
        let mut out = String::new();
        push(&mut out, None, Some("昨天"));
        push_initials(&mut out, Some("ABCDEFGHIJ"));
        assert_eq!(out, " w:author=\"\" w:initials=\"ABCDEFGHI\"");
        assert!(is_whole(None, None) && is_whole(Some("甲"), Some("2024-01-20T08:30:00Z")));
        assert!(!is_whole(Some(""), None) && !is_whole(None, Some("昨天")));
        assert!(!are_whole_initials(Some("ABCDEFGHIJ")));
    }
}
