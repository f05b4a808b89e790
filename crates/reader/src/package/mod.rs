//! The Open Packaging container of Office files (ISO/IEC 29500-2): parts, and
//! relationships between them, mostly in a zip, sometimes in one XML file.

mod container;
mod decode;
mod flat;
pub(crate) mod media;
mod names;
mod notes;
mod part;
mod properties;
mod relationships;
mod repair;
#[cfg(test)]
mod tests;

use crate::xml::{Node, Ns};
use crate::{Error, ErrorKind, Limits};

use container::{Container, Unpacked};
use flat::{Content, Flat};
use part::Text;

pub(crate) use container::has_end as has_zip_end;
pub(crate) use names::{decoded, has_scheme, resolve};
pub(crate) use notes::Notes;
pub(crate) use part::Part;
pub(crate) use properties::cleaned;
pub(crate) use relationships::{Kind, Relationship, Relationships};

const CONTENT_TYPES: &str = "[Content_Types].xml";

/// The root of an XML file stands in so many bytes.
const HEAD: usize = 1 << 16;

/// A package, opened.
pub(crate) struct Package<'a> {
    store: Store<'a>,
    limits: &'a Limits,
    /// What could be read is wanted where a part is damaged.
    partial: bool,
    /// How many bytes may still be unpacked.
    budget: u64,
    notes: Notes,
}

/// Where the parts are.
enum Store<'a> {
    Zip(Container<'a>),
    Flat(Flat),
}

