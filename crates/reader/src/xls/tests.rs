mod beside;

use gongkai_model::{Block, Kind, Table, Value};

use super::record as r;
use super::*;

pub(super) fn record(id: u16, data: &[u8]) -> Vec<u8> {
    let length = data.len() as u16;
    [&id.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// The place and the look of a cell, then what it holds.
fn cell(id: u16, row: u16, column: u16, style: u16, content: &[u8]) -> Vec<u8> {
    record(id, &[&words(&[row, column, style])[..], content].concat())
}

fn short(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [&[units.len() as u8, 1][..], &words(&units)].concat()
}

fn long(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    [&words(&[units.len() as u16])[..], &[1], &words(&units)].concat()
}

fn beginning(version: u16, kind: u16) -> Vec<u8> {
    record(r::BOF, &words(&[version, kind, 0, 0]))
}

/// A workbook of Excel 97 of sheets by name, with the bits that hide them.
pub(super) fn workbook(globals: &[u8], sheets: &[(&str, u8, Vec<u8>)]) -> Vec<u8> {
    let bound = |at: usize, (name, hidden, _): &(&str, u8, Vec<u8>)| {
        let head = [&(at as u32).to_le_bytes()[..], &[*hidden, 0]].concat();
        record(r::BOUND_SHEET, &[&head[..], &short(name)].concat())
    };
    let size: usize = sheets.iter().map(|sheet| bound(0, sheet).len()).sum();
    let head = beginning(0x0600, 5);
    let mut at = head.len() + globals.len() + size + 4;
    let mut stream = [&head[..], globals].concat();
    let mut bodies = Vec::new();
    for sheet in sheets {
        stream.extend(bound(at, sheet));
        let body = [
            beginning(0x0600, 0x10),
            sheet.2.clone(),
            record(r::EOF, &[]),
        ]
        .concat();
        at += body.len();
        bodies.extend(body);
    }
    stream.extend(record(r::EOF, &[]));
    stream.extend(bodies);
    stream
}

fn xf(format: u16) -> Vec<u8> {
    let mut data = words(&[0, format]);
    data.resize(20, 0);
    record(r::XF, &data)
}

pub(super) fn globals() -> Vec<u8> {
    let own = [&words(&[164])[..], &long("0.00\"元\"")].concat();
    [record(r::FORMAT, &own), xf(0), xf(164), xf(14)].concat()
}

/// A cell of text.
pub(super) fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    cell(r::LABEL, row, column, 0, &long(text))
}

fn read_all(stream: &[u8]) -> (Vec<Block>, Vec<Diagnostic>) {
    let (document, diagnostics) = read(stream, &Options::default()).unwrap();
    (document.blocks, diagnostics)
}

fn read_hidden(stream: &[u8]) -> (Vec<Block>, Vec<Diagnostic>) {
    let options = Options {
        hidden: crate::Hidden::Keep,
        ..Options::default()
    };
    let (document, diagnostics) = read(stream, &options).unwrap();
    (document.blocks, diagnostics)
}

fn whats(diagnostics: &[Diagnostic]) -> Vec<&str> {
    let whats = diagnostics.iter().filter_map(|found| match &found.kind {
        Kind::HiddenLeftOut { what } | Kind::HiddenKept { what } => Some(what.as_str()),
        _ => None,
    });
    whats.collect()
}

fn table(blocks: &[Block]) -> &Table {
    let tables = blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.unwrap()
}

fn texts(table: &Table) -> Vec<&str> {
    table.cells.iter().map(|cell| cell.text()).collect()
}

#[test]
fn cells_of_each_kind_are_shown_by_their_formats() {
    let rk = |value: i32| (value << 2 | 2).to_le_bytes();
    let several = [
        &words(&[1, 0, 1])[..],
        &rk(3),
        &words(&[2]),
        &rk(44_197),
        &words(&[1]),
    ]
    .concat();
    let shared = [&[1, 0, 0, 0, 1, 0, 0, 0][..], &long("合计")].concat();
    let globals = [globals(), record(r::SST, &shared)].concat();
    let sheet = [
        cell(r::LABEL_SST, 0, 0, 0, &[0, 0, 0, 0]),
        cell(r::LABEL, 0, 1, 0, &long("文字")),
        record(r::MUL_RK, &several),
        cell(r::NUMBER, 2, 0, 1, &0.1f64.to_le_bytes()),
        cell(r::BOOLERR, 2, 1, 0, &[7, 1]),
        cell(r::BOOLERR, 3, 0, 0, &[1, 0]),
        cell(r::RK, 3, 1, 0, &(12_345 << 2 | 3i32).to_le_bytes()),
    ]
    .concat();
    let (blocks, diagnostics) = read_all(&workbook(&globals, &[("表", 0, sheet)]));
    let table = table(&blocks);
    assert_eq!(
        texts(table),
        [
            "合计", "文字", "3.00元", "2021/1/1", "0.10元", "#DIV/0!", "TRUE", "123.45"
        ]
    );
    assert_eq!(
        table.cells[3].value,
        Some(Value::Date("2021-01-01".to_owned()))
    );
    assert_eq!(diagnostics, []);
}

#[test]
fn formulas_have_results_or_are_named() {
    let result = |bytes: [u8; 8], flags: u16| [&bytes[..], &words(&[flags]), &[0; 4]].concat();
    let text = [0, 0, 0, 0, 0, 0, 0xff, 0xff];
    let sheet = [
        cell(r::FORMULA, 0, 0, 0, &result(2.5f64.to_le_bytes(), 0)),
        cell(r::FORMULA, 0, 1, 0, &result(text, 0)),
        record(0x04bc, &[0; 10]),
        record(r::STRING, &long("甲")),
        cell(
            r::FORMULA,
            1,
            0,
            0,
            &result([2, 0, 42, 0, 0, 0, 0xff, 0xff], 0),
        ),
        cell(
            r::FORMULA,
            1,
            1,
            0,
            &result([1, 0, 1, 0, 0, 0, 0xff, 0xff], 0),
        ),
        cell(r::FORMULA, 2, 0, 0, &result(text, 0)),
        cell(
            r::FORMULA,
            3,
            0,
            0,
            &result([3, 0, 0, 0, 0, 0, 0xff, 0xff], 1),
        ),
        cell(
            r::FORMULA,
            4,
            0,
            0,
            &result([3, 0, 0, 0, 0, 0, 0xff, 0xff], 0),
        ),
    ]
    .concat();
    let (blocks, diagnostics) = read_all(&workbook(&globals(), &[("表", 0, sheet)]));
    assert_eq!(texts(table(&blocks)), ["2.5", "甲", "#N/A", "TRUE"]);
    let places: Vec<String> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.kind == Kind::FormulaWithoutResult)
        .filter_map(|diagnostic| Some(diagnostic.place.as_ref()?.to_string()))
        .collect();
    assert_eq!(places, ["表!A3", "表!A4"]);
}

