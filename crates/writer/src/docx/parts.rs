//! The parts of the package, and how they are related. Those that are the same
//! in every file stand in `parts/` as they are.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use gongkai_model::{Pages, Properties};

use super::marks::NoteKind;
use super::pictures::Pictures;
use super::properties;
use super::story::{Story, StoryKind};
use super::xml::attribute;

/// The relationship of the footer with the page number.
const PAGE_NUMBER_ID: &str = "rIdFooter";

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// A part of the package.
pub(super) struct Part<'a> {
    pub(super) name: String,
    pub(super) content: Cow<'a, [u8]>,
    /// Its content type, if that does not follow from the extension.
    content_type: Option<String>,
}

/// The headers and footers of the section: for which pages, by which relationship.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) headers: Vec<(Pages, String)>,
    pub(super) footers: Vec<(Pages, String)>,
}

/// The relationship of a link, by its number.
pub(super) fn link_id(number: usize) -> String {
    format!("rIdLink{}", number + 1)
}

/// What the section refers to. Pages without a footer of their own have the
/// page number.
pub(super) fn section(stories: &[Story<'_>]) -> Section {
    let mut section = Section::default();
    for story in stories {
        match story.kind {
            StoryKind::Header(pages) => section.headers.push((pages, relationship(story.kind).0)),
            StoryKind::Footer(pages) => section.footers.push((pages, relationship(story.kind).0)),
            _ => {}
        }
    }
    for pages in [Pages::Default, Pages::First, Pages::Even] {
        let has = |list: &[(Pages, String)]| list.iter().any(|(other, _)| *other == pages);
        let stands = pages == Pages::Default || has(&section.headers);
        if stands && !has(&section.footers) {
            section.footers.push((pages, PAGE_NUMBER_ID.to_owned()));
        }
    }
    section
}

/// The identifier, the kind and the target of the relationship to a story.
fn relationship(kind: StoryKind) -> (String, &'static str, String) {
    let numbered = |id: &str, kind, pages, more| {
        let number = more
            + match pages {
                Pages::Default => 1,
                Pages::First => 2,
                Pages::Even => 3,
            };
        (format!("{id}{number}"), kind, format!("{kind}{number}.xml"))
    };
    let single = |id: &str, kind| (id.to_owned(), kind, format!("{kind}.xml"));
    match kind {
        StoryKind::Body => single("rIdDocument", "document"),
        StoryKind::Notes(NoteKind::Footnote) => single("rIdFootnotes", "footnotes"),
        StoryKind::Notes(NoteKind::Endnote) => single("rIdEndnotes", "endnotes"),
        StoryKind::Comments => single("rIdComments", "comments"),
        StoryKind::Header(pages) => numbered("rIdHeader", "header", pages, 0),
        // The first footer is the page number.
        StoryKind::Footer(pages) => numbered("rIdFooter", "footer", pages, 1),
    }
}

/// All parts in the order of the zip. The content types come first, by which
/// programs recognise the file. `stories` has the XML of each.
pub(super) fn parts<'a>(
    stories: &[(Story<'a>, String)],
    pictures: &Pictures<'a>,
    section: &Section,
    properties: &Properties,
) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    for (story, xml) in stories {
        let (_, kind, target) = relationship(story.kind);
        let kind = match story.kind {
            StoryKind::Body => "document.main",
            _ => kind,
        };
        parts.push(word(&target, kind, xml.clone().into_bytes()));
        let relationships = match story.kind {
            StoryKind::Body => body_relationships(stories, section),
            _ => Relationships::default(),
        };
        if let Some(xml) = relationships.of(story, pictures) {
            let name = format!("word/_rels/{target}.rels");
            parts.push(Part::new(name, None, xml.into_bytes()));
        }
    }
    let has = |kind| stories.iter().any(|(story, _)| story.kind == kind);
    let settings = settings(
        section
            .footers
            .iter()
            .any(|(pages, _)| *pages == Pages::Even),
        [NoteKind::Footnote, NoteKind::Endnote]
            .into_iter()
            .filter(|kind| has(StoryKind::Notes(*kind))),
    );
    parts.push(word("settings.xml", "settings", settings.into_bytes()));
    let fixed: [(_, _, &'static str); 2] = [
        ("styles", "styles.xml", include_str!("parts/styles.xml")),
        (
            "fontTable",
            "fontTable.xml",
            include_str!("parts/font_table.xml"),
        ),
    ];
    for (kind, name, content) in fixed {
        parts.push(word(name, kind, content.as_bytes()));
    }
    if has_page_number(section) {
        let content = include_str!("parts/footer.xml").as_bytes();
        parts.push(word("footer1.xml", "footer", content));
    }
    for (number, media) in pictures.media.iter().enumerate() {
        let name = format!("word/{}", media.target(number));
        let unusual = media.content_type != media.usual_type();
        let content_type = unusual.then(|| media.content_type.to_owned());
        parts.push(Part::new(name, content_type, media.bytes));
    }
    let mut package = Relationships::default();
    package.push(
        "rId1",
        &format!("{RELATIONSHIPS}/officeDocument"),
        "word/document.xml",
        false,
    );
    let package_properties = [
        (
            "docProps/core.xml",
            format!("{PACKAGE}/relationships/metadata/core-properties"),
            "application/vnd.openxmlformats-package.core-properties+xml",
            properties::core(properties),
        ),
        (
            "docProps/app.xml",
            format!("{RELATIONSHIPS}/extended-properties"),
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
            Some(properties::extended(properties)),
        ),
        (
            "docProps/custom.xml",
            format!("{RELATIONSHIPS}/custom-properties"),
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            properties::custom(properties),
        ),
    ];
    for (number, (name, kind, content_type, xml)) in (2..).zip(package_properties) {
        if let Some(xml) = xml {
            package.push(&format!("rId{number}"), &kind, name, false);
            let content_type = Some(content_type.to_owned());
            parts.push(Part::new(name.to_owned(), content_type, xml.into_bytes()));
        }
    }
    let package = package.finish().into_bytes();
    parts.insert(0, Part::new("_rels/.rels".to_owned(), None, package));
    let content_types = content_types(&parts, pictures).into_bytes();
    parts.insert(
        0,
        Part::new("[Content_Types].xml".to_owned(), None, content_types),
    );
    parts
}

impl<'a> Part<'a> {
    fn new(
        name: String,
        content_type: Option<String>,
        content: impl Into<Cow<'a, [u8]>>,
    ) -> Part<'a> {
        Part {
            name,
            content: content.into(),
            content_type,
        }
    }
}

/// A part in `word/`.
fn word<'a>(name: &str, kind: &str, content: impl Into<Cow<'a, [u8]>>) -> Part<'a> {
    let content_type = format!("{WORD_TYPE}{kind}+xml");
    Part::new(format!("word/{name}"), Some(content_type), content)
}

