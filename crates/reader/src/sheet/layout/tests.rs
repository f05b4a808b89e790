mod declared;
mod order;

use std::sync::LazyLock;

use gongkai_model::{Style, Table};

use super::*;
use crate::sheet::area::Area;
use crate::sheet::grid::{Cell, Content, Link, Sheet};
use crate::sheet::look::Look;
use crate::sheet::styles::{Font, Lists, RawXf, Styles};
use crate::sheet::text::Text;

/// A cell of a sheet.
#[derive(Clone)]
struct Item {
    area: Area,
    text: String,
    bordered: bool,
    bold: bool,
    large: bool,
    centered: bool,
    leads_to: Option<String>,
}

/// A cell format for each look.
static STYLES: LazyLock<Styles> = LazyLock::new(|| {
    let font = |bold, large| {
        let style = Style {
            bold,
            ..Style::default()
        };
        Font { style, large }
    };
    let xf = |number: usize| RawXf {
        number_format: 0,
        font: number % 4,
        border: number / 4 % 2,
        centered: number / 8 == 1,
    };
    let lists = Lists {
        fonts: vec![
            font(false, false),
            font(true, false),
            font(false, true),
            font(true, true),
        ],
        borders: vec![false, true],
        xfs: (0..16).map(xf).collect(),
        ..Lists::default()
    };
    lists.resolve()
});

/// A cell at a row and a column, plain and without borders.
fn item(row: u32, column: u32, text: &str) -> Item {
    Item {
        area: Area::cell(row, column),
        text: text.to_owned(),
        bordered: false,
        bold: false,
        large: false,
        centered: false,
        leads_to: None,
    }
}

fn bordered(row: u32, column: u32, text: &str) -> Item {
    Item {
        bordered: true,
        ..item(row, column, text)
    }
}

fn bold(row: u32, column: u32, text: &str) -> Item {
    Item {
        bold: true,
        ..item(row, column, text)
    }
}

/// A sheet of cells in reading order.
fn sheet(name: &'static str, items: Vec<Item>) -> Seen<'static> {
    sheet_with(name, items, |_| {})
}

/// A sheet of cells in reading order, with what else is said of it.
fn sheet_with(
    name: &'static str,
    items: Vec<Item>,
    change: impl FnOnce(&mut Sheet),
) -> Seen<'static> {
    let mut sheet = Sheet::default();
    for (number, item) in items.into_iter().enumerate() {
        let (row, column) = (item.area.top, item.area.left);
        let flags = [item.bold, item.large, item.bordered, item.centered];
        let style = (0..).zip(flags).map(|(bit, flag)| u32::from(flag) << bit);
        sheet.texts.push(Text::plain(item.text));
        sheet.cells.push(Cell {
            row,
            column,
            style: style.sum(),
            content: Content::Text(number as u32),
        });
        if !item.area.is_cell() {
            sheet.merges.push(item.area);
        }
        if let Some(target) = item.leads_to {
            let link = Link::Internal(format!("{target}!A1"));
            sheet.links.insert((row, column), link);
        }
    }
    change(&mut sheet);
    let look = Look {
        strings: &[],
        styles: &STYLES,
        date1904: false,
        name,
    };
    look.see(sheet, &mut Diagnostics::default())
}

fn read(sheets: Vec<Seen>) -> Vec<Block> {
    read_with(sheets, &mut Diagnostics::default())
}

fn read_with(sheets: Vec<Seen>, diagnostics: &mut Diagnostics) -> Vec<Block> {
    let mut layout = Layout::default();
    for sheet in sheets {
        layout.add(sheet, diagnostics).unwrap();
    }
    layout.blocks(diagnostics)
}

/// The blocks of sheets, a word for each: `# title`, `text` or `2x3`.
fn outline(sheets: Vec<Seen>) -> Vec<String> {
    let describe = |block: &Block| match block {
        Block::Heading(heading) => {
            format!("{} {}", "#".repeat(heading.level.into()), heading.printed())
        }
        Block::Paragraph(paragraph) => paragraph.printed(),
        Block::Table(Table { rows, columns, .. }) => format!("{rows}x{columns}"),
        Block::Image(_) => "image".to_owned(),
        Block::PageBreak(_) => "---".to_owned(),
    };
    read(sheets).iter().map(describe).collect()
}

#[test]
fn rows_of_one_cell_are_lines_and_rows_of_several_a_table() {
    let cells = vec![
        item(0, 0, "2024年统计"),
        item(2, 0, "单位"),
        item(2, 1, "件数"),
        item(3, 0, "甲局"),
        item(3, 1, "12"),
        item(4, 0, "注：含上年结转。"),
    ];
    assert_eq!(
        outline(vec![sheet("Sheet1", cells)]),
        ["2024年统计", "2x2", "注：含上年结转。"]
    );
}

