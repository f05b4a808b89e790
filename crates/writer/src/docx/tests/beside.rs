//! What stands beside the text: where it is referred to, and its own parts.

use gongkai_model::{
    Anchor, Block, Bytes, Cell, Comment, Diagnostic, Document, Format, Image, ImageBlock, Kind,
    Lost, Margin, Note, Pages, Paragraph, Place, Properties, Revision, RevisionKind, RichText,
    Table, Target, builtin_forms,
};

use super::{link, part};
use crate::Written;

fn write(document: Document) -> Written {
    super::super::write(&document.bind(builtin_forms()).0).unwrap()
}

fn referring(text: &str, anchors: &[(usize, usize, Target)]) -> RichText {
    let anchor = |&(start, end, target)| Anchor { start, end, target };
    RichText {
        anchors: anchors.iter().map(anchor).collect(),
        ..RichText::plain(text)
    }
}

fn paragraph(content: RichText) -> Block {
    Block::Paragraph(Paragraph {
        content,
        place: Some(Place::block(0)),
        label: None,
    })
}

fn plain(text: &str) -> Vec<Block> {
    vec![Block::Paragraph(Paragraph::plain(text))]
}

fn note(text: &str) -> Note {
    Note {
        blocks: plain(text),
    }
}

fn revision(kind: RevisionKind) -> Revision {
    Revision {
        kind,
        author: Some("甲<".to_owned()),
        date: None,
    }
}

fn image(media_type: &str, data: Option<&[u8]>, link: Option<&str>) -> Image {
    Image {
        media_type: media_type.to_owned(),
        width: Some(2),
        height: Some(1),
        alt: Some("一\n二".to_owned()),
        data: data.map(|bytes| Bytes(bytes.to_vec())),
        link: link.map(str::to_owned),
    }
}

/// The body, with `<w:r>` and the text of a run as its text alone.
fn body(written: &Written) -> String {
    let document = part(written, "word/document.xml");
    let (_, body) = document.split_once("<w:body>").unwrap();
    let body = body.split_once("<w:sectPr>").unwrap().0;
    let without = [
        ("<w:r><w:t xml:space=\"preserve\">", ""),
        ("<w:r><w:delText xml:space=\"preserve\">", "-"),
        ("</w:t></w:r>", ""),
        ("</w:delText></w:r>", "-"),
        (" w:author=\"甲&lt;\"", ""),
    ];
    without
        .iter()
        .fold(body.to_owned(), |body, (from, to)| body.replace(from, to))
}

fn has_part(written: &Written, name: &str) -> bool {
    let bytes = std::io::Cursor::new(&written.bytes);
    let mut archive = zip::ZipArchive::new(bytes).unwrap();
    archive.by_name(name).is_ok()
}

fn lost(written: &Written) -> Vec<(Lost, Option<Place>)> {
    let lost = |diagnostic: &Diagnostic| match &diagnostic.kind {
        Kind::NotCarried {
            what,
            format: Format::Docx,
        } => (*what, diagnostic.place.clone()),
        other => panic!("{other:?}"),
    };
    written.diagnostics.iter().map(lost).collect()
}

#[test]
fn notes_have_numbers_behind_the_separators() {
    let table = Block::Table(Table::new(1, 1, Vec::new()).unwrap());
    let mut document = Document::new(vec![paragraph(referring(
        "甲乙",
        &[(1, 1, Target::Footnote(0)), (2, 2, Target::Endnote(0))],
    ))]);
    document.footnotes = vec![note("注")];
    document.endnotes = vec![Note {
        blocks: vec![table],
    }];
    let written = write(document);
    assert_eq!(
        body(&written),
        "<w:p>甲<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>\
         <w:footnoteReference w:id=\"2\"/></w:r>乙<w:r><w:rPr>\
         <w:rStyle w:val=\"EndnoteReference\"/></w:rPr><w:endnoteReference w:id=\"2\"/></w:r></w:p>"
    );
    let notes = part(&written, "word/footnotes.xml");
    assert!(
        notes.ends_with(
            "<w:footnote w:id=\"2\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\" /></w:pPr>\
             <w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>\
             <w:r><w:t xml:space=\"preserve\"> </w:t></w:r>\
             <w:r><w:t xml:space=\"preserve\">注</w:t></w:r></w:p></w:footnote></w:footnotes>"
        ),
        "{notes}"
    );
    // A note that begins with a table has a line for its number before it.
    let notes = part(&written, "word/endnotes.xml");
    let number = notes.find("<w:endnoteRef/>").unwrap();
    assert!(number < notes.find("<w:tbl>").unwrap(), "{notes}");
    assert!(part(&written, "word/settings.xml").contains("<w:footnotePr><w:footnote w:id=\"0\"/>"));
    assert_eq!(lost(&written), []);
}

