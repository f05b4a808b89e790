//! Text within XML that we write ourselves.

use quick_xml::escape::escape;

/// True for a character that XML 1.0 cannot hold (2.2); `char` has no surrogates.
pub(super) fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// The content of an element, without what XML cannot hold.
pub(super) fn content(text: &str) -> String {
    escape(text.replace(is_forbidden, "")).into_owned()
}

/// The value of an attribute. A reader takes white space in it for a space
/// (XML 1.0, 3.3.3) unless it is written as a reference.
pub(super) fn attribute(text: &str) -> String {
    content(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

/// Appends ` name="value"`.
pub(super) fn push_attribute(out: &mut String, name: &str, value: &str) {
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
        assert_eq!(content("<甲>&\u{1}\u{ffff}\r\n"), "&lt;甲&gt;&amp;&#13;\n");
        assert_eq!(attribute("\"a\n\tb"), "&quot;a&#10;&#9;b");
    }
}
