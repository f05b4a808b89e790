//! Files saved again by LibreOffice.
#![allow(clippy::unwrap_used)] // a suite ends where a file cannot be copied

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Each call takes seconds to start.
const MOST_CALLS: usize = 4;

/// Saves files in a format: the first one as `0.EXTENSION`, and so on. What
/// LibreOffice cannot open is not there afterwards.
///
/// One call for all files. The exit status proves nothing: who calls looks for
/// the files. A file that brings LibreOffice down takes those behind it along,
/// so what is not there is tried again, without the first of it.
///
/// # Panics
/// Where a file cannot be copied or LibreOffice not be started.
pub fn save_again(office: &Path, files: &[PathBuf], extension: &str, into: &Path) {
    let work = TempDir::new().unwrap();
    let mut copies: Vec<PathBuf> = Vec::new();
    for (index, path) in files.iter().enumerate() {
        let given = path.extension().unwrap_or_default().to_string_lossy();
        let copy = work.path().join(format!("{index}.{given}"));
        std::fs::copy(path, &copy).unwrap();
        copies.push(copy);
    }
    let profile = work.path().join("profile");
    for _ in 0..MOST_CALLS {
        Command::new(office)
            .arg(format!(
                "-env:UserInstallation=file://{}",
                profile.display()
            ))
            .args(["--headless", "--convert-to", extension, "--outdir"])
            .arg(into)
            .args(&copies)
            .output()
            .unwrap();
        let saved = |copy: &Path| {
            let name = copy.with_extension(extension);
            into.join(name.file_name().unwrap_or_default()).is_file()
        };
        copies.retain(|copy| !saved(copy));
        if copies.len() < 2 {
            break;
        }
        copies.remove(0);
    }
}
