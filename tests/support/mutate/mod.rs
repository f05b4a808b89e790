//! Changes to a Word file that change nothing of what it says: how runs are
//! cut, revision ids, bookmarks, marks of the spelling checker and of the last
//! layout, the order of attributes, the prefixes of namespaces.

mod prefix;
mod runs;
mod xml;

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use prefix::{drop_prefix, rename};
use runs::{join_runs, split_runs};
use xml::{Tag, Token, empty, tokens, written};

const BODY: &str = "word/document.xml";
const NAMESPACES: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// A change that must not show in what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutation {
    /// A run becomes two, between its children or within its text (17.3.2.25).
    SplitRuns,
    /// Neighbouring runs of one look become one.
    JoinRuns,
    /// `w:rsidR` and its like on paragraphs, runs and rows.
    AddRevisionIds,
    /// The same, taken out.
    RemoveRevisionIds,
    /// Bookmarks between runs (17.13.6.2).
    AddBookmarks,
    /// Bookmarks between the blocks of the body.
    AddBookmarksBetweenBlocks,
    /// All bookmarks taken out.
    RemoveBookmarks,
    /// `w:proofErr` between runs (17.13.8.1).
    AddProofMarks,
    /// The same, taken out.
    RemoveProofMarks,
    /// `w:lastRenderedPageBreak` in runs (17.3.3.13).
    AddRenderedBreaks,
    /// The same, taken out.
    RemoveRenderedBreaks,
    /// Attributes in reverse order.
    ReverseAttributes,
    /// Another prefix for WordprocessingML.
    RenamePrefix,
    /// No prefix for elements of WordprocessingML.
    DropPrefix,
}

impl Mutation {
    /// All mutations.
    pub const ALL: [Mutation; 14] = [
        Mutation::SplitRuns,
        Mutation::JoinRuns,
        Mutation::AddRevisionIds,
        Mutation::RemoveRevisionIds,
        Mutation::AddBookmarks,
        Mutation::AddBookmarksBetweenBlocks,
        Mutation::RemoveBookmarks,
        Mutation::AddProofMarks,
        Mutation::RemoveProofMarks,
        Mutation::AddRenderedBreaks,
        Mutation::RemoveRenderedBreaks,
        Mutation::ReverseAttributes,
        Mutation::RenamePrefix,
        Mutation::DropPrefix,
    ];
}

/// A Word file that can be changed.
#[derive(Debug, Clone, PartialEq)]
pub struct WordFile {
    parts: Vec<(String, Vec<u8>)>,
    body: Vec<Token>,
}

impl WordFile {
    /// Opens a file; none where its main part is not where Word puts it, is
    /// not in UTF-8, or has another prefix than `w`.
    pub fn open(bytes: &[u8]) -> Option<WordFile> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).ok()?;
            let name = part.name().ok()?.into_owned();
            let mut content = Vec::new();
            part.read_to_end(&mut content).ok()?;
            parts.push((name, content));
        }
        let at = parts.iter().position(|(name, _)| name == BODY)?;
        let body = tokens(std::str::from_utf8(&parts[at].1).ok()?)?;
        let has_prefix = body.iter().any(|token| match token {
            Token::Start(tag) => tag
                .attributes
                .iter()
                .any(|(name, value)| name == "xmlns:w" && NAMESPACES.contains(&value.as_str())),
            _ => false,
        });
        has_prefix.then_some(WordFile { parts, body })
    }

    /// Changes the file; the seed says where.
    pub fn apply(&mut self, mutation: Mutation, seed: u64) {
        let mut dice = Dice(seed);
        let body = std::mem::take(&mut self.body);
        self.body = match mutation {
            Mutation::SplitRuns => split_runs(body, &mut dice),
            Mutation::JoinRuns => join_runs(body),
            Mutation::AddRevisionIds => add_revision_ids(body, &mut dice),
            Mutation::RemoveRevisionIds => each_tag(body, |tag| {
                tag.attributes
                    .retain(|(name, _)| !name.starts_with("w:rsid"));
            }),
            Mutation::AddBookmarks => insert(body, &mut dice, "w:p", &bookmark()),
            Mutation::AddBookmarksBetweenBlocks => insert(body, &mut dice, "w:body", &bookmark()),
            Mutation::RemoveBookmarks => without(body, &["w:bookmarkStart", "w:bookmarkEnd"]),
            Mutation::AddProofMarks => {
                let mark = |kind| empty("w:proofErr", &[("w:type", kind)]);
                insert(
                    body,
                    &mut dice,
                    "w:p",
                    &[mark("spellStart"), mark("spellEnd")],
                )
            }
            Mutation::RemoveProofMarks => without(body, &["w:proofErr"]),
            Mutation::AddRenderedBreaks => insert(
                body,
                &mut dice,
                "w:r",
                &[empty("w:lastRenderedPageBreak", &[])],
            ),
            Mutation::RemoveRenderedBreaks => without(body, &["w:lastRenderedPageBreak"]),
            Mutation::ReverseAttributes => each_tag(body, |tag| tag.attributes.reverse()),
            Mutation::RenamePrefix => rename(body, "ns0:"),
            Mutation::DropPrefix => drop_prefix(body),
        };
    }

    /// The bytes of the file.
    ///
    /// # Panics
    /// Never: it is written to memory.
    #[allow(clippy::unwrap_used)] // writing to memory cannot fail
    pub fn write(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        // Compressing takes longer than reading.
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, content) in &self.parts {
            zip.start_file(name, options).unwrap();
            let body = (name == BODY).then(|| written(&self.body));
            let content = body.as_ref().map_or(content.as_slice(), String::as_bytes);
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

/// A small source of chance: the same seed, the same places (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn one_in(&mut self, sides: u64) -> bool {
        self.roll(sides) == 0
    }
}

