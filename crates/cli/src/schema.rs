//! `gongkai schema`: the published JSON Schemas.

use crate::args;
use crate::error::{Error, ErrorKind};
use crate::status::Status;
use crate::terminal::stdout;

/// Prints a schema.
pub(crate) fn run(args: &args::Schema) -> Result<Status, Error> {
    let schema = match args.what.as_str() {
        "form" => gongkai_model::form_schema(),
        _ => gongkai_model::report_schema(),
    };
    let json = serde_json::to_string_pretty(&schema).map_err(|cause| ErrorKind::Fault {
        what: cause.to_string(),
    })?;
    stdout::print(|out| writeln!(out, "{json}"))?;
    Ok(Status::Done)
}
