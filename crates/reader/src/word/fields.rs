//! Fields (17.16): their results are text, their codes are not.

/// A link is looked for in this many fields around a text; nobody nests more.
const DEEPEST_LINK: usize = 16;

/// The fields that are open at a point of the text.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    open: Vec<Field>,
    /// How many of them have not come to their result.
    in_code: usize,
}

#[derive(Debug, Default)]
struct Field {
    code: String,
    in_result: bool,
}

impl Fields {
    /// `w:fldChar` (17.16.18). Gives the code of a field that ends without a
    /// result: of some, the code is all that is shown.
    pub(crate) fn mark(&mut self, kind: &str) -> Option<String> {
        match kind {
            "begin" => {
                self.open.push(Field::default());
                self.in_code += 1;
            }
            "separate" => {
                if let Some(field) = self.open.last_mut().filter(|field| !field.in_result) {
                    field.in_result = true;
                    self.in_code -= 1;
                }
            }
            "end" => {
                let field = self.open.pop().filter(|field| !field.in_result)?;
                self.in_code -= 1;
                return Some(field.code);
            }
            _ => {}
        }
        None
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

    /// True where text belongs to the document.
    pub(crate) fn shows_text(&self) -> bool {
        self.in_code == 0
    }

    /// True within a field, code or result.
    pub(crate) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// The target, where the text is the result of a HYPERLINK field.
    pub(crate) fn link(&self) -> Option<String> {
        self.open
            .iter()
            .rev()
            .take(DEEPEST_LINK)
            .find_map(|field| hyperlink(&field.code))
    }
}

/// The target of `HYPERLINK "https://…" \o "…"` (17.16.5.25); a place within
/// the document (`\l`) is no target of ours.
fn hyperlink(code: &str) -> Option<String> {
    let rest = code.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    let target = rest.strip_prefix('"')?.split('"').next()?;
    (!target.is_empty()).then(|| target.to_owned())
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
        assert_eq!(fields.link().as_deref(), Some("https://example.gov.cn/"));
        fields.mark("end");
        assert_eq!(fields.link(), None);
    }

    #[test]
    fn a_field_within_a_code_is_hidden() {
        let mut fields = Fields::default();
        fields.mark("begin");
        fields.mark("begin");
        fields.mark("separate");
        assert!(!fields.shows_text());
    }
}
