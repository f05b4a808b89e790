//! What cannot be done is said: what, where, and what to do, in the language
//! of the user; the status is 2 and nothing half-written is left.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be

use std::path::Path;
use std::process::{Command, Output};

use gongkai_tests::broken;
use tempfile::TempDir;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai-under-test"));
    command
        .current_dir(folder)
        .args(arguments)
        .env("NO_COLOR", "1")
        .env("LANG", "C");
    command
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Runs a command that must fail, and checks what it says.
fn fails(folder: &Path, arguments: &[&str], english: &str, chinese: &str) {
    let before = names(folder);
    for (lang, words) in [("en", english), ("zh", chinese)] {
        let mut arguments = arguments.to_vec();
        arguments.extend(["--lang", lang]);
        let output = run(folder, &arguments);
        let message = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}\n{message}");
        assert!(
            message.contains(words),
            "{arguments:?}: {words:?} is not in\n{message}"
        );
        // What to do stands indented on a line of its own.
        assert!(
            message.contains("\n  "),
            "{arguments:?}: no hint in\n{message}"
        );
        assert_eq!(output.stdout, b"", "{arguments:?}");
        assert_eq!(names(folder), before, "{arguments:?}");
    }
}

#[test]
fn every_broken_file_is_named_for_what_it_is() {
    for file in broken::all() {
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join(file.name), &file.bytes).unwrap();
        fails(
            folder.path(),
            &["convert", file.name, "-o", "out.json"],
            file.english,
            file.chinese,
        );
        let output = run(folder.path(), &["show", file.name]);
        assert_eq!(output.status.code(), Some(2), "{}", file.name);
        assert!(stderr(&output).contains(file.name), "{}", stderr(&output));
    }
}

fn folder_with_report() -> TempDir {
    let folder = TempDir::new().unwrap();
    let report = br#"{"schema": "gongkai-report/1", "form": null, "document": {"blocks": []}}"#;
    std::fs::write(folder.path().join("a.json"), report).unwrap();
    folder
}

#[test]
fn a_missing_file_is_named() {
    let folder = folder_with_report();
    fails(
        folder.path(),
        &["convert", "nowhere.docx", "-o", "out.json"],
        "nowhere.docx",
        "nowhere.docx",
    );
}

#[test]
fn an_unknown_extension_is_named() {
    let folder = folder_with_report();
    fails(
        folder.path(),
        &["convert", "a.json", "-o", "out.pdf"],
        "out.pdf",
        "out.pdf",
    );
}

#[test]
fn an_output_that_another_program_would_open_is_refused() {
    let folder = folder_with_report();
    for name in [
        "out.xls", "out.doc", "out.et", "out.wps", "out.csv", "out.pdf",
    ] {
        let call = ["convert", "a.json", "-o", name, "--to", "xlsx"];
        fails(folder.path(), &call, name, name);
    }
}

#[test]
fn a_folder_is_not_made_under_the_name_of_a_file() {
    let folder = folder_with_report();
    std::fs::create_dir(folder.path().join("in")).unwrap();
    std::fs::copy(
        folder.path().join("a.json"),
        folder.path().join("in/b.json"),
    )
    .unwrap();
    let words = ("a folder is needed", "这里需要文件夹");
    let several = ["convert", "a.json", "in/b.json", "-o", "new.docx"];
    fails(folder.path(), &several, words.0, words.1);
    let whole = ["convert", "in", "-o", "new.docx", "--to", "docx"];
    fails(folder.path(), &whole, words.0, words.1);
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let folder = folder_with_report();
    fails(
        folder.path(),
        &["convert", "a.json", "-o", "no/such/folder.docx"],
        "no/such",
        "no/such",
    );
}

#[test]
fn an_input_is_never_overwritten() {
    let folder = folder_with_report();
    let before = std::fs::read(folder.path().join("a.json")).unwrap();
    fails(
        folder.path(),
        &["convert", "a.json", "-o", "a.json"],
        "a.json",
        "a.json",
    );
    assert_eq!(std::fs::read(folder.path().join("a.json")).unwrap(), before);
}

#[test]
fn nothing_is_overwritten_that_was_not_asked_for() {
    let folder = folder_with_report();
    std::fs::write(folder.path().join("a.docx"), "mine").unwrap();
    fails(
        folder.path(),
        &["convert", "a.json", "--to", "docx"],
        "--force",
        "--force",
    );
    assert_eq!(
        std::fs::read(folder.path().join("a.docx")).unwrap(),
        b"mine"
    );
    let forced = run(
        folder.path(),
        &["convert", "a.json", "--to", "docx", "--force"],
    );
    assert_eq!(forced.status.code(), Some(0), "{}", stderr(&forced));
}

#[test]
fn an_empty_folder_is_said_to_be_empty() {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("in")).unwrap();
    fails(
        folder.path(),
        &["convert", "in", "--to", "json", "-o", "out"],
        "in",
        "in",
    );
}

#[test]
fn an_unknown_form_is_named_with_those_that_there_are() {
    let folder = TempDir::new().unwrap();
    fails(
        folder.path(),
        &["form", "show", "ogi-1999"],
        "ogi-2021",
        "ogi-2021",
    );
}

