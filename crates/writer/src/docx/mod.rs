//! Reports as Word files, in the layout of GB/T 9704-2012.
//!
//! The way of the data, one file a step:
//!
//! - [`compose`] says the document in Word's terms, the types of [`body`]:
//!   styled paragraphs, and tables as rows of cells with merges, for which
//!   [`table`] and [`widths`] work, [`links`] for what links may point to, and
//!   [`signature`] for the last lines;
//! - [`object_model`] hands that to docx-rs, the only module that knows it;
//! - [`finish`] brings the XML of docx-rs into the order of the schema and
//!   adds what docx-rs cannot say;
//! - [`parts`] has the other parts (styles, footer, properties), which are ours;
//! - [`package`] zips all parts, the same bytes for the same report.
//!
//! [`values`] tells the stored values that text alone does not bring back.

mod body;
mod compose;
mod finish;
mod links;
mod object_model;
mod package;
mod parts;
mod schema_order;
mod signature;
mod table;
#[cfg(test)]
mod tests;
mod values;
mod widths;

use std::fmt::Display;

use gongkai_model::{Format, Report};

use crate::{Error, ErrorKind, Written, beside};

/// Writes a report as a Word file.
///
/// # Errors
/// Where a table is larger than Word allows: 63 columns, 32,767 rows.
pub(crate) fn write(report: &Report) -> Result<Written, Error> {
    let (body, mut diagnostics) = compose::compose(&report.document)?;
    diagnostics.extend(values::not_recovered(report));
    diagnostics.extend(beside::lost(&report.document, Format::Docx, |_| false));
    let built = object_model::build(&body);
    let document = String::from_utf8(built.document).map_err(refused)?;
    let document = finish::finish(&document, &built.header_rows).map_err(refused)?;
    let bytes =
        package::zip(&parts::parts(document, &body.links, &report.meta)).map_err(refused)?;
    Ok(Written { bytes, diagnostics })
}

/// An error of a library, which no report should be able to cause.
fn refused(cause: impl Display) -> Error {
    ErrorKind::Refused {
        format: Format::Docx,
        cause: cause.to_string(),
    }
    .into()
}
