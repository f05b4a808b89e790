//! Excel: the report as a workbook that people can read and edit.
//!
//! The sheet `正文` has the text, and each table has a sheet of its own. What a
//! person sees is all there is: the level of a heading is its outline level, the
//! extent of a table are its borders, a figure is a number under a number
//! format. So whatever is edited in Excel is read back.

mod body;
mod content;
mod date_format;
mod finish;
mod format;
mod layout;
mod links;
mod number_format;
mod page;
mod rich_text;
mod sheet_name;
mod split;
mod table;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use gongkai_model::{CellRef, Format, Report, a1};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, utility};

use self::content::Shared;
use crate::values::{Position, lost_values};
use crate::{Error, ErrorKind, Written, beside};

/// What a workbook says it was created on where the report has no date: the
/// clock never enters the bytes.
const NO_DATE: (u16, u8, u8) = (2000, 1, 1);

/// Excel takes so many characters for a property of a workbook.
const LONGEST_PROPERTY: usize = 255;

/// Writes a report as a workbook.
pub(crate) fn write(report: &Report) -> Result<Written, Error> {
    let names = sheet_name::names(report);
    let mut workbook = Workbook::new();
    let mut shared = Shared::default();
    workbook.set_properties(&properties(report)?);
    let text = workbook.add_worksheet();
    text.set_name(sheet_name::TEXT_SHEET).map_err(refused)?;
    body::write(text, &mut shared, report, &names)?;
    write_tables(&mut workbook, &mut shared, report, &names)?;
    define_names(&mut workbook, report, &names)?;
    let bytes = workbook.save_to_buffer().map_err(refused)?;
    let bytes = finish::finish(bytes, &shared).map_err(refused)?;
    let mut diagnostics = shared.diagnostics;
    diagnostics.extend(beside::lost(&report.document, Format::Xlsx));
    Ok(Written { bytes, diagnostics })
}

fn write_tables(
    workbook: &mut Workbook,
    shared: &mut Shared,
    report: &Report,
    names: &HashMap<usize, String>,
) -> Result<(), Error> {
    let lost: OnceCell<HashSet<Position>> = OnceCell::new();
    let of_form: HashSet<usize> = fields(report).map(|(_, cell)| cell.block).collect();
    for (number, (block, table)) in (2..).zip(report.document.tables()) {
        let sheet = workbook.add_worksheet();
        if let Some(name) = names.get(&block) {
            sheet.set_name(name).map_err(refused)?;
        }
        let is_lost = |row, column| {
            lost.get_or_init(|| lost_values(report))
                .contains(&(block, row, column))
        };
        let fixed = table::write(sheet, shared, table, of_form.contains(&block), &is_lost)?;
        shared.heights.extend(fixed.map(|rows| (number, rows)));
    }
    Ok(())
}

/// The fields that have a cell.
fn fields(report: &Report) -> impl Iterator<Item = (&str, CellRef)> {
    let evidence = report.evidence.iter().flatten();
    evidence.filter_map(|(field, read)| Some((field.as_str(), read.cell?)))
}

/// Gives each field its name. Names that Excel does not allow, which no
/// built-in form has, are left out: nothing is read from them.
fn define_names(
    workbook: &mut Workbook,
    report: &Report,
    names: &HashMap<usize, String>,
) -> Result<(), Error> {
    let mut taken = HashSet::new();
    for (field, cell) in fields(report) {
        let Some(sheet) = names.get(&cell.block) else {
            continue;
        };
        if utility::check_name(field).is_ok() && taken.insert(field.to_lowercase()) {
            let reference = absolute(cell.row, cell.column);
            let formula = format!("='{}'!{reference}", sheet.replace('\'', "''"));
            workbook.define_name(field, &formula).map_err(refused)?;
        }
    }
    Ok(())
}

/// `$D$4`
fn absolute(row: u32, column: u32) -> String {
    let address = a1(row, column);
    let digits = address
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(address.len());
    format!("${}${}", &address[..digits], &address[digits..])
}

fn properties(report: &Report) -> Result<DocProperties, Error> {
    let meta = &report.meta;
    let mut properties = DocProperties::new().set_creation_datetime(&created(report)?);
    if let Some(title) = &meta.title {
        properties = properties.set_title(shortened(title));
    }
    if let Some(author) = meta.issuer.as_ref().or(meta.organization.as_ref()) {
        properties = properties.set_author(shortened(author));
    }
    Ok(properties)
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST_PROPERTY).collect()
}

/// The date of issue, else a fixed day.
fn created(report: &Report) -> Result<ExcelDateTime, Error> {
    let issued = report.meta.issued.as_deref().and_then(|date| {
        let mut parts = date.split('-');
        let year = parts.next()?.parse().ok()?;
        let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        ExcelDateTime::from_ymd(year, month, day).ok()
    });
    let (year, month, day) = NO_DATE;
    issued.map_or_else(
        || ExcelDateTime::from_ymd(year, month, day).map_err(refused),
        Ok,
    )
}

/// An error of the libraries that write the file.
fn refused(cause: impl std::fmt::Display) -> Error {
    ErrorKind::Refused {
        format: Format::Xlsx,
        cause: cause.to_string(),
    }
    .into()
}
