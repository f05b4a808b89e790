//! References from the text to what stands beside it: each list in the order
//! of its first reference, without what nothing refers to.
//!
//! Word numbers notes in the order of the text, whatever their ids; two files
//! that differ in ids alone say the same.

use std::mem::take;

use crate::diagnostic::{Diagnostic, Kind};
use crate::{Anchor, Block, Document, Heading, ImageBlock, Paragraph, RichText, Target};

/// The new numbers of the entries of a list.
#[derive(Default)]
struct Order {
    /// By the old number.
    numbers: Vec<Option<usize>>,
    /// The old numbers, by the new ones.
    old: Vec<usize>,
}

impl Order {
    fn of(length: usize) -> Order {
        Order {
            numbers: vec![None; length],
            old: Vec::new(),
        }
    }

    /// The new number of an entry; none where there is no such entry.
    fn number(&mut self, old: usize) -> Option<usize> {
        let number = self.numbers.get_mut(old)?;
        if number.is_none() {
            *number = Some(self.old.len());
            self.old.push(old);
        }
        *number
    }

    /// The list in its new order, without what is not referred to.
    fn sort<T>(&self, list: &mut Vec<T>) -> usize {
        let mut sorted: Vec<(usize, T)> = take(list)
            .into_iter()
            .zip(&self.numbers)
            .filter_map(|(entry, number)| Some(((*number)?, entry)))
            .collect();
        let left = self.numbers.len() - sorted.len();
        sorted.sort_by_key(|(number, _)| *number);
        list.extend(sorted.into_iter().map(|(_, entry)| entry));
        left
    }
}

/// All lists that texts refer to.
struct Orders {
    footnotes: Order,
    endnotes: Order,
    comments: Order,
    images: Order,
    revisions: Order,
}

impl Orders {
    fn settle(&mut self, target: Target) -> Option<Target> {
        match target {
            Target::Footnote(old) => self.footnotes.number(old).map(Target::Footnote),
            Target::Endnote(old) => self.endnotes.number(old).map(Target::Endnote),
            Target::Comment(old) => self.comments.number(old).map(Target::Comment),
            Target::Image(old) => self.images.number(old).map(Target::Image),
            Target::Revision(old) => self.revisions.number(old).map(Target::Revision),
        }
    }

    fn text(&mut self, content: &mut RichText) {
        for anchor in &mut content.anchors {
            if let Some(target) = self.settle(anchor.target) {
                anchor.target = target;
            }
        }
        Anchor::settle(&mut content.anchors);
    }

    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Heading(Heading { content, .. })
                | Block::Paragraph(Paragraph { content, .. }) => self.text(content),
                Block::Table(table) => {
                    for cell in &mut table.cells {
                        self.blocks(&mut cell.blocks);
                        self.text(&mut cell.content);
                    }
                }
                Block::Image(image) => {
                    if let Some(number) = self.images.number(image.image) {
                        image.image = number;
                    }
                }
                Block::PageBreak(_) => {}
            }
        }
    }
}

/// Takes out the references to what is not in the lists.
pub(super) fn drop_dangling(document: &mut Document, diagnostics: &mut Vec<Diagnostic>) {
    let lengths = Lengths::of(document);
    let mut dropped = lengths.check(&mut document.blocks);
    for blocks in document.beside_mut() {
        dropped += lengths.check(blocks);
    }
    if dropped > 0 {
        let (what, count) = ("anchor".to_owned(), dropped);
        diagnostics.push(Diagnostic::new(Kind::UnknownContent { what, count }, None));
    }
}

/// How long the lists are.
#[derive(Default, PartialEq, Eq)]
struct Lengths {
    footnotes: usize,
    endnotes: usize,
    comments: usize,
    images: usize,
    revisions: usize,
}

impl Lengths {
    fn of(document: &Document) -> Lengths {
        Lengths {
            footnotes: document.footnotes.len(),
            endnotes: document.endnotes.len(),
            comments: document.comments.len(),
            images: document.images.len(),
            revisions: document.revisions.len(),
        }
    }

