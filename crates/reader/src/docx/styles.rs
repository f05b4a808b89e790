//! Styles: `styles.xml` (17.7).

use std::collections::HashMap;

use super::properties::{ParagraphProperties, RunProperties, value};
use crate::Error;
use crate::word::count::Language;
use crate::word::look::Look;
use crate::word::styles::{LABEL_STYLE, is_link_style, level_of_name};
use crate::word::symbols::SymbolFont;
use crate::xml::{Node, Ns, Xml};

/// A chain of styles is followed this far; a longer one is a circle.
const LONGEST_CHAIN: usize = 32;

/// A style.
#[derive(Debug, Default)]
struct Style {
    id: String,
    name: String,
    based_on: Option<String>,
    run: RunProperties,
    paragraph: ParagraphProperties,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    default_paragraph: Option<String>,
    /// What the document states for all text (`w:rPrDefault`, 17.7.5.5).
    default_run: RunProperties,
    /// What each paragraph style says of its text.
    texts: HashMap<String, TextStyle>,
}

/// What the style of a paragraph says of the text in it (17.7.2).
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TextStyle {
    /// The look that the style and those it is based on give.
    pub(super) look: Look,
    /// The look of all text of the document, where no style says otherwise.
    pub(super) default: Look,
    /// The font, where that is one of symbols.
    pub(super) font: Option<SymbolFont>,
}

impl TextStyle {
    /// True where the text is hidden.
    pub(super) fn is_hidden(&self) -> bool {
        self.look.over(self.default).hidden.unwrap_or(false)
    }
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(xml: &mut Xml) -> Result<Styles, Error> {
        let mut styles = Styles::default();
        loop {
            match xml.next()? {
                Node::Start(element) if element.ns == Ns::W && element.local() == "style" => {
                    let id = element.attr("styleId").unwrap_or_default().into_owned();
                    let is_paragraph = element.attr("type").is_none_or(|kind| kind == "paragraph");
                    let is_default = element
                        .attr("default")
                        .is_some_and(|on| on == "1" || on == "true");
                    if is_paragraph && is_default {
                        styles.default_paragraph = Some(id.clone());
                    }
                    let mut style = read_style(xml)?;
                    style.id.clone_from(&id);
                    styles.styles.insert(id, style);
                }
                Node::Start(element) if element.ns == Ns::W && element.local() == "rPrDefault" => {
                    styles.default_run = read_default_run(xml)?;
                }
                Node::Start(element) if matches!(element.local(), "latentStyles") => xml.skip()?,
                Node::Eof => {
                    let text = |id: &String| (id.clone(), styles.text_of(Some(id)));
                    styles.texts = styles.styles.keys().map(text).collect();
                    return Ok(styles);
                }
                Node::Start(_) | Node::End | Node::Text(_) => {}
            }
        }
    }

    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s Style> {
        let first = id.and_then(|id| self.styles.get(id));
        std::iter::successors(first, |style| self.styles.get(style.based_on.as_deref()?))
            .take(LONGEST_CHAIN)
    }

    fn paragraph_chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s Style> {
        let known = id.filter(|id| self.styles.contains_key(*id));
        self.chain(known.or(self.default_paragraph.as_deref()))
    }

    /// The outline level that a paragraph style gives: 0 for the title, 1 to 9
    /// for headings.
    pub(super) fn heading_level(&self, id: Option<&str>) -> Option<u8> {
        for style in self.paragraph_chain(id) {
            if let Some(level) = style.paragraph.outline_level {
                return (level < 9).then_some(level + 1);
            }
            if let Some(level) = level_of_name(&style.name) {
                return Some(level);
            }
        }
        None
    }

    /// The look that a character style gives.
    pub(super) fn character(&self, id: &str) -> RunProperties {
        let mut properties = RunProperties::default();
        for style in self.chain(Some(id)) {
            properties = properties.over(&style.run);
            if is_link_style(&style.name) {
                properties.look.underline = None; // the look of a link, which is kept as a link
            }
        }
        properties
    }

    /// True for the character style that marks a label.
    pub(super) fn is_label(&self, id: &str) -> bool {
        self.styles
            .get(id)
            .is_some_and(|style| style.name == LABEL_STYLE)
    }

    /// The size of the text in a paragraph style, in half points.
    pub(super) fn size(&self, id: Option<&str>) -> u32 {
        let stated = self.paragraph_chain(id).find_map(|style| style.run.size);
        stated.or(self.default_run.size).unwrap_or(20)
    }

