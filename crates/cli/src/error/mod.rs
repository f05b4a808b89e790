//! What can go wrong: what, where, and what to do about it.

mod cause;
mod text;

use std::io;
use std::path::Path;

use gongkai_model::{FormError, Format, Lang};

pub(crate) use text::Text;

/// Why the command, or one of its files, could not be done.
#[derive(Debug)]
pub(crate) struct Error {
    /// The file or folder that it is about.
    subject: Subject,
    kind: Box<ErrorKind>,
}

#[derive(Debug)]
enum Subject {
    /// The call as a whole.
    Call,
    Stdin,
    Stdout,
    Path(String),
}

/// What is wrong.
#[derive(Debug)]
pub(crate) enum ErrorKind {
    /// The content cannot be read as a report.
    Read(gongkai_reader::Error),
    /// The format cannot hold the report.
    Write(gongkai_writer::Error),
    /// The input cannot be opened.
    Open(io::Error),
    /// A folder stands where one report is asked for.
    InputIsFolder,
    /// The input is larger than `limit` bytes.
    InputTooLarge { limit: u64 },
    /// The output cannot be written.
    Save(io::Error),
    /// A folder is needed and a file stands there.
    OutputIsFile,
    /// A file is needed and there is a folder.
    OutputIsFolder,
    /// A folder is needed and the name is that of a file.
    OutputNamedAsFile,
    /// The output has the extension of a kind of file that is not written.
    ForeignExtension,
    /// A file stands there that was not named as the output.
    OutputExists,
    /// The output is one of the inputs.
    OutputIsInput,
    /// Another input of the run has the same output.
    OutputShared { with: String },
    /// The extension of the output names no format.
    UnknownFormat,
    /// Neither `--to` nor an extension says which format to write.
    NoFormat,
    /// `--to` and the extension of the output name different formats.
    FormatsDisagree { to: Format },
    /// Word or Excel bytes would go to a terminal.
    Terminal { format: Format },
    /// Standard input has no name to make that of the output of.
    StdinIntoFolder,
    /// `-` among several inputs.
    StdinAmongOthers,
    /// Several inputs and standard output.
    StdoutForSeveral,
    /// There is no file to convert.
    NothingToConvert { to: Format },
    /// No form of that name.
    UnknownForm { known: Vec<String> },
    /// A folder stands where a form file is asked for.
    FormIsFolder,
    /// A table of the form is larger than a table may be.
    FormTooLarge,
    /// A form file of the user cannot be used.
    FormBroken(FormError),
    /// The program itself is at fault.
    Fault { what: String },
}

impl Error {
    /// Something about a file or folder.
    pub(crate) fn of(path: &Path, kind: ErrorKind) -> Error {
        Error {
            subject: Subject::Path(path.display().to_string()),
            kind: Box::new(kind),
        }
    }

    /// Something about standard input.
    pub(crate) fn stdin(kind: ErrorKind) -> Error {
        Error {
            subject: Subject::Stdin,
            kind: Box::new(kind),
        }
    }

    /// Something about standard output.
    pub(crate) fn stdout(kind: ErrorKind) -> Error {
        Error {
            subject: Subject::Stdout,
            kind: Box::new(kind),
        }
    }

    /// The same about another file: the one that was being worked on.
    pub(crate) fn about(self, path: &Path) -> Error {
        Error {
            subject: Subject::Path(path.display().to_string()),
            ..self
        }
    }

    /// The file or folder that it is about.
    pub(crate) fn subject(&self, lang: Lang) -> Option<&str> {
        match &self.subject {
            Subject::Call => None,
            Subject::Stdin => Some(lang.pick("标准输入", "standard input")),
            Subject::Stdout => Some(lang.pick("标准输出", "standard output")),
            Subject::Path(path) => Some(path),
        }
    }

    /// What is wrong, and what to do.
    pub(crate) fn text(&self, lang: Lang) -> Text {
        self.kind.text(lang)
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error {
            subject: Subject::Call,
            kind: Box::new(kind),
        }
    }
}
