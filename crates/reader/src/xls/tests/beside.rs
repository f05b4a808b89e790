use std::io::Write;

use gongkai_model::{Anchor, Comment};

use super::*;
use crate::xls::art;

const PNG: &[u8] = b"\x89PNG picture";

/// A record of a drawing: whether it holds others, what it says, its type.
fn art(version: u16, instance: u16, id: u16, data: &[u8]) -> Vec<u8> {
    let head = words(&[version | instance << 4, id]);
    [&head[..], &(data.len() as u32).to_le_bytes(), data].concat()
}

/// A picture of the store, behind its checksum.
fn blip(instance: u16, id: u16, content: &[u8]) -> Vec<u8> {
    let blip = art(0, instance, id, &[&[0; 16][..], content].concat());
    let mut entry = vec![0; 33];
    entry.extend([2, 0, 0, b'n', 0]);
    entry.extend(blip);
    art(2, 6, art::STORE_ENTRY, &entry)
}

/// A picture of lines, packed.
fn lines(instance: u16, id: u16, size: u32, content: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(content).unwrap();
    let packed = packed.finish().unwrap();
    let mut data = size.to_le_bytes().to_vec();
    for number in [0, 0, 100, 50, 914_400, 457_200, packed.len() as u32] {
        data.extend(number.to_le_bytes());
    }
    data.extend([0, 0xfe]);
    data.extend(packed);
    blip(instance, id, &data)
}

/// The drawings of a workbook, in two records.
fn group(blips: &[Vec<u8>]) -> Vec<u8> {
    let store = art(0xf, 1, 0xf001, &blips.concat());
    let all = art(0xf, 0, 0xf000, &store);
    let (first, second) = all.split_at(30);
    [record(r::DRAWING_GROUP, first), record(r::CONTINUE, second)].concat()
}

/// A shape at a cell with properties, and what is behind these.
fn shape(row: u16, column: u16, properties: &[(u16, u32)], behind: &[u8]) -> Vec<u8> {
    let mut said = Vec::new();
    for (id, value) in properties {
        said.extend(words(&[*id]));
        said.extend(value.to_le_bytes());
    }
    said.extend(behind);
    let content = [
        art(3, properties.len() as u16, art::PROPERTIES, &said),
        art(
            0,
            0,
            art::CLIENT_ANCHOR,
            &words(&[2, column, 0, row, 0, 9, 0, 9, 0]),
        ),
        art(0, 0, art::CLIENT_DATA, &[]),
    ]
    .concat();
    art(0xf, 0, art::SHAPE_CONTAINER, &content)
}

/// An object: its kind, its number, and further records in it.
fn object(kind: u16, id: u16, more: &[u8]) -> Vec<u8> {
    let mut data = words(&[0x15, 18, kind, id]);
    data.resize(22, 0);
    data.extend(more);
    data.extend([0; 4]);
    record(r::OBJ, &data)
}

/// A text of an object, over two records, with looks behind it.
fn text_object(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let (first, second) = units.split_at(units.len() / 2);
    let mut head = words(&[0, 0, 0, 0, 0, units.len() as u16, 16]);
    head.resize(18, 0);
    let wide = |units: &[u16]| [&[1][..], &words(units)].concat();
    [
        record(r::TEXT_OBJECT, &head),
        record(r::CONTINUE, &wide(first)),
        record(r::CONTINUE, &wide(second)),
        record(r::CONTINUE, &[0; 16]),
    ]
    .concat()
}

fn note(row: u16, column: u16, object: u16, author: &str) -> Vec<u8> {
    let head = words(&[row, column, 0, object]);
    record(r::NOTE, &[&head[..], &long(author), &[0]].concat())
}

fn told(diagnostics: &[Diagnostic]) -> Vec<String> {
    let one = |found: &Diagnostic| match &found.kind {
        Kind::ContentLeftOut { what, count } => format!("{what} {count}"),
        _ => found.code().to_owned(),
    };
    diagnostics.iter().map(one).collect()
}

fn said(comment: &Comment) -> (Option<&str>, Vec<String>) {
    let lines = comment.blocks.iter().filter_map(Block::printed);
    (comment.author.as_deref(), lines.collect())
}

