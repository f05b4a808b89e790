//! The promise that everything rests on: whatever way a report takes through
//! the formats, its meaning stays.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use gongkai_model::{Block, Cell, Document, Format, Kind, Lost, Paragraph, RichText, Table};
use gongkai_reader::{Options, Tracked};
use gongkai_tests::chain::{read, report, through, write};
use gongkai_tests::generate::{Content, document};
use proptest::prelude::*;

fn config() -> ProptestConfig {
    // GONGKAI_CASES=10000 for a long run.
    let cases = std::env::var("GONGKAI_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(96);
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn normalizing_twice_changes_nothing(document in document(Content::ALL)) {
        let (once, _) = document.normalize();
        let (twice, diagnostics) = once.clone().normalize();
        prop_assert_eq!(&twice, &once);
        prop_assert_eq!(diagnostics, vec![]);
    }

    #[test]
    fn binding_twice_changes_nothing(document in document(Content::default())) {
        let once = report(document);
        prop_assert_eq!(report(once.document.clone()), once);
    }

    #[test]
    fn every_format_keeps_the_meaning(document in document(Content::default())) {
        let given = report(document).meaning();
        for format in Format::ALL {
            let (bytes, lost) = write(&given, format);
            if formats_a_number(&lost) {
                continue;
            }
            prop_assert_eq!(&lost, &vec![], "{}", format);
            prop_assert_eq!(&read(&bytes).0.meaning(), &given, "{}", format);
        }
    }

    #[test]
    fn every_chain_of_two_formats_keeps_the_meaning(document in document(Content::default())) {
        let given = report(document).meaning();
        for first in Format::ALL {
            let (bytes, lost) = write(&given, first);
            if formats_a_number(&lost) {
                continue;
            }
            let between = read(&bytes).0;
            for second in Format::ALL {
                let (bytes, lost) = write(&between, second);
                if formats_a_number(&lost) {
                    continue;
                }
                prop_assert_eq!(&read(&bytes).0.meaning(), &given, "{} {}", first, second);
            }
        }
    }

    #[test]
    fn the_same_report_gives_the_same_bytes(document in document(Content::ALL)) {
        let given = report(document);
        for format in Format::ALL {
            prop_assert_eq!(write(&given, format).0, write(&given, format).0, "{}", format);
        }
    }

    #[test]
    fn word_and_json_keep_links_and_tables_within_cells(document in document(Content { nested_tables: true, partial_links: true, ..Content::default() })) {
        let given = report(document).meaning();
        for format in [Format::Docx, Format::Json] {
            let (bytes, lost) = write(&given, format);
            prop_assert_eq!(&lost, &vec![], "{}", format);
            prop_assert_eq!(&read(&bytes).0.meaning(), &given, "{}", format);
        }
    }

    #[test]
    fn json_keeps_what_stands_beside_the_text(document in document(Content::ALL)) {
        let given = report(document).meaning();
        let (bytes, lost) = write(&given, Format::Json);
        prop_assert_eq!(&lost, &vec![]);
        prop_assert_eq!(&read(&bytes).0.meaning(), &given);
    }

    #[test]
    fn word_has_a_place_for_what_stands_beside_the_text(document in document(Content { values: false, partial_links: false, ..Content::ALL })) {
        prop_assert_eq!(&write(&report(document), Format::Docx).1, &vec![]);
    }

    // Without tracked changes, which are read as accepted, and with the size of
    // every picture: Word has none without.
    #[test]
    fn word_keeps_what_stands_beside_the_text(document in document(Content { values: false, tracked: false, ..Content::ALL })) {
        let given = report(document).meaning();
        let (bytes, lost) = write(&given, Format::Docx);
        prop_assert_eq!(&lost, &vec![]);
        prop_assert_eq!(&read(&bytes).0.meaning(), &given);
    }

    #[test]
    fn word_keeps_tracked_changes(document in document(Content { values: false, ..Content::ALL })) {
        let given = report(document).meaning();
        let (bytes, lost) = write(&given, Format::Docx);
        // A change that goes over the edge of a link is two to Word, and that is said.
        if lost.is_empty() {
            prop_assert_eq!(&with_changes(&bytes), &given);
        }
    }

    #[test]
    fn what_a_format_does_not_carry_is_named(document in document(Content { values: true, nested_tables: true, partial_links: true, ..Content::default() })) {
        let given = report(document).meaning();
        for format in Format::ALL {
            let (bytes, lost) = write(&given, format);
            let back = read(&bytes).0.meaning();
            prop_assert!(back == given || !lost.is_empty(), "{}", format);
            for diagnostic in &lost {
                let named = matches!(diagnostic.kind, Kind::NotCarried { .. });
                prop_assert!(named, "{:?}", diagnostic);
            }
            if lost.iter().all(|d| matches!(d.kind, Kind::NotCarried { what: Lost::TypedValue, .. })) {
                // Nothing but values was lost: the text is whole.
                prop_assert_eq!(texts(&back.document), texts(&given.document), "{}", format);
            }
        }
    }
}

/// What a report means where all its tracked changes are read.
fn with_changes(bytes: &[u8]) -> gongkai_model::Report {
    let options = Options {
        tracked: Tracked::All,
        ..Options::default()
    };
    gongkai_reader::read(bytes, &options)
        .unwrap()
        .report
        .meaning()
}

/// True where a workbook keeps a number and not the look of part of it, which
/// the writer names.
fn formats_a_number(lost: &[gongkai_model::Diagnostic]) -> bool {
    let number = |d: &gongkai_model::Diagnostic| {
        matches!(
            d.kind,
            Kind::NotCarried {
                what: Lost::NumberFormatting,
                ..
            }
        )
    };
    lost.iter().any(number)
}

fn texts(document: &Document) -> Vec<String> {
    let mut texts = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Table(table) => {
                texts.extend(table.cells.iter().map(|cell| cell.text().to_owned()))
            }
            block => texts.extend(block.printed()),
        }
    }
    texts
}

#[test]
fn long_text_survives() {
    let long: String = "政府信息公开".chars().cycle().take(70_000).collect();
    let blocks = vec![
        Block::Paragraph(Paragraph::plain(long)),
        Block::Paragraph(Paragraph::plain("完")),
    ];
    let given = report(Document::new(blocks)).meaning();
    for format in Format::ALL {
        assert!(through(&given, format).meaning() == given, "{format}");
    }
}

#[test]
fn a_cell_that_a_workbook_cannot_hold_is_refused_by_name() {
    let table = Table::new(
        1,
        1,
        vec![Cell::new(0, 0, RichText::plain("长".repeat(32_768)))],
    )
    .unwrap();
    let given = report(Document::new(vec![Block::Table(table)]));
    let error = gongkai_writer::write(&given, Format::Xlsx).unwrap_err();
    assert!(matches!(
        error.kind(),
        gongkai_writer::ErrorKind::TextTooLong { limit: 32_767, .. }
    ));
    assert!(through(&given, Format::Docx).meaning() == given.meaning());
}
