//! Typed values that the printed text alone gives back.
//!
//! A value may be left out of a file without loss where the same value comes
//! back on reading: because the text is plainly a number and its column holds
//! nothing else, or because the cell is one of a field of the form and the
//! figure is read from it. Anything else is lost and is named in a diagnostic.

use std::collections::{HashMap, HashSet};

use gongkai_model::{
    Block, Cell, CellRef, Decimal, Document, Evidence, Report, State, Table, Value,
};

/// A cell of the report: block, row and column, from 0.
pub(crate) type Position = (usize, u32, u32);

/// The cells whose value is lost where nothing but their text is written.
pub(crate) fn lost_values(report: &Report) -> HashSet<Position> {
    let figures = figures(report);
    let mut lost = HashSet::new();
    for (block, table) in report.document.tables() {
        if table.cells.iter().all(|cell| cell.value.is_none()) {
            continue;
        }
        let reread = reread(table);
        for (index, cell) in table.cells.iter().enumerate() {
            let Some(value) = &cell.value else { continue };
            let position = (block, cell.row, cell.column);
            let again = reread
                .as_ref()
                .and_then(|table| table.cells.get(index)?.value.as_ref());
            if again != Some(value) && !is_figure(figures.get(&position), value) {
                lost.insert(position);
            }
        }
    }
    lost
}

/// The table as it is read from its texts.
fn reread(table: &Table) -> Option<Table> {
    let cells = table.cells.iter().map(|cell| Cell {
        content: cell.content.clone(),
        ..Cell::new(cell.row, cell.column, Default::default())
            .spanning(cell.row_span, cell.column_span)
    });
    let bare = Table {
        rows: table.rows,
        columns: table.columns,
        cells: cells.collect(),
        place: None,
    };
    let (document, _) = Document::new(vec![Block::Table(bare)]).normalize();
    match document.blocks.into_iter().next() {
        Some(Block::Table(table)) => Some(table),
        _ => None,
    }
}

/// What stands in the cells of the fields that hold a figure.
fn figures(report: &Report) -> HashMap<Position, &str> {
    let evidence = report.evidence.iter().flat_map(|map| map.values());
    evidence
        .filter_map(|read: &Evidence| match (read.state, read.cell) {
            (State::Number, Some(CellRef { block, row, column })) => {
                Some(((block, row, column), read.text.as_str()))
            }
            _ => None,
        })
        .collect()
}

fn is_figure(text: Option<&&str>, value: &Value) -> bool {
    match (text, value) {
        (Some(text), Value::Number(number)) => face(text).as_ref() == Some(number),
        _ => false,
    }
}

/// The digits of a figure as they stand: `10.415` in `10.415万元`. The text is
/// known to be a figure, so only what the digits are is asked.
fn face(text: &str) -> Option<Decimal> {
    let digits: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}'))
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '−' => '-',
            c => c,
        })
        .take_while(|c| c.is_ascii_digit() || "+-.,".contains(*c))
        .filter(|&c| c != ',')
        .collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use gongkai_model::{RichText, builtin_forms};

    use super::*;

    fn number(text: &str) -> Value {
        Value::Number(text.parse().unwrap())
    }

    fn column(cells: Vec<(&str, Option<Value>)>) -> Report {
        let rows = cells.len() as u32;
        let cells = cells
            .into_iter()
            .enumerate()
            .map(|(row, (text, value))| Cell {
                value,
                ..Cell::new(row as u32, 0, RichText::plain(text))
            });
        let table = Table::new(rows, 1, cells.collect()).unwrap();
        Document::new(vec![Block::Table(table)])
            .bind(builtin_forms())
            .0
    }

    #[test]
    fn values_that_the_text_shows_are_not_lost() {
        let report = column(vec![
            ("件数", None),
            ("12", Some(number("12"))),
            ("1,234", Some(number("1234"))),
        ]);
        assert!(lost_values(&report).is_empty());
    }

    #[test]
    fn values_that_the_text_hides_are_lost() {
        let report = column(vec![
            ("金额", None),
            ("12.35", Some(number("12.3456"))),
            ("是", Some(Value::Boolean(true))),
            ("2020-12-31", Some(Value::Date("2020-12-31".to_owned()))),
        ]);
        let lost = lost_values(&report);
        assert_eq!(lost, HashSet::from([(0, 1, 0), (0, 2, 0), (0, 3, 0)]));
    }

    #[test]
    fn figures_of_a_field_come_back_from_their_digits() {
        let cells = [
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
            ["规章", "１４件", "+3", "/"],
        ];
        let cells = cells.iter().enumerate().flat_map(|(row, line)| {
            line.iter().enumerate().map(move |(column, text)| {
                Cell::new(row as u32, column as u32, RichText::plain(*text))
            })
        });
        let table = Table::new(2, 4, cells.collect()).unwrap();
        let (report, _) = Document::new(vec![Block::Table(table)]).bind(builtin_forms());
        let Block::Table(table) = &report.document.blocks[0] else {
            panic!()
        };
        assert_eq!(table.at(1, 1).unwrap().value, Some(number("14")));
        assert!(lost_values(&report).is_empty());
    }
}
