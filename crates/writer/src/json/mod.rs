//! The report itself, as JSON.

use gongkai_model::{Format, Report};

use crate::{Error, ErrorKind, Written};

/// Writes a report as JSON: indented, UTF-8, a line end at the end.
pub(crate) fn write(report: &Report) -> Result<Written, Error> {
    let refused = |cause: serde_json::Error| ErrorKind::Refused {
        format: Format::Json,
        cause: cause.to_string(),
    };
    let mut bytes = serde_json::to_vec_pretty(report).map_err(refused)?;
    bytes.push(b'\n');
    Ok(Written {
        bytes,
        diagnostics: Vec::new(),
    })
}
