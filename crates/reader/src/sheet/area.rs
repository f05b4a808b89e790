//! Rectangles of the grid, and the lines (rows or columns) that are hidden.

use gongkai_model::{a1, from_a1};

/// The rows that a sheet has (18.3.1.73 with Excel's limit).
pub(crate) const MAX_ROWS: u32 = 1_048_576;

/// The columns that a sheet has.
pub(crate) const MAX_COLUMNS: u32 = 16_384;

/// A rectangle of cells, all four edges included, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

impl Area {
    /// One cell.
    pub(crate) fn cell(row: u32, column: u32) -> Area {
        Area {
            top: row,
            left: column,
            bottom: row,
            right: column,
        }
    }

    /// Reads `B2` or `B2:D5`; nothing where it leaves the grid or is inverted.
    pub(crate) fn parse(reference: &str) -> Option<Area> {
        let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
        if last.contains(':') {
            return None;
        }
        let ((top, left), (bottom, right)) = (from_a1(first)?, from_a1(last)?);
        (top <= bottom && left <= right).then_some(Area {
            top,
            left,
            bottom,
            right,
        })
    }

    pub(crate) fn is_cell(self) -> bool {
        self.top == self.bottom && self.left == self.right
    }

    /// How many cells it has.
    pub(crate) fn size(self) -> u64 {
        u64::from(self.bottom - self.top + 1) * u64::from(self.right - self.left + 1)
    }

    /// In A1 notation: `B2` or `B2:D5`.
    pub(crate) fn a1(self) -> String {
        let first = a1(self.top, self.left);
        if self.is_cell() {
            first
        } else {
            format!("{first}:{}", a1(self.bottom, self.right))
        }
    }
}

/// Rows or columns, as sorted ranges that do not touch.
#[derive(Debug, Default)]
pub(crate) struct Lines(Vec<(u32, u32)>);

impl Lines {
    /// Ranges in any order, both ends included.
    pub(crate) fn new(mut ranges: Vec<(u32, u32)>) -> Lines {
        ranges.sort_unstable();
        let mut lines: Vec<(u32, u32)> = Vec::new();
        for (first, last) in ranges {
            match lines.last_mut() {
                Some(open) if first <= open.1.saturating_add(1) => open.1 = open.1.max(last),
                _ => lines.push((first, last)),
            }
        }
        Lines(lines)
    }

    /// The range that a line is in.
    fn range_of(&self, line: u32) -> Option<(u32, u32)> {
        let next = self.0.partition_point(|(first, _)| *first <= line);
        let range = *self.0.get(next.checked_sub(1)?)?;
        (line <= range.1).then_some(range)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lines in words, each by its name: `3-5, 8`. The first ones, where
    /// there are many.
    pub(crate) fn named(&self, name: impl Fn(u32) -> String) -> String {
        /// More than these nobody looks up one by one.
        const LISTED: usize = 20;
        let range = |&(first, last): &(u32, u32)| {
            if first == last {
                name(first)
            } else {
                format!("{}-{}", name(first), name(last))
            }
        };
        let mut ranges: Vec<String> = self.0.iter().take(LISTED).map(range).collect();
        if self.0.len() > LISTED {
            ranges.push("…".to_owned());
        }
        ranges.join(", ")
    }

    pub(crate) fn contains(&self, line: u32) -> bool {
        self.range_of(line).is_some()
    }

    /// The first line at or behind this one that is not among these.
    pub(crate) fn next_outside(&self, line: u32) -> u32 {
        self.range_of(line)
            .map_or(line, |(_, last)| last.saturating_add(1))
    }

    /// The last line at or before this one that is not among these.
    pub(crate) fn last_outside(&self, line: u32) -> Option<u32> {
        self.range_of(line)
            .map_or(Some(line), |(first, _)| first.checked_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_outside_of_the_grid_and_inverted_ones_are_none() {
        assert_eq!(
            Area::parse("B2:C4"),
            Some(Area {
                top: 1,
                left: 1,
                bottom: 3,
                right: 2
            })
        );
        assert_eq!(Area::parse("A1").map(Area::size), Some(1));
        for wrong in [
            "",
            "A",
            "1",
            "C4:B2",
            "XFE1",
            "A1048577",
            "A0",
            "ZZZZ99999999999",
            "A1:",
            "A1:B2:C3x",
        ] {
            assert_eq!(Area::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn hidden_lines_are_stepped_over() {
        let lines = Lines::new(vec![(5, 6), (0, 1), (7, 7)]);
        assert_eq!(
            (
                lines.next_outside(0),
                lines.next_outside(5),
                lines.next_outside(3)
            ),
            (2, 8, 3)
        );
        assert_eq!(
            (lines.last_outside(1), lines.last_outside(7)),
            (None, Some(4))
        );
        assert!(lines.contains(6) && !lines.contains(8));
        assert_eq!(lines.named(|line| (line + 1).to_string()), "1-2, 6-8");
    }
}
