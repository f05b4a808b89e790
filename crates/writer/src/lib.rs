//! Writes reports as Word, Excel and JSON.
//!
//! Bytes out, no file system: paths, clocks and terminals belong to the
//! caller. The same report gives the same bytes. What a format cannot carry
//! is named by a diagnostic.
//!
//! ```
//! use gongkai_model::{Block, Document, Format, Paragraph, builtin_forms};
//! let blocks = vec![Block::Paragraph(Paragraph::plain("全年未收到申请。"))];
//! let (report, _) = Document::new(blocks).bind(builtin_forms());
//! let written = gongkai_writer::write(&report, Format::Docx)?;
//! assert!(written.bytes.starts_with(b"PK"));
//! # Ok::<(), gongkai_writer::Error>(())
//! ```

mod docx;
mod error;
mod json;
mod ooxml;
mod values;
mod xlsx;

use gongkai_model::{Diagnostic, Form, Format, Report, builtin_forms};

pub use error::{Error, ErrorKind};

/// A written file.
#[derive(Debug)]
pub struct Written {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// What the format could not carry.
    pub diagnostics: Vec<Diagnostic>,
}

/// How files are written.
#[derive(Debug, Clone, Copy)]
pub struct Options<'f> {
    /// The forms that reports may follow: what they say of sums and units goes
    /// into workbooks.
    pub forms: &'f [Form],
    /// Totals of a statutory form are formulas in a workbook, where they are
    /// the sum that the form says.
    pub formulas: bool,
}

impl Default for Options<'_> {
    /// The built-in forms, with formulas.
    fn default() -> Self {
        Options {
            forms: builtin_forms(),
            formulas: true,
        }
    }
}

/// Writes a report in a format, with the default options.
///
/// # Errors
/// Where the format has no way to hold the report, such as a cell of more than
/// 32,767 characters in a workbook.
pub fn write(report: &Report, format: Format) -> Result<Written, Error> {
    write_with(report, format, &Options::default())
}

/// Writes a report in a format.
///
/// # Errors
/// As for [`write()`].
pub fn write_with(report: &Report, format: Format, options: &Options) -> Result<Written, Error> {
    match format {
        Format::Docx => docx::write(report),
        Format::Xlsx => xlsx::write(report, options),
        Format::Json => json::write(report),
    }
}
