//! Messages on standard error: errors, what readers and writers have to say,
//! and the summary of a run.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};

use gongkai_model::{Diagnostic, Lang, Place, Severity, SheetPlace};
use indicatif::ProgressBar;

use super::place;
use crate::error::{Error, Text};

/// Prints messages in one language. One message is one write, so that those
/// of several threads do not mix.
#[derive(Debug)]
pub(crate) struct Messages {
    lang: Lang,
    quiet: bool,
    colour: bool,
    bar: Option<ProgressBar>,
}

impl Messages {
    /// Messages without notes and warnings if `quiet`.
    pub(crate) fn new(lang: Lang, quiet: bool) -> Messages {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colour = std::io::stderr().is_terminal() && !plain;
        Messages {
            lang,
            quiet,
            colour,
            bar: None,
        }
    }

    /// The same above a progress bar.
    pub(crate) fn above(self, bar: ProgressBar) -> Messages {
        Messages {
            bar: Some(bar),
            ..self
        }
    }

    /// The language they are in.
    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// True where notes and warnings are not wanted.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// An error: what, where, what to do.
    pub(crate) fn error(&self, error: &Error) {
        let Text { message, hint } = error.text(self.lang);
        self.problem(error.subject(self.lang), &message, &hint);
    }

    /// A call that cannot be understood.
    pub(crate) fn usage(&self, message: &str, hint: &str) {
        self.problem(None, message, hint);
    }

    fn problem(&self, subject: Option<&str>, message: &str, hint: &str) {
        let colon = self.lang.pick("：", ": ");
        let word = self.lang.pick("错误", "error");
        let word = if self.colour {
            format!("\u{1b}[1;31m{word}\u{1b}[0m")
        } else {
            word.to_owned()
        };
        let mut text = format!("gongkai{colon}{word}{colon}");
        if let Some(subject) = subject {
            let _ = write!(text, "{}{colon}", printable(subject)); // writing to a string cannot fail
        }
        let _ = writeln!(text, "{}\n  {}", printable(message), printable(hint));
        self.emit(&text);
    }

    /// What a reader or writer has to say about a file: at most `most` lines.
    /// What is said of many places is said once, of the first.
    pub(crate) fn diagnostics(&self, subject: Option<&str>, all: &[Diagnostic], most: usize) {
        if self.quiet || all.is_empty() {
            return;
        }
        let stdin = self.lang.pick("标准输入", "standard input");
        let subject = printable(subject.unwrap_or(stdin));
        let mut text = String::new();
        let mut hints = HashSet::new();
        let groups = groups(all, self.lang);
        for group in groups.iter().take(most) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{subject}{}", self.diagnostic(group));
            if let Some(hint) = group
                .first
                .hint(self.lang)
                .filter(|hint| hints.insert(*hint))
            {
                let _ = writeln!(text, "  {}", printable(hint));
            }
        }
        if let Some(more) = groups.len().checked_sub(most).filter(|more| *more > 0) {
            let _ = match self.lang {
                Lang::Zh => writeln!(text, "{subject}：……另有 {more} 条"),
                Lang::En => writeln!(text, "{subject}: … and {more} more"),
            };
        }
        self.emit(&text);
    }

    /// `: place: warning: message (and 3 more places)`.
    fn diagnostic(&self, group: &Group) -> String {
        let colon = self.lang.pick("：", ": ");
        let severity = match group.first.severity() {
            Severity::Note => self.lang.pick("提示", "note"),
            Severity::Warning => self.lang.pick("警告", "warning"),
        };
        let place = group
            .first
            .place
            .as_ref()
            .map(|found| place(found, self.lang));
        let place = place
            .map(|place| format!("{colon}{}", printable(&place)))
            .unwrap_or_default();
        let message = printable(&group.message);
        let named = printable(&group.sheets.join(self.lang.pick("、", ", ")));
        let more = match (group.others, self.lang) {
            (others, Lang::Zh) if group.names(others) => format!("（还有：{named}）"),
            (others, Lang::En) if group.names(others) => format!(" (and: {named})"),
            (0, _) => String::new(),
            (others, Lang::Zh) => format!("（另有 {others} 处）"),
            (1, Lang::En) => " (and at 1 more place)".to_owned(),
            (others, Lang::En) => format!(" (and at {others} more places)"),
        };
        format!("{place}{colon}{severity}{colon}{message}{more}")
    }

    /// Something good to know, such as the summary of a run.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            let text = printable(text);
            self.emit(&format!("gongkai{}{text}\n", self.lang.pick("：", ": ")));
        }
    }

    /// Ready-made text.
    pub(crate) fn text(&self, text: &str) {
        self.emit(text);
    }

    fn emit(&self, text: &str) {
        // Where standard error is gone there is nobody left to tell.
        let print = || {
            let _ = std::io::stderr().lock().write_all(text.as_bytes());
        };
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }
}

