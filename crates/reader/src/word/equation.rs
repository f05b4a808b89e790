//! `EQ` fields (17.16.5.18), as far as they are letters: the Chinese and
//! Japanese versions of Word put phonetic guides (拼音指南) and enclosed
//! characters (带圈字符) into them, and the text is in the code.

use super::code::Code;
use super::count::{Language, number};

/// The text of an overstruck formula: `\o\ad(\s\up 9(zhōng),中)` shows 中 with
/// its sound above, `\o\ac(○,3)` a 3 in a circle. Nothing where the code is
/// another formula.
pub(crate) fn text(code: &str) -> Option<String> {
    let arguments = arguments(after_overstrike(code)?)?;
    // What is raised or lowered (`\s`) is the guide, not the text.
    let (guides, letters): (Vec<&str>, Vec<&str>) = arguments
        .into_iter()
        .partition(|argument| argument.starts_with("\\s"));
    match letters.as_slice() {
        [shape, content] if guides.is_empty() && "○◯〇□△◇".contains(*shape) => {
            Some(enclosed(shape, content))
        }
        [letters] => Some((*letters).to_owned()),
        _ => None,
    }
}

/// What stands behind the name of an `EQ` field; its switches have arguments
/// in brackets, as no other field has.
fn switches(code: &str) -> Option<&str> {
    let (name, code) = Code::of(code);
    name.eq_ignore_ascii_case("eq").then(|| code.rest())
}

/// What stands behind the `\o` of an `EQ` field.
fn after_overstrike(code: &str) -> Option<&str> {
    let rest = switches(code)?;
    let switches = rest.match_indices('\\').map(|(at, _)| &rest[at + 1..]);
    let mut overstrikes = switches.filter_map(|switch| switch.strip_prefix(['o', 'O']));
    overstrikes.find(|rest| rest.trim_start().starts_with(['\\', '(']))
}

/// The arguments in the first brackets, at commas or semicolons.
fn arguments(code: &str) -> Option<Vec<&str>> {
    let inside = &code[code.find('(')? + 1..];
    let (mut depth, mut start) = (0, 0);
    let mut arguments = Vec::new();
    for (at, c) in inside.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' => {
                arguments.push(inside[start..at].trim());
                return Some(arguments);
            }
            ',' | ';' if depth == 0 => {
                arguments.push(inside[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    None
}

/// A character in a shape, where there is such a character; else what is in it.
fn enclosed(shape: &str, content: &str) -> String {
    let value = content
        .parse()
        .ok()
        .filter(|_| shape != "□" && shape != "△");
    let circled =
        value.and_then(|value| number(value, "decimalEnclosedCircle", Language::default()));
    circled.unwrap_or_else(|| content.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_guides_and_shapes_are_text() {
        for (code, expected) in [
            (
                r#"EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(zhōng),中)"#,
                Some("中"),
            ),
            (r"eq \o\ac(○,3)", Some("③")),
            (r"eq \o\ac(○,甲)", Some("甲")),
            (r" EQ \o \ac (□,3) ", Some("3")),
            (r"EQ \o\al(\s\up 5(上),\s\do 5(下))", None),
            (r"EQ \f(1,2)", None),
            (r"EQ \o\ac(○,3", None),
            (r"HYPERLINK \o", None),
            ("eq", None),
            ("中", None),
        ] {
            assert_eq!(text(code).as_deref(), expected, "{code}");
        }
    }
}
