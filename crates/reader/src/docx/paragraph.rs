//! Paragraphs: `w:p` (17.3.1.22) and what may stand around its runs.

use gongkai_model::{Block, PageBreak, Paragraph, Place, RichText, Style, Target};

use super::body::is_mark;
use super::context::{Change, Context};
use super::math;
use super::properties::ParagraphProperties;
use super::styles::TextStyle;
use crate::Error;
use crate::limits::LONGEST_LINK;
use crate::word::fields::Fields;
use crate::word::lists::Label;
use crate::word::paragraph::{Piece, WordParagraph, is_empty};
use crate::word::pieces::Parts;
use crate::xml::{Element, Node, Ns, Xml};

/// A paragraph while it is read.
pub(super) struct ParagraphReader<'c, 's, 'p> {
    pub(super) context: &'c mut Context<'s, 'p>,
    pub(super) place: Option<Place>,
    pub(super) fields: Fields,
    pub(super) pieces: Vec<Piece>,
    /// The largest size that a run states.
    pub(super) size: Option<u32>,
    pub(super) properties: ParagraphProperties,
    /// What the style of the paragraph says of its text.
    pub(super) text_style: TextStyle,
    /// The paragraph is a heading, by its style or by itself.
    pub(super) is_heading: bool,
    /// What stands in the text boxes that are anchored here.
    pub(super) boxes: Vec<Block>,
}

impl<'c, 's, 'p> ParagraphReader<'c, 's, 'p> {
    /// Reads the paragraph whose `w:p` was just begun.
    pub(super) fn read(
        context: &'c mut Context<'s, 'p>,
        xml: &mut Xml,
        place: Option<Place>,
    ) -> Result<Read, Error> {
        let fields = std::mem::take(&mut context.fields);
        let mut pieces = std::mem::take(&mut context.carried);
        let open = &context.open_comments;
        pieces.extend(
            open.iter()
                .map(|number| Piece::Start(Target::Comment(*number))),
        );
        let text_style = context.styles.text(None);
        let mut reader = ParagraphReader {
            context,
            place,
            fields,
            pieces,
            size: None,
            properties: ParagraphProperties::default(),
            text_style,
            is_heading: false,
            boxes: Vec::new(),
        };
        reader.inline(xml, None)?;
        reader.end_endless_fields(xml);
        let ParagraphReader {
            context,
            place,
            fields,
            pieces,
            size,
            properties,
            boxes,
            ..
        } = reader;
        context.fields = fields;
        Ok(Read {
            pieces,
            size,
            properties,
            place,
            boxes,
            ends_section: false,
        })
    }

