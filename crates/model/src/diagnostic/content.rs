//! What readers leave out or forgive, in words for people. Readers name it in
//! the file's own terms; those stay in parentheses, for developers.

use crate::Lang;
use crate::cause::{Wording, worded};

/// Content by the local names of its elements: Chinese, English for one and
/// English for several.
type Content = (
    &'static [&'static str],
    &'static str,
    &'static str,
    &'static str,
);

#[rustfmt::skip] // one line a wording
const CONTENT: &[Content] = &[
    (&["drawing", "pict"], "图片或文本框", "a picture or text box", "pictures or text boxes"),
    (&["pic"], "图片", "a picture", "pictures"),
    (&["sp"], "图形或文本框", "a shape or text box", "shapes or text boxes"),
    (&["graphicFrame"], "图表", "a chart", "charts"),
    (&["contentPart"], "手写墨迹", "an ink drawing", "ink drawings"),
    (&["docPr hidden"], "隐藏的图片或文本框", "a hidden picture or text box", "hidden pictures or text boxes"),
    (&["hyperlink location"], "指向工作簿内某处的链接（文字已带出）", "a link to a place in the workbook (its text is there)", "links to places in the workbook (their texts are there)"),
    (&["hlinkClick", "shape href", "hyperlink/w:drawing"], "图片或图形上的链接", "a link on a picture or shape", "links on pictures or shapes"),
    (&["dataBinding"], "内容控件所绑定的数据", "data that a content control shows", "data that content controls show"),
    (&["object", "oleObjects"], "嵌入的对象", "an embedded object", "embedded objects"),
    (&["controls"], "控件", "a form control", "form controls"),
    (&["footnoteReference"], "脚注", "a footnote", "footnotes"),
    (&["endnoteReference"], "尾注", "an endnote", "endnotes"),
    (&["commentReference", "comment"], "批注", "a comment", "comments"),
    (&["oMath", "oMathPara", "EQ"], "公式", "a formula", "formulas"),
    (&["AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM"], "自动编号", "an automatic number", "automatic numbers"),
    (&["SYMBOL"], "符号", "a symbol", "symbols"),
    (&["altChunk"], "插入的其他文档", "an imported document", "imported documents"),
    (&["vanish", "sprmCFVanish"], "隐藏的文字", "hidden text", "pieces of hidden text"),
    (&["vMerge", "hMerge"], "合并单元格下的文字", "text under a merged cell", "texts under merged cells"),
    (&["hdr/w:ftr"], "页眉或页脚的文字", "text in a header or footer", "texts in headers or footers"),
    (&["oddHeader", "evenHeader", "firstHeader"], "页眉的文字", "text in a header", "texts in headers"),
    (&["oddFooter", "evenFooter", "firstFooter"], "页脚的文字", "text in a footer", "texts in footers"),
    (&["chartsheet"], "图表工作表", "a chart sheet", "chart sheets"),
    (&["dialogsheet"], "对话框工作表", "a dialog sheet", "dialog sheets"),
    (&["macrosheet"], "宏表", "a macro sheet", "macro sheets"),
];

/// `3 pictures or text boxes (w:pict)`; the name alone where it is unknown.
pub(super) fn content(name: &str, count: usize, lang: Lang) -> String {
    let local = name.split_once(':').map_or(name, |(_, local)| local);
    let known = CONTENT.iter().find(|(names, ..)| names.contains(&local));
    match (known, lang) {
        (Some((_, zh, ..)), Lang::Zh) => format!("{zh} {count} 处（{name}）"),
        (None, Lang::Zh) => format!("{name} {count} 处"),
        (Some((_, _, one, _)), Lang::En) if count == 1 => format!("{one} ({name})"),
        (Some((_, _, _, several)), Lang::En) => format!("{count} {several} ({name})"),
        (None, Lang::En) if count == 1 => name.to_owned(),
        (None, Lang::En) => format!("{name}, {count} times"),
    }
}

/// What is said of content that is not known at all.
pub(super) fn unknown(name: &str, count: usize, lang: Lang) -> String {
    worded(UNKNOWN, name, lang).unwrap_or_else(|| {
        let what = content(name, count, lang);
        match lang {
            Lang::Zh => format!("不认识的内容，未带出：{what}"),
            Lang::En => format!("unknown content left out: {what}"),
        }
    })
}

