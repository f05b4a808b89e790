//! What we read from Word files against what other programs read from them:
//! pandoc, docling, docx-rs, docxjs, anydoc and POI (the corpus has their
//! golden outputs). They show what another program wrote, not what is right:
//! where one is wrong, or cannot say it, `baselines/golden-exceptions.tsv` says
//! why, and that measure of that file does not count. What we read wrongly
//! stands there too, as `ours`, and counts against us; so does a small fault of
//! theirs in a file that is worth its measure (`theirs`).
//!
//! `cargo test -p gongkai-tests --test golden -- --nocapture` prints the
//! agreement by source; with `GONGKAI_SHOW=NAME` every difference of the
//! goldens whose path has NAME in it.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be
#![allow(clippy::print_stdout)] // the table of agreement is for people

use std::collections::{BTreeMap, BTreeSet};

use gongkai_reader::Options;
use gongkai_tests::agreement::{Measure, Score, score, settle_labels};
use gongkai_tests::baseline::{Table, identity, is_writing};
use gongkai_tests::golden::{Golden, Source, all};
use gongkai_tests::meaning::{Line, Meaning, Role, solid, without_layout};
use gongkai_tests::ours::meaning;
use gongkai_tests::paths::{corpus, skipped};

/// The agreement of one golden output by one measure.
struct Outcome {
    source: Source,
    golden: String,
    measure: Measure,
    score: Score,
}

