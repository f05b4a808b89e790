//! Rows of cells (18.3.1.4): the part of a sheet that is large.

use gongkai_model::Decimal;

use super::plain_cell::{self, PlainCell};
use super::strings::{decode, read_string};
use super::workbook::is_true;
use crate::Error;
use crate::sheet::area::{MAX_COLUMNS, MAX_ROWS};
use crate::sheet::builder::Builder;
use crate::sheet::context::Context;
use crate::sheet::grid::{Cell, Content};
use crate::sheet::text::Text;
use crate::xml::{Node, Ns, Xml};

/// Reads cells; its buffers serve all of them.
#[derive(Default)]
pub(super) struct CellReader {
    value: String,
    formula: String,
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
    /// The part breaks off within the value.
    is_cut: bool,
    inline: Option<Text>,
}

impl CellReader {
    /// Reads the cells of a row, its end included.
    pub(super) fn row(
        &mut self,
        xml: &mut Xml,
        row: u32,
        sheet: &mut Builder,
        context: &mut Context,
    ) -> Result<(), Error> {
        let mut next_column = 0;
        loop {
            plain_cells(xml, row, &mut next_column, sheet, context)?;
            match xml.next()? {
                Node::Start(element) if element.ns == Ns::S && element.local() == "c" => {
                    context.count_cell(xml.part())?;
                    let head = Head::of(element.attrs(), row, next_column, context);
                    let body = self.body(xml, context)?;
                    let Some(head) = head else { continue };
                    next_column = head.column + 1;
                    if body.is_cut && head.kind != CellType::FormulaText {
                        continue; // of a figure nothing is better than its first digits
                    }
                    push(head, body, &self.value, &self.formula, sheet, context);
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
        self.formula.clear();
        loop {
            match xml.next()? {
                Node::Start(element) => match (element.ns, element.local()) {
                    (Ns::S, "v") => {
                        body.has_value = true;
                        self.value(xml)?;
                        body.is_cut = xml.is_cut();
                    }
                    (Ns::S, "f") => {
                        body.formula = true;
                        self.formula.push_str(&xml.text_content()?);
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
}

/// Reads the cells that stand here in their plain form.
fn plain_cells(
    xml: &mut Xml,
    row: u32,
    next_column: &mut u32,
    sheet: &mut Builder,
    context: &mut Context,
) -> Result<(), Error> {
    let Some(rest) = xml.rest() else {
        return Ok(());
    };
    let mut at = 0;
    while let Some((cell, length)) = plain_cell::read(&rest[at..]) {
        context.count_cell(xml.part())?;
        at += length;
        let PlainCell {
            reference,
            style,
            kind,
            formula,
            value,
        } = cell;
        let attributes = [("r", reference), ("s", style), ("t", kind)];
        let stated = attributes
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        let Some(head) = Head::of(stated, row, *next_column, context) else {
            continue;
        };
        *next_column = head.column + 1;
        let body = Body {
            formula,
            has_value: value.is_some(),
            is_cut: false,
            inline: None,
        };
        push(head, body, value.unwrap_or(""), "", sheet, context);
    }
    if at > 0 {
        xml.pass(at);
    }
    Ok(())
}

fn push(
    head: Head,
    body: Body,
    value: &str,
    formula: &str,
    sheet: &mut Builder,
    context: &mut Context,
) {
    let Head {
        row,
        column,
        style,
        kind,
    } = head;
    let empty = value.trim().is_empty() && body.inline.is_none();
    // A formula may well give an empty text, and then says so by its type.
    let empty_text = kind == CellType::FormulaText && body.has_value;
    let without_result = empty && body.formula && !empty_text;
    let content = if let Some(text) = body.inline {
        sheet.text(text)
    } else if empty {
        Content::Blank
    } else {
        content(kind, value, (row, column), sheet, context)
    };
    let cell = Cell {
        row,
        column,
        style,
        content,
    };
    if without_result {
        sheet.formula(cell, formula);
    } else {
        sheet.push(cell, context);
    }
}

fn content(
    kind: CellType,
    value: &str,
    (row, column): (u32, u32),
    sheet: &mut Builder,
    context: &mut Context,
) -> Content {
    match kind {
        CellType::Shared => match value.trim().parse() {
            Ok(index) => context.shared(index, row, column),
            Err(_) => {
                context.forgive("shared string", value, context.place(row, column));
                Content::Blank
            }
        },
        CellType::Number => {
            let lexeme = value.trim();
            if is_number(lexeme) {
                return sheet.number(lexeme);
            }
            context.forgive("number", lexeme, context.place(row, column));
            sheet.text(Text::plain(decode(value)))
        }
        CellType::Boolean => Content::Boolean(is_true(value.trim())),
        CellType::Date => match sheet.text(Text::plain(value.trim().to_owned())) {
            Content::Text(index) => Content::Date(index),
            other => other,
        },
        CellType::Inline | CellType::FormulaText | CellType::Error => {
            sheet.text(Text::plain(decode(value)))
        }
    }
}

impl Head {
    /// What the attributes say; nothing for a cell outside of the grid. A cell
    /// that does not say where it is stands behind the one before it.
    fn of<'n, V: AsRef<str>>(
        attributes: impl Iterator<Item = (&'n str, V)>,
        row: u32,
        next_column: u32,
        context: &mut Context,
    ) -> Option<Head> {
        let mut head = Head {
            row,
            column: next_column,
            style: 0,
            kind: CellType::Number,
        };
        let mut wrong = false;
        for (name, value) in attributes {
            let value = value.as_ref();
            match name {
                "r" => match gongkai_model::from_a1(value) {
                    Some((row, column)) => (head.row, head.column) = (row, column),
                    None => {
                        wrong = true;
                        let place = context.sheet();
                        context.forgive("cell reference", value, place);
                    }
                },
                "s" => head.style = value.parse().unwrap_or_default(),
                "t" => head.kind = cell_type(value),
                _ => {}
            }
        }
        let inside = head.column < MAX_COLUMNS && head.row < MAX_ROWS;
        if !inside {
            context.outside();
        }
        (!wrong && inside).then_some(head)
    }
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

/// Quickly for what nearly every cell holds: digits.
fn is_number(lexeme: &str) -> bool {
    let plain = lexeme.len() <= 15 && lexeme.bytes().all(|b| b.is_ascii_digit());
    plain && !lexeme.is_empty() || lexeme.parse::<Decimal>().is_ok()
}
