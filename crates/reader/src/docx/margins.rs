//! Headers and footers (17.10). They stand apart from the text; one that holds
//! nothing but page numbers is layout and not kept.

use gongkai_model::{Block, Heading, Margin, Pages, Paragraph};

use super::body::Position;
use super::context::{Context, Shared};
use super::properties::{MarginReference, Section, is_on};
use super::styles::Styles;
use crate::Error;
use crate::package::{Kind, Relationships};
use crate::word::lists::Lists;
use crate::xml::{Node, Ns, Xml};

/// The headers and the footers of all sections.
pub(super) fn read(
    shared: &mut Shared,
    styles: &Styles,
    numbering: &Lists,
    relationships: &Relationships,
    sections: &[Section],
) -> Result<(Vec<Margin>, Vec<Margin>), Error> {
    let even = has_even_pages(shared, relationships)?;
    let (mut headers, mut footers) = (Vec::new(), Vec::new());
    for (section, properties) in sections.iter().enumerate() {
        for reference in &properties.margins {
            let shown = match reference.pages {
                Pages::Default => true,
                Pages::First => properties.title_page,
                Pages::Even => even,
            };
            let Some(relationship) = relationships.get(&reference.id).filter(|_| shown) else {
                continue; // Word keeps it for the day when such pages are asked for
            };
            let blocks = blocks(shared, styles, numbering, &relationship.target)?;
            if !blocks.iter().all(is_page_number) {
                let list = match reference.is_header {
                    true => &mut headers,
                    false => &mut footers,
                };
                list.push(margin(section, reference, blocks));
            }
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
) -> Result<Vec<Block>, Error> {
    let Some(text) = shared.package.text(part)? else {
        return Ok(Vec::new());
    };
    let relationships = shared.package.relationships(part)?;
    let depth = shared.limits.depth;
    let mut context = Context::new(shared, styles, &relationships, numbering.clone());
    let mut xml = Xml::new(&text, part, depth);
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
    Ok(blocks)
}

/// True where a line says no more than which page it is on: `— 1 —`,
/// `第 1 页 共 3 页`, `Page 1 of 3`.
fn is_page_number(block: &Block) -> bool {
    let content = match block {
        Block::Heading(Heading { content, .. }) | Block::Paragraph(Paragraph { content, .. }) => {
            content
        }
        Block::PageBreak(_) => return true,
        Block::Table(_) | Block::Image(_) => return false,
    };
    let lower = content.text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphabetic());
    let only_pages = words.into_iter().all(|word| {
        let rest = word.trim_matches(|c| "第页共ivxlc".contains(c));
        rest.is_empty() || matches!(rest, "page" | "pages" | "of" | "p")
    });
    content.anchors.is_empty() && only_pages
}

/// `w:evenAndOddHeaders` in the settings (17.10.1).
fn has_even_pages(shared: &mut Shared, relationships: &Relationships) -> Result<bool, Error> {
    let Some(part) = relationships
        .first(Kind::Settings)
        .map(|r| r.target.clone())
    else {
        return Ok(false);
    };
    let Some(text) = shared.package.text(&part)? else {
        return Ok(false);
    };
    let mut xml = Xml::new(&text, &part, shared.limits.depth);
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
    use super::*;

    #[test]
    fn page_numbers_are_layout_and_words_are_not() {
        let line = |text: &str| Block::Paragraph(Paragraph::plain(text));
        for text in [
            "— 1 —",
            "第 1 页 共 3 页",
            "Page 1 of 3",
            "- iv -",
            "12",
            "",
        ] {
            assert!(is_page_number(&line(text)), "{text}");
        }
        for text in [
            "清源县档案馆",
            "第一章",
            "Page of history",
            "内部资料 第1页",
        ] {
            assert!(!is_page_number(&line(text)), "{text}");
        }
    }
}
