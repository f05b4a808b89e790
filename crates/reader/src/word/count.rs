//! Numbers as Word prints them: `ST_NumberFormat` (17.18.59).

/// A number in a number format; nothing where the format is not known.
pub(crate) fn number(value: u32, format: &str) -> Option<String> {
    Some(match format {
        "decimal" => value.to_string(),
        "decimalZero" => format!("{value:02}"),
        "upperRoman" => roman(value),
        "lowerRoman" => roman(value).to_lowercase(),
        "upperLetter" => letter(value, b'A'),
        "lowerLetter" => letter(value, b'a'),
        "ordinal" => ordinal(value),
        // Word prints 一, 十, 十一, 二十, 一百二十三 for all of these.
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => chinese(value, "零"),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            digits(value, '〇')
        }
        "decimalFullWidth" | "decimalFullWidth2" => value
            .to_string()
            .chars()
            .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c))
            .collect(),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(value, '①', 20),
        "decimalEnclosedParen" => enclosed(value, '⑴', 20),
        "decimalEnclosedFullstop" => enclosed(value, '⒈', 20),
        "ideographEnclosedCircle" => enclosed(value, '㊀', 10),
        "ideographTraditional" => cycle(value, "甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => cycle(value, "子丑寅卯辰巳午未申酉戌亥"),
        "none" | "bullet" => String::new(), // a bullet has no number for other levels to print
        _ => return None,
    })
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// 1 → 一, 10 → 十, 12 → 十二, 105 → 一百零五, 20,000 → 二万.
fn chinese(value: u32, zero: &str) -> String {
    if value == 0 {
        return zero.to_owned();
    }
    if value >= 10_000 {
        let (high, low) = (value / 10_000, value % 10_000);
        let gap = if low > 0 && low < 1000 { zero } else { "" };
        let low = if low > 0 {
            chinese(low, zero)
        } else {
            String::new()
        };
        return format!("{}万{gap}{low}", chinese(high, zero));
    }
    let mut text = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = value / unit % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push_str(zero);
            gap = false;
        }
        if !(digit == 1 && unit == 10 && text.is_empty()) {
            text.push(DIGITS[digit as usize]);
        }
        text.push_str(name);
    }
    text
}

/// 10 → 一〇.
fn digits(value: u32, zero: char) -> String {
    let digit = |c: char| {
        c.to_digit(10)
            .map_or(c, |d| if d == 0 { zero } else { DIGITS[d as usize] })
    };
    value.to_string().chars().map(digit).collect()
}

fn roman(value: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if value > 32_767 {
        return value.to_string(); // Word's own limit; also bounds the length
    }
    let mut rest = value;
    let mut text = String::new();
    for (part, name) in PARTS {
        while rest >= part {
            text.push_str(name);
            rest -= part;
        }
    }
    text
}

/// 1 → A, 26 → Z, 27 → AA, 28 → BB: Word repeats the letter.
fn letter(value: u32, first: u8) -> String {
    if value == 0 || value > 780 {
        return value.to_string();
    }
    let letter = char::from(first + ((value - 1) % 26) as u8);
    std::iter::repeat_n(letter, (value as usize - 1) / 26 + 1).collect()
}

fn ordinal(value: u32) -> String {
    let suffix = match (value % 10, value % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{value}{suffix}")
}

/// A number that is one character, plain digits past the last of them.
fn enclosed(value: u32, first: char, count: u32) -> String {
    let single = (1..=count)
        .contains(&value)
        .then(|| char::from_u32(u32::from(first) + value - 1));
    single
        .flatten()
        .map_or_else(|| value.to_string(), String::from)
}

fn cycle(value: u32, names: &str) -> String {
    let count = names.chars().count() as u32;
    let name = (1..=count)
        .contains(&value)
        .then(|| names.chars().nth(value as usize - 1));
    name.flatten()
        .map_or_else(|| value.to_string(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_word_does() {
        for (value, format, text) in [
            (1, "chineseCounting", "一"),
            (10, "japaneseCounting", "十"),
            (12, "chineseCountingThousand", "十二"),
            (20, "chineseCounting", "二十"),
            (105, "chineseCountingThousand", "一百零五"),
            (110, "chineseCountingThousand", "一百一十"),
            (10_001, "chineseCountingThousand", "一万零一"),
            (10, "ideographDigital", "一〇"),
            (3, "decimalEnclosedCircle", "③"),
            (21, "decimalEnclosedCircle", "21"),
            (12, "decimalFullWidth", "１２"),
            (4, "lowerRoman", "iv"),
            (28, "upperLetter", "BB"),
            (2, "ideographTraditional", "乙"),
            (22, "ordinal", "22nd"),
            (5, "none", ""),
        ] {
            assert_eq!(
                number(value, format).as_deref(),
                Some(text),
                "{value} {format}"
            );
        }
        assert_eq!(number(1, "hebrew1"), None);
    }
}
