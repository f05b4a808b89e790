//! One file.

use std::path::Path;

use super::request::{One, Output};
use super::target::check_terminal;
use super::{Converted, Manner, convert, save};
use crate::error::{Error, ErrorKind};
use crate::input::Input;
use crate::status::Status;
use crate::terminal::{Messages, stdout};

/// Converts one file.
pub(super) fn run(request: &One, manner: &Manner, messages: &Messages) -> Result<Status, Error> {
    check_output(request)?;
    let Converted { bytes, diagnostics } = convert(&request.input, request.to, manner)?;
    match &request.output {
        Output::Stdout => stdout::print(|out| out.write_all(&bytes))?,
        Output::Named(path) => save::replace(path, &bytes)?,
        Output::Computed { path, force } => {
            save::make_folder(path)?;
            if *force {
                save::replace(path, &bytes)?
            } else {
                save::create(path, &bytes)?
            }
        }
    }
    messages.diagnostics(request.input.shown().as_deref(), &diagnostics, usize::MAX);
    Ok(Status::Done)
}

/// Finds out before the work whether its result can be kept.
fn check_output(request: &One) -> Result<(), Error> {
    match &request.output {
        Output::Stdout => check_terminal(request.to),
        Output::Named(path) => check_not_input(path, &request.input),
        Output::Computed { path, force } => {
            check_not_input(path, &request.input)?;
            match path.exists() && !force {
                true => Err(Error::of(path, ErrorKind::OutputExists)),
                false => Ok(()),
            }
        }
    }
}

fn check_not_input(output: &Path, input: &Input) -> Result<(), Error> {
    let Input::File(input) = input else {
        return Ok(());
    };
    match (input.canonicalize(), output.canonicalize()) {
        (Ok(a), Ok(b)) if a == b && a.is_file() => Err(Error::of(output, ErrorKind::OutputIsInput)),
        _ => Ok(()),
    }
}
