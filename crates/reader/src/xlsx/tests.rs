//! Workbooks of parts that are put together by hand.

use std::io::Write;

use gongkai_model::{Block, Lang};
use zip::write::SimpleFileOptions;

use super::*;

const S: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

fn relationship(id: &str, kind: &str, target: &str) -> String {
    format!(
        "<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" \
         Target=\"{target}\"/>"
    )
}

fn relationships(all: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}

/// A file of a workbook part, what it is related to, and other parts.
fn file(workbook: &str, related: &str, parts: &[(&str, String)]) -> Vec<u8> {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
    let main = relationship("r1", "officeDocument", "xl/workbook.xml");
    let own = [
        ("[Content_Types].xml", types.to_owned()),
        ("_rels/.rels", relationships(&main)),
        (
            "xl/workbook.xml",
            format!("<workbook {S}>{workbook}</workbook>"),
        ),
        ("xl/_rels/workbook.xml.rels", relationships(related)),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in own.iter().chain(parts) {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A sheet of rows of texts, and what stands behind these.
fn sheet(rows: &[&[&str]], more: &str) -> String {
    let cell = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |row: &&[&str]| format!("<row>{}</row>", row.iter().map(cell).collect::<String>());
    let rows: String = rows.iter().map(row).collect();
    format!("<worksheet {S}><sheetData>{rows}</sheetData>{more}</worksheet>")
}

fn read_file(bytes: &[u8]) -> (Vec<Block>, Vec<String>) {
    let (document, diagnostics) = read(bytes, &Options::default()).unwrap();
    let said = diagnostics.iter().map(|found| match &found.place {
        Some(place) => format!("{place}: {}", found.message(Lang::En)),
        None => found.message(Lang::En),
    });
    (document.blocks, said.collect())
}

const ONE_SHEET: &str = "<sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"s1\"/></sheets>";

#[test]
fn a_formula_without_a_result_is_a_cell_of_its_table() {
    let rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>3</v></c><c r=\"B2\"><f>AVERAGE(A1:B1)</f></c></row>\
        <row r=\"4\"><c r=\"A4\"><f>RAND()</f></c></row>";
    let part = format!("<worksheet {S}><sheetData>{rows}</sheetData></worksheet>");
    let workbook = "<sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets>";
    let related = relationship("r1", "worksheet", "worksheets/sheet1.xml");
    let parts = [("xl/worksheets/sheet1.xml", part)];
    let (blocks, said) = read_file(&file(workbook, &related, &parts));
    let [Block::Table(table)] = &blocks[..] else {
        panic!("{blocks:?}")
    };
    assert_eq!((table.rows, table.columns), (2, 2));
    assert_eq!(said.len(), 2, "{said:?}");
}

#[test]
fn declared_tables_are_tables_of_their_own() {
    let table = format!(
        "<table {S} id=\"1\" name=\"t\" displayName=\"办件\" ref=\"A2:B4\" totalsRowCount=\"1\"/>"
    );
    let broken = format!("<table {S} id=\"2\" displayName=\"表2\" ref=\"B4:A2\"/>");
    let rows: [&[&str]; 5] = [
        &["甲", "乙"],
        &["单位", "件数"],
        &["甲局", "12"],
        &["合计", "12"],
        &["丙", "丁"],
    ];
    let related = [
        relationship("t1", "table", "../tables/t1.xml"),
        relationship("t2", "table", "../tables/t2.xml"),
    ];
    let parts = [
        (
            "xl/sheets/s1.xml",
            sheet(
                &rows,
                "<tableParts count=\"1\"><tablePart r:id=\"t1\"/></tableParts>",
            ),
        ),
        (
            "xl/sheets/_rels/s1.xml.rels",
            relationships(&related.concat()),
        ),
        ("xl/tables/t1.xml", table),
        ("xl/tables/t2.xml", broken),
    ];
    let related = relationship("s1", "worksheet", "sheets/s1.xml");
    let (blocks, said) = read_file(&file(ONE_SHEET, &related, &parts));
    let sizes = blocks.iter().map(|block| match block {
        Block::Table(table) => table.rows,
        _ => 0,
    });
    assert_eq!(sizes.collect::<Vec<_>>(), [1, 3, 1]);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].ends_with("a wrong address of a table: B4:A2"));
    assert_eq!(said[1], "the names of tables were left out: 办件");
}

#[test]
fn protection_other_files_and_names_are_told() {
    let names = "<definedNames><definedName name=\"税率\">0.13</definedName>\
        <definedName name=\"applications.received.total\">'表'!$A$1</definedName>\
        <definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'表'!$1:$2</definedName>\
        <definedName name=\"暗\" hidden=\"1\">1</definedName></definedNames>";
    let workbook = format!(
        "<workbookProtection lockStructure=\"1\"/>{ONE_SHEET}<externalReferences><externalReference r:id=\"e1\"/></externalReferences>{names}"
    );
    let outside = "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath\" \
        Target=\"%E6%B1%87%E6%80%BB.xlsx\" TargetMode=\"External\"/>";
    let parts = [
        (
            "xl/s1.xml",
            sheet(&[&["甲"]], "<sheetProtection sheet=\"1\" objects=\"1\"/>"),
        ),
        (
            "xl/e1.xml",
            format!("<externalLink {S}><externalBook r:id=\"r1\"/></externalLink>"),
        ),
        ("xl/_rels/e1.xml.rels", relationships(outside)),
        (
            "xl/e2.xml",
            format!(
                "<externalLink {S}><ddeLink ddeService=\"Excel\" ddeTopic=\"b.xls\"/></externalLink>"
            ),
        ),
    ];
    let related = [
        relationship("s1", "worksheet", "s1.xml"),
        relationship("e1", "externalLink", "e1.xml"),
        relationship("e2", "externalLink", "e2.xml"),
    ];
    let (blocks, said) = read_file(&file(&workbook, &related.concat(), &parts));
    assert_eq!(blocks.len(), 1);
    assert_eq!(
        said,
        [
            "the structure of the workbook is protected; it was read all the same",
            "表: the sheet is protected; it was read all the same",
            "the workbook takes data from other files, they were read as stored: 汇总.xlsx, Excel|b.xls",
            "names for values that stand in no cell were left out: 税率 = 0.13",
        ]
    );
    // What is not switched on protects nothing.
    let parts = [(
        "xl/s1.xml",
        sheet(&[&["甲"]], "<sheetProtection objects=\"1\"/>"),
    )];
    let workbook = format!("<workbookProtection lockWindows=\"1\"/>{ONE_SHEET}");
    let (_, said) = read_file(&file(&workbook, &related[0], &parts));
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn each_sheet_of_another_kind_is_named() {
    let workbook = "<sheets><sheet name=\"图一\" sheetId=\"1\" r:id=\"s1\"/><sheet name=\"图二\" sheetId=\"2\" \
        r:id=\"s1\"/><sheet name=\"暗图\" sheetId=\"3\" state=\"veryHidden\" r:id=\"s1\"/></sheets>";
    let parts = [("xl/s1.xml", format!("<chartsheet {S}/>"))];
    let related = relationship("s1", "chartsheet", "s1.xml");
    let bytes = file(workbook, &related, &parts);
    let (_, said) = read_file(&bytes);
    assert_eq!(
        said,
        [
            "图一: left out: a chart sheet (chartsheet)",
            "图二: left out: a chart sheet (chartsheet)",
            "暗图: a very hidden sheet was left out (Excel does not list it under Unhide)",
        ]
    );
    let options = Options {
        hidden: crate::Hidden::Keep,
        ..Options::default()
    };
    let (_, diagnostics) = read(&bytes, &options).unwrap();
    let codes: Vec<&str> = diagnostics.iter().map(Diagnostic::code).collect();
    assert_eq!(codes, ["content-left-out"; 3]);
}

/// What is read of rows, and what is said.
fn read_rows(rows: &str, options: &Options) -> (Vec<String>, Vec<String>) {
    let related = relationship("s1", "worksheet", "worksheets/s1.xml");
    let part = ("xl/worksheets/s1.xml", format!("<worksheet {S}>{rows}"));
    let (document, diagnostics) = read(&file(ONE_SHEET, &related, &[part]), options).unwrap();
    let said = diagnostics.iter().map(|found| found.message(Lang::En));
    let texts = document.blocks.iter().flat_map(|block| match block {
        Block::Table(table) => table
            .cells
            .iter()
            .map(|cell| cell.text().to_owned())
            .collect(),
        block => vec![block.printed().unwrap_or_default()],
    });
    (texts.collect(), said.collect())
}

#[test]
fn of_two_cells_at_one_place_the_last_one_counts_whatever_is_a_formula() {
    let rows = "<sheetData><row r=\"1\"><c r=\"A1\"><f>1+1</f></c><c r=\"B1\"><v>7</v></c></row>\
         <row r=\"1\"><c r=\"A1\"><v>5</v></c></row>\
         <row r=\"2\"><c r=\"A2\"><v>5</v></c><c r=\"A2\"><f>2+2</f></c>\
         <c r=\"B2\"><f>1+1</f></c><c r=\"B2\"><f>3+3</f></c></row></sheetData></worksheet>";
    let (texts, said) = read_rows(rows, &Options::default());
    assert_eq!(texts, ["5", "7", "4", "6"]);
    assert_eq!(said.len(), 2, "{said:?}");
}

#[test]
fn a_figure_that_is_cut_off_is_none() {
    let partial = Options {
        partial: true,
        ..Options::default()
    };
    let whole = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c>";
    for (cut, expected) in [
        ("<c r=\"C1\"><v>56", &["1", "2"][..]),
        ("<c r=\"C1\"><v>", &["1", "2"]),
        ("<c r=\"C1\"><v>56</v", &["1", "2"]),
        ("<c r=\"C1\"><v>56</v></", &["1", "2", "56"]),
        ("<c r=\"C1\" t=\"str\"><v>甲乙", &["1", "2", "甲乙"]),
    ] {
        let (texts, said) = read_rows(&format!("{whole}{cut}"), &partial);
        assert_eq!(texts, expected, "{cut}");
        assert!(said[0].contains("the rest is missing"), "{said:?}");
    }
}

#[test]
fn cells_of_texts_that_are_not_there_and_outside_of_the_grid_are_named() {
    let rows = "<sheetData><row><c t=\"s\"><v>77</v></c><c><v>3</v></c></row>\
         <row><c><v>1</v></c><c r=\"XFD2\"><v>2</v></c><c><v>3</v></c></row>\
         </sheetData></worksheet>";
    let (_, said) = read_rows(rows, &Options::default());
    let words = [
        "a text has a wrong number: 77",
        "a cell outside of the sheet",
    ];
    assert!(
        said.len() == 2
            && said
                .iter()
                .zip(words)
                .all(|(said, words)| said.contains(words)),
        "{said:?}"
    );
}

#[test]
fn past_a_thousand_formulas_without_a_result_each_sheet_is_named() {
    let formulas = |count: usize| {
        let rows = "<row><c><f>NOW()</f></c></row>".repeat(count);
        format!("<worksheet {S}><sheetData>{rows}</sheetData></worksheet>")
    };
    let names = ["甲", "乙", "丙"];
    let sheets: String = names
        .map(|name| format!("<sheet name=\"{name}\" sheetId=\"1\" r:id=\"{name}\"/>"))
        .concat();
    let related = names
        .map(|name| relationship(name, "worksheet", &format!("sheets/{name}.xml")))
        .concat();
    let parts = [
        ("xl/sheets/甲.xml", formulas(999)),
        ("xl/sheets/乙.xml", formulas(50)),
        ("xl/sheets/丙.xml", formulas(2)),
    ];
    let bytes = file(&format!("<sheets>{sheets}</sheets>"), &related, &parts);
    let (_, said) = read_file(&bytes);
    assert_eq!(said.len(), 1002);
    let places = said[999..].iter().filter_map(|said| said.split(':').next());
    assert_eq!(places.collect::<Vec<_>>(), ["乙!A1", "乙", "丙"]);
}

#[test]
fn parts_of_a_sheet_that_are_not_there_are_noted() {
    let related = relationship("s1", "worksheet", "worksheets/s1.xml");
    for kind in ["comments", "drawing", "table"] {
        let target = format!("../{kind}1.xml");
        let parts = [
            ("xl/worksheets/s1.xml", sheet(&[&["甲"]], "")),
            (
                "xl/worksheets/_rels/s1.xml.rels",
                relationships(&relationship("r1", kind, &target)),
            ),
        ];
        let (_, said) = read_file(&file(ONE_SHEET, &related, &parts));
        assert!(
            said.len() == 1 && said[0].ends_with(&format!("xl/{kind}1.xml is missing")),
            "{said:?}"
        );
    }
    let related = related + &relationship("t", "sharedStrings", "strings.xml");
    let parts = [("xl/worksheets/s1.xml", sheet(&[&["甲"]], ""))];
    let (_, said) = read_file(&file(ONE_SHEET, &related, &parts));
    assert!(
        said.len() == 1 && said[0].ends_with("xl/strings.xml is missing"),
        "{said:?}"
    );
}
