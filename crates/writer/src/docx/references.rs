//! What a text refers to, as marks at their places; what a story of Word's
//! cannot refer to is named.

use std::collections::{HashMap, HashSet};

use gongkai_model::{
    Block, Diagnostic, Document, Format, Heading, Image, Kind, Lost, Paragraph, Place, RichText,
    Target,
};

use super::attribution;
use super::marks::{Mark, NoteKind};
use super::pictures::Pictures;
use super::placed::{Phase, Placed, Point, Stretch};
use super::story::StoryKind;

/// What there is to refer to, and the numbers that are unique in the file.
pub(super) struct References<'a> {
    document: &'a Document,
    pictures: &'a Pictures<'a>,
    /// The story whose text is at hand.
    story: StoryKind,
    /// The comments of that story.
    comments: HashMap<usize, Comment>,
    /// The comments of all stories so far.
    commented: HashSet<usize>,
    /// The changes so far: each is on one stretch in Word.
    changed: HashSet<usize>,
    drawings: usize,
}

/// A comment, on one or more stretches of a story.
#[derive(Default)]
struct Comment {
    /// How many stretches are still to come.
    left: usize,
    begun: bool,
    /// The text of which the last one had the end.
    end: Option<usize>,
    /// The stretches are not one: Word has one range for a comment.
    torn: bool,
}

impl<'a> References<'a> {
    pub(super) fn new(document: &'a Document, pictures: &'a Pictures<'a>) -> References<'a> {
        References {
            document,
            pictures,
            story: StoryKind::Body,
            comments: HashMap::new(),
            commented: HashSet::new(),
            changed: HashSet::new(),
            drawings: 0,
        }
    }

    /// Turns to a story. A comment is on the first story that has it.
    pub(super) fn enter<'b>(
        &mut self,
        story: StoryKind,
        entries: impl Iterator<Item = &'b [Block]>,
    ) {
        self.story = story;
        self.commented
            .extend(self.comments.drain().map(|(number, _)| number));
        if !story.may_have_comments() {
            return;
        }
        let mut texts = 0;
        for blocks in entries {
            self.find_comments(blocks, &mut texts);
            texts += 1; // no comment is on two notes
        }
    }

    fn find_comments(&mut self, blocks: &[Block], texts: &mut usize) {
        for block in blocks {
            match block {
                Block::Heading(Heading { content, .. })
                | Block::Paragraph(Paragraph { content, .. }) => self.find_in(content, texts),
                Block::Table(table) => {
                    for cell in &table.cells {
                        if cell.blocks.is_empty() {
                            self.find_in(&cell.content, texts);
                        } else {
                            self.find_comments(&cell.blocks, texts);
                        }
                    }
                }
                Block::Image(_) | Block::PageBreak(_) => {}
            }
        }
    }

    fn find_in(&mut self, content: &RichText, texts: &mut usize) {
        *texts += 1;
        for anchor in &content.anchors {
            let Target::Comment(number) = anchor.target else {
                continue;
            };
            if self.commented.contains(&number) || number >= self.document.comments.len() {
                continue;
            }
            let is_end = anchor.end >= content.text.chars().count();
            let comment = self.comments.entry(number).or_default();
            let first = comment.left == 0;
            let follows = anchor.start == 0 && comment.end.is_some_and(|end| end + 1 == *texts);
            comment.torn |= !(first || follows);
            comment.left += 1;
            comment.end = is_end.then_some(*texts);
        }
    }

