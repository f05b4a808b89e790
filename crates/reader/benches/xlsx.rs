//! How long reading a large sheet takes, against two floors of the same run:
//! inflating its part and tokenizing it with quick-xml alone, and calamine's
//! `worksheet_range` with its cells made into the same document, though without
//! number formats, fonts, merges and places, which it has none of.
//!
//! `cargo bench -p gongkai-reader --bench xlsx` prints medians, and how much
//! memory reading takes beyond the report that it gives (on Linux). The workbook
//! is made here: 200,000 rows of 20 cells, as Excel writes them.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // a benchmark ends where something is not as it should be

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

use calamine::Reader as _;
use gongkai_model::{Block, Cell, Document, RichText, Table, Value};
use quick_xml::Reader;
use quick_xml::events::Event;

const ROUNDS: usize = 3;
const ROWS: usize = 200_000;
const COLUMNS: usize = 20;

/// A sheet with a header row, texts in every fifth column, and numbers.
fn sheet() -> String {
    let mut text = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#,
    );
    for row in 1..=ROWS {
        write!(text, r#"<row r="{row}" spans="1:{COLUMNS}">"#).unwrap();
        for column in 0..COLUMNS {
            let letter = char::from(b'A' + column as u8);
            if row == 1 || column % 5 == 0 {
                let index = (row + column) % 50;
                write!(
                    text,
                    r#"<c r="{letter}{row}" s="1" t="s"><v>{index}</v></c>"#
                )
                .unwrap();
            } else {
                let number = row * 7 + column;
                write!(text, r#"<c r="{letter}{row}" s="1"><v>{number}</v></c>"#).unwrap();
            }
        }
        text.push_str("</row>");
    }
    text.push_str("</sheetData></worksheet>");
    text
}

fn package(sheet: &str) -> Vec<u8> {
    let strings: String = (0..50)
        .map(|n| format!("<si><t>清源县档案局{n}</t></si>"))
        .collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#.to_owned(),
        ),
        (
            "_rels/.rels",
            format!(r#"<Relationships xmlns="{relationships}"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(r#"<Relationships xmlns="{relationships}"><Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{office}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#),
        ),
        (
            "xl/workbook.xml",
            format!(r#"<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ),
        (
            "xl/styles.xml",
            format!(r#"<styleSheet xmlns="{main}"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill/></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellXfs count="2"><xf/><xf borderId="1" applyBorder="1"/></cellXfs></styleSheet>"#),
        ),
        (
            "xl/sharedStrings.xml",
            format!(r#"<sst xmlns="{main}">{strings}</sst>"#),
        ),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ] {
        zip.start_file(name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Inflates the sheet and passes over its tokens.
fn floor(bytes: &[u8]) -> usize {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
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

/// What calamine gives, made into a document.
fn peer(bytes: &[u8]) -> Document {
    let mut workbook = calamine::Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range("表").unwrap();
    let cells = range.used_cells().map(|(row, column, data)| {
        let text = RichText::plain(data.to_string());
        let mut cell = Cell::new(row as u32, column as u32, text);
        cell.value = match data {
            calamine::Data::Float(number) => number.to_string().parse().ok().map(Value::Number),
            _ => None,
        };
        cell
    });
    let table = Table::new(ROWS as u32, COLUMNS as u32, cells.collect()).unwrap();
    Document::new(vec![Block::Table(table)]).normalize().0
}

/// What a line of the process's own status says, in megabytes.
fn status(name: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// The memory at the peak of reading, less that of the report itself, which is
/// what another copy of it takes.
fn memory(bytes: &[u8]) -> Option<(f64, f64)> {
    let before = status("VmRSS")?;
    std::fs::write("/proc/self/clear_refs", "5").ok()?; // the peak begins anew: proc(5)
    let options = gongkai_reader::Options::default();
    let report = gongkai_reader::read(bytes, &options).ok()?.report;
    let (peak, one) = (status("VmHWM")?, status("VmRSS")?);
    let copy = black_box(report.clone());
    let model = status("VmRSS")? - one;
    drop((copy, report));
    Some((peak - before, model))
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
    let sheet = sheet();
    let bytes = package(&sheet);
    let length = sheet.len();
    drop(sheet);
    let memory = memory(&bytes);
    let options = gongkai_reader::Options::default();
    let (mut floors, mut peers, mut reads) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        // In turns, so that a busy machine slows down all of them.
        floors.push(time(|| {
            black_box(floor(&bytes));
        }));
        peers.push(time(|| {
            black_box(peer(&bytes));
        }));
        reads.push(time(|| {
            black_box(gongkai_reader::read(&bytes, &options).unwrap());
        }));
    }
    let (floor, peer, read) = (median(floors), median(peers), median(reads));
    println!("sheet1.xml {length} bytes, file {} bytes", bytes.len());
    println!("inflate and tokenize {floor:>8.1} ms");
    println!("calamine, converted  {peer:>8.1} ms");
    println!("read                 {read:>8.1} ms");
    println!("ratio to the tokens  {:>8.2}", read / floor);
    println!("ratio to calamine    {:>8.2}", read / peer);
    if let Some((peak, model)) = memory {
        println!(
            "peak {peak:.0} MB, the report {model:.0} MB, beyond it {:.0} MB",
            peak - model
        );
    }
}
