//! What a reader, the binding or a writer has to say about a file that it
//! could work with. (Where nothing can be read or written there is an error.)
//!
//! A diagnostic has a stable code, a severity, a place, one terse message and
//! a hint that says what to do, in Chinese and English. Tests compare code and
//! place, never the sentence.

mod content;

use crate::{Format, Lang, Place};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; nothing is missing.
    Note,
    /// Something was left out or may not be as the author meant.
    Warning,
}

/// Something to know about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What it is.
    pub kind: Kind,
    /// Where it is.
    pub place: Option<Place>,
}

/// What a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Control characters were taken out of a text.
    ControlCharacters {
        /// How many.
        count: usize,
    },
    /// Content of a kind that this version does not carry was left out.
    ContentLeftOut {
        /// The element or feature, in the file's own terms.
        what: String,
        /// How many of them there were.
        count: usize,
    },
    /// The file has something that this version does not know at all.
    UnknownContent {
        /// The element or feature, in the file's own terms.
        what: String,
        /// How many of them there were.
        count: usize,
    },
    /// The file departs from its format, in a way that Office forgives.
    Forgiven {
        /// What was wrong and how it was taken.
        what: String,
    },
    /// A formula without a stored result: the cell reads as empty.
    FormulaWithoutResult,
    /// A sheet, rows or columns are hidden and were left out.
    HiddenLeftOut {
        /// What is hidden.
        what: String,
    },
    /// A row or column of a statutory table has a label that the form does not have.
    UnknownLabel {
        /// The label as printed.
        label: String,
    },
    /// A field of the form has no cell in the file.
    FieldAbsent {
        /// The identifier of the first such field of the table.
        field: String,
        /// How many fields of that table.
        count: usize,
    },
    /// The cell of a field holds something that is no figure.
    FigureUnreadable {
        /// The identifier of the field.
        field: String,
        /// What stands in the cell.
        text: String,
    },
    /// A statutory table occurs again; the first one counts.
    TableRepeated {
        /// The identifier of the table.
        table: String,
    },
    /// In a JSON report a figure in `data` was changed but not its cell; the figure counts.
    CellUpdated {
        /// The identifier of the field.
        field: String,
    },
    /// In a JSON report a figure in `data` and its cell differ; the cell counts.
    DataDiffers {
        /// The identifier of the field.
        field: String,
    },
    /// A JSON report has a figure for a field that the form does not have.
    UnknownField {
        /// The identifier as it stands.
        field: String,
    },
    /// A JSON report names a form that is not among those at hand.
    UnknownForm {
        /// The name that the report states.
        form: String,
        /// The form that its document follows instead.
        followed: Option<String>,
    },
    /// A member of a JSON report says something else than its document, from
    /// which it follows; the document counts.
    MetaDiffers {
        /// The name of the member.
        member: String,
        /// What the member says.
        stated: String,
        /// What the document says.
        read: Option<String>,
    },
    /// The format that was written cannot carry something.
    NotCarried {
        /// What.
        what: Lost,
        /// The format.
        format: Format,
    },
}

/// What a format cannot carry. The documentation lists the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lost {
    /// A typed value that the printed text does not show: Word stores text only.
    TypedValue,
    /// A table within a cell; its text is kept.
    NestedTable,
    /// A link on part of a text: a cell of a workbook has one link for all of it.
    PartialLink,
    /// The formatting of part of a number.
    NumberFormatting,
    /// An outline level deeper than the format has.
    OutlineLevel,
    /// A target that the format does not accept for a link.
    LinkTarget,
    /// More page breaks than a sheet may have.
    PageBreak,
    /// A footnote or endnote.
    Note,
    /// A comment.
    Comment,
    /// A picture.
    Image,
    /// A header or footer.
    HeaderOrFooter,
    /// Who changed a text, and when; the text itself is kept.
    Revision,
    /// What the file says of itself.
    Properties,
}

