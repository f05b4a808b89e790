//! The text that we read from each cell of a workbook against what Excel
//! displayed there: POI and SheetJS have CSV files that Excel wrote, one a
//! sheet (the corpus has them as golden outputs).
//!
//! What Excel shows otherwise for a reason that can be checked is counted by
//! its class ([`Class`]) and not held against us. All that is left needs a
//! line in `baselines/cell-exceptions.tsv` with the number of cells and the
//! reason; those marked `ours` are faults of the reader.
//!
//! `cargo test -p gongkai-tests --test golden_cells -- --nocapture` prints the
//! agreement by source and extension; with `GONGKAI_SHOW=NAME` every
//! difference of the goldens whose path has NAME in it. Workbooks of a format
//! that the reader does not read yet are counted as skipped.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be
#![allow(clippy::print_stdout)] // the table of agreement is for people

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use calamine::{Reader, open_workbook_auto_from_rs};
use gongkai_reader::Options;
use gongkai_tests::baseline::{Table, identity, is_writing};
use gongkai_tests::displayed::{Class, compare};
use gongkai_tests::golden::sheets::{SheetGolden, all};
use gongkai_tests::paths::{corpus, skipped};
use gongkai_tests::seen::Workbook;
use rayon::prelude::*;

/// How the cells of one sheet compare.
#[derive(Default)]
struct Outcome {
    name: String,
    source: String,
    extension: String,
    /// Cells of the same text, and cells by class of difference.
    same: usize,
    classes: BTreeMap<Class, usize>,
}

impl Outcome {
    fn differ(&self) -> usize {
        self.classes
            .get(&Class::Differs)
            .copied()
            .unwrap_or_default()
    }
}

/// What becomes of a workbook.
enum Found {
    Compared(Vec<Outcome>),
    /// The reader does not read this format.
    NotSupported,
    /// It is refused.
    Failed(String),
}

#[test]
fn displayed_text_equals_what_excel_displayed() {
    let goldens = all();
    let Some(folder) = corpus() else { return };
    let paths: Vec<PathBuf> = goldens.values().flatten().map(|g| g.path.clone()).collect();
    let set = format!("# set: {}", identity(&folder, &paths));
    let found: Vec<(&PathBuf, Found)> = goldens
        .par_iter()
        .map(|(path, sheets)| (path, workbook(path, sheets)))
        .collect();

    let mut outcomes = Vec::new();
    let mut not_supported: BTreeMap<String, usize> = BTreeMap::new();
    for (path, found) in found {
        let extension = path.extension().unwrap().to_string_lossy().to_lowercase();
        match found {
            Found::Compared(sheets) => outcomes.extend(sheets),
            Found::NotSupported => *not_supported.entry(extension).or_default() += 1,
            Found::Failed(why) => println!("not compared: {}: {why}", path.display()),
        }
    }
    for (extension, count) in not_supported {
        skipped(&format!(
            "{count} workbooks .{extension}: the reader does not read them yet"
        ));
    }
    let mut exceptions = Table::read("cell-exceptions.tsv");
    let totals = totals(&outcomes, &exceptions);
    print(&totals);

    let mut floors = Table::read("golden-cells.tsv");
    if is_writing() {
        raise(&mut floors, &totals, &set);
        lower(&mut exceptions, &outcomes);
        panic!(
            "GONGKAI_BASELINE is set: baselines/golden-cells.tsv was written, and exceptions were lowered to what still differs"
        );
    }
    if !floors.head.contains(&set) {
        return skipped("the golden outputs are not those of the baseline");
    }
    let mut faults = fallen(&floors, &totals);
    faults.extend(unexplained(&exceptions, &floors, &outcomes));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Compares the sheets of a workbook.
fn workbook(path: &PathBuf, goldens: &[SheetGolden]) -> Found {
    let bytes = std::fs::read(path).unwrap();
    let read = match gongkai_reader::read(&bytes, &Options::default()) {
        Ok(read) => read,
        Err(error) if ["legacy-excel", "other-kind"].contains(&error.code()) => {
            return Found::NotSupported;
        }
        Err(error) => return Found::Failed(error.to_string()),
    };
    let ours = Workbook::of(&read.report.document, &read.diagnostics);
    let names = sheet_names(bytes);
    let sheets = goldens.iter().filter_map(|golden| match &names {
        Some(names) => Some(compare_sheet(golden, names.get(golden.sheet)?, &ours)),
        // Where calamine does not open it (it is encrypted, or of Excel 4), it
        // is the sheet that it differs from least.
        None => {
            let compared = ours
                .names()
                .map(|sheet| compare_sheet(golden, sheet, &ours));
            compared.min_by_key(Outcome::differ)
        }
    });
    Found::Compared(sheets.collect())
}

/// The names of the sheets in their order. Excel numbered them from 0.
fn sheet_names(bytes: Vec<u8>) -> Option<Vec<String>> {
    // calamine panics on some files (DEPENDENCIES: overflow in checked builds).
    let names = catch_unwind(AssertUnwindSafe(|| {
        let workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).ok()?;
        Some(workbook.sheet_names())
    }));
    names.ok().flatten()
}

