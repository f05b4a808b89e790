//! Other people's documents, through every format and back: whatever a file
//! is, it is read or named for what it is, and what was read keeps its meaning.
//!
//! What a format cannot carry is named when it is written; all the rest must
//! come back. The documents that fall short stand in
//! `baselines/round-trip.tsv` with the reason, a list that only shrinks.
//! Each that has no line there is printed with its first difference.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be
#![allow(clippy::print_stdout)] // the table is for people

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use gongkai_model::{Format, Report};
use gongkai_reader::Options;
use gongkai_tests::apart::{named, without};
use gongkai_tests::baseline::Table;
use gongkai_tests::parallel::each;
use gongkai_tests::paths::{corpus, files};

/// No document takes a quarter of this through all formats in a debug build.
const LONGEST: Duration = Duration::from_secs(120);

/// The extensions of everything that is read.
const READ: [&str; 17] = [
    "docx", "docm", "dotx", "dotm", "doc", "dot", "wps", "xlsx", "xlsm", "xltx", "xltm", "xlsb",
    "xls", "et", "ods", "json", "xml",
];

/// What became of a document in a format.
#[derive(Debug, Clone, PartialEq)]
enum Way {
    /// It came back as it was.
    Same,
    /// All came back but what was named when it was written.
    Named,
    /// The format cannot hold it, and that was said.
    Refused(String),
    /// It came back otherwise, and nothing was said.
    Short(String),
}

/// The ways of a document; none where it is not read.
type Ways = Option<Vec<(Format, Way)>>;

fn through_all(path: &PathBuf) -> Ways {
    let bytes = std::fs::read(path).unwrap();
    let report = gongkai_reader::read(&bytes, &Options::default())
        .ok()?
        .report;
    let ways = Format::ALL.map(|format| (format, way(&report, format)));
    Some(ways.to_vec())
}

fn way(report: &Report, format: Format) -> Way {
    let written = match gongkai_writer::write(report, format) {
        Ok(written) => written,
        Err(error) => {
            return match error.kind() {
                gongkai_writer::ErrorKind::Refused { .. } => Way::Short(error.to_string()),
                _ => Way::Refused(error.to_string()),
            };
        }
    };
    let back = match gongkai_reader::read(&written.bytes, &Options::default()) {
        Ok(read) => read.report,
        Err(error) => return Way::Short(format!("is not read again: {error}")),
    };
    if back.clone().meaning() == report.clone().meaning() {
        return Way::Same;
    }
    let lost = named(&written.diagnostics);
    let given = without(report.clone(), &lost);
    let back = without(back, &lost);
    if lost.is_empty() || back != given {
        return Way::Short(format!("{lost:?} {}", difference(&given, &back)));
    }
    Way::Named
}

/// The first line of the JSON that differs, and where it stands.
fn difference(given: &Report, back: &Report) -> String {
    let lines = |report: &Report| -> Vec<String> {
        let text = serde_json::to_string_pretty(report).unwrap();
        text.lines().map(str::to_owned).collect()
    };
    let (given, back) = (lines(given), lines(back));
    let at = given.iter().zip(&back).take_while(|(a, b)| a == b).count();
    let around = |lines: &[String]| {
        let from = at.saturating_sub(6);
        let to = (at + 4).min(lines.len());
        lines.get(from..to).unwrap_or_default().join("\n    ")
    };
    format!(
        "line {at}:\n    {}\n  is\n    {}",
        around(&given),
        around(&back)
    )
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = READ
        .iter()
        .flat_map(|extension| files(folder, extension))
        .filter(|path| !path.to_string_lossy().contains(".golden/"))
        .collect();
    found.sort();
    found
}

#[test]
fn what_was_read_keeps_its_meaning_through_every_format() {
    let Some(folder) = corpus() else { return };
    let paths = documents(&folder);
    let outcomes = each(paths.clone(), LONGEST, through_all);
    let name = |path: &Path| {
        let below = path.strip_prefix(&folder).unwrap_or(path);
        below.to_string_lossy().replace('\\', "/")
    };
    let mut counts: BTreeMap<(String, String), [usize; 4]> = BTreeMap::new();
    let mut short: Vec<(String, String, String)> = Vec::new();
    for (path, outcome) in paths.iter().zip(outcomes) {
        let extension = path.extension().unwrap().to_string_lossy().to_lowercase();
        let ways = match outcome {
            Ok(None) => continue,
            Ok(Some(ways)) => ways,
            Err(why) => {
                short.push((name(path), "*".to_owned(), why));
                continue;
            }
        };
        for (format, way) in ways {
            let count = counts
                .entry((extension.clone(), format.to_string()))
                .or_default();
            let index = match &way {
                Way::Same => 0,
                Way::Named => 1,
                Way::Refused(why) => {
                    short.push((name(path), format.to_string(), why.clone()));
                    2
                }
                Way::Short(why) => {
                    short.push((name(path), format.to_string(), why.clone()));
                    3
                }
            };
            count[index] += 1;
        }
    }
    print(&counts);
    let faults = unexplained(&short);
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

fn print(counts: &BTreeMap<(String, String), [usize; 4]>) {
    println!(
        "{:<6}{:<6}{:>9}{:>7}{:>7}{:>9}{:>7}",
        "from", "to", "documents", "same", "named", "refused", "short"
    );
    let mut all = [0; 4];
    for ((from, to), count) in counts {
        let sum: usize = count.iter().sum();
        let [same, named, refused, short] = count;
        println!("{from:<6}{to:<6}{sum:>9}{same:>7}{named:>7}{refused:>9}{short:>7}");
        all.iter_mut().zip(count).for_each(|(all, one)| *all += one);
    }
    let [same, named, refused, short] = all;
    println!(
        "all: {same} same, {named} but for what was named, {refused} refused, {short} fall short"
    );
}

/// What falls short and has no line in the list, and lines that nothing needs any more.
fn unexplained(short: &[(String, String, String)]) -> Vec<String> {
    let known = Table::read("round-trip.tsv");
    let is = |row: &[String], (name, format, _): &(String, String, String)| {
        Table::field(row, 0) == name && Table::field(row, 1) == format
    };
    let mut faults = Vec::new();
    for one in short {
        if !known.rows.iter().any(|row| is(row, one)) {
            faults.push(format!("{} → {}: {}", one.0, one.1, one.2));
        }
    }
    for row in &known.rows {
        if Table::field(row, 2).len() < 10 {
            faults.push(format!("no reason: {}", row.join(" ")));
        }
        if !short.iter().any(|one| is(row, one)) {
            faults.push(format!(
                "no longer falls short, take it out: {}",
                row.join(" ")
            ));
        }
    }
    faults
}
