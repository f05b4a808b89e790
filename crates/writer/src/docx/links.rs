//! Link targets: which ones a Word file can hold, and their numbers.

use std::collections::HashMap;

/// Longer targets are cut or refused by the programs that follow them.
const MAX_TARGET: usize = 2083;

/// The targets of a file, each once, in the order of their first use.
#[derive(Debug, Default)]
pub(super) struct Links {
    numbers: HashMap<String, usize>,
}

impl Links {
    /// The number of a target, from 0.
    pub(super) fn number(&mut self, target: &str) -> usize {
        if let Some(&number) = self.numbers.get(target) {
            return number;
        }
        let number = self.numbers.len();
        self.numbers.insert(target.to_owned(), number);
        number
    }

    /// The targets in the order of their numbers.
    pub(super) fn into_targets(self) -> Vec<String> {
        let mut targets: Vec<(String, usize)> = self.numbers.into_iter().collect();
        targets.sort_unstable_by_key(|&(_, number)| number);
        targets.into_iter().map(|(target, _)| target).collect()
    }
}

/// True for what may stand as the target of an external relationship: an IRI
/// reference (ECMA-376 part 2, 9.3.2) as far as Word minds. Word has been seen
/// to declare a whole file broken for the sake of one malformed target, while
/// it writes a bare `%` and the backslashes of a network drive itself.
pub(super) fn is_acceptable(target: &str) -> bool {
    let forbidden = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || "<>\"{}|^`".contains(c)
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
            || c > '\u{effff}'
    };
    !target.is_empty()
        && target.len() <= MAX_TARGET
        && !target.contains(forbidden)
        && scheme_is_sound(target)
}

/// Behind a scheme there is something, and with a scheme of the web a host.
fn scheme_is_sound(target: &str) -> bool {
    let before = target
        .split(['/', '?', '#', '\\'])
        .next()
        .unwrap_or_default();
    let Some((scheme, _)) = before.split_once(':') else {
        return true;
    };
    let rest = &target[scheme.len() + 1..];
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" | "ftp" => rest.strip_prefix("//").is_some_and(host_is_sound),
        _ => named && !rest.is_empty(),
    }
}

/// `www.example.cn`, `10.0.0.1:8080`, `公开.中国`
fn host_is_sound(behind: &str) -> bool {
    let authority = behind
        .split(['/', '?', '#', '\\'])
        .next()
        .unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    if host.starts_with('[') {
        return host.contains(':') && host.contains(']'); // IPv6
    }
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let plain = |c: char| c.is_alphanumeric() || "-._".contains(c);
    !name.is_empty()
        && name.chars().all(plain)
        && !name.contains("..")
        && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_numbered_in_order_of_first_use() {
        let mut links = Links::default();
        assert_eq!(
            [links.number("b"), links.number("a"), links.number("b")],
            [0, 1, 0]
        );
        assert_eq!(links.into_targets(), ["b", "a"]);
    }

    #[test]
    fn iri_references_are_acceptable() {
        for target in [
            "http://www.gov.cn/",
            "https://example.cn:8443/a/b?c=d&e=%E5%85%AC#f",
            "http://www.example.cn/公开/年报.html",
            "http://公开.中国/",
            "http://user@a_b.cn/100%",
            "http://[::1]/",
            "mailto:xxgk@example.cn?subject=x",
            "#第一部分",
            "附件/表.xlsx",
            "../a.pdf",
            "file:///C:/a.doc",
            "file:///\\\\host\\share\\a.doc",
            "C:\\a.doc",
            "tel:+86-10-12345678",
        ] {
            assert!(is_acceptable(target), "{target}");
        }
    }

    #[test]
    fn what_might_break_the_file_is_not() {
        for target in [
            "",
            "http://",
            "http:www.gov.cn",
            "http:// www.gov.cn",
            "http://www.gov.cn\u{3000}",
            "http://www.gov.cn/\n",
            "http://[::1",
            "http://a:99999/",
            "http://a..b/",
            "mailto:",
            "::",
            "1:2",
            "公开:x",
            "http://a/{b}",
            "http://a/<b>",
        ] {
            assert!(!is_acceptable(target), "{target}");
        }
        assert!(!is_acceptable(&format!("http://a/{}", "b".repeat(3000))));
    }
}
