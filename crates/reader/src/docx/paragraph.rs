//! Paragraphs: `w:p` (17.3.1.22) and what may stand around its runs.

use gongkai_model::{Block, Heading, PageBreak, Paragraph, Place, RichText, Style, label};

use super::body::Context;
use super::fields::Fields;
use super::numbering::Label;
use super::properties::ParagraphProperties;
use crate::Error;
use crate::xml::{Element, Node, Ns, Xml};

/// A line of this size, in half points, that is centred at the top of a
/// document is its title: body text has 16 points at most (GB/T 9704-2012,
/// 5.2.2), a title 22 (7.3.1).
const TITLE_SIZE: u32 = 36;
/// A title has at most this many characters.
const LONGEST_TITLE: usize = 80;

/// A piece of a paragraph, as it comes.
#[derive(Debug)]
pub(super) enum Piece {
    Text {
        text: String,
        style: Style,
        is_label: bool,
    },
    PageBreak,
}

/// A paragraph while it is read.
pub(super) struct ParagraphReader<'c, 's, 't> {
    pub(super) context: &'c mut Context<'s, 't>,
    pub(super) place: Option<Place>,
    pub(super) fields: Fields,
    pub(super) pieces: Vec<Piece>,
    /// The largest size that a run states.
    pub(super) size: Option<u32>,
    pub(super) properties: ParagraphProperties,
}

impl<'c, 's, 't> ParagraphReader<'c, 's, 't> {
    /// Reads the paragraph whose `w:p` was just begun. `fields` are those that
    /// began in an earlier paragraph.
    pub(super) fn read(
        context: &'c mut Context<'s, 't>,
        xml: &mut Xml,
        place: Option<Place>,
    ) -> Result<Read, Error> {
        let fields = std::mem::take(&mut context.fields);
        let mut reader = ParagraphReader {
            context,
            place,
            fields,
            pieces: Vec::new(),
            size: None,
            properties: ParagraphProperties::default(),
        };
        reader.inline(xml, None)?;
        let ParagraphReader {
            context,
            place,
            fields,
            pieces,
            size,
            properties,
        } = reader;
        context.fields = fields;
        Ok(Read {
            pieces,
            size,
            properties,
            place,
        })
    }

    /// Reads the content of an element that holds runs, its end included.
    pub(super) fn inline(&mut self, xml: &mut Xml, link: Option<&str>) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(element) => self.inline_element(xml, &element, link)?,
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }

    fn inline_element(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        link: Option<&str>,
    ) -> Result<(), Error> {
        match (element.ns, element.local()) {
            (Ns::W, "r") => self.run(xml, link),
            (Ns::W, "pPr") => {
                self.properties = ParagraphProperties::read(xml)?;
                Ok(())
            }
            (Ns::W, "hyperlink") => {
                let target = self.target(xml, element);
                self.inline(xml, target.as_deref().or(link))
            }
            // Transparent: what is in it is text like any other. Insertions and
            // the new place of moved text are accepted (17.13.5).
            (
                Ns::W,
                "ins" | "moveTo" | "sdt" | "sdtContent" | "smartTag" | "customXml" | "fldSimple"
                | "dir" | "bdo" | "rubyBase",
            ) => self.inline(xml, link),
            // Deletions and the old place of moved text are accepted too; marks
            // and properties carry no text.
            (
                Ns::W,
                "del"
                | "moveFrom"
                | "sdtPr"
                | "sdtEndPr"
                | "smartTagPr"
                | "customXmlPr"
                | "bookmarkStart"
                | "bookmarkEnd"
                | "proofErr"
                | "permStart"
                | "permEnd"
                | "commentRangeStart"
                | "commentRangeEnd"
                | "moveFromRangeStart"
                | "moveFromRangeEnd"
                | "moveToRangeStart"
                | "moveToRangeEnd"
                | "customXmlInsRangeStart"
                | "customXmlInsRangeEnd"
                | "customXmlDelRangeStart"
                | "customXmlDelRangeEnd"
                | "customXmlMoveFromRangeStart"
                | "customXmlMoveFromRangeEnd"
                | "customXmlMoveToRangeStart"
                | "customXmlMoveToRangeEnd"
                | "fldData",
            ) => xml.skip(),
            (Ns::Math, "oMath" | "oMathPara") => {
                self.context
                    .tally
                    .left_out(element.name(), self.place.as_ref());
                xml.skip()
            }
            _ => {
                self.context
                    .tally
                    .unknown(element.name(), self.place.as_ref());
                xml.skip()
            }
        }
    }

    fn target(&self, xml: &Xml, element: &Element) -> Option<String> {
        // Elements borrow from the part, the relationship from the package.
        let id = xml.attr_in(element, Ns::R, "id")?;
        self.context
            .relationships
            .get(&id)
            .map(|relationship| relationship.target.clone())
    }
}

