//! Lists of Word files of our own making: where a paragraph's list and level
//! come from, and what is counted. Each document is the smallest that shows it.
#![allow(clippy::unwrap_used, missing_docs)] // a suite ends where something is not as it should be

use gongkai_model::Block;
use gongkai_reader::{Options, Tracked};
use gongkai_tests::broken::zip;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const MARKUP: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document of our own making: its styles, its lists and its text.
struct Made<'x> {
    styles: &'x str,
    lists: &'x str,
    text: &'x str,
}

impl Made<'_> {
    fn bytes(&self) -> Vec<u8> {
        let part = |root: &str, content: &str| {
            format!(
                r#"<w:{root} xmlns:w="{MAIN}" xmlns:mc="{MARKUP}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">{content}</w:{root}>"#
            )
        };
        let link = |id: u8, kind: &str, target: &str| {
            format!(r#"<Relationship Id="r{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
        };
        let links = |links: &str| {
            format!(r#"<Relationships xmlns="{RELATIONSHIPS}">{links}</Relationships>"#)
        };
        zip(&[
            (
                "[Content_Types].xml",
                r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
            ),
            (
                "_rels/.rels",
                &links(&link(1, "officeDocument", "word/document.xml")),
            ),
            (
                "word/_rels/document.xml.rels",
                &links(&(link(1, "styles", "styles.xml") + &link(2, "numbering", "numbering.xml"))),
            ),
            ("word/styles.xml", &part("styles", self.styles)),
            ("word/numbering.xml", &part("numbering", self.lists)),
            (
                "word/document.xml",
                &part("document", &format!("<w:body>{}</w:body>", self.text)),
            ),
        ])
    }

    /// Every paragraph, its label and a bar before its text.
    fn read(&self, tracked: Tracked) -> Vec<String> {
        let options = Options {
            tracked,
            ..Options::default()
        };
        let read = gongkai_reader::read(&self.bytes(), &options).unwrap();
        let line = |block: &Block| {
            let (label, content) = match block {
                Block::Heading(heading) => (&heading.label, &heading.content),
                Block::Paragraph(paragraph) => (&paragraph.label, &paragraph.content),
                Block::Table(_) | Block::Image(_) | Block::PageBreak(_) => return None,
            };
            let label = label.as_deref().unwrap_or_default();
            Some(format!("{label}|{}", content.text))
        };
        let blocks = &read.report.document.blocks;
        blocks.iter().filter_map(line).collect()
    }
}

fn level(at: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
    )
}

