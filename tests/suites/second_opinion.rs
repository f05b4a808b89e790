//! calamine as second opinion on workbooks: each string and number that it
//! reads from a visible sheet stands where we say it stands.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx, open_workbook_auto_from_rs};
use gongkai_model::{Block, Document, Format, Place, Table, Value, from_a1};
use gongkai_reader::Options;
use gongkai_tests::chain::{read, report, write};
use gongkai_tests::generate::{Content, document};
use gongkai_tests::paths::{corpus, files, samples};
use proptest::prelude::*;
use rayon::prelude::*;

/// What stands in a row of a sheet: the text of a block, or the cells of a table.
#[derive(Default)]
struct Ours {
    /// By sheet and row: the squashed texts.
    texts: HashMap<(String, u32), String>,
    /// By sheet, row and column: the numbers.
    numbers: HashMap<(String, u32, u32), f64>,
    /// The cells of tables that have a text and no number.
    plain: HashSet<(String, u32, u32)>,
}

impl Ours {
    fn of(document: &Document) -> Ours {
        let mut ours = Ours::default();
        for block in &document.blocks {
            match block {
                Block::Table(table) => ours.table(table),
                block => {
                    if let (Some(place), Some(text)) = (block.place(), block.printed()) {
                        ours.text(place, &text);
                    }
                }
            }
        }
        ours
    }

    fn table(&mut self, table: &Table) {
        for (index, cell) in table.cells.iter().enumerate() {
            let Some(place) = table.place_of(index) else {
                continue;
            };
            self.text(&place, cell.text());
            match (&cell.value, address(&place)) {
                (Some(Value::Number(number)), Some(address)) => {
                    self.numbers.insert(address, number.to_f64());
                }
                (_, Some(address)) => {
                    self.plain.insert(address);
                }
                (_, None) => {}
            }
        }
    }

    fn text(&mut self, place: &Place, text: &str) {
        if let Some((sheet, row, _)) = address(place) {
            let line = self.texts.entry((sheet, row)).or_default();
            line.push_str(&squash(text));
        }
    }
}

fn address(place: &Place) -> Option<(String, u32, u32)> {
    match place {
        Place::Sheet(place) => {
            let (row, column) = from_a1(place.cell.as_deref()?)?;
            Some((place.sheet.clone(), row, column))
        }
        _ => None,
    }
}

/// Text without space and control characters, which readers treat each in its way.
fn squash(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

/// What we read of a workbook that has nothing hidden.
fn ours(bytes: &[u8]) -> Option<Ours> {
    let read = gongkai_reader::read(bytes, &Options::default()).ok()?;
    if read
        .diagnostics
        .iter()
        .any(|d| d.code() == "hidden-left-out")
    {
        return None; // calamine does not know what is hidden: rows, columns, cells under a merge
    }
    Some(Ours::of(&read.report.document))
}

/// How many cells agree, and those that do not.
fn compare(bytes: &[u8]) -> Option<(usize, Vec<String>)> {
    let ours = ours(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let visible: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let (mut agree, mut differ) = (0, Vec::new());
    for sheet in visible {
        let Ok(mut cells) = workbook.worksheet_cells_reader(&sheet) else {
            continue; // a chart sheet, or one that calamine refuses
        };
        while let Ok(Some(cell)) = cells.next_cell() {
            let (row, column) = cell.get_position();
            let same = match cell.get_value() {
                DataRef::String(text) => contains(&ours, &sheet, row, text),
                DataRef::SharedString(text) => contains(&ours, &sheet, row, text),
                DataRef::Float(number) => has_number(&ours, &sheet, row, column, *number),
                DataRef::Int(number) => has_number(&ours, &sheet, row, column, *number as f64),
                _ => continue, // dates, booleans, errors: their text is Excel's, not calamine's
            };
            if same {
                agree += 1;
            } else {
                let value = Data::from(cell.get_value().clone());
                differ.push(format!("{sheet}!R{}C{}: {value:?}", row + 1, column + 1));
            }
        }
    }
    Some((agree, differ))
}

/// The same of a workbook of another format: calamine reads a sheet at once.
fn compare_other(bytes: &[u8]) -> Option<(usize, Vec<String>)> {
    let ours = ours(bytes)?;
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).ok()?;
    let sheets: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let (mut agree, mut differ) = (0, Vec::new());
    for sheet in sheets {
        let Ok(range) = workbook.worksheet_range(&sheet) else {
            continue;
        };
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let (row, column) = (row as u32 + top, column as u32 + left);
            let same = match value {
                Data::String(text) => contains(&ours, &sheet, row, text),
                Data::Float(number) => has_number(&ours, &sheet, row, column, *number),
                Data::Int(number) => has_number(&ours, &sheet, row, column, *number as f64),
                _ => continue, // as above
            };
            if same {
                agree += 1;
            } else {
                differ.push(format!("{sheet}!R{}C{}: {value:?}", row + 1, column + 1));
            }
        }
    }
    Some((agree, differ))
}

fn contains(ours: &Ours, sheet: &str, row: u32, text: &str) -> bool {
    if text.starts_with("→ ") {
        return true; // our writer's link to the sheet of a table, which is no text of the report
    }
    let text = squash(text);
    let line = ours.texts.get(&(sheet.to_owned(), row));
    text.is_empty() || line.is_some_and(|line| line.contains(&text))
}

/// A number of a table is a value; one in a line of prose is its text.
fn has_number(ours: &Ours, sheet: &str, row: u32, column: u32, number: f64) -> bool {
    match ours.numbers.get(&(sheet.to_owned(), row, column)) {
        Some(ours) => (ours - number).abs() <= number.abs() * 1e-12,
        None if ours.plain.contains(&(sheet.to_owned(), row, column)) => false,
        None => ours.texts.contains_key(&(sheet.to_owned(), row)),
    }
}

