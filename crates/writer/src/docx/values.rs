//! Stored values that Word loses: it has text only.

use std::collections::HashSet;

use gongkai_model::{Block, Diagnostic, Document, Format, Kind, Lost, Place, Report, Table};

use crate::values::{Position, lost_values};

/// A diagnostic for each stored value that the text of its cell does not bring
/// back when the file is read.
pub(super) fn not_recovered(report: &Report) -> Vec<Diagnostic> {
    let lost = lost_values(report);
    let mut diagnostics = Vec::new();
    for (block, table) in report.document.tables() {
        check(table, block, &lost, table.place.as_ref(), &mut diagnostics);
    }
    diagnostics
}

/// Checks a table and those in its cells. `around` is where the nearest cell
/// stood: a table in a cell has no place of its own in most files.
fn check(
    table: &Table,
    block: usize,
    lost: &HashSet<Position>,
    around: Option<&Place>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (index, cell) in table.cells.iter().enumerate() {
        let place = || table.place_of(index).or_else(|| around.cloned());
        if lost.contains(&(block, cell.row, cell.column)) {
            let kind = Kind::NotCarried {
                what: Lost::TypedValue,
                format: Format::Docx,
            };
            diagnostics.push(Diagnostic::new(kind, place()));
        }
        for nested in &cell.blocks {
            if let Block::Table(nested) = nested {
                check(
                    nested,
                    0,
                    &lost_in_nested(nested),
                    place().as_ref(),
                    diagnostics,
                );
            }
        }
    }
}

/// No form reaches into the tables in cells: alone in a document they are what
/// they are within a cell.
fn lost_in_nested(table: &Table) -> HashSet<Position> {
    let blocks = vec![Block::Table(table.clone())];
    lost_values(&Document::new(blocks).bind(&[]).0)
}

#[cfg(test)]
mod tests {
    use gongkai_model::{Cell, RichText, Value, builtin_forms};

    use super::*;

    #[test]
    fn only_values_that_text_does_not_show_are_lost() {
        let cell = |row, column, text: &str, value: Option<Value>| {
            let mut cell = Cell::new(row, column, RichText::plain(text));
            cell.value = value;
            cell
        };
        let number = |text: &str| Some(Value::Number(text.parse().unwrap()));
        let cells = vec![
            cell(0, 0, "日期", None),
            cell(0, 1, "件数", None),
            cell(0, 2, "比例", None),
            cell(
                1,
                0,
                "2020年1月",
                Some(Value::Date("2020-01-31".to_owned())),
            ),
            cell(1, 1, "1,234", number("1234")),
            cell(1, 2, "12%", number("0.12")),
        ];
        let mut table = Table::new(2, 3, cells).unwrap();
        table.place = Some(Place::block(7));
        let (document, _) = Document::new(vec![Block::Table(table)]).normalize();
        let (report, _) = document.bind(builtin_forms());
        let places: Vec<Option<Place>> = not_recovered(&report)
            .into_iter()
            .map(|diagnostic| diagnostic.place)
            .collect();
        let at = |column| Some(Place::block(7).within(1, column, 0));
        assert_eq!(places, [at(0), at(2)]);
    }

    #[test]
    fn values_in_nested_tables_are_told_at_their_cell() {
        let mut inner = Cell::new(0, 0, RichText::plain("是"));
        inner.value = Some(Value::Boolean(true));
        let mut outer = Cell::new(0, 1, RichText::plain("是"));
        outer.blocks = vec![Block::Table(Table::new(1, 1, vec![inner]).unwrap())];
        let mut table = Table::new(1, 2, vec![outer]).unwrap();
        table.place = Some(Place::block(7));
        let (report, _) = Document::new(vec![Block::Table(table)]).bind(builtin_forms());
        let diagnostics = not_recovered(&report);
        assert_eq!(diagnostics.len(), 1);
        assert_eq!(diagnostics[0].place, Some(Place::block(7).within(0, 1, 0)));
    }
}
