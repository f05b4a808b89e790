//! Tables that the author declared.

use gongkai_model::Lang;

use super::*;

/// A sheet with tables that the author declared.
fn declaring(cells: Vec<Item>, areas: &[&str]) -> Seen<'static> {
    let areas = areas.iter().filter_map(|area| Area::parse(area));
    sheet_with("表", cells, |sheet| sheet.tables = areas.collect())
}

#[test]
fn a_declared_table_is_a_table_of_its_own() {
    let row = |row| [item(row, 0, "甲"), item(row, 1, "1")];
    let cells: Vec<Item> = (0..5).flat_map(row).collect();
    assert_eq!(outline(vec![sheet("表", cells.clone())]), ["5x2"]);
    let declared = declaring(cells, &["A2:B4"]);
    assert_eq!(outline(vec![declared]), ["1x2", "3x2", "1x2"]);
    // With a title above, a note below and a remark beside it.
    let title = Item {
        centered: true,
        large: true,
        ..item(0, 0, "2024年统计")
    };
    let cells = vec![
        title,
        item(1, 0, "单位"),
        item(2, 0, "甲局"),
        item(2, 3, "已核"),
        item(4, 0, "乙局"),
        bold(5, 0, "说明"),
    ];
    let declared = declaring(cells, &["A2:A5"]);
    assert_eq!(
        outline(vec![declared]),
        [" 2024年统计", "3x1", "已核", "# 说明"]
    );
}

#[test]
fn declared_tables_stand_side_by_side_and_below_each_other() {
    let row = |row| (0..4).map(move |column| bordered(row, column, "1"));
    let cells: Vec<Item> = (0..6).flat_map(row).collect();
    let declared = declaring(cells, &["C1:D3", "A4:D6", "A1:B3", "A1:D9", "Z9:Z9"]);
    assert_eq!(outline(vec![declared]), ["3x2", "3x2", "3x4"]);
}

#[test]
fn of_two_declared_tables_that_overlap_the_first_one_counts() {
    let row = |row| [item(row, 0, "甲"), item(row, 1, "1")];
    let cells: Vec<Item> = (0..6).flat_map(row).collect();
    let mut diagnostics = Diagnostics::default();
    let declared = declaring(cells, &["A3:B6", "A2:B4"]);
    let blocks = read_with(vec![declared], &mut diagnostics);
    let cells = blocks.iter().map(|block| match block {
        Block::Table(table) => table.cells.len(),
        _ => 0,
    });
    assert_eq!(cells.collect::<Vec<_>>(), [2, 6, 4]);
    let said: Vec<String> = diagnostics
        .list
        .iter()
        .map(|found| found.message(Lang::En))
        .collect();
    assert!(said.len() == 1 && said[0].ends_with("the first one counts: A3:B6"));
}
