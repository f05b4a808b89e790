//! Who signed and when: the last lines of an official document stand to the
//! right, four characters from the edge (GB/T 9704-2012, 7.3.5).

use gongkai_model::{Block as Source, Document};

use super::body::{Block, ParagraphStyle};

/// A signature has no more characters than this, or it is a sentence.
const LONGEST: usize = 30;

/// Gives the last paragraph, if it is a date, the style of a signature, and
/// the one above it too, if it can be a name.
///
/// `blocks` is what was composed from the document. It may have more blocks,
/// because Word wants a paragraph behind a table, but not behind paragraphs.
pub(super) fn set(document: &Document, blocks: &mut [Block<'_>]) {
    if line(document, 1).is_some_and(is_date) {
        set_style(blocks, 1);
        if line(document, 2).is_some_and(is_name) {
            set_style(blocks, 2);
        }
    }
}

/// The text of a plain paragraph, counted from the end; the first block of a
/// document is its title or all there is.
fn line(document: &Document, from_end: usize) -> Option<&str> {
    let index = document
        .blocks
        .len()
        .checked_sub(from_end)
        .filter(|&index| index > 0)?;
    match &document.blocks[index] {
        Source::Paragraph(paragraph) if paragraph.label.is_none() => Some(&paragraph.content.text),
        _ => None,
    }
}

fn set_style(blocks: &mut [Block<'_>], from_end: usize) {
    let index = blocks.len().checked_sub(from_end);
    if let Some(Block::Paragraph(paragraph)) = index.and_then(|index| blocks.get_mut(index)) {
        paragraph.style = ParagraphStyle::Signature;
    }
}

/// `2021年1月20日`, `二〇二一年一月二十日`, `2021-01-20`
fn is_date(text: &str) -> bool {
    let date = |c: char| c.is_ascii_digit() || "年月日-./ 〇○零一二三四五六七八九十".contains(c);
    let parts = text
        .split(['年', '月', '日', '-', '.', '/'])
        .filter(|part| !part.is_empty());
    text.chars().count() <= LONGEST && text.chars().all(date) && parts.count() == 3
}

fn is_name(text: &str) -> bool {
    text.chars().count() <= LONGEST && !text.contains(|c| "。；：！？，,;:.!?\n".contains(c))
}

#[cfg(test)]
mod tests {
    use gongkai_model::Paragraph;

    use super::super::pictures::Pictures;
    use super::super::story::stories;
    use super::*;

    fn signed(lines: &[&str]) -> Vec<bool> {
        let line = |line: &&str| Source::Paragraph(Paragraph::plain(*line));
        let document = Document::new(lines.iter().map(line).collect());
        let pictures = Pictures::default();
        let (stories, _) = stories(&document, &pictures).unwrap();
        let is_signature = |block: &Block| match block {
            Block::Paragraph(paragraph) => paragraph.style == ParagraphStyle::Signature,
            Block::Table(_) | Block::Mark(_) => false,
        };
        stories[0].blocks.iter().map(is_signature).collect()
    }

    #[test]
    fn date_and_name_at_the_end_are_a_signature() {
        assert_eq!(
            signed(&["正文。", "某局", "2021年1月20日"]),
            [false, true, true]
        );
        assert_eq!(signed(&["正文。", "二〇二一年一月二十日"]), [false, true]);
    }

    #[test]
    fn other_last_lines_are_not() {
        assert_eq!(signed(&["某局", "2021年1月20日", "完。"]), [false; 3]);
        assert_eq!(signed(&["甲", "2021年"]), [false; 2]);
        assert_eq!(signed(&["2021年1月20日"]), [false]);
        assert_eq!(signed(&[]), [false; 0]);
    }
}
