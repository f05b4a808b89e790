//! XML of an Office part, one node after the other.
//!
//! What differs between producers is settled here, at the door: namespaces
//! (Strict and Transitional become one), prefixes, `mc:AlternateContent`,
//! entity references, CDATA, empty elements. Later code meets one form.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::{Error, ErrorKind};

/// Properties that are longer than this are read every time.
const LONGEST_PROPERTIES: usize = 2_000;

/// The namespaces that matter, each in its Transitional and Strict spelling
/// (ISO/IEC 29500-1 and -4, annex A).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ns {
    /// WordprocessingML.
    W,
    /// SpreadsheetML.
    S,
    /// Relationship attributes of documents.
    R,
    /// Markup compatibility.
    Mc,
    /// Package relationships.
    Rels,
    /// DrawingML, its placement in Word and in sheets, charts, pictures.
    Drawing,
    /// VML.
    Vml,
    /// Word extensions that mark up nothing but ids and layout, and Excel's.
    Extension,
    /// Math.
    Math,
    /// Any other, or none.
    Other,
}

fn namespace(uri: &str) -> Ns {
    match uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Ns::W,
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        | "http://purl.oclc.org/ooxml/spreadsheetml/main" => Ns::S,
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        | "http://purl.oclc.org/ooxml/officeDocument/relationships" => Ns::R,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Ns::Mc,
        "http://schemas.openxmlformats.org/package/2006/relationships" => Ns::Rels,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Ns::Math,
        "urn:schemas-microsoft-com:vml" => Ns::Vml,
        _ if uri.contains("/drawingml/") => Ns::Drawing,
        _ if uri.starts_with("http://schemas.microsoft.com/office/word/")
            || uri.starts_with("http://schemas.microsoft.com/office/spreadsheetml/") =>
        {
            Ns::Extension
        }
        _ => Ns::Other,
    }
}

/// A start tag.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    pub(crate) ns: Ns,
    start: BytesStart<'a>,
    /// Where the name without its prefix begins.
    local: usize,
}

