//! Fields (17.16): their results are text, their codes are not.

use std::rc::Rc;

use super::code::{Code, Piece};
use super::field_text;
use crate::limits::LONGEST_LINK;

/// What a field shows that ended without a result.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Nothing,
    Text(String),
    /// Something that the code does not tell, or that is not understood: the
    /// name of the field.
    Unreadable(&'static str),
}

/// The fields that are open at a point of the text.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    open: Vec<Field>,
    /// Those of them that have no result yet, by where they stand in the list.
    coding: Vec<usize>,
}

#[derive(Debug, Default)]
struct Field {
    code: String,
    in_result: bool,
    /// The target, where the code is a HYPERLINK.
    link: Option<Rc<str>>,
    /// What a form field shows that has no result: a tick, an entry of a list.
    form: Option<String>,
    has_result: bool,
}

impl Fields {
    /// A field begins whose code is known, as in `w:fldSimple` (17.16.19).
    pub(crate) fn begin(&mut self, code: &str) {
        self.mark("begin");
        self.code(code);
        self.separate();
    }

    /// `w:fldChar` (17.16.18). Tells what a field shows that ended without a result.
    pub(crate) fn mark(&mut self, kind: &str) -> Shown {
        match kind {
            "begin" => {
                let link = self.open.last().and_then(|field| field.link.clone());
                self.coding.push(self.open.len());
                self.open.push(Field {
                    link,
                    ..Field::default()
                });
            }
            "separate" => self.separate(),
            "end" => return self.end(),
            _ => {}
        }
        Shown::Nothing
    }

    fn separate(&mut self) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.in_result) {
            field.in_result = true;
            // Without one of its own, a field is within the link around it.
            let link = hyperlink(&field.code).filter(|link| link.len() <= LONGEST_LINK);
            if let Some(link) = link {
                field.link = Some(link.into());
            }
            self.coding.pop(); // the innermost field stands last there, too
        }
    }

    /// The innermost field ends.
    pub(crate) fn end(&mut self) -> Shown {
        let Some(field) = self.open.pop() else {
            return Shown::Nothing;
        };
        if !field.in_result {
            self.coding.pop();
        }
        if field.has_result {
            self.note_result(); // of the field around it, too
            return Shown::Nothing;
        }
        let shown = match field.form {
            Some(form) => Shown::Text(form),
            None => field_text::shown(&field.code),
        };
        if self.shows_text() {
            return shown;
        }
        if let Shown::Text(text) = shown
            && text.len() <= LONGEST_LINK
        {
            self.code(&text);
        }
        Shown::Nothing
    }

    /// `w:ffData` (17.16.17) of the field that just began.
    pub(crate) fn form(&mut self, shows: Option<String>) {
        if let Some(field) = self.open.last_mut() {
            field.form = shows;
        }
    }

    /// `w:instrText`: a piece of the code of the innermost field that is in
    /// its code.
    pub(crate) fn code(&mut self, text: &str) {
        let field = self.coding.last().and_then(|at| self.open.get_mut(*at));
        if let Some(field) = field {
            field.code.push_str(text);
        }
    }

    /// Text that is not shown. The result of a field within a code is a piece
    /// of that code (17.16.1).
    pub(crate) fn unshown(&mut self, text: &str) {
        if !self.in_code() {
            self.note_result();
            self.code(text);
        }
    }

    /// True where text is a piece of a field's code.
    pub(crate) fn in_code(&self) -> bool {
        self.open.last().is_some_and(|field| !field.in_result)
    }

    /// True within a field, code or result.
    pub(crate) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// True where text belongs to the document.
    pub(crate) fn shows_text(&self) -> bool {
        self.coding.is_empty()
    }

    /// Text is there: the innermost field has a result, if that has begun.
    pub(crate) fn note_result(&mut self) {
        if let Some(field) = self.open.last_mut().filter(|field| field.in_result) {
            field.has_result = true;
        }
    }

    /// The target, where the text is the result of a HYPERLINK field.
    pub(crate) fn link(&self) -> Option<&str> {
        self.open.last()?.link.as_deref()
    }
}

