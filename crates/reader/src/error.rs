//! Why a file cannot be read: what, where, and what to do.

use gongkai_model::{Lang, SourceFormat};

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.message(Lang::En))]
pub struct Error(Box<ErrorKind>);

/// What is wrong with the file.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file has no bytes.
    Empty,
    /// None of the formats that are read.
    NotRecognized,
    /// An Office file that is encrypted with a password.
    Encrypted,
    /// A Word file of a time before Word 6: of Word 2, of Word for DOS.
    LegacyWord,
    /// A workbook of the binary format before 2007 (.xls, .et).
    LegacyExcel,
    /// A known kind of file that is not read.
    OtherKind {
        /// What it is.
        kind: &'static str,
    },
    /// The extension says one format, the content is another.
    WrongExtension {
        /// The extension.
        extension: String,
        /// The format of the content.
        found: SourceFormat,
    },
    /// A binary Office file is damaged: the compound file that holds its
    /// streams, or a stream.
    CompoundFile {
        /// The stream; none where it is the container itself.
        stream: Option<&'static str>,
        /// What is wrong.
        cause: String,
    },
    /// The zip container is damaged.
    Zip {
        /// The part that could not be read; none where it is the container itself.
        part: Option<String>,
        /// What is wrong.
        cause: String,
    },
    /// A part that the format requires is not there.
    MissingPart {
        /// The name or the role of the part.
        part: String,
    },
    /// The XML of a part is broken.
    Xml {
        /// The part.
        part: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        cause: String,
    },
    /// A part is not in the encoding that it states.
    Encoding {
        /// The part.
        part: String,
        /// The encoding.
        encoding: &'static str,
    },
    /// A part has a document type declaration, which Office files never have.
    Doctype {
        /// The part.
        part: String,
    },
    /// The JSON is broken, or not that of a report.
    Json {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        cause: String,
    },
    /// JSON without the `schema` of a report.
    NotAReport,
    /// A report of a newer schema than this version knows.
    NewerSchema {
        /// The schema that the file states.
        found: String,
    },
    /// The file goes past a limit.
    Limit {
        /// The part.
        part: String,
        /// What is limited.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
}

impl Error {
    /// What is wrong with the file.
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// The stable name of what is wrong.
    pub fn code(&self) -> &'static str {
        match *self.0 {
            ErrorKind::Empty => "empty",
            ErrorKind::NotRecognized => "not-recognized",
            ErrorKind::Encrypted => "encrypted",
            ErrorKind::LegacyWord => "legacy-word",
            ErrorKind::LegacyExcel => "legacy-excel",
            ErrorKind::OtherKind { .. } => "other-kind",
            ErrorKind::WrongExtension { .. } => "wrong-extension",
            ErrorKind::CompoundFile { .. } => "compound-file",
            ErrorKind::Zip { .. } => "zip",
            ErrorKind::MissingPart { .. } => "missing-part",
            ErrorKind::Xml { .. } => "xml",
            ErrorKind::Encoding { .. } => "encoding",
            ErrorKind::Doctype { .. } => "doctype",
            ErrorKind::Json { .. } => "json",
            ErrorKind::NotAReport => "not-a-report",
            ErrorKind::NewerSchema { .. } => "newer-schema",
            ErrorKind::Limit { .. } => "limit",
        }
    }

    /// The message for a person: what is wrong and where.
    pub fn message(&self, lang: Lang) -> String {
        self.0.message(lang)
    }

    /// What a person can do about it.
    pub fn hint(&self, lang: Lang) -> &'static str {
        let (zh, en) = self.0.hint();
        lang.pick(zh, en)
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error(Box::new(kind))
    }
}

