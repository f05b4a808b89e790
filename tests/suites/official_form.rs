//! The official form as WPS made it, blank and filled in.
//!
//! The form is in the corpus, not in the project. The figures are those that
//! a city published for 2024; they are typed into the form here, cell after
//! cell, without any help of the code under test.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use std::io::{Cursor, Read, Write};

use gongkai_model::{Diagnostic, Format, Report, State};
use gongkai_tests::chain::{read, through};
use gongkai_tests::paths::corpus;
use zip::write::SimpleFileOptions;

const FORM: &str = "chinese/govnianbao/政务公开年报模版.docx";

fn form() -> Option<Vec<u8>> {
    Some(std::fs::read(corpus()?.join(FORM)).unwrap())
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    diagnostics.iter().map(Diagnostic::code).collect()
}

#[test]
fn the_blank_form_binds_with_all_its_fields_blank() {
    let Some(bytes) = form() else { return };
    let (report, diagnostics) = read(&bytes);
    assert_eq!(codes(&diagnostics), Vec::<&str>::new());
    assert_eq!(report.form.as_deref(), Some("ogi-2021"));
    let evidence = report.evidence.as_ref().unwrap();
    assert_eq!(evidence.len(), 200);
    assert!(
        evidence
            .values()
            .all(|e| e.state == State::Blank && e.place.is_some())
    );
    let keys: Vec<_> = report
        .sections
        .iter()
        .map(|s| s.key.as_deref().unwrap())
        .collect();
    assert_eq!(
        keys,
        [
            "overview",
            "proactive",
            "applications",
            "disputes",
            "problems",
            "other"
        ]
    );
}

/// 第二十条: the figures of each data row.
const ARTICLE_20: [&[&str]; 6] = [
    &["1", "0", "11"],
    &["8", "26", "66"],
    &["447228"],
    &["3985758"],
    &["88283"],
    &["96171.6"],
];

/// Part three: one line a row of the form, 自然人 to 总计.
const APPLICATIONS: [[u32; 7]; 25] = [
    [3001, 53, 0, 0, 61, 4, 3119],
    [34, 0, 0, 0, 0, 0, 34],
    [1288, 21, 0, 0, 50, 3, 1362],
    [447, 7, 0, 0, 0, 0, 454],
    [2, 0, 0, 0, 0, 0, 2],
    [30, 1, 0, 0, 0, 0, 31],
    [5, 0, 0, 0, 0, 0, 5],
    [6, 0, 0, 0, 0, 0, 6],
    [7, 1, 0, 0, 0, 0, 8],
    [12, 0, 0, 0, 0, 0, 12],
    [9, 0, 0, 0, 0, 0, 9],
    [105, 0, 0, 0, 0, 0, 105],
    [746, 12, 0, 0, 10, 1, 769],
    [11, 0, 0, 0, 0, 0, 11],
    [1, 0, 0, 0, 0, 0, 1],
    [56, 6, 0, 0, 0, 0, 62],
    [25, 0, 0, 0, 0, 0, 25],
    [0, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0],
    [1, 0, 0, 0, 0, 0, 1],
    [67, 3, 0, 0, 1, 0, 71],
    [6, 0, 0, 0, 0, 0, 6],
    [108, 2, 0, 0, 0, 0, 110],
    [2932, 53, 0, 0, 61, 4, 3050],
    [103, 0, 0, 0, 0, 0, 103],
];

/// Part four.
const DISPUTES: [u32; 15] = [72, 64, 178, 37, 351, 13, 4, 8, 1, 26, 12, 1, 1, 6, 20];

/// Types figures into the last cells of a row.
fn fill_row(row: &str, figures: &[String]) -> String {
    let mut cells: Vec<String> = row.split_inclusive("</w:tc>").map(str::to_owned).collect();
    // What follows the last cell closes the row.
    let end = cells.len() - 1;
    for (cell, figure) in cells[end - figures.len()..end].iter_mut().zip(figures) {
        let at = cell.rfind("</w:p>").unwrap();
        cell.insert_str(at, &format!("<w:r><w:t>{figure}</w:t></w:r>"));
    }
    cells.concat()
}

fn fill_table(table: &str, figures: impl Fn(usize) -> Vec<String>) -> String {
    let rows = table.split_inclusive("</w:tr>").enumerate();
    rows.map(|(index, row)| match figures(index) {
        figures if figures.is_empty() => row.to_owned(),
        figures => fill_row(row, &figures),
    })
    .collect()
}

fn strings<T: ToString>(figures: &[T]) -> Vec<String> {
    figures.iter().map(ToString::to_string).collect()
}

fn filled(document: &str) -> String {
    let mut tables: Vec<String> = document
        .split_inclusive("</w:tbl>")
        .map(str::to_owned)
        .collect();
    tables[0] = fill_table(&tables[0], |row| match row {
        2 => strings(ARTICLE_20[0]),
        3 => strings(ARTICLE_20[1]),
        6 => strings(ARTICLE_20[2]),
        9 => strings(ARTICLE_20[3]),
        10 => strings(ARTICLE_20[4]),
        13 => strings(ARTICLE_20[5]),
        _ => Vec::new(),
    });
    tables[1] = fill_table(&tables[1], |row| match row {
        3..28 => strings(&APPLICATIONS[row - 3]),
        _ => Vec::new(),
    });
    tables[2] = fill_table(&tables[2], |row| match row {
        3 => strings(&DISPUTES),
        _ => Vec::new(),
    });
    let document = tables.concat();
    let title = "淮安市人民政府2024年政府信息公开工作年度报告";
    document.replacen("政府信息公开工作年度报告格式模板", title, 1)
}

fn filled_form() -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(form()?)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        if name.ends_with('/') {
            continue;
        }
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            bytes = filled(std::str::from_utf8(&bytes).unwrap()).into_bytes();
        }
        written
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        written.write_all(&bytes).unwrap();
    }
    Some(written.finish().unwrap().into_inner())
}

fn assert_filled(report: &Report) {
    assert_eq!(report.form.as_deref(), Some("ogi-2021"));
    assert_eq!(report.meta.year, Some(2024));
    assert_eq!(report.meta.organization.as_deref(), Some("淮安市人民政府"));
    let figures = |table: &str| -> Vec<String> {
        let rows = report.data.as_ref().unwrap()[table].values();
        rows.flat_map(|row| {
            row.values()
                .map(|figure| figure.as_ref().unwrap().to_string())
        })
        .collect()
    };
    let article_20 = ["article20_1", "article20_5", "article20_6", "article20_8"];
    let read: Vec<String> = article_20.iter().flat_map(|table| figures(table)).collect();
    assert_eq!(read, strings(&ARTICLE_20.concat()));
    assert_eq!(figures("applications"), strings(&APPLICATIONS.concat()));
    assert_eq!(figures("disputes"), strings(&DISPUTES));
}

#[test]
fn the_filled_form_gives_every_figure() {
    let Some(bytes) = filled_form() else { return };
    let (report, diagnostics) = read(&bytes);
    assert_eq!(codes(&diagnostics), Vec::<&str>::new());
    assert_filled(&report);
}

#[test]
fn the_filled_form_survives_every_format() {
    let Some(bytes) = filled_form() else { return };
    let report = read(&bytes).0;
    for format in Format::ALL {
        let back = through(&report, format);
        assert_filled(&back);
        assert_eq!(back.meaning(), report.clone().meaning(), "{format}");
    }
}