/// The target of `HYPERLINK "https://…" \o "…"` (17.16.5.25); a place within
/// the document (`\l` alone) is no target of ours.
fn hyperlink(code: &str) -> Option<String> {
    let (name, mut code) = Code::of(code);
    if !name.eq_ignore_ascii_case("HYPERLINK") {
        return None;
    }
    let (mut target, mut place) = (None, None);
    while let Some(piece) = code.next() {
        match piece {
            Piece::Argument(argument) => target = target.or(Some(argument)),
            Piece::Switch("l" | "L") => place = code.argument(),
            // A tip, a frame, and formats of all fields (17.16.4).
            Piece::Switch("o" | "O" | "t" | "T" | "*" | "#" | "@") => drop(code.argument()),
            Piece::Switch(_) => {}
        }
    }
    let target = target.filter(|target| !target.is_empty())?;
    Some(match place.filter(|place| !place.is_empty()) {
        Some(place) => format!("{target}#{place}"),
        None => target.into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_hidden_and_results_shown() {
        let mut fields = Fields::default();
        assert!(fields.shows_text());
        fields.mark("begin");
        fields.code(" HYPERLINK \"https://example.gov.cn/\" ");
        assert!(!fields.shows_text());
        fields.mark("separate");
        assert!(fields.shows_text());
        assert_eq!(fields.link(), Some("https://example.gov.cn/"));
        fields.mark("end");
        assert_eq!(fields.link(), None);
    }

    #[test]
    fn targets_are_told_from_places_and_switches() {
        for (code, target) in [
            ("HYPERLINK \"a.htm\" \\l \"b\"", Some("a.htm#b")),
            (" HYPERLINK \\l \"b\"", None),
            ("HYPERLINK a.htm \\o \"Tip\"", Some("a.htm")),
            ("PAGEREF _Toc1", None),
            ("hyperlink a.htm", Some("a.htm")),
            (r#"HYPERLINK \o "Tip" "a.htm""#, Some("a.htm")),
            (r#"HYPERLINK "\\\\host\\a.htm""#, Some(r"\\host\a.htm")),
            (r#"HYPERLINK "" \l "b""#, None),
        ] {
            assert_eq!(hyperlink(code).as_deref(), target, "{code}");
        }
    }

    #[test]
    fn a_field_within_a_code_is_hidden() {
        let mut fields = Fields::default();
        fields.mark("begin");
        fields.mark("begin");
        fields.mark("separate");
        assert!(!fields.shows_text());
    }

    #[test]
    fn the_result_of_a_field_within_a_code_is_code() {
        let mut fields = Fields::default();
        fields.mark("begin");
        fields.code("HYPERLINK \"");
        fields.mark("begin");
        fields.code("DOCPROPERTY a");
        fields.unshown("in the code");
        fields.mark("separate");
        fields.unshown("https://");
        fields.code("a.cn"); // Word writes results there as codes
        assert_eq!(fields.mark("end"), Shown::Nothing);
        fields.mark("begin");
        fields.code("SYMBOL 47");
        assert_eq!(fields.mark("end"), Shown::Nothing);
        fields.code("\"");
        fields.mark("separate");
        assert_eq!(fields.link(), Some("https://a.cn/"));
        assert!(fields.shows_text());
    }

    #[test]
    fn fields_without_a_result_show_what_their_code_says() {
        let mut fields = Fields::default();
        fields.mark("begin");
        fields.code("eq \\o\\ac(○,3)");
        assert_eq!(fields.mark("end"), Shown::Text("③".to_owned()));
        fields.mark("begin");
        fields.form(Some("☑".to_owned()));
        assert_eq!(fields.mark("end"), Shown::Text("☑".to_owned()));
        fields.begin("DATE");
        fields.note_result();
        assert_eq!(fields.end(), Shown::Nothing);
    }
}
