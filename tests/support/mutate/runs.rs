//! Runs cut in two and joined: where a run ends says nothing (17.3.2.25).

use super::Dice;
use super::xml::Token;

/// The tag of a run and its properties.
type RunHead = Vec<Token>;

/// Ends a run and begins it anew, between its children and within its texts.
pub(super) fn split_runs(tokens: Vec<Token>, dice: &mut Dice) -> Vec<Token> {
    let mut changed: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut open: Vec<String> = Vec::new();
    // How the open runs began, and the open text.
    let mut heads: Vec<RunHead> = Vec::new();
    let mut text_start = None;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Start(tag) => {
                let in_run = open.last().is_some_and(|name| name == "w:r");
                let may_split = in_run && tag.name != "w:rPr";
                if let Some(head) = heads.last().filter(|_| may_split && dice.one_in(3)) {
                    changed.push(Token::End("w:r".to_owned()));
                    changed.extend_from_slice(head);
                }
                changed.push(token.clone());
                if !tag.is_empty {
                    open.push(tag.name.clone());
                    if tag.name == "w:t" {
                        text_start = Some(token);
                    }
                    if tag.name == "w:r" {
                        heads.push(head(&tokens[index..]));
                    }
                }
            }
            Token::Text(text) if open.iter().rev().take(2).eq(["w:t", "w:r"]) => {
                let cut = between_letters(text, dice);
                match (cut, heads.last()) {
                    (Some(at), Some(head)) => {
                        let (first, second) = text.split_at(at);
                        changed.push(Token::Text(first.to_owned()));
                        changed.push(Token::End("w:t".to_owned()));
                        changed.push(Token::End("w:r".to_owned()));
                        changed.extend_from_slice(head);
                        // The space at the ends of the text is as before.
                        changed.extend(text_start.cloned());
                        changed.push(Token::Text(second.to_owned()));
                    }
                    _ => changed.push(token.clone()),
                }
            }
            Token::End(name) => {
                open.pop();
                if name == "w:r" {
                    heads.pop();
                }
                changed.push(token.clone());
            }
            _ => changed.push(token.clone()),
        }
    }
    changed
}

/// The tag of a run and its properties.
fn head(run: &[Token]) -> RunHead {
    let mut head = vec![run[0].clone()];
    let Some(Token::Start(properties)) = run.get(1).filter(|t| is_start(t, "w:rPr")) else {
        return head;
    };
    if properties.is_empty {
        head.push(run[1].clone());
        return head;
    }
    let end = run
        .iter()
        .position(|t| *t == Token::End("w:rPr".to_owned()));
    head.extend_from_slice(&run[1..=end.unwrap_or(1)]);
    head
}

fn is_start(token: &Token, name: &str) -> bool {
    matches!(token, Token::Start(tag) if tag.name == name)
}

/// A place within a text with a letter on both sides, where chance wants one.
fn between_letters(text: &str, dice: &mut Dice) -> Option<usize> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    // An entity is in the way.
    if chars.len() < 2 || text.contains('&') || dice.one_in(3) {
        return None;
    }
    let at = 1 + dice.roll(chars.len() as u64 - 1) as usize;
    let letters = chars[at - 1].1.is_alphanumeric() && chars[at].1.is_alphanumeric();
    letters.then(|| chars[at].0)
}

/// Joins a run to the one before it where their properties are the same.
pub(super) fn join_runs(tokens: Vec<Token>) -> Vec<Token> {
    let mut changed: Vec<Token> = Vec::with_capacity(tokens.len());
    // The properties of the runs that are open, and of the one that ended last.
    let mut open: Vec<RunHead> = Vec::new();
    let mut ended: Option<RunHead> = None;
    let mut skip = 0;
    for (index, token) in tokens.iter().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let begins = matches!(token, Token::Start(tag) if tag.name == "w:r" && !tag.is_empty);
        if begins {
            let head = head(&tokens[index..]);
            let properties = head[1..].to_vec();
            if ended.as_ref() == Some(&properties) {
                changed.pop(); // the end of the run before
                skip = head.len() - 1;
            } else {
                changed.push(token.clone());
            }
            ended = None;
            open.push(properties);
            continue;
        }
        ended = match token {
            Token::End(name) if name == "w:r" => open.pop(),
            _ => None,
        };
        changed.push(token.clone());
    }
    changed
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::xml::{tokens, written};
    use super::*;

    #[test]
    fn runs_are_cut_within_their_text_and_keep_their_look() {
        let run = "<w:r><w:rPr><w:b/></w:rPr><w:t>&#x4e00;公开年报</w:t></w:r>";
        let cut = |seed| written(&split_runs(tokens(run).unwrap(), &mut Dice(seed)));
        let halves = "公开</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>年报";
        assert!((0..20).map(cut).any(|xml| xml.contains(halves)));
    }

    #[test]
    fn runs_of_one_look_are_joined_and_others_are_not() {
        let bold = |text: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>");
        let xml = bold("a") + &bold("b") + "<w:r><w:t>c</w:t></w:r>";
        let joined =
            "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t><w:t>b</w:t></w:r><w:r><w:t>c</w:t></w:r>";
        assert_eq!(written(&join_runs(tokens(&xml).unwrap())), joined);
    }
}
