//! Which namespaces the prefixes stand for, and what is said of unknown ones.

use quick_xml::events::BytesStart;

use super::element::value_of;
use super::position::find_in;
use super::{Element, Ns, Xml};
use crate::Error;

/// So many elements may be named by `mc:ProcessContent`; none of the programs
/// that write it name more than a few. Those past that are unknown content.
const MOST_PROCESSED: usize = 64;

impl<'a> Xml<'a> {
    /// Takes in the namespaces that an element declares.
    pub(super) fn declare(&mut self, start: &BytesStart<'a>) -> Result<(), Error> {
        let attributes = start.attributes_raw();
        if attributes.is_empty() || !attributes.contains("xmlns") {
            return Ok(());
        }
        self.last = None;
        self.scope += 1;
        let depth = self.open.len() + 1;
        // The same slice of the part outlives the event that showed it.
        let raw: &'a str = self.text;
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|e| self.broken(e.to_string()))?;
            let name = attribute.key.0;
            let prefix = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(prefixed) => match prefixed.strip_prefix(':') {
                    Some(prefix) => prefix,
                    None => continue,
                },
                None => {
                    if name.ends_with(":ProcessContent") {
                        self.process(&attribute.value, depth);
                    }
                    continue;
                }
            };
            let prefix = if prefix.is_empty() {
                ""
            } else {
                find_in(raw, prefix).unwrap_or("")
            };
            if self.bindings.len() >= 4096 {
                return Err(self.past("namespace declarations", 4096));
            }
            self.bindings
                .push((depth, prefix, Ns::of(&attribute.value)));
        }
        Ok(())
    }

    /// `mc:ProcessContent` (ISO/IEC 29500-3): elements of namespaces that
    /// may be ignored whose content is read all the same. It is looked for where
    /// namespaces are declared, which is where programs write it.
    fn process(&mut self, names: &str, depth: usize) {
        let names = find_in(self.text, names).unwrap_or("");
        let room = MOST_PROCESSED.saturating_sub(self.processed.len());
        let names = names.split_ascii_whitespace().take(room);
        self.processed.extend(names.map(|name| (depth, name)));
    }

    /// True for an element that only the content is read of; `x:*` stands for
    /// all elements of a namespace.
    pub(super) fn is_processed(&self, name: &str) -> bool {
        let is_named = |named: &str| match named.strip_suffix('*') {
            Some(prefix) => prefix.ends_with(':') && name.starts_with(prefix),
            None => named == name,
        };
        self.processed.iter().any(|(_, named)| is_named(named))
    }

    /// What an element said that ends holds no longer.
    pub(super) fn end_processed(&mut self, depth: usize) {
        while self
            .processed
            .last()
            .is_some_and(|(said, _)| *said == depth)
        {
            self.processed.pop();
        }
    }

    /// The namespace of an element's prefix.
    pub(super) fn namespace_of(&mut self, prefix: &str) -> Ns {
        if let Some((last, ns)) = self.last
            && last == prefix
        {
            return ns;
        }
        let bound = self.bindings.iter().rev();
        let found = bound
            .map(|(_, bound, ns)| (*bound, *ns))
            .find(|(bound, _)| *bound == prefix);
        self.last = found;
        found.map_or(Ns::Other, |(_, ns)| ns)
    }

    /// The namespace of a prefix at this point of the part.
    pub(super) fn resolve(&self, prefix: &str) -> Ns {
        let bound = self
            .bindings
            .iter()
            .rev()
            .find(|(_, bound, _)| *bound == prefix);
        bound.map_or(Ns::Other, |(_, _, ns)| *ns)
    }

    /// The namespace of an attribute's prefix at this point of the part.
    pub(crate) fn attr_in(&self, element: &Element<'a>, ns: Ns, local: &str) -> Option<String> {
        element
            .start
            .attributes()
            .with_checks(false)
            .flatten()
            .find_map(|attribute| {
                let name = attribute.key.0;
                let (prefix, found) = name.split_once(':')?;
                (found == local && self.resolve(prefix) == ns)
                    .then(|| value_of(&attribute).into_owned())
            })
    }
}
