//! Properties that were read before.
//!
//! Word writes the same properties at every run and every cell: four fifths of
//! the tokens of a document are in them. What is written the same way means the
//! same, as long as the prefixes do.

use std::collections::HashMap;

use crate::Error;
use crate::xml::Xml;

/// A document does not have more looks than this, or it is no use to keep them.
const MOST: usize = 2_000;

/// What properties of one kind say, by how they are written.
#[derive(Debug)]
pub(super) struct Memo<T> {
    /// The scope of the prefixes that the entries are for.
    scope: usize,
    known: HashMap<Box<str>, T>,
}

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo {
            scope: 0,
            known: HashMap::new(),
        }
    }
}

impl<T: Clone> Memo<T> {
    /// The properties whose element was just begun, its end included.
    pub(super) fn read(
        &mut self,
        xml: &mut Xml,
        read: impl FnOnce(&mut Xml) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Some((scope, written)) = xml.written_content() else {
            return read(xml);
        };
        if scope != self.scope {
            self.known.clear();
            self.scope = scope;
        }
        if let Some(known) = self.known.get(written) {
            xml.pass_over(written);
            return Ok(known.clone());
        }
        let begin = xml.position();
        let properties = read(xml)?;
        // An end tag within a comment or an element of the same name was not the end.
        let whole =
            xml.position() > begin + written.len() && xml.ends_with_tag_at(begin + written.len());
        if whole && self.known.len() < MOST {
            self.known.insert(written.into(), properties.clone());
        }
        Ok(properties)
    }
}
