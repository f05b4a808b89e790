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
mod walk;

use gongkai_model::{Diagnostic, Format, Lang};

use crate::args;
use crate::error::{Error, ErrorKind};
use crate::input::{Input, Reading};
use crate::status::Status;
use crate::terminal::Messages;
use request::Request;

/// Converts what was asked for.
pub(crate) fn run(args: args::Convert, lang: Lang) -> Result<Status, Error> {
    let messages = Messages::new(lang, args.quiet);
    let reading = Reading::meant(&args.reading, &messages)?;
    match request::meant(args)? {
        Request::One(request) => one::run(&request, &reading, &messages),
        Request::Many(request) => many::run(&request, &reading, messages),
    }
}

/// Reads an input and makes the bytes of another format of it.
fn convert(input: &Input, to: Format, reading: &Reading) -> Result<Converted, Error> {
    let gongkai_reader::Read {
        report,
        mut diagnostics,
    } = input.report(reading)?;
    let written = gongkai_writer::write(&report, to).map_err(|cause| match input {
        Input::Stdin => Error::stdin(ErrorKind::Write(cause)),
        Input::File(path) => Error::of(path, ErrorKind::Write(cause)),
    })?;
    diagnostics.extend(written.diagnostics);
    Ok(Converted {
        bytes: written.bytes,
        diagnostics,
    })
}

/// The bytes to write, and what to know about them.
struct Converted {
    bytes: Vec<u8>,
    diagnostics: Vec<Diagnostic>,
}
