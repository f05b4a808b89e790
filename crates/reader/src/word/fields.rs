//! Fields (17.16): their results are text, their codes are not.

use super::count::{self, Language};

/// The fields that are open at a point of the text.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    open: Vec<Field>,
}

#[derive(Debug, Default)]
struct Field {
    code: String,
    in_result: bool,
    /// The target, where the code is a HYPERLINK.
    link: Option<String>,
    /// What a form field shows that has no result: a tick, an entry of a list.
    form: Option<String>,
    has_result: bool,
}

impl Fields {
    /// A field begins whose code is known, as in `w:fldSimple` (17.16.19).
    pub(crate) fn begin(&mut self, code: &str) {
        self.open.push(Field {
            code: code.to_owned(),
            ..Field::default()
        });
        self.separate();
    }

    /// `w:fldChar` (17.16.18). Gives the text of a field that ended without a result.
    pub(crate) fn mark(&mut self, kind: &str) -> String {
        match kind {
            "begin" => self.open.push(Field::default()),
            "separate" => self.separate(),
            "end" => return self.end(),
            _ => {}
        }
        String::new()
    }

    fn separate(&mut self) {
        if let Some(field) = self.open.last_mut() {
            field.in_result = true;
            field.link = hyperlink(&field.code);
        }
    }

    /// The innermost field ends: what it shows, where it has no result.
    pub(crate) fn end(&mut self) -> String {
        match self.open.pop() {
            Some(field) if !field.has_result && self.shows_text() => {
                field.form.unwrap_or_else(|| shown(&field.code))
            }
            _ => String::new(),
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
        self.open.iter().all(|field| field.in_result)
    }

    /// Text is shown: the open fields have a result.
    pub(crate) fn note_result(&mut self) {
        for field in &mut self.open {
            field.has_result = true;
        }
    }

    /// The target, where the text is the result of a HYPERLINK field.
    pub(crate) fn link(&self) -> Option<&str> {
        let mut links = self.open.iter().rev();
        links.find_map(|field| field.link.as_deref())
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

/// What a field shows that has no result, as far as its code says it.
/// `EQ \o\ac(○,3)` is how Chinese Word puts a character into a circle.
fn shown(code: &str) -> String {
    let code = code.trim();
    let Some(rest) = code
        .strip_prefix("eq ")
        .or_else(|| code.strip_prefix("EQ "))
    else {
        return String::new();
    };
    let arguments = rest
        .split_once('(')
        .and_then(|(_, rest)| rest.rsplit_once(')'))
        .map_or("", |(arguments, _)| arguments);
    let parts: Vec<&str> = arguments.split([',', '，', ';']).map(str::trim).collect();
    match parts[..] {
        ["○" | "◯" | "〇", inner] if rest.contains("\\o") => circled(inner),
        _ => parts.join(","),
    }
}

/// `③` for 3, where there is such a character.
fn circled(inner: &str) -> String {
    let number: Option<u32> = inner.parse().ok();
    number
        .and_then(|number| count::number(number, "decimalEnclosedCircle", Language::default()))
        .unwrap_or_else(|| inner.to_owned())
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
        assert_eq!(fields.mark("end"), "③");
        fields.mark("begin");
        fields.form(Some("☑".to_owned()));
        assert_eq!(fields.mark("end"), "☑");
        fields.begin("DATE");
        fields.note_result();
        assert_eq!(fields.end(), "");
    }
}
