//! Making a text piece by piece.

use super::{Anchor, RichText, Run, Style, Target};

/// Makes a text piece by piece. It knows how long the text is, which
/// [`RichText::push`] has to count: what it makes takes as long as it is.
///
/// ```
/// use gongkai_model::{Style, TextBuilder};
/// let mut builder = TextBuilder::default();
/// builder.push("共受理", &Style::default());
/// builder.push("12件", &Style { bold: true, ..Style::default() });
/// let text = builder.finish();
/// assert_eq!((text.runs[0].start, text.runs[0].end), (3, 6));
/// ```
#[derive(Debug, Clone, Default)]
pub struct TextBuilder {
    content: RichText,
    length: usize,
}

impl TextBuilder {
    /// How long the text is so far, in Unicode characters.
    pub fn length(&self) -> usize {
        self.length
    }

    /// True where there is no character so far.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Appends text that looks like `style`.
    pub fn push(&mut self, text: &str, style: &Style) {
        let (start, end) = (self.length, self.length + text.chars().count());
        if start < end && !style.is_plain() {
            self.run(start, end, style);
        }
        self.content.text.push_str(text);
        self.length = end;
    }

    /// The same for text that is given away: the first piece is not copied.
    pub fn push_owned(&mut self, text: String, style: &Style) {
        if self.length > 0 || !style.is_plain() {
            return self.push(&text, style);
        }
        self.length = text.chars().count();
        self.content.text = text;
    }

    /// Appends another text with all that belongs to it.
    pub fn append(&mut self, other: &RichText) {
        let offset = self.length;
        for run in &other.runs {
            self.run(run.start + offset, run.end + offset, &run.style);
        }
        let anchors = other.anchors.iter().map(|anchor| Anchor {
            start: anchor.start + offset,
            end: anchor.end + offset,
            target: anchor.target,
        });
        self.content.anchors.extend(anchors);
        self.content.text.push_str(&other.text);
        self.length += other.text.chars().count();
    }

    /// Refers to something from a place of the text to its end so far.
    pub fn refer(&mut self, start: usize, target: Target) {
        self.content.anchors.push(Anchor {
            start,
            end: self.length,
            target,
        });
    }

    /// The text.
    pub fn finish(self) -> RichText {
        self.content
    }

    fn run(&mut self, start: usize, end: usize, style: &Style) {
        match self.content.runs.last_mut() {
            Some(last) if last.end == start && last.style == *style => last.end = end,
            _ => self.content.runs.push(Run {
                start,
                end,
                style: style.clone(),
            }),
        }
    }
}

impl From<RichText> for TextBuilder {
    fn from(content: RichText) -> TextBuilder {
        let length = content.text.chars().count();
        TextBuilder { content, length }
    }
}