    /// The references of a text.
    pub(super) fn of(
        &mut self,
        content: &RichText,
        place: Option<&Place>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Placed<'a> {
        let mut placed = Placed::default();
        if content.anchors.is_empty() {
            return placed;
        }
        let length = content.text.chars().count();
        for anchor in &content.anchors {
            let start = anchor.start.min(length);
            let end = anchor.end.clamp(start, length);
            let found = match anchor.target {
                Target::Footnote(number) => {
                    let mark = Mark::NoteReference(NoteKind::Footnote, number);
                    let there = self.may_have_notes(number, self.document.footnotes.len());
                    there.then(|| placed.points.push(Point::at(start, mark)))
                }
                Target::Endnote(number) => {
                    let mark = Mark::NoteReference(NoteKind::Endnote, number);
                    let there = self.may_have_notes(number, self.document.endnotes.len());
                    there.then(|| placed.points.push(Point::at(start, mark)))
                }
                Target::Image(number) => {
                    if let Some(mark) = self.picture(number, place, diagnostics) {
                        placed.points.push(Point::at(start, mark));
                    }
                    Some(()) // what was lost is named
                }
                Target::Comment(number) => self.comment(number, start, end, &mut placed),
                Target::Revision(number) => {
                    let revision = self.document.revisions.get(number);
                    let is_whole = revision.is_some_and(|revision| {
                        attribution::is_whole(revision.author.as_deref(), revision.date.as_deref())
                    });
                    placed.revisions.extend(revision.map(|revision| Stretch {
                        start,
                        end,
                        number,
                        revision,
                    }));
                    let is_first = self.changed.insert(number);
                    (is_whole && is_first).then_some(())
                }
            };
            if found.is_none() {
                lose(kind_of(anchor.target), place, diagnostics);
            }
        }
        placed.settle();
        placed
    }

    /// The mark of an image; none where Word could not show it.
    pub(super) fn picture(
        &mut self,
        number: usize,
        place: Option<&Place>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Mark<'a>> {
        let image = self.document.images.get(number);
        let picture = self.pictures.get(number).cloned();
        let (data, link) = picture.as_ref().map_or((false, false), |picture| {
            (picture.media.is_some(), picture.link.is_some())
        });
        if picture.is_none() || image.is_some_and(|image| image.data.is_some() && !data) {
            lose(Lost::Image, place, diagnostics);
        } else if image.is_some_and(|image| image.link.is_some() && !link) {
            lose(Lost::LinkTarget, place, diagnostics);
        }
        let sized = |image: &Image| image.width.is_some() && image.height.is_some();
        if picture.is_some() && image.is_some_and(|image| !sized(image)) {
            // A drawing has to say both (ISO/IEC 29500-1, 20.4.2.7).
            lose(Lost::ImageDetail, place, diagnostics);
        }
        self.drawings += usize::from(picture.is_some());
        picture.map(|picture| Mark::Picture {
            id: self.drawings,
            picture,
        })
    }

    fn may_have_notes(&self, number: usize, count: usize) -> bool {
        self.story == StoryKind::Body && number < count
    }

    /// The range of a comment begins in the first text that has it and ends in
    /// the last. None where that is not what the document says.
    fn comment(
        &mut self,
        number: usize,
        start: usize,
        end: usize,
        placed: &mut Placed<'a>,
    ) -> Option<()> {
        let comment = self.comments.get_mut(&number)?;
        let first = !std::mem::replace(&mut comment.begun, true);
        comment.left = comment.left.saturating_sub(1);
        let last = comment.left == 0;
        let phase = |phase| match first && last && start == end {
            true => Phase::At,
            false => phase,
        };
        if first {
            let mark = Mark::RangeStart(number);
            placed
                .points
                .push(Point::new(start, phase(Phase::Starts), mark));
        }
        if last {
            let mark = Mark::RangeEnd(number);
            placed
                .points
                .push(Point::new(end, phase(Phase::Ends), mark));
        }
        placed.covered.push(start..end);
        (!(first && comment.torn)).then_some(())
    }
}

fn kind_of(target: Target) -> Lost {
    match target {
        Target::Footnote(_) | Target::Endnote(_) => Lost::Note,
        Target::Comment(_) => Lost::Comment,
        Target::Image(_) => Lost::Image,
        Target::Revision(_) => Lost::Revision,
    }
}

/// Names what is not carried.
pub(super) fn lose(what: Lost, place: Option<&Place>, diagnostics: &mut Vec<Diagnostic>) {
    let format = Format::Docx;
    let kind = Kind::NotCarried { what, format };
    diagnostics.push(Diagnostic::new(kind, place.cloned()));
}