impl<'a> Package<'a> {
    /// Opens a package; its parts are unpacked when they are asked for. With
    /// `partial`, damaged parts are read as far as they go.
    pub(crate) fn open(
        bytes: &'a [u8],
        limits: &'a Limits,
        partial: bool,
    ) -> Result<Package<'a>, Error> {
        Package::open_within(bytes, limits, partial, Notes::default())
    }

    /// Opens a package within another one, whose list of notes it shares.
    pub(crate) fn open_within(
        bytes: &'a [u8],
        limits: &'a Limits,
        partial: bool,
        notes: Notes,
    ) -> Result<Package<'a>, Error> {
        let mut budget = limits.package_size;
        let is_flat = !bytes.starts_with(b"PK") && is_flat(&head(bytes));
        let store = if !is_flat {
            Store::Zip(Container::open(bytes, limits, partial, &notes)?)
        } else {
            let limit = limits.part_size.min(budget);
            if bytes.len() as u64 > limit {
                return Err(too_large("pkg:package", limit));
            }
            let decoded = decode::xml(bytes.to_vec(), "pkg:package", partial, &notes)?;
            budget -= bytes.len() as u64;
            if let Some(encoding) = decoded.malformed {
                notes.damaged("pkg:package", format!("malformed {encoding}"));
            }
            Store::Flat(Flat::open(decoded.text, limits, partial.then_some(&notes))?)
        };
        Ok(Package {
            store,
            limits,
            partial,
            budget,
            notes,
        })
    }

    /// What there is to say of it so far.
    pub(crate) fn notes(&self) -> &Notes {
        &self.notes
    }

    /// Damaged parts are read as far as they go.
    pub(crate) fn is_partial(&self) -> bool {
        self.partial
    }

    /// True where there is such a part.
    pub(crate) fn has(&self, name: &str) -> bool {
        match &self.store {
            Store::Zip(zip) => zip.has(name),
            Store::Flat(flat) => flat.has(name),
        }
    }

    /// The bytes of a part; nothing where there is no such part.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let content = self.content(name);
        Ok(self
            .or_without(name, content)?
            .map(|content| match content {
                Content::Bytes(bytes) => bytes,
                Content::Xml(text) => text.as_str().as_bytes().to_vec(),
            }))
    }

    /// An XML part; nothing where there is no such part.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Part>, Error> {
        let part = self.decoded(name);
        self.or_without(name, part)
    }

    /// The XML part that a relationship leads to; noted where it is not there.
    pub(crate) fn related(&mut self, to: &Relationship) -> Result<Option<Part>, Error> {
        self.note_missing(&to.target);
        self.part(&to.target)
    }

    /// The bytes of the part that a relationship leads to; noted where it is not
    /// there.
    pub(crate) fn related_bytes(&mut self, to: &Relationship) -> Result<Option<Vec<u8>>, Error> {
        self.note_missing(&to.target);
        self.bytes(&to.target)
    }

    fn note_missing(&self, name: &str) {
        if !self.has(name) {
            self.notes.forgive("missing part", name);
        }
    }

    /// An XML part that must be there.
    pub(crate) fn required(&mut self, name: &str) -> Result<Part, Error> {
        let missing = || ErrorKind::MissingPart {
            part: name.to_owned(),
        };
        Ok(self.decoded(name)?.ok_or_else(missing)?)
    }

    /// Where a part is damaged and what can be read is wanted, the file is read
    /// without it.
    fn or_without<T>(
        &self,
        name: &str,
        read: Result<Option<T>, Error>,
    ) -> Result<Option<T>, Error> {
        let error = match read {
            Err(error) if self.partial => error,
            read => return read,
        };
        let cause = match error.kind() {
            ErrorKind::Zip { cause, .. } => cause.clone(),
            ErrorKind::Encoding { encoding, .. } => format!("malformed {encoding}"),
            _ => return Err(error),
        };
        self.notes.left_out(name, cause);
        Ok(None)
    }

    fn decoded(&mut self, name: &str) -> Result<Option<Part>, Error> {
        let text = match self.content(name)? {
            None => return Ok(None),
            Some(Content::Xml(text)) => text,
            Some(Content::Bytes(bytes)) => {
                let decoded = decode::xml(bytes, name, self.partial, &self.notes)?;
                if let Some(encoding) = decoded.malformed {
                    self.notes.damaged(name, format!("malformed {encoding}"));
                }
                Text::Own(decoded.text)
            }
        };
        Ok(Some(Part {
            name: name.to_owned(),
            text,
            depth: self.limits.depth,
            notes: self.partial.then(|| self.notes.clone()),
        }))
    }

    fn content(&mut self, name: &str) -> Result<Option<Content>, Error> {
        let limit = self.limits.part_size.min(self.budget);
        let content = match &mut self.store {
            Store::Zip(zip) => {
                let unpacked = zip.unpack(name, limit, self.limits.ratio, self.partial)?;
                let Some(Unpacked { bytes, damage }) = unpacked else {
                    return Ok(None);
                };
                match damage {
                    Some(cause) if bytes.is_empty() => {
                        let part = Some(name.to_owned());
                        return Err(ErrorKind::Zip { part, cause }.into());
                    }
                    Some(cause) => self.notes.damaged(name, cause),
                    None => {}
                }
                Content::Bytes(bytes)
            }
            Store::Flat(flat) => match flat.content(name, limit)? {
                Some(content) => content,
                None => return Ok(None),
            },
        };
        // A stretch of the file costs nothing more.
        self.budget -= match &content {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::Xml(Text::Own(text)) => (text.len() as u64).min(self.budget),
            Content::Xml(Text::Stretch(..)) => 0,
        };
        Ok(Some(content))
    }

    /// The relationships of a part; those of the package itself for `""`.
    pub(crate) fn relationships(&mut self, part: &str) -> Result<Relationships, Error> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let rels = match folder {
            "" => format!("_rels/{name}.rels"),
            folder => format!("{folder}/_rels/{name}.rels"),
        };
        match self.part(&rels)? {
            Some(part) => Relationships::read(&part, folder, &self.notes),
            None => Ok(Relationships::default()),
        }
    }

    /// The part that the package's relationships name as its main one.
    pub(crate) fn stated_main(&mut self) -> Result<Option<String>, Error> {
        let relationships = self.relationships("")?;
        let stated = relationships.first(Kind::OfficeDocument);
        Ok(stated.map(|relationship| relationship.target.clone()))
    }

    /// The name of the main part: what the package's relationships name, else
    /// the usual one, which Office falls back to as well.
    pub(crate) fn main_part(&mut self, usual: &str) -> Result<String, Error> {
        if matches!(self.store, Store::Zip(_)) && !self.has(CONTENT_TYPES) {
            self.notes.forgive("missing part", CONTENT_TYPES);
        }
        let part = match self.stated_main()? {
            Some(stated) if self.has(&stated) => return Ok(stated),
            Some(stated) => {
                self.notes
                    .forgive("a relationship that leads nowhere", &stated);
                usual.to_owned()
            }
            None => {
                self.notes
                    .forgive("the main part is not named, it was found by its name", "");
                usual.to_owned()
            }
        };
        if self.has(&part) {
            Ok(part)
        } else {
            Err(ErrorKind::MissingPart { part }.into())
        }
    }

    /// What a part is by the content types of the package (7.3.7): what is said
    /// of the part, else of its extension.
    pub(crate) fn content_type(&mut self, name: &str) -> Result<Option<String>, Error> {
        if let Store::Flat(flat) = &self.store {
            return Ok(flat.content_type(name).map(str::to_owned));
        }
        let Some(types) = self.part(CONTENT_TYPES)? else {
            return Ok(None);
        };
        let extension = name.rsplit('.').next().unwrap_or_default();
        let mut of_extension = None;
        let mut xml = types.xml();
        loop {
            match xml.next()? {
                Node::Start(element) => {
                    let attr = |name| element.attr(name).unwrap_or_default();
                    let stated = || attr("ContentType").into_owned();
                    match element.local() {
                        "Override" if names::fold(&attr("PartName")) == names::fold(name) => {
                            return Ok(Some(stated()));
                        }
                        "Default" if attr("Extension").eq_ignore_ascii_case(extension) => {
                            of_extension = Some(stated());
                        }
                        _ => {}
                    }
                }
                Node::Eof => return Ok(of_extension),
                Node::End | Node::Text(_) => {}
            }
        }
    }
}

/// The beginning of a text of whatever encoding, to see what it is.
pub(crate) fn head(bytes: &[u8]) -> String {
    decode::head(bytes, HEAD)
}

/// True where a text is a package as one XML file, by its root; the beginning
/// of the text is enough.
pub(crate) fn is_flat(text: &str) -> bool {
    let mut xml = crate::xml::Xml::new(text, "", 1);
    loop {
        match xml.next() {
            Ok(Node::Start(root)) => return root.ns == Ns::Pkg && root.local() == "package",
            Ok(Node::Text(_)) => {}
            Ok(Node::End | Node::Eof) | Err(_) => return false,
        }
    }
}

fn too_large(part: &str, limit: u64) -> Error {
    let part = part.to_owned();
    ErrorKind::Limit {
        part,
        what: "unpacked bytes",
        limit,
    }
    .into()
}
