//! Styles (OpenDocument 1.3 part 3, 16.2): how cells and stretches of text
//! look, what breaks a page, which sheets are not shown. A style says what it
//! changes in the one above it.

use std::collections::HashMap;

use gongkai_model::Style;

use super::attributes::attribute;
use super::measure;
use super::pages::Page;
use crate::Error;
use crate::sheet::styles::{Font, Lists, RawXf, Styles, TITLE_SIZE};
use crate::xml::{Element, Node, Ns, Xml};

/// No style has more above it; a circle ends here as well.
const DEPTH: usize = 32;

/// What a style says; nothing where it leaves that to the one above it.
#[derive(Debug, Default, Clone)]
struct Stated {
    parent: Option<String>,
    bold: Option<bool>,
    italic: Option<bool>,
    underline: Option<bool>,
    strike: Option<bool>,
    /// Above the line, or below it.
    position: Option<Option<Raised>>,
    large: Option<bool>,
    centered: Option<bool>,
    /// At the left or right, and at the top or bottom.
    vertical: Option<bool>,
    horizontal: Option<bool>,
    page_break: bool,
    not_shown: bool,
    /// The page style of a sheet.
    page: Option<String>,
    /// How wide a column or how high a row is.
    size: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Raised {
    Above,
    Below,
}

/// The styles of a file, by family and name.
#[derive(Debug, Default)]
pub(super) struct Named {
    styles: HashMap<(String, String), Stated>,
    numbers: HashMap<String, u32>,
    /// The page styles by their names.
    pub(super) pages: HashMap<String, Page>,
}

impl Named {
    /// Takes up a style, the end of the element included.
    pub(super) fn read(&mut self, xml: &mut Xml, element: &Element) -> Result<(), Error> {
        let said = |name| attribute(element, name).map(|value| value.into_owned());
        let family = said("family").unwrap_or_default();
        // The default of a family has no name, and is above all its styles.
        let name = said("name").unwrap_or_default();
        let mut style = Stated {
            parent: said("parent-style-name"),
            page: said("master-page-name"),
            ..Stated::default()
        };
        loop {
            match xml.next()? {
                Node::Start(properties) => {
                    if properties.ns == Ns::Odf {
                        style.take(&properties);
                    }
                    xml.skip()?;
                }
                Node::Text(_) => {}
                Node::End | Node::Eof => break,
            }
        }
        self.styles.insert((family, name), style);
        Ok(())
    }

    /// The styles from the one of a name up.
    fn chain(&self, family: &str, name: &str) -> Vec<&Stated> {
        let mut chain = Vec::new();
        let mut next = Some(name);
        while let Some(name) = next.filter(|_| chain.len() < DEPTH) {
            let Some(style) = self.styles.get(&(family.to_owned(), name.to_owned())) else {
                break;
            };
            chain.push(style);
            next = style.parent.as_deref();
        }
        let default = self.styles.get(&(family.to_owned(), String::new()));
        chain.extend(default);
        chain
    }

    /// How text of a style looks, apart from what it stands in.
    pub(super) fn of_text(&self, name: &str) -> Style {
        font(&self.chain("text", name)).style
    }

    /// True where a page ends before rows of this style.
    pub(super) fn breaks_page(&self, name: &str) -> bool {
        let chain = self.chain("table-row", name);
        chain.iter().any(|style| style.page_break)
    }

    /// How wide columns of this style are.
    pub(super) fn width(&self, name: &str) -> u64 {
        let chain = self.chain("table-column", name);
        let size = chain.iter().find_map(|style| style.size);
        size.unwrap_or(measure::COLUMN)
    }

    /// How high rows of this style are.
    pub(super) fn height(&self, name: &str) -> u64 {
        let chain = self.chain("table-row", name);
        let size = chain.iter().find_map(|style| style.size);
        size.unwrap_or(measure::ROW)
    }

    /// True for the style of a sheet that is not shown.
    pub(super) fn is_hidden(&self, name: &str) -> bool {
        let chain = self.chain("table", name);
        chain.iter().any(|style| style.not_shown)
    }

    /// What stands at the edges of the pages of a sheet of this style.
    pub(super) fn page(&self, name: &str) -> Page {
        let chain = self.chain("table", name);
        let page = chain.iter().find_map(|style| style.page.as_ref());
        let page = page.and_then(|page| self.pages.get(page));
        page.copied().unwrap_or_default()
    }

    /// The formats of all cells; [`Named::number`] has their numbers.
    pub(super) fn resolve(&mut self) -> Styles {
        let mut lists = Lists {
            borders: vec![false, true],
            fonts: vec![Font::default()],
            ..Lists::default()
        };
        lists.xfs.push(RawXf::default());
        let of_cells = self
            .styles
            .keys()
            .filter(|(family, _)| family == "table-cell");
        let mut names: Vec<String> = of_cells.map(|(_, name)| name.clone()).collect();
        names.sort_unstable();
        for name in names {
            let chain = self.chain("table-cell", &name);
            let any = |say: fn(&Stated) -> Option<bool>| {
                chain
                    .iter()
                    .find_map(|style| say(style))
                    .unwrap_or_default()
            };
            let bordered = any(|style| style.vertical) && any(|style| style.horizontal);
            let xf = RawXf {
                number_format: 0,
                font: lists.fonts.len(),
                border: usize::from(bordered),
                centered: any(|style| style.centered),
            };
            lists.fonts.push(font(&chain));
            self.numbers.insert(name, lists.xfs.len() as u32);
            lists.xfs.push(xf);
        }
        lists.resolve()
    }

