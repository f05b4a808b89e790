//! Tables: `w:tbl` (17.4.37), with horizontal and vertical merges.

use gongkai_model::{Block, Place, TableError};

use super::body::BodyReader;
use super::paragraph::ParagraphReader;
use super::properties::value;
use crate::word::grid::{CellContent, CellProperties, Grid, Merge};
use crate::xml::{Element, Node, Ns, Xml};
use crate::{Error, ErrorKind};

/// `w:vMerge` (17.4.84) and `w:hMerge` (17.4.22).
fn merge(element: &Element) -> Merge {
    match value(element).as_deref() {
        Some("restart") => Merge::Restart,
        _ => Merge::Continue,
    }
}

impl BodyReader<'_, '_> {
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
                // Rows within content controls, custom XML and tracked moves.
                (Ns::W, "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo") => {
                    self.rows(xml, grid, place)?;
                }
                (
                    Ns::W,
                    "tblPr" | "tblGrid" | "tblPrEx" | "sdtPr" | "sdtEndPr" | "customXmlPr" | "del"
                    | "moveFrom" | "bookmarkStart" | "bookmarkEnd" | "proofErr" | "permStart"
                    | "permEnd" | "commentRangeStart" | "commentRangeEnd",
                ) => xml.skip()?,
                _ => {
                    self.context.tally.unknown(element.name(), place);
                    xml.skip()?;
                }
            }
        }
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
                (Ns::W, "trPr") => deleted |= read_row_properties(xml, grid)?,
                (Ns::W, "sdt" | "sdtContent" | "customXml") => {
                    deleted |= self.row(xml, grid, place)?;
                }
                (
                    Ns::W,
                    "tblPrEx" | "sdtPr" | "sdtEndPr" | "customXmlPr" | "bookmarkStart"
                    | "bookmarkEnd" | "proofErr" | "permStart" | "permEnd" | "commentRangeStart"
                    | "commentRangeEnd",
                ) => xml.skip()?,
                _ => {
                    self.context.tally.unknown(element.name(), place);
                    xml.skip()?;
                }
            }
        }
    }

    fn cell(&mut self, xml: &mut Xml, grid: &mut Grid, place: Option<&Place>) -> Result<(), Error> {
        let within = place.map(|place| place.within(grid.row(), grid.column(), grid.len()));
        let mut properties = CellProperties::default();
        let mut content = CellContent::default();
        self.cell_content(xml, &mut properties, &mut content, within.as_ref())?;
        let hidden = grid.add(properties, content);
        if hidden {
            self.context.tally.left_out("w:vMerge", within.as_ref());
        }
        grid.check_size().map_err(|e| too_large(xml, &e))
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
                    let read = ParagraphReader::read(&mut self.context, xml, within.cloned())?;
                    content.lines.push(read.into_cell_text(&mut self.context));
                }
                (Ns::W, "tbl") => {
                    if let Some(table) = self.table(xml, within.cloned())? {
                        content.tables.push((content.lines.len(), table));
                    }
                }
                (Ns::W, "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo") => {
                    self.cell_content(xml, properties, content, within)?;
                }
                (
                    Ns::W,
                    "del" | "moveFrom" | "sdtPr" | "sdtEndPr" | "customXmlPr" | "bookmarkStart"
                    | "bookmarkEnd" | "proofErr" | "permStart" | "permEnd" | "commentRangeStart"
                    | "commentRangeEnd",
                ) => xml.skip()?,
                (Ns::W, "altChunk") | (Ns::Math, "oMath" | "oMathPara") => {
                    self.context.tally.left_out(element.name(), within);
                    xml.skip()?;
                }
                _ => {
                    self.context.tally.unknown(element.name(), within);
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

/// Reads `w:trPr`: cells left out at the beginning, and deletion.
fn read_row_properties(xml: &mut Xml, grid: &mut Grid) -> Result<bool, Error> {
    let mut deleted = false;
    loop {
        match xml.next()? {
            Node::Start(element) => {
                match element.local() {
                    "gridBefore" => {
                        let skip: u32 = value(&element).and_then(|v| v.parse().ok()).unwrap_or(0);
                        grid.skip(skip);
                    }
                    "del" => deleted = true,
                    _ => {} // height, header, alignment; gridAfter leaves nothing but a gap
                }
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(deleted),
        }
    }
}

fn read_cell_properties(xml: &mut Xml) -> Result<CellProperties, Error> {
    let mut properties = CellProperties::default();
    loop {
        match xml.next()? {
            Node::Start(element) => {
                match element.local() {
                    "gridSpan" => {
                        properties.span = value(&element).and_then(|v| v.parse().ok()).unwrap_or(1);
                    }
                    "vMerge" => properties.vertical = merge(&element),
                    "hMerge" => properties.horizontal = merge(&element),
                    _ => {} // width, borders, shading, alignment
                }
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(properties),
        }
    }
}
