//! Arrows to the sheets of tables (`→ 主动公开`), after a person had the workbook.

use std::collections::HashSet;

use gongkai_model::{Block, Diagnostic, Kind as Code, Paragraph, Place};

use super::BODY;
use super::lines::ARROW;
use super::order::{By, Part, folded};
use crate::sheet::context::Diagnostics;

/// No name of a sheet is longer (18.2.19).
const LONGEST: usize = 31;

/// Of so many sheets the names are compared; nobody renames more by hand.
const MOST: usize = 200;

/// A paragraph, or an arrow that lost its link: openpyxl moves cells without it.
pub(super) fn or_paragraph(row: u32, paragraph: Paragraph) -> Part {
    let target = paragraph.content.text.strip_prefix(ARROW);
    let is_name = |target: &&str| paragraph.label.is_none() && target.chars().count() <= LONGEST;
    match target.filter(is_name) {
        Some(target) => Part::Sheet(row, target.to_owned(), By::Bare(paragraph)),
        None => Part::Block(row, Block::Paragraph(paragraph)),
    }
}

/// An arrow without its link leads to the sheet that it names, unless another
/// arrow does: then its text is text. Where it leads, a link that stayed behind
/// on another line does not.
pub(super) fn without_links(parts: &mut [Vec<Part>], names: &[String]) {
    let is_arrow = |part: &&Part| matches!(part, Part::Sheet(_, _, By::Arrow));
    let arrows = parts.iter().flatten().filter(is_arrow);
    let linked: HashSet<String> = arrows.filter_map(Part::target).collect();
    let names = names.iter().filter(|name| *name != BODY);
    let open: HashSet<String> = names
        .map(|name| folded(name))
        .filter(|name| !linked.contains(name))
        .collect();
    for parts in parts {
        let mut led = HashSet::new();
        for part in parts.iter_mut() {
            let target = part.target();
            if let (Part::Sheet(row, name, By::Bare(paragraph)), Some(target)) =
                (&mut *part, target)
            {
                *part = if open.contains(&target) {
                    led.insert(target);
                    Part::Sheet(*row, std::mem::take(name), By::Arrow)
                } else {
                    Part::Block(*row, Block::Paragraph(std::mem::take(paragraph)))
                };
            }
        }
        let is_link = |part: &Part| matches!(part, Part::Sheet(_, _, By::Link));
        if !led.is_empty() {
            parts
                .retain(|part| !(is_link(part) && part.target().is_some_and(|t| led.contains(&t))));
        }
    }
}

/// Arrows of the text to sheets that are not there. A person who renames a sheet
/// does not change the arrow to it: where as many sheets (or sheets with tables)
/// have no arrow as arrows have no sheet, they belong together, by what is left
/// of their names, else in their order.
pub(super) fn to_renamed(parts: &mut [Vec<Part>], names: &[String], diagnostics: &mut Diagnostics) {
    let Some(text) = names.iter().position(|name| name == BODY) else {
        return; // links of other sheets lead anywhere, to defined names too
    };
    let known: HashSet<String> = names.iter().map(|name| folded(name)).collect();
    let led_to: HashSet<String> = parts.iter().flatten().filter_map(Part::target).collect();
    let is_lost = |part: &Part| part.target().is_some_and(|target| !known.contains(&target));
    let lost: Vec<String> = parts[text]
        .iter()
        .filter(|part| is_lost(part))
        .filter_map(|part| match part {
            Part::Sheet(_, name, _) => Some(name.clone()),
            Part::Block(..) => None,
        })
        .collect();
    if lost.is_empty() {
        return;
    }
    let mut unled: Vec<usize> = (0..names.len())
        .filter(|&at| names[at] != BODY && !led_to.contains(&folded(&names[at])))
        .collect();
    if unled.len() != lost.len() {
        // A sheet of notes that somebody added is none of them.
        unled.retain(|&at| parts[at].iter().any(Part::is_table));
    }
    let mut renamed: Vec<&String> = match unled.len() == lost.len() {
        true => unled.iter().map(|&at| &names[at]).collect(),
        false => Vec::new(),
    };
    let mut pairs = alike(&lost, &mut renamed).into_iter();
    let mut renamed = renamed.into_iter();
    for part in parts[text].iter_mut().filter(|part| is_lost(part)) {
        if let Part::Sheet(row, target, _) = part {
            let sheet = pairs.next().flatten().or_else(|| renamed.next());
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

/// For each arrow the one sheet whose new name has more of the old one than any
/// other, and at least two characters: sheets are moved as well as renamed.
/// What is found is taken off the sheets.
fn alike<'n>(targets: &[String], sheets: &mut Vec<&'n String>) -> Vec<Option<&'n String>> {
    let mut pairs = Vec::new();
    for target in targets.iter().take(MOST) {
        let common = |name: &str| target.chars().filter(|&c| name.contains(c)).count();
        let most = sheets.iter().map(|name| common(name)).max().unwrap_or(0);
        let mut best = (0..sheets.len()).filter(|&at| common(sheets[at]) == most);
        pairs.push(match (best.next(), best.next()) {
            (Some(at), None) if most >= 2 => Some(sheets.remove(at)),
            _ => None,
        });
    }
    pairs
}