/// What comes next in a part.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    /// An element begins; its end follows, for empty elements too.
    Start(Element<'a>),
    /// The innermost open element ends.
    End,
    /// Text, entity references resolved. One text may come in several pieces.
    Text(Cow<'a, str>),
    /// The part ends.
    Eof,
}

/// A part while it is read.
pub(crate) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    /// Where in the text the reader began.
    base: usize,
    part: &'a str,
    max_depth: usize,
    /// What the open elements are, each with its name as it is written.
    open: Vec<(Open, &'a str)>,
    /// How often the prefixes in scope have changed.
    scope: usize,
    /// The prefixes in scope, each with the depth of the element that declares it.
    bindings: Vec<(usize, &'a str, Ns)>,
    /// The prefix that was resolved last, which the next one mostly is again.
    last: Option<(&'a str, Ns)>,
    /// The end of an empty element is due.
    pending_end: bool,
}

/// What an open element is for the code behind the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// An element like any other.
    Plain,
    /// `mc:AlternateContent`; true once a branch of it was taken.
    Alternatives { taken: bool },
    /// The branch that was taken: nobody sees it.
    Branch,
}

impl<'a> Xml<'a> {
    /// Reads a part; `part` is its name, for messages.
    pub(crate) fn new(text: &'a str, part: &'a str, max_depth: usize) -> Xml<'a> {
        Xml {
            reader: reader(text),
            text,
            base: 0,
            part,
            max_depth,
            open: Vec::new(),
            scope: 0,
            bindings: Vec::new(),
            last: None,
            pending_end: false,
        }
    }

    /// The name of the part.
    pub(crate) fn part(&self) -> &'a str {
        self.part
    }

    /// The next node.
    pub(crate) fn next(&mut self) -> Result<Node<'a>, Error> {
        loop {
            if std::mem::take(&mut self.pending_end) {
                if self.close() {
                    return Ok(Node::End);
                }
                continue;
            }
            let event = self
                .reader
                .read_event()
                .map_err(|e| self.broken(e.to_string()))?;
            match event {
                Event::Start(start) => {
                    if let Some(element) = self.enter(start)? {
                        return Ok(Node::Start(element));
                    }
                }
                Event::Empty(start) => {
                    self.pending_end = true;
                    if let Some(element) = self.enter(start)? {
                        return Ok(Node::Start(element));
                    }
                }
                Event::End(end) => {
                    self.check_end(end.name().0)?;
                    if self.close() {
                        return Ok(Node::End);
                    }
                }
                Event::Text(text) => return Ok(Node::Text(text.xml10_content())),
                Event::CData(data) => return Ok(Node::Text(data.xml10_content())),
                Event::GeneralRef(reference) => {
                    let c = match reference.resolve_char_ref() {
                        Ok(Some(c)) => c,
                        Ok(None) => self.predefined(&reference.xml10_content())?,
                        Err(e) => return Err(self.broken(e.to_string())),
                    };
                    return Ok(Node::Text(Cow::Owned(c.to_string())));
                }
                Event::DocType(_) => {
                    return Err(ErrorKind::Doctype {
                        part: self.part.to_owned(),
                    }
                    .into());
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof if self.open.is_empty() => return Ok(Node::Eof),
                Event::Eof => return Err(self.broken("the part ends in the middle".to_owned())),
            }
        }
    }

    fn predefined(&self, name: &str) -> Result<char, Error> {
        match name {
            "amp" => Ok('&'),
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "quot" => Ok('"'),
            "apos" => Ok('\''),
            _ => Err(self.broken(format!("unknown entity &{name};"))),
        }
    }

    /// Opens an element; nothing where it is not for the code behind the door.
    fn enter(&mut self, start: BytesStart<'a>) -> Result<Option<Element<'a>>, Error> {
        if self.open.len() >= self.max_depth {
            let (part, limit) = (self.part.to_owned(), self.max_depth as u64);
            return Err(ErrorKind::Limit {
                part,
                what: "nesting depth",
                limit,
            }
            .into());
        }
        self.declare(&start)?;
        let prefix = prefix_of(start.name().0);
        let local = match prefix.len() {
            0 => 0,
            length => length + 1,
        };
        let element = Element {
            ns: self.namespace_of(prefix),
            start,
            local,
        };
        let name = self.written(element.start.name().0);
        if element.ns != Ns::Mc {
            self.open.push((Open::Plain, name));
            return Ok(Some(element));
        }
        let parent = self.open.last().map(|(open, _)| *open);
        match (element.local(), parent) {
            ("AlternateContent", _) => {
                self.open.push((Open::Alternatives { taken: false }, name));
            }
            ("Choice", Some(Open::Alternatives { taken: false })) if self.understands(&element) => {
                self.take_branch(name);
            }
            ("Fallback", Some(Open::Alternatives { taken: false })) => self.take_branch(name),
            _ => {
                self.open.push((Open::Branch, name));
                self.skip_open()?;
            }
        }
        Ok(None)
    }

    fn take_branch(&mut self, name: &'a str) {
        if let Some((open, _)) = self.open.last_mut() {
            *open = Open::Alternatives { taken: true };
        }
        self.open.push((Open::Branch, name));
    }

    /// A name that was read, as the slice of the part that it is.
    fn written(&self, name: &str) -> &'a str {
        find_in(self.text, name).unwrap_or("")
    }

    /// An end tag has the name of the element that it ends.
    fn check_end(&self, found: &str) -> Result<(), Error> {
        match self.open.last() {
            Some((_, name)) if *name == found => Ok(()),
            Some((_, name)) => Err(self.broken(format!(
                "ill-formed document: expected `</{name}>`, but `</{found}>` was found"
            ))),
            None => Err(self.broken(format!(
                "ill-formed document: close tag `</{found}>` does not match any open tag"
            ))),
        }
    }

    /// True where every prefix that a choice requires is one that we read.
    /// Extensions of Word and Excel only add to what a file means to us.
    fn understands(&self, choice: &Element<'a>) -> bool {
        choice.attr("Requires").is_some_and(|requires| {
            requires.split_whitespace().all(|prefix| {
                matches!(
                    self.resolve(prefix),
                    Ns::Drawing | Ns::Extension | Ns::W | Ns::S
                )
            })
        })
    }

    /// Closes an element; true where the code behind the door knows of it.
    fn close(&mut self) -> bool {
        let depth = self.open.len();
        while self
            .bindings
            .last()
            .is_some_and(|(bound, _, _)| *bound == depth)
        {
            self.bindings.pop();
            self.last = None;
            self.scope += 1;
        }
        matches!(self.open.pop(), Some((Open::Plain, _)))
    }

    fn declare(&mut self, start: &BytesStart<'a>) -> Result<(), Error> {
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
                None => continue,
            };
            let prefix = if prefix.is_empty() {
                ""
            } else {
                find_in(raw, prefix).unwrap_or("")
            };
            if self.bindings.len() >= 4096 {
                let part = self.part.to_owned();
                return Err(ErrorKind::Limit {
                    part,
                    what: "namespace declarations",
                    limit: 4096,
                }
                .into());
            }
            self.bindings
                .push((depth, prefix, namespace(&attribute.value)));
        }
        Ok(())
    }

    /// The namespace of an element's prefix.
    fn namespace_of(&mut self, prefix: &str) -> Ns {
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

    fn resolve(&self, prefix: &str) -> Ns {
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

    /// Skips the rest of the element that was just begun, its end included.
    pub(crate) fn skip(&mut self) -> Result<(), Error> {
        self.skip_open()
    }

    fn skip_open(&mut self) -> Result<(), Error> {
        let outside = self.open.len() - 1;
        while self.open.len() > outside {
            if std::mem::take(&mut self.pending_end) {
                self.close();
                continue;
            }
            match self
                .reader
                .read_event()
                .map_err(|e| self.broken(e.to_string()))?
            {
                Event::Start(start) => {
                    if self.open.len() >= self.max_depth {
                        let (part, limit) = (self.part.to_owned(), self.max_depth as u64);
                        return Err(ErrorKind::Limit {
                            part,
                            what: "nesting depth",
                            limit,
                        }
                        .into());
                    }
                    self.declare(&start)?;
                    let name = self.written(start.name().0);
                    self.open.push((Open::Plain, name));
                }
                Event::End(end) => {
                    self.check_end(end.name().0)?;
                    self.close();
                }
                Event::DocType(_) => {
                    return Err(ErrorKind::Doctype {
                        part: self.part.to_owned(),
                    }
                    .into());
                }
                Event::Eof => return Err(self.broken("the part ends in the middle".to_owned())),
                _ => {}
            }
        }
        Ok(())
    }

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

    /// True where what was read last is the end tag that begins at a position.
    pub(crate) fn ends_with_tag_at(&self, begin: usize) -> bool {
        let tag = self.text.get(begin..self.position());
        tag.is_some_and(|tag| tag.starts_with("</") && tag.find('>') == Some(tag.len() - 1))
    }

    /// Where the next event begins.
    pub(crate) fn position(&self) -> usize {
        self.base + self.reader.buffer_position() as usize
    }

    /// The text of the element that was just begun, its end included; elements
    /// in it are passed over.
    pub(crate) fn text_content(&mut self) -> Result<Cow<'a, str>, Error> {
        let mut text = Cow::Borrowed("");
        loop {
            match self.next()? {
                Node::Text(piece) if text.is_empty() => text = piece,
                Node::Text(piece) => text.to_mut().push_str(&piece),
                Node::Start(_) => self.skip()?,
                Node::End | Node::Eof => return Ok(text),
            }
        }
    }

    /// The error of broken XML at this point.
    pub(crate) fn broken(&self, cause: String) -> Error {
        let offset = self
            .reader
            .error_position()
            .max(self.reader.buffer_position());
        let offset = (self.base + offset as usize).min(self.text.len());
        let before = &self.text.as_bytes()[..offset];
        let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
        let line_start = before
            .iter()
            .rposition(|&b| b == b'\n')
            .map_or(0, |p| p + 1);
        let column = String::from_utf8_lossy(&before[line_start..])
            .chars()
            .count()
            + 1;
        ErrorKind::Xml {
            part: self.part.to_owned(),
            line,
            column,
            cause,
        }
        .into()
    }
}

impl Element<'_> {
    /// The name without its prefix.
    pub(crate) fn local(&self) -> &str {
        &self.start.name().0[self.local..]
    }

    /// The prefix of the name, without its colon.
    fn prefix(&self) -> &str {
        &self.start.name().0[..self.local.saturating_sub(1)]
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

/// A reader of a text that begins within open elements: their names are kept
/// and checked in [`Xml::open`].
fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    reader
}

fn prefix_of(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// The same slice, found in the text that it is part of.
fn find_in<'a>(text: &'a str, slice: &str) -> Option<&'a str> {
    let offset = (slice.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let found = text.get(offset..offset.checked_add(slice.len())?)?;
    (found == slice).then_some(found)
}

/// The value of an attribute; one with a broken reference is taken as it is written.
fn value_of<'v>(attribute: &quick_xml::events::attributes::Attribute<'v>) -> Cow<'v, str> {
    if attribute.value.contains('&') {
        match attribute.normalized_value(XmlVersion::Implicit1_0) {
            Ok(value) => Cow::Owned(value.into_owned()),
            Err(_) => attribute.value.clone(),
        }
    } else {
        attribute.value.clone()
    }
}
