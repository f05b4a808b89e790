//! The styles part (18.8): how the cells of each format look, resolved once.

use std::collections::HashMap;

use gongkai_model::Style;

use super::number_format::{Format, builtin};
use crate::Error;
use crate::tally::Tally;
use crate::xml::{Element, Node, Ns, Xml};

/// The size, in points, from which centred text on top of a sheet is its title:
/// body text has 10 to 12 points, titles 16 to 22 (GB/T 9704-2012, 7.3.1).
const TITLE_SIZE: f64 = 16.0;

/// A font, as far as its look carries meaning.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Font {
    pub(super) style: Style,
    /// As large as a title.
    pub(super) large: bool,
}

/// A cell format (18.8.45), its references resolved.
#[derive(Debug, Clone, Default)]
pub(super) struct Xf {
    pub(super) font: Font,
    /// Drawn around, at least at a corner.
    pub(super) bordered: bool,
    pub(super) centered: bool,
    /// The number of its format among [`Styles::formats`].
    pub(super) format: usize,
}

/// The cell formats of a workbook.
#[derive(Debug)]
pub(super) struct Styles {
    xfs: Vec<Xf>,
    pub(super) formats: Vec<Format>,
    default: Xf,
}

impl Default for Styles {
    fn default() -> Styles {
        let formats = vec![Format::general()];
        Styles {
            xfs: Vec::new(),
            formats,
            default: Xf::default(),
        }
    }
}

/// Without meaning for the content: named styles, conditional formats, colours.
/// Named styles are resolved in the cell formats already (18.8.10).
const IGNORED: &[&str] = &[
    "fills",
    "cellStyleXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
];

/// The lists of the part while it is read.
#[derive(Default)]
struct Lists {
    codes: HashMap<u32, String>,
    fonts: Vec<Font>,
    borders: Vec<bool>,
    xfs: Vec<RawXf>,
}

/// A cell format as it stands in the part.
#[derive(Default)]
struct RawXf {
    number_format: u32,
    font: usize,
    border: usize,
    centered: bool,
}

impl Styles {
    /// The format of a cell; the default one where the file has no such format.
    pub(super) fn xf(&self, index: u32) -> &Xf {
        self.xfs.get(index as usize).unwrap_or(&self.default)
    }

    /// The number format of a cell format.
    pub(super) fn format(&self, xf: &Xf) -> Option<&Format> {
        self.formats.get(xf.format)
    }

    /// Reads the styles part.
    pub(super) fn read(xml: &mut Xml, tally: &mut Tally) -> Result<Styles, Error> {
        let mut lists = Lists::default();
        loop {
            match xml.next()? {
                Node::Start(element) => match (element.ns, element.local()) {
                    (Ns::S, "styleSheet") => {}
                    (Ns::S, "numFmts") => lists.number_formats(xml)?,
                    (Ns::S, "fonts") => children(xml, "font", |xml, _| {
                        lists.fonts.push(Font::read(xml)?);
                        Ok(())
                    })?,
                    (Ns::S, "borders") => children(xml, "border", |xml, _| {
                        lists.borders.push(read_border(xml)?);
                        Ok(())
                    })?,
                    (Ns::S, "cellXfs") => children(xml, "xf", |xml, element| {
                        lists.xfs.push(read_xf(xml, element)?);
                        Ok(())
                    })?,
                    (Ns::S, name) if IGNORED.contains(&name) => xml.skip()?,
                    _ => {
                        tally.unknown(&element.name(), None);
                        xml.skip()?;
                    }
                },
                Node::End | Node::Text(_) => {}
                Node::Eof => return Ok(lists.resolve()),
            }
        }
    }
}

impl Lists {
    fn number_formats(&mut self, xml: &mut Xml) -> Result<(), Error> {
        children(xml, "numFmt", |xml, element| {
            let id = element.attr("numFmtId").and_then(|id| id.parse().ok());
            if let (Some(id), Some(code)) = (id, element.attr("formatCode")) {
                self.codes.insert(id, code.into_owned());
            }
            xml.skip()
        })
    }

