//! A hundred Word files and their twins: the same files saved again by
//! LibreOffice. Another program has written every part anew, and text, cells
//! and headings are to be the same. Where they are not, and it is LibreOffice that
//! changed them, `baselines/twins-exceptions.tsv` says so; what we read
//! wrongly stands there too, as `ours`.
//!
//! With `GONGKAI_SHOW=NAME` the differences of the files whose path has NAME
//! in it are printed.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be
#![allow(clippy::print_stdout)] // differences are for people

use std::path::Path;

use gongkai_model::label::join;
use gongkai_reader::Options;
use gongkai_tests::agreement::distance;
use gongkai_tests::baseline::{Table, identity, is_writing};
use gongkai_tests::meaning::{Line, Meaning, Role, solid};
use gongkai_tests::office::save_again;
use gongkai_tests::ours::meaning;
use gongkai_tests::paths::{corpus, files, missing, program, skipped};
use gongkai_tests::spread::spread;
use tempfile::TempDir;

const PAIRS: usize = 100;
/// How many percent of files that nobody has looked at read the same.
const LEAST: usize = 80;
/// Large files would take the time of many small ones.
const LARGEST: u64 = 400_000;

#[test]
fn a_file_saved_by_libreoffice_reads_the_same() {
    let Some(corpus) = corpus() else { return };
    let Some(office) = program("soffice") else {
        return missing("soffice");
    };
    let is_read = |bytes: &[u8]| gongkai_reader::read(bytes, &Options::default()).is_ok();
    let chosen = spread(&corpus, PAIRS, LARGEST, is_read);
    let twins = TempDir::new().unwrap();
    save_again(&office, &chosen, "docx", twins.path());
    let mut exceptions = Table::read("twins-exceptions.tsv");
    let mut faults = Vec::new();
    let mut same = 0;
    for (index, path) in chosen.iter().enumerate() {
        let name = path.strip_prefix(&corpus).unwrap().to_string_lossy();
        let twin = twins.path().join(format!("{index}.docx"));
        let differences = if twin.is_file() {
            differences(&read(path), &read(&twin), &name)
        } else {
            vec!["file"]
        };
        same += usize::from(differences.is_empty());
        for measure in ["text", "cells", "headings", "file"] {
            let row = exceptions
                .rows
                .iter()
                .find(|r| r[0] == name && r[1] == measure);
            match (differences.contains(&measure), row) {
                (true, None) => faults.push(format!("{name}\t{measure}\tdiffers")),
                // Another version of LibreOffice may do better.
                (false, Some(row)) if Table::field(row, 2) == "ours" => {
                    faults.push(format!("{name}\t{measure}\tno longer differs"));
                }
                _ => {}
            }
        }
    }
    println!("{same} of {} files read the same", chosen.len());
    for row in &exceptions.rows {
        let class = Table::field(row, 2);
        if !["ours", "libreoffice"].contains(&class) || Table::field(row, 3).len() < 10 {
            faults.push(format!("no class or no reason: {}", row.join(" ")));
        }
    }
    let set = identity(&corpus, &files(&corpus, "docx"));
    let set = format!("# set: {set}");
    if is_writing() {
        exceptions.head.retain(|line| !line.starts_with("# set: "));
        exceptions.head.push(set);
        exceptions.write();
        panic!("GONGKAI_BASELINE is set: baselines/twins-exceptions.tsv is for these files now");
    }
    if exceptions.head.contains(&set) {
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        return;
    }
    // Other files have other faults of LibreOffice, which nobody has looked at.
    skipped("the Word files are not those of the exceptions");
    println!("{}", faults.join("\n"));
    assert!(
        same * 100 >= chosen.len() * LEAST,
        "{same} of {} files",
        chosen.len()
    );
}

fn read(path: &Path) -> Meaning {
    let bytes = std::fs::read(path).unwrap();
    let read = gongkai_reader::read(&bytes, &Options::default());
    read.map(|read| meaning(&read.report.document))
        .unwrap_or_default()
}

/// What differs: the printed text of the body, the headings, or the cells.
fn differences(original: &Meaning, twin: &Meaning, name: &str) -> Vec<&'static str> {
    let shown = std::env::var("GONGKAI_SHOW").is_ok_and(|part| name.contains(&part));
    let mut differences = Vec::new();
    let (first, second) = (printed(original), printed(twin));
    if first != second {
        differences.push("text");
        if shown {
            println!(
                "== {name}: text, {} of {} lines",
                distance(&first, &second),
                first.len()
            );
            only_in("original", &first, &second);
            only_in("twin", &second, &first);
        }
    }
    let (first, second) = (headings(original), headings(twin));
    if first != second {
        differences.push("headings");
        if shown {
            println!("== {name}: headings");
            only_in("original", &first, &second);
            only_in("twin", &second, &first);
        }
    }
    if original.tables != twin.tables {
        differences.push("cells");
        if shown {
            println!(
                "== {name}: cells, {} and {} tables",
                original.tables.len(),
                twin.tables.len()
            );
            let cells = |meaning: &Meaning| -> Vec<String> {
                let tables = meaning.tables.iter().enumerate();
                let cells =
                    tables.flat_map(|(i, t)| t.cells.iter().map(move |c| format!("{i} {c:?}")));
                cells.collect()
            };
            only_in("original", &cells(original), &cells(twin));
            only_in("twin", &cells(twin), &cells(original));
        }
    }
    differences
}

fn printed(meaning: &Meaning) -> Vec<String> {
    let lines = meaning.lines.iter();
    lines
        .map(|line| solid(&join(line.label.as_deref(), &line.text)))
        .collect()
}

fn headings(meaning: &Meaning) -> Vec<String> {
    let level = |line: &Line| match line.role {
        Role::Heading(level) => Some(format!("{level} {}", solid(&line.text))),
        _ => None,
    };
    meaning.lines.iter().filter_map(level).collect()
}

fn only_in(side: &str, lines: &[String], other: &[String]) {
    for line in lines.iter().filter(|line| !other.contains(line)).take(12) {
        println!("  {side}: {line}");
    }
}
