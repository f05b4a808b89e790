//! The list of file formats. A new format is one variant here; the compiler
//! then names what the reader and the writer lack.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A file format that reports are written to; all of them are read as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Word, Office Open XML (ISO/IEC 29500).
    Docx,
    /// Excel, Office Open XML (ISO/IEC 29500).
    Xlsx,
    /// The report itself as JSON, see [`crate::Report`].
    Json,
}

impl Format {
    /// Every format, in the order in which they are listed for people.
    pub const ALL: [Format; 3] = [Format::Docx, Format::Xlsx, Format::Json];

    /// The usual file extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Xlsx => "xlsx",
            Format::Json => "json",
        }
    }

    /// The format that an extension stands for, whatever its case.
    ///
    /// ```
    /// use gongkai_model::Format;
    /// assert_eq!(Format::from_extension("DOCX"), Some(Format::Docx));
    /// assert_eq!(Format::from_extension("pdf"), None);
    /// ```
    pub fn from_extension(extension: &str) -> Option<Format> {
        Format::ALL
            .into_iter()
            .find(|f| f.extension().eq_ignore_ascii_case(extension))
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.extension())
    }
}

/// A file format that reports are read from: every [`Format`], and older ones
/// that nobody should write any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SourceFormat {
    /// See [`Format::Docx`].
    Docx,
    /// See [`Format::Xlsx`].
    Xlsx,
    /// See [`Format::Json`].
    Json,
    /// The binary format of Word 6 to 2003 ([MS-DOC]): `.doc`, `.dot` and `.wps`.
    Doc,
    /// The binary formats of Excel 2 to 2003 ([MS-XLS]): `.xls`, `.xlt` and `.et`.
    Xls,
    /// The binary format of Excel 2007 and later ([MS-XLSB]).
    Xlsb,
    /// OpenDocument spreadsheets (ISO/IEC 26300): `.ods` and `.ots`.
    Ods,
}

impl SourceFormat {
    /// The format that files with an extension have, whatever its case:
    /// documents, templates and those with macros are one format.
    ///
    /// ```
    /// use gongkai_model::SourceFormat;
    /// assert_eq!(SourceFormat::from_extension("docm"), Some(SourceFormat::Docx));
    /// assert_eq!(SourceFormat::from_extension("WPS"), Some(SourceFormat::Doc));
    /// ```
    pub fn from_extension(extension: &str) -> Option<SourceFormat> {
        let known = |extensions: &[&str]| {
            let mut extensions = extensions.iter();
            extensions.any(|known| known.eq_ignore_ascii_case(extension))
        };
        if known(&["docx", "docm", "dotx", "dotm"]) {
            Some(SourceFormat::Docx)
        } else if known(&["xlsx", "xlsm", "xltx", "xltm"]) {
            Some(SourceFormat::Xlsx)
        } else if known(&["json"]) {
            Some(SourceFormat::Json)
        } else if known(&["doc", "dot", "wps"]) {
            Some(SourceFormat::Doc)
        } else if known(&["ods", "ots"]) {
            Some(SourceFormat::Ods)
        } else if known(&["xlsb"]) {
            Some(SourceFormat::Xlsb)
        } else if known(&["xls", "xlt", "xlw", "et", "ett"]) {
            Some(SourceFormat::Xls)
        } else {
            None
        }
    }
}

impl From<Format> for SourceFormat {
    fn from(format: Format) -> SourceFormat {
        match format {
            Format::Docx => SourceFormat::Docx,
            Format::Xlsx => SourceFormat::Xlsx,
            Format::Json => SourceFormat::Json,
        }
    }
}

impl std::fmt::Display for SourceFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            SourceFormat::Docx => Format::Docx.extension(),
            SourceFormat::Xlsx => Format::Xlsx.extension(),
            SourceFormat::Json => Format::Json.extension(),
            SourceFormat::Doc => "doc",
            SourceFormat::Xls => "xls",
            SourceFormat::Xlsb => "xlsb",
            SourceFormat::Ods => "ods",
        })
    }
}
