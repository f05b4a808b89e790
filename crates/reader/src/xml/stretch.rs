//! Stretches of a part as they are written: content that is known by how it is
//! written is not read again, and content of one form is read at once.

use super::{Open, Xml, reader};

/// Properties that are longer than this are read every time.
const LONGEST_PROPERTIES: usize = 2_000;

impl<'a> Xml<'a> {
    /// What is written in the element that was just begun, up to the next end
    /// tag of its name: with the scope of the prefixes, that tells what the
    /// element says. Nothing for an empty element, and where that is far.
    pub(crate) fn written_content(&self) -> Option<(usize, &'a str)> {
        if self.pending_end {
            return None;
        }
        let (_, name) = self.open.last()?;
        let rest = &self.text[self.position()..];
        let mut at = 0;
        while at < LONGEST_PROPERTIES {
            at += rest.as_bytes().get(at..)?.iter().position(|&b| b == b'<')?;
            let tag = rest.get(at..)?;
            let ends = tag
                .strip_prefix("</")
                .and_then(|tag| tag.strip_prefix(name))
                .is_some_and(|tag| tag.starts_with('>'));
            if ends {
                return Some((self.scope, &rest[..at]));
            }
            at += 1;
        }
        None
    }

    /// What follows, where it is the content of an element that has its name
    /// without a prefix, and where elements may nest a little deeper: then
    /// whole elements of that namespace can be read from it as they stand, and
    /// passed over with [`Xml::pass`].
    pub(crate) fn rest(&self) -> Option<&'a str> {
        /// A cell, its value, and some more.
        const DEEPER: usize = 4;
        let (open, name) = self.open.last()?;
        let is_element = *open == Open::Plain && !name.contains(':');
        let inside = !self.pending_end && !self.cut;
        let deep = self.open.len() + DEEPER > self.max_depth;
        (is_element && inside && !deep).then(|| &self.text[self.position()..])
    }

    /// Goes on behind so many bytes of [`Xml::rest`].
    pub(crate) fn pass(&mut self, length: usize) {
        self.base = self.position() + length;
        self.reader = reader(&self.text[self.base..]);
    }

    /// Goes on behind the end of the element that was just begun, whose content
    /// is known.
    pub(crate) fn pass_over(&mut self, content: &str) {
        let Some((_, name)) = self.open.last() else {
            return;
        };
        self.base = self.position() + content.len() + "</>".len() + name.len();
        self.reader = reader(&self.text[self.base..]);
        self.close();
    }

    /// Where one of some texts stands for the last time in the part; 0 where none does.
    pub(crate) fn last_place_of(&self, texts: &[&str]) -> usize {
        let places = texts.iter().filter_map(|text| self.text.rfind(text));
        places.max().unwrap_or(0)
    }

    /// True where what was read last is the end tag that begins at a position.
    pub(crate) fn ends_with_tag_at(&self, begin: usize) -> bool {
        let tag = self.text.get(begin..self.position());
        tag.is_some_and(|tag| tag.starts_with("</") && tag.find('>') == Some(tag.len() - 1))
    }
}
