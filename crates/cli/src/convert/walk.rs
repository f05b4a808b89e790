//! The files of a folder.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::naming;
use crate::error::{Error, ErrorKind};

/// What was found in a folder and its subfolders.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Documents, in order of their names.
    pub(super) files: Vec<PathBuf>,
    /// How many files are something else.
    pub(super) others: usize,
    /// Subfolders that could not be read.
    pub(super) failures: Vec<Error>,
}

/// Looks through a folder, but not into `except`. Hidden files, the lock
/// files of Office (`~$…`) and symbolic links are passed over; the contents of
/// a `.gitignore` mean nothing here.
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
            Ok(entry) if !entry.file_type().is_some_and(|kind| kind.is_file()) => {}
            Ok(entry) if naming::is_document(entry.path()) => found.files.push(entry.into_path()),
            Ok(_) => found.others += 1,
            Err(error) => found.failures.push(unreadable(folder, error)),
        }
    }
    found
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
