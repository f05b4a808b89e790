//! How files are read, as a person asks for it: tracked changes, damaged
//! files, and the relatives of the formats in a folder.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use std::path::Path;
use std::process::{Command, Output};

use gongkai_tests::broken;
use tempfile::TempDir;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai-under-test"));
    command.current_dir(folder).args(arguments);
    command.env("NO_COLOR", "1").env_remove("COLUMNS");
    command.output().unwrap()
}

/// What a call says, results and messages; it must end well.
fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let messages = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}\n{messages}");
    String::from_utf8(output.stdout).unwrap() + &messages
}

const CHANGED: &str = "<w:p><w:r><w:t>受理申请</w:t></w:r>\
    <w:del w:id=\"1\" w:author=\"李四\"><w:r><w:delText>五</w:delText></w:r></w:del>\
    <w:ins w:id=\"2\" w:author=\"李四\"><w:r><w:t>六</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r></w:p>";

#[test]
fn tracked_changes_are_read_as_asked() {
    let folder = TempDir::new().unwrap();
    let bytes = broken::word(&broken::body(CHANGED));
    std::fs::write(folder.path().join("a.docx"), bytes).unwrap();
    let text = |more: &[&str]| {
        let mut call = vec!["convert", "a.docx", "-o", "-", "--to", "json"];
        call.extend(more);
        said(folder.path(), &call)
    };
    assert!(text(&[]).contains("受理申请六件"));
    assert!(text(&["--tracked", "accepted"]).contains("受理申请六件"));
    assert!(text(&["--tracked", "original"]).contains("受理申请五件"));
    let all = text(&["--tracked", "all"]);
    assert!(
        all.contains("受理申请五六件") && all.contains("李四"),
        "{all}"
    );
    let shown = |lang| {
        let call = ["show", "a.docx", "--tracked", "all", "--lang", lang];
        said(folder.path(), &call)
    };
    let english = shown("en");
    let expected = "Beside the text\n  2 tracked changes\n    1 insertion, 1 deletion\n    李四\n";
    assert!(english.contains(expected), "{english}");
    let chinese = shown("zh");
    let expected = "正文之外\n  修订 2 处\n    插入 1 处、删除 1 处\n    李四\n";
    assert!(chinese.contains(expected), "{chinese}");
    let old = gongkai_tests::paths::root().join("samples/qingyuan-county-archives-2020.doc");
    let old = old.to_str().unwrap();
    let call = [
        "convert",
        old,
        "-o",
        "b.json",
        "--tracked",
        "all",
        "--lang",
        "en",
    ];
    assert!(said(folder.path(), &call).contains("as if its tracked changes were accepted"));
    let wrong = run(
        folder.path(),
        &["show", "a.docx", "--tracked", "some", "--lang", "zh"],
    );
    let message = String::from_utf8(wrong.stderr).unwrap();
    assert_eq!(wrong.status.code(), Some(2));
    assert!(message.contains("original"), "{message}");
}

const SHEET: &str = "<worksheet \
    xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>";

