//! Documents as docling has them (`DoclingDocument`): a tree of references
//! into lists of texts, groups, tables and pictures.

use serde_json::Value;

use crate::meaning::{Digits, Grid, GridCell, Marker, Meaning, Role, solid, squeeze};

/// What a docling document says.
///
/// # Errors
/// Where it is no JSON.
pub(super) fn read(source: &str) -> Result<Meaning, String> {
    let document: Value = serde_json::from_str(source).map_err(|e| e.to_string())?;
    let mut reader = Reader {
        document: &document,
        meaning: Meaning::default(),
    };
    reader.children(&document["body"]);
    Ok(reader.meaning)
}

struct Reader<'a> {
    document: &'a Value,
    meaning: Meaning,
}

impl<'a> Reader<'a> {
    fn resolve(&self, reference: &Value) -> &'a Value {
        let pointer = reference["$ref"].as_str().unwrap_or("#");
        let found = self.document.pointer(pointer.trim_start_matches('#'));
        found.unwrap_or(&Value::Null)
    }

    fn children(&mut self, node: &Value) {
        for child in node["children"].as_array().into_iter().flatten() {
            let child = self.resolve(child);
            self.node(child);
        }
    }

    fn node(&mut self, node: &Value) {
        self.meaning.has_formulas |= node["label"] == "formula";
        match node["label"].as_str().unwrap_or_default() {
            "inline" => {
                let text = self.inline(node);
                self.line(node, Role::Text, &text);
            }
            "table" => self.table(node),
            _ if node["text"].is_string() => self.text(node),
            _ => self.children(node),
        }
    }

    fn text(&mut self, node: &Value) {
        let role = match node["label"].as_str().unwrap_or_default() {
            "title" => Role::Heading(0),
            "section_header" => Role::Heading(node["level"].as_u64().unwrap_or(1) as u8),
            "list_item" => Role::Item(marker(node)),
            _ => Role::Text,
        };
        let mut text = shown(node);
        // A paragraph of several looks is an empty text with its runs as children.
        let mut inline = false;
        if text.is_empty() {
            let first = node["children"].as_array().and_then(|c| c.first());
            let group = first.map_or(&Value::Null, |first| self.resolve(first));
            if group["label"] == "inline" {
                text = self.inline(group);
                inline = true;
            }
        }
        self.line(node, role, &text);
        let children = node["children"].as_array().into_iter().flatten();
        for child in children.skip(usize::from(inline)) {
            let child = self.resolve(child);
            self.node(child);
        }
    }

    fn inline(&mut self, group: &Value) -> String {
        let children = group["children"].as_array().into_iter().flatten();
        let children: Vec<&Value> = children.map(|child| self.resolve(child)).collect();
        self.meaning.has_formulas |= children.iter().any(|child| child["label"] == "formula");
        let texts = children.into_iter().map(shown);
        texts.collect::<Vec<_>>().join(" ")
    }

    /// A line goes where its layer says: body, margins or comments.
    fn line(&mut self, node: &Value, role: Role, text: &str) {
        let text = squeeze(text);
        match node["content_layer"].as_str() {
            Some("furniture") if !text.is_empty() => {
                self.meaning.margins.insert(text);
            }
            Some("furniture") => {}
            Some("notes") => {
                // `[author: …, time: …]: ` is docling's own.
                let said = text
                    .split_once("]: ")
                    .map_or(text.as_str(), |parts| parts.1);
                self.meaning.comments.push(said.to_owned());
            }
            _ => self.meaning.push(role, None, &text),
        }
    }

    fn table(&mut self, node: &Value) {
        let number = |cell: &Value, name: &str| cell[name].as_u64().unwrap_or(0) as u32;
        let mut cells = Vec::new();
        for cell in node["data"]["table_cells"].as_array().into_iter().flatten() {
            let text = cell["text"].as_str().unwrap_or_default();
            cells.push(GridCell {
                row: number(cell, "start_row_offset_idx"),
                column: number(cell, "start_col_offset_idx"),
                row_span: number(cell, "row_span").max(1),
                column_span: number(cell, "col_span").max(1),
                text: solid(text),
            });
            self.meaning.push(Role::Text, None, text);
        }
        self.meaning.tables.push(Grid { cells }.settled());
    }
}

/// The text of a node; a formula's as its signs.
fn shown(node: &Value) -> String {
    let text = node["text"].as_str().unwrap_or_default();
    match node["label"].as_str() {
        Some("formula") => super::formula::signs(text),
        _ => text.to_owned(),
    }
}

fn marker(item: &Value) -> Marker {
    let marker = item["marker"].as_str().unwrap_or_default();
    let number = marker.trim_end_matches(['.', ')']).rsplit('.').next();
    match number.and_then(|number| number.parse().ok()) {
        Some(number) if item["enumerated"] == true => Marker::Number(number, Digits::Figures),
        _ if item["enumerated"] == true => Marker::Any,
        _ => Marker::Bullet,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn references_layers_and_spans_are_followed() {
        let source = r##"{
            "body": {"children": [{"$ref": "#/texts/0"}, {"$ref": "#/texts/2"}, {"$ref": "#/tables/0"}, {"$ref": "#/texts/4"}]},
            "groups": [{"label": "inline", "children": [{"$ref": "#/texts/3"}, {"$ref": "#/texts/1"}]}],
            "texts": [
                {"label": "section_header", "level": 2, "text": "H", "children": []},
                {"label": "formula", "text": "\\pi r^{2}", "children": []},
                {"label": "list_item", "enumerated": true, "marker": "2.", "text": "", "children": [{"$ref": "#/groups/0"}]},
                {"label": "text", "text": "area", "children": []},
                {"label": "text", "text": "top", "content_layer": "furniture", "children": []}
            ],
            "tables": [{"label": "table", "data": {"table_cells": [
                {"start_row_offset_idx": 0, "start_col_offset_idx": 0, "row_span": 1, "col_span": 2, "text": "a"},
                {"start_row_offset_idx": 1, "start_col_offset_idx": 1, "row_span": 1, "col_span": 1, "text": "b"}
            ]}}]
        }"##;
        let meaning = read(source).unwrap();
        assert_eq!(meaning.text(), "H\narea π r2\na\nb");
        assert_eq!(meaning.lines[0].role, Role::Heading(2));
        let second = Role::Item(Marker::Number(2, Digits::Figures));
        assert_eq!(meaning.lines[1].role, second);
        assert!(meaning.has_formulas && meaning.margins.contains("top"));
        let spans: Vec<_> = meaning.tables[0]
            .cells
            .iter()
            .map(|c| c.column_span)
            .collect();
        assert_eq!(spans, [2, 1, 1], "the position without a cell is filled");
    }
}
