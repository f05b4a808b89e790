//! Text and its formatting.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::looks::{Looks, byte_length};
use super::{Anchor, Target, TextBuilder};

/// How a stretch of text looks, as far as the look carries meaning. Fonts,
/// sizes and colours are layout and not kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Style {
    /// Bold.
    #[serde(default, skip_serializing_if = "is_false")]
    pub bold: bool,
    /// Italic.
    #[serde(default, skip_serializing_if = "is_false")]
    pub italic: bool,
    /// Underlined, whatever the line.
    #[serde(default, skip_serializing_if = "is_false")]
    pub underline: bool,
    /// Struck through.
    #[serde(default, skip_serializing_if = "is_false")]
    pub strike: bool,
    /// Raised and small.
    #[serde(default, skip_serializing_if = "is_false")]
    pub superscript: bool,
    /// Lowered and small.
    #[serde(default, skip_serializing_if = "is_false")]
    pub subscript: bool,
    /// The target of a hyperlink.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the signature serde asks for
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Style {
    /// True where nothing is special.
    pub fn is_plain(&self) -> bool {
        *self == Style::default()
    }
}

/// A stretch of text with formatting of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "RunFields")]
#[schemars(!from, extend("additionalProperties" = false))]
pub struct Run {
    /// The first character, counted in Unicode characters from 0.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// How it looks.
    #[serde(flatten)]
    pub style: Style,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RunFields {
    start: usize,
    end: usize,
    #[serde(default)]
    bold: bool,
    #[serde(default)]
    italic: bool,
    #[serde(default)]
    underline: bool,
    #[serde(default)]
    strike: bool,
    #[serde(default)]
    superscript: bool,
    #[serde(default)]
    subscript: bool,
    link: Option<String>,
}

impl From<RunFields> for Run {
    fn from(f: RunFields) -> Run {
        let RunFields {
            bold,
            italic,
            underline,
            strike,
            superscript,
            subscript,
            link,
            ..
        } = f;
        let style = Style {
            bold,
            italic,
            underline,
            strike,
            superscript,
            subscript,
            link,
        };
        Run {
            start: f.start,
            end: f.end,
            style,
        }
    }
}

/// Plain text, plus runs only where there is formatting.
///
/// ```
/// use gongkai_model::{RichText, Style};
/// let mut text = RichText::plain("共受理");
/// text.push("12件", &Style { bold: true, ..Style::default() });
/// assert_eq!(text.text, "共受理12件");
/// assert_eq!((text.runs[0].start, text.runs[0].end), (3, 6));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct RichText {
    /// The text; a line break is `\n`, a tab `\t`, and no other control
    /// character occurs.
    pub text: String,
    /// The formatted stretches, in order and without overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Run>,
    /// The references to what stands beside the text, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchors: Vec<Anchor>,
}

impl RichText {
    /// Text without formatting.
    pub fn plain(text: impl Into<String>) -> RichText {
        RichText {
            text: text.into(),
            runs: Vec::new(),
            anchors: Vec::new(),
        }
    }

    /// True where there is no character and nothing is referred to.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.anchors.is_empty()
    }

    /// Refers to something at the end of the text so far.
    pub fn refer(&mut self, target: Target) {
        let end = self.text.chars().count();
        self.anchors.push(Anchor::at(end, target));
    }

    /// Calls `f` for everything that the text refers to.
    pub(crate) fn for_each_target(&mut self, f: &mut impl FnMut(&mut Target)) {
        self.anchors
            .iter_mut()
            .for_each(|anchor| f(&mut anchor.target));
    }

    /// Appends another text with all that belongs to it. Counts the characters
    /// of both: see [`TextBuilder`] for many pieces.
    pub fn append(&mut self, other: &RichText) {
        self.build(|builder| builder.append(other));
    }

    /// Appends text that looks like `style`. Counts the characters so far: see
    /// [`TextBuilder`] for many pieces.
    pub fn push(&mut self, text: &str, style: &Style) {
        self.build(|builder| builder.push(text, style));
    }

    fn build(&mut self, f: impl FnOnce(&mut TextBuilder)) {
        let mut builder = TextBuilder::from(std::mem::take(self));
        f(&mut builder);
        *self = builder.finish();
    }

    /// The whole text in stretches of one look each, in order; empty text has none.
    pub fn segments(&self) -> Vec<(&str, Style)> {
        if self.runs.is_empty() {
            let plain = (self.text.as_str(), Style::default());
            return if self.text.is_empty() {
                Vec::new()
            } else {
                vec![plain]
            };
        }
        let mut segments: Vec<(&str, Style)> = Vec::with_capacity(self.runs.len() * 2 + 1);
        let mut looks = Looks::new(&self.runs);
        let (mut rest, mut position) = (self.text.as_str(), 0);
        while !rest.is_empty() {
            let (style, end) = looks.at(position);
            let length = match end {
                Some(end) => byte_length(rest, end - position),
                None => rest.len(),
            };
            let (text, behind) = rest.split_at(length);
            segments.push((text, style));
            position = end.unwrap_or(position);
            rest = behind;
        }
        segments
    }

    /// The part of the text between two byte offsets, with its formatting and
    /// all references: those to what is cut off move to the nearer end.
    #[must_use]
    pub fn slice(&self, range: std::ops::Range<usize>) -> RichText {
        let mut part = TextBuilder::default();
        let mut offset = 0;
        for (text, style) in self.segments() {
            let from = range.start.clamp(offset, offset + text.len()) - offset;
            let to = range.end.clamp(offset, offset + text.len()) - offset;
            if from < to {
                part.push(&text[from..to], &style);
            }
            offset += text.len();
        }
        let mut part = part.finish();
        if !self.anchors.is_empty() {
            let cut = self.text[..range.start].chars().count();
            let length = part.text.chars().count();
            let moved = |position: usize| position.saturating_sub(cut).min(length);
            part.anchors = self.anchors.clone();
            for anchor in &mut part.anchors {
                (anchor.start, anchor.end) = (moved(anchor.start), moved(anchor.end));
            }
        }
        part
    }

    /// Plain text in the place of this one: the formatting goes, and what was
    /// referred to is referred to still, from the nearest place that there is.
    ///
    /// ```
    /// use gongkai_model::{Anchor, RichText, Target};
    /// let mut cell = RichText::plain("104150");
    /// cell.refer(Target::Footnote(0));
    /// assert_eq!(cell.with_text("3").anchors, [Anchor::at(1, Target::Footnote(0))]);
    /// ```
    #[must_use]
    pub fn with_text(mut self, text: impl Into<String>) -> RichText {
        let text = text.into();
        if !self.anchors.is_empty() {
            let length = text.chars().count();
            for anchor in &mut self.anchors {
                anchor.start = anchor.start.min(length);
                anchor.end = anchor.end.min(length);
            }
        }
        RichText {
            text,
            runs: Vec::new(),
            anchors: self.anchors,
        }
    }

    /// The look of the whole text, where it has one look from end to end.
    pub fn uniform_style(&self) -> Option<Style> {
        let mut segments = self.segments().into_iter();
        let (_, style) = segments.next()?;
        segments.all(|(_, other)| other == style).then_some(style)
    }
}
