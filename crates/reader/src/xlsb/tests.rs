use super::record as r;
use super::*;

fn record(id: u32, data: &[u8]) -> Vec<u8> {
    let variable = |value: usize| match value {
        0..0x80 => vec![value as u8],
        _ => vec![value as u8 & 0x7f | 0x80, (value >> 7) as u8],
    };
    [variable(id as usize), variable(data.len()), data.to_vec()].concat()
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [numbers(&[units.len() as u32 / 2]), units].concat()
}

fn row(row: u32, flags: u8) -> Vec<u8> {
    let mut data = numbers(&[row, 0]);
    data.extend([0, 0, 0, flags]);
    record(r::ROW, &data)
}

fn cell(id: u32, column: u32, content: &[u8]) -> Vec<u8> {
    record(id, &[&numbers(&[column, 0])[..], content].concat())
}

fn read_records(bytes: &[u8]) -> (Vec<(String, Option<String>)>, Vec<Diagnostic>) {
    let styles = Styles::default();
    let mut diagnostics = Diagnostics::default();
    let mut cells_left = 1000;
    let mut context = Context {
        name: "表",
        styles: &styles,
        diagnostics: &mut diagnostics,
        cells_left: &mut cells_left,
        cells_limit: 1000,
    };
    let parts = Parts {
        strings: 1,
        fonts: &[],
        relationships: &Relationships::default(),
    };
    let sheet = sheet::read(Records::new(bytes, "a.bin"), &parts, &mut context);
    let sheet = sheet.unwrap().unwrap();
    let strings = [Text::plain("合计".to_owned())];
    let look = Look {
        strings: &strings,
        styles: &styles,
        date1904: false,
        name: "表",
    };
    let seen = look.see(sheet, &mut diagnostics);
    let mut cells = seen.cells;
    let items = seen.rows.into_iter().flat_map(|row| row.items);
    let seen = items.map(|item| {
        let filled = cells.fill(&item, &mut diagnostics);
        (
            format!("{} {}", filled.area.a1(), filled.content.text),
            filled.leads_to,
        )
    });
    (seen.collect(), diagnostics.into_list().collect())
}

#[test]
fn cells_of_each_kind_are_read() {
    let rk = (7u32 << 2 | 2).to_le_bytes();
    let sheet = [
        record(r::BEGIN_SHEET, &[]),
        row(0, 0),
        cell(r::CELL_SHARED, 0, &numbers(&[0])),
        cell(r::CELL_RK, 1, &rk),
        record(13, &[&numbers(&[0])[..], &rk].concat()),
        row(1, 0),
        cell(r::CELL_TEXT, 0, &wide("文字")),
        cell(r::FORMULA_NUMBER, 1, &0.5f64.to_le_bytes()),
        cell(r::FORMULA_ERROR, 2, &[0x2a]),
        row(2, 0),
        cell(r::CELL_BOOLEAN, 0, &[1]),
        cell(r::FORMULA_TEXT, 1, &wide("甲")),
        cell(r::CELL_SHARED, 2, &numbers(&[9])),
    ]
    .concat();
    let (seen, diagnostics) = read_records(&sheet);
    let seen: Vec<&str> = seen.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(
        seen,
        [
            "A1 合计",
            "B1 7",
            "C1 7",
            "A2 文字",
            "B2 0.5",
            "C2 #N/A",
            "A3 TRUE",
            "B3 甲"
        ]
    );
    let codes: Vec<&str> = diagnostics.iter().map(|found| found.code()).collect();
    assert_eq!(codes, ["forgiven"]);
}

#[test]
fn merged_cells_links_and_what_is_hidden() {
    let text = |column, text: &str| cell(r::CELL_TEXT, column, &wide(text));
    let link = [numbers(&[0, 0, 0, 0]), numbers(&[u32::MAX]), wide("表2!A1")].concat();
    let mut columns = numbers(&[2, 2, 0, 0]);
    columns.extend([1, 0]);
    let sheet = [
        record(r::BEGIN_SHEET, &[]),
        record(r::COLUMNS, &columns),
        row(0, 0),
        text(0, "甲"),
        text(2, "藏"),
        row(1, 0x10),
        text(0, "隐"),
        record(r::MERGED, &numbers(&[0, 0, 0, 1])),
        record(r::MERGED, &numbers(&[0, u32::MAX, 0, 1])),
        record(r::LINK, &link),
    ]
    .concat();
    let (seen, diagnostics) = read_records(&sheet);
    assert_eq!(seen, [("A1:B1 甲".to_owned(), Some("表2".to_owned()))]);
    let codes: Vec<&str> = diagnostics.iter().map(|found| found.code()).collect();
    assert_eq!(codes, ["forgiven", "hidden-left-out", "hidden-left-out"]);
}

