//! Footnotes, endnotes and comments: parts of their own that the text refers
//! to by ids (17.11, 17.13.4).

use std::borrow::Cow;
use std::collections::HashMap;

use gongkai_model::{Block, Comment, Note, Place};

use super::body::Position;
use super::context::{Context, Shared};
use super::styles::Styles;
use crate::Error;
use crate::package::{Kind, Relationships};
use crate::word::lists::Lists;
use crate::xml::{Element, Node, Ns};

/// An entry of such a part.
struct Entry {
    id: String,
    author: Option<String>,
    initials: Option<String>,
    date: Option<String>,
    blocks: Vec<Block>,
}

/// Reads all notes and comments of a document. Comments come first: notes
/// refer to them.
pub(super) fn read(
    shared: &mut Shared,
    styles: &Styles,
    numbering: &Lists,
    relationships: &Relationships,
) -> Result<(), Error> {
    for (kind, name) in [
        (Kind::Comments, "comment"),
        (Kind::Footnotes, "footnote"),
        (Kind::Endnotes, "endnote"),
    ] {
        let Some(part) = relationships.first(kind).map(|r| r.target.clone()) else {
            continue;
        };
        let entries = entries(shared, styles, numbering, &part, name)?;
        let mut ids = HashMap::new();
        for (number, entry) in entries.into_iter().enumerate() {
            ids.insert(entry.id, number);
            let blocks = entry.blocks;
            match kind {
                Kind::Comments => shared.comments.push(Comment {
                    author: entry.author,
                    initials: entry.initials,
                    date: entry.date,
                    blocks,
                }),
                Kind::Footnotes => shared.footnotes.push(Note { blocks }),
                _ => shared.endnotes.push(Note { blocks }),
            }
        }
        match kind {
            Kind::Comments => shared.ids.comments = ids,
            Kind::Footnotes => shared.ids.footnotes = ids,
            _ => shared.ids.endnotes = ids,
        }
    }
    Ok(())
}

/// Reads the entries of a part; the lines that part notes from the text are none.
fn entries(
    shared: &mut Shared,
    styles: &Styles,
    numbering: &Lists,
    part: &str,
    name: &str,
) -> Result<Vec<Entry>, Error> {
    let Some(read) = shared.package.part(part)? else {
        return Ok(Vec::new());
    };
    let relationships = shared.package.relationships(part)?;
    let mut context = Context::new(shared, styles, &relationships, numbering.clone());
    let mut xml = read.xml();
    let mut entries = Vec::new();
    loop {
        match xml.next()? {
            Node::Start(element) if element.ns == Ns::W && element.local() == name => {
                if is_separator(&element) {
                    xml.skip()?;
                    continue;
                }
                let given = |name| element.stated(name).map(Cow::into_owned);
                let mut entry = Entry {
                    id: given("id").unwrap_or_default(),
                    author: given("author"),
                    initials: given("initials"),
                    date: given("date"),
                    blocks: Vec::new(),
                };
                // The place is that of the text that refers to it, which is not known here.
                let nowhere: Option<&Place> = None;
                let mut position = Position::elsewhere();
                context.blocks(&mut xml, &mut entry.blocks, &mut position, nowhere)?;
                gongkai_model::Document::forget_places(&mut entry.blocks);
                entries.push(entry);
            }
            Node::Start(element) if element.ns == Ns::W && is_root(element.local()) => {}
            Node::Start(element) => {
                context.unknown(&element.name(), None);
                xml.skip()?;
            }
            Node::End | Node::Text(_) => {}
            Node::Eof => return Ok(entries),
        }
    }
}

fn is_root(local: &str) -> bool {
    matches!(local, "footnotes" | "endnotes" | "comments")
}

/// `w:type` of a note (17.11.9): all but normal notes are lines on the page.
fn is_separator(element: &Element) -> bool {
    element.attr("type").is_some_and(|kind| kind != "normal")
}
