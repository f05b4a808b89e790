//! A report whose figures and cells may have been edited apart.
//!
//! The JSON of a report says each figure three times: in `data`, in the cell
//! of the document, and in the evidence of what was read from that cell. Where
//! a program or a person changed one of them, the other two tell which.

use crate::diagnostic::{Diagnostic, Kind};
use crate::form::Form;
use crate::{Block, CellRef, Decimal, Evidence, Place, Report};

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
        let mut edited = Vec::new();
        let same_form = form == report.form;
        for (field, figure) in data.iter().filter(|_| same_form).flat_map(figures) {
            let read = report
                .evidence
                .as_ref()
                .and_then(|evidence| evidence.get(&field))
                .cloned();
            let Some(read) = read else {
                let pointer = format!("/data/{}", field.replace('.', "/"));
                let place = Some(Place::pointer(pointer));
                report_diagnostics.push(Diagnostic::new(Kind::UnknownField { field }, place));
                continue;
            };
            if report.figure(&field) == figure.as_ref() {
                continue;
            }
            let witness = given.as_ref().and_then(|evidence| evidence.get(&field));
            let place = read.place.clone();
            match read.cell.filter(|_| cell_is_untouched(&read, witness)) {
                Some(cell) => {
                    let text = rewritten(&read.text, report.figure(&field), figure.as_ref());
                    set_cell(&mut report, cell, &text);
                    edited.push((field.clone(), cell, figure.clone()));
                    report_diagnostics.push(Diagnostic::new(Kind::CellUpdated { field }, place));
                }
                None => {
                    report_diagnostics.push(Diagnostic::new(Kind::DataDiffers { field }, place));
                }
            }
        }
        if !edited.is_empty() {
            (report, diagnostics) = report.document.bind(forms);
            // Where words around the figure were in the way, it stands alone.
            let mut bare = false;
            for (field, cell, figure) in edited {
                if report.figure(&field) != figure.as_ref() {
                    let text = figure.map(|figure| figure.to_string()).unwrap_or_default();
                    set_cell(&mut report, cell, &text);
                    bare = true;
                }
            }
            if bare {
                (report, diagnostics) = report.document.bind(forms);
            }
        }
        if meta != report.meta && meta != crate::Meta::default() {
            let kind = Kind::DataDiffers {
                field: "meta".to_owned(),
            };
            report_diagnostics.push(Diagnostic::new(kind, Some(Place::pointer("/meta"))));
        }
        if form.is_some() && !same_form {
            let kind = Kind::DataDiffers {
                field: "form".to_owned(),
            };
            report_diagnostics.push(Diagnostic::new(kind, Some(Place::pointer("/form"))));
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

/// The text of a cell with another figure in it: the words around it stay,
/// and so does their unit (`10.415万元` for 104150 becomes `20.83万元` for 208300).
fn rewritten(text: &str, old: Option<&Decimal>, new: Option<&Decimal>) -> String {
    let Some(new) = new else {
        return String::new();
    };
    let is_part = |c: char| c.is_ascii_digit() || "+-.,".contains(c);
    let (Some(old), Some(start)) = (old, text.find(is_part)) else {
        return new.to_string();
    };
    let rest = &text[start..];
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let (face, after) = rest.split_at(end);
    let Ok(shown) = face.replace(',', "").parse::<Decimal>() else {
        return new.to_string();
    };
    let Some(shift) = (-8..=8).find(|&shift| shown.shifted(shift) == *old) else {
        return new.to_string();
    };
    // Zero is zero in any unit: which one it is, the words alone tell.
    let shift = if shown.is_zero() { 0 } else { shift };
    let plus = face.starts_with('+') && !new.is_negative() && !new.is_zero();
    let sign = if plus { "+" } else { "" };
    format!("{}{sign}{}{after}", &text[..start], new.shifted(-shift))
}

fn set_cell(report: &mut Report, cell: CellRef, text: &str) {
    let Some(Block::Table(table)) = report.document.blocks.get_mut(cell.block) else {
        return;
    };
    if let Some(index) = table.index_at(cell.row, cell.column) {
        let cell = &mut table.cells[index];
        cell.content = std::mem::take(&mut cell.content).with_text(text);
        cell.value = None; // told anew from the text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_units_around_a_figure_stay() {
        for (text, old, new, expected) in [
            ("104150元", "104150", "99999.5", "99999.5元"),
            ("10.415万元", "104150", "208300", "20.83万元"),
            ("+3", "3", "5", "+5"),
            ("+3", "3", "-5", "-5"),
            ("1,234", "1234", "56", "56"),
            ("共14件", "14", "15", "共15件"),
            ("１２", "12", "13", "13"),
        ] {
            let (old, new) = (old.parse().unwrap(), new.parse().unwrap());
            assert_eq!(rewritten(text, Some(&old), Some(&new)), expected, "{text}");
        }
        let old = "3".parse().unwrap();
        assert_eq!(rewritten("3", Some(&old), None), "");
        assert_eq!(rewritten("", None, Some(&old)), "3");
    }
}
