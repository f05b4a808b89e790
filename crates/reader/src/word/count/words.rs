//! Ordinals, and numbers in words: by the language of the text.

/// The languages that have ordinals of their own here; the others are given
/// those of English, as the words of all are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Language {
    #[default]
    English,
    French,
    /// German, and others that set a point behind the number.
    German,
    /// Spanish, Italian and Portuguese.
    Spanish,
    Swedish,
    Russian,
}

impl Language {
    /// The language of a tag (`w:lang`, 17.3.2.20): `fr-FR`.
    pub(crate) fn of(tag: &str) -> Language {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let is = |name: &&str| primary.eq_ignore_ascii_case(name);
        let languages: [(&[&str], Language); 5] = [
            (&["fr"], Language::French),
            (
                &[
                    "de", "da", "nb", "nn", "no", "fi", "cs", "sk", "hu", "pl", "tr",
                ],
                Language::German,
            ),
            (&["es", "it", "pt"], Language::Spanish),
            (&["sv"], Language::Swedish),
            (&["ru"], Language::Russian),
        ];
        let known = languages.iter().find(|(names, _)| names.iter().any(is));
        known.map_or(Language::English, |(_, language)| *language)
    }
}

/// A number in a format of words; nothing where the format is another.
pub(super) fn number(value: u32, format: &str, language: Language) -> Option<String> {
    Some(match format {
        "ordinal" => format!("{value}{}", suffix(value, language)),
        "cardinalText" => capitalized(&cardinal(value)),
        "ordinalText" => capitalized(&ordinal(value)),
        _ => return None,
    })
}

/// What makes an ordinal of a number in digits; masculine, where there is a choice.
fn suffix(value: u32, language: Language) -> &'static str {
    match language {
        Language::English => match (value % 10, value % 100) {
            (_, 11..=13) => "th",
            (1, _) => "st",
            (2, _) => "nd",
            (3, _) => "rd",
            _ => "th",
        },
        Language::French if value == 1 => "er",
        Language::French => "e",
        Language::German => ".",
        Language::Spanish => "º",
        // Word goes by the last digit alone: 11 has `:a`, though one says `elfte`.
        Language::Swedish if matches!(value % 10, 1 | 2) => ":a",
        Language::Swedish => ":e",
        Language::Russian => "-й",
    }
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// 121 → one hundred twenty-one.
fn cardinal(value: u32) -> String {
    let (unit, name) = match value {
        0..20 => return ONES[value as usize].to_owned(),
        20..100 => {
            let tens = TENS[value as usize / 10];
            return match value % 10 {
                0 => tens.to_owned(),
                rest => format!("{tens}-{}", ONES[rest as usize]),
            };
        }
        100..1000 => (100, "hundred"),
        1000..1_000_000 => (1000, "thousand"),
        1_000_000.. => (1_000_000, "million"),
    };
    let many = cardinal(value / unit);
    match value % unit {
        0 => format!("{many} {name}"),
        rest => format!("{many} {name} {}", cardinal(rest)),
    }
}

/// 121 → one hundred twenty-first: the last word is the ordinal.
fn ordinal(value: u32) -> String {
    const IRREGULAR: [(&str, &str); 7] = [
        ("one", "first"),
        ("two", "second"),
        ("three", "third"),
        ("five", "fifth"),
        ("eight", "eighth"),
        ("nine", "ninth"),
        ("twelve", "twelfth"),
    ];
    let text = cardinal(value);
    let begin = text.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (rest, last) = text.split_at(begin);
    if let Some((_, last)) = IRREGULAR.iter().find(|(plain, _)| *plain == last) {
        return format!("{rest}{last}");
    }
    match last.strip_suffix('y') {
        Some(stem) => format!("{rest}{stem}ieth"),
        None => format!("{rest}{last}th"),
    }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_go_by_language() {
        for (tag, texts) in [
            ("en-US", ["1st", "2nd", "11th", "23rd"]),
            ("fr-FR", ["1er", "2e", "11e", "23e"]),
            ("de-AT", ["1.", "2.", "11.", "23."]),
            ("es", ["1º", "2º", "11º", "23º"]),
            ("sv-SE", ["1:a", "2:a", "11:a", "23:e"]),
            ("ru-RU", ["1-й", "2-й", "11-й", "23-й"]),
            ("zh-CN", ["1st", "2nd", "11th", "23rd"]),
            ("", ["1st", "2nd", "11th", "23rd"]),
        ] {
            let language = Language::of(tag);
            let printed = [1, 2, 11, 23].map(|value| number(value, "ordinal", language));
            assert_eq!(printed, texts.map(|text| Some(text.to_owned())), "{tag}");
        }
    }

    #[test]
    fn words_are_english() {
        for (value, cardinal, ordinal) in [
            (0, "Zero", "Zeroth"),
            (5, "Five", "Fifth"),
            (12, "Twelve", "Twelfth"),
            (20, "Twenty", "Twentieth"),
            (21, "Twenty-one", "Twenty-first"),
            (100, "One hundred", "One hundredth"),
            (342, "Three hundred forty-two", "Three hundred forty-second"),
            (1009, "One thousand nine", "One thousand ninth"),
        ] {
            let language = Language::English;
            let texts = ["cardinalText", "ordinalText"].map(|f| number(value, f, language));
            assert_eq!(texts, [cardinal, ordinal].map(|t| Some(t.to_owned())));
        }
    }
}
