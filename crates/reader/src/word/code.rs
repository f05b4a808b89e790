//! The codes of fields in pieces: a name, arguments and switches (17.16.2).

use std::borrow::Cow;

/// A piece of a code.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'c> {
    /// A word, or what stands in quotes, without them. A backslash before a
    /// backslash or a quote says that this is the character itself (17.16.1).
    Argument(Cow<'c, str>),
    /// The letters, or else the sign, behind a backslash.
    Switch(&'c str),
}

/// The code of a field from some place on, piece by piece.
#[derive(Debug, Clone)]
pub(crate) struct Code<'c> {
    rest: &'c str,
}

impl<'c> Code<'c> {
    /// The code of a field from behind its name on, which goes before it; the
    /// name ends at the first space, switch or quote.
    pub(crate) fn of(code: &'c str) -> (&'c str, Code<'c>) {
        let code = code.trim();
        let end = code.find(|c: char| c.is_whitespace() || matches!(c, '\\' | '"'));
        let (name, rest) = code.split_at(end.unwrap_or(code.len()));
        (name, Code { rest })
    }

    /// What was not taken yet, as it is written, without space at its ends.
    pub(crate) fn rest(&self) -> &'c str {
        self.rest.trim()
    }

    /// The next piece, where it is an argument; a switch is not taken.
    pub(crate) fn argument(&mut self) -> Option<Cow<'c, str>> {
        let mut ahead = self.clone();
        match ahead.next()? {
            Piece::Argument(argument) => {
                *self = ahead;
                Some(argument)
            }
            Piece::Switch(_) => None,
        }
    }

    /// Takes the text up to the first character that ends it.
    fn take(&mut self, ends: impl Fn(char) -> bool) -> &'c str {
        let (taken, rest) = self.rest.split_at(end(self.rest, ends));
        self.rest = rest;
        taken
    }
}

impl<'c> Iterator for Code<'c> {
    type Item = Piece<'c>;

    fn next(&mut self) -> Option<Piece<'c>> {
        self.rest = self.rest.trim_start();
        if let Some(rest) = self.rest.strip_prefix('"') {
            self.rest = rest;
            let quoted = self.take(|c| c == '"');
            // A quote that is missing at the end is thought there.
            self.rest = self.rest.strip_prefix('"').unwrap_or_default();
            return Some(Piece::Argument(itself(quoted)));
        }
        if let Some(rest) = self.rest.strip_prefix('\\')
            && !rest.starts_with(is_marked)
        {
            let sign = rest.chars().next().map_or(0, char::len_utf8);
            let letters = rest.find(|c: char| !c.is_ascii_alphabetic());
            let (switch, rest) = rest.split_at(letters.unwrap_or(rest.len()).max(sign));
            self.rest = rest;
            return Some(Piece::Switch(switch));
        }
        let word = self.take(|c| c.is_whitespace() || c == '"');
        (!word.is_empty()).then(|| Piece::Argument(itself(word)))
    }
}

/// True for what a backslash stands before to say that it is the character itself.
fn is_marked(c: char) -> bool {
    matches!(c, '\\' | '"')
}

/// Where the first character stands that ends a text, and has no backslash before it.
fn end(text: &str, ends: impl Fn(char) -> bool) -> usize {
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if c == '\\' {
            characters.next_if(|(_, next)| is_marked(*next));
        } else if ends(c) {
            return at;
        }
    }
    text.len()
}

/// A text without the backslashes that only say what the next character is.
fn itself(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let marked = characters.next_if(|next| c == '\\' && is_marked(*next));
        kept.push(marked.unwrap_or(c));
    }
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(code: &str) -> String {
        let (name, code) = Code::of(code);
        let pieces = code.map(|piece| match piece {
            Piece::Argument(argument) => format!(" <{argument}>"),
            Piece::Switch(switch) => format!(" -{switch}"),
        });
        name.to_owned() + &pieces.collect::<String>()
    }

    #[test]
    fn codes_are_a_name_arguments_and_switches() {
        for (code, expected) in [
            ("", ""),
            (" PAGE ", "PAGE"),
            (r#"HYPERLINK "a b" \l "c""#, "HYPERLINK <a b> -l <c>"),
            (r#"HYPERLINK"a"\l"b"#, "HYPERLINK <a> -l <b>"),
            (r#"X "D:\\公开\\a \"b\" c""#, r#"X <D:\公开\a "b" c>"#),
            (
                r"X \\\\host\\a D:\b \* MERGEFORMAT \",
                r"X <\\host\a> <D:\b> -* <MERGEFORMAT> -",
            ),
            (r"EQ\o\ac(○,3)", "EQ -o -ac <(○,3)>"),
            (r#"X "" \中"#, "X <> -中"),
        ] {
            assert_eq!(pieces(code), expected, "{code}");
        }
    }

    #[test]
    fn an_argument_is_asked_for_where_a_switch_may_stand() {
        let (_, mut code) = Code::of(r"X a \l b");
        assert_eq!(code.argument().as_deref(), Some("a"));
        assert_eq!(code.argument(), None);
        assert_eq!(code.rest(), r"\l b");
    }
}
