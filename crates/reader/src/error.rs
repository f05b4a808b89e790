//! Why a file cannot be read: what, where, and what to do.

mod text;

use gongkai_model::{Lang, SourceFormat};

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.message(Lang::En))]
pub struct Error(Box<ErrorKind>);

/// What is wrong with the file.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file has no bytes.
    Empty,
    /// None of the formats that are read.
    NotRecognized,
    /// An Office file that is encrypted with a password.
    Encrypted,
    /// A Word file of a time before Word 97.
    LegacyWord,
    /// A known kind of file that is not read.
    OtherKind {
        /// What it is.
        kind: &'static str,
    },
    /// The extension says one format, the content is another.
    WrongExtension {
        /// The extension.
        extension: String,
        /// The format of the content.
        found: SourceFormat,
    },
    /// A binary Office file is damaged: the compound file that holds its
    /// streams, or a stream.
    CompoundFile {
        /// The stream; none where it is the container itself.
        stream: Option<&'static str>,
        /// What is wrong.
        cause: String,
    },
    /// The records of a binary workbook are broken.
    Records {
        /// The stream or part.
        part: String,
        /// Where, in bytes.
        offset: usize,
        /// What is wrong.
        cause: String,
    },
    /// The zip container is damaged.
    Zip {
        /// The part that could not be read; none where it is the container itself.
        part: Option<String>,
        /// What is wrong.
        cause: String,
    },
    /// A part that the format requires is not there.
    MissingPart {
        /// The name or the role of the part.
        part: String,
    },
    /// The XML of a part is broken.
    Xml {
        /// The part.
        part: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        cause: String,
    },
    /// A part is not in the encoding that it states.
    Encoding {
        /// The part.
        part: String,
        /// The encoding.
        encoding: &'static str,
    },
    /// A part has a document type declaration, which Office files never have.
    Doctype {
        /// The part.
        part: String,
    },
    /// A JSON file that is not in UTF-8, the only encoding of JSON.
    NotUtf8,
    /// The JSON is broken.
    Json {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        cause: String,
    },
    /// The JSON is whole, but a report has no such content.
    JsonContent {
        /// The JSON pointer of what is wrong; empty for the report as a whole.
        pointer: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        cause: String,
    },
    /// JSON without the `schema` of a report.
    NotAReport,
    /// A report of a newer schema than this version knows.
    NewerSchema {
        /// The schema that the file states.
        found: String,
    },
    /// The file goes past a limit.
    Limit {
        /// The part.
        part: String,
        /// What is limited.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
}

impl Error {
    /// What is wrong with the file.
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// The stable name of what is wrong.
    pub fn code(&self) -> &'static str {
        match *self.0 {
            ErrorKind::Empty => "empty",
            ErrorKind::NotRecognized => "not-recognized",
            ErrorKind::Encrypted => "encrypted",
            ErrorKind::LegacyWord => "legacy-word",
            ErrorKind::OtherKind { .. } => "other-kind",
            ErrorKind::WrongExtension { .. } => "wrong-extension",
            ErrorKind::CompoundFile { .. } => "compound-file",
            ErrorKind::Records { .. } => "records",
            ErrorKind::Zip { .. } => "zip",
            ErrorKind::MissingPart { .. } => "missing-part",
            ErrorKind::Xml { .. } => "xml",
            ErrorKind::Encoding { .. } => "encoding",
            ErrorKind::Doctype { .. } => "doctype",
            ErrorKind::NotUtf8 => "not-utf-8",
            ErrorKind::Json { .. } => "json",
            ErrorKind::JsonContent { .. } => "json-content",
            ErrorKind::NotAReport => "not-a-report",
            ErrorKind::NewerSchema { .. } => "newer-schema",
            ErrorKind::Limit { .. } => "limit",
        }
    }

    /// The message for a person: what is wrong and where.
    pub fn message(&self, lang: Lang) -> String {
        self.0.message(lang)
    }

    /// What a person can do about it.
    pub fn hint(&self, lang: Lang) -> &'static str {
        let (zh, en) = self.0.hint();
        lang.pick(zh, en)
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error(Box::new(kind))
    }
}
