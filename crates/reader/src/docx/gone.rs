//! Notes and comments that only text refers to which is not read: deleted
//! text (17.13.5), hidden text (17.3.2.41). They went with it; to name them
//! as left out would say that something is missing.

use gongkai_model::{Block, Document, Target};

use super::context::{Context, Shared};
use crate::Error;
use crate::xml::{Element, Node, Ns, Xml};

/// The kinds of lists that texts refer to.
const LISTS: usize = 5;

impl Shared<'_> {
    /// The note or comment that an element refers to (17.11.2, 17.11.14, 17.13.4.5).
    pub(super) fn reference(&self, element: &Element) -> Option<Target> {
        let id = element.attr("id").unwrap_or_default();
        let ids = &self.ids;
        match element.local() {
            "footnoteReference" => ids.footnotes.get(&*id).copied().map(Target::Footnote),
            "endnoteReference" => ids.endnotes.get(&*id).copied().map(Target::Endnote),
            _ => ids.comments.get(&*id).copied().map(Target::Comment),
        }
    }
}

impl Context<'_, '_> {
    /// Passes over the rest of an element that is not there in the reading of
    /// the changes that was asked for; what it refers to went with it.
    pub(super) fn pass_over(&mut self, xml: &mut Xml) -> Result<(), Error> {
        let ids = &self.shared.ids;
        if ids.footnotes.is_empty() && ids.endnotes.is_empty() && ids.comments.is_empty() {
            return xml.skip();
        }
        let mut depth = 0;
        loop {
            match xml.next()? {
                Node::Start(element) => {
                    depth += 1;
                    let refers = matches!(
                        element.local(),
                        "footnoteReference"
                            | "endnoteReference"
                            | "commentReference"
                            | "commentRangeStart"
                    );
                    if refers && element.ns == Ns::W {
                        let target = self.shared.reference(&element);
                        self.shared.gone.extend(target);
                    }
                }
                Node::Text(_) => {}
                Node::End if depth > 0 => depth -= 1,
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }
}

/// Takes what went with text that is not there out of the lists of a document,
/// unless other text refers to it.
pub(super) fn take_out(document: &mut Document, gone: &[Target]) {
    if gone.is_empty() {
        return;
    }
    let mut kept = Marks::none(document);
    let mut shown = targets(&mut document.blocks);
    for margin in document.headers.iter_mut().chain(&mut document.footers) {
        shown.extend(targets(&mut margin.blocks));
    }
    kept.reach(document, shown);
    let mut taken = Marks::none(document);
    taken.reach(document, gone.to_vec());
    for (taken, kept) in taken.0.iter_mut().zip(&kept.0) {
        for (taken, kept) in taken.iter_mut().zip(kept) {
            *taken &= !kept;
        }
    }
    taken.drain(document);
}

/// What blocks refer to.
fn targets(blocks: &mut [Block]) -> Vec<Target> {
    let mut targets = Vec::new();
    Document::for_each_target(blocks, &mut |target| targets.push(*target));
    targets
}

/// Some entries of the lists, by the kind of the list and the number.
struct Marks([Vec<bool>; LISTS]);

impl Marks {
    fn none(document: &Document) -> Marks {
        Marks([
            vec![false; document.footnotes.len()],
            vec![false; document.endnotes.len()],
            vec![false; document.comments.len()],
            vec![false; document.images.len()],
            vec![false; document.revisions.len()],
        ])
    }

    /// Marks entries, and what they refer to in their turn.
    fn reach(&mut self, document: &mut Document, mut open: Vec<Target>) {
        while let Some(mut target) = open.pop() {
            let (list, number) = split(&mut target);
            let Some(mark) = self.0[list].get_mut(*number) else {
                continue;
            };
            if std::mem::replace(mark, true) {
                continue;
            }
            let blocks = match target {
                Target::Footnote(number) => &mut document.footnotes[number].blocks,
                Target::Endnote(number) => &mut document.endnotes[number].blocks,
                Target::Comment(number) => &mut document.comments[number].blocks,
                Target::Image(_) | Target::Revision(_) => continue,
            };
            open.extend(targets(blocks));
        }
    }

    /// Takes the marked entries out, and numbers what is left anew.
    fn drain(&self, document: &mut Document) {
        let [footnotes, endnotes, comments, images, revisions] = &self.0;
        retain(&mut document.footnotes, footnotes);
        retain(&mut document.endnotes, endnotes);
        retain(&mut document.comments, comments);
        retain(&mut document.images, images);
        retain(&mut document.revisions, revisions);
        let numbers = self.0.each_ref().map(|list| {
            list.iter()
                .scan(0, |next, gone| {
                    let number = *next;
                    *next += usize::from(!gone);
                    Some(number)
                })
                .collect::<Vec<usize>>()
        });
        let mut renumber = |target: &mut Target| {
            let (list, number) = split(target);
            *number = numbers[list].get(*number).copied().unwrap_or(*number);
        };
        Document::for_each_target(&mut document.blocks, &mut renumber);
        for blocks in document.beside_mut() {
            Document::for_each_target(blocks, &mut renumber);
        }
    }
}

fn retain<T>(list: &mut Vec<T>, gone: &[bool]) {
    let mut gone = gone.iter();
    list.retain(|_| !gone.next().copied().unwrap_or(false));
}

/// The kind of the list that a target is in, and its number there.
fn split(target: &mut Target) -> (usize, &mut usize) {
    match target {
        Target::Footnote(number) => (0, number),
        Target::Endnote(number) => (1, number),
        Target::Comment(number) => (2, number),
        Target::Image(number) => (3, number),
        Target::Revision(number) => (4, number),
    }
}
