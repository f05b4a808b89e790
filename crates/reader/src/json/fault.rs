//! Which member of a JSON report is not as it should be.
//!
//! `serde` tells line and column, and of a table that does not fit only where
//! the table ends. The JSON pointer leads to the very member: the report is
//! walked from the inside out, and the first member that cannot be read is it.

use gongkai_model::{
    Block, Cell, Comment, Decimal, Evidence, Image, Margin, Meta, Note, Revision, Section, Source,
    Table, TableError,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What is wrong, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The JSON pointer.
    pub(super) pointer: String,
    /// What is wrong with the member.
    pub(super) cause: String,
}

/// The first fault within the members of a report; nothing where it is with
/// the report as a whole.
pub(super) fn find(text: &str) -> Option<Fault> {
    let report: Value = serde_json::from_str(text).ok()?;
    members(&report, "", &|member, pointer| match pointer {
        "/form" => check::<Option<String>>(member, pointer),
        "/meta" => check::<Meta>(member, pointer),
        "/sections" => members(member, pointer, &check::<Section>),
        "/data" => data(member, pointer),
        "/evidence" => members(member, pointer, &check::<Evidence>),
        "/document" => members(member, pointer, &document),
        "/source" => check::<Option<Source>>(member, pointer),
        _ => None,
    })
}

fn data(value: &Value, pointer: &str) -> Option<Fault> {
    members(value, pointer, &|rows, pointer| {
        members(rows, pointer, &|columns, pointer| {
            members(columns, pointer, &check::<Option<Decimal>>)
        })
    })
}

/// A fault in a list of the document.
fn document(list: &Value, pointer: &str) -> Option<Fault> {
    match pointer {
        "/document/blocks" => blocks(list, pointer),
        "/document/footnotes" | "/document/endnotes" => entries::<Note>(list, pointer),
        "/document/comments" => entries::<Comment>(list, pointer),
        "/document/revisions" => members(list, pointer, &check::<Revision>),
        "/document/images" => members(list, pointer, &check::<Image>),
        "/document/headers" | "/document/footers" => {
            entries::<Margin>(list, pointer).or_else(|| repeated(list, pointer))
        }
        _ => None,
    }
}

/// What stands beside the text and has blocks of its own.
fn entries<T: DeserializeOwned>(list: &Value, pointer: &str) -> Option<Fault> {
    members(list, pointer, &|entry, pointer| {
        let inner = entry.get("blocks");
        let inner = inner.and_then(|value| blocks(value, &format!("{pointer}/blocks")));
        inner.or_else(|| check::<T>(entry, pointer))
    })
}

/// The header or footer that stands where another one stands.
fn repeated(list: &Value, pointer: &str) -> Option<Fault> {
    let margins: Vec<Margin> = serde::Deserialize::deserialize(list).ok()?;
    let index = Margin::repeated(&margins)?;
    Some(Fault {
        pointer: format!("{pointer}/{index}"),
        cause: "two of one section stand on the same pages".to_owned(),
    })
}

fn blocks(value: &Value, pointer: &str) -> Option<Fault> {
    members(value, pointer, &|block, pointer| {
        let cells = block
            .get("cells")
            .and_then(|value| cells(value, &format!("{pointer}/cells")));
        cells
            .or_else(|| grid(block, pointer))
            .or_else(|| check::<Block>(block, pointer))
    })
}

fn cells(value: &Value, pointer: &str) -> Option<Fault> {
    members(value, pointer, &|cell, pointer| {
        let inner = cell
            .get("blocks")
            .and_then(|value| blocks(value, &format!("{pointer}/blocks")));
        inner.or_else(|| check::<Cell>(cell, pointer))
    })
}

