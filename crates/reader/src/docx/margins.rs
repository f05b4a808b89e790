//! Headers and footers (17.10). They stand apart from the text.

use std::collections::HashMap;

use gongkai_model::{Block, Margin, Pages};

use super::body::Position;
use super::context::{Context, Shared};
use super::properties::{MarginReference, Section, is_on};
use super::styles::Styles;
use crate::Error;
use crate::package::{Kind, Relationships};
use crate::word::lists::Lists;
use crate::xml::{Node, Ns};

/// A document has no more headers and footers than this; each may be read for
/// many sections.
const MOST_MARGINS: usize = 300;

/// And their parts together no more bytes than this, each as often as it is named.
const MOST_BYTES: usize = 32 << 20;

/// The headers and the footers of all sections.
pub(super) fn read(
    shared: &mut Shared,
    styles: &Styles,
    numbering: &Lists,
    relationships: &Relationships,
    sections: &[Section],
) -> Result<(Vec<Margin>, Vec<Margin>), Error> {
    let even = has_even_pages(shared, relationships)?;
    // A section without any of its own takes those of the one before it.
    let title_page = sections.iter().any(|section| section.title_page);
    let (mut headers, mut footers) = (Vec::new(), Vec::new());
    let mut bytes_left = MOST_BYTES;
    let mut current: HashMap<(bool, Pages), String> = HashMap::new();
    for (section, properties) in sections.iter().enumerate() {
        for reference in &properties.margins {
            let shown = match reference.pages {
                Pages::Default => true,
                Pages::First => title_page,
                Pages::Even => even,
            };
            let Some(relationship) = relationships.get(&reference.id).filter(|_| shown) else {
                continue; // Word keeps it for the day when such pages are asked for
            };
            // A section that says the same as the one before it says nothing new.
            let key = (reference.is_header, reference.pages);
            let part = relationship.target.clone();
            if current.get(&key) == Some(&part) {
                continue;
            }
            if headers.len() + footers.len() >= MOST_MARGINS || bytes_left == 0 {
                shared.tally.left_out("w:hdr/w:ftr", None);
                continue;
            }
            let blocks = blocks(shared, styles, numbering, &part, &mut bytes_left)?;
            current.insert(key, part);
            let list = match reference.is_header {
                true => &mut headers,
                false => &mut footers,
            };
            list.push(margin(section, reference, blocks));
        }
    }
    Ok((headers, footers))
}

fn margin(section: usize, reference: &MarginReference, blocks: Vec<Block>) -> Margin {
    Margin {
        section,
        pages: reference.pages,
        blocks,
    }
}

fn blocks(
    shared: &mut Shared,
    styles: &Styles,
    numbering: &Lists,
    part: &str,
    bytes_left: &mut usize,
) -> Result<Vec<Block>, Error> {
    let Some(read) = shared.package.part(part)? else {
        return Ok(Vec::new());
    };
    let relationships = shared.package.relationships(part)?;
    let mut context = Context::new(shared, styles, &relationships, numbering.clone());
    let mut xml = read.xml();
    let mut blocks = Vec::new();
    loop {
        match xml.next()? {
            Node::Start(element)
                if element.ns == Ns::W && matches!(element.local(), "hdr" | "ftr") =>
            {
                context.blocks(&mut xml, &mut blocks, &mut Position::elsewhere(), None)?;
            }
            Node::Start(_) => xml.skip()?,
            Node::End | Node::Text(_) => {}
            Node::Eof => break,
        }
    }
    *bytes_left = bytes_left.saturating_sub(xml.position());
    gongkai_model::Document::forget_places(&mut blocks);
    Ok(blocks)
}

/// `w:evenAndOddHeaders` in the settings (17.10.1).
fn has_even_pages(shared: &mut Shared, relationships: &Relationships) -> Result<bool, Error> {
    let Some(part) = relationships
        .first(Kind::Settings)
        .map(|r| r.target.clone())
    else {
        return Ok(false);
    };
    let Some(settings) = shared.package.part(&part)? else {
        return Ok(false);
    };
    let mut xml = settings.xml();
    loop {
        match xml.next()? {
            Node::Start(element) if element.local() == "evenAndOddHeaders" => {
                return Ok(is_on(&element));
            }
            Node::Start(element) if element.local() == "settings" => {}
            Node::Start(_) => xml.skip()?,
            Node::End | Node::Text(_) => {}
            Node::Eof => return Ok(false),
        }
    }
}
