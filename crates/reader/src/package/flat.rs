//! Flat OPC: a package as one XML file, each part an element with its XML or
//! with base64 ([MS-OFFOPC], what Word calls "Word XML document").

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::Notes;
use super::names::fold;
use super::part::Text;
use crate::xml::{Element, Node, Ns, Xml};
use crate::{Error, ErrorKind, Limits};

/// What messages call the file as a whole.
const NAME: &str = "pkg:package";

/// Past so many broken parts the others are not looked for.
const MOST_BREAKS: usize = 32;

/// Base64 with or without its padding: programs differ.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A package of one XML file.
pub(super) struct Flat {
    text: Rc<str>,
    /// By the names of the parts, folded for comparison.
    parts: HashMap<String, Stored>,
}

/// Declarations of namespaces: the attribute, and its value as it is written.
type Scope = Vec<(String, String)>;

/// A part of it.
struct Stored {
    content_type: String,
    range: Range<usize>,
    /// The namespaces that the elements around its root declare; none where it
    /// is base64.
    scope: Option<Scope>,
}

/// The content of a part.
pub(super) enum Content {
    Xml(Text),
    Bytes(Vec<u8>),
}

impl Flat {
    /// Finds the parts. With `notes`, it is noted there where a part is broken,
    /// and the others are found; without, that is an error.
    pub(super) fn open(
        text: String,
        limits: &Limits,
        notes: Option<&Notes>,
    ) -> Result<Flat, Error> {
        let mut scan = Scan {
            text: &text,
            end: text.len(),
            limits,
            notes,
            breaks: 0,
            parts: HashMap::new(),
            root_scope: Scope::new(),
            part_scope: Scope::new(),
        };
        let mut from = 0;
        while let Some(next) = scan.run(from)? {
            from = next;
        }
        let parts = scan.parts;
        Ok(Flat {
            text: text.into(),
            parts,
        })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&fold(name))
    }

    /// What the file states that a part is.
    pub(super) fn content_type(&self, name: &str) -> Option<&str> {
        let stored = self.parts.get(&fold(name))?;
        Some(&stored.content_type)
    }

    /// The content of a part, up to a limit; nothing where there is no such part.
    pub(super) fn content(&self, name: &str, limit: u64) -> Result<Option<Content>, Error> {
        let Some(stored) = self.parts.get(&fold(name)) else {
            return Ok(None);
        };
        let size = match stored.scope {
            Some(_) => stored.range.len(),
            None => stored.range.len() / 4 * 3,
        };
        if size as u64 > limit {
            let part = name.to_owned();
            return Err(ErrorKind::Limit {
                part,
                what: "unpacked bytes",
                limit,
            }
            .into());
        }
        let text = self.text.get(stored.range.clone()).unwrap_or_default();
        let Some(scope) = &stored.scope else {
            let packed: Vec<u8> = text.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
            let bytes = BASE64.decode(packed).map_err(|_| ErrorKind::Encoding {
                part: name.to_owned(),
                encoding: "base64",
            })?;
            return Ok(Some(Content::Bytes(bytes)));
        };
        Ok(Some(Content::Xml(match declared(text, scope) {
            Some(own) => Text::Own(own),
            None => Text::Stretch(self.text.clone(), stored.range.clone()),
        })))
    }
}

/// The part with the namespaces of the elements around it declared on its root:
/// taken out of the file it must stand for itself. Nothing where it does already.
fn declared(text: &str, scope: &Scope) -> Option<String> {
    if scope.is_empty() {
        return None;
    }
    let mut xml = Xml::new(text, NAME, 1);
    let own: Vec<String> = loop {
        match xml.next().ok()? {
            Node::Start(root) => break root.attrs().map(|(name, _)| name.to_owned()).collect(),
            Node::Text(_) => {}
            Node::End | Node::Eof => return None,
        }
    };
    let tag_end = xml.position();
    let missing: String = scope
        .iter()
        .filter(|(name, _)| !own.contains(name))
        .map(|(name, uri)| format!(" {name}=\"{uri}\""))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let start = text.get(..tag_end)?.rfind('<')?;
    let after = text[start..].find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))?;
    let at = start + after;
    Some(format!("{}{missing}{}", &text[..at], &text[at..]))
}

/// Finding the parts.
struct Scan<'a> {
    text: &'a str,
    /// Where the package ends.
    end: usize,
    limits: &'a Limits,
    /// Where it is noted that a part is broken; none where that is an error.
    notes: Option<&'a Notes>,
    /// How many parts are broken.
    breaks: usize,
    parts: HashMap<String, Stored>,
    /// What the root declares, and what the part at hand does.
    root_scope: Scope,
    part_scope: Scope,
}

/// The part that is being found.
struct Open {
    name: String,
    content_type: String,
    /// Where its content begins, and its tag; none where that is to come.
    content: Option<(usize, String)>,
}

