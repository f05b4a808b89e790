//! Files that cannot be read, each in its own way.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

/// A zip of parts.
#[allow(clippy::expect_used)] // writing to memory does not fail
pub fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        written
            .start_file(*name, SimpleFileOptions::default())
            .expect("a new part");
        written.write_all(content.as_bytes()).expect("memory");
    }
    written.finish().expect("memory").into_inner()
}

const TYPES: &str =
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const SHEET_RELATIONSHIP: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A Word file with this as its `word/document.xml`.
pub fn word(document: &str) -> Vec<u8> {
    zip(&[
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", document),
    ])
}

/// The beginning of a body.
pub fn body(content: &str) -> String {
    format!("<w:document xmlns:w=\"{MAIN}\"><w:body>{content}</w:body></w:document>")
}

/// A compound file with a stream of that name in its directory.
pub fn compound_file(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(512, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(1536, 0);
    bytes
}

/// A broken file: its name, its bytes, and what the message must say in
/// English and in Chinese.
pub struct Broken {
    /// The name, with the extension that a user would give it.
    pub name: &'static str,
    /// The content.
    pub bytes: Vec<u8>,
    /// Words of the English message.
    pub english: &'static str,
    /// Words of the Chinese message.
    pub chinese: &'static str,
}

/// One of each.
pub fn all() -> Vec<Broken> {
    let broken = |name, bytes, english, chinese| Broken {
        name,
        bytes,
        english,
        chinese,
    };
    let mut cut = word(&body("<w:p><w:r><w:t>文字</w:t></w:r></w:p>"));
    cut.truncate(cut.len() / 2);
    let mut flipped = word(&body(&"<w:p><w:r><w:t>文字</w:t></w:r></w:p>".repeat(50)));
    let middle = flipped.len() / 2 - 40;
    flipped[middle] ^= 0xff;
    let encoded = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{}", body(""));
    let doctype = encoded.replace(
        "<w:document ",
        "<!DOCTYPE x [<!ENTITY a \"b\">]><w:document ",
    );
    vec![
        broken("empty.docx", Vec::new(), "empty", "空的"),
        broken("text.docx", "只是文字".into(), "not a Word (docx, doc), Excel (xlsx, xls, xlsb, ods) or JSON", "不是 Word"),
        broken("cut.docx", cut, "zip container is damaged", "压缩包已损坏：找不到压缩包的结尾"),
        broken("flipped.docx", flipped, "data are damaged", "压缩数据已损坏："),
        broken("secret.docx", compound_file("EncryptedPackage"), "encrypted", "已加密"),
        broken("cut.doc", compound_file("WordDocument"), "compound file is damaged", "复合文件已损坏"),
        broken("binary.docx", compound_file("WordDocument"), "its content is doc", "内容却是 doc"),
        broken("old.doc", b"\xdb\xa5\x2d\0Word 2".to_vec(), "before Word 6", "Word 6 以前"),
        broken("rich.doc", b"{\\rtf1 a}".to_vec(), "RTF", "RTF"),
        broken("cut.xls", compound_file("Workbook"), "compound file is damaged", "复合文件已损坏"),
        broken("word.xlsx", word(&body("")), "its content is docx", "内容却是 docx"),
        broken("page.docx", b"<html></html>".to_vec(), "HTML", "HTML"),
        broken("scan.docx", b"%PDF-1.7".to_vec(), "PDF", "PDF"),
        broken("other.docx", zip(&[("a.txt", "a")]), "ZIP", "ZIP"),
        broken(
            "headless.docx",
            zip(&[("[Content_Types].xml", TYPES), ("word/styles.xml", "<a/>")]),
            "required part is missing: word/document.xml",
            "缺少必需的部分：word/document.xml",
        ),
        broken(
            "headless.xlsx",
            zip(&[("[Content_Types].xml", TYPES), ("xl/styles.xml", "<a/>")]),
            "required part is missing: xl/workbook.xml",
            "缺少必需的部分：xl/workbook.xml",
        ),
        broken(
            "sheetless.xlsx",
            zip(&[
                ("[Content_Types].xml", TYPES),
                ("xl/workbook.xml", WORKBOOK),
                ("xl/_rels/workbook.xml.rels", SHEET_RELATIONSHIP),
            ]),
            "required part is missing: xl/worksheets/sheet1.xml",
            "缺少必需的部分：xl/worksheets/sheet1.xml",
        ),
        broken("xml.docx", word(&body("<w:p><w:r></w:p>")), "word/document.xml, line 1", "XML 有误：结束标记不配对：应为 </w:r>，却是 </w:p>"),
        broken("half.docx", word("<w:document><w:body><w:p>"), "word/document.xml", "XML 有误：内容到一半就断了"),
        broken("entity.docx", word(&doctype), "DOCTYPE", "DOCTYPE"),
        broken("deep.docx", word(&body(&"<w:sdt>".repeat(1000))), "nesting depth", "嵌套层数"),
        broken("text.json", b"{\"schema\": ".to_vec(), "line 1, column", "第1行第11列：JSON 有误：内容到一半就断了"),
        broken("list.json", b"[1, 2]".to_vec(), "JSON, but no report", "是 JSON，但不是报告"),
        broken("words.json", "只是文字".into(), "broken JSON", "JSON 有误"),
        broken("utf16.json", b"\xff\xfe{\0}\0".to_vec(), "not in UTF-8", "不是 UTF-8"),
        broken("rich.docx", b"{\\rtf1 a}".to_vec(), "this is an RTF file", "RTF"),
        broken(
            "minor.json",
            b"{\"schema\": \"gongkai-report/1.7\", \"form\": null, \"new\": 1, \"document\": {\"blocks\": []}}".to_vec(),
            "gongkai-report/1.7",
            "请更新 gongkai",
        ),
        broken("other.json", b"{\"a\": 1}".to_vec(), "no report", "不是报告"),
        broken(
            "newer.json",
            b"{\"schema\": \"gongkai-report/2\", \"form\": null, \"document\": {\"blocks\": []}}".to_vec(),
            "newer than this program",
            "比本程序新",
        ),
        broken(
            "key.json",
            b"{\"schema\": \"gongkai-report/1\",\n \"from\": null, \"document\": {\"blocks\": []}}".to_vec(),
            "unknown field `from`",
            "第2行第7列：内容不合报告的格式：没有“from”这一项",
        ),
        broken(
            "level.json",
            b"{\"schema\": \"gongkai-report/1\", \"form\": null, \"document\": {\"blocks\": [{\"type\": \"heading\", \"level\": 12}]}}".to_vec(),
            "/document/blocks/0: not as in a report: a heading has a level of 0 to 9",
            "/document/blocks/0：内容不合报告的格式：标题的级别",
        ),
        broken(
            "headers.json",
            b"{\"schema\": \"gongkai-report/1\", \"form\": null, \"document\": {\"blocks\": [], \"headers\": [{\"section\": 0, \"pages\": \"default\", \"blocks\": []}, {\"section\": 0, \"pages\": \"default\", \"blocks\": []}]}}".to_vec(),
            "/document/headers/1: not as in a report: its section has another one for the same pages",
            "/document/headers/1：内容不合报告的格式：同一节、同一种页已有一个",
        ),
    ]
}
