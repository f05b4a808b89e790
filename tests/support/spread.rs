//! A choice of documents from the corpus that is the same in every run.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};

use crate::paths::files;

/// Word files, as [`spread_of`] chooses them.
pub fn spread(
    corpus: &Path,
    number: usize,
    largest: u64,
    accept: impl Fn(&[u8]) -> bool,
) -> Vec<PathBuf> {
    spread_of(corpus, "docx", number, largest, accept)
}

/// Files of an extension up to a size that are accepted: Chinese ones first, up
/// to half of the number, then one of each project in turn.
pub fn spread_of(
    corpus: &Path,
    extension: &str,
    number: usize,
    largest: u64,
    accept: impl Fn(&[u8]) -> bool,
) -> Vec<PathBuf> {
    let mut chinese: BTreeMap<PathBuf, VecDeque<PathBuf>> = BTreeMap::new();
    let mut others = chinese.clone();
    for path in files(corpus, extension) {
        let below = path.strip_prefix(corpus).unwrap_or(&path);
        let size = std::fs::metadata(&path).map_or(0, |m| m.len());
        if below.starts_with("hostile") || size > largest {
            continue;
        }
        let project = path.parent().unwrap_or(corpus).to_path_buf();
        let groups = if below.starts_with("chinese") {
            &mut chinese
        } else {
            &mut others
        };
        groups.entry(project).or_default().push_back(path);
    }
    let is_accepted =
        |path: &PathBuf| std::fs::read(path).is_ok_and(|bytes| accept(bytes.as_slice()));
    let mut chosen: Vec<PathBuf> = in_turn(chinese)
        .filter(is_accepted)
        .take(number / 2)
        .collect();
    let rest = number - chosen.len();
    chosen.extend(in_turn(others).filter(is_accepted).take(rest));
    chosen
}

fn in_turn(mut groups: BTreeMap<PathBuf, VecDeque<PathBuf>>) -> impl Iterator<Item = PathBuf> {
    let turns = std::iter::from_fn(move || {
        let turn: Vec<PathBuf> = groups
            .values_mut()
            .filter_map(VecDeque::pop_front)
            .collect();
        (!turn.is_empty()).then_some(turn)
    });
    turns.flatten()
}
