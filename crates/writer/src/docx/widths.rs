//! Widths of table columns, from what stands in them.
//!
//! Lengths are counted in half ems: a Han character takes two, a digit one.

use gongkai_model::{Cell, Table};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::body::TextSize;

/// The space between text and border, left and right, in twips; the same as
/// in the table style.
pub(super) const CELL_MARGIN: u32 = 57;
/// No column is narrower than two Han characters, if there is room at all.
const MIN_COLUMN: u32 = 4;
/// A line of text is never asked to be wider than this.
const MAX_LINE: u32 = 56;
/// A word without a place to break it may ask for this much.
const MAX_WORD: u32 = 16;
/// The text of a header may break into this many lines.
const HEADER_LINES: u32 = 3;

/// The widths of a table's columns and the size of its text.
#[derive(Debug)]
pub(super) struct Layout {
    /// In twips; their sum is the width of the table.
    pub(super) columns: Vec<u32>,
    pub(super) size: TextSize,
}

/// What a column or a cell asks for: what it cannot do without, and the width
/// at which it looks right.
#[derive(Debug, Clone, Copy, Default)]
struct Need {
    least: u32,
    wish: u32,
}

/// Lays out a table in a width, with the largest text that fits.
pub(super) fn layout(table: &Table, header_rows: u32, width: u32) -> Layout {
    let needs = columns(table, header_rows);
    let fits = |size: &TextSize| {
        needs
            .iter()
            .map(|need| twips(need.least, *size))
            .sum::<u32>()
            <= width
    };
    let size = TextSize::ALL
        .into_iter()
        .find(fits)
        .unwrap_or(TextSize::Tiny);
    let in_twips: Vec<Need> = needs
        .iter()
        .map(|need| Need {
            least: twips(need.least, size),
            wish: twips(need.wish, size),
        })
        .collect();
    Layout {
        columns: share(&in_twips, width),
        size,
    }
}

/// The width of a column whose text takes `half_ems`.
fn twips(half_ems: u32, size: TextSize) -> u32 {
    half_ems * size.half_em() + 2 * CELL_MARGIN + 10
}

/// What each column needs: first from the cells that are in it alone, then
/// from those that span several, the narrow ones first.
fn columns(table: &Table, header_rows: u32) -> Vec<Need> {
    let mut columns = vec![
        Need {
            least: MIN_COLUMN,
            wish: MIN_COLUMN
        };
        table.columns as usize
    ];
    let mut spanning: Vec<(&Cell, Need)> = Vec::new();
    for cell in &table.cells {
        let need = need(cell, header_rows);
        if cell.column_span > 1 {
            spanning.push((cell, need));
            continue;
        }
        let column = &mut columns[cell.column as usize];
        column.least = column.least.max(need.least);
        column.wish = column.wish.max(need.wish);
    }
    spanning.sort_by_key(|(cell, _)| cell.column_span);
    for (cell, need) in spanning {
        let range = cell.column as usize..(cell.column + cell.column_span) as usize;
        let covered = &mut columns[range];
        widen(covered, need.least, |column| &mut column.least);
        widen(covered, need.wish, |column| &mut column.wish);
    }
    for column in &mut columns {
        column.wish = column.wish.max(column.least);
    }
    columns
}

/// Widens columns evenly until they hold `needed` together.
fn widen(columns: &mut [Need], needed: u32, part: fn(&mut Need) -> &mut u32) {
    let have: u32 = columns.iter_mut().map(|column| *part(column)).sum();
    let each = needed
        .saturating_sub(have)
        .div_ceil((columns.len() as u32).max(1));
    for column in columns {
        *part(column) += each;
    }
}

/// What a cell needs. A cell of several rows has that many lines to break
/// into, a header a few.
fn need(cell: &Cell, header_rows: u32) -> Need {
    let (mut longest, mut least) = (0, 0);
    for line in cell.text().split('\n') {
        longest = longest.max(line.width() as u32);
        least = least.max(longest_word(line));
    }
    let lines = match cell.row < header_rows {
        true => HEADER_LINES.max(cell.row_span),
        false => cell.row_span,
    };
    let wish = longest.div_ceil(lines.max(1)).min(MAX_LINE);
    // Even, so that no half of a Han character is left over.
    Need {
        least,
        wish: wish.next_multiple_of(2).max(least),
    }
}

