//! Filling a sheet with the cells of a file.

use std::collections::HashSet;

use gongkai_model::{Value, a1};

use super::area::{Area, Lines, MAX_COLUMNS, MAX_ROWS};
use super::context::Context;
use super::grid::{Cell, Content, Sheet};
use super::merges;
use super::sums::{self, Formula};
use super::text::Text;

/// A sheet while it is read.
#[derive(Default)]
pub(crate) struct Builder {
    pub(crate) sheet: Sheet,
    /// Merged areas in any order; they may be inverted or overlap.
    pub(crate) merges: Vec<Area>,
    /// Ranges of rows, both ends included.
    pub(crate) hidden_rows: Vec<(u32, u32)>,
    /// Ranges of columns, both ends included.
    pub(crate) hidden_columns: Vec<(u32, u32)>,
    /// The formulas without a result; each has a cell.
    formulas: Vec<Formula>,
    /// A cell came before one that stood in front of it.
    disorder: bool,
}

impl Builder {
    /// Takes up a cell. One outside of the grid is none, and one that is only
    /// filled with a colour or the like is not there.
    pub(crate) fn push(&mut self, cell: Cell, context: &Context) {
        if !is_there(&cell, context) {
            return;
        }
        self.put(cell);
    }

    /// Takes up a formula without a result.
    pub(crate) fn formula(&mut self, cell: Cell, text: &str) {
        if !is_outside(&cell) {
            self.put(cell);
            self.formulas.push(Formula {
                row: cell.row,
                column: cell.column,
                text: text.to_owned(),
            });
        }
    }

    fn put(&mut self, cell: Cell) {
        let before = self
            .sheet
            .cells
            .last()
            .is_some_and(|last| (last.row, last.column) >= (cell.row, cell.column));
        self.disorder |= before;
        self.sheet.cells.push(cell);
    }

    /// Takes up a number by its digits.
    pub(crate) fn number(&mut self, lexeme: &str) -> Content {
        self.sheet.number(lexeme)
    }

    /// Takes up a binary float; what is no number is told as Excel tells it.
    pub(crate) fn float(&mut self, value: f64) -> Content {
        if !value.is_finite() {
            return self.text(Text::plain("#NUM!".to_owned()));
        }
        if value.abs() >= 1e16 || (value != 0.0 && value.abs() < 1e-5) {
            self.number(&format!("{value:e}"))
        } else {
            self.number(&value.to_string())
        }
    }

    /// Takes up a text of the sheet's own.
    pub(crate) fn text(&mut self, text: Text) -> Content {
        self.sheet.own_text(text)
    }

    /// Takes up a value with the text that shows it.
    pub(crate) fn shown(&mut self, text: Text, value: Value) -> Content {
        self.sheet.shown.push((text, value));
        Content::Shown((self.sheet.shown.len() - 1) as u32) // bounded by the cells
    }

    /// Takes up a merged area; one of a single cell is none.
    pub(crate) fn merge(&mut self, area: Area) {
        if !area.is_cell() {
            self.merges.push(area);
        }
    }

    /// The sheet: its cells in order, its merged areas without overlap.
    pub(crate) fn finish(mut self, context: &mut Context) -> Sheet {
        self.order(context);
        self.work_out(context);
        let (merges, refused) = merges::without_overlap(self.merges);
        if let Some(area) = refused.first() {
            context.forgive(
                "overlapping mergeCell",
                &area.a1(),
                context.place(area.top, area.left),
            );
        }
        let mut sheet = self.sheet;
        sheet.merges = merges;
        sheet.hidden_rows = Lines::new(self.hidden_rows);
        sheet.hidden_columns = Lines::new(self.hidden_columns);
        sheet.breaks.sort_unstable();
        sheet.breaks.dedup();
        sheet
    }

    /// Works out sums without a result; names the formulas that are none.
    fn work_out(&mut self, context: &mut Context) {
        if self.formulas.is_empty() {
            return;
        }
        let mut formulas = std::mem::take(&mut self.formulas);
        if self.disorder {
            // Of two cells at one position the last one counts, which may be another.
            let blank = |formula: &Formula| {
                let place = (formula.row, formula.column);
                sums::find(&self.sheet.cells, place.0, place.1)
                    .is_some_and(|index| self.sheet.cells[index].content == Content::Blank)
            };
            formulas.reverse();
            let mut seen = HashSet::new();
            formulas.retain(|formula| blank(formula) && seen.insert((formula.row, formula.column)));
            formulas.reverse();
        }
        let all: Vec<(u32, u32)> = formulas.iter().map(|f| (f.row, f.column)).collect();
        let left = sums::work_out(&mut self.sheet, formulas);
        let without: HashSet<(u32, u32)> = left.iter().map(|f| (f.row, f.column)).collect();
        if let Some(first) = all.iter().find(|place| !without.contains(place)) {
            context.forgive(
                "a formula without its result, worked out",
                &a1(first.0, first.1),
                context.place(first.0, first.1),
            );
        }
        for formula in left {
            sums::leave_unknown(&mut self.sheet, &formula);
            context.formula_without_result(formula.row, formula.column);
        }
        self.sheet.cells.retain(|cell| is_there(cell, context));
    }

    /// Puts the cells in order; of two at one position the last one counts.
    fn order(&mut self, context: &mut Context) {
        if !self.disorder {
            return;
        }
        let sheet = &mut self.sheet;
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
            context.forgive(
                "a cell is stored twice, the last one counts",
                &a1(row, column),
                context.place(row, column),
            );
        }
    }
}

fn is_outside(cell: &Cell) -> bool {
    cell.row >= MAX_ROWS || cell.column >= MAX_COLUMNS
}

/// True for a cell within the grid that has content or a border.
fn is_there(cell: &Cell, context: &Context) -> bool {
    let empty = cell.content == Content::Blank && !context.styles.xf(cell.style).bordered;
    !empty && !is_outside(cell)
}
