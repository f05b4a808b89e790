//! Tables: from a grid of cells to rows of `w:tc` with merges.

use gongkai_model::{Cell as SourceCell, Format, Table as Source, label};
use unicode_width::UnicodeWidthStr;

use super::body::{Block, Cell, Paragraph, ParagraphStyle, Row, Table, TextSize, VerticalMerge};
use super::compose::{Composer, InCell};
use super::widths::{self, CELL_MARGIN, Layout};
use crate::{Error, ErrorKind};

/// The text width of an A4 page with margins of 28 and 26 mm, in twips.
const TEXT_WIDTH: u32 = 8845;
/// A table within a cell gets at least this, or nothing could be read in it.
const MIN_TABLE_WIDTH: u32 = 600;
/// "Word operating parameter limitations", Microsoft.
const MAX_COLUMNS: u32 = 63;
const MAX_ROWS: u32 = 32_767;
/// A row with a longer text than this may be higher than a page.
const LONGEST_WHOLE: usize = 2400;
/// Text wider than this, in half ems, is read from the left, not centred.
const LONGEST_CENTRED: usize = 20;

/// Composes a table for the body or for a cell.
pub(super) fn compose<'a>(
    composer: &mut Composer<'a>,
    table: &'a Source,
    cell: Option<InCell<'_>>,
) -> Result<Table<'a>, Error> {
    if table.columns > MAX_COLUMNS || table.rows > MAX_ROWS {
        return Err(too_large(table, cell));
    }
    let width = cell.map_or(TEXT_WIDTH, |cell| cell.width.max(MIN_TABLE_WIDTH));
    let header_rows = table.header_rows();
    let layout = widths::layout(table, header_rows, width);
    let rows = Rows {
        table,
        header_rows,
        layout: &layout,
        left: left_columns(table, header_rows),
    };
    let rows = rows.compose(composer)?;
    Ok(Table {
        grid: layout.columns,
        header_rows,
        rows,
    })
}

fn too_large(table: &Source, cell: Option<InCell<'_>>) -> Error {
    let place = table
        .place
        .as_ref()
        .or(cell.and_then(|cell| cell.place))
        .cloned();
    let (rows, columns) = (table.rows, table.columns);
    ErrorKind::TableTooLarge {
        format: Format::Docx,
        rows,
        columns,
        place,
    }
    .into()
}

/// The columns whose body is a list or prose rather than names and figures.
fn left_columns(table: &Source, header_rows: u32) -> Vec<bool> {
    let mut left = vec![false; table.columns as usize];
    for cell in table
        .cells
        .iter()
        .filter(|cell| is_line(table, header_rows, cell))
    {
        let listed = label::split(cell.text()).is_some();
        left[cell.column as usize] |= listed || cell.text().width() > LONGEST_CENTRED;
    }
    left
}

/// True for a cell of the body that is neither the heading of a group of rows
/// nor, over the whole width, of a part of the table.
fn is_line(table: &Source, header_rows: u32, cell: &SourceCell) -> bool {
    cell.row >= header_rows
        && cell.row_span == 1
        && (cell.column_span < table.columns || table.columns == 1)
}

struct Rows<'a, 'l> {
    table: &'a Source,
    header_rows: u32,
    layout: &'l Layout,
    left: Vec<bool>,
}

impl<'a> Rows<'a, '_> {
    fn compose(&self, composer: &mut Composer<'a>) -> Result<Vec<Row<'a>>, Error> {
        let grid = self.table.grid();
        let positions = grid.chunks_exact(self.table.columns as usize);
        let mut rows = Vec::with_capacity(self.table.rows as usize);
        for (row, covering) in (0..).zip(positions) {
            rows.push(self.row(composer, row, covering)?);
        }
        Ok(rows)
    }

    /// A row, from the numbers of the cells that cover its positions.
    fn row(
        &self,
        composer: &mut Composer<'a>,
        row: u32,
        covering: &[u32],
    ) -> Result<Row<'a>, Error> {
        let mut cells = Vec::new();
        let mut cant_split = true;
        let mut column = 0;
        while let Some(&index) = covering.get(column) {
            let source = &self.table.cells[index as usize];
            cant_split &= source.text().len() <= LONGEST_WHOLE && source.blocks.is_empty();
            cells.push(self.cell(composer, index as usize, source.row == row)?);
            column += source.column_span.max(1) as usize;
        }
        Ok(Row { cant_split, cells })
    }

    /// The top of a cell with its content, or what it covers in a row below:
    /// an empty `w:tc` that spans the same columns.
    fn cell(
        &self,
        composer: &mut Composer<'a>,
        index: usize,
        top: bool,
    ) -> Result<Cell<'a>, Error> {
        let source = &self.table.cells[index];
        let columns = source.column as usize..(source.column + source.column_span) as usize;
        let width = self.layout.columns[columns].iter().sum();
        let blocks = match top {
            true => self.content(composer, index, width)?,
            false => vec![Block::Paragraph(Paragraph::empty(self.style()))],
        };
        let vertical_merge = match (top, source.row_span) {
            (true, 1) => None,
            (true, _) => Some(VerticalMerge::Restart),
            (false, _) => Some(VerticalMerge::Continue),
        };
        Ok(Cell {
            width,
            grid_span: source.column_span,
            vertical_merge,
            blocks,
        })
    }

    fn content(
        &self,
        composer: &mut Composer<'a>,
        index: usize,
        width: u32,
    ) -> Result<Vec<Block<'a>>, Error> {
        let source = &self.table.cells[index];
        let needs_place = !(source.blocks.is_empty()
            && source.content.runs.is_empty()
            && source.content.anchors.is_empty());
        let place = if needs_place {
            self.table.place_of(index)
        } else {
            None
        };
        if !source.blocks.is_empty() {
            let width = width.saturating_sub(2 * CELL_MARGIN);
            let size = self.layout.size;
            let cell = InCell {
                width,
                size,
                place: place.as_ref(),
            };
            return composer.blocks(&source.blocks, Some(cell));
        }
        let left = self.is_left(source);
        let mut paragraphs = composer.lines(self.style(), &source.content, place.as_ref());
        paragraphs
            .iter_mut()
            .for_each(|paragraph| paragraph.left = left);
        Ok(paragraphs.into_iter().map(Block::Paragraph).collect())
    }

    fn is_left(&self, cell: &SourceCell) -> bool {
        is_line(self.table, self.header_rows, cell)
            && self.left[cell.column as usize]
            && !widths::is_figure(cell.text())
            && !cell.text().trim().is_empty()
    }

    fn style(&self) -> ParagraphStyle {
        ParagraphStyle::TableText(self.layout.size)
    }
}

impl TextSize {
    /// All sizes, the largest first.
    pub(super) const ALL: [TextSize; 3] = [TextSize::Regular, TextSize::Small, TextSize::Tiny];

    /// The width of half an em, in twips.
    pub(super) fn half_em(self) -> u32 {
        match self {
            TextSize::Regular => 105,
            TextSize::Small => 90,
            TextSize::Tiny => 75,
        }
    }
}
