//! Ways of a report through the formats.
#![allow(clippy::panic)] // a suite ends where a report cannot be written or read

use gongkai_model::{Diagnostic, Document, Format, Report, builtin_forms};
use gongkai_reader::Options;

/// A report as a reader would give it.
pub fn report(document: Document) -> Report {
    let (document, _) = document.normalize();
    document.bind(builtin_forms()).0
}

/// Reads a report from bytes.
pub fn read(bytes: &[u8]) -> (Report, Vec<Diagnostic>) {
    match gongkai_reader::read(bytes, &Options::default()) {
        Ok(read) => (read.report, read.diagnostics),
        Err(error) => panic!("{error}"),
    }
}

/// Writes a report, and says what the format did not carry.
pub fn write(report: &Report, format: Format) -> (Vec<u8>, Vec<Diagnostic>) {
    match gongkai_writer::write(report, format) {
        Ok(written) => (written.bytes, written.diagnostics),
        Err(error) => panic!("{error}"),
    }
}

/// Writes a report and reads it again.
pub fn through(report: &Report, format: Format) -> Report {
    read(&write(report, format).0).0
}
