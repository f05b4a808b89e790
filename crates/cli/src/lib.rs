//! The command `gongkai`: converts disclosure reports between Word, Excel and
//! JSON, and shows what was read.
//!
//! Paths, clocks, threads and terminals belong to this crate; the reader and
//! the writer know none of them. The arguments as typed (`args`) are turned
//! once into what is meant (`convert`, `show`, …), and what goes wrong is an
//! `error::Error` that is printed in one place (`terminal`).
//!
//! This is a library so that tests can build the command round it; its one
//! function is all that is promised.

mod args;
mod convert;
mod error;
mod form;
mod forms;
mod input;
mod lang;
mod schema;
mod show;
mod status;
mod terminal;
mod usage;
mod zh;

use std::ffi::OsString;
use std::process::ExitCode;

use gongkai_model::Lang;

use args::{Cli, Command};
use error::Error;
use status::Status;
use terminal::{Messages, fault, stdout};
use usage::Stop;

/// Runs the command and gives its exit status: 0 all is well, 1 something is
/// wrong with one of several inputs, 2 nothing could be done.
///
/// `args` begin with the name of the program, as those of
/// [`std::env::args_os`] do.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = lang::choose(&args, |name| std::env::var_os(name));
    let outcome = fault::guard(|| match usage::parse(args, lang) {
        Ok(cli) => dispatch(cli, lang),
        Err(stop) => stopped(&stop, lang),
    });
    let status = outcome.and_then(|result| result).unwrap_or_else(|error| {
        Messages::new(lang, false).error(&error);
        Status::NothingDone
    });
    status.into()
}

fn dispatch(cli: Cli, lang: Lang) -> Result<Status, Error> {
    match cli.command {
        Command::Convert(args) => convert::run(args, lang),
        Command::Show(args) => show::run(&args, lang),
        Command::Form(args) => form::run(&args, lang),
        Command::Schema(args) => schema::run(&args),
        // `usage::parse` has stopped with the help.
        Command::Help(_) => Ok(Status::Done),
    }
}

/// What was typed asks for help, or is no call of the command.
fn stopped(stop: &Stop, lang: Lang) -> Result<Status, Error> {
    match stop {
        Stop::Help(text) => {
            stdout::print(|out| out.write_all(text.as_bytes()))?;
            Ok(Status::Done)
        }
        Stop::HelpInstead(text) => {
            Messages::new(lang, false).text(text);
            Ok(Status::NothingDone)
        }
        Stop::Usage { message, hint } => {
            Messages::new(lang, false).usage(message, hint);
            Ok(Status::NothingDone)
        }
    }
}
