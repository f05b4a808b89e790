//! The workbook part: which sheets there are, in which order (18.2).

use crate::Error;
use crate::package::Relationships;
use crate::sheet::context::{Diagnostics, SheetState};
use crate::sheet::remarks::Remarks;
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
    "bookViews",
    "functionGroups",
    "externalReferences", // named from their own parts
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
        diagnostics: &mut Diagnostics,
    ) -> Result<Workbook, Error> {
        let mut workbook = Workbook::default();
        loop {
            match xml.next()? {
                Node::Start(element) => match (element.ns, element.local()) {
                    (Ns::S, "workbook" | "sheets" | "definedNames") => {}
                    (Ns::S, "definedName") => {
                        let remarks = &mut diagnostics.remarks;
                        defined_name(&element, &xml.text_content()?, remarks);
                    }
                    (Ns::S, "workbookProtection") => {
                        if element.attr("lockStructure").is_some_and(|v| is_true(&v)) {
                            diagnostics.remarks.protected_structure();
                        }
                        xml.skip()?;
                    }
                    (Ns::S, "sheet") => workbook.sheet(xml, &element, relationships)?,
                    (Ns::S, "workbookPr") => {
                        workbook.date1904 = element.attr("date1904").is_some_and(|v| is_true(&v));
                        xml.skip()?;
                    }
                    (_, name) if IGNORED.contains(&name) => xml.skip()?,
                    (Ns::Extension, _) => xml.skip()?,
                    _ => {
                        diagnostics.tally.unknown(&element.name(), None);
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

/// A defined name (18.2.5). Those that are hidden or built in (print areas,
/// print titles, filters) and those of functions and macros say nothing.
fn defined_name(element: &Element, formula: &str, remarks: &mut Remarks) {
    let is = |name| element.attr(name).is_some_and(|value| is_true(&value));
    if !["hidden", "function", "vbProcedure", "xlm"]
        .into_iter()
        .any(is)
    {
        remarks.formula(&element.attr("name").unwrap_or_default(), formula);
    }
}

/// The value of an `xsd:boolean` attribute.
pub(super) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}
