//! The lines of a sheet: headings, paragraphs, and where the text leads to
//! another sheet.

use gongkai_model::{Anchor, Block, Heading, Paragraph, Place, RichText, label};

use super::arrows;
use super::order::{By, Part};
use crate::Error;
use crate::sheet::attached;
use crate::sheet::context::Diagnostics;
use crate::sheet::look::{Cells, Filled, LOCATION, Row};
use crate::sheet::table;

/// The label of a row that goes on with the text above it.
const CONTINUED: &str = "（续）";
/// What marks the row where a table stands that is on a sheet of its own.
pub(super) const ARROW: &str = "→ ";
/// A bold line of more characters is emphasis, no heading.
const LONGEST_HEADING: usize = 80;

/// A longer text in the column of the labels is none.
const LONGEST_LABEL: usize = 40;

/// The parts of a sheet while its rows are gone through.
pub(super) struct Lined<'l, 's> {
    pub(super) sheet: &'l str,
    pub(super) is_body: bool,
    pub(super) cells: Cells<'l>,
    pub(super) at_top: &'s mut bool,
    pub(super) diagnostics: &'s mut Diagnostics,
    pub(super) parts: Vec<Part>,
    /// Which of them is the text that the next row may go on with.
    pub(super) open: Option<usize>,
}

impl Lined<'_, '_> {
    /// A table of rows; it is where the first of them is.
    pub(super) fn table(&mut self, first: u32, rows: Vec<Row>) -> Result<(), Error> {
        *self.at_top = false;
        self.open = None;
        let table = table::build(rows, self.sheet, &mut self.cells, self.diagnostics)?;
        self.parts
            .extend(table.map(|table| Part::Block(first, table)));
        Ok(())
    }

    /// A line of text: a heading, a paragraph, or the place of another sheet.
    pub(super) fn line(&mut self, row: Row) {
        let Row {
            row,
            outline,
            items,
        } = row;
        let (sheet, is_body) = (self.sheet, self.is_body);
        let filled = items
            .iter()
            .map(|item| self.cells.fill(item, self.diagnostics))
            .filter(|item| !item.content.is_empty()); // a formula without a result
        let (label, item, others) = label_and_text(filled.collect(), is_body);
        let Some(item) = item else { return };
        let is_arrow = is_body && item.leads_to.is_some() && item.content.text.starts_with(ARROW);
        let goes_on = label.as_deref() == Some(CONTINUED);
        if is_arrow {
            self.arrow(row, label, item);
        } else if !(goes_on && self.carry_on(&item.content)) {
            self.text(row, outline, label, item);
        }
        // Notes that somebody wrote beside the text.
        for item in others {
            let note = Paragraph {
                label: None,
                content: item.content,
                place: Some(Place::cell(sheet, row, item.area.left)),
            };
            self.parts.push(Part::Block(row, Block::Paragraph(note)));
        }
    }

    /// The place of another sheet. What somebody wrote before the arrow is text,
    /// and what is attached to it stays.
    fn arrow(&mut self, row: u32, label: Option<String>, item: Filled) {
        self.open = None;
        let place = Place::cell(self.sheet, row, item.area.left);
        let anchors = item.content.anchors.into_iter();
        let attached = attached::blocks(anchors.map(|anchor| anchor.target).collect(), &place);
        let before = label.filter(|label| !label.trim().is_empty());
        let before = before.map(|label| {
            Block::Paragraph(Paragraph {
                place: Some(place),
                ..Paragraph::plain(label)
            })
        });
        let blocks = before.into_iter().chain(attached);
        self.parts
            .extend(blocks.map(|block| Part::Block(row, block)));
        self.parts
            .extend(item.leads_to.map(|name| Part::Sheet(row, name, By::Arrow)));
    }

    /// A heading or a paragraph.
    fn text(&mut self, row: u32, outline: u8, label: Option<String>, item: Filled) {
        let is_body = self.is_body;
        let place = Some(Place::cell(self.sheet, row, item.area.left));
        let level = level(&item, label.as_deref(), outline, is_body, *self.at_top);
        *self.at_top &= level == Some(0);
        let (content, leads_to) = (item.content, item.leads_to);
        let block = match level {
            Some(level) => Block::Heading(Heading {
                level,
                label,
                content,
                place,
            }),
            None => Block::Paragraph(Paragraph {
                label,
                content,
                place,
            }),
        };
        if leads_to.is_some() {
            let tally = &mut self.diagnostics.tally;
            tally.left_out(
                LOCATION,
                Some(&Place::cell(self.sheet, row, item.area.left)),
            );
        }
        self.open = Some(self.parts.len()).filter(|_| leads_to.is_none());
        self.parts.push(match block {
            Block::Paragraph(paragraph) if is_body && leads_to.is_none() => {
                arrows::or_paragraph(row, paragraph)
            }
            block => Part::Block(row, block),
        });
        self.parts
            .extend(leads_to.map(|name| Part::Sheet(row, name, By::Link)));
    }

    /// Appends to the text above, past notes beside it; false where there is none.
    fn carry_on(&mut self, more: &RichText) -> bool {
        let content = match self.open.and_then(|open| self.parts.get_mut(open)) {
            Some(Part::Block(_, Block::Paragraph(paragraph))) => &mut paragraph.content,
            Some(Part::Block(_, Block::Heading(heading))) => &mut heading.content,
            _ => return false,
        };
        let before = content.text.chars().count();
        for (text, style) in more.segments() {
            content.push(text, &style);
        }
        content
            .anchors
            .extend(more.anchors.iter().map(|anchor| Anchor {
                start: before + anchor.start,
                end: before + anchor.end,
                target: anchor.target,
            }));
        true
    }
}

/// The label of a line, its text, and what else stands in its row.
fn label_and_text(
    items: Vec<Filled>,
    is_body: bool,
) -> (Option<String>, Option<Filled>, Vec<Filled>) {
    let labelled = match &items[..] {
        [first, second, ..] if is_body => {
            let label = &first.content.text;
            let in_place = (first.area.left, second.area.left) == (0, 1);
            in_place && !label.contains('\n') && label.chars().count() <= LONGEST_LABEL
        }
        [_, _] => true, // or it were no line
        _ => false,
    };
    let mut items = items.into_iter();
    let label = if labelled { items.next() } else { None };
    let mut text = items.next();
    if let (Some(label), Some(text)) = (&label, &mut text) {
        // What is attached to a label, which has no place for it, is on its text.
        let targets = label.content.anchors.iter().map(|anchor| anchor.target);
        attached::refer(&mut text.content, targets.collect());
    }
    (label.map(|item| item.content.text), text, items.collect())
}

/// The outline level of a line; nothing where it is a paragraph.
fn level(
    item: &Filled,
    label: Option<&str>,
    outline: u8,
    is_body: bool,
    at_top: bool,
) -> Option<u8> {
    if is_body {
        let title = item.centered && outline == 0;
        return item.bold.then_some(if title { 0 } else { outline + 1 });
    }
    let text = item.content.text.trim();
    let stands_out = item.bold || item.large;
    if !stands_out || text.chars().count() > LONGEST_HEADING || text.contains('。') {
        return None;
    }
    if at_top && item.centered && label.is_none() {
        return Some(0);
    }
    let typed = label::split(text).and_then(|(label, _)| label::official_level(label));
    Some(typed.unwrap_or(outline + 1))
}
