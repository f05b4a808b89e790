//! The files of a folder.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::naming;
use crate::error::{Error, ErrorKind};

/// So many bytes of an XML file tell what it is.
const HEAD: u64 = 1 << 16;

/// Why a file of a folder is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Skip {
    /// Its extension is not that of a document.
    NoDocument,
    /// It is in the format that is asked for, and would be written beside itself.
    AlreadyDone,
    /// A link to a folder: it may lead round in a circle.
    LinkToFolder,
    /// A link to a file that is not there.
    BrokenLink,
}

impl Skip {
    /// All reasons, in the order in which they are told.
    pub(super) const ALL: [Skip; 4] = [
        Skip::NoDocument,
        Skip::AlreadyDone,
        Skip::LinkToFolder,
        Skip::BrokenLink,
    ];
}

/// What was found in a folder and its subfolders.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Documents, in order of their names.
    pub(super) files: Vec<PathBuf>,
    /// What is no document, and why.
    pub(super) others: Vec<(PathBuf, Skip)>,
    /// Subfolders that could not be read.
    pub(super) failures: Vec<Error>,
}

/// Looks through a folder, but not into `except`. A symbolic link to a file is
/// that file; one to a folder is not followed. Hidden files and the lock files
/// of Office (`~$…`) are passed over; the contents of a `.gitignore` mean
/// nothing here.
pub(super) fn look_through(folder: &Path, except: Option<&Path>) -> Found {
    let except = except.and_then(|path| path.canonicalize().ok());
    let wanted = move |entry: &DirEntry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let is_except = is_folder
            && entry.depth() > 0
            && except.is_some()
            && entry.path().canonicalize().ok() == except;
        !is_except && !is_lock_file(entry.file_name())
    };
    let walk = WalkBuilder::new(folder)
        .standard_filters(false)
        .hidden(true)
        .sort_by_file_name(OsStr::cmp)
        .filter_entry(wanted)
        .build();
    let mut found = Found::default();
    for entry in walk {
        match entry {
            Ok(entry) => match skip(&entry) {
                Ok(()) => found.files.push(entry.into_path()),
                Err(Some(why)) => found.others.push((entry.into_path(), why)),
                Err(None) => {}
            },
            Err(error) => found.failures.push(unreadable(folder, error)),
        }
    }
    found
}

/// Whether an entry is left alone, and why: without a reason where it is a
/// folder, which is walked into, or a device.
fn skip(entry: &DirEntry) -> Result<(), Option<Skip>> {
    // The folder that was named may be a link itself.
    let is_link = entry.depth() > 0 && entry.path_is_symlink();
    let kind = match entry.path().metadata() {
        Err(_) if is_link => return Err(Some(Skip::BrokenLink)),
        // What cannot be looked at is named when it is opened.
        Err(_) => entry.file_type(),
        Ok(found) => Some(found.file_type()),
    };
    match kind {
        Some(kind) if kind.is_dir() => Err(is_link.then_some(Skip::LinkToFolder)),
        Some(kind) if !kind.is_file() => Err(None),
        _ if naming::is_document(entry.path()) => Ok(()),
        _ if naming::is_xml(entry.path()) && is_flat_opc(entry.path()) => Ok(()),
        _ => Err(Some(Skip::NoDocument)),
    }
}

/// True for an XML file that is a Word document or a workbook. One that cannot
/// be opened is named when it is.
fn is_flat_opc(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_err() || gongkai_reader::is_flat_opc(&head)
}

fn is_lock_file(name: &OsStr) -> bool {
    name.to_string_lossy().starts_with("~$")
}

fn unreadable(folder: &Path, error: ignore::Error) -> Error {
    let mut path = folder.to_owned();
    let mut inner = &error;
    loop {
        inner = match inner {
            ignore::Error::WithPath { path: at, err } => {
                path.clone_from(at);
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            _ => break,
        };
    }
    let said = error.to_string();
    let cause = error
        .into_io_error()
        .unwrap_or_else(|| std::io::Error::other(said));
    Error::of(&path, ErrorKind::Open(cause))
}
