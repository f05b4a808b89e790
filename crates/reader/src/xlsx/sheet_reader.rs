//! The sheet part (18.3.1.99), read in a single pass.

use super::cell_reader::CellReader;
use super::workbook::is_true;
use super::{header_footer, hyperlinks};
use crate::Error;
use crate::package::Relationships;
use crate::sheet::area::{Area, MAX_COLUMNS, MAX_ROWS};
use crate::sheet::builder::Builder;
use crate::sheet::context::{Context, sheet_place};
use crate::sheet::grid::Sheet;
use crate::xml::{Element, Node, Ns, Xml};

/// Layout, views, protection and what programs need among themselves.
const IGNORED: &[&str] = &[
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "sheetCalcPr",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "webPublishItems",
    "tableParts", // read from their own parts
    "extLst",
];

/// Content that stands on a sheet but in no cell, and is not carried yet.
/// (Drawings and comments are named from their own parts.)
const LEFT_OUT: &[&str] = &["oleObjects", "controls"];

/// Reads a sheet part; nothing where it is a sheet of another kind.
pub(super) fn read(
    xml: &mut Xml,
    relationships: &Relationships,
    context: &mut Context,
) -> Result<Option<Sheet>, Error> {
    loop {
        match xml.next()? {
            Node::Start(element) if element.ns == Ns::S && element.local() == "worksheet" => {
                let mut reader = SheetReader {
                    relationships,
                    sheet: Builder::default(),
                    cells: CellReader::default(),
                    next_row: 0,
                };
                reader.worksheet(xml, context)?;
                return Ok(Some(reader.sheet.finish(context)));
            }
            Node::Start(element) => {
                // Chart sheets, dialog sheets, macro sheets (18.3.1.12, 18.3.1.34).
                let name = element.name().into_owned();
                context.diagnostics.other_sheet(&name, context.name);
                xml.skip()?;
                return Ok(None);
            }
            Node::End | Node::Text(_) => {}
            Node::Eof => return Ok(None),
        }
    }
}

struct SheetReader<'r> {
    relationships: &'r Relationships,
    sheet: Builder,
    cells: CellReader,
    /// The row that comes next where a row does not say which it is.
    next_row: u32,
}

impl SheetReader<'_> {
    fn worksheet(&mut self, xml: &mut Xml, context: &mut Context) -> Result<(), Error> {
        loop {
            let element = match xml.next()? {
                Node::Start(element) => element,
                Node::Text(_) => continue,
                Node::End | Node::Eof => return Ok(()),
            };
            match (element.ns, element.local()) {
                (Ns::S, "sheetData") => self.rows(xml, context)?,
                (Ns::S, "cols") => self.columns(xml)?,
                (Ns::S, "mergeCells") => self.merged(xml, context)?,
                (Ns::S, "hyperlinks") => {
                    let links = &mut self.sheet.sheet.links;
                    hyperlinks::read(xml, self.relationships, context, links)?;
                }
                (Ns::S, "rowBreaks") => self.row_breaks(xml)?,
                (Ns::S, "sheetProtection") => {
                    if element.attr("sheet").is_some_and(|on| is_true(&on)) {
                        context.diagnostics.remarks.protected_sheet(context.name);
                    }
                    xml.skip()?;
                }
                (Ns::S, "headerFooter") => header_footer::name_text(xml, context)?,
                (Ns::S, name) if IGNORED.contains(&name) => xml.skip()?,
                (Ns::S, name) if LEFT_OUT.contains(&name) => {
                    let place = sheet_place(context.name);
                    context
                        .diagnostics
                        .tally
                        .left_out(&element.name(), Some(&place));
                    xml.skip()?;
                }
                (Ns::Extension, _) => xml.skip()?,
                _ => {
                    let place = sheet_place(context.name);
                    context
                        .diagnostics
                        .tally
                        .unknown(&element.name(), Some(&place));
                    xml.skip()?;
                }
            }
        }
    }

    fn rows(&mut self, xml: &mut Xml, context: &mut Context) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(element) if element.ns == Ns::S && element.local() == "row" => {
                    self.row(xml, &element, context)?;
                }
                Node::Start(element) => {
                    context.diagnostics.tally.unknown(&element.name(), None);
                    xml.skip()?;
                }
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }

    /// A row (18.3.1.73). Its number may be missing: then it is the next one.
    fn row(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        context: &mut Context,
    ) -> Result<(), Error> {
        let (mut row, mut hidden, mut outline) = (self.next_row, false, 0u8);
        for (name, value) in element.attrs() {
            match name {
                "r" => match value.parse::<u32>() {
                    Ok(number @ 1..=MAX_ROWS) => row = number - 1,
                    _ => context.forgive("row number", &value, sheet_place(context.name)),
                },
                "hidden" => hidden = is_true(&value),
                "outlineLevel" => outline = value.parse().unwrap_or_default(),
                _ => {}
            }
        }
        if row >= MAX_ROWS {
            context.forgive("row below the last one", "", sheet_place(context.name));
            return xml.skip();
        }
        self.next_row = row + 1;
        if hidden {
            self.sheet.hidden_rows.push((row, row));
        }
        if outline > 0 {
            self.sheet.sheet.outline.insert(row, outline);
        }
        self.cells.row(xml, row, &mut self.sheet, context)
    }

    /// Column properties (18.3.1.17): whether they are hidden is all we need.
    fn columns(&mut self, xml: &mut Xml) -> Result<(), Error> {
        for_each(xml, |xml, element| {
            let (mut first, mut last, mut hidden) = (None, None, false);
            for (name, value) in element.attrs() {
                match name {
                    "min" => first = value.parse::<u32>().ok(),
                    "max" => last = value.parse::<u32>().ok(),
                    "hidden" => hidden = is_true(&value),
                    _ => {}
                }
            }
            if let (true, Some(first @ 1..), Some(last)) = (hidden, first, last)
                && first <= last
            {
                self.sheet
                    .hidden_columns
                    .push((first - 1, last.min(MAX_COLUMNS) - 1));
            }
            xml.skip()
        })
    }

    fn merged(&mut self, xml: &mut Xml, context: &mut Context) -> Result<(), Error> {
        for_each(xml, |xml, element| {
            let reference = element.attr("ref").unwrap_or_default();
            match Area::parse(&reference) {
                Some(area) => self.sheet.merge(area),
                None => context.forgive("mergeCell", &reference, sheet_place(context.name)),
            }
            xml.skip()
        })
    }

    /// Row breaks (18.3.1.74); `id` is the 1-based row above the break, so the
    /// 0-based row below it. Breaks that a program set by itself are layout.
    fn row_breaks(&mut self, xml: &mut Xml) -> Result<(), Error> {
        for_each(xml, |xml, element| {
            let manual = element.attr("man").is_some_and(|man| is_true(&man));
            let row = element.attr("id").and_then(|id| id.parse::<u32>().ok());
            if let (true, Some(row)) = (manual, row) {
                self.sheet.sheet.breaks.push(row);
            }
            xml.skip()
        })
    }
}

/// Calls `read` for each child, whose end it must read as well.
pub(super) fn for_each(
    xml: &mut Xml,
    mut read: impl FnMut(&mut Xml, &Element) -> Result<(), Error>,
) -> Result<(), Error> {
    loop {
        match xml.next()? {
            Node::Start(element) => read(xml, &element)?,
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(()),
        }
    }
}
