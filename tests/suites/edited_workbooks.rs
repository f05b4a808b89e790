//! A workbook that we wrote and a person edited is the report with exactly
//! that change: a figure, a paragraph, a row above a table, a sheet moved or
//! renamed, columns resized, all of it saved again by openpyxl or LibreOffice.
//!
//! A program that is not installed is skipped, and says so; `.ci/run` installs
//! both and sets `GONGKAI_JUDGES=required`.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use std::path::{Path, PathBuf};
use std::process::Command;

use gongkai_model::{Block, Format, Report};
use gongkai_tests::chain::{read, write};
use gongkai_tests::paths::{missing, program, root};
use tempfile::TempDir;

const SAMPLE: &str = "samples/qingyuan-county-archives-2020.docx";

fn sample() -> Report {
    read(&std::fs::read(root().join(SAMPLE)).unwrap()).0
}

/// What a report means; programs put their own name into the properties.
fn meaning(report: &Report) -> Report {
    let mut report = report.clone().meaning();
    report.document.properties = Default::default();
    report
}

/// The report of a workbook; each formula in it has a result.
fn read_back(path: &Path) -> Report {
    let (report, diagnostics) = read(&std::fs::read(path).unwrap());
    let codes: Vec<&str> = diagnostics.iter().map(|d| d.code()).collect();
    assert!(!codes.contains(&"formula-without-result"), "{codes:?}");
    report
}

fn python() -> Option<PathBuf> {
    let python = program("python3")?;
    let import = Command::new(&python)
        .args(["-c", "import openpyxl"])
        .output();
    import
        .is_ok_and(|run| run.status.success())
        .then_some(python)
}

/// The sample as a workbook, edited with openpyxl.
fn edited(python: &Path, arguments: &[&str]) -> Report {
    let folder = TempDir::new().unwrap();
    let (given, saved) = (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"));
    std::fs::write(&given, write(&sample(), Format::Xlsx).0).unwrap();
    let run = Command::new(python)
        .arg(root().join("tests/judges/edit_with_openpyxl.py"))
        .args([&given, &saved])
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    read_back(&saved)
}

fn figure<'r>(report: &'r Report, field: &str) -> &'r str {
    report.figure(field).unwrap().as_str()
}

#[test]
fn what_says_nothing_changes_nothing() {
    let Some(python) = python() else {
        return missing("openpyxl");
    };
    let given = meaning(&sample());
    for edit in [
        &["nothing"][..],
        &["row-above", "依申请公开"],
        &["row-above", "主动公开"],
        &["move", "复议诉讼", "-2"],
        &["move", "正文", "3"],
        &["rename", "依申请公开", "三、依申请公开情况"],
        &["widen", "依申请公开"],
    ] {
        assert!(meaning(&edited(&python, edit)) == given, "{edit:?}");
    }
}

#[test]
fn a_figure_that_was_changed_changes_its_totals_and_nothing_else() {
    let Some(python) = python() else {
        return missing("openpyxl");
    };
    let given = sample();
    let edited = edited(&python, &["figure", "依申请公开", "D6", "1004"]);
    let mut changed: Vec<(String, String, String)> = Vec::new();
    for field in given.evidence.as_ref().unwrap().keys() {
        let figures = (given.figure(field), edited.figure(field));
        if let (Some(before), Some(after)) = figures
            && before != after
        {
            changed.push((field.clone(), before.to_string(), after.to_string()));
        }
    }
    // Its own field, the total of its row, of its column, and of both.
    let added = |(field, before, after): &(String, String, String)| {
        let difference = after.parse::<i64>().unwrap() - before.parse::<i64>().unwrap();
        (field.clone(), difference)
    };
    let first = figure(&given, "applications.granted.natural_person")
        .parse::<i64>()
        .unwrap();
    let more = 1004 - first;
    let found: Vec<(String, i64)> = changed.iter().map(added).collect();
    let expected = [
        "granted.natural_person",
        "granted.total",
        "total_handled.natural_person",
        "total_handled.total",
    ];
    let expected: Vec<(String, i64)> = expected
        .iter()
        .map(|field| (format!("applications.{field}"), more))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_paragraph_that_was_rewritten_is_the_only_change() {
    let Some(python) = python() else {
        return missing("openpyxl");
    };
    let given = sample();
    let is_prose = |block: &&Block| matches!(block, Block::Paragraph(p) if p.label.is_none() && p.content.runs.is_empty());
    let index = given
        .document
        .blocks
        .iter()
        .position(|block| is_prose(&block))
        .unwrap();
    let Block::Paragraph(paragraph) = &given.document.blocks[index] else {
        panic!("no paragraph");
    };
    let new = "本机关全年未收到政府信息公开申请。";
    let edited = edited(&python, &["paragraph", &paragraph.content.text, new]);
    assert_eq!(edited.document.blocks.len(), given.document.blocks.len());
    for (number, (before, after)) in given
        .document
        .blocks
        .iter()
        .zip(&edited.document.blocks)
        .enumerate()
    {
        let printed = (before.printed(), after.printed());
        match number == index {
            true => assert_eq!(printed.1.as_deref(), Some(new)),
            false => assert_eq!(printed.0, printed.1, "block {number}"),
        }
    }
}

#[test]
fn libreoffice_saves_the_same_report() {
    let Some(office) = program("soffice") else {
        return missing("soffice");
    };
    let folder = TempDir::new().unwrap();
    let given = folder.path().join("a.xlsx");
    std::fs::write(&given, write(&sample(), Format::Xlsx).0).unwrap();
    let out = folder.path().join("out");
    let run = Command::new(&office)
        .arg(format!(
            "-env:UserInstallation=file://{}/profile",
            folder.path().display()
        ))
        .args(["--headless", "--convert-to", "xlsx", "--outdir"])
        .args([&out, &given])
        .output()
        .unwrap();
    let saved = out.join("a.xlsx");
    assert!(saved.is_file(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(meaning(&read_back(&saved)) == meaning(&sample()));
}
