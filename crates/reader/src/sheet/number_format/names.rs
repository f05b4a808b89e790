//! The names of months and of the days of the week, by language.

/// The language of a section, as far as what is shown depends on it
/// (`[$-804]`: the number of a Windows locale, 22.9.2.7).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Language {
    /// None is said, or one that shows what English does here.
    #[default]
    Other,
    /// Chinese in simplified characters.
    Simplified,
    /// Chinese in traditional characters.
    Traditional,
    Japanese,
}

impl Language {
    /// By the number of a locale in hexadecimal digits, or by its tag.
    pub(super) fn of(locale: &str) -> Language {
        let is = |tags: [&str; 3]| tags.iter().any(|tag| locale.starts_with(tag));
        match locale {
            "804" | "1004" => Language::Simplified,
            "404" | "c04" | "1404" => Language::Traditional,
            "411" => Language::Japanese,
            _ if is(["zh-tw", "zh-hk", "zh-mo"]) || locale.starts_with("zh-hant") => {
                Language::Traditional
            }
            _ if locale.starts_with("zh") => Language::Simplified,
            _ if locale.starts_with("ja") => Language::Japanese,
            _ => Language::Other,
        }
    }

    pub(super) fn is_chinese(self) -> bool {
        matches!(self, Language::Simplified | Language::Traditional)
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = [
    "Saturday",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
];
const HAN_DAYS: [&str; 7] = ["六", "日", "一", "二", "三", "四", "五"];
const JAPANESE_DAYS: [&str; 7] = ["土", "日", "月", "火", "水", "木", "金"];

/// The English name of a month: `mmm`, `mmmm`, and its letter for `mmmmm`.
pub(super) fn month(month: u32, width: usize) -> &'static str {
    let name = MONTHS
        .get(month.saturating_sub(1) as usize)
        .copied()
        .unwrap_or_default();
    match width {
        3 => name.get(..3).unwrap_or_default(),
        5 => name.get(..1).unwrap_or_default(),
        _ => name,
    }
}

/// The name of a day that so many days passed before. `aaa` and `aaaa` are
/// East Asian whatever the language of the code.
pub(super) fn weekday(days: u32, letter: char, width: usize, language: Language) -> String {
    let index = (days % 7) as usize;
    let of = |names: [&'static str; 7]| names.get(index).copied().unwrap_or_default();
    match (letter, width, language) {
        ('a', 3, Language::Japanese) => of(JAPANESE_DAYS).to_owned(),
        ('a', _, Language::Japanese) => format!("{}曜日", of(JAPANESE_DAYS)),
        (_, 3, Language::Traditional) => format!("週{}", of(HAN_DAYS)),
        ('a', 3, _) => of(HAN_DAYS).to_owned(),
        ('a', ..) => format!("星期{}", of(HAN_DAYS)),
        (_, 3, Language::Simplified) => format!("周{}", of(HAN_DAYS)),
        (_, _, Language::Simplified | Language::Traditional) => format!("星期{}", of(HAN_DAYS)),
        (_, 3, _) => of(DAYS).get(..3).unwrap_or_default().to_owned(),
        _ => of(DAYS).to_owned(),
    }
}
