//! openpyxl as second judge of the workbooks of the corpus: values, dates (which
//! it tells by their number formats, as we do) and merged cells.
//!
//! `cargo test -p gongkai-tests --test openpyxl_cells -- --nocapture` prints the
//! agreement by source; with `GONGKAI_SHOW=NAME` the differences of the files
//! whose path has NAME in it. What differs needs a line in
//! `baselines/openpyxl-exceptions.tsv` with the number of cells and the reason.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be
#![allow(clippy::print_stdout)] // the table of agreement is for people

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use gongkai_model::{Value, from_a1};
use gongkai_reader::Options;
use gongkai_tests::baseline::{Table, identity, is_writing};
use gongkai_tests::displayed::is_same;
use gongkai_tests::paths::{corpus, files, missing, program, root, skipped};
use gongkai_tests::seen::{Cells, Seen, Workbook};
use rayon::prelude::*;
use serde_json::Value as Json;

/// Larger files are honest data of one kind, which take openpyxl long.
const LARGEST: u64 = 400 << 10;

/// How a file compares.
struct Outcome {
    name: String,
    same: usize,
    differ: Vec<String>,
}

#[test]
fn openpyxl_reads_the_same_cells() {
    let Some(folder) = corpus() else { return };
    let Some(python) = program("python3").filter(has_openpyxl) else {
        return missing("openpyxl");
    };
    let hostile = |path: &PathBuf| path.iter().any(|part| part == "hostile");
    let size = |path: &PathBuf| std::fs::metadata(path).map_or(0, |m| m.len());
    let mut paths = files(&folder, "xlsx");
    paths.retain(|path| !hostile(path) && size(path) <= LARGEST);
    let set = format!("# set: {}", identity(&folder, &paths));
    let theirs = dumps(&python, &paths);
    let outcomes: Vec<Outcome> = paths
        .par_iter()
        .zip(&theirs)
        .filter_map(|(path, theirs)| compare(&folder, path, theirs))
        .collect();
    print(&outcomes);

    let mut exceptions = Table::read("openpyxl-exceptions.tsv");
    if is_writing() {
        lower(&mut exceptions, &outcomes, &set);
        panic!("GONGKAI_BASELINE is set: baselines/openpyxl-exceptions.tsv was lowered");
    }
    if !exceptions.head.contains(&set) {
        return skipped("the workbooks are not those of the baseline");
    }
    let faults = unexplained(&exceptions, &outcomes);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn has_openpyxl(python: &PathBuf) -> bool {
    let import = Command::new(python)
        .args(["-c", "import openpyxl"])
        .output();
    import.is_ok_and(|output| output.status.success())
}

/// What openpyxl reads from each file.
fn dumps(python: &Path, paths: &[PathBuf]) -> Vec<Json> {
    let script = root().join("tests/judges/cells_of_openpyxl.py");
    let mut child = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let lines: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
    // The script reads all of its input before it writes anything.
    stdin.write_all(lines.join("\n").as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "the script failed");
    let text = String::from_utf8(output.stdout).unwrap();
    let dumps: Vec<Json> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(dumps.len(), paths.len());
    dumps
}

/// Nothing where either of both refuses the file.
fn compare(folder: &Path, path: &Path, theirs: &Json) -> Option<Outcome> {
    let sheets = theirs["sheets"].as_array()?;
    let bytes = std::fs::read(path).unwrap();
    let read = gongkai_reader::read(&bytes, &Options::default()).ok()?;
    let ours = Workbook::of(&read.report.document, &read.diagnostics);
    let name = path.strip_prefix(folder).unwrap().display().to_string();
    let mut outcome = Outcome {
        name,
        same: 0,
        differ: Vec::new(),
    };
    for sheet in sheets {
        compare_sheet(sheet, &ours, &mut outcome);
    }
    if std::env::var("GONGKAI_SHOW").is_ok_and(|name| outcome.name.contains(&name)) {
        for difference in &outcome.differ {
            println!("{}\t{difference}", outcome.name);
        }
    }
    Some(outcome)
}

fn compare_sheet(sheet: &Json, ours: &Workbook, outcome: &mut Outcome) {
    let name = sheet["name"].as_str().unwrap_or_default();
    let cells = ours.sheet(name);
    let mut known = BTreeSet::new();
    for cell in sheet["cells"].as_array().into_iter().flatten() {
        let at = |index: usize| cell[index].as_u64().unwrap_or_default() as u32;
        let position = (at(0), at(1));
        known.insert(position);
        let seen = cells.get(&position);
        let kind = cell[2].as_str().unwrap_or_default();
        if seen.is_none() && (ours.is_hidden(name, position) || is_blank(&cell[3])) {
            continue;
        }
        let label = || label_behind(&cells, position, &cell[3]);
        let same = seen.is_some_and(|seen| agrees(seen, kind, &cell[3])) || label();
        let format = || cell[4].as_str().unwrap_or_default();
        outcome.count(same, || {
            let address = gongkai_model::a1(position.0, position.1);
            let shown = seen.map_or("", |seen| seen.text.as_str());
            let value = seen.and_then(|seen| seen.value.as_ref());
            let theirs = &cell[3];
            format!(
                "{name}!{address}\t{kind} {theirs} by {}\t{shown:?} {value:?}",
                format()
            )
        });
    }
    if sheet["whole"] == true {
        for ((row, column), seen) in cells.iter().filter(|(at, _)| !known.contains(*at)) {
            let address = gongkai_model::a1(*row, *column);
            outcome.count(false, || {
                format!("{name}!{address}\tnothing\t{:?}", seen.text)
            });
        }
    }
    compare_merges(sheet, name, &cells, outcome);
}

fn is_blank(value: &Json) -> bool {
    value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// The number of a paragraph that stands in a cell before its text.
fn label_behind(cells: &Cells, (row, column): (u32, u32), value: &Json) -> bool {
    let behind = cells.get(&(row, column + 1));
    let label = behind.and_then(|seen| seen.label.as_deref());
    label.is_some_and(|label| is_same(&plain(value), label))
}

fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn agrees(seen: &Seen, kind: &str, theirs: &Json) -> bool {
    let printed = gongkai_model::label::join(seen.label.as_deref(), &seen.text);
    match (kind, &seen.value) {
        ("text", _) => {
            let text = plain(theirs);
            is_same(&text, &printed) || is_same(&text, &seen.text)
        }
        ("number", Some(Value::Number(number))) => {
            let (ours, theirs) = (number.to_f64(), theirs.as_f64().unwrap_or(f64::NAN));
            (ours - theirs).abs() <= theirs.abs() * 1e-9
        }
        ("boolean", Some(Value::Boolean(ours))) => theirs.as_bool() == Some(*ours),
        ("date", Some(Value::Date(ours))) => {
            let midnight = "T00:00:00";
            ours.trim_end_matches(midnight) == plain(theirs).trim_end_matches(midnight)
        }
        // A line of text has no value, but it has a text.
        (_, None) => !seen.in_table && !seen.text.is_empty(),
        _ => false,
    }
}

/// Of a merged area we have one cell, at its first position; and each of our
/// cells over several positions is a merged area.
fn compare_merges(sheet: &Json, name: &str, cells: &Cells, outcome: &mut Outcome) {
    let mut first = BTreeSet::new();
    let merges = sheet["merges"].as_array().into_iter().flatten();
    for merge in merges.filter_map(Json::as_str) {
        let mut corners = merge.split(':').filter_map(from_a1);
        let (Some(from), Some(to)) = (corners.next(), corners.next()) else {
            continue;
        };
        first.insert(from);
        let rows = cells.range((from.0, 0)..=(to.0, u32::MAX));
        let within = rows.filter(|((_, column), _)| (from.1..=to.1).contains(column));
        let parted = within.filter(|(at, _)| **at != from).count() > 0;
        outcome.count(!parted, || format!("{name}!{merge}\tmerged\tparted"));
    }
    for (at, _) in cells.iter().filter(|(_, seen)| seen.spans) {
        if !first.contains(at) {
            let address = gongkai_model::a1(at.0, at.1);
            outcome.count(false, || format!("{name}!{address}\tnot merged\tmerged"));
        }
    }
}

impl Outcome {
    fn count(&mut self, same: bool, difference: impl FnOnce() -> String) {
        if same {
            self.same += 1;
        } else {
            self.differ.push(difference());
        }
    }
}

fn print(outcomes: &[Outcome]) {
    let mut totals: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for outcome in outcomes {
        let name = outcome.name.strip_prefix("chinese/");
        let source = name.unwrap_or(&outcome.name).split('/').next();
        let total = totals.entry(source.unwrap_or_default()).or_default();
        total.0 += 1;
        total.1 += outcome.same;
        total.2 += outcome.differ.len();
    }
    println!(
        "{:<22}{:>6}{:>9}{:>9}{:>8}",
        "source", "files", "percent", "same", "differ"
    );
    for (source, (files, same, differ)) in totals {
        let percent = 100.0 * same as f64 / (same + differ).max(1) as f64;
        println!("{source:<22}{files:>6}{percent:>9.2}{same:>9}{differ:>8}");
    }
}

/// Differences that are not explained, and explanations of more than differs.
fn unexplained(exceptions: &Table, outcomes: &[Outcome]) -> Vec<String> {
    let mut faults = Vec::new();
    for outcome in outcomes {
        let differ = outcome.differ.len();
        let rows = exceptions.rows.iter().filter(|row| row[0] == outcome.name);
        let excused: usize = rows.map(|row| count(row)).sum();
        if differ != excused {
            let first = outcome.differ.first().map_or("", String::as_str);
            faults.push(format!(
                "{}\t{differ} differ, and baselines/openpyxl-exceptions.tsv explains {excused}\t{first}",
                outcome.name
            ));
        }
    }
    for row in &exceptions.rows {
        let class = Table::field(row, 1);
        if !["ours", "openpyxl", "choice"].contains(&class) || Table::field(row, 3).len() < 10 {
            faults.push(format!("no class or no reason: {}", row.join(" ")));
        }
        if !outcomes.iter().any(|outcome| outcome.name == row[0]) {
            faults.push(format!("about no file, take it out: {}", row.join(" ")));
        }
    }
    faults
}

fn count(row: &[String]) -> usize {
    Table::field(row, 2).parse().unwrap_or_default()
}

/// Takes out of the exceptions what no longer differs.
fn lower(exceptions: &mut Table, outcomes: &[Outcome], set: &str) {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for outcome in outcomes {
        left.insert(&outcome.name, outcome.differ.len());
    }
    exceptions.rows.retain_mut(|row| {
        let Some(left) = left.get_mut(Table::field(row, 0)) else {
            return false;
        };
        let kept = count(row).min(*left);
        *left -= kept;
        row[2] = kept.to_string();
        kept > 0
    });
    exceptions.head.retain(|line| !line.starts_with("# set: "));
    exceptions.head.push(set.to_owned());
    exceptions.write();
}
