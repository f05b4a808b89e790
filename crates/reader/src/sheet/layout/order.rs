//! In which order the sheets of a workbook come: where the text leads to one,
//! it stands there.

use std::collections::HashMap;

use gongkai_model::{Block, Paragraph};

use super::BODY;

/// A block, or the place where the content of another sheet stands.
pub(super) enum Part {
    Block(u32, Block),
    Sheet(u32, String, By),
}

/// What leads to another sheet.
pub(super) enum By {
    /// An arrow with a link.
    Arrow,
    /// A link on any other line.
    Link,
    /// An arrow without its link, and the paragraph that it is unless it leads
    /// to a sheet.
    Bare(Paragraph),
}

impl Part {
    /// The row where it begins.
    pub(super) fn row(&self) -> u32 {
        match self {
            Part::Block(row, _) | Part::Sheet(row, ..) => *row,
        }
    }

    /// The sheet that it leads to, as names are compared.
    pub(super) fn target(&self) -> Option<String> {
        match self {
            Part::Block(..) => None,
            Part::Sheet(_, name, _) => Some(folded(name)),
        }
    }

    pub(super) fn is_table(&self) -> bool {
        matches!(self, Part::Block(_, Block::Table(_)))
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
                Some(Part::Sheet(_, name, _)) => {
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
pub(super) fn folded(name: &str) -> String {
    name.to_lowercase()
}