    fn resolve(self) -> Styles {
        let mut styles = Styles::default();
        let mut known: HashMap<u32, usize> = HashMap::from([(0, 0)]);
        for raw in &self.xfs {
            let id = raw.number_format;
            let format = *known.entry(id).or_insert_with(|| {
                let code = self
                    .codes
                    .get(&id)
                    .map(String::as_str)
                    .or_else(|| builtin(id));
                styles
                    .formats
                    .push(Format::parse(code.unwrap_or("General")));
                styles.formats.len() - 1
            });
            styles.xfs.push(Xf {
                font: self.fonts.get(raw.font).cloned().unwrap_or_default(),
                bordered: self.borders.get(raw.border).copied().unwrap_or_default(),
                centered: raw.centered,
                format,
            });
        }
        styles.default = styles.xfs.first().cloned().unwrap_or_default();
        styles
    }
}

/// Calls `read` for each child of that name, the rest is passed over.
fn children(
    xml: &mut Xml,
    name: &str,
    mut read: impl FnMut(&mut Xml, &Element) -> Result<(), Error>,
) -> Result<(), Error> {
    loop {
        match xml.next()? {
            Node::Start(element) if element.ns == Ns::S && element.local() == name => {
                read(xml, &element)?;
            }
            Node::Start(_) => xml.skip()?,
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(()),
        }
    }
}

impl Font {
    /// Reads the properties of a font or of a run (18.8.22, 18.4.7), the end
    /// of the element included.
    pub(super) fn read(xml: &mut Xml) -> Result<Font, Error> {
        let mut font = Font::default();
        loop {
            match xml.next()? {
                Node::Start(element) => {
                    font.property(&element);
                    xml.skip()?;
                }
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(font),
            }
        }
    }

    fn property(&mut self, element: &Element) {
        let value = element.attr("val");
        let on = !matches!(value.as_deref(), Some("0" | "false" | "off"));
        match element.local() {
            "b" => self.style.bold = on,
            "i" => self.style.italic = on,
            "strike" => self.style.strike = on,
            "u" => self.style.underline = value.as_deref() != Some("none"),
            "vertAlign" => {
                self.style.superscript = value.as_deref() == Some("superscript");
                self.style.subscript = value.as_deref() == Some("subscript");
            }
            "sz" => {
                let size = value.and_then(|size| size.parse::<f64>().ok());
                self.large = size.is_some_and(|size| size >= TITLE_SIZE);
            }
            _ => {} // family, charset, colour, scheme: no meaning
        }
    }
}

/// Reads a border; true where lines meet at a corner. A line on one side only
/// underlines a cell or closes a table, it does not make one.
fn read_border(xml: &mut Xml) -> Result<bool, Error> {
    let (mut vertical, mut horizontal) = (false, false);
    loop {
        match xml.next()? {
            Node::Start(element) => {
                let drawn = element.attr("style").is_some_and(|style| style != "none");
                match element.local() {
                    "left" | "right" | "start" | "end" => vertical |= drawn,
                    "top" | "bottom" => horizontal |= drawn,
                    _ => {}
                }
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(vertical && horizontal),
        }
    }
}

fn read_xf(xml: &mut Xml, element: &Element) -> Result<RawXf, Error> {
    let mut raw = RawXf::default();
    for (name, value) in element.attrs() {
        match name {
            "numFmtId" => raw.number_format = value.parse().unwrap_or_default(),
            "fontId" => raw.font = value.parse().unwrap_or_default(),
            "borderId" => raw.border = value.parse().unwrap_or_default(),
            _ => {}
        }
    }
    loop {
        match xml.next()? {
            Node::Start(element) => {
                if element.local() == "alignment" {
                    let horizontal = element.attr("horizontal");
                    raw.centered =
                        matches!(horizontal.as_deref(), Some("center" | "centerContinuous"));
                }
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(raw),
        }
    }
}
