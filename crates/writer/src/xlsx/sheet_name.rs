//! Names for the sheets of the tables.
//!
//! A table of a statutory form is named as the form says, another one after
//! its caption, else by its number. Excel's own limits are the rest: 31
//! characters, seven forbidden ones, no name twice.

use std::collections::{HashMap, HashSet};

use gongkai_model::{Block, Document, Form, Report, builtin_form};

/// The name of the sheet that holds the text.
pub(super) const TEXT_SHEET: &str = "正文";

/// The most UTF-16 units that a name may have.
const LONGEST: usize = 31;

/// A name for each table, by the number of its block.
pub(super) fn names(report: &Report) -> HashMap<usize, String> {
    let by_form = report.form.as_deref().and_then(builtin_form);
    let by_form = by_form
        .map(|form| form_names(report, form))
        .unwrap_or_default();
    let mut taken = Taken::new();
    let tables = report.document.tables().enumerate();
    tables
        .map(|(number, (block, _))| {
            let wanted = by_form
                .get(&block)
                .and_then(|name| legal(name))
                .or_else(|| caption(&report.document, block))
                .unwrap_or_else(|| format!("表{}", number + 1));
            (block, taken.take(&wanted))
        })
        .collect()
}

/// The names that the form gives: a block takes that of the first form table
/// with a field in it.
fn form_names<'a>(report: &Report, form: &'a Form) -> HashMap<usize, &'a str> {
    let sheets: HashMap<&str, &str> = form
        .tables
        .iter()
        .map(|table| (table.id.as_str(), table.sheet.as_str()))
        .collect();
    let mut names = HashMap::new();
    for (field, read) in report.evidence.iter().flatten() {
        let sheet = field.split('.').next().and_then(|table| sheets.get(table));
        if let (Some(sheet), Some(cell)) = (sheet, read.cell) {
            names.entry(cell.block).or_insert(*sheet);
        }
    }
    names
}

/// The line right before a table, where it is short enough to be its caption.
/// A line that only states the unit has the caption before it.
fn caption(document: &Document, block: usize) -> Option<String> {
    let mut before = document.blocks[..block].iter().rev();
    let mut line = line_of(before.next()?)?;
    if is_unit(line) {
        line = line_of(before.next()?)?;
    }
    if is_note(line) {
        return None;
    }
    let sentence = line.ends_with(['。', '；', '，', '：', ';', ',', ':']) || line.contains('\n');
    if sentence || utf16(line) > LONGEST {
        None
    } else {
        legal(line)
    }
}

fn line_of(block: &Block) -> Option<&str> {
    match block {
        Block::Heading(heading) => Some(&heading.content.text),
        Block::Paragraph(paragraph) => Some(&paragraph.content.text),
        Block::Table(_) | Block::Image(_) | Block::PageBreak(_) => None,
    }
}

/// `注：数据为快报数` belongs to the table above it.
fn is_note(line: &str) -> bool {
    let line = line.trim_start_matches(['（', '(', ' ', '\u{3000}']);
    let notes = ["注", "备注", "附注", "说明"];
    let mut rests = notes.iter().filter_map(|note| line.strip_prefix(note));
    rests.any(|rest| rest.starts_with(['：', ':', '1', '１']))
}

/// `单位：万元`, `（计量单位：件）`
fn is_unit(line: &str) -> bool {
    let line = line.trim_start_matches(['（', '(', ' ', '\u{3000}']);
    ["单位", "计量单位", "金额单位"]
        .iter()
        .any(|start| line.starts_with(start))
}

/// The name with what Excel forbids written in full width; none where nothing is left.
fn legal(name: &str) -> Option<String> {
    let name: String = name
        .chars()
        .filter(|c| !c.is_control())
        .map(full_width)
        .collect();
    let name = name.trim().trim_matches('\'').trim();
    (!name.is_empty()).then(|| shortened(name, LONGEST).to_owned())
}

fn full_width(c: char) -> char {
    match c {
        '[' => '［',
        ']' => '］',
        ':' => '：',
        '*' => '＊',
        '?' => '？',
        '/' => '／',
        '\\' => '＼',
        c => c,
    }
}

fn utf16(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The beginning of a text that has at most so many UTF-16 units.
fn shortened(text: &str, most: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    end.map_or(text, |(offset, _)| &text[..offset])
}

/// The names given so far, in lower case as Excel compares them.
struct Taken(HashSet<String>);

impl Taken {
    /// Excel keeps `History` for itself.
    fn new() -> Taken {
        Taken(HashSet::from([TEXT_SHEET.to_owned(), "history".to_owned()]))
    }

    /// The name, or the name with the first number that is free.
    fn take(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let mut number = 2;
        while !self.0.insert(name.to_lowercase()) {
            let number_text = number.to_string();
            let start = shortened(wanted, LONGEST - number_text.len()).trim_end_matches('\'');
            name = format!("{start}{number_text}");
            number += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use gongkai_model::{Cell, Paragraph, RichText, Table};

    use super::*;

    fn table() -> Block {
        Block::Table(Table::new(1, 1, vec![Cell::new(0, 0, RichText::plain("甲"))]).unwrap())
    }

    fn line(text: &str) -> Block {
        Block::Paragraph(Paragraph::plain(text))
    }

    fn named(blocks: Vec<Block>) -> Vec<String> {
        let (report, _) = Document::new(blocks).bind(&[]);
        let names = names(&report);
        report
            .document
            .tables()
            .map(|(block, _)| names[&block].clone())
            .collect()
    }

    #[test]
    fn a_table_is_named_after_its_caption_or_its_number() {
        let names = named(vec![
            line("附表 收支[总]表"),
            table(),
            table(),
            line("见下表："),
            table(),
        ]);
        assert_eq!(names, ["附表 收支［总］表", "表2", "表3"]);
    }

    #[test]
    fn a_line_with_the_unit_is_no_caption() {
        let names = named(vec![
            line("收入表"),
            line("单位：万元"),
            table(),
            line("（单位：件）"),
            table(),
        ]);
        assert_eq!(names, ["收入表", "表2"]);
    }

    #[test]
    fn a_note_is_no_caption_of_the_table_below_it() {
        let names = named(vec![
            line("注：数据为快报数"),
            table(),
            line("说明书"),
            table(),
        ]);
        assert_eq!(names, ["表1", "说明书"]);
    }

    #[test]
    fn no_name_occurs_twice_or_is_one_of_excels_own() {
        let long = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一";
        let lines = ["A", "a", "history", "正文", "'x'", long, long, "表2", "//"];
        let blocks = lines
            .iter()
            .flat_map(|text| [line(text), table()])
            .collect();
        let names = named(blocks);
        assert_eq!(names[..5], ["A", "a2", "history2", "正文2", "x"]);
        assert_eq!(names[5], long);
        assert_eq!(names[6], format!("{}2", &long[..30 * 3]));
        assert_eq!(names[8], "／／");
        assert!(names.iter().all(|name| utf16(name) <= LONGEST));
    }
}
