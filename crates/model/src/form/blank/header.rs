//! Labels over labels: those that several lines share stand over them once.

use crate::form::FormLine;

/// A label in the header of a table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Label<'f> {
    pub(super) text: &'f str,
    /// The level at which it begins, the outermost is 0.
    pub(super) level: u32,
    /// How many levels it covers.
    pub(super) levels: u32,
    /// The first line that it stands over.
    pub(super) first: u32,
    /// How many lines it stands over.
    pub(super) lines: u32,
}

/// The labels of a line, the outermost first, its own last.
pub(super) fn path(line: &FormLine) -> Vec<&str> {
    let over = line.under.iter().map(String::as_str);
    over.chain([line.label.as_str()]).collect()
}

/// How many levels the labels of lines have.
pub(super) fn depth(paths: &[Vec<&str>]) -> u32 {
    paths.iter().map(Vec::len).max().unwrap_or(1) as u32
}

/// The labels of lines by their paths. The last label of a path covers all
/// levels that are left.
pub(super) fn labels<'f>(paths: &[Vec<&'f str>]) -> Vec<Label<'f>> {
    let depth = depth(paths);
    let mut labels: Vec<Label> = Vec::new();
    for level in 0..depth {
        let mut before: Option<&[&str]> = None;
        for (first, path) in (0..).zip(paths) {
            let Some(text) = path.get(level as usize) else {
                before = None;
                continue;
            };
            let is_last = path.len() as u32 == level + 1;
            let shared = &path[..=level as usize];
            match labels.last_mut() {
                Some(label) if !is_last && before == Some(shared) => label.lines += 1,
                _ => labels.push(Label {
                    text,
                    level,
                    levels: if is_last { depth - level } else { 1 },
                    first,
                    lines: 1,
                }),
            }
            before = (!is_last).then_some(shared);
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_labels_stand_over_their_lines_once() {
        let paths = [
            vec!["行政复议", "维持"],
            vec!["行政复议", "总计"],
            vec!["合计"],
        ];
        let found: Vec<_> = labels(&paths)
            .into_iter()
            .map(|l| (l.text, l.level, l.levels, l.first, l.lines))
            .collect();
        assert_eq!(
            found,
            [
                ("行政复议", 0, 1, 0, 2),
                ("合计", 0, 2, 2, 1),
                ("维持", 1, 1, 0, 1),
                ("总计", 1, 1, 1, 1),
            ]
        );
    }
}
