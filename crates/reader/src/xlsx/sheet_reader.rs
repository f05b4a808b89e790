//! The sheet part (18.3.1.99), read in a single pass.

use gongkai_model::{Diagnostic, Kind, Place, a1};

use super::area::{Area, Lines, MAX_COLUMNS, MAX_ROWS};
use super::cell_reader::CellReader;
use super::hyperlinks;
use super::merges;
use super::sheet::Sheet;
use super::styles::Styles;
use super::workbook::is_true;
use super::{Diagnostics, header_footer};
use crate::package::Relationships;
use crate::xml::{Element, Node, Ns, Xml};
use crate::{Error, ErrorKind};

/// Layout, views, protection and what programs need among themselves.
const IGNORED: &[&str] = &[
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "sheetCalcPr",
    "sheetProtection",
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
    "tableParts",
    "extLst",
];

/// Content that stands on a sheet but in no cell, and is not carried yet.
/// (Drawings and comments are named from their own parts.)
const LEFT_OUT: &[&str] = &["oleObjects", "controls"];

/// What a sheet is read with.
pub(super) struct Context<'c> {
    pub(super) name: &'c str,
    pub(super) styles: &'c Styles,
    pub(super) relationships: &'c Relationships,
    pub(super) diagnostics: &'c mut Diagnostics,
    /// How many cells the workbook may still have.
    pub(super) cells_left: &'c mut usize,
    pub(super) cells_limit: usize,
}

impl Context<'_> {
    pub(super) fn place(&self, row: u32, column: u32) -> Place {
        Place::cell(self.name, row, column)
    }

    /// Notes a departure from the format, once for each kind.
    pub(super) fn forgive(&mut self, what: &'static str, detail: &str, place: Place) {
        let what_and_detail = format!("{what}: {}", detail.chars().take(60).collect::<String>());
        self.diagnostics.forgive(what, what_and_detail, place);
    }

    /// Counts a cell.
    pub(super) fn count_cell(&mut self, part: &str) -> Result<(), Error> {
        match self.cells_left.checked_sub(1) {
            Some(left) => *self.cells_left = left,
            None => {
                let (part, limit) = (part.to_owned(), self.cells_limit as u64);
                return Err(ErrorKind::Limit {
                    part,
                    what: "cells",
                    limit,
                }
                .into());
            }
        }
        Ok(())
    }
}

/// Reads a sheet part; nothing where it is a sheet of another kind.
pub(super) fn read(xml: &mut Xml, context: &mut Context) -> Result<Option<Sheet>, Error> {
    loop {
        match xml.next()? {
            Node::Start(element) if element.ns == Ns::S && element.local() == "worksheet" => {
                let mut reader = SheetReader::default();
                reader.worksheet(xml, context)?;
                return reader.finish(context).map(Some);
            }
            Node::Start(element) => {
                // Chart sheets, dialog sheets, macro sheets (18.3.1.12, 18.3.1.34).
                let name = element.name().into_owned();
                context
                    .diagnostics
                    .tally
                    .left_out(&name, Some(&sheet_place(context.name)));
                xml.skip()?;
                return Ok(None);
            }
            Node::End | Node::Text(_) => {}
            Node::Eof => return Ok(None),
        }
    }
}

/// The place of a sheet as a whole.
pub(super) fn sheet_place(name: &str) -> Place {
    Place::Sheet(gongkai_model::SheetPlace {
        sheet: name.to_owned(),
        cell: None,
    })
}

#[derive(Default)]
struct SheetReader {
    sheet: Sheet,
    cells: CellReader,
    merges: Vec<Area>,
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
    /// The row that comes next where a row does not say which it is.
    next_row: u32,
}

impl SheetReader {
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
                (Ns::S, "hyperlinks") => hyperlinks::read(xml, context, &mut self.sheet.links)?,
                (Ns::S, "rowBreaks") => self.row_breaks(xml)?,
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
            self.hidden_rows.push((row, row));
        }
        if outline > 0 {
            self.sheet.outline.insert(row, outline);
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
                self.hidden_columns
                    .push((first - 1, last.min(MAX_COLUMNS) - 1));
            }
            xml.skip()
        })
    }

    fn merged(&mut self, xml: &mut Xml, context: &mut Context) -> Result<(), Error> {
        for_each(xml, |xml, element| {
            let reference = element.attr("ref").unwrap_or_default();
            match Area::parse(&reference) {
                Some(area) if area.is_cell() => {}
                Some(area) => self.merges.push(area),
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
                self.sheet.breaks.push(row);
            }
            xml.skip()
        })
    }

    fn finish(mut self, context: &mut Context) -> Result<Sheet, Error> {
        self.cells.finish(&mut self.sheet, context);
        let (merges, refused) = merges::without_overlap(self.merges);
        if let Some(area) = refused.first() {
            context.forgive(
                "overlapping mergeCell",
                &area.a1(),
                context.place(area.top, area.left),
            );
        }
        self.sheet.merges = merges;
        self.sheet.hidden_rows = Lines::new(self.hidden_rows);
        self.sheet.hidden_columns = Lines::new(self.hidden_columns);
        self.sheet.breaks.sort_unstable();
        self.sheet.breaks.dedup();
        Ok(self.sheet)
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

/// Says that the total of formulas without a result is more than was listed.
pub(super) fn formula_without_result(context: &mut Context, row: u32, column: u32) {
    /// One by one up to here; a person mends them all at once anyway.
    const LISTED: usize = 1000;
    context.diagnostics.formulas += 1;
    let place = match context.diagnostics.formulas {
        ..=LISTED => context.place(row, column),
        n if n == LISTED + 1 => sheet_place(context.name),
        _ => return,
    };
    context
        .diagnostics
        .list
        .push(Diagnostic::new(Kind::FormulaWithoutResult, Some(place)));
}

/// The place of a cell, for messages.
pub(super) fn address(row: u32, column: u32) -> String {
    a1(row, column)
}
