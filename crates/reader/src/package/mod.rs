//! The Open Packaging container of Office files (ISO/IEC 29500-2): a zip with
//! parts, and relationships between them.

mod decode;
mod properties;
mod relationships;

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::{Error, ErrorKind, Limits};

pub(crate) use relationships::{Kind, Relationships};

/// A package, opened.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// From the name of a part, folded for comparison, to its entry.
    entries: HashMap<String, usize>,
    limits: &'a Limits,
    /// How many bytes may still be unpacked.
    budget: u64,
}

impl<'a> Package<'a> {
    /// Opens a package; its parts are unpacked when they are asked for.
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Package<'a>, Error> {
        let damaged = |cause: zip::result::ZipError| ErrorKind::Zip {
            part: None,
            cause: cause.to_string(),
        };
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if archive.len() > limits.parts {
            let (part, limit) = ("zip".to_owned(), limits.parts as u64);
            return Err(ErrorKind::Limit {
                part,
                what: "parts",
                limit,
            }
            .into());
        }
        let entries = (0..archive.len())
            .filter_map(|index| {
                let name = archive.name_for_index(index)?.ok()?;
                Some((fold(&name), index))
            })
            .collect();
        Ok(Package {
            archive,
            entries,
            limits,
            budget: limits.package_size,
        })
    }

    /// True where there is such a part.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&fold(name))
    }

    /// The bytes of a part; nothing where there is no such part.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(&index) = self.entries.get(&fold(name)) else {
            return Ok(None);
        };
        let damaged = |cause: String| {
            Error::from(ErrorKind::Zip {
                part: Some(name.to_owned()),
                cause,
            })
        };
        let entry = self.archive.by_index(index).map_err(|e| match e {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => {
                ErrorKind::Encrypted.into()
            }
            e => damaged(e.to_string()),
        })?;
        // The sizes that the file states are not to be trusted: count what comes out.
        let inflated = entry
            .compressed_size()
            .saturating_mul(self.limits.ratio)
            .max(1 << 20);
        let limit = self.limits.part_size.min(self.budget).min(inflated);
        let mut bytes = Vec::with_capacity(entry.size().min(limit).min(1 << 24) as usize);
        entry
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|e| damaged(e.to_string()))?;
        let size = bytes.len() as u64;
        if size > limit {
            let part = name.to_owned();
            return Err(ErrorKind::Limit {
                part,
                what: "unpacked bytes",
                limit,
            }
            .into());
        }
        self.budget -= size;
        Ok(Some(bytes))
    }

    /// The text of an XML part; nothing where there is no such part.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        self.bytes(name)?
            .map(|bytes| decode::xml(bytes, name))
            .transpose()
    }

    /// The relationships of a part; those of the package itself for `""`.
    pub(crate) fn relationships(&mut self, part: &str) -> Result<Relationships, Error> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let rels = match folder {
            "" => format!("_rels/{name}.rels"),
            folder => format!("{folder}/_rels/{name}.rels"),
        };
        match self.text(&rels)? {
            Some(text) => Relationships::read(&text, &rels, folder, self.limits),
            None => Ok(Relationships::default()),
        }
    }

    /// The name of the main part: what the package's relationships name, else
    /// the usual one, which Office falls back to as well.
    pub(crate) fn main_part(&mut self, usual: &str) -> Result<String, Error> {
        let relationships = self.relationships("")?;
        let stated = relationships
            .first(Kind::OfficeDocument)
            .map(|r| r.target.clone());
        let part = stated
            .filter(|part| self.has(part))
            .unwrap_or_else(|| usual.to_owned());
        if self.has(&part) {
            Ok(part)
        } else {
            Err(ErrorKind::MissingPart { part }.into())
        }
    }

    /// The text of a part that must be there.
    pub(crate) fn required(&mut self, part: &str) -> Result<String, Error> {
        let missing = || ErrorKind::MissingPart {
            part: part.to_owned(),
        };
        Ok(self.text(part)?.ok_or_else(missing)?)
    }
}

/// Part names are compared without case (ISO/IEC 29500-2, 6.2.2.3), and some
/// producers write backslashes or a leading slash into the zip.
fn fold(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_ascii_lowercase()
}
