//! What a reader, the binding or a writer has to say about a file that it
//! could work with. (Where nothing can be read or written there is an error.)
//!
//! A diagnostic has a stable code, a severity, a place, one terse message and
//! a hint that says what to do, in Chinese and English. Tests compare code and
//! place, never the sentence.

mod content;
mod lost;
mod text;
mod workbook;

use crate::{Format, Lang, Place};

pub use lost::Lost;

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
    /// A part breaks off, or is broken from there on; what could be read of it
    /// was asked for.
    PartCutOff {
        /// The part.
        part: String,
        /// The line where it breaks off, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong there.
        cause: String,
    },
    /// The data of a part are damaged, and what came out of them was asked for.
    PartDamaged {
        /// The part; `zip` for the container.
        part: String,
        /// What is wrong.
        cause: String,
    },
    /// Nothing could be read of a part; the file was read without it.
    PartLeftOut {
        /// The part.
        part: String,
        /// What is wrong.
        cause: String,
    },
    /// The file is in a format that is read with its tracked changes accepted,
    /// and another reading was asked for.
    AcceptedOnly,
    /// A formula without a stored result: the cell reads as empty.
    FormulaWithoutResult,
    /// A sheet, rows or columns are hidden and were left out.
    HiddenLeftOut {
        /// What is hidden.
        what: String,
    },
    /// Something is hidden, and was read because that was asked for.
    HiddenKept {
        /// What is hidden.
        what: String,
    },
    /// Sheets of a workbook, or which sheets it has, are protected against
    /// changes. They are read all the same.
    Protected {
        /// The sheets; none where it is the structure of the workbook.
        sheets: Vec<String>,
    },
    /// A workbook takes data from other files; what it stored of them was read.
    LinkedFiles {
        /// The files as the workbook names them; empty where it does not.
        targets: Vec<String>,
    },
    /// Names of a workbook that stand for values that are in no cell.
    NamesLeftOut {
        /// The names, each with its value: `税率 = 0.13`.
        names: Vec<String>,
    },
    /// Tables of a workbook have names that their author gave them, which no
    /// cell shows.
    TableNamesLeftOut {
        /// The names.
        names: Vec<String>,
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
            Kind::PartCutOff { .. } => "part-cut-off",
            Kind::PartDamaged { .. } => "part-damaged",
            Kind::PartLeftOut { .. } => "part-left-out",
            Kind::AcceptedOnly => "accepted-only",
            Kind::FormulaWithoutResult => "formula-without-result",
            Kind::HiddenLeftOut { .. } => "hidden-left-out",
            Kind::HiddenKept { .. } => "hidden-kept",
            Kind::Protected { .. } => "protected",
            Kind::LinkedFiles { .. } => "linked-files",
            Kind::NamesLeftOut { .. } => "names-left-out",
            Kind::TableNamesLeftOut { .. } => "table-names-left-out",
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
            Kind::ControlCharacters { .. }
            | Kind::Forgiven { .. }
            | Kind::HiddenKept { .. }
            | Kind::Protected { .. }
            | Kind::LinkedFiles { .. }
            | Kind::NamesLeftOut { .. }
            | Kind::TableNamesLeftOut { .. }
            | Kind::CellUpdated { .. } => Severity::Note,
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

    /// What a person can do about it, where there is something to do.
    pub fn hint(&self, lang: Lang) -> Option<&'static str> {
        let (zh, en) = match &self.kind {
            Kind::FormulaWithoutResult => (
                "请用 Excel 或 WPS 打开并保存一次，再转换",
                "open and save the workbook in Excel or WPS once, then convert again",
            ),
            Kind::AcceptedOnly => (
                "请在 Word 或 WPS 中另存为 .docx 再读",
                "save it as .docx in Word or WPS and read that",
            ),
            Kind::PartCutOff { .. } | Kind::PartDamaged { .. } | Kind::PartLeftOut { .. } => (
                "请对照原件核对；最好重新获取文件",
                "check it against the original; better get the file again",
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
            // No menu shows it again.
            Kind::HiddenLeftOut { what } if what == "very hidden sheet" => (
                "如需带出，请加 --hidden keep",
                "if it belongs to the report, keep it with --hidden keep",
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
                "如需带出，请加 --hidden keep，或先取消隐藏",
                "if it belongs to the report, keep it with --hidden keep, or unhide it first",
            ),
            Kind::ContentLeftOut { what, .. } if content::is_hidden_in_word(what) => (
                "如需带出，请加 --hidden keep",
                "if it belongs to the report, keep it with --hidden keep",
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
