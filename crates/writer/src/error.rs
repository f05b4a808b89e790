//! Why a report cannot be written in a format.

use gongkai_model::{Format, Lang, Place};

/// Why a report cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.message(Lang::En))]
pub struct Error(Box<ErrorKind>);

/// What stands in the way.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A text is longer than the format allows.
    TextTooLong {
        /// The format.
        format: Format,
        /// The length, in the format's own count.
        length: usize,
        /// The most that it allows.
        limit: usize,
        /// Where the text came from.
        place: Option<Place>,
    },
    /// A table has more rows or columns than the format allows.
    TableTooLarge {
        /// The format.
        format: Format,
        /// How many rows the table has.
        rows: u32,
        /// How many columns the table has.
        columns: u32,
        /// Where the table came from.
        place: Option<Place>,
    },
    /// The library that writes the format refused.
    Refused {
        /// The format.
        format: Format,
        /// What it said.
        cause: String,
    },
}

impl Error {
    /// What stands in the way.
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// The message for a person.
    pub fn message(&self, lang: Lang) -> String {
        self.0.message(lang)
    }

    /// What a person can do about it.
    pub fn hint(&self, lang: Lang) -> &'static str {
        match *self.0 {
            ErrorKind::TextTooLong { .. } => lang.pick(
                "请拆分这段文字，或改用其他格式",
                "split the text, or choose another format",
            ),
            ErrorKind::TableTooLarge { .. } => lang.pick(
                "请拆分这张表，或改用其他格式",
                "split the table, or choose another format",
            ),
            ErrorKind::Refused { .. } => lang.pick(
                "这是程序的问题，请连同文件报告给我们",
                "this is a fault of the program: please report it with the file",
            ),
        }
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error(Box::new(kind))
    }
}

impl ErrorKind {
    fn message(&self, lang: Lang) -> String {
        let at =
            |place: &Option<Place>| place.as_ref().map(|p| format!("{p}: ")).unwrap_or_default();
        match (self, lang) {
            (
                ErrorKind::TextTooLong {
                    format,
                    length,
                    limit,
                    place,
                },
                Lang::Zh,
            ) => {
                format!(
                    "{}文字有{length}个字符，{format} 最多能放{limit}个",
                    at(place)
                )
            }
            (
                ErrorKind::TextTooLong {
                    format,
                    length,
                    limit,
                    place,
                },
                Lang::En,
            ) => {
                format!(
                    "{}a text of {length} characters; {format} holds {limit}",
                    at(place)
                )
            }
            (
                ErrorKind::TableTooLarge {
                    format,
                    rows,
                    columns,
                    place,
                },
                Lang::Zh,
            ) => {
                format!("{}表格有{rows}行{columns}列，{format} 放不下", at(place))
            }
            (
                ErrorKind::TableTooLarge {
                    format,
                    rows,
                    columns,
                    place,
                },
                Lang::En,
            ) => {
                format!(
                    "{}a table of {rows} rows and {columns} columns is too large for {format}",
                    at(place)
                )
            }
            (ErrorKind::Refused { format, cause }, Lang::Zh) => {
                format!("写 {format} 时出错：{cause}")
            }
            (ErrorKind::Refused { format, cause }, Lang::En) => {
                format!("writing {format} failed: {cause}")
            }
        }
    }
}