fn assert_agrees(bytes: &[u8], name: &str) {
    let (agree, differ) = compare(bytes).unwrap();
    assert!(agree > 0 || differ.is_empty(), "{name}: nothing compared");
    assert_eq!(differ, Vec::<String>::new(), "{name}");
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn calamine_reads_the_same_from_the_samples() {
    for path in samples("xlsx") {
        assert_agrees(&std::fs::read(&path).unwrap(), &name(&path));
    }
    for path in samples("docx") {
        let (report, _) = read(&std::fs::read(&path).unwrap());
        assert_agrees(&write(&report, Format::Xlsx).0, &name(&path));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn calamine_reads_the_same_from_generated_workbooks(document in document(Content { values: true, ..Content::default() })) {
        let (bytes, _) = write(&report(document), Format::Xlsx);
        if let Some((_, differ)) = compare(&bytes) {
            prop_assert_eq!(differ, Vec::<String>::new());
        }
    }
}

/// What differs in workbooks of other people: how many cells, and why.
const EXPLAINED: [(&str, usize, &str); 4] = [
    ("too-many-cols-rows.xlsx", 2, "they lie outside of the grid"),
    ("threaded_comments_none.xlsx", 2, HIDDEN_BY_FORMAT),
    ("threaded_comments_none.xlsb", 2, HIDDEN_BY_FORMAT),
    (
        "jxls-src_adjacentlist_output.xls",
        10,
        "zeros of a program that does not calculate, which are no results",
    ),
];
const HIDDEN_BY_FORMAT: &str = "their format, #,###;;, shows nothing of zeros and what is below";

/// The cells that differ for no reason that is known.
fn unexplained<'r>(results: impl Iterator<Item = (&'r str, usize)>) -> Vec<String> {
    let explained = |name: &str| EXPLAINED.iter().find(|(file, ..)| *file == name);
    let fault = |(name, differ): (&str, usize)| {
        let most = explained(name).map_or(0, |(_, count, _)| *count);
        (differ > most).then(|| format!("{name}: {differ} differ, {most} are explained"))
    };
    results.filter_map(fault).collect()
}

/// Workbooks of other people.
#[test]
fn calamine_reads_nearly_the_same_from_the_corpus() {
    let Some(folder) = corpus() else { return };
    let results: Vec<(String, usize, Vec<String>)> = files(&folder, "xlsx")
        .par_iter()
        .filter(|path| !path.components().any(|part| part.as_os_str() == "hostile"))
        .filter_map(|path| {
            let bytes = std::fs::read(path).unwrap();
            // calamine panics on some of them (DEPENDENCIES: overflow in checked builds).
            let (agree, differ) = catch_unwind(AssertUnwindSafe(|| compare(&bytes)))
                .ok()
                .flatten()?;
            Some((name(path), agree, differ))
        })
        .collect();
    let agree: usize = results.iter().map(|(_, agree, _)| agree).sum();
    let differ: usize = results.iter().map(|(_, _, differ)| differ.len()).sum();
    let mut worst: Vec<_> = results.iter().filter(|r| !r.2.is_empty()).collect();
    worst.sort_by_key(|(_, _, differ)| std::cmp::Reverse(differ.len()));
    for (name, _, differ) in worst.iter().take(40) {
        println!("{name}: {} differ, first {}", differ.len(), differ[0]);
    }
    println!(
        "{} workbooks, {agree} cells agree, {differ} differ",
        results.len()
    );
    assert!(results.len() > 300, "{}", results.len());
    let found = results
        .iter()
        .map(|(name, _, differ)| (name.as_str(), differ.len()));
    assert_eq!(unexplained(found), Vec::<String>::new());
}

/// Workbooks of the other formats.
#[test]
fn calamine_reads_nearly_the_same_from_other_formats() {
    let Some(folder) = corpus() else { return };
    let mut totals: BTreeMap<(String, &str), (usize, usize, usize)> = BTreeMap::new();
    let mut faults = Vec::new();
    for extension in ["xls", "xlsb", "ods"] {
        let results: Vec<(PathBuf, usize, Vec<String>)> = files(&folder, extension)
            .par_iter()
            .filter(|path| !path.components().any(|part| part.as_os_str() == "hostile"))
            .filter_map(|path| {
                let bytes = std::fs::read(path).unwrap();
                let compared = catch_unwind(AssertUnwindSafe(|| compare_other(&bytes)));
                let (agree, differ) = compared.ok().flatten()?;
                Some((path.strip_prefix(&folder).ok()?.to_owned(), agree, differ))
            })
            .collect();
        for (path, agree, differ) in results {
            faults.extend(unexplained([(&*name(&path), differ.len())].into_iter()));
            let mut folders = path.iter().map(|part| part.to_string_lossy());
            let source = folders.find(|part| part != "chinese").unwrap_or_default();
            let total = totals.entry((source.into_owned(), extension)).or_default();
            *total = (total.0 + 1, total.1 + agree, total.2 + differ.len());
            for differ in differ {
                println!("{}\t{differ}", path.display());
            }
        }
    }
    let (mut workbooks, mut cells) = (0, 0);
    for ((source, extension), (count, agree, differ)) in &totals {
        println!(
            "{source:<16}{extension:<6}{count:>5} workbooks, {agree:>6} cells agree, {differ} differ"
        );
        (workbooks, cells) = (workbooks + count, cells + agree);
    }
    assert!(workbooks > 350 && cells > 80_000, "{workbooks} {cells}");
    assert_eq!(faults, Vec::<String>::new());
}
