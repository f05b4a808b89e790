//! Tables: `w:tbl` (17.4.37), with horizontal and vertical merges.

use gongkai_model::{Block, Cell, Place, RichText, Table, TableError, label};

use super::alt_chunk;
use super::body::is_mark;
use super::context::{Change, Context};
use super::paragraph::{self, ParagraphReader};
use super::properties::value;
use crate::xml::{Element, Node, Ns, Xml};
use crate::{Error, ErrorKind};

/// How a cell takes part in a merge (`w:vMerge`, 17.4.84; `w:hMerge`, 17.4.22).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Merge {
    #[default]
    None,
    Restart,
    Continue,
}

impl Merge {
    fn read(element: &Element) -> Merge {
        match value(element).as_deref() {
            Some("restart") => Merge::Restart,
            _ => Merge::Continue,
        }
    }
}

/// The properties of a cell that shape the grid.
#[derive(Debug, Default)]
struct CellProperties {
    span: u32,
    inserted: bool,
    deleted: bool,
    vertical: Merge,
    horizontal: Merge,
}

/// A table while it is read.
#[derive(Default)]
struct Grid {
    cells: Vec<Cell>,
    rows: u32,
    columns: u32,
    /// For each column where a cell began in the row above, its number among
    /// the cells and the column after it.
    above: Vec<Option<(usize, u32)>>,
    current: Vec<Option<(usize, u32)>>,
    column: u32,
}

impl Context<'_, '_> {
    /// Reads the table whose `w:tbl` was just begun; nothing where it has no cell.
    pub(super) fn table(
        &mut self,
        xml: &mut Xml,
        place: Option<Place>,
    ) -> Result<Option<Block>, Error> {
        let mut grid = Grid::default();
        self.rows(xml, &mut grid, place.as_ref())?;
        if grid.rows == 0 || grid.columns == 0 {
            return Ok(None);
        }
        let mut table =
            Table::new(grid.rows, grid.columns, grid.cells).map_err(|e| too_large(xml, &e))?;
        table.place = place;
        Ok(Some(Block::Table(table)))
    }

    fn rows(&mut self, xml: &mut Xml, grid: &mut Grid, place: Option<&Place>) -> Result<(), Error> {
        loop {
            let element = match xml.next()? {
                Node::Start(element) => element,
                Node::Text(_) => continue,
                Node::End | Node::Eof => return Ok(()),
            };
            match (element.ns, element.local()) {
                (Ns::W, "tr") => {
                    let before = grid.cells.len();
                    let deleted = self.row(xml, grid, place)?;
                    grid.end_row(before, deleted);
                }
                // Rows within content controls and custom XML.
                (Ns::W, "sdt" | "sdtContent" | "customXml") => self.rows(xml, grid, place)?,
                (Ns::W, "ins" | "del" | "moveTo" | "moveFrom") => match self.change(&element) {
                    Change::Skip => xml.skip()?,
                    Change::Read | Change::Told(_) => self.rows(xml, grid, place)?,
                },
                (Ns::W, "tblPr" | "tblGrid" | "tblPrEx") => xml.skip()?,
                (Ns::W, local) if is_mark(local) => xml.skip()?,
                (Ns::W, "commentRangeStart" | "commentRangeEnd") => self.comment(xml, &element)?,
                _ => {
                    self.unknown(element.name(), place);
                    xml.skip()?;
                }
            }
        }
    }

    /// A comment that begins or ends between rows or cells.
    fn comment(&mut self, xml: &mut Xml, element: &Element) -> Result<(), Error> {
        match element.local() {
            "commentRangeStart" => self.open_comment(element),
            _ => self.close_comment(element),
        };
        xml.skip()
    }

