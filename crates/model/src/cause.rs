//! What libraries say of broken content, in our own words.
//!
//! The XML, zip and JSON libraries speak English, and partly that of
//! programmers. What they say often is worded here in both languages; what has
//! no wording is told as they tell it.

mod table;

use crate::Lang;
use table::{CAUSES, PREFIXES, TERMS};

/// The wording of what a library (or this program) says of broken content.
///
/// ```
/// use gongkai_model::{Lang, cause};
/// assert_eq!(cause("missing field `document`", Lang::Zh), "缺少“document”");
/// ```
pub fn cause(said: &str, lang: Lang) -> String {
    let said = PREFIXES
        .iter()
        .find_map(|prefix| said.strip_prefix(prefix))
        .unwrap_or(said);
    filled(CAUSES, said, lang, |part| term(part, lang)).unwrap_or_else(|| said.to_owned())
}

/// A pattern, and what it says in Chinese and English. Each `*` stands for some
/// text; the wordings take those texts over in order. An empty English wording
/// is the text as it is.
pub(crate) type Wording = (&'static str, &'static str, &'static str);

/// The wording of the first pattern that the text fits.
pub(crate) fn worded(table: &[Wording], text: &str, lang: Lang) -> Option<String> {
    filled(table, text, lang, |part| part.to_owned())
}

/// The same, with what `*` stands for worded in turn.
fn filled(
    table: &[Wording],
    text: &str,
    lang: Lang,
    part_in_words: impl Fn(&str) -> String,
) -> Option<String> {
    table.iter().find_map(|(pattern, zh, en)| {
        let parts = matched(pattern, text)?;
        let wording = lang.pick(zh, en);
        if wording.is_empty() {
            return Some(text.to_owned());
        }
        let mut parts = parts.into_iter();
        let mut filled = String::new();
        for c in wording.chars() {
            match c {
                '*' => filled.push_str(&part_in_words(parts.next().unwrap_or_default())),
                c => filled.push(c),
            }
        }
        Some(filled)
    })
}

/// The texts that stand for the `*` of a pattern, if a text fits it.
fn matched<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut literals = pattern.split('*');
    let mut rest = text.strip_prefix(literals.next()?)?;
    let mut parts = Vec::new();
    let mut literals = literals.peekable();
    while let Some(literal) = literals.next() {
        let at = match literals.peek() {
            Some(_) => rest.find(literal)?,
            None => rest.strip_suffix(literal)?.len(),
        };
        parts.push(&rest[..at]);
        rest = &rest[at + literal.len()..];
    }
    rest.is_empty().then_some(parts)
}

/// What a library says of a thing within a sentence.
fn term(text: &str, lang: Lang) -> String {
    worded(TERMS, text, lang).unwrap_or_else(|| match lang {
        Lang::Zh => {
            let names = text.strip_prefix("one of ").unwrap_or(text);
            names
                .replace("`, `", "、")
                .replace("` or `", "、")
                .replace('`', "")
        }
        Lang::En => text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wording_takes_over_what_its_pattern_found() {
        for (pattern, zh, en) in CAUSES.iter().chain(TERMS) {
            let found = pattern.matches('*').count();
            for wording in [zh, en] {
                assert!(wording.matches('*').count() <= found, "{wording}");
            }
            assert!(!zh.is_empty(), "{pattern}");
            // A pattern that an earlier one catches would never be reached.
            let first = CAUSES
                .iter()
                .chain(TERMS)
                .find(|(earlier, ..)| matched(earlier, pattern).is_some());
            assert_eq!(first.map(|(first, ..)| first), Some(pattern));
        }
    }

    #[test]
    fn the_libraries_are_understood() {
        let json = |text: &str| {
            serde_json::from_str::<crate::Report>(text)
                .unwrap_err()
                .to_string()
        };
        let said = |text: &str| {
            let said = json(text);
            let said = said.split(" at line ").next().unwrap_or_default();
            (cause(said, Lang::Zh), cause(said, Lang::En))
        };
        let (zh, en) = said("{\"schema\": ");
        assert_eq!(
            (zh.as_str(), en.as_str()),
            ("内容到一半就断了", "it ends in the middle")
        );
        assert_eq!(
            said("{\"schema\": \"x\" \"form\"").0,
            "这里应有逗号（,）或右花括号（}）"
        );
        assert_eq!(said("{\"schema\": \"x\"}").0, "缺少“document”");
        assert_eq!(said("{\"schema\": 7}").0, "这里是数 7，应为文字");
        assert!(
            said("{\"from\": 7}")
                .0
                .starts_with("没有“from”这一项，只有：schema、form、meta、")
        );
        assert!(said("{\"from\": 7}").1.starts_with("unknown field `from`"));
        assert_eq!(
            said("{\"schema\": \"x\", \"form\": null, \"meta\": 7").0,
            "这里是数 7，应为对象"
        );
        assert!(said("[1]").0.starts_with("这里是数"));
    }

    #[test]
    fn what_has_no_wording_is_told_as_it_is() {
        assert_eq!(
            cause("syntax error: something new", Lang::Zh),
            "something new"
        );
    }
}
