//! An XML part, in hand.

use std::ops::Range;
use std::rc::Rc;

use super::Notes;
use crate::xml::Xml;

/// The text of an XML part, with what is needed to read it.
pub(crate) struct Part {
    pub(super) name: String,
    pub(super) text: Text,
    /// How deep elements may nest.
    pub(super) depth: usize,
    /// Where it is noted that the part breaks off; none where that is an error.
    pub(super) notes: Option<Notes>,
}

/// The text of a part.
pub(super) enum Text {
    /// Its own.
    Own(String),
    /// A stretch of a file that holds all parts.
    Stretch(Rc<str>, Range<usize>),
}

impl Text {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Text::Own(text) => text,
            Text::Stretch(all, range) => all.get(range.clone()).unwrap_or_default(),
        }
    }
}

impl Part {
    /// Its text.
    pub(crate) fn text(&self) -> &str {
        self.text.as_str()
    }

    /// Reads it from the beginning.
    pub(crate) fn xml(&self) -> Xml<'_> {
        let before = match &self.text {
            Text::Own(_) => "",
            Text::Stretch(all, range) => all.get(..range.start).unwrap_or_default(),
        };
        Xml::new(self.text(), &self.name, self.depth)
            .behind(before)
            .partial(self.notes.as_ref())
    }
}
