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

mod beside;
mod docx;
mod error;
mod json;
mod values;
mod xlsx;

use gongkai_model::{Diagnostic, Format, Report};

pub use error::{Error, ErrorKind};

/// A written file.
#[derive(Debug)]
pub struct Written {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// What the format could not carry.
    pub diagnostics: Vec<Diagnostic>,
}

/// Writes a report in a format.
///
/// # Errors
/// Where the format has no way to hold the report, such as a cell of more than
/// 32,767 characters in a workbook.
pub fn write(report: &Report, format: Format) -> Result<Written, Error> {
    match format {
        Format::Docx => docx::write(report),
        Format::Xlsx => xlsx::write(report),
        Format::Json => json::write(report),
    }
}
