//! What is attached to cells: comments, notes, pictures.

use std::collections::BTreeMap;

use gongkai_model::{
    Anchor, Block, Comment, Document, ImageBlock, Note, Paragraph, Place, RichText, Target,
};

use super::area::Area;
use super::merges::Sweep;
use crate::package::media::Gallery;

/// What is attached to cells, by row and column.
pub(crate) type Attached = BTreeMap<(u32, u32), Vec<Target>>;

/// The lists of a workbook that cells refer to.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    pub(crate) comments: Vec<Comment>,
    pub(crate) footnotes: Vec<Note>,
    pub(crate) endnotes: Vec<Note>,
    pub(crate) gallery: Gallery,
}

impl Lists {
    pub(crate) fn comment(&mut self, comment: Comment) -> Target {
        self.comments.push(comment);
        Target::Comment(self.comments.len() - 1)
    }

    /// A document of these blocks.
    pub(crate) fn into_document(self, blocks: Vec<Block>) -> Document {
        Document {
            comments: self.comments,
            footnotes: self.footnotes,
            endnotes: self.endnotes,
            images: self.gallery.images,
            ..Document::new(blocks)
        }
    }
}

/// What is attached to a covered cell belongs to the merged one.
pub(crate) fn at_corners(attached: Attached, merges: &[Area]) -> Attached {
    if attached.is_empty() || merges.is_empty() {
        return attached;
    }
    let mut merges = merges.iter().copied().peekable();
    let mut sweep = Sweep::default();
    let mut moved = Attached::new();
    for ((row, column), targets) in attached {
        while let Some(area) = merges.next_if(|area| area.top <= row) {
            if area.bottom >= row {
                sweep.insert(area, 0);
            }
        }
        let corner = match sweep.at(row, column) {
            Some((area, _)) => (area.top, area.left),
            None => (row, column),
        };
        moved.entry(corner).or_default().extend(targets);
    }
    moved
}

/// Refers to what is attached to a cell: comments are on all of its text, the
/// rest stands at its end.
pub(crate) fn refer(content: &mut RichText, targets: Vec<Target>) {
    let end = content.text.chars().count();
    for target in targets {
        content.anchors.push(match target {
            Target::Comment(_) => Anchor {
                start: 0,
                end,
                target,
            },
            _ => Anchor::at(end, target),
        });
    }
}

/// The blocks for what is attached to a cell without any content.
pub(crate) fn blocks(targets: Vec<Target>, place: &Place) -> Vec<Block> {
    let (images, others): (Vec<Target>, Vec<Target>) = targets
        .into_iter()
        .partition(|target| matches!(target, Target::Image(_)));
    let mut blocks = Vec::new();
    if !others.is_empty() {
        let mut paragraph = Paragraph::plain("");
        refer(&mut paragraph.content, others);
        paragraph.place = Some(place.clone());
        blocks.push(Block::Paragraph(paragraph));
    }
    blocks.extend(images.into_iter().filter_map(|target| match target {
        Target::Image(image) => Some(Block::Image(ImageBlock {
            image,
            place: Some(place.clone()),
        })),
        _ => None,
    }));
    blocks
}
