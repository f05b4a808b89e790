//! Formulas, rules and red marks as they stand in the sheets.

use std::io::{Cursor, Read};

use gongkai_model::{Block, Report, builtin_form};

use crate::{Options, xlsx};

/// The blank form with figures of the first group of the third table:
/// upheld, corrected, other, pending, total.
fn report(figures: [&str; 5]) -> Report {
    let form = builtin_form("ogi-2021").unwrap();
    let mut document = form.blank(None, None).unwrap();
    let tables = document.blocks.iter_mut().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let table = tables.last().unwrap();
    for (column, text) in (0..).zip(figures) {
        let mut cells = table.cells.iter_mut();
        let cell = cells.find(|cell| (cell.row, cell.column) == (3, column));
        cell.unwrap().content = gongkai_model::RichText::plain(text);
    }
    let (document, _) = document.normalize();
    document.bind(std::slice::from_ref(form)).0
}

/// The sheet of the third table.
fn sheet(report: &Report, formulas: bool) -> String {
    let options = Options {
        formulas,
        ..Options::default()
    };
    let bytes = xlsx::write(report, &options).unwrap().bytes;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name("xl/worksheets/sheet4.xml").unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_total_that_is_its_sum_is_a_formula_with_its_result() {
    let given = report(["1", "2", "0", "3", "6"]);
    assert!(sheet(&given, true).contains("<f>SUM(A4:D4)</f><v>6</v>"));
    assert!(!sheet(&given, false).contains("<f>"));
}

#[test]
fn a_total_that_is_not_its_sum_stays_what_it_is_and_turns_red() {
    let sheet = sheet(&report(["1", "2", "0", "3", "7"]), true);
    assert!(!sheet.contains("<f>") && sheet.contains("<v>7</v>"));
    assert!(sheet.contains("ROUND(SUM($E$4)-SUM($A$4:$D$4),6)"));
}

#[test]
fn a_figure_that_excel_cannot_add_up_is_in_no_formula_and_no_rule() {
    let sheet = sheet(&report(["１２", "3", "0", "0", "15"]), true);
    assert!(!sheet.contains("<f>"));
    assert!(!sheet.contains("$E$4")); // the other two groups have their rules
    assert!(sheet.contains("$J$4") && sheet.contains("$O$4"));
}

#[test]
fn totals_of_a_blank_form_are_blank_until_it_is_filled_in() {
    let sheet = sheet(&report([""; 5]), true);
    let formula = "<f>IF(COUNT(A4:D4)=0,\"\",SUM(A4:D4))</f><v></v>";
    assert!(sheet.contains(formula), "{sheet}");
}

#[test]
fn figures_warn_of_what_is_no_count() {
    let sheet = sheet(&report([""; 5]), true);
    assert!(sheet.contains("<dataValidation type=\"whole\" errorStyle=\"warning\""));
    assert!(sheet.contains("sqref=\"A4:O4\""));
}
