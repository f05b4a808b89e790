//! A sheet (OpenDocument 1.3 part 3, 9.1): rows of cells, each of which may
//! stand for many.

mod cell;

use super::attributes::{attribute, count};
use super::beside::{Beside, Picture};
use super::measure::Lines;
use super::names;
use super::styles::Named;
use crate::sheet::area::{Area, MAX_COLUMNS, MAX_ROWS};
use crate::sheet::builder::Builder;
use crate::sheet::context::Context;
use crate::sheet::grid::{Cell, Content, Link, Sheet};
use crate::xml::{Element, Node, Ns, Xml};
use crate::{Error, ErrorKind};

/// Blank cells with a border that are repeated more often fill the sheet up to
/// its edge: nobody sees a table there.
const MOST_BLANK: u32 = 1000;

/// So many copies of cells that are stored once may a file have in all: a small
/// file must not make a large document.
const MOST_COPIES: u64 = 1_000_000;

/// Understood to be without content: what programs need, names, scripts.
const IGNORED: &[&str] = &[
    "title",
    "desc",
    "scenario",
    "forms",
    "soft-page-break",
    "conditional-formats",
    "sparkline-groups",
    "protection",
    "table-protection",
];

/// Reads a sheet, the end of the element included.
pub(super) fn read(
    xml: &mut Xml,
    named: &Named,
    copies: &mut u64,
    beside: &mut Beside,
    context: &mut Context,
) -> Result<Sheet, Error> {
    let mut reader = Reader {
        named,
        copies,
        beside,
        sheet: Builder::default(),
        row: 0,
        column: 0,
        shapes: Vec::new(),
        heights: Lines::default(),
        widths: Lines::default(),
    };
    reader.children(xml, 0, false, context)?;
    reader.place_shapes();
    Ok(reader.sheet.finish(context))
}

struct Reader<'r, 'b, 'p> {
    named: &'r Named,
    /// How many copies the file has so far.
    copies: &'r mut u64,
    beside: &'r mut Beside<'b, 'p>,
    sheet: Builder,
    /// The row and the column definition that come next.
    row: u32,
    column: u32,
    /// The pictures that lie on the sheet, and what tells their cells.
    shapes: Vec<Picture>,
    heights: Lines,
    widths: Lines,
}

/// A cell of a row, and how often it stands beside itself.
struct Repeated {
    column: u32,
    times: u32,
    style: u32,
    content: Content,
    link: Option<Link>,
    /// Rows and columns that it covers.
    span: (u32, u32),
}

