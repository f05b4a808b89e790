//! Page headers and footers (OpenDocument 1.3 part 3, 16.10 and 16.11), which
//! are not carried yet: those that have text of their own are named.

use super::attributes::attribute;
use crate::Error;
use crate::sheet::header_footer::has_text;
use crate::xml::{Element, Node, Ns, Xml};

/// What stands for something that every program prints (7.3).
const FIELDS: &[&str] = &[
    "page-number",
    "page-count",
    "sheet-name",
    "file-name",
    "title",
    "date",
    "time",
];

/// Which pages have text at their edges.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) header: bool,
    pub(super) footer: bool,
}

impl Page {
    /// Reads a page style, the end of the element included.
    pub(super) fn read(xml: &mut Xml) -> Result<Page, Error> {
        let mut page = Page::default();
        loop {
            match xml.next()? {
                Node::Start(element) if is_shown(&element) => {
                    let is_header = element.local().starts_with("header");
                    let found = has_text(&own_text(xml)?);
                    page.header |= is_header && found;
                    page.footer |= !is_header && found;
                }
                Node::Start(_) => xml.skip()?,
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(page),
            }
        }
    }
}

fn is_shown(element: &Element) -> bool {
    let edge = ["header", "footer"];
    element.ns == Ns::Odf
        && edge.iter().any(|edge| element.local().starts_with(edge))
        && attribute(element, "display").is_none_or(|display| display != "false")
}

/// The text of an element without its fields.
fn own_text(xml: &mut Xml) -> Result<String, Error> {
    let mut own = String::new();
    let mut depth = 0_usize;
    loop {
        match xml.next()? {
            Node::Start(element) if FIELDS.contains(&element.local()) => xml.skip()?,
            Node::Start(_) => depth += 1,
            Node::Text(text) => own.push_str(&text),
            Node::End if depth > 0 => depth -= 1,
            Node::End | Node::Eof => return Ok(own),
        }
    }
}
