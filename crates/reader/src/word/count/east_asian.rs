//! Numbers in Chinese, Japanese and Korean.

use super::{digits, listed};

const CHINESE: &str = "〇一二三四五六七八九";
/// Some formats have a circle for zero, which is not the character of that look.
const WITH_CIRCLE: &str = "○一二三四五六七八九";
const KOREAN: &str = "영일이삼사오육칠팔구";
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
/// Word's own table is said to have 戍, a look-alike, for the eleventh; it is
/// the sign 戌 that is meant.
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// A number in a format of East Asia; nothing where the format is another.
pub(super) fn number(value: u32, format: &str) -> Option<String> {
    Some(match format {
        "chineseCounting" | "taiwaneseCounting" if value >= 100 => digits(value, WITH_CIRCLE),
        "chineseCounting" | "taiwaneseCounting" => THOUSAND.with(WITH_CIRCLE).print(value),
        "chineseCountingThousand" => THOUSAND.print(value),
        "taiwaneseCountingThousand" => Counting {
            digits: "零一二三四五六七八九",
            myriad: "萬",
            ..THOUSAND
        }
        .print(value),
        "japaneseCounting" => Counting {
            one: One::Unsaid,
            filler: false,
            ..THOUSAND
        }
        .print(value),
        "koreanCounting" => COUNTED_IN_KOREAN.print(value),
        "koreanLegal" => match native_korean(value) {
            Some(text) => text,
            None => COUNTED_IN_KOREAN.print(value),
        },
        "chineseLegalSimplified" => LEGAL.with("零壹贰叁肆伍陆柒捌玖").print(value),
        "ideographLegalTraditional" => LEGAL.with("零壹貳參肆伍陸柒捌玖").print(value),
        "japaneseLegal" => Counting {
            digits: "〇壱弐参四伍六七八九",
            units: ["拾", "百", "阡"],
            filler: false,
            ..LEGAL
        }
        .print(value),
        "ideographDigital" | "japaneseDigitalTenThousand" => digits(value, CHINESE),
        "taiwaneseDigital" => digits(value, WITH_CIRCLE),
        "koreanDigital" => digits(value, KOREAN),
        "koreanDigital2" => digits(value, "零一二三四五六七八九"),
        "ideographEnclosedCircle" => listed(value, '㈠', 10), // Word has no circle there
        "ideographTraditional" => of_a_set(value, STEMS),
        "ideographZodiac" => of_a_set(value, BRANCHES),
        "ideographZodiacTraditional" => sexagenary(value),
        _ => return None,
    })
}

/// When the 1 before a unit is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum One {
    /// 壹拾, 壹佰
    Said,
    /// 十 at the beginning of a number, 一十 and 一百 elsewhere
    UnsaidAtFirst,
    /// 十, 百
    Unsaid,
}

/// A way to count with units.
#[derive(Clone, Copy)]
struct Counting {
    digits: &'static str,
    /// Ten, hundred and thousand.
    units: [&'static str; 3],
    myriad: &'static str,
    one: One,
    /// A zero is said for units that are passed over.
    filler: bool,
    /// One myriad is said as the bare unit.
    bare_myriad: bool,
}

/// 1 → 一, 10 → 十, 12 → 十二, 105 → 一百〇五, 20,000 → 二万.
const THOUSAND: Counting = Counting {
    digits: CHINESE,
    units: ["十", "百", "千"],
    myriad: "万",
    one: One::UnsaidAtFirst,
    filler: true,
    bare_myriad: false,
};

/// The figures that cannot be altered, for sums: 105 → 壹佰零伍.
const LEGAL: Counting = Counting {
    units: ["拾", "佰", "仟"],
    myriad: "萬", // also among the simplified ones
    one: One::Said,
    ..THOUSAND
};

const COUNTED_IN_KOREAN: Counting = Counting {
    digits: KOREAN,
    units: ["십", "백", "천"],
    myriad: "만",
    one: One::Unsaid,
    filler: false,
    bare_myriad: true,
};

impl Counting {
    const fn with(self, digits: &'static str) -> Counting {
        Counting { digits, ..self }
    }

