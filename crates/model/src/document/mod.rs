//! What a file holds: blocks in reading order. No format is known here.

mod anchor;
mod beside;
mod builder;
mod looks;
mod place;
mod properties;
mod table;
mod text;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use anchor::{Anchor, Target};
pub use beside::{Bytes, Comment, Image, Margin, Note, Pages, Revision, RevisionKind};
pub use builder::TextBuilder;
pub use place::{BlockPlace, Place, PointerPlace, SheetPlace, a1, from_a1};
pub use properties::Properties;
pub use table::{Cell, MAX_TABLE_AREA, Table, TableError, Value};
pub use text::{RichText, Run, Style};

/// The deepest outline level, as in Word.
pub const MAX_LEVEL: u8 = 9;

/// What a file holds, in reading order.
///
/// Readers hand over [normalized](Document::normalize) documents, so that
/// one content has one spelling whatever file it came from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// The blocks.
    pub blocks: Vec<Block>,
    /// The footnotes, in the order in which the text refers to them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub footnotes: Vec<Note>,
    /// The endnotes, in the order in which the text refers to them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub endnotes: Vec<Note>,
    /// The comments, in the order in which they begin.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// The tracked changes, where all text was asked for, in the order in which they begin.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revisions: Vec<Revision>,
    /// The pictures, in the order in which they stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<Image>,
    /// The headers, by section: one for each section and kind of pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[serde(deserialize_with = "beside::margins")]
    pub headers: Vec<Margin>,
    /// The footers, by section: one for each section and kind of pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[serde(deserialize_with = "beside::margins")]
    pub footers: Vec<Margin>,
    /// What the file says of itself.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub properties: Properties,
}

/// A block of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", try_from = "BlockFields")]
#[schemars(!try_from)]
pub enum Block {
    /// A title or heading.
    #[schemars(extend("unevaluatedProperties" = false))]
    Heading(Heading),
    /// A paragraph of prose.
    #[schemars(extend("unevaluatedProperties" = false))]
    Paragraph(Paragraph),
    /// A table.
    #[schemars(extend("unevaluatedProperties" = false))]
    Table(Table),
    /// A picture that stands by itself.
    #[schemars(extend("unevaluatedProperties" = false))]
    Image(ImageBlock),
    /// A page begins here.
    #[schemars(extend("unevaluatedProperties" = false))]
    PageBreak(PageBreak),
}

/// A title or heading.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Heading {
    /// 0 for the title of the document, 1 to 9 for outline levels.
    #[schemars(range(max = 9))]
    pub level: u8,
    /// The printed number, see [`Paragraph::label`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The text without the label.
    #[serde(flatten)]
    pub content: RichText,
    /// Where it stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// A paragraph of prose.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub struct Paragraph {
    /// The printed number, such as `一、`, `（二）`, `3.` or `•`, kept apart from
    /// the text whether the program numbered it or the author typed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The text without the label.
    #[serde(flatten)]
    pub content: RichText,
    /// Where it stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// A picture that stands by itself, not within a line of text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub struct ImageBlock {
    /// Its number in [`Document::images`], from 0.
    pub image: usize,
    /// Where it stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// A page begins here.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub struct PageBreak {
    /// Where it stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

impl Paragraph {
    /// A paragraph of plain text without a label.
    pub fn plain(text: impl Into<String>) -> Paragraph {
        Paragraph {
            label: None,
            content: RichText::plain(text),
            place: None,
        }
    }

    /// Label and text together, as printed.
    pub fn printed(&self) -> String {
        crate::label::join(self.label.as_deref(), &self.content.text)
    }
}

impl Heading {
    /// Label and text together, as printed.
    pub fn printed(&self) -> String {
        crate::label::join(self.label.as_deref(), &self.content.text)
    }
}

impl Block {
    /// Where the block stood.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Block::Heading(heading) => heading.place.as_ref(),
            Block::Paragraph(paragraph) => paragraph.place.as_ref(),
            Block::Table(table) => table.place.as_ref(),
            Block::Image(image) => image.place.as_ref(),
            Block::PageBreak(page_break) => page_break.place.as_ref(),
        }
    }

    /// Sets where the block stood.
    pub fn set_place(&mut self, place: Option<Place>) {
        match self {
            Block::Heading(heading) => heading.place = place,
            Block::Paragraph(paragraph) => paragraph.place = place,
            Block::Table(table) => table.place = place,
            Block::Image(image) => image.place = place,
            Block::PageBreak(page_break) => page_break.place = place,
        }
    }

    /// Label and text of a heading or paragraph.
    pub fn printed(&self) -> Option<String> {
        match self {
            Block::Heading(heading) => Some(heading.printed()),
            Block::Paragraph(paragraph) => Some(paragraph.printed()),
            Block::Table(_) | Block::Image(_) | Block::PageBreak(_) => None,
        }
    }
}

impl Document {
    /// A document of blocks, with nothing beside them.
    pub fn new(blocks: Vec<Block>) -> Document {
        Document {
            blocks,
            ..Document::default()
        }
    }

