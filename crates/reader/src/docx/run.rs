//! Runs: the content of `w:r` (17.3.2.25).

use std::borrow::Cow;
use std::rc::Rc;

use gongkai_model::Style;

use super::paragraph::ParagraphReader;
use super::properties::{RunProperties, is_on, value};
use super::styles::TextStyle;
use crate::Error;
use crate::word::fields::Shown;
use crate::word::look::Look;
use crate::word::paragraph::Piece;
use crate::word::symbols::SymbolFont;
use crate::xml::{Element, Node, Ns, Xml};

/// What an element of a run is for.
enum Known {
    /// Read by the code below.
    Read,
    /// Pictures, shapes, text boxes, embedded files.
    Drawing,
    /// Carries nothing that a reader of the page sees as text.
    Ignored,
    /// Not known.
    Unknown,
}

fn known(element: &Element) -> Known {
    match (element.ns, element.local()) {
        (
            Ns::W,
            "rPr" | "t" | "delText" | "tab" | "ptab" | "br" | "cr" | "noBreakHyphen" | "softHyphen"
            | "sym" | "fldChar" | "instrText" | "delInstrText" | "ruby" | "footnoteReference"
            | "endnoteReference" | "commentReference",
        )
        | (Ns::Extension, "symEx") => Known::Read,
        (Ns::W, "drawing" | "pict" | "object") => Known::Drawing,
        (
            Ns::W,
            "lastRenderedPageBreak"
            | "annotationRef"
            | "separator"
            | "continuationSeparator"
            | "footnoteRef"
            | "endnoteRef"
            | "pgNum"
            | "dayShort"
            | "monthShort"
            | "yearShort"
            | "dayLong"
            | "monthLong"
            | "yearLong",
        ) => Known::Ignored,
        _ => Known::Unknown,
    }
}

