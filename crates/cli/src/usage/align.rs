//! The Chinese help, as clap cannot print it.

use crate::terminal::width;

/// The help with Chinese words for clap's own, and its columns aligned: clap counts
/// a Han character as one column.
pub(super) fn in_chinese(help: &str) -> String {
    let help = help.replace("[OPTIONS]", "[选项]");
    let lines: Vec<(&str, &str)> = help.lines().map(columns).collect();
    let surplus = |left: &str| width::width(left).saturating_sub(left.chars().count());
    let most = lines
        .iter()
        .filter(|(_, right)| !right.is_empty())
        .map(|(left, _)| surplus(left))
        .max()
        .unwrap_or(0);
    let line = |(left, right): &(&str, &str)| match right.is_empty() {
        true => match left.strip_suffix(':').filter(|left| !left.starts_with(' ')) {
            Some(heading) => format!("{heading}：\n"),
            None => format!("{left}\n"),
        },
        false => format!("{left}{}{right}\n", " ".repeat(most - surplus(left))),
    };
    lines.iter().map(line).collect()
}

/// The columns of a line of help: an argument with the space behind it, and what
/// it is for. Any other line is all in the first.
fn columns(line: &str) -> (&str, &str) {
    let is_entry = line.starts_with("  ") && !line.trim_start().starts_with("gongkai ");
    let indent = line.len() - line.trim_start().len();
    match line[indent..].find("  ").filter(|_| is_entry) {
        Some(at) => {
            let gap = indent + at;
            line.split_at(gap + line[gap..].len() - line[gap..].trim_start().len())
        }
        None => (line, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_is_aligned() {
        let help = "用法：gongkai [OPTIONS]\n\n选项:\n      --to <格式>  格式\n  -f, --force      替换\n\n  gongkai a -o b      例\n";
        let expected = "用法：gongkai [选项]\n\n选项：\n      --to <格式>  格式\n  -f, --force        替换\n\n  gongkai a -o b      例\n";
        assert_eq!(in_chinese(help), expected);
    }
}