    /// A field whose code is open where no field ends any more would hide all
    /// that follows: it ends with its paragraph, and is named.
    fn end_endless_fields(&mut self, xml: &Xml) {
        if self.fields.shows_text() {
            return;
        }
        let last_end = &mut self.context.last_field_end;
        let last_end = *last_end.get_or_insert_with(|| xml.last_place_of(&["\"end\"", "'end'"]));
        if last_end < xml.position() {
            self.fields = Fields::default();
            self.context.unknown("w:fldChar", self.place.as_ref());
        }
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
                self.properties = self
                    .context
                    .paragraphs
                    .read(xml, ParagraphProperties::read)?;
                let style = self.properties.style.as_deref();
                self.text_style = self.context.styles.text(style);
                self.is_heading = self.properties.level(self.context.styles).is_some();
                Ok(())
            }
            (Ns::W, "hyperlink") => {
                let target = self.target(xml, element);
                self.inline(xml, target.as_deref().or(link))
            }
            (Ns::W, "fldSimple") => {
                self.fields
                    .begin(&element.attr("instr").unwrap_or_default());
                self.inline(xml, link)?;
                let shown = self.fields.end();
                self.shown(shown);
                Ok(())
            }
            // Transparent: what is in it is text like any other.
            (Ns::W, "sdt" | "smartTag" | "customXml" | "dir" | "bdo" | "rubyBase") => {
                self.inline(xml, link)
            }
            (Ns::W, "sdtPr") => self.context.control(xml),
            (Ns::W, "sdtContent") => self.control_content(xml, link),
            (Ns::W, "ins" | "del" | "moveTo" | "moveFrom") => match self.context.change(element) {
                Change::Read => self.inline(xml, link),
                Change::Skip => self.context.pass_over(xml),
                Change::Told(target) => {
                    self.pieces.push(Piece::Start(target));
                    self.inline(xml, link)?;
                    self.pieces.push(Piece::End(target));
                    Ok(())
                }
            },
            (Ns::W, "commentRangeStart") => {
                let target = self.context.open_comment(element);
                self.pieces.extend(target.map(Piece::Start));
                xml.skip()
            }
            (Ns::W, "commentRangeEnd") => {
                let target = self.context.close_comment(element);
                self.pieces.extend(target.map(Piece::End));
                xml.skip()
            }
            (Ns::W, "fldData") => xml.skip(),
            (Ns::W, local) if is_mark(local) => xml.skip(),
            (Ns::Math, "oMath" | "oMathPara") => {
                let pieces = math::linear(xml, &mut |change| self.context.change(change))?;
                self.formula(pieces);
                Ok(())
            }
            _ => {
                self.context.unknown(&element.name(), self.place.as_ref());
                xml.skip()
            }
        }
    }

    /// Appends a formula, where it is shown.
    fn formula(&mut self, pieces: Vec<Piece>) {
        if self.fields.shows_text() {
            self.fields.note_result();
            self.pieces.extend(pieces);
            return;
        }
        for piece in &pieces {
            if let Piece::Text { text, .. } = piece {
                self.fields.unshown(text);
            }
        }
    }

    /// Appends text without formatting, if there is any and it is shown.
    pub(super) fn plain(&mut self, text: &str) {
        if !self.fields.shows_text() {
            self.fields.unshown(text);
        } else if !text.is_empty() {
            self.pieces.push(Piece::Text {
                text: text.to_owned(),
                style: Style::default(),
                is_label: false,
            });
        }
    }

    /// The target of a `w:hyperlink`; a place within the document is none.
    fn target(&mut self, xml: &Xml, element: &Element) -> Option<String> {
        let id = xml.attr_in(element, Ns::R, "id")?;
        let mut target = self.context.relationships.get(&id)?.target.clone();
        if let Some(place) = element.attr("anchor").filter(|place| !place.is_empty()) {
            target.push('#');
            target.push_str(&place);
        }
        if target.len() > LONGEST_LINK {
            self.context.left_out("w:hyperlink", self.place.as_ref());
            return None;
        }
        Some(target)
    }
}

/// A paragraph that was read.
pub(super) struct Read {
    pieces: Vec<Piece>,
    size: Option<u32>,
    properties: ParagraphProperties,
    place: Option<Place>,
    boxes: Vec<Block>,
    /// A section ends with it.
    ends_section: bool,
}

impl Read {
    /// Sections are those of the body (17.6.17): a `w:sectPr` elsewhere ends none.
    pub(super) fn forget_section(&mut self) {
        self.properties.section = None;
    }

    /// The text that the paragraph is within a table cell, its label included,
    /// where it does not go on in the next one; and the blocks of its text boxes.
    pub(super) fn into_cell_text(
        mut self,
        context: &mut Context,
    ) -> (Option<RichText>, Vec<Block>) {
        let boxes = std::mem::take(&mut self.boxes);
        let text = self
            .unless_carried(context)
            .map(|read| read.in_word(context).into_cell_text(&mut context.anchored));
        (text, boxes)
    }

    /// The blocks that the paragraph is: one, or more where a page break
    /// stands within it. `at_top` says whether a title may still come.
    pub(super) fn into_blocks(mut self, context: &mut Context, at_top: bool) -> Vec<Block> {
        let boxes = std::mem::take(&mut self.boxes);
        let section = self.properties.section.take();
        self.ends_section = section.is_some();
        context.sections.extend(section);
        let (ends_section, place) = (self.ends_section, self.place.clone());
        let Some(read) = self.unless_carried(context) else {
            let page_break = ends_section.then_some(Block::PageBreak(PageBreak { place }));
            return boxes.into_iter().chain(page_break).collect();
        };
        let mut blocks = read
            .in_word(context)
            .into_blocks(at_top, &mut context.anchored);
        let end = blocks.len() - usize::from(ends_section);
        blocks.splice(end..end, boxes);
        blocks
    }

