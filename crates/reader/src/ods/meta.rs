//! The properties of the file (OpenDocument 1.3 part 3, 4.3).

use gongkai_model::Properties;

use super::attributes::attribute;
use crate::Error;
use crate::package::cleaned;
use crate::xml::{Node, Xml};

/// Reads `meta.xml`.
pub(super) fn read(xml: &mut Xml) -> Result<Properties, Error> {
    let mut properties = Properties::default();
    loop {
        match xml.next()? {
            Node::Start(element) => {
                let slot = match element.local() {
                    "document-meta" | "meta" => continue,
                    "user-defined" => {
                        let name = attribute(&element, "name").unwrap_or_default();
                        let name = cleaned(&name);
                        let text = cleaned(&xml.text_content()?);
                        if let (Some(name), Some(text)) = (name, text) {
                            properties.custom.insert(name, text);
                        }
                        continue;
                    }
                    "keyword" => {
                        let word = cleaned(&xml.text_content()?);
                        properties.keywords = match (properties.keywords.take(), word) {
                            (Some(words), Some(word)) => Some(format!("{words}, {word}")),
                            (words, word) => words.or(word),
                        };
                        continue;
                    }
                    "title" => &mut properties.title,
                    "subject" => &mut properties.subject,
                    "description" => &mut properties.description,
                    "initial-creator" => &mut properties.creator,
                    "creator" => &mut properties.last_modified_by,
                    "creation-date" => &mut properties.created,
                    "date" => &mut properties.modified,
                    _ => {
                        xml.skip()?; // what programs count and note of themselves
                        continue;
                    }
                };
                *slot = cleaned(&xml.text_content()?);
            }
            Node::End | Node::Text(_) => {}
            Node::Eof => return Ok(properties),
        }
    }
}
