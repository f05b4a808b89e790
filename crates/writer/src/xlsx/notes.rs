//! Footnotes, endnotes and comments as the note of a cell (18.7.3).
//!
//! A cell has one note. It says of each thing in it what it is, by a line of
//! its own: `【脚注】`, `【尾注】`, `【批注】张三（ZS） 2026-01-05T09:30:00Z`.

use gongkai_model::{Anchor, Block, Comment, Document, Lost, Paragraph, Place, Target};
use rust_xlsxwriter::Note;
use unicode_width::UnicodeWidthStr;

use super::content::{At, CELL_LIMIT, Pen};
use super::{beside, refused};
use crate::Error;

/// What stands before a footnote, an endnote, a comment.
const FOOTNOTE: &str = "【脚注】";
const ENDNOTE: &str = "【尾注】";
const COMMENT: &str = "【批注】";

/// The width of a note in pixels, how many half-width characters fit a line of
/// it, and the height of a line in pixels.
const WIDTH: u32 = 320;
const LINE: usize = 46;
const LINE_HEIGHT: u32 = 16;

/// A note is at most so high, in pixels.
const HIGHEST: u32 = 480;

/// Writes the notes and comments that a text refers to.
pub(super) fn write(
    pen: &mut Pen,
    at: At,
    anchors: &[Anchor],
    place: Option<&Place>,
) -> Result<(), Error> {
    let mut parts: Vec<String> = Vec::new();
    for anchor in anchors {
        if let Some((head, blocks)) = told(pen, anchor.target) {
            let (text, whole) = text(blocks);
            if !whole {
                pen.shared.lose(Lost::NoteFormatting, place);
            }
            // A note has no notes of its own.
            for inner in beside::within(blocks) {
                pen.shared.lose(beside::kind(inner.target), place);
            }
            parts.push(format!("{head}\n{text}"));
        } else if matches!(anchor.target, Target::Comment(_)) {
            // It stands on several texts, and was told at the first of them.
            pen.shared.lose(Lost::NotePosition, place);
        }
    }
    if parts.is_empty() {
        return Ok(());
    }
    let text = parts.join("\n");
    let length: usize = text.chars().map(char::len_utf16).sum();
    if length > CELL_LIMIT {
        pen.shared.lose(Lost::Note, place);
        return Ok(());
    }
    pen.sheet
        .insert_note(at.0, at.1, &note(text))
        .map_err(refused)?;
    Ok(())
}

/// What a note or a comment is and says. A comment on several paragraphs is
/// told at the first of them.
fn told<'d>(pen: &mut Pen<'d>, target: Target) -> Option<(String, &'d [Block])> {
    let Document {
        footnotes,
        endnotes,
        comments,
        ..
    } = pen.document;
    match target {
        Target::Footnote(number) => Some((FOOTNOTE.to_owned(), &footnotes.get(number)?.blocks)),
        Target::Endnote(number) => Some((ENDNOTE.to_owned(), &endnotes.get(number)?.blocks)),
        Target::Comment(number) if pen.shared.told.insert(number) => {
            let comment = comments.get(number)?;
            Some((head(comment), &comment.blocks))
        }
        Target::Comment(_) | Target::Image(_) | Target::Revision(_) => None,
    }
}

/// `【批注】张三（ZS） 2026-01-05T09:30:00Z`
fn head(comment: &Comment) -> String {
    let mut head = COMMENT.to_owned();
    head.push_str(comment.author.as_deref().unwrap_or_default());
    if let Some(initials) = &comment.initials {
        head.push_str(&format!("（{initials}）"));
    }
    if let Some(date) = &comment.date {
        head.push_str(&format!(" {date}"));
    }
    head.replace(['\r', '\n'], " ")
}

/// The text of a note, a line a paragraph; and whether that is all of it.
fn text(blocks: &[Block]) -> (String, bool) {
    let mut whole = true;
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                whole &= is_plain(paragraph);
                lines.push(paragraph.printed());
            }
            Block::Heading(heading) => {
                whole = false;
                lines.push(heading.printed());
            }
            Block::Table(table) => {
                whole = false;
                lines.extend(table.cells.iter().map(|cell| cell.text().to_owned()));
            }
            Block::Image(_) | Block::PageBreak(_) => whole = false,
        }
    }
    (lines.join("\n"), whole)
}

/// True for a paragraph that is a line of plain text and no head of a note.
fn is_plain(paragraph: &Paragraph) -> bool {
    let content = &paragraph.content;
    let is_head = |head: &&str| content.text.starts_with(*head);
    content.runs.is_empty()
        && content.anchors.is_empty()
        && !content.text.contains('\n')
        && ![FOOTNOTE, ENDNOTE, COMMENT].iter().any(is_head)
}

fn note(text: String) -> Note {
    let lines: usize = text
        .split('\n')
        .map(|line| line.width().div_ceil(LINE).max(1))
        .sum();
    let height = (lines as u32).saturating_mul(LINE_HEIGHT) + LINE_HEIGHT;
    Note::new(text)
        .add_author_prefix(false)
        .set_font_name("宋体")
        .set_font_size(9)
        .set_width(WIDTH)
        .set_height(height.min(HIGHEST))
}