#[test]
fn protection_of_a_sheet_is_told() {
    for (id, data, expected) in [
        (r::SHEET_PROTECTION, vec![0, 0, 1, 0, 0, 0], 1),
        (r::SHEET_PROTECTION, vec![9, 9, 0, 0, 0, 0], 0),
        (r::SHEET_PROTECTION_ISO, vec![9, 0, 0, 0, 1, 0, 0, 0], 1),
        (r::SHEET_PROTECTION_ISO, vec![9, 0], 0),
    ] {
        let bytes = [record(r::BEGIN_SHEET, &[]), record(id, &data)].concat();
        let (_, diagnostics) = read_records(&bytes);
        let codes: Vec<&str> = diagnostics.iter().map(|found| found.code()).collect();
        assert_eq!(codes, vec!["protected"; expected]);
    }
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn relationships(all: &[(&str, &str, &str)]) -> String {
    let all = all.iter().map(|(id, kind, target)| {
        format!("<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>")
    });
    let all: String = all.collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}

#[test]
fn declared_tables_hidden_and_other_sheets_of_a_package() {
    let sheet = |state: u32, id: &str, name: &str| {
        record(
            r::SHEET,
            &[&numbers(&[state, 1])[..], &wide(id), &wide(name)].concat(),
        )
    };
    let workbook = [
        sheet(0, "s1", "表"),
        sheet(2, "s2", "深"),
        sheet(0, "s3", "图"),
    ]
    .concat();
    let text = |column, text: &str| cell(r::CELL_TEXT, column, &wide(text));
    let rows = (0..4).flat_map(|n| [row(n, 0), text(0, "甲"), text(1, "乙")].concat());
    let cells = [record(r::BEGIN_SHEET, &[]), rows.collect()].concat();
    let deep = [record(r::BEGIN_SHEET, &[]), row(0, 0), text(0, "深藏")].concat();
    let mut list = numbers(&[1, 2, 0, 1]);
    list.resize(64, 0);
    let list = [list, wide("t"), wide("办件")].concat();
    let list = record(r::BEGIN_LIST, &list);
    let related = relationships(&[
        ("s1", "worksheet", "worksheets/s1.bin"),
        ("s2", "worksheet", "worksheets/s2.bin"),
        ("s3", "chartsheet", "chartsheets/s3.bin"),
        ("e1", "externalLink", "e1.bin"),
    ]);
    let main = relationships(&[("r1", "officeDocument", "xl/workbook.bin")]);
    let of_sheet = relationships(&[("t1", "table", "../tables/t1.bin")]);
    let of_link = relationships(&[("r1", "externalLinkPath", "file:///D:/a.xlsb")]);
    let bytes = zipped(&[
        ("_rels/.rels", main.as_bytes()),
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", related.as_bytes()),
        ("xl/worksheets/s1.bin", &cells),
        ("xl/worksheets/s2.bin", &deep),
        ("xl/chartsheets/s3.bin", &record(r::BEGIN_SHEET, &[])),
        ("xl/worksheets/_rels/s1.bin.rels", of_sheet.as_bytes()),
        ("xl/tables/t1.bin", &list),
        ("xl/_rels/e1.bin.rels", of_link.as_bytes()),
        ("xl/e1.bin", &[]),
    ]);
    let said = |hidden| {
        let options = Options {
            hidden,
            ..Options::default()
        };
        let (document, diagnostics) = read(&bytes, &options).unwrap();
        let codes: Vec<&str> = diagnostics.iter().map(|found| found.code()).collect();
        let codes = codes.into_iter().filter(|code| *code != "forgiven");
        (document.blocks.len(), codes.collect::<Vec<_>>())
    };
    let (blocks, codes) = said(crate::Hidden::Drop);
    let noted = ["linked-files", "table-names-left-out"];
    let dropped = [&["hidden-left-out", "content-left-out"], &noted[..]].concat();
    assert_eq!((blocks, codes), (3, dropped));
    let (blocks, codes) = said(crate::Hidden::Keep);
    let kept = [&["hidden-kept", "content-left-out"], &noted[..]].concat();
    assert_eq!((blocks, codes), (4, kept));
}