    /// Nothing where the paragraph has no mark of its own: its text goes on in
    /// the next paragraph. That is so where the mark was deleted (17.13.5.15)
    /// or, before the changes, not yet put in (17.13.5.18), and for a letter
    /// that was dropped into the text (17.3.1.11).
    fn unless_carried(self, context: &mut Context) -> Option<Read> {
        let mark = &self.properties.mark;
        let gone = context.is_gone(mark.inserted, mark.deleted);
        if gone || self.properties.drop_cap {
            context.carried = self.pieces;
            return None;
        }
        Some(self)
    }

    /// The paragraph with all that its styles and its list say of it.
    fn in_word(self, context: &mut Context) -> WordParagraph {
        let label = self.label(context);
        let (properties, styles) = (&self.properties, context.styles);
        let style = properties.style.as_deref();
        WordParagraph {
            label,
            level: properties.level(styles),
            centred: properties
                .centred
                .unwrap_or_else(|| styles.is_centred(style)),
            size: self.size.unwrap_or_else(|| styles.size(style)),
            breaks_page: properties
                .page_break_before
                .unwrap_or_else(|| styles.breaks_page(style)),
            ends_section: self.ends_section,
            place: self.place,
            pieces: self.pieces,
        }
    }

    /// The label that the numbering gives.
    fn label(&self, context: &mut Context) -> Option<String> {
        if self.ends_section && is_empty(&self.pieces) {
            return None; // Word does not count it
        }
        let (properties, styles) = (&self.properties, context.styles);
        let (style, mark) = (properties.style.as_deref(), &properties.mark);
        let keeps = context.shared.tally.keeps_hidden();
        let hidden = || {
            let stated = mark.hidden;
            !keeps && stated.unwrap_or_else(|| styles.text(style).is_hidden())
        };
        if is_empty(&self.pieces) && hidden() {
            return None; // nothing of it is on the page
        }
        let own = !context.is_gone(properties.number_inserted, false);
        let id = properties.number_id.as_deref().filter(|_| own);
        let id = id.or_else(|| styles.list(style))?;
        let level = properties.number_level.filter(|_| own);
        let level = level.or_else(|| {
            styles.list_level(style, |style| context.numbering.level_of_style(id, style))
        });
        let language = mark.language.unwrap_or_else(|| styles.language(style));
        match context.numbering.next(id, level.unwrap_or(0), language)? {
            Label::Text(text) => (!text.is_empty()).then_some(text),
            Label::Unknown(format) => {
                context.unknown(&format!("w:numFmt {format}"), self.place.as_ref());
                None
            }
        }
    }
}

/// The beginning of a paragraph that had no mark, where no other follows.
pub(super) fn left_over(context: &mut Context, within: Option<&Place>) -> Vec<Block> {
    if context.carried.is_empty() {
        return Vec::new();
    }
    let pieces = std::mem::take(&mut context.carried);
    let read = Read {
        pieces,
        size: None,
        properties: ParagraphProperties::default(),
        place: within.cloned(),
        boxes: Vec::new(),
        ends_section: false,
    };
    read.in_word(context)
        .into_blocks(false, &mut context.anchored)
}

/// A formula that stands between paragraphs.
pub(super) fn formula(
    context: &mut Context,
    xml: &mut Xml,
    place: Option<Place>,
) -> Result<Option<Block>, Error> {
    let pieces = math::linear(xml, &mut |change| context.change(change))?;
    let parts = Parts::of(pieces, &mut context.anchored);
    let content = parts.texts.into_iter().next();
    let content = content.filter(|content| !content.text.is_empty());
    Ok(content.map(|content| {
        Block::Paragraph(Paragraph {
            label: None,
            content,
            place,
        })
    }))
}
