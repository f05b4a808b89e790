//! The bar of a long run, if a person watches.

use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

use gongkai_model::Lang;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::terminal::Messages;

/// Files a second, to one digit.
fn rate(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    let _ = write!(out, "{:.1}/s", state.per_sec()); // a bar is no place for errors
}

/// How far a run is.
#[derive(Debug)]
pub(super) struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Shows a bar for so many files, if standard error is a terminal and
    /// notes are wanted.
    pub(super) fn start(files: usize, messages: &Messages) -> Progress {
        if messages.is_quiet() || !std::io::stderr().is_terminal() {
            return Progress { bar: None };
        }
        let template = match messages.lang() {
            Lang::Zh => "{bar:30} {pos}/{len}  {rate}  剩余 {eta}  {wide_msg}",
            Lang::En => "{bar:30} {pos}/{len}  {rate}  {eta} left  {wide_msg}",
        };
        let style =
            ProgressStyle::with_template(template).map(|style| style.with_key("rate", rate));
        let bar = ProgressBar::new(files as u64);
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress { bar: Some(bar) }
    }

    /// Messages that do not tear the bar.
    pub(super) fn under(&self, messages: Messages) -> Messages {
        match &self.bar {
            Some(bar) => messages.above(bar.clone()),
            None => messages,
        }
    }

    /// A file is being worked on.
    pub(super) fn begin(&self, file: &Path) {
        if let Some(bar) = &self.bar {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            bar.set_message(name.chars().filter(|c| !c.is_control()).collect::<String>());
        }
    }

    /// A file is done.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// All files are done.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
