//! Workbooks: SpreadsheetML in an Open Packaging container (ISO/IEC 29500-1,
//! clause 18).
//!
//! Two steps: each sheet in its own terms first, then blocks. What is seen is
//! what is read: hidden sheets, rows and columns stay out and are named.

mod cell_reader;
pub(crate) mod drawings;
mod header_footer;
mod hyperlinks;
mod sheet_reader;
mod strings;
mod styles;
mod workbook;

use gongkai_model::{Diagnostic, Document};

use crate::package::{Kind, Package};
use crate::sheet::context::{Context, Diagnostics, Seen, sheet_place};
use crate::sheet::layout;
use crate::sheet::look::Look;
use crate::sheet::styles::Styles;
use crate::sheet::text::Text;
use crate::{Error, ErrorKind, Limits, Options};

use workbook::Workbook;

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
            Some(part) => styles::read(&mut part.xml(), &mut diagnostics.tally)?,
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
    let notes = package.notes().take();
    Ok((document, notes.chain(diagnostics.into_list()).collect()))
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
            diagnostics,
            cells_left: &mut cells_left,
            cells_limit: limits.cells,
        };
        let Some(sheet) = sheet_reader::read(&mut part.xml(), &relationships, &mut context)? else {
            continue;
        };
        drawings::name_content(package, &relationships, &mut context)?;
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
