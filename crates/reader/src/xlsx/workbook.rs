//! The workbook part: which sheets there are, in which order (18.2).

use crate::Error;
use crate::package::Relationships;
use crate::sheet::context::SheetState;
use crate::tally::Tally;
use crate::xml::{Element, Node, Ns, Xml};

/// A sheet as the workbook lists it (18.2.19).
#[derive(Debug)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    /// The name of its part.
    pub(super) part: String,
    pub(super) state: SheetState,
}

/// What the workbook part says.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    /// The sheets in the order of their tabs.
    pub(super) sheets: Vec<SheetEntry>,
    /// Days are counted from 1904 (18.17.4.1).
    pub(super) date1904: bool,
}

/// Understood to be without content for a reader of the sheets.
const IGNORED: &[&str] = &[
    "fileVersion",
    "fileSharing",
    "workbookProtection",
    "bookViews",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
    "revisionPtr",
    "absPath",
];

impl Workbook {
    /// Reads the workbook part.
    pub(super) fn read(
        xml: &mut Xml,
        relationships: &Relationships,
        tally: &mut Tally,
    ) -> Result<Workbook, Error> {
        let mut workbook = Workbook::default();
        loop {
            match xml.next()? {
                Node::Start(element) => match (element.ns, element.local()) {
                    (Ns::S, "workbook" | "sheets") => {}
                    (Ns::S, "sheet") => workbook.sheet(xml, &element, relationships)?,
                    (Ns::S, "workbookPr") => {
                        workbook.date1904 = element.attr("date1904").is_some_and(|v| is_true(&v));
                        xml.skip()?;
                    }
                    (_, name) if IGNORED.contains(&name) => xml.skip()?,
                    (Ns::Extension, _) => xml.skip()?,
                    _ => {
                        tally.unknown(&element.name(), None);
                        xml.skip()?;
                    }
                },
                Node::End | Node::Text(_) => {}
                Node::Eof => return Ok(workbook),
            }
        }
    }

    fn sheet(
        &mut self,
        xml: &mut Xml,
        element: &Element,
        relationships: &Relationships,
    ) -> Result<(), Error> {
        let id = xml.attr_in(element, Ns::R, "id").unwrap_or_default();
        let name = element.attr("name").unwrap_or_default().into_owned();
        let state = match element.attr("state").as_deref() {
            Some("hidden") => SheetState::Hidden,
            Some("veryHidden") => SheetState::VeryHidden,
            _ => SheetState::Visible,
        };
        let target = relationships
            .get(&id)
            .map(|relationship| relationship.target.clone());
        let part = target.unwrap_or_default();
        self.sheets.push(SheetEntry { name, part, state });
        xml.skip()
    }
}

/// The value of an `xsd:boolean` attribute.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}
