//! Formulas as one line of text: Office Math (ISO/IEC 29500-1, 22.1).
//!
//! The line is written as Word's own linear format writes it (Unicode
//! Technical Note 28): `x^2`, `(a+b)/c`, `√(x)`, `∑_(i=1)^n x`.

mod line;

use super::context::Change;
use crate::Error;
use crate::word::paragraph::Piece;
use crate::xml::{Element, Node, Ns, Xml};

use line::Line;

/// What the reading that was asked for makes of a tracked change (17.13.5).
pub(super) type Changes<'c> = dyn FnMut(&Element) -> Change + 'c;

/// Reads the formula whose element was just begun, its end included. Changes
/// around parts of the line are told; what changed within a structure has no
/// stretch of its own on the line.
pub(super) fn linear(xml: &mut Xml, changes: &mut Changes) -> Result<Vec<Piece>, Error> {
    let mut line = Line::default();
    line.read(xml, changes)?;
    Ok(line.into_pieces())
}

/// True for a tracked change around parts of a formula (22.1.2.77).
fn is_change(element: &Element) -> bool {
    let names = ["ins", "del", "moveFrom", "moveTo"];
    element.ns == Ns::W && names.contains(&element.local())
}

/// The text of all children of the element that was just begun.
fn children(xml: &mut Xml, changes: &mut Changes) -> Result<String, Error> {
    let mut line = Line::default();
    line.read(xml, changes)?;
    Ok(line.into_text())
}

fn is_script(name: &str) -> bool {
    matches!(name, "sSup" | "sSub" | "sSubSup" | "limLow" | "limUpp")
}

/// True where a letter or number would follow another one.
fn run_together(before: &str, after: &str) -> bool {
    before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
}

/// The parts of a structure, by name, and what its properties say.
#[derive(Default)]
struct Parts {
    parts: Vec<(String, String)>,
    properties: Vec<(String, String)>,
    /// The structure is not there in the reading that was asked for, whatever
    /// is left of its parts.
    gone: bool,
}

impl Parts {
    fn read(xml: &mut Xml, changes: &mut Changes) -> Result<Parts, Error> {
        let mut read = Parts::default();
        loop {
            match xml.next()? {
                Node::Start(element) if element.local().ends_with("Pr") => {
                    read.properties(xml, changes)?;
                }
                Node::Start(element) => {
                    let name = element.local().to_owned();
                    let text = match name.as_str() {
                        "mr" => row(xml, changes)?,
                        _ => children(xml, changes)?,
                    };
                    read.parts.push((name, text));
                }
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(read),
            }
        }
    }

    fn properties(&mut self, xml: &mut Xml, changes: &mut Changes) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(element) if element.local() == "ctrlPr" => {
                    self.control(xml, changes)?;
                }
                Node::Start(element) => {
                    let value = element.attr("val").unwrap_or_default().into_owned();
                    self.properties.push((element.local().to_owned(), value));
                    xml.skip()?;
                }
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }

    /// `m:ctrlPr` (22.1.2.23): the structure itself may be put in or taken out.
    fn control(&mut self, xml: &mut Xml, changes: &mut Changes) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(element) => {
                    let change = is_change(&element).then(|| changes(&element));
                    self.gone |= matches!(change, Some(Change::Skip));
                    xml.skip()?;
                }
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }

    fn part(&self, name: &str) -> &str {
        let mut parts = self.parts.iter();
        parts
            .find(|(part, _)| part == name)
            .map_or("", |(_, text)| text.trim())
    }

    fn all(&self, name: &str) -> Vec<&str> {
        let parts = self.parts.iter().filter(|(part, _)| part == name);
        parts.map(|(_, text)| text.as_str()).collect()
    }

    /// A property; its default where it is missing. An empty value says that
    /// there is no such character (22.1.2.20).
    fn property<'a>(&'a self, name: &str, default: &'a str) -> &'a str {
        let mut properties = self.properties.iter();
        properties
            .find(|(property, _)| property == name)
            .map_or(default, |(_, value)| value)
    }
}

fn row(xml: &mut Xml, changes: &mut Changes) -> Result<String, Error> {
    Ok(Parts::read(xml, changes)?.all("e").join(", "))
}

/// A part as an operand: in brackets where it is more than one letter or number.
fn operand(text: &str) -> String {
    let simple = text.chars().count() <= 1
        || text.chars().all(|c| c.is_ascii_digit() || c == '.')
        || text.starts_with('(')
            && text.ends_with(')')
            && !text[1..text.len() - 1].contains(['(', ')']);
    if simple {
        text.to_owned()
    } else {
        format!("({text})")
    }
}

/// What a script belongs to: in brackets where it is a fraction.
fn base(text: &str) -> String {
    if text.contains('/') {
        operand(text)
    } else {
        text.to_owned()
    }
}

fn script(sign: char, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{sign}{}", operand(text))
    }
}

fn object(xml: &mut Xml, element: &Element, changes: &mut Changes) -> Result<String, Error> {
    let name = element.local().to_owned();
    match name.as_str() {
        "t" => Ok(xml.text_content()?.into_owned()),
        "br" => {
            xml.skip()?;
            Ok("\n".to_owned())
        }
        name if name.ends_with("Pr") => {
            xml.skip()?;
            Ok(String::new())
        }
        "f" | "rad" | "sSup" | "sSub" | "sSubSup" | "sPre" | "nary" | "d" | "func" | "acc"
        | "bar" | "limLow" | "limUpp" | "m" | "eqArr" | "groupChr" => {
            let parts = Parts::read(xml, changes)?;
            Ok(match parts.gone {
                true => parts.parts.into_iter().map(|(_, text)| text).collect(),
                false => structure(&name, &parts),
            })
        }
        // Runs, arguments, boxes and what else only holds others.
        _ => children(xml, changes),
    }
}

