//! How wide the columns of a table are, and which rows must be higher.
//!
//! Excel fits rows to their text by itself, but not to the text of merged
//! cells. Column widths are counted in half-width characters.

use std::collections::{BTreeMap, BTreeSet};

use gongkai_model::{Cell, Table};
use unicode_width::UnicodeWidthStr;

/// The narrowest and the widest column that is made by its content.
const NARROWEST: usize = 6;
const WIDEST: usize = 46;

/// A label in the header goes into two lines from this width on, and from a
/// smaller one in a table of many columns.
const HEAD_LINE: usize = 16;
const NARROW_HEAD_LINE: usize = 8;
const MANY_COLUMNS: u32 = 8;

/// A text in the body goes into two lines from this width on, into three from
/// twice. One that is hardly wider keeps its line: two of them, one nearly
/// empty, make a row high for the sake of a character.
const BODY_LINE: usize = 24;
const HARDLY: usize = 4;

/// What a column needs beside its text.
const PADDING: usize = 2;

/// A sheet wider than this is printed in landscape.
const PORTRAIT: usize = 130;

/// The height of a line of a table, and what a row has beside its lines, in points.
const LINE_HEIGHT: f64 = 15.0;
const ROW_PADDING: f64 = 3.0;

/// No row is higher in Excel.
pub(super) const HIGHEST: f64 = 409.0;

/// A text with more characters stands at the left of its cell.
const SHORT: usize = 30;

/// Widths and heights of a table's sheet.
pub(super) struct Layout {
    /// The width of each column, in characters.
    pub(super) widths: Vec<usize>,
    /// The height, in points, of the rows that have more than one line.
    pub(super) heights: BTreeMap<u32, f64>,
    /// The rows among them that Excel would make too low.
    pub(super) fixed: BTreeSet<u32>,
    /// The columns with a long text, which stand at the left for the eye to follow.
    pub(super) long: Vec<bool>,
    /// True where the sheet is wider than it is high.
    pub(super) landscape: bool,
}

impl Layout {
    /// The layout of a table with so many header rows.
    pub(super) fn new(table: &Table, header: u32) -> Layout {
        let widths = widths(table, header);
        let landscape = widths.iter().sum::<usize>() > PORTRAIT;
        let (lines, fixed) = row_lines(table, &widths);
        let high = (0..).zip(lines).filter(|(_, lines)| *lines > 1);
        let heights = high.map(|(row, lines)| (row, height(lines))).collect();
        Layout {
            widths,
            heights,
            fixed,
            long: long_columns(table, header),
            landscape,
        }
    }
}

/// The height of a row of one line, as Excel makes it by itself, in points.
pub(super) const ONE_LINE: f64 = LINE_HEIGHT + ROW_PADDING;

/// The width of the longest line of a text.
pub(super) fn width(text: &str) -> usize {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.len();
    }
    text.split('\n')
        .map(UnicodeWidthStr::width)
        .max()
        .unwrap_or(0)
}

fn widths(table: &Table, header: u32) -> Vec<usize> {
    let many = table.columns > MANY_COLUMNS;
    let head_line = if many { NARROW_HEAD_LINE } else { HEAD_LINE };
    let mut widths = vec![NARROWEST; table.columns as usize];
    let is_single = |cell: &&Cell| cell.column_span == 1;
    for cell in table.cells.iter().filter(is_single) {
        let column = &mut widths[cell.column as usize];
        *column = (*column).max(wanted(cell, header, head_line));
    }
    for cell in table.cells.iter().filter(|cell| !is_single(cell)) {
        let span = cell.column as usize..(cell.column + cell.column_span) as usize;
        widen(&mut widths[span], wanted(cell, header, head_line));
    }
    for width in &mut widths {
        *width += PADDING;
    }
    widths
}

/// The width that a cell asks for.
fn wanted(cell: &Cell, header: u32, head_line: usize) -> usize {
    let natural = width(cell.text());
    if cell.row_span > 2 && cell.column_span == 1 {
        // Beside a group of rows there is room for several lines.
        return natural
            .div_ceil(3)
            .next_multiple_of(2)
            .clamp(NARROW_HEAD_LINE, WIDEST)
            .min(natural);
    }
    let is_figure = cell.value.is_some() || !cell.text().contains(|c: char| !c.is_ascii());
    let (line, hardly) = if cell.row < header {
        (head_line, 0)
    } else {
        (BODY_LINE, HARDLY)
    };
    if natural <= line + hardly || (is_figure && natural <= WIDEST) {
        return natural;
    }
    let lines = if cell.row < header { 2 } else { 3 };
    // An even width, because a Han character takes two.
    natural
        .div_ceil(lines)
        .next_multiple_of(2)
        .clamp(line, WIDEST)
}

