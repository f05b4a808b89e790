//! What a document means: the report that was read from it.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Decimal, Document, Place, SourceFormat};

/// What `schema` says in the reports that this version writes.
pub const REPORT_SCHEMA: &str = "gongkai-report/1";

/// Table → row → column → figure, every field of the form, in its order.
pub type Data = IndexMap<String, IndexMap<String, IndexMap<String, Option<Decimal>>>>;

/// A report: a document and what it means. Its JSON is the published format
/// (`gongkai schema`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "gongkai report", extend("$id" = "https://gongkai.dev/schema/gongkai-report-1.json"))]
pub struct Report {
    /// `gongkai-report/1`. A newer minor version adds keys; a newer major one is another format.
    pub schema: String,
    /// The statutory form that the document follows, such as `ogi-2021`; null where it follows none.
    pub form: Option<String>,
    /// What the report says of itself.
    #[serde(default)]
    pub meta: Meta,
    /// The sections, in order.
    #[serde(default)]
    pub sections: Vec<Section>,
    /// The figures of the form, by table, row and column; absent without a form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Data>,
    /// For each field of the form, by its identifier `table.row.column`, what was read and where; absent without a form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<IndexMap<String, Evidence>>,
    /// What the file holds.
    pub document: Document,
    /// The file that the report was read from.
    #[serde(default)]
    pub source: Option<Source>,
}

/// What a report says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Meta {
    /// The title as printed.
    pub title: Option<String>,
    /// The title without the year and the kind of report.
    pub organization: Option<String>,
    /// The year that the report is on.
    pub year: Option<i32>,
    /// The period that the figures are for, as stated.
    pub period: Option<Period>,
    /// The date of issue, in ISO 8601.
    pub issued: Option<String>,
    /// Who signed, as printed at the end.
    pub issuer: Option<String>,
}

/// A span of days, both ends included, in ISO 8601.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day.
    pub start: String,
    /// The last day.
    pub end: String,
}

/// A section of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The key of the form's section; null where the form has no such section.
    pub key: Option<String>,
    /// The printed number.
    pub label: Option<String>,
    /// The printed title.
    pub title: String,
    /// Its blocks in the document, from 0: its heading, and one past its last block.
    pub blocks: [usize; 2],
}

/// What was read for a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What stood in the cell.
    pub text: String,
    /// What that is.
    pub state: State,
    /// The cell in `document`; null where the field is absent.
    pub cell: Option<CellRef>,
    /// The place in the source file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// What stands in the cell of a field. Only a number gives a figure; blank and
/// mark are null, never 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A number.
    Number,
    /// Nothing but space.
    Blank,
    /// A sign for "nothing": `/`, `—`, `-`, `无`.
    Mark,
    /// Anything else.
    Text,
    /// The form has the field, the file has no such cell.
    Absent,
}

/// A cell of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CellRef {
    /// The number of the table's block, from 0.
    pub block: usize,
    /// The row of the cell, from 0.
    pub row: u32,
    /// The column of the cell, from 0.
    pub column: u32,
}

/// The file that a report was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its name, where it has one.
    pub name: Option<String>,
    /// Its format.
    pub format: SourceFormat,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Report {
    /// The figure of a field, by its identifier; none where it is blank or
    /// there is no such field.
    pub fn figure(&self, field: &str) -> Option<&Decimal> {
        let mut parts = field.splitn(3, '.');
        let table = self.data.as_ref()?.get(parts.next()?)?;
        table.get(parts.next()?)?.get(parts.next()?)?.as_ref()
    }

    /// The report without its source and places: what two files have in
    /// common that mean the same.
    ///
    /// The promise of the formats is told in these terms: for a report `r`
    /// read from any file, what is read from the file that `r` was written to
    /// has the same meaning.
    #[must_use]
    pub fn meaning(mut self) -> Report {
        self.source = None;
        self.document = self.document.without_places();
        for evidence in self.evidence.iter_mut().flat_map(|map| map.values_mut()) {
            evidence.place = None;
        }
        self
    }
}
