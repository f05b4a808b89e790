//! Merged cells (18.3.1.55): which cells they cover.

use std::collections::BTreeMap;

use super::area::Area;

/// Areas that are met from top to bottom; no two of them overlap.
#[derive(Default)]
pub(crate) struct Sweep {
    /// The areas that the current row may be in, by their left edges.
    active: BTreeMap<u32, (Area, usize)>,
}

impl Sweep {
    /// The area, with its number, that covers a position in a row not above
    /// any asked for before.
    pub(crate) fn at(&mut self, row: u32, column: u32) -> Option<(Area, usize)> {
        self.overlapping(row, column, column)
    }

    /// An area that reaches into these columns of a row.
    pub(crate) fn overlapping(&mut self, row: u32, left: u32, right: u32) -> Option<(Area, usize)> {
        while let Some((&key, &(area, number))) = self.active.range(..=right).next_back() {
            if area.bottom < row {
                self.active.remove(&key);
            } else {
                return (area.right >= left).then_some((area, number));
            }
        }
        None
    }

    /// Takes an area up; it overlaps with none.
    pub(crate) fn insert(&mut self, area: Area, number: usize) {
        self.active.insert(area.left, (area, number));
    }
}

/// The areas sorted, without those that overlap with one before them; and
/// those. Excel repairs such a file by dropping them.
pub(crate) fn without_overlap(mut areas: Vec<Area>) -> (Vec<Area>, Vec<Area>) {
    areas.sort_unstable_by_key(|area| (area.top, area.left));
    let mut sweep = Sweep::default();
    let (mut kept, mut refused) = (Vec::with_capacity(areas.len()), Vec::new());
    for area in areas {
        if sweep.overlapping(area.top, area.left, area.right).is_some() {
            refused.push(area);
        } else {
            sweep.insert(area, kept.len());
            kept.push(area);
        }
    }
    (kept, refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(reference: &str) -> Area {
        Area::parse(reference).unwrap()
    }

    #[test]
    fn overlapping_merges_are_refused() {
        let all = ["A1:B3", "C1:D1", "B3:C4", "E5:E9", "A1:XFD1048576", "C2:D2"].map(area);
        let (kept, refused) = without_overlap(all.to_vec());
        assert_eq!(kept, ["A1:B3", "C1:D1", "C2:D2", "E5:E9"].map(area));
        assert_eq!(refused, ["A1:XFD1048576", "B3:C4"].map(area));
    }

    #[test]
    fn a_sweep_finds_what_covers_a_position() {
        let mut sweep = Sweep::default();
        sweep.insert(area("B1:C3"), 0);
        sweep.insert(area("D1:D1"), 1);
        assert_eq!(sweep.at(0, 3).map(|found| found.1), Some(1));
        assert_eq!(sweep.at(2, 2).map(|found| found.1), Some(0));
        assert_eq!(sweep.at(2, 3), None);
        assert_eq!(sweep.at(3, 1), None);
    }
}
