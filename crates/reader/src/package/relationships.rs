//! Relationships between parts (ISO/IEC 29500-2, 6.5).

use std::collections::HashMap;

use super::names::{has_scheme, resolve};
use super::{Notes, Part};
use crate::Error;
use crate::xml::Node;

/// A relationship of a part.
#[derive(Debug, Clone)]
pub(crate) struct Relationship {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    /// The name of a part of the package, or an external target as it is written.
    pub(crate) target: String,
    /// The target stands outside of the package.
    pub(crate) external: bool,
}

/// What a relationship is for, by the end of its type, which Transitional and
/// Strict files share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    OfficeDocument,
    Styles,
    Numbering,
    Worksheet,
    SharedStrings,
    Comments,
    ThreadedComments,
    Persons,
    Footnotes,
    Endnotes,
    Settings,
    CoreProperties,
    ExtendedProperties,
    CustomProperties,
    CustomXml,
    CustomXmlProperties,
    Drawing,
    Hyperlink,
    Table,
    ExternalLink,
    Other,
}

impl Kind {
    fn from_type(uri: &str) -> Kind {
        match uri.rsplit('/').next() {
            Some("officeDocument") => Kind::OfficeDocument,
            Some("styles") => Kind::Styles,
            Some("numbering") => Kind::Numbering,
            Some("worksheet") => Kind::Worksheet,
            Some("sharedStrings") => Kind::SharedStrings,
            Some("comments") => Kind::Comments,
            Some("threadedComment") => Kind::ThreadedComments,
            Some("person") => Kind::Persons,
            Some("footnotes") => Kind::Footnotes,
            Some("endnotes") => Kind::Endnotes,
            Some("settings") => Kind::Settings,
            Some("core-properties" | "metadata/core-properties") => Kind::CoreProperties,
            Some("extended-properties" | "extendedProperties") => Kind::ExtendedProperties,
            Some("custom-properties" | "customProperties") => Kind::CustomProperties,
            Some("customXml") => Kind::CustomXml,
            Some("customXmlProps") => Kind::CustomXmlProperties,
            Some("drawing") => Kind::Drawing,
            Some("hyperlink") => Kind::Hyperlink,
            Some("table") => Kind::Table,
            Some("externalLink") => Kind::ExternalLink,
            _ => Kind::Other,
        }
    }
}

/// The relationships of one part.
#[derive(Debug, Default)]
pub(crate) struct Relationships {
    list: Vec<Relationship>,
    /// Where each id stands in the list; of two the first one counts.
    by_id: HashMap<String, usize>,
}

impl Relationships {
    /// Reads a relationships part; targets are relative to `folder`.
    pub(super) fn read(part: &Part, folder: &str, notes: &Notes) -> Result<Relationships, Error> {
        let mut xml = part.xml();
        let mut found = Vec::new();
        loop {
            match xml.next()? {
                // Some programs forget the namespace; nothing else has this name here.
                Node::Start(element) if element.local() == "Relationship" => {
                    let attr = |name| element.attr(name).unwrap_or_default().into_owned();
                    let stated = element
                        .attr("TargetMode")
                        .is_some_and(|mode| mode.eq_ignore_ascii_case("External"));
                    let target = attr("Target");
                    // Without its mode a target is a part (6.5.3.4), which none
                    // with a protocol can be.
                    let external = stated || has_scheme(&target);
                    if external && !stated {
                        notes.forgive("an external target without its mode", &target);
                    }
                    let target = if external {
                        target
                    } else {
                        resolve(folder, &target)
                    };
                    let kind = Kind::from_type(&attr("Type"));
                    found.push(Relationship {
                        id: attr("Id"),
                        kind,
                        target,
                        external,
                    });
                }
                Node::Eof => return Ok(Relationships::of(found)),
                Node::Start(_) | Node::End | Node::Text(_) => {}
            }
        }
    }

    fn of(list: Vec<Relationship>) -> Relationships {
        let mut by_id = HashMap::with_capacity(list.len());
        for (index, relationship) in list.iter().enumerate() {
            by_id.entry(relationship.id.clone()).or_insert(index);
        }
        Relationships { list, by_id }
    }

    /// The first relationship of a kind.
    pub(crate) fn first(&self, kind: Kind) -> Option<&Relationship> {
        self.list
            .iter()
            .find(|relationship| relationship.kind == kind)
    }

    /// All relationships of a kind.
    pub(crate) fn all(&self, kind: Kind) -> impl Iterator<Item = &Relationship> {
        self.list
            .iter()
            .filter(move |relationship| relationship.kind == kind)
    }

    /// All relationships that lead out of the package.
    pub(crate) fn external(&self) -> impl Iterator<Item = &Relationship> {
        self.list
            .iter()
            .filter(|relationship| relationship.external)
    }

    /// The relationship of an id.
    pub(crate) fn get(&self, id: &str) -> Option<&Relationship> {
        self.by_id.get(id).map(|index| &self.list[*index])
    }
}
