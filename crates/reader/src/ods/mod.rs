//! Spreadsheets of OpenDocument (.ods, .ots; ISO/IEC 26300, OpenDocument 1.3):
//! XML in a zip.
//!
//! A cell stores the text that is shown beside its value, so that number
//! formats need not be read. Read with our own code, since the crate at hand
//! (calamine) gives no merged or hidden cells of them and not the shown text.

mod attributes;
mod beside;
mod links;
mod measure;
mod meta;
mod names;
mod pages;
mod sheet;
mod styles;
#[cfg(test)]
mod tests;
mod text;
mod value;

use std::collections::HashMap;

use gongkai_model::{Diagnostic, Document, Properties};

use crate::package::{Package, decoded};
use crate::sheet::area::Area;
use crate::sheet::attached::Lists;
use crate::sheet::context::{Context, Diagnostics, SheetState, sheet_place};
use crate::sheet::layout::Layout;
use crate::sheet::look::Look;
use crate::sheet::styles::Styles;
use crate::xml::{Element, Node, Ns, Xml};
use crate::{Error, ErrorKind, Options};

use attributes::attribute;
use beside::Beside;
use pages::Page;
use styles::Named;

/// What a document has beside its sheets, without content for us.
const IGNORED: &[&str] = &[
    "font-face-decls",
    "scripts",
    "calculation-settings",
    "database-ranges", // read before
    "content-validations",
    "data-pilot-tables",
    "tracked-changes",
    "label-ranges",
    "consolidation",
    "forms",
    "variable-decls",
    "sequence-decls",
    "user-field-decls",
];

/// Reads the blocks of a spreadsheet.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<(Document, Vec<Diagnostic>), Error> {
    let mut package = Package::open(bytes, &options.limits, options.partial)?;
    let manifest = package.part("META-INF/manifest.xml")?;
    if manifest.is_some_and(|manifest| manifest.text().contains("encryption-data")) {
        return Err(ErrorKind::Encrypted.into());
    }
    let mut named = Named::default();
    if let Some(part) = package.part("styles.xml")? {
        read_styles(&mut part.xml(), &mut named)?;
    }
    let content = package.required("content.xml")?;
    let mut diagnostics = Diagnostics::new(options.hidden);
    let tables = names::tables(&content, &mut diagnostics)?;
    let mut reader = Reader {
        named,
        styles: None,
        options,
        diagnostics: &mut diagnostics,
        cells_left: options.limits.cells,
        copies: 0,
        beside: Beside {
            package: &mut package,
            lists: Lists::default(),
            image_bytes: options.limits.image_bytes,
        },
        tables,
        layout: Layout::default(),
    };
    reader.document(&mut content.xml())?;
    let (layout, lists) = (reader.layout, reader.beside.lists);
    let mut document = lists.into_document(layout.blocks(&mut diagnostics));
    document.properties = match package.part("meta.xml")? {
        Some(part) => meta::read(&mut part.xml())?,
        None => Properties::default(),
    };
    let notes = package.notes().take();
    Ok((document, notes.chain(diagnostics.into_list()).collect()))
}

/// Reads the styles of a part, wherever they stand in it.
fn read_styles(xml: &mut Xml, named: &mut Named) -> Result<(), Error> {
    loop {
        match xml.next()? {
            Node::Start(element) if is_style(&element) => named.read(xml, &element)?,
            Node::Start(element) if element.local() == "master-page" => {
                let name = attribute(&element, "name").unwrap_or_default().into_owned();
                named.pages.insert(name, Page::read(xml)?);
            }
            Node::Start(_) | Node::End | Node::Text(_) => {}
            Node::Eof => return Ok(()),
        }
    }
}

fn is_style(element: &Element) -> bool {
    element.ns == Ns::Odf && matches!(element.local(), "style" | "default-style")
}

struct Reader<'r, 'p> {
    named: Named,
    /// The formats of cells, once all styles were read.
    styles: Option<Styles>,
    options: &'r Options<'r>,
    diagnostics: &'r mut Diagnostics,
    cells_left: usize,
    copies: u64,
    beside: Beside<'r, 'p>,
    /// The tables that the author declared, by their sheets.
    tables: HashMap<String, Vec<Area>>,
    layout: Layout,
}

impl Reader<'_, '_> {
    fn document(&mut self, xml: &mut Xml) -> Result<(), Error> {
        loop {
            match xml.next()? {
                Node::Start(element) if is_style(&element) => self.named.read(xml, &element)?,
                Node::Start(element) => match (element.ns, element.local()) {
                    (Ns::Odf, "document-content" | "automatic-styles" | "body") => {}
                    (Ns::Odf, "spreadsheet") => {
                        if attribute(&element, "structure-protected").is_some_and(|v| v == "true") {
                            self.diagnostics.remarks.protected_structure();
                        }
                    }
                    (Ns::Odf, "named-expressions") => {
                        names::read(xml, &mut self.diagnostics.remarks)?;
                    }
                    (Ns::Odf, "dde-links") => {
                        names::programs(xml, &mut self.diagnostics.remarks)?;
                    }
                    (Ns::Odf, "table") => self.sheet(xml, &element)?,
                    (Ns::Odf, name) if IGNORED.contains(&name) || name.ends_with("-style") => {
                        xml.skip()?;
                    }
                    (Ns::Other, _) => xml.skip()?, // what programs add for themselves
                    _ => {
                        let name = element.name().into_owned();
                        self.diagnostics.tally.unknown(&name, None);
                        xml.skip()?;
                    }
                },
                Node::End | Node::Text(_) => {}
                Node::Eof => return Ok(()),
            }
        }
    }

    fn sheet(&mut self, xml: &mut Xml, element: &Element) -> Result<(), Error> {
        let name = attribute(element, "name").unwrap_or_default().into_owned();
        let style = attribute(element, "style-name").unwrap_or_default();
        // What LibreOffice keeps of other files for its formulas; nobody sees it.
        if let Some((file, _)) = name
            .strip_prefix('\'')
            .and_then(|name| name.split_once("'#$"))
        {
            self.diagnostics.remarks.linked(&decoded(file));
            return xml.skip();
        }
        let state = match self.named.is_hidden(&style) {
            true => SheetState::Hidden,
            false => SheetState::Visible,
        };
        if self.diagnostics.hides_sheet(state, &name) {
            return xml.skip();
        }
        let named = &mut self.named;
        let styles = &*self.styles.get_or_insert_with(|| named.resolve());
        let mut context = Context {
            name: &name,
            styles,
            strings: 0,
            diagnostics: self.diagnostics,
            cells_left: &mut self.cells_left,
            cells_limit: self.options.limits.cells,
        };
        if attribute(element, "protected").is_some_and(|v| v == "true") {
            context.diagnostics.remarks.protected_sheet(&name);
        }
        let page = self.named.page(&style);
        for (found, what) in [(page.header, "oddHeader"), (page.footer, "oddFooter")] {
            if found {
                context.left_out(what, &sheet_place(&name));
            }
        }
        let mut sheet = sheet::read(
            xml,
            &self.named,
            &mut self.copies,
            &mut self.beside,
            &mut context,
        )?;
        sheet.tables = self.tables.remove(&name).unwrap_or_default();
        let look = Look {
            strings: &[],
            styles,
            date1904: false,
            name: &name,
        };
        let seen = look.see(sheet, self.diagnostics);
        self.diagnostics.kept_sheet(state, &name);
        self.layout.add(seen, self.diagnostics)
    }
}
