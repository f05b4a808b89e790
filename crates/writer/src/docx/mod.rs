//! Reports as Word files, in the layout of GB/T 9704-2012.
//!
//! The way of the data, one file a step:
//!
//! - [`story`] goes through the flows of text: body, notes, comments, headers
//!   and footers, each a part of its own;
//! - [`compose`] says their blocks and texts in Word's terms, the types of
//!   [`body`]: styled paragraphs, and tables as rows of cells with merges, for
//!   which [`table`] and [`widths`] work, [`links`] for what links may point
//!   to, and [`signature`] for the last lines;
//! - [`references`] finds what a text refers to, [`placed`] brings that in
//!   between its runs, and [`pictures`] knows what images there are;
//! - [`object_model`] hands all that to docx-rs, the only module that knows it;
//! - [`finish`] brings the XML of docx-rs into the order of the schema and
//!   adds what docx-rs cannot say, above all the [`marks`];
//! - [`parts`] has the other parts, which are ours, [`properties`] among them;
//! - [`package`] zips all parts, the same bytes for the same report.
//!
//! [`values`] tells the stored values that text alone does not bring back,
//! [`attribution`], [`dates`] and [`xml`] what may be written of names, dates and texts.

mod attribution;
mod body;
mod compose;
mod dates;
mod finish;
mod links;
mod marks;
mod object_model;
mod package;
mod parts;
mod pictures;
mod placed;
mod properties;
mod references;
mod schema_order;
mod signature;
mod story;
mod table;
#[cfg(test)]
mod tests;
mod values;
mod widths;
mod xml;

use std::fmt::Display;

use gongkai_model::{Format, Lost, Report};

use crate::{Error, ErrorKind, Written};
use pictures::Pictures;

/// Writes a report as a Word file.
///
/// # Errors
/// Where a table is larger than Word allows: 63 columns, 32,767 rows.
pub(crate) fn write(report: &Report) -> Result<Written, Error> {
    let document = &report.document;
    let pictures = Pictures::of(&document.images);
    let (stories, mut diagnostics) = story::stories(document, &pictures)?;
    diagnostics.extend(values::not_recovered(report));
    if !properties::are_carried(&document.properties) {
        references::lose(Lost::Properties, None, &mut diagnostics);
    }
    let section = parts::section(&stories);
    let mut finished = Vec::with_capacity(stories.len());
    for story in stories {
        let built = object_model::build(&story, &section);
        let xml = String::from_utf8(built.document).map_err(refused)?;
        let xml = finish::finish(&xml, story.kind.root(), &built.header_rows, &built.marks);
        finished.push((story, xml.map_err(refused)?));
    }
    let parts = parts::parts(&finished, &pictures, &section, &document.properties);
    let bytes = package::zip(&parts).map_err(refused)?;
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