    fn has(&self, target: Target) -> bool {
        match target {
            Target::Footnote(number) => number < self.footnotes,
            Target::Endnote(number) => number < self.endnotes,
            Target::Comment(number) => number < self.comments,
            Target::Image(number) => number < self.images,
            Target::Revision(number) => number < self.revisions,
        }
    }

    /// Drops what is dangling; gives how many references that were.
    fn check(&self, blocks: &mut Vec<Block>) -> usize {
        let mut dropped = 0;
        let check_text = |content: &mut RichText| {
            let before = content.anchors.len();
            content.anchors.retain(|anchor| self.has(anchor.target));
            before - content.anchors.len()
        };
        blocks.retain_mut(|block| match block {
            Block::Heading(Heading { content, .. })
            | Block::Paragraph(Paragraph { content, .. }) => {
                dropped += check_text(content);
                true
            }
            Block::Table(table) => {
                for cell in &mut table.cells {
                    if !cell.blocks.is_empty() {
                        dropped += self.check(&mut cell.blocks);
                    }
                    if !cell.content.anchors.is_empty() {
                        dropped += check_text(&mut cell.content);
                    }
                }
                true
            }
            Block::Image(image) => {
                let there = self.has(Target::Image(image.image));
                dropped += usize::from(!there);
                there
            }
            Block::PageBreak(_) => true,
        });
        dropped
    }
}

/// Brings all lists of a document into the order of their references.
pub(super) fn settle(document: &mut Document, diagnostics: &mut Vec<Diagnostic>) {
    let lengths = Lengths::of(document);
    if lengths == Lengths::default() {
        return; // then nothing is referred to
    }
    let mut orders = Orders {
        footnotes: Order::of(document.footnotes.len()),
        endnotes: Order::of(document.endnotes.len()),
        comments: Order::of(document.comments.len()),
        images: Order::of(document.images.len()),
        revisions: Order::of(document.revisions.len()),
    };
    orders.blocks(&mut document.blocks);
    // Notes are walked in their new order: a comment in the first footnote comes
    // before one in the second. What a note refers to in its turn is found too.
    let mut walked = [0; 3];
    loop {
        let before = walked;
        walk(
            &mut orders,
            &mut document.footnotes,
            |o| &o.footnotes,
            |n| &mut n.blocks,
            &mut walked[0],
        );
        walk(
            &mut orders,
            &mut document.endnotes,
            |o| &o.endnotes,
            |n| &mut n.blocks,
            &mut walked[1],
        );
        walk(
            &mut orders,
            &mut document.comments,
            |o| &o.comments,
            |c| &mut c.blocks,
            &mut walked[2],
        );
        if walked == before {
            break;
        }
    }
    for margin in document.headers.iter_mut().chain(&mut document.footers) {
        orders.blocks(&mut margin.blocks);
    }
    let unused = [
        (orders.footnotes.sort(&mut document.footnotes), "w:footnote"),
        (orders.endnotes.sort(&mut document.endnotes), "w:endnote"),
        (orders.comments.sort(&mut document.comments), "w:comment"),
        (orders.images.sort(&mut document.images), "image"),
        (orders.revisions.sort(&mut document.revisions), "revision"),
    ];
    for (count, what) in unused {
        if count > 0 {
            let what = what.to_owned();
            diagnostics.push(Diagnostic::new(Kind::ContentLeftOut { what, count }, None));
        }
    }
}

/// Walks the entries of a list that were referred to since the last time, in
/// their new order.
fn walk<T>(
    orders: &mut Orders,
    list: &mut [T],
    order: fn(&Orders) -> &Order,
    blocks: fn(&mut T) -> &mut Vec<Block>,
    walked: &mut usize,
) {
    while let Some(&index) = order(orders).old.get(*walked) {
        *walked += 1;
        let entry = blocks(&mut list[index]);
        let mut content = take(entry);
        orders.blocks(&mut content);
        *entry = content;
    }
}

