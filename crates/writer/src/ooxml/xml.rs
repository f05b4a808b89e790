//! Text within XML that we write ourselves.

use gongkai_model::is_forbidden;
use quick_xml::escape::escape;

/// The content of an element, without what no text holds.
pub(crate) fn content(text: &str) -> String {
    escape(text.replace(is_forbidden, "")).into_owned()
}

/// The value of an attribute. A reader takes white space in it for a space
/// (XML 1.0, 3.3.3) unless it is written as a reference.
pub(crate) fn attribute(text: &str) -> String {
    content(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

/// Appends ` name="value"`.
pub(crate) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    out.push_str(&attribute(value));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_would_change_is_escaped_and_what_it_cannot_hold_goes() {
        assert_eq!(content("<甲>&\u{1}\u{ffff}\r\n"), "&lt;甲&gt;&amp;\n");
        assert_eq!(attribute("\"a\n\tb"), "&quot;a&#10;&#9;b");
    }
}
