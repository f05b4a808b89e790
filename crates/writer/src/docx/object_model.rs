//! The only module that knows docx-rs.
//!
//! docx-rs gives the XML of the body. Its package is not used: its parts,
//! relationships and zip have defects that cannot be mended from outside (see
//! the crate's notes on dependencies), and its hyperlinks get their numbers
//! from a counter of the process, so that two runs would differ.

use docx_rs as ox;

use gongkai_model::Pages;

use super::body::{Block, Cell, Inline, Look, Paragraph, Row, Run, Table, VerticalMerge};
use super::marks::Mark;
use super::parts::{Section, link_id};
use super::story::{Story, StoryKind};
use super::widths::CELL_MARGIN;

/// The least height of a table row, in twips: 7 mm.
const ROW_HEIGHT: f32 = 397.0;

/// What docx-rs made, and what it could not say.
pub(super) struct Built<'s> {
    /// A `w:document`, its elements not yet in the order of the schema.
    pub(super) document: Vec<u8>,
    /// For each `w:tbl`, in the order of its start tag, how many of its rows
    /// are a header.
    pub(super) header_rows: Vec<u32>,
    /// What belongs in the place of each `w:bookmarkStart`, in order.
    pub(super) marks: Vec<&'s Mark<'s>>,
}

/// Builds a story; the body has the section.
pub(super) fn build<'s>(story: &'s Story<'_>, section: &Section) -> Built<'s> {
    let mut builder = Builder::default();
    let mut document = ox::Document::new();
    if story.kind == StoryKind::Body {
        document = margins(page(document), section);
    }
    for block in &story.blocks {
        document = match block {
            Block::Paragraph(source) => document.add_paragraph(builder.paragraph(source)),
            Block::Table(source) => document.add_table(builder.table(source)),
            Block::Mark(mark) => document.add_bookmark_start(builder.mark(mark), ""),
        };
    }
    let parts = ox::Docx::new().document(document).build();
    Built {
        document: parts.document,
        header_rows: builder.header_rows,
        marks: builder.marks,
    }
}

/// GB/T 9704-2012, 5.2: A4, margins of 37, 35, 28 and 26 mm, and 22 lines on
/// the page. That a line has 28 characters is in the styles: a grid of
/// characters would say it too, but LibreOffice sets half as many then.
fn page(document: ox::Document) -> ox::Document {
    let margin = ox::PageMargin {
        top: 2098,
        bottom: 1984,
        left: 1587,
        right: 1474,
        header: 851,
        footer: 1417,
        gutter: 0,
    };
    let grid = ox::DocGrid::new()
        .grid_type(ox::DocGridType::Lines)
        .line_pitch(579);
    document
        .page_size(ox::PageSize::new().size(11906, 16838))
        .page_margin(margin)
        .doc_grid(grid)
}

/// The parts of headers and footers are ours: docx-rs is told of relationships only.
fn margins(mut document: ox::Document, section: &Section) -> ox::Document {
    for (pages, id) in &section.headers {
        let header = ox::Header::new();
        document = match pages {
            Pages::Default => document.header(header, id),
            Pages::First => document.first_header(header, id),
            Pages::Even => document.even_header(header, id),
        };
    }
    for (pages, id) in &section.footers {
        let footer = ox::Footer::new();
        document = match pages {
            Pages::Default => document.footer(footer, id),
            Pages::First => document.first_footer(footer, id),
            Pages::Even => document.even_footer(footer, id),
        };
    }
    document
}

#[derive(Default)]
struct Builder<'s> {
    header_rows: Vec<u32>,
    marks: Vec<&'s Mark<'s>>,
}

impl<'s> Builder<'s> {
    /// The number of the bookmark that stands in the place of a mark: we write
    /// no bookmarks otherwise.
    fn mark(&mut self, mark: &'s Mark<'_>) -> usize {
        self.marks.push(mark);
        self.marks.len()
    }

    fn table(&mut self, table: &'s Table<'_>) -> ox::Table {
        self.header_rows.push(table.header_rows);
        let rows = table.rows.iter().map(|row| self.row(row)).collect();
        let width = table.grid.iter().sum::<u32>() as usize;
        let margins = ox::TableCellMargins::new()
            .margin_left(CELL_MARGIN as usize, ox::WidthType::Dxa)
            .margin_right(CELL_MARGIN as usize, ox::WidthType::Dxa);
        ox::Table::new(rows)
            .set_grid(table.grid.iter().map(|&width| width as usize).collect())
            .style("TableGrid")
            .width(width, ox::WidthType::Dxa)
            .align(ox::TableAlignmentType::Center)
            .layout(ox::TableLayoutType::Fixed)
            .margins(margins)
            .set_borders(borders())
    }

    fn row(&mut self, row: &'s Row<'_>) -> ox::TableRow {
        let cells = row.cells.iter().map(|cell| self.cell(cell)).collect();
        let built = ox::TableRow::new(cells)
            .row_height(ROW_HEIGHT)
            .height_rule(ox::HeightRule::AtLeast);
        if row.cant_split {
            built.cant_split()
        } else {
            built
        }
    }

