//! Prints the figures of a report, a line each: the identifier of the field,
//! the figure, and the cell that it was read from.
//!
//! ```text
//! cargo run -p gongkai-reader --example figures -- samples/qingyuan-county-archives-2020.docx
//! ```
#![allow(clippy::print_stdout)] // printing is what it does

use std::error::Error;

use gongkai_reader::{Options, read};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: figures FILE")?;
    let report = read(&std::fs::read(&path)?, &Options::default())?.report;
    for (field, evidence) in report.evidence.iter().flatten() {
        if let (Some(figure), Some(place)) = (report.figure(field), &evidence.place) {
            println!("{field}\t{figure}\t{place}");
        }
    }
    Ok(())
}
