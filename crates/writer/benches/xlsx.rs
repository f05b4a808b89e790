//! How long writing a large table takes, against rust_xlsxwriter's own
//! constant-memory mode with the same cells, formats and deflate level.
//!
//! `cargo bench -p gongkai-writer --bench xlsx` prints medians, and how much
//! memory writing takes beyond the report and the finished file (on Linux).
//! The table is made here: 200,000 rows of 20 cells.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // a benchmark ends where something is not as it should be

use std::hint::black_box;
use std::time::{Duration, Instant};

use gongkai_model::{Block, Cell, Document, Format, Report, RichText, Table, Value};
use rust_xlsxwriter::{Format as CellFormat, FormatAlign, FormatBorder, Workbook};

const ROUNDS: usize = 3;
const ROWS: u32 = 200_000;
const COLUMNS: u32 = 20;
/// The deflate level of both: ours is in `finish.rs`.
const LEVEL: u8 = 4;

/// The text of a cell, and its number where it has one.
fn content(row: u32, column: u32) -> (String, Option<u32>) {
    if row == 0 || column.is_multiple_of(5) {
        (format!("清源县档案局{}", (row + column) % 50), None)
    } else {
        let number = row * 7 + column;
        (number.to_string(), Some(number))
    }
}

fn report() -> Report {
    let cells = (0..ROWS).flat_map(|row| (0..COLUMNS).map(move |column| (row, column)));
    let cells = cells.map(|(row, column)| {
        let (text, number) = content(row, column);
        let mut cell = Cell::new(row, column, RichText::plain(text));
        cell.value = number.map(|number| Value::Number(i64::from(number).into()));
        cell
    });
    let table = Table::new(ROWS, COLUMNS, cells.collect()).unwrap();
    Document::new(vec![Block::Table(table)]).bind(&[]).0
}

fn ours(report: &Report) -> Vec<u8> {
    gongkai_writer::write(report, Format::Xlsx).unwrap().bytes
}

/// The same cells by the library alone.
fn peer() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(LEVEL);
    let format = CellFormat::new()
        .set_font_name("宋体")
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin);
    let sheet = workbook.add_worksheet_with_constant_memory().unwrap();
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let at = column as u16;
            let written = match content(row, column) {
                (_, Some(number)) => sheet.write_number_with_format(row, at, number, &format),
                (text, None) => sheet.write_string_with_format(row, at, text, &format),
            };
            written.unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// What a line of the process's own status says, in megabytes.
fn status(name: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// The memory at the peak of writing, less what there was before.
fn memory(report: &Report) -> Option<f64> {
    let before = status("VmRSS")?;
    std::fs::write("/proc/self/clear_refs", "5").ok()?; // the peak begins anew: proc(5)
    black_box(ours(report));
    Some(status("VmHWM")? - before)
}

fn time(f: impl FnOnce() -> Vec<u8>) -> (Duration, usize) {
    let start = Instant::now();
    let bytes = black_box(f());
    (start.elapsed(), bytes.len())
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}

fn main() {
    let report = report();
    let memory = memory(&report);
    let (mut peers, mut writes, mut sizes) = (Vec::new(), Vec::new(), (0, 0));
    for _ in 0..ROUNDS {
        // In turns, so that a busy machine slows down both.
        let (peer, peer_size) = time(peer);
        let (write, size) = time(|| ours(&report));
        peers.push(peer);
        writes.push(write);
        sizes = (peer_size, size);
    }
    let (peer, write) = (median(peers), median(writes));
    println!(
        "rust_xlsxwriter, constant memory {peer:>8.1} ms, {} bytes",
        sizes.0
    );
    println!(
        "write                            {write:>8.1} ms, {} bytes",
        sizes.1
    );
    println!("ratio                            {:>8.2}", write / peer);
    if let Some(memory) = memory {
        println!("memory beyond the report         {memory:>8.0} MB");
    }
}
