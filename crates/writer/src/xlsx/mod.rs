//! Excel: the report as a workbook that people can read and edit.
//!
//! The sheet `正文` has the text, and each table has a sheet of its own. What a
//! person sees is all there is: the level of a heading is its outline level, the
//! extent of a table are its borders, a figure is a number under a number
//! format. So whatever is edited in Excel is read back.

mod beside;
mod body;
mod content;
mod date_format;
mod finish;
mod format;
mod images;
mod layout;
mod links;
mod notes;
mod number_format;
mod page;
mod plain;
mod rich_text;
mod sheet_name;
mod split;
mod statutory;
mod streamed;
mod table;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use gongkai_model::{CellRef, Document, Format, Lost, Report, a1};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, utility};

use self::content::Shared;
use self::statutory::Statutory;
use self::table::Asked;
use crate::values::{Position, lost_values};
use crate::{Error, ErrorKind, Options, Written, ooxml};

/// The day that the library is told.
const NO_DATE: (u16, u8, u8) = (2000, 1, 1);

/// Writes a report as a workbook.
pub(crate) fn write(report: &Report, options: &Options) -> Result<Written, Error> {
    let names = sheet_name::names(report);
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(finish::LEVEL);
    let mut shared = Shared::default();
    workbook.set_properties(&properties()?);
    let text = workbook.add_worksheet();
    text.set_name(sheet_name::TEXT_SHEET).map_err(refused)?;
    body::write(text, &mut shared, report, &names)?;
    let statutory = Statutory::new(report, options);
    write_tables(&mut workbook, &mut shared, report, &names, &statutory)?;
    define_names(&mut workbook, report, &names)?;
    lose_the_rest(&mut shared, &report.document);
    let bytes = workbook.save_to_buffer().map_err(refused)?;
    let bytes = finish::finish(bytes, &mut shared, &report.document).map_err(refused)?;
    let Shared { diagnostics, .. } = shared;
    Ok(Written { bytes, diagnostics })
}

/// Names what a workbook has no place for.
fn lose_the_rest(shared: &mut Shared, document: &Document) {
    for _ in document.headers.iter().chain(&document.footers) {
        shared.lose(Lost::HeaderOrFooter, None);
    }
    if !ooxml::properties::are_carried(&document.properties) {
        shared.lose(Lost::Properties, None);
    }
}

fn write_tables(
    workbook: &mut Workbook,
    shared: &mut Shared,
    report: &Report,
    names: &HashMap<usize, String>,
    statutory: &Statutory,
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
        let asked = Asked {
            in_form: of_form.contains(&block),
            is_lost: &is_lost,
            formula: &|row, column| statutory.formula(block, row, column).map(str::to_owned),
        };
        let rest = table::write(sheet, shared, &report.document, (block, table), asked)?;
        statutory.set_up(sheet, block)?;
        let (fixed, streamed) = (rest.fixed, rest.streamed);
        shared.heights.extend(fixed.map(|rows| (number, rows)));
        shared.streamed.extend(streamed.map(|rows| (number, rows)));
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

/// What the library is told of the file: a fixed day, so that the clock never
/// enters the bytes. What the report says is put in its place at the end.
fn properties() -> Result<DocProperties, Error> {
    let (year, month, day) = NO_DATE;
    let date = ExcelDateTime::from_ymd(year, month, day).map_err(refused)?;
    Ok(DocProperties::new().set_creation_datetime(&date))
}

/// An error of the libraries that write the file.
fn refused(cause: impl std::fmt::Display) -> Error {
    ErrorKind::Refused {
        format: Format::Xlsx,
        cause: cause.to_string(),
    }
    .into()
}
