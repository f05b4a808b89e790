//! Formulas in LaTeX, as the signs that they show: how a formula is laid out
//! cannot be compared, what stands in it can.

/// Commands that are signs.
const SIGNS: &[(&str, &str)] = &[
    ("pi", "π"),
    ("omega", "ω"),
    ("alpha", "α"),
    ("beta", "β"),
    ("theta", "θ"),
    ("Delta", "Δ"),
    ("sum", "∑"),
    ("prod", "∏"),
    ("int", "∫"),
    ("iint", "∬"),
    ("iiint", "∭"),
    ("oint", "∮"),
    ("oiint", "∯"),
    ("oiiint", "∰"),
    ("bigcup", "⋃"),
    ("bigwedge", "⋀"),
    ("cap", "∩"),
    ("cup", "∪"),
    ("epsilon", "ϵ"),
    ("infty", "∞"),
    ("times", "×"),
    ("cdot", "⋅"),
    ("pm", "±"),
    ("mp", "∓"),
    ("neq", "≠"),
    ("leq", "≤"),
    ("geq", "≥"),
    ("rightarrow", "→"),
    ("to", "→"),
    ("textellipsis", "…"),
    ("ldots", "…"),
    ("ll", "≪"),
    ("in", "∈"),
    ("partial", "∂"),
];

/// Commands that are words of the formula.
const WORDS: &[&str] = &["sin", "cos", "tan", "log", "ln", "lim", "exp", "max", "min"];

/// The signs of a formula in order, without its layout.
pub(super) fn signs(latex: &str) -> String {
    let mut shown = String::new();
    let mut rest = latex;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let end = rest.find(|c: char| !c.is_ascii_alphabetic());
                let (name, behind) = rest.split_at(end.unwrap_or(rest.len()));
                rest = behind;
                let sign = SIGNS.iter().find(|(command, _)| *command == name);
                match sign {
                    Some((_, sign)) => shown.push_str(sign),
                    None if WORDS.contains(&name) => shown.push_str(name),
                    // A fraction without a line states its looks first.
                    None if name == "genfrac" => {
                        rest = rest.strip_prefix("{}{}{0pt}{}").unwrap_or(rest);
                    }
                    None => {}
                }
            }
            '{' | '}' | '^' | '_' | '&' => {}
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::signs;

    #[test]
    fn layout_goes_and_signs_stay() {
        assert_eq!(signs(r"A= \pi r^{2}").replace(' ', ""), "A=πr2");
        assert_eq!(signs(r"\left(\frac{a}{b}\right)"), "(ab)");
    }
}
