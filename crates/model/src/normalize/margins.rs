//! Headers and footers: in order of sections and pages, without those that are
//! layout.

use crate::diagnostic::{Diagnostic, Kind};
use crate::{Block, Heading, Margin, Pages, Paragraph};

/// Drops what holds nothing but page numbers, and sorts the rest. Of two that
/// stand on the same pages the first one counts, and the other is named.
pub(super) fn settle(margins: &mut Vec<Margin>, diagnostics: &mut Vec<Diagnostic>) {
    margins.sort_by_key(|margin| (margin.section, margin.pages));
    margins.dedup_by(|margin, first| {
        let same = (margin.section, margin.pages) == (first.section, first.pages);
        if same {
            let what = "w:hdr/w:ftr".to_owned();
            let place = margin.blocks.first().and_then(Block::place).cloned();
            let kind = Kind::ContentLeftOut { what, count: 1 };
            diagnostics.push(Diagnostic::new(kind, place));
        }
        same
    });
    // One that takes the place of words says that they end there.
    let mut with_words: Vec<Pages> = Vec::new();
    margins.retain(|margin| {
        let is_layout = margin.blocks.iter().all(is_page_number);
        if !is_layout {
            with_words.push(margin.pages);
        }
        !is_layout || with_words.contains(&margin.pages)
    });
}

/// True where a line says no more than which page it is on: `— 1 —`,
/// `第 1 页 共 3 页`, `Page 1 of 3`.
fn is_page_number(block: &Block) -> bool {
    let content = match block {
        Block::Heading(Heading { content, label, .. })
        | Block::Paragraph(Paragraph { content, label, .. }) => {
            if label.is_some() {
                return false;
            }
            content
        }
        Block::PageBreak(_) => return true,
        Block::Table(_) | Block::Image(_) => return false,
    };
    let lower = content.text.to_lowercase();
    let is_layout = |c: char| c.is_whitespace() || c.is_numeric() || "-–—―－~·./／|".contains(c);
    let words = lower.split(is_layout).filter(|word| !word.is_empty());
    let numbers = lower.split(|c: char| !c.is_numeric());
    let numbers: Vec<usize> = numbers
        .map(|n| n.chars().count())
        .filter(|n| *n > 0)
        .collect();
    // The page, and how many there are: not a date, not a telephone number.
    let few = numbers.len() <= 2 && numbers.iter().all(|digits| *digits <= 4);
    content.anchors.is_empty() && few && words.into_iter().all(is_page_word)
}

fn is_page_word(word: &str) -> bool {
    let rest = word.trim_matches(|c| "第页頁共，,ivxlc".contains(c));
    rest.is_empty() || matches!(rest, "page" | "pages" | "of" | "p")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_header_of_the_same_pages_is_named() {
        let header = |text| Margin {
            blocks: vec![Block::Paragraph(Paragraph::plain(text))],
            ..Margin::default()
        };
        let mut margins = vec![header("甲"), header("乙")];
        let mut diagnostics = Vec::new();
        settle(&mut margins, &mut diagnostics);
        let codes: Vec<_> = diagnostics.iter().map(Diagnostic::code).collect();
        assert_eq!(
            (margins, codes),
            (vec![header("甲")], vec!["content-left-out"])
        );
    }

    #[test]
    fn page_numbers_are_layout_and_words_are_not() {
        let line = |text: &str| Block::Paragraph(Paragraph::plain(text));
        for text in [
            "— 1 —",
            "第 1 页 共 3 页",
            "Page 1 of 3",
            "- iv -",
            "12",
            "",
        ] {
            assert!(is_page_number(&line(text)), "{text}");
        }
        for text in [
            "清源县档案馆",
            "第一章",
            "Page of history",
            "内部资料 第1页",
            "\u{e000}",
            "2024-01-20",
            "0571-87120031",
        ] {
            assert!(!is_page_number(&line(text)), "{text}");
        }
    }
}
