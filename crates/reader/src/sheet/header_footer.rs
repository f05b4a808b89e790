//! Text in page headers and footers (18.3.1.46): what is text, and what is codes.

/// True where something is left besides codes and what frames page numbers.
pub(crate) fn has_text(text: &str) -> bool {
    let text = text.to_ascii_lowercase().replace("page", "");
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '&' {
            if c.is_alphanumeric() && !"第页共of".contains(c) {
                return true;
            }
            continue;
        }
        match rest.next() {
            Some('"') => while rest.next().is_some_and(|c| c != '"') {},
            Some('k') => {
                for _ in 0..6 {
                    rest.next_if(char::is_ascii_hexdigit);
                }
            }
            Some('g') => return true, // a picture
            Some('0'..='9') => while rest.next_if(char::is_ascii_digit).is_some() {},
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_no_text() {
        for text in [
            "",
            "&C&P",
            "&C&\"宋体,常规\"&14— &P —",
            "&L第 &P 页，共 &N 页",
            "&R&D &T",
            "&KFF0000&A",
            "&CPage &P of &N",
        ] {
            assert!(!has_text(text), "{text}");
        }
        for text in ["&C内部资料", "&L&\"宋体\"&9表1", "&G"] {
            assert!(has_text(text), "{text}");
        }
    }
}
