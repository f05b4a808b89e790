//! Documents as docx-rs's snapshot tests have them: its object tree as JSON,
//! within the quoted string of a snapshot.

use serde_json::Value;

use crate::meaning::{Grid, GridCell, Meaning, Role, solid};

/// What a snapshot says.
///
/// # Errors
/// Where the snapshot is not understood.
pub(super) fn read(source: &str) -> Result<Meaning, String> {
    let body = super::snapshot(source);
    let mut tree: Value = serde_json::from_str(body).map_err(|e| e.to_string())?;
    if let Value::String(quoted) = &tree {
        tree = serde_json::from_str(quoted).map_err(|e| e.to_string())?;
    }
    let mut meaning = Meaning::default();
    blocks(&tree["document"]["children"], &mut meaning);
    for comment in tree["comments"]["comments"]
        .as_array()
        .into_iter()
        .flatten()
    {
        let mut said = Meaning::default();
        blocks(&comment["children"], &mut said);
        meaning.comments.push(said.text());
    }
    Ok(meaning)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn blocks(children: &Value, meaning: &mut Meaning) {
    for child in list(children) {
        let data = &child["data"];
        match child["type"].as_str().unwrap_or_default() {
            "paragraph" => {
                let mut boxes = Vec::new();
                let text = inlines(&data["children"], &mut boxes);
                meaning.push(Role::Text, None, &text);
                for content in boxes {
                    blocks(content, meaning);
                }
            }
            "table" => table(&data["rows"], meaning),
            "structuredDataTag" => blocks(&data["children"], meaning),
            _ => {}
        }
    }
}

/// The text of a paragraph; the content of its text boxes apart.
fn inlines<'a>(children: &'a Value, boxes: &mut Vec<&'a Value>) -> String {
    let mut text = String::new();
    for child in list(children) {
        let data = &child["data"];
        match child["type"].as_str().unwrap_or_default() {
            "text" => text += data["text"].as_str().unwrap_or_default(),
            "tab" | "break" => text.push(' '),
            "run" | "insert" | "hyperlink" | "structuredDataTag" | "moveTo" => {
                text += &inlines(&data["children"], boxes);
            }
            "drawing" if data["type"] == "textBox" => boxes.push(&data["data"]["children"]),
            _ => {}
        }
    }
    text
}

fn table(rows: &Value, meaning: &mut Meaning) {
    let index = meaning.tables.len();
    meaning.tables.push(Grid::default());
    let mut cells: Vec<GridCell> = Vec::new();
    for (row, tree) in (0..).zip(list(rows)) {
        let before = &tree["data"]["property"]["gridBefore"];
        let mut column = before.as_u64().unwrap_or(0) as u32;
        for cell in list(&tree["data"]["cells"]) {
            let property = &cell["data"]["property"];
            let column_span = property["gridSpan"].as_u64().unwrap_or(1) as u32;
            let above = cells
                .iter_mut()
                .find(|above| above.column == column && above.row + above.row_span == row);
            match above {
                Some(above) if property["verticalMerge"] == "continue" => above.row_span += 1,
                _ => cells.push(GridCell {
                    row,
                    column,
                    row_span: 1,
                    column_span,
                    text: cell_text(&cell["data"]["children"], meaning),
                }),
            }
            column += column_span;
        }
    }
    meaning.tables[index] = Grid { cells }.settled();
}

fn cell_text(children: &Value, meaning: &mut Meaning) -> String {
    let from = meaning.lines.len();
    let tables = meaning.tables.len();
    blocks(children, meaning);
    let lines = meaning.lines[from..].iter();
    let text = lines
        .map(|line| line.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    if tables == meaning.tables.len() {
        meaning.lines.truncate(from);
        meaning.push(Role::Text, None, &text);
    }
    solid(&text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn runs_changes_and_merges_are_read() {
        let run = |text: &str| {
            format!(
                r#"{{"type":"run","data":{{"children":[{{"type":"text","data":{{"text":"{text}"}}}}]}}}}"#
            )
        };
        let paragraph =
            |inner: &str| format!(r#"{{"type":"paragraph","data":{{"children":[{inner}]}}}}"#);
        let (one, two) = (run("one "), run("two"));
        let inserted = format!(r#"{{"type":"insert","data":{{"children":[{two}]}}}}"#);
        let deleted = format!(r#"{{"type":"delete","data":{{"children":[{two}]}}}}"#);
        let cell = |merge: &str, text: &str| {
            let inner = paragraph(&run(text));
            let property = format!(r#"{{"gridSpan":null,"verticalMerge":{merge}}}"#);
            format!(r#"{{"data":{{"children":[{inner}],"property":{property}}}}}"#)
        };
        let row = |cell: String| format!(r#"{{"data":{{"cells":[{cell}],"property":{{}}}}}}"#);
        let rows = [row(cell("\"restart\"", "a")), row(cell("\"continue\"", ""))].join(",");
        let table = format!(r#"{{"type":"table","data":{{"rows":[{rows}]}}}}"#);
        let children = [paragraph(&[one, inserted, deleted].join(",")), table].join(",");
        let source = format!(r#"{{"document":{{"children":[{children}]}},"comments":{{}}}}"#);
        let meaning = read(&source).unwrap();
        assert_eq!(meaning.text(), "one two\na");
        // Rows in which no cell begins show nowhere.
        assert_eq!(meaning.tables[0].cells.len(), 1);
    }
}
