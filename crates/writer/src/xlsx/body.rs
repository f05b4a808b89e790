//! The sheet 正文: the report's text, one row a paragraph.
//!
//! Column A has the label, column B the text. A heading is a row in bold type;
//! its level is the outline level of the row, so that Excel folds what stands
//! under a heading. A table is a row with a link to its sheet.

use std::collections::{BTreeSet, HashMap};

use gongkai_model::{Block, Heading, ImageBlock, Lost, Paragraph, Place, Report, RichText};
use rust_xlsxwriter::{IgnoreError, Url, Worksheet};
use unicode_width::UnicodeWidthStr;

use super::content::{Pen, Shared, needs_quote};
use super::format::{Look, Role, Side, size};
use super::split;
use super::{beside, images, layout, page, refused};
use crate::Error;

/// The label of a row that goes on with the text of the row above.
pub(super) const CONTINUED: &str = "（续）";

/// What stands before the name of the sheet in the row of a table.
const TABLE_MARK: &str = "→ ";

/// Excel has seven outline levels.
const DEEPEST_OUTLINE: u8 = 7;

/// The height of a line for each point of its type, and what a row has beside
/// its lines, in points.
const LINE_PITCH: f64 = 1.3;
const ROW_PADDING: f64 = 4.0;

/// Points to the pixel.
const POINTS: f64 = 0.75;

/// The width of the text column, in characters, and what of it the text can
/// use, in points.
const TEXT_WIDTH: f64 = 90.0;
const TEXT_POINTS: f64 = 460.0;

/// Excel takes 1,026 page breaks by its documents, 1,023 in fact.
const MOST_PAGE_BREAKS: usize = 1023;

/// Writes the sheet.
pub(super) fn write(
    sheet: &mut Worksheet,
    shared: &mut Shared,
    report: &Report,
    sheets: &HashMap<usize, String>,
) -> Result<(), Error> {
    set_up(sheet, report)?;
    let mut body = Body {
        pen: Pen::new(&report.document, sheet, shared),
        row: 0,
        outline: 0,
        breaks: Vec::new(),
        fixed: BTreeSet::new(),
    };
    for (index, block) in report.document.blocks.iter().enumerate() {
        match block {
            Block::Heading(heading) => body.heading(heading)?,
            Block::Paragraph(paragraph) => body.paragraph(paragraph)?,
            Block::Table(_) => body.table(sheets.get(&index).map_or("", String::as_str))?,
            Block::Image(image) => body.image(image)?,
            Block::PageBreak(page_break) => body.page_break(page_break.place.as_ref()),
        }
    }
    let (breaks, fixed) = (body.breaks, body.fixed);
    shared.heights.insert(1, fixed);
    sheet.set_page_breaks(&breaks).map_err(refused)?;
    Ok(())
}

fn set_up(sheet: &mut Worksheet, report: &Report) -> Result<(), Error> {
    let labels = report
        .document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading(heading) => heading.label.as_deref(),
            Block::Paragraph(paragraph) => paragraph.label.as_deref(),
            Block::Table(_) | Block::Image(_) | Block::PageBreak(_) => None,
        });
    let longest = labels
        .map(UnicodeWidthStr::width)
        .max()
        .unwrap_or(0)
        .clamp(6, 14);
    sheet
        .set_column_width(0, longest as f64 + 2.0)
        .map_err(refused)?;
    sheet.set_column_width(1, TEXT_WIDTH).map_err(refused)?;
    sheet.group_symbols_above(true).set_screen_gridlines(false);
    page::set_up(sheet, false);
    Ok(())
}

struct Body<'a> {
    pen: Pen<'a>,
    /// The next row.
    row: u32,
    /// The outline level of what is not a heading.
    outline: u8,
    breaks: Vec<u32>,
    /// The rows with pictures, which keep their height.
    fixed: BTreeSet<u32>,
}

