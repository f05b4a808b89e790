//! Format codes taken apart (18.8.31).

use gongkai_model::Decimal;

use super::era::Calendar;
use super::fraction::is_fraction;
use super::han::Script;
use super::names::Language;

/// One of up to four sections of a code.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    pub(super) condition: Option<Condition>,
    pub(super) tokens: Vec<Token>,
    pub(super) kind: Kind,
    /// The language of names.
    pub(super) language: Language,
    /// What years are counted by.
    pub(super) calendar: Calendar,
    /// `[DBNum1]`: numbers are written 一二三.
    pub(super) script: Script,
    /// The number of that.
    script_number: Option<u8>,
    /// Something that is not followed here.
    odd: bool,
    /// The tokens are those of the system's own format; the rest does not count.
    system: bool,
}

/// What a section shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Number,
    General,
    Date,
    Text,
    Fraction,
    /// Something that is not followed here.
    Complex,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    Slash,
    Exponent {
        plus: bool,
    },
    General,
    Text,
    /// A run of one letter: `yyyy`.
    Date(char, usize),
    /// `[h]`, `[mm]`: time that has passed.
    Elapsed(char, usize),
    /// `AM/PM`, `A/P`, `上午/下午`: what stands before noon and after.
    Noon(&'static str, &'static str),
}

/// `[>=10000]`
#[derive(Debug, Clone)]
pub(super) struct Condition {
    operator: String,
    number: f64,
}

impl Condition {
    fn parse(text: &str) -> Option<Condition> {
        let end = text.find(|c| !matches!(c, '<' | '>' | '='))?;
        let (operator, number) = text.split_at(end);
        Some(Condition {
            operator: operator.to_owned(),
            number: number.trim().parse().ok()?,
        })
    }

    pub(super) fn holds(&self, value: &Decimal) -> bool {
        let value = value.to_f64();
        match self.operator.as_str() {
            "<" => value < self.number,
            "<=" => value <= self.number,
            ">" => value > self.number,
            ">=" => value >= self.number,
            "=" => value == self.number,
            "<>" => value != self.number,
            _ => false,
        }
    }

    /// The condition admits negative numbers and no others.
    pub(super) fn only_negative(&self) -> bool {
        self.number < 0.0 && matches!(self.operator.as_str(), "<" | "<=" | "=")
            || self.number == 0.0 && self.operator == "<"
    }
}

impl Section {
    /// The section with `text` in the place of `General` or `@`.
    pub(super) fn around(&self, text: &str) -> String {
        let mut shown = String::new();
        for token in &self.tokens {
            match token {
                Token::General | Token::Text => shown.push_str(text),
                token => shown.push_str(&token.literally()),
            }
        }
        shown
    }

    /// Nothing but fixed text, perhaps none.
    pub(super) fn is_literal(&self) -> bool {
        self.tokens
            .iter()
            .all(|token| matches!(token, Token::Literal(_)))
    }

    fn literal(&mut self, text: &str) {
        match self.tokens.last_mut() {
            Some(Token::Literal(last)) => last.push_str(text),
            _ => self.tokens.push(Token::Literal(text.to_owned())),
        }
    }

    /// The name of an era, in languages whose eras are known.
    fn era(&mut self, letter: char, count: usize) {
        self.odd |= self.calendar == Calendar::Gregorian;
        self.tokens.push(Token::Date(letter, count));
    }

    fn has(&self, wanted: impl Fn(&Token) -> bool) -> bool {
        self.tokens.iter().any(wanted)
    }

    /// Finds out what the section shows.
    fn settle(&mut self) {
        let is_date =
            |t: &Token| matches!(t, Token::Date(..) | Token::Elapsed(..) | Token::Noon(..));
        if let Some(number) = self.script_number {
            let traditional = self.language == Language::Traditional;
            let script = Script::of(number, traditional);
            // Japanese has characters of its own, and so has Korean (`[DBNum4]`).
            self.odd |= script.is_none() || self.language == Language::Japanese;
            self.script = script.unwrap_or_default();
        }
        self.kind = if self.odd {
            Kind::Complex
        } else if self.has(is_date) {
            Kind::Date
        } else if self.has(|t| *t == Token::Text) {
            Kind::Text
        } else if self.has(|t| *t == Token::General) {
            Kind::General
        } else if is_fraction(&self.tokens) {
            Kind::Fraction
        } else if self.tokens.is_empty() && self.script_number.is_some() {
            self.tokens.push(Token::General); // `[DBNum1]` alone
            Kind::General
        } else {
            Kind::Number
        };
    }
}

impl Token {
    /// What stands there where the token means nothing.
    pub(super) fn literally(&self) -> String {
        match self {
            Token::Literal(text) => text.clone(),
            Token::Point => ".".to_owned(),
            Token::Comma => ",".to_owned(),
            Token::Percent => "%".to_owned(),
            Token::Slash => "/".to_owned(),
            _ => String::new(),
        }
    }
}

/// Takes a code apart.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut section = Section::default();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let behind = rest.get(c.len_utf8()..).unwrap_or_default();
        if c == ';' {
            section.settle();
            sections.push(std::mem::take(&mut section));
            rest = behind;
        } else if section.system {
            rest = behind;
        } else {
            rest = token(&mut section, c, rest, behind);
        }
    }
    section.settle();
    sections.push(section);
    sections
}

