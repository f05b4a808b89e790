//! Names spelled with other prefixes, which say nothing (Namespaces in XML).

use super::xml::{Tag, Token};

/// Another prefix in place of `w`.
pub(super) fn rename(tokens: Vec<Token>, prefix: &str) -> Vec<Token> {
    let new = |name: &str| match name.strip_prefix("w:") {
        Some(local) => format!("{prefix}{local}"),
        None if name == "xmlns:w" => format!("xmlns:{}", prefix.trim_end_matches(':')),
        None => name.to_owned(),
    };
    let change = |token| match token {
        Token::Start(tag) => Token::Start(Tag {
            name: new(&tag.name),
            attributes: tag
                .attributes
                .into_iter()
                .map(|(n, v)| (new(&n), v))
                .collect(),
            is_empty: tag.is_empty,
        }),
        Token::End(name) => Token::End(new(&name)),
        other => other,
    };
    tokens.into_iter().map(change).collect()
}

/// Elements without a prefix; attributes need theirs. Left alone where
/// something else has no prefix.
pub(super) fn drop_prefix(tokens: Vec<Token>) -> Vec<Token> {
    let is_bare = |token: &Token| match token {
        Token::Start(tag) => {
            !tag.name.contains(':') || tag.attributes.iter().any(|(name, _)| name == "xmlns")
        }
        _ => false,
    };
    if tokens.iter().any(is_bare) {
        return tokens;
    }
    let local = |name: String| name.strip_prefix("w:").map(str::to_owned).unwrap_or(name);
    let change = |token| match token {
        Token::Start(mut tag) => {
            let of_w = tag.attributes.iter().find(|(name, _)| name == "xmlns:w");
            let bare = of_w.map(|(_, uri)| ("xmlns".to_owned(), uri.clone()));
            tag.attributes.extend(bare);
            tag.name = local(tag.name);
            Token::Start(tag)
        }
        Token::End(name) => Token::End(local(name)),
        other => other,
    };
    tokens.into_iter().map(change).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::xml::{tokens, written};
    use super::*;

    #[test]
    fn prefixes_change_with_their_declaration() {
        let xml = tokens("<w:p xmlns:w=\"u\" w:a=\"1\"></w:p>").unwrap();
        let renamed = written(&rename(xml.clone(), "q:"));
        assert_eq!(renamed, "<q:p xmlns:q=\"u\" q:a=\"1\"></q:p>");
        let dropped = written(&drop_prefix(xml));
        assert_eq!(dropped, "<p xmlns:w=\"u\" w:a=\"1\" xmlns=\"u\"></p>");
    }
}
