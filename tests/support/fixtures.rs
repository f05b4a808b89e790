//! Fixtures: small files of our own, each for one behaviour, kept as unpacked
//! packages so that a change shows in the diff.
//!
//! `tests/fixtures/docx/NAME` holds the parts that matter. Content types and
//! relationships are filled in where the folder has none. A folder within it
//! whose name ends in `.docx` is a package in its turn. Beside the parts stands
//! what is to be read from them, see [`Fixture`].
#![allow(clippy::panic, clippy::expect_used)] // a suite ends where a fixture cannot be packed

use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use gongkai_model::{Diagnostic, Document, Kind};
use zip::write::SimpleFileOptions;

use crate::paths::root;

/// Files of a fixture that are not parts of its package.
const BESIDE: &[&str] = &[
    "expected.json",
    "expected.original.json",
    "expected.all.json",
    "diagnostics.txt",
    "no-round-trip.txt",
];

/// A fixture.
///
/// - `expected.json` is the document that is read, without places;
/// - `expected.original.json` and `expected.all.json` are what is read before
///   all changes and with all of them;
/// - `diagnostics.txt` is what is said about it, see [`said`]: nothing, where
///   there is no such file;
/// - `no-round-trip.txt` says why it does not go through Word and JSON and back.
#[derive(Debug, Clone)]
pub struct Fixture {
    /// The name of its folder, which says the behaviour.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
}

/// All fixtures, by name.
pub fn all() -> Vec<Fixture> {
    let entries = entries(&root().join("tests/fixtures/docx"));
    let fixture = |folder: PathBuf| Fixture {
        name: name(&folder),
        folder,
    };
    entries.into_iter().map(fixture).collect()
}

impl Fixture {
    /// The file as a program would have saved it.
    pub fn bytes(&self) -> Vec<u8> {
        package(&self.folder)
    }

    /// A file beside the parts; nothing where there is none.
    pub fn beside(&self, name: &str) -> Option<String> {
        std::fs::read_to_string(self.folder.join(name)).ok()
    }

    /// A document that is to be read.
    pub fn expected(&self, name: &str) -> Option<Result<Document, String>> {
        let text = self.beside(name)?;
        Some(serde_json::from_str(&text).map_err(|e| format!("{name}: {e}")))
    }

    /// Rewrites a document that is to be read.
    pub fn write(&self, name: &str, document: &Document) {
        let text = serde_json::to_string_pretty(document).expect("a document is JSON");
        self.write_text(name, &(text + "\n"));
    }

    /// Rewrites a file beside the parts; takes it away where the text is empty.
    pub fn write_text(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        let done = match text.is_empty() {
            true => std::fs::remove_file(&path).or(Ok(())),
            false => std::fs::write(&path, text),
        };
        done.unwrap_or_else(|e: std::io::Error| panic!("{}: {e}", path.display()));
    }

    /// What is wrong with the folder itself.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !self.name.chars().all(kebab) {
            faults.push("its name is not in small letters and hyphens".to_owned());
        }
        let parts: Vec<String> = parts(&self.folder).into_iter().map(|(n, _)| n).collect();
        if !parts.iter().any(|part| part == "_rels/.rels")
            && !parts.iter().any(|part| part == "word/document.xml")
        {
            faults.push("there is no word/document.xml".to_owned());
        }
        if !self.folder.join("expected.json").is_file() {
            faults.push("there is no expected.json".to_owned());
        }
        let strange = entries(&self.folder).into_iter().filter(|path| {
            let known = BESIDE.contains(&name(path).as_str());
            path.is_file() && !known && name(path) != "[Content_Types].xml"
        });
        faults.extend(strange.map(|path| format!("nothing reads {}", name(&path))));
        faults
    }
}

/// Diagnostics, one a line: the code, the place and what it is about, with
/// tabs between.
pub fn said(diagnostics: &[Diagnostic]) -> String {
    let mut lines = String::new();
    for diagnostic in diagnostics {
        let place = diagnostic.place.as_ref().map(ToString::to_string);
        let what = match &diagnostic.kind {
            Kind::ContentLeftOut { what, .. }
            | Kind::UnknownContent { what, .. }
            | Kind::HiddenLeftOut { what }
            | Kind::Forgiven { what } => what.as_str(),
            _ => "",
        };
        let (code, place) = (diagnostic.code(), place.unwrap_or_else(|| "-".to_owned()));
        let line = format!("{code}\t{place}\t{what}");
        let _ = writeln!(lines, "{}", line.trim_end()); // writing to a string cannot fail
    }
    lines
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let listed = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// The parts below a folder, each with its name in the package.
fn parts(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), folder.to_path_buf())];
    while let Some((prefix, folder)) = open.pop() {
        for path in entries(&folder) {
            let part = format!("{prefix}{}", name(&path));
            let is_package = part.ends_with(".docx");
            if path.is_dir() && !is_package {
                open.push((part + "/", path));
            } else if !(prefix.is_empty() && BESIDE.contains(&part.as_str())) {
                found.push((part, path));
            }
        }
    }
    found.sort();
    found
}