#[test]
fn comments_are_in_the_texts_of_objects() {
    let sheet = [
        cell(r::LABEL, 0, 0, 0, &long("甲")),
        record(r::DRAWING, &[]),
        object(0x19, 1, &[]),
        text_object("张三:\n请核对"),
        object(0x19, 2, &[]),
        text_object("【脚注】\n含上年结转。"),
        object(0x06, 3, &[]),
        text_object("文本框"),
        note(0, 0, 1, "张三"),
        note(0, 0, 2, ""),
        note(1, 1, 1, "再次"),
        note(2, 1, 9, "没有"),
        note(2, 300, 9, "在外面"),
    ]
    .concat();
    let stream = workbook(&globals(), &[("表", 0, sheet)]);
    let (document, diagnostics) = read(&stream, &Options::default()).unwrap();
    assert_eq!(document.comments.len(), 1);
    assert_eq!(
        said(&document.comments[0]),
        (Some("张三"), vec!["请核对".to_owned()])
    );
    assert_eq!(document.footnotes.len(), 1);
    let Block::Paragraph(paragraph) = &document.blocks[0] else {
        panic!("{:?}", document.blocks);
    };
    assert_eq!(paragraph.content.anchors.len(), 2);
    assert_eq!(told(&diagnostics), ["comment 3", "sp 1"]);
}

#[test]
fn comments_before_excel_97_have_their_text_themselves() {
    let stream = [
        record(r::BOF_2, &words(&[2, 0x10])),
        record(r::CODE_PAGE, &words(&[936])),
        record(r::LABEL_2, b"\0\0\0\0\0\0\0\x01x"),
        record(r::NOTE, b"\0\0\0\0\x04\0\xd6\xd0\xb9"),
        record(r::NOTE, b"\xff\xff\0\0\x01\0\xfa rubbish"),
        record(r::EOF, &[]),
    ]
    .concat();
    let (document, diagnostics) = read(&stream, &Options::default()).unwrap();
    assert_eq!(said(&document.comments[0]), (None, vec!["中国".to_owned()]));
    assert_eq!(diagnostics, []);
}

fn pictures() -> Vec<u8> {
    let bitmap = [
        &[40, 0, 0, 0][..],
        &[0; 10],
        &[1, 0],
        &[0; 24],
        &[7; 8],
        b"points",
    ]
    .concat();
    group(&[
        blip(0x6e0, 0xf01e, &[&[0xff], PNG].concat()),
        lines(0x3d4, 0xf01a, 11, b"\x01\0\0\0content"),
        lines(0x216, 0xf01b, 9, b"\x01\0\x09\0lines"),
        blip(0x7a8, 0xf01f, &[&[0xff], &bitmap[..]].concat()),
        blip(0x542, 0xf01c, b"PICT"),
        lines(0x3d4, 0xf01a, 0x7fff_ffff, b"more than there may be"),
    ])
}

