//! What a file is, by its content.

use gongkai_model::{Format, SourceFormat};

use crate::compound::{self, CompoundFile};
use crate::{Error, ErrorKind};

const ZIP: &[u8] = b"PK";
/// Word 1 and 2 for Windows, Word for DOS and Write put their text straight
/// into the file.
const BEFORE_COMPOUND_FILES: [&[u8]; 4] = [
    &[0xdb, 0xa5, 0x2d, 0x00],
    &[0x9b, 0xa5, 0x21, 0x00],
    &[0x31, 0xbe, 0x00, 0x00],
    &[0x32, 0xbe, 0x00, 0x00],
];

/// The format of the content; an error that names the file for what it is
/// where it is none of ours, or where its extension says another.
pub(crate) fn format(bytes: &[u8], name: Option<&str>) -> Result<SourceFormat, Error> {
    let extension = name
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, extension)| extension);
    let stated =
        extension.and_then(|extension| Some((extension, Format::from_extension(extension)?)));
    let is_json = stated.is_some_and(|(_, format)| format == Format::Json);
    let found = content(bytes, is_json)?;
    match stated {
        Some((extension, stated)) if SourceFormat::from(stated) != found => {
            Err(ErrorKind::WrongExtension {
                extension: extension.to_owned(),
                found,
            }
            .into())
        }
        _ => Ok(found),
    }
}

/// What the content is. Text that is nothing else is JSON where its name says
/// so: what is wrong with it is then told in the terms of JSON.
fn content(bytes: &[u8], named_json: bool) -> Result<SourceFormat, Error> {
    if bytes.is_empty() {
        return Err(ErrorKind::Empty.into());
    }
    if bytes.starts_with(ZIP) {
        return zip_content(bytes);
    }
    if bytes.starts_with(compound::SIGNATURE) {
        return compound_file(bytes);
    }
    if BEFORE_COMPOUND_FILES
        .iter()
        .any(|magic| bytes.starts_with(magic))
    {
        return Err(ErrorKind::LegacyWord.into());
    }
    let text = without_bom(bytes);
    match text.iter().copied().find(|b| !b.is_ascii_whitespace()) {
        _ if text.starts_with(b"%PDF") => Err(ErrorKind::OtherKind { kind: "PDF" }.into()),
        _ if text.starts_with(b"{\\rtf") => Err(ErrorKind::OtherKind { kind: "RTF" }.into()),
        Some(b'{') => Ok(SourceFormat::Json),
        Some(b'<') => Err(ErrorKind::OtherKind { kind: "HTML/XML" }.into()),
        _ if named_json || crate::json::is_json(text) => Ok(SourceFormat::Json),
        _ => Err(ErrorKind::NotRecognized.into()),
    }
}

/// JSON text without a byte order mark.
pub(crate) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Which Office format a zip holds, by the names of its entries, or by the
/// content types where the main part has an unusual name.
fn zip_content(bytes: &[u8]) -> Result<SourceFormat, Error> {
    let limits = crate::Limits::default();
    let mut package = crate::package::Package::open(bytes, &limits)?;
    if package.has("word/document.xml") {
        return Ok(SourceFormat::Docx);
    }
    if package.has("xl/workbook.xml") {
        return Ok(SourceFormat::Xlsx);
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
        Ok(SourceFormat::Docx)
    } else if package.has("xl/styles.xml") || types.contains("spreadsheetml.sheet") {
        Ok(SourceFormat::Xlsx)
    } else {
        Err(ErrorKind::OtherKind { kind: "ZIP" }.into())
    }
}

/// Knows a compound file by the streams of its root storage. Where its
/// directory is broken, the names in it still tell: they stand there as UTF-16
/// ([MS-CFB] 2.6.1).
fn compound_file(bytes: &[u8]) -> Result<SourceFormat, Error> {
    let file = CompoundFile::open(bytes);
    let has = |name: &str| match &file {
        Ok(file) => file.has(name),
        Err(_) => {
            let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            bytes.windows(utf16.len()).any(|window| window == utf16)
        }
    };
    let kind = if has("EncryptedPackage") || has("EncryptionInfo") {
        ErrorKind::Encrypted
    } else if has("WordDocument") {
        return Ok(SourceFormat::Doc);
    } else if has("Workbook") || has("Book") {
        ErrorKind::LegacyExcel
    } else if has("PowerPoint Document") {
        ErrorKind::OtherKind { kind: "PowerPoint" }
    } else {
        match file {
            Ok(_) => ErrorKind::OtherKind { kind: "OLE" },
            Err(error) => return Err(error),
        }
    };
    Err(kind.into())
}