/// A paragraph that is nothing but pictures is pictures.
pub(super) fn pictures(paragraph: &Paragraph) -> Option<Vec<Block>> {
    let Paragraph {
        label: None,
        content,
        place,
    } = paragraph
    else {
        return None;
    };
    if !content.text.is_empty() || content.anchors.is_empty() {
        return None;
    }
    let picture = |anchor: &Anchor| match anchor.target {
        Target::Image(image) => Some(Block::Image(ImageBlock {
            image,
            place: place.clone(),
        })),
        _ => None,
    };
    content.anchors.iter().map(picture).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Comment, Image, Note};

    fn referring(text: &str, targets: &[Target]) -> Block {
        let mut content = RichText::plain(text);
        targets.iter().for_each(|target| content.refer(*target));
        Block::Paragraph(Paragraph {
            content,
            ..Paragraph::default()
        })
    }

    fn note(text: &str) -> Note {
        Note {
            blocks: vec![referring(text, &[])],
        }
    }

    #[test]
    fn lists_stand_in_the_order_of_the_text() {
        let mut document = Document::new(vec![
            referring("甲", &[Target::Footnote(2)]),
            referring("乙", &[Target::Footnote(0), Target::Image(9)]),
        ]);
        document.footnotes = vec![note("零"), note("一"), note("二")];
        document.footnotes[2].blocks = vec![referring("二", &[Target::Comment(0)])];
        document.comments = vec![Comment::default()];
        let (settled, diagnostics) = document.normalize();
        let texts: Vec<_> = settled
            .footnotes
            .iter()
            .map(|n| n.blocks[0].printed())
            .collect();
        assert_eq!(texts, [Some("二".to_owned()), Some("零".to_owned())]);
        assert_eq!(settled.comments.len(), 1);
        let Block::Paragraph(first) = &settled.blocks[0] else {
            panic!()
        };
        assert_eq!(first.content.anchors, [Anchor::at(1, Target::Footnote(0))]);
        // The image that is not there and the note that nothing refers to are named.
        let codes: Vec<_> = diagnostics.iter().map(Diagnostic::code).collect();
        assert_eq!(codes, ["unknown-content", "content-left-out"]);
        let (again, diagnostics) = settled.clone().normalize();
        assert_eq!((again, diagnostics), (settled, vec![]));
    }

    #[test]
    fn pictures_side_by_side_stay_in_order_and_number() {
        let side_by_side = |text, images: &[usize]| {
            let targets: Vec<Target> = images.iter().map(|n| Target::Image(*n)).collect();
            referring(text, &targets)
        };
        let mut document = Document::new(vec![
            side_by_side("甲", &[2, 0]),
            side_by_side("乙", &[0, 2, 2]),
        ]);
        let image = |alt: &str| Image {
            alt: Some(alt.to_owned()),
            ..Image::default()
        };
        document.images = vec![image("a"), image("b"), image("c")];
        let (settled, _) = document.normalize();
        let images = |block: &Block| -> Vec<Target> {
            let Block::Paragraph(paragraph) = block else {
                panic!()
            };
            let anchors = &paragraph.content.anchors;
            anchors.iter().map(|anchor| anchor.target).collect()
        };
        let [c, a] = [Target::Image(0), Target::Image(1)];
        assert_eq!(images(&settled.blocks[0]), [c, a]);
        assert_eq!(images(&settled.blocks[1]), [a, c, c]);
        assert_eq!(settled.images, [image("c"), image("a")]);
    }

    #[test]
    fn a_paragraph_of_pictures_is_pictures() {
        let mut document =
            Document::new(vec![referring("", &[Target::Image(0), Target::Image(1)])]);
        document.images = vec![Image::default(), Image::default()];
        let (settled, _) = document.normalize();
        let pictures = |block: &Block| matches!(block, Block::Image(_));
        assert!(settled.blocks.len() == 2 && settled.blocks.iter().all(pictures));
    }
}