/// Formats that are unknown: what they format is there all the same.
#[rustfmt::skip] // one line a wording
const UNKNOWN: &[Wording] = &[
    ("numFmt *", "不认识的数字格式，按原数显示：*", "an unknown number format, the number is shown plain: *"),
    ("w:numFmt *", "不认识的编号格式：*", "an unknown format of numbering: *"),
];

/// What is said of what is hidden. Behind the words may stand which it is.
pub(super) fn hidden(what: &str, lang: Lang) -> String {
    worded(HIDDEN, what, lang).unwrap_or_else(|| match lang {
        Lang::Zh => format!("隐藏内容未带出：{what}"),
        Lang::En => format!("hidden, left out: {what}"),
    })
}

/// What is said of what is hidden and was read all the same.
pub(super) fn kept(what: &str, lang: Lang) -> String {
    worded(KEPT, what, lang).unwrap_or_else(|| match lang {
        Lang::Zh => format!("隐藏内容也已带出：{what}"),
        Lang::En => format!("hidden, and kept: {what}"),
    })
}

/// True for what Word hides, which is named by its elements.
pub(super) fn is_hidden_in_word(what: &str) -> bool {
    matches!(what, "w:vanish" | "sprmCFVanish" | "wp:docPr hidden")
}

/// True for text that is hidden by a merge, where there is nothing to unhide.
pub(super) fn is_under_merge(what: &str) -> bool {
    what.starts_with("cells under a merged cell")
}

#[rustfmt::skip] // one line a wording
const HIDDEN: &[Wording] = &[
    ("sheet", "隐藏的工作表未带出", "a hidden sheet was left out"),
    ("very hidden sheet", "深度隐藏的工作表未带出（Excel 的“取消隐藏”中看不到它）", "a very hidden sheet was left out (Excel does not list it under Unhide)"),
    ("rows", "隐藏的行未带出", "hidden rows were left out"),
    ("rows *", "隐藏的行未带出：*", "hidden rows were left out: *"),
    ("columns", "隐藏的列未带出", "hidden columns were left out"),
    ("columns *", "隐藏的列未带出：*", "hidden columns were left out: *"),
    ("cells under a merged cell", "合并单元格下的内容未带出", "what stands under a merged cell was left out"),
    ("cells under a merged cell *", "合并单元格下的内容未带出：*", "what stands under a merged cell was left out: *"),
];

#[rustfmt::skip] // one line a wording
const KEPT: &[Wording] = &[
    ("sheet", "隐藏的工作表也已带出", "a hidden sheet was kept"),
    ("very hidden sheet", "深度隐藏的工作表也已带出（Excel 的“取消隐藏”中看不到它）", "a very hidden sheet was kept (Excel does not list it under Unhide)"),
    ("rows *", "隐藏的行也已带出：*", "hidden rows were kept: *"),
    ("columns *", "隐藏的列也已带出：*", "hidden columns were kept: *"),
    ("w:vanish", "隐藏的文字也已带出", "hidden text was kept"),
    ("sprmCFVanish", "隐藏的文字也已带出", "hidden text was kept"),
    ("wp:docPr hidden", "隐藏的图片或文本框也已带出", "hidden pictures or text boxes were kept"),
];

/// How a file departs from its format.
pub(super) fn departure(what: &str, lang: Lang) -> String {
    worded(DEPARTURES, what, lang).unwrap_or_else(|| what.to_owned())
}

