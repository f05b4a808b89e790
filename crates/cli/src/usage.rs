//! From the command line to [`Cli`]: the help in either language, and what to
//! say of a call that cannot be understood.

mod align;

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};
use gongkai_model::Lang;

use crate::args::Cli;
use crate::zh;

/// Why there is nothing to run.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Help or version, which was asked for.
    Help(String),
    /// Help, because nothing was asked for.
    HelpInstead(String),
    /// The call cannot be understood.
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: String,
    },
}

/// Parses the command line.
pub(crate) fn parse(args: Vec<OsString>, lang: Lang) -> Result<Cli, Stop> {
    let typed = typed_command(&args);
    let cli = command(lang)
        .try_get_matches_from(args)
        .and_then(|matches| Cli::from_arg_matches(&matches))
        .map_err(|error| stop(&error, &typed, lang))?;
    match cli.command {
        // `gongkai help form show` is `gongkai form show --help`.
        crate::args::Command::Help(help) => {
            let mut args = vec![OsString::from("gongkai")];
            args.extend(help.names.into_iter().map(OsString::from));
            args.push("--help".into());
            parse(args, lang)
        }
        _ => Ok(cli),
    }
}

/// The command that was typed, as far as there is such a one: `gongkai convert`.
fn typed_command(args: &[OsString]) -> String {
    let mut typed = vec!["gongkai"];
    let root = Cli::command();
    let mut command = &root;
    for arg in args.iter().skip(1).filter_map(|arg| arg.to_str()) {
        if let Some(found) = command.find_subcommand(arg) {
            command = found;
            typed.push(found.get_name());
        }
    }
    typed.join(" ")
}

/// The command with its help in a language.
fn command(lang: Lang) -> Command {
    match lang {
        Lang::En => Cli::command(),
        Lang::Zh => in_chinese(Cli::command(), ""),
    }
}

const CHINESE_TEMPLATE: &str = "\
{about-with-newline}
用法：{usage}

{all-args}{after-help}";

fn in_chinese(command: Command, path: &str) -> Command {
    let mut command = command
        .disable_help_flag(true)
        .help_template(CHINESE_TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name(zh::value("COMMAND").unwrap_or("COMMAND"))
        .mut_args(|arg| argument_in_chinese(arg, path))
        .arg(flag("help", 'h', ArgAction::Help, path));
    if let Some(about) = zh::about(path) {
        command = command.about(about);
    }
    if let Some(text) = zh::after_help(path) {
        command = command.after_help(text);
    }
    if path.is_empty() {
        let version = flag("version", 'V', ArgAction::Version, path);
        command = command.disable_version_flag(true).arg(version);
    }
    let names: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    names.iter().fold(command, |command, name| {
        let path = format!("{path} {name}");
        command.mut_subcommand(name, |sub| in_chinese(sub, path.trim_start()))
    })
}

fn argument_in_chinese(arg: Arg, path: &str) -> Arg {
    let heading = if arg.is_positional() {
        "参数"
    } else {
        "选项"
    };
    let help = zh::argument(path, arg.get_id().as_str()).unwrap_or_default();
    let arg = arg.help(help).help_heading(heading);
    // What clap would say of values in English, the Chinese text says itself.
    // (Before clap builds it, `--help` still has the action of an option.)
    let flag = matches!(arg.get_id().as_str(), "help" | "version");
    let takes_value = !flag && arg.get_action().takes_values();
    if !takes_value {
        return arg;
    }
    let english = arg.get_value_names().and_then(|names| names.first());
    let name = english.and_then(|name| zh::value(name));
    let arg = arg.hide_possible_values(true).hide_default_value(true);
    match name {
        Some(name) => arg.value_name(name),
        None => arg,
    }
}

fn flag(name: &'static str, short: char, action: ArgAction, path: &str) -> Arg {
    argument_in_chinese(Arg::new(name).long(name).short(short).action(action), path)
}

fn stop(error: &clap::Error, typed: &str, lang: Lang) -> Stop {
    let help = || match (error.render().to_string(), lang) {
        (help, Lang::Zh) => align::in_chinese(&help),
        (help, Lang::En) => help,
    };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Stop::Help(help()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Stop::HelpInstead(help()),
        _ => Stop::Usage {
            message: message(error, lang),
            hint: hint(error, typed, lang),
        },
    }
}

fn message(error: &clap::Error, lang: Lang) -> String {
    let arg = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let valid = listed(error, ContextKind::ValidValue, lang);
    let (zh, en) = match error.kind() {
        ErrorKind::UnknownArgument if arg.starts_with('-') => (
            format!("没有 {arg} 这个选项"),
            format!("there is no option {arg}"),
        ),
        ErrorKind::UnknownArgument => (
            format!("多出了“{arg}”"),
            format!("{arg:?} is one argument too many"),
        ),
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand);
            (
                format!("没有 {name} 这个命令"),
                format!("there is no command {name}"),
            )
        }
        ErrorKind::MissingRequiredArgument => (format!("缺少 {arg}"), format!("{arg} is missing")),
        ErrorKind::MissingSubcommand => {
            ("没有给出命令".to_owned(), "no command is given".to_owned())
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            (format!("{arg} 后面缺少值"), format!("{arg} needs a value"))
        }
        ErrorKind::InvalidValue => (
            format!("{arg} 不能是“{value}”，应为{valid}"),
            format!("{arg} cannot be {value:?}; it is {valid}"),
        ),
        ErrorKind::ValueValidation => (
            format!("{arg} 不能是“{value}”"),
            format!("{arg} cannot be {value:?}"),
        ),
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg);
            if other.is_empty() || other == arg {
                (
                    format!("{arg} 只能给出一次"),
                    format!("{arg} can be given only once"),
                )
            } else {
                (
                    format!("{arg} 不能与 {other} 同用"),
                    format!("{arg} cannot be used with {other}"),
                )
            }
        }
        ErrorKind::TooManyValues => (
            format!("{arg} 不需要值“{value}”"),
            format!("{arg} takes no value such as {value:?}"),
        ),
        ErrorKind::InvalidUtf8 => (
            "参数不是 UTF-8 文字".to_owned(),
            "an argument is not UTF-8 text".to_owned(),
        ),
        _ => ("命令行有误".to_owned(), first_line(error)),
    };
    lang.pick(&zh, &en).to_owned()
}

