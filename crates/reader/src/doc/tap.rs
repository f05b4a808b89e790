//! The definition of a table's row: the edges of its cells and how they are
//! merged ([MS-DOC] 2.4.3, 2.6.3).

use super::sprm::{self, Sprm, with_data};
use crate::bytes::{i16, u8, u16};
use crate::word::grid::Merge;

/// Word has 63 columns; other producers write some more.
const MOST_CELLS: usize = 255;

/// What a row says of a cell (`TC80`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tc {
    /// In twips.
    width: i32,
    pub(super) horizontal: Merge,
    pub(super) vertical: Merge,
}

/// The definition of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Tap {
    left: i32,
    pub(super) cells: Vec<Tc>,
}

impl Tap {
    /// Reads the definition from the lists of properties of the mark that ends
    /// the row.
    pub(super) fn read(lists: &[impl AsRef<[u8]>], data: &[u8]) -> Tap {
        let mut tap = Tap::default();
        for list in lists {
            with_data(list.as_ref(), data, |sprm| tap.take(&sprm));
        }
        tap
    }

    /// The edges of as many cells as the row has, from left to right; no two
    /// are the same.
    pub(super) fn edges(&self, cells: usize) -> Vec<i32> {
        let mut edge = self.left;
        let widths = self.cells.iter().map(|cell| cell.width);
        let widths = widths.chain(std::iter::repeat(UNSTATED)).take(cells);
        let rights = widths.map(|width| {
            edge = edge.saturating_add(width.max(1));
            edge
        });
        std::iter::once(self.left).chain(rights).collect()
    }

    fn take(&mut self, sprm: &Sprm) {
        let bytes = sprm.operand;
        let range = (
            usize::from(sprm.byte()),
            usize::from(u8(bytes, 1).unwrap_or(0)),
        );
        match sprm.code {
            sprm::T_DEF_TABLE => self.define(bytes, 20),
            sprm::T_DEF_TABLE10 => self.define(bytes, 10),
            sprm::T_INSERT => {
                let (first, count) = range;
                let cell = Tc {
                    width: width(bytes, 2),
                    ..Tc::default()
                };
                let count = count.min(MOST_CELLS - self.cells.len());
                let first = first.min(self.cells.len());
                self.cells
                    .splice(first..first, std::iter::repeat_n(cell, count));
            }
            sprm::T_DELETE => {
                let end = range.1.min(self.cells.len());
                self.cells.drain(range.0.min(end)..end);
            }
            sprm::T_DXA_COL => self.each(range, |_, cell| cell.width = width(bytes, 2)),
            sprm::T_MERGE => self.each(range, |first, cell| {
                cell.horizontal = if first {
                    Merge::Restart
                } else {
                    Merge::Continue
                };
            }),
            sprm::T_SPLIT => self.each(range, |_, cell| cell.horizontal = Merge::None),
            sprm::T_VERT_MERGE => {
                let flags = u8(bytes, 1).unwrap_or(0);
                self.each((range.0, range.0 + 1), |_, cell| {
                    cell.vertical = vertical(flags)
                });
            }
            // Widths that are wanted, borders, shading, alignment are layout.
            _ => {}
        }
    }

    /// `sprmTDefTable`: how many cells, their edges, and a `TC80` for each;
    /// those that are missing say nothing.
    fn define(&mut self, bytes: &[u8], tc_length: usize) {
        let count = usize::from(u8(bytes, 0).unwrap_or(0));
        let edge = |index: usize| i16(bytes, 1 + index * 2).map(i32::from);
        self.left = edge(0).unwrap_or(0);
        let tcs = 1 + (count + 1) * 2;
        let mut first = None;
        let cell = |index: usize| {
            let flags = u16(bytes, tcs + index * tc_length).unwrap_or(0);
            let edges = edge(index).zip(edge(index + 1));
            Tc {
                width: edges.map_or(UNSTATED, |(left, right)| right - left),
                horizontal: horizontal(flags & 3, &mut first),
                vertical: match tc_length {
                    20 => vertical((flags >> 5) as u8 & 3),
                    _ => Merge::None,
                },
            }
        };
        self.cells = (0..count).map(cell).collect();
    }

    fn each(&mut self, (first, end): (usize, usize), mut f: impl FnMut(bool, &mut Tc)) {
        let end = end.min(self.cells.len());
        for index in first..end {
            f(index == first, &mut self.cells[index]);
        }
    }
}

/// The width of a cell that states none.
const UNSTATED: i32 = 1440;

