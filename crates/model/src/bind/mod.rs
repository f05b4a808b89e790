//! Binding: finding a statutory form in a document.
//!
//! Labels are matched, never positions: a table is found by the labels of its
//! rows and columns, and a figure by the path of labels over it and at its
//! left. What the form asks for and the file lacks is `absent`, what the file
//! has and the form lacks is named in a diagnostic.

mod block;
mod dates;
mod fill;
mod grid;
pub(crate) mod key;
mod meta;
mod reconcile;
mod sections;
mod single_row;
pub(crate) mod value;

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Kind};
use crate::form::{Form, FormTable, Layout};
use crate::report::REPORT_SCHEMA;
use crate::{Block, CellRef, Document, Report};
use key::Keyed;

/// A table with more cells than this is no statutory form: those are filled in
/// by hand and printed on a page or two.
const MAX_FORM_CELLS: usize = 20_000;

/// Where a field was found.
#[derive(Debug, Clone)]
struct Found {
    cell: CellRef,
    /// The unit that the printed label of the column names, as in `（单位：元）`.
    printed_unit: Option<String>,
}

/// A label of the file that the form does not have.
#[derive(Debug)]
struct Stray {
    cell: CellRef,
    label: String,
}

/// A form table that was found in a table of the document.
#[derive(Debug, Default)]
struct Match {
    fields: Vec<(String, Found)>,
    strays: Vec<Stray>,
}

/// Everything of one form that was found in a document.
#[derive(Debug, Default)]
struct Binding {
    fields: HashMap<String, Found>,
    strays: Vec<Stray>,
    repeated: Vec<(String, usize)>,
}

impl Document {
    /// Finds out what the document means: which of `forms` it follows, the
    /// figures of that form, its sections, and what it says of itself.
    ///
    /// The document should be [normalized](Document::normalize). Lines that
    /// turn out to be its title or the titles of sections become headings, and
    /// cells of fields get their typed value.
    ///
    /// ```
    /// use gongkai_model::{Block, Cell, Document, RichText, Table, builtin_forms};
    /// let cells = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "1", "0", "3"]];
    /// let cells = cells.iter().enumerate().flat_map(|(row, line)| {
    ///     line.iter().enumerate().map(move |(column, text)| {
    ///         Cell::new(row as u32, column as u32, RichText::plain(*text))
    ///     })
    /// });
    /// let table = Table::new(2, 4, cells.collect())?;
    /// let (report, _) = Document::new(vec![Block::Table(table)]).bind(builtin_forms());
    /// assert_eq!(report.form.as_deref(), Some("ogi-2021"));
    /// assert_eq!(report.figure("article20_1.regulations.in_force").unwrap().as_str(), "3");
    /// # Ok::<(), gongkai_model::TableError>(())
    /// ```
    pub fn bind(mut self, forms: &[Form]) -> (Report, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        meta::promote_title(&mut self, forms);
        let title_year = meta::title_year(&self, forms);
        let chosen = choose(&self, forms, title_year);
        let form = chosen.as_ref().map(|(form, _)| *form);
        let sections = sections::find(&mut self, form);
        let meta = meta::read(&self, forms);
        let mut report = Report {
            schema: REPORT_SCHEMA.to_owned(),
            form: form.map(|form| form.id.clone()),
            meta,
            sections,
            data: None,
            evidence: None,
            document: self,
            source: None,
        };
        if let Some((form, binding)) = chosen {
            fill::fill(&mut report, form, &binding, &mut diagnostics);
            name_oddities(&report.document, binding, &mut diagnostics);
        }
        (report, diagnostics)
    }
}

/// The form that most of the document fits; of two that fit alike the one for
/// the year of the title, else the newer one.
fn choose<'a>(
    document: &Document,
    forms: &'a [Form],
    year: Option<i32>,
) -> Option<(&'a Form, Binding)> {
    let tables: Vec<(usize, Keyed)> = document
        .tables()
        .filter(|(_, table)| table.cells.len() <= MAX_FORM_CELLS)
        .map(|(block, table)| (block, Keyed::new(table)))
        .collect();
    forms
        .iter()
        .map(|form| (form, locate(document, &tables, form)))
        .filter(|(_, binding)| !binding.fields.is_empty())
        .max_by_key(|(form, binding)| {
            let fit = binding.fields.len() as i64 - binding.strays.len() as i64;
            let of_year = year.is_some_and(|year| form.years.contains(year));
            (fit, of_year, form.years.first)
        })
}

fn locate(document: &Document, tables: &[(usize, Keyed)], form: &Form) -> Binding {
    let mut binding = Binding::default();
    let mut found: HashSet<&str> = HashSet::new();
    for (block, table) in tables {
        let Some(table) = table.in_form(form) else {
            continue;
        };
        let block = *block;
        let caption = caption(document, block);
        for (form_table, matched) in matches(&table, block, form, caption.as_deref()) {
            if found.insert(&form_table.id) {
                binding.fields.extend(matched.fields);
                binding.strays.extend(matched.strays);
            } else {
                binding.repeated.push((form_table.id.clone(), block));
            }
        }
    }
    binding
}

/// The tables of the form that a table of the document holds.
fn matches<'a>(
    table: &Keyed,
    block: usize,
    form: &'a Form,
    caption: Option<&str>,
) -> Vec<(&'a FormTable, Match)> {
    let mut found = block::find(table, block, form, caption);
    for form_table in &form.tables {
        let matched = match form_table.layout {
            Layout::Block => None, // all of them at once, above
            Layout::Grid => grid::find(table, block, form_table),
            Layout::SingleRow => single_row::find(table, block, form_table),
        };
        found.extend(matched.map(|matched| (form_table, matched)));
    }
    found
}

/// The line of text right before a table.
fn caption(document: &Document, block: usize) -> Option<String> {
    document.blocks.get(block.checked_sub(1)?)?.printed()
}

fn name_oddities(document: &Document, binding: Binding, diagnostics: &mut Vec<Diagnostic>) {
    let table = |block: usize| match document.blocks.get(block) {
        Some(Block::Table(table)) => Some(table),
        _ => None,
    };
    for Stray { cell, label } in binding.strays {
        let place = table(cell.block)
            .and_then(|table| table.place_of(table.index_at(cell.row, cell.column)?));
        diagnostics.push(Diagnostic::new(Kind::UnknownLabel { label }, place));
    }
    for (id, block) in binding.repeated {
        let place = table(block).and_then(|table| table.place.clone());
        diagnostics.push(Diagnostic::new(Kind::TableRepeated { table: id }, place));
    }
}