/// What clap itself says, without its prefix.
fn first_line(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let line = text.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

fn hint(error: &clap::Error, typed: &str, lang: Lang) -> String {
    let suggested = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(|kind| context(error, kind))
    .find(|suggested| !suggested.is_empty());
    match suggested {
        Some(name) => {
            lang.pick("是不是要写", "did you mean").to_owned() + " " + &name + lang.pick("？", "?")
        }
        None => match lang {
            Lang::Zh => format!("用法见 {typed} --help"),
            Lang::En => format!("`{typed} --help` says how it is called"),
        },
    }
}

/// Several things that clap knows about an error, as a choice.
fn listed(error: &clap::Error, kind: ContextKind, lang: Lang) -> String {
    let Some(ContextValue::Strings(all)) = error.get(kind) else {
        return context(error, kind);
    };
    match (all.split_last(), lang) {
        (None, _) => String::new(),
        (Some((only, [])), Lang::Zh) => format!(" {only}"),
        (Some((only, [])), Lang::En) => only.clone(),
        (Some((last, first)), Lang::Zh) => format!(" {} 或 {last}", first.join("、")),
        (Some((last, first)), Lang::En) => format!("{} or {last}", first.join(", ")),
    }
}

/// What clap knows about an error, as text; several things with commas.
fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str, lang: Lang) -> Result<Cli, Stop> {
        parse(line.split(' ').map(OsString::from).collect(), lang)
    }

    fn said(line: &str, lang: Lang) -> String {
        match parsed(line, lang) {
            Err(Stop::Usage { message, hint }) => format!("{message} | {hint}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_command_is_well_formed_in_both_languages() {
        command(Lang::En).debug_assert();
        command(Lang::Zh).debug_assert();
    }

    #[test]
    fn a_wrong_call_is_named_in_both_languages() {
        assert_eq!(
            said("gongkai convert a.docx --too json", Lang::Zh),
            "没有 --too 这个选项 | 是不是要写 --to？"
        );
        assert_eq!(
            said("gongkai konvert", Lang::En),
            "there is no command konvert | did you mean convert?"
        );
        assert_eq!(
            said("gongkai show", Lang::Zh),
            "缺少 <输入> | 用法见 gongkai show --help"
        );
        assert_eq!(
            said("gongkai form show a extra", Lang::En),
            "\"extra\" is one argument too many | `gongkai form show --help` says how it is called"
        );
        assert!(said("gongkai convert a --to", Lang::Zh).starts_with("--to <格式> 后面缺少值 | "));
        assert!(said("gongkai schema foo", Lang::Zh).contains("应为 report 或 form | "));
        assert!(
            said("gongkai convert a --to pdf", Lang::En)
                .starts_with("--to <FORMAT> cannot be \"pdf\"; it is docx, xlsx or json | ")
        );
        assert!(said("gongkai convert a -j 0", Lang::Zh).starts_with("--jobs <个数> 不能是“0” | "));
        assert!(
            said("gongkai convert a -o b -o c", Lang::En)
                .starts_with("--output <OUT> can be given only once | ")
        );
    }

    #[test]
    fn the_command_help_is_the_option() {
        for lang in [Lang::Zh, Lang::En] {
            for (command, option) in [
                ("gongkai help", "gongkai --help"),
                ("gongkai help convert", "gongkai convert --help"),
                ("gongkai help form show", "gongkai form show --help"),
            ] {
                let (Err(Stop::Help(a)), Err(Stop::Help(b))) =
                    (parsed(command, lang), parsed(option, lang))
                else {
                    panic!("{command}")
                };
                assert_eq!(a, b);
            }
        }
        assert_eq!(
            said("gongkai help konvert", Lang::En),
            "there is no command konvert | did you mean convert?"
        );
    }

    #[test]
    fn chinese_help_names_values_in_chinese() {
        let Err(Stop::Help(help)) = parsed("gongkai convert --help", Lang::Zh) else {
            panic!("no help")
        };
        assert!(
            help.contains("用法：gongkai convert [选项] <输入>..."),
            "{help}"
        );
        assert!(help.contains("--output <输出>  "), "{help}");
    }

    #[test]
    fn the_help_is_in_the_language() {
        for (lang, words) in [
            (Lang::Zh, ["用法：", "选项", "示例："]),
            (Lang::En, ["Usage:", "Options", "Examples:"]),
        ] {
            for line in [
                "gongkai --help",
                "gongkai convert --help",
                "gongkai show -h",
            ] {
                let Err(Stop::Help(text)) = parsed(line, lang) else {
                    panic!("{line}")
                };
                assert!(
                    words.iter().all(|word| text.contains(word)),
                    "{line}: {text}"
                );
            }
        }
        assert!(matches!(
            parsed("gongkai --version", Lang::Zh),
            Err(Stop::Help(_))
        ));
        assert!(matches!(
            parsed("gongkai", Lang::Zh),
            Err(Stop::HelpInstead(_))
        ));
    }
}
