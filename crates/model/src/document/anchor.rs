//! What a place in a text refers to: notes, comments, pictures, changes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A reference from a text to something that stands beside it.
///
/// A note or a picture stands at one place (`start` and `end` are equal), a
/// comment or a tracked change is on a stretch of text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "AnchorFields", into = "AnchorFields")]
#[schemars(with = "AnchorFields")]
pub struct Anchor {
    /// The first character, counted in Unicode characters from 0.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
    /// What it refers to.
    pub target: Target,
}

/// What an [`Anchor`] refers to, by its number in the list of the
/// [`Document`](crate::Document), from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// One of [`Document::footnotes`](crate::Document::footnotes).
    Footnote(usize),
    /// One of [`Document::endnotes`](crate::Document::endnotes).
    Endnote(usize),
    /// One of [`Document::comments`](crate::Document::comments).
    Comment(usize),
    /// One of [`Document::images`](crate::Document::images).
    Image(usize),
    /// One of [`Document::revisions`](crate::Document::revisions).
    Revision(usize),
}

/// A reference from a text to something that stands beside it: one of
/// `footnote`, `endnote`, `comment`, `image` and `revision` is there, the
/// number in the document's list of that name.
#[derive(Clone, Default, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Anchor")]
#[serde(deny_unknown_fields)]
struct AnchorFields {
    /// The first character, counted in Unicode characters from 0.
    start: usize,
    /// One past the last character.
    end: usize,
    /// A footnote, by its number in `footnotes`, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    footnote: Option<usize>,
    /// An endnote, by its number in `endnotes`, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    endnote: Option<usize>,
    /// A comment, by its number in `comments`, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    comment: Option<usize>,
    /// A picture, by its number in `images`, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    image: Option<usize>,
    /// A tracked change, by its number in `revisions`, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    revision: Option<usize>,
}

impl TryFrom<AnchorFields> for Anchor {
    type Error = &'static str;

    fn try_from(fields: AnchorFields) -> Result<Anchor, Self::Error> {
        let targets = [
            fields.footnote.map(Target::Footnote),
            fields.endnote.map(Target::Endnote),
            fields.comment.map(Target::Comment),
            fields.image.map(Target::Image),
            fields.revision.map(Target::Revision),
        ];
        let mut targets = targets.into_iter().flatten();
        let (Some(target), None) = (targets.next(), targets.next()) else {
            return Err("an anchor has one of footnote, endnote, comment, image and revision");
        };
        Ok(Anchor {
            start: fields.start,
            end: fields.end,
            target,
        })
    }
}

impl From<Anchor> for AnchorFields {
    fn from(anchor: Anchor) -> AnchorFields {
        let mut fields = AnchorFields {
            start: anchor.start,
            end: anchor.end,
            ..AnchorFields::default()
        };
        match anchor.target {
            Target::Footnote(number) => fields.footnote = Some(number),
            Target::Endnote(number) => fields.endnote = Some(number),
            Target::Comment(number) => fields.comment = Some(number),
            Target::Image(number) => fields.image = Some(number),
            Target::Revision(number) => fields.revision = Some(number),
        }
        fields
    }
}

impl Anchor {
    /// A reference at one place.
    pub fn at(position: usize, target: Target) -> Anchor {
        Anchor {
            start: position,
            end: position,
            target,
        }
    }

    /// Where it stands among others: by place, then by kind. Those of one kind
    /// at one place stay as they are: two pictures side by side are not the
    /// same the other way round.
    fn rank(&self) -> (usize, usize, u8) {
        let kind = match self.target {
            Target::Footnote(_) => 0,
            Target::Endnote(_) => 1,
            Target::Comment(_) => 2,
            Target::Image(_) => 3,
            Target::Revision(_) => 4,
        };
        (self.start, self.end, kind)
    }

    /// Brings references into order and takes out what is there twice, except
    /// for pictures.
    pub(crate) fn settle(anchors: &mut Vec<Anchor>) {
        anchors.sort_by_key(Anchor::rank);
        anchors.dedup_by(|a, b| a == b && !matches!(a.target, Target::Image(_)));
    }
}
