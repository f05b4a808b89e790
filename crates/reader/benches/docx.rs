//! How long reading a large Word file takes, against the floor of the same
//! run: inflating its main part and tokenizing it with quick-xml alone.
//!
//! `cargo bench -p gongkai-reader --bench docx` prints medians; the document is
//! made here and has 10 MB of `document.xml`, as Word writes it.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // a benchmark ends where something is not as it should be

use std::hint::black_box;
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

use quick_xml::Reader;
use quick_xml::events::Event;

const ROUNDS: usize = 15;
const SIZE: usize = 10_000_000;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:body>"#;
const PROSE: &str = r#"<w:p w:rsidR="007F29DD" w:rsidRDefault="007F29DD" w14:paraId="0A1B2C3D"><w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hint="eastAsia"/><w:sz w:val="32"/></w:rPr></w:pPr><w:r w:rsidRPr="007F29DD"><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hint="eastAsia"/><w:sz w:val="32"/></w:rPr><w:t>全年共收到政府信息公开申请176件，其中上年结转3件，</w:t></w:r><w:r w:rsidRPr="007F29DD"><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hint="eastAsia"/><w:b/><w:sz w:val="32"/></w:rPr><w:t>均已按期答复。</w:t></w:r></w:p>"#;

fn cell(text: &str, extra: &str) -> String {
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>{extra}<w:vAlign w:val="center"/></w:tcPr><w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:pPr><w:jc w:val="center"/><w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体"/><w:sz w:val="20"/></w:rPr></w:pPr><w:r><w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体"/><w:sz w:val="20"/></w:rPr><w:t>{text}</w:t></w:r></w:p></w:tc>"#
    )
}

fn table(number: usize) -> String {
    let mut text = String::from(
        r#"<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="4"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="1000"/></w:tblGrid>"#,
    );
    for row in 0..12 {
        text.push_str(r#"<w:tr w:rsidR="00AB12CD"><w:trPr><w:trHeight w:val="300"/></w:trPr>"#);
        let merge = if row == 0 {
            r#"<w:vMerge w:val="restart"/>"#
        } else {
            "<w:vMerge/>"
        };
        text.push_str(&cell(
            if row == 0 {
                "三、本年度办理结果"
            } else {
                ""
            },
            merge,
        ));
        text.push_str(&cell("属于国家秘密", r#"<w:gridSpan w:val="2"/>"#));
        for column in 0..6 {
            text.push_str(&cell(
                &((number * 7 + row * 3 + column) % 100).to_string(),
                "",
            ));
        }
        text.push_str("</w:tr>");
    }
    text.push_str("</w:tbl>");
    text
}

fn document() -> String {
    let mut text = String::from(HEAD);
    for number in 0.. {
        if text.len() > SIZE {
            break;
        }
        text.push_str(&PROSE.repeat(8));
        text.push_str(&table(number));
    }
    text.push_str("<w:sectPr/></w:body></w:document>");
    text
}

fn package(document: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#,
        ),
        ("word/document.xml", document),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Inflates the main part and passes over its tokens.
fn floor(bytes: &[u8]) -> usize {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut text).unwrap();
    let mut reader = Reader::from_str(&text);
    let mut tokens = 0;
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return tokens,
            event => {
                black_box(event);
                tokens += 1;
            }
        }
    }
}

fn time(f: impl FnOnce()) -> Duration {
    let start = Instant::now();
    f();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}

fn main() {
    let document = document();
    let bytes = package(&document);
    let options = gongkai_reader::Options::default();
    let (mut floors, mut reads) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        // In turns, so that a busy machine slows down both.
        floors.push(time(|| {
            black_box(floor(&bytes));
        }));
        reads.push(time(|| {
            black_box(gongkai_reader::read(&bytes, &options).unwrap());
        }));
    }
    let (floor, read) = (median(floors), median(reads));
    let (size, packed) = (document.len(), bytes.len());
    println!("document.xml {size} bytes, file {packed} bytes");
    println!("inflate and tokenize {floor:>8.1} ms");
    println!("read                 {read:>8.1} ms");
    println!("ratio                {:>8.2}", read / floor);
}
