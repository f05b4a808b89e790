//! The published schema, and that every JSON we write keeps to it.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use gongkai_model::{Format, Report, builtin_forms, form_schema, report_schema};
use gongkai_tests::chain::{read, report, write};
use gongkai_tests::generate::{Content, document};
use gongkai_tests::paths::samples;
use proptest::prelude::*;
use serde_json::Value;

fn validator(schema: schemars::Schema) -> jsonschema::Validator {
    jsonschema::validator_for(&schema.to_value()).unwrap()
}

fn errors(validator: &jsonschema::Validator, json: &Value) -> Vec<String> {
    validator
        .iter_errors(json)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect()
}

fn json_of(report: &Report) -> Value {
    serde_json::from_slice(&write(report, Format::Json).0).unwrap()
}

#[test]
fn every_sample_keeps_to_the_schema() {
    let validator = validator(report_schema());
    for path in samples("json") {
        let json: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        assert_eq!(
            errors(&validator, &json),
            Vec::<String>::new(),
            "{}",
            path.display()
        );
    }
    for format in Format::ALL {
        for path in samples(format.extension()) {
            let json = json_of(&read(&std::fs::read(&path).unwrap()).0);
            assert_eq!(
                errors(&validator, &json),
                Vec::<String>::new(),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let validator = validator(report_schema());
    let path = samples("json").remove(0);
    let whole: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert!(validator.is_valid(&whole));
    let broken: [(&str, Value); 4] = [
        ("document", Value::Null),
        ("surprise", Value::Bool(true)),
        ("form", Value::Bool(true)),
        ("sections", serde_json::json!([{ "key": 1 }])),
    ];
    for (key, value) in broken {
        let mut json = whole.clone();
        json[key] = value;
        assert!(!validator.is_valid(&json), "{key}");
    }
}

/// What the reader refuses, the schema refuses: a misspelt key says so.
#[test]
fn the_schema_and_the_reader_refuse_unknown_keys_everywhere() {
    let validator = validator(report_schema());
    let path = samples("json").remove(0);
    let whole: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let table = (0..)
        .find(|&n| whole["document"]["blocks"][n]["type"] == "table")
        .unwrap();
    let paragraph = (0..)
        .find(|&n| whole["document"]["blocks"][n]["type"] == "paragraph")
        .unwrap();
    for pointer in [
        String::new(),
        "/meta".to_owned(),
        "/sections/0".to_owned(),
        "/document".to_owned(),
        format!("/document/blocks/{table}"),
        format!("/document/blocks/{table}/cells/0"),
        format!("/document/blocks/{paragraph}"),
        "/source".to_owned(),
    ] {
        let mut json = whole.clone();
        json.pointer_mut(&pointer).unwrap()["surprise"] = Value::Bool(true);
        assert!(!validator.is_valid(&json), "schema: {pointer}");
        let bytes = serde_json::to_vec(&json).unwrap();
        let read = gongkai_reader::read(&bytes, &gongkai_reader::Options::default());
        assert!(read.is_err(), "reader: {pointer}");
    }
}

#[test]
fn the_builtin_forms_keep_to_their_schema() {
    let validator = validator(form_schema());
    for form in builtin_forms() {
        let json = serde_json::to_value(form).unwrap();
        assert_eq!(
            errors(&validator, &json),
            Vec::<String>::new(),
            "{}",
            form.id
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_written_json_keeps_to_the_schema(document in document(Content::ALL)) {
        let validator = validator(report_schema());
        prop_assert_eq!(errors(&validator, &json_of(&report(document))), Vec::<String>::new());
    }
}
