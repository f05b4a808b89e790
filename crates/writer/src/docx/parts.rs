//! The parts of the package beside the body. Those that are the same in every
//! file stand in `parts/` as they are; the others are made here.

use std::borrow::Cow;
use std::fmt::Write;

use gongkai_model::Meta;
use quick_xml::escape::escape;

/// The relationship of the footer, to which the section refers.
pub(super) const FOOTER_ID: &str = "rIdFooter";

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The day that stands for "unknown": the first that a zip can name.
const UNKNOWN_DAY: &str = "1980-01-01";

/// A part of the package.
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) content: Cow<'static, [u8]>,
}

/// The relationship of a link, by its number.
pub(super) fn link_id(number: usize) -> String {
    format!("rIdLink{}", number + 1)
}

/// All parts in the order of the zip. The content types come first, by which
/// programs recognise the file.
pub(super) fn parts(document: String, links: &[String], meta: &Meta) -> Vec<Part> {
    let fixed = |name, content: &'static str| Part {
        name,
        content: content.as_bytes().into(),
    };
    let made = |name, content: String| Part {
        name,
        content: content.into_bytes().into(),
    };
    vec![
        fixed(
            "[Content_Types].xml",
            include_str!("parts/content_types.xml"),
        ),
        fixed("_rels/.rels", include_str!("parts/package_rels.xml")),
        made("word/document.xml", document),
        made("word/_rels/document.xml.rels", document_rels(links)),
        fixed("word/styles.xml", include_str!("parts/styles.xml")),
        fixed("word/settings.xml", include_str!("parts/settings.xml")),
        fixed("word/fontTable.xml", include_str!("parts/font_table.xml")),
        fixed("word/footer1.xml", include_str!("parts/footer.xml")),
        made("docProps/core.xml", core_properties(meta)),
        fixed("docProps/app.xml", include_str!("parts/app.xml")),
    ]
}

fn document_rels(links: &[String]) -> String {
    let mut xml = format!(
        "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    let own = [
        ("rIdStyles", "styles", "styles.xml"),
        ("rIdSettings", "settings", "settings.xml"),
        ("rIdFontTable", "fontTable", "fontTable.xml"),
        (FOOTER_ID, "footer", "footer1.xml"),
    ];
    for (id, kind, target) in own {
        push_relationship(&mut xml, id, kind, target, "");
    }
    for (number, target) in links.iter().enumerate() {
        let mode = " TargetMode=\"External\"";
        push_relationship(
            &mut xml,
            &link_id(number),
            "hyperlink",
            &escape(target.as_str()),
            mode,
        );
    }
    xml.push_str("</Relationships>");
    xml
}

fn push_relationship(xml: &mut String, id: &str, kind: &str, target: &str, mode: &str) {
    // Writing to a string cannot fail.
    let _ = write!(
        xml,
        "<Relationship Id=\"{id}\" Type=\"{RELATIONSHIPS}/{kind}\" Target=\"{target}\"{mode}/>"
    );
}

/// Title and author are the report's; both dates are its date of issue,
/// because a clock would make two files of one report.
fn core_properties(meta: &Meta) -> String {
    let mut xml = format!(
        "{XML}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    );
    let creator = meta.issuer.as_ref().or(meta.organization.as_ref());
    for (name, text) in [("title", meta.title.as_ref()), ("creator", creator)] {
        if let Some(text) = text {
            let _ = write!(
                xml,
                "<dc:{name}>{}</dc:{name}>",
                escape(without_controls(text))
            );
        }
    }
    let day = meta
        .issued
        .as_deref()
        .filter(|day| is_day(day))
        .unwrap_or(UNKNOWN_DAY);
    for name in ["created", "modified"] {
        let _ = write!(
            xml,
            "<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:{name}>"
        );
    }
    xml.push_str("<dc:language>zh-CN</dc:language></cp:coreProperties>");
    xml
}

/// Line ends as spaces, and nothing that XML cannot hold.
fn without_controls(text: &str) -> String {
    text.replace(['\n', '\t'], " ").replace(
        |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'),
        "",
    )
}

/// True for a day that the calendar has, written `2021-01-20`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return false;
    };
    let digits =
        |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return false;
    }
    let (Ok(year), Ok(month), Ok(day)) =
        (year.parse::<u16>(), month.parse::<u8>(), day.parse::<u8>())
    else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    year > 0 && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_become_dates() {
        for (text, expected) in [
            ("2021-01-20", true),
            ("2024-02-29", true),
            ("2023-02-29", false),
            ("2021-13-01", false),
            ("2021-1-20", false),
            ("0000-01-01", false),
            ("2021-01-20T00:00:00", false),
            ("", false),
        ] {
            assert_eq!(is_day(text), expected, "{text}");
        }
    }

    #[test]
    fn properties_come_from_the_report() {
        let meta = Meta {
            title: Some("<甲>&乙".to_owned()),
            organization: Some("丙".to_owned()),
            issued: Some("2021-01-20".to_owned()),
            ..Meta::default()
        };
        let xml = core_properties(&meta);
        assert!(xml.contains("<dc:title>&lt;甲&gt;&amp;乙</dc:title><dc:creator>丙</dc:creator>"));
        assert!(xml.contains(">2021-01-20T00:00:00Z<"));
        assert!(core_properties(&Meta::default()).contains(">1980-01-01T00:00:00Z<"));
    }

    #[test]
    fn link_targets_are_escaped() {
        let xml = document_rels(&["http://a/?b=1&c=2'".to_owned()]);
        assert!(xml.contains("Id=\"rIdLink1\""), "{xml}");
        assert!(
            xml.contains("Target=\"http://a/?b=1&amp;c=2&apos;\" TargetMode=\"External\""),
            "{xml}"
        );
    }
}
