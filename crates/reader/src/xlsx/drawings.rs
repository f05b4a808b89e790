//! What lies on a sheet beside its cells and is not carried yet: comments,
//! pictures, charts, shapes. They are counted, so that nobody misses them in vain.

use gongkai_model::from_a1;

use crate::Error;
use crate::package::{Kind, Package, Relationships};
use crate::sheet::context::{Context, sheet_place};
use crate::xml::{Node, Ns, Xml};
use gongkai_model::Place;

/// Names the comments and drawings of a sheet.
pub(super) fn name_content(
    package: &mut Package,
    relationships: &Relationships,
    context: &mut Context,
) -> Result<(), Error> {
    for relationship in relationships.all(Kind::Comments) {
        if let Some(part) = package.part(&relationship.target)? {
            comments(&mut part.xml(), context)?;
        }
    }
    name_drawings(package, relationships, context)
}

/// Names the drawings of a sheet; those of binary workbooks are XML as well.
pub(crate) fn name_drawings(
    package: &mut Package,
    relationships: &Relationships,
    context: &mut Context,
) -> Result<(), Error> {
    for relationship in relationships.all(Kind::Drawing) {
        if let Some(part) = package.part(&relationship.target)? {
            drawing(&mut part.xml(), context)?;
        }
    }
    Ok(())
}

/// Comments (18.7.3), each at its cell.
fn comments(xml: &mut Xml, context: &mut Context) -> Result<(), Error> {
    loop {
        match xml.next()? {
            Node::Start(element) if element.ns == Ns::S && element.local() == "comment" => {
                let cell = element
                    .attr("ref")
                    .and_then(|reference| from_a1(&reference));
                let sheet = || sheet_place(context.name);
                let place = cell.map_or_else(sheet, |(row, column)| {
                    Place::cell(context.name, row, column)
                });
                context.diagnostics.tally.left_out("comment", Some(&place));
                xml.skip()?;
            }
            Node::Start(_) | Node::End | Node::Text(_) => {}
            Node::Eof => return Ok(()),
        }
    }
}

/// Pictures, charts and shapes (20.5.2); connectors are but lines.
fn drawing(xml: &mut Xml, context: &mut Context) -> Result<(), Error> {
    loop {
        match xml.next()? {
            Node::Start(element) if element.ns == Ns::Drawing => {
                if matches!(
                    element.local(),
                    "pic" | "graphicFrame" | "sp" | "contentPart"
                ) {
                    let place = sheet_place(context.name);
                    context
                        .diagnostics
                        .tally
                        .left_out(&element.name(), Some(&place));
                    xml.skip()?;
                }
            }
            Node::Start(_) | Node::End | Node::Text(_) => {}
            Node::Eof => return Ok(()),
        }
    }
}
