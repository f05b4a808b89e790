//! Reports as JSON.

mod fault;

use gongkai_model::{Block, Diagnostic, Document, Place, REPORT_SCHEMA, Report};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::detect::without_bom;
use crate::{Error, ErrorKind, Options};

/// The one key that is looked at before all others.
#[derive(Deserialize)]
struct Head {
    schema: Option<serde_json::Value>,
}

/// True for any JSON, whatever it says.
pub(crate) fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(bytes).is_ok()
}

/// Reads a report.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<(Report, Vec<Diagnostic>), Error> {
    let text = text(without_bom(bytes))?;
    if !text.trim_ascii_start().starts_with('{') {
        // serde would make a report of an array too.
        serde_json::from_str::<IgnoredAny>(text).map_err(|e| broken(&e))?;
        return Err(ErrorKind::NotAReport.into());
    }
    let head: Head = serde_json::from_str(text).map_err(|e| broken(&e))?;
    let schema = head.schema.as_ref().and_then(serde_json::Value::as_str);
    let version = check_schema(schema)?;
    let mut report: Report =
        serde_json::from_str(text).map_err(|e| unreadable(&e, text, schema, version))?;
    point_at(&mut report.document);
    let (document, mut diagnostics) = report.document.normalize();
    report.document = document;
    let (report, more) = report.reconcile(options.forms);
    diagnostics.extend(more);
    Ok((report, diagnostics))
}

/// The text of a file. JSON is in UTF-8 (RFC 8259, 8.1), and a zero byte
/// betrays UTF-16 or UTF-32.
fn text(bytes: &[u8]) -> Result<&str, Error> {
    match str::from_utf8(bytes) {
        Ok(text) if !bytes.contains(&0) => Ok(text),
        _ => Err(ErrorKind::NotUtf8.into()),
    }
}

/// How the schema of a file stands to ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    /// It is ours.
    Ours,
    /// It may have keys that we do not know.
    NewerMinor,
}

/// `gongkai-report/1` and its minor versions (`gongkai-report/1.2`) are read;
/// a newer major version is another format.
fn check_schema(stated: Option<&str>) -> Result<Version, Error> {
    let name = REPORT_SCHEMA.split('/').next();
    let (found, version) = match stated.and_then(|schema| schema.split_once('/')) {
        Some((found, version)) if Some(found) == name => (stated.unwrap_or_default(), version),
        _ => return Err(ErrorKind::NotAReport.into()),
    };
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().ok());
    match (numbers.next().flatten(), numbers.next().flatten()) {
        (Some(1), None | Some(0)) => Ok(Version::Ours),
        (Some(1), Some(_)) => Ok(Version::NewerMinor),
        (Some(major), _) if major > 1 => Err(newer(found)),
        _ => Err(ErrorKind::NotAReport.into()),
    }
}

fn newer(found: &str) -> Error {
    ErrorKind::NewerSchema {
        found: found.to_owned(),
    }
    .into()
}

/// Why whole JSON is no report. Keys that we do not know are a slip in a report
/// of our version; in one of a newer version they may be what its figures rest
/// on, and are not passed over.
fn unreadable(
    error: &serde_json::Error,
    text: &str,
    schema: Option<&str>,
    version: Version,
) -> Error {
    if !error.is_data() {
        return broken(error);
    }
    let fault = fault::find(text);
    let (pointer, cause) =
        fault.map_or_else(|| (String::new(), said(error)), |f| (f.pointer, f.cause));
    let is_unknown = cause.starts_with("unknown field") || cause.starts_with("unknown variant");
    if version == Version::NewerMinor && is_unknown {
        return newer(schema.unwrap_or_default());
    }
    ErrorKind::JsonContent {
        pointer,
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

fn broken(error: &serde_json::Error) -> Error {
    ErrorKind::Json {
        line: error.line(),
        column: error.column(),
        cause: said(error),
    }
    .into()
}

/// What `serde_json` says, without the position at the end, which is told apart.
fn said(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.split(" at line ").next().unwrap_or(&said).to_owned()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn code(json: &[u8]) -> &'static str {
        match read(json, &Options::default()) {
            Ok(_) => "read",
            Err(error) => error.code(),
        }
    }

    fn report(schema: &str, rest: &str) -> Vec<u8> {
        format!(
            "{{\"schema\": \"{schema}\", \"form\": null, \"document\": {{\"blocks\": []}}{rest}}}"
        )
        .into_bytes()
    }

    #[test]
    fn a_newer_version_is_told_from_a_slip() {
        let new_key = ", \"new\": 1";
        assert_eq!(code(&report("gongkai-report/1.7", "")), "read");
        assert_eq!(code(&report("gongkai-report/1.7", new_key)), "newer-schema");
        assert_eq!(code(&report("gongkai-report/1", new_key)), "json-content");
        assert_eq!(code(&report("gongkai-report/1.0", new_key)), "json-content");
        assert_eq!(code(&report("gongkai-report/2", "")), "newer-schema");
        let wrong = ", \"meta\": 3";
        assert_eq!(code(&report("gongkai-report/1.7", wrong)), "json-content");
    }

    #[test]
    fn json_that_is_no_report_is_named_for_what_it_is() {
        for json in ["[1, 2]", "7", "\"text\"", "{}", "{\"schema\": 1}"] {
            assert_eq!(code(json.as_bytes()), "not-a-report", "{json}");
        }
        assert_eq!(code("[".repeat(500).as_bytes()), "json");
        assert_eq!(code(b"{\"schema\": "), "json");
        let utf16: Vec<u8> = "{\"a\": 1}"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(code(&utf16), "not-utf-8");
        assert_eq!(code(b"\xff\xfe{\0}\0"), "not-utf-8");
        assert_eq!(code(b"{\"title\": \"\xd6\xd0\"}"), "not-utf-8");
    }
}
