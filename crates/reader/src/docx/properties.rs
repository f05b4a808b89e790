//! Properties of runs and paragraphs: `w:rPr` (17.3.2.28) and `w:pPr` (17.3.1.26).

use gongkai_model::Style;

use crate::Error;
use crate::xml::{Element, Node, Ns, Xml};

/// What run properties say; nothing where they leave it to the style.
#[derive(Debug, Clone, Default)]
pub(super) struct RunProperties {
    pub(super) style: Option<String>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) underline: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) double_strike: Option<bool>,
    pub(super) vertical: Option<Vertical>,
    pub(super) hidden: Option<bool>,
    /// In half points.
    pub(super) size: Option<u32>,
    /// The paragraph mark or the run was deleted with changes tracked.
    pub(super) deleted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vertical {
    Baseline,
    Superscript,
    Subscript,
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
            "b" => self.bold = Some(is_on(element)),
            "i" => self.italic = Some(is_on(element)),
            "u" => self.underline = Some(value(element).is_some_and(|line| line != "none")),
            "strike" => self.strike = Some(is_on(element)),
            "dstrike" => self.double_strike = Some(is_on(element)),
            "vanish" | "webHidden" => self.hidden = Some(is_on(element)),
            "sz" => self.size = value(element).and_then(|size| size.parse().ok()),
            "del" | "moveFrom" => self.deleted = true,
            "vertAlign" => {
                self.vertical = value(element).map(|vertical| match vertical.as_str() {
                    "superscript" => Vertical::Superscript,
                    "subscript" => Vertical::Subscript,
                    _ => Vertical::Baseline,
                });
            }
            // Fonts, colours, spacing, language and the like are layout.
            _ => {}
        }
    }

    /// These properties, over those of a style.
    pub(super) fn over(&self, base: &RunProperties) -> RunProperties {
        RunProperties {
            style: self.style.clone(),
            bold: self.bold.or(base.bold),
            italic: self.italic.or(base.italic),
            underline: self.underline.or(base.underline),
            strike: self.strike.or(base.strike),
            double_strike: self.double_strike.or(base.double_strike),
            vertical: self.vertical.or(base.vertical),
            hidden: self.hidden.or(base.hidden),
            size: self.size.or(base.size),
            deleted: self.deleted,
        }
    }

    /// The look that the model keeps.
    pub(super) fn look(&self) -> Style {
        let on = |flag: Option<bool>| flag.unwrap_or(false);
        Style {
            bold: on(self.bold),
            italic: on(self.italic),
            underline: on(self.underline),
            strike: on(self.strike) || on(self.double_strike),
            superscript: self.vertical == Some(Vertical::Superscript),
            subscript: self.vertical == Some(Vertical::Subscript),
            link: None,
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
    /// The properties of the paragraph mark.
    pub(super) mark: RunProperties,
    /// A section ends with this paragraph, and the next one begins a page.
    pub(super) section_break: bool,
    /// The relationships of the headers and footers of that section.
    pub(super) margin_ids: Vec<String>,
}

impl ParagraphProperties {
    /// Reads the properties whose `w:pPr` was just begun.
    pub(super) fn read(xml: &mut Xml) -> Result<ParagraphProperties, Error> {
        let mut properties = ParagraphProperties::default();
        loop {
            match xml.next()? {
                Node::Start(element) if element.ns == Ns::W => match element.local() {
                    "numPr" => properties.read_number(xml)?,
                    "rPr" => properties.mark = RunProperties::read(xml)?,
                    "sectPr" => {
                        let section = Section::read(xml)?;
                        properties.section_break = !section.continuous;
                        properties.margin_ids = section.margin_ids;
                    }
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

    fn take(&mut self, element: &Element) {
        match element.local() {
            "pStyle" => self.style = value(element),
            "outlineLvl" => {
                self.outline_level = value(element).and_then(|level| level.parse().ok())
            }
            "jc" => self.centred = value(element).map(|jc| jc == "center"),
            "pageBreakBefore" => self.page_break_before = Some(is_on(element)),
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
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) continuous: bool,
    pub(super) margin_ids: Vec<String>,
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
                            section.continuous = value(&element).as_deref() == Some("continuous")
                        }
                        "headerReference" | "footerReference" => {
                            section
                                .margin_ids
                                .extend(xml.attr_in(&element, Ns::R, "id"));
                        }
                        _ => {}
                    }
                    xml.skip()?;
                }
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(section),
            }
        }
    }
}

/// The `w:val` of an element.
pub(super) fn value(element: &Element) -> Option<String> {
    element.attr("val").map(|value| value.into_owned())
}

/// A toggle is on unless its value says otherwise (`ST_OnOff`, 22.9.2.7).
pub(super) fn is_on(element: &Element) -> bool {
    !matches!(element.attr("val").as_deref(), Some("0" | "false" | "off"))
}
