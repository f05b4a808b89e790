//! What Word reads without a word, or forgives.

use super::*;

const NOTHING: [&str; 0] = [];

#[test]
fn every_way_to_store_an_entry_is_read() {
    let (rels, document) = (
        relationships(&[("officeDocument", "word/document.xml")]),
        document(&["甲"]),
    );
    let parts = parts("word/document.xml", &rels, document.as_bytes(), &[]);
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    assert_eq!(forgiven(&zip_with(&parts, stored)), NOTHING);
    let zip64 = SimpleFileOptions::default().large_file(true);
    assert_eq!(forgiven(&zip_with(&parts, zip64)), NOTHING);
    // Sizes behind the data: what a program writes that cannot go back.
    let mut stream = ZipWriter::new_stream(Vec::new());
    for (name, content) in &parts {
        stream
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        stream.write_all(content).unwrap();
    }
    let streamed = stream.finish().unwrap().into_inner();
    assert_ne!(streamed[6] & 8, 0);
    assert_eq!(forgiven(&streamed), NOTHING);
    let mut commented = ZipWriter::new_append(Cursor::new(usual())).unwrap();
    commented.set_comment("留言 PK").unwrap();
    let commented = commented.finish().unwrap().into_inner();
    assert_eq!(forgiven(&commented), NOTHING);
}

#[test]
fn names_are_found_whatever_way_they_are_written() {
    let document = document(&["甲"]);
    let with = |target: &str, name: &str| {
        let rels = relationships(&[("officeDocument", target)]);
        forgiven(&zip(&parts(name, &rels, document.as_bytes(), &[])))
    };
    for (target, name) in [
        ("/word/document.xml", "word/document.xml"),
        ("../word/./document.xml", "word/document.xml"),
        ("word/Document.XML", "Word/document.xml"),
        ("word/%E6%96%87%201.xml", "word/文 1.xml"),
        ("word/文 1.xml", "word/%e6%96%87%201.xml"),
        ("odd/main.xml", "odd/main.xml"),
    ] {
        let types = format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/{name}\" \
             ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>"
        );
        let rels = relationships(&[("officeDocument", target)]);
        let bytes = zip(&[
            ("[Content_Types].xml", types.as_bytes()),
            ("_rels/.rels", rels.as_bytes()),
            (name, document.as_bytes()),
        ]);
        assert_eq!(forgiven(&bytes), NOTHING, "{target}");
    }
    let said = with("word/document.xml", "word\\document.xml");
    assert_eq!(
        said,
        ["backslashes in the name of a part: word\\document.xml"]
    );
    for name in ["/word/document.xml", "./word/document.xml"] {
        let said = with("word\\document.xml", name);
        assert_eq!(
            said,
            [format!("a slash or dot before the name of a part: {name}")]
        );
    }
}

#[test]
fn a_part_that_is_stored_twice_counts_as_it_stands_last() {
    let rels = relationships(&[("officeDocument", "word/document.xml")]);
    let (first, second) = (document(&["乙"]), document(&["甲"]));
    let all = |name| {
        let more = [(name, second.as_bytes())];
        zip(&parts("word/document.xml", &rels, first.as_bytes(), &more))
    };
    let said = forgiven(&all("word/DOCUMENT.xml"));
    assert_eq!(
        said,
        ["a part is stored twice, the last one counts: word/DOCUMENT.xml"]
    );
    // The same to the letter, which the zip crate does not write.
    let mut bytes = all("word/document.xmk");
    for at in 0..bytes.len() {
        if bytes[at..].starts_with(b"document.xmk") {
            bytes[at..at + 12].copy_from_slice(b"document.xml");
        }
    }
    let said = forgiven(&bytes);
    assert_eq!(
        said,
        ["a part is stored twice, the last one counts: word/document.xml"]
    );
}