fn width(bytes: &[u8], at: usize) -> i32 {
    i16(bytes, at).map_or(UNSTATED, i32::from)
}

/// How a cell is merged with those beside it. The documentation of Word 97 has
/// 1 for the first cell of a set (`fFirstMerged`) and 2 for the others
/// (`fMerged`), [MS-DOC] 2.9.317 has 2 or 3 for the first and 1 for the others.
/// Both have something else for the first than for the others, and that is what
/// counts here. `first` is what the first cell of the set has.
fn horizontal(flags: u16, first: &mut Option<u16>) -> Merge {
    match (flags, *first) {
        (0, _) => {
            *first = None;
            Merge::None
        }
        (flags, Some(first)) if flags != first => Merge::Continue,
        (flags, _) => {
            *first = Some(flags);
            Merge::Restart
        }
    }
}

/// `fVertMerge` and `fVertRestart`.
fn vertical(flags: u8) -> Merge {
    match (flags & 1 != 0, flags & 2 != 0) {
        (false, _) => Merge::None,
        (true, true) => Merge::Restart,
        (true, false) => Merge::Continue,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three cells: the first of a vertical merge, and two merged in the row.
    fn definition() -> Vec<u8> {
        let mut body = vec![3];
        for edge in [-100i16, 900, 1900, 1890] {
            body.extend(edge.to_le_bytes());
        }
        for flags in [0x60u16, 1, 2] {
            body.extend(flags.to_le_bytes());
            body.extend([0; 18]);
        }
        let mut grpprl = vec![0x08, 0xd6];
        grpprl.extend((body.len() as u16 + 1).to_le_bytes());
        grpprl.extend(body);
        grpprl
    }

    fn merges(tap: &Tap) -> Vec<(Merge, Merge)> {
        tap.cells
            .iter()
            .map(|cell| (cell.horizontal, cell.vertical))
            .collect()
    }

    #[test]
    fn a_row_states_edges_and_merges() {
        let tap = Tap::read(&[definition()], &[]);
        assert_eq!(tap.edges(3), [-100, 900, 1900, 1901]);
        assert_eq!(tap.edges(4), [-100, 900, 1900, 1901, 3341]);
        assert_eq!(
            merges(&tap),
            [
                (Merge::None, Merge::Restart),
                (Merge::Restart, Merge::None),
                (Merge::Continue, Merge::None)
            ]
        );
    }

    #[test]
    fn sets_of_merged_cells_are_told_in_both_readings() {
        for flags in [
            [1, 2, 2, 1, 2, 0, 1],
            [2, 1, 1, 2, 1, 0, 2],
            [3, 1, 1, 3, 1, 0, 3],
        ] {
            let mut first = None;
            let merges = flags.map(|flags| horizontal(flags, &mut first));
            let (restart, go_on, none) = (Merge::Restart, Merge::Continue, Merge::None);
            assert_eq!(
                merges,
                [restart, go_on, go_on, restart, go_on, none, restart]
            );
        }
    }

    #[test]
    fn a_row_may_be_changed_after_its_definition() {
        let changes: [&[u8]; 5] = [
            &[0x22, 0x56, 0, 1],         // delete the first cell
            &[0x21, 0x76, 9, 2, 100, 0], // two more behind the last
            &[0x25, 0x56, 0, 9],         // none is merged
            &[0x24, 0x56, 2, 4],         // but these two
            &[0x2b, 0xd6, 2, 0, 1],      // and the first with that above
        ];
        let tap = Tap::read(&[definition(), changes.concat()], &[]);
        assert_eq!(
            merges(&tap),
            [
                (Merge::None, Merge::Continue),
                (Merge::None, Merge::None),
                (Merge::Restart, Merge::None),
                (Merge::Continue, Merge::None)
            ]
        );
    }

    #[test]
    fn a_definition_that_is_cut_off_or_absurd_is_bounded() {
        let cut = [0x08, 0xd6, 3, 0, 255, 7];
        assert_eq!(Tap::read(&[cut], &[]).cells.len(), 255);
        let insert = [0x21, 0x76, 0, 255, 100, 0].repeat(100);
        assert_eq!(Tap::read(&[insert], &[]).cells.len(), MOST_CELLS);
        let delete = [0x22, 0x56, 9, 3];
        assert_eq!(Tap::read(&[delete], &[]).cells, []);
        assert_eq!(Tap::default().edges(1), [0, UNSTATED]);
    }
}
