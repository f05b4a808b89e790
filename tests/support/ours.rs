//! What one of our own documents says, in the terms of the comparison.

use gongkai_model::{Block, Cell, Document, Table};
use serde_json::Value;

use crate::meaning::{Grid, GridCell, Meaning, Role, solid, squeeze};

/// What a document says.
pub fn meaning(document: &Document) -> Meaning {
    let mut meaning = Meaning::default();
    blocks(&document.blocks, &mut meaning);
    beside_the_body(document, &mut meaning);
    meaning
}

fn blocks(blocks: &[Block], meaning: &mut Meaning) {
    for block in blocks {
        match block {
            Block::Heading(heading) => meaning.push(
                Role::Heading(heading.level),
                heading.label.clone(),
                &heading.content.text,
            ),
            Block::Paragraph(paragraph) => {
                meaning.push(Role::Text, paragraph.label.clone(), &paragraph.content.text)
            }
            Block::Table(table) => read_table(table, meaning),
            // Breaks and pictures have no text to compare.
            _ => {}
        }
    }
}

fn read_table(table: &Table, meaning: &mut Meaning) {
    let index = meaning.tables.len();
    meaning.tables.push(Grid::default());
    let cells = table.cells.iter().map(|cell| GridCell {
        row: cell.row,
        column: cell.column,
        row_span: cell.row_span,
        column_span: cell.column_span,
        text: solid(&read_cell(cell, meaning)),
    });
    meaning.tables[index] = Grid {
        cells: cells.collect(),
    }
    .settled();
}

/// A cell is one line, unless there is a table in it. Gives the whole text.
fn read_cell(cell: &Cell, meaning: &mut Meaning) -> String {
    let has_table = cell.blocks.iter().any(|b| matches!(b, Block::Table(_)));
    if !has_table {
        without_labels(&cell.content.text, meaning);
        meaning.push(Role::Text, None, &cell.content.text);
        return cell.content.text.clone();
    }
    let from = meaning.lines.len();
    blocks(&cell.blocks, meaning);
    let lines = meaning.lines[from..].iter();
    let printed = lines.map(|l| gongkai_model::label::join(l.label.as_deref(), &l.text));
    printed.collect::<Vec<_>>().join(" ")
}

/// The numbers of paragraphs in a cell are part of its text; other programs
/// leave out those that Word makes.
fn without_labels(text: &str, meaning: &mut Meaning) {
    let split = |line| gongkai_model::label::split(line).map_or(line, |parts| parts.1);
    let bare: Vec<&str> = text.lines().map(split).collect();
    let (whole, bare) = (solid(text), solid(&bare.join(" ")));
    if whole != bare {
        meaning.labelled_cells.insert(whole, bare);
    }
}

/// Notes, comments, headers and footers are lists of the document beside its
/// blocks. They are found by name in its JSON, so that this suite sees each
/// kind as soon as the model carries it.
fn beside_the_body(document: &Document, meaning: &mut Meaning) {
    let Ok(Value::Object(fields)) = serde_json::to_value(document) else {
        return;
    };
    for (name, value) in fields {
        let list = value.as_array().cloned().unwrap_or_default();
        let texts = list.iter().map(|entry| {
            let mut texts = Vec::new();
            collect(entry, &mut texts);
            texts
        });
        match name.as_str() {
            "footnotes" | "endnotes" | "notes" => {
                meaning.notes.extend(texts.map(|texts| texts.join("\n")));
            }
            "comments" => meaning.comments.extend(texts.map(|texts| texts.join("\n"))),
            "headers" | "footers" | "margins" => meaning.margins.extend(texts.flatten()),
            _ => {}
        }
    }
}

/// The texts of paragraphs and cells, in order.
fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(fields) => {
            if let Some(Value::String(text)) = fields.get("text") {
                let label = fields.get("label").and_then(Value::as_str);
                let text = squeeze(&gongkai_model::label::join(label, text));
                if !text.is_empty() {
                    texts.push(text);
                }
            }
            for (_, field) in fields.iter().filter(|(name, _)| *name != "runs") {
                collect(field, texts);
            }
        }
        _ => {}
    }
}
