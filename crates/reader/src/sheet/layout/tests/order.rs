//! Sheets that the text leads to, and what stands beside the arrows.

use gongkai_model::{Lang, Target};

use super::*;

#[test]
fn a_sheet_stands_where_the_text_leads_to_it() {
    let arrow = Item {
        leads_to: Some("主动公开".to_owned()),
        ..item(1, 1, "→ 主动公开")
    };
    let text = vec![item(0, 1, "前"), arrow, item(2, 1, "后")];
    let table = vec![bordered(0, 0, "甲"), bordered(0, 1, "乙")];
    let sheets = vec![sheet("正文", text), sheet("主动公开", table)];
    assert_eq!(outline(sheets), ["前", "1x2", "后"]);
}

#[test]
fn a_renamed_sheet_stands_where_its_arrow_is() {
    let arrow = |row, name: &str| Item {
        leads_to: Some(name.to_owned()),
        ..item(row, 1, &format!("→ {name}"))
    };
    let text = vec![arrow(0, "主动公开"), arrow(1, "申请"), item(2, 1, "后")];
    let table = |text: &str| {
        vec![
            bordered(0, 0, text),
            bordered(0, 1, "乙"),
            bordered(1, 0, "丙"),
        ]
    };
    let sheets = vec![
        sheet("正文", text),
        sheet("主动公开", table("甲")[..2].to_vec()),
        sheet("依申请", table("甲")),
    ];
    let mut diagnostics = Diagnostics::default();
    let found = read_with(sheets, &mut diagnostics);
    assert!(matches!(&found[1], Block::Table(table) if table.rows == 2));
    let said = diagnostics.list.iter().map(|found| found.message(Lang::Zh));
    let said: Vec<String> = said.collect();
    assert!(said.len() == 1 && said[0].ends_with("工作表改了名，认作同一个：申请 → 依申请"));
}

#[test]
fn a_sheet_of_notes_does_not_part_a_renamed_sheet_from_its_arrow() {
    let arrow = Item {
        leads_to: Some("主动公开".to_owned()),
        ..item(0, 1, "→ 主动公开")
    };
    let table = vec![bordered(0, 0, "甲"), bordered(0, 1, "乙")];
    let sheets = vec![
        sheet("正文", vec![arrow, item(1, 1, "后")]),
        sheet("备注", vec![item(0, 0, "另加")]),
        sheet("公开", table),
    ];
    assert_eq!(outline(sheets), ["1x2", "后", "另加"]);
}

#[test]
fn sheets_that_were_renamed_and_moved_are_told_by_their_names() {
    let arrow = |row, name: &str| Item {
        leads_to: Some(name.to_owned()),
        ..item(row, 1, &format!("→ {name}"))
    };
    let text = vec![arrow(0, "主动公开"), arrow(1, "依申请公开"), arrow(2, "甲")];
    let pair = |rows: u32| -> Vec<Item> {
        let row = |row| [bordered(row, 0, "甲"), bordered(row, 1, "乙")];
        (0..rows).flat_map(row).collect()
    };
    let sheets = vec![
        sheet("诉讼", pair(3)),
        sheet("申请", pair(2)),
        sheet("主动", pair(1)),
        sheet("正文", text),
    ];
    assert_eq!(outline(sheets), ["1x2", "2x2", "3x2"]);
}

#[test]
fn an_arrow_without_its_link_leads_to_the_sheet_that_it_names() {
    let table = || vec![bordered(0, 0, "甲"), bordered(0, 1, "乙")];
    // The link stayed where the arrow was before a row was inserted.
    let left_behind = Item {
        leads_to: Some("主动公开".to_owned()),
        ..item(0, 1, "前")
    };
    let text = vec![left_behind, item(1, 1, "中"), item(2, 1, "→ 主动公开")];
    let sheets = vec![sheet("正文", text), sheet("主动公开", table())];
    assert_eq!(outline(sheets), ["前", "中", "1x2"]);
    // Where another arrow leads there, or no such sheet is there, it is text.
    let arrow = Item {
        leads_to: Some("主动公开".to_owned()),
        ..item(2, 1, "→ 主动公开")
    };
    let text = vec![item(0, 1, "→ 主动公开"), item(1, 1, "→ 表9"), arrow];
    let sheets = vec![sheet("正文", text), sheet("主动公开", table())];
    assert_eq!(outline(sheets), ["→ 主动公开", "→ 表9", "1x2"]);
}

