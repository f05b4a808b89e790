//! Messages on standard error: errors, what readers and writers have to say,
//! and the summary of a run.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};

use gongkai_model::{Diagnostic, Lang, Severity};
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
    pub(crate) fn diagnostics(&self, subject: Option<&str>, all: &[Diagnostic], most: usize) {
        if self.quiet || all.is_empty() {
            return;
        }
        let stdin = self.lang.pick("标准输入", "standard input");
        let subject = printable(subject.unwrap_or(stdin));
        let mut text = String::new();
        let mut hints = HashSet::new();
        for diagnostic in all.iter().take(most) {
            let _ = writeln!(text, "{subject}{}", self.diagnostic(diagnostic));
            if let Some(hint) = diagnostic
                .hint(self.lang)
                .filter(|hint| hints.insert(*hint))
            {
                let _ = writeln!(text, "  {}", printable(hint));
            }
        }
        if let Some(more) = all.len().checked_sub(most).filter(|more| *more > 0) {
            let _ = match self.lang {
                Lang::Zh => writeln!(text, "{subject}：……另有 {more} 条"),
                Lang::En => writeln!(text, "{subject}: … and {more} more"),
            };
        }
        self.emit(&text);
    }

    /// `: place: warning: message`.
    fn diagnostic(&self, diagnostic: &Diagnostic) -> String {
        let colon = self.lang.pick("：", ": ");
        let severity = match diagnostic.severity() {
            Severity::Note => self.lang.pick("提示", "note"),
            Severity::Warning => self.lang.pick("警告", "warning"),
        };
        let place = diagnostic
            .place
            .as_ref()
            .map(|found| place(found, self.lang));
        let place = place.map(|place| format!("{colon}{}", printable(&place)));
        let message = printable(&diagnostic.message(self.lang));
        format!(
            "{}{colon}{severity}{colon}{message}",
            place.unwrap_or_default()
        )
    }

    /// Something good to know, such as the summary of a run.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
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
    use super::*;

    #[test]
    fn text_from_outside_cannot_steer_the_terminal() {
        assert_eq!(printable("报告\u{1b}[2J\n.docx"), "报告\\u{1b}[2J\\n.docx");
    }
}
