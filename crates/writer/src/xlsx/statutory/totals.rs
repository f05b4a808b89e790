//! Totals as formulas, so that a corrected figure corrects its total.

use std::collections::{HashMap, HashSet};

use gongkai_model::{CellRef, Decimal, Form};

use super::Position;
use super::figures::Figures;
use super::identity::{Instance, instances};
use super::reference::{Fixed, arguments};

/// The formulas of the cells that are sums of others.
#[derive(Default)]
pub(super) struct Totals {
    formulas: HashMap<CellRef, String>,
    /// The cells that each of them is the sum of.
    terms: HashMap<CellRef, Vec<CellRef>>,
}

impl Totals {
    /// The totals that are the sums that the form says. In a report without
    /// any figure, which is still to be filled in, that is all of them.
    pub(super) fn of(
        figures: &Figures,
        form: &Form,
        cells: &HashMap<String, CellRef>,
        is_blank: bool,
    ) -> Totals {
        let mut totals = Totals::default();
        for table in &form.tables {
            for identity in &table.identities {
                for instance in instances(table, identity, cells) {
                    let Some(total) = total_of(&instance) else {
                        continue;
                    };
                    let terms = arguments(&instance.right, Fixed::Nothing);
                    if is_blank {
                        let formula = format!("IF(COUNT({terms})=0,\"\",SUM({terms}))");
                        totals.add(total, &instance, formula);
                    } else if holds(figures, total, &instance) {
                        totals.add(total, &instance, format!("SUM({terms})"));
                    }
                }
            }
        }
        totals
    }

    pub(super) fn formula(&self, cell: CellRef) -> Option<&str> {
        self.formulas.get(&cell).map(String::as_str)
    }

    /// Of two sums that a cell is, the first counts; none may be a part of itself.
    fn add(&mut self, total: CellRef, instance: &Instance, formula: String) {
        let terms: Vec<CellRef> = instance
            .right
            .iter()
            .map(|at| cell(instance, *at))
            .collect();
        if self.is_within(total, &terms) || self.formulas.contains_key(&total) {
            return;
        }
        self.formulas.insert(total, formula);
        self.terms.insert(total, terms);
    }

    /// True where a cell is among those that others are the sums of.
    fn is_within(&self, cell: CellRef, sums: &[CellRef]) -> bool {
        let mut seen: HashSet<CellRef> = HashSet::new();
        let mut open = sums.to_vec();
        while let Some(next) = open.pop() {
            if next == cell {
                return true;
            }
            if seen.insert(next) {
                open.extend(self.terms.get(&next).into_iter().flatten());
            }
        }
        false
    }
}

/// The cell that is a sum of others, where an identity says so.
fn total_of(instance: &Instance) -> Option<CellRef> {
    match instance.left[..] {
        [total] => Some(cell(instance, total)),
        _ => None,
    }
}

fn cell(instance: &Instance, (row, column): Position) -> CellRef {
    CellRef {
        block: instance.block,
        row,
        column,
    }
}

/// True where the sum of the terms is the total; blanks among them count as
/// nothing.
fn holds(figures: &Figures, total: CellRef, instance: &Instance) -> bool {
    let terms = instance.right.iter().map(|at| cell(instance, *at));
    let numbers: Vec<&Decimal> = terms.filter_map(|at| figures.number(at)).collect();
    let sum = Decimal::sum(numbers.iter().copied());
    !numbers.is_empty() && sum.is_some() && sum.as_ref() == figures.number(total)
}
