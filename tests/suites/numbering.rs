//! Labels of lists as Word prints them. The corpus has files with some 3,500
//! numbered paragraphs, each of which has its number as its text: the label is
//! read back here, by other means than it was made, and must be that number.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)] // a suite ends where something is not as it should be
#![allow(clippy::print_stdout)] // the counts are for people

use std::path::PathBuf;
use std::time::Duration;

use gongkai_model::{Block, Diagnostic, Document, Kind};
use gongkai_reader::Options;
use gongkai_tests::parallel::each;
use gongkai_tests::paths::{corpus, files, skipped};

/// How the labels of a file are read back.
type Decoder = fn(&str) -> Option<u32>;

/// Files by their names, with how many of their paragraphs are numbered at
/// least.
const FILES: [(&str, usize, Decoder); 5] = [
    ("LIR001-en-US-ordinal.docx", 3500, english_ordinal),
    ("LIR006-fr-FR-ordinal.docx", 3500, french_ordinal),
    ("LIR008-zh-CH-chineseCountingThousand.docx", 3482, chinese),
    ("LIR009-zh-CN-chineseCounting.docx", 3482, chinese_digits),
    ("LIR013-en-US-001.docx", 3500, padded),
];

#[test]
fn each_label_is_the_number_that_the_paragraph_states() {
    let Some(folder) = corpus() else { return };
    let known = files(&folder, "docx");
    for (name, count, decode) in FILES {
        let path = known.iter().find(|path| path.ends_with(name));
        let Some(path) = path else {
            skipped(&format!("the corpus has no {name}"));
            continue;
        };
        let paragraphs = numbered(&document(path));
        let wrong: Vec<_> = paragraphs
            .iter()
            .filter(|(label, text)| {
                let number = label.strip_suffix('|').and_then(decode);
                number != text.parse().ok()
            })
            .collect();
        println!(
            "{name}: {} of {}",
            paragraphs.len() - wrong.len(),
            paragraphs.len()
        );
        assert!(
            wrong.is_empty(),
            "{name}: {:?}",
            &wrong[..wrong.len().min(20)]
        );
        assert!(paragraphs.len() >= count, "{name}: {}", paragraphs.len());
    }
}

#[test]
fn no_format_of_the_corpus_is_unknown() {
    let Some(folder) = corpus() else { return };
    let unknown = each(
        files(&folder, "docx"),
        Duration::from_secs(60),
        unknown_formats,
    );
    let unknown: Vec<String> = unknown.into_iter().flatten().flatten().collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}

fn unknown_formats(path: &PathBuf) -> Vec<String> {
    let bytes = std::fs::read(path).unwrap();
    let Ok(read) = gongkai_reader::read(&bytes, &Options::default()) else {
        return Vec::new(); // what cannot be read is the matter of other suites
    };
    let unknown = |diagnostic: &Diagnostic| match &diagnostic.kind {
        Kind::UnknownContent { what, .. } if what.starts_with("w:numFmt") => {
            Some(format!("{}: {what}", path.display()))
        }
        _ => None,
    };
    read.diagnostics.iter().filter_map(unknown).collect()
}

fn document(path: &PathBuf) -> Document {
    let bytes = std::fs::read(path).unwrap();
    let read = gongkai_reader::read(&bytes, &Options::default());
    read.unwrap().report.document
}

/// The labels and texts of the paragraphs that have both.
fn numbered(document: &Document) -> Vec<(String, String)> {
    let content = |block: &Block| match block {
        Block::Heading(heading) => Some((heading.label.clone()?, heading.content.text.clone())),
        Block::Paragraph(text) => Some((text.label.clone()?, text.content.text.clone())),
        Block::Table(_) | Block::Image(_) | Block::PageBreak(_) => None,
    };
    let blocks = document.blocks.iter().filter_map(content);
    blocks.filter(|(_, text)| !text.is_empty()).collect()
}

/// `22nd` → 22, and nothing where the ending is not that of the number.
fn english_ordinal(label: &str) -> Option<u32> {
    let (digits, ending) = label.split_at(label.len().checked_sub(2)?);
    let fits = match ending {
        "st" => digits.ends_with('1') && !digits.ends_with("11"),
        "nd" => digits.ends_with('2') && !digits.ends_with("12"),
        "rd" => digits.ends_with('3') && !digits.ends_with("13"),
        "th" => {
            let teen = ["11", "12", "13"].iter().any(|teen| digits.ends_with(teen));
            teen || !digits.ends_with(['1', '2', '3'])
        }
        _ => false,
    };
    digits.parse().ok().filter(|_| fits)
}

/// `1er` → 1, `2e` → 2.
fn french_ordinal(label: &str) -> Option<u32> {
    match label {
        "1er" => Some(1),
        _ => label.strip_suffix('e')?.parse().ok().filter(|n| *n != 1),
    }
}

/// `007` → 7.
fn padded(label: &str) -> Option<u32> {
    let fits = label.len() == 3 || (label.len() > 3 && !label.starts_with('0'));
    label.parse().ok().filter(|_| fits)
}

fn digit(c: char) -> Option<u32> {
    "一二三四五六七八九"
        .chars()
        .zip(1..)
        .find(|(d, _)| *d == c)
        .map(|(_, n)| n)
}

/// 一千〇二十 → 1020: digits times units; 〇 stands where units are passed over.
fn chinese(label: &str) -> Option<u32> {
    let (mut sum, mut pending, mut last) = (0, None, 10_000);
    let mut gap = false;
    for c in label.chars() {
        if c == '〇' {
            (gap, pending) = (true, None);
            continue;
        }
        if let Some(digit) = digit(c) {
            pending = Some(digit);
            continue;
        }
        let unit = [('千', 1000), ('百', 100), ('十', 10)]
            .into_iter()
            .find(|(u, _)| *u == c)?
            .1;
        // A 1 is left out at the beginning only: 十二.
        let digit = pending.take().or_else(|| (sum == 0).then_some(1))?;
        if unit >= last || (gap != (sum > 0 && unit * 10 != last)) {
            return None;
        }
        (sum, last, gap) = (sum + digit * unit, unit, false);
    }
    let Some(ones) = pending else {
        return (!gap && sum > 0).then_some(sum);
    };
    (gap == (sum > 0 && last != 10)).then_some(sum + ones)
}

/// 二十一 → 21, and digit by digit from 一○○ on.
fn chinese_digits(label: &str) -> Option<u32> {
    if label.chars().count() < 3 || label.contains('十') {
        return chinese(label).filter(|number| *number < 100);
    }
    let value = |c| if c == '○' { Some(0) } else { digit(c) };
    label
        .chars()
        .try_fold(0, |sum, c| Some(sum * 10 + value(c)?))
}

#[test]
fn labels_are_read_back() {
    for (label, number) in [
        ("十", Some(10)),
        ("二十一", Some(21)),
        ("一百〇一", Some(101)),
        ("一百一十", Some(110)),
        ("一千〇一", Some(1001)),
        ("一千〇一十", Some(1010)),
        ("三千四百〇二", Some(3402)),
        ("一百一", None),
        ("一千一十", None),
        ("一十〇一", None),
    ] {
        assert_eq!(chinese(label), number, "{label}");
    }
    assert_eq!(chinese_digits("一○○一"), Some(1001));
    assert_eq!(chinese_digits("一百"), None);
    assert_eq!(english_ordinal("111th"), Some(111));
    assert_eq!(english_ordinal("111st"), None);
    assert_eq!(french_ordinal("1e"), None);
    assert_eq!(padded("07"), None);
}
