//! Tables: `w:tbl` (17.4.37), with horizontal and vertical merges.

use gongkai_model::{Block, Place, TableError};

use super::alt_chunk;
use super::body::is_mark;
use super::context::{Change, Context};
use super::paragraph::{self, ParagraphReader};
use super::properties::value;
use crate::word::grid::{CellContent, CellProperties, Direction, Grid, Merge};
use crate::xml::{Element, Node, Ns, Xml};
use crate::{Error, ErrorKind, Tracked};

/// `w:vMerge` (17.4.84) and `w:hMerge` (17.4.22).
fn merge(element: &Element) -> Merge {
    match value(element).as_deref() {
        Some("restart") => Merge::Restart,
        _ => Merge::Continue,
    }
}

/// `w:cellMerge` (17.13.5.3): a vertical merge that was made or undone with
/// changes tracked.
#[derive(Debug, Clone, Copy)]
struct TrackedMerge {
    /// `w:vMerge`; without it that of the cell itself holds.
    revised: Option<Merge>,
    /// `w:vMergeOrig`; without it the cell was in no merge.
    original: Option<Merge>,
}

impl TrackedMerge {
    fn of(element: &Element) -> TrackedMerge {
        // `ST_AnnotationVMerge` (17.18.1): `rest` begins a merge, `cont` goes on.
        let merge = |name| match element.attr(name)?.as_ref() {
            "rest" => Some(Merge::Restart),
            _ => Some(Merge::Continue),
        };
        TrackedMerge {
            revised: merge("vMerge"),
            original: merge("vMergeOrig"),
        }
    }
}

/// What `w:tcPr` says (17.4.70).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CellState {
    shape: CellProperties,
    tracked_merge: Option<TrackedMerge>,
    inserted: bool,
    deleted: bool,
}

