//! The namespaces of Office files.

/// The namespaces that matter, each in its Transitional and Strict spelling
/// (ISO/IEC 29500-1 and -4, annex A).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ns {
    /// WordprocessingML.
    W,
    /// SpreadsheetML.
    S,
    /// Relationship attributes of documents.
    R,
    /// Markup compatibility.
    Mc,
    /// Package relationships.
    Rels,
    /// A package as one XML file.
    Pkg,
    /// DrawingML, its placement in Word and in sheets, charts, pictures.
    Drawing,
    /// VML.
    Vml,
    /// Word extensions that mark up nothing but ids and layout, and Excel's.
    Extension,
    /// Math.
    Math,
    /// Any of OpenDocument, whose elements and attributes have names of their own.
    Odf,
    /// Any other, or none.
    Other,
}

impl Ns {
    /// The namespace of a URI.
    pub(crate) fn of(uri: &str) -> Ns {
        match uri {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Ns::W,
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            | "http://purl.oclc.org/ooxml/spreadsheetml/main" => Ns::S,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            | "http://purl.oclc.org/ooxml/officeDocument/relationships" => Ns::R,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Ns::Mc,
            "http://schemas.openxmlformats.org/package/2006/relationships" => Ns::Rels,
            "http://schemas.microsoft.com/office/2006/xmlPackage" => Ns::Pkg,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Ns::Math,
            "urn:schemas-microsoft-com:vml" => Ns::Vml,
            // Ink of Word is a part of its own; what stands for it is its picture.
            "http://schemas.microsoft.com/office/word/2010/wordprocessingInk" => Ns::Other,
            _ if uri.starts_with("urn:oasis:names:tc:opendocument:xmlns:") => Ns::Odf,
            _ if uri.contains("/drawingml/") => Ns::Drawing,
            _ if uri.starts_with("http://schemas.microsoft.com/office/word/")
                || uri.starts_with("http://schemas.microsoft.com/office/spreadsheetml/") =>
            {
                Ns::Extension
            }
            _ => Ns::Other,
        }
    }
}
