//! A small tolerant HTML parser: enough for pages that a program wrote.

/// Elements that have no end tag.
const VOID: &[&str] = &["br", "col", "hr", "img", "input", "link", "meta"];

/// A piece of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// Text.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Element {
    /// Its name.
    pub(super) name: String,
    /// Its attributes.
    pub(super) attributes: Vec<(String, String)>,
    /// What is in it.
    pub(super) children: Vec<Node>,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// True where an element of a name is somewhere in it.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.name == name
            || self
                .children
                .iter()
                .any(|node| matches!(node, Node::Element(e) if e.holds(name)))
    }

    /// Takes out all elements of a name.
    pub(super) fn remove(&mut self, name: &str) {
        self.children
            .retain(|node| !matches!(node, Node::Element(e) if e.name == name));
        for child in &mut self.children {
            if let Node::Element(element) = child {
                element.remove(name);
            }
        }
    }
}

/// Reads a page. End tags that fit nothing are passed over.
pub(super) fn parse(source: &str) -> Vec<Node> {
    let mut open = vec![Element::default()];
    let mut rest = source;
    while !rest.is_empty() {
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |parts| parts.1);
        } else if let Some(tag) = rest.strip_prefix("</") {
            let (name, behind) = tag.split_once('>').unwrap_or((tag, ""));
            close(&mut open, name.trim());
            rest = behind;
        } else if let Some(tag) = rest.strip_prefix('<') {
            let (tag, behind) = tag.split_once('>').unwrap_or((tag, ""));
            let element = start(tag.trim_end_matches('/'));
            let (name, ends) = (element.name.clone(), tag.ends_with('/'));
            open.push(element);
            rest = behind;
            if ends || VOID.contains(&name.as_str()) {
                close(&mut open, &name);
            }
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let (text, behind) = rest.split_at(end);
            push(&mut open, Node::Text(decode(text)));
            rest = behind;
        }
    }
    while open.len() > 1 {
        let name = open.last().map(|last| last.name.clone());
        close(&mut open, &name.unwrap_or_default());
    }
    open.pop().unwrap_or_default().children
}

fn push(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        last.children.push(node);
    }
}

fn close(open: &mut Vec<Element>, name: &str) {
    let Some(at) = open.iter().skip(1).rposition(|e| e.name == name) else {
        return;
    };
    while open.len() > at + 1 {
        if let Some(element) = open.pop() {
            push(open, Node::Element(element));
        }
    }
}

fn start(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some((key, behind)) = rest.split_once("=\"") {
        let (value, behind) = behind.split_once('"').unwrap_or((behind, ""));
        attributes.push((key.trim().to_owned(), decode(value)));
        rest = behind;
    }
    Element {
        name: name.to_ascii_lowercase(),
        attributes,
        children: Vec::new(),
    }
}

/// The text with its entities resolved.
pub(super) fn decode(text: &str) -> String {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        decoded += before;
        let Some((entity, after)) = behind.split_once(';').filter(|(e, _)| e.len() < 10) else {
            decoded.push('&');
            rest = behind;
            continue;
        };
        rest = after;
        match entity {
            "lt" => decoded.push('<'),
            "gt" => decoded.push('>'),
            "amp" => decoded.push('&'),
            "quot" => decoded.push('"'),
            "nbsp" => decoded.push('\u{a0}'),
            "ensp" | "emsp" => decoded.push(' '),
            _ => {
                let number = entity.strip_prefix('#');
                let code = number.and_then(|n| match n.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16).ok(),
                    None => n.parse().ok(),
                });
                decoded.extend(code.and_then(char::from_u32));
            }
        }
    }
    decoded + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn void_elements_entities_and_comments_are_understood() {
        let nodes = parse("<!-- a --><p id=\"x\">1 &lt; 2<br>&#x4e00;</p>\n</i>b");
        let Node::Element(p) = &nodes[0] else {
            return assert!(matches!(nodes[0], Node::Element(_)));
        };
        assert_eq!(p.attribute("id"), Some("x"));
        assert_eq!(p.children[0], Node::Text("1 < 2".to_owned()));
        assert!(p.holds("br"));
        assert_eq!(p.children[2], Node::Text("一".to_owned()));
        assert_eq!(nodes.last(), Some(&Node::Text("b".to_owned())));
    }
}
