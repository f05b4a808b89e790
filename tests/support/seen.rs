//! The cells of a workbook as a document of ours has them, by sheet and
//! position, and how they compare with what Excel displayed.

use std::collections::{BTreeMap, HashSet};

use gongkai_model::{Block, Cell, Diagnostic, Document, Kind, Place, Value, from_a1};

/// The cells of one sheet with text, by row and column.
pub type Cells = BTreeMap<(u32, u32), Seen>;

/// A cell that a person sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The printed number of a line, which stood in the cell itself or in the
    /// one before it.
    pub label: Option<String>,
    /// The text without it.
    pub text: String,
    /// The value of a cell of a table that has one.
    pub value: Option<Value>,
    /// It covers more than its own position.
    pub spans: bool,
    /// It stands in a table: lines of text have neither values nor spans.
    pub in_table: bool,
}

/// What a person sees of a workbook.
#[derive(Debug, Default)]
pub struct Workbook {
    sheets: BTreeMap<String, Cells>,
    hidden: BTreeMap<String, Hidden>,
}

/// What of a sheet was left out because it is hidden.
#[derive(Debug, Default)]
struct Hidden {
    /// All of it.
    whole: bool,
    /// Some of it, and it is not said which.
    somewhere: bool,
    rows: HashSet<u32>,
    columns: HashSet<u32>,
}

impl Workbook {
    /// What was read.
    pub fn of(document: &Document, diagnostics: &[Diagnostic]) -> Workbook {
        let mut workbook = Workbook::default();
        for block in &document.blocks {
            workbook.block(block);
        }
        for diagnostic in diagnostics {
            if let (Kind::HiddenLeftOut { what }, Some(Place::Sheet(place))) =
                (&diagnostic.kind, &diagnostic.place)
            {
                let hidden = workbook.hidden.entry(place.sheet.clone()).or_default();
                hidden.add(what, place.cell.as_deref());
            }
        }
        workbook
    }

    /// The sheets with text, and those that are hidden.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let hidden = self
            .hidden
            .keys()
            .filter(|name| !self.sheets.contains_key(*name));
        self.sheets.keys().chain(hidden).map(String::as_str)
    }

    /// The cells of a sheet; none where it has no text.
    pub fn sheet(&self, name: &str) -> Cells {
        self.sheets.get(name).cloned().unwrap_or_default()
    }

    /// True where a cell was left out because it is hidden.
    pub fn is_hidden(&self, sheet: &str, (row, column): (u32, u32)) -> bool {
        self.hidden.get(sheet).is_some_and(|hidden| {
            hidden.whole
                || hidden.somewhere
                || hidden.rows.contains(&row)
                || hidden.columns.contains(&column)
        })
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Table(table) => {
                for (index, cell) in table.cells.iter().enumerate() {
                    if let Some(place) = table.place_of(index) {
                        self.push(&place, Seen::of(cell));
                    }
                }
            }
            Block::Heading(heading) => self.line(
                heading.place.as_ref(),
                heading.label.as_deref(),
                &heading.content.text,
            ),
            Block::Paragraph(paragraph) => self.line(
                paragraph.place.as_ref(),
                paragraph.label.as_deref(),
                &paragraph.content.text,
            ),
            Block::Image(_) | Block::PageBreak(_) => {}
        }
    }

    fn line(&mut self, place: Option<&Place>, label: Option<&str>, text: &str) {
        if let Some(place) = place {
            let seen = Seen {
                label: label.map(str::to_owned),
                text: text.to_owned(),
                value: None,
                spans: false,
                in_table: false,
            };
            self.push(place, seen);
        }
    }

    fn push(&mut self, place: &Place, seen: Seen) {
        if let Place::Sheet(place) = place
            && let Some(position) = place.cell.as_deref().and_then(first_cell)
            && (seen.label.is_some() || !seen.text.trim().is_empty())
        {
            let cells = self.sheets.entry(place.sheet.clone()).or_default();
            cells.insert(position, seen);
        }
    }
}

impl Seen {
    fn of(cell: &Cell) -> Seen {
        Seen {
            label: None,
            text: cell.text().to_owned(),
            value: cell.value.clone(),
            spans: cell.row_span > 1 || cell.column_span > 1,
            in_table: true,
        }
    }
}

/// The first cell of an address such as `B2:D5`.
fn first_cell(address: &str) -> Option<(u32, u32)> {
    from_a1(address.split(':').next()?)
}

impl Hidden {
    /// `sheet`, `rows 3-5, 8` or `rows`, `columns B-D` or `columns`, `cells
    /// under a merged cell`, which names the cell or its place does.
    fn add(&mut self, what: &str, cell: Option<&str>) {
        let (kind, lines) = what.split_once(' ').unwrap_or((what, ""));
        let row = |text: &str| text.parse::<u32>().ok()?.checked_sub(1);
        let column = |text: &str| from_a1(&format!("{text}1")).map(|(_, column)| column);
        let read = match kind {
            "sheet" => {
                self.whole = true;
                Some(())
            }
            "rows" if !lines.is_empty() => ranges(lines, row, &mut self.rows),
            "columns" if !lines.is_empty() => ranges(lines, column, &mut self.columns),
            _ => None,
        };
        if read.is_none() {
            match cell.and_then(first_cell) {
                Some((row, _)) => {
                    self.rows.insert(row);
                }
                None => self.somewhere = true,
            }
        }
    }
}

/// Reads `3-5, 8`.
fn ranges(
    text: &str,
    number: impl Fn(&str) -> Option<u32>,
    lines: &mut HashSet<u32>,
) -> Option<()> {
    for range in text.split(", ") {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        lines.extend(number(first)?..=number(last)?);
    }
    Some(())
}
