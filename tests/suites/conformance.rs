//! All documents of the corpus, Word and Excel: each is read, without panic and
//! in good time. What is left out of the Word files is counted; the counts
//! stand in `baselines/docx-diagnostics.tsv` and may only shrink.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be
#![allow(clippy::print_stdout)] // the counts are for people

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use gongkai_model::{Diagnostic, Kind};
use gongkai_reader::Options;
use gongkai_tests::baseline::{Table, identity, is_writing};
use gongkai_tests::parallel::each;
use gongkai_tests::paths::{corpus, files, skipped};

/// No file of the corpus takes a tenth of this, even in a debug build.
const LONGEST: Duration = Duration::from_secs(60);

/// What became of a file.
struct Outcome {
    /// The path below the corpus.
    name: String,
    /// What was said about it, or the code of the error.
    read: Result<Vec<Diagnostic>, String>,
}

/// What became of the documents outside `hostile/`.
fn documents() -> &'static [Outcome] {
    static READ: OnceLock<Vec<Outcome>> = OnceLock::new();
    READ.get_or_init(|| read_all(false))
}

fn read_all(hostile: bool) -> Vec<Outcome> {
    let Some(folder) = corpus() else {
        return Vec::new();
    };
    let paths = word_files(&folder, hostile);
    outcomes(&folder, paths)
}

fn outcomes(folder: &Path, paths: Vec<PathBuf>) -> Vec<Outcome> {
    let results = each(paths.clone(), LONGEST, read_one);
    let outcome = |(path, result): (&PathBuf, Result<_, String>)| Outcome {
        name: name(folder, path),
        read: result.unwrap_or_else(Err),
    };
    paths.iter().zip(results).map(outcome).collect()
}

fn read_one(path: &PathBuf) -> Result<Vec<Diagnostic>, String> {
    let bytes = std::fs::read(path).unwrap();
    match gongkai_reader::read(&bytes, &Options::default()) {
        Ok(read) => Ok(read.diagnostics),
        Err(error) => Err(error.code().to_owned()),
    }
}

fn name(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    below.to_string_lossy().replace('\\', "/")
}

/// Word files by extension; of `.xml` those that are Word packages in one XML
/// file (Flat OPC).
fn word_files(folder: &Path, hostile: bool) -> Vec<PathBuf> {
    let of = |extension| files(folder, extension);
    let mut found: Vec<PathBuf> = ["docx", "docm", "dotx", "dotm", "xml"]
        .into_iter()
        .flat_map(of)
        .filter(|path| {
            let name = name(folder, path);
            let golden = name.contains(".golden/");
            let flat = || {
                let text = std::fs::read(path).unwrap();
                let text = String::from_utf8_lossy(&text);
                text.contains("2006/xmlPackage") && text.contains("wordprocessingml.document")
            };
            let is_xml = name.ends_with(".xml");
            name.starts_with("hostile/") == hostile && !golden && (!is_xml || flat())
        })
        .collect();
    found.sort();
    found
}

/// Workbooks and binary Word files, by extension.
fn others(folder: &Path, hostile: bool) -> Vec<PathBuf> {
    let extensions = [
        "xlsx", "xlsm", "xltx", "xltm", "xlsb", "xls", "xlt", "et", "ods", "ots", "doc", "dot",
        "wps",
    ];
    let of = |extension| files(folder, extension);
    let mut found: Vec<PathBuf> = extensions.into_iter().flat_map(of).collect();
    found.retain(|path| {
        let name = name(folder, path);
        name.starts_with("hostile/") == hostile && !name.contains(".golden/")
    });
    found.sort();
    found
}

/// Their own projects read them, so we do. What we do not read stands in
/// `baselines/docx-errors.tsv` with a reason.
#[test]
fn every_document_is_read() {
    all_are_read(documents(), "docx-errors.tsv");
}

/// The same of workbooks and binary Word files: `baselines/workbook-errors.tsv`.
#[test]
fn every_workbook_is_read() {
    let Some(folder) = corpus() else { return };
    let outcomes = outcomes(&folder, others(&folder, false));
    all_are_read(&outcomes, "workbook-errors.tsv");
}

