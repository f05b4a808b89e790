//! Number formats (18.8.30, 18.8.31): what a person sees of a stored number.
//!
//! A code is taken apart once for each format of the workbook, then applied to
//! decimal digits: a binary float never decides how something is rounded.

mod builtin;
mod calendar;
mod code;
mod date;
mod digits;
mod era;
mod fraction;
mod han;
mod names;
mod number;

use std::borrow::Cow;

use gongkai_model::Decimal;

pub(crate) use builtin::builtin;
pub(crate) use calendar::iso_moment;
pub(crate) use digits::{general, stored};

use code::{Kind, Section};

/// A number format.
#[derive(Debug, Clone)]
pub(crate) struct Format {
    /// The code as the file has it.
    pub(crate) code: String,
    sections: Vec<Section>,
    is_general: bool,
}

/// What a person sees of a number.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) text: String,
    /// The date or time that it is, in ISO 8601.
    pub(crate) date: Option<String>,
}

impl Format {
    /// The format of cells that have none.
    pub(crate) fn general() -> Format {
        Format::parse("General")
    }

    /// Takes a code apart.
    pub(crate) fn parse(code: &str) -> Format {
        let sections = code::sections(code);
        let is_general = code.eq_ignore_ascii_case("General") || code.is_empty() || code == "@";
        Format {
            code: code.to_owned(),
            sections,
            is_general,
        }
    }

    /// What a person sees of a number; nothing where the code is not understood.
    pub(crate) fn number(&self, value: &Decimal, date1904: bool) -> Option<Shown> {
        let plain = |text| Some(Shown { text, date: None });
        if self.is_general {
            return plain(general(value));
        }
        let (section, sign) = self.section(value)?;
        let sign = if sign { "-" } else { "" };
        match section.kind {
            Kind::Date => date::show(section, value, date1904),
            Kind::Number => {
                let digits = number::show(&section.tokens, value)?;
                plain(format!("{sign}{}", section.script.digits(&digits)))
            }
            Kind::Fraction => plain(format!("{sign}{}", fraction::show(&section.tokens, value)?)),
            Kind::General | Kind::Text => {
                let text = general(value);
                let body = text.trim_start_matches('-');
                if section.script.is_han() {
                    let spelled = section.script.spelled(body)?;
                    return plain(format!("{sign}{}", section.around(&spelled)));
                }
                plain(format!("{sign}{}", section.around(body)))
            }
            Kind::Complex => None,
        }
    }

    /// True where it may be that a number shows as nothing or as space: not
    /// where every section has a digit that is always there, or a date.
    pub(crate) fn may_hide(&self) -> bool {
        let hides = |c| matches!(c, ';' | '_' | '*' | '\\' | '"');
        let shows = |c| matches!(c, '0' | 'y' | 'm' | 'd' | 'h' | 's');
        !self.is_general && (self.code.contains(hides) || !self.code.contains(shows))
    }

    /// What a person sees of a text.
    pub(crate) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_general {
            return Cow::Borrowed(text);
        }
        let section = match self.sections.as_slice() {
            [_, _, _, fourth] => Some(fourth),
            [.., last] if last.kind == Kind::Text => Some(last),
            _ => None,
        };
        match section {
            Some(section) if section.kind == Kind::Text || section.is_literal() => {
                Cow::Owned(section.around(text))
            }
            _ => Cow::Borrowed(text),
        }
    }

    /// The section for a number, and whether a minus sign goes before it: a
    /// section of its own for negative numbers says how they look (18.8.31).
    fn section(&self, value: &Decimal) -> Option<(&Section, bool)> {
        let all = self.sections.as_slice();
        // A last section for text is none for numbers, unless it is the only one.
        let count = match all {
            [_, .., last] if all.len() < 4 && last.kind == Kind::Text => all.len() - 1,
            _ => all.len().min(3),
        };
        let sections = all.get(..count)?;
        let negative = value.is_negative();
        if sections.iter().any(|section| section.condition.is_some()) {
            return conditional(sections, value);
        }
        match sections {
            [only] => Some((only, negative)),
            [_, below, ..] if negative => Some((below, false)),
            [_, _, zero] if value.is_zero() => Some((zero, false)),
            [first, ..] => Some((first, false)),
            [] => None,
        }
    }
}

/// The first section whose condition holds; one without a condition takes
/// what is left to it.
fn conditional<'s>(sections: &'s [Section], value: &Decimal) -> Option<(&'s Section, bool)> {
    let negative = value.is_negative();
    for (index, section) in sections.iter().enumerate() {
        let last = index + 1 == sections.len();
        let holds = match &section.condition {
            Some(condition) => condition.holds(value),
            None => {
                last || (index == 0 && !negative && !value.is_zero()) || (index == 1 && negative)
            }
        };
        if holds {
            let says_so = section
                .condition
                .as_ref()
                .is_some_and(|c| c.only_negative())
                || (section.condition.is_none() && index == 1 && !last);
            return Some((section, negative && !says_so));
        }
    }
    None
}

#[cfg(test)]
mod tests;
