//! Text and runs in their one spelling.

use crate::{Anchor, RichText, Style, TextBuilder, is_forbidden, label};

/// Takes out control characters and gives how many; `\r\n` and `\r` become `\n`.
pub(super) fn sanitize(content: &mut RichText) -> usize {
    if !has_forbidden(&content.text) {
        return 0;
    }
    let mut clean = TextBuilder::default();
    let mut removed = 0;
    let mut after_return = false;
    // The old positions of the characters that stay.
    let mut kept: Vec<usize> = Vec::new();
    let mut position = 0..;
    for (text, style) in content.segments() {
        let mut part = String::with_capacity(text.len());
        let mut moved = Vec::new();
        for c in text.chars() {
            let position = position.next().unwrap_or(0);
            let keep = match c {
                '\r' => Some('\n'),
                '\n' if after_return => None,
                c if is_forbidden(c) => {
                    removed += 1;
                    None
                }
                c => Some(c),
            };
            after_return = c == '\r';
            if let Some(c) = keep {
                part.push(c);
                moved.push(position);
            }
        }
        clean.push(&part, &style);
        kept.extend(moved);
    }
    let mut clean = clean.finish();
    clean.anchors = std::mem::take(&mut content.anchors);
    for anchor in &mut clean.anchors {
        let moved = |position: usize| kept.partition_point(|&old| old < position);
        (anchor.start, anchor.end) = (moved(anchor.start), moved(anchor.end));
    }
    *content = clean;
    removed
}

/// True where a text has a character that no text holds. Most bytes tell at
/// once that there is none: see [`is_forbidden`] for those that do not, by
/// which its characters begin.
fn has_forbidden(text: &str) -> bool {
    let may_be = |b: u8| (b < 0x20 && b != b'\t' && b != b'\n') || matches!(b, 0x7f | 0xc2 | 0xef);
    text.bytes().any(may_be) && text.chars().any(is_forbidden)
}

/// Takes away the space at both ends: indentation typed by hand is layout.
pub(super) fn trim(content: &mut RichText) {
    trim_matches(content, char::is_whitespace);
}

/// Takes away empty lines at both ends of a cell; other space in it may be
/// how the author shows what belongs under what.
pub(super) fn trim_lines(content: &mut RichText) {
    trim_matches(content, |c| c == '\n');
}

fn trim_matches(content: &mut RichText, unwanted: fn(char) -> bool) {
    if content.runs.is_empty()
        && !content.text.starts_with(unwanted)
        && !content.text.ends_with(unwanted)
    {
        return settle_anchors(content);
    }
    let start = content.text.len() - content.text.trim_start_matches(unwanted).len();
    let end = start + content.text.trim_matches(unwanted).len();
    if (start, end) != (0, content.text.len()) {
        *content = content.slice(start..end);
    }
    settle_runs(content);
}

/// Sorts, merges and cuts the runs; sorts and cuts the references.
pub(super) fn settle_runs(content: &mut RichText) {
    settle_anchors(content);
    if content.runs.is_empty() {
        return;
    }
    let mut settled = TextBuilder::default();
    for (text, style) in content.segments() {
        settled.push(text, &without_contradiction(style));
    }
    let mut settled = settled.finish();
    settled.anchors = std::mem::take(&mut content.anchors);
    *content = settled;
}

fn settle_anchors(content: &mut RichText) {
    if content.anchors.is_empty() {
        return;
    }
    let length = content.text.chars().count();
    for anchor in &mut content.anchors {
        anchor.end = anchor.end.min(length);
        anchor.start = anchor.start.min(anchor.end);
    }
    Anchor::settle(&mut content.anchors);
}

/// Text is raised or lowered, not both; a link without a target is none.
fn without_contradiction(mut style: Style) -> Style {
    style.subscript &= !style.superscript;
    style.link = style.link.filter(|link| !link.is_empty());
    style
}

/// Gives the label its one spelling, or splits a typed one off the text.
pub(super) fn settle_label(label: &mut Option<String>, content: &mut RichText) {
    if let Some(given) = label.take() {
        let clean: String = given
            .chars()
            .filter(|&c| !is_forbidden(c) && c != '\n')
            .collect();
        let clean = clean.trim().replace('\t', " ");
        if !clean.is_empty() && content.text.is_empty() {
            // A number with nothing behind it numbers nothing.
            content.text = clean;
        } else if !clean.is_empty() {
            *label = Some(clean);
            return;
        }
    }
    let Some((found, rest)) = label::split(&content.text) else {
        return;
    };
    *label = Some(found.to_owned());
    let start = content.text.len() - rest.len();
    *content = content.slice(start..content.text.len());
}

#[cfg(test)]
mod tests {
    use crate::{Block, Document, Paragraph, RichText};

    #[test]
    fn a_label_with_nothing_behind_it_is_text_once_and_twice() {
        for (label, printed) in [
            ("一、总体情况", "一、总体情况"),
            ("一、二、总体情况", "一、二、总体情况"),
            (" 一、 ", "一、"),
            ("1.\t甲\n", "1. 甲"),
        ] {
            let paragraph = Paragraph {
                label: Some(label.to_owned()),
                content: RichText::default(),
                place: None,
            };
            let (once, _) = Document::new(vec![Block::Paragraph(paragraph)]).normalize();
            assert_eq!(once.blocks[0].printed().as_deref(), Some(printed));
            let (twice, diagnostics) = once.clone().normalize();
            assert_eq!((twice, diagnostics), (once, vec![]), "{label}");
        }
    }
}