#[test]
fn merged_cells_count_once_and_what_is_hidden_stays_out() {
    let row = |row: u16, flags: u8| {
        let mut data = words(&[row]);
        data.resize(12, 0);
        data.extend([flags, 0, 0, 0]);
        record(r::ROW, &data)
    };
    let sheet = [
        record(r::COLUMN_INFO, &words(&[2, 2, 0, 0, 1])),
        row(1, 0x20),
        label(0, 0, "甲"),
        label(0, 2, "藏"),
        label(0, 3, "乙"),
        label(1, 0, "隐"),
        label(2, 0, "丙"),
        label(2, 3, "丁"),
        record(r::MERGE_CELLS, &words(&[1, 0, 0, 0, 1])),
    ]
    .concat();
    let sheets = [("表", 0, sheet), ("暗", 2, label(0, 0, "看不见"))];
    let stream = workbook(&globals(), &sheets);
    let (blocks, diagnostics) = read_all(&stream);
    assert_eq!(texts(table(&blocks)), ["甲", "乙", "丙", "丁"]);
    assert_eq!(blocks.len(), 1);
    let expected = ["rows 2", "columns C", "very hidden sheet"];
    assert_eq!(whats(&diagnostics), expected);
    let (blocks, diagnostics) = read_hidden(&stream);
    let seen = ["甲", "藏", "乙", "隐", "", "", "丙", "", "丁"];
    assert_eq!(texts(table(&blocks)), seen);
    assert_eq!(blocks.len(), 2);
    assert_eq!(whats(&diagnostics), expected);
    assert!(
        diagnostics
            .iter()
            .all(|found| found.code() == "hidden-kept")
    );
}

