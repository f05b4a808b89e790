//! The body of a document: paragraphs, tables, and what frames them (17.2.2).

use gongkai_model::{Block, Place};

use super::paragraph::ParagraphReader;
use super::properties::Section;
use super::styles::Styles;
use crate::Error;
use crate::package::Relationships;
use crate::tally::Tally;
use crate::word::fields::Fields;
use crate::word::lists::Lists;
use crate::word::paragraph::may_precede_title;
use crate::xml::{Element, Node, Ns, Xml};

/// What the parts of the reader share.
pub(super) struct Context<'s, 't> {
    pub(super) styles: &'s Styles,
    pub(super) numbering: Lists,
    pub(super) relationships: &'s Relationships,
    pub(super) tally: &'t mut Tally,
    /// Fields that are open at the end of a paragraph go on in the next one.
    pub(super) fields: Fields,
    /// The relationships of headers and footers.
    pub(super) margin_ids: Vec<String>,
}

/// Reads the body of a document.
pub(super) struct BodyReader<'s, 't> {
    pub(super) context: Context<'s, 't>,
    /// The number of the next child of the body.
    next_block: usize,
    /// No heading, table or paragraph of prose has come yet.
    at_top: bool,
}

impl<'s, 't> BodyReader<'s, 't> {
    pub(super) fn new(
        styles: &'s Styles,
        numbering: Lists,
        relationships: &'s Relationships,
        tally: &'t mut Tally,
    ) -> BodyReader<'s, 't> {
        let fields = Fields::default();
        let context = Context {
            styles,
            numbering,
            relationships,
            tally,
            fields,
            margin_ids: Vec::new(),
        };
        BodyReader {
            context,
            next_block: 0,
            at_top: true,
        }
    }

    /// The relationships of the headers and footers, each once.
    pub(super) fn into_margin_ids(self) -> Vec<String> {
        let mut ids = self.context.margin_ids;
        ids.sort();
        ids.dedup();
        ids
    }

    /// Reads the whole part.
    pub(super) fn document(&mut self, xml: &mut Xml) -> Result<Vec<Block>, Error> {
        let mut blocks = Vec::new();
        let mut has_body = false;
        loop {
            match xml.next()? {
                Node::Start(element) if element.ns == Ns::W => match element.local() {
                    "document" => {}
                    "body" => {
                        has_body = true;
                        self.blocks(xml, &mut blocks, None)?;
                    }
                    "background" => xml.skip()?,
                    _ => {
                        self.context.tally.unknown(element.name(), None);
                        xml.skip()?;
                    }
                },
                Node::Start(element) => {
                    self.context.tally.unknown(element.name(), None);
                    xml.skip()?;
                }
                Node::End | Node::Text(_) => {}
                Node::Eof if has_body => return Ok(blocks),
                Node::Eof => return Err(xml.broken("there is no w:body".to_owned())),
            }
        }
    }

    /// Reads the content of an element that holds blocks, its end included.
    /// `within` is the place of the cell that they are in.
    pub(super) fn blocks(
        &mut self,
        xml: &mut Xml,
        blocks: &mut Vec<Block>,
        within: Option<&Place>,
    ) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(element) => self.block(xml, &element, blocks, within)?,
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }

    fn block(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        blocks: &mut Vec<Block>,
        within: Option<&Place>,
    ) -> Result<(), Error> {
        match (element.ns, element.local()) {
            (Ns::W, "p") => {
                let place = self.place(within);
                let read = ParagraphReader::read(&mut self.context, xml, place)?;
                let at_top = self.at_top && within.is_none();
                for block in read.into_blocks(&mut self.context, at_top) {
                    self.at_top &= may_precede_title(&block);
                    blocks.push(block);
                }
                Ok(())
            }
            (Ns::W, "tbl") => {
                let place = self.place(within);
                self.at_top = false;
                blocks.extend(self.table(xml, place)?);
                Ok(())
            }
            (Ns::W, "sectPr") => {
                let section = Section::read(xml)?;
                self.context.margin_ids.extend(section.margin_ids);
                Ok(())
            }
            // Transparent: content controls, custom XML, tracked insertions.
            (Ns::W, "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo") => {
                self.blocks(xml, blocks, within)
            }
            (
                Ns::W,
                "del"
                | "moveFrom"
                | "sdtPr"
                | "sdtEndPr"
                | "customXmlPr"
                | "smartTagPr"
                | "tcPr"
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
                | "customXmlDelRangeEnd",
            ) => xml.skip(),
            (Ns::W, "altChunk") | (Ns::Math, "oMath" | "oMathPara") => {
                self.context.tally.left_out(element.name(), within);
                xml.skip()
            }
            _ => {
                self.context.tally.unknown(element.name(), within);
                xml.skip()
            }
        }
    }

    /// The place of the next block: a child of the body, or the cell that it is in.
    fn place(&mut self, within: Option<&Place>) -> Option<Place> {
        if let Some(within) = within {
            return Some(within.clone());
        }
        self.next_block += 1;
        Some(Place::block(self.next_block - 1))
    }
}
