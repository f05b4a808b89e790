//! The body of a document: paragraphs, tables, and what frames them (17.2.2).

use gongkai_model::{Block, Place};

use super::alt_chunk;
use super::context::{Change, Context};
use super::paragraph::{self, ParagraphReader};
use super::properties::Section;
use crate::Error;
use crate::word::paragraph::may_precede_title;
use crate::xml::{Element, Node, Ns, Xml};

/// Where blocks stand.
pub(super) struct Position {
    /// In the body itself, which alone has sections.
    in_body: bool,
    /// The number of the next child of the body.
    next_block: usize,
    /// A heading, a table or a paragraph of prose has come.
    past_top: bool,
}

impl Position {
    /// At the beginning of the body.
    fn body() -> Position {
        Position {
            in_body: true,
            next_block: 0,
            past_top: false,
        }
    }

    /// Within a note, a header or a text box: no title stands there, and no
    /// section ends.
    pub(super) fn elsewhere() -> Position {
        Position {
            in_body: false,
            next_block: 0,
            past_top: true,
        }
    }

    /// The place of the next block: a child of the body, or where it is within.
    fn take(&mut self, within: Option<&Place>) -> Option<Place> {
        if within.is_some() {
            return within.cloned();
        }
        self.next_block += 1;
        Some(Place::block(self.next_block - 1))
    }
}

/// What carries no content of its own, wherever blocks, rows or cells stand.
pub(super) fn is_mark(local: &str) -> bool {
    matches!(
        local,
        "sdtPr"
            | "sdtEndPr"
            | "customXmlPr"
            | "smartTagPr"
            | "tcPr"
            | "bookmarkStart"
            | "bookmarkEnd"
            | "proofErr"
            | "permStart"
            | "permEnd"
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
    )
}

impl Context<'_, '_> {
    /// Reads the part of the document.
    pub(super) fn document(&mut self, xml: &mut Xml) -> Result<Vec<Block>, Error> {
        let mut blocks = Vec::new();
        let mut has_body = false;
        loop {
            match xml.next()? {
                Node::Start(element) if element.ns == Ns::W => match element.local() {
                    "document" => {}
                    "body" => {
                        has_body = true;
                        self.blocks(xml, &mut blocks, &mut Position::body(), None)?;
                    }
                    "background" => xml.skip()?,
                    _ => {
                        self.unknown(&element.name(), None);
                        xml.skip()?;
                    }
                },
                Node::Start(element) => {
                    self.unknown(&element.name(), None);
                    xml.skip()?;
                }
                Node::End | Node::Text(_) => {}
                Node::Eof if has_body => return Ok(self.without_continuous(blocks)),
                Node::Eof => return Err(xml.broken("there is no w:body".to_owned())),
            }
        }
    }

    /// The blocks without the page breaks where the next section goes on on the
    /// same page: only that section says so (17.6.22).
    fn without_continuous(&self, blocks: Vec<Block>) -> Vec<Block> {
        let goes_on = |section: usize| {
            let next = self.sections.get(section + 1);
            next.is_some_and(|next| next.continuous)
        };
        let ends = self.section_ends.iter();
        let mut dropped = ends
            .filter(|(section, _)| goes_on(*section))
            .map(|(_, block)| *block)
            .peekable();
        if dropped.peek().is_none() {
            return blocks;
        }
        let blocks = blocks.into_iter().enumerate();
        blocks
            .filter(|(index, _)| dropped.next_if_eq(index).is_none())
            .map(|(_, block)| block)
            .collect()
    }

    /// Reads the content of an element that holds blocks, its end included.
    /// `within` is where they are, if that is not the body.
    pub(super) fn blocks(
        &mut self,
        xml: &mut Xml,
        blocks: &mut Vec<Block>,
        position: &mut Position,
        within: Option<&Place>,
    ) -> Result<(), Error> {
        self.block_content(xml, blocks, position, within)?;
        // A paragraph without its mark at the very end has nothing to go on in.
        blocks.extend(paragraph::left_over(self, within));
        Ok(())
    }

    fn block_content(
        &mut self,
        xml: &mut Xml,
        blocks: &mut Vec<Block>,
        position: &mut Position,
        within: Option<&Place>,
    ) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(element) => self.block(xml, &element, blocks, position, within)?,
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
        position: &mut Position,
        within: Option<&Place>,
    ) -> Result<(), Error> {
        match (element.ns, element.local()) {
            (Ns::W, "p") => {
                let place = position.take(within);
                let mut read = ParagraphReader::read(self, xml, place)?;
                if !position.in_body {
                    read.forget_section();
                }
                let at_top = !position.past_top && within.is_none();
                let sections = self.sections.len();
                for block in read.into_blocks(self, at_top) {
                    position.past_top |= !may_precede_title(&block);
                    blocks.push(block);
                }
                if self.sections.len() > sections {
                    self.section_ends.push((sections, blocks.len() - 1));
                }
                Ok(())
            }
            (Ns::W, "tbl") => {
                blocks.extend(paragraph::left_over(self, within));
                let place = position.take(within);
                position.past_top = true;
                blocks.extend(self.table(xml, place)?);
                Ok(())
            }
            (Ns::W, "sectPr") => {
                let section = Section::read(xml)?;
                self.sections.extend(position.in_body.then_some(section));
                Ok(())
            }
            // Transparent: content controls and custom XML.
            (Ns::W, "sdt" | "customXml" | "smartTag") => {
                self.block_content(xml, blocks, position, within)
            }
            (Ns::W, "sdtPr") => self.control(xml),
            (Ns::W, "sdtContent") => {
                let (bound, before) = (self.bound.take(), blocks.len());
                self.block_content(xml, blocks, position, within)?;
                self.bind_blocks(bound, &mut blocks[before..]);
                Ok(())
            }
            (Ns::W, "ins" | "del" | "moveTo" | "moveFrom") => match self.change(element) {
                Change::Read | Change::Told(_) => self.block_content(xml, blocks, position, within),
                Change::Skip => self.pass_over(xml),
            },
            (Ns::W, "commentRangeStart") => {
                self.open_comment(element);
                xml.skip()
            }
            (Ns::W, "commentRangeEnd") => {
                self.close_comment(element);
                xml.skip()
            }
            (Ns::W, local) if is_mark(local) => xml.skip(),
            (Ns::W, "altChunk") => {
                let place = position.take(within);
                let id = xml.attr_in(element, Ns::R, "id");
                xml.skip()?;
                blocks.extend(alt_chunk::read(self, id.as_deref(), place.as_ref())?);
                Ok(())
            }
            (Ns::Math, "oMath" | "oMathPara") => {
                let place = position.take(within);
                blocks.extend(paragraph::formula(self, xml, place)?);
                Ok(())
            }
            _ => {
                self.unknown(&element.name(), within);
                xml.skip()
            }
        }
    }
}
