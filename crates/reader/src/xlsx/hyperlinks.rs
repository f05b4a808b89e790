//! Hyperlinks of a sheet (18.3.1.47).

use std::collections::HashMap;

use super::area::Area;
use super::sheet::Link;
use super::sheet_reader::{Context, for_each, sheet_place};
use crate::Error;
use crate::package::Kind;
use crate::xml::{Element, Ns, Xml};

/// A link on a range is a link on each of its cells; past this many in all,
/// on its first cell only.
const SPREAD: u64 = 100_000;

/// Reads the links of a sheet, the end of the element included.
pub(super) fn read(
    xml: &mut Xml,
    context: &mut Context,
    links: &mut HashMap<(u32, u32), Link>,
) -> Result<(), Error> {
    let relationships = context.relationships;
    let targets: HashMap<&str, &str> = relationships
        .all(Kind::Hyperlink)
        .map(|r| (r.id.as_str(), r.target.as_str()))
        .collect();
    let mut left = SPREAD;
    for_each(xml, |xml, element| {
        let reference = element.attr("ref").unwrap_or_default();
        match (Area::parse(&reference), link(xml, element, &targets)) {
            (Some(area), Some(link)) => spread(area, &link, links, &mut left),
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
    match (target, location) {
        // Some programs write a place in the workbook as a target of its own.
        (Some(target), _) if is_fragment(target) => Some(Link::Internal(
            target.rsplit('#').next().unwrap_or_default().to_owned(),
        )),
        (Some(target), Some(location)) => Some(Link::External(format!("{target}#{location}"))),
        (Some(target), None) => Some(Link::External(target.to_owned())),
        (None, Some(location)) => Some(Link::Internal(location.trim_start_matches('#').to_owned())),
        (None, None) => None,
    }
}

fn is_fragment(target: &str) -> bool {
    target.starts_with('#') || target.starts_with("xl/") && target.contains("/#")
}

fn spread(area: Area, link: &Link, links: &mut HashMap<(u32, u32), Link>, left: &mut u64) {
    let size = area.size();
    if size > *left {
        links.insert((area.top, area.left), link.clone());
        return;
    }
    *left -= size;
    for row in area.top..=area.bottom {
        for column in area.left..=area.right {
            links.insert((row, column), link.clone());
        }
    }
}