#[test]
fn a_sheet_of_excel_2_is_a_file() {
    let stream = [
        record(r::BOF_2, &words(&[2, 0x10])),
        record(r::CODE_PAGE, &words(&[936])),
        record(r::FORMAT_2, b"\x07General"),
        record(r::FORMAT_2, b"\x040.00"),
        record(r::LABEL_2, b"\0\0\0\0\0\0\0\x04\xd6\xd0\xb9\xfa"),
        record(r::INTEGER_2, b"\0\0\x01\0\0\x01\0\x07\0"),
        record(r::EOF, &[]),
    ]
    .concat();
    let options = Options {
        name: Some("dir/年报.xls"),
        ..Options::default()
    };
    let (document, _) = read(&stream, &options).unwrap();
    let table = table(&document.blocks);
    assert_eq!(texts(table), ["中国", "7.00"]);
    assert_eq!(table.place_of(1).unwrap().to_string(), "年报!B1");
}

#[test]
fn days_are_counted_from_1904_where_the_file_says_so() {
    let globals = [globals(), record(r::DATE_1904, &[1, 0])].concat();
    let sheet = cell(r::NUMBER, 0, 0, 2, &1f64.to_le_bytes());
    let (blocks, _) = read_all(&workbook(&globals, &[("表", 0, sheet)]));
    assert_eq!(blocks[0].printed().unwrap(), "1904/1/2");
}

#[test]
fn a_cut_stream_is_an_error_or_is_read_so_far() {
    let sheet = [
        cell(r::LABEL, 0, 0, 0, &long("甲")),
        cell(r::LABEL, 1, 0, 0, &long("乙")),
    ]
    .concat();
    let whole = workbook(&globals(), &[("表", 0, sheet)]);
    let cut = &whole[..whole.len() - 7];
    let error = read(cut, &Options::default()).unwrap_err();
    assert_eq!(error.code(), "records");
    let partial = Options {
        partial: true,
        ..Options::default()
    };
    let (document, diagnostics) = read(cut, &partial).unwrap();
    assert_eq!(document.blocks.len(), 1);
    assert_eq!(diagnostics[0].code(), "part-damaged");
    for length in 0..whole.len() {
        let _ = read(&whole[..length], &partial);
    }
}

#[test]
fn an_encrypted_workbook_is_told() {
    let globals = record(r::FILE_PASS, &[0; 6]);
    let error = read(&workbook(&globals, &[]), &Options::default()).unwrap_err();
    assert_eq!(error.code(), "encrypted");
}

#[test]
fn declared_tables_protection_names_and_other_files() {
    let label = |row, column, text| cell(r::LABEL, row, column, 0, &long(text));
    let cells = (0..4).flat_map(|row| [label(row, 0, "甲"), label(row, 1, "乙")]);
    let mut table = words(&[0x0872, 0, 0, 0, 0, 0, 5]);
    table.resize(19, 0);
    table.extend(words(&[1])); // one area
    table.resize(27, 0);
    table.extend(words(&[1, 2, 0, 1]));
    table.resize(27 + 8 + 64, 0);
    table.extend(long("办件"));
    let sheet = [
        record(r::PROTECT, &words(&[1])),
        cells.flatten().collect(),
        record(r::TABLE, &table),
    ]
    .concat();
    let name = |flags: u16, name: &str, formula: &[u8]| {
        let mut data = words(&[
            flags,
            (name.chars().count() as u16) << 8,
            formula.len() as u16,
        ]);
        data.resize(14, 0);
        data.push(1);
        data.extend(words(&name.encode_utf16().collect::<Vec<u16>>()));
        data.extend(formula);
        record(r::NAME, &data)
    };
    let linked = |path: &str| record(r::SUP_BOOK, &[&words(&[1])[..], &long(path)].concat());
    let globals = [
        globals(),
        record(r::PROTECT, &words(&[1])),
        linked("\u{1}\u{1}D汇总\u{3}a.xls"),
        record(r::SUP_BOOK, &words(&[1, 0x0401])),
        record(r::SUP_BOOK, &words(&[1, 0x3a01])),
        name(0, "税率", &[0x1e, 13, 0, 0x14]),
        name(1, "暗", &[0x1e, 1, 0]),
        name(0, "区域", &[0x3b, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0]),
    ]
    .concat();
    let (blocks, diagnostics) = read_all(&workbook(&globals, &[("表", 0, sheet)]));
    let sizes = blocks.iter().map(|block| match block {
        Block::Table(table) => table.rows,
        _ => 0,
    });
    assert_eq!(sizes.collect::<Vec<_>>(), [1, 2, 1]);
    let kinds: Vec<Kind> = diagnostics.into_iter().map(|found| found.kind).collect();
    let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect();
    assert_eq!(
        kinds,
        [
            Kind::Protected { sheets: Vec::new() },
            Kind::Protected {
                sheets: texts(&["表"])
            },
            Kind::LinkedFiles {
                targets: texts(&["D:\\汇总\\a.xls"])
            },
            Kind::NamesLeftOut {
                names: texts(&["税率 = 13%"])
            },
            Kind::TableNamesLeftOut {
                names: texts(&["办件"])
            },
        ]
    );
}

