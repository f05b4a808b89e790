//! Comments: the notes of cells (18.7.3), and the threads of newer programs
//! ([MS-XLSX] 2.1.33), which a note stands in for.

use std::collections::{HashMap, HashSet};

use gongkai_model::{Comment, from_a1};

use super::strings::read_string;
use crate::Error;
use crate::package::{Kind, Package, Relationships};
use crate::sheet::attached::{Attached, Lists};
use crate::sheet::context::Context;
use crate::sheet::notes::{self, Signed};
use crate::xml::{Element, Node, Ns, Xml};

/// The people who write in threads, by their ids ([MS-XLSX] 2.6.205).
pub(crate) type Persons = HashMap<String, String>;

/// Reads the people of a workbook.
pub(crate) fn persons(package: &mut Package, workbook: &Relationships) -> Result<Persons, Error> {
    let mut persons = Persons::new();
    for relationship in workbook.all(Kind::Persons) {
        let Some(part) = package.related(relationship)? else {
            continue;
        };
        let mut xml = part.xml();
        loop {
            match xml.next()? {
                Node::Start(element) if element.local() == "person" => {
                    let id = element.attr("id").map(|id| id.into_owned());
                    let name = element.attr("displayName");
                    persons.extend(id.zip(name.map(|name| notes::name(&name))));
                }
                Node::Start(_) | Node::End | Node::Text(_) => {}
                Node::Eof => break,
            }
        }
    }
    Ok(persons)
}

/// Reads the comments of a sheet.
pub(super) fn read(
    package: &mut Package,
    relationships: &Relationships,
    persons: &Persons,
    context: &mut Context,
    lists: &mut Lists,
    attached: &mut Attached,
) -> Result<(), Error> {
    let threaded = threads(package, relationships, persons, context, lists, attached)?;
    for relationship in relationships.all(Kind::Comments) {
        if let Some(part) = package.related(relationship)? {
            let mut reader = NoteReader {
                authors: Vec::new(),
                threaded: &threaded,
                context,
                lists,
                attached,
            };
            reader.read(&mut part.xml())?;
        }
    }
    Ok(())
}

/// Reads the threads of a sheet; gives the cells that have one, whose note
/// only stands in for it.
pub(crate) fn threads(
    package: &mut Package,
    relationships: &Relationships,
    persons: &Persons,
    context: &mut Context,
    lists: &mut Lists,
    attached: &mut Attached,
) -> Result<HashSet<(u32, u32)>, Error> {
    let mut threaded = HashSet::new();
    for relationship in relationships.all(Kind::ThreadedComments) {
        if let Some(part) = package.related(relationship)? {
            let mut xml = part.xml();
            let mut reader = ThreadReader {
                persons,
                threaded: &mut threaded,
                context,
                lists,
                attached,
            };
            reader.read(&mut xml)?;
        }
    }
    Ok(threaded)
}

/// Reads the threads of a sheet: a comment, and the answers to it, at a cell.
struct ThreadReader<'r, 'c> {
    persons: &'r Persons,
    /// The cells that have a thread.
    threaded: &'r mut HashSet<(u32, u32)>,
    context: &'r mut Context<'c>,
    lists: &'r mut Lists,
    attached: &'r mut Attached,
}

impl ThreadReader<'_, '_> {
    fn read(&mut self, xml: &mut Xml) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(element) if element.local() == "threadedComment" => {
                    self.comment(xml, &element)?;
                }
                Node::Start(_) | Node::End | Node::Text(_) => {}
                Node::Eof => return Ok(()),
            }
        }
    }

    fn comment(&mut self, xml: &mut Xml, element: &Element) -> Result<(), Error> {
        let cell = element.attr("ref").and_then(|cell| from_a1(&cell));
        let author = element.attr("personId");
        let author = author.and_then(|id| self.persons.get(id.as_ref()).cloned());
        let date = element.attr("dT").map(|date| date.into_owned());
        let text = thread_text(xml)?;
        let Some(cell) = cell else {
            notes::left_out(self.context);
            return Ok(());
        };
        self.threaded.insert(cell);
        let lines: Vec<&str> = text.lines().collect();
        let target = self.lists.comment(Comment {
            author,
            initials: None,
            date,
            blocks: notes::blocks(&lines),
        });
        self.attached.entry(cell).or_default().push(target);
        Ok(())
    }
}

fn thread_text(xml: &mut Xml) -> Result<String, Error> {
    let mut text = String::new();
    loop {
        match xml.next()? {
            Node::Start(element) if element.local() == "text" => {
                text.push_str(&xml.text_content()?);
            }
            Node::Start(_) => xml.skip()?,
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(text),
        }
    }
}

/// Reads the notes of a sheet.
struct NoteReader<'r, 'c> {
    authors: Vec<String>,
    /// The cells whose note only stands in for a thread.
    threaded: &'r HashSet<(u32, u32)>,
    context: &'r mut Context<'c>,
    lists: &'r mut Lists,
    attached: &'r mut Attached,
}

impl NoteReader<'_, '_> {
    fn read(&mut self, xml: &mut Xml) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(element) if element.ns == Ns::S => match element.local() {
                    "author" => self.authors.push(notes::name(&xml.text_content()?)),
                    "comment" => self.note(xml, &element)?,
                    _ => {}
                },
                Node::Start(_) | Node::End | Node::Text(_) => {}
                Node::Eof => return Ok(()),
            }
        }
    }

    fn note(&mut self, xml: &mut Xml, element: &Element) -> Result<(), Error> {
        let cell = element.attr("ref").and_then(|cell| from_a1(&cell));
        let author = element.attr("authorId").and_then(|id| id.parse().ok());
        let author = author.and_then(|id: usize| self.authors.get(id));
        let author = author.map(String::as_str).unwrap_or_default();
        let mut text = String::new();
        loop {
            match xml.next()? {
                Node::Start(element) if element.local() == "text" => {
                    text = read_string(xml, &mut self.context.diagnostics.tally)?.text;
                }
                Node::Start(_) => xml.skip()?,
                Node::Text(_) => {}
                Node::End | Node::Eof => break,
            }
        }
        if cell.is_none_or(|cell| !self.threaded.contains(&cell)) {
            let (lists, attached) = (&mut *self.lists, &mut *self.attached);
            notes::attach(
                cell,
                &text,
                Signed::by(author),
                lists,
                attached,
                self.context,
            );
        }
        Ok(())
    }
}
