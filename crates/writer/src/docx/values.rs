//! Stored values that Word loses: it has text only.

use std::collections::HashSet;

use gongkai_model::{
    Block, Cell, CellRef, Decimal, Diagnostic, Document, Format, Kind, Lost, Place, Report, State,
    Table, Value,
};

/// A diagnostic for each stored value that the text of its cell does not bring
/// back when the file is read.
///
/// Two things bring a value back: a column of plain numbers, which
/// normalization types whatever the format, and a field of the form, whose
/// figure is read from the text.
pub(super) fn not_recovered(report: &Report) -> Vec<Diagnostic> {
    let figures: HashSet<(usize, u32, u32)> = figures(report).collect();
    let mut diagnostics = Vec::new();
    for (block, table) in report.document.tables() {
        let is_figure = |cell: &Cell| figures.contains(&(block, cell.row, cell.column));
        check(table, &is_figure, table.place.as_ref(), &mut diagnostics);
    }
    diagnostics
}

/// The cells that were read as figures of the form.
fn figures(report: &Report) -> impl Iterator<Item = (usize, u32, u32)> {
    report
        .evidence
        .iter()
        .flat_map(|evidence| evidence.values())
        .filter_map(|read| {
            let CellRef { block, row, column } =
                read.cell.filter(|_| read.state == State::Number)?;
            Some((block, row, column))
        })
}

fn check(
    table: &Table,
    is_figure: &dyn Fn(&Cell) -> bool,
    around: Option<&Place>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let typed = table.cells.iter().any(|cell| cell.value.is_some());
    let recovered = if typed {
        values_of_text(table)
    } else {
        Vec::new()
    };
    for (index, cell) in table.cells.iter().enumerate() {
        // A table in a cell has no place of its own in most files.
        let place = || table.place_of(index).or_else(|| around.cloned());
        if let Some(value) = &cell.value {
            let of_text = recovered.get(index).and_then(Option::as_ref);
            let of_form = || is_figure(cell) && face(cell.text()).as_ref() == number(value);
            if of_text != Some(value) && !of_form() {
                let kind = Kind::NotCarried {
                    what: Lost::TypedValue,
                    format: Format::Docx,
                };
                diagnostics.push(Diagnostic::new(kind, place()));
            }
        }
        for block in &cell.blocks {
            if let Block::Table(nested) = block {
                check(nested, &|_| false, place().as_ref(), diagnostics);
            }
        }
    }
}

/// The values that the cells get when nothing but their text is known.
fn values_of_text(table: &Table) -> Vec<Option<Value>> {
    let bare = |cell: &Cell| Cell {
        value: None,
        blocks: Vec::new(),
        ..cell.clone()
    };
    let cells = table.cells.iter().map(bare).collect();
    let (rows, columns) = (table.rows, table.columns);
    let table = Table {
        rows,
        columns,
        cells,
        place: None,
    };
    let (document, _) = Document {
        blocks: vec![Block::Table(table)],
    }
    .normalize();
    let values = |block| match block {
        Block::Table(table) => table.cells.into_iter().map(|cell| cell.value).collect(),
        _ => Vec::new(),
    };
    document
        .blocks
        .into_iter()
        .next()
        .map(values)
        .unwrap_or_default()
}

fn number(value: &Value) -> Option<&Decimal> {
    match value {
        Value::Number(number) => Some(number),
        Value::Boolean(_) | Value::Date(_) => None,
    }
}

/// The number at the beginning of a text that is known to hold a figure:
/// `10.415` of `10.415万元`, `1234` of `１，２３４ 件`.
fn face(text: &str) -> Option<Decimal> {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        '−' => Some('-'),
        c if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') => None,
        c => Some(c),
    };
    let digits: String = text
        .chars()
        .filter_map(narrow)
        .take_while(|&c| c.is_ascii_digit() || "+-.,".contains(c))
        .filter(|&c| c != ',')
        .collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use gongkai_model::{RichText, builtin_forms};

    use super::*;

    #[test]
    fn faces_are_read_like_figures() {
        for (text, expected) in [
            ("10.415万元", Some("10.415")),
            (" １，２３４ 件", Some("1234")),
            ("－8", Some("-8")),
            ("约12", None),
            ("", None),
        ] {
            assert_eq!(face(text).as_ref().map(Decimal::as_str), expected, "{text}");
        }
    }

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
        let (document, _) = Document {
            blocks: vec![Block::Table(table)],
        }
        .normalize();
        let (report, _) = document.bind(builtin_forms());
        let places: Vec<Option<Place>> = not_recovered(&report)
            .into_iter()
            .map(|diagnostic| diagnostic.place)
            .collect();
        let at = |column| Some(Place::block(7).within(1, column, 0));
        assert_eq!(places, [at(0), at(2)]);
    }
}
