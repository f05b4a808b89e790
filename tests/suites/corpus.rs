//! Other people's documents: whatever a file is, it is read or named for what
//! it is, and what was read keeps its meaning. (A later suite compares with
//! the golden outputs.)
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use gongkai_model::Format;
use gongkai_reader::Options;
use gongkai_tests::chain::{through, write};
use gongkai_tests::paths::{corpus, files};
use rayon::prelude::*;

fn documents(extension: &str) -> Vec<PathBuf> {
    corpus()
        .map(|folder| files(&folder, extension))
        .unwrap_or_default()
}

/// Runs a check over files, and names all that fail.
fn all(paths: Vec<PathBuf>, check: impl Fn(&[u8]) -> Result<(), String> + Sync) {
    let failed: Vec<String> = paths
        .par_iter()
        .filter_map(|path| {
            let bytes = std::fs::read(path).unwrap();
            let why = match catch_unwind(AssertUnwindSafe(|| check(&bytes))) {
                Ok(Ok(())) => return None,
                Ok(Err(why)) => why,
                Err(_) => "panic".to_owned(),
            };
            Some(format!("{}: {why}", path.display()))
        })
        .collect();
    assert!(
        failed.is_empty(),
        "{} files:\n{}",
        failed.len(),
        failed.join("\n")
    );
}

#[test]
fn no_document_makes_the_reader_panic() {
    for extension in [
        "docx", "docm", "dotx", "xlsx", "xlsm", "xltx", "xls", "xlsb", "ods", "doc", "wps", "xml",
    ] {
        all(documents(extension), |bytes| {
            let _ = gongkai_reader::read(bytes, &Options::default());
            Ok(())
        });
    }
}

/// Word and JSON hold all of a Word file that we carry, Excel all but what it names.
#[test]
fn what_was_read_from_word_keeps_its_meaning() {
    for extension in ["docx", "doc"] {
        all(documents(extension), |bytes| {
            survives(bytes, &[Format::Docx, Format::Json, Format::Xlsx])
        });
    }
}

#[test]
fn what_was_read_from_excel_keeps_its_meaning() {
    all(documents("xlsx"), |bytes| {
        survives(bytes, &[Format::Xlsx, Format::Json])
    });
}

fn survives(bytes: &[u8], formats: &[Format]) -> Result<(), String> {
    if bytes.len() > 2_000_000 {
        return Ok(());
    }
    let Ok(read) = gongkai_reader::read(bytes, &Options::default()) else {
        return Ok(());
    };
    let report = read.report;
    for &format in formats {
        let refusal = gongkai_writer::write(&report, format).err();
        if refusal.is_some_and(|e| !matches!(e.kind(), gongkai_writer::ErrorKind::Refused { .. })) {
            continue;
        }
        let (_, lost) = write(&report, format);
        let back = through(&report, format).meaning();
        if lost.is_empty() && back != report.clone().meaning() {
            return Err(format!("changed by {format}"));
        }
    }
    Ok(())
}
