//! Writing files: an output is complete or absent.

use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::error::{Error, ErrorKind};

/// Links to links are followed so far, as operating systems do.
const MOST_LINKS: usize = 40;

/// Makes the folder of a file, and those above it.
pub(super) fn make_folder(path: &Path) -> Result<(), Error> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => {
            fs::create_dir_all(folder).map_err(|cause| failed(folder, cause))
        }
        _ => Ok(()),
    }
}

/// Writes a file that does not exist yet.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let file = written(path, bytes).map_err(|cause| failed(path, cause))?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(e) if e.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Error::of(path, ErrorKind::OutputExists))
        }
        Err(e) => Err(failed(path, e.error)),
    }
}

/// Writes a file; one that exists is replaced.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    try_replace(path, bytes).map_err(|cause| failed(path, cause))
}

fn try_replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = behind_link(path)?;
    let existing = target.metadata().ok();
    match &existing {
        Some(found) if found.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        // A pipe or a device is written to, not replaced by a file.
        Some(found) if !found.is_file() => {
            return fs::OpenOptions::new()
                .write(true)
                .open(&target)?
                .write_all(bytes);
        }
        Some(found) if found.permissions().readonly() => {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        _ => {}
    }
    let file = written(&target, bytes)?;
    keep_permissions(&file, existing.as_ref())?;
    file.persist(&target).map_err(|e| e.error)?;
    Ok(())
}

/// The file that a symbolic link stands for, whether or not it is there yet:
/// the link itself stays.
fn behind_link(path: &Path) -> io::Result<PathBuf> {
    if path.metadata().is_ok() {
        // `/dev/stdout` leads to a pipe, which has no path.
        let is_link = path.read_link().is_ok();
        let target = path.canonicalize().ok().filter(|_| is_link);
        return Ok(target.unwrap_or_else(|| path.to_owned()));
    }
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(target) = path.read_link() else {
            return Ok(path);
        };
        path = match path.parent() {
            Some(folder) => folder.join(target), // an absolute target stays as it is
            None => target,
        };
    }
    path.metadata().map(|_| path) // fails: the links lead round in a circle
}

fn keep_permissions(file: &NamedTempFile, existing: Option<&Metadata>) -> io::Result<()> {
    match existing {
        Some(existing) => file.as_file().set_permissions(existing.permissions()),
        None => Ok(()),
    }
}

/// A temporary file beside the output, with all bytes on the disk. It goes
/// away by itself unless it is given its name.
fn written(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = Builder::new();
    builder.prefix(".gongkai-").suffix(".tmp");
    like_any_other_file(&mut builder);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.flush()?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Temporary files are private by default; this one becomes a document, with
/// the permissions that the user's mask leaves.
#[cfg(unix)]
fn like_any_other_file(builder: &mut Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn like_any_other_file(_: &mut Builder<'_, '_>) {}

fn failed(path: &Path, cause: io::Error) -> Error {
    Error::of(path, ErrorKind::Save(cause))
}

#[cfg(test)]
mod tests {
    use gongkai_model::Lang;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_created_once_and_replaced_when_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        create(&path, b"1").unwrap();
        let error = create(&path, b"2").unwrap_err();
        assert!(error.text(Lang::En).message.contains("exists"));
        assert_eq!(fs::read(&path).unwrap(), b"1");
        replace(&path, b"3").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"3");
        assert_eq!(names(folder.path()), ["a.json"]);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("a.json")).unwrap();
        replace(&folder.path().join("a.json"), b"1").unwrap_err();
        replace(&folder.path().join("no/a.json"), b"1").unwrap_err();
        assert_eq!(names(folder.path()), ["a.json"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (
            folder.path().join("file.json"),
            folder.path().join("link.json"),
        );
        fs::write(&file, b"1").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        replace(&link, b"2").unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"2");
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_that_is_not_there_yet_makes_that_file() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let (link, again) = (folder.path().join("link"), folder.path().join("again"));
        symlink("new.json", &link).unwrap();
        symlink("link", &again).unwrap();
        replace(&again, b"1").unwrap();
        assert_eq!(names(folder.path()), ["again", "link", "new.json"]);
        assert!(link.symlink_metadata().unwrap().is_symlink());
        // Links that lead round in a circle lead nowhere.
        let round = folder.path().join("round");
        symlink("round", &round).unwrap();
        replace(&round, b"2").unwrap_err();
        assert!(round.symlink_metadata().unwrap().is_symlink());
    }
}