#[test]
fn we_read_what_others_read() {
    let goldens = all();
    if goldens.is_empty() {
        return;
    }
    let folder = corpus().unwrap();
    let paths: Vec<_> = goldens.iter().map(|golden| golden.path.clone()).collect();
    let identity = identity(&folder, &paths);
    let outcomes: Vec<Outcome> = goldens.iter().flat_map(compare).collect();
    let mut exceptions = Table::read("golden-exceptions.tsv");
    let totals = totals(&outcomes, &exceptions);
    print(&totals);

    let mut floors = Table::read("golden.tsv");
    let set = format!("# set: {identity}");
    if is_writing() {
        raise(&mut floors, &totals, &set);
        forget_mended(&mut exceptions, &outcomes);
        panic!(
            "GONGKAI_BASELINE is set: baselines/golden.tsv was written, and exceptions that no longer occur were taken out"
        );
    }
    if !floors.head.contains(&set) {
        return skipped("the golden outputs are not those of the baseline");
    }
    let mut faults = fallen(&floors, &totals);
    faults.extend(unexplained(&exceptions, &outcomes));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every measure that the golden output has.
fn compare(golden: &Golden) -> Vec<Outcome> {
    let mut theirs = golden
        .read()
        .unwrap_or_else(|e| panic!("{}: {e}", golden.name));
    let bytes = std::fs::read(&golden.document).unwrap();
    let mut ours = match gongkai_reader::read(&bytes, &Options::default()) {
        Ok(read) => meaning(&read.report.document),
        Err(_) => Meaning::default(),
    };
    settle_labels(&theirs, &mut ours);
    if theirs.has_formulas {
        each_text(&mut theirs, without_layout);
        each_text(&mut ours, without_layout);
    } else if !golden.source.keeps_space() {
        each_text(&mut theirs, solid);
        each_text(&mut ours, solid);
    }
    if std::env::var("GONGKAI_SHOW").is_ok_and(|name| golden.name.contains(&name)) {
        show(golden, &theirs, &ours);
    }
    let source = golden.source;
    let has = |measure: &Measure| match measure {
        Measure::Text | Measure::Cells => true,
        Measure::Headings => source.has_headings(),
        Measure::Items => source.has_items(),
        Measure::Notes => source.has_notes(),
        Measure::Comments => source.has_comments(&theirs),
        Measure::Margins => source.has_margins(),
    };
    let outcome = |measure| Outcome {
        source,
        golden: golden.name.clone(),
        measure,
        score: score(measure, &theirs, &ours),
    };
    Measure::ALL.into_iter().filter(has).map(outcome).collect()
}

fn each_text(meaning: &mut Meaning, change: fn(&str) -> String) {
    for line in &mut meaning.lines {
        line.text = change(&line.text);
    }
    for text in meaning.notes.iter_mut().chain(&mut meaning.comments) {
        *text = change(text);
    }
    meaning.margins = meaning.margins.iter().map(|text| change(text)).collect();
}

/// Whether an exception takes the outcome out of the count.
fn is_excused(outcome: &Outcome, exceptions: &Table) -> bool {
    exceptions
        .rows
        .iter()
        .any(|row| is_about(row, outcome) && ["golden", "notation"].contains(&Table::field(row, 2)))
}

fn is_about(row: &[String], outcome: &Outcome) -> bool {
    Table::field(row, 0) == outcome.golden && Table::field(row, 1) == outcome.measure.name()
}

type Totals = BTreeMap<(Source, Measure), Score>;

fn totals(outcomes: &[Outcome], exceptions: &Table) -> Totals {
    let mut totals = Totals::new();
    for outcome in outcomes {
        if !is_excused(outcome, exceptions) && outcome.score.total > 0 {
            *totals.entry((outcome.source, outcome.measure)).or_default() += outcome.score;
        }
    }
    totals
}

fn print(totals: &Totals) {
    println!(
        "{:<10}{:<10}{:>9}{:>10}",
        "source", "measure", "percent", "content"
    );
    let mut sums: BTreeMap<Measure, Score> = BTreeMap::new();
    for ((source, measure), score) in totals {
        *sums.entry(*measure).or_default() += *score;
        line(source.name(), *measure, *score);
    }
    for (measure, score) in sums {
        line("all", measure, score);
    }
}

fn line(source: &str, measure: Measure, score: Score) {
    let (percent, measure) = (score.percent(), measure.name());
    println!("{source:<10}{measure:<10}{percent:>9.2}{:>10}", score.total);
}

/// Floors only rise.
fn raise(floors: &mut Table, totals: &Totals, set: &str) {
    let same = floors.head.contains(&set.to_owned());
    let rows = totals.iter().map(|((source, measure), score)| {
        let old = if same {
            floor(floors, *source, *measure)
        } else {
            None
        };
        // Rounded down: the floor must hold for the figures that it came from.
        let new = (score.percent() * 100.0).floor() / 100.0;
        let percent = format!("{:.2}", old.map_or(new, |old| old.max(new)));
        vec![source.name().to_owned(), measure.name().to_owned(), percent]
    });
    floors.rows = rows.collect();
    floors.head = vec![
        "# Agreement with the golden outputs of others, in percent: source, measure, floor."
            .to_owned(),
        "# Floors only rise; tests/suites/golden.rs writes them with GONGKAI_BASELINE=write."
            .to_owned(),
        set.to_owned(),
    ];
    floors.write();
}

fn floor(floors: &Table, source: Source, measure: Measure) -> Option<f64> {
    let row = floors.rows.iter().find(|row| {
        Table::field(row, 0) == source.name() && Table::field(row, 1) == measure.name()
    })?;
    Table::field(row, 2).parse().ok()
}

fn fallen(floors: &Table, totals: &Totals) -> Vec<String> {
    let fall = |((source, measure), score): (&(Source, Measure), &Score)| {
        let (name, what, percent) = (source.name(), measure.name(), score.percent());
        match floor(floors, *source, *measure) {
            None => Some(format!("{name} {what}: no floor in baselines/golden.tsv")),
            Some(floor) if percent < floor => Some(format!(
                "{name} {what}: {percent:.2} %, and was {floor:.2} %"
            )),
            Some(_) => None,
        }
    };
    totals.iter().filter_map(fall).collect()
}

/// Differences without an exception, and exceptions without a difference.
fn unexplained(exceptions: &Table, outcomes: &[Outcome]) -> Vec<String> {
    let mut faults = Vec::new();
    for outcome in outcomes.iter().filter(|outcome| !outcome.score.is_whole()) {
        if !exceptions.rows.iter().any(|row| is_about(row, outcome)) {
            faults.push(format!(
                "{}\t{}\tdiffers ({:.2} %) and baselines/golden-exceptions.tsv does not say why",
                outcome.golden,
                outcome.measure.name(),
                outcome.score.percent()
            ));
        }
    }
    for row in &exceptions.rows {
        let whole = |outcome: &&Outcome| is_about(row, outcome);
        let class = Table::field(row, 2);
        if !["ours", "theirs", "golden", "notation"].contains(&class)
            || Table::field(row, 3).len() < 10
        {
            faults.push(format!("no class or no reason: {}", row.join(" ")));
        }
        if outcomes
            .iter()
            .find(whole)
            .is_none_or(|o| o.score.is_whole())
        {
            faults.push(format!("no longer differs, take it out: {}", row.join(" ")));
        }
    }
    faults
}

fn forget_mended(exceptions: &mut Table, outcomes: &[Outcome]) {
    exceptions.rows.retain(|row| {
        let differs = |outcome: &Outcome| is_about(row, outcome) && !outcome.score.is_whole();
        outcomes.iter().any(differs)
    });
    exceptions.write();
}

/// Prints what is on one side only.
fn show(golden: &Golden, theirs: &Meaning, ours: &Meaning) {
    println!("== {}", golden.name);
    let lines = |meaning: &Meaning| -> BTreeSet<String> {
        let shown = |line: &Line| match (line.role, &line.label) {
            (Role::Heading(level), _) => format!("heading {level}: {}", line.text),
            (Role::Text, None) => format!("line: {}", line.text),
            _ => format!("item: {}", line.text),
        };
        meaning.lines.iter().map(shown).collect()
    };
    differences("", lines(theirs), lines(ours));
    let tables = |meaning: &Meaning| -> BTreeSet<String> {
        let all = meaning.tables.iter().enumerate();
        all.flat_map(|(index, table)| {
            let cells = table.cells.iter();
            cells.map(move |c| {
                let (row, column) = (c.row, c.column);
                let (rows, columns) = (c.row_span, c.column_span);
                format!(
                    "table {index} at {row},{column} over {rows}×{columns}: {}",
                    c.text
                )
            })
        })
        .collect()
    };
    differences("", tables(theirs), tables(ours));
    let set = |texts: &[String]| texts.iter().cloned().collect::<BTreeSet<_>>();
    differences("note: ", set(&theirs.notes), set(&ours.notes));
    differences("comment: ", set(&theirs.comments), set(&ours.comments));
    differences("margin: ", theirs.margins.clone(), ours.margins.clone());
}

fn differences(what: &str, theirs: BTreeSet<String>, ours: BTreeSet<String>) {
    for text in theirs.difference(&ours) {
        println!("  golden {what}{text}");
    }
    for text in ours.difference(&theirs) {
        println!("  ours   {what}{text}");
    }
}
