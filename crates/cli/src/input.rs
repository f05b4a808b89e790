//! Reading a file or standard input, whole, with a bound on its size.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use gongkai_model::Form;
use gongkai_reader::{Hidden, Tracked};

use crate::args;
use crate::error::{Error, ErrorKind};
use crate::forms;
use crate::terminal::Messages;

/// The largest input, in bytes: far more than any report, little enough to hold.
const LIMIT: u64 = 1 << 30;

/// Where to read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// How reports are read.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The forms that they may follow.
    pub(crate) forms: Vec<Form>,
    tracked: Tracked,
    /// What can be read is taken of a damaged file.
    partial: bool,
    hidden: Hidden,
}

impl Reading {
    /// What is meant by the arguments.
    pub(crate) fn meant(args: &args::Reading, messages: &Messages) -> Result<Reading, Error> {
        Ok(Reading {
            forms: forms::load(&args.forms.files, messages)?,
            tracked: args.tracked.unwrap_or_default(),
            partial: args.partial,
            hidden: args.hidden.unwrap_or_default(),
        })
    }
}

impl Input {
    /// The input that was typed; `-` is standard input.
    pub(crate) fn from_typed(path: &Path) -> Input {
        if path.as_os_str() == "-" {
            Input::Stdin
        } else {
            Input::File(path.to_owned())
        }
    }

    /// All of its bytes.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Error> {
        self.read().map_err(|kind| self.error(kind))
    }

    /// The report in it.
    pub(crate) fn report(&self, reading: &Reading) -> Result<gongkai_reader::Read, Error> {
        let bytes = self.bytes()?;
        let name = self.name();
        let options = gongkai_reader::Options {
            name: name.as_deref(),
            forms: &reading.forms,
            tracked: reading.tracked,
            partial: reading.partial,
            hidden: reading.hidden,
            ..Default::default()
        };
        gongkai_reader::read(&bytes, &options).map_err(|cause| self.error(ErrorKind::Read(cause)))
    }

    /// What messages call it; nothing for standard input.
    pub(crate) fn shown(&self) -> Option<String> {
        match self {
            Input::Stdin => None,
            Input::File(path) => Some(path.display().to_string()),
        }
    }

    fn error(&self, kind: ErrorKind) -> Error {
        match self {
            Input::Stdin => Error::stdin(kind),
            Input::File(path) => Error::of(path, kind),
        }
    }

    /// The name of the file without its folder, so that the report does not
    /// depend on where the command was called.
    fn name(&self) -> Option<String> {
        match self {
            Input::Stdin => None,
            Input::File(path) => Some(path.file_name()?.to_string_lossy().into_owned()),
        }
    }

    fn read(&self) -> Result<Vec<u8>, ErrorKind> {
        match self {
            Input::Stdin => bounded(std::io::stdin().lock(), 0),
            Input::File(path) => {
                let file = File::open(path).map_err(ErrorKind::Open)?;
                let metadata = file.metadata().map_err(ErrorKind::Open)?;
                if metadata.is_dir() {
                    return Err(ErrorKind::InputIsFolder);
                }
                bounded(file, metadata.len())
            }
        }
    }
}

/// Reads to the end; `size` is what is known of the size beforehand.
fn bounded(mut source: impl Read, size: u64) -> Result<Vec<u8>, ErrorKind> {
    let mut bytes = Vec::new();
    if size <= LIMIT {
        bytes.reserve(usize::try_from(size).unwrap_or(0));
        source
            .by_ref()
            .take(LIMIT + 1)
            .read_to_end(&mut bytes)
            .map_err(ErrorKind::Open)?;
    }
    if size > LIMIT || bytes.len() as u64 > LIMIT {
        return Err(ErrorKind::InputTooLarge { limit: LIMIT });
    }
    Ok(bytes)
}
