//! The grid of a table: cells, row by row, with horizontal and vertical
//! merges.

use gongkai_model::{
    Block, Cell, Document, Heading, Paragraph, RichText, Style, Table, TableError, Target,
    TextBuilder, label,
};

/// How a cell takes part in a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Merge {
    /// Not at all.
    #[default]
    None,
    /// It is the first cell.
    Restart,
    /// It goes on with the cell before or above.
    Continue,
}

/// The properties of a cell that shape the grid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CellProperties {
    /// How many columns it covers.
    pub(crate) span: u32,
    pub(crate) vertical: Merge,
    pub(crate) horizontal: Merge,
}

impl Default for CellProperties {
    fn default() -> CellProperties {
        CellProperties {
            span: 1,
            vertical: Merge::None,
            horizontal: Merge::None,
        }
    }
}

/// In which direction a merge goes on over a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From the cell before it.
    Horizontal,
    /// From the cell above it.
    Vertical,
}

/// What stands in a cell: lines, and tables between them.
#[derive(Debug, Default)]
pub(crate) struct CellContent {
    pub(crate) lines: Vec<RichText>,
    /// Each with the number of lines before it.
    pub(crate) tables: Vec<(usize, Block)>,
}

/// A table while it is read.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    cells: Vec<Cell>,
    rows: u32,
    /// How far to the right the cells reach.
    columns: u32,
    /// How many columns the file says that there are; 0 where it says nothing.
    stated: u32,
    /// The column after the last one in which a cell begins.
    begun: u32,
    /// For each column where a cell began in the row above, its number among
    /// the cells and the column after it.
    above: Vec<Option<(usize, u32)>>,
    current: Vec<Option<(usize, u32)>>,
    column: u32,
}

impl CellContent {
    pub(crate) fn is_empty(&self) -> bool {
        let is_empty = |line: &RichText| line.text.trim().is_empty() && line.anchors.is_empty();
        self.tables.is_empty() && self.lines.iter().all(is_empty)
    }

    /// What its text refers to.
    pub(crate) fn targets(mut self) -> Vec<Target> {
        let anchors = self.lines.iter().flat_map(|line| &line.anchors);
        let mut targets: Vec<Target> = anchors.map(|anchor| anchor.target).collect();
        for (_, table) in &mut self.tables {
            let table = std::slice::from_mut(table);
            Document::for_each_target(table, &mut |target| targets.push(*target));
        }
        targets
    }

    /// Adds a block: its text is a line of the cell, a table stands between lines.
    pub(crate) fn add(&mut self, block: Block) {
        match block {
            Block::Table(_) => self.tables.push((self.lines.len(), block)),
            Block::Heading(Heading { label, content, .. })
            | Block::Paragraph(Paragraph { label, content, .. }) => {
                let mut line = RichText::plain(label::join(label.as_deref(), ""));
                line.append(&content);
                self.lines.push(line);
            }
            Block::Image(image) => {
                let mut line = RichText::default();
                line.refer(Target::Image(image.image));
                self.lines.push(line);
            }
            Block::PageBreak(_) => {}
        }
    }

    fn into_cell(self, row: u32, column: u32) -> Cell {
        let mut text = TextBuilder::default();
        for (index, line) in self.lines.iter().enumerate() {
            if index > 0 {
                text.push("\n", &Style::default());
            }
            text.append(line);
        }
        let mut cell = Cell::new(row, column, text.finish());
        if !self.tables.is_empty() {
            cell.blocks = self.into_blocks();
        }
        cell
    }

    fn into_blocks(self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut tables = self.tables.into_iter().peekable();
        for (index, content) in self.lines.into_iter().enumerate() {
            while let Some((_, table)) = tables.next_if(|(at, _)| *at <= index) {
                blocks.push(table);
            }
            let paragraph = Paragraph {
                label: None,
                content,
                place: None,
            };
            blocks.push(Block::Paragraph(paragraph));
        }
        blocks.extend(tables.map(|(_, table)| table));
        blocks
    }
}

impl Grid {
    /// The number of the row that is read, from 0.
    pub(crate) fn row(&self) -> u32 {
        self.rows
    }