    fn print(&self, value: u32) -> String {
        if value == 0 {
            return digits(0, self.digits);
        }
        let (high, low) = (value / 10_000, value % 10_000);
        let mut text = String::new();
        if high > 0 {
            if high > 1 || !self.bare_myriad {
                text = self.print(high);
            }
            text.push_str(self.myriad);
        }
        let mut gap = high > 0 && low > 0 && low < 1000;
        for (unit, power) in [(Some(2), 1000), (Some(1), 100), (Some(0), 10), (None, 1)] {
            let digit = low / power % 10;
            if digit == 0 {
                gap |= !text.is_empty();
                continue;
            }
            if std::mem::take(&mut gap) && self.filler {
                text.push_str(&digits(0, self.digits));
            }
            let unit = unit.map(|unit: usize| self.units[unit]);
            let unsaid = match self.one {
                One::Said => false,
                One::UnsaidAtFirst => power == 10 && text.is_empty(),
                One::Unsaid => true,
            };
            if digit != 1 || unit.is_none() || !unsaid {
                text.push_str(&digits(digit, self.digits));
            }
            text.push_str(unit.unwrap_or_default());
        }
        text
    }
}

/// Korean has words of its own up to 99.
fn native_korean(value: u32) -> Option<String> {
    const TENS: [&str; 10] = [
        "", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔",
    ];
    const ONES: [&str; 10] = [
        "", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉",
    ];
    match value {
        0 => Some(value.to_string()),
        1..100 => Some(format!(
            "{}{}",
            TENS[value as usize / 10],
            ONES[value as usize % 10]
        )),
        _ => None,
    }
}

/// One character of a set; plain digits past its end.
fn of_a_set(value: u32, set: &str) -> String {
    let name = value
        .checked_sub(1)
        .and_then(|before| set.chars().nth(before as usize));
    name.map_or_else(|| value.to_string(), String::from)
}

/// The cycle of sixty: a stem and a branch.
fn sexagenary(value: u32) -> String {
    let pair = |before: usize| {
        let stem = STEMS.chars().nth(before % 10)?;
        let branch = BRANCHES.chars().nth(before % 12)?;
        Some(format!("{stem}{branch}"))
    };
    let before = value.checked_sub(1);
    let pair = before.and_then(|before| pair(before as usize));
    pair.unwrap_or_else(|| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_as_word_does() {
        for (format, numbers) in [
            (
                "chineseCounting",
                &[
                    (0, "○"),
                    (10, "十"),
                    (20, "二十"),
                    (21, "二十一"),
                    (99, "九十九"),
                    (100, "一○○"),
                    (1001, "一○○一"),
                ][..],
            ),
            (
                "chineseCountingThousand",
                &[
                    (19, "十九"),
                    (101, "一百〇一"),
                    (110, "一百一十"),
                    (1001, "一千〇一"),
                    (1010, "一千〇一十"),
                    (1200, "一千二百"),
                    (10_000, "一万"),
                    (10_001, "一万〇一"),
                    (12_345, "一万二千三百四十五"),
                    (100_000, "十万"),
                ],
            ),
            (
                "taiwaneseCountingThousand",
                &[(101, "一百零一"), (10_010, "一萬零一十")],
            ),
            (
                "japaneseCounting",
                &[
                    (101, "百一"),
                    (1111, "千百十一"),
                    (10_000, "一万"),
                    (0, "〇"),
                ],
            ),
            (
                "koreanCounting",
                &[(111, "백십일"), (10_000, "만"), (20_001, "이만일")],
            ),
            (
                "koreanLegal",
                &[
                    (20, "스물"),
                    (99, "아흔아홉"),
                    (100, "백"),
                    (121, "백이십일"),
                ],
            ),
            (
                "chineseLegalSimplified",
                &[(10, "壹拾"), (105, "壹佰零伍"), (10_000, "壹萬")],
            ),
            ("ideographLegalTraditional", &[(26, "貳拾陸"), (0, "零")]),
            ("japaneseLegal", &[(10, "壱拾"), (105, "壱百伍")]),
            ("ideographDigital", &[(10, "一〇"), (205, "二〇五")]),
            ("taiwaneseDigital", &[(10, "一○")]),
            ("koreanDigital", &[(10, "일영")]),
            ("koreanDigital2", &[(10, "一零")]),
            ("ideographTraditional", &[(10, "癸"), (11, "11"), (0, "0")]),
            ("ideographZodiac", &[(11, "戌"), (13, "13")]),
            (
                "ideographZodiacTraditional",
                &[(11, "甲戌"), (60, "癸亥"), (61, "甲子")],
            ),
            ("ideographEnclosedCircle", &[(10, "㈩"), (11, "11")]),
        ] {
            for (value, text) in numbers {
                assert_eq!(
                    number(*value, format).as_deref(),
                    Some(*text),
                    "{value} {format}"
                );
            }
        }
    }
}
