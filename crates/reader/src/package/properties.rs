//! The properties of a file: three parts that Word and Excel share
//! (ISO/IEC 29500-2, 11; 29500-1, 22.2 and 22.3).

use gongkai_model::{Properties, is_forbidden};

use super::{Kind, Package};
use crate::Error;
use crate::xml::{Node, Xml};

impl Package<'_> {
    /// Reads the properties of the file.
    pub(crate) fn properties(&mut self) -> Result<Properties, Error> {
        let relationships = self.relationships("")?;
        let mut properties = Properties::default();
        for kind in [
            Kind::CoreProperties,
            Kind::ExtendedProperties,
            Kind::CustomProperties,
        ] {
            let Some(relationship) = relationships.first(kind) else {
                continue;
            };
            let Some(part) = self.part(&relationship.target)? else {
                continue;
            };
            let mut xml = part.xml();
            match kind {
                Kind::CustomProperties => custom(&mut xml, &mut properties)?,
                _ => simple(&mut xml, &mut properties)?,
            }
        }
        Ok(properties)
    }
}

/// Core and extended properties: an element each, with its text.
fn simple(xml: &mut Xml, properties: &mut Properties) -> Result<(), Error> {
    let mut at_root = true;
    loop {
        match xml.next()? {
            Node::Start(_) if at_root => at_root = false,
            Node::Start(element) => {
                let slot = match element.local() {
                    "title" => &mut properties.title,
                    "subject" => &mut properties.subject,
                    "creator" => &mut properties.creator,
                    "keywords" => &mut properties.keywords,
                    "description" => &mut properties.description,
                    "category" => &mut properties.category,
                    "lastModifiedBy" => &mut properties.last_modified_by,
                    "created" => &mut properties.created,
                    "modified" => &mut properties.modified,
                    "Company" => &mut properties.company,
                    "Manager" => &mut properties.manager,
                    _ => {
                        xml.skip()?; // what programs count and note of themselves
                        continue;
                    }
                };
                let text = xml.text_content()?;
                *slot = cleaned(&text);
            }
            Node::End | Node::Text(_) => {}
            Node::Eof => return Ok(()),
        }
    }
}

/// Custom properties: a name, and a value of some type within.
fn custom(xml: &mut Xml, properties: &mut Properties) -> Result<(), Error> {
    loop {
        match xml.next()? {
            Node::Start(element) if element.local() == "property" => {
                let name = element.attr("name").unwrap_or_default().into_owned();
                let text = all_text(xml)?;
                if let (Some(name), Some(text)) = (cleaned(&name), cleaned(&text)) {
                    properties.custom.insert(name, text);
                }
            }
            Node::Start(_) | Node::End | Node::Text(_) => {}
            Node::Eof => return Ok(()),
        }
    }
}

fn all_text(xml: &mut Xml) -> Result<String, Error> {
    let mut text = String::new();
    let mut depth = 0;
    loop {
        match xml.next()? {
            Node::Text(piece) => text.push_str(&piece),
            Node::Start(_) => depth += 1,
            Node::End if depth > 0 => depth -= 1,
            Node::End | Node::Eof => return Ok(text),
        }
    }
}

/// A property without space at its ends and control characters; none where
/// nothing is left.
pub(crate) fn cleaned(text: &str) -> Option<String> {
    let text = text.replace(is_forbidden, "");
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
