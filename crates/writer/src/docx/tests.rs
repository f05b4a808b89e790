//! What is written, part by part and as a whole.

mod beside;

use std::io::{Cursor, Read};

use gongkai_model::{
    Block, Cell, Document, Heading, Lost, PageBreak, Paragraph, Place, RichText, Style, Table,
    builtin_forms,
};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::{ErrorKind, Written};

fn write(blocks: Vec<Block>) -> Result<Written, crate::Error> {
    let (report, _) = Document::new(blocks).bind(builtin_forms());
    super::write(&report)
}

/// A part of the written file, well-formed as far as quick-xml says.
fn part(written: &Written, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(&written.bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    let mut reader = Reader::from_str(&text);
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{name} ends within an element");
    text
}

/// The body of the written document, without the section's properties.
fn body(blocks: Vec<Block>) -> String {
    let document = part(&write(blocks).unwrap(), "word/document.xml");
    let (_, body) = document.split_once("<w:body>").unwrap();
    body.split_once("<w:sectPr>").unwrap().0.to_owned()
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Paragraph::plain(text))
}

fn cell(row: u32, column: u32, text: &str) -> Cell {
    Cell::new(row, column, RichText::plain(text))
}

fn table(rows: u32, columns: u32, cells: Vec<Cell>) -> Block {
    Block::Table(Table::new(rows, columns, cells).unwrap())
}

fn styled(parts: &[(&str, Style)]) -> RichText {
    let mut text = RichText::default();
    parts
        .iter()
        .for_each(|(part, style)| text.push(part, style));
    text
}

fn link(target: &str) -> Style {
    Style {
        link: Some(target.to_owned()),
        ..Style::default()
    }
}

fn bold() -> Style {
    Style {
        bold: true,
        ..Style::default()
    }
}

#[test]
fn an_empty_document_is_a_whole_package() {
    let written = write(Vec::new()).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&written.bytes)).unwrap();
    assert_eq!(
        archive.by_index(0).unwrap().name().unwrap(),
        "[Content_Types].xml"
    );
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    for name in names {
        part(&written, &name);
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let blocks = || {
        let content = styled(&[("甲", link("http://b.cn/")), ("乙", link("http://a.cn/"))]);
        vec![
            Block::Paragraph(Paragraph {
                content,
                ..Paragraph::default()
            }),
            table(2, 2, vec![cell(0, 0, "x").spanning(2, 1)]),
        ]
    };
    let first = write(blocks()).unwrap();
    let elsewhere = std::thread::spawn(move || write(blocks()).unwrap())
        .join()
        .unwrap();
    assert_eq!(first.bytes, elsewhere.bytes);
}

#[test]
fn headings_have_styles_and_labels_have_runs_of_their_own() {
    let heading = |level, label: Option<&str>| {
        let (label, content) = (label.map(str::to_owned), RichText::plain("文"));
        Block::Heading(Heading {
            level,
            label,
            content,
            place: None,
        })
    };
    assert_eq!(
        body(vec![heading(0, None), heading(9, Some("1."))]),
        "<w:p><w:pPr><w:pStyle w:val=\"Title\" /></w:pPr>\
         <w:r><w:t xml:space=\"preserve\">文</w:t></w:r></w:p>\
         <w:p><w:pPr><w:pStyle w:val=\"Heading9\" /></w:pPr>\
         <w:r><w:rPr><w:rStyle w:val=\"Label\" /></w:rPr><w:t xml:space=\"preserve\">1.</w:t></w:r>\
         <w:r><w:t xml:space=\"preserve\"> </w:t></w:r>\
         <w:r><w:t xml:space=\"preserve\">文</w:t></w:r></w:p>"
    );
}

#[test]
fn breaks_tabs_and_what_xml_cannot_hold() {
    let text = "甲\n<乙>&\t\u{1}\u{ffff}丙 ";
    assert_eq!(
        body(vec![
            paragraph(text),
            Block::PageBreak(PageBreak::default())
        ]),
        "<w:p><w:r><w:t xml:space=\"preserve\">甲</w:t><w:br w:type=\"textWrapping\" />\
         <w:t xml:space=\"preserve\">&lt;乙&gt;&amp;</w:t><w:tab />\
         <w:t xml:space=\"preserve\">丙 </w:t></w:r></w:p>\
         <w:p><w:r><w:br w:type=\"page\" /></w:r></w:p>"
    );
}

#[test]
fn looks_stand_in_the_order_of_the_schema() {
    let all = Style {
        bold: true,
        italic: true,
        underline: true,
        strike: true,
        superscript: true,
        ..link("http://a.cn/")
    };
    let content = styled(&[("文", all)]);
    let xml = body(vec![Block::Paragraph(Paragraph {
        content,
        ..Paragraph::default()
    })]);
    let names: Vec<&str> = xml
        .split("<w:")
        .skip(1)
        .filter_map(|tag| tag.split([' ', '>']).next())
        .collect();
    let run = [
        "rPr",
        "rStyle",
        "b",
        "bCs",
        "i",
        "iCs",
        "strike",
        "u",
        "vertAlign",
    ];
    assert_eq!(names[3..12], run, "{xml}");
}