fn package(folder: &Path) -> Vec<u8> {
    let parts = parts(folder);
    let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    let mut filled: Vec<(String, Vec<u8>)> = Vec::new();
    let mut fill = |name: &str, text: String| {
        if !names.contains(&name) {
            filled.push((name.to_owned(), text.into_bytes()));
        }
    };
    fill("[Content_Types].xml", content_types(&names));
    fill("_rels/.rels", relationships(&names, ""));
    fill(
        "word/_rels/document.xml.rels",
        relationships(&names, "word/"),
    );
    let stored = parts.iter().map(|(name, path)| {
        let bytes = match path.is_dir() {
            true => package(path),
            false => std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())),
        };
        (name.clone(), bytes)
    });
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in filled.clone().into_iter().chain(stored) {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("a new part");
        zip.write_all(&bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const OPC: &str = "http://schemas.openxmlformats.org/package/2006";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Parts by their usual names: the relationship that leads to them, and what
/// their content type ends in.
const USUAL: &[(&str, &str, &str)] = &[
    ("word/document.xml", "officeDocument", "document.main"),
    ("word/styles.xml", "styles", "styles"),
    ("word/numbering.xml", "numbering", "numbering"),
    ("word/settings.xml", "settings", "settings"),
    ("word/footnotes.xml", "footnotes", "footnotes"),
    ("word/endnotes.xml", "endnotes", "endnotes"),
    ("word/comments.xml", "comments", "comments"),
];

const PROPERTIES: &[(&str, &str, &str)] = &[
    (
        "docProps/core.xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "application/vnd.openxmlformats-package.core-properties+xml",
    ),
    (
        "docProps/app.xml",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    ),
    (
        "docProps/custom.xml",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    ),
];

/// The relationships to the parts with usual names: of the package where
/// `folder` is empty, else of the document.
fn relationships(names: &[&str], folder: &str) -> String {
    let of_package = folder.is_empty();
    let usual = USUAL
        .iter()
        .filter(|(part, ..)| of_package == (*part == "word/document.xml"))
        .map(|(part, kind, _)| (*part, format!("{OFFICE}/{kind}")));
    let properties = PROPERTIES
        .iter()
        .filter(|_| of_package)
        .map(|(part, kind, _)| (*part, (*kind).to_owned()));
    let mut text = format!("{XML}<Relationships xmlns=\"{OPC}/relationships\">");
    for (number, (part, kind)) in usual.chain(properties).enumerate() {
        if names.contains(&part) {
            let target = part.strip_prefix(folder).unwrap_or(part);
            let _ = write!(
                text,
                "<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{target}\"/>",
                number + 1
            );
        }
    }
    text + "</Relationships>"
}

fn content_types(names: &[&str]) -> String {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut text = format!(
        "{XML}<Types xmlns=\"{OPC}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/>\
         <Default Extension=\"txt\" ContentType=\"text/plain\"/>\
         <Default Extension=\"html\" ContentType=\"text/html\"/>\
         <Default Extension=\"docx\" ContentType=\"{WORD}.document\"/>"
    );
    for name in names {
        let usual = USUAL.iter().find(|(part, ..)| part == name);
        let property = PROPERTIES.iter().find(|(part, ..)| part == name);
        let content_type = match (usual, property) {
            (Some((_, _, kind)), _) => format!("{WORD}.{kind}+xml"),
            (None, Some((_, _, content_type))) => (*content_type).to_owned(),
            (None, None) if name.starts_with("word/header") => format!("{WORD}.header+xml"),
            (None, None) if name.starts_with("word/footer") => format!("{WORD}.footer+xml"),
            (None, None) => continue,
        };
        let _ = write!(
            text,
            "<Override PartName=\"/{name}\" ContentType=\"{content_type}\"/>"
        );
    }
    text + "</Types>"
}
