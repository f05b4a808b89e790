//! The wording of errors in Chinese and English.

use gongkai_model::{Lang, cause as cause_of};

use super::ErrorKind;

impl ErrorKind {
    pub(super) fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.message_zh(),
            Lang::En => self.message_en(),
        }
    }

    fn message_zh(&self) -> String {
        match self {
            ErrorKind::Empty => "文件是空的（0 字节）".to_owned(),
            ErrorKind::NotRecognized => {
                "不是 Word（docx、doc）、Excel（xlsx、xls、xlsb、ods）或 JSON 文件".to_owned()
            }
            ErrorKind::Encrypted => "文件有密码，已加密".to_owned(),
            ErrorKind::LegacyWord => "这是 Word 6 以前的旧版 Word 文件".to_owned(),
            ErrorKind::OtherKind { kind } => format!("这是 {kind} 文件，不能读取"),
            ErrorKind::WrongExtension { extension, found } => {
                format!("扩展名是 .{extension}，内容却是 {found}")
            }
            ErrorKind::CompoundFile { stream, cause } => match stream {
                None => format!("复合文件已损坏：{}", cause_of(cause, Lang::Zh)),
                Some(stream) => format!("{stream}：复合文件已损坏：{}", cause_of(cause, Lang::Zh)),
            },
            ErrorKind::Records {
                part,
                offset,
                cause,
            } => {
                let cause = cause_of(cause, Lang::Zh);
                format!("{part} 第{offset}字节处：记录有误：{cause}")
            }
            ErrorKind::Zip { part: None, cause } => {
                format!("压缩包已损坏：{}", cause_of(cause, Lang::Zh))
            }
            ErrorKind::Zip {
                part: Some(part),
                cause,
            } => format!("{part}：压缩数据已损坏：{}", cause_of(cause, Lang::Zh)),
            ErrorKind::MissingPart { part } => format!("文件缺少必需的部分：{part}"),
            ErrorKind::Xml {
                part,
                line,
                column,
                cause,
            } => {
                let cause = cause_of(cause, Lang::Zh);
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
                let cause = cause_of(cause, Lang::Zh);
                format!("第{line}行第{column}列：JSON 有误：{cause}")
            }
            ErrorKind::JsonContent {
                pointer,
                line,
                column,
                cause,
            } => {
                let cause = cause_of(cause, Lang::Zh);
                let place = if pointer.is_empty() { "" } else { "，" };
                format!("第{line}行第{column}列{place}{pointer}：内容不合报告的格式：{cause}")
            }
            ErrorKind::NotUtf8 => "这个 JSON 文件不是 UTF-8 编码".to_owned(),
            ErrorKind::NotAReport => {
                "是 JSON，但不是报告：缺少 \"schema\": \"gongkai-report/1\"".to_owned()
            }
            ErrorKind::NewerSchema { found } => format!("报告的 schema 是“{found}”，比本程序新"),
            ErrorKind::Limit { part, what, limit } => {
                let what = limited(what, Lang::Zh);
                format!("{part}：超过上限（{what}：{limit}）")
            }
        }
    }

    fn message_en(&self) -> String {
        match self {
            ErrorKind::Empty => "the file is empty (0 bytes)".to_owned(),
            ErrorKind::NotRecognized => {
                "not a Word (docx, doc), Excel (xlsx, xls, xlsb, ods) or JSON file".to_owned()
            }
            ErrorKind::Encrypted => "the file is encrypted with a password".to_owned(),
            ErrorKind::LegacyWord => "this is a Word file of a time before Word 6".to_owned(),
            ErrorKind::OtherKind { kind } => {
                format!("this is {} {kind} file, which is not read", article(kind))
            }
            ErrorKind::WrongExtension { extension, found } => {
                format!("the file is named .{extension}, but its content is {found}")
            }
            ErrorKind::CompoundFile { stream, cause } => match stream {
                None => format!(
                    "the compound file is damaged: {}",
                    cause_of(cause, Lang::En)
                ),
                Some(stream) => format!(
                    "{stream}: the compound file is damaged: {}",
                    cause_of(cause, Lang::En)
                ),
            },
            ErrorKind::Records {
                part,
                offset,
                cause,
            } => {
                let cause = cause_of(cause, Lang::En);
                format!("{part}, byte {offset}: a broken record: {cause}")
            }
            ErrorKind::Zip { part: None, cause } => {
                format!(
                    "the zip container is damaged: {}",
                    cause_of(cause, Lang::En)
                )
            }
            ErrorKind::Zip {
                part: Some(part),
                cause,
            } => {
                let cause = cause_of(cause, Lang::En);
                format!("{part}: the compressed data are damaged: {cause}")
            }
            ErrorKind::MissingPart { part } => format!("a required part is missing: {part}"),
            ErrorKind::Xml {
                part,
                line,
                column,
                cause,
            } => {
                let cause = cause_of(cause, Lang::En);
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
                let cause = cause_of(cause, Lang::En);
                format!("line {line}, column {column}: broken JSON: {cause}")
            }
            ErrorKind::JsonContent {
                pointer,
                line,
                column,
                cause,
            } => {
                let cause = cause_of(cause, Lang::En);
                let place = if pointer.is_empty() { "" } else { ", " };
                format!("line {line}, column {column}{place}{pointer}: not as in a report: {cause}")
            }
            ErrorKind::NotUtf8 => "this JSON file is not in UTF-8".to_owned(),
            ErrorKind::NotAReport => {
                "JSON, but no report: \"schema\": \"gongkai-report/1\" is missing".to_owned()
            }
            ErrorKind::NewerSchema { found } => {
                format!("the report's schema is {found:?}, newer than this program")
            }
            ErrorKind::Limit { part, what, limit } => {
                let what = limited(what, Lang::En);
                format!("{part}: past the limit ({what}: {limit})")
            }
        }
    }

    pub(super) fn hint(&self) -> (&'static str, &'static str) {
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
            ErrorKind::OtherKind { .. } => ("请另存为 .docx 或 .xlsx", "save it as .docx or .xlsx"),
            ErrorKind::WrongExtension { .. } => {
                ("请改正文件的扩展名", "correct the extension of the file")
            }
            ErrorKind::Records { .. }
            | ErrorKind::Zip { .. }
            | ErrorKind::Xml { .. }
            | ErrorKind::Encoding { .. } => (
                "文件可能没有传完或已损坏：请重新获取，或用 Word、WPS、Excel 打开修复后另存；只要读得出的内容，请加 --partial",
                "the file may be cut off or damaged: get it again, or let Word, WPS or Excel repair and save it; --partial takes what can be read of it",
            ),
            ErrorKind::CompoundFile { .. } => (
                "文件可能没有传完或已损坏：请重新获取，或用 Word、WPS、Excel 打开修复后另存",
                "the file may be cut off or damaged: get it again, or let Word, WPS or Excel repair and save it",
            ),
            ErrorKind::MissingPart { .. } | ErrorKind::Doctype { .. } => (
                "请用 Word、WPS 或 Excel 打开后另存",
                "open it in Word, WPS or Excel and save it again",
            ),
            ErrorKind::NotUtf8 => ("请另存为 UTF-8 编码", "save it as UTF-8"),
            ErrorKind::Json { .. } | ErrorKind::JsonContent { .. } => (
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

/// The article before the name of a kind of file, by how it is spoken.
fn article(kind: &str) -> &'static str {
    match kind {
        "ODT" | "OLE" | "RTF" | "HTML/XML" | "Excel 2003 XML" => "an",
        _ => "a",
    }
}

/// What is limited, in a language.
fn limited(what: &'static str, lang: Lang) -> &'static str {
    let zh = match what {
        "parts" => "文件数",
        "unpacked bytes" => "解压后的字节数",
        "nesting depth" => "嵌套层数",
        "namespace declarations" => "命名空间声明数",
        "cells" => "单元格数",
        "repeated cells" => "重复的单元格数",
        "cells of a table" => "一个表格的单元格数",
        "grid of a table" => "表格的网格",
        "turns of hashing the password" => "密码散列的次数",
        _ => what,
    };
    lang.pick(zh, what)
}