fn bookmark() -> [Token; 2] {
    [
        empty("w:bookmarkStart", &[("w:id", "90001"), ("w:name", "added")]),
        empty("w:bookmarkEnd", &[("w:id", "90001")]),
    ]
}

fn each_tag(mut tokens: Vec<Token>, change: impl Fn(&mut Tag)) -> Vec<Token> {
    for token in &mut tokens {
        if let Token::Start(tag) = token {
            change(tag);
        }
    }
    tokens
}

/// Takes out empty elements, and others with all that is in them.
fn without(tokens: Vec<Token>, names: &[&str]) -> Vec<Token> {
    let mut depth = 0;
    let mut kept = Vec::with_capacity(tokens.len());
    for token in tokens {
        let is_named = |name: &String| names.contains(&name.as_str());
        match &token {
            Token::Start(tag) if is_named(&tag.name) => depth += usize::from(!tag.is_empty),
            Token::End(name) if is_named(name) => depth -= 1,
            _ if depth == 0 => kept.push(token),
            _ => {}
        }
    }
    kept
}

/// Puts tokens between the children of elements of a name. Properties stay
/// first, and the section stays last.
fn insert(tokens: Vec<Token>, dice: &mut Dice, parent: &str, added: &[Token]) -> Vec<Token> {
    let mut open: Vec<String> = Vec::new();
    let mut changed = Vec::with_capacity(tokens.len());
    for token in tokens {
        let here = open.last().is_some_and(|name| name == parent);
        let is_child = match &token {
            Token::Start(tag) => !tag.name.ends_with("Pr"),
            _ => false,
        };
        if here && is_child && dice.one_in(3) {
            changed.extend_from_slice(added);
        }
        match &token {
            Token::Start(tag) if !tag.is_empty => open.push(tag.name.clone()),
            Token::End(_) => {
                open.pop();
            }
            _ => {}
        }
        changed.push(token);
    }
    changed
}

fn add_revision_ids(tokens: Vec<Token>, dice: &mut Dice) -> Vec<Token> {
    let mut changed = tokens;
    for token in &mut changed {
        let Token::Start(tag) = token else { continue };
        let added: &[&str] = match tag.name.as_str() {
            "w:p" => &["w:rsidR", "w:rsidRDefault", "w:rsidP", "w:rsidRPr"],
            "w:r" => &["w:rsidR", "w:rsidRPr"],
            "w:tr" => &["w:rsidR", "w:rsidTr"],
            _ => &[],
        };
        for name in added {
            if dice.one_in(2) && !tag.attributes.iter().any(|(key, _)| key == name) {
                let id = format!("{:08X}", dice.roll(1 << 32));
                tag.attributes.push(((*name).to_owned(), id));
            }
        }
    }
    changed
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::xml::{tokens, written};
    use super::*;

    #[test]
    fn marks_come_and_go() {
        let xml = "<w:p><w:pPr/><w:r/><w:r/><w:r/><w:r/><w:r/></w:p>";
        let with = insert(tokens(xml).unwrap(), &mut Dice(3), "w:p", &bookmark());
        assert!(with.len() > 8);
        assert!(written(&with).starts_with("<w:p><w:pPr/>"));
        let back = without(with, &["w:bookmarkStart", "w:bookmarkEnd"]);
        assert_eq!(written(&back), xml);
    }
}
