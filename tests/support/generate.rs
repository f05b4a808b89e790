//! Documents made at random, with what goes wrong in other programs: nested
//! spans, text that looks like a formula or a number, leading zeros, line
//! breaks in cells, control characters, long text.

use gongkai_model::{
    Block, Cell, Document, Heading, PageBreak, Paragraph, RichText, Run, Style, Table, Value,
};
use proptest::prelude::*;

/// What a document may hold.
#[derive(Debug, Clone, Copy, Default)]
pub struct Content {
    /// Typed values that the text does not show.
    pub values: bool,
    /// Tables within cells.
    pub nested_tables: bool,
    /// Links on part of a text.
    pub partial_links: bool,
}

const AWKWARD: &[&str] = &[
    "=1+1",
    "=合计",
    "+86-10-6512",
    "-5",
    "@home",
    "'quoted",
    "007",
    "0",
    "1e5",
    "2020.10",
    "12.50",
    "1,234",
    "104150元",
    "10.415万元",
    "123456789012345",
    "430922198001011234",
    "0.1",
    "-0",
    "12%",
    "2024-01-05",
    "TRUE",
    "#DIV/0!",
    "_x0041_",
    "_x005F_",
    "<w:t>&amp;</w:t>",
    "]]>",
    "\"'&<>",
    "a\tb",
    "第一行\n第二行",
    "\n",
    "  两边有空格  ",
    "　　缩进",
    "\u{1}\u{8}x\u{1f}",
    "\r\n",
    "😀𠮷",
    "é\u{301}",
    "一、总体情况",
    "（一）主动公开",
    "1.属于国家秘密",
    "1.5万元",
    "• 项",
    "→ 表1",
    "规章",
    "信息内容",
    "本年制发件数",
    "总计",
    "2024年政府信息公开工作年度报告",
    "2021年1月20日",
    "\u{a0}",
    "/",
    "无",
];

/// A piece of text.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[一-龥，。；a-zA-Z0-9 ]{0,24}",
        4 => prop::sample::select(AWKWARD).prop_map(str::to_owned),
        1 => prop::collection::vec(prop::sample::select(AWKWARD), 1..4).prop_map(|parts| parts.concat()),
        1 => prop::collection::vec(any::<char>(), 0..8).prop_map(|chars| chars.into_iter().collect()),
    ]
}

/// Now and then a value, if at all.
fn sometimes<S: Strategy + 'static>(at_all: bool, strategy: S) -> BoxedStrategy<Option<S::Value>>
where
    S::Value: Clone,
{
    if at_all {
        prop::option::weighted(0.3, strategy).boxed()
    } else {
        Just(None).boxed()
    }
}

fn style(link: bool) -> impl Strategy<Value = Style> {
    let flags = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        0..4u8,
    );
    let target = sometimes(link, "https://[a-z]{1,8}\\.gov\\.cn/[a-z0-9]{0,6}");
    (flags, target).prop_map(
        |((bold, italic, underline, strike, vertical), link)| Style {
            bold,
            italic,
            underline,
            strike,
            superscript: vertical == 1,
            subscript: vertical == 2,
            link,
        },
    )
}

fn rich_text(content: Content) -> impl Strategy<Value = RichText> {
    let run = (0..30usize, 0..30usize, style(content.partial_links)).prop_map(
        |(start, length, style)| Run {
            start,
            end: start + length,
            style,
        },
    );
    (text(), prop::collection::vec(run, 0..3)).prop_map(|(text, runs)| RichText {
        text,
        runs,
        anchors: Vec::new(),
    })
}

const LABELS: &[&str] = &[
    "一、",
    "（二）",
    "3.",
    "(4)",
    "•",
    "第五条",
    "Article 6",
    "A-7)",
    "①",
    " 8. ",
];

fn label() -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.3, prop::sample::select(LABELS).prop_map(str::to_owned))
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i32>().prop_map(|n| Value::Number(i64::from(n).into())),
        any::<bool>().prop_map(Value::Boolean),
        Just(Value::Date("2024-12-31".to_owned())),
    ]
}

/// The rectangles of cells that do not overlap, tried in turn.
fn place(rows: u32, columns: u32, wishes: Vec<(u32, u32, u32, u32, Cell)>) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for (row, column, row_span, column_span, cell) in wishes {
        let (row, column) = (row % rows, column % columns);
        let row_span = row_span.clamp(1, rows - row);
        let column_span = column_span.clamp(1, columns - column);
        let free = cells.iter().all(|other| {
            row >= other.row + other.row_span
                || other.row >= row + row_span
                || column >= other.column + other.column_span
                || other.column >= column + column_span
        });
        if free {
            cells.push(Cell {
                row,
                column,
                row_span,
                column_span,
                ..cell
            });
        }
    }
    cells
}

fn table(content: Content, depth: u32) -> BoxedStrategy<Table> {
    let inner = match depth {
        0 => Just(None).boxed(),
        _ => sometimes(content.nested_tables, table(content, depth - 1)).boxed(),
    };
    let cell = (
        rich_text(content),
        sometimes(content.values, value()),
        inner,
    )
        .prop_map(|(content, value, inner)| {
            let mut cell = Cell::new(0, 0, content);
            cell.value = value;
            if let Some(table) = inner {
                // Readers give such a cell the text of its blocks.
                let before = Block::Paragraph(Paragraph::plain("前"));
                cell.blocks = vec![before, Block::Table(table)];
                cell.value = None;
            }
            cell
        });
    let cell = cell.boxed();
    (1..7u32, 1..7u32)
        .prop_flat_map(move |(rows, columns)| {
            let wish = (0..rows, 0..columns, 1..4u32, 1..4u32, cell.clone());
            (Just((rows, columns)), prop::collection::vec(wish, 0..20))
        })
        .prop_filter_map("cells fit", |((rows, columns), wishes)| {
            Table::new(rows, columns, place(rows, columns, wishes)).ok()
        })
        .boxed()
}

fn block(content: Content) -> impl Strategy<Value = Block> {
    let paragraph = (label(), rich_text(content)).prop_map(|(label, content)| {
        Block::Paragraph(Paragraph {
            label,
            content,
            place: None,
        })
    });
    let heading = (0..=8u8, label(), rich_text(content)).prop_map(|(level, label, content)| {
        Block::Heading(Heading {
            level,
            label,
            content,
            place: None,
        })
    });
    prop_oneof![
        4 => paragraph,
        2 => heading,
        2 => table(content, 1).prop_map(Block::Table),
        1 => Just(Block::PageBreak(PageBreak::default())),
    ]
}

/// A document.
pub fn document(content: Content) -> impl Strategy<Value = Document> {
    prop::collection::vec(block(content), 0..10).prop_map(Document::new)
}
