//! Drawings (20.5): pictures, each at the cell where its upper left corner
//! is; charts and shapes are named.

use gongkai_model::Target;

use crate::package::media::{self, size};
use crate::package::{Kind, Package, Relationships};
use crate::sheet::area::{MAX_COLUMNS, MAX_ROWS};
use crate::sheet::attached::{Attached, Lists};
use crate::sheet::context::Context;
use crate::xml::{Node, Ns, Xml};
use crate::{Error, Limits};

/// A picture as the drawing has it.
#[derive(Debug, Default)]
struct Picture {
    cell: (u32, u32),
    /// The relationship of its bytes.
    id: Option<String>,
    look: media::Look,
}

/// Reads the drawings of a sheet.
pub(crate) fn read(
    package: &mut Package,
    sheet: &Relationships,
    limits: &Limits,
    context: &mut Context,
    lists: &mut Lists,
    attached: &mut Attached,
) -> Result<(), Error> {
    for relationship in sheet.all(Kind::Drawing) {
        let Some(part) = package.related(relationship)? else {
            continue;
        };
        let pictures = pictures(&mut part.xml(), context)?;
        let relationships = package.relationships(&relationship.target)?;
        for picture in pictures {
            let cell = picture.cell;
            let relationship = picture.id.and_then(|id| relationships.get(&id));
            let number = match relationship {
                Some(found) => {
                    let limit = limits.image_bytes;
                    (lists.gallery).picture(package, found, picture.look, limit)?
                }
                None => None,
            };
            match number {
                Some(number) => {
                    let targets = attached.entry(cell).or_default();
                    targets.push(Target::Image(number));
                }
                None => {
                    let place = context.sheet();
                    context.diagnostics.tally.left_out("a:blip", Some(&place));
                }
            }
        }
    }
    Ok(())
}

/// The pictures of a drawing part.
fn pictures(xml: &mut Xml, context: &mut Context) -> Result<Vec<Picture>, Error> {
    let mut found = Vec::new();
    let (mut cell, mut extent) = ((0, 0), None);
    loop {
        match xml.next()? {
            Node::Start(element) if element.ns == Ns::Drawing => match element.local() {
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                    (cell, extent) = ((0, 0), None);
                }
                "from" => cell = marker(xml)?,
                // The size of an anchor that has but one cell (20.5.2.24).
                "ext" => extent = size(&element),
                "pic" => {
                    let mut picture = Picture {
                        cell,
                        ..Picture::default()
                    };
                    read_picture(xml, &mut picture)?;
                    picture.look.size = picture.look.size.or(extent);
                    found.push(picture);
                }
                "graphicFrame" | "sp" | "contentPart" => {
                    let place = context.sheet();
                    let name = element.name();
                    context.diagnostics.tally.left_out(&name, Some(&place));
                    xml.skip()?;
                }
                _ => {}
            },
            Node::Start(_) | Node::End | Node::Text(_) => {}
            Node::Eof => return Ok(found),
        }
    }
}

/// `xdr:from` (20.5.2.15): row and column, from 0.
fn marker(xml: &mut Xml) -> Result<(u32, u32), Error> {
    let (mut row, mut column) = (0, 0);
    loop {
        match xml.next()? {
            Node::Start(element) => {
                let place = match element.local() {
                    "row" => &mut row,
                    "col" => &mut column,
                    _ => {
                        xml.skip()?;
                        continue;
                    }
                };
                *place = xml.text_content()?.trim().parse().unwrap_or(0);
            }
            Node::Text(_) => {}
            Node::End | Node::Eof => {
                return Ok((row.min(MAX_ROWS - 1), column.min(MAX_COLUMNS - 1)));
            }
        }
    }
}

/// `xdr:pic` (20.5.2.25), its end included.
fn read_picture(xml: &mut Xml, picture: &mut Picture) -> Result<(), Error> {
    loop {
        match xml.next()? {
            Node::Start(element) => match element.local() {
                "cNvPr" => {
                    let alt = element.stated("descr").or_else(|| element.stated("title"));
                    picture.look.alt = alt.map(|alt| alt.into_owned());
                    xml.skip()?;
                }
                "blip" => {
                    let embedded = xml.attr_in(&element, Ns::R, "embed");
                    picture.look.linked = embedded.is_none();
                    picture.id = embedded.or_else(|| xml.attr_in(&element, Ns::R, "link"));
                    xml.skip()?;
                }
                "ext" if picture.look.size.is_none() => {
                    picture.look.size = size(&element);
                    xml.skip()?;
                }
                "extLst" => xml.skip()?,
                _ => read_picture(xml, picture)?,
            },
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(()),
        }
    }
}
