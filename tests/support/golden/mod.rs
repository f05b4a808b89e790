//! Golden outputs of other programs, each read into the common terms.

mod docling;
mod docx_rs;
mod formula;
mod haskell;
mod html;
mod markdown;
mod markup;
mod pandoc;
pub mod sheets;

use std::path::{Path, PathBuf};

use crate::meaning::{Meaning, Role};
use crate::paths::{corpus, files};

/// Where golden outputs come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// pandoc: native trees and transcripts of its command.
    Pandoc,
    /// docling: JSON, and Markdown where there is no JSON.
    Docling,
    /// Snapshots of docx-rs.
    DocxRs,
    /// HTML of docxjs.
    Docxjs,
    /// Markdown snapshots of anydoc.
    Anydoc,
    /// Plain text of Apache POI.
    Poi,
}

impl Source {
    /// All sources.
    pub const ALL: [Source; 6] = [
        Source::Pandoc,
        Source::Docling,
        Source::DocxRs,
        Source::Docxjs,
        Source::Anydoc,
        Source::Poi,
    ];

    /// The name in tables and baselines.
    pub fn name(self) -> &'static str {
        match self {
            Source::Pandoc => "pandoc",
            Source::Docling => "docling",
            Source::DocxRs => "docx-rs",
            Source::Docxjs => "docxjs",
            Source::Anydoc => "anydoc",
            Source::Poi => "poi",
        }
    }

    /// Whether its text keeps the space between words as the document has it.
    /// docling trims the runs of a paragraph.
    pub fn keeps_space(self) -> bool {
        self != Source::Docling
    }

    /// Whether it says which paragraphs are headings.
    pub fn has_headings(self) -> bool {
        matches!(self, Source::Pandoc | Source::Docling | Source::Anydoc)
    }

    /// Whether it says what stands before the items of lists.
    pub fn has_items(self) -> bool {
        matches!(self, Source::Pandoc | Source::Docling)
    }

    /// Whether it has footnotes and endnotes. docling leaves them out.
    pub fn has_notes(self) -> bool {
        matches!(self, Source::Pandoc | Source::Docxjs | Source::Anydoc)
    }

    /// Whether it has the comments of reviewers. Of pandoc only the files that
    /// were made with tracked changes do.
    pub fn has_comments(self, golden: &Meaning) -> bool {
        matches!(self, Source::Docling | Source::DocxRs)
            || self == Source::Pandoc && !golden.comments.is_empty()
    }

    /// Whether it has headers and footers. docxjs shows those of the pages
    /// that there are.
    pub fn has_margins(self) -> bool {
        matches!(self, Source::Docling | Source::Docxjs)
    }
}

/// A golden output of a Word file.
#[derive(Debug)]
pub struct Golden {
    /// Where it comes from.
    pub source: Source,
    /// Its path below the corpus.
    pub name: String,
    /// The document.
    pub document: PathBuf,
    /// The path of the golden output.
    pub path: PathBuf,
}

impl Golden {
    /// Reads it.
    ///
    /// # Errors
    /// Where it is not understood.
    pub fn read(&self) -> Result<Meaning, String> {
        let text = std::fs::read(&self.path).map_err(|e| e.to_string())?;
        let text = String::from_utf8_lossy(&text);
        let extension = self.path.extension().and_then(|e| e.to_str());
        match (self.source, extension.unwrap_or_default()) {
            (Source::Pandoc, "md") => transcript(&text),
            (Source::Pandoc, _) => pandoc::read(&text),
            (Source::Docling, "json") => docling::read(&text),
            (Source::Docling, _) => Ok(markdown::read(&text)),
            (Source::DocxRs, _) => docx_rs::read(&text),
            (Source::Docxjs, _) => Ok(html::read(&text)),
            (Source::Anydoc, _) => Ok(markdown::read(snapshot(&text))),
            (Source::Poi, _) => Ok(plain_text(&text)),
        }
    }
}

/// The golden outputs of Word files that can be compared. Left out are
/// docling's `.itxt` and `.html` (a shorter and another form of its JSON) and
/// PDF (office2pdf), whose text is cut into the lines of a page.
pub fn all() -> Vec<Golden> {
    let Some(corpus) = corpus() else {
        return Vec::new();
    };
    let of = |extension| files(&corpus, extension);
    let paths = ["native", "json", "md", "snap", "html", "txt"].map(of);
    let mut goldens: Vec<Golden> = paths
        .into_iter()
        .flatten()
        .filter_map(|path| golden(&corpus, path))
        .collect();
    goldens.sort_by(|a, b| (a.source, &a.name).cmp(&(b.source, &b.name)));
    goldens
}

fn golden(corpus: &Path, path: PathBuf) -> Option<Golden> {
    let name = path.strip_prefix(corpus).ok()?.to_str()?.to_owned();
    let folder = path.parent()?.to_str()?;
    let document = PathBuf::from(folder.strip_suffix(".golden")?);
    let is_word = document.extension().is_some_and(|e| e == "docx");
    if !is_word || name.starts_with("hostile/") {
        return None;
    }
    let file = path.file_name()?.to_str()?;
    let source = match path.extension()?.to_str()? {
        "native" => Source::Pandoc,
        "json" => Source::Docling,
        "md" if file.starts_with("groundtruth.") => {
            (!path.with_extension("json").is_file()).then_some(Source::Docling)?
        }
        "md" => Source::Pandoc,
        // docx-rs has kept some snapshots twice, under two names.
        "snap" if file.starts_with("lib__") => return None,
        "snap" if name.starts_with("docx-rs/") => Source::DocxRs,
        "snap" => Source::Anydoc,
        "html" if name.starts_with("docxjs/") => Source::Docxjs,
        "txt" => Source::Poi,
        _ => return None,
    };
    Some(Golden {
        source,
        name,
        document,
        path,
    })
}

/// The content of a snapshot, behind its head between lines of `---`.
fn snapshot(source: &str) -> &str {
    let mut parts = source.splitn(3, "---\n");
    parts.nth(2).unwrap_or(source).trim()
}

/// A transcript of pandoc's command: `% pandoc …`, `^D`, the output.
fn transcript(source: &str) -> Result<Meaning, String> {
    let (head, output) = source.split_once("^D\n").ok_or("no transcript")?;
    let output = output.trim_end().trim_end_matches("```");
    if head.contains("-t native") {
        pandoc::read(output)
    } else if head.contains("-t plain") {
        Ok(plain_text(output))
    } else {
        Ok(html::read(output))
    }
}

/// Plain text, a paragraph a line; POI's begins with properties of the file.
fn plain_text(source: &str) -> Meaning {
    let mut meaning = Meaning::default();
    let is_property = |line: &str| line.split_once(" = ").is_some_and(|p| !p.0.contains(' '));
    for line in source.lines().filter(|line| !is_property(line)) {
        meaning.push(Role::Text, None, line);
    }
    meaning
}
