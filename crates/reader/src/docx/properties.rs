//! Properties of runs and paragraphs: `w:rPr` (17.3.2.28) and `w:pPr` (17.3.1.26).

use gongkai_model::Pages;

use super::styles::Styles;
use crate::Error;
use crate::word::count::Language;
use crate::word::look::{Look, Vertical};
use crate::word::symbols::SymbolFont;
use crate::xml::{Element, Node, Ns, Xml};

/// What run properties say; nothing where they leave it to the style.
#[derive(Debug, Clone, Default)]
pub(super) struct RunProperties {
    pub(super) style: Option<String>,
    pub(super) look: Look,
    /// The look of the character style of a run.
    pub(super) character: Look,
    /// In half points.
    pub(super) size: Option<u32>,
    /// The symbol font that the text is in.
    pub(super) font: Option<SymbolFont>,
    /// The language of the text, which numbers in words go by.
    pub(super) language: Option<Language>,
}

impl RunProperties {
    /// Reads the properties whose `w:rPr` was just begun.
    pub(super) fn read(xml: &mut Xml) -> Result<RunProperties, Error> {
        let mut properties = RunProperties::default();
        loop {
            match xml.next()? {
                Node::Start(element) => {
                    if element.ns == Ns::W {
                        properties.take(&element);
                    }
                    xml.skip()?;
                }
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(properties),
            }
        }
    }

    fn take(&mut self, element: &Element) {
        match element.local() {
            "rStyle" => self.style = value(element),
            "b" => self.look.bold = Some(is_on(element)),
            "i" => self.look.italic = Some(is_on(element)),
            "u" => self.look.underline = Some(value(element).is_some_and(|line| line != "none")),
            "strike" => self.look.strike = Some(is_on(element)),
            "dstrike" => self.look.double_strike = Some(is_on(element)),
            // `w:webHidden` hides from web pages only (17.3.2.44).
            "vanish" => self.look.hidden = Some(is_on(element)),
            "sz" => self.size = value(element).and_then(|size| size.parse().ok()),
            "rFonts" => {
                let font = element.attr("ascii").or_else(|| element.attr("hAnsi"));
                self.font = font.map(|name| SymbolFont::of(&name));
            }
            "lang" => self.language = language(element),
            "vertAlign" => {
                self.look.vertical = value(element).map(|vertical| match vertical.as_str() {
                    "superscript" => Vertical::Superscript,
                    "subscript" => Vertical::Subscript,
                    _ => Vertical::Baseline,
                });
            }
            // Other fonts, colours, spacing and the like are layout.
            _ => {}
        }
    }

    /// These properties of a run, in its character style.
    pub(super) fn in_style(&self, style: &RunProperties) -> RunProperties {
        RunProperties {
            look: self.look,
            character: style.look,
            ..self.over(style)
        }
    }

    /// These properties of a style, over those of the style that it is based on.
    pub(super) fn over(&self, base: &RunProperties) -> RunProperties {
        RunProperties {
            style: self.style.clone(),
            look: self.look.over(base.look),
            character: self.character,
            size: self.size.or(base.size),
            font: self.font.or(base.font),
            language: self.language.or(base.language),
        }
    }
}

/// What the properties of a paragraph mark say: what was changed about it,
/// with changes tracked (17.13.5.15 and 18), and what bears on the label.
/// How it looks otherwise says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mark {
    pub(super) inserted: bool,
    pub(super) deleted: bool,
    pub(super) hidden: Option<bool>,
    pub(super) language: Option<Language>,
}

impl Mark {
    /// Reads the properties whose `w:rPr` was just begun.
    fn read(xml: &mut Xml) -> Result<Mark, Error> {
        let mut mark = Mark::default();
        loop {
            match xml.next()? {
                Node::Start(element) => {
                    match element.local() {
                        "del" | "moveFrom" => mark.deleted = true,
                        "ins" | "moveTo" => mark.inserted = true,
                        "vanish" => mark.hidden = Some(is_on(&element)),
                        "lang" => mark.language = language(&element),
                        _ => {}
                    }
                    xml.skip()?;
                }
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(mark),
            }
        }
    }
}

/// What paragraph properties say; nothing where they leave it to the style.
#[derive(Debug, Clone, Default)]
pub(super) struct ParagraphProperties {
    pub(super) style: Option<String>,
    /// 0 to 8 for headings, 9 for body text.
    pub(super) outline_level: Option<u8>,
    pub(super) centred: Option<bool>,
    pub(super) page_break_before: Option<bool>,
    pub(super) number_id: Option<String>,
    pub(super) number_level: Option<usize>,
    /// The list was given to the paragraph with changes tracked (17.13.5.19).
    pub(super) number_inserted: bool,
    /// What was changed about the paragraph mark.
    pub(super) mark: Mark,
    /// The section that ends with this paragraph.
    pub(super) section: Option<Section>,
    /// The paragraph is a letter that was dropped into the next one.
    pub(super) drop_cap: bool,
}

