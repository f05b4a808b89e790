//! The samples: each report from Word, Excel and JSON, made by different hands.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use std::path::Path;

use gongkai_model::{Format, Report, State};
use gongkai_tests::chain::{read, write};
use gongkai_tests::paths::samples;

fn sample(path: &Path) -> Report {
    read(&std::fs::read(path).unwrap()).0
}

fn named(name: &str) -> Report {
    let root = gongkai_tests::paths::root();
    sample(&root.join("samples").join(name))
}

#[test]
fn there_are_three_samples_in_three_formats() {
    for format in Format::ALL {
        assert!(samples(format.extension()).len() >= 3, "{format}");
    }
}

#[test]
fn every_sample_survives_every_chain_of_two_formats() {
    for format in Format::ALL {
        for path in samples(format.extension()) {
            let given = sample(&path).meaning();
            for first in Format::ALL {
                let (bytes, lost) = write(&given, first);
                let between = read(&bytes).0;
                // What Excel stores beside its text, Word does not: said, and then no promise.
                if lost.is_empty() {
                    assert!(
                        between.clone().meaning() == given,
                        "{} {first}",
                        path.display()
                    );
                    for second in Format::ALL {
                        let (bytes, lost) = write(&between, second);
                        let same = read(&bytes).0.meaning() == given;
                        assert!(
                            same || !lost.is_empty(),
                            "{} {first} {second}",
                            path.display()
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn the_three_files_of_a_report_say_the_same() {
    for path in samples("docx") {
        let word = sample(&path);
        for extension in ["xlsx", "json"] {
            let other = sample(&path.with_extension(extension));
            assert_eq!(other.form, word.form, "{}", path.display());
            assert_eq!(other.data, word.data, "{} {extension}", path.display());
            assert_eq!(
                other.meta.year,
                word.meta.year,
                "{} {extension}",
                path.display()
            );
            assert_eq!(
                other.meta.organization,
                word.meta.organization,
                "{} {extension}",
                path.display()
            );
            assert_eq!(
                other.meta.issued,
                word.meta.issued,
                "{} {extension}",
                path.display()
            );
            let keys = |report: &Report| -> Vec<_> {
                let keys = report.sections.iter().map(|section| section.key.clone());
                let mut keys: Vec<_> = keys.collect();
                keys.dedup(); // a sheet of its own repeats the title of its section
                keys
            };
            if word.form.is_some() {
                // Without a form, a hand-made sheet does not say how deep its headings are.
                assert_eq!(keys(&other), keys(&word), "{} {extension}", path.display());
            }
        }
    }
}

#[test]
fn a_small_office_of_2020_is_read_to_the_last_field() {
    for extension in ["docx", "xlsx", "json"] {
        let report = named(&format!("qingyuan-county-archives-2020.{extension}"));
        assert_eq!(report.form.as_deref(), Some("ogi-2019"));
        assert_eq!(report.meta.organization.as_deref(), Some("清源县档案馆"));
        assert_eq!(
            report
                .figure("article20_9.procurement.amount")
                .unwrap()
                .as_str(),
            "104150"
        );
        assert_eq!(
            report
                .figure("article20_5.other_services.change")
                .unwrap()
                .as_str(),
            "3"
        );
        let evidence = report.evidence.as_ref().unwrap();
        assert_eq!(evidence["article20_9.procurement.amount"].text, "104150元");
        assert_eq!(evidence["article20_8.fees.change"].state, State::Mark);
        assert_eq!(evidence.len(), 198);
        assert!(
            evidence
                .values()
                .all(|e| !matches!(e.state, State::Absent | State::Text))
        );
        assert!(evidence.values().any(|e| e.state == State::Blank));
    }
}

#[test]
fn a_city_bureau_of_2024_is_read_to_the_last_field() {
    for extension in ["docx", "xlsx", "json"] {
        let report = named(&format!("yunling-housing-bureau-2024.{extension}"));
        assert_eq!(report.form.as_deref(), Some("ogi-2021"));
        assert_eq!(
            report.figure("article20_8.fees.amount").unwrap().as_str(),
            "73284.5"
        );
        assert_eq!(
            report
                .figure("applications.received.total")
                .unwrap()
                .as_str(),
            "18451"
        );
        let evidence = report.evidence.as_ref().unwrap();
        assert_eq!(evidence.len(), 200);
        assert!(evidence.values().all(|e| e.state == State::Number));
    }
}

#[test]
fn a_report_of_another_kind_has_no_form_and_is_whole() {
    for extension in ["docx", "xlsx", "json"] {
        let report = named(&format!("jiangbei-water-2024q3.{extension}"));
        assert_eq!((report.form.as_ref(), report.data.as_ref()), (None, None));
        assert_eq!(report.document.tables().count(), 2, "{extension}");
        assert!(
            report
                .meta
                .title
                .as_deref()
                .is_some_and(|title| title.contains("2024年第三季度"))
        );
    }
}

#[test]
fn places_lead_to_the_cell() {
    let word = named("qingyuan-county-archives-2020.docx")
        .evidence
        .unwrap();
    let place = word["applications.received.natural_person"]
        .place
        .as_ref()
        .unwrap();
    assert!(place.to_string().starts_with("block "), "{place}");
    let excel = named("qingyuan-county-archives-2020.xlsx")
        .evidence
        .unwrap();
    let place = excel["article20_9.procurement.amount"]
        .place
        .as_ref()
        .unwrap();
    assert_eq!(place.to_string(), "2020年报!I33");
    let json = named("qingyuan-county-archives-2020.json")
        .evidence
        .unwrap();
    let place = json["article20_9.procurement.amount"]
        .place
        .as_ref()
        .unwrap();
    assert!(
        place.to_string().starts_with("/document/blocks/"),
        "{place}"
    );
}
