//! A start tag.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use super::namespace::Ns;

/// A start tag.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    pub(crate) ns: Ns,
    pub(super) start: BytesStart<'a>,
    /// Where the name without its prefix begins.
    local: usize,
}

impl<'a> Element<'a> {
    /// A start tag in a namespace.
    pub(super) fn new(start: BytesStart<'a>, ns: Ns) -> Element<'a> {
        let local = match prefix_of(start.name().0).len() {
            0 => 0,
            length => length + 1,
        };
        Element { ns, start, local }
    }

    /// The name without its prefix.
    pub(crate) fn local(&self) -> &str {
        &self.start.name().0[self.local..]
    }

    /// The prefix of the name, without its colon.
    fn prefix(&self) -> &str {
        &self.start.name().0[..self.local.saturating_sub(1)]
    }

    /// The name as it is written.
    pub(crate) fn name_as_written(&self) -> &str {
        self.start.name().0
    }

    /// The name for messages: with the usual prefix of its namespace, whatever
    /// prefix the file gives it.
    pub(crate) fn name(&self) -> Cow<'_, str> {
        let usual = match self.ns {
            Ns::W => "w",
            Ns::Math => "m",
            Ns::Vml => "v",
            _ => return Cow::Borrowed(self.start.name().0),
        };
        match self.start.name().0.split_once(':') {
            Some((prefix, _)) if prefix == usual => Cow::Borrowed(self.start.name().0),
            _ => Cow::Owned(format!("{usual}:{}", self.local())),
        }
    }

    /// All attributes, each by its name as it is written: one scan where
    /// several are wanted.
    pub(crate) fn attrs(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let mut attributes = self.start.attributes();
        attributes.with_checks(false);
        attributes
            .flatten()
            .map(|attribute| (attribute.key.0, value_of(&attribute)))
    }

    /// An attribute by its local name, where it is not empty.
    pub(crate) fn stated(&self, local: &str) -> Option<Cow<'_, str>> {
        self.attr(local).filter(|value| !value.is_empty())
    }

    /// An attribute by its local name: one without a prefix, or with the
    /// element's own. An element without a prefix is in the default namespace,
    /// which attributes are never in: theirs may have any prefix then.
    pub(crate) fn attr(&self, local: &str) -> Option<Cow<'_, str>> {
        let own = self.prefix();
        let mut other = None;
        for attribute in self.start.attributes().with_checks(false).flatten() {
            let name = attribute.key.0;
            let Some(prefix) = name.strip_suffix(local) else {
                continue;
            };
            let prefix = match prefix.strip_suffix(':') {
                Some(prefix) => prefix,
                None if prefix.is_empty() => prefix,
                None => continue, // a longer name with the same end
            };
            if prefix.is_empty() || prefix == own {
                return Some(value_of(&attribute));
            }
            if own.is_empty() && prefix != "xmlns" {
                other = Some(value_of(&attribute));
            }
        }
        other
    }
}

pub(super) fn prefix_of(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// The value of an attribute; one with a broken reference is taken as it is written.
pub(super) fn value_of<'v>(
    attribute: &quick_xml::events::attributes::Attribute<'v>,
) -> Cow<'v, str> {
    if attribute.value.contains('&') {
        match attribute.normalized_value(XmlVersion::Implicit1_0) {
            Ok(value) => Cow::Owned(value.into_owned()),
            Err(_) => attribute.value.clone(),
        }
    } else {
        attribute.value.clone()
    }
}
