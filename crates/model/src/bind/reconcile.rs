//! A report whose figures and cells may have been edited apart.
//!
//! The JSON of a report says each figure three times: in `data`, in the cell
//! of the document, and in the evidence of what was read from that cell. Where
//! a program or a person changed one of them, the other two tell which.

use crate::diagnostic::{Diagnostic, Kind};
use crate::form::Form;
use crate::{Block, CellRef, Decimal, Evidence, Meta, Place, Report};

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
        diagnostics.extend(members_that_differ(&meta, &report.meta));
        diagnostics.extend(form.and_then(|form| form_that_differs(form, &report, forms)));
        diagnostics.extend(report_diagnostics);
        (report, diagnostics)
    }
}

/// The members of `meta` that say something else than the document, from which
/// all of `meta` follows. A member that is null says nothing.
fn members_that_differ(stated: &Meta, read: &Meta) -> Vec<Diagnostic> {
    let period = |meta: &Meta| {
        let period = meta.period.as_ref();
        period.map(|period| format!("{} – {}", period.start, period.end))
    };
    let year = |meta: &Meta| meta.year.map(|year| year.to_string());
    [
        ("title", stated.title.clone(), read.title.clone()),
        (
            "organization",
            stated.organization.clone(),
            read.organization.clone(),
        ),
        ("year", year(stated), year(read)),
        ("period", period(stated), period(read)),
        ("issued", stated.issued.clone(), read.issued.clone()),
        ("issuer", stated.issuer.clone(), read.issuer.clone()),
    ]
    .into_iter()
    .filter(|(_, stated, read)| stated != read)
    .filter_map(|(member, stated, read)| {
        Some(differs(member, format!("/meta/{member}"), stated?, read))
    })
    .collect()
}

/// What to say where the report states another form than its document follows.
fn form_that_differs(stated: String, report: &Report, forms: &[Form]) -> Option<Diagnostic> {
    if Some(&stated) == report.form.as_ref() {
        return None;
    }
    let followed = report.form.clone();
    if forms.iter().any(|form| form.id == stated) {
        return Some(differs("form", "/form".to_owned(), stated, followed));
    }
    let kind = Kind::UnknownForm {
        form: stated,
        followed,
    };
    Some(Diagnostic::new(kind, Some(Place::pointer("/form"))))
}

fn differs(member: &str, pointer: String, stated: String, read: Option<String>) -> Diagnostic {
    let kind = Kind::MetaDiffers {
        member: member.to_owned(),
        stated,
        read,
    };
    Diagnostic::new(kind, Some(Place::pointer(pointer)))
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
    use crate::{Document, Paragraph, builtin_forms};

    /// What is said of a report whose head was edited.
    fn said(edit: impl FnOnce(&mut Report)) -> Vec<(&'static str, String)> {
        let lines = ["清源县档案馆2020年政府信息公开工作年度报告", "一、总体情况"];
        let blocks = lines.map(|line| Block::Paragraph(Paragraph::plain(line)));
        let document = Document::new(blocks.to_vec());
        let (mut report, _) = document.normalize().0.bind(builtin_forms());
        edit(&mut report);
        let (_, diagnostics) = report.reconcile(builtin_forms());
        let place = |found: &Diagnostic| found.place.as_ref().map(Place::to_string);
        diagnostics
            .iter()
            .map(|found| (found.code(), place(found).unwrap_or_default()))
            .collect()
    }

    #[test]
    fn a_head_that_says_something_else_is_named_member_by_member() {
        assert_eq!(said(|_| {}), []);
        assert_eq!(said(|report| report.meta = Meta::default()), []);
        let edited = said(|report| {
            report.meta.title = Some("另一个标题".to_owned());
            report.meta.year = Some(1999);
        });
        let (title, year) = ("/meta/title".to_owned(), "/meta/year".to_owned());
        assert_eq!(edited, [("meta-differs", title), ("meta-differs", year)]);
    }

    #[test]
    fn a_form_that_is_not_there_is_told_from_one_that_does_not_fit() {
        let form = |id: &str| said(|report| report.form = Some(id.to_owned()));
        let place = || "/form".to_owned();
        assert_eq!(form("my-form"), [("unknown-form", place())]);
        assert_eq!(form("ogi-2021"), [("meta-differs", place())]);
    }

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
