//! What a spreadsheet names beside its cells: names (9.4.11), ranges that are
//! data bases (9.4.14), other files that data come from (9.8.2, 14.6).

use std::collections::HashMap;

use super::attributes::attribute;
use crate::Error;
use crate::package::{Part, decoded};
use crate::sheet::area::Area;
use crate::sheet::context::Diagnostics;
use crate::sheet::remarks::Remarks;
use crate::xml::{Element, Node, Ns, Xml};

/// Reads the names, the end of the element included: those for areas of cells
/// (`table:named-range`) say nothing.
pub(super) fn read(xml: &mut Xml, remarks: &mut Remarks) -> Result<(), Error> {
    loop {
        match xml.next()? {
            Node::Start(element) => {
                if element.ns == Ns::Odf && element.local() == "named-expression" {
                    let name = attribute(&element, "name").unwrap_or_default();
                    let formula = attribute(&element, "expression").unwrap_or_default();
                    // The grammar that it is written in stands before it.
                    let formula = formula.split_once(":=").map_or(&*formula, |(_, rest)| rest);
                    remarks.formula(&name, formula.trim_start_matches('='));
                }
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(()),
        }
    }
}

/// The data bases of a spreadsheet by their sheets: tables that the author
/// declared, where they include their header. They stand behind the sheets.
/// Those without a name of their own come from a filter.
pub(super) fn tables(
    content: &Part,
    diagnostics: &mut Diagnostics,
) -> Result<HashMap<String, Vec<Area>>, Error> {
    let mut tables = HashMap::new();
    if !content.text().contains("database-range ") {
        return Ok(tables); // it is not read twice for nothing
    }
    let mut xml = content.xml();
    loop {
        match xml.next()? {
            Node::Start(element) if element.ns == Ns::Odf => match element.local() {
                "table" | "automatic-styles" => xml.skip()?,
                "database-range" => {
                    table(&element, &mut tables, diagnostics);
                    xml.skip()?;
                }
                _ => {}
            },
            Node::Start(_) => xml.skip()?,
            Node::End | Node::Text(_) => {}
            Node::Eof => return Ok(tables),
        }
    }
}

fn table(
    element: &Element,
    tables: &mut HashMap<String, Vec<Area>>,
    diagnostics: &mut Diagnostics,
) {
    let name = attribute(element, "name").unwrap_or_default();
    let of_filter = name.starts_with("__Anonymous") || name.is_empty();
    let headless = attribute(element, "contains-header").is_some_and(|v| v == "false");
    if of_filter {
        return;
    }
    diagnostics.remarks.table(&name);
    let address = attribute(element, "target-range-address").unwrap_or_default();
    match range(&address) {
        Some((sheet, area)) if !headless => tables.entry(sheet).or_default().push(area),
        Some(_) => {}
        None => diagnostics.forgive("table", format!("table: {address}"), None),
    }
}

/// Reads the links to programs, the end of the element included. What was last
/// got from them is a table of its own, which nobody sees.
pub(super) fn programs(xml: &mut Xml, remarks: &mut Remarks) -> Result<(), Error> {
    let mut depth = 0;
    loop {
        match xml.next()? {
            Node::Start(element) if element.local() == "dde-link" => depth += 1,
            Node::Start(element) => {
                if element.local() == "dde-source" {
                    source(&element, remarks);
                }
                xml.skip()?;
            }
            Node::Text(_) => {}
            Node::End if depth > 0 => depth -= 1,
            Node::End | Node::Eof => return Ok(()),
        }
    }
}

/// Names the files whose cells a formula takes (`'file:///a.ods'#$表.A1`).
pub(super) fn formula(formula: Option<&str>, remarks: &mut Remarks) {
    let formula = formula.unwrap_or_default();
    for (end, _) in formula.match_indices("'#$") {
        if let Some((_, file)) = formula[..end].rsplit_once('\'') {
            remarks.linked(&decoded(file));
        }
    }
}

/// The file that a sheet or a stretch of it comes from, or the program.
pub(super) fn source(element: &Element, remarks: &mut Remarks) {
    let attr = |name| attribute(element, name).unwrap_or_default();
    match element.local() {
        "dde-source" => remarks.linked(&format!(
            "{}|{}",
            attr("dde-application"),
            attr("dde-topic")
        )),
        _ => remarks.linked(&decoded(&attr("href"))),
    }
}

/// A range of cells as it is written (`'表 1'.A1:'表 1'.B9`, 18.3.1): the sheet
/// and the area.
fn range(address: &str) -> Option<(String, Area)> {
    let address = address.trim_start_matches('$');
    let (sheet, rest) = match address.strip_prefix('\'') {
        Some(quoted) => {
            let end = quoted
                .match_indices('\'')
                .map(|(at, _)| at)
                .find(|&at| quoted[at + 1..].starts_with('.') && is_even(&quoted[..at]))?;
            (quoted[..end].replace("''", "'"), &quoted[end + 2..])
        }
        None => {
            let (sheet, rest) = address.split_once('.')?;
            (sheet.to_owned(), rest)
        }
    };
    let (first, last) = match rest.split_once(':') {
        Some((first, last)) => (first, last.rsplit('.').next().unwrap_or(last)),
        None => (rest, rest),
    };
    let area = format!("{first}:{last}").replace('$', "");
    Some((sheet, Area::parse(&area)?))
}

/// True where quotes within a quoted name come in pairs.
fn is_even(name: &str) -> bool {
    name.matches('\'').count().is_multiple_of(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_name_their_sheet() {
        let area = Area::parse("A1:B9");
        let of = |address| range(address).map(|(sheet, area)| (sheet, Some(area)));
        for (address, sheet) in [
            ("表.A1:表.B9", "表"),
            ("$表.$A$1:$表.$B$9", "表"),
            ("表.A1:.B9", "表"),
            ("'表 1'.A1:'表 1'.B9", "表 1"),
            ("'a''.b.c'.A1:'a''.b.c'.B9", "a'.b.c"),
        ] {
            assert_eq!(of(address), Some((sheet.to_owned(), area)), "{address}");
        }
        for wrong in ["", "A1:B9", "表.B9:表.A1", "'表.A1:B9", "表.A1:B9:C3", "'"] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
