//! The wording of errors in Chinese and English.

use gongkai_model::{Format, Lang};

use super::ErrorKind;
use super::cause::{cause, open_hint, save_hint};

/// A message and a hint, for people.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Text {
    /// What is wrong.
    pub(crate) message: String,
    /// What to do.
    pub(crate) hint: String,
}

/// Both languages of a sentence.
type Both = (String, String);

impl ErrorKind {
    /// What is wrong, and what to do.
    pub(super) fn text(&self, lang: Lang) -> Text {
        let pick = |(zh, en): Both| match lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        match self {
            ErrorKind::Read(error) => Text {
                message: error.message(lang),
                hint: error.hint(lang).to_owned(),
            },
            ErrorKind::Write(error) => Text {
                message: error.message(lang),
                hint: error.hint(lang).to_owned(),
            },
            ErrorKind::FormBroken(error) => Text {
                message: error.message(lang),
                hint: pick(self.hint()),
            },
            _ => Text {
                message: pick(self.message()),
                hint: pick(self.hint()),
            },
        }
    }

    fn message(&self) -> Both {
        match self {
            // These speak for themselves, see `text`.
            ErrorKind::Read(_) | ErrorKind::Write(_) | ErrorKind::FormBroken(_) => both("", ""),
            ErrorKind::Open(error) => (
                format!("无法读取：{}", cause(error, Lang::Zh)),
                format!("cannot be read: {}", cause(error, Lang::En)),
            ),
            ErrorKind::Save(error) => (
                format!("无法写入：{}", cause(error, Lang::Zh)),
                format!("cannot be written: {}", cause(error, Lang::En)),
            ),
            ErrorKind::InputIsFolder => {
                both("这是文件夹，不是报告", "this is a folder, not a report")
            }
            ErrorKind::InputTooLarge { limit } => (
                format!("超过 {} MiB，太大", limit >> 20),
                format!("larger than {} MiB", limit >> 20),
            ),
            ErrorKind::OutputIsFile => both(
                "这是文件，这里需要文件夹",
                "this is a file, and a folder is needed",
            ),
            ErrorKind::OutputIsFolder => both(
                "这是文件夹，这里需要文件",
                "this is a folder, and a file is needed",
            ),
            ErrorKind::OutputNamedAsFile => both(
                "这里需要文件夹，这却是文件的名称",
                "a folder is needed, and this is the name of a file",
            ),
            ErrorKind::ForeignExtension => both(
                "不能写出这种扩展名的文件",
                "files with this extension are not written",
            ),
            ErrorKind::FormIsFolder => both(
                "这是文件夹，不是表样文件",
                "this is a folder, not a form file",
            ),
            ErrorKind::FormTooLarge => both(
                "表样中有一张表过大，无法写出",
                "a table of the form is larger than a table may be",
            ),
            ErrorKind::OutputExists => both(
                "文件已经存在，没有改动",
                "the file exists and was left alone",
            ),
            ErrorKind::OutputIsInput => {
                both("输出会覆盖输入的文件", "the output would replace an input")
            }
            ErrorKind::OutputShared { with } => (
                format!("与 {with} 的输出文件相同"),
                format!("its output would be that of {with}"),
            ),
            ErrorKind::UnknownFormat => both(
                "从扩展名看不出要写出的格式",
                "the extension does not tell the format to write",
            ),
            ErrorKind::NoFormat => both("没有说明要写出的格式", "the format to write is not given"),
            ErrorKind::FormatsDisagree { to } => (
                format!("扩展名与 --to {to} 不一致"),
                format!("the extension contradicts --to {to}"),
            ),
            ErrorKind::Terminal { format } => (
                format!("{format} 不是文字，不能显示在终端上"),
                format!("{format} is not text and is not written to a terminal"),
            ),
            ErrorKind::StdinIntoFolder => both(
                "标准输入没有文件名，无法在文件夹中命名",
                "standard input has no name to be filed under in a folder",
            ),
            ErrorKind::StdinAmongOthers => both(
                "标准输入（-）不能与其他输入同用",
                "standard input (-) cannot be one of several inputs",
            ),
            ErrorKind::StdoutForSeveral => both(
                "多个文件不能写到标准输出",
                "several files cannot be written to standard output",
            ),
            ErrorKind::NothingToConvert { .. } => {
                both("没有要转换的文件", "there is nothing to convert")
            }
            ErrorKind::UnknownForm { .. } => both("没有这个表样", "there is no form of this name"),
            ErrorKind::Fault { what } => (
                format!("程序内部出错：{what}"),
                format!("the program failed: {what}"),
            ),
        }
    }

