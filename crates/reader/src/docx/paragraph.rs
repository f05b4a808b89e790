//! Paragraphs: `w:p` (17.3.1.22) and what may stand around its runs.

use gongkai_model::{Block, Place, RichText};

use super::body::Context;
use super::properties::ParagraphProperties;
use crate::Error;
use crate::word::fields::Fields;
use crate::word::lists::Label;
use crate::word::paragraph::{Piece, WordParagraph, is_empty};
use crate::xml::{Element, Node, Ns, Xml};

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
        self.settle(context).into_cell_text()
    }

    /// The blocks that the paragraph is. `at_top` says whether a title may
    /// still come.
    pub(super) fn into_blocks(self, context: &mut Context, at_top: bool) -> Vec<Block> {
        context
            .margin_ids
            .extend(self.properties.margin_ids.iter().cloned());
        self.settle(context).into_blocks(at_top)
    }

    /// The paragraph with what its styles and its list say.
    fn settle(self, context: &mut Context) -> WordParagraph {
        let label = match self.properties.section_break && is_empty(&self.pieces) {
            true => None,
            false => self.label(context),
        };
        let (styles, properties) = (context.styles, &self.properties);
        let style = properties.style.as_deref();
        WordParagraph {
            label,
            level: match properties.outline_level {
                Some(level) => (level < 9).then_some(level + 1),
                None => styles.heading_level(style),
            },
            centred: properties
                .centred
                .unwrap_or_else(|| styles.is_centred(style)),
            size: self.size.unwrap_or_else(|| styles.size(style)),
            breaks_page: properties
                .page_break_before
                .unwrap_or_else(|| styles.breaks_page(style)),
            ends_section: properties.section_break,
            place: self.place,
            pieces: self.pieces,
        }
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
}
