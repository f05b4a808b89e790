//! What a file says of itself: the parts in `docProps/`.

use std::collections::HashSet;
use std::fmt::Write;

use gongkai_model::{Properties, is_forbidden};

use super::dates;
use super::xml::{content, push_attribute};

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The set that every custom property belongs to (ISO/IEC 29500-1, 22.3.2.2).
const CUSTOM_SET: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
/// 0 and 1 are taken (22.3.2.2).
const FIRST_CUSTOM: usize = 2;

/// The texts of the core properties, by element.
fn core_texts(properties: &Properties) -> [(&'static str, &Option<String>); 7] {
    [
        ("dc:title", &properties.title),
        ("dc:subject", &properties.subject),
        ("dc:creator", &properties.creator),
        ("cp:keywords", &properties.keywords),
        ("dc:description", &properties.description),
        ("cp:category", &properties.category),
        ("cp:lastModifiedBy", &properties.last_modified_by),
    ]
}

fn core_dates(properties: &Properties) -> [(&'static str, &Option<String>); 2] {
    [
        ("dcterms:created", &properties.created),
        ("dcterms:modified", &properties.modified),
    ]
}

/// True where every property can be written as it is. An empty one says
/// nothing, and Word takes it for none.
pub(crate) fn are_carried(properties: &Properties) -> bool {
    let texts = core_texts(properties).into_iter();
    let others = [("", &properties.company), ("", &properties.manager)];
    let mut texts = texts.chain(others).filter_map(|(_, text)| text.as_ref());
    let mut dates = core_dates(properties)
        .into_iter()
        .filter_map(|(_, date)| date.as_ref());
    let whole = |text: &String| !text.is_empty() && !text.contains(is_forbidden);
    texts.all(whole)
        && dates.all(|date| dates::is_w3cdtf(date))
        && custom_texts(properties).len() == properties.custom.len()
        && properties.custom.keys().all(whole)
        && (properties.custom.values()).all(|text| !text.contains(is_forbidden))
}

/// The custom properties that Word accepts: each has a name, and no two have
/// names that differ in case alone (22.3.2.2).
fn custom_texts(properties: &Properties) -> Vec<(&String, &String)> {
    let mut names = HashSet::new();
    let mut accepted =
        |name: &str| !content(name).is_empty() && names.insert(content(name).to_lowercase());
    let custom = properties.custom.iter();
    custom.filter(|(name, _)| accepted(name)).collect()
}

/// `docProps/core.xml`, where there is something in it. No clock: what the
/// report does not say is not said.
pub(crate) fn core(properties: &Properties) -> Option<String> {
    let mut elements = String::new();
    for (name, text) in core_texts(properties) {
        push_element(&mut elements, name, text.as_deref());
    }
    for (name, date) in core_dates(properties) {
        if let Some(date) = date.as_deref().filter(|date| dates::is_w3cdtf(date)) {
            let _ = write!(
                elements,
                "<{name} xsi:type=\"dcterms:W3CDTF\">{date}</{name}>"
            );
        }
    }
    (!elements.is_empty()).then(|| {
        format!(
            "{XML}<cp:coreProperties \
             xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
             xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{elements}</cp:coreProperties>"
        )
    })
}

/// `docProps/app.xml`
pub(crate) fn extended(properties: &Properties) -> String {
    let mut xml = format!(
        "{XML}<Properties \
         xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>gongkai</Application>"
    );
    push_element(&mut xml, "Manager", properties.manager.as_deref());
    push_element(&mut xml, "Company", properties.company.as_deref());
    xml.push_str("</Properties>");
    xml
}

/// `docProps/custom.xml`, where there is something in it.
pub(crate) fn custom(properties: &Properties) -> Option<String> {
    let texts = custom_texts(properties);
    if texts.is_empty() {
        return None;
    }
    let mut xml = format!(
        "{XML}<Properties \
         xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
         xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">"
    );
    for (number, (name, text)) in texts.into_iter().enumerate() {
        let id = number + FIRST_CUSTOM;
        let _ = write!(xml, "<property fmtid=\"{CUSTOM_SET}\" pid=\"{id}\"");
        push_attribute(&mut xml, "name", name);
        let _ = write!(xml, "><vt:lpwstr>{}</vt:lpwstr></property>", content(text));
    }
    xml.push_str("</Properties>");
    Some(xml)
}

fn push_element(out: &mut String, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        let _ = write!(out, "<{name}>{}</{name}>", content(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_that_the_report_does_not_say() {
        let none = Properties::default();
        assert_eq!((core(&none), custom(&none)), (None, None));
        assert!(are_carried(&none));
        let some = Properties {
            title: Some("<甲>&乙\n丙".to_owned()),
            created: Some("2021-01-20T08:30:00Z".to_owned()),
            ..Properties::default()
        };
        let xml = core(&some).unwrap();
        assert!(
            xml.contains("<dc:title>&lt;甲&gt;&amp;乙\n丙</dc:title>"),
            "{xml}"
        );
        assert!(xml.contains(">2021-01-20T08:30:00Z<"), "{xml}");
        assert!(!xml.contains("modified"), "{xml}");
    }

    #[test]
    fn custom_properties_keep_name_and_order() {
        let mut properties = Properties::default();
        properties.custom.insert("乙\"".to_owned(), "1".to_owned());
        properties.custom.insert("甲".to_owned(), "<2>".to_owned());
        let xml = custom(&properties).unwrap();
        let first = "pid=\"2\" name=\"乙&quot;\"><vt:lpwstr>1</vt:lpwstr>";
        let second = "pid=\"3\" name=\"甲\"><vt:lpwstr>&lt;2&gt;</vt:lpwstr>";
        assert!(
            xml.find(first).unwrap() < xml.find(second).unwrap(),
            "{xml}"
        );
    }

    #[test]
    fn what_cannot_be_written_is_not_carried() {
        let created = |date: &str| Properties {
            created: Some(date.to_owned()),
            ..Properties::default()
        };
        assert!(are_carried(&created("2021-01-20")));
        assert!(!are_carried(&created("2021年1月20日")));
        let manager = Some("\u{1}".to_owned());
        assert!(!are_carried(&Properties {
            manager,
            ..Properties::default()
        }));
        assert!(core(&created("2021年")).is_none());
    }
}