#[test]
fn sheets_that_lead_to_each_other_come_once() {
    let link = |sheet: &str| Item {
        leads_to: Some(sheet.to_owned()),
        ..item(0, 0, "看这里")
    };
    let sheets = vec![sheet("a", vec![link("b")]), sheet("b", vec![link("A")])];
    assert_eq!(outline(sheets), ["看这里", "看这里"]);
}

#[test]
fn sheets_lead_to_each_other_as_far_as_there_are_any() {
    let name = |number: usize| -> &'static str { format!("s{number}").leak() };
    let count = 20_000;
    let sheets = (0..count).map(|number| {
        let link = Item {
            leads_to: Some(name(number + 1).to_owned()),
            ..item(0, 0, "看下一页")
        };
        sheet(name(number), vec![link])
    });
    assert_eq!(outline(sheets.collect()).len(), count);
}

#[test]
fn links_of_other_sheets_than_the_text_lead_anywhere() {
    let link = Item {
        leads_to: Some("定义的名称".to_owned()),
        ..item(0, 0, "看那里")
    };
    let mut diagnostics = Diagnostics::default();
    let found = read_with(vec![sheet("Sheet1", vec![link])], &mut diagnostics);
    assert_eq!((found.len(), diagnostics.list.len()), (1, 0));
}

#[test]
fn names_of_sheets_tell_their_tables_apart_where_nothing_else_does() {
    let table = || vec![item(0, 0, "a"), item(0, 1, "b")];
    let named = vec![sheet("甲局", table()), sheet("Sheet2", table())];
    assert_eq!(outline(named), ["# 甲局", "1x2", "1x2"]);
    let alone = vec![sheet("甲局", table())];
    assert_eq!(outline(alone), ["1x2"]);
}

#[test]
fn nothing_beside_an_arrow_or_a_text_that_goes_on_is_lost() {
    let arrow = Item {
        leads_to: Some("表".to_owned()),
        ..item(3, 1, "→ 表")
    };
    let cells = vec![
        item(0, 1, "前半"),
        item(1, 0, "（续）"),
        item(1, 1, "后半"),
        item(1, 2, "请核"),
        item(2, 0, "（续）"),
        item(2, 1, "末"),
        item(3, 0, "一"),
        arrow,
        item(3, 2, "已核"),
    ];
    let table = vec![bordered(0, 0, "甲"), bordered(0, 1, "乙")];
    let sheets = vec![sheet("正文", cells), sheet("表", table)];
    assert_eq!(outline(sheets), ["前半后半末", "请核", "一", "1x2", "已核"]);
}

#[test]
fn comments_on_labels_arrows_and_texts_that_go_on_are_kept() {
    let arrow = Item {
        leads_to: Some("表".to_owned()),
        ..item(2, 1, "→ 表")
    };
    let cells = vec![
        item(0, 0, "一、"),
        item(0, 1, "前半"),
        item(1, 0, "（续）"),
        item(1, 1, "后半"),
        arrow,
    ];
    let body = sheet_with("正文", cells, |sheet| {
        for (number, cell) in [(0, 0), (1, 1), (2, 1)].into_iter().enumerate() {
            sheet.attached.insert(cell, vec![Target::Comment(number)]);
        }
    });
    let table = vec![bordered(0, 0, "甲"), bordered(0, 1, "乙")];
    let blocks = read(vec![body, sheet("表", table)]);
    let anchors = blocks.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.content.anchors.clone(),
        _ => Vec::new(),
    });
    let stretches: Vec<_> = anchors.map(|a| (a.start, a.end, a.target)).collect();
    let expected = [(0, 2, 0), (2, 4, 1), (0, 0, 2)];
    let expected = expected.map(|(start, end, number)| (start, end, Target::Comment(number)));
    assert_eq!(stretches, expected);
}

#[test]
fn links_to_places_in_the_workbook_are_named() {
    let link = |row, column| Item {
        leads_to: Some("Sheet2".to_owned()),
        ..item(row, column, "见附表")
    };
    let cells = vec![
        link(0, 0),
        item(2, 0, "甲"),
        link(2, 1),
        item(3, 0, "乙"),
        item(3, 1, "3"),
    ];
    let mut diagnostics = Diagnostics::default();
    read_with(vec![sheet("Sheet1", cells)], &mut diagnostics);
    let said = diagnostics
        .into_list()
        .map(|found| found.message(Lang::Zh))
        .collect::<Vec<_>>();
    assert_eq!(said.len(), 1);
    assert!(
        said[0].contains("指向工作簿内某处的链接") && said[0].contains('2'),
        "{said:?}"
    );
}