    /// The number of the format of a cell.
    pub(super) fn number(&self, name: &str) -> u32 {
        self.numbers.get(name).copied().unwrap_or_default()
    }
}

fn font(chain: &[&Stated]) -> Font {
    let any = |say: fn(&Stated) -> Option<bool>| {
        chain
            .iter()
            .find_map(|style| say(style))
            .unwrap_or_default()
    };
    let position = chain.iter().find_map(|style| style.position).flatten();
    Font {
        style: Style {
            bold: any(|style| style.bold),
            italic: any(|style| style.italic),
            underline: any(|style| style.underline),
            strike: any(|style| style.strike),
            superscript: position == Some(Raised::Above),
            subscript: position == Some(Raised::Below),
            link: None,
        },
        large: any(|style| style.large),
    }
}

impl Stated {
    /// Takes the attributes of an element of properties (16.27): their names
    /// tell them apart.
    fn take(&mut self, properties: &Element) {
        let local = properties.local();
        for (name, value) in properties.attrs() {
            let name = name.split_once(':').map_or(name, |(_, name)| name);
            match (local, name) {
                ("text-properties", name) => self.text(name, &value),
                ("paragraph-properties", "text-align") => self.centered = Some(value == "center"),
                ("table-cell-properties", name) => self.border(name, &value),
                ("table-row-properties", "break-before") => self.page_break = value == "page",
                ("table-column-properties", "column-width")
                | ("table-row-properties", "row-height") => self.size = measure::length(&value),
                ("table-properties", "display") => self.not_shown = value == "false",
                _ => {} // colours, layout
            }
        }
    }

    fn text(&mut self, name: &str, value: &str) {
        match name {
            "font-weight" => {
                let heavy = value.parse::<u32>().is_ok_and(|weight| weight >= 600);
                self.bold = Some(value == "bold" || heavy);
            }
            "font-style" => self.italic = Some(value != "normal"),
            "text-underline-style" => self.underline = Some(value != "none"),
            "text-line-through-style" => self.strike = Some(value != "none"),
            "text-position" => self.position = Some(raised(value)),
            "font-size" => {
                let points = value
                    .strip_suffix("pt")
                    .and_then(|points| points.parse::<f64>().ok());
                self.large = points.map(|points| points >= TITLE_SIZE);
            }
            _ => {}
        }
    }

    fn border(&mut self, name: &str, value: &str) {
        let drawn = Some(!matches!(value, "none" | "hidden" | ""));
        match name {
            "border" => (self.vertical, self.horizontal) = (drawn, drawn),
            "border-left" | "border-right" if drawn == Some(true) || self.vertical.is_none() => {
                self.vertical = drawn;
            }
            "border-top" | "border-bottom" if drawn == Some(true) || self.horizontal.is_none() => {
                self.horizontal = drawn;
            }
            _ => {}
        }
    }
}

/// `super 58%`, `sub 58%`, or how far in per cent (20.403).
fn raised(value: &str) -> Option<Raised> {
    let first = value.split_whitespace().next().unwrap_or_default();
    match first {
        "super" => Some(Raised::Above),
        "sub" => Some(Raised::Below),
        percent => {
            let percent = percent.strip_suffix('%')?.parse::<f64>().ok()?;
            match percent {
                0.0 => None,
                _ if percent > 0.0 => Some(Raised::Above),
                _ => Some(Raised::Below),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ODF: &str = "urn:oasis:names:tc:opendocument:xmlns";

    fn named(xml: &str) -> Named {
        let xml = format!(
            "<o:styles xmlns:o=\"{ODF}:office:1.0\" xmlns:style=\"{ODF}:style:1.0\" \
             xmlns:fo=\"{ODF}:xsl-fo-compatible:1.0\">{xml}</o:styles>"
        );
        let mut xml = Xml::new(&xml, "styles.xml", 16);
        let mut named = Named::default();
        loop {
            match xml.next().unwrap() {
                Node::Start(element) if element.local() == "style" => {
                    named.read(&mut xml, &element).unwrap();
                }
                Node::Eof => return named,
                _ => {}
            }
        }
    }

    #[test]
    fn a_style_goes_by_the_one_above_it() {
        let mut named = named(
            "<style:style style:name=\"a\" style:family=\"table-cell\" style:parent-style-name=\"b\">\
             <style:text-properties fo:font-weight=\"normal\"/></style:style>\
             <style:style style:name=\"b\" style:family=\"table-cell\" style:parent-style-name=\"a\">\
             <style:text-properties fo:font-weight=\"bold\" fo:font-size=\"22pt\" style:text-position=\"super 58%\"/>\
             <style:table-cell-properties fo:border-left=\"1pt solid\" fo:border-right=\"none\" fo:border-top=\"1pt solid\"/>\
             <style:paragraph-properties fo:text-align=\"center\"/></style:style>",
        );
        let styles = named.resolve();
        let (a, b) = (styles.xf(named.number("a")), styles.xf(named.number("b")));
        assert!(!a.font.style.bold && a.font.large && a.centered && a.bordered);
        assert!(b.font.style.bold && b.font.style.superscript);
        assert_eq!(named.number("c"), 0);
    }
}