fn structure(name: &str, parts: &Parts) -> String {
    let (e, sub, sup) = (parts.part("e"), parts.part("sub"), parts.part("sup"));
    match name {
        "f" => {
            let (num, den) = (parts.part("num"), parts.part("den"));
            match parts.property("type", "bar") {
                "noBar" => format!("({num}¦{den})"),
                _ => format!("{}/{}", operand(num), operand(den)),
            }
        }
        "rad" => match parts.part("deg") {
            "" => format!("√({e})"),
            "3" => format!("∛({e})"),
            deg => format!("√({deg}&{e})"),
        },
        "sSup" => format!("{}{}", base(e), script('^', sup)),
        "sSub" => format!("{}{}", base(e), script('_', sub)),
        "sSubSup" => format!("{}{}{}", base(e), script('_', sub), script('^', sup)),
        "sPre" => format!("{}{}{e}", script('_', sub), script('^', sup)),
        "nary" => {
            let sign = parts.property("chr", "∫");
            let bounds = format!("{}{}", script('_', sub), script('^', sup));
            let gap = if run_together(&bounds, e) { " " } else { "" };
            format!("{sign}{bounds}{gap}{e}")
        }
        "d" => {
            let (open, close) = (parts.property("begChr", "("), parts.property("endChr", ")"));
            let between = parts.property("sepChr", "|");
            format!("{open}{}{close}", parts.all("e").join(between))
        }
        "func" => {
            let name = parts.part("fName");
            let gap = if e.starts_with('(') { "" } else { " " };
            format!("{name}{gap}{e}")
        }
        "acc" => format!("{e}{}", parts.property("chr", "\u{302}")),
        "groupChr" => format!("{e}{}", parts.property("chr", "\u{23df}")),
        "bar" => format!("{e}\u{305}"),
        "limLow" => format!("{e}{}", script('_', parts.part("lim"))),
        "limUpp" => format!("{e}{}", script('^', parts.part("lim"))),
        "m" => format!("[{}]", parts.all("mr").join("; ")),
        _ => parts.all("e").join("\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(inner: &str, skipped: &str) -> String {
        let text = format!(
            "<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
             xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{inner}</m:oMath>"
        );
        let mut xml = Xml::new(&text, "word/document.xml", 64);
        xml.next().unwrap();
        let mut changes = |element: &Element| match element.local() == skipped {
            true => Change::Skip,
            false => Change::Read,
        };
        children(&mut xml, &mut changes).unwrap()
    }

    fn read(inner: &str) -> String {
        read_as(inner, "del")
    }

    fn run(text: &str) -> String {
        format!("<m:r><m:t>{text}</m:t></m:r>")
    }

    #[test]
    fn structures_are_written_on_one_line() {
        let (a, x, n) = (run("a+b"), run("x"), run("2"));
        for (inner, expected) in [
            (format!("{x}{a}"), "xa+b"),
            (
                format!("<m:sSup><m:e>{x}</m:e><m:sup>{n}</m:sup></m:sSup>"),
                "x^2",
            ),
            (
                format!("<m:f><m:num>{a}</m:num><m:den>{x}</m:den></m:f>"),
                "(a+b)/x",
            ),
            (format!("<m:rad><m:deg/><m:e>{a}</m:e></m:rad>"), "√(a+b)"),
            (
                format!(
                    "<m:nary><m:naryPr><m:chr m:val=\"∑\"/></m:naryPr><m:sub>{a}</m:sub><m:sup>{n}</m:sup><m:e>{x}</m:e></m:nary>"
                ),
                "∑_(a+b)^2 x",
            ),
            (format!("<m:d><m:e>{a}</m:e></m:d>"), "(a+b)"),
            (
                format!(
                    "<m:d><m:dPr><m:begChr m:val=\"{{\"/><m:endChr m:val=\"\"/></m:dPr><m:e>{a}</m:e></m:d>"
                ),
                "{a+b",
            ),
            (
                format!(
                    "<m:func><m:fName>{}</m:fName><m:e>{x}</m:e></m:func>",
                    run("log")
                ),
                "log x",
            ),
            (
                format!(
                    "<m:m><m:mr><m:e>{x}</m:e><m:e>{n}</m:e></m:mr><m:mr><m:e>{n}</m:e><m:e>{x}</m:e></m:mr></m:m>"
                ),
                "[x, 2; 2, x]",
            ),
        ] {
            assert_eq!(read(&inner), expected);
        }
    }
    #[test]
    fn structures_and_their_parts_are_there_as_the_changes_are_read() {
        let (x, n) = (run("x"), run("2"));
        let control = |change| format!("<m:ctrlPr><w:{change}><w:rPr/></w:{change}></m:ctrlPr>");
        let fraction = |change, num: &str| {
            let properties = format!("<m:fPr>{}</m:fPr>", control(change));
            format!("<m:f>{properties}<m:num>{num}</m:num><m:den>{n}</m:den></m:f>")
        };
        let deleted = format!("<w:del>{x}</w:del>");
        for (inner, accepted, original) in [
            (format!("{n}{deleted}<w:ins>{n}</w:ins>"), "22", "2x"),
            (fraction("del", &deleted), "2", "x/2"),
            (fraction("ins", &x), "x/2", "x2"),
        ] {
            assert_eq!(read_as(&inner, "del"), accepted);
            assert_eq!(read_as(&inner, "ins"), original);
        }
    }
}
