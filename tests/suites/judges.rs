//! Other programs judge what we write: the Open XML SDK validator, python-docx,
//! openpyxl and LibreOffice, over samples and generated documents; openpyxl over
//! the corpus as well.
//!
//! A judge that is not installed is skipped, and says so; `.ci/run` installs
//! all of them and sets `GONGKAI_JUDGES=required`.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use std::path::{Path, PathBuf};
use std::process::Command;

use gongkai_model::{Format, Report};
use gongkai_reader::Options;
use gongkai_tests::chain::{read, report, through, write};
use gongkai_tests::generate::{Content, document_of};
use gongkai_tests::paths::{corpus, files, missing, program, root, samples};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use rayon::prelude::*;
use tempfile::TempDir;

/// Writes everything that is judged: `NAME.docx`, `NAME.xlsx` and, for
/// comparison, `NAME.json`.
fn exhibits() -> TempDir {
    let folder = TempDir::new().unwrap();
    let from_samples = Format::ALL.iter().flat_map(|format| {
        samples(format.extension()).into_iter().map(|path| {
            let name = path
                .file_name()
                .unwrap()
                .to_string_lossy()
                .replace('.', "-");
            (name, read(&std::fs::read(&path).unwrap()).0)
        })
    });
    let generated = generated().into_iter().enumerate();
    let generated = generated.map(|(index, report)| (format!("generated-{index}"), report));
    for (name, report) in from_samples.chain(generated) {
        for format in Format::ALL {
            // Each format is judged by what is read from it: Word has no typed values.
            let report = if format == Format::Json {
                through(&report, Format::Json)
            } else {
                report.clone()
            };
            let path = folder.path().join(format!("{name}.{format}"));
            std::fs::write(path, write(&report, format).0).unwrap();
        }
    }
    folder
}

/// Large documents made at random, the same in every run.
fn generated() -> Vec<Report> {
    let mut runner = TestRunner::deterministic();
    (0..6)
        .map(|index| {
            let content = Content {
                values: index % 2 == 0,
                nested_tables: index == 5,
                partial_links: true,
                beside: index > 2,
                tracked: index > 3,
            };
            let document = document_of(content, 120).new_tree(&mut runner);
            report(document.unwrap().current())
        })
        .collect()
}

fn written(folder: &Path, extension: &str) -> Vec<PathBuf> {
    gongkai_tests::paths::files(folder, extension)
}

#[test]
fn the_open_xml_sdk_finds_no_error() {
    let Some(validator) = program("ooxml-validator") else {
        return missing("ooxml-validator");
    };
    let folder = exhibits();
    let mut failed = Vec::new();
    for extension in ["docx", "xlsx"] {
        for path in written(folder.path(), extension) {
            let output = Command::new(&validator).arg(&path).output().unwrap();
            if !output.status.success() {
                failed.push(String::from_utf8_lossy(&output.stdout).into_owned());
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// The same of the documents of the corpus: `NUMBER-NAME.xlsx` and
/// `NUMBER-NAME.json`, from every format that is read. None where it is missing.
fn corpus_exhibits() -> Option<TempDir> {
    let corpus = corpus()?;
    let folder = TempDir::new().unwrap();
    let of = |extension| files(&corpus, extension);
    let extensions = ["docx", "doc", "xlsx", "xlsm", "xltx", "xlsb", "xls", "ods"];
    let paths = extensions.into_iter().flat_map(of);
    let is_small = |path: &PathBuf| path.metadata().is_ok_and(|m| m.len() < LARGEST);
    let paths: Vec<PathBuf> = paths.filter(is_small).collect();
    paths.par_iter().enumerate().for_each(|(number, path)| {
        let bytes = std::fs::read(path).unwrap();
        let Ok(read) = gongkai_reader::read(&bytes, &Options::default()) else {
            return; // the suite `conformance` says which
        };
        // What Excel cannot hold at all is told by the suite `corpus`.
        let Ok(written) = gongkai_writer::write(&read.report, Format::Xlsx) else {
            return;
        };
        let name = path
            .file_name()
            .unwrap()
            .to_string_lossy()
            .replace('.', "-");
        let path = folder.path().join(format!("{number}-{name}"));
        std::fs::write(path.with_extension("xlsx"), written.bytes).unwrap();
        let json = write(&read.report, Format::Json).0;
        std::fs::write(path.with_extension("json"), json).unwrap();
    });
    Some(folder)
}

/// Larger documents say nothing new and take long in a debug build.
const LARGEST: u64 = 200_000;

/// Runs one of the scripts beside this suite over the exhibits.
fn script(name: &str, module: &str, exhibits: fn() -> Option<TempDir>) {
    let python = program("python3");
    let has_module = |python: &PathBuf| {
        let import = format!("import {module}");
        Command::new(python)
            .args(["-c", &import])
            .output()
            .is_ok_and(|o| o.status.success())
    };
    let Some(python) = python.filter(has_module) else {
        return missing(module);
    };
    let Some(folder) = exhibits() else { return };
    let script = root().join("tests/judges").join(name);
    let output = Command::new(python)
        .arg(script)
        .arg(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

#[test]
fn python_docx_sees_the_same_tables() {
    script("python_docx.py", "docx", || Some(exhibits()));
}

#[test]
fn openpyxl_sees_the_same_tables() {
    script("with_openpyxl.py", "openpyxl", || Some(exhibits()));
}

#[test]
fn openpyxl_sees_the_same_tables_of_the_corpus() {
    script("with_openpyxl.py", "openpyxl", corpus_exhibits);
}

#[test]
fn libreoffice_opens_and_prints_every_file() {
    let Some(office) = program("soffice") else {
        return missing("soffice");
    };
    let folder = exhibits();
    let out = TempDir::new().unwrap();
    for extension in ["docx", "xlsx"] {
        let files = written(folder.path(), extension);
        let out = out.path().join(extension);
        let profile = format!("-env:UserInstallation=file://{}/profile", out.display());
        let pdf = ["--headless", "--convert-to", "pdf", "--outdir"];
        let run = Command::new(&office)
            .arg(profile)
            .args(pdf)
            .arg(&out)
            .args(&files)
            .output()
            .unwrap();
        // Its exit status proves nothing: the file must be there.
        for file in &files {
            let name = file.file_name().unwrap();
            let page = out.join(name).with_extension("pdf");
            assert!(
                page.is_file(),
                "{name:?}: {}",
                String::from_utf8_lossy(&run.stderr)
            );
        }
    }
}