#[test]
fn missing_parts_of_the_package_are_forgiven() {
    let document = document(&["甲"]);
    let rels = relationships(&[("officeDocument", "word/document.xml")]);
    let untyped = zip(&[
        ("_rels/.rels", rels.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ]);
    assert_eq!(forgiven(&untyped), ["[Content_Types].xml is missing"]);
    let unrelated = zip(&[
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", document.as_bytes()),
    ]);
    let said = forgiven(&unrelated);
    assert!(
        said[0].starts_with("no relationship names the main part"),
        "{said:?}"
    );
    let astray = relationships(&[("officeDocument", "word/main.xml")]);
    let astray = zip(&parts(
        "word/document.xml",
        &astray,
        document.as_bytes(),
        &[],
    ));
    let said = forgiven(&astray);
    assert_eq!(
        said,
        ["a relationship leads to a part that is not there: word/main.xml"]
    );
}

#[test]
fn relationships_are_read_with_any_prefix() {
    let document = document(&["甲"]);
    let usual = relationships(&[("officeDocument", "word/document.xml")]);
    let prefixed = usual
        .replace("xmlns=", "xmlns:r=")
        .replace("<R", "<r:R")
        .replace("</R", "</r:R");
    let bare = usual.replace(" xmlns=", " about=");
    for rels in [usual.clone(), prefixed, bare] {
        let bytes = zip(&parts("word/document.xml", &rels, document.as_bytes(), &[]));
        assert_eq!(forgiven(&bytes), NOTHING, "{rels}");
    }
}

#[test]
fn an_external_target_without_its_mode_is_no_part() {
    let document = format!(
        "<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><w:body><w:p><w:hyperlink r:id=\"rId0\">\
         <w:r><w:t>甲</w:t></w:r></w:hyperlink></w:p></w:body></w:document>"
    );
    let rels = relationships(&[("hyperlink", "http://example.com/%20a")]);
    let bytes = usual_with(
        &document,
        &[("word/_rels/document.xml.rels", rels.as_bytes())],
    );
    let said = forgiven(&bytes);
    assert_eq!(
        said,
        ["an external link is not marked as one: http://example.com/%20a"]
    );
    let json = serde_json::to_string(&read(&bytes).unwrap().report).unwrap();
    assert!(json.contains("\"http://example.com/%20a\""), "{json}");
}

#[test]
fn every_encoding_of_xml_is_read() {
    let declared = |label: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"{label}\"?>{}",
            document(&["甲"])
        )
    };
    let rels = relationships(&[("officeDocument", "word/document.xml")]);
    let with = |bytes: Vec<u8>| forgiven(&zip(&parts("word/document.xml", &rels, &bytes, &[])));
    let utf16 = |mark: bool, encode: fn(u16) -> [u8; 2]| {
        let mark = mark.then_some('\u{feff}').into_iter();
        let text: String = mark.chain(declared("UTF-16").chars()).collect();
        text.encode_utf16().flat_map(encode).collect::<Vec<u8>>()
    };
    assert_eq!(with(utf16(true, u16::to_le_bytes)), NOTHING);
    assert_eq!(with(utf16(true, u16::to_be_bytes)), NOTHING);
    let marked: String = ['\u{feff}']
        .into_iter()
        .chain(declared("UTF-8").chars())
        .collect();
    assert_eq!(with(marked.into_bytes()), NOTHING);
    let unmarked = |encoding: &str| {
        [format!(
            "an encoding without its mark, or none of Office's: {encoding} word/document.xml"
        )]
    };
    assert_eq!(with(utf16(false, u16::to_le_bytes)), unmarked("UTF-16LE"));
    assert_eq!(with(utf16(false, u16::to_be_bytes)), unmarked("UTF-16BE"));
    let gbk = encoding_rs::GB18030
        .encode(&declared("GB18030"))
        .0
        .into_owned();
    assert_eq!(with(gbk), unmarked("gb18030"));
}

#[test]
fn what_stands_around_the_zip_is_passed_over() {
    let mut before = b"MZ\x90\0 a program".to_vec();
    before.extend(usual());
    assert_eq!(
        forgiven(&before),
        ["something stands before the zip container"]
    );
    let mut behind = usual();
    behind.extend(b"\r\n--boundary--\r\n");
    assert_eq!(
        forgiven(&behind),
        ["something stands behind the zip container"]
    );
}

#[test]
fn a_family_of_extensions_is_one_format() {
    let named = |name, bytes: &[u8]| {
        let options = Options {
            name: Some(name),
            ..Options::default()
        };
        crate::read(bytes, &options).map(|read| read.report.source.unwrap().format.to_string())
    };
    for name in [
        "a.docm",
        "a.DOTX",
        "a.dotm",
        "a.doc",
        "a.wps",
        "a.docx.bak",
        "a",
    ] {
        assert_eq!(named(name, &usual()).unwrap(), "docx", "{name}");
    }
    for name in ["a.xlsm", "a.xltx", "a.xlsx", "a.json"] {
        assert_eq!(
            named(name, &usual()).unwrap_err().code(),
            "wrong-extension",
            "{name}"
        );
    }
}