    /// The column of the next cell, from 0.
    pub(crate) fn column(&self) -> u32 {
        self.column
    }

    /// How many cells there are.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Leaves columns without a cell.
    pub(crate) fn skip(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns.min(4096));
    }

    /// Takes note of how many columns the file says that there are.
    pub(crate) fn state_columns(&mut self, columns: u32) {
        self.stated = columns;
    }

    /// How many columns the table has. What a span (`w:gridSpan`, 17.4.17) adds
    /// to a stated grid has no width on the page unless a cell begins there.
    fn width(&self) -> u32 {
        match self.stated {
            0 => self.columns,
            stated => self.columns.min(stated.max(self.begun)),
        }
    }

    /// The size of the grid, where it is past what a table may have.
    pub(crate) fn check_size(&self) -> Result<(), TableError> {
        let (rows, columns) = (self.rows + 1, self.width());
        match u64::from(columns) * u64::from(rows) > gongkai_model::MAX_TABLE_AREA {
            true => Err(TableError::Size { rows, columns }),
            false => Ok(()),
        }
    }

    /// The table; nothing where it has no cell.
    pub(crate) fn finish(mut self) -> Result<Option<Table>, TableError> {
        let columns = self.width();
        if self.rows == 0 || columns == 0 {
            return Ok(None);
        }
        if columns < self.columns {
            for cell in &mut self.cells {
                cell.column_span = cell.column_span.min(columns - cell.column);
            }
        }
        Table::new(self.rows, columns, self.cells).map(Some)
    }

    /// Adds a cell to the current row; the direction of the merge that hides
    /// its text, where one does.
    pub(crate) fn add(
        &mut self,
        properties: CellProperties,
        content: CellContent,
    ) -> Option<Direction> {
        // An absurd span would make an absurd grid; Word stops at 63 columns.
        let span = properties.span.clamp(1, 4096);
        let (start, end) = (self.column, self.column.saturating_add(span));
        self.column = end;
        self.columns = self.columns.max(end);
        if properties.horizontal == Merge::Continue
            && let Some(index) = self.last_of_row()
        {
            self.cells[index].column_span += span;
            self.note(self.cells[index].column, index, end);
            return (!content.is_empty()).then_some(Direction::Horizontal);
        }
        let above = self.above.get(start as usize).copied().flatten();
        if properties.vertical == Merge::Continue
            && let Some((index, above_end)) = above
            && above_end == end
        {
            self.cells[index].row_span = self.rows + 1 - self.cells[index].row;
            self.note(start, index, end);
            return (!content.is_empty()).then_some(Direction::Vertical);
        }
        self.begun = self.begun.max(start.saturating_add(1));
        let cell = content.into_cell(self.rows, start);
        self.cells.push(cell.spanning(1, span));
        let index = self.cells.len() - 1;
        // Only a merge can be continued: `above` forgets what is not in one.
        let merges = properties.vertical != Merge::None;
        if merges {
            self.note(start, index, end);
        }
        None
    }

    fn last_of_row(&self) -> Option<usize> {
        let last = self.cells.len().checked_sub(1)?;
        (self.cells[last].row == self.rows).then_some(last)
    }

    fn note(&mut self, start: u32, index: usize, end: u32) {
        let start = start as usize;
        if self.current.len() <= start {
            self.current.resize(start + 1, None);
        }
        self.current[start] = Some((index, end));
    }

    /// Ends the row whose first cell has the number `first_cell`; it goes where
    /// it was deleted with changes tracked.
    pub(crate) fn end_row(&mut self, first_cell: usize, deleted: bool) {
        if deleted {
            self.cells.truncate(first_cell);
            // Only the merges that go on in this row reach into it.
            for (index, _) in self.current.drain(..).flatten() {
                if let Some(cell) = self.cells.get_mut(index) {
                    cell.row_span = cell.row_span.min(self.rows - cell.row);
                }
            }
        } else {
            self.above = std::mem::take(&mut self.current);
            self.rows += 1;
        }
        self.column = 0;
    }
}
