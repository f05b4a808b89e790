//! Links out of the workbook.
//!
//! The library changes some targets: it escapes the `%` of `%E4%B8%AD` once
//! more. Such a target is written as a stand-in, and put in its place by
//! [`finish`](super::finish).

use rust_xlsxwriter::Url;

/// Excel takes targets of up to 2,079 characters.
const LONGEST_TARGET: usize = 2079;

/// Excel takes so many links on one sheet ("Excel specifications and limits").
pub(super) const MOST_ON_A_SHEET: usize = 65_530;

/// What the stand-ins begin with. `.invalid` is never a host (RFC 2606).
const STAND_IN: &str = "https://gongkai.invalid/link/";

/// The targets that have a stand-in, by its number.
#[derive(Default)]
pub(super) struct Links {
    targets: Vec<String>,
}

impl Links {
    /// True where nothing has a stand-in.
    pub(super) fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// The library's link to a target; none where Excel would not take it.
    pub(super) fn url(&mut self, target: &str) -> Option<Url> {
        if !is_sound(target) {
            return None;
        }
        if is_left_alone(target) {
            return Some(Url::new(target));
        }
        self.targets.push(target.to_owned());
        Some(Url::new(format!("{STAND_IN}{}", self.targets.len() - 1)))
    }

    /// A part of the workbook with the targets in the place of their stand-ins.
    pub(super) fn put_in_place(&self, text: &str) -> String {
        let mut parts = text.split(STAND_IN);
        let mut replaced = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(part.len());
            let target = part[..end]
                .parse()
                .ok()
                .and_then(|n: usize| self.targets.get(n));
            replaced.push_str(&escaped(target.map_or("", String::as_str)));
            replaced.push_str(&part[end..]);
        }
        replaced
    }
}

fn escaped(target: &str) -> String {
    target.replace('&', "&amp;")
}

/// True for targets that Excel opens without complaint: of a scheme that it
/// follows, and spelled as a URI (Han and the like may stand as they are).
fn is_sound(target: &str) -> bool {
    let is_odd = |c: char| c.is_control() || c.is_whitespace() || "\"<>\\^`{|}".contains(c);
    if target.encode_utf16().count() > LONGEST_TARGET || target.contains(is_odd) {
        return false;
    }
    let escapes = target
        .split('%')
        .skip(1)
        .all(|rest| rest.len() >= 2 && rest.bytes().take(2).all(|b| b.is_ascii_hexdigit()));
    let with_host = ["http://", "https://", "ftp://"];
    let host = with_host
        .iter()
        .find_map(|scheme| target.strip_prefix(scheme));
    let other = ["mailto:", "file:///"]
        .iter()
        .any(|s| target.strip_prefix(s).is_some_and(|r| !r.is_empty()));
    escapes && (host.is_some_and(has_host) || other)
}

/// `example.cn:8080` in `example.cn:8080/a?b`
fn has_host(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "0"));
    let is_part = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    !host.is_empty()
        && host.chars().all(is_part)
        && !host.starts_with('.')
        && port.parse::<u16>().is_ok()
}

/// True where the library writes the target as it is.
fn is_left_alone(target: &str) -> bool {
    let escaped = target.contains(['%', '[', ']']) || target.starts_with("file:");
    let own = target.starts_with(STAND_IN);
    !escaped && !own && !target.ends_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_that_excel_does_not_take_are_none() {
        let long = format!("https://example.cn/{}", "a".repeat(2079));
        let targets = [
            "",
            "#_Toc1",
            "javascript:alert(1)",
            "https://",
            "http://a b.cn",
            "https://a.cn/%zz",
            "a.pdf",
            &long,
        ];
        for target in targets {
            assert!(Links::default().url(target).is_none(), "{target}");
        }
    }

    #[test]
    fn only_targets_that_the_library_would_change_have_a_stand_in() {
        let mut links = Links::default();
        for target in [
            "https://example.cn/a?b=1&c=2#d",
            "mailto:a@example.cn",
            "http://县.cn:80/公开",
        ] {
            assert!(links.url(target).is_some());
        }
        assert!(links.targets.is_empty());
        for target in [
            "https://example.cn/%E4%B8%AD",
            "https://example.cn/#",
            "file:///C:/a.xlsx",
        ] {
            assert!(links.url(target).is_some());
        }
        assert_eq!(links.targets.len(), 3);
        let xml = format!("<a b=\"{STAND_IN}0\"/><a b=\"{STAND_IN}2\"/>");
        assert_eq!(
            links.put_in_place(&xml),
            "<a b=\"https://example.cn/%E4%B8%AD\"/><a b=\"file:///C:/a.xlsx\"/>"
        );
    }
}
