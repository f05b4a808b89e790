//! Word files: WordprocessingML in an Open Packaging container
//! (ISO/IEC 29500-1, clause 17).
//!
//! Styles and numbering are read first, then the notes and comments that the
//! text refers to, then the body with all of them in hand, and last the headers
//! and footers that its sections name. What is hidden from a reader of the page
//! stays out of the text and is named.

mod alt_chunk;
mod binding;
mod body;
mod context;
mod custom_xml;
mod drawing;
mod gone;
mod margins;
mod math;
mod memo;
mod notes;
mod numbering;
mod paragraph;
mod properties;
mod run;
mod styles;
mod table;

use gongkai_model::{Block, Diagnostic, Document};

use crate::package::{Kind, Package};
use crate::word::definitions::Definitions;
use crate::word::lists::Lists;
use crate::{Error, Options};

use context::{Context, Shared};
use styles::Styles;

/// Reads a Word file.
pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<(Document, Vec<Diagnostic>), Error> {
    let package = Package::open(bytes, &options.limits, options.partial)?;
    let mut shared = Shared::new(package, &options.limits, options.tracked, options.hidden);
    let properties = shared.package.properties()?;
    let (blocks, margins) = read_parts(&mut shared)?;
    let notes = shared.package.notes().clone();
    let gone = std::mem::take(&mut shared.gone);
    let (mut document, tally) = shared.into_document(properties);
    document.blocks = blocks;
    (document.headers, document.footers) = margins;
    gone::take_out(&mut document, &gone);
    Ok((
        document,
        notes.take().chain(tally.into_diagnostics()).collect(),
    ))
}

/// Reads the text of a file within another one: its headers and footers are
/// those of the other.
fn read_main(shared: &mut Shared) -> Result<Vec<Block>, Error> {
    Ok(read_parts(shared)?.0)
}

type Margins = (Vec<gongkai_model::Margin>, Vec<gongkai_model::Margin>);

fn read_parts(shared: &mut Shared) -> Result<(Vec<Block>, Margins), Error> {
    let part = shared.package.main_part("word/document.xml")?;
    let relationships = shared.package.relationships(&part)?;
    let styles = match relationships.first(Kind::Styles) {
        Some(styles) => match shared.package.part(&styles.target)? {
            Some(part) => Styles::read(&mut part.xml())?,
            None => Styles::default(),
        },
        None => Styles::default(),
    };
    shared.data = custom_xml::Data::of(&relationships);
    let mut definitions = match relationships.first(Kind::Numbering) {
        Some(numbering) => match shared.package.part(&numbering.target)? {
            Some(part) => numbering::read(&mut part.xml())?,
            None => Definitions::default(),
        },
        None => Definitions::default(),
    };
    definitions.link(|style| styles.list(Some(style)).map(str::to_owned));
    let numbering = Lists::new(definitions);
    notes::read(shared, &styles, &numbering, &relationships)?;
    let main = shared.package.required(&part)?;
    let mut xml = main.xml();
    let mut context = Context::new(shared, &styles, &relationships, numbering.clone());
    let blocks = context.document(&mut xml)?;
    let sections = std::mem::take(&mut context.sections);
    let margins = margins::read(shared, &styles, &numbering, &relationships, &sections)?;
    Ok((blocks, margins))
}