impl ParagraphReader<'_, '_, '_> {
    /// Reads the run whose `w:r` was just begun.
    pub(super) fn run(&mut self, xml: &mut Xml, link: Option<&str>) -> Result<(), Error> {
        let mut properties = Rc::new(RunProperties::default());
        loop {
            let element = match xml.next()? {
                Node::Start(element) => element,
                Node::Text(_) => continue,
                Node::End | Node::Eof => return Ok(()),
            };
            match known(&element) {
                Known::Read if element.local() == "rPr" => {
                    let styles = self.context.styles;
                    properties = self.context.runs.read(xml, |xml| {
                        let own = RunProperties::read(xml)?;
                        let base = own.style.as_deref().map(|id| styles.character(id));
                        Ok(Rc::new(match base {
                            Some(base) => own.in_style(&base),
                            None => own,
                        }))
                    })?;
                }
                Known::Read => self.run_content(xml, &element, &properties, link)?,
                Known::Drawing if self.fields.shows_text() && !self.leaves_out(&properties) => {
                    self.drawing(xml, link)?;
                }
                Known::Drawing | Known::Ignored => xml.skip()?,
                Known::Unknown => {
                    self.context.unknown(&element.name(), self.place.as_ref());
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
            "t" | "delText" => {
                let preserve = element
                    .attrs()
                    .any(|(name, value)| name == "xml:space" && value == "preserve");
                let text = xml.text_content()?;
                self.text(shown_text(text, preserve), properties, link);
                return Ok(());
            }
            "instrText" | "delInstrText" => {
                let code = xml.text_content()?;
                self.fields.code(&code);
                return Ok(());
            }
            "fldChar" => return self.field_mark(xml, element, properties),
            "footnoteReference" | "endnoteReference" | "commentReference" => {
                self.reference(element, properties);
                ""
            }
            "br" => match element.attr("type").as_deref() {
                Some("page") => {
                    if self.fields.shows_text() && !self.leaves_out(properties) {
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
                self.text(symbol.into(), properties, link);
                return Ok(());
            }
            // A character outside of the font's reach ([MS-DOCX] 2.6.1.13).
            "symEx" => {
                let code = element
                    .attr("char")
                    .and_then(|code| u32::from_str_radix(&code, 16).ok());
                let symbol = code.and_then(char::from_u32).map(String::from);
                xml.skip()?;
                self.text(symbol.unwrap_or_default().into(), properties, link);
                return Ok(());
            }
            "ruby" => return self.ruby(xml, link),
            _ => "",
        };
        xml.skip()?;
        if !text.is_empty() {
            self.text(text.into(), properties, link);
        }
        Ok(())
    }

    /// `w:fldChar`, with the data of a form field.
    fn field_mark(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        properties: &RunProperties,
    ) -> Result<(), Error> {
        let kind = element.attr("fldCharType").unwrap_or_default();
        let shown = self.fields.mark(&kind);
        let form = form_field(xml)?;
        if form.is_some() {
            self.fields.form(form);
        }
        if shown == Shown::Nothing || !self.leaves_out(properties) {
            self.shown(shown);
        }
        Ok(())
    }

    /// What a field shows that has no result.
    pub(super) fn shown(&mut self, shown: Shown) {
        match shown {
            Shown::Text(text) => self.plain(&text),
            Shown::Unreadable(what) => self.context.left_out(what, self.place.as_ref()),
            Shown::Nothing => {}
        }
    }

    /// A reference to a note or comment (17.11.2, 17.11.14, 17.13.4.5).
    fn reference(&mut self, element: &Element, properties: &RunProperties) {
        if !self.fields.shows_text() {
            return;
        }
        let target = self.context.shared.reference(element);
        // Word 97 hid the marks of comments themselves, not what they say.
        if element.local() != "commentReference" && self.leaves_out(properties) {
            self.context.shared.gone.extend(target);
            return;
        }
        match target {
            Some(target) => self.pieces.push(Piece::At(target)),
            None => self.context.unknown(&element.name(), self.place.as_ref()),
        }
    }

    /// Phonetic guides: the base text is the text (17.3.3.25), the guide in
    /// small letters over it is named.
    fn ruby(&mut self, xml: &mut Xml, link: Option<&str>) -> Result<(), Error> {
        self.context.left_out("w:rt", self.place.as_ref());
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

    /// The look of a run, with all that its styles say of it.
    fn look(&self, properties: &RunProperties) -> Look {
        let TextStyle { look, default, .. } = self.text_style;
        let seen = (properties.look)
            .over_styles(properties.character, look)
            .over(default);
        match self.is_heading {
            true => seen.within_heading(look.over(default)),
            false => seen,
        }
    }

    /// True where a run is left out because it is hidden, by itself or by its
    /// styles (17.3.2.41), which is named.
    fn leaves_out(&mut self, properties: &RunProperties) -> bool {
        self.look(properties).hidden == Some(true)
            && self.context.hides("w:vanish", self.place.as_ref())
    }

    /// Appends text of a run.
    fn text(&mut self, text: Cow<str>, properties: &RunProperties, link: Option<&str>) {
        if text.is_empty() {
            return;
        }
        if !self.fields.shows_text() {
            self.fields.unshown(&text);
            return;
        }
        let look = self.look(properties);
        if look.hidden == Some(true) && self.context.hides("w:vanish", self.place.as_ref()) {
            return;
        }
        self.fields.note_result();
        let mut style: Style = look.style();
        style.link = link.or_else(|| self.fields.link()).map(str::to_owned);
        let is_label = properties
            .style
            .as_deref()
            .is_some_and(|id| self.context.styles.is_label(id));
        self.size = self.size.max(properties.size);
        let text = match properties.font.or(self.text_style.font) {
            Some(font) if font != SymbolFont::Other => {
                text.chars().map(|c| font.drawn(c).unwrap_or(c)).collect()
            }
            _ => text.into_owned(),
        };
        self.pieces.push(Piece::Text {
            text,
            style,
            is_label,
        });
    }
}

/// The text of a `w:t` (17.3.3.31). Space at its ends that is not said to be
/// preserved comes from the layout of the XML. Line ends are spaces either
/// way: only `w:br` and `w:cr` break a line (17.3.3.1, 17.3.3.4).
fn shown_text(text: Cow<str>, preserve: bool) -> Cow<str> {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let at_ends = !preserve && (text.starts_with(is_space) || text.ends_with(is_space));
    if !at_ends && !text.contains(['\n', '\r']) {
        return text;
    }
    let kept = if preserve {
        &*text
    } else {
        text.trim_matches(is_space)
    };
    Cow::Owned(kept.replace("\r\n", " ").replace(['\n', '\r'], " "))
}

/// `w:sym` (17.3.3.30): a character by its code in a font.
fn symbol(element: &Element) -> String {
    let code = element
        .attr("char")
        .and_then(|code| u32::from_str_radix(&code, 16).ok());
    let Some(c) = code.and_then(char::from_u32) else {
        return String::new();
    };
    let font = SymbolFont::of(&element.attr("font").unwrap_or_default());
    font.drawn(c).unwrap_or(c).to_string()
}

/// What a form field shows by its `w:ffData` (17.16.17): a tick box or the
/// entry of a list; a text field has a result.
fn form_field(xml: &mut Xml) -> Result<Option<String>, Error> {
    let mut shown = None;
    let mut entries: Vec<String> = Vec::new();
    let mut chosen = 0usize;
    let mut depth = 0;
    loop {
        match xml.next()? {
            Node::Start(element) => {
                depth += 1;
                match element.local() {
                    "checkBox" => shown = Some("☐".to_owned()),
                    // `w:checked` without a value is on; `w:default` counts where it is missing.
                    "default" | "checked" if shown.is_some() => {
                        let tick = if is_on(&element) { "☑" } else { "☐" };
                        shown = Some(tick.to_owned());
                    }
                    "result" => {
                        chosen = value(&element).and_then(|v| v.parse().ok()).unwrap_or(0);
                    }
                    "listEntry" => entries.extend(value(&element)),
                    _ => {}
                }
            }
            Node::Text(_) => {}
            Node::End if depth == 0 => {
                return Ok(shown.or_else(|| entries.into_iter().nth(chosen)));
            }
            Node::End => depth -= 1,
            Node::Eof => return Ok(None),
        }
    }
}
