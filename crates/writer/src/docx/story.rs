//! The stories of a Word file, as Word calls its flows of text: the body, the
//! notes, the comments, the headers and footers, each a part of its own.

use std::collections::BTreeSet;

use gongkai_model::{Block as Source, Diagnostic, Document, Lost, Margin, Note, Pages};

use super::attribution;
use super::body::{Block, Inline, Paragraph, ParagraphStyle};
use super::compose::Composer;
use super::marks::{Mark, NoteKind};
use super::pictures::Pictures;
use super::references::lose;
use super::signature;
use crate::Error;

/// A flow of text.
#[derive(Debug)]
pub(super) struct Story<'a> {
    pub(super) kind: StoryKind,
    pub(super) blocks: Vec<Block<'a>>,
    /// The link targets, each once, in the order of their first use.
    pub(super) links: Vec<String>,
    /// The numbers of the images that it shows.
    pub(super) images: BTreeSet<usize>,
}

/// What kind of flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StoryKind {
    Body,
    Notes(NoteKind),
    Comments,
    Header(Pages),
    Footer(Pages),
}

impl StoryKind {
    /// The root element of its part.
    pub(super) fn root(self) -> &'static str {
        match self {
            StoryKind::Body => "w:document",
            StoryKind::Notes(NoteKind::Footnote) => "w:footnotes",
            StoryKind::Notes(NoteKind::Endnote) => "w:endnotes",
            StoryKind::Comments => "w:comments",
            StoryKind::Header(_) => "w:hdr",
            StoryKind::Footer(_) => "w:ftr",
        }
    }

    /// Word lets nobody comment on comments, headers and footers.
    pub(super) fn may_have_comments(self) -> bool {
        matches!(self, StoryKind::Body | StoryKind::Notes(_))
    }

    fn prose(self) -> ParagraphStyle {
        match self {
            StoryKind::Body => ParagraphStyle::Normal,
            StoryKind::Notes(NoteKind::Footnote) => ParagraphStyle::FootnoteText,
            StoryKind::Notes(NoteKind::Endnote) => ParagraphStyle::EndnoteText,
            StoryKind::Comments => ParagraphStyle::CommentText,
            StoryKind::Header(_) => ParagraphStyle::Header,
            StoryKind::Footer(_) => ParagraphStyle::Footer,
        }
    }
}

/// Composes all stories of a document, the body first, and says what Word
/// cannot carry.
///
/// # Errors
/// Where a table is larger than Word allows.
pub(super) fn stories<'a>(
    document: &'a Document,
    pictures: &'a Pictures<'a>,
) -> Result<(Vec<Story<'a>>, Vec<Diagnostic>), Error> {
    let mut writer = Writer {
        composer: Composer::new(document, pictures),
        stories: Vec::new(),
    };
    writer.body(document)?;
    writer.notes(NoteKind::Footnote, &document.footnotes)?;
    writer.notes(NoteKind::Endnote, &document.endnotes)?;
    writer.comments(document)?;
    writer.margins(&document.headers, StoryKind::Header)?;
    writer.margins(&document.footers, StoryKind::Footer)?;
    Ok((writer.stories, writer.composer.diagnostics))
}

struct Writer<'a> {
    composer: Composer<'a>,
    stories: Vec<Story<'a>>,
}

impl<'a> Writer<'a> {
    fn begin<'b>(&mut self, kind: StoryKind, entries: impl Iterator<Item = &'b [Source]>) {
        self.composer.prose = kind.prose();
        self.composer.references.enter(kind, entries);
    }

    fn end(&mut self, kind: StoryKind, blocks: Vec<Block<'a>>) {
        let (links, images) = self.composer.take_targets();
        self.stories.push(Story {
            kind,
            blocks,
            links,
            images,
        });
    }

    fn body(&mut self, document: &'a Document) -> Result<(), Error> {
        self.begin(StoryKind::Body, [document.blocks.as_slice()].into_iter());
        let mut blocks = self.composer.blocks(&document.blocks, None)?;
        signature::set(document, &mut blocks);
        self.end(StoryKind::Body, blocks);
        Ok(())
    }

    fn notes(&mut self, kind: NoteKind, notes: &'a [Note]) -> Result<(), Error> {
        if notes.is_empty() {
            return Ok(());
        }
        let story = StoryKind::Notes(kind);
        self.begin(story, notes.iter().map(|note| note.blocks.as_slice()));
        let mut blocks = vec![Block::Mark(Mark::Separators(kind))];
        for (number, note) in notes.iter().enumerate() {
            blocks.push(Block::Mark(Mark::NoteStart(kind, number)));
            let mut entry = self.entry(&note.blocks)?;
            // The number stands in the first line, which a table is not.
            if matches!(entry.first(), Some(Block::Table(_))) {
                entry.insert(0, Block::Paragraph(Paragraph::empty(story.prose())));
            }
            if let Some(Block::Paragraph(first)) = entry.first_mut() {
                first
                    .content
                    .insert(0, Inline::Mark(Mark::NoteNumber(kind)));
            }
            blocks.append(&mut entry);
            blocks.push(Block::Mark(Mark::NoteEnd(kind)));
        }
        self.end(story, blocks);
        Ok(())
    }

    fn comments(&mut self, document: &'a Document) -> Result<(), Error> {
        let comments = &document.comments;
        if comments.is_empty() {
            return Ok(());
        }
        let entries = comments.iter().map(|comment| comment.blocks.as_slice());
        self.begin(StoryKind::Comments, entries);
        let mut blocks = Vec::new();
        for (number, comment) in comments.iter().enumerate() {
            let (author, date) = (comment.author.as_deref(), comment.date.as_deref());
            let initials = comment.initials.as_deref();
            if !(attribution::is_whole(author, date) && attribution::are_whole_initials(initials)) {
                lose(Lost::Comment, None, &mut self.composer.diagnostics);
            }
            blocks.push(Block::Mark(Mark::CommentStart(number, comment)));
            blocks.append(&mut self.entry(&comment.blocks)?);
            blocks.push(Block::Mark(Mark::CommentEnd));
        }
        self.end(StoryKind::Comments, blocks);
        Ok(())
    }

    /// The blocks of an entry, which has at least a paragraph.
    fn entry(&mut self, sources: &'a [Source]) -> Result<Vec<Block<'a>>, Error> {
        let mut blocks = self.composer.blocks(sources, None)?;
        if blocks.is_empty() {
            blocks.push(Block::Paragraph(Paragraph::empty(self.composer.prose)));
        }
        Ok(blocks)
    }

    /// Headers or footers: those of the first section, for we write one.
    fn margins(
        &mut self,
        margins: &'a [Margin],
        kind: fn(Pages) -> StoryKind,
    ) -> Result<(), Error> {
        for margin in margins {
            let kind = kind(margin.pages);
            if margin.section > 0 || self.stories.iter().any(|story| story.kind == kind) {
                lose(Lost::HeaderOrFooter, None, &mut self.composer.diagnostics);
                continue;
            }
            self.begin(kind, std::iter::empty());
            let blocks = self.entry(&margin.blocks)?;
            self.end(kind, blocks);
        }
        Ok(())
    }
}
