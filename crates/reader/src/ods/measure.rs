//! Lengths, and the lines (rows or columns) that they reach.

/// English metric units of an inch.
const INCH: f64 = 914_400.0;

/// How wide a column and how high a row are where nothing says so.
pub(super) const COLUMN: u64 = 812_800;
pub(super) const ROW: u64 = 162_560;

/// A length (OpenDocument 1.3 part 3, 18.3.18) in English metric units;
/// nothing for one that is not positive or none at all.
pub(super) fn length(text: &str) -> Option<u64> {
    let text = text.trim();
    let at = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(at);
    let inches = match unit {
        "in" => 1.0,
        "cm" => 1.0 / 2.54,
        "mm" => 1.0 / 25.4,
        "pt" => 1.0 / 72.0,
        "pc" => 1.0 / 6.0,
        "px" => 1.0 / 96.0,
        _ => return None,
    };
    let units = (number.trim().parse::<f64>().ok()? * inches * INCH).round();
    // What is larger than any sheet is a mistake of the file.
    (0.0..1e15).contains(&units).then_some(units as u64)
}

/// Lines of one size after another.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Where each stretch ends: the line behind it, and how far that is.
    ends: Vec<(u32, u64)>,
}

impl Lines {
    /// Adds lines of a size up to another line.
    pub(super) fn push(&mut self, end: u32, size: u64) {
        let (line, reached) = self.ends.last().copied().unwrap_or_default();
        let count = u64::from(end.saturating_sub(line));
        if count > 0 {
            let reached = reached.saturating_add(count.saturating_mul(size));
            self.ends.push((end, reached));
        }
    }

    /// The line that a point is in; the last one for a point behind them all.
    pub(super) fn at(&self, point: u64) -> u32 {
        let index = self.ends.partition_point(|(_, reached)| *reached <= point);
        let before = |index: usize| index.checked_sub(1).and_then(|i| self.ends.get(i));
        let (line, reached) = before(index).copied().unwrap_or_default();
        let Some((end, behind)) = self.ends.get(index) else {
            return line.saturating_sub(1);
        };
        let size = (behind - reached) / u64::from(end - line).max(1);
        let within = (point - reached) / size.max(1);
        line.saturating_add(u32::try_from(within).unwrap_or(u32::MAX))
            .min(end - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units() {
        assert_eq!(length("2.54cm"), Some(914_400));
        assert_eq!(length("72pt"), length("1in"));
        assert_eq!(length(" 10 mm"), Some(360_000));
        for none in ["", "1", "scale", "-1cm", "1em", "1e999in", "NaNcm"] {
            assert_eq!(length(none), None, "{none}");
        }
    }

    #[test]
    fn a_point_is_in_a_line() {
        let mut lines = Lines::default();
        assert_eq!(lines.at(7), 0);
        lines.push(2, 10);
        lines.push(5, 0);
        lines.push(6, 100);
        lines.push(6, 100);
        let found: Vec<u32> = [0, 9, 10, 19, 20, 119, 120, u64::MAX]
            .into_iter()
            .map(|point| lines.at(point))
            .collect();
        assert_eq!(found, [0, 0, 1, 1, 5, 5, 5, 5]);
        lines.push(u32::MAX, u64::MAX);
        assert!(lines.at(u64::MAX - 1) >= 6);
    }
}
