//! The published JSON Schemas (draft 2020-12), generated from the types.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::{Form, Report};

/// The schema of a report's JSON.
///
/// ```
/// let schema = gongkai_model::report_schema();
/// assert_eq!(schema.get("$schema").unwrap(), "https://json-schema.org/draft/2020-12/schema");
/// ```
pub fn report_schema() -> Schema {
    schema_of::<Report>()
}

/// The schema of a form file.
pub fn form_schema() -> Schema {
    schema_of::<Form>()
}

fn schema_of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>()
}
