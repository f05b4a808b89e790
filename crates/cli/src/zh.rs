//! The Chinese help. The English help is the doc comments of [`crate::args`].
//!
//! The key of a command is its path (`form show`), that of an argument the
//! path, a `/` and the argument's identifier (`convert/output`). Arguments of
//! the same identifier may share one text: its key then has no path.

const ABOUT: &[(&str, &str)] = &[
    (
        "",
        "在 Word、Excel 和 JSON 之间转换信息公开报告，并查看其中的内容。",
    ),
    ("convert", "转换一份或多份报告，也可以转换整个文件夹"),
    ("show", "查看读到的内容：大纲、表格和填报项"),
    ("form", "列出、查看或写出法定表样"),
    ("form list", "列出全部表样"),
    ("form blank", "写出一份空白表样，供填报"),
    ("form show", "查看一个表样：章节、表格、行、列和勾稽关系"),
    ("schema", "输出报告或表样文件的 JSON Schema"),
    ("help", "说明一个命令的用途和用法"),
];

const ARGUMENTS: &[(&str, &str)] = &[
    ("lang", "提示信息的语言：zh 或 en，默认按系统语言"),
    (
        "tracked",
        "Word 修订的读法：accepted（接受修订后，默认）、original（修订之前）或 all（两种文字都读）",
    ),
    (
        "partial",
        "文件损坏时，读出能读的部分，缺失之处会说明（限 Word 和 Excel 文件）",
    ),
    (
        "hidden",
        "隐藏的工作表、行、列和文字：drop（不带出，默认）或 keep（带出），都会说明",
    ),
    ("files", "自备的表样文件，与内置表样同等使用，可多次给出"),
    ("help", "显示帮助"),
    ("version", "显示版本"),
    (
        "convert/inputs",
        "报告或存放报告的文件夹（.docx、.docm、.doc、.wps、.xlsx、.xls、.json 等）；- 表示标准输入",
    ),
    (
        "convert/output",
        "要写出的文件或文件夹；- 表示标准输出；默认写在原文件旁边",
    ),
    (
        "convert/to",
        "要写出的格式：docx、xlsx 或 json，默认按输出文件的扩展名",
    ),
    (
        "convert/force",
        "替换已有的文件；用 --output 指明的文件不需要此项",
    ),
    ("convert/jobs", "同时转换几个文件，默认与处理器个数相同"),
    (
        "convert/formulas",
        "表样中的合计在 Excel 里写成公式：on（默认）或 off（写成数字）",
    ),
    ("convert/quiet", "只报错误，不显示提示和进度"),
    (
        "show/input",
        "报告（.docx、.docm、.doc、.wps、.xlsx、.xls、.json 等）；- 表示标准输入",
    ),
    ("form blank/id", "表样的标识，见 gongkai form list"),
    (
        "form blank/output",
        "要写出的文件（.docx、.xlsx 或 .json）；- 表示标准输出",
    ),
    (
        "form blank/to",
        "要写出的格式：docx、xlsx 或 json，默认按输出文件的扩展名",
    ),
    ("form blank/organization", "填报单位，写入标题"),
    ("form blank/year", "报告年度，写入标题"),
    ("form show/id", "表样的标识，见 gongkai form list"),
    ("help/names", "命令；不给出时说明全部命令"),
    ("schema/what", "哪一种：report（报告，默认）或 form（表样）"),
];