fn compare_sheet(golden: &SheetGolden, sheet: &str, ours: &Workbook) -> Outcome {
    let theirs = golden.cells().unwrap();
    let mut outcome = Outcome {
        name: golden.name.clone(),
        source: golden.source.clone(),
        extension: golden.extension.clone(),
        ..Outcome::default()
    };
    let show = std::env::var("GONGKAI_SHOW").is_ok_and(|name| golden.name.contains(&name));
    for difference in compare(&theirs, ours, sheet) {
        match difference.class {
            None => outcome.same += 1,
            Some(class) => {
                *outcome.classes.entry(class).or_default() += 1;
                if show {
                    println!("{}\t{sheet}!{difference}", golden.name);
                }
            }
        }
    }
    outcome
}

/// By source and extension.
#[derive(Default)]
struct Total {
    sheets: usize,
    same: usize,
    classes: BTreeMap<Class, usize>,
    /// Cells where the golden is known to show another state of the workbook.
    outdated: usize,
}

impl Total {
    /// What is the same among all cells.
    fn of_all(&self) -> f64 {
        percent(self.same, self.classes.values().sum())
    }

    /// What is the same among the cells whose difference has no class.
    fn percent(&self) -> f64 {
        let differ = self.classes.get(&Class::Differs).copied();
        percent(self.same, differ.unwrap_or_default() - self.outdated)
    }
}

fn percent(same: usize, differ: usize) -> f64 {
    if differ == 0 {
        return 100.0;
    }
    100.0 * same as f64 / (same + differ) as f64
}

type Totals = BTreeMap<(String, String), Total>;

fn totals(outcomes: &[Outcome], exceptions: &Table) -> Totals {
    let mut totals = Totals::new();
    for outcome in outcomes {
        let key = (outcome.source.clone(), outcome.extension.clone());
        let total = totals.entry(key).or_default();
        total.sheets += 1;
        total.same += outcome.same;
        let outdated = rows_of(exceptions, &outcome.name).filter(|row| row[1] == "golden");
        let outdated: usize = outdated.map(|row| count(row)).sum();
        total.outdated += outdated.min(outcome.differ());
        for (class, count) in &outcome.classes {
            *total.classes.entry(*class).or_default() += count;
        }
    }
    totals
}

fn print(totals: &Totals) {
    println!(
        "{:<10}{:<6}{:>8}{:>9}{:>9}{:>9}  differ, by class",
        "source", "", "sheets", "percent", "of all", "same"
    );
    for ((source, extension), total) in totals {
        let classes = total.classes.iter();
        let classes = classes.map(|(class, count)| format!("{} {count}", class.name()));
        let classes = classes.collect::<Vec<_>>().join(", ");
        let (sheets, percent, all) = (total.sheets, total.percent(), total.of_all());
        let (same, outdated) = (total.same, total.outdated);
        println!(
            "{source:<10}{extension:<6}{sheets:>8}{percent:>9.2}{all:>9.2}{same:>9}  {classes}{}",
            match outdated {
                0 => String::new(),
                count => format!(", of these {count} outdated goldens"),
            }
        );
    }
}

