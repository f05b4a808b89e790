//! Custom formats: a pattern of the first numbers, `001, 002, 003, ...`
//! (`w:format` of `w:numFmt`, 17.9.17).

use super::letters::repeated;
use super::{Language, number as of_name};

/// The name of the format that a pattern states, where it has one ([MS-DOCX]
/// 2.4), else the pattern itself.
pub(crate) fn custom(pattern: &str) -> String {
    /// Those that a pattern of 1, 2, 3 can state.
    const NAMES: [&str; 26] = [
        "decimalZero",
        "cardinalText",
        "ordinal",
        "ordinalText",
        "numberInDash",
        "upperLetter",
        "lowerLetter",
        "upperRoman",
        "lowerRoman",
        "russianUpper",
        "russianLower",
        "decimalFullWidth",
        "decimalEnclosedCircle",
        "decimalEnclosedFullstop",
        "decimalEnclosedParen",
        "ideographEnclosedCircle",
        "ideographTraditional",
        "ideographZodiac",
        "chineseLegalSimplified",
        "ideographLegalTraditional",
        "aiueo",
        "aiueoFullWidth",
        "iroha",
        "irohaFullWidth",
        "ganada",
        "chosung",
    ];
    let begins = |name: &&&str| {
        let first = [1, 2, 3].map(|n| of_name(n, name, Language::English).unwrap_or_default());
        pattern.starts_with(&first.join(", "))
    };
    match NAMES.iter().find(begins) {
        Some(name) => (*name).to_owned(),
        None if pattern.starts_with("一, 十, 一○○") => "chineseCounting".to_owned(),
        None if pattern.starts_with("一, 十, 一百") => "chineseCountingThousand".to_owned(),
        None if pattern.starts_with("一, 一〇, 一〇〇") => "ideographDigital".to_owned(),
        None => pattern.to_owned(),
    }
}

/// A number in the format of a pattern; nothing where it is none. One that is
/// not known counts in digits, as Word's own fallback for it does.
pub(super) fn number(value: u32, pattern: &str) -> Option<String> {
    let (first, _) = pattern.split_once(',')?;
    let width = first.chars().count().min(9);
    Some(match first.trim() {
        // Letters, as in the Latin alphabet; what Word prints past ω is not known.
        "α" => repeated(value, "αβγδεζηθικλμνξοπρστυφχψω"),
        "Α" => repeated(value, "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"),
        first if first.trim_start_matches('0') == "1" => format!("{value:0width$}"),
        _ => value.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_state_formats() {
        for (pattern, name) in [
            ("One, Two, Three, ...", "cardinalText"),
            ("01, 02, 03, ...", "decimalZero"),
            ("一, 十, 一百(简), ...", "chineseCountingThousand"),
            ("甲, 乙, 丙, ...", "ideographTraditional"),
            ("001, 002, 003, ...", "001, 002, 003, ..."),
        ] {
            assert_eq!(custom(pattern), name);
        }
    }

    #[test]
    fn numbers_follow_the_pattern() {
        for (value, pattern, text) in [
            (7, "001, 002, 003, ...", "007"),
            (1234, "001, 002, 003, ...", "1234"),
            (12, "00001, 00002, 00003, ...", "00012"),
            (3, "α, β, γ, ...", "γ"),
            (25, "Α, Β, Γ, ...", "ΑΑ"),
            (4, "a, ç, ĉ, ...", "4"),
        ] {
            assert_eq!(number(value, pattern).as_deref(), Some(text));
        }
        assert_eq!(number(1, "001"), None);
    }
}
