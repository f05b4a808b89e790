//! The wording of diagnostics in Chinese and English.

use super::{Diagnostic, Kind, content, workbook};
use crate::{Lang, cause};

impl Diagnostic {
    pub(super) fn message_zh(&self) -> String {
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
            Kind::PartCutOff {
                part,
                line,
                column,
                cause: said,
            } => {
                let said = cause(said, Lang::Zh);
                format!("{part} 到第{line}行第{column}列就断了，后面的内容缺失：{said}")
            }
            Kind::PartDamaged { part, cause: said } if part == "zip" => {
                let said = cause(said, Lang::Zh);
                format!("压缩包已损坏，只读了其中能找到的部分，可能不全：{said}")
            }
            Kind::PartDamaged { part, cause: said } => {
                let said = cause(said, Lang::Zh);
                format!("{part} 的数据已损坏，只取出能取出的内容，可能不全：{said}")
            }
            Kind::PartLeftOut { part, cause: said } => {
                let said = cause(said, Lang::Zh);
                format!("{part} 已损坏，读取时略过：{said}")
            }
            Kind::AcceptedOnly => "旧版 Word 文件只能按接受修订读取".to_owned(),
            Kind::FormulaWithoutResult => "公式没有保存结果，按空白读取".to_owned(),
            Kind::HiddenLeftOut { what } => content::hidden(what, Lang::Zh),
            Kind::HiddenKept { what } => content::kept(what, Lang::Zh),
            Kind::Protected { sheets } => workbook::protected(sheets, Lang::Zh),
            Kind::LinkedFiles { targets } => workbook::linked(targets, Lang::Zh),
            Kind::NamesLeftOut { names } => workbook::names(names, Lang::Zh),
            Kind::TableNamesLeftOut { names } => workbook::table_names(names, Lang::Zh),
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

    pub(super) fn message_en(&self) -> String {
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
            Kind::PartCutOff {
                part,
                line,
                column,
                cause: said,
            } => {
                let said = cause(said, Lang::En);
                format!("{part} ends at line {line}, column {column}; the rest is missing: {said}")
            }
            Kind::PartDamaged { part, cause: said } if part == "zip" => {
                let said = cause(said, Lang::En);
                format!(
                    "the zip container is damaged, the parts found in it were read and may not be all: {said}"
                )
            }
            Kind::PartDamaged { part, cause: said } => {
                let said = cause(said, Lang::En);
                format!(
                    "{part}: its data are damaged, what came out was taken and may not be all: {said}"
                )
            }
            Kind::PartLeftOut { part, cause: said } => {
                let said = cause(said, Lang::En);
                format!("{part} is damaged, the file was read without it: {said}")
            }
            Kind::AcceptedOnly => {
                "an old Word file is read as if its tracked changes were accepted".to_owned()
            }
            Kind::FormulaWithoutResult => {
                "a formula without a stored result reads as blank".to_owned()
            }
            Kind::HiddenLeftOut { what } => content::hidden(what, Lang::En),
            Kind::HiddenKept { what } => content::kept(what, Lang::En),
            Kind::Protected { sheets } => workbook::protected(sheets, Lang::En),
            Kind::LinkedFiles { targets } => workbook::linked(targets, Lang::En),
            Kind::NamesLeftOut { names } => workbook::names(names, Lang::En),
            Kind::TableNamesLeftOut { names } => workbook::table_names(names, Lang::En),
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
}
