//! Word files: WordprocessingML in an Open Packaging container
//! (ISO/IEC 29500-1, clause 17).
//!
//! Styles and numbering are read first; the body is then read with both in
//! hand. What is hidden from a reader of the page stays out of the text and is
//! named.

mod body;
mod margins;
mod numbering;
mod paragraph;
mod properties;
mod run;
mod styles;
mod table;

use gongkai_model::{Diagnostic, Document};

use crate::package::{Kind, Package};
use crate::tally::Tally;
use crate::word::lists::Lists;
use crate::xml::Xml;
use crate::{Error, Limits};

use styles::Styles;

/// Reads the blocks of a Word file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    let mut package = Package::open(bytes, limits)?;
    let part = package.main_part("word/document.xml")?;
    let relationships = package.relationships(&part)?;
    let mut tally = Tally::default();
    let styles = match relationships.first(Kind::Styles) {
        Some(styles) => match package.text(&styles.target)? {
            Some(text) => Styles::read(&mut Xml::new(&text, &styles.target, limits.depth))?,
            None => Styles::default(),
        },
        None => Styles::default(),
    };
    let numbering = match relationships.first(Kind::Numbering) {
        Some(numbering) => match package.text(&numbering.target)? {
            Some(text) => numbering::read(&mut Xml::new(&text, &numbering.target, limits.depth))?,
            None => Lists::default(),
        },
        None => Lists::default(),
    };
    let text = package.required(&part)?;
    let mut xml = Xml::new(&text, &part, limits.depth);
    let mut reader = body::BodyReader::new(&styles, numbering, &relationships, &mut tally);
    let blocks = reader.document(&mut xml)?;
    let margin_ids = reader.into_margin_ids();
    for id in margin_ids {
        if let Some(relationship) = relationships.get(&id) {
            margins::name_text(&mut package, &relationship.target, limits, &mut tally)?;
        }
    }
    Ok((Document { blocks }, tally.into_diagnostics().collect()))
}
