//! In which order the sheets of a workbook come: where the text leads to one,
//! it stands there.

use std::collections::{HashMap, HashSet};

use gongkai_model::{Block, Diagnostic, Kind as Code, Place};

use super::BODY;
use crate::sheet::context::Diagnostics;

/// A block, or the place where the content of another sheet stands.
pub(super) enum Part {
    Block(u32, Block),
    Sheet(u32, String),
}

impl Part {
    /// The row where it begins.
    pub(super) fn row(&self) -> u32 {
        match self {
            Part::Block(row, _) | Part::Sheet(row, _) => *row,
        }
    }

    /// The sheet that it leads to, as names are compared.
    fn target(&self) -> Option<String> {
        match self {
            Part::Block(..) => None,
            Part::Sheet(_, name) => Some(folded(name)),
        }
    }
}

/// Arrows of the text to sheets that are not there. A person who renames a sheet
/// does not change the arrow to it: where as many sheets have no arrow as arrows
/// have no sheet, they belong together in their order.
pub(super) fn lead_to_renamed(
    parts: &mut [Vec<Part>],
    names: &[String],
    diagnostics: &mut Diagnostics,
) {
    let Some(text) = names.iter().position(|name| name == BODY) else {
        return; // links of other sheets lead anywhere, to defined names too
    };
    let known: HashSet<String> = names.iter().map(|name| folded(name)).collect();
    let led_to: HashSet<String> = parts.iter().flatten().filter_map(Part::target).collect();
    let is_lost = |part: &Part| part.target().is_some_and(|target| !known.contains(&target));
    let lost = parts[text].iter().filter(|part| is_lost(part)).count();
    if lost == 0 {
        return;
    }
    let unled: Vec<&String> = names
        .iter()
        .filter(|name| *name != BODY && !led_to.contains(&folded(name)))
        .collect();
    let mut renamed = unled.iter().filter(|_| unled.len() == lost);
    for part in parts[text].iter_mut().filter(|part| is_lost(part)) {
        if let Part::Sheet(row, target) = part {
            let sheet = renamed.next();
            let what = match sheet {
                Some(name) => format!("a sheet was renamed: {target} → {name}"),
                None => format!("an arrow leads to a sheet that is not there: {target}"),
            };
            let place = Place::cell(BODY, *row, 1);
            let kind = Code::Forgiven { what };
            diagnostics.list.push(Diagnostic::new(kind, Some(place)));
            if let Some(name) = sheet {
                target.clone_from(name);
            }
        }
    }
}

/// The blocks of all sheets, each once: where the text leads to it, else in its
/// turn.
pub(super) fn blocks(mut parts: Vec<Vec<Part>>, names: &[String]) -> Vec<Block> {
    let mut numbers = HashMap::new();
    for (number, name) in names.iter().enumerate() {
        numbers.entry(folded(name)).or_insert(number);
    }
    // The text that leads to tables comes first, wherever its sheet was moved.
    let leads = |parts: &[Part]| parts.iter().any(|part| part.target().is_some());
    let text = names.iter().position(|name| name == BODY);
    let text = text.filter(|&number| leads(&parts[number]));
    let mut blocks = Vec::new();
    for number in text.into_iter().chain(0..parts.len()) {
        // The sheets that are gone through, each led to by the one before it: any
        // number of them.
        let mut open = vec![std::mem::take(&mut parts[number]).into_iter()];
        while let Some(sheet) = open.last_mut() {
            match sheet.next() {
                Some(Part::Block(_, block)) => blocks.push(block),
                Some(Part::Sheet(_, name)) => {
                    if let Some(&other) = numbers.get(&folded(&name)) {
                        open.push(std::mem::take(&mut parts[other]).into_iter());
                    }
                }
                None => drop(open.pop()),
            }
        }
    }
    blocks
}

/// Names of sheets are compared without case (18.2.19).
fn folded(name: &str) -> String {
    name.to_lowercase()
}
