//! XML of an Office part, one node after the other.
//!
//! What differs between producers is settled here, at the door: namespaces
//! (Strict and Transitional become one), prefixes, `mc:AlternateContent`,
//! entity references, CDATA, empty elements. Later code meets one form.

mod element;
mod namespace;
mod position;
mod scope;

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::package::Notes;
use crate::{Error, ErrorKind};

use element::prefix_of;
use position::line_and_column;

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
    part: &'a str,
    max_depth: usize,
    /// What the open elements are.
    open: Vec<Open>,
    /// The prefixes in scope, each with the depth of the element that declares it.
    bindings: Vec<(usize, &'a str, Ns)>,
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
    /// The branch that was taken: nobody sees it.
    Branch,
}

impl<'a> Xml<'a> {
    /// Reads a part; `part` is its name, for messages.
    pub(crate) fn new(text: &'a str, part: &'a str, max_depth: usize) -> Xml<'a> {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = true;
        Xml {
            reader,
            text,
            part,
            max_depth,
            open: Vec::new(),
            bindings: Vec::new(),
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

    /// How far it was read, in bytes.
    pub(crate) fn position(&self) -> usize {
        let position = usize::try_from(self.reader.buffer_position());
        position.map_or(self.text.len(), |at| at.min(self.text.len()))
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
                Event::End(_) => {
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
        if element.ns != Ns::Mc {
            self.open.push(Open::Plain);
            return Ok(Some(element));
        }
        let parent = self.open.last().copied();
        match (element.local(), parent) {
            ("AlternateContent", _) => self.open.push(Open::Alternatives { taken: false }),
            ("Choice", Some(Open::Alternatives { taken: false })) if self.understands(&element) => {
                self.take_branch();
            }
            ("Fallback", Some(Open::Alternatives { taken: false })) => self.take_branch(),
            _ => {
                self.open.push(Open::Branch);
                self.skip_open()?;
            }
        }
        Ok(None)
    }

    fn take_branch(&mut self) {
        if let Some(open) = self.open.last_mut() {
            *open = Open::Alternatives { taken: true };
        }
        self.open.push(Open::Branch);
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
        }
        self.open.pop() == Some(Open::Plain)
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
                    self.open.push(Open::Plain);
                }
                Event::End(_) => {
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

    fn doctype(&self) -> Error {
        let part = self.part.to_owned();
        ErrorKind::Doctype { part }.into()
    }

    fn past(&self, what: &'static str, limit: u64) -> Error {
        let part = self.part.to_owned();
        ErrorKind::Limit { part, what, limit }.into()
    }

    /// The error of broken XML at this point.
    pub(crate) fn broken(&self, cause: String) -> Error {
        let offset = self
            .reader
            .error_position()
            .max(self.reader.buffer_position());
        let offset = (offset as usize).min(self.text.len());
        let (line, column) = line_and_column(self.before, &self.text.as_bytes()[..offset]);
        ErrorKind::Xml {
            part: self.part.to_owned(),
            line,
            column,
            cause,
        }
        .into()
    }
}
