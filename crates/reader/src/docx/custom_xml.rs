//! The data that content controls show: custom XML parts, each with an id
//! (ISO/IEC 29500-1, 22.5), and the properties of the file. A part is read
//! once, when a control first asks for it: of each node that has only text, or
//! is an attribute, its path and its text are kept.

use std::collections::HashMap;

use super::context::Shared;
use crate::Error;
use crate::package::{Kind, Package, Relationships};
use crate::xml::{Element, Node, Xml};

/// The ids of the properties of a file, by which controls are bound to them.
const CORE: &str = "{6c3c8bc8-f283-45ae-878a-bab7291924a1}";
const EXTENDED: &str = "{6668398d-a668-4e3e-a5eb-62b293d839f1}";

/// The paths and texts that are made of the data of a file, and those that its
/// controls show, have no more bytes than this in all: controls may show the
/// same text again and again.
const MOST_BYTES: usize = 8 << 20;

/// The text of nodes by their paths: see [`step`].
type Texts = HashMap<String, String>;

/// The data of a file, as far as it was asked for.
pub(super) struct Data {
    /// The custom XML parts.
    parts: Vec<String>,
    /// The names of parts by their ids in small letters, once somebody asked.
    names: Option<HashMap<String, String>>,
    /// The data of the parts that were read, by their names.
    read: HashMap<String, Texts>,
    bytes_left: usize,
}

impl Default for Data {
    fn default() -> Data {
        Data {
            parts: Vec::new(),
            names: None,
            read: HashMap::new(),
            bytes_left: MOST_BYTES,
        }
    }
}

/// A step to an element of a namespace, of all such children the one with this
/// number, from 1.
pub(super) fn step(namespace: &str, local: &str, number: usize) -> String {
    format!("/{{{namespace}}}{local}[{number}]")
}

/// A step to an attribute.
pub(super) fn attribute_step(namespace: &str, local: &str) -> String {
    format!("/@{{{namespace}}}{local}")
}

impl Data {
    /// The data that a document refers to (15.2.5).
    pub(super) fn of(relationships: &Relationships) -> Data {
        let parts = relationships.all(Kind::CustomXml);
        Data {
            parts: parts.map(|part| part.target.clone()).collect(),
            ..Data::default()
        }
    }
}

impl Shared<'_> {
    /// What a path leads to in the data of an id. Data that cannot be read is
    /// named; what the control stored stands for it.
    pub(super) fn data(&mut self, id: &str, path: &str) -> Option<String> {
        if self.data.names.is_none() {
            let names = self.names();
            self.data.names = Some(names);
        }
        let data = &mut self.data;
        let part = data.names.as_ref()?.get(&id.to_ascii_lowercase())?;
        if !data.read.contains_key(part) {
            let texts = texts(&mut self.package, part, &mut data.bytes_left);
            let texts = texts.unwrap_or_default().unwrap_or_else(|| {
                self.tally.left_out("w:dataBinding", None);
                Texts::new()
            });
            data.read.insert(part.clone(), texts);
        }
        let text = data.read.get(part)?.get(path)?;
        match data.bytes_left.checked_sub(text.len()) {
            Some(left) => {
                data.bytes_left = left;
                Some(text.clone())
            }
            None => {
                self.tally.left_out("w:dataBinding", None);
                None
            }
        }
    }

    /// The parts by their ids. One whose id cannot be read is named.
    fn names(&mut self) -> HashMap<String, String> {
        let mut names = HashMap::new();
        for part in std::mem::take(&mut self.data.parts) {
            match id_of(&mut self.package, &part) {
                Ok(Some(id)) => drop(names.entry(id).or_insert(part)),
                Ok(None) => {}
                Err(_) => self.tally.left_out("w:dataBinding", None),
            }
        }
        let Ok(relationships) = self.package.relationships("") else {
            self.tally.left_out("w:dataBinding", None);
            return names;
        };
        for (id, kind) in [
            (CORE, Kind::CoreProperties),
            (EXTENDED, Kind::ExtendedProperties),
        ] {
            if let Some(relationship) = relationships.first(kind) {
                names.insert(id.to_owned(), relationship.target.clone());
            }
        }
        names
    }
}

