//! Documents as Markdown, as far as the goldens use it: headings, lists,
//! quotes, fences, tables of pipes and footnotes.

use super::markup::decode;
use crate::meaning::{Digits, Grid, Marker, Meaning, Placer, Role, squeeze};

/// What a Markdown text says.
pub(super) fn read(source: &str) -> Meaning {
    let mut meaning = Meaning::default();
    let mut rows: Vec<&str> = Vec::new();
    let mut fenced = false;
    let mut paragraph = String::new();
    for line in source.lines().chain([""]) {
        let is_row = line.starts_with('|');
        if is_row {
            rows.push(line);
            continue;
        }
        if !rows.is_empty() {
            table(&std::mem::take(&mut rows), &mut meaning);
        }
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            meaning.push(Role::Text, None, line);
        } else if line.is_empty() || line == ">" {
            flush(&mut paragraph, &mut meaning);
        } else {
            let goes_on = !paragraph.is_empty();
            if goes_on && begins_item(line).is_some() {
                flush(&mut paragraph, &mut meaning);
            } else if goes_on {
                paragraph.push(' ');
            }
            paragraph += line.trim_start_matches("> ");
        }
    }
    meaning
}

fn flush(paragraph: &mut String, meaning: &mut Meaning) {
    let text = std::mem::take(paragraph);
    if text.is_empty() || text.starts_with("<!--") || text.starts_with("![") {
        return;
    }
    if let Some((_, note)) = text.strip_prefix("[^").and_then(|n| n.split_once("]: ")) {
        meaning.notes.push(squeeze(&plain(note)));
        return;
    }
    let level = text.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&level) {
        let role = Role::Heading(level as u8);
        return meaning.push(role, None, &plain(&text[level..]));
    }
    match begins_item(&text) {
        Some((marker, rest)) => meaning.push(Role::Item(marker), None, &plain(rest)),
        None => meaning.push(Role::Text, None, &plain(&text)),
    }
}

/// What stands before the item that a line begins, and the rest of the line.
fn begins_item(line: &str) -> Option<(Marker, &str)> {
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix("- ") {
        return Some((Marker::Bullet, rest));
    }
    let (number, rest) = line.split_once(". ")?;
    let number = number.parse().ok()?;
    Some((Marker::Number(number, Digits::Figures), rest))
}

fn table(rows: &[&str], meaning: &mut Meaning) {
    let mut placer = Placer::default();
    let mut cells = Vec::new();
    for row in rows {
        if row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
            continue;
        }
        for cell in row.trim().trim_matches('|').split('|') {
            let text = plain(cell);
            meaning.push(Role::Text, None, &text);
            cells.push(placer.place(1, 1, &text));
        }
        placer.next_row();
    }
    meaning.tables.push(Grid { cells }.settled());
}

/// The text without its marks of emphasis, escapes, entities and note numbers.
fn plain(text: &str) -> String {
    let mut shown = text.replace("**", "").replace("\\_", "_");
    while let Some(from) = shown.find("[^") {
        let to = shown[from..]
            .find(']')
            .map_or(shown.len(), |to| from + to + 1);
        shown.replace_range(from..to, "");
    }
    decode(&shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_items_and_notes_are_told_apart() {
        let meaning = read("## A **b**\n\ntext[^1]\ngoes on\n\n- one\n2. two\n\n[^1]: note\n");
        let lines: Vec<_> = meaning
            .lines
            .iter()
            .map(|l| (l.role, l.text.as_str()))
            .collect();
        let two = Role::Item(Marker::Number(2, Digits::Figures));
        assert_eq!(
            lines,
            [
                (Role::Heading(2), "A b"),
                (Role::Text, "text goes on"),
                (Role::Item(Marker::Bullet), "one"),
                (two, "two"),
            ]
        );
        assert_eq!(meaning.notes, ["note"]);
    }
}
