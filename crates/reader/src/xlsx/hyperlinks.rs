//! Hyperlinks of a sheet (18.3.1.47).

use std::collections::HashMap;

use super::sheet_reader::for_each;
use crate::Error;
use crate::package::{Kind, Relationships};
use crate::sheet::area::Area;
use crate::sheet::context::{Context, sheet_place};
use crate::sheet::grid::Link;
use crate::sheet::links::{self, Spread};
use crate::xml::{Element, Ns, Xml};

/// Reads the links of a sheet, the end of the element included.
pub(super) fn read(
    xml: &mut Xml,
    relationships: &Relationships,
    context: &mut Context,
    links: &mut HashMap<(u32, u32), Link>,
) -> Result<(), Error> {
    let targets: HashMap<&str, &str> = relationships
        .all(Kind::Hyperlink)
        .map(|r| (r.id.as_str(), r.target.as_str()))
        .collect();
    let mut spread = Spread::default();
    for_each(xml, |xml, element| {
        let reference = element.attr("ref").unwrap_or_default();
        match (Area::parse(&reference), link(xml, element, &targets)) {
            (Some(area), Some(link)) => spread.put(area, &link, links),
            (None, _) => context.forgive("hyperlink", &reference, sheet_place(context.name)),
            (Some(_), None) => {} // a link that leads nowhere
        }
        xml.skip()
    })
}

fn link(xml: &Xml, element: &Element, targets: &HashMap<&str, &str>) -> Option<Link> {
    let location = element
        .attr("location")
        .filter(|location| !location.is_empty());
    let id = xml.attr_in(element, Ns::R, "id");
    let target = id
        .and_then(|id| targets.get(id.as_str()).copied())
        .filter(|target| !target.is_empty());
    links::link(target.unwrap_or_default(), &location.unwrap_or_default())
}