impl ParagraphProperties {
    /// Reads the properties whose `w:pPr` was just begun.
    pub(super) fn read(xml: &mut Xml) -> Result<ParagraphProperties, Error> {
        let mut properties = ParagraphProperties::default();
        loop {
            match xml.next()? {
                Node::Start(element) if element.ns == Ns::W => match element.local() {
                    "numPr" => properties.read_number(xml)?,
                    "rPr" => properties.mark = Mark::read(xml)?,
                    "sectPr" => properties.section = Some(Section::read(xml)?),
                    _ => {
                        properties.take(&element);
                        xml.skip()?;
                    }
                },
                Node::Start(_) => xml.skip()?,
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(properties),
            }
        }
    }

    /// The level of the heading that the paragraph is, by itself or by its
    /// style: 0 for the title, 1 to 9 for headings.
    pub(super) fn level(&self, styles: &Styles) -> Option<u8> {
        match self.outline_level {
            Some(level) => (level < 9).then_some(level + 1),
            None => styles.heading_level(self.style.as_deref()),
        }
    }

    fn take(&mut self, element: &Element) {
        match element.local() {
            "pStyle" => self.style = value(element),
            "outlineLvl" => {
                self.outline_level = value(element).and_then(|level| level.parse().ok())
            }
            "jc" => self.centred = value(element).map(|jc| jc == "center"),
            "pageBreakBefore" => self.page_break_before = Some(is_on(element)),
            "framePr" => {
                let drop_cap = element.attr("dropCap");
                self.drop_cap = drop_cap.is_some_and(|kind| kind != "none");
            }
            // Indents, spacing, tabs, borders and the like are layout.
            _ => {}
        }
    }

    fn read_number(&mut self, xml: &mut Xml) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(element) => {
                    match element.local() {
                        "numId" => self.number_id = value(&element),
                        "ilvl" => {
                            self.number_level =
                                value(&element).and_then(|level| level.parse().ok());
                        }
                        "ins" => self.number_inserted = true,
                        _ => {}
                    }
                    xml.skip()?;
                }
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }
}

/// What a section (`w:sectPr`, 17.6.17) says that is not layout.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    /// It begins on the page where the one before it ends (`w:type`, 17.6.22).
    pub(super) continuous: bool,
    /// The first page has a header and footer of its own (`w:titlePg`, 17.10.6).
    pub(super) title_page: bool,
    /// The headers and footers, by their relationships.
    pub(super) margins: Vec<MarginReference>,
}

/// `w:headerReference` or `w:footerReference` (17.10.5, 17.10.2).
#[derive(Debug, Clone)]
pub(super) struct MarginReference {
    pub(super) is_header: bool,
    pub(super) pages: Pages,
    pub(super) id: String,
}

impl Section {
    /// Reads the section whose `w:sectPr` was just begun.
    pub(super) fn read(xml: &mut Xml) -> Result<Section, Error> {
        let mut section = Section::default();
        loop {
            match xml.next()? {
                Node::Start(element) => {
                    match element.local() {
                        "type" => {
                            let kind = value(&element);
                            section.continuous =
                                matches!(kind.as_deref(), Some("continuous" | "nextColumn"));
                        }
                        "titlePg" => section.title_page = is_on(&element),
                        "headerReference" | "footerReference" => {
                            let pages = match element.attr("type").as_deref() {
                                Some("first") => Pages::First,
                                Some("even") => Pages::Even,
                                _ => Pages::Default,
                            };
                            let reference = |id| MarginReference {
                                is_header: element.local() == "headerReference",
                                pages,
                                id,
                            };
                            let id = xml.attr_in(&element, Ns::R, "id");
                            section.margins.extend(id.map(reference));
                        }
                        _ => {} // size, margins, columns, numbering of pages and lines
                    }
                    xml.skip()?;
                }
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(section),
            }
        }
    }
}

/// `w:lang` (17.3.2.20).
fn language(element: &Element) -> Option<Language> {
    element.attr("val").map(|tag| Language::of(&tag))
}

/// The `w:val` of an element.
pub(super) fn value(element: &Element) -> Option<String> {
    element.attr("val").map(|value| value.into_owned())
}

/// A toggle is on unless its value says otherwise (`ST_OnOff`, 22.9.2.7).
pub(super) fn is_on(element: &Element) -> bool {
    element.attr("val").is_none_or(|value| is_value_on(&value))
}

/// What a value says of a toggle.
pub(super) fn is_value_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off")
}
