//! Rectangles of cells.

use gongkai_model::a1;

use super::Position;

/// A rectangle of cells, all four edges included, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) top: u32,
    pub(super) left: u32,
    pub(super) bottom: u32,
    pub(super) right: u32,
}

impl Area {
    pub(super) fn between(first: Position, last: Position) -> Area {
        Area {
            top: first.0,
            left: first.1,
            bottom: last.0,
            right: last.1,
        }
    }

    fn a1(&self) -> String {
        let first = a1(self.top, self.left);
        match (self.top, self.left) == (self.bottom, self.right) {
            true => first,
            false => format!("{first}:{}", a1(self.bottom, self.right)),
        }
    }
}

/// The rectangles as Excel lists them: `B3:H4 B28:H29`.
pub(super) fn list(areas: &[Area]) -> String {
    let names: Vec<String> = areas.iter().map(Area::a1).collect();
    names.join(" ")
}

/// The cells as few rectangles: runs in a row, and equal runs below each other.
pub(super) fn cover(mut cells: Vec<Position>) -> Vec<Area> {
    cells.sort_unstable();
    cells.dedup();
    let mut areas: Vec<Area> = Vec::new();
    let mut runs: Vec<Area> = Vec::new();
    for (row, column) in cells {
        match runs.last_mut() {
            Some(run) if run.top == row && run.right + 1 == column => run.right = column,
            _ => runs.push(Area::between((row, column), (row, column))),
        }
    }
    for run in runs {
        let above = |area: &&mut Area| {
            area.bottom + 1 == run.top && (area.left, area.right) == (run.left, run.right)
        };
        match areas.iter_mut().find(above) {
            Some(area) => area.bottom = run.bottom,
            None => areas.push(run),
        }
    }
    areas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_covered_by_few_rectangles() {
        let cells = vec![(2, 1), (2, 2), (3, 1), (3, 2), (5, 1), (2, 4)];
        assert_eq!(list(&cover(cells)), "B3:C4 E3 B6");
    }
}
