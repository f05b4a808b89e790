//! A document in Word's terms.

use gongkai_model::{
    Block as Source, Diagnostic, Document, Format, Kind, Lost, Place, RichText, Style, label,
};

use super::body::{
    Block, Body, CharacterStyle, Inline, Look, Paragraph, ParagraphStyle, Run, TextSize,
};
use super::links::{self, Links};
use super::{signature, table};
use crate::Error;

/// Composes the body, and says what Word cannot carry.
pub(super) fn compose(document: &Document) -> Result<(Body<'_>, Vec<Diagnostic>), Error> {
    let mut composer = Composer::default();
    let mut blocks = composer.blocks(&document.blocks, None)?;
    signature::set(document, &mut blocks);
    Ok((
        Body {
            blocks,
            links: composer.links.into_targets(),
        },
        composer.diagnostics,
    ))
}

/// What is gathered on the way through the document.
#[derive(Default)]
pub(super) struct Composer {
    links: Links,
    pub(super) diagnostics: Vec<Diagnostic>,
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

impl Composer {
    /// The blocks of the body or of a cell. Word merges tables that touch, and
    /// wants a paragraph behind the last one: an empty one, which is no content
    /// to any reader of ours.
    pub(super) fn blocks<'a>(
        &mut self,
        sources: &'a [Source],
        cell: Option<InCell<'_>>,
    ) -> Result<Vec<Block<'a>>, Error> {
        let mut blocks = Vec::with_capacity(sources.len() + 1);
        for (index, source) in sources.iter().enumerate() {
            if matches!(source, Source::Image(_)) {
                continue; // not carried
            }
            blocks.push(self.block(source, cell)?);
            let mut rest = sources[index + 1..].iter();
            let next = rest.find(|source| !matches!(source, Source::Image(_)));
            let table_follows = matches!(next, None | Some(Source::Table(_)));
            if table_follows && matches!(source, Source::Table(_)) {
                blocks.push(Block::Paragraph(Paragraph::empty(
                    ParagraphStyle::TableSeparator,
                )));
            }
        }
        Ok(blocks)
    }

    fn block<'a>(
        &mut self,
        source: &'a Source,
        cell: Option<InCell<'_>>,
    ) -> Result<Block<'a>, Error> {
        let place = source.place().or(cell.and_then(|cell| cell.place));
        let prose = cell.map_or(ParagraphStyle::Normal, |c| {
            ParagraphStyle::TableText(c.size)
        });
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
            Source::Image(_) => Paragraph::empty(prose),
            Source::PageBreak(_) => Paragraph {
                style: prose,
                left: false,
                content: vec![Inline::PageBreak],
            },
            Source::Table(table) => {
                return table::compose(self, table, cell).map(Block::Table);
            }
        };
        Ok(Block::Paragraph(paragraph))
    }

    /// A paragraph with its label in a run of its own, so that a reader knows
    /// it again whatever it looks like.
    fn paragraph<'a>(
        &mut self,
        style: ParagraphStyle,
        printed: Option<&'a str>,
        text: &'a RichText,
        place: Option<&Place>,
    ) -> Paragraph<'a> {
        let mut paragraph = Paragraph::empty(style);
        if let Some(printed) = printed {
            let look = Look {
                style: Some(CharacterStyle::Label),
                ..Look::default()
            };
            push_run(
                &mut paragraph.content,
                Run {
                    text: printed,
                    look,
                },
            );
            let text = label::separator(printed);
            push_run(
                &mut paragraph.content,
                Run {
                    text,
                    look: Look::default(),
                },
            );
        }
        for (text, style) in text.segments() {
            self.segment(&mut paragraph.content, text, &style, place);
        }
        paragraph
    }

    /// The paragraphs of a cell's text: one for each line. A line break that
    /// has a look of its own stays a `w:br`, else the look would be lost.
    pub(super) fn lines<'a>(
        &mut self,
        style: ParagraphStyle,
        text: &'a RichText,
        place: Option<&Place>,
    ) -> Vec<Paragraph<'a>> {
        let mut paragraphs = Vec::with_capacity(1);
        let mut paragraph = Paragraph::empty(style);
        for (text, look) in text.segments() {
            if !look.is_plain() {
                self.segment(&mut paragraph.content, text, &look, place);
                continue;
            }
            let mut lines = text.split('\n');
            let first = lines.next().unwrap_or_default();
            push_run(
                &mut paragraph.content,
                Run {
                    text: first,
                    look: Look::default(),
                },
            );
            for text in lines {
                paragraphs.push(std::mem::replace(&mut paragraph, Paragraph::empty(style)));
                push_run(
                    &mut paragraph.content,
                    Run {
                        text,
                        look: Look::default(),
                    },
                );
            }
        }
        paragraphs.push(paragraph);
        paragraphs
    }

    /// Text of one look; stretches with one target become one link.
    fn segment<'a>(
        &mut self,
        content: &mut Vec<Inline<'a>>,
        text: &'a str,
        style: &Style,
        place: Option<&Place>,
    ) {
        let mut look = look(style);
        let Some(target) = self.target(style, place) else {
            push_run(content, Run { text, look });
            return;
        };
        look.style = Some(CharacterStyle::Hyperlink);
        let run = Run { text, look };
        match content.last_mut() {
            Some(Inline::Link(last, runs)) if *last == target => runs.push(run),
            _ => content.push(Inline::Link(target, vec![run])),
        }
    }

    /// The number of the link's target. A target that Word would not open is
    /// not bent into one that it does: the text stays and the loss is told.
    fn target(&mut self, style: &Style, place: Option<&Place>) -> Option<usize> {
        let target = style.link.as_deref()?;
        if links::is_acceptable(target) {
            return Some(self.links.number(target));
        }
        let kind = Kind::NotCarried {
            what: Lost::LinkTarget,
            format: Format::Docx,
        };
        self.diagnostics.push(Diagnostic::new(kind, place.cloned()));
        None
    }
}

fn push_run<'a>(content: &mut Vec<Inline<'a>>, run: Run<'a>) {
    if !run.text.is_empty() {
        content.push(Inline::Run(run));
    }
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