#[test]
fn a_row_with_one_filled_cell_within_a_table_belongs_to_it() {
    let cells = vec![
        item(0, 0, "单位"),
        item(0, 1, "件数"),
        item(1, 0, "合计"),
        item(2, 0, "甲局"),
        item(2, 1, "12"),
    ];
    assert_eq!(outline(vec![sheet("Sheet1", cells)]), ["3x2"]);
}

/// Rows of bordered cells from a row on, beginning at column 0.
fn bordered_rows(first: u32, rows: &[&[&str]]) -> Vec<Item> {
    let cell = |row, (column, text): (u32, &&str)| bordered(row, column, text);
    let row = |(row, texts)| {
        let texts: &[&str] = texts;
        (0..).zip(texts).map(move |found| cell(row, found))
    };
    (first..).zip(rows.iter().copied()).flat_map(row).collect()
}

#[test]
fn headers_of_another_width_over_figures_begin_a_table() {
    let wide: [&[&str]; 2] = [&["单位", "收到", "办结"], &["一局", "5", "4"]];
    let narrow: [&[&str]; 2] = [&["类别", "件数"], &["咨询", "9"]];
    let mut cells = bordered_rows(0, &wide);
    cells.extend(bordered_rows(2, &narrow));
    cells.extend(bordered_rows(4, &wide));
    assert_eq!(outline(vec![sheet("Sheet1", cells)]), ["2x3", "2x2", "2x3"]);
    // A narrow row is not, nor are headers of the same width.
    for below in [
        [&["合计", "9"][..], &["其中", "9"]],
        [&["类别", "件数"], &["咨询", "投诉"]],
        [&["类别", "件数", "备注"], &["咨询", "9", "8"]],
    ] {
        let mut cells = bordered_rows(0, &wide);
        cells.extend(bordered_rows(2, &below));
        assert_eq!(outline(vec![sheet("Sheet1", cells)]), ["4x3"]);
    }
    // A cell that reaches over the boundary holds both together.
    let mut cells = bordered_rows(0, &wide);
    cells.extend(bordered_rows(2, &narrow));
    let tall = cells.iter_mut().find(|item| item.text == "一局").unwrap();
    tall.area.bottom = 2;
    cells.retain(|item| item.text != "类别");
    assert_eq!(outline(vec![sheet("Sheet1", cells)]), ["4x3"]);
}

#[test]
fn headers_in_bold_type_begin_a_table_where_there_are_no_borders() {
    let row = |row, texts: [&str; 2], is_bold: bool| {
        let cell = |(column, text)| Item {
            bold: is_bold,
            ..item(row, column, text)
        };
        (0..).zip(texts).map(cell).collect::<Vec<_>>()
    };
    let rows = |second: bool, last: &str| {
        let rows = [
            row(0, ["单位", "件数"], true),
            row(1, ["一局", "5"], false),
            row(2, ["类别", "金额"], second),
            row(3, ["规费", last], false),
        ];
        vec![sheet("Sheet1", rows.concat())]
    };
    assert_eq!(outline(rows(true, "9")), ["2x2", "2x2"]);
    // Plain type begins none, nor does a header over words.
    assert_eq!(outline(rows(false, "9")), ["4x2"]);
    assert_eq!(outline(rows(true, "无")), ["4x2"]);
}

#[test]
fn tables_without_borders_are_parted_by_an_empty_row() {
    let pair = |row| [item(row, 0, "a"), item(row, 1, "b")];
    let cells = [pair(0), pair(1), pair(4), pair(5)].into_iter().flatten();
    assert_eq!(
        outline(vec![sheet("Sheet1", cells.collect())]),
        ["2x2", "2x2"]
    );
}

#[test]
fn borders_hold_a_table_together() {
    let cells = vec![
        bordered(3, 2, "只有一格的行"),
        bordered(4, 2, "甲"),
        bordered(4, 3, ""),
    ];
    let found = read(vec![sheet("数据", cells)]);
    let [Block::Table(table)] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!((table.rows, table.columns), (2, 2));
    assert_eq!(table.place_of(2).unwrap().to_string(), "数据!C5");
}

#[test]
fn a_merged_cell_reaches_over_the_rows_that_it_covers() {
    let mut corner = bordered(0, 0, "单位");
    corner.area.bottom = 1;
    let cells = vec![corner, bordered(0, 1, "件"), bordered(1, 1, "数")];
    let found = read(vec![sheet("Sheet1", cells)]);
    let [Block::Table(table)] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(
        (table.cells[0].row_span, table.cells[0].column_span),
        (2, 1)
    );
}

#[test]
fn what_stands_out_is_a_heading_and_centred_at_the_top_the_title() {
    let title = Item {
        centered: true,
        large: true,
        ..item(0, 0, "云岭市2024年年度报告")
    };
    let cells = vec![
        title,
        bold(1, 0, "一、总体情况"),
        bold(2, 0, "全年公开信息若干条。"),
        item(3, 0, "（一）主动公开"),
        bold(4, 0, "说明"),
    ];
    assert_eq!(
        outline(vec![sheet("Sheet1", cells)]),
        [
            " 云岭市2024年年度报告",
            "# 一、总体情况",
            "全年公开信息若干条。",
            "（一）主动公开",
            "# 说明"
        ]
    );
}

