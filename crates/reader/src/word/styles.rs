//! What the names of styles mean.

/// The name of the character style in which gongkai writes labels.
pub(crate) const LABEL_STYLE: &str = "Paragraph Label";

/// The level of a heading by the name of its style, 0 for the title. Built-in
/// styles have English names in the file whatever the language of the program;
/// some producers write the localised ones all the same.
pub(crate) fn level_of_name(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    if name == "title" || name == "标题" {
        return Some(0);
    }
    let number = name
        .strip_prefix("heading")
        .or_else(|| name.strip_prefix("标题"))?;
    number
        .trim()
        .parse()
        .ok()
        .filter(|level| (1..=9).contains(level))
}

/// True for the styles of links, whose look says nothing that the link does not.
pub(crate) fn is_link_style(name: &str) -> bool {
    matches!(
        name.to_lowercase().as_str(),
        "hyperlink" | "followedhyperlink" | "超链接"
    )
}
