//! Committed figures that may only improve, and committed lists of known
//! differences. They are tables of tabs beside the suites.
//!
//! `GONGKAI_BASELINE=write` rewrites them from what is measured; a test fails
//! while it is set, so that it never stays on unseen.

use std::path::{Path, PathBuf};

use crate::paths::root;

/// True where figures are to be written instead of compared.
pub fn is_writing() -> bool {
    std::env::var_os("GONGKAI_BASELINE").is_some_and(|value| value == "write")
}

/// A committed table.
#[derive(Debug)]
pub struct Table {
    path: PathBuf,
    /// The lines at the top that begin with `#`.
    pub head: Vec<String>,
    /// The rows, each with its fields.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a table of `tests/baselines`; one that is not there is empty.
    pub fn read(name: &str) -> Table {
        let path = root().join("tests/baselines").join(name);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let (head, rows): (Vec<&str>, Vec<&str>) = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .partition(|line| line.starts_with('#'));
        let fields = |row: &&str| row.split('\t').map(str::to_owned).collect();
        Table {
            path,
            head: head.into_iter().map(str::to_owned).collect(),
            rows: rows.iter().map(fields).collect(),
        }
    }

    /// A field of a row; empty where the row is short.
    pub fn field(row: &[String], index: usize) -> &str {
        row.get(index).map_or("", String::as_str)
    }

    /// Writes the table back.
    ///
    /// # Panics
    /// Where the file cannot be written.
    #[allow(clippy::panic)] // a suite ends where its baseline cannot be written
    pub fn write(&self) {
        let rows = self.rows.iter().map(|row| row.join("\t"));
        let lines: Vec<String> = self.head.iter().cloned().chain(rows).collect();
        if let Err(error) = std::fs::write(&self.path, lines.join("\n") + "\n") {
            panic!("{}: {error}", self.path.display());
        }
    }
}

/// A name for a set of files: their number and a hash over paths and sizes.
/// Figures are compared only with those of the same set.
pub fn identity(folder: &Path, files: &[PathBuf]) -> String {
    // FNV-1a: the same on every machine and in every version of Rust.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        let name = file.strip_prefix(folder).unwrap_or(file);
        let size = std::fs::metadata(file).map_or(0, |m| m.len());
        let line = format!("{} {size}\n", name.display());
        for byte in line.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{} files, {hash:016x}", files.len())
}
