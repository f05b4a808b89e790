//! Rows of cells (18.3.1.4): the part of a sheet that is large.

use gongkai_model::Decimal;

use super::area::{MAX_COLUMNS, MAX_ROWS};
use super::sheet::{Cell, Content, Sheet};
use super::sheet_reader::{Context, formula_without_result};
use super::strings::{Text, decode, read_string};
use super::workbook::is_true;
use crate::Error;
use crate::xml::{Element, Node, Ns, Xml};

/// Reads cells; its buffers serve all of them.
#[derive(Default)]
pub(super) struct CellReader {
    value: String,
    /// A cell came before one that stood in front of it.
    disorder: bool,
}

/// What the attributes of a cell say.
struct Head {
    row: u32,
    column: u32,
    style: u32,
    kind: CellType,
}

/// The types of a cell (18.18.11).
#[derive(Clone, Copy, PartialEq, Eq)]
enum CellType {
    Number,
    Shared,
    Inline,
    FormulaText,
    Boolean,
    Error,
    Date,
}

/// What the children of a cell say.
#[derive(Default)]
struct Body {
    formula: bool,
    has_value: bool,
    inline: Option<Text>,
}

impl CellReader {
    /// Reads the cells of a row, its end included.
    pub(super) fn row(
        &mut self,
        xml: &mut Xml,
        row: u32,
        sheet: &mut Sheet,
        context: &mut Context,
    ) -> Result<(), Error> {
        let mut next_column = 0;
        loop {
            match xml.next()? {
                Node::Start(element) if element.ns == Ns::S && element.local() == "c" => {
                    context.count_cell(xml.part())?;
                    let head = head(&element, row, next_column, context);
                    let body = self.body(xml, context)?;
                    let Some(head) = head else { continue };
                    next_column = head.column + 1;
                    self.push(head, body, sheet, context);
                }
                Node::Start(element) => {
                    if element.local() != "extLst" {
                        context.diagnostics.tally.unknown(&element.name(), None);
                    }
                    xml.skip()?;
                }
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }

    /// Reads the children of a cell, its end included.
    fn body(&mut self, xml: &mut Xml, context: &mut Context) -> Result<Body, Error> {
        let mut body = Body::default();
        self.value.clear();
        loop {
            match xml.next()? {
                Node::Start(element) => match (element.ns, element.local()) {
                    (Ns::S, "v") => {
                        body.has_value = true;
                        self.value(xml)?;
                    }
                    (Ns::S, "f") => {
                        body.formula = true;
                        xml.skip()?;
                    }
                    (Ns::S, "is") => {
                        body.inline = Some(read_string(xml, &mut context.diagnostics.tally)?);
                    }
                    (Ns::S, "extLst") => xml.skip()?,
                    _ => {
                        context.diagnostics.tally.unknown(&element.name(), None);
                        xml.skip()?;
                    }
                },
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(body),
            }
        }
    }

    fn value(&mut self, xml: &mut Xml) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Text(piece) => self.value.push_str(&piece),
                Node::Start(_) => xml.skip()?,
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }

    fn push(&mut self, head: Head, body: Body, sheet: &mut Sheet, context: &mut Context) {
        let Head {
            row,
            column,
            style,
            kind,
        } = head;
        let empty = self.value.trim().is_empty() && body.inline.is_none();
        // A formula may well give an empty text, and then says so by its type.
        let empty_text = kind == CellType::FormulaText && body.has_value;
        let content = if empty && body.formula && !empty_text {
            formula_without_result(context, row, column);
            Content::Blank
        } else if let Some(text) = body.inline {
            own_text(sheet, text)
        } else if empty {
            Content::Blank
        } else {
            self.content(kind, row, column, sheet, context)
        };
        // A cell that is only filled with a colour or the like is not there.
        if content == Content::Blank && !context.styles.xf(style).bordered {
            return;
        }
        let before = sheet
            .cells
            .last()
            .is_some_and(|last| (last.row, last.column) >= (row, column));
        self.disorder |= before;
        sheet.cells.push(Cell {
            row,
            column,
            style,
            content,
        });
    }

    fn content(
        &self,
        kind: CellType,
        row: u32,
        column: u32,
        sheet: &mut Sheet,
        context: &mut Context,
    ) -> Content {
        let value = self.value.as_str();
        match kind {
            CellType::Shared => match value.trim().parse() {
                Ok(index) => Content::Shared(index),
                Err(_) => {
                    context.forgive("shared string", value, context.place(row, column));
                    Content::Blank
                }
            },
            CellType::Number => {
                let lexeme = value.trim();
                if is_number(lexeme) {
                    let start = sheet.numbers.len() as u32; // the part has fewer than 2^32 bytes
                    sheet.numbers.push_str(lexeme);
                    return Content::Number {
                        start,
                        length: lexeme.len() as u32,
                    };
                }
                context.forgive("number", lexeme, context.place(row, column));
                own_text(sheet, Text::plain(decode(value)))
            }
            CellType::Boolean => Content::Boolean(is_true(value.trim())),
            CellType::Date => match own_text(sheet, Text::plain(value.trim().to_owned())) {
                Content::Text(index) => Content::Date(index),
                other => other,
            },
            CellType::Inline | CellType::FormulaText | CellType::Error => {
                own_text(sheet, Text::plain(decode(value)))
            }
        }
    }

    /// Puts the cells in order; of two at one position the last one counts.
    pub(super) fn finish(&self, sheet: &mut Sheet, context: &mut Context) {
        if !self.disorder {
            return;
        }
        let cells = std::mem::take(&mut sheet.cells);
        let mut numbered: Vec<(usize, Cell)> = cells.into_iter().enumerate().collect();
        numbered.sort_unstable_by_key(|(index, cell)| (cell.row, cell.column, *index));
        let mut twice = None;
        for (_, cell) in numbered {
            match sheet.cells.last_mut() {
                Some(last) if (last.row, last.column) == (cell.row, cell.column) => {
                    twice = Some((cell.row, cell.column));
                    *last = cell;
                }
                _ => sheet.cells.push(cell),
            }
        }
        if let Some((row, column)) = twice {
            let detail = super::sheet_reader::address(row, column);
            context.forgive(
                "a cell is stored twice, the last one counts",
                &detail,
                context.place(row, column),
            );
        }
    }
}

/// What the attributes say; nothing for a cell outside of the grid. A cell
/// that does not say where it is stands behind the one before it.
fn head(element: &Element, row: u32, next_column: u32, context: &mut Context) -> Option<Head> {
    let mut head = Head {
        row,
        column: next_column,
        style: 0,
        kind: CellType::Number,
    };
    let mut wrong = false;
    for (name, value) in element.attrs() {
        match name {
            "r" => match gongkai_model::from_a1(&value) {
                Some((row, column)) => (head.row, head.column) = (row, column),
                None => {
                    wrong = true;
                    let place = super::sheet_reader::sheet_place(context.name);
                    context.forgive("cell reference", &value, place);
                }
            },
            "s" => head.style = value.parse().unwrap_or_default(),
            "t" => head.kind = cell_type(&value),
            _ => {}
        }
    }
    (!wrong && head.column < MAX_COLUMNS && head.row < MAX_ROWS).then_some(head)
}

fn cell_type(name: &str) -> CellType {
    match name {
        "s" => CellType::Shared,
        "inlineStr" => CellType::Inline,
        "str" => CellType::FormulaText,
        "b" => CellType::Boolean,
        "e" => CellType::Error,
        "d" => CellType::Date,
        _ => CellType::Number,
    }
}

fn own_text(sheet: &mut Sheet, text: Text) -> Content {
    sheet.texts.push(text);
    Content::Text((sheet.texts.len() - 1) as u32) // bounded by the cells
}

/// Quickly for what nearly every cell holds: digits.
fn is_number(lexeme: &str) -> bool {
    let plain = lexeme.len() <= 15 && lexeme.bytes().all(|b| b.is_ascii_digit());
    plain && !lexeme.is_empty() || lexeme.parse::<Decimal>().is_ok()
}
