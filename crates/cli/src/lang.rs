//! Which language to speak.

use std::ffi::{OsStr, OsString};

use gongkai_model::Lang;

/// The language that `--lang` names, else that of the locale, else English.
///
/// The arguments are looked through before they are parsed, because the help
/// and the messages about wrong arguments are in that language too.
pub(crate) fn choose(args: &[OsString], env: impl Fn(&str) -> Option<OsString>) -> Lang {
    typed(args).unwrap_or_else(|| of_locale(env))
}

/// The language of a name such as `zh`, in any case.
pub(crate) fn named(name: &str) -> Option<Lang> {
    match name.to_ascii_lowercase().as_str() {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

fn typed(args: &[OsString]) -> Option<Lang> {
    let mut args = args
        .iter()
        .skip(1)
        .map(|arg| arg.to_str().unwrap_or_default());
    let mut found = None;
    while let Some(arg) = args.next() {
        if arg == "--" {
            break;
        }
        let value = if arg == "--lang" {
            args.next()
        } else {
            arg.strip_prefix("--lang=")
        };
        found = value.and_then(named).or(found);
    }
    found
}

/// POSIX: of `LC_ALL`, `LC_MESSAGES` and `LANG`, the first that is not empty counts.
fn of_locale(env: impl Fn(&str) -> Option<OsString>) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(env)
        .find(|value| value.as_os_str() != OsStr::new(""));
    match locale.as_deref().and_then(OsStr::to_str) {
        Some(name) if name.to_ascii_lowercase().starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(args: &[&str], env: &[(&str, &str)]) -> Lang {
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        let lookup = |name: &str| {
            env.iter()
                .find(|(key, _)| *key == name)
                .map(|(_, v)| v.into())
        };
        choose(&args, lookup)
    }

    #[test]
    fn the_locale_decides_and_its_first_variable_that_is_set() {
        assert_eq!(chosen(&["gongkai"], &[]), Lang::En);
        assert_eq!(chosen(&["gongkai"], &[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(
            chosen(&["gongkai"], &[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]),
            Lang::En
        );
        assert_eq!(
            chosen(&["gongkai"], &[("LC_ALL", ""), ("LC_MESSAGES", "zh")]),
            Lang::Zh
        );
    }

    #[test]
    fn what_is_typed_overrides_the_locale() {
        let zh = [("LANG", "zh_CN")];
        assert_eq!(chosen(&["gongkai", "--lang", "en", "show"], &zh), Lang::En);
        assert_eq!(
            chosen(&["gongkai", "show", "x", "--lang=EN"], &zh),
            Lang::En
        );
        assert_eq!(
            chosen(&["gongkai", "show", "--", "--lang=en"], &zh),
            Lang::Zh
        );
        assert_eq!(chosen(&["gongkai", "--lang", "fr"], &zh), Lang::Zh);
    }
}