/// The cell that does not fit the grid of its table.
fn grid(block: &Value, pointer: &str) -> Option<Fault> {
    let cells: Vec<Cell> = serde::Deserialize::deserialize(block.get("cells")?).ok()?;
    let lines = |name| u32::try_from(block.get(name)?.as_u64()?).ok();
    let error = Table::new(lines("rows")?, lines("columns")?, cells.clone()).err()?;
    let index = match error {
        TableError::Outside { row, column } => cells
            .iter()
            .position(|cell| (cell.row, cell.column) == (row, column)),
        TableError::Overlap { row, column } => {
            let covers = |cell: &Cell| {
                (cell.row..cell.row.saturating_add(cell.row_span)).contains(&row)
                    && (cell.column..cell.column.saturating_add(cell.column_span)).contains(&column)
            };
            let covering = cells.iter().enumerate().filter(|(_, cell)| covers(cell));
            covering.map(|(index, _)| index).nth(1)
        }
        _ => None,
    };
    Some(Fault {
        pointer: format!("{pointer}/cells/{}", index?),
        cause: error.to_string(),
    })
}

/// The first fault among the members of an object or an array.
fn members(
    value: &Value,
    pointer: &str,
    fault: &dyn Fn(&Value, &str) -> Option<Fault>,
) -> Option<Fault> {
    match value {
        Value::Object(map) => map.iter().find_map(|(name, member)| {
            // RFC 6901, 3.
            let name = name.replace('~', "~0").replace('/', "~1");
            fault(member, &format!("{pointer}/{name}"))
        }),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .find_map(|(index, member)| fault(member, &format!("{pointer}/{index}"))),
        _ => None,
    }
}

fn check<T: DeserializeOwned>(value: &Value, pointer: &str) -> Option<Fault> {
    let cause = T::deserialize(value).err()?.to_string();
    Some(Fault {
        pointer: pointer.to_owned(),
        cause,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(members: &str) -> String {
        let text = format!("{{\"schema\": \"gongkai-report/1\", {members}}}");
        find(&text).map(|fault| fault.pointer).unwrap_or_default()
    }

    #[test]
    fn the_pointer_leads_to_the_member() {
        assert_eq!(pointer("\"from\": null"), "");
        assert_eq!(pointer("\"form\": 7"), "/form");
        assert_eq!(pointer("\"meta\": {\"yeer\": 2020}"), "/meta");
        assert_eq!(pointer("\"sections\": [{\"title\": 1}]"), "/sections/0");
        let data = "\"data\": {\"a\": {\"b/c\": {\"d\": 1.5, \"e\": \"x\"}}}";
        assert_eq!(pointer(data), "/data/a/b~1c/e");
    }

    #[test]
    fn the_pointer_leads_to_what_stands_beside_the_text() {
        let list = |name: &str, entries: &str| {
            pointer(&format!(
                "\"document\": {{\"blocks\": [], \"{name}\": [{entries}]}}"
            ))
        };
        let header = "{\"section\": 0, \"pages\": \"first\", \"blocks\": []}";
        assert_eq!(list("headers", header), "");
        let twice = format!("{header}, {header}");
        assert_eq!(list("headers", &twice), "/document/headers/1");
        let heading = "{\"blocks\": [{\"type\": \"heading\", \"level\": 12}]}";
        assert_eq!(list("footnotes", heading), "/document/footnotes/0/blocks/0");
        assert_eq!(list("images", "{}"), "/document/images/0");
    }

    #[test]
    fn the_pointer_leads_into_tables() {
        let table = |cells: &str| {
            pointer(&format!(
                "\"document\": {{\"blocks\": [{{\"type\": \"paragraph\"}}, \
                 {{\"type\": \"table\", \"rows\": 1, \"columns\": 2, \"cells\": [{cells}]}}]}}"
            ))
        };
        let first = "{\"row\": 0, \"column\": 0}";
        let cell = "/document/blocks/1/cells/1";
        assert_eq!(
            table(&format!("{first}, {{\"row\": 1, \"column\": 0}}")),
            cell
        );
        assert_eq!(table(&format!("{first}, {first}")), cell);
        assert_eq!(table(&format!("{first}, {{\"row\": \"1\"}}")), cell);
        let inner =
            "{\"row\": 0, \"column\": 1, \"blocks\": [{\"type\": \"heading\", \"level\": 12}]}";
        assert_eq!(
            table(&format!("{first}, {inner}")),
            format!("{cell}/blocks/0")
        );
        assert_eq!(table(first), "");
    }
}