/// A workbook with a sheet of three rows, of which the second is hidden, and
/// with sheets that are hidden and very hidden.
fn hiding_workbook() -> Vec<u8> {
    let cell = |row: u32, hidden: &str, text: &str| {
        format!(
            "<row r=\"{row}\"{hidden}><c r=\"A{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>"
        )
    };
    let sheet = |rows: &str| format!("{SHEET}{rows}</sheetData></worksheet>");
    let first = [
        cell(1, "", "看得见的第一行"),
        cell(2, " hidden=\"1\"", "隐藏的第二行"),
        cell(3, "", "看得见的第三行"),
    ];
    let relationship = |id: u32, kind: &str, target: &str| {
        format!(
            "<Relationship Id=\"r{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>"
        )
    };
    let relationships = |all: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
        )
    };
    let sheets = (1..=3).map(|id| relationship(id, "worksheet", &format!("sheet{id}.xml")));
    let workbook = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
        <sheet name=\"明\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"暗\" sheetId=\"2\" state=\"hidden\" r:id=\"r2\"/>\
        <sheet name=\"深\" sheetId=\"3\" state=\"veryHidden\" r:id=\"r3\"/></sheets></workbook>";
    broken::zip(&[
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
             <Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>",
        ),
        (
            "_rels/.rels",
            &relationships(&relationship(1, "officeDocument", "xl/workbook.xml")),
        ),
        ("xl/workbook.xml", workbook),
        (
            "xl/_rels/workbook.xml.rels",
            &relationships(&sheets.collect::<String>()),
        ),
        ("xl/sheet1.xml", &sheet(&first.concat())),
        ("xl/sheet2.xml", &sheet(&cell(1, "", "隐藏的工作表"))),
        ("xl/sheet3.xml", &sheet(&cell(1, "", "深藏的工作表"))),
    ])
}