/// Diagnostics that say the same of several places.
struct Group<'a> {
    message: String,
    first: &'a Diagnostic,
    others: usize,
    /// The other places that are whole sheets, by name, up to a number.
    sheets: Vec<&'a str>,
}

impl Group<'_> {
    /// True where there are other places, and all of them are named sheets.
    fn names(&self, others: usize) -> bool {
        others > 0 && others == self.sheets.len()
    }
}

/// Groups in the order of their first members.
fn groups(all: &[Diagnostic], lang: Lang) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for diagnostic in all {
        let message = diagnostic.message(lang);
        match known.get(&message).and_then(|index| groups.get_mut(*index)) {
            Some(group) => {
                group.others += 1;
                let sheet = diagnostic.place.as_ref().and_then(whole_sheet);
                group
                    .sheets
                    .extend(sheet.filter(|_| group.sheets.len() < NAMED_SHEETS));
            }
            None => {
                known.insert(message.clone(), groups.len());
                groups.push(Group {
                    message,
                    first: diagnostic,
                    others: 0,
                    sheets: Vec::new(),
                });
            }
        }
    }
    groups
}

/// More sheets than these are counted, not named.
const NAMED_SHEETS: usize = 20;

/// The name of a sheet that is meant as a whole.
fn whole_sheet(place: &Place) -> Option<&str> {
    match place {
        Place::Sheet(SheetPlace { sheet, cell: None }) => Some(sheet),
        _ => None,
    }
}

/// Text from files and file names, without characters that would steer the
/// terminal or break the line.
fn printable(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() {
            safe.extend(c.escape_default());
        } else {
            safe.push(c);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use gongkai_model::Kind;

    use super::*;

    #[test]
    fn what_is_said_of_many_places_is_said_once() {
        let at = |block, label: &str| {
            let kind = Kind::UnknownLabel {
                label: label.to_owned(),
            };
            Diagnostic::new(kind, Some(Place::block(block)))
        };
        let all = [at(0, "甲"), at(1, "乙"), at(2, "甲"), at(3, "甲")];
        let messages = Messages::new(Lang::Zh, false);
        let lines: Vec<String> = groups(&all, Lang::Zh)
            .iter()
            .map(|group| messages.diagnostic(group))
            .collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("：第1块：警告：") && lines[0].ends_with("（另有 2 处）"));
        assert!(lines[1].starts_with("：第2块：警告：") && !lines[1].contains("另有"));
    }

    #[test]
    fn sheets_are_named_each() {
        let hidden = |sheet: &str| {
            let place = SheetPlace {
                sheet: sheet.to_owned(),
                cell: None,
            };
            let what = "sheet".to_owned();
            Diagnostic::new(Kind::HiddenLeftOut { what }, Some(Place::Sheet(place)))
        };
        let all: Vec<Diagnostic> = ["甲", "乙", "丙"].map(hidden).into();
        let said = |all: &[Diagnostic]| {
            let group = &groups(all, Lang::Zh)[0];
            Messages::new(Lang::Zh, false).diagnostic(group)
        };
        assert!(said(&all).starts_with("：甲：") && said(&all).ends_with("（还有：乙、丙）"));
        let many: Vec<Diagnostic> = (0..30).map(|n| hidden(&n.to_string())).collect();
        assert!(said(&many).ends_with("（另有 29 处）"));
    }

    #[test]
    fn text_from_outside_cannot_steer_the_terminal() {
        assert_eq!(printable("报告\u{1b}[2J\n.docx"), "报告\\u{1b}[2J\\n.docx");
    }
}