impl CellState {
    /// The shape of the cell in a reading. Like other properties that were
    /// changed, it is as it is now where all text is asked for.
    fn shape_in(&self, tracked: Tracked) -> CellProperties {
        let mut shape = self.shape;
        if let Some(merge) = self.tracked_merge {
            shape.vertical = match tracked {
                Tracked::Original => merge.original.unwrap_or_default(),
                Tracked::Accepted | Tracked::All => merge.revised.unwrap_or(shape.vertical),
            };
        }
        shape
    }
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
        let table = grid.finish().map_err(|e| too_large(xml, &e))?;
        Ok(table.map(|mut table| {
            table.place = place;
            Block::Table(table)
        }))
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
                    let before = grid.len();
                    let deleted = self.row(xml, grid, place)?;
                    grid.end_row(before, deleted);
                }
                // Rows within content controls and custom XML.
                (Ns::W, "sdt" | "sdtContent" | "customXml") => self.rows(xml, grid, place)?,
                (Ns::W, "ins" | "del" | "moveTo" | "moveFrom") => match self.change(&element) {
                    Change::Skip => self.pass_over(xml)?,
                    Change::Read | Change::Told(_) => self.rows(xml, grid, place)?,
                },
                (Ns::W, "tblGrid") => grid.state_columns(count_columns(xml)?),
                (Ns::W, "tblPr" | "tblPrEx") => xml.skip()?,
                (Ns::W, local) if is_mark(local) => xml.skip()?,
                (Ns::W, "commentRangeStart" | "commentRangeEnd") => self.comment(xml, &element)?,
                _ => {
                    self.unknown(&element.name(), place);
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
                // What is not there has no numbers that others go on from.
                (Ns::W, "tc") if deleted => self.pass_over(xml)?,
                (Ns::W, "tc") => self.cell(xml, grid, place)?,
                (Ns::W, "trPr") => {
                    let changes = read_row_properties(xml, grid)?;
                    deleted |= self.is_gone(changes.inserted, changes.deleted);
                }
                (Ns::W, "sdt" | "sdtContent" | "customXml") => {
                    deleted |= self.row(xml, grid, place)?;
                    self.bound = None; // of the one cell that was in it
                }
                (Ns::W, "sdtPr") => self.control(xml)?,
                (Ns::W, "tblPrEx") => xml.skip()?,
                (Ns::W, local) if is_mark(local) => xml.skip()?,
                (Ns::W, "commentRangeStart" | "commentRangeEnd") => self.comment(xml, &element)?,
                _ => {
                    self.unknown(&element.name(), place);
                    xml.skip()?;
                }
            }
        }
    }

    fn cell(&mut self, xml: &mut Xml, grid: &mut Grid, place: Option<&Place>) -> Result<(), Error> {
        let within = place.map(|place| place.within(grid.row(), grid.column(), grid.len()));
        let mut properties = CellState::default();
        let mut content = CellContent::default();
        let bound = self.bound.take();
        self.cell_content(xml, &mut properties, &mut content, within.as_ref())?;
        self.bind_cell(bound, &mut content, (0, 0));
        for block in paragraph::left_over(self, within.as_ref()) {
            content.add(block);
        }
        if self.is_gone(properties.inserted, properties.deleted) {
            self.shared.gone.extend(content.targets());
            return Ok(()); // the cells behind it close up (17.13.5.2)
        }
        let shape = properties.shape_in(self.shared.tracked);
        if let Some(direction) = grid.add(shape, content) {
            let merge = match direction {
                Direction::Horizontal => "w:hMerge",
                Direction::Vertical => "w:vMerge",
            };
            self.left_out(merge, within.as_ref());
        }
        grid.check_size().map_err(|e| too_large(xml, &e))
    }

    fn cell_content(
        &mut self,
        xml: &mut Xml,
        properties: &mut CellState,
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
                (Ns::W, "tcPr") => *properties = self.cells.read(xml, read_cell_properties)?,
                (Ns::W, "p") => {
                    let read = ParagraphReader::read(self, xml, within.cloned())?;
                    let (line, boxes) = read.into_cell_text(self);
                    content.lines.extend(line);
                    boxes.into_iter().for_each(|block| content.add(block));
                }
                (Ns::W, "tbl") => {
                    for block in paragraph::left_over(self, within) {
                        content.add(block);
                    }
                    if let Some(table) = self.table(xml, within.cloned())? {
                        content.tables.push((content.lines.len(), table));
                    }
                }
                (Ns::W, "sdt" | "customXml") => {
                    self.cell_content(xml, properties, content, within)?;
                }
                (Ns::W, "sdtPr") => self.control(xml)?,
                (Ns::W, "sdtContent") => {
                    let bound = self.bound.take();
                    let before = (content.lines.len(), content.tables.len());
                    self.cell_content(xml, properties, content, within)?;
                    self.bind_cell(bound, content, before);
                }
                (Ns::W, "ins" | "del" | "moveTo" | "moveFrom") => match self.change(&element) {
                    Change::Skip => self.pass_over(xml)?,
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
                    let formula = paragraph::formula(self, xml, within.cloned())?;
                    formula.into_iter().for_each(|block| content.add(block));
                }
                _ => {
                    self.unknown(&element.name(), within);
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

/// Reads `w:tblGrid` (17.4.48): how many columns it has. Those from before a
/// tracked change stand in it, within an element of their own (17.13.5.33).
fn count_columns(xml: &mut Xml) -> Result<u32, Error> {
    let mut columns = 0;
    loop {
        match xml.next()? {
            Node::Start(element) => {
                columns += u32::from(element.local() == "gridCol");
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(columns),
        }
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
                        grid.skip(skip);
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

fn read_cell_properties(xml: &mut Xml) -> Result<CellState, Error> {
    let mut properties = CellState::default();
    let shape = &mut properties.shape;
    loop {
        match xml.next()? {
            Node::Start(element) => {
                match element.local() {
                    "gridSpan" => {
                        shape.span = value(&element).and_then(|v| v.parse().ok()).unwrap_or(1);
                    }
                    "cellIns" => properties.inserted = true,
                    "cellDel" => properties.deleted = true,
                    "cellMerge" => properties.tracked_merge = Some(TrackedMerge::of(&element)),
                    "vMerge" => shape.vertical = merge(&element),
                    "hMerge" => shape.horizontal = merge(&element),
                    _ => {} // width, borders, shading, alignment
                }
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(properties),
        }
    }
}