impl ErrorKind {
    fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.message_zh(),
            Lang::En => self.message_en(),
        }
    }

    fn message_zh(&self) -> String {
        match self {
            ErrorKind::Empty => "文件是空的（0 字节）".to_owned(),
            ErrorKind::NotRecognized => {
                "不是 Word（docx、doc）、Excel（xlsx）或 JSON 文件".to_owned()
            }
            ErrorKind::Encrypted => "文件有密码，已加密".to_owned(),
            ErrorKind::LegacyWord => "这是 Word 6 以前的旧版 Word 文件".to_owned(),
            ErrorKind::LegacyExcel => "这是旧版 Excel 文件（.xls 或 .et）".to_owned(),
            ErrorKind::OtherKind { kind } => format!("这是 {kind} 文件，不能读取"),
            ErrorKind::WrongExtension { extension, found } => {
                format!("扩展名是 .{extension}，内容却是 {found}")
            }
            ErrorKind::CompoundFile { stream, cause } => match stream {
                None => format!("复合文件已损坏：{cause}"),
                Some(stream) => format!("{stream}：复合文件已损坏：{cause}"),
            },
            ErrorKind::Zip { part: None, cause } => format!("压缩包已损坏：{cause}"),
            ErrorKind::Zip {
                part: Some(part),
                cause,
            } => format!("{part}：压缩数据已损坏：{cause}"),
            ErrorKind::MissingPart { part } => format!("文件缺少必需的部分：{part}"),
            ErrorKind::Xml {
                part,
                line,
                column,
                cause,
            } => {
                format!("{part} 第{line}行第{column}列：XML 有误：{cause}")
            }
            ErrorKind::Encoding { part, encoding } => {
                format!("{part}：内容不是所声明的 {encoding} 编码")
            }
            ErrorKind::Doctype { part } => {
                format!("{part}：含有 DOCTYPE 声明，不是正常的 Office 文件")
            }
            ErrorKind::Json {
                line,
                column,
                cause,
            } => {
                format!("第{line}行第{column}列：JSON 有误：{cause}")
            }
            ErrorKind::NotAReport => {
                "是 JSON，但不是报告：缺少 \"schema\": \"gongkai-report/1\"".to_owned()
            }
            ErrorKind::NewerSchema { found } => format!("报告的 schema 是“{found}”，比本程序新"),
            ErrorKind::Limit { part, what, limit } => {
                format!("{part}：超过上限（{what}：{limit}）")
            }
        }
    }

    fn message_en(&self) -> String {
        match self {
            ErrorKind::Empty => "the file is empty (0 bytes)".to_owned(),
            ErrorKind::NotRecognized => {
                "not a Word (docx, doc), Excel (xlsx) or JSON file".to_owned()
            }
            ErrorKind::Encrypted => "the file is encrypted with a password".to_owned(),
            ErrorKind::LegacyWord => "this is a Word file of a time before Word 6".to_owned(),
            ErrorKind::LegacyExcel => {
                "this is a workbook of the old binary format (.xls, .et)".to_owned()
            }
            ErrorKind::OtherKind { kind } => format!("this is a {kind} file, which is not read"),
            ErrorKind::WrongExtension { extension, found } => {
                format!("the file is named .{extension}, but its content is {found}")
            }
            ErrorKind::CompoundFile { stream, cause } => match stream {
                None => format!("the compound file is damaged: {cause}"),
                Some(stream) => format!("{stream}: the compound file is damaged: {cause}"),
            },
            ErrorKind::Zip { part: None, cause } => {
                format!("the zip container is damaged: {cause}")
            }
            ErrorKind::Zip {
                part: Some(part),
                cause,
            } => {
                format!("{part}: the compressed data are damaged: {cause}")
            }
            ErrorKind::MissingPart { part } => format!("a required part is missing: {part}"),
            ErrorKind::Xml {
                part,
                line,
                column,
                cause,
            } => {
                format!("{part}, line {line}, column {column}: broken XML: {cause}")
            }
            ErrorKind::Encoding { part, encoding } => {
                format!("{part}: the content is not {encoding}, which it claims to be")
            }
            ErrorKind::Doctype { part } => {
                format!("{part}: has a DOCTYPE, which no Office file has")
            }
            ErrorKind::Json {
                line,
                column,
                cause,
            } => {
                format!("line {line}, column {column}: broken JSON: {cause}")
            }
            ErrorKind::NotAReport => {
                "JSON, but no report: \"schema\": \"gongkai-report/1\" is missing".to_owned()
            }
            ErrorKind::NewerSchema { found } => {
                format!("the report's schema is {found:?}, newer than this program")
            }
            ErrorKind::Limit { part, what, limit } => {
                format!("{part}: past the limit ({what}: {limit})")
            }
        }
    }

    fn hint(&self) -> (&'static str, &'static str) {
        match self {
            ErrorKind::Empty => ("请重新获取文件", "get the file again"),
            ErrorKind::NotRecognized => (
                "请在 Word、WPS 或 Excel 中另存为 .docx 或 .xlsx",
                "save it as .docx or .xlsx in Word, WPS or Excel",
            ),
            ErrorKind::Encrypted => (
                "请用密码打开，取消密码后另存",
                "open it with its password and save it without one",
            ),
            ErrorKind::LegacyWord => (
                "请在 Word 或 WPS 中打开，另存为 .docx",
                "open it in Word or WPS and save it as .docx",
            ),
            ErrorKind::LegacyExcel => (
                "请在 Excel 或 WPS 中打开，另存为 .xlsx",
                "open it in Excel or WPS and save it as .xlsx",
            ),
            ErrorKind::OtherKind { .. } => ("请另存为 .docx 或 .xlsx", "save it as .docx or .xlsx"),
            ErrorKind::WrongExtension { .. } => {
                ("请改正文件的扩展名", "correct the extension of the file")
            }
            ErrorKind::CompoundFile { .. }
            | ErrorKind::Zip { .. }
            | ErrorKind::Xml { .. }
            | ErrorKind::Encoding { .. } => (
                "文件可能没有传完或已损坏：请重新获取，或用 Word、WPS、Excel 打开修复后另存",
                "the file may be cut off or damaged: get it again, or let Word, WPS or Excel repair and save it",
            ),
            ErrorKind::MissingPart { .. } | ErrorKind::Doctype { .. } => (
                "请用 Word、WPS 或 Excel 打开后另存",
                "open it in Word, WPS or Excel and save it again",
            ),
            ErrorKind::Json { .. } => (
                "请对照 gongkai schema 改正",
                "correct it; `gongkai schema` prints what is expected",
            ),
            ErrorKind::NotAReport => (
                "请确认文件是 gongkai 写出的报告",
                "make sure that the file is a report in gongkai's JSON",
            ),
            ErrorKind::NewerSchema { .. } => ("请更新 gongkai", "update gongkai"),
            ErrorKind::Limit { .. } => (
                "文件异常庞大；如确属正常，请拆分后再试",
                "the file is unusually large; if it is genuine, split it",
            ),
        }
    }
}