#[test]
fn a_chart_sheet_is_named() {
    let mut stream = workbook(&globals(), &[("图", 0, Vec::new())]);
    let bound = stream
        .windows(2)
        .position(|pair| pair == r::BOUND_SHEET.to_le_bytes());
    stream[bound.unwrap() + 4 + 5] = 2;
    let (blocks, diagnostics) = read_all(&stream);
    assert_eq!(blocks, []);
    let place = diagnostics[0].place.as_ref().unwrap().to_string();
    assert_eq!(
        (diagnostics[0].code(), place.as_str()),
        ("content-left-out", "图")
    );
}

/// Apache POI stores a zero with every formula, xlwt an empty text.
#[test]
fn a_zero_for_want_of_calculation_is_no_result() {
    let formula = |row, column, result: [u8; 8], flags: u16, tokens: &[u8]| {
        let head = [&result[..], &words(&[flags, 0, 0, tokens.len() as u16])].concat();
        cell(r::FORMULA, row, column, 0, &[&head[..], tokens].concat())
    };
    let empty = [3, 0, 0, 0, 0, 0, 0xff, 0xff];
    let sum = [0x25, 0, 0, 1, 0, 0, 0xc0, 0, 0xc0, 0x19, 0x10, 0, 0];
    let product = [0x44, 0, 0, 0, 0xc0, 0x1e, 2, 0, 0x05];
    let numbers = [
        cell(r::RK, 0, 0, 0, &(30 << 2 | 2i32).to_le_bytes()),
        formula(0, 1, [0; 8], 2, &sum),
        cell(r::RK, 1, 0, 0, &(12 << 2 | 2i32).to_le_bytes()),
        formula(1, 1, empty, 0, &sum),
        formula(2, 0, empty, 0, &[0x44, 0, 0, 0, 0xc0]),
    ]
    .concat();
    let open = [numbers.clone(), formula(2, 1, [0; 8], 2, &product)].concat();
    let (blocks, diagnostics) = read_all(&workbook(&globals(), &[("表", 0, open.clone())]));
    assert_eq!(texts(table(&blocks)), ["30", "42", "12", "42"]);
    let places: Vec<String> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.kind == Kind::FormulaWithoutResult)
        .filter_map(|diagnostic| Some(diagnostic.place.as_ref()?.to_string()))
        .collect();
    assert_eq!(places, ["表!B3"]);

    // A program that calculates means its zeros.
    let result = formula(1, 2, 60f64.to_le_bytes(), 2, &product);
    let sheet = [open, result].concat();
    let (blocks, diagnostics) = read_all(&workbook(&globals(), &[("表", 0, sheet)]));
    let shown = texts(table(&blocks));
    assert_eq!(shown[..2], ["30", "0"]);
    assert!(shown.contains(&"60"));
    let codes: Vec<&str> = diagnostics.iter().map(|found| found.code()).collect();
    assert_eq!(codes, ["forgiven"]);
}
