//! Runs: the content of `w:r` (17.3.2.25).

use gongkai_model::Style;

use super::paragraph::ParagraphReader;
use super::properties::RunProperties;
use crate::Error;
use crate::word::equation;
use crate::word::paragraph::Piece;
use crate::xml::{Element, Node, Ns, Xml};

/// What an element of a run is for.
enum Known {
    /// Read by the code below.
    Read,
    /// Carries nothing that a reader of the page sees as text.
    Ignored,
    /// Content that this version does not carry.
    LeftOut,
    /// Not known.
    Unknown,
}

fn known(element: &Element) -> Known {
    match (element.ns, element.local()) {
        (
            Ns::W,
            "rPr" | "t" | "tab" | "ptab" | "br" | "cr" | "noBreakHyphen" | "softHyphen" | "sym"
            | "fldChar" | "instrText" | "ruby" | "pgNum",
        ) => Known::Read,
        (
            Ns::W,
            "delText"
            | "delInstrText"
            | "lastRenderedPageBreak"
            | "annotationRef"
            | "separator"
            | "continuationSeparator"
            | "footnoteRef"
            | "endnoteRef"
            | "dayShort"
            | "monthShort"
            | "yearShort"
            | "dayLong"
            | "monthLong"
            | "yearLong",
        ) => Known::Ignored,
        (
            Ns::W,
            "drawing" | "pict" | "object" | "footnoteReference" | "endnoteReference"
            | "commentReference" | "contentPart",
        ) => Known::LeftOut,
        _ => Known::Unknown,
    }
}

impl ParagraphReader<'_, '_, '_> {
    /// Reads the run whose `w:r` was just begun.
    pub(super) fn run(&mut self, xml: &mut Xml, link: Option<&str>) -> Result<(), Error> {
        let mut properties = RunProperties::default();
        loop {
            let element = match xml.next()? {
                Node::Start(element) => element,
                Node::Text(_) => continue,
                Node::End | Node::Eof => return Ok(()),
            };
            match known(&element) {
                Known::Read if element.local() == "rPr" => {
                    let own = RunProperties::read(xml)?;
                    let base = own
                        .style
                        .as_deref()
                        .map(|id| self.context.styles.character(id));
                    properties = own.over(&base.unwrap_or_default());
                }
                Known::Read => self.run_content(xml, &element, &properties, link)?,
                Known::Ignored => xml.skip()?,
                Known::LeftOut => {
                    self.context
                        .tally
                        .left_out(element.name(), self.place.as_ref());
                    xml.skip()?;
                }
                Known::Unknown => {
                    self.context
                        .tally
                        .unknown(element.name(), self.place.as_ref());
                    xml.skip()?;
                }
            }
        }
    }

    fn run_content(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        properties: &RunProperties,
        link: Option<&str>,
    ) -> Result<(), Error> {
        let text = match element.local() {
            "t" => {
                let text = xml.text_content()?;
                self.text(&text, properties, link);
                return Ok(());
            }
            "instrText" => {
                let code = xml.text_content()?;
                self.fields.code(&code);
                return Ok(());
            }
            "fldChar" => {
                let kind = element.attr("fldCharType").unwrap_or_default();
                let code = self.fields.mark(&kind).unwrap_or_default();
                match equation::text(&code) {
                    Some(text) => self.text(&text, properties, link),
                    None if equation::is_equation(&code) => {
                        self.context.tally.left_out("EQ", self.place.as_ref());
                    }
                    None => {}
                }
                ""
            }
            "br" => match element.attr("type").as_deref() {
                Some("page") => {
                    if self.fields.shows_text() {
                        self.pieces.push(Piece::PageBreak);
                    }
                    ""
                }
                _ => "\n",
            },
            "cr" => "\n",
            "tab" | "ptab" => "\t",
            "noBreakHyphen" => "\u{2011}",
            "softHyphen" => "", // shows only where a line happens to end
            "sym" => {
                let symbol = symbol(element);
                xml.skip()?;
                self.text(&symbol, properties, link);
                return Ok(());
            }
            "ruby" => return self.ruby(xml, link),
            _ => "",
        };
        xml.skip()?;
        if !text.is_empty() {
            self.text(text, properties, link);
        }
        Ok(())
    }

    /// Phonetic guides: the base text is the text (17.3.3.25).
    fn ruby(&mut self, xml: &mut Xml, link: Option<&str>) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(element) if element.local() == "rubyBase" => {
                    self.inline(xml, link)?;
                }
                Node::Start(_) => xml.skip()?,
                Node::Text(_) => {}
                Node::End | Node::Eof => return Ok(()),
            }
        }
    }

    /// Appends text of a run.
    fn text(&mut self, text: &str, properties: &RunProperties, link: Option<&str>) {
        if !self.fields.shows_text() || text.is_empty() {
            return;
        }
        if properties.hidden == Some(true) {
            self.context.tally.left_out("w:vanish", self.place.as_ref());
            return;
        }
        let mut style: Style = properties.look();
        style.link = link.map(str::to_owned).or_else(|| self.fields.link());
        let is_label = properties
            .style
            .as_deref()
            .is_some_and(|id| self.context.styles.is_label(id));
        self.size = self.size.max(properties.size);
        self.pieces.push(Piece::Text {
            text: text.to_owned(),
            style,
            is_label,
        });
    }
}

/// `w:sym` (17.3.3.30): a character by its code, in the private use area where
/// its font is a symbol font.
fn symbol(element: &Element) -> String {
    let code = element
        .attr("char")
        .and_then(|code| u32::from_str_radix(&code, 16).ok());
    code.and_then(char::from_u32)
        .map(String::from)
        .unwrap_or_default()
}
