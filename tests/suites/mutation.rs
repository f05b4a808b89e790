//! Word files that say the same read the same, however their runs are cut,
//! whatever marks of editing are in them, and however their XML is spelled.
//!
//! What is known to fail stands in `baselines/mutation-exceptions.tsv` with a
//! reason; each is a fault of the reader.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use gongkai_model::{Diagnostic, Document, Kind};
use gongkai_reader::Options;
use gongkai_tests::baseline::Table;
use gongkai_tests::mutate::{Mutation, WordFile};
use gongkai_tests::parallel::each;
use gongkai_tests::paths::{corpus, samples};
use gongkai_tests::spread::spread;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const FILES: usize = 40;
const LARGEST: u64 = 50_000;
const LONGEST: Duration = Duration::from_secs(60);

/// A file, and what is read from it.
struct Subject {
    name: String,
    file: WordFile,
    original: Reading,
}

/// What must not change: the document, and what is said about it.
#[derive(Debug, PartialEq)]
struct Reading {
    document: Document,
    said: BTreeSet<String>,
}

/// The samples and a spread of the corpus.
fn paths() -> Vec<(String, PathBuf)> {
    let named = |root: &Path, path: PathBuf| {
        let name = path.strip_prefix(root).unwrap_or(&path);
        (name.to_string_lossy().into_owned(), path)
    };
    let folder = gongkai_tests::paths::root();
    let mut paths: Vec<_> = samples("docx")
        .into_iter()
        .map(|p| named(&folder, p))
        .collect();
    if let Some(corpus) = corpus() {
        let fits = |bytes: &[u8]| WordFile::open(bytes).is_some() && read(bytes, true).is_ok();
        let chosen = spread(&corpus, FILES, LARGEST, fits);
        paths.extend(chosen.into_iter().map(|path| named(&corpus, path)));
    }
    paths
}

fn subjects() -> &'static [Subject] {
    static SUBJECTS: OnceLock<Vec<Subject>> = OnceLock::new();
    SUBJECTS.get_or_init(|| {
        let subject = |(name, path): (String, PathBuf)| {
            let bytes = std::fs::read(path).unwrap();
            Subject {
                name,
                file: WordFile::open(&bytes).unwrap(),
                original: read(&bytes, true).unwrap(),
            }
        };
        paths().into_iter().map(subject).collect()
    })
}

fn read(bytes: &[u8], with_places: bool) -> Result<Reading, String> {
    let read = gongkai_reader::read(bytes, &Options::default()).map_err(|e| e.to_string())?;
    let document = read.report.document;
    let said = read.diagnostics.iter().map(name).collect();
    let document = if with_places {
        document
    } else {
        document.without_places()
    };
    Ok(Reading { document, said })
}

/// A diagnostic by its code and what it is about; the number of runs is not
/// that of the file before.
fn name(diagnostic: &Diagnostic) -> String {
    let what = match &diagnostic.kind {
        Kind::ContentLeftOut { what, .. } | Kind::UnknownContent { what, .. } => what.as_str(),
        _ => "",
    };
    format!("{} {what}", diagnostic.code())
}

/// What changes where it must not.
fn change(subject: &Subject, mutations: &[Mutation], seed: u64) -> Option<String> {
    let mut file = subject.file.clone();
    for mutation in mutations {
        file.apply(*mutation, seed);
    }
    // Bookmarks between blocks are children of the body, and are counted.
    let moves = |m: &Mutation| {
        matches!(
            m,
            Mutation::AddBookmarksBetweenBlocks | Mutation::RemoveBookmarks
        )
    };
    let with_places = !mutations.iter().any(moves);
    let mutated = match read(&file.write(), with_places) {
        Ok(mutated) => mutated,
        Err(error) => return Some(error),
    };
    let original = &subject.original;
    if mutated.said != original.said {
        return Some(format!("said {:?}, was {:?}", mutated.said, original.said));
    }
    let same = if with_places {
        mutated.document == original.document
    } else {
        mutated.document == original.document.clone().without_places()
    };
    (!same).then(|| difference(&original.document, &mutated.document))
}

