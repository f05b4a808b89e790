//! Texts of cells.

use std::borrow::Cow;

use gongkai_model::{RichText, Run, Style};

/// A text as a workbook stores it.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Text {
    pub(crate) text: String,
    /// Where stretches end, in bytes, and how they look; a stretch without a
    /// look of its own has that of the cell. Empty for plain text.
    runs: Vec<(usize, Option<Style>)>,
}

impl Text {
    pub(crate) fn plain(text: String) -> Text {
        Text {
            text,
            runs: Vec::new(),
        }
    }

    /// The text with all formatting; what has none of its own looks like `base`.
    pub(crate) fn rich(&self, base: &Style) -> RichText {
        if self.runs.is_empty() {
            return styled(self.text.as_str(), base);
        }
        // `RichText::push` counts the whole text for every run, which a text of
        // a million runs would make felt: count here.
        let mut content = RichText::plain(self.text.clone());
        let (mut from, mut start) = (0, 0);
        for (to, look) in &self.runs {
            let Some(piece) = self.text.get(from..*to) else {
                break;
            };
            let end = start + piece.chars().count();
            let mut style = look.clone().unwrap_or_else(|| base.clone());
            style.link.clone_from(&base.link);
            match content.runs.last_mut() {
                Some(last) if last.end == start && last.style == style => last.end = end,
                _ if style.is_plain() || start == end => {}
                _ => content.runs.push(Run { start, end, style }),
            }
            (from, start) = (*to, end);
        }
        content
    }
}

impl Text {
    /// Appends a stretch; without a look of its own it has that of the cell.
    pub(crate) fn push(&mut self, piece: &str, look: Option<Style>) {
        self.text.push_str(piece);
        self.runs.push((self.text.len(), look));
    }

    /// Text whose stretches all look like the cell is plain.
    pub(crate) fn settle(&mut self) {
        if self.runs.iter().all(|(_, look)| look.is_none()) {
            self.runs = Vec::new();
        }
    }
}

/// A text of one look.
pub(crate) fn styled<'t>(text: impl Into<Cow<'t, str>>, style: &Style) -> RichText {
    let text = text.into();
    if style.is_plain() {
        return RichText::plain(text);
    }
    let mut content = RichText::default();
    content.push(&text, style);
    content
}
