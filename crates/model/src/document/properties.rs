//! What a file says of itself, apart from its text.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The properties of a file: the core ones (ISO/IEC 29500-2, 11), two of the
/// extended ones (29500-1, 22.2) and the custom ones (22.3). What a program
/// counts or notes of itself (pages, words, its version) is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Properties {
    /// `dc:title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// `dc:subject`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// `dc:creator`: who made the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
    /// `cp:keywords`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keywords: Option<String>,
    /// `dc:description`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// `cp:category`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// `cp:lastModifiedBy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified_by: Option<String>,
    /// `dcterms:created`, as the file says it: W3CDTF, mostly `2024-01-20T08:30:00Z`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// `dcterms:modified`, as the file says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// The organisation that the program is registered for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// The manager of the author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<String>,
    /// The custom properties, in the order of the file, each as text.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub custom: IndexMap<String, String>,
}

impl Properties {
    /// True where the file says nothing of itself.
    pub fn is_empty(&self) -> bool {
        *self == Properties::default()
    }
}