fn widen(widths: &mut [usize], wanted: usize) {
    let have: usize = widths.iter().sum::<usize>() + PADDING * (widths.len() - 1);
    let missing = wanted.saturating_sub(have);
    let each = missing.div_ceil(widths.len());
    if each > 0 {
        widths.iter_mut().for_each(|width| *width += each);
    }
}

fn long_columns(table: &Table, header: u32) -> Vec<bool> {
    let mut long = vec![false; table.columns as usize];
    let body = table
        .cells
        .iter()
        .filter(|cell| cell.row >= header && cell.column_span == 1);
    for cell in body.filter(|cell| is_long(cell.text())) {
        long[cell.column as usize] = true;
    }
    long
}

/// True for a text that would look odd in the middle of its cell.
pub(super) fn is_long(text: &str) -> bool {
    text.contains('\n') || (text.len() > SHORT && width(text) > SHORT)
}

fn height(lines: usize) -> f64 {
    (lines as f64 * LINE_HEIGHT + ROW_PADDING).min(HIGHEST)
}

/// How many lines each row has, and the rows that have more than Excel gives
/// them because of a merged cell.
fn row_lines(table: &Table, widths: &[usize]) -> (Vec<usize>, BTreeSet<u32>) {
    let mut rows = vec![1; table.rows as usize];
    let is_single = |cell: &&Cell| cell.row_span == 1 && cell.column_span == 1;
    for cell in table.cells.iter().filter(is_single) {
        let row = &mut rows[cell.row as usize];
        *row = (*row).max(lines_of(cell, widths));
    }
    let mut fixed = BTreeSet::new();
    for cell in table.cells.iter().filter(|cell| !is_single(cell)) {
        let span = cell.row as usize..(cell.row + cell.row_span) as usize;
        let have: usize = rows[span.clone()].iter().sum();
        let missing = lines_of(cell, widths).saturating_sub(have);
        let each = missing.div_ceil(span.len());
        for row in span.filter(|_| each > 0) {
            rows[row] += each;
            fixed.insert(row as u32);
        }
    }
    (rows, fixed)
}

/// How many lines the text of a cell takes. A column's width is counted in
/// digits of 7 pixels, a half-width character of the table is 7⅓ pixels wide.
fn lines_of(cell: &Cell, widths: &[usize]) -> usize {
    if cell.text().is_empty() {
        return 1;
    }
    let span = cell.column as usize..(cell.column + cell.column_span) as usize;
    let width: usize = widths[span].iter().sum();
    lines(cell.text(), ((7 * width - 1) * 3 / 22).max(2))
}

/// How many lines a text takes where `room` half-width characters fit one.
pub(super) fn lines(text: &str, room: usize) -> usize {
    if text.len() <= room && !text.contains('\n') {
        return 1; // no character is wider than its bytes are many
    }
    text.split('\n')
        .map(|line| line.width().div_ceil(room).max(1))
        .sum()
}

#[cfg(test)]
mod tests {
    use gongkai_model::RichText;

    use super::*;

    fn cell(row: u32, column: u32, text: &str) -> Cell {
        Cell::new(row, column, RichText::plain(text))
    }

    #[test]
    fn columns_are_wide_enough_for_han() {
        let cells = vec![
            cell(0, 0, "社会公益组织"),
            cell(1, 0, "12"),
            cell(0, 1, "名称"),
            cell(1, 1, "清源县人民政府办公室"),
        ];
        let layout = Layout::new(&Table::new(2, 2, cells).unwrap(), 1);
        assert_eq!(layout.widths, [12 + PADDING, 20 + PADDING]);
        assert!(layout.heights.is_empty() && !layout.landscape);
    }

    #[test]
    fn a_text_that_is_hardly_too_wide_keeps_its_line() {
        let layout = |text: &str| {
            let cells = vec![cell(0, 0, "情形"), cell(1, 0, text)];
            Layout::new(&Table::new(2, 1, cells).unwrap(), 1)
        };
        let one = layout("2.其他法律行政法规禁止公开");
        assert_eq!(one.widths, [26 + PADDING]);
        assert!(one.heights.is_empty());
        let two = layout("申请人无正当理由逾期不补正、行政机关不再处理");
        assert_eq!(two.heights.len(), 1);
    }

    #[test]
    fn rows_grow_for_merged_text() {
        let note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）".repeat(3);
        let cells = vec![
            cell(0, 0, &note).spanning(2, 1),
            cell(0, 1, "甲"),
            cell(1, 1, "乙"),
        ];
        let layout = Layout::new(&Table::new(3, 2, cells).unwrap(), 2);
        let height: f64 = layout.heights.values().sum();
        assert_eq!(layout.heights.len(), 2);
        assert!(height >= 2.0 * LINE_HEIGHT);
    }
}
