//! The sheets as they are written, part by part.

use std::io::{Cursor, Read};

use gongkai_model::{
    Anchor, Block, Bytes, Cell, Comment, Diagnostic, Document, Heading, Image, Kind, Lost,
    PageBreak, Paragraph, Report, RichText, Style, Table, Target, Value, builtin_forms,
};

use crate::{ErrorKind, Options, Written};

fn report(blocks: Vec<Block>) -> Report {
    Document::new(blocks).bind(builtin_forms()).0
}

fn write(blocks: Vec<Block>) -> Written {
    super::write(&report(blocks), &Options::default()).unwrap()
}

fn part(written: &Written, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(&written.bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn lost(written: &Written) -> Vec<Lost> {
    let what = |diagnostic: &Diagnostic| match diagnostic.kind {
        Kind::NotCarried { what, .. } => what,
        ref other => panic!("{other:?}"),
    };
    written.diagnostics.iter().map(what).collect()
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Paragraph::plain(text))
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading(Heading {
        level,
        label: None,
        content: RichText::plain(text),
        place: None,
    })
}

fn rich(parts: &[(&str, Style)]) -> RichText {
    let mut content = RichText::default();
    for (text, style) in parts {
        content.push(text, style);
    }
    content
}

fn bold() -> Style {
    Style {
        bold: true,
        ..Style::default()
    }
}

fn link(target: &str) -> Style {
    Style {
        link: Some(target.to_owned()),
        ..Style::default()
    }
}

fn table(cells: Vec<Cell>) -> Block {
    let rows = cells
        .iter()
        .map(|cell| cell.row + cell.row_span)
        .max()
        .unwrap();
    let columns = cells
        .iter()
        .map(|cell| cell.column + cell.column_span)
        .max()
        .unwrap();
    Block::Table(Table::new(rows, columns, cells).unwrap())
}

fn cell(row: u32, column: u32, text: &str) -> Cell {
    Cell::new(row, column, RichText::plain(text))
}

/// The outline level of each row.
fn outline(sheet: &str) -> Vec<u8> {
    let level = |row: &str| -> Option<u8> {
        let tag = row.split('>').next()?;
        tag.split_once("outlineLevel=\"")?
            .1
            .split('"')
            .next()?
            .parse()
            .ok()
    };
    sheet
        .split("<row ")
        .skip(1)
        .map(|row| level(row).unwrap_or(0))
        .collect()
}

#[test]
fn the_level_of_a_heading_is_the_outline_of_its_row() {
    let levels = [0, 1, 3, 8, 9];
    let blocks = levels
        .iter()
        .flat_map(|&level| [heading(level, "题"), paragraph("文。")]);
    let written = write(blocks.collect());
    let sheet = part(&written, "xl/worksheets/sheet1.xml");
    assert_eq!(outline(&sheet), [0, 0, 0, 1, 2, 3, 7, 7, 7, 7]);
    assert!(sheet.contains("summaryBelow=\"0\"") && sheet.contains("outlineLevelRow=\"7\""));
    assert!(!sheet.contains("customHeight"));
    assert_eq!(lost(&written), [Lost::OutlineLevel]);
}

#[test]
fn one_level_is_noted_too() {
    let sheet = part(
        &write(vec![heading(1, "题"), paragraph("文。")]),
        "xl/worksheets/sheet1.xml",
    );
    assert!(sheet.contains("outlineLevelRow=\"1\""));
}

#[test]
fn bold_prose_is_a_run_and_no_bold_cell() {
    let content = rich(&[("要点", bold())]);
    let block = Block::Paragraph(Paragraph {
        content,
        ..Paragraph::default()
    });
    let written = write(vec![heading(1, "题"), block]);
    let strings = part(&written, "xl/sharedStrings.xml");
    assert!(
        strings.contains("<si><r><rPr><b/><sz val=\"12\"/>"),
        "{strings}"
    );
    let styles = part(&written, "xl/styles.xml");
    assert_eq!(styles.matches("<b/>").count(), 1); // the heading
}

#[test]
fn text_stays_text() {
    let texts = ["=1+1", "007", "_x0041_", "<r>x</r>", " a ", "甲\n乙"];
    let cells = (0..)
        .zip(texts)
        .map(|(row, text)| cell(row, 0, text))
        .collect();
    let written = write(vec![table(cells)]);
    let strings = part(&written, "xl/sharedStrings.xml");
    for expected in [
        "<t>=1+1</t>",
        "<t>007</t>",
        "<t>_x005F_x0041_</t>",
        "<t>&lt;r&gt;x&lt;/r&gt;</t>",
        "<t xml:space=\"preserve\"> a </t>",
        "<t>甲\n乙</t>",
    ] {
        assert!(strings.contains(expected), "{expected}");
    }
    assert!(part(&written, "xl/styles.xml").contains("quotePrefix=\"1\""));
}

#[test]
fn formatted_text_that_looks_like_an_escape_is_escaped() {
    let content = rich(&[("_x0041_", Style::default()), ("b", bold())]);
    let written = write(vec![table(vec![Cell::new(0, 0, content)])]);
    assert!(part(&written, "xl/sharedStrings.xml").contains("<t>_x005F_x0041_</t>"));
}

#[test]
fn numbers_keep_their_value_and_show_their_text() {
    let value = |row, text: &str, value: Value| Cell {
        value: Some(value),
        ..cell(row, 0, text)
    };
    let number = |text: &str| Value::Number(text.parse().unwrap());
    let written = write(vec![table(vec![
        cell(0, 0, "金额"),
        value(1, "1,234.50元", number("1234.5")),
        value(2, "是", Value::Boolean(true)),
        value(3, "TRUE", Value::Boolean(true)),
        value(4, "2020年1月5日", Value::Date("2020-01-05".to_owned())),
    ])]);
    let sheet = part(&written, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<v>1234.5</v>") && sheet.contains("<v>43835</v>"));
    assert!(sheet.contains("t=\"b\"><v>1</v>"));
    let styles = part(&written, "xl/styles.xml");
    assert!(styles.contains("formatCode=\"#,##0.00&quot;元&quot;\""));
    assert_eq!(lost(&written), [Lost::TypedValue]);
}

#[test]
fn merged_cells_have_borders_everywhere() {
    let written = write(vec![table(vec![
        cell(0, 0, "甲").spanning(2, 2),
        cell(0, 2, "乙"),
        cell(1, 2, ""),
    ])]);
    let sheet = part(&written, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<mergeCell ref=\"A1:B2\"/>"));
    assert_eq!(sheet.matches("<c r=").count(), 6);
    assert!(!sheet.contains("\"/><c r=\"A2\"/>"));
}

#[test]
fn a_link_is_of_the_whole_cell_and_exact() {
    let target = "https://example.cn/?q=%E4%B8%AD&a=1";
    let text = |parts: &[(&str, Style)]| {
        Block::Paragraph(Paragraph {
            content: rich(parts),
            ..Paragraph::default()
        })
    };
    let written = write(vec![
        text(&[("全", link(target))]),
        text(&[("部", link(target)), ("分", Style::default())]),
        text(&[("坏", link("#_Toc1"))]),
    ]);
    let relations = part(&written, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(relations.contains("Target=\"https://example.cn/?q=%E4%B8%AD&amp;a=1\""));
    let sheet = part(&written, "xl/worksheets/sheet1.xml");
    assert_eq!(sheet.matches("<hyperlink ").count(), 1);
    assert!(!part(&written, "xl/styles.xml").contains("<u/>"));
    assert_eq!(lost(&written), [Lost::PartialLink, Lost::LinkTarget]);
}

#[test]
fn a_line_under_a_link_is_a_run() {
    let style = Style {
        underline: true,
        ..link("https://example.cn/")
    };
    let content = rich(&[("网址", style)]);
    let block = Block::Paragraph(Paragraph {
        content,
        ..Paragraph::default()
    });
    let written = write(vec![block]);
    assert!(part(&written, "xl/sharedStrings.xml").contains("<r><rPr><u/>"));
    assert!(!part(&written, "xl/styles.xml").contains("<u/>"));
}

#[test]
fn a_table_is_a_link_and_a_page_break_stands_before_its_row() {
    let blocks = vec![
        paragraph("前。"),
        Block::PageBreak(PageBreak::default()),
        table(vec![cell(0, 0, "甲"), cell(1, 0, "乙")]),
    ];
    let sheet = part(&write(blocks), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<hyperlink ref=\"B2\" location=\"'表1'!A1\""));
    assert!(sheet.contains("<brk id=\"1\" max=\"16383\" man=\"1\"/>"));
}

#[test]
fn a_long_paragraph_goes_on_and_a_long_cell_is_refused() {
    let long = "长".repeat(32_768);
    let numbers: String = (0..9000).map(|n| format!("{n}长")).collect();
    let strings = part(&write(vec![paragraph(&numbers)]), "xl/sharedStrings.xml");
    assert!(strings.contains("<t>（续）</t>"));
    assert_eq!(strings.matches('长').count(), 9000);
    let given = report(vec![table(vec![cell(0, 0, &long)])]);
    let error = super::write(&given, &Options::default()).unwrap_err();
    assert!(matches!(
        error.kind(),
        ErrorKind::TextTooLong {
            length: 32_768,
            limit: 32_767,
            ..
        }
    ));
}

#[test]
fn a_text_in_many_runs_is_written_whole() {
    let parts: Vec<(&str, Style)> = (0..1000)
        .map(|n| ("甲<", if n % 2 == 0 { bold() } else { Style::default() }))
        .collect();
    let content = rich(&parts);
    let written = write(vec![table(vec![Cell::new(0, 0, content.clone())])]);
    let strings = part(&written, "xl/sharedStrings.xml");
    assert_eq!(
        strings
            .matches("<t xml:space=\"preserve\">甲&lt;</t>")
            .count(),
        1000
    );
    assert_eq!(strings.matches("<b/><sz val=\"11\"/>").count(), 500);
    assert!(!strings.contains("_x0001_"));
}

#[test]
fn fields_have_names_and_sheets_those_of_the_form() {
    let line = |row, texts: [&str; 4]| {
        (0..)
            .zip(texts)
            .map(move |(column, text)| cell(row, column, text))
            .collect::<Vec<_>>()
    };
    let head = line(
        0,
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    );
    let cells = [head, line(1, ["规章", "1", "+3", "/"])].concat();
    let written = write(vec![table(cells)]);
    let workbook = part(&written, "xl/workbook.xml");
    assert!(workbook.contains("<sheet name=\"主动公开\""));
    assert!(workbook.contains(
        "<definedName name=\"article20_1.regulations.in_force\">'主动公开'!$D$2</definedName>"
    ));
    let sheet = part(&written, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<v>1</v>") && sheet.contains("<v>3</v>"));
    assert!(written.diagnostics.is_empty());
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let blocks = || {
        vec![
            heading(0, "报告"),
            paragraph("文。"),
            table(vec![cell(0, 0, "甲")]),
        ]
    };
    assert_eq!(write(blocks()).bytes, write(blocks()).bytes);
    let core = part(&write(blocks()), "docProps/core.xml");
    assert!(!core.contains("created"), "{core}"); // nor does the clock say anything
}

#[test]
fn a_picture_stands_below_the_text_of_its_cell() {
    let gif =
        b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    let mut with_picture = cell(1, 0, "照片");
    with_picture.content.anchors = vec![Anchor::at(2, Target::Image(0))];
    let cells = vec![
        cell(0, 0, "姓名"),
        cell(0, 1, "张三"),
        with_picture,
        cell(1, 1, ""),
    ];
    let mut document = Document::new(vec![table(cells)]);
    document.images = vec![Image {
        media_type: "image/gif".to_owned(),
        width: Some(952_500),
        height: Some(952_500),
        data: Some(Bytes(gif.to_vec())),
        ..Image::default()
    }];
    let written = super::write(&document.bind(&[]).0, &Options::default()).unwrap();
    assert_eq!(lost(&written), []);
    // 24 pixels of text and 4 of space, in EMU, and room for both in the row.
    let drawing = part(&written, "xl/drawings/drawing1.xml");
    assert!(
        drawing.contains("<xdr:rowOff>266700</xdr:rowOff>"),
        "{drawing}"
    );
    let sheet = part(&written, "xl/worksheets/sheet2.xml");
    assert!(
        sheet.contains("<row r=\"2\" spans=\"1:2\" ht=\"99\""),
        "{sheet}"
    );
    assert!(part(&written, "xl/styles.xml").contains("vertical=\"top\""));
}

#[test]
fn a_comment_on_two_texts_is_told_once_and_that_is_named() {
    let on = |text: &str| {
        let mut paragraph = Paragraph::plain(text);
        let (start, end, target) = (0, text.chars().count(), Target::Comment(0));
        paragraph.content.anchors = vec![Anchor { start, end, target }];
        Block::Paragraph(paragraph)
    };
    let mut document = Document::new(vec![on("甲"), on("乙")]);
    document.comments = vec![Comment {
        blocks: vec![paragraph("核对")],
        ..Comment::default()
    }];
    let written = super::write(&document.bind(&[]).0, &Options::default()).unwrap();
    assert_eq!(lost(&written), [Lost::NotePosition]);
}
