//! What a format cannot carry.

use crate::Lang;

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
    /// Formatting, tables and pictures within a note or comment.
    NoteFormatting,
    /// Where in a text a note, comment or picture stands: a cell of a workbook
    /// has it as a whole.
    NotePosition,
    /// A picture.
    Image,
    /// A description of a picture that is longer than the format allows, or that
    /// the picture has no size of its own.
    ImageDetail,
    /// A header or footer.
    HeaderOrFooter,
    /// Who changed a text, and when; the text itself is kept.
    Revision,
    /// What the file says of itself.
    Properties,
}

impl Lost {
    pub(super) fn message(self, lang: Lang) -> &'static str {
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
            Lost::NoteFormatting => (
                "脚注、尾注或批注里的格式、表格和图片",
                "formatting, tables and pictures within a note or comment",
            ),
            Lost::NotePosition => (
                "脚注、批注或图片在文字中的位置",
                "where in the text a note, comment or picture stands",
            ),
            Lost::ImageDetail => (
                "图片过长的说明，或图片没有指定大小",
                "a description of a picture this long, or that it has no size of its own",
            ),
            Lost::Image => ("图片", "a picture"),
            Lost::HeaderOrFooter => ("页眉或页脚", "a header or footer"),
            Lost::Revision => ("修订的作者和时间", "who changed a text, and when"),
            Lost::Properties => ("文件属性", "the properties of the file"),
        };
        lang.pick(zh, en)
    }
}
