//! Cells as programs write nearly all of them, read straight from the text of
//! the part: `<c r="B2" s="1"><v>12</v></c>`.
//!
//! A large sheet is millions of these. Each is taken only where it is exactly
//! of this form, without prefixes, references or line ends that XML changes;
//! everything else is left to the reader of any XML.

/// A cell of the plain form.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PlainCell<'t> {
    /// The attribute `r`, where there is one.
    pub(super) reference: Option<&'t str>,
    /// The attribute `s`.
    pub(super) style: Option<&'t str>,
    /// The attribute `t`.
    pub(super) kind: Option<&'t str>,
    /// It has an `f`.
    pub(super) formula: bool,
    /// The text of its `v`.
    pub(super) value: Option<&'t str>,
}

/// The cell that a text begins with, and how many bytes it has.
pub(super) fn read(text: &str) -> Option<(PlainCell<'_>, usize)> {
    let mut scan = Scan { text, at: 0 };
    let mut cell = PlainCell::default();
    scan.pass(b"<c")?;
    while scan.pass(b" ").is_some() {
        let slot = match scan.peek()? {
            b'r' => &mut cell.reference,
            b's' => &mut cell.style,
            b't' => &mut cell.kind,
            _ => return None,
        };
        scan.at += 1;
        scan.pass(b"=\"")?;
        let value = scan.until(b'"')?;
        if slot.replace(value).is_some() {
            return None;
        }
        scan.at += 1;
    }
    if scan.pass(b"/>").is_some() {
        return Some((cell, scan.at));
    }
    scan.pass(b">")?;
    if scan.pass(b"<f>").is_some() {
        scan.until(b'<')?;
        scan.pass(b"</f>")?;
        cell.formula = true;
    }
    if scan.pass(b"<v>").is_some() {
        cell.value = Some(scan.until(b'<')?);
        scan.pass(b"</v>")?;
    }
    scan.pass(b"</c>")?;
    // What a formula without a result says is needed.
    (!cell.formula || cell.value.is_some_and(|value| !value.is_empty())).then_some((cell, scan.at))
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes behind a token, where it stands here.
    #[inline]
    fn pass<const N: usize>(&mut self, token: &[u8; N]) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..)?;
        (rest.first_chunk() == Some(token)).then(|| self.at += N)
    }

    /// The text up to a byte; nothing where XML means other characters than
    /// those that stand there (references, line ends and tabs of attributes).
    #[inline]
    fn until(&mut self, end: u8) -> Option<&'t str> {
        let start = self.at;
        loop {
            match self.peek()? {
                b if b == end => return self.text.get(start..self.at),
                b'&' | b'<' | b'\r' => return None,
                b'\n' | b'\t' if end == b'"' => return None,
                _ => self.at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_form_is_read() {
        let cell = |text| read(text).map(|(cell, length)| (cell, &text[length..]));
        let plain = PlainCell {
            reference: Some("B2"),
            style: Some("1"),
            ..PlainCell::default()
        };
        assert_eq!(
            cell(r#"<c r="B2" s="1"/><c/>"#),
            Some((PlainCell { ..plain }, "<c/>"))
        );
        let text = r#"<c r="B2" t="s" s="1"><v>12</v></c></row>"#;
        let shared = PlainCell {
            kind: Some("s"),
            value: Some("12"),
            ..plain
        };
        assert_eq!(cell(text), Some((shared, "</row>")));
        let sum = PlainCell {
            formula: true,
            value: Some("甲"),
            ..PlainCell::default()
        };
        assert_eq!(cell("<c><f>A1+B1</f><v>甲</v></c>"), Some((sum, "")));
    }

    #[test]
    fn what_xml_reads_otherwise_is_left_to_it() {
        for other in [
            "",
            "<c",
            "<col/>",
            "<x:c/>",
            "<c r='B2'/>",
            r#"<c r="B2" r="B3"/>"#,
            r#"<c r="B2" cm="1"/>"#,
            r#"<c xmlns="x"/>"#,
            r#"<c  r="B2"/>"#,
            "<c><v>1</v>",
            "<c><v>a&amp;b</v></c>",
            "<c><v>a\rb</v></c>",
            "<c><v><![CDATA[1]]></v></c>",
            "<c><v>1</v><v>2</v></c>",
            "<c><v/></c>",
            "<c><f>A1</f></c>",
            "<c><f>A1</f><v></v></c>",
            r#"<c><f t="shared">A1</f><v>1</v></c>"#,
            "<c>1</c>",
            "<c r=\"B\n2\"/>",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
