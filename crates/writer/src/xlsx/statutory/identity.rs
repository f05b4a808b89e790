//! The identities of a form in the cells of a table.

use std::collections::HashMap;

use gongkai_model::{Across, CellRef, FormTable, Identity};

use super::Position;
use super::area::Area;
use super::reference::{Fixed, arguments};

/// An identity in one column, or one row: the cells of its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Instance {
    pub(super) block: usize,
    pub(super) left: Vec<Position>,
    pub(super) right: Vec<Position>,
}

/// Cells that turn red where a formula is true.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Red {
    pub(super) areas: Vec<Area>,
    pub(super) formula: String,
}

/// The instances of an identity whose terms are all in one table.
pub(super) fn instances(
    table: &FormTable,
    identity: &Identity,
    cells: &HashMap<String, CellRef>,
) -> Vec<Instance> {
    let others = match identity.across {
        Across::Rows => &table.columns,
        Across::Columns => &table.rows,
    };
    let instance = |other: &str| {
        let field = |term: &String| match identity.across {
            Across::Rows => format!("{}.{term}.{other}", table.id),
            Across::Columns => format!("{}.{other}.{term}", table.id),
        };
        let side = |terms: &[String]| {
            let found = terms.iter().map(|term| cells.get(&field(term)).copied());
            found.collect::<Option<Vec<CellRef>>>()
        };
        let (left, right) = (side(&identity.left)?, side(&identity.right)?);
        let block = left.first()?.block;
        let positions = |cells: Vec<CellRef>| {
            let in_block = cells
                .into_iter()
                .map(|cell| (cell.block == block).then_some((cell.row, cell.column)));
            in_block.collect::<Option<Vec<Position>>>()
        };
        Some(Instance {
            block,
            left: positions(left)?,
            right: positions(right)?,
        })
    };
    others
        .iter()
        .filter_map(|line| instance(&line.id))
        .collect()
}

/// What turns red in the table of a block: totals that are not their sum, and
/// all terms of an identity that has more than one on either side.
pub(super) fn reds(table: &FormTable, block: usize, cells: &HashMap<String, CellRef>) -> Vec<Red> {
    let mut reds = Vec::new();
    for identity in &table.identities {
        let found = instances(table, identity, cells);
        let found: Vec<Instance> = found.into_iter().filter(|i| i.block == block).collect();
        let fixed = match identity.across {
            Across::Rows => Fixed::Row,
            Across::Columns => Fixed::Column,
        };
        for run in found.chunk_by(|one, next| goes_on(one, next, identity.across)) {
            let fixed = if run.len() > 1 { fixed } else { Fixed::Both };
            reds.extend(red(run, fixed));
        }
    }
    reds
}

/// True where an identity goes on in the next column or row with the same rows
/// or columns as before.
fn goes_on(one: &Instance, next: &Instance, across: Across) -> bool {
    let terms = one.left.iter().chain(&one.right);
    let others = next.left.iter().chain(&next.right);
    let (along, over) = (|cell: &Position| cell.1, |cell: &Position| cell.0);
    terms.zip(others).all(|(a, b)| match across {
        Across::Rows => over(a) == over(b) && along(a) + 1 == along(b),
        Across::Columns => along(a) == along(b) && over(a) + 1 == over(b),
    }) && is_straight(one, across)
}

/// True where all terms stand in one column, or one row.
fn is_straight(instance: &Instance, across: Across) -> bool {
    let mut terms = instance.left.iter().chain(&instance.right);
    let line = |cell: &Position| match across {
        Across::Rows => cell.1,
        Across::Columns => cell.0,
    };
    let first = terms.next().map(line);
    terms.all(|cell| Some(line(cell)) == first)
}

/// The rule for a run of instances. It asks for a figure on either side: a
/// form that is being filled in is not wrong.
fn red(run: &[Instance], fixed: Fixed) -> Option<Red> {
    let (first, last) = (run.first()?, run.last()?);
    let side = |cells: &[Position]| arguments(cells, fixed);
    let (left, right) = (side(&first.left), side(&first.right));
    let is_total = first.left.len() == 1;
    let marked = |instance: &Instance| {
        let mut cells = instance.left.clone();
        if !is_total {
            cells.extend(&instance.right);
        }
        cells
    };
    let pairs = marked(first).into_iter().zip(marked(last));
    Some(Red {
        areas: pairs.map(|(a, b)| Area::between(a, b)).collect(),
        formula: format!(
            "AND(COUNT({left})>0,COUNT({right})>0,ROUND(SUM({left})-SUM({right}),6)<>0)"
        ),
    })
}

#[cfg(test)]
mod tests {
    use gongkai_model::builtin_form;

    use super::*;

    /// All fields of a table of the form in a grid that begins at B2.
    fn cells(table: &FormTable) -> HashMap<String, CellRef> {
        let width = table.columns.len();
        let place = |(index, field): (usize, String)| {
            let (row, column) = (index / width + 1, index % width + 1);
            let (row, column) = (row as u32, column as u32);
            (
                field,
                CellRef {
                    block: 0,
                    row,
                    column,
                },
            )
        };
        table.field_ids().enumerate().map(place).collect()
    }

    #[test]
    fn an_identity_is_one_rule_for_all_its_columns() {
        let form = builtin_form("ogi-2021").unwrap();
        let table = form.tables.iter().find(|t| t.id == "applications").unwrap();
        let reds = reds(table, 0, &cells(table));
        assert_eq!(reds.len(), 3);
        assert_eq!(
            super::super::area::list(&reds[0].areas),
            "B2:H2 B3:H3 B25:H25 B26:H26"
        );
        assert_eq!(
            reds[0].formula,
            "AND(COUNT(B$2:B$3)>0,COUNT(B$25:B$26)>0,ROUND(SUM(B$2:B$3)-SUM(B$25:B$26),6)<>0)"
        );
        assert_eq!(super::super::area::list(&reds[1].areas), "B25:H25");
        assert_eq!(
            reds[2].formula,
            "AND(COUNT($H2)>0,COUNT($B2:$G2)>0,ROUND(SUM($H2)-SUM($B2:$G2),6)<>0)"
        );
        assert!(super::reds(table, 1, &cells(table)).is_empty());
    }
}
