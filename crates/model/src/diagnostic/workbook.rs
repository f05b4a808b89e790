//! What there is to know of a workbook beside its cells, in words for people.

use crate::Lang;

/// So many of them are told one by one.
const LISTED: usize = 8;

/// What is said of protected sheets, or of a workbook whose structure is.
pub(super) fn protected(sheets: &[String], lang: Lang) -> String {
    match (sheets, lang) {
        ([], Lang::Zh) => "工作簿的结构受保护，已照常读取".to_owned(),
        ([], Lang::En) => {
            "the structure of the workbook is protected; it was read all the same".to_owned()
        }
        ([_], Lang::Zh) => "工作表受保护，已照常读取".to_owned(),
        ([_], Lang::En) => "the sheet is protected; it was read all the same".to_owned(),
        (sheets, Lang::Zh) => format!(
            "{}个工作表受保护，已照常读取：{}",
            sheets.len(),
            listed(sheets, lang)
        ),
        (sheets, Lang::En) => format!(
            "{} sheets are protected; they were read all the same: {}",
            sheets.len(),
            listed(sheets, lang)
        ),
    }
}

/// What is said of other files that a workbook takes data from.
pub(super) fn linked(targets: &[String], lang: Lang) -> String {
    let named: Vec<&String> = targets.iter().filter(|name| !name.is_empty()).collect();
    match (&named[..], lang) {
        ([], Lang::Zh) => {
            "工作簿引用了其他文件（文件中没有写明是哪个），取自那里的数据按存储的结果读取"
                .to_owned()
        }
        ([], Lang::En) => "the workbook takes data from another file, which it does not name; \
             they were read as stored"
            .to_owned(),
        (named, Lang::Zh) => format!(
            "工作簿引用了其他文件，取自那里的数据按存储的结果读取：{}",
            listed(named, lang)
        ),
        (named, Lang::En) => format!(
            "the workbook takes data from other files, they were read as stored: {}",
            listed(named, lang)
        ),
    }
}

/// What is said of names that stand for values that are in no cell.
pub(super) fn names(names: &[String], lang: Lang) -> String {
    let list = listed(names, lang);
    match lang {
        Lang::Zh => format!("定义的名称未带出，其值不在任何单元格中：{list}"),
        Lang::En => format!("names for values that stand in no cell were left out: {list}"),
    }
}

/// What is said of the names of tables.
pub(super) fn table_names(names: &[String], lang: Lang) -> String {
    let list = listed(names, lang);
    match lang {
        Lang::Zh => format!("表格的名称未带出：{list}"),
        Lang::En => format!("the names of tables were left out: {list}"),
    }
}

/// The first ones, and how many more there are.
fn listed(all: &[impl AsRef<str>], lang: Lang) -> String {
    let first: Vec<&str> = all.iter().take(LISTED).map(AsRef::as_ref).collect();
    let list = first.join(lang.pick("、", ", "));
    match (all.len().saturating_sub(LISTED), lang) {
        (0, _) => list,
        (more, Lang::Zh) => format!("{list}，另有{more}个"),
        (more, Lang::En) => format!("{list} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_not_told_one_by_one() {
        let many: Vec<String> = (1..=10).map(|n| format!("表{n}")).collect();
        let said = protected(&many, Lang::Zh);
        assert!(said.starts_with("10个工作表") && said.ends_with("表8，另有2个"));
        assert!(protected(&many[..2], Lang::En).ends_with("表1, 表2"));
        assert_eq!(protected(&many[..1], Lang::Zh), "工作表受保护，已照常读取");
        assert!(linked(&[String::new()], Lang::En).contains("does not name"));
        assert!(linked(&[String::new(), "a.xls".to_owned()], Lang::En).ends_with(": a.xls"));
    }
}
