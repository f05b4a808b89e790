//! Attributes of OpenDocument elements.

use std::borrow::Cow;

use crate::xml::Element;

/// Prefixes of LibreOffice's own attributes, which repeat those of the standard.
const EXTENSIONS: [&str; 2] = ["calcext", "loext"];

/// An attribute by its local name: elements have those of several namespaces,
/// whose local names the standard keeps apart.
pub(super) fn attribute<'e>(element: &'e Element, local: &str) -> Option<Cow<'e, str>> {
    let mut attributes = element.attrs();
    attributes.find_map(|(name, value)| {
        let (prefix, found) = name.split_once(':').unwrap_or(("", name));
        (found == local && !EXTENSIONS.contains(&prefix)).then_some(value)
    })
}

/// How often a cell, row or column is repeated, or how far it spans; once
/// where that is not said.
pub(super) fn count(element: &Element, local: &str) -> u32 {
    let count = attribute(element, local).and_then(|count| count.parse().ok());
    count.unwrap_or(1).max(1)
}