/// Floors only rise.
fn raise(floors: &mut Table, totals: &Totals, set: &str) {
    let same = floors.head.iter().any(|line| line == set);
    let rows = totals.iter().map(|((source, extension), total)| {
        let old = floor(floors, source, extension).filter(|_| same);
        // Rounded down: the floor must hold for the figures that it came from.
        let new = (total.percent() * 100.0).floor() / 100.0;
        let percent = format!("{:.2}", old.map_or(new, |old| old.max(new)));
        vec![source.clone(), extension.clone(), percent]
    });
    floors.rows = rows.collect();
    floors.head = vec![
        "# Cells that show what Excel showed, in percent: source, extension, floor.".to_owned(),
        "# Floors only rise; tests/suites/golden_cells.rs writes them with GONGKAI_BASELINE=write."
            .to_owned(),
        set.to_owned(),
    ];
    floors.write();
}

fn floor(floors: &Table, source: &str, extension: &str) -> Option<f64> {
    let row = floors
        .rows
        .iter()
        .find(|row| Table::field(row, 0) == source && Table::field(row, 1) == extension)?;
    Table::field(row, 2).parse().ok()
}

fn fallen(floors: &Table, totals: &Totals) -> Vec<String> {
    let fall = |((source, extension), total): (&(String, String), &Total)| {
        let percent = total.percent();
        match floor(floors, source, extension) {
            None => {
                skipped(&format!(
                    "{source} .{extension} has no floor in baselines/golden-cells.tsv: its differences are shown only"
                ));
                None
            }
            Some(floor) if percent < floor => Some(format!(
                "{source} .{extension}: {percent:.2} %, and was {floor:.2} %"
            )),
            Some(_) => None,
        }
    };
    totals.iter().filter_map(fall).collect()
}

/// Differences that are not explained, and explanations of more than differs.
fn unexplained(exceptions: &Table, floors: &Table, outcomes: &[Outcome]) -> Vec<String> {
    let mut faults = Vec::new();
    for outcome in outcomes {
        let differ = outcome.differ();
        let excused: usize = rows_of(exceptions, &outcome.name)
            .map(|row| count(row))
            .sum();
        let held = floor(floors, &outcome.source, &outcome.extension).is_some();
        if held && differ > excused {
            faults.push(format!(
                "{}\t{differ} cells differ, and baselines/cell-exceptions.tsv explains {excused}",
                outcome.name
            ));
        } else if differ < excused {
            faults.push(format!(
                "{}\tonly {differ} cells differ, lower the {excused} of baselines/cell-exceptions.tsv",
                outcome.name
            ));
        }
    }
    for row in &exceptions.rows {
        let class = Table::field(row, 1);
        if !["ours", "golden", "choice"].contains(&class) || Table::field(row, 3).len() < 10 {
            faults.push(format!("no class or no reason: {}", row.join(" ")));
        }
        if !outcomes.iter().any(|o| o.name == Table::field(row, 0)) {
            faults.push(format!("about no golden, take it out: {}", row.join(" ")));
        }
    }
    faults
}

fn rows_of<'t>(exceptions: &'t Table, name: &'t str) -> impl Iterator<Item = &'t Vec<String>> + 't {
    exceptions
        .rows
        .iter()
        .filter(move |row| Table::field(row, 0) == name)
}

fn count(row: &[String]) -> usize {
    Table::field(row, 2).parse().unwrap_or_default()
}

/// Takes out of the exceptions what no longer differs.
fn lower(exceptions: &mut Table, outcomes: &[Outcome]) {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for outcome in outcomes {
        left.insert(&outcome.name, outcome.differ());
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
    exceptions.write();
}
