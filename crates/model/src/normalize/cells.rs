//! Cells: their text, and the blocks in them.

use super::{normalize_blocks, removed_controls, text};
use crate::diagnostic::{Diagnostic, Kind};
use crate::{Block, Cell, Heading, Paragraph, Place, RichText, Style, Target, TextBuilder, label};

/// How many tables may stand one within the other. Their text occurs at every
/// level, and readers of JSON stop at a depth of their own (`serde_json` at
/// 128); what is deeper is kept as text, and named.
const MAX_NESTING: usize = 16;

/// Brings a cell into its one spelling; `nesting` counts the table around it,
/// and `place` tells where the cell is.
pub(super) fn normalize(
    cell: &mut Cell,
    place: impl Fn(&Cell) -> Option<Place>,
    nesting: usize,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let blocks = match cell.blocks.is_empty() {
        true => Vec::new(),
        false => normalize_blocks(std::mem::take(&mut cell.blocks), nesting, diagnostics),
    };
    let has_table = blocks.iter().any(|block| matches!(block, Block::Table(_)));
    if has_table {
        cell.content = RichText::plain(printed_lines(&blocks));
    } else {
        let removed = text::sanitize(&mut cell.content);
        removed_controls(removed, || place(cell), diagnostics);
        if !blocks.is_empty() {
            take_lines(&mut cell.content, &blocks);
        }
    }
    text::trim_lines(&mut cell.content);
    // Blocks are kept only where they say more than the text does.
    if has_table && nesting < MAX_NESTING {
        cell.blocks = blocks;
    } else if has_table {
        let kind = Kind::ContentLeftOut {
            what: format!("w:tbl × {}", nesting + 1),
            count: 1,
        };
        diagnostics.push(Diagnostic::new(kind, place(cell)));
    }
}

/// The text of blocks: a line for each paragraph, and for each row of a table
/// its cells with tabs between.
fn printed_lines(blocks: &[Block]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for block in blocks {
        match block {
            Block::Table(table) => {
                for row in 0..table.rows {
                    let start = table.cells.partition_point(|cell| cell.row < row);
                    let cells = table.cells[start..].iter();
                    let texts: Vec<&str> = cells
                        .take_while(|cell| cell.row == row)
                        .map(Cell::text)
                        .collect();
                    lines.push(texts.join("\t"));
                }
            }
            block => lines.extend(block.printed()),
        }
    }
    lines.join("\n")
}

/// Blocks of which none is a table say no more than lines of text do. Where the
/// text says the same already, it stays; else they come behind it.
fn take_lines(content: &mut RichText, blocks: &[Block]) {
    let lines = lines(blocks);
    // Space at the ends of a block is layout, and gone.
    let letters = |text: &RichText| text.text.replace(char::is_whitespace, "");
    let is_plain = |text: &RichText| text.runs.is_empty() && text.anchors.is_empty();
    if letters(content) != letters(&lines) {
        if !content.is_empty() {
            content.push("\n", &Style::default());
        }
        content.append(&lines);
    } else if is_plain(content) || !is_plain(&lines) {
        *content = lines;
    }
}

/// The lines that blocks are, with their looks and all that they refer to.
fn lines(blocks: &[Block]) -> RichText {
    let mut lines = TextBuilder::default();
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 {
            lines.push("\n", &Style::default());
        }
        match block {
            Block::Heading(Heading { label, content, .. })
            | Block::Paragraph(Paragraph { label, content, .. }) => {
                lines.push(&label::join(label.as_deref(), ""), &Style::default());
                lines.append(content);
            }
            Block::Image(image) => lines.refer(lines.length(), Target::Image(image.image)),
            // A page break within a cell only parts its lines; a table has none.
            Block::PageBreak(_) | Block::Table(_) => {}
        }
    }
    lines.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Anchor, Document, Image, Table};

    fn cell(text: &str, blocks: Vec<Block>) -> Cell {
        let mut cell = Cell::new(0, 0, RichText::plain(text));
        cell.blocks = blocks;
        let table = Table::new(1, 1, vec![cell]).unwrap();
        let mut document = Document::new(vec![Block::Table(table)]);
        document.images = vec![Image::default()];
        let (once, _) = document.normalize();
        let (twice, diagnostics) = once.clone().normalize();
        assert_eq!((&twice, diagnostics), (&once, vec![]));
        match once.blocks.into_iter().next() {
            Some(Block::Table(mut table)) => table.cells.remove(0),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn blocks_without_a_table_are_the_lines_of_a_cell() {
        let blocks = || {
            let mut second = RichText::plain("（二）乙");
            second.refer(Target::Image(0));
            let second = Paragraph {
                content: second,
                ..Paragraph::default()
            };
            let first = Block::Paragraph(Paragraph::plain("甲"));
            vec![first, Block::Paragraph(second)]
        };
        for (text, expected) in [
            ("", "甲\n（二）乙"),
            ("甲\n（二）乙", "甲\n（二）乙"),
            (" 甲\r\n（二） 乙", "甲\n（二）乙"),
            ("丙", "丙\n甲\n（二）乙"),
        ] {
            let cell = cell(text, blocks());
            let end = expected.chars().count();
            assert_eq!((cell.text(), cell.blocks.len()), (expected, 0));
            assert_eq!(cell.content.anchors, [Anchor::at(end, Target::Image(0))]);
        }
    }
}
