//! Damaged files: an error, or what can be read of them.

use gongkai_model::Kind;

use super::*;

/// The one part that breaks off, with its line.
fn cut_off(read: &Read) -> (String, usize) {
    match &read.diagnostics[..] {
        [one] => match &one.kind {
            Kind::PartCutOff { part, line, .. } => (part.clone(), *line),
            other => panic!("{other:?}"),
        },
        all => panic!("{all:?}"),
    }
}

fn text_of(code: &str, bytes: &[u8]) -> Read {
    let error = read(bytes).unwrap_err();
    assert_eq!(error.code(), code);
    assert!(
        error.hint(Lang::En).contains("--partial") && error.hint(Lang::Zh).contains("--partial")
    );
    read_partial(bytes).unwrap()
}

#[test]
fn a_document_is_read_up_to_where_it_is_broken() {
    let whole = document(&["甲", "乙", "丙"]);
    let broken = [
        whole.split_once("丙").unwrap().0.to_owned(),
        whole.replace("<w:p><w:r><w:t>丙", "\n<w:p><w:r><w:t x='1>丙"),
        whole.replace("<w:t>丙", "<w:t>&nbsp;丙"),
        whole.replace("丙</w:t>", "</w:u>丙</w:t>"),
        format!(
            "{}</w:p></w:sdt>",
            whole.split_once("<w:r><w:t>丙").unwrap().0
        ),
    ];
    for document in broken {
        let read = text_of("xml", &usual_with(&document, &[]));
        assert_eq!(printed(&read)[..2], ["甲", "乙"], "{document}");
        assert_eq!(cut_off(&read).0, "word/document.xml");
    }
    let read = read_partial(&usual_with(&whole.replace("乙", "\n乙&x;"), &[])).unwrap();
    assert_eq!(cut_off(&read), ("word/document.xml".to_owned(), 2));
    // Where there is no body at all, there is nothing to take.
    assert!(read_partial(&usual_with("<w:document", &[])).is_err());
}

#[test]
fn a_table_that_breaks_off_keeps_its_cells() {
    let cell = "<w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc>";
    let row = format!("<w:tr>{cell}{cell}</w:tr>");
    let document =
        format!("<w:document xmlns:w=\"{MAIN}\"><w:body><w:tbl>{row}{row}<w:tr>{cell}<w:tc><w:p>");
    let read = text_of("xml", &usual_with(&document, &[]));
    let (_, table) = read.report.document.tables().next().unwrap();
    let texts: Vec<&str> = table
        .cells
        .iter()
        .map(|cell| cell.content.text.as_str())
        .collect();
    assert_eq!(
        (table.rows, &texts[..5]),
        (3, ["5", "5", "5", "5", "5"].as_slice())
    );
}

#[test]
fn damaged_data_are_unpacked_as_far_as_they_go() {
    let many: Vec<String> = (0..2000)
        .map(|n| format!("第{n}段 {}", n * 7919 % 10007))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let mut bytes = usual_with(&document(&many), &[]);
    let at = bytes.len() * 2 / 3;
    bytes[at..at + 8].fill(0xff);
    let read = text_of("zip", &bytes);
    let found = printed(&read);
    assert!(found.len() > 500 && found.len() < 2000, "{}", found.len());
    assert_eq!(found[..500], many[..500]);
    assert!(
        codes(&read).contains(&"part-cut-off"),
        "{:?}",
        read.diagnostics
    );
    assert!(!codes(&read).contains(&"part-damaged"));
}

#[test]
fn a_wrong_checksum_is_told_of_a_part_that_is_whole() {
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let rels = relationships(&[("officeDocument", "word/document.xml")]);
    let document = document(&["甲7"]);
    let mut bytes = zip_with(
        &parts("word/document.xml", &rels, document.as_bytes(), &[]),
        stored,
    );
    let at = (0..bytes.len())
        .find(|at| bytes[*at..].starts_with("甲7".as_bytes()))
        .unwrap();
    bytes[at + 3] = b'8';
    let read = text_of("zip", &bytes);
    assert_eq!(
        (printed(&read), codes(&read)),
        (vec!["甲8".to_owned()], vec!["part-damaged"])
    );
}

