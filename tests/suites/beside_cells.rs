//! What stands beside the cells of workbooks — comments, notes, pictures — is
//! the same in every format: in what LibreOffice saved of a workbook that we
//! wrote, in the twins of the corpus that hold one workbook in several formats,
//! and in other people's workbooks that LibreOffice saved in others.
//!
//! With `GONGKAI_SHOW=NAME` the differences of the files whose path has NAME
//! in it are printed.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be
#![allow(clippy::print_stdout)] // differences are for people

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gongkai_model::{
    Anchor, Block, Bytes, Comment, Document, Format, Image, Note, Paragraph, Place, Report, Target,
};
use gongkai_reader::Options;
use gongkai_tests::chain::{read, report, write};
use gongkai_tests::meaning::solid;
use gongkai_tests::office::save_again;
use gongkai_tests::paths::{corpus, files, missing, program, root};
use tempfile::TempDir;

const SAMPLE: &str = "samples/qingyuan-county-archives-2020.docx";

/// The formats that are only read, of those that LibreOffice writes.
const SAVED: [&str; 2] = ["xls", "ods"];

/// Workbooks of the corpus that LibreOffice is to save, at the most.
const MOST_FILES: usize = 40;
/// Large files would take the time of many small ones.
const LARGEST: u64 = 400_000;
/// How many percent of them are to be the same: LibreOffice draws charts as
/// pictures, and moves pictures that lie over others.
const LEAST: usize = 90;

/// Two workbooks of one name that are not one workbook.
const NO_TWINS: [&str; 1] = ["book1"];

const PICTURE: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x04\0\0\0\x02\x08\x02\0\0\0\xf0\xca\xea4\
    \0\0\0\x10IDATx\xdac8!'\x07G\x0c\xc8\x1c\0o\n\x08!\xee\xa4}\xf9\0\0\0\0IEND\xaeB`\x82";

fn lines(lines: &[&str]) -> Vec<Block> {
    let paragraph = |line: &&str| Block::Paragraph(Paragraph::plain(*line));
    lines.iter().map(paragraph).collect()
}

/// The sample with notes, comments and a picture at its first paragraphs.
fn sample() -> Report {
    let mut document = read(&std::fs::read(root().join(SAMPLE)).unwrap())
        .0
        .document;
    document.footnotes = vec![Note {
        blocks: lines(&["含上年结转。", "不含撤回的申请。"]),
    }];
    document.endnotes = vec![Note {
        blocks: lines(&["据实填报"]),
    }];
    document.comments = vec![
        Comment {
            author: Some("张三".to_owned()),
            initials: Some("ZS".to_owned()),
            date: Some("2021-01-05T09:30:00Z".to_owned()),
            blocks: lines(&["请核对"]),
        },
        Comment {
            blocks: lines(&["与上年不同"]),
            ..Comment::default()
        },
    ];
    document.images = vec![Image {
        media_type: "image/png".to_owned(),
        width: Some(914_400),
        height: Some(457_200),
        alt: Some("局徽".to_owned()),
        data: Some(Bytes(PICTURE.to_vec())),
        link: None,
    }];
    let targets = [
        vec![Target::Comment(0), Target::Footnote(0)],
        vec![Target::Image(0)],
        vec![Target::Endnote(0)],
        vec![Target::Comment(1)],
    ];
    let paragraphs = document.blocks.iter_mut().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(&mut paragraph.content),
        _ => None,
    });
    for (content, targets) in paragraphs.zip(targets) {
        let end = content.text.chars().count();
        content.anchors = targets
            .into_iter()
            .map(|target| match target {
                Target::Comment(_) => Anchor {
                    start: 0,
                    end,
                    target,
                },
                _ => Anchor::at(end, target),
            })
            .collect();
    }
    report(document)
}

/// What a report means, apart from what LibreOffice says of itself, and how
/// large pictures are, which it rounds.
fn meaning(report: &Report) -> Report {
    let mut report = report.clone().meaning();
    report.document.properties = Default::default();
    for image in &mut report.document.images {
        (image.width, image.height, image.alt) = (None, None, None);
    }
    report
}