const AFTER: &[(&str, &str)] = &[
    (
        "",
        "\
示例：
  gongkai convert 报告.docx -o 报告.json
  gongkai convert 报告文件夹/ --to xlsx -o 表格文件夹/
  gongkai show 报告.xlsx

退出状态：0 一切正常；1 多个文件中有失败的；2 未能进行。

提示信息和 gongkai show 中，内容块、行、列从 1 数起；JSON 中从 0 数起。",
    ),
    (
        "convert",
        "\
示例：
  gongkai convert 报告.docx -o 报告.xlsx           转换一个文件
  gongkai convert 报告.docx --to json              在旁边写出 报告.json
  gongkai convert - --to json < 报告.xlsx          从标准输入到标准输出
  gongkai convert 文件夹/ --to json -o json/       转换文件夹及其子文件夹
  gongkai convert 报告.docx --to json --tracked original
                                                   按修订之前的文字
  gongkai convert 残缺.docx -o 其余.docx --partial 读出损坏的文件中能读的部分
  gongkai convert 报告.xlsx --to json --hidden keep
                                                   连同隐藏的工作表、行和列",
    ),
    (
        "show",
        "\
示例：
  gongkai show 报告.docx
  gongkai show 报告.docx --tracked all             连同全部修订
  COLUMNS=160 gongkai show 报告.xlsx | less        表格显示得更宽

内容块、行、列从 1 数起；JSON 中从 0 数起。",
    ),
    (
        "form",
        "\
示例：
  gongkai form list
  gongkai form show ogi-2021
  gongkai form blank ogi-2021 -o 空白表.xlsx",
    ),
    (
        "form blank",
        "\
示例：
  gongkai form blank ogi-2021 -o 空白表.docx
  gongkai form blank ogi-2021 -o 空白表.xlsx       合计为公式
  gongkai form blank ogi-2021 -o 档案局.docx --organization 清源县档案局 --year 2025",
    ),
    (
        "form list",
        "\
示例：
  gongkai form list
  gongkai form list --form 表样.json               连同自备的表样",
    ),
    (
        "form show",
        "\
示例：
  gongkai form show ogi-2021
  gongkai form show my-form --form 表样.json       自备的表样",
    ),
    (
        "schema",
        "\
示例：
  gongkai schema > report.schema.json
  gongkai schema form > form.schema.json",
    ),
    (
        "help",
        "\
示例：
  gongkai help
  gongkai help convert
  gongkai help form show",
    ),
];

/// What stands for values in the usage line: the same everywhere.
const VALUES: &[(&str, &str)] = &[
    ("LANG", "语言"),
    ("INPUT", "输入"),
    ("OUT", "输出"),
    ("FORMAT", "格式"),
    ("N", "个数"),
    ("FILE", "文件"),
    ("READING", "读法"),
    ("WHEN", "写法"),
    ("ID", "标识"),
    ("NAME", "名称"),
    ("YEAR", "年度"),
    ("CHOICE", "取舍"),
    ("WHAT", "种类"),
    ("COMMAND", "命令"),
];

/// What a value is called, in place of its English name.
pub(crate) fn value(english: &str) -> Option<&'static str> {
    find(VALUES, english)
}

/// What a command does.
pub(crate) fn about(path: &str) -> Option<&'static str> {
    find(ABOUT, path)
}

/// What stands below the help of a command.
pub(crate) fn after_help(path: &str) -> Option<&'static str> {
    find(AFTER, path)
}

/// What an argument of a command is for.
pub(crate) fn argument(path: &str, id: &str) -> Option<&'static str> {
    find(ARGUMENTS, &format!("{path}/{id}")).or_else(|| find(ARGUMENTS, id))
}

fn find(table: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    table
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory};

    use super::*;

    fn each(command: &Command, path: &str, visit: &mut dyn FnMut(&Command, &str)) {
        visit(command, path);
        for sub in command.get_subcommands() {
            each(
                sub,
                format!("{path} {}", sub.get_name()).trim_start(),
                visit,
            );
        }
    }

    #[test]
    fn every_command_and_argument_has_a_chinese_text_and_examples() {
        let mut missing = Vec::new();
        each(&crate::args::Cli::command(), "", &mut |command, path| {
            if about(path).is_none() {
                missing.push(path.to_owned());
            }
            if command.get_after_help().is_none() || after_help(path).is_none() {
                missing.push(format!("{path} (examples)"));
            }
            for arg in command.get_arguments() {
                if argument(path, arg.get_id().as_str()).is_none() {
                    missing.push(format!("{path}/{}", arg.get_id()));
                }
                for name in arg.get_value_names().unwrap_or_default() {
                    if arg.get_action().takes_values() && value(name).is_none() {
                        missing.push(format!("{path} <{name}>"));
                    }
                }
            }
        });
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn no_chinese_text_is_left_over() {
        let mut used = vec!["help".to_owned(), "version".to_owned()];
        each(&crate::args::Cli::command(), "", &mut |command, path| {
            used.push(path.to_owned());
            for arg in command.get_arguments() {
                used.extend([arg.get_id().to_string(), format!("{path}/{}", arg.get_id())]);
            }
        });
        for (key, _) in ABOUT.iter().chain(ARGUMENTS).chain(AFTER) {
            assert!(used.iter().any(|name| name == key), "{key}");
        }
    }
}
