//! A table of many cells goes into a workbook on a way of its own, row by row;
//! what it says must be the same as on the way of the small ones.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use gongkai_model::{Block, Cell, Document, Format, Report, RichText, Style, Table, Value};
use gongkai_tests::chain::{read, report, write};

const ROWS: u32 = 900;
const COLUMNS: u32 = 30;

/// What makes a cell of a workbook something else than it is.
const TEXTS: &[&str] = &[
    "清源县档案局",
    "",
    "007",
    "=1+1",
    "<甲> & \"乙\" '丙'",
    "_x0041_",
    "<r>甲</r>",
    "甲\n乙\t丙",
    "  前后有空  ",
    "TRUE",
    "2020.10",
    "一段很长的文字，要在格子里折成好几行才放得下，行也就高了",
    "😀",
    "]]>",
];

/// A number as text and value.
const NUMBERS: &[(&str, &str)] = &[
    ("12", "12"),
    ("0", "0"),
    ("-3", "-3"),
    ("1,234.50", "1234.5"),
    ("12.5%", "0.125"),
    ("104150元", "104150"),
    ("0.1", "0.1"),
    ("123456789012345", "123456789012345"),
    ("1234567890", "1234567890"),
];

fn cell(row: u32, column: u32) -> Cell {
    let pick = (row * 7 + column * 3) as usize;
    let text = TEXTS[pick % TEXTS.len()];
    let mut cell = Cell::new(row, column, RichText::plain(text));
    match column % 6 {
        // A header, so that the columns below it have values.
        _ if row == 0 => cell.content = RichText::plain(format!("第{column}列")),
        0 | 1 => {}
        2 => {
            let (text, value) = NUMBERS[pick % NUMBERS.len()];
            cell.content = RichText::plain(text);
            cell.value = Some(Value::Number(value.parse().unwrap()));
        }
        3 => {
            let number = row * 31 + column;
            cell.content = RichText::plain(number.to_string());
            cell.value = Some(Value::Number(i64::from(number).into()));
        }
        4 => {
            let flag = pick.is_multiple_of(2);
            cell.content = RichText::plain(if flag { "TRUE" } else { "FALSE" });
            cell.value = Some(Value::Boolean(flag));
        }
        _ if pick.is_multiple_of(11) => {
            let bold = Style {
                bold: true,
                ..Style::default()
            };
            cell.content.push("粗", &bold);
        }
        _ => {
            let day = 1 + pick % 28;
            cell.content = RichText::plain(format!("2024年3月{day}日"));
            cell.value = Some(Value::Date(format!("2024-03-{day:02}")));
        }
    }
    cell
}

/// A table with a merged cell now and then.
fn large() -> Report {
    let is_covered = |row: u32, column: u32| row % 100 == 50 && column == 1;
    let mut cells = Vec::new();
    for row in 0..ROWS {
        for column in (0..COLUMNS).filter(|&column| !is_covered(row, column)) {
            let span = 1 + u32::from(is_covered(row, column + 1));
            cells.push(cell(row, column).spanning(1, span));
        }
    }
    let table = Table::new(ROWS, COLUMNS, cells).unwrap();
    report(Document::new(vec![Block::Table(table)])).meaning()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_large_table_comes_back_from_excel() {
    let given = large();
    let (bytes, lost) = write(&given, Format::Xlsx);
    assert_eq!(lost, vec![]);
    let found = read(&bytes).0.meaning();
    let cells = |report: &Report| report.document.tables().next().unwrap().1.cells.clone();
    for (given, found) in cells(&given).iter().zip(&cells(&found)) {
        assert_eq!(found, given);
    }
    assert!(found == given);
    assert_eq!(write(&given, Format::Xlsx).0, bytes);
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<dimension ref=\"A1:AD900\"/>"));
    let inline = sheet.matches("inlineStr").count();
    assert!(inline > 4000, "rows of the way that is tested: {inline}");
    let rows: Vec<&str> = sheet.split("<row r=\"").skip(1).collect();
    let number = |row: &str| row.split('"').next().unwrap().parse::<u32>().unwrap();
    assert!(rows.iter().map(|row| number(row)).eq(1..=ROWS));
    // A row of several lines is high, by its text and not by hand.
    assert!(rows.iter().any(|row| row.contains(" ht=\"")));
    assert!(!sheet.contains("customHeight"));
}

#[test]
fn calamine_sees_the_same_cells() {
    let given = large();
    let bytes = write(&given, Format::Xlsx).0;
    let mut workbook = Xlsx::new(Cursor::new(&bytes[..])).unwrap();
    let range = workbook.worksheet_range_at(1).unwrap().unwrap();
    let (_, table) = given.document.tables().next().unwrap();
    for cell in &table.cells {
        let (at, text) = ((cell.row, cell.column), cell.text());
        match (range.get_value(at), &cell.value) {
            (Some(Data::String(found)), None) => assert_eq!(found, text, "{at:?}"),
            (Some(Data::Empty) | None, None) => assert_eq!(text, "", "{at:?}"),
            (Some(Data::Bool(found)), Some(Value::Boolean(flag))) => assert_eq!(found, flag),
            (Some(Data::Float(found)), Some(Value::Number(number))) => {
                assert_eq!(*found, number.to_f64(), "{at:?}");
            }
            (Some(Data::DateTime(_)), Some(Value::Date(_))) => {}
            other => panic!("{at:?}: {other:?}, {text}"),
        }
    }
}
