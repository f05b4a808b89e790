//! What a text refers to, at its cell: notes, comments, pictures.
//!
//! A cell has no places within its text. What stands at the end of the text,
//! or on all of it, is read back there; that another place is lost is named.

use gongkai_model::{Anchor, Block, Heading, Lost, Paragraph, Place, Target};

use super::content::{At, Pen};
use super::{images, notes};
use crate::Error;

/// Writes what a text refers to. Pictures stand so many pixels below the upper
/// edge of the cell; tells how many pixels they take.
pub(super) fn write(
    pen: &mut Pen,
    at: At,
    text: &str,
    anchors: &[Anchor],
    below: u32,
    place: Option<&Place>,
) -> Result<u32, Error> {
    if anchors.is_empty() {
        return Ok(0);
    }
    let length = text.chars().count();
    let mut height = 0;
    for anchor in anchors {
        if !is_kept(anchor, length) {
            pen.shared.lose(Lost::NotePosition, place);
        }
        match anchor.target {
            Target::Image(number) => {
                let pixels = images::write(pen, at, number, below + height, place)?;
                height += pixels.unwrap_or(0);
            }
            Target::Revision(_) => pen.shared.lose(kind(anchor.target), place),
            Target::Footnote(_) | Target::Endnote(_) | Target::Comment(_) => {}
        }
    }
    notes::write(pen, at, anchors, place)?;
    Ok(height)
}

/// What blocks within a cell refer to; their text is that of the cell.
pub(super) fn within(blocks: &[Block]) -> Vec<Anchor> {
    let mut anchors = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(Heading { content, .. })
            | Block::Paragraph(Paragraph { content, .. }) => {
                anchors.extend(content.anchors.iter().cloned());
            }
            Block::Image(image) => anchors.push(Anchor::at(0, Target::Image(image.image))),
            Block::Table(table) => {
                for cell in &table.cells {
                    anchors.extend(cell.content.anchors.iter().cloned());
                    anchors.extend(within(&cell.blocks));
                }
            }
            Block::PageBreak(_) => {}
        }
    }
    anchors
}

/// What is lost where something is referred to and not written.
pub(super) fn kind(target: Target) -> Lost {
    match target {
        Target::Footnote(_) | Target::Endnote(_) => Lost::Note,
        Target::Comment(_) => Lost::Comment,
        Target::Image(_) => Lost::Image,
        Target::Revision(_) => Lost::Revision,
    }
}

/// True for a place that a cell has: its end, and for a comment all of it.
fn is_kept(anchor: &Anchor, length: usize) -> bool {
    match anchor.target {
        Target::Comment(_) => (anchor.start, anchor.end) == (0, length),
        Target::Revision(_) => true, // lost altogether
        _ => (anchor.start, anchor.end) == (length, length),
    }
}
