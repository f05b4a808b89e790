//! Nothing is dropped in silence, and nothing is read twice: every character
//! of a Word file's text is in what was read, or a diagnostic names what was
//! left out; and what was read has no character more often than the file. The
//! text is taken from the main part by counting, without the reader's help.
//!
//! What is known to be wrong stands in `baselines/lost-text.tsv`.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use std::path::PathBuf;
use std::time::Duration;

use gongkai_model::Kind;
use gongkai_reader::Options;
use gongkai_tests::baseline::Table;
use gongkai_tests::meaning::{Line, Meaning, solid};
use gongkai_tests::ours::meaning;
use gongkai_tests::parallel::each;
use gongkai_tests::paths::{corpus, files, root, samples};
use gongkai_tests::plain_text::{Characters, PlainText, characters, missing};

const LONGEST_NUMBER: usize = 4;
/// Hidden text: a property, and so no element that the text could be in.
const HIDDEN: &str = "vanish";
const LONGEST: Duration = Duration::from_secs(60);

#[test]
fn no_text_is_lost_in_silence_or_read_twice() {
    let corpus = corpus();
    let folder = corpus.clone().unwrap_or_else(root);
    let mut paths = samples("docx");
    for extension in ["docx", "docm", "dotx", "dotm"] {
        let found = corpus.as_deref().map(|corpus| files(corpus, extension));
        paths.extend(found.unwrap_or_default());
    }
    paths.retain(|path| !path.starts_with(folder.join("hostile")));
    let results = each(paths.clone(), LONGEST, compare);
    let known = Table::read("lost-text.tsv");
    let mut faults = Vec::new();
    for (path, result) in paths.iter().zip(results) {
        let name = path.strip_prefix(&folder).unwrap_or(path).to_string_lossy();
        let differences = result.unwrap_or_else(|why| vec![("file", why)]);
        for (kind, characters) in &differences {
            if !known
                .rows
                .iter()
                .any(|row| row[0] == name && row[1] == *kind)
            {
                let shown: String = characters.chars().take(40).collect();
                let number = characters.chars().count();
                faults.push(format!("{name}\t{kind}\t{number} characters: {shown}"));
            }
        }
        for row in known.rows.iter().filter(|row| row[0] == name) {
            if !differences.iter().any(|(kind, _)| row[1] == *kind) {
                faults.push(format!("mended, take it out: {}", row.join(" ")));
            }
        }
    }
    for row in &known.rows {
        if Table::field(row, 2).len() < 10 {
            faults.push(format!("no reason: {}", row.join(" ")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The characters that are neither in the document nor accounted for
/// (`lost`), and those that it has and the file has not (`more`).
fn compare(path: &PathBuf) -> Vec<(&'static str, String)> {
    let bytes = std::fs::read(path).unwrap();
    let Ok(read) = gongkai_reader::read(&bytes, &Options::default()) else {
        return Vec::new();
    };
    let Some(text) = PlainText::of_word_file(&bytes) else {
        return Vec::new();
    };
    // Elements that a diagnostic names are accounted for, with all their text.
    let what = read.diagnostics.iter().filter_map(|d| match &d.kind {
        Kind::ContentLeftOut { what, .. } | Kind::UnknownContent { what, .. } => {
            what.rsplit(':').next()
        }
        _ => None,
    });
    let left_out: Vec<&str> = what.collect();
    let meaning = meaning(&read.report.document);
    let lost = missing(&characters(&text.without(&left_out)), &kept(&meaning));
    let mut more = missing(&body(&meaning), &characters(&text.all()));
    // Signs may be ours: checkboxes, what lays out formulas, what stands for
    // the characters of symbol fonts.
    more.retain(char::is_alphanumeric);
    let is_accounted = lost.is_empty() || left_out.contains(&HIDDEN);
    let lost = (!is_accounted).then_some(("lost", lost));
    let more = (!more.is_empty()).then_some(("more", more));
    lost.into_iter().chain(more).collect()
}

/// All that was read: a number that the author typed is a label.
fn kept(meaning: &Meaning) -> Characters {
    let labels = meaning
        .lines
        .iter()
        .filter_map(|line| line.label.as_deref());
    let texts = meaning.lines.iter().map(|line| line.text.as_str());
    let beside = meaning
        .notes
        .iter()
        .chain(&meaning.comments)
        .chain(&meaning.margins);
    let all: String = labels
        .chain(texts)
        .chain(beside.map(String::as_str))
        .collect();
    characters(&all)
}

/// The text of the body without any number, which Word may have made. A line
/// that is nothing but a number may be the one of an empty paragraph.
fn body(meaning: &Meaning) -> Characters {
    let text = |line: &Line| {
        let whole = solid(&line.text);
        meaning.labelled_cells.get(&whole).cloned().unwrap_or(whole)
    };
    let lines = meaning.lines.iter();
    let longer = lines.filter(|line| line.text.chars().count() > LONGEST_NUMBER);
    let all: String = longer.map(text).collect();
    characters(&all)
}
