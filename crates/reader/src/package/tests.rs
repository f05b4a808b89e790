//! Packages as producers, mail programs and people leave them.

mod damage;
mod flat;
mod quirks;

use std::io::{Cursor, Write};

use gongkai_model::{Block, Lang};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{Error, Options, Read};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A zip of parts.
fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(parts, SimpleFileOptions::default())
}

fn zip_with(parts: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A document of paragraphs.
fn document(paragraphs: &[&str]) -> String {
    let paragraph = |text: &&str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body: String = paragraphs.iter().map(paragraph).collect();
    format!("<w:document xmlns:w=\"{MAIN}\"><w:body>{body}</w:body></w:document>")
}

/// Relationships, each a type and a target.
fn relationships(all: &[(&str, &str)]) -> String {
    let one = |(number, (kind, target)): (usize, &(&str, &str))| {
        format!("<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    let all: String = all.iter().enumerate().map(one).collect();
    let ns = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!("<Relationships xmlns=\"{ns}\">{all}</Relationships>")
}

const TYPES: &[u8] =
    br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;

/// The parts of a package whose main part has this name, and a document in it.
fn parts<'a>(
    main: &'a str,
    rels: &'a str,
    document: &'a [u8],
    more: &[(&'a str, &'a [u8])],
) -> Vec<(&'a str, &'a [u8])> {
    let mut parts = vec![
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", rels.as_bytes()),
        (main, document),
    ];
    parts.extend_from_slice(more);
    parts
}

/// A usual package with a document of one paragraph, `甲`.
fn usual() -> Vec<u8> {
    usual_with(&document(&["甲"]), &[])
}

fn usual_with(document: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let rels = relationships(&[("officeDocument", "word/document.xml")]);
    zip(&parts(
        "word/document.xml",
        &rels,
        document.as_bytes(),
        more,
    ))
}

fn read(bytes: &[u8]) -> Result<Read, Error> {
    crate::read(bytes, &Options::default())
}

fn read_partial(bytes: &[u8]) -> Result<Read, Error> {
    let partial = true;
    crate::read(
        bytes,
        &Options {
            partial,
            ..Options::default()
        },
    )
}

fn printed(read: &Read) -> Vec<String> {
    let blocks = read.report.document.blocks.iter();
    blocks.filter_map(Block::printed).collect()
}

fn codes(read: &Read) -> Vec<&'static str> {
    read.diagnostics.iter().map(|found| found.code()).collect()
}

/// Reads `甲`, and what is forgiven with it.
fn forgiven(bytes: &[u8]) -> Vec<String> {
    let read = read(bytes).unwrap();
    assert_eq!(printed(&read), ["甲"]);
    assert!(codes(&read).iter().all(|code| *code == "forgiven"));
    for found in &read.diagnostics {
        let zh = found.message(Lang::Zh);
        let (_, what) = zh.split_once("已按常理读取：").unwrap();
        assert!(
            what.starts_with(|c: char| !c.is_ascii_lowercase()),
            "{zh}: no words"
        );
    }
    let messages = read.diagnostics.iter().map(|found| found.message(Lang::En));
    messages
        .map(|message| message.split_once(": ").unwrap().1.to_owned())
        .collect()
}
