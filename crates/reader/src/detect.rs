//! What a file is, by its content.

use gongkai_model::SourceFormat;

use crate::compound::{self, CompoundFile};
use crate::package::{Package, has_zip_end};
use crate::{Error, ErrorKind, Options};

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
pub(crate) fn format(bytes: &[u8], options: &Options) -> Result<SourceFormat, Error> {
    let extension = options
        .name
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, extension)| extension);
    let stated =
        extension.and_then(|extension| Some((extension, SourceFormat::from_extension(extension)?)));
    let is_json = stated.is_some_and(|(_, format)| format == SourceFormat::Json);
    let found = content(bytes, is_json, options)?;
    match stated {
        // Word opens a file of either of its formats under its old extension.
        Some((_, SourceFormat::Doc)) if found == SourceFormat::Docx => Ok(found),
        // So do Excel, after a question, and WPS.
        Some((_, SourceFormat::Xls)) if found == SourceFormat::Xlsx => Ok(found),
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
fn content(bytes: &[u8], named_json: bool, options: &Options) -> Result<SourceFormat, Error> {
    if bytes.is_empty() {
        return Err(ErrorKind::Empty.into());
    }
    if bytes.starts_with(ZIP) {
        return package(bytes, options);
    }
    if bytes.starts_with(compound::SIGNATURE) {
        return compound_file(bytes);
    }
    if crate::xls::is_bare_stream(bytes) {
        return Ok(SourceFormat::Xls);
    }
    if BEFORE_COMPOUND_FILES
        .iter()
        .any(|magic| bytes.starts_with(magic))
    {
        return Err(ErrorKind::LegacyWord.into());
    }
    let text = without_bom(bytes);
    let other = |kind| Err(ErrorKind::OtherKind { kind }.into());
    match first_character(text) {
        _ if text.starts_with(b"%PDF") => other("PDF"),
        _ if text.starts_with(b"{\\rtf") => other("RTF"),
        Some(b'{') if !is_utf16(bytes) => Ok(SourceFormat::Json),
        Some(b'<') => xml_content(bytes, options),
        _ if named_json || crate::json::is_json(text) => Ok(SourceFormat::Json),
        // A zip with something before it: one that unpacks itself, for instance.
        _ if has_zip_end(bytes) => package(bytes, options),
        _ => Err(ErrorKind::NotRecognized.into()),
    }
}

/// The first character of a text, white space aside, if it is one of ASCII.
fn first_character(text: &[u8]) -> Option<u8> {
    let head = text.strip_prefix(b"\xff\xfe".as_slice());
    let head = head.or_else(|| text.strip_prefix(b"\xfe\xff"));
    let mut head = head.unwrap_or(text).iter().copied();
    head.find(|b| !b.is_ascii_whitespace() && *b != 0)
}

fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}

/// Which Office format an XML file is.
fn xml_content(bytes: &[u8], options: &Options) -> Result<SourceFormat, Error> {
    let head = crate::package::head(bytes);
    let kind = if crate::package::is_flat(&head) {
        return package(bytes, options);
    } else if head.contains("http://schemas.microsoft.com/office/word/2003/wordml") {
        "Word 2003 XML"
    } else if head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        "Excel 2003 XML"
    } else {
        "HTML/XML"
    };
    Err(ErrorKind::OtherKind { kind }.into())
}

/// JSON text without a byte order mark.
pub(crate) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Which Office format a package holds: by what its relationships name as the
/// main part, else by the names of its parts, at last by the content types of any.
fn package(bytes: &[u8], options: &Options) -> Result<SourceFormat, Error> {
    let mut package = Package::open(bytes, &options.limits, options.partial)?;
    let other = |kind| Err(ErrorKind::OtherKind { kind }.into());
    // What is broken here is told when the file is read.
    let main = package.stated_main().ok().flatten();
    if let Some(main) = main.filter(|main| package.has(main))
        && let Ok(Some(found)) = package.content_type(&main)
    {
        match family(&found) {
            Some(Family::Word) => return Ok(SourceFormat::Docx),
            Some(Family::Excel) => return Ok(SourceFormat::Xlsx),
            Some(Family::Xlsb) => return Ok(SourceFormat::Xlsb),
            Some(Family::PowerPoint) => return other("PowerPoint"),
            None => {}
        }
    }
    if package.has("word/document.xml") {
        return Ok(SourceFormat::Docx);
    }
    if package.has("xl/workbook.xml") {
        return Ok(SourceFormat::Xlsx);
    }
    if package.has("xl/workbook.bin") {
        return Ok(SourceFormat::Xlsb);
    }
    if package.has("ppt/presentation.xml") {
        return other("PowerPoint");
    }
    let mimetype = package.bytes("mimetype")?.unwrap_or_default();
    match mimetype.strip_prefix(b"application/vnd.oasis.opendocument.") {
        Some(b"text") => return other("ODT"),
        Some(b"spreadsheet" | b"spreadsheet-template") => return Ok(SourceFormat::Ods),
        _ => {}
    }
    // Without a mimetype, the manifest tells as well (OpenDocument 1.3 part 2, 3.2).
    if package.has("content.xml") {
        let manifest = package.part("META-INF/manifest.xml")?;
        let manifest = manifest.as_ref().map_or("", |part| part.text());
        if manifest.contains("application/vnd.oasis.opendocument.spreadsheet") {
            return Ok(SourceFormat::Ods);
        }
    }
    let types = package.part("[Content_Types].xml")?;
    let types = types.as_ref().map_or("", |part| part.text());
    if package.has("word/styles.xml") || types.contains("wordprocessingml.document") {
        Ok(SourceFormat::Docx)
    } else if package.has("xl/styles.xml") || types.contains("spreadsheetml.sheet") {
        Ok(SourceFormat::Xlsx)
    } else if bytes.starts_with(ZIP) {
        other("ZIP")
    } else if has_zip_end(bytes) {
        Err(ErrorKind::NotRecognized.into())
    } else {
        other("HTML/XML")
    }
}

enum Family {
    Word,
    Excel,
    Xlsb,
    PowerPoint,
}

/// What a main part is, by its content type: documents and templates, with
/// macros and without them (ISO/IEC 29500-1, 11.3.10 and 12.3.23; [MS-OFFMACRO2]).
fn family(content_type: &str) -> Option<Family> {
    let has = |part| content_type.contains(part);
    if has("wordprocessingml") || has("ms-word") {
        Some(Family::Word)
    } else if has("ms-excel.sheet.binary") {
        Some(Family::Xlsb)
    } else if has("spreadsheetml") || has("ms-excel") {
        Some(Family::Excel)
    } else if has("presentationml") || has("ms-powerpoint") {
        Some(Family::PowerPoint)
    } else {
        None
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
        return Ok(SourceFormat::Xls);
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
