//! Whole documents, of bytes made here: the streams of Word 97, and of Word 6.

use gongkai_model::{Block, Diagnostic, Document, Kind, Place};

use super::fib::{self, Fib};
use crate::Hidden;

/// A paragraph: runs of text with their properties, the mark that ends it, and
/// its own properties.
struct Para<'a> {
    runs: &'a [(&'a str, &'a [u8])],
    mark: u8,
    properties: &'a [u8],
}

fn para<'a>(runs: &'a [(&'a str, &'a [u8])], properties: &'a [u8]) -> Para<'a> {
    Para {
        runs,
        mark: 0x0d,
        properties,
    }
}

const TEXT: usize = 0x400;

/// The page of properties: offsets, then entries, and what they point to from
/// the end of the page backwards.
fn page(offsets: &[u32], properties: &[Vec<u8>], entry: usize) -> Vec<u8> {
    let mut page = vec![0; 512];
    let count = properties.len();
    page[511] = count as u8;
    for (index, offset) in offsets.iter().enumerate() {
        page[index * 4..index * 4 + 4].copy_from_slice(&offset.to_le_bytes());
    }
    let mut end = 510;
    for (index, properties) in properties.iter().enumerate() {
        let start = (end - properties.len()) & !1;
        page[start..start + properties.len()].copy_from_slice(properties);
        page[(count + 1) * 4 + index * entry] = (start / 2) as u8;
        end = start;
    }
    assert!(end > (count + 1) * 4 + count * entry, "the page is full");
    page
}

/// The text of paragraphs and their pages of properties.
struct Pages {
    text: Vec<u8>,
    characters: Vec<u8>,
    paragraphs: Vec<u8>,
}

fn pages(paragraphs: &[Para], word6: bool, encode: impl Fn(&str) -> Vec<u8>) -> Pages {
    let mut text = Vec::new();
    let mut runs = (vec![TEXT as u32], Vec::new());
    let mut ends = (vec![TEXT as u32], Vec::new());
    for paragraph in paragraphs {
        let mark = char::from(paragraph.mark).to_string();
        let all = paragraph
            .runs
            .iter()
            .copied()
            .chain([(mark.as_str(), &[][..])]);
        for (piece, properties) in all {
            text.extend(encode(piece));
            runs.0.push((TEXT + text.len()) as u32);
            runs.1
                .push([&[properties.len() as u8], properties].concat());
        }
        ends.0.push((TEXT + text.len()) as u32);
        // A style, and properties up to an even length.
        let mut papx = [&[0, 0], paragraph.properties].concat();
        papx.resize(papx.len().next_multiple_of(2), 0);
        let count = (papx.len() / 2) as u8;
        ends.1.push(match word6 {
            true => [&[count], papx.as_slice()].concat(),
            false => [&[0, count], papx.as_slice()].concat(),
        });
    }
    Pages {
        text,
        characters: page(&runs.0, &runs.1, 1),
        paragraphs: page(&ends.0, &ends.1, if word6 { 7 } else { 13 }),
    }
}

/// Puts a structure at the end of a stream and its place into the block.
fn place(word: &mut [u8], at: usize, stream: &mut Vec<u8>, structure: &[u8]) {
    word[at..at + 4].copy_from_slice(&(stream.len() as u32).to_le_bytes());
    word[at + 4..at + 8].copy_from_slice(&(structure.len() as u32).to_le_bytes());
    stream.extend_from_slice(structure);
}

fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

/// Reads paragraphs as a file of Word 97 has them.
fn read(paragraphs: &[Para]) -> (Document, Vec<Diagnostic>) {
    read_hidden(paragraphs, Hidden::Drop)
}

fn read_hidden(paragraphs: &[Para], hidden: Hidden) -> (Document, Vec<Diagnostic>) {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let pages = pages(paragraphs, false, utf16);
    let count = (pages.text.len() / 2) as u32;
    let mut word = vec![0; TEXT];
    word[0..4].copy_from_slice(&[0xec, 0xa5, 0xc1, 0]);
    (word[32], word[62], word[152]) = (14, 22, 93);
    word[76..80].copy_from_slice(&count.to_le_bytes());
    let mut table = Vec::new();
    let end = (TEXT + pages.text.len()) as u32;
    let first_page = end.div_ceil(512);
    let pair = |pair: usize| 154 + pair * 8;
    let bins = |page| longs(&[TEXT as u32, end, page]);
    let pieces = [
        longs(&[0, count]),
        vec![0, 0],
        longs(&[TEXT as u32]),
        vec![0, 0],
    ]
    .concat();
    let clx = [vec![2], longs(&[pieces.len() as u32]), pieces].concat();
    place(&mut word, pair(fib::CLX), &mut table, &clx);
    place(
        &mut word,
        pair(fib::PLCF_BTE_CHPX),
        &mut table,
        &bins(first_page),
    );
    place(
        &mut word,
        pair(fib::PLCF_BTE_PAPX),
        &mut table,
        &bins(first_page + 1),
    );
    word.extend(pages.text);
    word.resize(first_page as usize * 512, 0);
    word.extend([pages.characters, pages.paragraphs].concat());
    super::read_streams(Fib::read(&word).unwrap(), word, &table, Vec::new(), hidden).unwrap()
}

