//! Arrows to the sheets of tables (`→ 主动公开`), after a person had the workbook.

use gongkai_model::{Block, Diagnostic, Kind as Code, Paragraph, Place};

use super::{ARROW, BODY, By, Diagnostics, Part};

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
pub(super) fn without_links(parts: &mut [Option<Vec<Part>>], names: &[String]) {
    let linked: Vec<String> = parts
        .iter()
        .flatten()
        .flatten()
        .filter_map(|part| match part {
            Part::Sheet(_, name, By::Arrow) => Some(name.clone()),
            _ => None,
        })
        .collect();
    let leads = |target: &str| {
        let named = |name: &String| is_same(name, target);
        target != BODY && names.iter().any(named) && !linked.iter().any(named)
    };
    for parts in parts.iter_mut().flatten() {
        let mut led = Vec::new();
        for part in parts.iter_mut() {
            if let Part::Sheet(row, target, By::Bare(paragraph)) = part {
                *part = if leads(target) {
                    led.push(target.clone());
                    Part::Sheet(*row, std::mem::take(target), By::Arrow)
                } else {
                    Part::Block(*row, Block::Paragraph(paragraph.clone()))
                };
            }
        }
        let behind = |part: &Part| match part {
            Part::Sheet(_, name, By::Link) => led.iter().any(|target| is_same(name, target)),
            _ => false,
        };
        if !led.is_empty() {
            parts.retain(|part| !behind(part));
        }
    }
}

/// Arrows to sheets that are not there. A person who renames a sheet does not
/// change the arrow to it: where as many sheets (or sheets with tables) have no
/// arrow as arrows have no sheet, they belong together, by what is left of
/// their names, else in their order.
pub(super) fn to_renamed(
    parts: &mut [Option<Vec<Part>>],
    names: &[String],
    diagnostics: &mut Diagnostics,
) {
    let is_known = |target: &str| names.iter().any(|name| is_same(name, target));
    let led_to: Vec<String> = parts
        .iter()
        .flatten()
        .flatten()
        .filter_map(|part| match part {
            Part::Sheet(_, name, _) => Some(name.clone()),
            Part::Block(..) => None,
        })
        .collect();
    let lost = led_to.iter().filter(|name| !is_known(name)).count();
    if lost == 0 {
        return;
    }
    let mut unled: Vec<usize> = (0..names.len())
        .filter(|&at| names[at] != BODY && !led_to.iter().any(|to| is_same(&names[at], to)))
        .collect();
    if unled.len() != lost {
        // A sheet of notes that somebody added is none of them.
        unled.retain(|&at| parts[at].iter().flatten().any(is_table));
    }
    let mut renamed: Vec<&String> = match unled.len() == lost {
        true => unled.iter().map(|&at| &names[at]).collect(),
        false => Vec::new(),
    };
    let targets: Vec<&String> = led_to.iter().filter(|name| !is_known(name)).collect();
    let mut pairs = alike(&targets, &mut renamed).into_iter();
    let mut renamed = renamed.into_iter();
    for part in parts.iter_mut().flatten().flatten() {
        if let Part::Sheet(row, target, _) = part
            && !is_known(target)
        {
            let sheet = pairs.next().flatten().or_else(|| renamed.next());
            let what = match sheet {
                Some(name) => format!("→ {target}: {name}"),
                None => format!("→ {target}"),
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
fn alike<'n>(targets: &[&String], sheets: &mut Vec<&'n String>) -> Vec<Option<&'n String>> {
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

pub(super) fn is_table(part: &Part) -> bool {
    matches!(part, Part::Block(_, Block::Table(_)))
}

/// Names of sheets are compared without case (18.2.19).
pub(super) fn is_same(name: &str, other: &str) -> bool {
    name.to_lowercase() == other.to_lowercase()
}