impl Scan<'_> {
    /// Finds parts from a place on, up to the end; where a part is broken and
    /// the others are wanted all the same, the place to go on from.
    fn run(&mut self, from: usize) -> Result<Option<usize>, Error> {
        // Four elements stand around the deepest that a part may have.
        let rest = &self.text[from..self.end];
        let mut xml = Xml::new(rest, NAME, self.limits.depth + 4).behind(&self.text[..from]);
        let mut open: Option<Open> = None;
        loop {
            let found = self.step(&mut xml, from, &mut open);
            match (found, open.take()) {
                (Ok(true), part) => open = part,
                (Ok(false), _) => return Ok(None),
                (Err(error), Some(part)) => return self.broken(part, error, from),
                (Err(error), None) => {
                    self.note(error)?;
                    return Ok(None);
                }
            }
        }
    }

    /// Reads an element; false at the end.
    fn step(&mut self, xml: &mut Xml, from: usize, open: &mut Option<Open>) -> Result<bool, Error> {
        let element = match xml.next()? {
            Node::Start(element) => element,
            Node::Eof => return Ok(false),
            Node::End | Node::Text(_) => return Ok(true),
        };
        match element.local() {
            "package" => self.root_scope = declarations(&element),
            "part" => {
                self.part_scope = declarations(&element);
                let attr = |name| element.attr(name).unwrap_or_default().into_owned();
                *open = Some(Open {
                    name: attr("name"),
                    content_type: attr("contentType"),
                    content: None,
                });
            }
            "xmlData" | "binaryData" => {
                let is_xml = element.local() == "xmlData";
                let start = from + xml.position();
                if let Some(part) = open {
                    part.content = Some((start, element.name().into_owned()));
                }
                let scope = self.scope(declarations(&element));
                let is_empty = self.text[..start].ends_with("/>");
                xml.skip()?;
                let end = match is_empty {
                    true => start,
                    false => {
                        let read = &self.text[..from + xml.position()];
                        read.rfind("</").unwrap_or(start).max(start)
                    }
                };
                if let Some(part) = open.take() {
                    self.keep(part, start..end, is_xml.then_some(scope))?;
                }
            }
            _ => xml.skip()?,
        }
        Ok(true)
    }

    /// All declarations in scope within an element of the part at hand; the
    /// inner one of two counts.
    fn scope(&self, own: Scope) -> Scope {
        let mut scope = own;
        for outer in self.part_scope.iter().chain(&self.root_scope) {
            if !scope.iter().any(|(name, _)| *name == outer.0) {
                scope.push(outer.clone());
            }
        }
        scope
    }

    fn keep(&mut self, part: Open, range: Range<usize>, scope: Option<Scope>) -> Result<(), Error> {
        if self.parts.len() >= self.limits.parts {
            let (part, limit) = (NAME.to_owned(), self.limits.parts as u64);
            return Err(ErrorKind::Limit {
                part,
                what: "parts",
                limit,
            }
            .into());
        }
        let stored = Stored {
            content_type: part.content_type,
            range,
            scope,
        };
        self.parts.insert(fold(&part.name), stored);
        Ok(())
    }

    /// What is broken is an error, or it is noted where the other parts are
    /// wanted all the same.
    fn note(&self, error: Error) -> Result<(), Error> {
        match (self.notes, error.kind()) {
            (Some(notes), ErrorKind::Xml { .. }) => {
                notes.cut_off(&error);
                Ok(())
            }
            _ => Err(error),
        }
    }

    /// A part is broken. Where the others are wanted, it ends where its end tag
    /// stands, if it has one, and the next part is looked for.
    fn broken(&mut self, part: Open, error: Error, from: usize) -> Result<Option<usize>, Error> {
        self.note(about(error, part.name.trim_start_matches('/')))?;
        self.breaks += 1;
        let Some((start, tag)) = part.content.clone() else {
            return Ok(None);
        };
        let local = match tag.ends_with("xmlData") {
            true => "xmlData",
            false => "binaryData",
        };
        let scope = (local == "xmlData").then(|| self.scope(Scope::new()));
        let prefix = tag.strip_suffix(local).unwrap_or_default().to_owned();
        let rest = &self.text[start..];
        let end = rest.find(&format!("</{tag}")).unwrap_or(rest.len());
        let next = rest[end..].find(&format!("<{prefix}part"));
        // What is read from there on has no beginning of the package, and must
        // not have its end.
        let package_end = self.text.rfind(&format!("</{prefix}package"));
        self.keep(part, start..start + end, scope)?;
        let next = next.map(|next| start + end + next);
        self.end = package_end
            .filter(|at| Some(*at) > next)
            .unwrap_or(self.end);
        Ok(next.filter(|next| *next > from && self.breaks < MOST_BREAKS))
    }
}

/// An error of broken XML, as one of a part.
fn about(error: Error, name: &str) -> Error {
    match error.kind() {
        ErrorKind::Xml {
            line,
            column,
            cause,
            ..
        } => ErrorKind::Xml {
            part: name.to_owned(),
            line: *line,
            column: *column,
            cause: cause.clone(),
        }
        .into(),
        _ => error,
    }
}

/// The namespaces that an element declares, but for that of the package.
fn declarations(element: &Element) -> Scope {
    let is_other = |uri: &str| Ns::of(uri) != Ns::Pkg;
    element
        .attrs()
        .filter(|(name, uri)| (*name == "xmlns" || name.starts_with("xmlns:")) && is_other(uri))
        .map(|(name, uri)| {
            let uri = uri.replace('&', "&amp;").replace('<', "&lt;");
            (name.to_owned(), uri.replace('"', "&quot;"))
        })
        .collect()
}