#[rustfmt::skip] // one line a wording
const DEPARTURES: &[Wording] = &[
    ("missing part: *", "缺少*", "* is missing"),
    ("the main part is not named, it was found by its name", "没有指明主要部分（缺少 _rels/.rels），按通常的名称找到", "no relationship names the main part (_rels/.rels); it was found by its usual name"),
    ("a relationship that leads nowhere: *", "所指的部分不存在：*", "a relationship leads to a part that is not there: *"),
    ("an external target without its mode: *", "外部链接没有标明是外部的：*", "an external link is not marked as one: *"),
    ("a part is stored twice, the last one counts: *", "同一部分存了两次，以后一次为准：*", ""),
    ("backslashes in the name of a part: *", "部分的名称中有反斜杠：*", ""),
    ("a slash or dot before the name of a part: *", "部分的名称前有斜杠或点：*", ""),
    ("bytes before the zip", "压缩包前面有多余的内容", "something stands before the zip container"),
    ("bytes behind the zip", "压缩包后面有多余的内容", "something stands behind the zip container"),
    ("an encoding that is not marked: *", "编码没有标记，或不是 Office 的编码：*", "an encoding without its mark, or none of Office's: *"),
    ("missing part of a sheet: *", "缺少一个工作表的内容：*", "the content of a sheet is missing: *"),
    ("hyperlink: *", "链接不在单元格上：*", "a link stands at no cell: *"),
    ("shared string: *", "文字的编号有误：*", "a text has a wrong number: *"),
    ("a sheet was renamed: * → *", "工作表改了名，认作同一个：* → *", "a sheet seems to have been renamed, and was taken for the one that the text leads to: * → *"),
    ("an arrow leads to a sheet that is not there: *", "正文中的箭头指向不存在的工作表：*", "an arrow in the text leads to a sheet that is not there: *"),
    ("empty cells with borders: *", "只有边框的空单元格太多，从这一格起未带出：*", "too many empty cells with borders: they were left out from *"),
    ("code page: *", "不认识的代码页，按西文读取：*", "an unknown code page, taken for that of Western Europe: *"),
    ("number: *", "数字单元格中不是数：*", "a cell of numbers holds no number: *"),
    ("row number: *", "行号有误：*", "a wrong row number: *"),
    ("row below the last one: *", "有超过最后一行的行", "a row below the last one"),
    ("mergeCell: *", "合并区域的地址有误：*", "a wrong address of a merged cell: *"),
    ("overlapping mergeCell: *", "合并区域重叠：*", "merged cells overlap: *"),
    ("table: *", "表格区域的地址有误：*", "a wrong address of a table: *"),
    ("overlapping table: *", "表格区域重叠，以靠前的为准：*", "tables overlap, the first one counts: *"),
    ("cell reference: *", "单元格地址有误：*", "a wrong address of a cell: *"),
    ("a cell outside of the sheet: *", "有超出工作表范围的单元格，未带出", "a cell outside of the sheet was left out"),
    ("a formula without its result, worked out: *", "合计公式没有存储结果，已重新算出：*", "a sum without its stored result was worked out: *"),
    ("a cell is stored twice, the last one counts: *", "同一单元格存了两次，以后一次为准：*", ""),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_has_words_and_its_own_name() {
        assert_eq!(
            content("w:pict", 1, Lang::En),
            "a picture or text box (w:pict)"
        );
        assert_eq!(
            content("xdr:graphicFrame", 3, Lang::En),
            "3 charts (xdr:graphicFrame)"
        );
        assert_eq!(
            content("ns0:altChunk", 1, Lang::Zh),
            "插入的其他文档 1 处（ns0:altChunk）"
        );
        assert_eq!(
            content("w:hdr/w:ftr", 1, Lang::Zh),
            "页眉或页脚的文字 1 处（w:hdr/w:ftr）"
        );
        assert_eq!(content("w:new", 2, Lang::En), "w:new, 2 times");
    }

    #[test]
    fn no_name_is_in_the_table_twice() {
        let mut names: Vec<&str> = CONTENT
            .iter()
            .flat_map(|(names, ..)| *names)
            .copied()
            .collect();
        let before = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), before);
    }

    #[test]
    fn hidden_content_may_say_which_it_is() {
        assert_eq!(hidden("rows", Lang::En), "hidden rows were left out");
        assert_eq!(hidden("rows 3, 4", Lang::Zh), "隐藏的行未带出：3, 4");
        assert_eq!(hidden("a veil", Lang::En), "hidden, left out: a veil");
        assert_eq!(kept("rows 3", Lang::Zh), "隐藏的行也已带出：3");
        assert_eq!(kept("a veil", Lang::En), "hidden, and kept: a veil");
    }
}
