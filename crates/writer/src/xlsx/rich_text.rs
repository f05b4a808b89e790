//! Texts with more formatting than the library takes.
//!
//! It counts the markup of formatted text as if it were text, and refuses a
//! cell of 3,000 characters in 250 runs. Such a text is written as a stand-in,
//! and put in its place by [`finish`](super::finish).

use super::content::CELL_LIMIT;
use super::format::Look;

/// What the markup of a run takes at most, beside its text and its properties.
const RUN_MARKUP: usize = 40;

/// What begins a stand-in, as the library is told and as it writes it. No text
/// of a document has this character, and one that spells it out is escaped.
const STAND_IN: char = '\u{1}';
const WRITTEN_STAND_IN: &str = "<t>_x0001_";

/// The markup of the texts that have a stand-in, by its number.
#[derive(Default)]
pub(super) struct RichTexts {
    markups: Vec<String>,
}

impl RichTexts {
    /// True where nothing has a stand-in.
    pub(super) fn is_empty(&self) -> bool {
        self.markups.is_empty()
    }

    /// What to write for a text that the library would refuse; none where it takes it.
    pub(super) fn stand_in(&mut self, runs: &[(Look, String)]) -> Option<String> {
        let characters = runs.iter().flat_map(|(_, text)| text.chars());
        let text: usize = characters
            .map(|c| escape(c).map_or(c.len_utf16(), str::len))
            .sum();
        let properties: usize = runs
            .iter()
            .map(|(look, _)| RUN_MARKUP + look.run_properties().len())
            .sum();
        if text + properties <= CELL_LIMIT {
            return None;
        }
        self.markups
            .push(runs.iter().map(|(look, text)| run(*look, text)).collect());
        Some(format!("{STAND_IN}{}", self.markups.len() - 1))
    }

    /// The part with the texts of cells, with what the stand-ins stand for.
    pub(super) fn put_in_place(&self, strings: &str) -> String {
        let mut parts = strings.split(WRITTEN_STAND_IN);
        let mut done = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (number, rest) = part.split_once("</t>").unwrap_or((part, ""));
            let markup = number.parse().ok().and_then(|n: usize| self.markups.get(n));
            done.push_str(markup.map_or("", String::as_str));
            done.push_str(rest);
        }
        done
    }
}

fn run(look: Look, text: &str) -> String {
    let mut markup = format!("<r>{}<t xml:space=\"preserve\">", look.run_properties());
    for c in text.chars() {
        match escape(c) {
            Some(escaped) => markup.push_str(escaped),
            None => markup.push(c),
        }
    }
    markup.push_str("</t></r>");
    markup
}

fn escape(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => None,
    }
}
