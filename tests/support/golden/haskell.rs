//! Values in Haskell notation, as far as pandoc's native format uses it:
//! constructors, records, strings with escapes, numbers, lists and tuples.

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Term {
    /// A constructor and what it is applied to.
    Make(String, Vec<Term>),
    /// A string.
    Text(String),
    /// A number, as it is written.
    Number(String),
    /// A list.
    List(Vec<Term>),
    /// A tuple; one value in brackets is that value.
    Tuple(Vec<Term>),
}

impl Term {
    /// The name and the arguments of a constructor.
    pub(super) fn make(&self) -> (&str, &[Term]) {
        match self {
            Term::Make(name, arguments) => (name, arguments),
            _ => ("", &[]),
        }
    }

    /// What a list or tuple holds.
    pub(super) fn items(&self) -> &[Term] {
        match self {
            Term::List(items) | Term::Tuple(items) => items,
            _ => &[],
        }
    }

    /// The string.
    pub(super) fn text(&self) -> &str {
        match self {
            Term::Text(text) => text,
            _ => "",
        }
    }

    /// The number, where it is whole and not negative.
    pub(super) fn number(&self) -> Option<u64> {
        match self {
            Term::Number(number) => number.parse().ok(),
            Term::Make(_, arguments) => arguments.first()?.number(),
            _ => None,
        }
    }
}

/// Reads one value.
///
/// # Errors
/// Where the notation is not understood, with what stands there.
pub(super) fn parse(source: &str) -> Result<Term, String> {
    let mut parser = Parser { rest: source };
    let term = parser.application()?;
    parser.space();
    if parser.rest.is_empty() {
        Ok(term)
    } else {
        Err(parser.stuck())
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn peek(&mut self) -> Option<char> {
        self.space();
        self.rest.chars().next()
    }

    fn accept(&mut self, sign: char) -> bool {
        self.space();
        match self.rest.strip_prefix(sign) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn stuck(&self) -> String {
        let shown: String = self.rest.chars().take(40).collect();
        format!("not understood: {shown:?}")
    }

    /// A constructor with its arguments, or any other value.
    fn application(&mut self) -> Result<Term, String> {
        if !self.peek().is_some_and(char::is_alphabetic) {
            return self.atom();
        }
        let name = self.name();
        let mut arguments = Vec::new();
        while let Some(c) = self.peek() {
            if c == '{' {
                arguments.push(self.record()?);
            } else if c.is_alphabetic() {
                // `Meta { … }` is one argument.
                let name = self.name();
                let is_record = self.peek() == Some('{');
                let fields = is_record.then(|| self.record()).transpose()?;
                arguments.push(Term::Make(name, fields.into_iter().collect()));
            } else if matches!(c, '(' | '[' | '"' | '-') || c.is_ascii_digit() {
                arguments.push(self.atom()?);
            } else {
                break;
            }
        }
        Ok(Term::Make(name, arguments))
    }

    fn atom(&mut self) -> Result<Term, String> {
        match self.peek() {
            Some('"') => self.string().map(Term::Text),
            Some('[') => {
                self.accept('[');
                self.until(']').map(Term::List)
            }
            Some('(') => {
                self.accept('(');
                let mut items = self.until(')')?;
                Ok(match items.len() {
                    1 => items.remove(0),
                    _ => Term::Tuple(items),
                })
            }
            Some(c) if c == '-' || c.is_ascii_digit() => {
                let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.' | 'e' | '%');
                let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
                let (number, rest) = self.rest.split_at(end);
                self.rest = rest;
                Ok(Term::Number(number.to_owned()))
            }
            _ => Err(self.stuck()),
        }
    }

    fn name(&mut self) -> String {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '\'' | '.');
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        name.to_owned()
    }

    fn until(&mut self, close: char) -> Result<Vec<Term>, String> {
        let mut items = Vec::new();
        loop {
            if self.accept(close) {
                return Ok(items);
            }
            items.push(self.application()?);
            if !self.accept(',') && self.peek() != Some(close) {
                return Err(self.stuck());
            }
        }
    }

    /// `{ name = value, … }`: the names are not needed.
    fn record(&mut self) -> Result<Term, String> {
        self.accept('{');
        let mut fields = Vec::new();
        while !self.accept('}') {
            self.space();
            self.name();
            if !self.accept('=') {
                return Err(self.stuck());
            }
            fields.push(self.application()?);
            self.accept(',');
        }
        Ok(Term::Tuple(fields))
    }

    /// A string with escapes: `\n`, `\8217`, `\x2019`, `\"`, `\&` (nothing) and
    /// gaps of space between two backslashes.
    fn string(&mut self) -> Result<String, String> {
        self.rest = &self.rest[1..];
        let mut text = String::new();
        loop {
            let mut chars = self.rest.chars();
            let c = chars.next().ok_or("a string without end")?;
            self.rest = chars.as_str();
            match c {
                '"' => return Ok(text),
                '\\' => text.extend(self.escape()?),
                c => text.push(c),
            }
        }
    }

    fn escape(&mut self) -> Result<Option<char>, String> {
        let c = self.rest.chars().next().ok_or("an escape without end")?;
        let (radix, skip) = match c {
            '0'..='9' => (10, 0),
            'x' => (16, 1),
            'o' => (8, 1),
            _ => (0, c.len_utf8()),
        };
        self.rest = &self.rest[skip..];
        if radix > 0 {
            let end = self.rest.find(|c: char| !c.is_digit(radix));
            let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
            self.rest = rest;
            let code = u32::from_str_radix(digits, radix).map_err(|e| e.to_string())?;
            return Ok(char::from_u32(code));
        }
        Ok(match c {
            'n' => Some('\n'),
            't' => Some('\t'),
            'r' => Some('\r'),
            '&' => None,
            c if c.is_whitespace() => {
                let (_, rest) = self.rest.split_once('\\').ok_or("a gap without end")?;
                self.rest = rest;
                None
            }
            c => Some(c),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_of_pandoc_is_read() {
        let source = r#"[Para [Str "It\8217s",Space,Str "a\"\\\n\1234\&5 \
            \b"], Cell ("",[],[]) AlignDefault (RowSpan 2) []
            , Pandoc Meta { unMeta = fromList [ ("k", ColWidth 7.8e-3) ] } [] ]"#;
        let term = parse(source).unwrap();
        let (name, arguments) = term.items()[0].make();
        assert_eq!(name, "Para");
        let inline = |index: usize| arguments[0].items()[index].make();
        assert_eq!(inline(0).1[0].text(), "It’s");
        assert_eq!(inline(1), ("Space", &[][..]));
        assert_eq!(inline(2).1[0].text(), "a\"\\\nӒ5 b");
        assert_eq!(term.items()[1].make().1[2].number(), Some(2));
        let (name, arguments) = term.items()[2].make();
        assert_eq!((name, arguments.len()), ("Pandoc", 2));
    }

    #[test]
    fn what_is_no_value_is_an_error() {
        for source in ["[Str \"a]", "[Para", "Str \"a\" )", "(1,, 2)"] {
            assert!(parse(source).is_err(), "{source}");
        }
    }
}