/// `ds:itemID` of a custom XML part, which stands in a part beside it (22.5.2.1).
fn id_of(package: &mut Package, part: &str) -> Result<Option<String>, Error> {
    let relationships = package.relationships(part)?;
    let Some(properties) = relationships.first(Kind::CustomXmlProperties) else {
        return Ok(None);
    };
    let Some(part) = package.part(&properties.target)? else {
        return Ok(None);
    };
    let mut xml = part.xml();
    loop {
        match xml.next()? {
            Node::Start(root) => {
                return Ok(root.attr("itemID").map(|id| id.to_ascii_lowercase()));
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(None),
        }
    }
}

/// The text of the nodes of a part; nothing where there is too much of it.
fn texts(package: &mut Package, part: &str, left: &mut usize) -> Result<Option<Texts>, Error> {
    let Some(part) = package.part(part)? else {
        return Ok(Some(Texts::new()));
    };
    let mut reader = Reader {
        texts: Texts::new(),
        bytes_left: *left,
        open: vec![Open::default()],
        prefixes: Vec::new(),
    };
    let whole = reader.read(&mut part.xml())?;
    *left = reader.bytes_left;
    Ok(whole.then_some(reader.texts))
}

/// An element while it is read; the first one stands for the part.
#[derive(Default)]
struct Open {
    path: String,
    text: String,
    /// How many children it has so far by their names; one that has any is
    /// not text alone.
    children: HashMap<String, usize>,
}

struct Reader {
    texts: Texts,
    bytes_left: usize,
    open: Vec<Open>,
    /// The prefixes in scope, each with the depth of its element and what it
    /// stands for.
    prefixes: Vec<(usize, String, String)>,
}

impl Reader {
    /// Reads the part; false where there is too much of it.
    fn read(&mut self, xml: &mut Xml) -> Result<bool, Error> {
        while self.bytes_left > 0 {
            match xml.next()? {
                Node::Start(element) => self.begin(&element),
                Node::Text(text) => {
                    if let Some(open) = self.open.last_mut() {
                        open.text.push_str(&text);
                    }
                }
                Node::End => self.end(),
                Node::Eof => return Ok(true),
            }
        }
        Ok(false)
    }

    fn begin(&mut self, element: &Element) {
        let depth = self.open.len();
        for (name, value) in element.attrs() {
            let prefix = match name.split_once(':') {
                Some(("xmlns", prefix)) => prefix,
                None if name == "xmlns" => "",
                _ => continue,
            };
            self.prefixes
                .push((depth, prefix.to_owned(), value.into_owned()));
        }
        let written = element.name_as_written();
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        let namespace = self.namespace(prefix).to_owned();
        let mut path = String::new();
        if let Some(parent) = self.open.last_mut() {
            let name = format!("{{{namespace}}}{local}");
            let number = parent.children.entry(name).or_default();
            *number += 1;
            path = parent.path.clone() + &step(&namespace, local, *number);
        }
        self.pay(2 * path.len() + self.prefixes.len());
        for (name, value) in element.attrs() {
            let (prefix, local) = name.split_once(':').unwrap_or(("", name));
            if prefix == "xmlns" || name == "xmlns" {
                continue;
            }
            if self.bytes_left == 0 {
                return;
            }
            // An attribute without a prefix is in no namespace.
            let namespace = match prefix {
                "" => "",
                prefix => self.namespace(prefix),
            };
            let step = attribute_step(namespace, local);
            self.keep(path.clone() + &step, value.into_owned());
        }
        self.open.push(Open {
            path,
            ..Open::default()
        });
    }

    fn end(&mut self) {
        if let Some(ended) = self.open.pop()
            && ended.children.is_empty()
        {
            self.keep(ended.path, ended.text);
        }
        let depth = self.open.len();
        while self.prefixes.last().is_some_and(|(at, ..)| *at == depth) {
            self.prefixes.pop();
        }
    }

    fn namespace(&self, prefix: &str) -> &str {
        let mut bound = self.prefixes.iter().rev();
        let bound = bound.find(|(_, bound, _)| bound == prefix);
        bound.map_or("", |(.., namespace)| namespace)
    }

    /// Keeps the text of a node.
    fn keep(&mut self, path: String, text: String) {
        self.pay(path.len() + text.len() + self.prefixes.len());
        self.texts.insert(path, text);
    }

    /// Takes the cost of a node from what may still be read.
    fn pay(&mut self, bytes: usize) {
        self.bytes_left = self.bytes_left.saturating_sub(bytes);
    }
}
