//! A fixture of our own for each feature of Word files: what is read is what
//! Word shows, and it goes through Word and JSON and back.
//!
//! `GONGKAI_BASELINE=write` rewrites what is expected, except where
//! `baselines/fixtures-known.tsv` knows of a difference; `GONGKAI_SHOW=NAME`
//! writes the fixtures whose name has NAME in it to `target/fixtures`, for
//! Word to open. The folders are described in `support/fixtures.rs`.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be
#![allow(clippy::print_stdout)] // where a fixture was written to is for people

use std::collections::BTreeSet;

use gongkai_model::{Document, Format, Report};
use gongkai_reader::{Options, Tracked};
use gongkai_tests::baseline::{Table, is_writing};
use gongkai_tests::fixtures::{Fixture, all, said};
use gongkai_tests::paths::root;

/// The readings of a file, each with the file that says what is read.
const READINGS: [(Tracked, &str); 3] = [
    (Tracked::Accepted, "expected.json"),
    (Tracked::Original, "expected.original.json"),
    (Tracked::All, "expected.all.json"),
];

/// A check of a fixture that found a difference.
struct Difference {
    /// The file that says otherwise, or the format that does not keep the meaning.
    check: String,
    details: String,
}

fn read(bytes: &[u8], tracked: Tracked) -> Result<gongkai_reader::Read, String> {
    let options = Options {
        tracked,
        ..Options::default()
    };
    gongkai_reader::read(bytes, &options).map_err(|error| error.to_string())
}

/// All differences of a fixture. Where expectations are being written, those
/// are: `known` are the checks that keep theirs.
fn differences(fixture: &Fixture, known: &BTreeSet<String>) -> Vec<Difference> {
    let mut found = Vec::new();
    let bytes = fixture.bytes();
    for (tracked, name) in READINGS {
        if fixture.beside(name).is_none() && tracked != Tracked::Accepted {
            continue;
        }
        let read = match read(&bytes, tracked) {
            Ok(read) => read,
            Err(details) => {
                let check = name.to_owned();
                found.push(Difference { check, details });
                continue;
            }
        };
        let document = read.report.document.clone().without_places();
        if is_writing() && !known.contains(name) {
            fixture.write(name, &document);
        }
        found.extend(unlike(fixture, name, &document));
        if tracked == Tracked::Accepted {
            let said = said(&read.diagnostics);
            if is_writing() && !known.contains("diagnostics.txt") {
                fixture.write_text("diagnostics.txt", &said);
            }
            let expected = fixture.beside("diagnostics.txt").unwrap_or_default();
            if said != expected {
                found.push(Difference {
                    check: "diagnostics.txt".to_owned(),
                    details: lines(&expected, &said),
                });
            }
        }
        if fixture.beside("no-round-trip.txt").is_none() {
            found.extend(changed_on_the_way(&read.report, tracked));
        }
    }
    found
}

fn unlike(fixture: &Fixture, name: &str, document: &Document) -> Option<Difference> {
    let check = name.to_owned();
    match fixture.expected(name)? {
        Ok(expected) if expected == *document => None,
        Ok(expected) => {
            let details = lines(&pretty(&expected), &pretty(document));
            Some(Difference { check, details })
        }
        Err(details) => Some(Difference { check, details }),
    }
}

/// What a report says after it went through Word and JSON.
fn changed_on_the_way(report: &Report, tracked: Tracked) -> Vec<Difference> {
    let given = report.clone().meaning();
    let mut found = Vec::new();
    for format in [Format::Docx, Format::Json] {
        let back = gongkai_writer::write(&given, format)
            .map_err(|error| error.to_string())
            .and_then(|written| read(&written.bytes, tracked));
        let details = match back {
            Err(error) => error,
            Ok(back) => {
                let back = back.report.meaning();
                if back == given {
                    continue;
                }
                lines(&pretty(&given.document), &pretty(&back.document))
            }
        };
        let check = format!("{format} {tracked:?}").to_lowercase();
        found.push(Difference { check, details });
    }
    found
}

fn pretty(document: &Document) -> String {
    serde_json::to_string_pretty(document).unwrap()
}

/// The lines that differ, from the first to the last.
fn lines(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<&str>, Vec<&str>) =
        (expected.lines().collect(), found.lines().collect());
    let shorter = expected.len().min(found.len());
    let same = |(a, b): &(&&str, &&str)| a == b;
    let start = expected.iter().zip(&found).take_while(same).count();
    let ends = expected.iter().rev().zip(found.iter().rev());
    let end = ends.take_while(same).count().min(shorter - start);
    let from = start.saturating_sub(2);
    let common = expected[from..start]
        .iter()
        .map(|line| format!("    {line}"));
    let missing = &expected[start..expected.len() - end];
    let extra = &found[start..found.len() - end];
    let missing = missing.iter().map(|line| format!("  - {line}"));
    let extra = extra.iter().map(|line| format!("  + {line}"));
    let shown: Vec<String> = common.chain(missing).chain(extra).collect();
    shown.join("\n")
}

/// The checks that are known to differ, by fixture, each with the reason.
fn known() -> Table {
    Table::read("fixtures-known.tsv")
}

#[test]
fn every_feature_is_read_as_word_shows_it() {
    let known = known();
    let fixtures = all();
    assert!(!fixtures.is_empty());
    let mut faults = Vec::new();
    for fixture in &fixtures {
        show(fixture);
        let rows = known.rows.iter().filter(|row| row[0] == fixture.name);
        let known: BTreeSet<String> = rows.map(|row| Table::field(row, 1).to_owned()).collect();
        let found = differences(fixture, &known);
        for Difference { check, details } in &found {
            if !known.contains(check) {
                faults.push(format!("{}: {check}\n{details}", fixture.name));
            }
        }
        for check in &known {
            if !found.iter().any(|difference| difference.check == *check) {
                let name = &fixture.name;
                faults.push(format!(
                    "{name}: {check}: is as it should be; take it out of fixtures-known.tsv"
                ));
            }
        }
    }
    assert!(
        !is_writing(),
        "GONGKAI_BASELINE is set: what fixtures expect was written. Look at the changes; these are left:\n{}",
        faults.join("\n\n")
    );
    assert!(faults.is_empty(), "\n{}", faults.join("\n\n"));
}

fn show(fixture: &Fixture) {
    let part = std::env::var("GONGKAI_SHOW").unwrap_or_default();
    if !part.is_empty() && fixture.name.contains(&part) {
        let folder = root().join("target/fixtures");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("{}.docx", fixture.name));
        std::fs::write(&path, fixture.bytes()).unwrap();
        println!("{}", path.display());
    }
}

#[test]
fn every_fixture_is_whole_and_every_exception_has_a_reason() {
    let mut faults = Vec::new();
    let fixtures = all();
    for fixture in &fixtures {
        let found = fixture.faults().into_iter();
        faults.extend(found.map(|fault| format!("{}: {fault}", fixture.name)));
        let reason = fixture.beside("no-round-trip.txt");
        if reason.is_some_and(|reason| reason.trim().len() < 10) {
            faults.push(format!(
                "{}: no-round-trip.txt gives no reason",
                fixture.name
            ));
        }
    }
    for row in known().rows {
        let is_there = fixtures.iter().any(|fixture| fixture.name == row[0]);
        if !is_there || Table::field(&row, 2).len() < 10 {
            faults.push(format!("no such fixture, or no reason: {}", row.join(" ")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
