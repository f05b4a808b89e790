//! Fields (17.16): their results are text, their codes are not.

use std::rc::Rc;

use super::equation;

/// Word takes no longer target than this.
const LONGEST_LINK: usize = 2_083;

/// What a field shows that ended without a result.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Nothing,
    Text(String),
    /// A formula that is not understood.
    Unreadable,
}

/// The fields that are open at a point of the text.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    open: Vec<Field>,
    /// How many of them have no result yet.
    in_code: usize,
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
                self.open.push(Field {
                    link,
                    ..Field::default()
                });
                self.in_code += 1;
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
            self.in_code -= 1;
        }
    }

    /// The innermost field ends.
    pub(crate) fn end(&mut self) -> Shown {
        let Some(field) = self.open.pop() else {
            return Shown::Nothing;
        };
        self.in_code -= usize::from(!field.in_result);
        if field.has_result {
            self.note_result(); // of the field around it, too
        }
        if field.has_result || !self.shows_text() {
            return Shown::Nothing;
        }
        match field.form.or_else(|| equation::text(&field.code)) {
            Some(text) => Shown::Text(text),
            None if equation::is_equation(&field.code) => Shown::Unreadable,
            None => Shown::Nothing,
        }
    }

    /// `w:ffData` (17.16.17) of the field that just began.
    pub(crate) fn form(&mut self, shows: Option<String>) {
        if let Some(field) = self.open.last_mut() {
            field.form = shows;
        }
    }

    /// `w:instrText`: a piece of the code of the innermost field.
    pub(crate) fn code(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut() {
            field.code.push_str(text);
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
        self.in_code == 0
    }

    /// Text is shown: the open fields have a result.
    pub(crate) fn note_result(&mut self) {
        if let Some(field) = self.open.last_mut() {
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
    let rest = code.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    let quoted = |rest: &str| {
        let target = rest.strip_prefix('"')?.split('"').next()?;
        (!target.is_empty()).then(|| target.to_owned())
    };
    let target = quoted(rest).or_else(|| {
        let word = rest.split_whitespace().next()?;
        (!word.starts_with(['\\', '"'])).then(|| word.to_owned())
    })?;
    let place = rest
        .split_once("\\l")
        .and_then(|(_, rest)| quoted(rest.trim_start()));
    Some(match place {
        Some(place) => format!("{target}#{place}"),
        None => target,
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
