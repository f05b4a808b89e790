//! Content controls that are bound to data (`w:dataBinding`, 17.5.2.6): what
//! they show is what the data says, whatever text was stored in them last.

use gongkai_model::{Block, Heading, Paragraph, RichText};

use super::context::Context;
use super::custom_xml::{attribute_step, step};
use super::paragraph::ParagraphReader;
use super::properties::is_value_on;
use crate::Error;
use crate::word::grid::CellContent;
use crate::word::paragraph::Piece;
use crate::xml::{Element, Node, Ns, Xml};

/// What a control shows by its data, and how many changes had come before it:
/// text that was changed with changes tracked is not that of the data.
#[derive(Debug)]
pub(super) struct Bound {
    text: String,
    changes: usize,
}

/// What a bound control is, as far as it is text.
enum Control {
    /// `w:text` (17.5.2.44), of one line or several.
    Text { lines: bool },
    /// `w:dropDownList` or `w:comboBox` (17.5.2.15, 17.5.2.5): what its entries
    /// show, by their values.
    List(Vec<(String, String)>),
}

impl Context<'_, '_> {
    /// Reads `w:sdtPr` (17.5.2.38), whose data is shown by the `w:sdtContent`
    /// behind it.
    pub(super) fn control(&mut self, xml: &mut Xml) -> Result<(), Error> {
        let (mut place, mut control) = (None, None);
        loop {
            match xml.next()? {
                Node::Start(element) if element.ns == Ns::W => match element.local() {
                    "dataBinding" => {
                        place = place_of(&element);
                        xml.skip()?;
                    }
                    "text" => {
                        let lines = element.attr("multiLine");
                        let lines = lines.is_some_and(|value| is_value_on(&value));
                        control = Some(Control::Text { lines });
                        xml.skip()?;
                    }
                    "dropDownList" | "comboBox" => control = Some(Control::List(entries(xml)?)),
                    _ => xml.skip()?,
                },
                Node::Start(_) => xml.skip()?,
                Node::Text(_) => {}
                Node::End | Node::Eof => break,
            }
        }
        self.bound = None;
        if let (Some((id, path)), Some(control)) = (place, control)
            && let Some(data) = self.shared.data(&id, &path)
        {
            let changes = self.shared.changes;
            let text = control.shown(&data);
            self.bound = text.map(|text| Bound { text, changes });
        }
        Ok(())
    }

    /// The text of blocks that are the content of a control.
    pub(super) fn bind_blocks(&self, bound: Option<Bound>, blocks: &mut [Block]) {
        let texts = blocks.iter_mut().filter_map(|block| match block {
            Block::Heading(Heading { content, .. })
            | Block::Paragraph(Paragraph { content, .. }) => Some(Some(content)),
            Block::PageBreak(_) => None,
            _ => Some(None),
        });
        let mut texts = texts.fuse();
        if let (Some(Some(text)), None) = (texts.next(), texts.next()) {
            self.bind(bound, text);
        }
    }

    /// The text of a cell, from a line and a table on, that is the content of a
    /// control.
    pub(super) fn bind_cell(
        &self,
        bound: Option<Bound>,
        content: &mut CellContent,
        (lines, tables): (usize, usize),
    ) {
        if content.tables.len() == tables
            && let [text] = &mut content.lines[lines..]
        {
            self.bind(bound, text);
        }
    }

    /// The text that is the content of a control, if there is nothing else in it.
    fn bind(&self, bound: Option<Bound>, content: &mut RichText) {
        let Some(bound) = bound.filter(|bound| bound.changes == self.shared.changes) else {
            return;
        };
        let style = content.segments().into_iter().next();
        let style = style.map(|(_, style)| style);
        if let Some(style) = style.filter(|_| content.anchors.is_empty())
            && content.text.trim() != bound.text.trim()
        {
            *content = RichText::default();
            content.push(&bound.text, &style);
        }
    }
}

impl ParagraphReader<'_, '_, '_> {
    /// Reads `w:sdtContent` within a paragraph.
    pub(super) fn control_content(
        &mut self,
        xml: &mut Xml,
        link: Option<&str>,
    ) -> Result<(), Error> {
        let bound = self.context.bound.take();
        let (start, boxes) = (self.pieces.len(), self.boxes.len());
        self.inline(xml, link)?;
        let unchanged = |bound: &Bound| bound.changes == self.context.shared.changes;
        let Some(bound) = bound.filter(unchanged) else {
            return Ok(());
        };
        let mut stored = String::new();
        for piece in self.pieces.get(start..).unwrap_or_default() {
            match piece {
                Piece::Text { text, .. } => stored.push_str(text),
                _ => return Ok(()),
            }
        }
        if stored.trim() != bound.text.trim()
            && self.boxes.len() == boxes
            && let Some(Piece::Text { text, .. }) = self.pieces.get_mut(start)
        {
            *text = bound.text;
            self.pieces.truncate(start + 1);
        }
        Ok(())
    }
}

