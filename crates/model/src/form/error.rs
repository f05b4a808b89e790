//! What can be wrong with a form file.

use crate::{Lang, cause};

/// Why a form file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
#[non_exhaustive]
pub enum FormError {
    /// Not JSON, or not of the shape of a form.
    Json(#[from] serde_json::Error),
    /// `schema` names something else.
    Schema {
        /// What it names.
        found: String,
    },
    /// An identifier does not fit.
    Identifier {
        /// The identifier.
        id: String,
        /// What is wrong with it.
        why: Misfit,
    },
    /// Something that a form needs is empty.
    Missing {
        /// The identifier of what it is missing in.
        of: String,
        /// What is missing.
        what: Lack,
    },
}

/// What is wrong with an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Misfit {
    /// It is not made of lower-case letters, digits and `_`, with a letter first.
    Letters,
    /// It occurs twice.
    Twice,
    /// It should be that of a section.
    NoSection,
    /// It should be that of a row or a column.
    NoLine,
}

/// What a form needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lack {
    /// A form has at least one table.
    Tables,
    /// A table has at least one row and one column.
    Lines,
    /// Sections, rows and columns have a printed text to be known by.
    Label,
}

impl FormError {
    /// The message for a person.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (FormError::Json(error), _) => json(error, lang),
            (FormError::Schema { found }, Lang::Zh) => {
                format!("schema 为“{found}”，应为“{}”", super::FORM_SCHEMA)
            }
            (FormError::Schema { found }, Lang::En) => {
                format!("`schema` is {found:?}, not {:?}", super::FORM_SCHEMA)
            }
            (FormError::Identifier { id, why }, Lang::Zh) => {
                format!("标识符“{id}”有误：{}", why.words(lang))
            }
            (FormError::Identifier { id, why }, Lang::En) => {
                format!("bad identifier {id:?}: {}", why.words(lang))
            }
            (FormError::Missing { of, what }, Lang::Zh) => format!("“{of}”{}", what.words(lang)),
            (FormError::Missing { of, what }, Lang::En) => format!("{of:?} {}", what.words(lang)),
        }
    }
}

/// What is wrong with the JSON, and where.
fn json(error: &serde_json::Error, lang: Lang) -> String {
    let (line, column, said) = (error.line(), error.column(), error.to_string());
    // serde_json ends its messages with the position, which is told apart here.
    let said = said.split(" at line ").next().unwrap_or(&said);
    let said = cause(said, lang);
    match (line, lang) {
        (0, Lang::Zh) => format!("不是表样文件：{said}"),
        (0, Lang::En) => format!("not a form: {said}"),
        (_, Lang::Zh) => format!("第{line}行第{column}列：不是表样文件：{said}"),
        (_, Lang::En) => format!("line {line}, column {column}: not a form: {said}"),
    }
}

impl Misfit {
    fn words(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Misfit::Letters => (
                "只能用小写字母、数字和 _，以字母开头",
                "only lower-case letters, digits and _, a letter first",
            ),
            Misfit::Twice => ("出现了两次", "it occurs twice"),
            Misfit::NoSection => ("没有这个章节", "there is no such section"),
            Misfit::NoLine => ("没有这一行或这一列", "there is no such row or column"),
        };
        lang.pick(zh, en)
    }
}

impl Lack {
    fn words(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Lack::Tables => (
                "没有表格（tables 是空的）",
                "has no table (`tables` is empty)",
            ),
            Lack::Lines => ("没有行或没有列", "has no row or no column"),
            Lack::Label => (
                "没有名称（label 或 title 是空的）",
                "has no printed text (`label` or `title` is empty)",
            ),
        };
        lang.pick(zh, en)
    }
}
