//! Workbooks: SpreadsheetML in an Open Packaging container (ISO/IEC 29500-1,
//! clause 18).
//!
//! Two steps: each sheet in its own terms first, then blocks. What is seen is
//! what is read: hidden sheets, rows and columns stay out and are named.

mod area;
mod cell_reader;
mod drawings;
mod header_footer;
mod hyperlinks;
mod layout;
mod look;
mod merges;
mod number_format;
mod sheet;
mod sheet_reader;
mod strings;
mod styles;
mod table;
mod workbook;

use gongkai_model::{Diagnostic, Document, Kind as Code, Place};

use crate::package::{Kind, Package};
use crate::tally::Tally;
use crate::{Error, ErrorKind, Limits, Options};

use look::{Look, Row};
use sheet_reader::{Context, sheet_place};
use strings::Text;
use styles::Styles;
use workbook::Workbook;

/// What there is to say of a workbook.
#[derive(Debug, Default)]
struct Diagnostics {
    list: Vec<Diagnostic>,
    tally: Tally,
    forgiven: Vec<&'static str>,
    /// How many formulas have no result.
    formulas: usize,
}

impl Diagnostics {
    /// Notes a departure from the format, once for each kind of it.
    fn forgive(&mut self, kind: &'static str, what: String, place: Place) {
        if !self.forgiven.contains(&kind) {
            self.forgiven.push(kind);
            self.list
                .push(Diagnostic::new(Code::Forgiven { what }, Some(place)));
        }
    }

    fn hidden(&mut self, what: &str, place: Place) {
        let kind = Code::HiddenLeftOut {
            what: what.to_owned(),
        };
        self.list.push(Diagnostic::new(kind, Some(place)));
    }
}

/// A sheet with the rows that a person sees.
struct Seen {
    name: String,
    rows: Vec<Row>,
    /// The rows before which the author set a page break.
    breaks: Vec<u32>,
}

/// Reads the blocks of a workbook.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<(Document, Vec<Diagnostic>), Error> {
    let limits = &options.limits;
    let mut package = Package::open(bytes, limits, options.partial)?;
    let part = package.main_part("xl/workbook.xml")?;
    let relationships = package.relationships(&part)?;
    let mut diagnostics = Diagnostics::default();
    let main = package.required(&part)?;
    let workbook = Workbook::read(&mut main.xml(), &relationships, &mut diagnostics.tally)?;
    let strings = match relationships.first(Kind::SharedStrings) {
        Some(found) => match package.part(&found.target)? {
            Some(part) => strings::read_shared(&mut part.xml(), &mut diagnostics.tally)?,
            None => Vec::new(),
        },
        None => Vec::new(),
    };
    let styles = match relationships.first(Kind::Styles) {
        Some(found) => match package.part(&found.target)? {
            Some(part) => Styles::read(&mut part.xml(), &mut diagnostics.tally)?,
            None => {
                if !package.has(&found.target) {
                    package.notes().forgive("missing part", &found.target);
                }
                Styles::default()
            }
        },
        None => Styles::default(),
    };
    let sheets = sheets(
        &mut package,
        &workbook,
        &strings,
        &styles,
        limits,
        &mut diagnostics,
    )?;
    let mut document = Document::new(layout::blocks(sheets, &mut diagnostics)?);
    document.properties = package.properties()?;
    let Diagnostics { list, tally, .. } = diagnostics;
    let mut list: Vec<Diagnostic> = package.notes().take().chain(list).collect();
    list.extend(tally.into_diagnostics());
    Ok((document, list))
}

/// Reads the sheets that a person sees.
fn sheets(
    package: &mut Package,
    workbook: &Workbook,
    strings: &[Text],
    styles: &Styles,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Seen>, Error> {
    let mut seen = Vec::new();
    let mut cells_left = limits.cells;
    for entry in &workbook.sheets {
        if entry.hidden {
            diagnostics.hidden("sheet", sheet_place(&entry.name));
            continue;
        }
        let Some(part) = package.part(&entry.part)? else {
            if package.is_partial() && package.has(&entry.part) {
                continue; // damaged, and named
            }
            // Excel offers to go on without the sheet; its figures would be gone.
            let part = match entry.part.as_str() {
                "" => format!("sheet {}", entry.name),
                part => part.to_owned(),
            };
            return Err(ErrorKind::MissingPart { part }.into());
        };
        let relationships = package.relationships(&entry.part)?;
        let mut context = Context {
            name: &entry.name,
            styles,
            relationships: &relationships,
            diagnostics,
            cells_left: &mut cells_left,
            cells_limit: limits.cells,
        };
        let Some(sheet) = sheet_reader::read(&mut part.xml(), &mut context)? else {
            continue;
        };
        drawings::name_content(package, &mut context)?;
        let look = Look {
            strings,
            styles,
            date1904: workbook.date1904,
            name: &entry.name,
        };
        let rows = look.rows(&sheet, diagnostics);
        seen.push(Seen {
            name: entry.name.clone(),
            rows,
            breaks: sheet.breaks,
        });
    }
    Ok(seen)
}