#[test]
fn notes_and_comments_are_not_carried_where_word_has_none() {
    let on_note = referring(
        "注",
        &[(0, 1, Target::Footnote(0)), (0, 1, Target::Comment(0))],
    );
    let mut document = Document::new(vec![paragraph(referring(
        "甲",
        &[(1, 1, Target::Footnote(0))],
    ))]);
    document.footnotes = vec![Note {
        blocks: vec![paragraph(on_note.clone())],
    }];
    document.comments = vec![Comment::default()];
    document.headers = [0, 1]
        .map(|section| Margin {
            section,
            pages: Pages::Default,
            blocks: vec![paragraph(on_note.clone())],
        })
        .to_vec();
    let written = write(document);
    let here = || Some(Place::block(0));
    let expected = [
        (Lost::Note, here()),
        (Lost::Note, here()),
        (Lost::Comment, here()),
        (Lost::HeaderOrFooter, None),
    ];
    assert_eq!(lost(&written), expected);
}

#[test]
fn a_comment_over_paragraphs_is_one_range() {
    let comment = Target::Comment(0);
    let blocks = |gap: usize| {
        vec![
            paragraph(referring("甲乙", &[(1, 2, comment)])),
            paragraph(referring("丙", &[(0, 1, comment)])),
            paragraph(referring(
                "丁戊",
                &[(gap, 1, comment), (2, 2, Target::Comment(1))],
            )),
        ]
    };
    let reference = |id| {
        format!(
            "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/>\
             </w:rPr><w:commentReference w:id=\"{id}\"/></w:r>"
        )
    };
    let mut document = Document::new(blocks(0));
    document.comments = vec![
        Comment {
            author: Some("\"张".to_owned()),
            date: Some("2024-01-20T08:30:00Z".to_owned()),
            ..Comment::default()
        },
        Comment::default(),
    ];
    let written = write(document.clone());
    let start = |id| format!("<w:commentRangeStart w:id=\"{id}\"/>");
    assert_eq!(
        body(&written),
        format!(
            "<w:p>甲{}乙</w:p><w:p>丙</w:p><w:p>丁{}戊{}{}</w:p>",
            start(0),
            reference(0),
            start(1),
            reference(1)
        )
    );
    assert_eq!(lost(&written), []);
    let comments = part(&written, "word/comments.xml");
    let first = "<w:comment w:id=\"0\" w:author=\"&quot;张\" w:date=\"2024-01-20T08:30:00Z\">";
    assert!(comments.contains(first), "{comments}");
    assert!(
        comments.contains("<w:comment w:id=\"1\" w:author=\"\"><w:p>"),
        "{comments}"
    );
    // Word has no gaps in a range.
    document.blocks = blocks(1);
    assert_eq!(
        lost(&write(document)),
        [(Lost::Comment, Some(Place::block(0)))]
    );
}

#[test]
fn changes_hold_runs_and_are_held_by_links() {
    let mut content = referring(
        "甲乙丙丁戊己",
        &[
            (1, 3, Target::Revision(0)),
            (2, 3, Target::Revision(1)),
            (4, 6, Target::Revision(2)),
            (5, 5, Target::Footnote(0)),
        ],
    );
    content.runs = vec![gongkai_model::Run {
        start: 2,
        end: 5,
        style: link("http://a.cn/"),
    }];
    let mut document = Document::new(vec![paragraph(content)]);
    document.footnotes = vec![note("注")];
    document.revisions = [
        RevisionKind::Insertion,
        RevisionKind::Deletion,
        RevisionKind::MoveFrom,
    ]
    .map(revision)
    .to_vec();
    let written = write(document);
    let style = "<w:rPr><w:rStyle w:val=\"Hyperlink\" /></w:rPr>";
    assert_eq!(
        body(&written)
            .replace(style, "")
            .replace("<w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>", "")
            .replace("<w:r><w:t xml:space=\"preserve\">", "")
            .replace("<w:r><w:delText xml:space=\"preserve\">", "-"),
        "<w:p>甲<w:ins w:id=\"0\">乙</w:ins><w:hyperlink r:id=\"rIdLink1\" w:history=\"1\">\
         <w:ins w:id=\"1\"><w:del w:id=\"2\">-丙-</w:del></w:ins>丁\
         <w:moveFrom w:id=\"3\">戊</w:moveFrom></w:hyperlink>\
         <w:r><w:footnoteReference w:id=\"2\"/></w:r>\
         <w:moveFrom w:id=\"4\">己</w:moveFrom></w:p>"
    );
    // Two of them go over an edge of the link.
    let torn = || (Lost::Revision, Some(Place::block(0)));
    assert_eq!(lost(&written), [torn(), torn()]);
}

