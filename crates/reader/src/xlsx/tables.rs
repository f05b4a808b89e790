//! Tables that the author declared (18.5.1): parts of their own, which a sheet
//! is related to. Header and totals are rows of their area, whose cells hold
//! what is shown; names of columns are those of the header.

use crate::Error;
use crate::package::{Kind, Package, Relationships};
use crate::sheet::area::Area;
use crate::sheet::context::{Context, sheet_place};
use crate::xml::{Node, Ns};

/// The areas of the tables of a sheet; their names are told.
pub(super) fn read(
    package: &mut Package,
    relationships: &Relationships,
    context: &mut Context,
) -> Result<Vec<Area>, Error> {
    let mut areas = Vec::new();
    for relationship in relationships.all(Kind::Table) {
        let Some(part) = package.related(relationship)? else {
            continue; // named, where it is damaged; its cells are on the sheet
        };
        let mut xml = part.xml();
        loop {
            match xml.next()? {
                Node::Start(element) if element.ns == Ns::S && element.local() == "table" => {
                    let reference = element.attr("ref").unwrap_or_default();
                    match Area::parse(&reference) {
                        Some(area) => areas.push(area),
                        None => context.forgive("table", &reference, sheet_place(context.name)),
                    }
                    let name = element.attr("displayName").or_else(|| element.attr("name"));
                    context.diagnostics.remarks.table(&name.unwrap_or_default());
                    break;
                }
                Node::Start(_) | Node::Text(_) => {}
                Node::End | Node::Eof => break,
            }
        }
    }
    Ok(areas)
}
