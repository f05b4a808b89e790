//! Formulas as one line of text: Office Math (ISO/IEC 29500-1, 22.1).
//!
//! The line is written as Word's own linear format writes it (Unicode
//! Technical Note 28): `x^2`, `(a+b)/c`, `√(x)`, `∑_(i=1)^n x`.

use crate::Error;
use crate::xml::{Element, Node, Xml};

/// Reads the formula whose element was just begun, its end included.
pub(super) fn linear(xml: &mut Xml) -> Result<String, Error> {
    children(xml)
}

/// The text of all children of the element that was just begun.
fn children(xml: &mut Xml) -> Result<String, Error> {
    let mut text = String::new();
    let mut open = false; // what follows would be read as part of the last structure
    loop {
        match xml.next()? {
            Node::Start(element) => {
                let name = element.local();
                let (fraction, script) = (name == "f", is_script(name));
                let next = object(xml, &element)?;
                if (open || fraction) && run_together(&text, &next) {
                    text.push(' ');
                }
                text.push_str(&next);
                open = fraction || script || (open && next.is_empty());
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(text),
        }
    }
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
}

impl Parts {
    fn read(xml: &mut Xml) -> Result<Parts, Error> {
        let mut read = Parts::default();
        loop {
            match xml.next()? {
                Node::Start(element) if element.local().ends_with("Pr") => {
                    read.properties(xml)?;
                }
                Node::Start(element) => {
                    let name = element.local().to_owned();
                    let text = match name.as_str() {
                        "mr" => row(xml)?,
                        _ => children(xml)?,
                    };
                    read.parts.push((name, text));
                }
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(read),
            }
        }
    }

    fn properties(&mut self, xml: &mut Xml) -> Result<(), Error> {
        loop {
            match xml.next()? {
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

fn row(xml: &mut Xml) -> Result<String, Error> {
    Ok(Parts::read(xml)?.all("e").join(", "))
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

fn object(xml: &mut Xml, element: &Element) -> Result<String, Error> {
    let name = element.local().to_owned();
    match name.as_str() {
        // Formulas are read as if their changes were accepted (22.1.2.77).
        "del" | "moveFrom" => {
            xml.skip()?;
            Ok(String::new())
        }
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
            let parts = Parts::read(xml)?;
            Ok(structure(&name, &parts))
        }
        // Runs, arguments, boxes and what else only holds others.
        _ => children(xml),
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

    fn read(inner: &str) -> String {
        let text = format!(
            "<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\">{inner}</m:oMath>"
        );
        let mut xml = Xml::new(&text, "word/document.xml", 64);
        xml.next().unwrap();
        linear(&mut xml).unwrap()
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
}
