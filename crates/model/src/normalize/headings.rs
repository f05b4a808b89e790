//! Headings that are paragraphs only because nobody used a style.

use crate::{Block, Heading, Paragraph, TextBuilder, label};

/// A heading has at most this many characters; a line of an official
/// document has 28 (GB/T 9704-2012, 5.2.2), so this is under two lines.
const LONGEST_HEADING: usize = 44;

/// A short paragraph labelled `一、` or `（一）` that is not a sentence is a
/// heading of level 1 or 2: GB/T 9704-2012, 7.3.3 sets those labels apart.
pub(super) fn promote(paragraph: Paragraph) -> Block {
    let level = paragraph.label.as_deref().and_then(label::official_level);
    match level {
        Some(level) if is_short(&paragraph.content.text) && !is_entry(&paragraph.content.text) => {
            let Paragraph {
                label,
                content,
                place,
            } = paragraph;
            let mut heading = Heading {
                level,
                label,
                content,
                place,
            };
            settle_runs(&mut heading);
            Block::Heading(heading)
        }
        _ => Block::Paragraph(paragraph),
    }
}

fn is_short(text: &str) -> bool {
    let sentence = |c: char| "。；！？\n".contains(c);
    !text.is_empty()
        && text.chars().count() <= LONGEST_HEADING
        && !text.contains(sentence)
        && !text.ends_with(['：', ':', '，', '.', ';'])
}

/// An entry of a table of contents: a heading, a tab and the number of a page.
fn is_entry(text: &str) -> bool {
    text.rsplit_once('\t').is_some_and(|(_, page)| {
        !page.is_empty() && page.chars().all(|digit| digit.is_ascii_digit())
    })
}

/// That a heading is bold is its style and says nothing more.
pub(crate) fn settle_runs(heading: &mut Heading) {
    let mut settled = TextBuilder::default();
    for (text, mut style) in heading.content.segments() {
        style.bold = false;
        settled.push(text, &style);
    }
    let mut settled = settled.finish();
    settled.anchors = std::mem::take(&mut heading.content.anchors);
    heading.content = settled;
}
