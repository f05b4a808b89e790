//! What stands in the cells of the fields.

use std::collections::HashMap;

use gongkai_model::{Block, Cell, CellRef, Decimal, Report, Value};

use super::super::number_format;

/// The figures of a report by their cells.
pub(super) struct Figures<'r> {
    pub(super) report: &'r Report,
}

impl Figures<'_> {
    fn cell(&self, at: CellRef) -> Option<&Cell> {
        match self.report.document.blocks.get(at.block)? {
            Block::Table(table) => table.at(at.row, at.column),
            _ => None,
        }
    }

    /// The number in a cell.
    pub(super) fn number(&self, at: CellRef) -> Option<&Decimal> {
        match self.cell(at)?.value.as_ref()? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// True where none of the cells has anything in it.
    pub(super) fn are_blank(&self, cells: &HashMap<String, CellRef>) -> bool {
        let is_blank = |cell: &Cell| cell.text().trim().is_empty() && cell.value.is_none();
        cells
            .values()
            .all(|at| self.cell(*at).is_some_and(is_blank))
    }

    /// True where Excel's sums take a cell for what it is: a number, or nothing.
    /// A number that can only be written as text (`１２`) would be left out.
    pub(super) fn is_summed(&self, at: CellRef) -> bool {
        let text = self.cell(at).map_or("", |cell| cell.text());
        self.number(at)
            .is_none_or(|number| number_format::code(text, number).is_some())
    }
}
