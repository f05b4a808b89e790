//! Reads Word, Excel and JSON reports into the gongkai model.
//!
//! Bytes in, no file system: paths, clocks and terminals belong to the
//! caller. A file is taken for what its content is, not for its name.
//!
//! ```
//! let json = r#"{"schema": "gongkai-report/1", "form": null,
//!     "document": {"blocks": [{"type": "paragraph", "text": "一、总体情况"}]}}"#;
//! let read = gongkai_reader::read(json.as_bytes(), &gongkai_reader::Options::default())?;
//! assert_eq!(read.report.sections[0].title, "总体情况");
//! # Ok::<(), gongkai_reader::Error>(())
//! ```

mod bytes;
mod compound;
mod detect;
mod doc;
mod docx;
mod encryption;
mod error;
mod json;
mod limits;
mod ods;
mod package;
mod sheet;
mod tally;
mod word;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use gongkai_model::{
    Diagnostic, Document, Form, Kind, Report, Source, SourceFormat, builtin_forms,
};
use sha2::{Digest, Sha256};

pub use error::{Error, ErrorKind};
pub use limits::Limits;

/// How to read.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// The name of the file, where it has one: it goes into the report's
    /// `source`, and an extension that contradicts the content is an error.
    pub name: Option<&'a str>,
    /// The forms that the report may follow.
    pub forms: &'a [Form],
    /// What a file may cost.
    pub limits: Limits,
    /// What is read of a text with tracked changes.
    pub tracked: Tracked,
    /// Whether what could be read is taken of a Word file or workbook with a
    /// part that ends in the middle or is broken from some point on. What is
    /// missing is told in diagnostics; without this it is an error.
    pub partial: bool,
    /// Whether hidden content is read.
    pub hidden: Hidden,
}

/// What becomes of content that a person does not see: hidden sheets, rows and
/// columns of workbooks, hidden text and drawings of Word files. Either way a
/// diagnostic names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hidden {
    /// It is left out.
    #[default]
    Drop,
    /// It is read as if it were not hidden.
    Keep,
}

/// What is read of a Word file with tracked changes (ISO/IEC 29500-1, 17.13.5).
/// Binary Word files are read as accepted, and a diagnostic says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tracked {
    /// The text as it is if all changes are accepted.
    #[default]
    Accepted,
    /// The text as it was before the changes.
    Original,
    /// Both, and each change is told in [`gongkai_model::Document::revisions`].
    All,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            name: None,
            forms: builtin_forms(),
            limits: Limits::default(),
            tracked: Tracked::default(),
            partial: false,
            hidden: Hidden::default(),
        }
    }
}

/// A report that was read.
#[derive(Debug)]
pub struct Read {
    /// The report.
    pub report: Report,
    /// What to know about the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a report of any format and finds out what it means.
///
/// # Errors
/// Where nothing can be read: see [`ErrorKind`].
pub fn read(bytes: &[u8], options: &Options) -> Result<Read, Error> {
    let original = bytes;
    let package = encryption::package(bytes, encryption::DEFAULT_PASSWORD, &options.limits)?;
    let bytes = package.as_deref().unwrap_or(bytes);
    let format = detect::format(bytes, options)?;
    if package.is_some() && !matches!(format, SourceFormat::Xlsx | SourceFormat::Xlsb) {
        return Err(ErrorKind::Encrypted.into()); // no other program tries that password
    }
    let (mut report, diagnostics) = match format {
        SourceFormat::Docx => bind(docx::read(bytes, options)?, options),
        SourceFormat::Xlsx => bind(xlsx::read(bytes, options)?, options),
        SourceFormat::Xls => bind(xls::read(bytes, options)?, options),
        SourceFormat::Xlsb => bind(xlsb::read(bytes, options)?, options),
        SourceFormat::Ods => bind(ods::read(bytes, options)?, options),
        SourceFormat::Json => json::read(bytes, options)?,
        SourceFormat::Doc => {
            let (document, mut diagnostics) = doc::read(bytes, options)?;
            if options.tracked != Tracked::Accepted {
                diagnostics.push(Diagnostic::new(Kind::AcceptedOnly, None));
            }
            bind((document, diagnostics), options)
        }
    };
    let name = options.name.map(str::to_owned);
    report.source = Some(Source {
        name,
        format,
        sha256: sha256(original),
    });
    Ok(Read {
        report,
        diagnostics,
    })
}

/// True where a file that begins with these bytes is a Word document or a
/// workbook as one XML file (Flat OPC); 64 KiB are enough to tell. Most files
/// named `.xml` are something else.
pub fn is_flat_opc(head: &[u8]) -> bool {
    package::is_flat(&package::head(head))
}

fn bind(
    (document, mut diagnostics): (Document, Vec<Diagnostic>),
    options: &Options,
) -> (Report, Vec<Diagnostic>) {
    let (document, more) = document.normalize();
    diagnostics.extend(more);
    let (report, more) = document.bind(options.forms);
    diagnostics.extend(more);
    (report, diagnostics)
}

fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}"); // writing to a string cannot fail
            hex
        })
}