impl Control {
    /// What the control shows of its data; nothing where that is its placeholder
    /// or cannot be told.
    fn shown(self, data: &str) -> Option<String> {
        let text = match self {
            Control::Text { lines: true } => data.replace("\r\n", "\n").replace('\r', "\n"),
            Control::Text { lines: false } => data.replace(['\r', '\n'], " "),
            Control::List(entries) => {
                let entry = entries.into_iter().find(|(value, _)| value == data);
                entry?.1
            }
        };
        (!text.trim().is_empty()).then_some(text)
    }
}

/// The entries of a list (`w:listItem`, 17.5.2.21).
fn entries(xml: &mut Xml) -> Result<Vec<(String, String)>, Error> {
    let mut entries = Vec::new();
    loop {
        match xml.next()? {
            Node::Start(element) => {
                let shown = element.stated("displayText");
                let value = element.attr("value").or_else(|| shown.clone());
                if let Some(value) = value {
                    let shown = shown.unwrap_or_else(|| value.clone()).into_owned();
                    entries.push((value.into_owned(), shown));
                }
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(entries),
        }
    }
}

/// The id of the data, and the path in it.
fn place_of(binding: &Element) -> Option<(String, String)> {
    let id = binding.stated("storeItemID")?.into_owned();
    let mappings = binding.attr("prefixMappings").unwrap_or_default();
    let path = path(&binding.attr("xpath")?, &mappings)?;
    Some((id, path))
}

/// The path of an XPath like `/ns0:a[1]/ns0:b[2]/@c`, as Word writes them;
/// nothing for any other. A step without a number leads to the first node.
fn path(xpath: &str, mappings: &str) -> Option<String> {
    let mut path = String::new();
    for part in xpath.trim().strip_prefix('/')?.split('/') {
        if part == "text()" {
            continue;
        }
        let (is_attribute, part) = match part.strip_prefix('@') {
            Some(name) => (true, name),
            None => (false, part),
        };
        let (name, number) = match part.split_once('[') {
            Some((name, number)) => (name, number.strip_suffix(']')?.trim().parse().ok()?),
            None => (part, 1),
        };
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        if local.is_empty() || !local.chars().all(is_name) || local.starts_with('.') {
            return None;
        }
        let namespace = match prefix {
            "" => "",
            prefix => namespace(mappings, prefix)?,
        };
        path += &match is_attribute {
            true => attribute_step(namespace, local),
            false => step(namespace, local, number),
        };
    }
    Some(path)
}

/// What a prefix stands for in `xmlns:ns0='…' xmlns:ns1="…"` (17.5.2.6).
fn namespace<'m>(mappings: &'m str, prefix: &str) -> Option<&'m str> {
    mappings.split("xmlns:").find_map(|mapping| {
        let (name, value) = mapping.split_once('=')?;
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        let value = value[1..].split(quote).next()?;
        (name.trim() == prefix).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_paths_are_understood() {
        let mappings = "xmlns:a='urn:a' xmlns:b = \"urn:b\"";
        for (xpath, expected) in [
            ("/a:x[1]/b:y[2]", Some("/{urn:a}x[1]/{urn:b}y[2]")),
            ("/x/y/text()", Some("/{}x[1]/{}y[1]")),
            ("/a:x[1]/@y", Some("/{urn:a}x[1]/@{}y")),
            ("/c:x", None),
            ("//x", None),
            ("/x/..", None),
            ("/x[@y='1']", None),
            ("/x/*", None),
            ("x", None),
        ] {
            assert_eq!(path(xpath, mappings).as_deref(), expected, "{xpath}");
        }
    }

    #[test]
    fn lists_show_what_their_entries_say() {
        let list = || Control::List(vec![("1".to_owned(), "公开".to_owned())]);
        assert_eq!(list().shown("1").as_deref(), Some("公开"));
        assert_eq!(list().shown("2"), None);
        let line = Control::Text { lines: false };
        assert_eq!(line.shown("甲\n乙").as_deref(), Some("甲 乙"));
        assert_eq!(Control::Text { lines: true }.shown(" "), None);
    }
}
