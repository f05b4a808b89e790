//! The forms that come with the program, and how a form file is read.

use std::collections::HashSet;
use std::sync::OnceLock;

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
        for table in &self.tables {
            if !self
                .sections
                .iter()
                .any(|section| section.key == table.section)
            {
                return Err(bad(&table.section, "no such section"));
            }
            distinct(table.rows.iter().map(|row| row.id.as_str()))?;
            distinct(table.columns.iter().map(|column| column.id.as_str()))?;
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
                return Err(bad(term, "no such row or column"));
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
            return Err(bad(
                id,
                "only lower-case letters, digits and _, a letter first",
            ));
        }
        if !seen.insert(id) {
            return Err(bad(id, "it occurs twice"));
        }
    }
    Ok(())
}

fn bad(id: &str, why: &'static str) -> FormError {
    FormError::Identifier {
        id: id.to_owned(),
        why,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