fn all_are_read(outcomes: &[Outcome], exceptions: &str) {
    if outcomes.is_empty() {
        return;
    }
    let exceptions = Table::read(exceptions);
    let mut faults = Vec::new();
    for Outcome { name, read } in outcomes {
        let known = exceptions.rows.iter().find(|row| row[0] == *name);
        match (read, known) {
            (Err(code), Some(row)) if Table::field(row, 1) == code => {}
            (Err(code), _) => faults.push(format!("{name}: {code}")),
            (Ok(_), Some(_)) => faults.push(format!("{name}: is read; take it out of the list")),
            (Ok(_), None) => {}
        }
    }
    for row in &exceptions.rows {
        if !outcomes.iter().any(|outcome| outcome.name == row[0]) {
            println!("not in this corpus: {}", row[0]);
        }
        if Table::field(row, 2).len() < 10 {
            faults.push(format!("no reason: {}", row.join(" ")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Encrypted with the password that Excel tries by itself; one is damaged as well.
const OPENED: [(&str, &str); 5] = [
    ("hostile/poi/50833.xls", "read"),
    ("hostile/poi/58616.xlsx", "read"),
    (
        "hostile/poi/clusterfuzz-testcase-minimized-POIHSSFFuzzer-4651309315719168.xls",
        "records",
    ),
    ("hostile/poi/protect.xlsx", "read"),
    ("hostile/sheetjs/50833.xls", "read"),
];

/// Damaged and malicious files are read or refused; encrypted ones are named.
#[test]
fn hostile_files_are_read_or_refused() {
    let mut read = read_all(true);
    let Some(folder) = corpus() else { return };
    read.extend(outcomes(&folder, others(&folder, true)));
    let manifest = std::fs::read_to_string(folder.join("manifest.tsv")).unwrap_or_default();
    let mut faults = Vec::new();
    for Outcome { name, read } in &read {
        let code = read.as_ref().err().map_or("read", String::as_str);
        println!("{code:<16}{name}");
        let about = format!("\t{name}\tencrypted");
        let encrypted = manifest.lines().any(|line| line.contains(&about));
        // Codes are one word; a panic or a job without end is a sentence.
        let opened = OPENED.contains(&(name.as_str(), code));
        if code.contains(' ') || encrypted && code != "encrypted" && !opened {
            faults.push(format!("{name}: {code}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// How many files a diagnostic is about, and how often.
type Counts = BTreeMap<(String, String), (usize, usize)>;

fn count(outcomes: &[Outcome]) -> Counts {
    let mut counts = Counts::new();
    for outcome in outcomes {
        let mut of_file = Counts::new();
        for diagnostic in outcome.read.iter().flatten() {
            let (what, times) = match &diagnostic.kind {
                Kind::ContentLeftOut { what, count } | Kind::UnknownContent { what, count } => {
                    (what.clone(), *count)
                }
                _ => ("-".to_owned(), 1),
            };
            let entry = of_file.entry((diagnostic.code().to_owned(), what));
            entry.or_insert((1, 0)).1 += times;
        }
        for (key, (files, times)) in of_file {
            let sum = counts.entry(key).or_default();
            *sum = (sum.0 + files, sum.1 + times);
        }
    }
    counts
}

/// With `GONGKAI_SHOW=PART`: the files of the diagnostics whose subject has
/// PART in it.
fn show(outcomes: &[Outcome]) {
    let Ok(part) = std::env::var("GONGKAI_SHOW") else {
        return;
    };
    for outcome in outcomes {
        for diagnostic in outcome.read.iter().flatten() {
            let shown = format!("{:?}", diagnostic.kind);
            if shown.contains(&part) {
                println!("{}: {shown}", outcome.name);
            }
        }
    }
}

#[test]
fn what_is_left_out_only_shrinks() {
    let outcomes = documents();
    let Some(folder) = corpus() else { return };
    let counts = count(outcomes);
    show(outcomes);
    println!("{:>6}{:>8}  diagnostic", "files", "times");
    for ((code, what), (files, times)) in &counts {
        println!("{files:>6}{times:>8}  {code} {what}");
    }
    let mut baseline = Table::read("docx-diagnostics.tsv");
    let set = format!("# set: {}", identity(&folder, &word_files(&folder, false)));
    let grown = grown(&baseline, &counts);
    if is_writing() {
        write(&mut baseline, &counts, set);
        panic!(
            "GONGKAI_BASELINE is set: baselines/docx-diagnostics.tsv was written. Grown, and to be looked at:\n{}",
            grown.join("\n")
        );
    }
    if !baseline.head.contains(&set) {
        return skipped("the Word files are not those of the baseline");
    }
    assert!(
        grown.is_empty(),
        "more than in baselines/docx-diagnostics.tsv (GONGKAI_BASELINE=write rewrites it):\n{}",
        grown.join("\n")
    );
}

/// The counts that are above the baseline.
fn grown(baseline: &Table, counts: &Counts) -> Vec<String> {
    let number = |row: &[String], index| Table::field(row, index).parse().unwrap_or(0);
    let check = |((code, what), (files, times)): (&(String, String), &(usize, usize))| {
        let row = baseline
            .rows
            .iter()
            .find(|row| row[0] == *code && row[1] == *what);
        let (were_files, were_times) = row.map_or((0, 0), |r| (number(r, 2), number(r, 3)));
        (*files > were_files || *times > were_times).then(|| {
            format!("{code} {what}: {files} files, {times} times; was {were_files}, {were_times}")
        })
    };
    counts.iter().filter_map(check).collect()
}

fn write(baseline: &mut Table, counts: &Counts, set: String) {
    let row = |((code, what), (files, times)): (&(String, String), &(usize, usize))| {
        vec![
            code.clone(),
            what.clone(),
            files.to_string(),
            times.to_string(),
        ]
    };
    baseline.rows = counts.iter().map(row).collect();
    baseline.head = vec![
        "# What is said about the Word files of the corpus: code, what, files, times.".to_owned(),
        "# The counts only shrink; tests/suites/conformance.rs writes them with GONGKAI_BASELINE=write.".to_owned(),
        set,
    ];
    baseline.write();
}
