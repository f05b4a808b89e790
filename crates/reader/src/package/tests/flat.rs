//! Packages as one XML file.

use super::*;

const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlE\r\nQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg";

fn package(parts: &[(&str, &str, &str)]) -> String {
    let part = |(name, kind, content): &(&str, &str, &str)| {
        let data = match content.starts_with('<') {
            true => "xmlData",
            false => "binaryData",
        };
        format!(
            "<pkg:part pkg:name=\"{name}\" pkg:contentType=\"{kind}\">\n<pkg:{data}>{content}</pkg:{data}></pkg:part>\n"
        )
    };
    let parts: String = parts.iter().map(part).collect();
    format!(
        "<?xml version=\"1.0\" standalone=\"yes\"?>\n<?mso-application progid=\"Word.Document\"?>\n\
         <pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">\n{parts}</pkg:package>"
    )
}

fn word(document: &str) -> String {
    let rels = relationships(&[("officeDocument", "word/document.xml")]);
    let rels_type = "application/vnd.openxmlformats-package.relationships+xml";
    let styles = format!(
        "<w:styles xmlns:w=\"{MAIN}\"><w:style w:type=\"paragraph\" w:styleId=\"a\"><w:name w:val=\"heading 1\"/></w:style></w:styles>"
    );
    let document_rels = relationships(&[("styles", "styles.xml"), ("image", "media/图.png")]);
    package(&[
        ("/_rels/.rels", rels_type, &rels),
        ("/word/_rels/document.xml.rels", rels_type, &document_rels),
        (
            "/word/document.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            document,
        ),
        ("/word/media/图.png", "image/png", PNG),
        (
            "/word/styles.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml",
            &styles,
        ),
    ])
}

fn with_picture() -> String {
    format!(
        "<w:document xmlns:w=\"{MAIN}\"><w:body><w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>\
         <w:p><w:r><w:drawing><a:blip xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:r=\"{OFFICE}\" r:embed=\"rId1\"/></w:drawing></w:r></w:p></w:body></w:document>"
    )
}

#[test]
fn a_document_is_read_with_its_styles_and_pictures() {
    let text = word(&with_picture());
    let utf16 = |encode: fn(u16) -> [u8; 2]| {
        let text = format!("\u{feff}{text}");
        text.encode_utf16().flat_map(encode).collect::<Vec<u8>>()
    };
    let marked = format!("\u{feff}{text}");
    for bytes in [
        text.clone().into_bytes(),
        marked.into_bytes(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ] {
        let read = read(&bytes).unwrap();
        assert_eq!(codes(&read), Vec::<&str>::new());
        let document = &read.report.document;
        assert!(
            matches!(document.blocks[0], Block::Heading(_)),
            "{document:?}"
        );
        assert_eq!(document.images[0].media_type, "image/png");
        let data = document.images[0].data.as_ref().unwrap();
        assert!(data.0.starts_with(b"\x89PNG") && data.0.ends_with(b"IEND\xaeB`\x82"));
        assert!(crate::is_flat_opc(&bytes[..bytes.len().min(1 << 16)]));
    }
    assert!(!crate::is_flat_opc(b"<a/>") && !crate::is_flat_opc(b"PK\x03\x04"));
}

#[test]
fn a_part_has_the_namespaces_of_what_is_around_it() {
    let document = document(&["甲"]).replace(&format!(" xmlns:w=\"{MAIN}\""), "");
    let text = word(&document);
    for (on, with) in [
        ("<pkg:package ", format!("<pkg:package xmlns:w=\"{MAIN}\" ")),
        ("<pkg:part ", format!("<pkg:part xmlns:w=\"{MAIN}\" ")),
        ("<pkg:xmlData>", format!("<pkg:xmlData xmlns:w=\"{MAIN}\">")),
    ] {
        let read = read(text.replace(on, &with).as_bytes()).unwrap();
        assert_eq!(printed(&read), ["甲"], "{on}");
    }
    // The default namespace as well, and the nearest declaration counts.
    let bare = document.replace("<w:", "<").replace("</w:", "</");
    let text = word(&bare)
        .replace("<pkg:package ", "<pkg:package xmlns=\"urn:other\" ")
        .replace("<pkg:xmlData>", &format!("<pkg:xmlData xmlns=\"{MAIN}\">"));
    assert_eq!(printed(&read(text.as_bytes()).unwrap()), ["甲"]);
}

#[test]
fn a_workbook_is_read() {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let rels = relationships(&[("officeDocument", "xl/workbook.xml")]);
    let sheets = relationships(&[("worksheet", "worksheets/sheet1.xml")]);
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId0\"/></sheets></workbook>"
    );
    let sheet = format!(
        "<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c></row></sheetData></worksheet>"
    );
    let text = package(&[
        ("/_rels/.rels", "", &rels),
        ("/xl/_rels/workbook.xml.rels", "", &sheets),
        (
            "/xl/workbook.xml",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            &workbook,
        ),
        ("/xl/worksheets/sheet1.xml", "", &sheet),
    ]);
    let read = read(text.as_bytes()).unwrap();
    assert_eq!(
        read.report.source.as_ref().unwrap().format.to_string(),
        "xlsx"
    );
    assert_eq!(printed(&read), ["甲"]);
}