/// The first block that differs.
fn difference(original: &Document, mutated: &Document) -> String {
    let original = original.clone().without_places();
    let mutated = mutated.clone().without_places();
    let pairs = original.blocks.iter().zip(&mutated.blocks);
    for (index, (one, other)) in pairs.enumerate() {
        if one != other {
            return format!("block {index}:\n    was {one:?}\n    is  {other:?}");
        }
    }
    format!(
        "{} blocks, were {}",
        mutated.blocks.len(),
        original.blocks.len()
    )
}

/// A mutation that finds nothing to change would prove nothing.
#[test]
fn every_mutation_changes_some_file() {
    for mutation in Mutation::ALL {
        let changes = |subject: &Subject| {
            let mut file = subject.file.clone();
            file.apply(mutation, 1);
            file != subject.file
        };
        // The samples alone have no marks that could be taken out.
        let has_corpus = subjects().len() > 10;
        let found = subjects().iter().any(changes);
        assert!(found || !has_corpus, "{mutation:?} changes no file");
    }
}

/// Every mutation alone, on every file.
#[test]
fn no_mutation_alone_changes_what_is_read() {
    let exceptions = Table::read("mutation-exceptions.tsv");
    let jobs = (0..subjects().len()).collect();
    let results = each(jobs, LONGEST, |index: &usize| {
        let subject = &subjects()[*index];
        let alone = |mutation: Mutation| {
            let change = change(subject, &[mutation], 20_240_131 + *index as u64);
            change.map(|change| (mutation, change))
        };
        Mutation::ALL
            .into_iter()
            .filter_map(alone)
            .collect::<Vec<_>>()
    });
    let mut faults = Vec::new();
    let mut failures: Vec<(&str, String)> = Vec::new();
    for (subject, result) in subjects().iter().zip(results) {
        let failed = match result {
            Ok(failed) => failed,
            Err(why) => {
                faults.push(format!("{}: {why}", subject.name));
                continue;
            }
        };
        let known = |mutation: &str| is_known(&exceptions, &subject.name, mutation);
        for (mutation, change) in &failed {
            if !known(&format!("{mutation:?}")) {
                faults.push(format!("{}\t{mutation:?}\t{change}", subject.name));
            }
        }
        failures.extend(
            failed
                .iter()
                .map(|(mutation, _)| (subject.name.as_str(), format!("{mutation:?}"))),
        );
    }
    for row in &exceptions.rows {
        let fails = |(name, mutation): &(&str, String)| {
            (row[0] == "*" || row[0] == *name) && row[1] == *mutation
        };
        if Table::field(row, 2).len() < 10 {
            faults.push(format!("no reason: {}", row.join(" ")));
        }
        if !failures.iter().any(fails) {
            faults.push(format!("no longer fails, take it out: {}", row.join(" ")));
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// `*` stands for all files.
fn is_known(exceptions: &Table, name: &str, mutation: &str) -> bool {
    let fits = |row: &Vec<String>| (row[0] == "*" || row[0] == name) && row[1] == mutation;
    exceptions.rows.iter().any(fits)
}

/// Several mutations one after the other, at places of chance; the same in
/// every run.
#[test]
fn no_mutations_together_change_what_is_read() {
    let exceptions = Table::read("mutation-exceptions.tsv");
    let cases = std::env::var("GONGKAI_CASES")
        .ok()
        .and_then(|n| n.parse().ok());
    let config = Config {
        cases: cases.unwrap_or(120),
        failure_persistence: None,
        ..Config::default()
    };
    let dice = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, dice);
    let mutations = subsequence(Mutation::ALL.to_vec(), 1..=5);
    let strategy = (any::<Index>(), mutations, any::<u64>());
    let outcome = runner.run(&strategy, |(index, mutations, seed)| {
        let subject = index.get(subjects());
        let known = |m: &Mutation| is_known(&exceptions, &subject.name, &format!("{m:?}"));
        // A prefix is renamed last: the others look for `w:`.
        let mutations: Vec<Mutation> = mutations.into_iter().filter(|m| !known(m)).collect();
        match change(subject, &mutations, seed) {
            Some(change) => Err(TestCaseError::fail(format!("{}: {change}", subject.name))),
            None => Ok(()),
        }
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}
