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
        strings: 1,
        diagnostics: &mut diagnostics,
        cells_left: &mut cells_left,
        cells_limit: 1000,
    };
    let parts = Parts {
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

/// A package of these parts, whose main part is the workbook.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A relationships part of ids, ends of types, and targets.
fn relationships(list: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"http://a/{kind}\" Target=\"{target}\"/>")
    };
    let all: String = list.iter().map(one).collect();
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}

fn note(author: u32, row: u32, column: u32, said: &str) -> Vec<u8> {
    let mut place = numbers(&[author, row, row, column, column]);
    place.extend([0; 16]);
    let said = [&[0][..], &wide(said)].concat();
    [record(r::COMMENT, &place), record(r::COMMENT_TEXT, &said)].concat()
}

#[test]
fn comments_notes_and_pictures_are_attached_to_their_cells() {
    let workbook = [numbers(&[0, 1]), wide("rId1"), wide("表")].concat();
    let sheet = [
        record(r::BEGIN_SHEET, &[]),
        row(0, 0),
        cell(r::CELL_TEXT, 0, &wide("甲")),
        cell(r::CELL_TEXT, 1, &wide("乙")),
    ];
    let comments = [
        record(r::COMMENT_AUTHOR, &wide("张三")),
        note(0, 0, 0, "张三:\n请核对"),
        note(9, 0, 1, "【脚注】\n含上年结转。"),
        note(0, 0, 2, "[Threaded comment] ..."),
        note(0, u32::MAX, 2, "在外面"),
    ];
    let threads = "<a:ThreadedComments xmlns:a=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\">\
        <a:threadedComment ref=\"C1\" dT=\"2024-01-05T09:30:00.00\" personId=\"{1}\"><a:text>好</a:text></a:threadedComment></a:ThreadedComments>";
    let people = "<a:personList xmlns:a=\"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments\">\
        <a:person id=\"{1}\" displayName=\"李四\"/></a:personList>";
    let drawing = "<d:wsDr xmlns:d=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" \
        xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><d:oneCellAnchor>\
        <d:from><d:col>1</d:col><d:row>0</d:row></d:from><d:pic><a:blip r:embed=\"rId1\"/></d:pic></d:oneCellAnchor></d:wsDr>";
    let of_workbook = [
        ("rId1", "worksheet", "worksheets/sheet1.bin"),
        ("rId2", "person", "persons/person.xml"),
    ];
    let of_sheet = [
        ("rId1", "comments", "../comments1.bin"),
        ("rId2", "threadedComment", "../threads.xml"),
        ("rId3", "drawing", "../drawings/drawing1.xml"),
    ];
    let of_drawing = [("rId1", "image", "../media/a.png")];
    let bytes = package(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "_rels/.rels",
            relationships(&[("rId1", "officeDocument", "xl/workbook.bin")]).as_bytes(),
        ),
        ("xl/workbook.bin", &record(r::SHEET, &workbook)),
        (
            "xl/_rels/workbook.bin.rels",
            relationships(&of_workbook).as_bytes(),
        ),
        ("xl/worksheets/sheet1.bin", &sheet.concat()),
        (
            "xl/worksheets/_rels/sheet1.bin.rels",
            relationships(&of_sheet).as_bytes(),
        ),
        ("xl/comments1.bin", &comments.concat()),
        ("xl/threads.xml", threads.as_bytes()),
        ("xl/persons/person.xml", people.as_bytes()),
        ("xl/drawings/drawing1.xml", drawing.as_bytes()),
        (
            "xl/drawings/_rels/drawing1.xml.rels",
            relationships(&of_drawing).as_bytes(),
        ),
        ("xl/media/a.png", b"\x89PNG"),
    ]);
    let (document, diagnostics) = read(&bytes, &Options::default()).unwrap();
    let said: Vec<(Option<&str>, Option<String>)> = document
        .comments
        .iter()
        .map(|comment| (comment.author.as_deref(), comment.blocks[0].printed()))
        .collect();
    let of = |author, text: &str| (Some(author), Some(text.to_owned()));
    assert_eq!(said, [of("李四", "好"), of("张三", "请核对")]);
    assert_eq!(document.footnotes.len(), 1);
    assert_eq!(document.images[0].media_type, "image/png");
    let gongkai_model::Block::Table(table) = &document.blocks[0] else {
        panic!("{:?}", document.blocks);
    };
    let anchors = |cell: usize| table.cells[cell].content.anchors.len();
    assert_eq!((anchors(0), anchors(1)), (1, 2));
    let codes: Vec<&str> = diagnostics.iter().map(|found| found.code()).collect();
    assert_eq!(
        codes,
        ["content-left-out"],
        "the comment outside of the grid"
    );
}

#[test]
fn comments_that_are_cut_off_have_what_is_there() {
    let whole = [
        record(r::COMMENT_AUTHOR, &wide("张三")),
        record(r::COMMENT, &numbers(&[0, 2, 2])),
        record(r::COMMENT_TEXT, &[0, 9, 0, 0, 0, b'a', 0]),
        record(r::COMMENT_AUTHOR, &wide(&"长".repeat(5000))),
        note(1, 0, 0, "甲"),
    ]
    .concat();
    let notes = comments::notes_of(Records::new(&whole, "a.bin")).unwrap();
    assert_eq!((notes[0].cell, notes[0].text.as_str()), (None, ""));
    assert_eq!(notes[1].author.chars().count(), 255);
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
    let bytes = package(&[
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