#[test]
fn lines_of_a_cell_stay_together_within_a_change_or_comment() {
    let mut cell = Cell::new(0, 0, RichText::default());
    cell.content = referring("甲\n乙\n丙", &[(0, 3, Target::Revision(0))]);
    let mut document = Document::new(vec![Block::Table(Table::new(1, 1, vec![cell]).unwrap())]);
    document.revisions = vec![revision(RevisionKind::Insertion)];
    let xml = body(&write(document));
    let (_, cell) = xml.split_once("</w:tcPr>").unwrap();
    assert_eq!(
        cell.split("</w:tc>")
            .next()
            .unwrap()
            .matches("<w:p>")
            .count(),
        2
    );
    assert!(
        cell.contains("甲</w:t><w:br w:type=\"textWrapping\" />"),
        "{cell}"
    );
}

#[test]
fn pictures_are_parts_and_drawings() {
    let mut document = Document::new(vec![
        paragraph(referring("甲", &[(0, 0, Target::Image(0))])),
        Block::Image(ImageBlock {
            image: 1,
            place: None,
        }),
        Block::Image(ImageBlock {
            image: 2,
            place: Some(Place::block(2)),
        }),
        Block::Image(ImageBlock {
            image: 3,
            place: None,
        }),
    ]);
    document.images = vec![
        image("image/png", Some(b"P"), None),
        image("image/png", Some(b"P"), None),
        image("image/x-unknown", Some(b"U"), None),
        image("", None, Some("http://a.cn/b.png")),
    ];
    document.headers = vec![Margin {
        blocks: vec![paragraph(referring("眉", &[(1, 1, Target::Image(0))]))],
        ..Margin::default()
    }];
    let written = write(document);
    assert_eq!(lost(&written), [(Lost::Image, Some(Place::block(2)))]);
    let xml = body(&written);
    assert_eq!(xml.matches("<wp:docPr ").count(), 3);
    assert!(xml.contains(
        "<wp:extent cx=\"2\" cy=\"1\"/><wp:docPr id=\"1\" name=\"图片 1\" descr=\"一&#10;二\"/>"
    ));
    assert!(
        xml.contains("<w:spacing w:line=\"579\" w:lineRule=\"atLeast\" />"),
        "{xml}"
    );
    assert!(
        xml.contains("<w:pStyle w:val=\"Picture\" />")
            && xml.contains("<a:blip r:link=\"rIdLinkedImage4\"/>")
    );
    let rels = part(&written, "word/_rels/document.xml.rels");
    assert_eq!(
        rels.matches("Target=\"media/image1.png\"").count(),
        1,
        "{rels}"
    );
    assert!(
        rels.contains("Target=\"http://a.cn/b.png\" TargetMode=\"External\""),
        "{rels}"
    );
    assert!(part(&written, "word/_rels/header1.xml.rels").contains("media/image1.png"));
    assert!(!has_part(&written, "word/media/image2.png"));
    let types = part(&written, "[Content_Types].xml");
    assert!(
        types.contains("<Default Extension=\"png\" ContentType=\"image/png\"/>"),
        "{types}"
    );
}

#[test]
fn pages_without_a_footer_have_the_page_number() {
    let margin = |pages| Margin {
        section: 0,
        pages,
        blocks: plain("文"),
    };
    let mut document = Document {
        headers: vec![margin(Pages::First)],
        footers: vec![margin(Pages::Default)],
        ..Document::default()
    };
    let written = write(document.clone());
    let section = |written: &Written| {
        let document = part(written, "word/document.xml");
        document.split_once("<w:sectPr>").unwrap().1.to_owned()
    };
    assert!(section(&written).starts_with(
        "<w:headerReference w:type=\"first\" r:id=\"rIdHeader2\" />\
         <w:footerReference w:type=\"default\" r:id=\"rIdFooter2\" />\
         <w:footerReference w:type=\"first\" r:id=\"rIdFooter\" />"
    ));
    assert!(section(&written).contains("<w:titlePg"));
    assert!(!part(&written, "word/settings.xml").contains("evenAndOddHeaders"));
    document.headers.clear();
    document.footers.push(margin(Pages::Even));
    let written = write(document);
    assert!(part(&written, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    assert!(!section(&written).contains("<w:titlePg"));
    assert!(!has_part(&written, "word/footer1.xml"));
}

#[test]
fn properties_are_parts_only_where_there_are_some() {
    let none = write(Document::default());
    assert!(!has_part(&none, "docProps/core.xml") && !has_part(&none, "docProps/custom.xml"));
    let title = Some("题".to_owned());
    let written = write(Document {
        properties: Properties {
            title,
            created: Some("昨天".to_owned()),
            ..Properties::default()
        },
        ..Document::default()
    });
    assert!(part(&written, "docProps/core.xml").contains("<dc:title>题</dc:title></cp:"));
    assert!(part(&written, "_rels/.rels").contains("Target=\"docProps/core.xml\""));
    assert_eq!(lost(&written), [(Lost::Properties, None)]);
}
