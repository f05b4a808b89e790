//! Statutory forms, as data.
//!
//! A form is a JSON file: its sections, tables, rows and columns, the
//! wordings under which they occur, the units, and the years and the official
//! notice it comes from. The code knows no form; a user's own form file has
//! the same standing as a built-in one.

mod blank;
mod builtin;
mod error;

use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::bind::key::Labels;

pub use builtin::{builtin_form, builtin_forms};
pub use error::{FormError, Lack, Misfit};

/// What `schema` says in a form file that this version reads.
pub const FORM_SCHEMA: &str = "gongkai-form/1";

/// A statutory form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// `gongkai-form/1`.
    pub schema: String,
    /// The name that reports refer to the form by, such as `ogi-2021`.
    pub id: String,
    /// The kind of report, as its title ends: `政府信息公开工作年度报告`.
    pub title: String,
    /// Other endings of the title that occur.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub title_variants: Vec<String>,
    /// The report years that the form is for.
    pub years: Years,
    /// The notice that issued the form.
    pub source: Source,
    /// The sections, in order.
    pub sections: Vec<FormSection>,
    /// The tables, in order.
    pub tables: Vec<FormTable>,
    /// The labels of all rows and columns as they are compared, once somebody
    /// asked for them.
    #[serde(skip)]
    pub(crate) labels: Memo<Labels>,
}

/// A span of report years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Years {
    /// The first year.
    pub first: i32,
    /// The last year; null while the form is in force.
    pub last: Option<i32>,
}

impl Years {
    /// True where the form is for that year.
    pub fn contains(&self, year: i32) -> bool {
        year >= self.first && self.last.is_none_or(|last| year <= last)
    }
}

/// An official publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its title.
    pub name: String,
    /// Its number, such as `国办公开办函〔2021〕30号`.
    pub number: String,
}

/// A section of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormSection {
    /// The name that reports refer to it by.
    pub key: String,
    /// The printed number, such as `一、`.
    pub label: String,
    /// The printed title.
    pub title: String,
    /// Other titles that occur.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<String>,
    /// What the empty form says is to be written here, such as `（文字描述）`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction: Option<String>,
}

/// How a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// A title row across the width, a header row, data rows; several such
    /// blocks stand in one printed table or in one table each.
    Block,
    /// Row labels at the left, column labels at the top.
    Grid,
    /// All values in one row, under the labels of rows and columns: each row of
    /// the form is a group of columns.
    SingleRow,
}

/// A table of the form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormTable {
    /// The first part of the identifiers of its fields.
    pub id: String,
    /// The key of the section it stands in.
    pub section: String,
    /// What its sheet is called in a workbook; tables of one printed table share it.
    pub sheet: String,
    /// How it is printed.
    pub layout: Layout,
    /// The title row of a block.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What stands in the top left corner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corner: Option<String>,
    /// The unit of its figures, where a column does not say another.
    #[serde(default)]
    pub unit: Unit,
    /// The columns, in order.
    pub columns: Vec<FormLine>,
    /// The rows, in order.
    pub rows: Vec<FormLine>,
    /// What must tally.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identities: Vec<Identity>,
}

/// A row or a column of a form's table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormLine {
    /// Its part of the identifiers of its fields.
    pub id: String,
    /// Its printed label.
    pub label: String,
    /// The labels that stand over it, the outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub under: Vec<String>,
    /// Other wordings of the label that occur.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<String>,
    /// The unit of its figures, where it is not that of the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// Its wordings as they are compared, each with its length without a note,
    /// once somebody asked for them.
    #[serde(skip)]
    pub(crate) keys: Memo<Vec<(String, usize)>>,
}

/// What is worked out once from the other fields of a value, and says nothing
/// of its own: it has no part in comparisons.
#[derive(Debug, Clone)]
pub(crate) struct Memo<T>(OnceLock<T>);

impl<T> Memo<T> {
    pub(crate) fn get(&self, work_out: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(work_out)
    }
}

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo(OnceLock::new())
    }
}

impl<T> PartialEq for Memo<T> {
    fn eq(&self, _: &Memo<T>) -> bool {
        true
    }
}

/// What a figure counts, and how it may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A whole number, not negative, of items, decisions or applications.
    #[default]
    Count,
    /// A whole number that may be negative: an increase or decrease.
    SignedCount,
    /// Money in yuan (元).
    Yuan,
    /// Money in ten thousand yuan (万元).
    TenThousandYuan,
}

impl Unit {
    /// The power of ten that turns a figure followed by `suffix` into this
    /// unit; none where the suffix is of another kind.
    pub(crate) fn shift_from(self, suffix: &str) -> Option<i32> {
        let yuan = |suffix: &str| match suffix {
            "元" | "元整" | "人民币元" => Some(0),
            "万元" | "万" => Some(4),
            "亿元" | "亿" => Some(8),
            _ => None,
        };
        match (self, suffix) {
            (_, "") => Some(0),
            (Unit::Count | Unit::SignedCount, "件" | "项" | "宗" | "条" | "个" | "次") => {
                Some(0)
            }
            (Unit::Count | Unit::SignedCount, _) => None,
            (Unit::Yuan, _) => yuan(suffix),
            (Unit::TenThousandYuan, _) => yuan(suffix).map(|shift| shift - 4),
        }
    }
}

/// An equation between rows (in each column) or columns (in each row).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// The rule of the register that reports it.
    pub rule: String,
    /// What the terms are.
    pub across: Across,
    /// The identifiers of the terms of the left side.
    pub left: Vec<String>,
    /// The identifiers of the terms of the right side.
    pub right: Vec<String>,
}

/// What the terms of an identity are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Across {
    /// Rows; the identity holds in each column.
    Rows,
    /// Columns; the identity holds in each row.
    Columns,
}

impl FormTable {
    /// The unit of a field of the table.
    pub fn unit_of(&self, row: &FormLine, column: &FormLine) -> Unit {
        column.unit.or(row.unit).unwrap_or(self.unit)
    }

    /// The identifiers of all fields, row by row.
    pub fn field_ids(&self) -> impl Iterator<Item = String> {
        self.rows.iter().flat_map(move |row| {
            self.columns
                .iter()
                .map(move |column| self.field_id(row, column))
        })
    }

    /// The identifier of a field: `table.row.column`.
    pub fn field_id(&self, row: &FormLine, column: &FormLine) -> String {
        format!("{}.{}.{}", self.id, row.id, column.id)
    }
}

impl Form {
    /// The identifiers of all fields, in order.
    ///
    /// ```
    /// let form = gongkai_model::builtin_form("ogi-2021").unwrap();
    /// assert_eq!(form.field_ids().count(), 200);
    /// ```
    pub fn field_ids(&self) -> impl Iterator<Item = String> {
        self.tables.iter().flat_map(FormTable::field_ids)
    }

    /// The unit and the printed labels of a field.
    pub fn field(&self, id: &str) -> Option<(Unit, String)> {
        let mut parts = id.splitn(3, '.');
        let (table, row, column) = (parts.next()?, parts.next()?, parts.next()?);
        let table = self.tables.iter().find(|t| t.id == table)?;
        let row = table.rows.iter().find(|r| r.id == row)?;
        let column = table.columns.iter().find(|c| c.id == column)?;
        let labels = format!("{} › {}", row.label, column.label);
        Some((table.unit_of(row, column), labels))
    }
}
