//! XML of an Office part, one node after the other.
//!
//! What differs between producers is settled here, at the door: namespaces
//! (Strict and Transitional become one), prefixes, `mc:AlternateContent`,
//! `mc:ProcessContent`, entity references, CDATA, empty elements. Later code meets one form.

mod element;
mod namespace;
mod position;
mod scope;
mod stretch;

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::package::Notes;
use crate::{Error, ErrorKind};

use element::prefix_of;

pub(crate) use element::Element;
pub(crate) use namespace::Ns;

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
    /// The elements that are read as if only their content stood there, as they
    /// are written, each with the depth of the element that says so.
    processed: Vec<(usize, &'a str)>,
    /// The prefix that was resolved last, which the next one mostly is again.
    last: Option<(&'a str, Ns)>,
    /// The end of an empty element is due.
    pending_end: bool,
    /// What stands before the part in the file that it is a stretch of.
    before: &'a str,
    /// Where it is noted that the part breaks off; none where that is an error.
    notes: Option<&'a Notes>,
    /// The part broke off: what is open is closed, and nothing more is read.
    cut: bool,
}

/// What an open element is for the code behind the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// An element like any other.
    Plain,
    /// `mc:AlternateContent`; true once a branch of it was taken.
    Alternatives { taken: bool },
    /// The branch that was taken, or what only its content is read of: nobody
    /// sees it.
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
            processed: Vec::new(),
            last: None,
            pending_end: false,
            before: "",
            notes: None,
            cut: false,
        }
    }

    /// Counts lines from the beginning of a file that the part is a stretch of.
    pub(crate) fn behind(mut self, before: &'a str) -> Xml<'a> {
        self.before = before;
        self
    }

    /// Takes what could be read where the part breaks off, and notes that.
    pub(crate) fn partial(mut self, notes: Option<&'a Notes>) -> Xml<'a> {
        self.notes = notes;
        self
    }

    /// True where the part broke off, which was noted.
    pub(crate) fn is_cut(&self) -> bool {
        self.cut
    }

    /// How far it was read, in bytes.
    pub(crate) fn position(&self) -> usize {
        let position = usize::try_from(self.reader.buffer_position());
        position.map_or(self.text.len(), |at| (self.base + at).min(self.text.len()))
    }

    /// The name of the part.
    pub(crate) fn part(&self) -> &'a str {
        self.part
    }

    /// The next node.
    pub(crate) fn next(&mut self) -> Result<Node<'a>, Error> {
        if !self.cut {
            match self.read_next() {
                Err(error) => self.break_off(error)?,
                node => return node,
            }
        }
        while !self.open.is_empty() {
            if self.close() {
                return Ok(Node::End);
            }
        }
        Ok(Node::Eof)
    }

    /// The part is broken here. Where what could be read is wanted, that is
    /// noted, and from now on it only ends: every open element, then the part.
    fn break_off(&mut self, error: Error) -> Result<(), Error> {
        let (Some(notes), ErrorKind::Xml { .. }) = (self.notes, error.kind()) else {
            return Err(error);
        };
        notes.cut_off(&error);
        self.cut = true;
        self.pending_end = false;
        Ok(())
    }

    fn read_next(&mut self) -> Result<Node<'a>, Error> {
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
                    return Err(self.doctype());
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
            return Err(self.past("nesting depth", self.max_depth as u64));
        }
        self.declare(&start)?;
        let ns = self.namespace_of(prefix_of(start.name().0));
        let element = Element::new(start, ns);
        let name = self.written(element.name_as_written());
        if element.ns == Ns::Other && self.is_processed(name) {
            self.open.push((Open::Branch, name));
            return Ok(None);
        }
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
        position::find_in(self.text, name).unwrap_or("")
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
        self.end_processed(depth);
        matches!(self.open.pop(), Some((Open::Plain, _)))
    }

    /// Skips the rest of the element that was just begun, its end included.
    pub(crate) fn skip(&mut self) -> Result<(), Error> {
        let outside = self.open.len().saturating_sub(1);
        if !self.cut {
            match self.skip_open() {
                Err(error) => self.break_off(error)?,
                done => return done,
            }
        }
        while self.open.len() > outside {
            self.close();
        }
        Ok(())
    }

    fn skip_open(&mut self) -> Result<(), Error> {
        let outside = self.open.len().saturating_sub(1);
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
                        return Err(self.past("nesting depth", self.max_depth as u64));
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
                    return Err(self.doctype());
                }
                Event::Eof => return Err(self.broken("the part ends in the middle".to_owned())),
                _ => {}
            }
        }
        Ok(())
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
