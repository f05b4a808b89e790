//! The styles part (18.8).

use crate::Error;
use crate::sheet::styles::{Font, Lists, RawXf, Styles, TITLE_SIZE};
use crate::tally::Tally;
use crate::xml::{Element, Node, Ns, Xml};

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

/// Reads the styles part.
pub(crate) fn read(xml: &mut Xml, tally: &mut Tally) -> Result<Styles, Error> {
    let mut lists = Lists::default();
    loop {
        match xml.next()? {
            Node::Start(element) => match (element.ns, element.local()) {
                (Ns::S, "styleSheet") => {}
                (Ns::S, "numFmts") => number_formats(xml, &mut lists)?,
                (Ns::S, "fonts") => children(xml, "font", |xml, _| {
                    lists.fonts.push(read_font(xml)?);
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

fn number_formats(xml: &mut Xml, lists: &mut Lists) -> Result<(), Error> {
    children(xml, "numFmt", |xml, element| {
        let id = element.attr("numFmtId").and_then(|id| id.parse().ok());
        if let (Some(id), Some(code)) = (id, element.attr("formatCode")) {
            lists.codes.insert(id, code.into_owned());
        }
        xml.skip()
    })
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

/// Reads the properties of a font or of a run (18.8.22, 18.4.7), the end
/// of the element included.
pub(crate) fn read_font(xml: &mut Xml) -> Result<Font, Error> {
    let mut font = Font::default();
    loop {
        match xml.next()? {
            Node::Start(element) => {
                font_property(&mut font, &element);
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(font),
        }
    }
}

fn font_property(font: &mut Font, element: &Element) {
    let value = element.attr("val");
    let on = !matches!(value.as_deref(), Some("0" | "false" | "off"));
    match element.local() {
        "b" => font.style.bold = on,
        "i" => font.style.italic = on,
        "strike" => font.style.strike = on,
        "u" => font.style.underline = value.as_deref() != Some("none"),
        "vertAlign" => {
            font.style.superscript = value.as_deref() == Some("superscript");
            font.style.subscript = value.as_deref() == Some("subscript");
        }
        "sz" => {
            let size = value.and_then(|size| size.parse::<f64>().ok());
            font.large = size.is_some_and(|size| size >= TITLE_SIZE);
        }
        _ => {} // family, charset, colour, scheme: no meaning
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
