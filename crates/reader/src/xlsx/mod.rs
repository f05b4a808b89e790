//! Workbooks: SpreadsheetML in an Open Packaging container (ISO/IEC 29500-1,
//! clause 18).
//!
//! Two steps: each sheet in its own terms first, then blocks. What is seen is
//! what is read: hidden sheets, rows and columns stay out, unless they are asked
//! for, and are named.

mod cell_reader;
pub(crate) mod comments;
pub(crate) mod drawings;
pub(crate) mod external;
mod header_footer;
mod hyperlinks;
mod plain_cell;
mod sheet_reader;
mod strings;
pub(crate) mod styles;
mod tables;
#[cfg(test)]
mod tests;
mod workbook;

use gongkai_model::{Diagnostic, Document};

use crate::package::{Kind, Package, Part};
use crate::sheet::attached::Lists;
use crate::sheet::context::{Context, Diagnostics};
use crate::sheet::layout::Layout;
use crate::sheet::look::Look;
use crate::sheet::styles::Styles;
use crate::sheet::text::Text;
use crate::{Error, ErrorKind, Limits, Options};

use workbook::{SheetEntry, Workbook};

/// Reads the blocks of a workbook.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<(Document, Vec<Diagnostic>), Error> {
    let limits = &options.limits;
    let mut package = Package::open(bytes, limits, options.partial)?;
    let part = package.main_part("xl/workbook.xml")?;
    let relationships = package.relationships(&part)?;
    let mut diagnostics = Diagnostics::new(options.hidden);
    let main = package.required(&part)?;
    let workbook = Workbook::read(&mut main.xml(), &relationships, &mut diagnostics)?;
    external::name(&mut package, &relationships, &mut diagnostics.remarks)?;
    let strings = match relationships.first(Kind::SharedStrings) {
        Some(found) => match package.related(found)? {
            Some(part) => strings::read_shared(&mut part.xml(), &mut diagnostics.tally)?,
            None => Vec::new(),
        },
        None => Vec::new(),
    };
    let styles = match relationships.first(Kind::Styles) {
        Some(found) => match package.related(found)? {
            Some(part) => styles::read(&mut part.xml(), &mut diagnostics.tally)?,
            None => Styles::default(),
        },
        None => Styles::default(),
    };
    let persons = comments::persons(&mut package, &relationships)?;
    let mut lists = Lists::default();
    let mut reader = SheetsReader {
        package: &mut package,
        workbook: &workbook,
        strings: &strings,
        styles: &styles,
        persons: &persons,
        limits,
        lists: &mut lists,
        diagnostics: &mut diagnostics,
        layout: Layout::default(),
    };
    reader.sheets()?;
    let layout = reader.layout;
    let mut document = lists.into_document(layout.blocks(&mut diagnostics));
    document.properties = package.properties()?;
    let notes = package.notes().take();
    Ok((document, notes.chain(diagnostics.into_list()).collect()))
}

/// A sheet whose part cannot be read: passed over where it is damaged, which was
/// named, and what can be read is wanted.
///
/// # Errors
/// Where it is not there: Excel offers to go on without the sheet; its figures
/// would be gone.
pub(crate) fn without(package: &Package, part: &str, sheet: &str) -> Result<(), Error> {
    if package.is_partial() && package.has(part) {
        return Ok(());
    }
    let part = match part {
        "" => format!("sheet {sheet}"),
        part => part.to_owned(),
    };
    Err(ErrorKind::MissingPart { part }.into())
}

/// Reads the sheets of a workbook.
struct SheetsReader<'r, 'p> {
    package: &'r mut Package<'p>,
    workbook: &'r Workbook,
    strings: &'r [Text],
    styles: &'r Styles,
    persons: &'r comments::Persons,
    limits: &'r Limits,
    lists: &'r mut Lists,
    diagnostics: &'r mut Diagnostics,
    layout: Layout,
}

impl SheetsReader<'_, '_> {
    /// The sheets that a person sees.
    fn sheets(&mut self) -> Result<(), Error> {
        let mut cells_left = self.limits.cells;
        for entry in &self.workbook.sheets {
            if self.diagnostics.hides_sheet(entry.state, &entry.name) {
                continue;
            }
            let Some(part) = self.package.part(&entry.part)? else {
                without(self.package, &entry.part, &entry.name)?;
                continue;
            };
            self.sheet(entry, part, &mut cells_left)?;
        }
        Ok(())
    }

    /// A sheet; one of another kind is named.
    fn sheet(
        &mut self,
        entry: &SheetEntry,
        content: Part,
        cells_left: &mut usize,
    ) -> Result<(), Error> {
        let (name, part) = (entry.name.as_str(), entry.part.as_str());
        let relationships = self.package.relationships(part)?;
        let mut context = Context {
            name,
            styles: self.styles,
            strings: self.strings.len(),
            diagnostics: self.diagnostics,
            cells_left,
            cells_limit: self.limits.cells,
        };
        let sheet = sheet_reader::read(&mut content.xml(), &relationships, &mut context)?;
        drop(content); // before its cells become blocks: it may be large
        let Some(mut sheet) = sheet else {
            return Ok(());
        };
        let (package, lists) = (&mut *self.package, &mut *self.lists);
        sheet.tables = tables::read(package, &relationships, &mut context)?;
        let attached = &mut sheet.attached;
        comments::read(
            package,
            &relationships,
            self.persons,
            &mut context,
            lists,
            attached,
        )?;
        drawings::read(
            package,
            &relationships,
            self.limits,
            &mut context,
            lists,
            attached,
        )?;
        let look = Look {
            strings: self.strings,
            styles: self.styles,
            date1904: self.workbook.date1904,
            name,
        };
        let seen = look.see(sheet, self.diagnostics);
        self.diagnostics.kept_sheet(entry.state, name);
        self.layout.add(seen, self.diagnostics)
    }
}
