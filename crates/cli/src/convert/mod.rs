//! `gongkai convert`.
//!
//! [`request`] makes what is meant of what was typed. One file goes through
//! [`one`], anything else is [`plan`]ned first (which files, to which names) and
//! then done in parallel by [`many`]. Both write through [`save`].

mod many;
mod naming;
mod one;
mod plan;
mod progress;
mod request;
mod save;
mod target;
mod walk;

use gongkai_model::{Diagnostic, Format, Lang};

use crate::args;
use crate::error::{Error, ErrorKind};
use crate::input::{Input, Reading};
use crate::status::Status;
use crate::terminal::Messages;
use request::Request;

pub(crate) use target::Target;

/// Converts what was asked for.
pub(crate) fn run(args: args::Convert, lang: Lang) -> Result<Status, Error> {
    let messages = Messages::new(lang, args.quiet);
    let manner = Manner {
        reading: Reading::meant(&args.reading, &messages)?,
        formulas: args.formulas != args::OFF,
    };
    match request::meant(args)? {
        Request::One(request) => one::run(&request, &manner, &messages),
        Request::Many(request) => many::run(&request, &manner, messages),
    }
}

/// Reads an input and makes the bytes of another format of it.
fn convert(input: &Input, to: Format, manner: &Manner) -> Result<Converted, Error> {
    let gongkai_reader::Read {
        report,
        mut diagnostics,
    } = input.report(&manner.reading)?;
    let options = gongkai_writer::Options {
        forms: &manner.reading.forms,
        formulas: manner.formulas,
    };
    let written =
        gongkai_writer::write_with(&report, to, &options).map_err(|cause| match input {
            Input::Stdin => Error::stdin(ErrorKind::Write(cause)),
            Input::File(path) => Error::of(path, ErrorKind::Write(cause)),
        })?;
    diagnostics.extend(written.diagnostics);
    Ok(Converted {
        bytes: written.bytes,
        diagnostics,
    })
}

/// How reports are read and written.
struct Manner {
    reading: Reading,
    /// Totals are formulas in a workbook.
    formulas: bool,
}

/// The bytes to write, and what to know about them.
struct Converted {
    bytes: Vec<u8>,
    diagnostics: Vec<Diagnostic>,
}
