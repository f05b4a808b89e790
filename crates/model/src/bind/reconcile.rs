//! A report whose figures and cells may have been edited apart.
//!
//! The JSON of a report says each figure three times: in `data`, in the cell
//! of the document, and in the evidence of what was read from that cell. Where
//! a program or a person changed one of them, the other two tell which.

use crate::diagnostic::{Diagnostic, Kind};
use crate::form::Form;
use crate::{Block, CellRef, Decimal, Evidence, Report, Value};

impl Report {
    /// Binds the report's document again and settles differences to the
    /// report's own `data`:
    ///
    /// - the cell still says what the evidence says: the figure was edited, and
    ///   its cell follows it;
    /// - the cell was edited: the cell counts, and a diagnostic says so where
    ///   the figure differs.
    ///
    /// Everything else (`meta`, `sections`, `evidence`) is read from the
    /// document anew, as from any other file.
    pub fn reconcile(self, forms: &[Form]) -> (Report, Vec<Diagnostic>) {
        let Report {
            data,
            evidence: given,
            document,
            meta,
            form,
            ..
        } = self;
        let mut report_diagnostics = Vec::new();
        let (mut report, mut diagnostics) = document.bind(forms);
        let mut edited = false;
        let same_form = form == report.form;
        for (field, figure) in data.iter().filter(|_| same_form).flat_map(figures) {
            let read = report
                .evidence
                .as_ref()
                .and_then(|evidence| evidence.get(&field))
                .cloned();
            let Some(read) = read else { continue };
            if report.figure(&field) == figure.as_ref() {
                continue;
            }
            let witness = given.as_ref().and_then(|evidence| evidence.get(&field));
            let place = read.place.clone();
            match read.cell.filter(|_| cell_is_untouched(&read, witness)) {
                Some(cell) => {
                    set_cell(&mut report, cell, figure.as_ref());
                    edited = true;
                    report_diagnostics.push(Diagnostic::new(Kind::CellUpdated { field }, place));
                }
                None => {
                    report_diagnostics.push(Diagnostic::new(Kind::DataDiffers { field }, place));
                }
            }
        }
        if edited {
            (report, diagnostics) = report.document.bind(forms);
        }
        if meta != report.meta && meta != crate::Meta::default() {
            let kind = Kind::DataDiffers {
                field: "meta".to_owned(),
            };
            report_diagnostics.push(Diagnostic::new(kind, Some(crate::Place::pointer("/meta"))));
        }
        if form.is_some() && !same_form {
            let kind = Kind::DataDiffers {
                field: "form".to_owned(),
            };
            report_diagnostics.push(Diagnostic::new(kind, Some(crate::Place::pointer("/form"))));
        }
        diagnostics.extend(report_diagnostics);
        (report, diagnostics)
    }
}

/// The figures of a report's data with their identifiers.
fn figures(data: &crate::Data) -> impl Iterator<Item = (String, &Option<Decimal>)> {
    data.iter().flat_map(|(table, rows)| {
        rows.iter().flat_map(move |(row, columns)| {
            columns
                .iter()
                .map(move |(column, figure)| (format!("{table}.{row}.{column}"), figure))
        })
    })
}

/// Without a witness, as in JSON that another program made, the figure counts.
fn cell_is_untouched(read: &Evidence, witness: Option<&Evidence>) -> bool {
    witness.is_none_or(|witness| witness.text == read.text)
}

fn set_cell(report: &mut Report, cell: CellRef, figure: Option<&Decimal>) {
    let Some(Block::Table(table)) = report.document.blocks.get_mut(cell.block) else {
        return;
    };
    let Some(index) = table.index_at(cell.row, cell.column) else {
        return;
    };
    let cell = &mut table.cells[index];
    cell.content = crate::RichText::plain(figure.map(ToString::to_string).unwrap_or_default());
    cell.value = figure.cloned().map(Value::Number);
}