impl Body<'_> {
    fn heading(&mut self, heading: &Heading) -> Result<(), Error> {
        let place = heading.place.as_ref();
        let (role, side) = match heading.level {
            0 => (Role::Title, Side::Center),
            level => (Role::Heading(level), Side::Left),
        };
        let outline = heading.level.saturating_sub(1);
        if outline > DEEPEST_OUTLINE {
            self.pen.shared.lose(Lost::OutlineLevel, place);
        }
        self.outline = outline.min(DEEPEST_OUTLINE);
        let parts = split::parts(&heading.content);
        let (first, rest) = parts
            .split_first()
            .map_or((None, &[][..]), |(f, r)| (Some(f), r));
        self.line(
            heading.label.as_deref(),
            first,
            Look::new(role, side),
            &heading.content,
            place,
        )?;
        self.outline = heading.level.min(DEEPEST_OUTLINE);
        self.continued(rest, place)
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Result<(), Error> {
        let place = paragraph.place.as_ref();
        let parts = split::parts(&paragraph.content);
        let (first, rest) = parts
            .split_first()
            .map_or((None, &[][..]), |(f, r)| (Some(f), r));
        let look = Look::new(Role::Text, Side::Left);
        let anchored = &paragraph.content;
        self.line(paragraph.label.as_deref(), first, look, anchored, place)?;
        self.continued(rest, place)
    }

    /// The rows with the rest of a long text.
    fn continued(&mut self, rest: &[RichText], place: Option<&Place>) -> Result<(), Error> {
        for part in rest {
            let look = Look::new(Role::Text, Side::Left);
            let nothing = RichText::default(); // the first row has it all
            self.line(Some(CONTINUED), Some(part), look, &nothing, place)?;
        }
        Ok(())
    }

    /// One row. It also has what the paragraph refers to.
    fn line(
        &mut self,
        label: Option<&str>,
        content: Option<&RichText>,
        look: Look,
        paragraph: &RichText,
        place: Option<&Place>,
    ) -> Result<(), Error> {
        if let Some(label) = label {
            self.pen.plain((self.row, 0), label, look.on(Side::Right))?;
            self.mark_as_text(label, 0)?;
        }
        if let Some(content) = content {
            self.pen.text((self.row, 1), content, look, place)?;
            self.mark_as_text(&content.text, 1)?;
        }
        let text = content.map_or("", |content| content.text.as_str());
        let height = height(text, look.role());
        let below = match text {
            "" => 0,
            _ => (height / POINTS) as u32,
        };
        let RichText { text, anchors, .. } = paragraph;
        let at = (self.row, 1);
        let pictures = beside::write(&mut self.pen, at, text, anchors, below, place)?;
        self.end_row(height, pictures)
    }

    /// A picture between paragraphs has a row of its own.
    fn image(&mut self, image: &ImageBlock) -> Result<(), Error> {
        let place = image.place.as_ref();
        match images::write(&mut self.pen, (self.row, 1), image.image, 0, place)? {
            Some(pixels) => self.end_row(0.0, pixels),
            None => Ok(()),
        }
    }

    fn table(&mut self, sheet: &str) -> Result<(), Error> {
        let location = format!("internal:'{}'!A1", sheet.replace('\'', "''"));
        let look = Look::new(Role::Text, Side::Left).linked(true);
        let format = self.pen.format(look);
        let url = Url::new(location).set_text(format!("{TABLE_MARK}{sheet}"));
        self.pen
            .sheet
            .write_url_with_format(self.row, 1, url, &format)
            .map_err(refused)?;
        self.end_row(height(sheet, look.role()), 0)
    }

    /// Spares a line such as `2020` the mark of a number stored as text.
    fn mark_as_text(&mut self, text: &str, column: u16) -> Result<(), Error> {
        if needs_quote(text) {
            let row = self.row;
            let ignored = self.pen.sheet.ignore_error_range(
                row,
                column,
                row,
                column,
                IgnoreError::NumberStoredAsText,
            );
            ignored.map_err(refused)?;
        }
        Ok(())
    }

    /// Gives the row its height and outline level. Excel would find the height
    /// by itself; LibreOffice does not for a file that claims to be Excel's.
    /// Pictures, so many pixels high, are given room below the text; those
    /// that are too high for a row reach over empty ones.
    fn end_row(&mut self, text: f64, pictures: u32) -> Result<(), Error> {
        let mut left = text + f64::from(pictures) * POINTS;
        loop {
            self.one_row(left.min(layout::HIGHEST), pictures > 0)?;
            left -= layout::HIGHEST;
            if left <= 0.0 {
                return Ok(());
            }
        }
    }

    fn one_row(&mut self, height: f64, is_fixed: bool) -> Result<(), Error> {
        let row = self.row;
        if is_fixed {
            self.fixed.insert(row);
        }
        self.pen
            .sheet
            .set_row_height(row, height)
            .map_err(refused)?;
        // The library counts levels up. The height comes first: of a row that
        // it does not know, it forgets to note the level of the sheet.
        for _ in 0..self.outline {
            self.pen.sheet.group_rows(row, row).map_err(refused)?;
        }
        self.row += 1;
        Ok(())
    }

    fn page_break(&mut self, place: Option<&Place>) {
        if self.row == 0 {
            return; // before it stood what is not carried, which was named
        }
        if self.breaks.len() < MOST_PAGE_BREAKS {
            self.breaks.push(self.row);
        } else {
            self.pen.shared.lose(Lost::PageBreak, place);
        }
    }
}

/// The height of a row with a text of a role, in points.
fn height(text: &str, role: Role) -> f64 {
    let size = size(role);
    let room = (TEXT_POINTS / (size / 2.0)) as usize;
    let height = layout::lines(text, room) as f64 * size * LINE_PITCH + ROW_PADDING;
    height.min(layout::HIGHEST)
}
