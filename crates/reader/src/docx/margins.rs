//! Headers and footers (17.10). They stand apart from the text.

use std::collections::HashMap;

use gongkai_model::{Block, Margin, Pages};

use super::body::Position;
use super::context::{Context, Shared};
use super::properties::{Section, is_on};
use super::styles::Styles;
use crate::Error;
use crate::package::{Kind, Relationships};
use crate::word::lists::Lists;
use crate::xml::{Node, Ns};

/// A document has no more headers and footers than this: sections may name the
/// same ones by turns.
const MOST_MARGINS: usize = 300;

/// And their parts together no more bytes than this.
const MOST_BYTES: usize = 32 << 20;

/// A part that sections come back to is read once, but its text stands in the
/// document each time: for so many bytes of such parts.
const MOST_BYTES_AGAIN: usize = 4 << 20;

/// What a section has one of: a header or, if not, a footer, on some of its pages.
type Slot = (bool, Pages);

const SLOTS: [Slot; 6] = [
    (true, Pages::Default),
    (true, Pages::First),
    (true, Pages::Even),
    (false, Pages::Default),
    (false, Pages::First),
    (false, Pages::Even),
];

/// A header or footer that a section begins to show: the section, what it is,
/// and the part that holds it.
type Shown<'r> = (usize, Slot, &'r str);

/// The headers and the footers of all sections.
pub(super) fn read(
    shared: &mut Shared,
    styles: &Styles,
    numbering: &Lists,
    relationships: &Relationships,
    sections: &[Section],
) -> Result<(Vec<Margin>, Vec<Margin>), Error> {
    let even = has_even_pages(shared, relationships)?;
    let mut margins = Margins::default();
    for (section, slot, part) in shown(sections, relationships, even) {
        let blocks = if margins.are_full() {
            None
        } else if let Some(known) = margins.known(part) {
            known
        } else {
            let (blocks, length) = blocks(shared, styles, numbering, part)?;
            margins.note(slot, part, length);
            Some(blocks)
        };
        match blocks {
            Some(blocks) => margins.add(section, slot, blocks),
            None => shared.tally.left_out("w:hdr/w:ftr", None),
        }
    }
    Ok((margins.headers, margins.footers))
}

/// The headers and footers that the sections show, where that is not what the
/// section before shows already. One that a section does not state is that of
/// the section before it, even if that one has no pages for it (17.10.2, 17.10.5).
fn shown<'r>(sections: &[Section], relationships: &'r Relationships, even: bool) -> Vec<Shown<'r>> {
    let mut shown = Vec::new();
    let mut stated: HashMap<Slot, &str> = HashMap::new();
    let mut told: HashMap<Slot, &str> = HashMap::new();
    for (section, properties) in sections.iter().enumerate() {
        for reference in &properties.margins {
            if let Some(relationship) = relationships.get(&reference.id) {
                let slot = (reference.is_header, reference.pages);
                stated.insert(slot, relationship.target.as_str());
            }
        }
        for slot in SLOTS {
            let has_pages = match slot.1 {
                Pages::Default => true,
                Pages::First => properties.title_page,
                Pages::Even => even,
            };
            // Word keeps it for the day when such pages are asked for.
            let Some(&part) = stated.get(&slot).filter(|_| has_pages) else {
                continue;
            };
            if told.insert(slot, part) != Some(part) {
                shown.push((section, slot, part));
            }
        }
    }
    shown
}

/// The headers and footers that were read, and how much more may be.
#[derive(Default)]
struct Margins {
    headers: Vec<Margin>,
    footers: Vec<Margin>,
    /// For each part that was read: where its text first stands, and how long
    /// the part is.
    read: HashMap<String, (bool, usize, usize)>,
    /// The bytes of all parts, and of those that sections came back to.
    bytes: usize,
    bytes_again: usize,
}

impl Margins {
    fn are_full(&self) -> bool {
        let count = self.headers.len() + self.footers.len();
        count >= MOST_MARGINS || self.bytes >= MOST_BYTES
    }

    fn list(&mut self, is_header: bool) -> &mut Vec<Margin> {
        match is_header {
            true => &mut self.headers,
            false => &mut self.footers,
        }
    }

    /// The text of a part, if it was read before; none of it where parts were
    /// come back to too often.
    fn known(&mut self, part: &str) -> Option<Option<Vec<Block>>> {
        let (is_header, index, length) = *self.read.get(part)?;
        self.bytes_again = self.bytes_again.saturating_add(length);
        let may = self.bytes_again <= MOST_BYTES_AGAIN;
        let first = self.list(is_header).get(index).filter(|_| may);
        Some(first.map(|margin| margin.blocks.clone()))
    }

    /// Takes note of a part whose text is added next.
    fn note(&mut self, (is_header, _): Slot, part: &str, length: usize) {
        let index = self.list(is_header).len();
        self.read
            .insert(part.to_owned(), (is_header, index, length));
        self.bytes = self.bytes.saturating_add(length);
    }

    fn add(&mut self, section: usize, (is_header, pages): Slot, blocks: Vec<Block>) {
        self.list(is_header).push(Margin {
            section,
            pages,
            blocks,
        });
    }
}

/// The blocks of a part, and how many bytes it has.
fn blocks(
    shared: &mut Shared,
    styles: &Styles,
    numbering: &Lists,
    part: &str,
) -> Result<(Vec<Block>, usize), Error> {
    let Some(read) = shared.package.part(part)? else {
        return Ok((Vec::new(), 0));
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
    gongkai_model::Document::forget_places(&mut blocks);
    Ok((blocks, xml.position()))
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

#[cfg(test)]
mod tests {
    use gongkai_model::Paragraph;

    use super::*;

    #[test]
    fn a_part_that_is_come_back_to_is_not_read_again_and_not_without_end() {
        let header = (true, Pages::Default);
        let text = vec![Block::Paragraph(Paragraph::plain("页眉"))];
        let mut margins = Margins::default();
        assert_eq!(margins.known("word/header1.xml"), None);
        margins.note(header, "word/header1.xml", MOST_BYTES_AGAIN / 2);
        margins.add(0, header, text.clone());
        for known in [Some(text.clone()), Some(text), None, None] {
            assert_eq!(margins.known("word/header1.xml"), Some(known));
        }
        assert!(!margins.are_full());
        margins.note(header, "word/header2.xml", MOST_BYTES);
        assert!(margins.are_full());
    }
}