#[test]
fn one_target_is_one_relationship_and_one_stretch_one_link() {
    let mut mixed = link("http://a.cn/?x=1&y=2");
    mixed.bold = true;
    let content = styled(&[
        ("甲", link("http://a.cn/?x=1&y=2")),
        ("乙", mixed.clone()),
        ("丙", Style::default()),
        ("丁", mixed),
    ]);
    let written = write(vec![Block::Paragraph(Paragraph {
        content,
        ..Paragraph::default()
    })])
    .unwrap();
    let document = part(&written, "word/document.xml");
    assert_eq!(document.matches("<w:hyperlink ").count(), 2);
    assert_eq!(document.matches("r:id=\"rIdLink1\"").count(), 2);
    let relationships = part(&written, "word/_rels/document.xml.rels");
    assert_eq!(relationships.matches("http://a.cn/?x=1&amp;y=2").count(), 1);
}

#[test]
fn a_target_that_word_refuses_is_told_and_the_text_kept() {
    let content = styled(&[("甲", link("http://a b/"))]);
    let place = Some(Place::block(3));
    let block = Block::Paragraph(Paragraph {
        content,
        place: place.clone(),
        label: None,
    });
    let written = write(vec![block]).unwrap();
    let kind = gongkai_model::Kind::NotCarried {
        what: Lost::LinkTarget,
        format: gongkai_model::Format::Docx,
    };
    assert_eq!(
        written.diagnostics,
        [gongkai_model::Diagnostic::new(kind, place)]
    );
    assert!(part(&written, "word/document.xml").contains(">甲<"));
}

#[test]
fn merges_repeat_their_columns_in_every_row() {
    let xml = body(vec![table(
        3,
        4,
        vec![
            cell(0, 0, "a").spanning(2, 2),
            cell(0, 2, "b").spanning(3, 1),
            cell(2, 0, "c").spanning(1, 2),
        ],
    )]);
    let rows: Vec<Vec<String>> = xml.split("<w:tr>").skip(1).map(merges).collect();
    assert_eq!(
        rows,
        [
            vec!["2 restart a", "1 restart b", "1  "],
            vec!["2 continue ", "1 continue ", "1  "],
            vec!["2  c", "1 continue ", "1  "],
        ]
    );
}

/// Span, merge and text of each cell of a row.
fn merges(row: &str) -> Vec<String> {
    let between = |text: &str, from: &str, to: char| {
        text.split_once(from)
            .map(|(_, rest)| rest.split(to).next().unwrap().to_owned())
    };
    let cell = |cell: &str| {
        let span = between(cell, "<w:gridSpan w:val=\"", '"').unwrap_or("1".to_owned());
        let merge = between(cell, "<w:vMerge w:val=\"", '"').unwrap_or_default();
        let text = between(cell, "<w:t xml:space=\"preserve\">", '<').unwrap_or_default();
        format!("{span} {merge} {text}")
    };
    row.split("<w:tc>").skip(1).map(cell).collect()
}

#[test]
fn header_rows_repeat() {
    let xml = body(vec![table(
        3,
        1,
        vec![cell(0, 0, "项目"), cell(1, 0, "1"), cell(2, 0, "2")],
    )]);
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 1);
    assert!(
        xml.split("<w:tr>")
            .nth(1)
            .unwrap()
            .contains("<w:tblHeader/>")
    );
}

#[test]
fn lines_of_a_cell_are_paragraphs_unless_the_break_has_a_look() {
    let mut rich = cell(0, 1, "");
    rich.content = styled(&[("甲\n乙", bold())]);
    let xml = body(vec![table(1, 2, vec![cell(0, 0, " a\n\nb "), rich])]);
    let cells: Vec<&str> = xml.split("</w:tc>").collect();
    assert_eq!(cells[0].matches("<w:p>").count(), 3);
    assert!(cells[0].contains("> a<") && cells[0].contains(">b <"));
    assert_eq!(
        (
            cells[1].matches("<w:p>").count(),
            cells[1].matches("<w:br ").count()
        ),
        (1, 1)
    );
}

#[test]
fn tables_are_set_apart_and_followed_by_a_paragraph() {
    let one = || table(1, 1, vec![cell(0, 0, "1")]);
    let mut outer = cell(0, 0, "1\n1");
    outer.blocks = vec![one(), one()];
    let xml = body(vec![
        one(),
        table(1, 1, vec![outer]),
        paragraph("甲"),
        one(),
    ]);
    assert!(!xml.contains("</w:tbl><w:tbl>"), "{xml}");
    assert!(!xml.contains("</w:tbl></w:tc>"), "{xml}");
    assert!(xml.ends_with("</w:p>"), "{xml}");
    let separator = "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"TableSeparator\" /></w:pPr></w:p>";
    assert_eq!(xml.matches(separator).count(), 4);
}

#[test]
fn a_table_beyond_the_limits_of_word_is_refused() {
    let mut blocks = vec![table(1, 64, Vec::new())];
    blocks[0].set_place(Some(Place::block(2)));
    let error = write(blocks).unwrap_err();
    match error.kind() {
        ErrorKind::TableTooLarge {
            columns: 64,
            place: Some(place),
            ..
        } => {
            assert_eq!(*place, Place::block(2));
        }
        other => panic!("{other:?}"),
    }
    assert!(write(vec![table(1, 63, Vec::new())]).is_ok());
    assert!(write(vec![table(32_768, 1, Vec::new())]).is_err());
}