#[test]
fn pictures_stand_at_their_cells() {
    let name: Vec<u8> = words(&"http://a/b.png\0".encode_utf16().collect::<Vec<u16>>());
    let alt: Vec<u8> = words(&"局徽\0".encode_utf16().collect::<Vec<u16>>());
    let described = [(0x4104, 1), (0x8381, alt.len() as u32)];
    let linked = [(0xc105, name.len() as u32)];
    let drawing = [
        art(0xf, 0, 0xf002, &[]),
        shape(3, 1, &described, &alt),
        shape(4, 0, &linked, &name),
        shape(5, 0, &[(0x4104, 2)], &[]),
        shape(6, 0, &[(0x4104, 3)], &[]),
        shape(7, 0, &[(0x4104, 4)], &[]),
        shape(8, 0, &[(0x4104, 5)], &[]),
        shape(8, 0, &[(0x4104, 6)], &[]),
        shape(8, 0, &[(0x4104, 77)], &[]),
        shape(9, 0, &[(0x4104, 1)], &[]),
        shape(9, 0, &[(0x4104, 1)], &[]),
    ]
    .concat();
    // Excel puts the objects into the middle of their drawing.
    let (first, rest) = drawing.split_at(70);
    let (second, third) = rest.split_at(50);
    let embedded = [&words(&[9, 14, 8, 5, 0, 0])[..], &[2; 6]].concat();
    let mut objects: Vec<Vec<u8>> = (1..=8).map(|id| object(0x08, id, &[])).collect();
    objects.push(object(0x08, 9, &words(&[8, 2, 0x10])));
    objects.push(object(0x08, 10, &embedded));
    let sheet = [
        record(r::DRAWING, first),
        objects[0].clone(),
        record(r::CONTINUE, second),
        objects[1..].concat(),
        record(r::DRAWING, third),
    ]
    .concat();
    let globals = [globals(), pictures()].concat();
    let stream = workbook(&globals, &[("表", 0, sheet)]);
    let (document, diagnostics) = read(&stream, &Options::default()).unwrap();
    let kinds: Vec<&str> = document
        .images
        .iter()
        .map(|image| image.media_type.as_str())
        .collect();
    assert_eq!(
        kinds,
        [
            "image/png",
            "image/png",
            "image/x-emf",
            "image/x-wmf",
            "image/bmp"
        ]
    );
    let bytes = |index: usize| document.images[index].data.clone().unwrap().0;
    assert_eq!(bytes(0), PNG);
    assert_eq!(document.images[0].alt.as_deref(), Some("局徽"));
    let (width, height) = (document.images[0].width, document.images[0].height);
    let over = (Some(8 * 64 * 9525), Some(6 * 255 * 635));
    assert_eq!((width, height), over, "eight columns and six rows");
    assert_eq!(document.images[1].link.as_deref(), Some("http://a/b.png"));
    assert_eq!(bytes(2), b"\x01\0\0\0content");
    assert_eq!(
        bytes(3)[6..16],
        [0, 0, 0, 0, 100, 0, 50, 0, 100, 0],
        "100 units are an inch"
    );
    assert!(bytes(3).ends_with(b"\x01\0\x09\0lines"));
    assert_eq!(
        bytes(4)[10..14],
        [62, 0, 0, 0],
        "two colours before the points"
    );
    let places: Vec<String> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Image(block) => Some(block.place.as_ref()?.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(places, ["表!B4", "表!A5", "表!A6", "表!A7", "表!A8"]);
    assert_eq!(told(&diagnostics), ["pic 3", "controls 1", "oleObjects 1"]);
}

#[test]
fn what_a_file_says_of_lengths_is_not_believed() {
    let drawing = [
        shape(0, 0, &[(0x4104, 1)], &[]),
        shape(1, 0, &[(0x8381, 900)], &[]),
    ]
    .concat();
    let sheet = [
        record(r::DRAWING, &drawing),
        object(0x08, 1, &words(&[9, 60_000])),
        object(0x19, 2, &[]),
        record(r::TEXT_OBJECT, &[0xff; 18]),
        record(r::CONTINUE, &[0, b'a']),
        note(0, 0, 2, ""),
    ]
    .concat();
    let globals = [globals(), pictures()].concat();
    let whole = workbook(&globals, &[("表", 0, sheet)]);
    let partial = Options {
        partial: true,
        ..Options::default()
    };
    let document = read(&whole, &partial).unwrap().0;
    assert_eq!(said(&document.comments[0]).1, ["a"]);
    for at in 0..whole.len() {
        let _ = read(&whole[..at], &partial);
        for value in [0, 0xff] {
            let mut changed = whole.clone();
            changed[at] = value;
            let _ = read(&changed, &partial);
        }
    }
}

#[test]
fn thousands_of_comments_and_pictures_take_no_longer_for_being_many() {
    let one = |id: u16| {
        let row = id / 200;
        [
            record(r::DRAWING, &shape(row, id % 200, &[(0x4104, 6)], &[])),
            object(0x08, id, &[]),
            object(0x19, id, &[]),
            text_object("注"),
            note(row, id % 200, id, ""),
        ]
        .concat()
    };
    let sheet: Vec<u8> = (0..20_000).flat_map(one).collect();
    let globals = [globals(), pictures()].concat();
    let stream = workbook(&globals, &[("表", 0, sheet)]);
    let (document, diagnostics) = read(&stream, &Options::default()).unwrap();
    assert_eq!(document.comments.len(), 20_000);
    let anchors = |anchors: &[Anchor]| anchors.len();
    let Block::Paragraph(first) = &document.blocks[0] else {
        panic!("{:?}", document.blocks[0]);
    };
    assert_eq!(anchors(&first.content.anchors), 1);
    assert_eq!(told(&diagnostics), ["pic 20000"]);
}