    /// Reads a row or what is within one; true where the row was deleted with
    /// changes tracked.
    fn row(
        &mut self,
        xml: &mut Xml,
        grid: &mut Grid,
        place: Option<&Place>,
    ) -> Result<bool, Error> {
        let mut deleted = false;
        loop {
            let element = match xml.next()? {
                Node::Start(element) => element,
                Node::Text(_) => continue,
                Node::End | Node::Eof => return Ok(deleted),
            };
            match (element.ns, element.local()) {
                (Ns::W, "tc") => self.cell(xml, grid, place)?,
                (Ns::W, "trPr") => {
                    let changes = read_row_properties(xml, grid)?;
                    deleted |= self.is_gone(changes.inserted, changes.deleted);
                }
                (Ns::W, "sdt" | "sdtContent" | "customXml") => {
                    deleted |= self.row(xml, grid, place)?;
                }
                (Ns::W, "tblPrEx") => xml.skip()?,
                (Ns::W, local) if is_mark(local) => xml.skip()?,
                (Ns::W, "commentRangeStart" | "commentRangeEnd") => self.comment(xml, &element)?,
                _ => {
                    self.unknown(element.name(), place);
                    xml.skip()?;
                }
            }
        }
    }

    fn cell(&mut self, xml: &mut Xml, grid: &mut Grid, place: Option<&Place>) -> Result<(), Error> {
        let within = place.map(|place| place.within(grid.rows, grid.column, grid.cells.len()));
        let mut properties = CellProperties {
            span: 1,
            ..CellProperties::default()
        };
        let mut content = CellContent::default();
        self.cell_content(xml, &mut properties, &mut content, within.as_ref())?;
        for block in paragraph::left_over(self, within.as_ref()) {
            content.add(block);
        }
        if self.is_gone(properties.inserted, properties.deleted) {
            return Ok(()); // the cells behind it close up (17.13.5.2)
        }
        let hidden = grid.add(properties, content);
        if hidden {
            self.left_out("w:vMerge", within.as_ref());
        }
        if u64::from(grid.columns) * u64::from(grid.rows + 1) > gongkai_model::MAX_TABLE_AREA {
            let error = TableError::Size {
                rows: grid.rows + 1,
                columns: grid.columns,
            };
            return Err(too_large(xml, &error));
        }
        Ok(())
    }

    fn cell_content(
        &mut self,
        xml: &mut Xml,
        properties: &mut CellProperties,
        content: &mut CellContent,
        within: Option<&Place>,
    ) -> Result<(), Error> {
        loop {
            let element = match xml.next()? {
                Node::Start(element) => element,
                Node::Text(_) => continue,
                Node::End | Node::Eof => return Ok(()),
            };
            match (element.ns, element.local()) {
                (Ns::W, "tcPr") => *properties = read_cell_properties(xml)?,
                (Ns::W, "p") => {
                    let read = ParagraphReader::read(self, xml, within.cloned())?;
                    if let Some((line, boxes)) = read.into_cell_text(self) {
                        content.lines.push(line);
                        boxes.into_iter().for_each(|block| content.add(block));
                    }
                }
                (Ns::W, "tbl") => {
                    if let Some(table) = self.table(xml, within.cloned())? {
                        content.tables.push((content.lines.len(), table));
                    }
                }
                (Ns::W, "sdt" | "sdtContent" | "customXml") => {
                    self.cell_content(xml, properties, content, within)?;
                }
                (Ns::W, "ins" | "del" | "moveTo" | "moveFrom") => match self.change(&element) {
                    Change::Skip => xml.skip()?,
                    Change::Read | Change::Told(_) => {
                        self.cell_content(xml, properties, content, within)?;
                    }
                },
                (Ns::W, local) if is_mark(local) => xml.skip()?,
                (Ns::W, "commentRangeStart" | "commentRangeEnd") => self.comment(xml, &element)?,
                (Ns::W, "altChunk") => {
                    let id = xml.attr_in(&element, Ns::R, "id");
                    xml.skip()?;
                    let blocks = alt_chunk::read(self, id.as_deref(), within)?;
                    blocks.into_iter().for_each(|block| content.add(block));
                }
                (Ns::Math, "oMath" | "oMathPara") => {
                    let formula = paragraph::formula(xml, within.cloned())?;
                    formula.into_iter().for_each(|block| content.add(block));
                }
                _ => {
                    self.unknown(element.name(), within);
                    xml.skip()?;
                }
            }
        }
    }
}

fn too_large(xml: &Xml, error: &TableError) -> Error {
    let what = match error {
        TableError::Size { .. } => "cells of a table",
        _ => "grid of a table",
    };
    let limit = gongkai_model::MAX_TABLE_AREA;
    ErrorKind::Limit {
        part: xml.part().to_owned(),
        what,
        limit,
    }
    .into()
}