#[test]
fn a_broken_part_is_named_at_its_line_in_the_file() {
    let text = word(&document(&["甲", "乙"])).replace("乙</w:t>", "乙</w:x>");
    let line = text.lines().position(|line| line.contains('乙')).unwrap() + 1;
    let error = read(text.as_bytes()).unwrap_err().to_string();
    let expected = format!("word/document.xml, line {line}, column");
    assert!(error.contains(&expected), "{error}");
    let read = read_partial(text.as_bytes()).unwrap();
    assert_eq!(printed(&read), ["甲", "乙"]);
    let said = read.diagnostics[0].message(Lang::En);
    assert!(
        said.starts_with(&format!("word/document.xml ends at line {line}, column")),
        "{said}"
    );
    assert_eq!(codes(&read), ["part-cut-off"]);
    // The parts behind it are there.
    let styled = with_picture().replace("<a:blip", "</w:x><a:blip");
    let read = read_partial(word(&styled).as_bytes()).unwrap();
    assert!(matches!(read.report.document.blocks[0], Block::Heading(_)));
}

#[test]
fn a_file_that_is_cut_off_is_read_up_to_there() {
    let text = word(&with_picture());
    for (at, name) in [
        ("<w:styles", "word/styles.xml"),
        ("iVBOR", "word/media/图.png"),
        ("<pkg:part pkg:name=\"/word/media", "pkg:package"),
        ("</pkg:package", "pkg:package"),
    ] {
        let cut = &text[..text.find(at).unwrap() + 3];
        assert_eq!(read(cut.as_bytes()).unwrap_err().code(), "xml", "{at}");
        let read = read_partial(cut.as_bytes()).unwrap();
        assert_eq!(printed(&read)[0], "甲");
        let named = read.diagnostics.iter().any(|found| {
            let said = found.message(Lang::En);
            said.starts_with(&format!("{name} ends at line"))
        });
        assert!(named, "{at}: {:?}", read.diagnostics);
    }
    for length in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
        let _ = read_partial(&text.as_bytes()[..length]);
    }
}

#[test]
fn limits_hold() {
    let text = word(&with_picture());
    let limited = |set: fn(&mut crate::Limits)| {
        let mut options = Options::default();
        set(&mut options.limits);
        crate::read(text.as_bytes(), &options).map(|read| codes(&read))
    };
    assert_eq!(
        limited(|limits| limits.parts = 4).unwrap_err().code(),
        "limit"
    );
    assert_eq!(
        limited(|limits| limits.part_size = 500).unwrap_err().code(),
        "limit"
    );
    assert_eq!(
        limited(|limits| limits.depth = 4).unwrap_err().code(),
        "limit"
    );
    assert_eq!(
        limited(|limits| limits.image_bytes = 20).unwrap(),
        ["content-left-out"]
    );
    let broken = text.replace("iVBOR", "iV*OR");
    let error = read(broken.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("base64"), "{error}");
    assert_eq!(
        codes(&read_partial(broken.as_bytes()).unwrap()),
        ["part-left-out", "content-left-out"]
    );
}

#[test]
fn other_xml_is_named_for_what_it_is() {
    let kind = |text: &str| read(text.as_bytes()).unwrap_err().to_string();
    assert!(kind("<a/>").contains("HTML/XML"));
    let word = "<w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"/>";
    assert!(kind(word).contains("Word 2003 XML"));
    let excel = "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>";
    assert!(kind(excel).contains("an Excel 2003 XML"));
}
