//! Links of cells, and the areas that they cover.

use std::collections::HashMap;

use super::area::Area;
use super::grid::Link;

/// A link on a range is a link on each of its cells; past this many in all,
/// on its first cell only.
const SPREAD: u64 = 100_000;

/// Spreads the links of a sheet over its cells.
pub(crate) struct Spread {
    left: u64,
}

impl Default for Spread {
    fn default() -> Spread {
        Spread { left: SPREAD }
    }
}

impl Spread {
    /// Puts a link on each cell of an area.
    pub(crate) fn put(&mut self, area: Area, link: &Link, links: &mut HashMap<(u32, u32), Link>) {
        let size = area.size();
        if size > self.left {
            links.insert((area.top, area.left), link.clone());
            return;
        }
        self.left -= size;
        for row in area.top..=area.bottom {
            for column in area.left..=area.right {
                links.insert((row, column), link.clone());
            }
        }
    }
}

/// The link of a target and a location within it, either of which may be empty;
/// nothing where it leads nowhere.
pub(crate) fn link(target: &str, location: &str) -> Option<Link> {
    Some(match (target, location) {
        // Some programs write a place in the workbook as a target of its own.
        (target, _) if is_fragment(target) => {
            Link::Internal(target.rsplit('#').next().unwrap_or_default().to_owned())
        }
        ("", "") => return None,
        ("", location) => Link::Internal(location.trim_start_matches('#').to_owned()),
        (target, "") => Link::External(target.to_owned()),
        (target, location) => Link::External(format!("{target}#{location}")),
    })
}

fn is_fragment(target: &str) -> bool {
    target.starts_with('#') || target.starts_with("xl/") && target.contains("/#")
}
