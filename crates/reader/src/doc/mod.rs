//! Word files of the binary format of Word 6 to 2003 (.doc, .dot, .wps):
//! streams of a compound file ([MS-CFB]), laid out as [MS-DOC] says.
//!
//! The file is read in its own terms first: the text in pieces, the properties
//! that stand beside it, styles and lists. Paragraphs and tables are made of
//! them in one walk over the main story. Every offset comes from the file and
//! is checked; what a broken file does not say counts as not said.

mod body;
mod charset;
mod chp;
mod fib;
mod fkp;
mod lists;
mod notes;
mod pap;
mod pieces;
mod run;
mod sections;
mod sprm;
mod story;
mod styles;
mod table;
mod tap;
#[cfg(test)]
mod tests;
mod word6;

use gongkai_model::{Diagnostic, Document};

use crate::compound::CompoundFile;
use crate::tally::Tally;
use crate::{Error, ErrorKind, Hidden, Options};

use charset::Fonts;
use fib::Fib;
use fkp::{Fkp, PropertyRuns};
use pieces::PieceTable;
use styles::Styles;

/// The streams and tables of a file that the walk over its text looks into.
struct Parts {
    word: Vec<u8>,
    data: Vec<u8>,
    fib: Fib,
    pieces: PieceTable,
    characters: PropertyRuns,
    paragraphs: PropertyRuns,
    styles: Styles,
    fonts: Fonts,
}

/// Reads the blocks of a Word file.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<(Document, Vec<Diagnostic>), Error> {
    let file = CompoundFile::open(bytes)?;
    let stream = |name| file.stream(name, &options.limits);
    let missing = || ErrorKind::MissingPart {
        part: "WordDocument".to_owned(),
    };
    let word = stream("WordDocument")?.ok_or_else(missing)?;
    let fib = Fib::read(&word)?;
    let (named, other) = match fib.second_table {
        true => ("1Table", "0Table"),
        false => ("0Table", "1Table"),
    };
    // Some producers leave out the table stream, or name the wrong one.
    let table = match stream(named)? {
        _ if fib.word6 => word.clone(),
        Some(table) => table,
        None => stream(other)?.unwrap_or_default(),
    };
    let data = stream("Data")?.unwrap_or_default();
    read_streams(fib, word, &table, data, options.hidden)
}

/// Reads the blocks from the streams of a Word file.
fn read_streams(
    fib: Fib,
    word: Vec<u8>,
    table: &[u8],
    data: Vec<u8>,
    hidden: Hidden,
) -> Result<(Document, Vec<Diagnostic>), Error> {
    let pieces = PieceTable::read(&fib, &word, table)?;
    let [characters, paragraphs] = fib.bin_tables(table);
    let word6 = fib.word6.then_some(pieces.charset);
    let parts = Parts {
        characters: PropertyRuns::read(&word, &characters, Fkp::Chpx),
        paragraphs: PropertyRuns::read(&word, &paragraphs, Fkp::Papx),
        styles: Styles::read(fib.slice(table, fib::STSHF), word6),
        fonts: match fib.word6 {
            true => Fonts::read(fib.slice(table, fib::STTBF_FFN)),
            false => Fonts::default(), // the text is Unicode
        },
        word,
        data,
        fib,
        pieces,
    };
    let mut tally = Tally::new(hidden);
    let sections = sections::read(&parts, table);
    let lists = lists::read(&parts.fib, table);
    let endnotes = notes::endnotes(&parts.fib, table);
    let blocks = body::read(&parts, &sections, lists, &endnotes, &mut tally)?;
    notes::name_other_stories(&parts, &mut tally);
    Ok((Document::new(blocks), tally.into_diagnostics().collect()))
}
