//! XML as a flat list of tokens, as it is written.

use quick_xml::events::{BytesStart, Event};

/// A piece of XML, as it is written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Start(Tag),
    End(String),
    /// Text, escaped.
    Text(String),
    /// Anything else, as it is written.
    Other(String),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tag {
    pub(super) name: String,
    /// Names and escaped values.
    pub(super) attributes: Vec<(String, String)>,
    pub(super) is_empty: bool,
}

/// Cuts XML into tokens; none where it is broken.
pub(super) fn tokens(xml: &str) -> Option<Vec<Token>> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut tokens = Vec::new();
    loop {
        tokens.push(match reader.read_event().ok()? {
            Event::Start(tag) => Token::Start(read_tag(&tag, false)?),
            Event::Empty(tag) => Token::Start(read_tag(&tag, true)?),
            Event::End(tag) => Token::End(tag.name().as_ref().to_owned()),
            Event::Text(text) => Token::Text(text.into_inner().into_owned()),
            Event::GeneralRef(name) => Token::Text(format!("&{};", name.into_inner())),
            Event::Eof => return Some(tokens),
            other => {
                let mut writer = quick_xml::Writer::new(Vec::new());
                writer.write_event(other).ok()?;
                Token::Other(String::from_utf8(writer.into_inner()).ok()?)
            }
        });
    }
}

fn read_tag(start: &BytesStart, is_empty: bool) -> Option<Tag> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.ok()?;
        let value = attribute.value.replace('"', "&quot;");
        attributes.push((attribute.key.as_ref().to_owned(), value));
    }
    Some(Tag {
        name: start.name().as_ref().to_owned(),
        attributes,
        is_empty,
    })
}

/// The tokens as XML.
pub(super) fn written(tokens: &[Token]) -> String {
    let mut xml = String::new();
    for token in tokens {
        match token {
            Token::Start(tag) => {
                xml = xml + "<" + &tag.name;
                for (name, value) in &tag.attributes {
                    xml = xml + " " + name + "=\"" + value + "\"";
                }
                xml += if tag.is_empty { "/>" } else { ">" };
            }
            Token::End(name) => xml = xml + "</" + name + ">",
            Token::Text(text) | Token::Other(text) => xml += text,
        }
    }
    xml
}

/// An empty element.
pub(super) fn empty(name: &str, attributes: &[(&str, &str)]) -> Token {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Token::Start(Tag {
        name: name.to_owned(),
        attributes: attributes.iter().map(owned).collect(),
        is_empty: true,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_changed_is_written_as_it_was() {
        let xml =
            "<?xml version=\"1.0\"?><w:p a=\"1 &lt; 2\"><!-- c --><w:t>a &amp; b</w:t><w:r/></w:p>";
        assert_eq!(written(&tokens(xml).unwrap()), xml);
    }
}
