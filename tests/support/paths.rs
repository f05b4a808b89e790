//! Where samples and the corpus are.

use std::path::{Path, PathBuf};

/// The root of the project.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_path_buf()
}

/// The samples of an extension, by name.
pub fn samples(extension: &str) -> Vec<PathBuf> {
    files(&root().join("samples"), extension)
}

/// The corpus of other people's documents: beside the project, or where
/// `GONGKAI_CORPUS` says. Says so and gives nothing where it is missing.
pub fn corpus() -> Option<PathBuf> {
    let beside = root().join("../shared/corpus");
    let folder = std::env::var_os("GONGKAI_CORPUS").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return folder.canonicalize().ok();
    }
    skipped("the corpus is not here (set GONGKAI_CORPUS)");
    None
}

/// Says that a suite was skipped, and why.
#[allow(clippy::print_stderr)] // a skipped suite must be seen
pub fn skipped(why: &str) {
    eprintln!("SKIPPED: {why}");
}

/// The files of an extension below a folder, in order of their paths.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let fits = path
                .extension()
                .is_some_and(|e| e.eq_ignore_ascii_case(extension));
            if path.is_dir() {
                folders.push(path);
            } else if fits {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A program by its name: in `target/judges`, where `.ci/run` installs them, or
/// on the path.
pub fn program(name: &str) -> Option<PathBuf> {
    let installed = root().join("target/judges/node_modules/.bin").join(name);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).map(|folder| folder.join(name));
    [installed]
        .into_iter()
        .chain(folders)
        .find(|path| path.is_file())
}

/// Says that a judge is skipped because it is not installed.
///
/// # Panics
/// Where `GONGKAI_JUDGES=required`: then all judges must be there.
pub fn missing(judge: &str) {
    let required = std::env::var_os("GONGKAI_JUDGES").is_some_and(|value| value == "required");
    assert!(!required, "{judge} is required and not installed");
    skipped(&format!("{judge} is not installed"));
}
