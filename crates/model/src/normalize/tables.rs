//! Tables that are another table on the page: frames around others, and parts
//! that a page break set apart.

use crate::{Block, Table};

/// What a frame holds: a table of one cell with a table in it is there to draw
/// a line around it. Any other table is given back.
pub(super) fn framed(mut table: Table) -> Result<Vec<Block>, Table> {
    let [cell] = &mut table.cells[..] else {
        return Err(table);
    };
    let frames = cell
        .blocks
        .iter()
        .any(|block| matches!(block, Block::Table(_)));
    if !frames {
        return Err(table);
    }
    let mut blocks = std::mem::take(&mut cell.blocks);
    for block in &mut blocks {
        if block.place().is_none() {
            block.set_place(table.place.clone());
        }
    }
    Ok(blocks)
}

/// Joins tables that a page break alone stands between, where the second one
/// repeats the header of the first: the author cut it so that it fits the page.
pub(super) fn joined(blocks: Vec<Block>) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let Block::Table(next) = block else {
            kept.push(block);
            continue;
        };
        let header = match &kept[..] {
            [.., Block::Table(first), Block::PageBreak(_)] => repeated_header(first, &next),
            _ => None,
        };
        let Some(header) = header else {
            kept.push(Block::Table(next));
            continue;
        };
        kept.pop();
        if let Some(Block::Table(first)) = kept.last_mut() {
            append(first, next, header);
        }
    }
    kept
}

/// How many rows of header two tables have in common, where that is all of the
/// header of both.
fn repeated_header(first: &Table, next: &Table) -> Option<u32> {
    let header = first.header_rows();
    if header == 0 || header != next.header_rows() || first.columns != next.columns {
        return None;
    }
    let rows = |table: &Table| table.cells.partition_point(|cell| cell.row < header);
    let (first, next) = (&first.cells[..rows(first)], &next.cells[..rows(next)]);
    let same = first.len() == next.len()
        && first.iter().zip(next).all(|(a, b)| {
            let shape =
                |cell: &crate::Cell| (cell.row, cell.column, cell.row_span, cell.column_span);
            shape(a) == shape(b) && a.text() == b.text()
        });
    same.then_some(header)
}

/// Puts the body of a table under another one; each cell keeps its place.
fn append(first: &mut Table, mut next: Table, header: u32) {
    let offset = first.rows - header;
    for index in 0..next.cells.len() {
        next.cells[index].place = next.place_of(index).map(Box::new);
    }
    let body = next.cells.into_iter().filter(|cell| cell.row >= header);
    first.cells.extend(body.map(|mut cell| {
        cell.row += offset;
        cell
    }));
    first.rows += next.rows - header;
}

#[cfg(test)]
mod tests {
    use crate::{Block, Cell, Document, PageBreak, Paragraph, Place, RichText, Table};

    fn table(rows: &[[&str; 2]]) -> Block {
        let cells = rows.iter().enumerate().flat_map(|(row, line)| {
            line.iter().enumerate().map(move |(column, text)| {
                Cell::new(row as u32, column as u32, RichText::plain(*text))
            })
        });
        Block::Table(Table::new(rows.len() as u32, 2, cells.collect()).unwrap())
    }

    fn page_break() -> Block {
        Block::PageBreak(PageBreak::default())
    }

    fn normalized(blocks: Vec<Block>) -> Vec<Block> {
        let once = Document::new(blocks).normalize().0;
        assert_eq!(once.clone().normalize().0, once);
        once.blocks
    }

    #[test]
    fn a_table_goes_on_behind_a_page_break_with_its_header_again() {
        let mut second = table(&[["单位", "件数"], ["乙局", "3"]]);
        second.set_place(Some(Place::block(9)));
        let blocks = normalized(vec![
            table(&[["单位", "件数"], ["甲局", "12"]]),
            page_break(),
            second,
        ]);
        let [Block::Table(table)] = &blocks[..] else {
            panic!("{blocks:?}")
        };
        assert_eq!((table.rows, table.cells.len()), (3, 6));
        assert_eq!(table.at(2, 0).unwrap().text(), "乙局");
        let place = table.place_of(4).unwrap().to_string();
        assert_eq!(place, "block 10, row 2, column 1");
    }

    #[test]
    fn tables_that_are_two_stay_two() {
        let other = table(&[["单位", "金额"], ["乙局", "3"]]);
        let first = || table(&[["单位", "件数"], ["甲局", "12"]]);
        assert_eq!(normalized(vec![first(), page_break(), other]).len(), 3);
        assert_eq!(normalized(vec![first(), first()]).len(), 2);
        let caption = Block::Paragraph(Paragraph::plain("表二"));
        assert_eq!(
            normalized(vec![first(), page_break(), caption, first()]).len(),
            4
        );
    }

    #[test]
    fn a_frame_gives_way_to_what_it_frames() {
        let mut frame = Cell::new(0, 0, RichText::default());
        let title = Block::Paragraph(Paragraph::plain("标题"));
        frame.blocks = vec![title, table(&[["单位", "件数"], ["甲局", "12"]])];
        let mut frame = Block::Table(Table::new(1, 1, vec![frame]).unwrap());
        frame.set_place(Some(Place::block(2)));
        let blocks = normalized(vec![frame]);
        assert!(matches!(
            &blocks[..],
            [Block::Paragraph(_), Block::Table(_)]
        ));
        assert_eq!(blocks[0].place(), Some(&Place::block(2)));
    }
}