    fn cell(&mut self, cell: &'s Cell<'_>) -> ox::TableCell {
        let mut built = ox::TableCell::new()
            .width(cell.width as usize, ox::WidthType::Dxa)
            .vertical_align(ox::VAlignType::Center);
        if cell.grid_span > 1 {
            built = built.grid_span(cell.grid_span as usize);
        }
        built = match cell.vertical_merge {
            Some(VerticalMerge::Restart) => built.vertical_merge(ox::VMergeType::Restart),
            Some(VerticalMerge::Continue) => built.vertical_merge(ox::VMergeType::Continue),
            None => built,
        };
        for block in &cell.blocks {
            built = match block {
                Block::Paragraph(source) => built.add_paragraph(self.paragraph(source)),
                Block::Table(source) => built.add_table(self.table(source)),
                Block::Mark(_) => built, // no story begins or ends in a cell
            };
        }
        built
    }

    fn paragraph(&mut self, paragraph: &'s Paragraph<'_>) -> ox::Paragraph {
        let mut built = ox::Paragraph::new();
        if let Some(id) = paragraph.style.id() {
            built = built.style(id);
        }
        if paragraph.left {
            built = built.align(ox::AlignmentType::Left);
        }
        if let Some(pitch) = paragraph.style.exact_pitch()
            && paragraph.has_picture()
        {
            let spacing = ox::LineSpacing::new()
                .line_rule(ox::LineSpacingType::AtLeast)
                .line(pitch);
            built = built.line_spacing(spacing);
        }
        built.children = self.inlines(&paragraph.content);
        built
    }

    fn inlines(&mut self, content: &'s [Inline<'_>]) -> Vec<ox::ParagraphChild> {
        let inline = |inline: &'s Inline<'_>| match inline {
            Inline::Run(source) => ox::ParagraphChild::Run(Box::new(run(source))),
            Inline::Link(number, content) => {
                let children = self.inlines(content);
                ox::ParagraphChild::Hyperlink(hyperlink(*number, children))
            }
            Inline::PageBreak => {
                let run = ox::Run::new().add_break(ox::BreakType::Page);
                ox::ParagraphChild::Run(Box::new(run))
            }
            Inline::Mark(mark) => {
                let start = ox::BookmarkStart::new(self.mark(mark), "");
                ox::ParagraphChild::BookmarkStart(start)
            }
        };
        content.iter().map(inline).collect()
    }
}

fn borders() -> ox::TableBorders {
    [
        ox::TableBorderPosition::Top,
        ox::TableBorderPosition::Left,
        ox::TableBorderPosition::Bottom,
        ox::TableBorderPosition::Right,
        ox::TableBorderPosition::InsideH,
        ox::TableBorderPosition::InsideV,
    ]
    .into_iter()
    .fold(ox::TableBorders::with_empty(), |borders, position| {
        borders.set(ox::TableBorder::new(position).size(4).color("auto"))
    })
}

/// The relationship is ours, so docx-rs is given its identifier and no target.
fn hyperlink(number: usize, children: Vec<ox::ParagraphChild>) -> ox::Hyperlink {
    let link = ox::HyperlinkData::External {
        rid: link_id(number),
        path: String::new(),
    };
    ox::Hyperlink {
        link,
        history: None,
        children,
    }
}

fn run(run: &Run) -> ox::Run {
    let mut built = look(ox::Run::new(), run.look);
    let mut rest = run.text;
    while let Some(at) = rest.find(['\n', '\t']) {
        built = text(built, &rest[..at], run.deleted);
        built = match rest.as_bytes()[at] {
            b'\n' => built.add_break(ox::BreakType::TextWrapping),
            _ => built.add_tab(),
        };
        rest = &rest[at + 1..];
    }
    text(built, rest, run.deleted)
}

/// Adds text without the characters that XML 1.0 cannot hold (2.2): the model
/// has none, and one of them would cost the whole file.
fn text(run: ox::Run, text: &str, deleted: bool) -> ox::Run {
    let broken = |c: char| matches!(c, '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let text = match text.contains(broken) {
        true => text.replace(broken, ""),
        false => text.to_owned(),
    };
    match (text.is_empty(), deleted) {
        (true, _) => run,
        (false, true) => run.add_delete_text(text),
        (false, false) => run.add_text(text),
    }
}

fn look(mut run: ox::Run, look: Look) -> ox::Run {
    let mut property = run.run_property;
    if let Some(style) = look.style {
        property = property.style(style.id());
    }
    if look.bold {
        property = property.bold();
    }
    if look.italic {
        property = property.italic();
    }
    if look.underline {
        property = property.underline("single");
    }
    if look.strike {
        property = property.strike();
    }
    if look.superscript {
        property = property.vert_align(ox::VertAlignType::SuperScript);
    } else if look.subscript {
        property = property.vert_align(ox::VertAlignType::SubScript);
    }
    run.run_property = property;
    run
}
