//! Other files that a workbook takes data from (18.14): what it stored of them
//! stands in its cells, the files are named.

use crate::Error;
use crate::package::{Kind, Package, Relationships, decoded};
use crate::sheet::remarks::Remarks;
use crate::xml::Node;

/// Names the files that the workbook is linked to.
pub(crate) fn name(
    package: &mut Package,
    relationships: &Relationships,
    remarks: &mut Remarks,
) -> Result<(), Error> {
    for link in relationships.all(Kind::ExternalLink) {
        let of_link = package.relationships(&link.target)?;
        match of_link.external().next() {
            Some(target) => remarks.linked(&decoded(&target.target)),
            None => remarks.linked(&server(package, &link.target)?),
        }
    }
    Ok(())
}

/// The program that data come from (`ddeLink`, 18.14.3), and what of it; empty
/// where the part does not say, as in a binary workbook.
fn server(package: &mut Package, part: &str) -> Result<String, Error> {
    if !part.ends_with(".xml") {
        return Ok(String::new());
    }
    let Some(part) = package.part(part)? else {
        return Ok(String::new());
    };
    let mut xml = part.xml();
    loop {
        match xml.next()? {
            Node::Start(element) if element.local() == "ddeLink" => {
                let attr = |name| element.attr(name).unwrap_or_default().into_owned();
                return Ok(format!("{}|{}", attr("ddeService"), attr("ddeTopic")));
            }
            Node::Eof => return Ok(String::new()),
            Node::Start(_) | Node::End | Node::Text(_) => {}
        }
    }
}
