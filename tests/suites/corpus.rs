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

fn documents(extension: &str) -> Vec<PathBuf> {
    corpus()
        .map(|folder| files(&folder, extension))
        .unwrap_or_default()
}

/// Files whose meaning is known to change on the way; each is a fault to mend.
const KNOWN: &[&str] = &[
    "poi-tl.docx",
    "render_hackloop.docx",
    "render_loopcolumn.docx",
    "render_multiple_column.docx",
    "2003 Consumer Confidence Report.docx",
    "stress006.docx",
    "condition5.docx",
    "iterable_if2.docx",
    "sct-inner-content.docx",
    "link.docx",
    "017097.docx",
    "test-documents__testWORD_various.docx",
    "testInstrLink.docx",
    "fake_table_nested.docx",
];

/// Runs a check over files, and names all that fail.
fn all(paths: Vec<PathBuf>, check: impl Fn(&[u8]) -> Result<(), String>) {
    let mut failed = Vec::new();
    for path in paths {
        if path
            .file_name()
            .is_some_and(|name| KNOWN.iter().any(|known| name == *known))
        {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let outcome = catch_unwind(AssertUnwindSafe(|| check(&bytes)));
        match outcome {
            Ok(Ok(())) => {}
            Ok(Err(why)) => failed.push(format!("{}: {why}", path.display())),
            Err(_) => failed.push(format!("{}: panic", path.display())),
        }
    }
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
        "docx", "docm", "dotx", "xlsx", "xlsm", "xltx", "xls", "xlsb", "ods", "doc", "xml",
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
    all(documents("docx"), |bytes| {
        survives(bytes, &[Format::Docx, Format::Json, Format::Xlsx])
    });
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