fn has_page_number(section: &Section) -> bool {
    section.footers.iter().any(|(_, id)| id == PAGE_NUMBER_ID)
}

/// `[Content_Types].xml`
fn content_types(parts: &[Part<'_>], pictures: &Pictures<'_>) -> String {
    let mut xml = format!("{XML}<Types xmlns=\"{PACKAGE}/content-types\">");
    let mut defaults = BTreeMap::from([
        (
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        ),
        ("xml", "application/xml"),
    ]);
    let media = pictures.media.iter();
    defaults.extend(media.map(|media| (media.extension, media.usual_type())));
    for (extension, content_type) in defaults {
        let _ = write!(
            xml,
            "<Default Extension=\"{extension}\" ContentType=\"{content_type}\"/>"
        );
    }
    for part in parts {
        if let Some(content_type) = &part.content_type {
            let _ = write!(
                xml,
                "<Override PartName=\"/{}\" ContentType=\"{content_type}\"/>",
                part.name
            );
        }
    }
    xml.push_str("</Types>");
    xml
}

/// `word/settings.xml`: the notes that are separators (17.11.9, 17.11.5), and
/// whether even pages have headers and footers of their own (17.10.1).
fn settings(even: bool, notes: impl Iterator<Item = NoteKind>) -> String {
    let mut separators = String::new();
    for kind in notes {
        let name = kind.name();
        let _ = write!(
            separators,
            "<w:{name}Pr><w:{name} w:id=\"0\"/><w:{name} w:id=\"1\"/></w:{name}Pr>"
        );
    }
    let even = if even { "<w:evenAndOddHeaders/>" } else { "" };
    include_str!("parts/settings.xml")
        .replace("<!-- even and odd -->", even)
        .replace("<!-- separators of notes -->", &separators)
}

/// The relationships of the body to the other parts of every kind.
fn body_relationships(stories: &[(Story<'_>, String)], section: &Section) -> Relationships {
    let mut relationships = Relationships::default();
    let mut push = |id: &str, kind: &str, target: &str| {
        relationships.push(id, &format!("{RELATIONSHIPS}/{kind}"), target, false);
    };
    push("rIdStyles", "styles", "styles.xml");
    push("rIdSettings", "settings", "settings.xml");
    push("rIdFontTable", "fontTable", "fontTable.xml");
    if has_page_number(section) {
        push(PAGE_NUMBER_ID, "footer", "footer1.xml");
    }
    for (story, _) in stories {
        if story.kind != StoryKind::Body {
            let (id, kind, target) = relationship(story.kind);
            push(&id, kind, &target);
        }
    }
    relationships
}

/// The content of a `.rels` part as it grows.
#[derive(Default)]
struct Relationships(String);

impl Relationships {
    fn push(&mut self, id: &str, kind: &str, target: &str, external: bool) {
        let mode = if external {
            " TargetMode=\"External\""
        } else {
            ""
        };
        let target = attribute(target);
        let _ = write!(
            self.0,
            "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"{mode}/>"
        );
    }

    /// Adds the links and pictures of a story; none where nothing is related.
    fn of(mut self, story: &Story<'_>, pictures: &Pictures<'_>) -> Option<String> {
        for (number, target) in story.links.iter().enumerate() {
            let kind = format!("{RELATIONSHIPS}/hyperlink");
            self.push(&link_id(number), &kind, target, true);
        }
        let kind = format!("{RELATIONSHIPS}/image");
        let shown = || story.images.iter().filter_map(|image| pictures.get(*image));
        let embedded = shown().filter_map(|picture| Some((picture.media?, picture.embed_id()?)));
        // Images with the same bytes have one relationship.
        for (number, id) in embedded.collect::<BTreeMap<_, _>>() {
            if let Some(media) = pictures.media.get(number) {
                self.push(&id, &kind, &media.target(number), false);
            }
        }
        for picture in shown() {
            if let Some((target, id)) = picture.link.zip(picture.link_id()) {
                self.push(&id, &kind, target, true);
            }
        }
        (!self.0.is_empty()).then(|| self.finish())
    }

    fn finish(self) -> String {
        let relationships = self.0;
        format!(
            "{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">{relationships}</Relationships>"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn link_targets_are_escaped() {
        let story = Story {
            kind: StoryKind::Body,
            blocks: Vec::new(),
            links: vec!["http://a/?b=1&c=2'".to_owned()],
            images: std::collections::BTreeSet::new(),
        };
        let xml = Relationships::default()
            .of(&story, &Pictures::default())
            .unwrap();
        assert!(xml.contains("Id=\"rIdLink1\""), "{xml}");
        assert!(
            xml.contains("Target=\"http://a/?b=1&amp;c=2&apos;\" TargetMode=\"External\""),
            "{xml}"
        );
    }
}
