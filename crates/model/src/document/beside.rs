//! What stands beside the text: notes, comments, headers and footers,
//! pictures, tracked changes.

use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Block;

/// A footnote or endnote (ISO/IEC 29500-1, 17.11).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A comment (17.13.4).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The initials of the author, which the margin shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initials: Option<String>,
    /// When it was made, as the file says it: ISO 8601, mostly local time marked `Z`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// The pages of a section that a header or footer stands on (`ST_HdrFtr`, 17.18.36).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Default,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Pages {
    /// All pages that have none of their own.
    #[default]
    Default,
    /// The first page.
    First,
    /// Even pages.
    Even,
}

/// A header or footer (17.10). One that holds nothing but page numbers is
/// layout and not kept.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Margin {
    /// The section that it begins with, from 0; those that follow have the
    /// same, up to the next one for these pages.
    pub section: usize,
    /// The pages that it stands on.
    pub pages: Pages,
    /// What it says.
    pub blocks: Vec<Block>,
}

impl Margin {
    /// The first one that stands where an earlier one of the list stands: a
    /// page has one header and one footer (17.10).
    ///
    /// ```
    /// use gongkai_model::Margin;
    /// let header = Margin::default();
    /// assert_eq!(Margin::repeated(&[header.clone(), header]), Some(1));
    /// ```
    pub fn repeated(margins: &[Margin]) -> Option<usize> {
        let mut taken = HashSet::new();
        let is_new = |margin: &Margin| taken.insert((margin.section, margin.pages));
        let mut new = margins.iter().map(is_new);
        new.position(|new| !new)
    }
}

/// Headers or footers of a file, of which no two stand on the same pages.
pub(super) fn margins<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Margin>, D::Error> {
    let margins = Vec::<Margin>::deserialize(deserializer)?;
    match Margin::repeated(&margins) {
        Some(_) => Err(de::Error::custom(
            "two of one section stand on the same pages",
        )),
        None => Ok(margins),
    }
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// The media type, such as `image/png`.
    pub media_type: String,
    /// The width on the page in EMU, 914,400 to the inch (20.4.2.7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u64>,
    /// The height on the page in EMU.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u64>,
    /// What a person who cannot see it is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// The bytes, in JSON as base64 (RFC 4648); none where the picture stands
    /// outside of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Bytes>,
    /// Where the picture stands, if that is outside of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// Bytes, which are base64 in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, JsonSchema)]
#[schemars(with = "String")]
pub struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Bytes, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = STANDARD.decode(text.as_bytes());
        bytes.map(Bytes).map_err(de::Error::custom)
    }
}

/// What a tracked change did (17.13.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RevisionKind {
    /// Text was put in.
    Insertion,
    /// Text was taken out.
    Deletion,
    /// Text was moved away from here.
    MoveFrom,
    /// Text was moved to here.
    MoveTo,
}

/// A tracked change. Reports are read as if all changes were accepted, unless
/// all text is asked for; then these tell what the changes are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// What it did.
    pub kind: RevisionKind,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When it was made, as the file says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}