    /// True where a paragraph style centres its text.
    pub(super) fn is_centred(&self, id: Option<&str>) -> bool {
        self.paragraph_chain(id)
            .find_map(|style| style.paragraph.centred)
            .unwrap_or(false)
    }

    /// True where a paragraph style begins a page.
    pub(super) fn breaks_page(&self, id: Option<&str>) -> bool {
        self.paragraph_chain(id)
            .find_map(|style| style.paragraph.page_break_before)
            .unwrap_or(false)
    }

    /// The list that a style belongs to: a paragraph style, or the numbering
    /// style that a list definition names.
    pub(super) fn list<'s>(&'s self, id: Option<&'s str>) -> Option<&'s str> {
        self.paragraph_chain(id)
            .find_map(|style| style.paragraph.number_id.as_deref())
    }

    /// The level that a paragraph style has in a list: the one that belongs to
    /// it (`level_of`), or else the one that it states. A level of its own goes
    /// before those of the styles that it is based on.
    pub(super) fn list_level(
        &self,
        id: Option<&str>,
        level_of: impl Fn(&str) -> Option<usize>,
    ) -> Option<usize> {
        self.paragraph_chain(id)
            .find_map(|style| level_of(&style.id).or(style.paragraph.number_level))
    }

    /// The language of the text in a paragraph style.
    pub(super) fn language(&self, id: Option<&str>) -> Language {
        let stated = self
            .paragraph_chain(id)
            .find_map(|style| style.run.language);
        stated.or(self.default_run.language).unwrap_or_default()
    }

    /// What a paragraph style says of its text; that of the default one where
    /// the style is not known.
    pub(super) fn text(&self, id: Option<&str>) -> TextStyle {
        let known = |id: &str| self.texts.get(id).copied();
        id.and_then(known)
            .or_else(|| self.default_paragraph.as_deref().and_then(known))
            .unwrap_or_else(|| self.text_of(None))
    }

    fn text_of(&self, id: Option<&str>) -> TextStyle {
        let mut run = RunProperties::default();
        for style in self.paragraph_chain(id) {
            run = run.over(&style.run);
        }
        TextStyle {
            look: run.look,
            default: self.default_run.look,
            font: run.font.or(self.default_run.font),
        }
    }
}

fn read_style(xml: &mut Xml) -> Result<Style, Error> {
    let mut style = Style::default();
    loop {
        match xml.next()? {
            Node::Start(element) => match element.local() {
                "rPr" => style.run = RunProperties::read(xml)?,
                "pPr" => style.paragraph = ParagraphProperties::read(xml)?,
                "name" => {
                    style.name = value(&element).unwrap_or_default();
                    xml.skip()?;
                }
                "basedOn" => {
                    style.based_on = value(&element);
                    xml.skip()?;
                }
                _ => xml.skip()?,
            },
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(style),
        }
    }
}

fn read_default_run(xml: &mut Xml) -> Result<RunProperties, Error> {
    let mut run = RunProperties::default();
    loop {
        match xml.next()? {
            Node::Start(element) if element.local() == "rPr" => run = RunProperties::read(xml)?,
            Node::Start(_) => xml.skip()?,
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(run),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(body: &str) -> Styles {
        let text = format!(
            "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{body}</w:styles>"
        );
        Styles::read(&mut Xml::new(&text, "word/styles.xml", 64)).unwrap()
    }

    #[test]
    fn headings_are_found_through_names_levels_and_chains() {
        let styles = styles(
            "<w:latentStyles w:count=\"1\"><w:lsdException w:name=\"heading 1\"/></w:latentStyles>\
             <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>\
             <w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"a\"/></w:style>\
             <w:style w:type=\"paragraph\" w:styleId=\"x\"><w:name w:val=\"章\"/><w:basedOn w:val=\"1\"/></w:style>\
             <w:style w:type=\"paragraph\" w:styleId=\"y\"><w:name w:val=\"条\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>\
             <w:style w:type=\"paragraph\" w:styleId=\"t\"><w:name w:val=\"Title\"/></w:style>\
             <w:style w:type=\"paragraph\" w:styleId=\"c\"><w:name w:val=\"c\"/><w:basedOn w:val=\"c\"/></w:style>",
        );
        for (id, level) in [
            ("1", Some(1)),
            ("x", Some(1)),
            ("y", Some(3)),
            ("t", Some(0)),
            ("a", None),
            ("c", None),
        ] {
            assert_eq!(styles.heading_level(Some(id)), level, "{id}");
        }
        assert_eq!(styles.heading_level(Some("missing")), None);
    }
}