#[test]
fn a_form_file_that_cannot_be_used_is_named() {
    let folder = folder_with_report();
    std::fs::create_dir(folder.path().join("forms")).unwrap();
    std::fs::write(folder.path().join("list.json"), "[]").unwrap();
    for (file, english, chinese) in [
        ("forms", "not a form file", "不是表样文件"),
        ("list.json", "list.json: line 1", "list.json：第1行"),
        ("a.json", "a.json: line 1", "没有“form”这一项"),
    ] {
        let call = ["form", "list", "--form", file];
        fails(folder.path(), &call, english, chinese);
    }
}

#[test]
fn a_form_that_takes_the_place_of_another_is_named() {
    let folder = TempDir::new().unwrap();
    let form = gongkai_model::builtin_form("ogi-2019").unwrap();
    let json = serde_json::to_vec(form).unwrap();
    std::fs::write(folder.path().join("my.json"), json).unwrap();
    let output = run(folder.path(), &["form", "list", "--form", "my.json"]);
    assert_eq!(output.status.code(), Some(0));
    let said = stderr(&output);
    assert!(
        said.contains("my.json") && said.contains("ogi-2019"),
        "{said}"
    );
}

#[test]
fn nothing_done_at_all_is_a_status_of_its_own() {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("in")).unwrap();
    for name in ["in/1.docx", "in/2.docx"] {
        std::fs::write(folder.path().join(name), "nothing").unwrap();
    }
    let output = run(folder.path(), &["convert", "in", "--to", "json"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("2 failed"), "{}", stderr(&output));
}

#[test]
fn what_is_skipped_is_named_unless_quiet() {
    let folder = folder_with_report();
    std::fs::create_dir(folder.path().join("in")).unwrap();
    std::fs::copy(
        folder.path().join("a.json"),
        folder.path().join("in/b.json"),
    )
    .unwrap();
    std::fs::write(folder.path().join("in/read.txt"), "").unwrap();
    let call = ["convert", "in", "--to", "docx", "-o", "out"];
    let said = stderr(&run(folder.path(), &call));
    assert!(
        said.contains("read.txt") && said.contains("1 skipped"),
        "{said}"
    );
    let quiet = ["convert", "in", "--to", "docx", "-o", "out", "-q", "-f"];
    assert_eq!(stderr(&run(folder.path(), &quiet)), "");
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_link_is_written_through() {
    use std::os::unix::fs::symlink;
    let folder = folder_with_report();
    std::fs::write(folder.path().join("target.docx"), "old").unwrap();
    symlink("target.docx", folder.path().join("link.docx")).unwrap();
    symlink("new.docx", folder.path().join("lost.docx")).unwrap();
    for link in ["link.docx", "lost.docx"] {
        let output = run(folder.path(), &["convert", "a.json", "-o", link]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let found = folder.path().join(link).symlink_metadata().unwrap();
        assert!(found.is_symlink(), "{link}");
    }
    let written = std::fs::read(folder.path().join("target.docx")).unwrap();
    assert!(written.starts_with(b"PK"));
    assert!(folder.path().join("new.docx").is_file());
}

/// Show's lines about fields: `COLUMNS` bounds them, without it they are whole.
#[test]
fn fields_keep_to_the_columns_that_there_are() {
    let path = gongkai_tests::paths::root().join("samples/qingyuan-county-archives-2020.json");
    let folder = TempDir::new().unwrap();
    let shown = |columns: Option<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai-under-test"));
        command.current_dir(folder.path()).arg("show").arg(&path);
        command.args(["--lang", "en"]).env_remove("COLUMNS");
        command.envs(columns.map(|columns| ("COLUMNS", columns)));
        let output = command.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let (_, fields) = text.split_once("\nFields\n").unwrap();
        fields.lines().map(str::to_owned).collect::<Vec<String>>()
    };
    let whole = shown(None);
    assert!(whole.iter().all(|line| line.contains("/document/blocks/")));
    let narrow = shown(Some("80"));
    assert!(narrow.len() > whole.len());
    // A Han character takes two columns, so no line has more characters.
    assert!(narrow.iter().all(|line| line.chars().count() <= 80));
}

#[test]
fn one_bad_file_in_a_folder_is_named_and_the_rest_done() {
    let folder = folder_with_report();
    std::fs::create_dir_all(folder.path().join("in/deep")).unwrap();
    let report = folder.path().join("a.json");
    for name in ["in/1.json", "in/deep/2.json"] {
        std::fs::copy(&report, folder.path().join(name)).unwrap();
    }
    std::fs::write(folder.path().join("in/bad.docx"), "nothing").unwrap();
    let output = run(
        folder.path(),
        &["convert", "in", "--to", "docx", "-o", "out"],
    );
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("bad.docx"), "{}", stderr(&output));
    assert_eq!(names(&folder.path().join("out")), ["1.docx", "deep"]);
    assert_eq!(names(&folder.path().join("out/deep")), ["2.docx"]);
}
