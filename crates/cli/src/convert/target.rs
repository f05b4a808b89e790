//! The one file that was named to be written.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use gongkai_model::Format;

use super::{request, save};
use crate::error::{Error, ErrorKind};
use crate::terminal::stdout;

/// A file that was named, or standard output, and the format it gets.
#[derive(Debug)]
pub(crate) struct Target {
    /// Nothing for standard output.
    path: Option<PathBuf>,
    /// The format.
    pub(crate) format: Format,
}

impl Target {
    /// What is meant by `--output` and `--to`.
    pub(crate) fn named(output: &Path, to: Option<Format>) -> Result<Target, Error> {
        if request::is_dash(output) {
            let format = request::stated(to)?;
            check_terminal(format)?;
            return Ok(Target { path: None, format });
        }
        if request::is_folder(output) {
            return Err(Error::of(output, ErrorKind::OutputIsFolder));
        }
        Ok(Target {
            path: Some(output.to_owned()),
            format: request::agreed(output, to)?,
        })
    }

    /// Writes the file; one that exists is replaced.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), Error> {
        match &self.path {
            Some(path) => save::replace(path, bytes),
            None => stdout::print(|out| out.write_all(bytes)),
        }
    }
}

/// Bytes of an Office file are nothing for a terminal.
pub(super) fn check_terminal(format: Format) -> Result<(), Error> {
    match format {
        Format::Docx | Format::Xlsx if std::io::stdout().is_terminal() => {
            Err(Error::stdout(ErrorKind::Terminal { format }))
        }
        _ => Ok(()),
    }
}