/// A paragraph that was read.
pub(super) struct Read {
    pieces: Vec<Piece>,
    size: Option<u32>,
    properties: ParagraphProperties,
    place: Option<Place>,
}

impl Read {
    /// The text of a paragraph within a table cell, its label included.
    pub(super) fn into_cell_text(self, context: &mut Context) -> RichText {
        let label = self.label(context);
        let (typed, mut parts) = self.parts();
        let label = label.or(typed);
        let text = match parts.len() {
            0 => RichText::default(),
            _ => parts.swap_remove(0),
        };
        let Some(label) = label else { return text };
        let mut joined = RichText::plain(label::join(Some(&label), ""));
        for (piece, style) in text.segments() {
            joined.push(piece, &style);
        }
        joined
    }

    /// The blocks that the paragraph is: one, or more where a page break
    /// stands within it. `at_top` says whether a title may still come.
    pub(super) fn into_blocks(self, context: &mut Context, at_top: bool) -> Vec<Block> {
        let label = self.label(context);
        let level = self.level(context, at_top, label.is_some());
        let breaks_page = match self.properties.page_break_before {
            Some(breaks) => breaks,
            None => context.styles.breaks_page(self.properties.style.as_deref()),
        };
        let ends_section = self.properties.section_break;
        context
            .margin_ids
            .extend(self.properties.margin_ids.iter().cloned());
        let place = self.place.clone();
        let page_break = || {
            Block::PageBreak(PageBreak {
                place: place.clone(),
            })
        };
        let mut blocks = Vec::new();
        if breaks_page {
            blocks.push(page_break());
        }
        let (typed, parts) = self.parts();
        let mut label = label.or(typed);
        for (index, content) in parts.into_iter().enumerate() {
            if index > 0 {
                blocks.push(page_break());
            }
            let label = label.take();
            let place = place.clone();
            blocks.push(match level {
                Some(level) => Block::Heading(Heading {
                    level,
                    label,
                    content,
                    place,
                }),
                None => Block::Paragraph(Paragraph {
                    label,
                    content,
                    place,
                }),
            });
        }
        if ends_section {
            blocks.push(page_break());
        }
        blocks
    }

    /// The label that the numbering gives.
    fn label(&self, context: &mut Context) -> Option<String> {
        let style = self.properties.style.as_deref();
        let from_style = context.styles.number(style);
        let id = match (&self.properties.number_id, from_style) {
            (Some(id), _) => id.as_str(),
            (None, Some((id, _))) => id,
            (None, None) => return None,
        };
        let style_level = from_style.and_then(|(_, level)| level);
        let level = self.properties.number_level.or(style_level).unwrap_or(0);
        match context.numbering.next(id, level)? {
            Label::Text(text) => (!text.is_empty()).then_some(text),
            Label::Unknown(format) => {
                context
                    .tally
                    .unknown(&format!("w:numFmt {format}"), self.place.as_ref());
                None
            }
        }
    }

    fn level(&self, context: &Context, at_top: bool, numbered: bool) -> Option<u8> {
        let style = self.properties.style.as_deref();
        let level = match self.properties.outline_level {
            Some(level) => (level < 9).then_some(level + 1),
            None => context.styles.heading_level(style),
        };
        level.or_else(|| (at_top && !numbered && self.looks_like_title(context)).then_some(0))
    }

    /// A short, centred line in large letters at the top of a document.
    fn looks_like_title(&self, context: &Context) -> bool {
        let style = self.properties.style.as_deref();
        let centred = self
            .properties
            .centred
            .unwrap_or_else(|| context.styles.is_centred(style));
        let size = self.size.unwrap_or_else(|| context.styles.size(style));
        let mut length = 0;
        for piece in &self.pieces {
            match piece {
                Piece::Text { text, .. } => length += text.trim().chars().count(),
                Piece::PageBreak => return false,
            }
        }
        centred && size >= TITLE_SIZE && (1..=LONGEST_TITLE).contains(&length)
    }

    /// The typed label and the text, in the parts between page breaks.
    fn parts(self) -> (Option<String>, Vec<RichText>) {
        let mut label = String::new();
        let mut parts = vec![RichText::default()];
        for piece in self.pieces {
            match piece {
                Piece::PageBreak => parts.push(RichText::default()),
                Piece::Text {
                    text,
                    style,
                    is_label,
                } => {
                    let first = parts.len() == 1 && parts[0].is_empty();
                    match parts.last_mut() {
                        _ if is_label && first => label.push_str(&text),
                        Some(part) => part.push(&text, &style),
                        None => {}
                    }
                }
            }
        }
        ((!label.is_empty()).then_some(label), parts)
    }
}