    fn hint(&self) -> Both {
        match self {
            ErrorKind::Read(_) | ErrorKind::Write(_) => both("", ""),
            ErrorKind::Open(error) => owned(open_hint(error)),
            ErrorKind::Save(error) => owned(save_hint(error)),
            ErrorKind::InputIsFolder => both("请给出其中的一个文件", "name one of the files in it"),
            ErrorKind::InputTooLarge { .. } => both(
                "报告不会这样大，请检查是不是给错了文件",
                "no report is this large: check whether it is the right file",
            ),
            ErrorKind::OutputIsFile => both("请用 -o 给出文件夹", "name a folder with -o"),
            ErrorKind::OutputIsFolder => both("请用 -o 给出文件名", "name a file with -o"),
            ErrorKind::FormTooLarge => {
                both("请减少表样中的行或列", "have fewer rows or columns in it")
            }
            ErrorKind::OutputNamedAsFile => both(
                "请用 -o 给出文件夹；确实要叫这个名称，请在末尾加 /",
                "name a folder with -o; add / if it is to be called so",
            ),
            ErrorKind::ForeignExtension => (
                format!("请改用 {} 扩展名", extensions("、", " 或 ")),
                format!("name the output {}", extensions(", ", " or ")),
            ),
            ErrorKind::FormIsFolder => both("请给出其中的一个文件", "name one of the files in it"),
            ErrorKind::OutputExists => both("要替换它，请加 --force", "add --force to replace it"),
            ErrorKind::OutputIsInput => {
                both("请用 -o 换一个输出位置", "choose another output with -o")
            }
            ErrorKind::OutputShared { .. } => both("请分开转换", "convert it by itself"),
            ErrorKind::UnknownFormat => (
                format!("请改用 {} 扩展名，或加 --to", extensions("、", " 或 ")),
                format!("name the output {}, or add --to", extensions(", ", " or ")),
            ),
            ErrorKind::NoFormat => (
                format!("请加 --to {}", formats("、", " 或 ")),
                format!("add --to {}", formats(", ", " or ")),
            ),
            ErrorKind::FormatsDisagree { .. } => both(
                "请去掉 --to，或改用相符的扩展名",
                "leave out --to, or name the output to match",
            ),
            ErrorKind::Terminal { .. } => both(
                "请用 -o 给出文件，或用 > 转到文件",
                "name a file with -o, or redirect the output",
            ),
            ErrorKind::StdinIntoFolder => both("请用 -o 给出文件", "name a file with -o"),
            ErrorKind::StdinAmongOthers => both("请单独转换标准输入", "convert it by itself"),
            ErrorKind::StdoutForSeveral => both("请用 -o 给出文件夹", "name a folder with -o"),
            ErrorKind::NothingToConvert { to } => nothing_hint(*to),
            ErrorKind::UnknownForm { known } => (
                format!("现有：{}", known.join("、")),
                format!("there are: {}", known.join(", ")),
            ),
            ErrorKind::FormBroken(_) => both(
                "请对照 gongkai schema form 改正",
                "correct it; `gongkai schema form` prints what is expected",
            ),
            ErrorKind::Fault { .. } => {
                both("请连同文件报告给我们", "please report it with the file")
            }
        }
    }
}

fn nothing_hint(to: Format) -> Both {
    (
        format!(
            "文件夹中要有报告（.docx .doc .xlsx .xls .json 等）；已是 {to} 的文件，用 -o 给出另一个文件夹时才会转换"
        ),
        format!(
            "a folder with reports is needed (.docx .doc .xlsx .xls .json and kin); those already in {to} are converted only into another folder (-o)"
        ),
    )
}

fn formats(comma: &str, or: &str) -> String {
    choice(
        Format::ALL.map(|format| format.extension().to_owned()),
        comma,
        or,
    )
}

fn extensions(comma: &str, or: &str) -> String {
    choice(Format::ALL.map(|format| format!(".{format}")), comma, or)
}

fn choice<const N: usize>(names: [String; N], comma: &str, or: &str) -> String {
    match names.split_last() {
        Some((last, first)) => format!("{}{or}{last}", first.join(comma)),
        None => String::new(),
    }
}

fn both(zh: &str, en: &str) -> Both {
    (zh.to_owned(), en.to_owned())
}

fn owned((zh, en): (&str, &str)) -> Both {
    both(zh, en)
}