#[test]
fn notes_comments_and_pictures_of_our_workbooks_come_back() {
    let Some(office) = program("soffice") else {
        return missing("soffice");
    };
    let folder = TempDir::new().unwrap();
    let given = folder.path().join("a.xlsx");
    let sample = sample();
    std::fs::write(&given, write(&sample, Format::Xlsx).0).unwrap();
    for extension in SAVED {
        let into = folder.path().join(extension);
        save_again(&office, std::slice::from_ref(&given), extension, &into);
        let saved = into.join(format!("0.{extension}"));
        let (back, _) = read(&std::fs::read(&saved).unwrap());
        assert!(meaning(&back) == meaning(&sample), "{extension}");
        let image = &back.document.images[0];
        assert_eq!(image.data, sample.document.images[0].data, "{extension}");
    }
}

/// What stands at a cell: a comment or note by its text without space, or a
/// picture.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Stands {
    /// The sheet and the cell, as messages name them.
    place: String,
    what: String,
}

/// What stands beside the cells of a document.
fn stands(document: &Document) -> Vec<Stands> {
    let mut found = Vec::new();
    let mut add = |place: Option<Place>, what: String| {
        let place = place.map(|place| place.to_string()).unwrap_or_default();
        found.push(Stands { place, what });
    };
    for block in &document.blocks {
        let (content, place) = match block {
            Block::Paragraph(paragraph) => (&paragraph.content, &paragraph.place),
            Block::Heading(heading) => (&heading.content, &heading.place),
            Block::Image(image) => {
                add(image.place.clone(), "picture".to_owned());
                continue;
            }
            Block::Table(table) => {
                for (index, cell) in table.cells.iter().enumerate() {
                    for anchor in &cell.content.anchors {
                        add(table.place_of(index), what(document, anchor.target));
                    }
                }
                continue;
            }
            Block::PageBreak(_) => continue,
        };
        for anchor in &content.anchors {
            add(place.clone(), what(document, anchor.target));
        }
    }
    found.sort();
    found
}

fn what(document: &Document, target: Target) -> String {
    let said = |blocks: &[Block]| {
        let lines: Vec<String> = blocks.iter().filter_map(Block::printed).collect();
        // The name of the author, which some programs only have in the text.
        let named = |line: &String| line.ends_with([':', '：']);
        let skipped = usize::from(lines.len() > 1 && lines.first().is_some_and(named));
        solid(&lines[skipped..].concat())
    };
    match target {
        Target::Comment(number) => format!("comment {}", said(&document.comments[number].blocks)),
        Target::Footnote(number) => said(&document.footnotes[number].blocks),
        Target::Endnote(number) => said(&document.endnotes[number].blocks),
        Target::Image(_) | Target::Revision(_) => "picture".to_owned(),
    }
}

/// What stands beside the cells of a file; nothing where it cannot be read.
fn stands_in(path: &Path) -> Option<Vec<Stands>> {
    let bytes = std::fs::read(path).ok()?;
    let read = gongkai_reader::read(&bytes, &Options::default()).ok()?;
    Some(stands(&read.report.document))
}

/// Prints what only one of two has, where that was asked for.
fn show(name: &str, first: &[Stands], second: &[Stands]) {
    if !std::env::var("GONGKAI_SHOW").is_ok_and(|part| name.contains(&part)) {
        return;
    }
    println!("== {name}");
    for (sign, one, other) in [('-', first, second), ('+', second, first)] {
        for stands in one.iter().filter(|stands| !other.contains(stands)) {
            let begins: String = stands.what.chars().take(80).collect();
            println!("  {sign} {} {begins}", stands.place);
        }
    }
}

/// The name that the files of one workbook share: without the project that it
/// is from, and the extensions of what it was before.
fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap().to_string_lossy().to_lowercase();
    let mut name = name.strip_prefix("apachepoi_").unwrap_or(&name);
    while let Some((rest, "xls" | "xlsx" | "xlsm" | "xlsb" | "ods")) = name.rsplit_once('.') {
        name = rest;
    }
    name.to_owned()
}

