//! What stands in a part of a Word file, in Word's own terms but in no
//! library's: what is composed from a document and handed to the object model.

use super::marks::Mark;

/// A child of the body, of another story, or of a cell.
#[derive(Debug)]
pub(super) enum Block<'a> {
    Paragraph(Paragraph<'a>),
    Table(Table<'a>),
    /// Where an entry of a story begins or ends.
    Mark(Mark<'a>),
}

/// `w:p`
#[derive(Debug)]
pub(super) struct Paragraph<'a> {
    pub(super) style: ParagraphStyle,
    /// Aligned to the left, against a style that centres.
    pub(super) left: bool,
    pub(super) content: Vec<Inline<'a>>,
}

/// The paragraph styles of our `styles.xml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ParagraphStyle {
    /// The default, which is not named in a paragraph.
    Normal,
    /// The title of the document.
    Title,
    /// A heading of level 1 to 9.
    Heading(u8),
    /// Who signed and when, at the end.
    Signature,
    /// A paragraph in a cell.
    TableText(TextSize),
    /// The empty paragraph that Word wants behind a table.
    TableSeparator,
    /// A picture that stands by itself.
    Picture,
    FootnoteText,
    EndnoteText,
    CommentText,
    Header,
    Footer,
}

/// The size of text in a table, chosen so that the table fits the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextSize {
    /// 10.5 pt, 五号.
    Regular,
    /// 9 pt, 小五.
    Small,
    /// 7.5 pt, 六号.
    Tiny,
}

/// A child of a paragraph.
#[derive(Debug)]
pub(super) enum Inline<'a> {
    Run(Run<'a>),
    /// `w:hyperlink`: the number of its target among the links of the story, and its content.
    Link(usize, Vec<Inline<'a>>),
    /// A page ends here.
    PageBreak,
    /// What refers to something beside the text.
    Mark(Mark<'a>),
}

/// `w:r`: text of one look; `\n` is a line break, `\t` a tab.
#[derive(Debug)]
pub(super) struct Run<'a> {
    pub(super) text: &'a str,
    pub(super) look: Look,
    /// It was taken out by a tracked change: `w:delText`, not `w:t`.
    pub(super) deleted: bool,
}

/// How a run looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) underline: bool,
    pub(super) strike: bool,
    pub(super) superscript: bool,
    pub(super) subscript: bool,
    pub(super) style: Option<CharacterStyle>,
}

/// The character styles of our `styles.xml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CharacterStyle {
    /// The printed number of a paragraph.
    Label,
    /// The text of a link.
    Hyperlink,
}

/// `w:tbl`
#[derive(Debug)]
pub(super) struct Table<'a> {
    /// The widths of the columns, in twips.
    pub(super) grid: Vec<u32>,
    /// How many rows are repeated on every page.
    pub(super) header_rows: u32,
    pub(super) rows: Vec<Row<'a>>,
}

/// `w:tr`
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// A page may not end within the row.
    pub(super) cant_split: bool,
    pub(super) cells: Vec<Cell<'a>>,
}

/// `w:tc`
#[derive(Debug)]
pub(super) struct Cell<'a> {
    /// In twips.
    pub(super) width: u32,
    /// How many columns of the grid it covers.
    pub(super) grid_span: u32,
    pub(super) vertical_merge: Option<VerticalMerge>,
    /// Never empty, and a paragraph at the end, as Word wants it.
    pub(super) blocks: Vec<Block<'a>>,
}

/// `w:vMerge`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VerticalMerge {
    /// The top of a merged cell.
    Restart,
    /// What it covers further down.
    Continue,
}

impl<'a> Paragraph<'a> {
    /// A paragraph without content.
    pub(super) fn empty(style: ParagraphStyle) -> Paragraph<'a> {
        Paragraph {
            style,
            left: false,
            content: Vec::new(),
        }
    }

    /// True where a picture stands in the text.
    pub(super) fn has_picture(&self) -> bool {
        self.content.iter().any(Inline::is_picture)
    }
}

impl<'a> Run<'a> {
    pub(super) fn new(text: &'a str, look: Look) -> Run<'a> {
        let deleted = false;
        Run {
            text,
            look,
            deleted,
        }
    }
}

impl Inline<'_> {
    fn is_picture(&self) -> bool {
        match self {
            Inline::Mark(mark) => matches!(mark, Mark::Picture { .. }),
            Inline::Link(_, content) => content.iter().any(Inline::is_picture),
            Inline::Run(_) | Inline::PageBreak => false,
        }
    }
}

impl ParagraphStyle {
    /// `w:styleId`; none for the default style.
    pub(super) fn id(self) -> Option<&'static str> {
        const HEADINGS: [&str; 9] = [
            "Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6", "Heading7",
            "Heading8", "Heading9",
        ];
        match self {
            ParagraphStyle::Normal => None,
            ParagraphStyle::Title => Some("Title"),
            ParagraphStyle::Heading(level) => {
                Some(HEADINGS[usize::from(level).clamp(1, HEADINGS.len()) - 1])
            }
            ParagraphStyle::Signature => Some("Signature"),
            ParagraphStyle::TableText(TextSize::Regular) => Some("TableText"),
            ParagraphStyle::TableText(TextSize::Small) => Some("TableTextSmall"),
            ParagraphStyle::TableText(TextSize::Tiny) => Some("TableTextTiny"),
            ParagraphStyle::TableSeparator => Some("TableSeparator"),
            ParagraphStyle::Picture => Some("Picture"),
            ParagraphStyle::FootnoteText => Some("FootnoteText"),
            ParagraphStyle::EndnoteText => Some("EndnoteText"),
            ParagraphStyle::CommentText => Some("CommentText"),
            ParagraphStyle::Header => Some("Header"),
            ParagraphStyle::Footer => Some("Footer"),
        }
    }

    /// The exact pitch of its lines in twips, where it has one: a line of that
    /// pitch would show no more of a picture than its own height.
    pub(super) fn exact_pitch(self) -> Option<i32> {
        match self {
            ParagraphStyle::Normal | ParagraphStyle::Heading(_) | ParagraphStyle::Signature => {
                Some(579)
            }
            ParagraphStyle::Title => Some(640),
            _ => None,
        }
    }
}

impl CharacterStyle {
    /// `w:styleId`
    pub(super) fn id(self) -> &'static str {
        match self {
            CharacterStyle::Label => "Label",
            CharacterStyle::Hyperlink => "Hyperlink",
        }
    }
}
