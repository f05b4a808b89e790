//! The names of parts (ISO/IEC 29500-2, 6.2.2).

use std::borrow::Cow;

/// The name by which a part is found, whatever way it is written: without
/// case (6.2.2.3), a slash or `./` at its beginning, backslashes, and with
/// percent-encoding resolved (6.2.2.2; RFC 3986, 2.1).
pub(super) fn fold(name: &str) -> String {
    let name = decoded(name).replace('\\', "/");
    let mut rest = name.as_str();
    loop {
        match rest.strip_prefix('/').or_else(|| rest.strip_prefix("./")) {
            Some(more) => rest = more,
            None => return rest.to_ascii_lowercase(),
        }
    }
}

/// Percent-encoding resolved where it stands for characters of UTF-8. Encoded
/// slashes stay: they are part of a name (6.2.2.2).
pub(crate) fn decoded(name: &str) -> Cow<'_, str> {
    if !name.contains('%') {
        return Cow::Borrowed(name);
    }
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code.filter(|code| byte == b'%' && !matches!(code, b'/' | b'\\' | ..=0x1f)) {
            Some(code) => {
                bytes.push(code);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(name), Cow::Owned)
}

/// The name of the part that a target names (6.4; RFC 3986, 5.2).
pub(crate) fn resolve(folder: &str, target: &str) -> String {
    let target = decoded(target).replace('\\', "/");
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// True where a target names its protocol (RFC 3986, 3.1): no part has such a
/// name. One letter is a drive.
pub(crate) fn has_scheme(target: &str) -> bool {
    let Some((scheme, _)) = target.split_once(':') else {
        return false;
    };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_against_the_folder_of_the_part() {
        assert_eq!(resolve("word", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "/word/styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word", "../docProps/core.xml"), "docProps/core.xml");
        assert_eq!(resolve("", "word\\document.xml"), "word/document.xml");
        assert_eq!(resolve("word", "../../../etc"), "etc");
        assert_eq!(
            resolve("word", "media/%E5%9B%BE%201.png"),
            "word/media/图 1.png"
        );
    }

    #[test]
    fn one_part_has_one_name() {
        for name in [
            "word/图 1.XML",
            "/word/图 1.xml",
            "./word\\图%201.xml",
            ".\\Word/%e5%9B%BE 1.xml",
        ] {
            assert_eq!(fold(name), "word/图 1.xml", "{name}");
        }
        // What stands for no character, for a slash or for nothing stays as it is.
        assert_eq!(decoded("a%ff%2f%zz%4"), "a%ff%2f%zz%4");
        assert_eq!(decoded("50%"), "50%");
    }

    #[test]
    fn a_protocol_is_known() {
        assert!(has_scheme("http://example.com") && has_scheme("mailto:a@b"));
        assert!(has_scheme("C:\\a.docx"));
        assert!(!has_scheme("styles.xml") && !has_scheme("a/b:c") && !has_scheme("#a:b"));
    }
}