    /// The lists of blocks beside the text: those of notes, comments, headers
    /// and footers, in this order.
    pub fn beside_mut(&mut self) -> impl Iterator<Item = &mut Vec<Block>> {
        let notes = self.footnotes.iter_mut().chain(&mut self.endnotes);
        let margins = self.headers.iter_mut().chain(&mut self.footers);
        notes
            .map(|note| &mut note.blocks)
            .chain(self.comments.iter_mut().map(|comment| &mut comment.blocks))
            .chain(margins.map(|margin| &mut margin.blocks))
    }

    /// The tables, each with the number of its block; those within cells are
    /// not among them.
    pub fn tables(&self) -> impl Iterator<Item = (usize, &Table)> {
        self.blocks
            .iter()
            .enumerate()
            .filter_map(|(index, block)| match block {
                Block::Table(table) => Some((index, table)),
                _ => None,
            })
    }

    /// Calls `f` for everything that blocks refer to, in cells too.
    pub fn for_each_target(blocks: &mut [Block], f: &mut impl FnMut(&mut Target)) {
        for block in blocks {
            match block {
                Block::Heading(Heading { content, .. })
                | Block::Paragraph(Paragraph { content, .. }) => content.for_each_target(f),
                Block::Table(table) => {
                    for cell in &mut table.cells {
                        cell.content.for_each_target(f);
                        Document::for_each_target(&mut cell.blocks, f);
                    }
                }
                Block::Image(block) => {
                    let mut target = Target::Image(block.image);
                    f(&mut target);
                    if let Target::Image(image) = target {
                        block.image = image;
                    }
                }
                Block::PageBreak(_) => {}
            }
        }
    }

    /// Takes the places out of blocks and of all that is in them.
    pub fn forget_places(blocks: &mut [Block]) {
        for block in blocks {
            block.set_place(None);
            if let Block::Table(table) = block {
                for cell in &mut table.cells {
                    cell.place = None;
                    Document::forget_places(&mut cell.blocks);
                }
            }
        }
    }

    /// The document without any place: what two files have in common that say
    /// the same.
    #[must_use]
    pub fn without_places(mut self) -> Document {
        Document::forget_places(&mut self.blocks);
        self.beside_mut()
            .for_each(|blocks| Document::forget_places(blocks));
        self
    }
}

/// A block as it stands in JSON. One flat struct: serde's tagged enums lose
/// numbers when `serde_json` keeps their exact digits, and say less of what
/// is wrong.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockFields {
    r#type: BlockType,
    level: Option<u8>,
    label: Option<String>,
    text: Option<String>,
    runs: Option<Vec<Run>>,
    anchors: Option<Vec<Anchor>>,
    image: Option<usize>,
    rows: Option<u32>,
    columns: Option<u32>,
    cells: Option<Vec<Cell>>,
    place: Option<Place>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum BlockType {
    Heading,
    Paragraph,
    Table,
    Image,
    PageBreak,
}

impl BlockFields {
    /// The names of the fields that are there but do not belong to the type.
    fn misplaced(&self) -> Option<&'static str> {
        let text = matches!(self.r#type, BlockType::Heading | BlockType::Paragraph);
        let level = matches!(self.r#type, BlockType::Heading);
        let table = matches!(self.r#type, BlockType::Table);
        let image = matches!(self.r#type, BlockType::Image);
        [
            ("level", self.level.is_some() && !level),
            ("label", self.label.is_some() && !text),
            ("text", self.text.is_some() && !text),
            ("runs", self.runs.is_some() && !text),
            ("anchors", self.anchors.is_some() && !text),
            ("image", self.image.is_some() && !image),
            ("rows", self.rows.is_some() && !table),
            ("columns", self.columns.is_some() && !table),
            ("cells", self.cells.is_some() && !table),
        ]
        .into_iter()
        .find_map(|(name, misplaced)| misplaced.then_some(name))
    }
}

impl TryFrom<BlockFields> for Block {
    type Error = String;

    fn try_from(f: BlockFields) -> Result<Block, String> {
        if let Some(name) = f.misplaced() {
            return Err(format!("a block of this type has no `{name}`"));
        }
        let place = f.place;
        let content = RichText {
            text: f.text.unwrap_or_default(),
            runs: f.runs.unwrap_or_default(),
            anchors: f.anchors.unwrap_or_default(),
        };
        Ok(match f.r#type {
            BlockType::Heading => {
                let level = f.level.ok_or("a heading has a `level`")?;
                if level > MAX_LEVEL {
                    return Err(format!(
                        "a heading has a level of 0 to {MAX_LEVEL}, not {level}"
                    ));
                }
                Block::Heading(Heading {
                    level,
                    label: f.label,
                    content,
                    place,
                })
            }
            BlockType::Paragraph => Block::Paragraph(Paragraph {
                label: f.label,
                content,
                place,
            }),
            BlockType::Table => {
                let rows = f.rows.ok_or("a table has `rows`")?;
                let columns = f.columns.ok_or("a table has `columns`")?;
                let mut table = Table::new(rows, columns, f.cells.unwrap_or_default())
                    .map_err(|e| e.to_string())?;
                table.place = place;
                Block::Table(table)
            }
            BlockType::Image => Block::Image(ImageBlock {
                image: f.image.ok_or("an image has an `image`")?,
                place,
            }),
            BlockType::PageBreak => Block::PageBreak(PageBreak { place }),
        })
    }
}