impl Reader<'_, '_, '_> {
    /// Rows and columns of a sheet or of a group, which may be folded.
    fn children(
        &mut self,
        xml: &mut Xml,
        outline: u8,
        folded: bool,
        context: &mut Context,
    ) -> Result<(), Error> {
        loop {
            let element = match xml.next()? {
                Node::Start(element) => element,
                Node::Text(_) => continue,
                Node::End | Node::Eof => return Ok(()),
            };
            let shut = || folded || attribute(&element, "display").is_some_and(|v| v == "false");
            match (element.ns, element.local()) {
                (Ns::Odf, "table-row") => self.row(xml, &element, outline, folded, context)?,
                (Ns::Odf, "table-column") => self.columns(xml, &element, folded)?,
                (Ns::Odf, "table-row-group") => {
                    let (shut, outline) = (shut(), outline.saturating_add(1).min(7));
                    self.children(xml, outline, shut, context)?;
                }
                (Ns::Odf, "table-column-group") => {
                    let shut = shut();
                    self.children(xml, outline, shut, context)?;
                }
                (
                    Ns::Odf,
                    "table-rows" | "table-header-rows" | "table-columns" | "table-header-columns",
                ) => self.children(xml, outline, folded, context)?,
                (Ns::Odf, "shapes") => {
                    let found = self.beside.shapes(xml, context)?;
                    self.shapes.extend(found);
                }
                (Ns::Odf, "named-expressions") => {
                    names::read(xml, &mut context.diagnostics.remarks)?;
                }
                (Ns::Odf, "table-source" | "dde-source") => {
                    names::source(&element, &mut context.diagnostics.remarks);
                    xml.skip()?;
                }
                (Ns::Odf, name) if IGNORED.contains(&name) => xml.skip()?,
                (Ns::Other, _) => xml.skip()?, // what programs add for themselves
                _ => {
                    let place = context.sheet();
                    let name = element.name().into_owned();
                    context.diagnostics.tally.unknown(&name, Some(&place));
                    xml.skip()?;
                }
            }
        }
    }

    fn columns(&mut self, xml: &mut Xml, element: &Element, folded: bool) -> Result<(), Error> {
        let times = count(element, "number-columns-repeated");
        let end = self.column.saturating_add(times).min(MAX_COLUMNS);
        let hidden = folded || is_collapsed(element);
        if hidden && self.column < end {
            self.sheet.hidden_columns.push((self.column, end - 1));
        }
        let style = attribute(element, "style-name").unwrap_or_default();
        let width = if hidden { 0 } else { self.named.width(&style) };
        self.widths.push(end, width);
        self.column = end;
        xml.skip()
    }

    fn row(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        outline: u8,
        folded: bool,
        context: &mut Context,
    ) -> Result<(), Error> {
        let first = self.row;
        let times = count(element, "number-rows-repeated");
        let end = first.saturating_add(times).min(MAX_ROWS);
        self.row = end;
        let mut cells = self.cells(xml, first, context)?;
        if first >= end {
            return Ok(()); // below the last row
        }
        let hidden = folded || is_collapsed(element);
        if hidden {
            self.sheet.hidden_rows.push((first, end - 1));
        }
        let style = attribute(element, "style-name").unwrap_or_default();
        let height = if hidden { 0 } else { self.named.height(&style) };
        self.heights.push(end, height);
        if self.named.breaks_page(&style) {
            self.sheet.sheet.breaks.push(first);
        }
        // Many rows of blank cells with a border fill the sheet up to its edge.
        let many = |cell: &Repeated| cell.times > MOST_BLANK || end - first > MOST_BLANK;
        let filler = |cell: &Repeated| cell.content == Content::Blank && many(cell);
        let bordered = |cell: &&Repeated| context.styles.xf(cell.style).bordered;
        if let Some(cell) = cells.iter().filter(|cell| filler(cell)).find(bordered) {
            context.formatted(first, cell.column);
        }
        cells.retain(|cell| !filler(cell));
        if cells.is_empty() {
            return Ok(());
        }
        for row in first..end {
            if outline > 0 {
                self.sheet.sheet.outline.insert(row, outline);
            }
            for cell in &cells {
                self.put(row, row > first, cell, context)?;
            }
        }
        Ok(())
    }

    /// The cells of a row that hold anything or are drawn, its end included.
    fn cells(
        &mut self,
        xml: &mut Xml,
        row: u32,
        context: &mut Context,
    ) -> Result<Vec<Repeated>, Error> {
        let mut cells = Vec::new();
        let mut column = 0u32;
        loop {
            match xml.next()? {
                Node::Start(element)
                    if element.ns == Ns::Odf
                        && matches!(element.local(), "table-cell" | "covered-table-cell") =>
                {
                    context.count_cell(xml.part())?;
                    let times = count(&element, "number-columns-repeated");
                    let cell = self.cell(xml, &element, (row, column), times, context)?;
                    let is_seen = cell.content != Content::Blank
                        || cell.span != (1, 1)
                        || context.styles.xf(cell.style).bordered;
                    if is_seen && is_within(row, column) {
                        cells.push(cell);
                    } else if cell.content != Content::Blank {
                        context.outside();
                    }
                    column = column.saturating_add(times);
                }
                Node::Start(_) => xml.skip()?,
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(cells),
            }
        }
    }

    /// Attaches the pictures that lie on the sheet to the cells below their corners.
    fn place_shapes(&mut self) {
        for Picture { at: (x, y), target } in std::mem::take(&mut self.shapes) {
            let cell = (self.heights.at(y), self.widths.at(x));
            let attached = &mut self.sheet.sheet.attached;
            attached.entry(cell).or_default().push(target);
        }
    }

    /// Puts a cell into a row, as often as it is repeated there.
    fn put(
        &mut self,
        row: u32,
        is_copy: bool,
        cell: &Repeated,
        context: &mut Context,
    ) -> Result<(), Error> {
        let end = cell.column.saturating_add(cell.times).min(MAX_COLUMNS);
        for column in cell.column..end {
            if is_copy || column > cell.column {
                self.copy(context)?;
            }
            let stored = Cell {
                row,
                column,
                style: cell.style,
                content: cell.content,
            };
            self.sheet.push(stored, context);
            if let Some(link) = &cell.link {
                let links = &mut self.sheet.sheet.links;
                links.insert((row, column), link.clone());
            }
            self.merge(row, column, cell.span);
        }
        Ok(())
    }

    fn merge(&mut self, row: u32, column: u32, (rows, columns): (u32, u32)) {
        let area = Area {
            top: row,
            left: column,
            bottom: row.saturating_add(rows - 1).min(MAX_ROWS - 1),
            right: column.saturating_add(columns - 1).min(MAX_COLUMNS - 1),
        };
        self.sheet.merge(area);
    }

    fn copy(&mut self, context: &Context) -> Result<(), Error> {
        *self.copies += 1;
        if *self.copies <= MOST_COPIES {
            return Ok(());
        }
        Err(ErrorKind::Limit {
            part: context.name.to_owned(),
            what: "repeated cells",
            limit: MOST_COPIES,
        }
        .into())
    }
}

/// True for a cell within the grid.
fn is_within(row: u32, column: u32) -> bool {
    row < MAX_ROWS && column < MAX_COLUMNS
}

/// True for rows and columns that are hidden or filtered out (19.749).
fn is_collapsed(element: &Element) -> bool {
    attribute(element, "visibility").is_some_and(|seen| seen != "visible")
}
