mod beside;

use std::io::Write;

use gongkai_model::{Block, Lang, Table, Value};
use zip::write::SimpleFileOptions;

use super::*;

const HEAD: &str = "<office:document-content \
    xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
    xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
    xmlns:xlink=\"http://www.w3.org/1999/xlink\">";

fn file(styles: &str, tables: &str) -> Vec<u8> {
    file_with(styles, tables, &[])
}

/// A file with further parts.
fn file_with(styles: &str, tables: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let content = format!(
        "{HEAD}<office:automatic-styles>{styles}</office:automatic-styles><office:body>\
         <office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 2] = [
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ];
    for (name, bytes) in parts.iter().chain(more) {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read_tables(styles: &str, tables: &str) -> (Vec<Table>, Vec<Diagnostic>) {
    let (document, diagnostics) = read(&file(styles, tables), &Options::default()).unwrap();
    let tables = document.blocks.into_iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    (tables.collect(), diagnostics)
}

fn read_hidden(styles: &str, tables: &str) -> (Vec<Block>, Vec<Diagnostic>) {
    let options = Options {
        hidden: crate::Hidden::Keep,
        ..Options::default()
    };
    let (document, diagnostics) = read(&file(styles, tables), &options).unwrap();
    (document.blocks, diagnostics)
}

fn sheet(rows: &str) -> String {
    format!("<table:table table:name=\"表\">{rows}</table:table>")
}

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn text(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

fn texts(table: &Table) -> Vec<&str> {
    table.cells.iter().map(|cell| cell.text()).collect()
}

#[test]
fn values_come_with_the_text_that_shows_them() {
    let rows = [
        row(&[
            text("a<text:s text:c=\"2\"/>b \n c<text:line-break/>d"),
            "<table:table-cell office:value-type=\"percentage\" office:value=\"0.5\"><text:p>50%</text:p></table:table-cell>".to_owned(),
        ].concat()),
        row("<table:table-cell office:value-type=\"date\" office:date-value=\"2021-01-20\"><text:p>2021年1月20日</text:p></table:table-cell>\
             <table:table-cell office:value-type=\"float\" office:value=\"0.30000000000000004\"/>"),
        row("<table:table-cell table:formula=\"of:=A()\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#NAME?</text:p></table:table-cell>\
             <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>TRUE</text:p></table:table-cell>"),
    ];
    let (tables, diagnostics) = read_tables("", &sheet(&rows.concat()));
    assert_eq!(
        texts(&tables[0]),
        ["a  b c\nd", "50%", "2021年1月20日", "0.3", "#NAME?", "TRUE"]
    );
    let value = |index: usize| tables[0].cells[index].value.clone();
    assert_eq!(value(1), Some(Value::Number("0.5".parse().unwrap())));
    assert_eq!(value(2), Some(Value::Date("2021-01-20".to_owned())));
    assert_eq!(value(5), Some(Value::Boolean(true)));
    assert_eq!(diagnostics, []);
}

#[test]
fn merged_hidden_and_repeated_cells() {
    let rows = [
        "<table:table-column table:number-columns-repeated=\"2\"/>\
         <table:table-column table:visibility=\"collapse\"/>\
         <table:table-column table:number-columns-repeated=\"16381\"/>"
            .to_owned(),
        row(&format!(
            "<table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\"><text:p>宽</text:p></table:table-cell>\
             <table:covered-table-cell/>{}{}",
            text("藏"),
            text("甲")
        )),
        format!(
            "<table:table-row table:number-rows-repeated=\"2\">{0}{0}<table:table-cell/>{0}</table:table-row>",
            text("乙")
        ),
        "<table:table-row table:visibility=\"filter\"><table:table-cell office:value-type=\"string\"><text:p>隐</text:p></table:table-cell></table:table-row>".to_owned(),
        "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>".to_owned(),
    ];
    let (tables, diagnostics) = read_tables("", &sheet(&rows.concat()));
    assert_eq!(
        texts(&tables[0]),
        ["宽", "甲", "乙", "乙", "乙", "乙", "乙", "乙"]
    );
    assert_eq!(tables[0].cells[0].column_span, 2);
    let codes: Vec<&str> = diagnostics.iter().map(|found| found.code()).collect();
    assert_eq!(codes, ["hidden-left-out", "hidden-left-out"]);
    let (blocks, diagnostics) = read_hidden("", &sheet(&rows.concat()));
    let [Block::Table(table), Block::Paragraph(below)] = &blocks[..] else {
        panic!("{blocks:?}")
    };
    assert_eq!((table.rows, table.columns), (3, 4));
    assert!(texts(table).contains(&"藏") && below.content.text == "隐");
    let codes: Vec<&str> = diagnostics.iter().map(|found| found.code()).collect();
    assert_eq!(codes, ["hidden-kept", "hidden-kept"]);
}

#[test]
fn a_small_file_makes_no_large_document() {
    let rows = format!(
        "<table:table-row table:number-rows-repeated=\"1000000\">{0}{0}</table:table-row>",
        text("多")
    );
    let error = read(&file("", &sheet(&rows)), &Options::default()).unwrap_err();
    assert_eq!(error.code(), "limit");
    let style = "<style:style style:name=\"b\" style:family=\"table-cell\">\
         <style:table-cell-properties fo:border=\"1pt solid\"/></style:style>";
    let rows = "<table:table-row table:number-rows-repeated=\"1048576\">\
         <table:table-cell table:style-name=\"b\" table:number-columns-repeated=\"16384\"/></table:table-row>";
    let (tables, diagnostics) = read_tables(style, &sheet(rows));
    assert_eq!(tables.len(), 0);
    let said: Vec<String> = diagnostics.iter().map(|d| d.message(Lang::En)).collect();
    assert!(said.concat().ends_with("left out from A1"), "{said:?}");
    // Nor do so many of them, stored as a thousand cells each, cost a row each.
    let cells = "<table:table-cell table:style-name=\"b\"/>".repeat(1000);
    let rows = format!(
        "<table:table-row table:number-rows-repeated=\"1048576\">{cells}</table:table-row>"
    );
    let (tables, _) = read_tables(style, &sheet(&rows).repeat(20));
    assert!(tables.is_empty());
}

#[test]
fn lists_in_cells_are_text_and_the_rest_is_named() {
    let list = "<table:table-cell office:value-type=\"string\"><text:p>事项：</text:p><text:list>\
         <text:list-header><text:p>甲</text:p></text:list-header>\
         <text:list-item><text:p>乙</text:p></text:list-item></text:list></table:table-cell>";
    let nested = "<table:table-cell><table:cell-range-source xlink:href=\"汇总.ods\"/>\
         <table:table table:is-sub-table=\"true\"/></table:table-cell>";
    let cells = [list, &text("丙"), nested].concat();
    let (tables, diagnostics) = read_tables("", &sheet(&row(&cells)));
    assert_eq!(texts(&tables[0]), ["事项：\n甲\n乙", "丙"]);
    let said = said(&diagnostics);
    assert!(
        said[0].contains("unknown content left out: table:table"),
        "{said:?}"
    );
    assert!(said[1].ends_with("汇总.ods"), "{said:?}");
}

#[test]
fn what_is_outside_of_the_grid_is_named() {
    let far = |attribute: &str, cells: &str| {
        let before = "<table:table-cell table:number-columns-repeated=\"16384\"/>";
        let cells = [before, cells].concat();
        sheet(&format!(
            "<table:table-row {attribute}>{cells}</table:table-row>"
        ))
    };
    let (_, diagnostics) = read_tables("", &far("", &text("远")));
    assert_eq!(said(&diagnostics).len(), 1);
    let below = [
        "<table:table-row table:number-rows-repeated=\"1048576\"/>",
        &row(&text("低")),
    ];
    let (_, diagnostics) = read_tables("", &sheet(&below.concat()));
    assert!(said(&diagnostics)[0].contains("a cell outside of the sheet"));
}

#[test]
fn a_figure_that_is_cut_off_is_its_value() {
    let whole = row(&[text("甲"), text("乙")].concat());
    let figure = "<table:table-cell office:value-type=\"float\" office:value=\"5678\"><text:p>56";
    let content = format!(
        "{HEAD}<office:body><office:spreadsheet><table:table table:name=\"表\">{whole}\
         <table:table-row>{figure}"
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("content.xml", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(content.as_bytes()).unwrap();
    let options = Options {
        partial: true,
        ..Options::default()
    };
    let bytes = zip.finish().unwrap().into_inner();
    let (document, _) = read(&bytes, &options).unwrap();
    let said: Vec<Option<String>> = document.blocks.iter().map(Block::printed).collect();
    assert_eq!(said[1].as_deref(), Some("5678"));
}

fn said(diagnostics: &[Diagnostic]) -> Vec<String> {
    let said = diagnostics.iter();
    said.map(|found| found.message(gongkai_model::Lang::En))
        .collect()
}

#[test]
fn declared_ranges_are_tables_of_their_own() {
    let rows: String = (0..4)
        .map(|_| row(&[text("甲"), text("乙")].concat()))
        .collect();
    let ranges = |range: &str| {
        format!(
            "{}<table:database-ranges><table:database-range {range}/></table:database-ranges>",
            sheet(&rows)
        )
    };
    let sizes = |range: &str| {
        let (tables, diagnostics) = read_tables("", &ranges(range));
        (
            tables.iter().map(|t| t.rows).collect::<Vec<_>>(),
            said(&diagnostics),
        )
    };
    let address = "table:target-range-address=\"表.A2:表.B3\"";
    let (rows, diagnostics) = sizes(&format!("table:name=\"办件\" {address}"));
    assert_eq!(rows, [1, 2, 1]);
    assert_eq!(diagnostics, ["the names of tables were left out: 办件"]);
    // A filter, a range without its header, a sheet that is not there.
    for range in [
        format!("table:name=\"__Anonymous_Sheet_DB__0\" {address}"),
        format!("table:name=\"表1\" table:contains-header=\"false\" {address}"),
        "table:name=\"表1\" table:target-range-address=\"其他.A1:其他.B2\"".to_owned(),
    ] {
        assert_eq!(sizes(&range), (vec![4], vec![]));
    }
    assert!(sizes("table:name=\"表1\" table:target-range-address=\"?\"").1[0].contains("table: ?"));
}

#[test]
fn names_protection_and_other_files_are_told() {
    let copy = "<table:table table:name=\"'file:///a/%E6%95%B0.ods'#$Sheet1\"><table:table-source \
        xlink:href=\"../x.ods\"/><table:table-row><table:table-cell/></table:table-row></table:table>";
    let shown = format!(
        "<table:table table:name=\"表\" table:protected=\"true\"><table:table-source xlink:href=\"b.ods\"/>{}\
         <table:named-expressions><table:named-expression table:name=\"x\" table:expression=\"of:=1\"/>\
         </table:named-expressions></table:table>",
        row(&text("甲"))
    );
    let taking = sheet(&row(
        "<table:table-cell office:value-type=\"float\" office:value=\"3\" \
        table:formula=\"of:=['file:///a/数.ods'#$表.A1]+['file:///e.ods'#$表.A1]\"><text:p>3</text:p></table:table-cell>",
    ));
    let names = "<table:named-expressions><table:named-range table:name=\"区\" \
        table:cell-range-address=\"$表.$A$1\"/><table:named-expression table:name=\"税率\" \
        table:expression=\"of:=0.13\"/><table:named-expression table:name=\"式\" \
        table:expression=\"of:=[$表.$A$1]*2\"/></table:named-expressions>";
    let dde = "<table:dde-links><table:dde-link><office:dde-source office:dde-application=\"soffice\" \
        office:dde-topic=\"c.ods\"/><table:table><table:table-row/></table:table></table:dde-link></table:dde-links>";
    let (document, diagnostics) = read(
        &file("", &format!("{shown}{copy}{taking}{names}{dde}")),
        &Options::default(),
    )
    .unwrap();
    assert_eq!(document.blocks.len(), 2);
    assert_eq!(
        said(&diagnostics),
        [
            "the sheet is protected; it was read all the same",
            "the workbook takes data from other files, they were read as stored: b.ods, \
             file:///a/数.ods, file:///e.ods, soffice|c.ods",
            "names for values that stand in no cell were left out: x = 1, 税率 = 0.13",
        ]
    );
}

#[test]
fn hidden_sheets_and_formulas_without_a_result_are_named() {
    let style = "<style:style style:name=\"h\" style:family=\"table\">\
         <style:table-properties table:display=\"false\"/></style:style>";
    let hidden = format!(
        "<table:table table:name=\"暗\" table:style-name=\"h\">{}</table:table>",
        row(&text("看不见"))
    );
    let shown = sheet(&row("<table:table-cell table:formula=\"of:=1+1\"/>"));
    let both = format!("{hidden}{shown}");
    let (_, diagnostics) = read_tables(style, &both);
    let codes: Vec<&str> = diagnostics.iter().map(|found| found.code()).collect();
    assert_eq!(codes, ["hidden-left-out", "formula-without-result"]);
    let (blocks, diagnostics) = read_hidden(style, &both);
    assert!(matches!(&blocks[..], [Block::Paragraph(p)] if p.content.text == "看不见"));
    assert_eq!(diagnostics[0].code(), "hidden-kept");
}

#[test]
fn a_formula_without_a_result_is_a_cell_of_its_table() {
    let cells = [
        text("甲"),
        "<table:table-cell table:formula=\"of:=RAND()\"/>".to_owned(),
    ];
    let (tables, _) = read_tables("", &sheet(&row(&cells.concat())));
    assert!(matches!(&tables[..], [table] if table.columns == 2));
}

#[test]
fn text_in_page_headers_and_footers_is_named_by_sheet() {
    let pages = |header: &str, footer: &str| {
        let head = HEAD.replace("document-content", "document-styles");
        format!(
            "{head}<office:master-styles><style:master-page style:name=\"p\">\
             <style:header>{header}</style:header><style:footer>{footer}</style:footer>\
             <style:footer-left style:display=\"false\"><text:p>没有显示</text:p></style:footer-left>\
             </style:master-page></office:master-styles></office:document-styles>"
        )
    };
    let style =
        "<style:style style:name=\"t\" style:family=\"table\" style:master-page-name=\"p\"/>";
    let table = sheet(&row(&text("甲")));
    let table =
        table.replace(">甲", ">乙") + &table.replace("\"表\"", "\"页\" table:style-name=\"t\"");
    let number = "<text:p>Page <text:page-number>1</text:page-number></text:p>";
    for (header, footer, named) in [
        (
            "<text:p>内部<text:span>资料</text:span></text:p>",
            number,
            "text in a header",
        ),
        (
            "<text:p><text:sheet-name>页</text:sheet-name></text:p>",
            number,
            "",
        ),
    ] {
        let styles = pages(header, footer);
        let file = file_with(style, &table, &[("styles.xml", styles.as_bytes())]);
        let (_, diagnostics) = read(&file, &Options::default()).unwrap();
        let said = diagnostics.iter().map(|found| found.message(Lang::En));
        let said: Vec<String> = said.collect();
        assert_eq!(said.len(), usize::from(!named.is_empty()), "{said:?}");
        assert!(said.iter().all(|said| said.contains(named)), "{said:?}");
        let places = diagnostics.iter().map(|found| found.place.clone());
        assert!(places.flatten().all(|place| place == sheet_place("页")));
    }
}

#[test]
fn headers_of_another_width_over_figures_begin_a_table() {
    let border = "<style:style style:name=\"b\" style:family=\"table-cell\">\
        <style:table-cell-properties fo:border=\"0.5pt solid #000000\"/></style:style>";
    let cell =
        |said: &str| format!("<table:table-cell table:style-name=\"b\" {said}</table:table-cell>");
    let word = |text: &str| {
        cell(&format!(
            "office:value-type=\"string\"><text:p>{text}</text:p>"
        ))
    };
    let figure = cell("office:value-type=\"float\" office:value=\"5\"><text:p>5</text:p>");
    let rows = |columns: usize| row(&word("甲").repeat(columns)) + &row(&figure.repeat(columns));
    let (tables, _) = read_tables(border, &sheet(&(rows(3) + &rows(2))));
    let sizes: Vec<_> = tables
        .iter()
        .map(|table| (table.rows, table.columns))
        .collect();
    assert_eq!(sizes, [(2, 3), (2, 2)]);
}
