//! Binary workbooks of Excel 2007 and later (.xlsb, [MS-XLSB]): the package and
//! the parts of .xlsx, with records where that has XML.
//!
//! Read with our own code for the reasons told at `.xls`: the crate at hand has
//! neither number formats nor merged cells of them. Names of files, drawings
//! and properties are those of .xlsx.

mod comments;
mod record;
mod sheet;
#[cfg(test)]
mod tests;
mod workbook;

use gongkai_model::{Diagnostic, Document};

use crate::package::{Kind, Package, Relationships};
use crate::sheet::area::Area;
use crate::sheet::attached::Lists;
use crate::sheet::context::{Context, Diagnostics};
use crate::sheet::layout::Layout;
use crate::sheet::look::{Look, Seen};
use crate::sheet::remarks::Remarks;
use crate::sheet::styles::{Font, Styles};
use crate::sheet::text::Text;
use crate::xlsx::comments::{Persons, persons};
use crate::xlsx::{drawings, external, without};
use crate::{Error, ErrorKind, Limits, Options};

use record::{Records, text};
use sheet::Parts;
use workbook::{SheetEntry, Workbook};

/// What all sheets share.
struct Shared {
    workbook: Workbook,
    relationships: Relationships,
    strings: Vec<Text>,
    styles: Styles,
    fonts: Vec<Font>,
    persons: Persons,
}

/// What stands beside the cells of the sheets.
struct Beside<'b> {
    lists: &'b mut Lists,
    limits: &'b Limits,
}

/// Reads the blocks of a workbook.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<(Document, Vec<Diagnostic>), Error> {
    let mut package = Package::open(bytes, &options.limits, options.partial)?;
    let mut diagnostics = Diagnostics::new(options.hidden);
    let shared = shared(&mut package, &mut diagnostics.remarks)?;
    let mut cells_left = options.limits.cells;
    let mut lists = Lists::default();
    let mut layout = Layout::default();
    for entry in &shared.workbook.sheets {
        if diagnostics.hides_sheet(entry.state, &entry.name) {
            continue;
        }
        let mut context = Context {
            name: &entry.name,
            styles: &shared.styles,
            strings: shared.strings.len(),
            diagnostics: &mut diagnostics,
            cells_left: &mut cells_left,
            cells_limit: options.limits.cells,
        };
        let mut beside = Beside {
            lists: &mut lists,
            limits: &options.limits,
        };
        let seen = read_sheet(&mut package, entry, &shared, &mut beside, &mut context)?;
        if let Some(seen) = seen {
            diagnostics.kept_sheet(entry.state, &entry.name);
            layout.add(seen, &mut diagnostics)?;
        }
    }
    let mut document = lists.into_document(layout.blocks(&mut diagnostics));
    document.properties = package.properties()?;
    let notes = package.notes().take();
    Ok((document, notes.chain(diagnostics.into_list()).collect()))
}

/// Reads what all sheets share.
fn shared(package: &mut Package, remarks: &mut Remarks) -> Result<Shared, Error> {
    let part = package.main_part("xl/workbook.bin")?;
    let relationships = package.relationships(&part)?;
    let Some(main) = package.bytes(&part)? else {
        return Err(ErrorKind::MissingPart { part }.into());
    };
    let workbook = Workbook::read(Records::new(&main, &part), remarks)?;
    external::name(package, &relationships, remarks)?;
    let mut styles = Styles::default();
    let mut fonts = Vec::new();
    if let Some(found) = relationships.first(Kind::Styles)
        && let Some(bytes) = package.related_bytes(found)?
    {
        (styles, fonts) = workbook::styles(Records::new(&bytes, &found.target))?;
    }
    let mut strings = Vec::new();
    if let Some(found) = relationships.first(Kind::SharedStrings)
        && let Some(bytes) = package.related_bytes(found)?
    {
        strings = workbook::shared_strings(Records::new(&bytes, &found.target), &fonts)?;
    }
    let persons = persons(package, &relationships)?;
    Ok(Shared {
        workbook,
        relationships,
        strings,
        styles,
        fonts,
        persons,
    })
}

/// Reads a sheet; nothing where it has no cells to read.
fn read_sheet<'s>(
    package: &mut Package,
    entry: &'s SheetEntry,
    shared: &'s Shared,
    beside: &mut Beside,
    context: &mut Context,
) -> Result<Option<Seen<'s>>, Error> {
    let relationship = shared.relationships.get(&entry.relationship);
    let part = relationship.map_or("", |relationship| relationship.target.as_str());
    let Some(bytes) = package.bytes(part)? else {
        return without(package, part, &entry.name).map(|()| None);
    };
    if let Some(what) = relationship.and_then(|found| other_kind(&found.target)) {
        context.diagnostics.other_sheet(what, context.name);
        return Ok(None);
    }
    let relationships = package.relationships(part)?;
    let parts = Parts {
        fonts: &shared.fonts,
        relationships: &relationships,
    };
    let Some(mut sheet) = sheet::read(Records::new(&bytes, part), &parts, context)? else {
        return Ok(None);
    };
    sheet.tables = tables(package, &relationships, context)?;
    let (lists, attached) = (&mut *beside.lists, &mut sheet.attached);
    comments::read(
        package,
        &relationships,
        &shared.persons,
        context,
        lists,
        attached,
    )?;
    drawings::read(
        package,
        &relationships,
        beside.limits,
        context,
        lists,
        attached,
    )?;
    let look = Look {
        strings: &shared.strings,
        styles: &shared.styles,
        date1904: shared.workbook.date1904,
        name: &entry.name,
    };
    Ok(Some(look.see(sheet, context.diagnostics)))
}

/// Sheets of other kinds begin with the same record; the folder tells them
/// apart, as every program writes it.
fn other_kind(part: &str) -> Option<&'static str> {
    [
        ("/chartsheets/", "chartsheet"),
        ("/dialogsheets/", "dialogsheet"),
        ("/macrosheets/", "macrosheet"),
    ]
    .into_iter()
    .find_map(|(folder, what)| part.contains(folder).then_some(what))
}

/// The areas of the tables that the author declared (`BrtBeginList`, 2.4.103);
/// their names are told.
fn tables(
    package: &mut Package,
    relationships: &Relationships,
    context: &mut Context,
) -> Result<Vec<Area>, Error> {
    let mut areas = Vec::new();
    for relationship in relationships.all(Kind::Table) {
        let Some(bytes) = package.related_bytes(relationship)? else {
            continue;
        };
        let mut records = Records::new(&bytes, &relationship.target);
        while let Some(record) = records.next()? {
            if record.id != record::BEGIN_LIST {
                continue;
            }
            match sheet::area(record.data) {
                Some(area) => areas.push(area),
                None => context.forgive("table", "", context.sheet()),
            }
            // Its name for formulas stands behind its other name.
            let name = text(record.data, 64).and_then(|(_, at)| text(record.data, at));
            let (name, _) = name.unwrap_or_default();
            context.diagnostics.remarks.table(&name);
        }
    }
    Ok(areas)
}