#[test]
fn damaged_parts_beside_the_text_are_named_and_done_without() {
    let rels = relationships(&[
        ("styles", "styles.xml"),
        ("footnotes", "footnotes.xml"),
        ("numbering", "n.xml"),
    ]);
    let more: [(&str, &[u8]); 4] = [
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/styles.xml", b"<w:styles><w:style"),
        ("word/footnotes.xml", b"\xff\xff\xff"),
        ("word/n.xml", b""),
    ];
    let bytes = usual_with(&document(&["甲"]), &more);
    let read = text_of("xml", &bytes);
    assert_eq!(printed(&read), ["甲"]);
    let named: Vec<String> = read
        .diagnostics
        .iter()
        .map(|found| found.message(Lang::En))
        .collect();
    assert!(
        named[0].starts_with("word/styles.xml ends at line 1"),
        "{named:?}"
    );
    assert!(named[1].starts_with("word/footnotes.xml"), "{named:?}");
}

#[test]
fn a_file_that_was_cut_off_in_transfer_is_read() {
    let many: Vec<String> = (0..500)
        .map(|n| format!("第{n}段 {}", n * 7919 % 10007))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let document = document(&many);
    let whole = usual_with(&document, &[("docProps/app.xml", b"<Properties/>")]);
    let rels = relationships(&[("officeDocument", "word/document.xml")]);
    let parts = parts("word/document.xml", &rels, document.as_bytes(), &[]);
    let mut stream = ZipWriter::new_stream(Vec::new());
    for (name, content) in &parts {
        stream
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        stream.write_all(content).unwrap();
    }
    let streamed = stream.finish().unwrap().into_inner();
    // Without its directory: all is there.
    let directory = (0..whole.len())
        .find(|at| whole[*at..].starts_with(b"PK\x01\x02"))
        .unwrap();
    let read = text_of("zip", &whole[..directory]);
    assert_eq!(printed(&read), many);
    for bytes in [whole, streamed] {
        let read = text_of("zip", &bytes[..bytes.len() * 2 / 3]);
        let found = printed(&read);
        assert!(found.len() > 200 && found.len() < 500, "{}", found.len());
        assert_eq!(found[..found.len() - 1], many[..found.len() - 1]);
        assert_eq!(codes(&read), ["part-damaged", "part-cut-off"]);
    }
    // Nothing of the main part: an error all the same, and no panic at any length.
    let usual = usual();
    for length in 0..usual.len() {
        let _ = read_partial(&usual[..length]);
    }
    assert!(read_partial(&usual[..40]).is_err());
}

#[test]
fn a_sheet_is_read_up_to_where_it_is_broken() {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let workbook = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId0\"/></sheets></workbook>"
    );
    let cell = |name: &str| format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{name}</t></is></c>");
    let sheet = format!(
        "<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\">{}</row><row r=\"2\">{}<c r=\"B2\"><v>4",
        cell("A1"),
        cell("A2")
    );
    let rels = relationships(&[("officeDocument", "xl/workbook.xml")]);
    let sheets = relationships(&[
        ("worksheet", "worksheets/sheet1.xml"),
        ("styles", "styles.xml"),
    ]);
    let more: [(&str, &[u8]); 3] = [
        ("xl/_rels/workbook.xml.rels", sheets.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        (
            "xl/styles.xml",
            b"<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>",
        ),
    ];
    let bytes = zip(&parts("xl/workbook.xml", &rels, workbook.as_bytes(), &more));
    let read = text_of("xml", &bytes);
    let json = serde_json::to_string(&read.report.document).unwrap();
    assert!(json.contains("A1") && json.contains("A2"), "{json}");
    assert_eq!(codes(&read), ["part-cut-off", "part-cut-off"]);
}
