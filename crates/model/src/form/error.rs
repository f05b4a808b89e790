//! What can be wrong with a form file.

use crate::Lang;

/// Why a form file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FormError {
    /// Not JSON, or not of the shape of a form.
    #[error("not a form: {0}")]
    Json(#[from] serde_json::Error),
    /// `schema` names something else.
    #[error("`schema` is {found:?}, not {:?}", super::FORM_SCHEMA)]
    Schema {
        /// What it names.
        found: String,
    },
    /// An identifier occurs twice, is not made of lower-case letters, digits and `_`, or is unknown.
    #[error("bad identifier {id:?}: {why}")]
    Identifier {
        /// The identifier.
        id: String,
        /// What is wrong with it.
        why: &'static str,
    },
}

impl FormError {
    /// The message for a person.
    pub fn message(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::En, _) => self.to_string(),
            (Lang::Zh, FormError::Json(cause)) => format!("不是表样文件：{cause}"),
            (Lang::Zh, FormError::Schema { found }) => {
                format!("schema 为“{found}”，应为“{}”", super::FORM_SCHEMA)
            }
            (Lang::Zh, FormError::Identifier { id, why }) => format!("标识符“{id}”有误：{why}"),
        }
    }
}
