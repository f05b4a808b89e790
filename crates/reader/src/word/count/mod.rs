//! Numbers as Word prints them: `ST_NumberFormat` (ISO/IEC 29500-1, 17.18.59).
//!
//! Where Word departs from the standard, what Word prints is followed: a label
//! is what stands on the page. Others have measured most of it; where nothing
//! is known of Word, the standard's description is followed, and the comment
//! says so.

mod custom;
mod east_asian;
mod letters;
mod spoken;
mod words;

pub(crate) use custom::custom;
pub(crate) use words::Language;

/// A number in a number format: a name of `ST_NumberFormat`, or the pattern of
/// a custom one. Nothing where the format is not known.
pub(crate) fn number(value: u32, format: &str, language: Language) -> Option<String> {
    Some(match format {
        // Word prints sums of money in fields only, in lists plain digits.
        "decimal" | "decimalHalfWidth" | "bahtText" | "dollarText" => value.to_string(),
        "decimalZero" => format!("{value:02}"),
        "numberInDash" => format!("- {value} -"),
        "hex" => format!("{value:X}"),
        "decimalFullWidth" | "decimalFullWidth2" => digits(value, "０１２３４５６７８９"),
        "hindiNumbers" => digits(value, "०१२३४५६७८९"),
        "thaiNumbers" => digits(value, "๐๑๒๓๔๕๖๗๘๙"),
        "decimalEnclosedCircle" => listed(value, '①', 20),
        "decimalEnclosedCircleChinese" => listed(value, '①', 10),
        "decimalEnclosedParen" => listed(value, '⑴', 20),
        "decimalEnclosedFullstop" => listed(value, '⒈', 20),
        // A level without a number has none that other levels could print.
        "none" | "bullet" => String::new(),
        _ => {
            return letters::number(value, format)
                .or_else(|| east_asian::number(value, format))
                .or_else(|| words::number(value, format, language))
                .or_else(|| spoken::number(value, format))
                .or_else(|| custom::number(value, format));
        }
    })
}

/// Each decimal digit as one of ten characters: 10 → 一〇.
fn digits(value: u32, set: &str) -> String {
    let plain = value.to_string();
    let digit = |c: char| set.chars().nth(c.to_digit(10)? as usize);
    plain.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// One of a run of characters that begins with `first`; plain digits past its end.
fn listed(value: u32, first: char, count: u32) -> String {
    let single = (1..=count)
        .contains(&value)
        .then(|| char::from_u32(u32::from(first) + value - 1));
    single
        .flatten()
        .map_or_else(|| value.to_string(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every name of `ST_NumberFormat`, with what it prints for 1 and 12.
    const FORMATS: [(&str, &str, &str); 63] = [
        ("decimal", "1", "12"),
        ("upperRoman", "I", "XII"),
        ("lowerRoman", "i", "xii"),
        ("upperLetter", "A", "L"),
        ("lowerLetter", "a", "l"),
        ("ordinal", "1st", "12th"),
        ("cardinalText", "One", "Twelve"),
        ("ordinalText", "First", "Twelfth"),
        ("hex", "1", "C"),
        ("chicago", "*", "§§§"),
        ("ideographDigital", "一", "一二"),
        ("japaneseCounting", "一", "十二"),
        ("aiueo", "ｱ", "ｼ"),
        ("iroha", "ｲ", "ｦ"),
        ("decimalFullWidth", "１", "１２"),
        ("decimalHalfWidth", "1", "12"),
        ("japaneseLegal", "壱", "壱拾弐"),
        ("japaneseDigitalTenThousand", "一", "一二"),
        ("decimalEnclosedCircle", "①", "⑫"),
        ("decimalFullWidth2", "１", "１２"),
        ("aiueoFullWidth", "ア", "シ"),
        ("irohaFullWidth", "イ", "ヲ"),
        ("decimalZero", "01", "12"),
        ("bullet", "", ""),
        ("ganada", "가", "타"),
        ("chosung", "ㄱ", "ㅌ"),
        ("decimalEnclosedFullstop", "⒈", "⒓"),
        ("decimalEnclosedParen", "⑴", "⑿"),
        ("decimalEnclosedCircleChinese", "①", "12"),
        ("ideographEnclosedCircle", "㈠", "12"),
        ("ideographTraditional", "甲", "12"),
        ("ideographZodiac", "子", "亥"),
        ("ideographZodiacTraditional", "甲子", "乙亥"),
        ("taiwaneseCounting", "一", "十二"),
        ("ideographLegalTraditional", "壹", "壹拾貳"),
        ("taiwaneseCountingThousand", "一", "十二"),
        ("taiwaneseDigital", "一", "一二"),
        ("chineseCounting", "一", "十二"),
        ("chineseLegalSimplified", "壹", "壹拾贰"),
        ("chineseCountingThousand", "一", "十二"),
        ("koreanDigital", "일", "일이"),
        ("koreanCounting", "일", "십이"),
        ("koreanLegal", "하나", "열둘"),
        ("koreanDigital2", "一", "一二"),
        ("vietnameseCounting", "một", "mười hai"),
        ("russianLower", "а", "м"),
        ("russianUpper", "А", "М"),
        ("none", "", ""),
        ("numberInDash", "- 1 -", "- 12 -"),
        ("hebrew1", "א", "יב"),
        ("hebrew2", "א", "ל"),
        ("arabicAlpha", "أ", "س"),
        ("arabicAbjad", "أ", "ل"),
        ("hindiVowels", "क", "ठ"),
        ("hindiConsonants", "अ", "ऐ"),
        ("hindiNumbers", "१", "१२"),
        ("hindiCounting", "एक", "बारह"),
        ("thaiLetters", "ก", "ฏ"),
        ("thaiNumbers", "๑", "๑๒"),
        ("thaiCounting", "หนึ่ง", "สิบสอง"),
        ("bahtText", "1", "12"),
        ("dollarText", "1", "12"),
        ("001, 002, 003, ...", "001", "012"),
    ];

    #[test]
    fn every_format_is_known() {
        for (format, one, twelve) in FORMATS {
            let printed = [1, 12].map(|value| number(value, format, Language::English));
            let expected = [one, twelve].map(|text| Some(text.to_owned()));
            assert_eq!(printed, expected, "{format}");
        }
        assert_eq!(number(1, "chineseNotImpl", Language::English), None);
    }

    #[test]
    fn no_number_is_too_large() {
        for (format, ..) in FORMATS {
            for value in [0, 9999, 10_000, 99_999, u32::MAX] {
                let text = number(value, format, Language::English).unwrap_or_default();
                assert!(text.chars().count() < 200, "{value} {format} {text}");
            }
        }
    }

    #[test]
    fn signs_end() {
        for (value, format, text) in [
            (20, "decimalEnclosedCircle", "⑳"),
            (21, "decimalEnclosedCircle", "21"),
            (0, "decimalEnclosedCircle", "0"),
            (20, "decimalEnclosedParen", "⒇"),
            (20, "decimalEnclosedFullstop", "⒛"),
            (10, "decimalEnclosedCircleChinese", "⑩"),
            (11, "decimalEnclosedCircleChinese", "11"),
            (255, "hex", "FF"),
            (100, "decimalZero", "100"),
        ] {
            let printed = number(value, format, Language::English);
            assert_eq!(printed.as_deref(), Some(text), "{value} {format}");
        }
    }
}
