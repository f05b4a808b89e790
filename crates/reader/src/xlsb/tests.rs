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
