//! The forms that come with the program, and how a form file is read.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::error::{Lack, Misfit};
use super::{Across, FORM_SCHEMA, Form, FormError, FormTable};

/// Each built-in form is one line here and one file.
const FILES: [&str; 2] = [
    include_str!("../../forms/ogi-2019.json"),
    include_str!("../../forms/ogi-2021.json"),
];

/// The forms that come with the program, the oldest first.
pub fn builtin_forms() -> &'static [Form] {
    static FORMS: OnceLock<Vec<Form>> = OnceLock::new();
    // A built-in file that could not be read would fail the test below.
    FORMS.get_or_init(|| {
        FILES
            .iter()
            .filter_map(|json| Form::from_json(json.as_bytes()).ok())
            .collect()
    })
}

/// The built-in form of that name.
pub fn builtin_form(id: &str) -> Option<&'static Form> {
    builtin_forms().iter().find(|form| form.id == id)
}

impl Form {
    /// Reads a form file.
    ///
    /// # Errors
    /// Where it is no form, or its identifiers do not fit together.
    pub fn from_json(json: &[u8]) -> Result<Form, FormError> {
        // serde would make a form of an array too.
        serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(json)?;
        let form: Form = serde_json::from_slice(json)?;
        if form.schema != FORM_SCHEMA {
            return Err(FormError::Schema { found: form.schema });
        }
        form.check()?;
        Ok(form)
    }

    fn check(&self) -> Result<(), FormError> {
        distinct(self.sections.iter().map(|section| section.key.as_str()))?;
        distinct(self.tables.iter().map(|table| table.id.as_str()))?;
        for section in &self.sections {
            printed(&section.key, &section.title)?;
        }
        if self.tables.is_empty() {
            return Err(missing(&self.id, Lack::Tables));
        }
        for table in &self.tables {
            if !self
                .sections
                .iter()
                .any(|section| section.key == table.section)
            {
                return Err(bad(&table.section, Misfit::NoSection));
            }
            distinct(table.rows.iter().map(|row| row.id.as_str()))?;
            distinct(table.columns.iter().map(|column| column.id.as_str()))?;
            if table.rows.is_empty() || table.columns.is_empty() {
                return Err(missing(&table.id, Lack::Lines));
            }
            for line in table.rows.iter().chain(&table.columns) {
                printed(&line.id, &line.label)?;
            }
            check_identities(table)?;
        }
        Ok(())
    }
}

fn check_identities(table: &FormTable) -> Result<(), FormError> {
    for identity in &table.identities {
        let lines = match identity.across {
            Across::Rows => &table.rows,
            Across::Columns => &table.columns,
        };
        for term in identity.left.iter().chain(&identity.right) {
            if !lines.iter().any(|line| line.id == *term) {
                return Err(bad(term, Misfit::NoLine));
            }
        }
    }
    Ok(())
}

fn distinct<'a>(ids: impl Iterator<Item = &'a str>) -> Result<(), FormError> {
    let mut seen = HashSet::new();
    for id in ids {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        if !id.starts_with(|c: char| c.is_ascii_lowercase()) || !id.bytes().all(fits) {
            return Err(bad(id, Misfit::Letters));
        }
        if !seen.insert(id) {
            return Err(bad(id, Misfit::Twice));
        }
    }
    Ok(())
}

/// What has no printed text could be found in no document.
fn printed(id: &str, text: &str) -> Result<(), FormError> {
    match text.trim() {
        "" => Err(missing(id, Lack::Label)),
        _ => Ok(()),
    }
}

fn bad(id: &str, why: Misfit) -> FormError {
    FormError::Identifier {
        id: id.to_owned(),
        why,
    }
}

fn missing(of: &str, what: Lack) -> FormError {
    FormError::Missing {
        of: of.to_owned(),
        what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn every_builtin_file_is_a_form_with_all_its_fields() {
        for file in FILES {
            Form::from_json(file.as_bytes()).unwrap();
        }
        let counts: Vec<(&str, usize)> = builtin_forms()
            .iter()
            .map(|form| (form.id.as_str(), form.field_ids().count()))
            .collect();
        // FIELDS: 22 + 161 + 15 and 10 + 175 + 15.
        assert_eq!(counts, [("ogi-2019", 198), ("ogi-2021", 200)]);
    }

    #[test]
    fn a_broken_form_is_named_for_what_is_wrong() {
        let edit = |from: &str, to: &str| Form::from_json(FILES[1].replace(from, to).as_bytes());
        assert!(matches!(
            edit("gongkai-form/1", "gongkai-form/9"),
            Err(FormError::Schema { .. })
        ));
        let twice = edit("\"id\": \"granted\"", "\"id\": \"received\"");
        assert!(matches!(twice, Err(FormError::Identifier { .. })));
        let unknown = edit("\"left\": [\"received\"", "\"left\": [\"nowhere\"");
        assert!(matches!(unknown, Err(FormError::Identifier { .. })));
        assert!(matches!(
            edit("\"tables\"", "\"tablets\""),
            Err(FormError::Json(_))
        ));
        assert!(matches!(Form::from_json(b"[]"), Err(FormError::Json(_))));
    }

    #[test]
    fn a_form_without_anything_to_find_is_refused() {
        let mut form = builtin_forms()[1].clone();
        form.tables[0].rows[0].label = " ".to_owned();
        let what = |form: &Form| match Form::from_json(&serde_json::to_vec(form).unwrap()) {
            Err(FormError::Missing { what, .. }) => Some(what),
            _ => None,
        };
        assert_eq!(what(&form), Some(Lack::Label));
        form.tables[0].rows.clear();
        assert_eq!(what(&form), Some(Lack::Lines));
        form.tables.clear();
        assert_eq!(what(&form), Some(Lack::Tables));
    }

    #[test]
    fn what_is_wrong_with_a_form_is_said_in_the_language() {
        let said = |json: &str, lang| Form::from_json(json.as_bytes()).unwrap_err().message(lang);
        for json in ["[]", "{", "{\"schema\": 1}", "{\"name\": 1}"] {
            assert!(
                !said(json, Lang::Zh).contains("expected"),
                "{}",
                said(json, Lang::Zh)
            );
            assert!(
                !said(json, Lang::En).contains("struct"),
                "{}",
                said(json, Lang::En)
            );
        }
        let twice = FILES[1].replace("\"id\": \"granted\"", "\"id\": \"received\"");
        assert!(said(&twice, Lang::Zh).ends_with("出现了两次"));
    }
}