impl Lost {
    fn message(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Lost::TypedValue => (
                "存储值（只保留显示的文字）",
                "a stored value (the text shown is kept)",
            ),
            Lost::NestedTable => (
                "单元格内的表格（只保留文字）",
                "a table within a cell (its text is kept)",
            ),
            Lost::PartialLink => ("部分文字上的链接", "a link on part of a text"),
            Lost::NumberFormatting => ("数字的部分格式", "formatting of part of a number"),
            Lost::OutlineLevel => ("过深的大纲级别", "an outline level this deep"),
            Lost::LinkTarget => ("该链接地址", "this link target"),
            Lost::PageBreak => ("这么多分页", "this many page breaks"),
            Lost::Note => ("脚注或尾注", "a footnote or endnote"),
            Lost::Comment => ("批注", "a comment"),
            Lost::Image => ("图片", "a picture"),
            Lost::HeaderOrFooter => ("页眉或页脚", "a header or footer"),
            Lost::Revision => ("修订的作者和时间", "who changed a text, and when"),
            Lost::Properties => ("文件属性", "the properties of the file"),
        };
        lang.pick(zh, en)
    }
}

impl Diagnostic {
    /// A diagnostic of a kind at a place.
    pub fn new(kind: Kind, place: Option<Place>) -> Diagnostic {
        Diagnostic { kind, place }
    }