#[test]
fn a_number_in_a_cell_of_its_own_labels_the_line() {
    let cells = vec![item(0, 0, "一、"), item(0, 1, "总体情况")];
    let found = read(vec![sheet("Sheet1", cells)]);
    let [Block::Paragraph(paragraph)] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!(paragraph.label.as_deref(), Some("一、"));
    // With a gap between them they are two columns of a table.
    let cells = vec![item(0, 0, "一、"), item(0, 2, "总体情况")];
    assert_eq!(outline(vec![sheet("Sheet1", cells)]), ["1x2"]);
}

#[test]
fn a_cell_merged_from_a_hidden_row_down_stands_in_its_column() {
    let mut text = item(0, 1, "总体情况");
    text.area.bottom = 1;
    let cells = vec![text, item(1, 0, "一、")];
    let hidden = |sheet: &mut Sheet| {
        sheet.hidden_rows = Lines::new(vec![(0, 0)]);
        sheet.outline.insert(1, 2);
    };
    let seen = sheet_with("Sheet1", cells, hidden);
    assert_eq!(seen.rows[0].outline, 2);
    assert_eq!(outline(vec![seen]), ["一、总体情况"]);
}

#[test]
fn a_text_goes_on_in_the_next_row() {
    let cells = vec![item(0, 1, "前半"), item(1, 0, "（续）"), item(1, 1, "后半")];
    assert_eq!(outline(vec![sheet("正文", cells)]), ["前半后半"]);
}

#[test]
fn a_page_break_of_the_sheet_stands_before_its_row() {
    let items = vec![item(0, 0, "前"), item(4, 0, "后")];
    let broken = sheet_with("Sheet1", items, |sheet| sheet.breaks = vec![3]);
    assert_eq!(outline(vec![broken]), ["前", "---", "后"]);
}

#[test]
fn a_note_beside_the_text_is_a_paragraph_of_its_own() {
    let cells = vec![item(0, 1, "正文一段"), item(0, 2, "批注：请核")];
    assert_eq!(
        outline(vec![sheet("正文", cells)]),
        ["正文一段", "批注：请核"]
    );
    let cells = vec![item(0, 0, "1."), item(0, 1, "一段"), item(0, 3, "请核")];
    assert_eq!(outline(vec![sheet("正文", cells)]), ["1. 一段", "请核"]);
}

#[test]
fn tables_side_by_side_are_two() {
    let mut cells = Vec::new();
    for row in 0..3 {
        for column in [0, 1, 3, 4, 5] {
            if row < 2 || column < 2 {
                cells.push(bordered(row, column, "1"));
            }
        }
    }
    assert_eq!(outline(vec![sheet("表", cells)]), ["3x2", "2x3"]);
}

#[test]
fn a_remark_beside_a_table_is_text() {
    let cells = vec![
        bordered(0, 0, "单位"),
        bordered(0, 1, "件数"),
        bordered(1, 0, "甲局"),
        bordered(1, 1, "12"),
        item(1, 3, "含上年结转"),
    ];
    assert_eq!(outline(vec![sheet("表", cells)]), ["2x2", "含上年结转"]);
}

#[test]
fn without_borders_a_narrow_part_is_a_column_of_the_table() {
    let mut cells = Vec::new();
    for row in 0..2 {
        for column in [0, 1, 3] {
            cells.push(item(row, column, "甲"));
        }
    }
    assert_eq!(outline(vec![sheet("表", cells.clone())]), ["2x3"]);
    cells.insert(3, item(0, 4, "乙"));
    assert_eq!(outline(vec![sheet("表", cells)]), ["2x2", "2x2"]);
}

#[test]
fn hidden_rows_do_not_part_a_table() {
    let mut cells = Vec::new();
    for row in [0, 1, 4] {
        cells.extend([bordered(row, 0, "甲"), bordered(row, 1, "1")]);
    }
    assert_eq!(outline(vec![sheet("表", cells.clone())]), ["2x2", "1x2"]);
    let rows = Lines::new(vec![(2, 3)]);
    let hidden = sheet_with("表", cells, |sheet| sheet.hidden_rows = rows);
    assert_eq!(outline(vec![hidden]), ["3x2"]);
}

#[test]
fn hidden_columns_do_not_part_a_table() {
    let mut cells = Vec::new();
    for row in 0..2 {
        for column in [0, 1, 3] {
            cells.push(bordered(row, column, "1"));
        }
    }
    let columns = Lines::new(vec![(2, 2)]);
    let hidden = sheet_with("表", cells, |sheet| sheet.hidden_columns = columns);
    assert_eq!(outline(vec![hidden]), ["2x3"]);
}
