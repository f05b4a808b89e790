//! The zip that a package mostly is (ISO/IEC 29500-2, 7), and what producers
//! make of it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::names::fold;
use super::{Notes, repair};
use crate::{Error, ErrorKind, Limits};

/// The record at the end of a zip (APPNOTE 4.3.16), without its comment.
const END_SIGNATURE: &[u8] = b"PK\x05\x06";
const END_SIZE: usize = 22;
/// A comment has two bytes for its length.
const LONGEST_COMMENT: usize = 0xffff;

/// True where a zip ends within the bytes, whatever stands before it: programs
/// that unpack themselves begin with their code.
pub(crate) fn has_end(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(END_SIZE + LONGEST_COMMENT)..];
    tail.windows(END_SIGNATURE.len())
        .any(|window| window == END_SIGNATURE)
}

/// An open zip.
pub(super) struct Container<'a> {
    archive: ZipArchive<Cursor<Cow<'a, [u8]>>>,
    /// From the name of a part, folded for comparison, to its entry.
    entries: HashMap<String, usize>,
}

/// What came out of an entry.
pub(super) struct Unpacked {
    pub(super) bytes: Vec<u8>,
    /// Why there is no more, where what there is was asked for.
    pub(super) damage: Option<String>,
}

impl<'a> Container<'a> {
    /// Opens a zip. Where what can be read is asked for, one whose directory
    /// is cut off gets a new one.
    pub(super) fn open(
        bytes: &'a [u8],
        limits: &Limits,
        partial: bool,
        notes: &Notes,
    ) -> Result<Container<'a>, Error> {
        let archive = match ZipArchive::new(Cursor::new(Cow::Borrowed(bytes))) {
            Ok(archive) => {
                name_junk(bytes, &archive, notes);
                archive
            }
            Err(cause) => {
                let damaged = |cause: &ZipError| {
                    Error::from(ErrorKind::Zip {
                        part: None,
                        cause: cause.to_string(),
                    })
                };
                let whole = partial.then(|| repair::with_directory(bytes, limits.parts));
                let Some(whole) = whole.flatten() else {
                    return Err(damaged(&cause));
                };
                notes.damaged("zip", cause.to_string());
                ZipArchive::new(Cursor::new(Cow::Owned(whole))).map_err(|_| damaged(&cause))?
            }
        };
        if archive.len() > limits.parts {
            let (part, limit) = ("zip".to_owned(), limits.parts as u64);
            return Err(ErrorKind::Limit {
                part,
                what: "parts",
                limit,
            }
            .into());
        }
        if archive.has_duplicate_names() {
            let name = repeated(bytes, archive.central_directory_start());
            notes.forgive("a part is stored twice, the last one counts", &name);
        }
        let mut entries = HashMap::with_capacity(archive.len());
        for index in 0..archive.len() {
            let Some(Ok(name)) = archive.name_for_index(index) else {
                continue;
            };
            if name.contains('\\') {
                notes.forgive("backslashes in the name of a part", &name);
            } else if name.starts_with(['/', '.']) {
                notes.forgive("a slash or dot before the name of a part", &name);
            }
            if entries.insert(fold(&name), index).is_some() {
                notes.forgive("a part is stored twice, the last one counts", &name);
            }
        }
        Ok(Container { archive, entries })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&fold(name))
    }

    /// Unpacks a part, up to a limit; nothing where there is no such part.
    /// With `partial`, damaged data are unpacked as far as that goes.
    pub(super) fn unpack(
        &mut self,
        name: &str,
        limit: u64,
        ratio: u64,
        partial: bool,
    ) -> Result<Option<Unpacked>, Error> {
        let Some(&index) = self.entries.get(&fold(name)) else {
            return Ok(None);
        };
        let damaged = |cause: String| {
            Error::from(ErrorKind::Zip {
                part: Some(name.to_owned()),
                cause,
            })
        };
        let unreadable = |cause: ZipError| match cause {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                ErrorKind::Encrypted.into()
            }
            cause => damaged(cause.to_string()),
        };
        let entry = self.archive.by_index(index).map_err(unreadable)?;
        // The sizes that the file states are not to be trusted: count what comes out.
        let inflated = entry.compressed_size().saturating_mul(ratio).max(1 << 20);
        let limit = limit.min(inflated);
        let mut bytes = Vec::with_capacity(entry.size().min(limit).min(1 << 24) as usize);
        let unpacked = entry.take(limit + 1).read_to_end(&mut bytes);
        let damage = match unpacked {
            Ok(_) => None,
            Err(cause) if partial => {
                bytes.clear();
                let entry = self.archive.by_index(index).map_err(unreadable)?;
                to_the_damage(entry.take(limit + 1), &mut bytes);
                Some(cause.to_string())
            }
            Err(cause) => return Err(damaged(cause.to_string())),
        };
        if bytes.len() as u64 > limit {
            let part = name.to_owned();
            return Err(ErrorKind::Limit {
                part,
                what: "unpacked bytes",
                limit,
            }
            .into());
        }
        Ok(Some(Unpacked { bytes, damage }))
    }
}

/// Reads up to an error, in small steps: what one step gave before it failed
/// is lost.
fn to_the_damage(mut entry: impl Read, bytes: &mut Vec<u8>) {
    let mut step = [0; 16];
    while let Ok(length @ 1..) = entry.read(&mut step) {
        bytes.extend_from_slice(&step[..length]);
    }
}

/// Bytes around the zip, of a program that unpacks it or of a transfer.
fn name_junk(bytes: &[u8], archive: &ZipArchive<Cursor<Cow<[u8]>>>, notes: &Notes) {
    if archive.offset() > 0 || !bytes.starts_with(b"PK") {
        notes.forgive("bytes before the zip", "");
    }
    let end = bytes
        .len()
        .checked_sub(END_SIZE + archive.comment().len())
        .and_then(|at| bytes.get(at..));
    if !end.is_some_and(|end| end.starts_with(END_SIGNATURE)) {
        notes.forgive("bytes behind the zip", "");
    }
}

/// The first name that the directory has twice (APPNOTE 4.3.12).
fn repeated(bytes: &[u8], start: u64) -> String {
    let mut seen = std::collections::HashSet::new();
    let mut at = usize::try_from(start).unwrap_or(usize::MAX);
    let number = |at: usize| -> Option<usize> {
        let two = bytes.get(at..at.checked_add(2)?)?;
        Some(usize::from(u16::from_le_bytes([two[0], two[1]])))
    };
    let mut next = || {
        let header = bytes.get(at..at.checked_add(46)?)?;
        if !header.starts_with(b"PK\x01\x02") {
            return None;
        }
        let (name, extra, comment) = (number(at + 28)?, number(at + 30)?, number(at + 32)?);
        let found = bytes.get(at + 46..at + 46 + name)?;
        at += 46 + name + extra + comment;
        Some(found)
    };
    while let Some(name) = next() {
        if !seen.insert(name) {
            return String::from_utf8_lossy(name).into_owned();
        }
    }
    String::new()
}