fn definition(id: u8, content: &str) -> String {
    format!(r#"<w:abstractNum w:abstractNumId="{id}">{content}</w:abstractNum>"#)
}

fn list(id: u8, definition: u8) -> String {
    format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{definition}"/></w:num>"#)
}

fn style(id: &str, based_on: &str, properties: &str) -> String {
    format!(
        r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{id}"/><w:basedOn w:val="{based_on}"/>{properties}</w:style>"#
    )
}

fn paragraph(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

const IN_LIST_1: &str = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#;

#[test]
fn styles_give_lists_and_levels() {
    let number = |inner: &str| format!("<w:pPr><w:numPr>{inner}</w:numPr></w:pPr>");
    let of_list = r#"<w:numId w:val="1"/>"#;
    let styles = [
        // The level that belongs to a style goes before the one that it states.
        style(
            "A",
            "",
            &number(&format!(r#"<w:ilvl w:val="5"/>{of_list}"#)),
        ),
        // The list may be that of the style below, and the level with it.
        style("B", "A", ""),
        style("C", "A", &number(r#"<w:ilvl w:val="1"/>"#)),
        style("D", "A", ""),
        style("Out", "A", &number(r#"<w:numId w:val="0"/>"#)),
    ]
    .concat();
    let levels = level(0, "chineseCounting", "%1、", r#"<w:pStyle w:val="A"/>"#)
        + &level(1, "decimal", "%2.", "")
        + &level(2, "decimal", "（%3）", r#"<w:pStyle w:val="D"/>"#);
    let lists = definition(0, &levels) + &list(1, 0);
    let in_style = |style: &str| format!(r#"<w:pStyle w:val="{style}"/>"#);
    let off = r#"<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>"#;
    let text: String = ["A", "B", "C", "D", "Out"]
        .iter()
        .map(|style| paragraph(&in_style(style), style))
        .chain([paragraph(off, "off"), paragraph(&in_style("C"), "C")])
        .collect();
    let made = Made {
        styles: &styles,
        lists: &lists,
        text: &text,
    };
    assert_eq!(
        made.read(Tracked::Accepted),
        [
            "一、|A",
            "二、|B",
            "1.|C",
            "（1）|D",
            "|Out",
            "|off",
            "2.|C"
        ]
    );
}

#[test]
fn a_definition_may_be_that_of_a_numbering_style() {
    let styles = r#"<w:style w:type="numbering" w:styleId="Outline"><w:name w:val="Outline"/>
        <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>"#;
    let levels = level(0, "japaneseCounting", "第%1条", "");
    let link = r#"<w:numStyleLink w:val="Outline"/>"#;
    let lists = definition(0, link) + &definition(1, &levels) + &list(1, 0) + &list(2, 1);
    let made = Made {
        styles,
        lists: &lists,
        text: &(paragraph(IN_LIST_1, "a") + &paragraph(IN_LIST_1, "b")),
    };
    assert_eq!(made.read(Tracked::Accepted), ["第一条|a", "第二条|b"]);
}

#[test]
fn words_go_by_the_language() {
    let styles = r#"<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault></w:docDefaults>"#;
    let levels = level(0, "ordinal", "%1", "");
    let mark = |tag: &str| format!(r#"{IN_LIST_1}<w:rPr><w:lang w:val="{tag}"/></w:rPr>"#);
    let made = Made {
        styles,
        lists: &(definition(0, &levels) + &list(1, 0)),
        text: &(paragraph(IN_LIST_1, "a")
            + &paragraph(&mark("de-DE"), "b")
            + &paragraph(&mark("en-GB"), "c")),
    };
    assert_eq!(made.read(Tracked::Accepted), ["1er|a", "2.|b", "3rd|c"]);
}

#[test]
fn a_custom_format_stands_in_alternate_content() {
    let of = |pattern: &str| {
        format!(
            r#"<w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent>
            <mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="{pattern}"/></mc:Choice>
            <mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>
            <w:suff w:val="nothing"/><w:lvlText w:val="No. %1"/></w:lvl>"#
        )
    };
    for (pattern, label) in [("0001, 0002, 0003, ...", "0009"), ("α, β, γ, ...", "ι")] {
        let made = Made {
            styles: "",
            lists: &(definition(0, &of(pattern)) + &list(1, 0)),
            text: &paragraph(IN_LIST_1, "a"),
        };
        assert_eq!(made.read(Tracked::Accepted), [format!("No. {label}|a")]);
    }
}

#[test]
fn what_is_not_there_is_not_counted() {
    let changed = |what: &str| format!("{IN_LIST_1}<w:rPr><w:{what}/></w:rPr>");
    let inserted_list = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins/></w:numPr>"#;
    let row = format!(
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>",
        paragraph(IN_LIST_1, "row")
    );
    let text = paragraph(IN_LIST_1, "a")
        + &format!(
            "<w:p><w:pPr>{}</w:pPr><w:del><w:r><w:delText>b</w:delText></w:r></w:del></w:p>",
            changed("del")
        )
        + &format!(
            "<w:p><w:pPr>{}</w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>c</w:t></w:r></w:p>",
            changed("vanish")
        )
        + &row
        + &paragraph(inserted_list, "d")
        + &paragraph(IN_LIST_1, "e");
    let made = Made {
        styles: "",
        lists: &(definition(0, &level(0, "decimal", "%1.", "")) + &list(1, 0)),
        text: &text,
    };
    let shown = |tracked| -> Vec<String> {
        let lines = made.read(tracked);
        lines.into_iter().filter(|line| line != "|").collect()
    };
    assert_eq!(shown(Tracked::Accepted), ["1.|a", "2.|d", "3.|e"]);
    assert_eq!(shown(Tracked::Original), ["1.|a", "2.|b", "|d", "4.|e"]);
}
