//! Numbers in characters: `[DBNum1]`, `[DBNum2]` and `[DBNum3]` of a code, as
//! Chinese Excel shows them. The format `General` is spelled out, 一百二十三;
//! placeholders are filled digit by digit, 一二三.

/// The characters that numbers are written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Script(Option<&'static Characters>);

/// The digits, what stands for ten, a hundred and a thousand, and what closes
/// each group of four digits.
#[derive(Debug, PartialEq, Eq)]
struct Characters {
    digits: [&'static str; 10],
    units: [&'static str; 4],
    groups: [&'static str; 3],
    /// Ten is `十` and not `一十` where the number is part of a date.
    bare_ten: bool,
    /// Dates are spelled out too, and not digit by digit.
    spells: bool,
}

const SMALL: Characters = Characters {
    digits: ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
    units: ["", "十", "百", "千"],
    groups: ["", "万", "亿"],
    bare_ten: true,
    spells: true,
};
const SMALL_TRADITIONAL: Characters = Characters {
    groups: ["", "萬", "億"],
    ..SMALL
};
const LARGE: Characters = Characters {
    digits: ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"],
    units: ["", "拾", "佰", "仟"],
    groups: ["", "万", "亿"],
    bare_ten: false,
    spells: true,
};
const LARGE_TRADITIONAL: Characters = Characters {
    digits: ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"],
    groups: ["", "萬", "億"],
    ..LARGE
};
const WIDE: Characters = Characters {
    digits: ["０", "１", "２", "３", "４", "５", "６", "７", "８", "９"],
    units: ["", "十", "百", "千"],
    groups: ["", "万", "亿"],
    bare_ten: false,
    spells: false,
};
const WIDE_TRADITIONAL: Characters = Characters {
    groups: ["", "萬", "億"],
    ..WIDE
};

/// Numbers of more digits are not spelled out: what Excel does is not known.
const MAX_DIGITS: usize = 12;

impl Script {
    /// That of `[DBNum1]`, whatever the section says.
    pub(super) const SMALL: Script = Script(Some(&SMALL));

    /// The script of `[DBNum1]` to `[DBNum3]`.
    pub(super) fn of(number: u8, traditional: bool) -> Option<Script> {
        let characters = match (number, traditional) {
            (1, false) => &SMALL,
            (1, true) => &SMALL_TRADITIONAL,
            (2, false) => &LARGE,
            (2, true) => &LARGE_TRADITIONAL,
            (3, false) => &WIDE,
            (3, true) => &WIDE_TRADITIONAL,
            _ => return None,
        };
        Some(Script(Some(characters)))
    }

    /// Numbers are written in characters.
    pub(super) fn is_han(self) -> bool {
        self.0.is_some()
    }

    /// The numbers of a date are spelled out.
    pub(super) fn spells(self) -> bool {
        self.0.is_some_and(|characters| characters.spells)
    }

    /// Each digit of a text in its character.
    pub(super) fn digits(self, text: &str) -> String {
        let Some(characters) = self.0 else {
            return text.to_owned();
        };
        let mut shown = String::with_capacity(text.len() * 3);
        for c in text.chars() {
            match c.to_digit(10) {
                Some(digit) => shown += characters.digits[digit as usize],
                None => shown.push(c),
            }
        }
        shown
    }

    /// A number below 100 of a date.
    pub(super) fn numeral(self, number: u32) -> String {
        let digits = number.to_string();
        let Some(characters) = self.0 else {
            return digits;
        };
        let spelled = characters.spelled(&digits);
        if characters.bare_ten && (10..20).contains(&number) {
            let bare = spelled.strip_prefix(characters.digits[1]);
            return bare.unwrap_or(&spelled).to_owned();
        }
        spelled
    }

    /// A number without its sign, such as `1234.5`, spelled out; nothing where
    /// that is not known.
    pub(super) fn spelled(self, number: &str) -> Option<String> {
        let characters = self.0?;
        let (whole, fraction) = match number.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (number, None),
        };
        let known = whole.len() <= MAX_DIGITS && whole.bytes().all(|b| b.is_ascii_digit());
        let whole = known.then(|| characters.spelled(whole))?;
        let fraction = fraction.map(|fraction| format!(".{}", self.digits(fraction)));
        Some(whole + &fraction.unwrap_or_default())
    }
}

impl Characters {
    /// Whole digits spelled out: zeros between others are said once, those at
    /// the end are not.
    fn spelled(&self, digits: &str) -> String {
        let mut shown = String::new();
        let (mut zero, mut group_has_digits) = (false, false);
        for (index, digit) in digits.bytes().enumerate() {
            let power = digits.len() - 1 - index;
            let digit = usize::from(digit - b'0');
            if digit == 0 {
                zero = !shown.is_empty();
            } else {
                if std::mem::take(&mut zero) {
                    shown += self.digits[0];
                }
                shown += self.digits[digit];
                shown += self.units[power % 4];
                group_has_digits = true;
            }
            if power.is_multiple_of(4) && std::mem::take(&mut group_has_digits) {
                shown += self.groups.get(power / 4).copied().unwrap_or_default();
            }
        }
        if shown.is_empty() {
            shown += self.digits[0];
        }
        shown
    }
}