/// Reads paragraphs as a Chinese file of Word 6 has them.
fn read_word_6(paragraphs: &[Para]) -> (Document, Vec<Diagnostic>) {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let pages = pages(paragraphs, true, gbk);
    let mut word = vec![0; TEXT];
    word[0..4].copy_from_slice(&[0xdc, 0xa5, 101, 0]);
    word[6..8].copy_from_slice(&[0x04, 0x08]);
    let end = (TEXT + pages.text.len()) as u32;
    word[24..32].copy_from_slice(&longs(&[TEXT as u32, end]));
    word[52..56].copy_from_slice(&(end - TEXT as u32).to_le_bytes());
    let first_page = end.div_ceil(512);
    let mut whole = pages.text;
    whole.resize(first_page as usize * 512 - TEXT, 0);
    whole.extend([pages.characters, pages.paragraphs].concat());
    for (at, page) in [(0xb8, first_page), (0xc0, first_page + 1)] {
        let bins = [longs(&[TEXT as u32, end]), vec![page as u8, 0]].concat();
        let start = (TEXT + whole.len()) as u32;
        word[at..at + 8].copy_from_slice(&longs(&[start, bins.len() as u32]));
        whole.extend(bins);
    }
    word.extend(whole);
    let table = word.clone();
    super::read_streams(
        Fib::read(&word).unwrap(),
        word,
        &table,
        Vec::new(),
        Hidden::Drop,
    )
    .unwrap()
}

fn texts(document: &Document) -> Vec<String> {
    document.blocks.iter().filter_map(Block::printed).collect()
}

fn left_out(diagnostics: &[Diagnostic]) -> Vec<String> {
    let what = |diagnostic: &Diagnostic| match &diagnostic.kind {
        Kind::ContentLeftOut { what, .. } => what.clone(),
        other => panic!("{other:?}"),
    };
    diagnostics.iter().map(what).collect()
}

const BOLD: &[u8] = &[0x35, 0x08, 1];
const HIDDEN: &[u8] = &[0x3c, 0x08, 1];
const DELETED: &[u8] = &[0x00, 0x08, 1];
const SPECIAL: &[u8] = &[0x55, 0x08, 1];
const SYMBOL: &[u8] = &[0x09, 0x6a, 0, 0, 0xb7, 0xf0, 0x55, 0x08, 1];

#[test]
fn text_is_what_a_reader_of_the_page_sees() {
    let (document, diagnostics) = read(&[
        para(&[("中\u{1e}文\u{1f}\u{b}二\t三", &[])], &[]),
        para(
            &[
                ("甲", BOLD),
                ("乙", HIDDEN),
                ("丙", DELETED),
                ("(", SYMBOL),
                ("(", &[]),
            ],
            &[],
        ),
        para(
            &[
                ("\u{1}", SPECIAL),
                ("\u{2}", SPECIAL),
                ("\u{8}", SPECIAL),
                ("丁", &[]),
            ],
            &[],
        ),
    ]);
    assert_eq!(
        texts(&document),
        ["中\u{2011}文\n二\t三", "甲\u{f0b7}(", "丁"]
    );
    let Block::Paragraph(second) = &document.blocks[1] else {
        panic!("{:?}", document.blocks[1]);
    };
    assert_eq!(
        (second.content.runs[0].start, second.content.runs[0].end),
        (0, 1)
    );
    assert_eq!(second.place, Some(Place::block(1)));
    assert_eq!(
        left_out(&diagnostics),
        ["sprmCFVanish", "picture", "footnote", "drawn object"]
    );
}

#[test]
fn hidden_text_is_kept_where_that_is_asked_for() {
    let hidden = para(&[("甲", &[]), ("乙", HIDDEN), ("丙", DELETED)], &[]);
    let (document, diagnostics) = read_hidden(&[hidden], Hidden::Keep);
    assert_eq!(texts(&document), ["甲乙"]);
    let codes: Vec<&str> = diagnostics.iter().map(Diagnostic::code).collect();
    assert_eq!(codes, ["hidden-kept"]);
}

#[test]
fn fields_show_their_results_and_those_that_never_end_hide_nothing() {
    let link = "\u{13} HYPERLINK \"https://example.gov.cn/\" \u{14}公开\u{15}目录";
    let guide = "\u{13}EQ \\o\\ad(\\s\\up 9(zhōng),中)\u{15}国";
    let (document, diagnostics) = read(&[
        para(&[(link, &[])], &[]),
        para(&[(guide, &[])], &[]),
        para(&[("一\u{13}二", &[])], &[]),
    ]);
    assert_eq!(texts(&document), ["公开目录", "中国", "一二"]);
    let Block::Paragraph(first) = &document.blocks[0] else {
        panic!("{:?}", document.blocks[0]);
    };
    let link = first.content.runs[0].style.link.as_deref();
    assert_eq!(link, Some("https://example.gov.cn/"));
    assert!(diagnostics.is_empty());
}

