//! The text of a cell: paragraphs, and what stands in them (OpenDocument 1.3
//! part 3, 6.1).

use gongkai_model::Style;

use super::attributes::{attribute, count};
use super::styles::Named;
use crate::Error;
use crate::sheet::context::Context;
use crate::sheet::text::Text;
use crate::xml::{Element, Node, Ns, Xml};

/// No text of a cell has so many spaces at once.
const MOST_SPACES: u32 = 1000;

/// The text of a cell while it is read.
pub(super) struct CellText<'n> {
    named: &'n Named,
    pub(super) text: Text,
    /// Where the first link in it leads.
    pub(super) link: Option<String>,
    /// A paragraph was begun before.
    begun: bool,
    /// The paragraph has something in it.
    filled: bool,
    /// White space was read that counts if something follows it (6.1.2).
    space: bool,
}

impl<'n> CellText<'n> {
    pub(super) fn new(named: &'n Named) -> CellText<'n> {
        CellText {
            named,
            text: Text::default(),
            link: None,
            begun: false,
            filled: false,
            space: false,
        }
    }

    /// Reads a paragraph, its end included.
    pub(super) fn paragraph(&mut self, xml: &mut Xml, context: &mut Context) -> Result<(), Error> {
        if self.begun {
            self.text.push("\n", None);
        }
        (self.begun, self.filled, self.space) = (true, false, false);
        self.content(xml, None, context)
    }

    fn content(
        &mut self,
        xml: &mut Xml,
        look: Option<&Style>,
        context: &mut Context,
    ) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Text(text) => self.push(&text, look),
                Node::Start(element) if element.ns == Ns::Odf => {
                    self.element(xml, &element, look, context)?;
                }
                Node::Start(_) => xml.skip()?,
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }

    fn element(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        look: Option<&Style>,
        context: &mut Context,
    ) -> Result<(), Error> {
        match element.local() {
            "s" => {
                let spaces = count(element, "c").min(MOST_SPACES) as usize;
                self.keep(&" ".repeat(spaces), look);
                xml.skip()
            }
            "tab" => {
                self.keep("\t", look);
                xml.skip()
            }
            "line-break" => {
                self.keep("\n", look);
                xml.skip()
            }
            "span" => {
                let name = attribute(element, "style-name").unwrap_or_default();
                let own = self.named.of_text(&name);
                self.content(xml, Some(&own), context)
            }
            "a" => {
                let target = attribute(element, "href").map(|target| target.into_owned());
                self.link = self.link.take().or(target);
                self.content(xml, look, context)
            }
            // How a text is pronounced; what stands beside it.
            "ruby-text" | "title" | "desc" | "bookmark" | "reference-mark" => xml.skip(),
            "annotation" => {
                let place = context.sheet();
                context.left_out("comment", &place);
                xml.skip()
            }
            "frame" | "custom-shape" | "g" => {
                let place = context.sheet();
                context.left_out("pict", &place);
                xml.skip()
            }
            // Fields have what they show as their text.
            _ => self.content(xml, look, context),
        }
    }

    /// Text whose white space is that of XML.
    fn push(&mut self, text: &str, look: Option<&Style>) {
        let mut kept = String::with_capacity(text.len());
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r') {
                self.space = self.filled;
                continue;
            }
            if std::mem::take(&mut self.space) {
                kept.push(' ');
            }
            self.filled = true;
            kept.push(c);
        }
        if !kept.is_empty() {
            self.text.push(&kept, look.cloned());
        }
    }

    /// White space that is meant.
    fn keep(&mut self, text: &str, look: Option<&Style>) {
        if std::mem::take(&mut self.space) {
            self.text.push(" ", look.cloned());
        }
        self.filled = true;
        self.text.push(text, look.cloned());
    }
}