#[test]
fn hidden_content_is_left_out_or_kept_as_asked() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.xlsx"), hiding_workbook()).unwrap();
    let hidden = "<w:p><w:r><w:t>看得见的</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的文字</w:t></w:r></w:p>";
    let word = broken::word(&broken::body(hidden));
    std::fs::write(folder.path().join("a.docx"), word).unwrap();
    let convert = |file: &str, more: &[&str]| {
        let mut call = vec!["convert", file, "-o", "-", "--to", "json"];
        call.extend(more);
        said(folder.path(), &call)
    };
    for drop in [&["--lang", "en"][..], &["--hidden", "drop", "--lang", "en"]] {
        let text = convert("a.xlsx", drop);
        assert!(text.contains("看得见的第三行"), "{text}");
        assert!(
            !text.contains("隐藏的") && !text.contains("深藏的"),
            "{text}"
        );
        for words in [
            "暗: warning: a hidden sheet was left out",
            "深: warning: a very hidden sheet was left out",
            "明: warning: hidden rows were left out: 2",
            "--hidden keep",
        ] {
            assert!(text.contains(words), "{text}");
        }
        let text = convert("a.docx", drop);
        assert!(
            !text.contains("隐藏的文字") && text.contains("--hidden keep"),
            "{text}"
        );
    }
    let text = convert("a.xlsx", &["--hidden", "keep", "--lang", "zh"]);
    for words in ["隐藏的第二行", "隐藏的工作表", "深藏的工作表"] {
        assert!(text.contains(words), "{text}");
    }
    for words in [
        "提示：隐藏的工作表也已带出",
        "提示：深度隐藏的工作表也已带出",
        "提示：隐藏的行也已带出：2",
    ] {
        assert!(text.contains(words), "{text}");
    }
    let call = ["show", "a.docx", "--hidden", "keep", "--lang", "zh"];
    let text = said(folder.path(), &call);
    assert!(text.contains("提示：隐藏的文字也已带出"), "{text}");
    let text = convert("a.docx", &["--hidden", "keep"]);
    assert!(text.contains("看得见的隐藏的文字"), "{text}");
    let wrong = run(folder.path(), &["show", "a.docx", "--hidden", "all"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_damaged_file_is_read_as_far_as_it_goes_where_that_is_asked_for() {
    let folder = TempDir::new().unwrap();
    let whole = broken::body(&"<w:p><w:r><w:t>文字</w:t></w:r></w:p>\n".repeat(9));
    let cut = whole.rsplit_once("字").unwrap().0;
    std::fs::write(folder.path().join("cut.docx"), broken::word(cut)).unwrap();
    let call = ["convert", "cut.docx", "-o", "out.xlsx", "--lang", "en"];
    let refused = run(folder.path(), &call);
    assert_eq!(refused.status.code(), Some(2));
    let message = String::from_utf8(refused.stderr).unwrap();
    assert!(message.contains("--partial"), "{message}");
    for (lang, words) in [
        (
            "en",
            "warning: word/document.xml ends at line 9, column 17; the rest is missing",
        ),
        (
            "zh",
            "警告：word/document.xml 到第9行第17列就断了，后面的内容缺失：内容到一半就断了",
        ),
    ] {
        let call = [
            "convert",
            "cut.docx",
            "-o",
            "out.xlsx",
            "--partial",
            "--lang",
            lang,
        ];
        let message = said(folder.path(), &call);
        assert!(message.contains(words), "{message}");
        let shown = said(
            folder.path(),
            &["show", "cut.docx", "--partial", "--lang", lang],
        );
        assert!(shown.contains(words) && shown.contains('9'), "{shown}");
    }
    assert!(folder.path().join("out.xlsx").is_file());
}

#[test]
fn relatives_of_the_formats_are_converted_and_other_xml_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let document = broken::body("<w:p><w:r><w:t>文字</w:t></w:r></w:p>");
    let flat = format!(
        "<?mso-application progid=\"Word.Document\"?><pkg:package \
         xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\"><pkg:part \
         pkg:name=\"/word/document.xml\"><pkg:xmlData>{document}</pkg:xmlData></pkg:part></pkg:package>"
    );
    std::fs::create_dir(folder.path().join("in")).unwrap();
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join("in").join(name), bytes).unwrap()
    };
    for name in ["macros.docm", "template.dotx", "template2.dotm", "old.wps"] {
        write(name, &broken::word(&document));
    }
    write("flat.xml", flat.as_bytes());
    write("feed.xml", b"<rss/>");
    let call = ["convert", "in", "--to", "docx", "-o", "out", "--lang", "en"];
    let message = said(folder.path(), &call);
    assert!(
        message.contains("5 converted, 0 failed, 1 skipped"),
        "{message}"
    );
    assert!(message.contains("feed.xml"), "{message}");
    for name in ["macros", "template", "template2", "old", "flat"] {
        let path = folder.path().join("out").join(format!("{name}.docx"));
        assert!(path.is_file(), "{name}");
        let text = said(
            folder.path(),
            &["convert", path.to_str().unwrap(), "-o", "-", "--to", "json"],
        );
        assert!(text.contains("文字"));
    }
    let wrong = folder.path().join("in/wrong.xlsm");
    std::fs::write(&wrong, broken::word(&document)).unwrap();
    let refused = run(folder.path(), &["show", "in/wrong.xlsm", "--lang", "en"]);
    let message = String::from_utf8(refused.stderr).unwrap();
    assert!(
        message.contains("named .xlsm, but its content is docx"),
        "{message}"
    );
}

/// Samples that are cut or changed at many places: read, or refused, within a
/// moment; and what is read without a word is whole.
#[test]
fn no_damage_makes_the_reader_panic() {
    let folder = gongkai_tests::paths::root().join("samples");
    for name in [
        "yunling-housing-bureau-2024.docx",
        "yunling-housing-bureau-2024.xlsx",
    ] {
        let whole = std::fs::read(folder.join(name)).unwrap();
        let options = gongkai_reader::Options {
            partial: true,
            ..Default::default()
        };
        let read = |bytes: &[u8]| gongkai_reader::read(bytes, &options);
        let expected = read(&whole).unwrap();
        let (mut readable, steps) = (0, 60);
        for step in 0..steps {
            let at = whole.len() * step / steps;
            readable += usize::from(read(&whole[..at]).is_ok());
            let mut flipped = whole.clone();
            for byte in flipped.iter_mut().skip(at).take(3) {
                *byte ^= 0x55;
            }
            if let Ok(found) = read(&flipped) {
                readable += 1;
                let is_whole = found.report.document == expected.report.document;
                assert!(is_whole || !found.diagnostics.is_empty(), "{name} {at}");
            }
        }
        assert!(readable > steps, "{name}: {readable}");
    }
}
