//! The figures of the fields that were found, with their evidence.

use indexmap::IndexMap;

use super::value::{Figure, Written, figure};
use super::{Binding, Found};
use crate::diagnostic::{Diagnostic, Kind};
use crate::form::{Form, FormTable, Unit};
use crate::{Block, Cell, Decimal, Document, Evidence, Place, Report, State, Value};

/// Fills in `data` and `evidence`, and the typed values of the cells.
pub(super) fn fill(
    report: &mut Report,
    form: &Form,
    binding: &Binding,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut data = IndexMap::new();
    let mut evidence = IndexMap::new();
    for table in &form.tables {
        let mut absent = Vec::new();
        let mut rows = IndexMap::new();
        for row in &table.rows {
            let mut columns = IndexMap::new();
            for column in &table.columns {
                let id = table.field_id(row, column);
                let unit = table.unit_of(row, column);
                let found = binding.fields.get(&id);
                let (number, read) = match found {
                    Some(found) => {
                        let read = read_cell(&mut report.document, found, unit);
                        if read.overruled {
                            let kind = Kind::DataDiffers { field: id.clone() };
                            diagnostics.push(Diagnostic::new(kind, read.evidence.place.clone()));
                        }
                        (read.number, read.evidence)
                    }
                    None => (None, absent_evidence()),
                };
                match read.state {
                    State::Absent => absent.push(id.clone()),
                    State::Text => diagnostics.push(unreadable(&id, &read)),
                    State::Number | State::Blank | State::Mark => {}
                }
                columns.insert(column.id.clone(), number);
                evidence.insert(id, read);
            }
            rows.insert(row.id.clone(), columns);
        }
        data.insert(table.id.clone(), rows);
        diagnostics.extend(absent_fields(&report.document, table, binding, &absent));
    }
    report.data = Some(data);
    report.evidence = Some(evidence);
}

fn absent_evidence() -> Evidence {
    Evidence {
        text: String::new(),
        state: State::Absent,
        cell: None,
        place: None,
    }
}

fn unreadable(id: &str, read: &Evidence) -> Diagnostic {
    let kind = Kind::FigureUnreadable {
        field: id.to_owned(),
        text: read.text.clone(),
    };
    Diagnostic::new(kind, read.place.clone())
}

/// One diagnostic for all absent fields of a table, where the table stands if
/// part of it is there.
fn absent_fields(
    document: &Document,
    table: &FormTable,
    binding: &Binding,
    absent: &[String],
) -> Option<Diagnostic> {
    let field = absent.first()?.clone();
    let neighbour = table.field_ids().find_map(|id| binding.fields.get(&id));
    let place: Option<Place> =
        neighbour.and_then(|found| document.blocks.get(found.cell.block)?.place().cloned());
    Some(Diagnostic::new(
        Kind::FieldAbsent {
            field,
            count: absent.len(),
        },
        place,
    ))
}

/// What was read from a cell.
struct ReadCell {
    number: Option<Decimal>,
    evidence: Evidence,
    /// The text counts, against a number that was stored beside it.
    overruled: bool,
}

/// Reads the figure of a cell, and gives the cell its value.
fn read_cell(document: &mut Document, found: &Found, unit: Unit) -> ReadCell {
    let nothing = || ReadCell {
        number: None,
        evidence: absent_evidence(),
        overruled: false,
    };
    let Some(Block::Table(table)) = document.blocks.get_mut(found.cell.block) else {
        return nothing();
    };
    let Some(index) = table.index_at(found.cell.row, found.cell.column) else {
        return nothing();
    };
    let place = table.place_of(index);
    let cell = &mut table.cells[index];
    let mut overruled = false;
    let (state, number) = match figure(cell.text(), unit) {
        Figure::Blank => (State::Blank, None),
        Figure::Mark => (State::Mark, None),
        Figure::Text => (State::Text, None),
        Figure::Number(written) => {
            let written = in_printed_unit(written, found, unit, cell);
            overruled =
                matches!(&cell.value, Some(Value::Number(stored)) if !shows(&written.face, stored));
            (State::Number, Some(settle_value(cell, written)))
        }
    };
    let text = cell.text().to_owned();
    ReadCell {
        number,
        evidence: Evidence {
            text,
            state,
            cell: Some(found.cell),
            place,
        },
        overruled,
    }
}

/// Where the cell names no unit, the one in the label of the column counts.
fn in_printed_unit(mut written: Written, found: &Found, unit: Unit, cell: &Cell) -> Written {
    let bare = !cell.text().contains(['元', '万', '亿']);
    let printed = found
        .printed_unit
        .as_deref()
        .and_then(|printed| unit.shift_from(printed));
    if let (true, Some(shift)) = (bare, printed) {
        written.shift = shift;
    }
    written
}

/// A value that the file stored is more exact than the text that shows it,
/// but only if that text does show it: a person may have changed the text.
fn settle_value(cell: &mut Cell, mut written: Written) -> Decimal {
    match &cell.value {
        Some(Value::Number(stored)) if shows(&written.face, stored) => {
            written.face = stored.clone();
        }
        _ => cell.value = Some(Value::Number(written.face.clone())),
    }
    written.value()
}

/// True where `face` is `stored`, rounded to the digits that are shown.
fn shows(face: &Decimal, stored: &Decimal) -> bool {
    let places = face
        .as_str()
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len());
    let half_step = 0.5 * 10f64.powi(-(places as i32));
    face == stored || (face.to_f64() - stored.to_f64()).abs() <= half_step * 1.000_001
}
