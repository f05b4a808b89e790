//! Blocks and texts in Word's terms.

use std::collections::BTreeSet;

use gongkai_model::{Block as Source, Diagnostic, Document, Lost, Place, RichText, Style, label};

use super::body::{Block, CharacterStyle, Inline, Look, Paragraph, ParagraphStyle, Run, TextSize};
use super::links::{self, Links};
use super::pictures::Pictures;
use super::placed::Line;
use super::references::{References, lose};
use super::table;
use crate::Error;

/// What is gathered on the way through a document.
pub(super) struct Composer<'a> {
    pub(super) references: References<'a>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The style of prose outside of cells.
    pub(super) prose: ParagraphStyle,
    links: Links,
    /// The numbers of the images that the story shows.
    images: BTreeSet<usize>,
    /// The number of the next tracked change.
    next_change: usize,
}

/// Where blocks stand, if in a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct InCell<'p> {
    /// The width that is there for a table, in twips.
    pub(super) width: u32,
    pub(super) size: TextSize,
    /// Where the cell stood.
    pub(super) place: Option<&'p Place>,
}

impl<'a> Composer<'a> {
    pub(super) fn new(document: &'a Document, pictures: &'a Pictures<'a>) -> Composer<'a> {
        Composer {
            references: References::new(document, pictures),
            diagnostics: Vec::new(),
            prose: ParagraphStyle::Normal,
            links: Links::default(),
            images: BTreeSet::new(),
            // Comments and changes are both annotations, whose numbers are
            // unique (ISO/IEC 29500-1, 17.13.5.18); comments have the first.
            next_change: document.comments.len(),
        }
    }

    /// The links and images of the story that is done, each once.
    pub(super) fn take_targets(&mut self) -> (Vec<String>, BTreeSet<usize>) {
        let links = std::mem::take(&mut self.links);
        (links.into_targets(), std::mem::take(&mut self.images))
    }

    /// The blocks of a story or of a cell. Word merges tables that touch, and
    /// wants a paragraph behind the last one: an empty one, which is no content
    /// to any reader of ours.
    pub(super) fn blocks(
        &mut self,
        sources: &'a [Source],
        cell: Option<InCell<'_>>,
    ) -> Result<Vec<Block<'a>>, Error> {
        let mut blocks = Vec::with_capacity(sources.len() + 1);
        for source in sources {
            let Some(block) = self.block(source, cell)? else {
                continue;
            };
            if matches!(
                (blocks.last(), &block),
                (Some(Block::Table(_)), Block::Table(_))
            ) {
                blocks.push(separator());
            }
            blocks.push(block);
        }
        if matches!(blocks.last(), Some(Block::Table(_))) {
            blocks.push(separator());
        }
        Ok(blocks)
    }

