use gongkai_model::{Anchor, Comment, Image, Target};

use super::*;

const PICTURE: &[u8] = b"\x89PNG picture";

fn read_with(styles: &str, tables: &str, more: &[(&str, &[u8])]) -> (Document, Vec<String>) {
    let bytes = file_with(styles, tables, more);
    let (document, diagnostics) = read(&bytes, &Options::default()).unwrap();
    let told = diagnostics.iter().map(|found| match &found.kind {
        gongkai_model::Kind::ContentLeftOut { what, count } => format!("{what} {count}"),
        _ => found.code().to_owned(),
    });
    (document, told.collect())
}

fn annotated(annotation: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><office:annotation>{annotation}\
         </office:annotation><text:p>甲</text:p></table:table-cell>"
    )
}

fn frame(at: &str, content: &str) -> String {
    format!("<draw:frame {at}>{content}</draw:frame>")
}

fn image(target: &str) -> String {
    format!("<draw:image xlink:href=\"{target}\"><text:p/></draw:image>")
}

fn said(comment: &Comment) -> Vec<String> {
    let lines = comment.blocks.iter().filter_map(Block::printed);
    lines.collect()
}

/// What paragraphs and cells refer to, each with its place.
fn anchors(document: &Document) -> Vec<(String, Vec<Anchor>)> {
    let mut found = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Table(table) => {
                for (index, cell) in table.cells.iter().enumerate() {
                    let place = table.place_of(index).unwrap().to_string();
                    found.push((place, cell.content.anchors.clone()));
                }
            }
            Block::Paragraph(paragraph) => {
                let place = paragraph.place.as_ref().unwrap().to_string();
                found.push((place, paragraph.content.anchors.clone()));
            }
            Block::Image(block) => {
                let place = block.place.as_ref().unwrap().to_string();
                found.push((place, vec![Anchor::at(0, Target::Image(block.image))]));
            }
            _ => {}
        }
    }
    found.retain(|(_, anchors)| !anchors.is_empty());
    found
}

#[test]
fn comments_have_authors_dates_and_paragraphs() {
    let rows = [
        row(&[
            annotated(
                "<dc:creator>张三</dc:creator><dc:date>2026-01-05T09:30:00</dc:date>\
                 <meta:creator-initials>ZS</meta:creator-initials><meta:date-string>一月</meta:date-string>\
                 <text:p><text:span>请</text:span>核对</text:p><text:list><text:list-item><text:p>附件</text:p></text:list-item></text:list>",
            ),
            annotated("<text:p>【脚注】</text:p><text:p>含上年结转。</text:p>"),
        ]
        .concat()),
        row("<table:table-cell table:number-columns-repeated=\"3\"><office:annotation><text:p>空</text:p></office:annotation></table:table-cell>"),
        row("<table:table-cell table:number-columns-repeated=\"16384\"/>\
             <table:table-cell><office:annotation><text:p>外</text:p></office:annotation></table:table-cell>"),
        "<table:table-row table:visibility=\"collapse\"><table:table-cell><office:annotation><text:p>藏</text:p></office:annotation></table:table-cell></table:table-row>".to_owned(),
    ];
    let (document, told) = read_with("", &sheet(&rows.concat()), &[]);
    let first = &document.comments[0];
    let signed = (&first.author, &first.initials, &first.date);
    let given = |text: &str| Some(text.to_owned());
    assert_eq!(
        signed,
        (&given("张三"), &given("ZS"), &given("2026-01-05T09:30:00"))
    );
    assert_eq!(said(first), ["请核对", "附件"]);
    assert_eq!(document.footnotes.len(), 1);
    let places: Vec<String> = anchors(&document)
        .into_iter()
        .map(|(place, anchors)| format!("{place} {}", anchors.len()))
        .collect();
    assert_eq!(places, ["表!A1 1", "表!B1 1", "表!A2 1"]);
    // The last row is hidden with what is attached to it; another comment is outside of the grid.
    assert_eq!(told, ["hidden-left-out", "comment 1"]);
}