/// Takes what begins with `c` off the code; `behind` is what follows `c`.
fn token<'c>(section: &mut Section, c: char, rest: &'c str, behind: &'c str) -> &'c str {
    let after_next = || {
        let mut chars = behind.chars();
        chars.next();
        chars.as_str()
    };
    match c {
        '"' => {
            let (text, behind) = behind.split_once('"').unwrap_or((behind, ""));
            section.literal(text);
            return behind;
        }
        // In East Asian Excel `!` escapes as the backslash does.
        '\\' | '!' => {
            let text: String = behind.chars().take(1).collect();
            section.literal(&text);
            return after_next();
        }
        // The width of a character, and a character that fills the cell: layout.
        '_' | '*' => return after_next(),
        '[' => {
            let (text, behind) = behind.split_once(']').unwrap_or((behind, ""));
            bracket(section, text);
            return behind;
        }
        '0' | '#' | '?' => section.tokens.push(Token::Digit(c)),
        '.' => section.tokens.push(Token::Point),
        ',' => section.tokens.push(Token::Comma),
        '%' => section.tokens.push(Token::Percent),
        '/' => section.tokens.push(Token::Slash),
        '@' => section.tokens.push(Token::Text),
        _ => return word(section, c, rest, behind),
    }
    behind
}

/// Takes a word, a run of date letters, or a character that stands for itself.
fn word<'c>(section: &mut Section, c: char, rest: &'c str, behind: &'c str) -> &'c str {
    const WORDS: [(&str, Token); 6] = [
        ("General", Token::General),
        ("G/通用格式", Token::General),
        ("AM/PM", Token::Noon("AM", "PM")),
        ("A/P", Token::Noon("A", "P")),
        ("上午/下午", Token::Noon("上午", "下午")),
        ("am/pm", Token::Noon("am", "pm")),
    ];
    for (word, token) in WORDS {
        let begins = rest
            .get(..word.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(word));
        if begins {
            section.tokens.push(token);
            return rest.get(word.len()..).unwrap_or_default();
        }
    }
    let has_digit = section.has(|token| matches!(token, Token::Digit(_)));
    if matches!(c, 'E' | 'e') && has_digit && behind.starts_with(['+', '-']) {
        section.tokens.push(Token::Exponent {
            plus: behind.starts_with('+'),
        });
        return behind.get(1..).unwrap_or_default();
    }
    let letter = c.to_ascii_lowercase();
    let count = rest
        .chars()
        .take_while(|other| other.to_ascii_lowercase() == letter)
        .count();
    match letter {
        'y' | 'm' | 'd' | 'h' | 's' | 'e' => section.tokens.push(Token::Date(letter, count)),
        'a' if count >= 3 => section.tokens.push(Token::Date(letter, count)),
        'g' => section.era(letter, count),
        // `B1` and `B2` choose the calendar of the Islamic world.
        'b' if behind.starts_with(['1', '2']) => {
            section.odd |= behind.starts_with('2');
            return behind.get(1..).unwrap_or_default();
        }
        'b' => section.tokens.push(Token::Date(letter, count)),
        _ => {
            section.literal(c.encode_utf8(&mut [0; 4]));
            return behind;
        }
    }
    rest.get(count..).unwrap_or_default()
}

/// What stands in square brackets: a condition, elapsed time, currency and
/// language, digits of another script; colours are layout.
fn bracket(section: &mut Section, text: &str) {
    let lower = text.to_ascii_lowercase();
    if let Some(locale) = text.strip_prefix('$') {
        let (symbol, language) = locale.split_once('-').unwrap_or((locale, ""));
        if !symbol.is_empty() {
            section.literal(symbol);
        }
        language_of(section, &language.to_ascii_lowercase());
    } else if text.starts_with(['<', '>', '=']) {
        section.condition = Condition::parse(text);
        section.odd |= section.condition.is_none();
    } else if let Some(script) = lower.strip_prefix("dbnum") {
        section.script_number = Some(script.parse().unwrap_or_default());
    } else if let Some(unit) = lower.chars().next()
        && matches!(unit, 'h' | 'm' | 's')
        && lower.chars().all(|c| c == unit)
    {
        section.tokens.push(Token::Elapsed(unit, lower.len()));
    }
}

fn language_of(section: &mut Section, language: &str) {
    // Of the number, the last four digits are the language (22.9.2.7 has them by name).
    let id = language.split(',').next().unwrap_or_default();
    let id = id
        .get(id.len().saturating_sub(4)..)
        .unwrap_or(id)
        .trim_start_matches('0');
    match id {
        // The long date and the time as the computer is set to show them; the
        // code behind them is what an American one shows.
        "f800" => system_format(section, "yyyy\"年\"m\"月\"d\"日\""),
        "f400" => system_format(section, "h:mm:ss"),
        _ if language == "x-sysdate" => system_format(section, "yyyy\"年\"m\"月\"d\"日\""),
        _ if language == "x-systime" => system_format(section, "h:mm:ss"),
        _ => {
            let tag = if language.contains('-') { language } else { id };
            section.language = Language::of(tag);
            section.calendar = match section.language {
                Language::Japanese => Calendar::Japan,
                Language::Traditional if tag == "404" || tag.starts_with("zh-tw") => {
                    Calendar::Republic
                }
                _ => Calendar::Gregorian,
            };
        }
    }
}

fn system_format(section: &mut Section, code: &str) {
    if let Some(system) = sections(code).pop() {
        section.tokens = system.tokens;
        section.system = true;
    }
}