#[test]
fn twins_of_the_corpus_say_the_same() {
    let Some(corpus) = corpus() else { return };
    let mut groups: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for extension in ["xls", "xlsx", "xlsm", "xlsb", "ods"] {
        for path in files(&corpus, extension) {
            groups.entry(stem(&path)).or_default().push(path);
        }
    }
    let is_twin = |paths: &[PathBuf]| {
        let first = paths.first().and_then(|path| path.extension());
        paths.iter().any(|path| path.extension() != first)
    };
    let (mut same, mut different) = (0, Vec::new());
    for (stem, paths) in groups {
        if !is_twin(&paths) || NO_TWINS.contains(&stem.as_str()) {
            continue;
        }
        let found: Vec<Vec<Stands>> = paths.iter().filter_map(|path| stands_in(path)).collect();
        let Some(first) = found.first().filter(|_| !found.iter().all(Vec::is_empty)) else {
            continue;
        };
        match found.iter().find(|other| *other != first) {
            None => same += 1,
            Some(other) => {
                show(&stem, first, other);
                different.push(stem);
            }
        }
    }
    println!(
        "{same} of {} workbooks say the same in each format",
        same + different.len()
    );
    // Another corpus may have workbooks of one name that are different ones.
    println!("different: {}", different.join(" "));
    let all = same + different.len();
    assert!(same * 100 >= all * LEAST, "{}", different.join(" "));
}

/// As LibreOffice keeps it: of a picture the sheet and the row, since it writes
/// empty cells before a picture in .ods that are not there; of threads only
/// that there are some.
fn as_saved(stands: &[Stands]) -> Vec<Stands> {
    let mut kept: Vec<Stands> = stands.to_vec();
    for stands in &mut kept {
        if stands.what == "picture"
            && let Some((sheet, cell)) = stands.place.rsplit_once('!')
        {
            let row = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            stands.place = format!("{sheet}!{row}");
        }
    }
    kept.sort();
    kept
}

#[test]
fn what_libreoffice_saved_says_the_same() {
    let Some(corpus) = corpus() else { return };
    let Some(office) = program("soffice") else {
        return missing("soffice");
    };
    let is_small = |path: &PathBuf| std::fs::metadata(path).is_ok_and(|m| m.len() <= LARGEST);
    let is_thread = |stands: &Stands| stands.what.contains("[Threadedcomment]");
    let given: Vec<(PathBuf, Vec<Stands>)> = files(&corpus, "xlsx")
        .into_iter()
        .filter(is_small)
        .filter_map(|path| Some((stands_in(&path).filter(|found| !found.is_empty())?, path)))
        .map(|(found, path)| (path, found))
        .collect();
    let every = given.len().div_ceil(MOST_FILES).max(1);
    let given: Vec<(PathBuf, Vec<Stands>)> = given.into_iter().step_by(every).collect();
    let paths: Vec<PathBuf> = given.iter().map(|(path, _)| path.clone()).collect();
    let folder = TempDir::new().unwrap();
    for extension in SAVED {
        let into = folder.path().join(extension);
        save_again(&office, &paths, extension, &into);
        let (mut same, mut all) = (0, 0);
        for (index, (path, before)) in given.iter().enumerate() {
            let Some(after) = stands_in(&into.join(format!("{index}.{extension}"))) else {
                continue; // LibreOffice did not open it
            };
            if after.iter().any(is_thread) {
                continue; // it knows no threads
            }
            all += 1;
            let (before, after) = (as_saved(before), as_saved(&after));
            if before == after {
                same += 1;
            } else {
                let name = path.strip_prefix(&corpus).unwrap().display();
                show(&format!("{name} as .{extension}"), &before, &after);
            }
        }
        println!("{same} of {all} workbooks say the same as .{extension}");
        assert!(same * 100 >= all * LEAST, "{same} of {all} as .{extension}");
    }
}
