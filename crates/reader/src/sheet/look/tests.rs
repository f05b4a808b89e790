use gongkai_model::{Lang, Target};

use super::*;
use crate::xml::Xml;

/// A style with borders on all sides, the second of its kind.
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><borders><border/><border><left style=\"thin\"/><top style=\"thin\"/></border></borders><cellXfs><xf/><xf borderId=\"1\"/></cellXfs></styleSheet>";

fn cell(row: u32, column: u32, style: u32, content: Content) -> Cell {
    Cell {
        row,
        column,
        style,
        content,
    }
}

fn rows(sheet: &mut Sheet, hidden: crate::Hidden) -> (Vec<Row>, Diagnostics) {
    let mut diagnostics = Diagnostics::new(hidden);
    let mut xml = Xml::new(STYLES, "xl/styles.xml", 64);
    let styles = crate::xlsx::styles::read(&mut xml, &mut diagnostics.tally).unwrap();
    let look = Look {
        strings: &[],
        styles: &styles,
        date1904: false,
        name: "S",
    };
    let seen = look.see(std::mem::take(sheet), &mut diagnostics);
    let rows = seen.rows;
    (rows, diagnostics)
}

#[test]
fn a_sheet_formatted_to_its_end_has_few_empty_rows() {
    let mut sheet = Sheet::default();
    let first = cell(0, 0, 1, Content::Boolean(true));
    let empty = (1..1_048_576).map(|row| cell(row, 0, 1, Content::Blank));
    sheet.cells = std::iter::once(first).chain(empty).collect();
    // A form of ten lines is left as it is.
    let mut form = Sheet {
        cells: sheet.cells[..11].to_vec(),
        ..Sheet::default()
    };
    let count = |sheet: &mut Sheet| {
        let (rows, diagnostics) = rows(sheet, crate::Hidden::Drop);
        let said = diagnostics.into_list();
        let said: Vec<String> = said.map(|d| d.message(gongkai_model::Lang::Zh)).collect();
        (rows.len(), said.concat())
    };
    let (many, said) = count(&mut sheet);
    assert_eq!(many, 1 + MAX_EMPTY_ROWS);
    assert!(said.ends_with("从这一格起未带出：A1002"), "{said}");
    assert_eq!(count(&mut form), (11, String::new()));
}

#[test]
fn hidden_rows_and_columns_are_named() {
    let cells = [(0, 0), (2, 0), (2, 2), (3, 0), (4, 5), (7, 0)];
    let cells = cells.map(|(row, column)| cell(row, column, 0, Content::Boolean(true)));
    let sheet = || Sheet {
        cells: cells.to_vec(),
        hidden_rows: Lines::new(vec![(2, 3), (7, 9)]),
        hidden_columns: Lines::new(vec![(5, 16_383)]),
        ..Sheet::default()
    };
    let read = |hidden| {
        let (rows, diagnostics) = rows(&mut sheet(), hidden);
        let said = diagnostics.list.iter();
        let said = said.map(|d| d.message(gongkai_model::Lang::En));
        (rows.len(), said.collect::<Vec<String>>())
    };
    let said = |rows: &str, columns: &str| vec![rows.to_owned(), columns.to_owned()];
    assert_eq!(
        read(crate::Hidden::Drop),
        (
            1,
            said(
                "hidden rows were left out: 3-4, 8",
                "hidden columns were left out: F"
            )
        )
    );
    assert_eq!(
        read(crate::Hidden::Keep),
        (
            5,
            said(
                "hidden rows were kept: 3-4, 8",
                "hidden columns were kept: F"
            )
        )
    );
}

#[test]
fn a_hidden_row_that_has_but_a_comment_is_named_where_it_is_kept() {
    let mut sheet = Sheet {
        hidden_rows: Lines::new(vec![(4, 4)]),
        ..Sheet::default()
    };
    sheet.attached.insert((4, 0), vec![Target::Comment(0)]);
    let (_, diagnostics) = rows(&mut sheet, crate::Hidden::Keep);
    let said: Vec<String> = diagnostics
        .list
        .iter()
        .map(|found| found.message(Lang::En))
        .collect();
    assert_eq!(said, ["hidden rows were kept: 5"]);
}
