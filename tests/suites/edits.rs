//! Figures that people change in a written file arrive, and nothing else changes.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use gongkai_model::{Diagnostic, Format, Report};
use gongkai_tests::chain::{read, through, write};
use gongkai_tests::paths::root;
use serde_json::{Value, json};

const FORMATS: [Format; 2] = [Format::Docx, Format::Xlsx];

fn sample(name: &str) -> Report {
    read(&std::fs::read(root().join("samples").join(name)).unwrap()).0
}

fn json_of(report: &Report) -> Value {
    serde_json::from_slice(&write(report, Format::Json).0).unwrap()
}

fn read_json(json: &Value) -> (Report, Vec<Diagnostic>) {
    read(&serde_json::to_vec(json).unwrap())
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    diagnostics.iter().map(Diagnostic::code).collect()
}

#[test]
fn a_figure_changed_in_data_changes_its_cell_and_no_other() {
    let report = sample("qingyuan-county-archives-2020.docx");
    let fields: Vec<String> = report.evidence.as_ref().unwrap().keys().cloned().collect();
    for (index, field) in fields.iter().enumerate() {
        let mut json = json_of(&report);
        let pointer = format!("/data/{}", field.replace('.', "/"));
        *json.pointer_mut(&pointer).unwrap() = json!(98765);
        let (edited, diagnostics) = read_json(&json);
        assert!(codes(&diagnostics).contains(&"cell-updated"), "{field}");
        for other in &fields {
            let expected = if other == field {
                Some("98765")
            } else {
                report.figure(other).map(|figure| figure.as_str())
            };
            let found = edited.figure(other).map(|figure| figure.as_str());
            assert_eq!(found, expected, "{other} where {field} was changed");
        }
        // The way through the files is long: every ninth field goes it.
        for format in FORMATS.iter().copied().filter(|_| index % 9 == 0) {
            let figure = through(&edited, format).figure(field).cloned();
            assert_eq!(figure.unwrap().as_str(), "98765", "{field} {format}");
        }
    }
}

#[test]
fn the_unit_in_the_cell_stays() {
    let mut json = json_of(&sample("qingyuan-county-archives-2020.docx"));
    json["data"]["article20_9"]["procurement"]["amount"] = json!(99999.5);
    let (edited, _) = read_json(&json);
    let evidence = &edited.evidence.as_ref().unwrap()["article20_9.procurement.amount"];
    assert_eq!(evidence.text, "99999.5元");
}

#[test]
fn a_figure_for_a_field_that_the_form_does_not_have_is_named() {
    let whole = json_of(&sample("yunling-housing-bureau-2024.docx"));
    for pointer in [
        "/applications/received/totl",
        "/applications/recieved/total",
        "/foo/a/b",
    ] {
        let mut json = whole.clone();
        let parts: Vec<&str> = pointer[1..].split('/').collect();
        json["data"][parts[0]][parts[1]][parts[2]] = json!(9);
        let (_, diagnostics) = read_json(&json);
        let places: Vec<String> = diagnostics
            .iter()
            .filter(|d| d.code() == "unknown-field")
            .map(|d| d.place.as_ref().unwrap().to_string())
            .collect();
        assert_eq!(places, [format!("/data{pointer}")]);
    }
}

#[test]
fn a_value_that_contradicts_the_text_of_its_cell_is_named() {
    let mut json = json_of(&sample("qingyuan-county-archives-2020.docx"));
    let cell = &json["evidence"]["article20_9.procurement.amount"]["cell"];
    let block = cell["block"].as_u64().unwrap() as usize;
    let (row, column) = (cell["row"].clone(), cell["column"].clone());
    let cells = json["document"]["blocks"][block]["cells"]
        .as_array_mut()
        .unwrap();
    let cell = cells
        .iter_mut()
        .find(|cell| (&cell["row"], &cell["column"]) == (&row, &column))
        .unwrap();
    cell["value"] = json!(7);
    let (report, diagnostics) = read_json(&json);
    assert_eq!(codes(&diagnostics), ["data-differs"]);
    let amount = report.figure("article20_9.procurement.amount").unwrap();
    assert_eq!(amount.as_str(), "104150");
}

/// What an edit of a cell in Word or Excel does, without those programs.
#[test]
fn a_cell_changed_in_the_document_changes_its_figure() {
    for text in ["17", "１７", "17件"] {
        let mut json = json_of(&sample("yunling-housing-bureau-2024.docx"));
        let cell = json["evidence"]["applications.received.total"]["cell"].clone();
        let block = cell["block"].as_u64().unwrap() as usize;
        let cells = json["document"]["blocks"][block]["cells"]
            .as_array_mut()
            .unwrap();
        let found = cells
            .iter_mut()
            .find(|c| (&c["row"], &c["column"]) == (&cell["row"], &cell["column"]))
            .unwrap();
        found["text"] = json!(text);
        found.as_object_mut().unwrap().remove("value");
        let (report, diagnostics) = read_json(&json);
        assert_eq!(codes(&diagnostics), ["data-differs"], "{text}");
        let figure = report.figure("applications.received.total").unwrap();
        assert_eq!(figure.as_str(), "17", "{text}");
    }
}
