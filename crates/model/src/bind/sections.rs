//! The sections of a report, by their titles.

use super::key::key;
use crate::form::{Form, FormSection};
use crate::{Block, Document, Heading, Paragraph, Section};

/// The title of a section has at most this many characters.
const LONGEST_TITLE: usize = 44;

/// Finds the sections. Lines that are the title of a section of the form
/// become headings of level 1.
pub(super) fn find(document: &mut Document, form: Option<&Form>) -> Vec<Section> {
    let form_sections = form.map_or(&[][..], |form| &form.sections);
    for block in &mut document.blocks {
        promote(block, form_sections);
    }
    let level = section_level(document, form_sections);
    let starts: Vec<(usize, Option<String>)> = document
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(index, block)| {
            let key = match block {
                Block::Heading(heading) => section_of(&heading.content.text, form_sections),
                _ => None,
            };
            let starts = level.is_some() && outline_level(block) == level;
            starts.then(|| (index, key.map(|section| section.key.clone())))
        })
        .collect();
    let ends = starts
        .iter()
        .skip(1)
        .map(|(index, _)| *index)
        .chain([document.blocks.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|((start, key), end)| match &document.blocks[*start] {
            Block::Heading(heading) => Some(Section {
                key: key.clone(),
                label: heading.label.clone(),
                title: heading.content.text.clone(),
                blocks: [*start, end],
            }),
            _ => None,
        })
        .collect()
}

/// The outline level of sections: where most titles of the form's sections
/// stand (of two that hold as many the upper one), else the topmost.
fn section_level(document: &Document, sections: &[FormSection]) -> Option<u8> {
    let mut titles = [0usize; 10];
    for block in &document.blocks {
        if let Block::Heading(heading) = block
            && heading.level > 0
            && section_of(&heading.content.text, sections).is_some()
        {
            titles[heading.level as usize] += 1;
        }
    }
    let most = (1..=9u8)
        .rev()
        .max_by_key(|&level| titles[level as usize])?;
    if titles[most as usize] > 0 {
        return Some(most);
    }
    document.blocks.iter().filter_map(outline_level).min()
}

fn outline_level(block: &Block) -> Option<u8> {
    match block {
        Block::Heading(heading) if heading.level > 0 => Some(heading.level),
        _ => None,
    }
}

fn promote(block: &mut Block, sections: &[FormSection]) {
    let Block::Paragraph(Paragraph {
        label,
        content,
        place,
    }) = block
    else {
        return;
    };
    if section_of(&content.text, sections).is_none() {
        return;
    }
    let (label, content, place) = (label.take(), std::mem::take(content), place.take());
    let mut heading = Heading {
        level: 1,
        label,
        content,
        place,
    };
    crate::normalize::settle_heading(&mut heading);
    *block = Block::Heading(heading);
}

/// The section of the form that a line is the title of.
fn section_of<'a>(text: &str, sections: &'a [FormSection]) -> Option<&'a FormSection> {
    if text.chars().count() > LONGEST_TITLE {
        return None;
    }
    let found = key(text);
    sections.iter().find(|section| {
        std::iter::once(&section.title)
            .chain(&section.variants)
            .any(|title| key(title) == found)
    })
}