    /// A block; none for what Word cannot carry.
    fn block(
        &mut self,
        source: &'a Source,
        cell: Option<InCell<'_>>,
    ) -> Result<Option<Block<'a>>, Error> {
        let place = source.place().or(cell.and_then(|cell| cell.place));
        let prose = cell.map_or(self.prose, |c| ParagraphStyle::TableText(c.size));
        let paragraph = match source {
            Source::Heading(heading) => {
                let style = match heading.level {
                    0 => ParagraphStyle::Title,
                    level => ParagraphStyle::Heading(level),
                };
                self.paragraph(style, heading.label.as_deref(), &heading.content, place)
            }
            Source::Paragraph(paragraph) => {
                self.paragraph(prose, paragraph.label.as_deref(), &paragraph.content, place)
            }
            Source::Image(image) => {
                let diagnostics = &mut self.diagnostics;
                let Some(mark) = self.references.picture(image.image, place, diagnostics) else {
                    return Ok(None);
                };
                self.images.insert(image.image);
                let style = cell.map_or(ParagraphStyle::Picture, |_| prose);
                Paragraph {
                    content: vec![Inline::Mark(mark)],
                    ..Paragraph::empty(style)
                }
            }
            Source::PageBreak(_) => Paragraph {
                content: vec![Inline::PageBreak],
                ..Paragraph::empty(prose)
            },
            Source::Table(table) => {
                return table::compose(self, table, cell).map(|table| Some(Block::Table(table)));
            }
        };
        Ok(Some(Block::Paragraph(paragraph)))
    }

    /// A paragraph with its label in a run of its own, so that a reader knows
    /// it again whatever it looks like.
    fn paragraph(
        &mut self,
        style: ParagraphStyle,
        printed: Option<&'a str>,
        text: &'a RichText,
        place: Option<&Place>,
    ) -> Paragraph<'a> {
        Paragraph {
            content: self
                .text(printed, text, place, false)
                .pop()
                .unwrap_or_default(),
            ..Paragraph::empty(style)
        }
    }

    /// The paragraphs of a cell's text: one for each line. A line break that
    /// has a look of its own, or that a comment or a change is on, stays a
    /// `w:br`, else it would be lost that these are one.
    pub(super) fn lines(
        &mut self,
        style: ParagraphStyle,
        text: &'a RichText,
        place: Option<&Place>,
    ) -> Vec<Paragraph<'a>> {
        let lines = self.text(None, text, place, true);
        let paragraph = |content| Paragraph {
            content,
            ..Paragraph::empty(style)
        };
        lines.into_iter().map(paragraph).collect()
    }

    /// Text with all that it refers to, behind its label; the lines of it, where
    /// they are to be split.
    fn text(
        &mut self,
        printed: Option<&'a str>,
        text: &'a RichText,
        place: Option<&Place>,
        split: bool,
    ) -> Vec<Vec<Inline<'a>>> {
        let mut placed = self.references.of(text, place, &mut self.diagnostics);
        self.images.extend(placed.images());
        let mut line = Line::default();
        if let Some(printed) = printed {
            let look = Look {
                style: Some(CharacterStyle::Label),
                ..Look::default()
            };
            let run = Run::new(printed, look);
            line.label(run, &mut placed, &mut self.next_change);
            line.run(Run::new(label::separator(printed), Look::default()));
        }
        let mut lines = Vec::with_capacity(1);
        let mut position = 0;
        for (mut rest, style) in text.segments() {
            let mut look = look(&style);
            let link = self.target(&style, place);
            if link.is_some() {
                look.style = Some(CharacterStyle::Hyperlink);
            }
            while !rest.is_empty() {
                let (piece, length, behind) = placed.cut(rest, position);
                line.arrive(&mut placed, position, link, &mut self.next_change);
                let whole = !split || !style.is_plain() || placed.is_covered(position);
                let mut parts = piece.split(|c| c == '\n' && !whole);
                line.run(Run::new(parts.next().unwrap_or_default(), look));
                for part in parts {
                    lines.push(std::mem::take(&mut line).finish());
                    line.run(Run::new(part, look));
                }
                position += length;
                rest = behind;
            }
        }
        line.arrive(&mut placed, position, None, &mut self.next_change);
        lines.push(line.finish());
        for _ in 0..placed.torn + placed.empty_changes() {
            lose(Lost::Revision, place, &mut self.diagnostics);
        }
        lines
    }

    /// The number of the link's target. A target that Word would not open is
    /// not bent into one that it does: the text stays and the loss is told.
    fn target(&mut self, style: &Style, place: Option<&Place>) -> Option<usize> {
        let target = style.link.as_deref()?;
        if links::is_acceptable(target) {
            return Some(self.links.number(target));
        }
        lose(Lost::LinkTarget, place, &mut self.diagnostics);
        None
    }
}

fn separator<'a>() -> Block<'a> {
    Block::Paragraph(Paragraph::empty(ParagraphStyle::TableSeparator))
}

fn look(style: &Style) -> Look {
    Look {
        bold: style.bold,
        italic: style.italic,
        underline: style.underline,
        strike: style.strike,
        superscript: style.superscript,
        subscript: style.subscript,
        style: None,
    }
}
