//! Nothing is guessed into a number: what looks like one in a table of Word is
//! shown in Excel, and read from there, to the letter; and calamine sees a
//! number only where all of the column plainly are some.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use gongkai_model::{Block, Cell, Document, Format, Report, RichText, Table};
use gongkai_tests::chain::{report, through, write};
use proptest::prelude::*;

/// What other programs make something else of.
const AWKWARD: &[&str] = &[
    "007",
    "00",
    "2020.10",
    "1e5",
    "1E5",
    "430922198001011234",
    "110101199003078515",
    "1234567890123456",
    "2021/1/5",
    "2020年12月31日",
    "1-2",
    "3/4",
    "12.5%",
    "104,150.00元",
    "TRUE",
    "#DIV/0!",
    "+5",
    "1,23",
    "-0",
    "0x10",
    "１２",
    "(5)",
    "12:30",
    "1.",
    ".5",
    "=1+1",
    "'5",
    "@x",
    "1 000",
    "Jan-1",
    "5月1日",
    "NaN",
    "inf",
    "1.2.3",
    "−5",
    "1,234.",
    "1,2345",
    "0.1e-7",
    "1_000",
    "12,",
    "1'234",
    "一百",
    "½",
];

/// A text that is not far from a number.
fn text() -> BoxedStrategy<String> {
    prop_oneof![
        3 => prop::sample::select(AWKWARD.to_vec()).prop_map(str::to_owned),
        3 => "[0-9]{1,20}",
        2 => "-?[0-9]{1,6}(\\.[0-9]{1,6})?",
        2 => "[1-9][0-9]{0,2}(,[0-9]{3}){1,3}(\\.[0-9]{1,3})?",
        2 => "[-+0-9.,eE%/: 年月日元]{1,9}",
        1 => Just(String::new()),
    ]
    .boxed()
}

/// A column of much the same, or of anything.
fn column(rows: usize) -> BoxedStrategy<Vec<String>> {
    let of = |one: BoxedStrategy<String>| prop::collection::vec(one, rows);
    prop_oneof![
        of(text()),
        of("[1-9][0-9]{0,5}".boxed()),
        of("[0-9]{1,3}\\.[0-9]{2}".boxed()),
        text().prop_map(move |text| vec![text; rows]),
    ]
    .boxed()
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1..6usize).prop_flat_map(|rows| prop::collection::vec(column(rows), 1..5))
}

/// A report with one table: a header, a column of names, and the columns.
fn given(columns: &[Vec<String>]) -> Report {
    let mut cells = Vec::new();
    let mut put = |row: usize, column: usize, text: &str| {
        cells.push(Cell::new(row as u32, column as u32, RichText::plain(text)));
    };
    let rows = columns[0].len();
    for row in 0..=rows {
        put(row, 0, "名称");
        for (index, column) in columns.iter().enumerate() {
            put(
                row,
                index + 1,
                if row == 0 { "内容" } else { &column[row - 1] },
            );
        }
    }
    let table = Table::new(rows as u32 + 1, columns.len() as u32 + 1, cells).unwrap();
    report(Document::new(vec![Block::Table(table)]))
}

fn cells(report: &Report) -> Vec<(u32, u32, String)> {
    let tables = report.document.tables();
    let of = |(_, table): (usize, &Table)| -> Vec<_> {
        let cell = |cell: &Cell| (cell.row, cell.column, cell.text().to_owned());
        table.cells.iter().map(cell).collect()
    };
    tables.flat_map(of).collect()
}

/// The number that a text is to everybody: figures, perhaps in groups of three,
/// without a zero that a number would lose.
fn plainly(text: &str) -> Option<f64> {
    let body = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = body.split_once('.').unwrap_or((body, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups[1..].iter().all(|group| group.len() == 3) && groups[0].len() <= 3;
    let sound = groups.iter().all(|group| digits(group)) && (groups.len() == 1 || grouped);
    let zero = groups[0].starts_with('0') && whole.len() > 1;
    let number: f64 = text.replace(',', "").parse().ok()?;
    let lost = text.starts_with('-') && number == 0.0;
    let many = text.bytes().filter(u8::is_ascii_digit).count() > 15;
    (sound && digits(fraction) && !zero && !lost && !many).then_some(number)
}

fn config() -> ProptestConfig {
    let cases = std::env::var("GONGKAI_CASES")
        .ok()
        .and_then(|n| n.parse().ok());
    ProptestConfig {
        cases: cases.unwrap_or(128),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_is_guessed_into_a_number(columns in table()) {
        let word = through(&given(&columns), Format::Docx);
        let bytes = write(&word, Format::Xlsx).0;
        let back = gongkai_reader::read(&bytes, &gongkai_reader::Options::default()).unwrap().report;
        prop_assert_eq!(cells(&back), cells(&word));
        for format in [Format::Docx, Format::Json] {
            prop_assert_eq!(cells(&through(&back, format)), cells(&word), "{}", format);
        }

        let texts = cells(&word);
        let text_at = |row: u32, column: u32| {
            let cell = texts.iter().find(|cell| (cell.0, cell.1) == (row, column));
            cell.map(|cell| cell.2.clone()).unwrap_or_default()
        };
        let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
        let Some(Ok(sheet)) = workbook.worksheet_range_at(1) else {
            return Ok(()); // a table of one line is prose
        };
        let (top, left) = sheet.start().unwrap_or_default();
        for (row, column, data) in sheet.used_cells() {
            let (row, column) = (row as u32 + top, column as u32 + left);
            let text = text_at(row, column);
            match data {
                Data::String(found) => prop_assert_eq!(found, &text),
                Data::Float(_) | Data::Int(_) => {
                    let number = data.to_string().parse::<f64>().unwrap();
                    prop_assert_eq!(plainly(&text), Some(number), "{}", text);
                    let body = texts.iter().filter(|cell| cell.1 == column && cell.0 > 0);
                    for other in body.filter(|cell| !cell.2.trim().is_empty()) {
                        prop_assert!(plainly(&other.2).is_some(), "{} beside {}", text, other.2);
                    }
                }
                Data::Empty => prop_assert_eq!("", text),
                other => prop_assert!(false, "{} became {:?}", text, other),
            }
        }
    }
}