/// The widest part of a line that should not be broken: a word, a number, a
/// Han character with its brackets, as `（四）`.
fn longest_word(line: &str) -> u32 {
    let (mut longest, mut word) = (0, 0);
    let mut goes_on = false;
    for c in line.chars() {
        let width = c.width().unwrap_or(0) as u32;
        let (opens, closes) = (
            "（《“‘〔【".contains(c),
            "）》”’〕】，。、；：！？".contains(c),
        );
        if c.is_whitespace() {
            word = 0;
            continue;
        }
        if width == 2 && !goes_on && !closes {
            word = 0;
        }
        word += width;
        goes_on = opens;
        // The fonts that stand in for Times New Roman are wider by a quarter.
        longest = longest.max(if width < 2 {
            word + word.div_ceil(4)
        } else {
            word
        });
    }
    longest.min(MAX_WORD)
}

/// Shares out a width: to each column what it cannot do without, then what it
/// wishes, then the rest in proportion.
fn share(needs: &[Need], width: u32) -> Vec<u32> {
    let least: u64 = needs.iter().map(|need| u64::from(need.least)).sum();
    let wish: u64 = needs.iter().map(|need| u64::from(need.wish)).sum();
    let total = u64::from(width);
    let portion = |need: &Need| -> u64 {
        let (own_least, own_wish) = (u64::from(need.least), u64::from(need.wish));
        if total <= least {
            own_least * total / least.max(1)
        } else if total <= wish {
            own_least + (own_wish - own_least) * (total - least) / (wish - least).max(1)
        } else {
            own_wish * total / wish.max(1)
        }
    };
    let mut shares: Vec<u32> = needs
        .iter()
        .map(|need| (portion(need) as u32).max(1))
        .collect();
    // What rounding left over goes to the first columns, a twip each.
    let left_over = width.saturating_sub(shares.iter().sum());
    for share in shares.iter_mut().take(left_over as usize) {
        *share += 1;
    }
    shares
}

/// Digits and the signs that go with them: centred whatever the column.
pub(super) fn is_figure(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "+-.,%/—０１２３４５６７８９".contains(c))
}

#[cfg(test)]
mod tests {
    use gongkai_model::RichText;

    use super::*;

    fn table(rows: &[&[&str]]) -> Table {
        let cells = (0..).zip(rows).flat_map(|(row, texts)| {
            (0..)
                .zip(*texts)
                .map(move |(column, text)| Cell::new(row, column, RichText::plain(*text)))
        });
        Table::new(rows.len() as u32, rows[0].len() as u32, cells.collect()).unwrap()
    }

    #[test]
    fn columns_fill_the_width_and_labels_are_wider_than_figures() {
        let table = table(&[&["项目", "数量"], &["因历史遗留问题无法提供的情形", "12"]]);
        let layout = layout(&table, 1, 8845);
        assert_eq!(layout.columns.iter().sum::<u32>(), 8845);
        assert!(layout.columns[0] > 2 * layout.columns[1], "{layout:?}");
        assert_eq!(layout.size, TextSize::Regular);
    }

    #[test]
    fn many_columns_get_smaller_text_and_still_fit() {
        for count in [15, 20, 63] {
            let texts = vec!["12345"; count];
            let table = table(&[&texts, &texts]);
            let layout = layout(&table, 0, 8845);
            assert_eq!(layout.columns.iter().sum::<u32>(), 8845);
            assert_ne!(layout.size, TextSize::Regular);
        }
    }

    #[test]
    fn widths_are_sound_for_any_need() {
        for width in [0, 1, 600, 8845] {
            for needs in [
                vec![(0, 0)],
                vec![(4, 4), (4, 100)],
                vec![(9000, 9000), (1, 2)],
            ] {
                let needs: Vec<Need> = needs
                    .into_iter()
                    .map(|(least, wish)| Need { least, wish })
                    .collect();
                assert!(share(&needs, width).iter().all(|&share| share > 0));
            }
        }
    }
}
