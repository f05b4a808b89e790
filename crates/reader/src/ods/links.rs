//! Where the links of cells lead.

use crate::sheet::grid::Link;
use crate::sheet::links;

/// A link; within the file to `#表.A1`, which a dot divides.
pub(super) fn link_to(target: &str) -> Option<Link> {
    let Some(place) = target.strip_prefix('#') else {
        return links::link(target, "");
    };
    let place = place.trim_start_matches('$');
    let place = match place.rsplit_once('.') {
        Some((sheet, cell)) => format!("{sheet}!{cell}"),
        None => place.to_owned(),
    };
    links::link("", &place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_within_the_file_lead_to_a_sheet() {
        let place = |text: &str| Some(Link::Internal(text.to_owned()));
        assert_eq!(link_to("#表1.A1"), place("表1!A1"));
        assert_eq!(link_to("#$'表 1'.A1"), place("'表 1'!A1"));
        assert_eq!(link_to("#名称"), place("名称"));
        let other = Link::External("http://www.gov.cn/".to_owned());
        assert_eq!(link_to("http://www.gov.cn/"), Some(other));
    }
}
