//! What a file is, by its content.

use gongkai_model::Format;

use crate::{Error, ErrorKind};

const ZIP: &[u8] = b"PK";
const COMPOUND_FILE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The format of the content; an error that names the file for what it is
/// where it is none of ours, or where its extension says another.
pub(crate) fn format(bytes: &[u8], name: Option<&str>) -> Result<Format, Error> {
    let extension = name
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, extension)| extension);
    let stated =
        extension.and_then(|extension| Some((extension, Format::from_extension(extension)?)));
    let is_json = stated.is_some_and(|(_, format)| format == Format::Json);
    let found = content(bytes, is_json)?;
    match stated {
        Some((extension, stated)) if stated != found => Err(ErrorKind::WrongExtension {
            extension: extension.to_owned(),
            found,
        }
        .into()),
        _ => Ok(found),
    }
}

/// What the content is. Text that is nothing else is JSON where its name says
/// so: what is wrong with it is then told in the terms of JSON.
fn content(bytes: &[u8], named_json: bool) -> Result<Format, Error> {
    if bytes.is_empty() {
        return Err(ErrorKind::Empty.into());
    }
    if bytes.starts_with(ZIP) {
        return zip_content(bytes);
    }
    if bytes.starts_with(COMPOUND_FILE) {
        return Err(compound_file(bytes).into());
    }
    let text = without_bom(bytes);
    match text.iter().copied().find(|b| !b.is_ascii_whitespace()) {
        _ if text.starts_with(b"%PDF") => Err(ErrorKind::OtherKind { kind: "PDF" }.into()),
        _ if text.starts_with(b"{\\rtf") => Err(ErrorKind::OtherKind { kind: "RTF" }.into()),
        Some(b'{') => Ok(Format::Json),
        Some(b'<') => Err(ErrorKind::OtherKind { kind: "HTML/XML" }.into()),
        _ if named_json || crate::json::is_json(text) => Ok(Format::Json),
        _ => Err(ErrorKind::NotRecognized.into()),
    }
}

/// JSON text without a byte order mark.
pub(crate) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Which Office format a zip holds, by the names of its entries, or by the
/// content types where the main part has an unusual name.
fn zip_content(bytes: &[u8]) -> Result<Format, Error> {
    let limits = crate::Limits::default();
    let mut package = crate::package::Package::open(bytes, &limits)?;
    if package.has("word/document.xml") {
        return Ok(Format::Docx);
    }
    if package.has("xl/workbook.xml") {
        return Ok(Format::Xlsx);
    }
    if package.has("xl/workbook.bin") {
        return Err(ErrorKind::OtherKind { kind: "XLSB" }.into());
    }
    if package.has("ppt/presentation.xml") {
        return Err(ErrorKind::OtherKind { kind: "PowerPoint" }.into());
    }
    let mimetype = package.bytes("mimetype")?.unwrap_or_default();
    match mimetype.strip_prefix(b"application/vnd.oasis.opendocument.") {
        Some(b"text") => return Err(ErrorKind::OtherKind { kind: "ODT" }.into()),
        Some(b"spreadsheet") => return Err(ErrorKind::OtherKind { kind: "ODS" }.into()),
        _ => {}
    }
    let types = package.text("[Content_Types].xml")?.unwrap_or_default();
    if package.has("word/styles.xml") || types.contains("wordprocessingml.document") {
        Ok(Format::Docx)
    } else if package.has("xl/styles.xml") || types.contains("spreadsheetml.sheet") {
        Ok(Format::Xlsx)
    } else {
        Err(ErrorKind::OtherKind { kind: "ZIP" }.into())
    }
}

/// Names a compound file by the names of its streams, which stand in its
/// directory as UTF-16 ([MS-CFB] 2.6.1).
fn compound_file(bytes: &[u8]) -> ErrorKind {
    let has = |name: &str| {
        let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(utf16.len()).any(|window| window == utf16)
    };
    if has("EncryptedPackage") || has("EncryptionInfo") {
        ErrorKind::Encrypted
    } else if has("WordDocument") {
        ErrorKind::LegacyWord
    } else if has("Workbook") || has("Book") {
        ErrorKind::LegacyExcel
    } else if has("PowerPoint Document") {
        ErrorKind::OtherKind { kind: "PowerPoint" }
    } else {
        ErrorKind::OtherKind { kind: "OLE" }
    }
}