#[test]
fn headings_and_page_breaks() {
    let outline: &[u8] = &[0x40, 0x26, 1];
    let new_page: &[u8] = &[0x07, 0x24, 1];
    let (document, _) = read(&[
        para(&[("总体情况", &[])], outline),
        para(&[("甲\u{c}乙", &[])], &[]),
        para(&[("丙", &[])], new_page),
    ]);
    let kinds: Vec<_> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Heading(heading) => format!("{} {}", heading.level, heading.content.text),
            Block::Paragraph(paragraph) => paragraph.content.text.clone(),
            Block::Image(_) | Block::PageBreak(_) => "---".to_owned(),
            Block::Table(_) => "table".to_owned(),
        })
        .collect();
    assert_eq!(kinds, ["2 总体情况", "甲", "---", "乙", "---", "丙"]);
}

fn cell<'a>(runs: &'a [(&'a str, &'a [u8])], properties: &'a [u8]) -> Para<'a> {
    Para {
        runs,
        mark: 0x07,
        properties,
    }
}

/// The definition of a row: edges, and the flags of each cell.
fn row(edges: &[i16], flags: &[u16]) -> Vec<u8> {
    let mut body = vec![flags.len() as u8];
    body.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    for flags in flags {
        body.extend(flags.to_le_bytes());
        body.extend([0; 18]);
    }
    let mut grpprl = vec![0x16, 0x24, 1, 0x17, 0x24, 1, 0x08, 0xd6];
    grpprl.extend((body.len() as u16 + 1).to_le_bytes());
    grpprl.extend(body);
    grpprl
}

fn cells(block: &Block) -> Vec<(u32, u32, u32, u32, &str)> {
    let Block::Table(table) = block else {
        panic!("{block:?}");
    };
    let cells = table.cells.iter();
    cells
        .map(|cell| {
            let (rows, columns) = (cell.row_span, cell.column_span);
            (cell.row, cell.column, rows, columns, cell.text())
        })
        .collect()
}

#[test]
fn tables_have_the_spans_that_edges_and_flags_say() {
    let within: &[u8] = &[0x16, 0x24, 1];
    let first = row(&[0, 1000, 3000], &[0x60, 0]);
    let second = row(&[0, 1000, 2000, 3000], &[0x20, 0, 0]);
    let (document, diagnostics) = read(&[
        cell(&[("类别", &[])], within),
        para(&[("信息", &[])], within),
        cell(&[("数量", &[])], within),
        cell(&[], &first),
        cell(&[], within),
        cell(&[("1", &[])], within),
        cell(&[("2", &[])], within),
        cell(&[], &second),
        para(&[("表后", &[])], &[]),
    ]);
    assert_eq!(
        cells(&document.blocks[0]),
        [
            (0, 0, 2, 1, "类别"),
            (0, 1, 1, 2, "信息\n数量"),
            (1, 1, 1, 1, "1"),
            (1, 2, 1, 1, "2")
        ]
    );
    assert_eq!(document.blocks[1].place(), Some(&Place::block(1)));
    assert!(diagnostics.is_empty());
}

#[test]
fn tables_may_stand_within_cells() {
    let outer: &[u8] = &[0x16, 0x24, 1];
    let inner: &[u8] = &[0x16, 0x24, 1, 0x49, 0x66, 2, 0, 0, 0];
    let inner_cell = [inner, &[0x4b, 0x24, 1]].concat();
    let inner_row = [&inner_cell, &[0x4c, 0x24, 1][..]].concat();
    let one = row(&[0, 1000], &[0]);
    let (document, _) = read(&[
        para(&[("前", &[])], outer),
        para(&[("内", &[])], &inner_cell),
        para(&[], &inner_row),
        cell(&[("后", &[])], outer),
        cell(&[], &one),
    ]);
    let Block::Table(table) = &document.blocks[0] else {
        panic!("{:?}", document.blocks[0]);
    };
    let blocks = &table.cells[0].blocks;
    assert_eq!(
        (blocks.len(), cells(&blocks[1])),
        (3, vec![(0, 0, 1, 1, "内")])
    );
    let place = Place::block(0).within(0, 0, 0);
    assert_eq!(blocks[1].place(), Some(&place));
}

#[test]
fn chinese_files_of_word_6_are_in_their_code_page() {
    let within: &[u8] = &[24, 1];
    let mark: &[u8] = &[24, 1, 25, 1, 190, 8, 0, 1, 0, 0, 0xe8, 3, 0, 0];
    let (document, diagnostics) = read_word_6(&[
        para(&[("政府信息公开", &[]), ("年报", &[85, 1])], &[5, 1]),
        cell(&[("受理", &[])], within),
        cell(&[], mark),
        para(&[("完", &[])], &[]),
    ]);
    assert_eq!(texts(&document), ["政府信息公开年报", "完"]);
    assert_eq!(cells(&document.blocks[1]), [(0, 0, 1, 1, "受理")]);
    let Block::Paragraph(first) = &document.blocks[0] else {
        panic!("{:?}", document.blocks[0]);
    };
    assert_eq!(
        (first.content.runs[0].start, first.content.runs[0].end),
        (6, 8)
    );
    assert!(diagnostics.is_empty());
}