#[test]
fn pictures_stand_in_cells_and_on_the_sheet() {
    let styles = "<style:style style:name=\"w\" style:family=\"table-column\">\
         <style:table-column-properties style:column-width=\"2cm\"/></style:style>\
         <style:style style:name=\"h\" style:family=\"table-row\">\
         <style:table-row-properties style:row-height=\"1cm\"/></style:style>";
    let shapes = [
        frame(
            "svg:x=\"5cm\" svg:y=\"1.5cm\" svg:width=\"1in\" svg:height=\"2in\"",
            &[
                &image("Pictures/a.svg"),
                &image("./Pictures/a.png"),
                "<svg:title>局徽</svg:title><svg:desc> </svg:desc>",
            ]
            .concat(),
        ),
        frame(
            "",
            "<draw:object xlink:href=\"Object 1/\"/><draw:image xlink:href=\"x\"/>",
        ),
        frame("", "<draw:text-box><text:p>字</text:p></draw:text-box>"),
        "<draw:custom-shape/><draw:line/><draw:control/>".to_owned(),
    ];
    let cell = |content: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\">{content}<text:p>甲</text:p></table:table-cell>"
        )
    };
    let grouped = format!("<draw:g>{}</draw:g>", frame("", &image("Pictures/a.png")));
    let linked = format!("<draw:a>{}</draw:a>", frame("", &image("http://a/b.gif")));
    let within = frame(
        "",
        "<draw:image><office:binary-data>iVBO\n Rw==</office:binary-data></draw:image>",
    );
    let rows = [
        format!("<table:shapes>{}</table:shapes>", shapes.concat()),
        "<table:table-column table:style-name=\"w\" table:number-columns-repeated=\"1024\"/>".to_owned(),
        format!(
            "<table:table-row table:style-name=\"h\">{}{}{}{}</table:table-row>",
            cell(&grouped),
            cell(&linked),
            cell(&within),
            cell(&frame("", &image("Pictures/gone.png"))),
        ),
        "<table:table-row table:style-name=\"h\" table:number-rows-repeated=\"9\"><table:table-cell/></table:table-row>".to_owned(),
    ];
    let parts = [("Pictures/a.png", PICTURE), ("Pictures/a.svg", b"<svg/>")];
    let (document, told) = read_with(styles, &sheet(&rows.concat()), &parts);
    let images: Vec<(&str, Option<u64>, Option<&str>)> = document
        .images
        .iter()
        .map(|image: &Image| {
            let link = image.link.as_deref().or(image.alt.as_deref());
            (image.media_type.as_str(), image.height, link)
        })
        .collect();
    assert_eq!(
        images,
        [
            ("image/png", Some(1_828_800), Some("局徽")),
            ("image/png", None, None),
            ("image/gif", None, Some("http://a/b.gif")),
            ("image/png", None, None),
        ]
    );
    assert_eq!(document.images[1].data.as_ref().unwrap().0, PICTURE);
    let places: Vec<String> = anchors(&document)
        .into_iter()
        .map(|(place, anchors)| format!("{place} {:?}", anchors[0].target))
        .collect();
    assert_eq!(
        places,
        [
            "表!A1 Image(1)",
            "表!B1 Image(2)",
            "表!C1 Image(3)",
            "表!C2 Image(0)"
        ]
    );
    assert_eq!(told, ["graphicFrame 1", "sp 2", "controls 1", "pic 1"]);
}

#[test]
fn pictures_past_the_limit_are_left_out() {
    let rows = row(&format!(
        "<table:table-cell>{0}{0}{1}</table:table-cell>",
        frame("", &image("Pictures/a.png")),
        frame("", &image("Pictures/b.png"))
    ));
    let bytes = file_with(
        "",
        &sheet(&rows),
        &[("Pictures/a.png", PICTURE), ("Pictures/b.png", PICTURE)],
    );
    let mut options = Options::default();
    options.limits.image_bytes = PICTURE.len() as u64;
    let (document, diagnostics) = read(&bytes, &options).unwrap();
    assert_eq!(document.images.len(), 1);
    assert_eq!(diagnostics.len(), 1);
}
