//! Reports as JSON.

use gongkai_model::{Block, Diagnostic, Document, Place, REPORT_SCHEMA, Report};
use serde::Deserialize;

use crate::detect::without_bom;
use crate::{Error, ErrorKind, Options};

/// The one key that is looked at before all others.
#[derive(Deserialize)]
struct Head {
    schema: Option<serde_json::Value>,
}

/// Reads a report.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<(Report, Vec<Diagnostic>), Error> {
    let bytes = without_bom(bytes);
    let head: Head = serde_json::from_slice(bytes).map_err(|e| broken(&e))?;
    check_schema(head.schema.as_ref().and_then(serde_json::Value::as_str))?;
    let mut report: Report = serde_json::from_slice(bytes).map_err(|e| broken(&e))?;
    point_at(&mut report.document);
    let (document, mut diagnostics) = report.document.normalize();
    report.document = document;
    let (report, more) = report.reconcile(options.forms);
    diagnostics.extend(more);
    Ok((report, diagnostics))
}

/// `gongkai-report/1` and its minor versions (`gongkai-report/1.2`) are read;
/// a newer major version is another format.
fn check_schema(stated: Option<&str>) -> Result<(), Error> {
    let name = REPORT_SCHEMA.split('/').next();
    let (found, version) = match stated.and_then(|schema| schema.split_once('/')) {
        Some((found, version)) if Some(found) == name => (stated.unwrap_or_default(), version),
        _ => return Err(ErrorKind::NotAReport.into()),
    };
    match version
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok())
    {
        Some(1) => Ok(()),
        Some(major) if major > 1 => Err(ErrorKind::NewerSchema {
            found: found.to_owned(),
        }
        .into()),
        _ => Err(ErrorKind::NotAReport.into()),
    }
}

fn broken(error: &serde_json::Error) -> Error {
    let cause = error.to_string();
    // serde_json ends its messages with the position, which is told apart here.
    let cause = cause.split(" at line ").next().unwrap_or(&cause).to_owned();
    ErrorKind::Json {
        line: error.line(),
        column: error.column(),
        cause,
    }
    .into()
}

/// Gives all blocks of a document their place in the file.
fn point_at(document: &mut Document) {
    let Document {
        blocks,
        footnotes,
        endnotes,
        comments,
        headers,
        footers,
        ..
    } = document;
    let set_all = |blocks: &mut [Block], pointer: &str| {
        for (index, block) in blocks.iter_mut().enumerate() {
            set_places(block, &format!("{pointer}/{index}"));
        }
    };
    set_all(blocks, "/document/blocks");
    for (name, notes) in [("footnotes", footnotes), ("endnotes", endnotes)] {
        for (index, note) in notes.iter_mut().enumerate() {
            set_all(
                &mut note.blocks,
                &format!("/document/{name}/{index}/blocks"),
            );
        }
    }
    for (index, comment) in comments.iter_mut().enumerate() {
        set_all(
            &mut comment.blocks,
            &format!("/document/comments/{index}/blocks"),
        );
    }
    for (name, margins) in [("headers", headers), ("footers", footers)] {
        for (index, margin) in margins.iter_mut().enumerate() {
            set_all(
                &mut margin.blocks,
                &format!("/document/{name}/{index}/blocks"),
            );
        }
    }
}

fn set_places(block: &mut Block, pointer: &str) {
    block.set_place(Some(Place::pointer(pointer)));
    if let Block::Table(table) = block {
        for (cell_index, cell) in table.cells.iter_mut().enumerate() {
            cell.place = None; // that of the file before
            for (index, inner) in cell.blocks.iter_mut().enumerate() {
                set_places(
                    inner,
                    &format!("{pointer}/cells/{cell_index}/blocks/{index}"),
                );
            }
        }
    }
}