/// What stands in a cell: lines, and tables between them.
#[derive(Default)]
struct CellContent {
    lines: Vec<RichText>,
    tables: Vec<(usize, Block)>,
}

impl CellContent {
    /// Adds a block: its text is a line of the cell, a table stands between lines.
    fn add(&mut self, block: Block) {
        match block {
            Block::Table(_) => self.tables.push((self.lines.len(), block)),
            Block::Heading(gongkai_model::Heading { label, content, .. })
            | Block::Paragraph(gongkai_model::Paragraph { label, content, .. }) => {
                let mut line = RichText::plain(label::join(label.as_deref(), ""));
                line.append(&content);
                self.lines.push(line);
            }
            Block::Image(image) => {
                let mut line = RichText::default();
                line.refer(gongkai_model::Target::Image(image.image));
                self.lines.push(line);
            }
            Block::PageBreak(_) => {}
        }
    }

    fn is_empty(&self) -> bool {
        let is_empty = |line: &RichText| line.text.trim().is_empty() && line.anchors.is_empty();
        self.tables.is_empty() && self.lines.iter().all(is_empty)
    }

    fn into_cell(self, row: u32, column: u32) -> Cell {
        let mut text = RichText::default();
        for (index, line) in self.lines.iter().enumerate() {
            if index > 0 {
                text.push("\n", &gongkai_model::Style::default());
            }
            text.append(line);
        }
        let mut cell = Cell::new(row, column, text);
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
            let paragraph = gongkai_model::Paragraph {
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
    /// Adds a cell to the current row; true where its text is hidden in a merge.
    fn add(&mut self, properties: CellProperties, content: CellContent) -> bool {
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
            return !content.is_empty();
        }
        let above = self.above.get(start as usize).copied().flatten();
        if properties.vertical == Merge::Continue
            && let Some((index, above_end)) = above
            && above_end == end
        {
            self.cells[index].row_span = self.rows + 1 - self.cells[index].row;
            self.note(start, index, end);
            return !content.is_empty();
        }
        let cell = content.into_cell(self.rows, start);
        self.cells.push(cell.spanning(1, span));
        let index = self.cells.len() - 1;
        // Only a merge can be continued: `above` forgets what is not in one.
        let merges = properties.vertical != Merge::None;
        if merges {
            self.note(start, index, end);
        }
        false
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

    fn end_row(&mut self, first_cell: usize, deleted: bool) {
        if deleted {
            self.cells.truncate(first_cell);
            let row = self.rows;
            for cell in &mut self.cells {
                cell.row_span = cell.row_span.min(row - cell.row);
            }
            self.current.clear();
        } else {
            self.above = std::mem::take(&mut self.current);
            self.rows += 1;
        }
        self.column = 0;
    }
}

/// That a row was put in or taken out with changes tracked.
#[derive(Default)]
struct RowChanges {
    inserted: bool,
    deleted: bool,
}

/// Reads `w:trPr`: cells left out at the beginning, and changes.
fn read_row_properties(xml: &mut Xml, grid: &mut Grid) -> Result<RowChanges, Error> {
    let mut changes = RowChanges::default();
    loop {
        match xml.next()? {
            Node::Start(element) => {
                match element.local() {
                    "gridBefore" => {
                        let skip: u32 = value(&element).and_then(|v| v.parse().ok()).unwrap_or(0);
                        grid.column += skip.min(4096);
                    }
                    "del" => changes.deleted = true,
                    "ins" => changes.inserted = true,
                    _ => {} // height, header, alignment; gridAfter leaves nothing but a gap
                }
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(changes),
        }
    }
}

fn read_cell_properties(xml: &mut Xml) -> Result<CellProperties, Error> {
    let mut properties = CellProperties {
        span: 1,
        ..CellProperties::default()
    };
    loop {
        match xml.next()? {
            Node::Start(element) => {
                match element.local() {
                    "gridSpan" => {
                        properties.span = value(&element).and_then(|v| v.parse().ok()).unwrap_or(1);
                    }
                    "cellIns" => properties.inserted = true,
                    "cellDel" => properties.deleted = true,
                    "vMerge" => properties.vertical = Merge::read(&element),
                    "hMerge" => properties.horizontal = Merge::read(&element),
                    _ => {} // width, borders, shading, alignment
                }
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(properties),
        }
    }
}