    /// The stable name of its kind.
    pub fn code(&self) -> &'static str {
        match self.kind {
            Kind::ControlCharacters { .. } => "control-characters",
            Kind::ContentLeftOut { .. } => "content-left-out",
            Kind::UnknownContent { .. } => "unknown-content",
            Kind::Forgiven { .. } => "forgiven",
            Kind::FormulaWithoutResult => "formula-without-result",
            Kind::HiddenLeftOut { .. } => "hidden-left-out",
            Kind::UnknownLabel { .. } => "unknown-label",
            Kind::FieldAbsent { .. } => "field-absent",
            Kind::FigureUnreadable { .. } => "figure-unreadable",
            Kind::TableRepeated { .. } => "table-repeated",
            Kind::CellUpdated { .. } => "cell-updated",
            Kind::DataDiffers { .. } => "data-differs",
            Kind::UnknownField { .. } => "unknown-field",
            Kind::UnknownForm { .. } => "unknown-form",
            Kind::MetaDiffers { .. } => "meta-differs",
            Kind::NotCarried { .. } => "not-carried",
        }
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self.kind {
            Kind::ControlCharacters { .. } | Kind::Forgiven { .. } | Kind::CellUpdated { .. } => {
                Severity::Note
            }
            _ => Severity::Warning,
        }
    }

    /// The message for a person, without the place.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.message_zh(),
            Lang::En => self.message_en(),
        }
    }

    fn message_zh(&self) -> String {
        match &self.kind {
            Kind::ControlCharacters { count } => format!("去掉了{count}个控制字符"),
            Kind::ContentLeftOut { what, count } => {
                format!("未带出：{}", content::content(what, *count, Lang::Zh))
            }
            Kind::UnknownContent { what, count } => content::unknown(what, *count, Lang::Zh),
            Kind::Forgiven { what } => {
                let what = content::departure(what, Lang::Zh);
                format!("文件不合规范，已按常理读取：{what}")
            }
            Kind::FormulaWithoutResult => "公式没有保存结果，按空白读取".to_owned(),
            Kind::HiddenLeftOut { what } => content::hidden(what, Lang::Zh),
            Kind::UnknownLabel { label } => format!("表样中没有这一项：“{label}”"),
            Kind::FieldAbsent { field, count: 1 } => {
                format!("缺少一个填报项的单元格：{field}")
            }
            Kind::FieldAbsent { field, count } => {
                format!("缺少{count}个填报项的单元格，第一个是 {field}")
            }
            Kind::FigureUnreadable { field, text } => {
                format!("{field} 的单元格不是数字：“{text}”")
            }
            Kind::TableRepeated { table } => format!("表 {table} 重复出现，以第一个为准"),
            Kind::CellUpdated { field } => format!("{field} 的数值改过，表格中的单元格已随之更新"),
            Kind::DataDiffers { field } => {
                format!("{field} 的数值与表格中的单元格不一致，以单元格为准")
            }
            Kind::UnknownField { field } => {
                format!("表样中没有填报项 {field}，这个数值未带出")
            }
            Kind::UnknownForm { form, followed } => match followed {
                Some(followed) => format!("没有“{form}”这个表样，按 {followed} 识别"),
                None => format!("没有“{form}”这个表样，按没有表样的报告读取"),
            },
            Kind::MetaDiffers {
                member,
                stated,
                read,
            } => match read {
                Some(read) => {
                    format!("{member} 是“{stated}”，正文中却是“{read}”，以正文为准")
                }
                None => format!("{member} 是“{stated}”，正文中却没有，以正文为准"),
            },
            Kind::NotCarried { what, format } => {
                format!("{format} 格式存不下：{}", what.message(Lang::Zh))
            }
        }
    }

    fn message_en(&self) -> String {
        match &self.kind {
            Kind::ControlCharacters { count: 1 } => "1 control character taken out".to_owned(),
            Kind::ControlCharacters { count } => format!("{count} control characters taken out"),
            Kind::ContentLeftOut { what, count } => {
                format!("left out: {}", content::content(what, *count, Lang::En))
            }
            Kind::UnknownContent { what, count } => content::unknown(what, *count, Lang::En),
            Kind::Forgiven { what } => {
                let what = content::departure(what, Lang::En);
                format!("the file breaks its format and was read all the same: {what}")
            }
            Kind::FormulaWithoutResult => {
                "a formula without a stored result reads as blank".to_owned()
            }
            Kind::HiddenLeftOut { what } => content::hidden(what, Lang::En),
            Kind::UnknownLabel { label } => format!("the form has no such line: {label:?}"),
            Kind::FieldAbsent { field, count: 1 } => {
                format!("one field of the form has no cell: {field}")
            }
            Kind::FieldAbsent { field, count } => {
                format!("{count} fields of the form have no cell, the first is {field}")
            }
            Kind::FigureUnreadable { field, text } => {
                format!("the cell of {field} holds no figure: {text:?}")
            }
            Kind::TableRepeated { table } => {
                format!("table {table} occurs again; the first one counts")
            }
            Kind::CellUpdated { field } => {
                format!("the figure of {field} was changed; its cell was updated")
            }
            Kind::DataDiffers { field } => {
                format!("the figure of {field} differs from its cell; the cell counts")
            }
            Kind::UnknownField { field } => {
                format!("the form has no field {field}; its figure is left out")
            }
            Kind::UnknownForm { form, followed } => match followed {
                Some(followed) => {
                    format!("the form {form:?} is not known here; the report follows {followed}")
                }
                None => format!("the form {form:?} is not known here; read without a form"),
            },
            Kind::MetaDiffers {
                member,
                stated,
                read,
            } => match read {
                Some(read) => format!(
                    "{member} is {stated:?}, but the document says {read:?}; the document counts"
                ),
                None => format!(
                    "{member} is {stated:?}, but the document has none; the document counts"
                ),
            },
            Kind::NotCarried { what, format } => {
                format!("{format} cannot carry {}", what.message(Lang::En))
            }
        }
    }

    /// What a person can do about it, where there is something to do.
    pub fn hint(&self, lang: Lang) -> Option<&'static str> {
        let (zh, en) = match &self.kind {
            Kind::FormulaWithoutResult => (
                "请用 Excel 或 WPS 打开并保存一次，再转换",
                "open and save the workbook in Excel or WPS once, then convert again",
            ),
            Kind::UnknownLabel { .. } | Kind::FieldAbsent { .. } => (
                "请对照表样核对行、列名称（gongkai form show）",
                "compare the labels with the form (gongkai form show)",
            ),
            Kind::FigureUnreadable { .. } => (
                "请在单元格中只填数字",
                "write nothing but the figure into the cell",
            ),
            Kind::HiddenLeftOut { what } if content::is_under_merge(what) => (
                "如需带出，请先取消合并",
                "unmerge the cells first if it belongs to the report",
            ),
            Kind::UnknownForm { .. } => (
                "如有它的表样文件，请用 --form 给出",
                "if there is a form file for it, give it with --form",
            ),
            Kind::MetaDiffers { member, .. } if member != "form" => (
                "要改它，请改 document 中的标题、日期或署名",
                "to change it, change the title, the dates or the signature in document",
            ),
            Kind::HiddenLeftOut { .. } => (
                "如需带出，请先取消隐藏",
                "unhide it first if it belongs to the report",
            ),
            _ => return None,
        };
        Some(lang.pick(zh, en))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_told_in_the_plural() {
        let said = |kind: Kind| Diagnostic::new(kind, None).message(Lang::En);
        let absent = |count| Kind::FieldAbsent {
            field: "a.b.c".to_owned(),
            count,
        };
        assert_eq!(said(absent(1)), "one field of the form has no cell: a.b.c");
        assert!(said(absent(2)).starts_with("2 fields of the form have no cell"));
        let left_out = Kind::ContentLeftOut {
            what: "w:pict".to_owned(),
            count: 1,
        };
        assert_eq!(said(left_out), "left out: a picture or text box (w:pict)");
    }
}
