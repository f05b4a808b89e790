//! The empty form, for an office to fill in.

mod header;
mod tables;

use crate::form::{Form, FormSection, FormTable, Layout};
use crate::{Block, Document, Heading, Paragraph, RichText, TableError};

impl Form {
    /// The empty form as a document: its title, its sections, and its tables as
    /// they are printed. Where a section is to be written in words, the form's
    /// instruction stands in it.
    ///
    /// # Errors
    /// Where a table of the form has more cells than a table may have, which
    /// only a user's own form can.
    ///
    /// ```
    /// let form = gongkai_model::builtin_form("ogi-2021").unwrap();
    /// let document = form.blank(Some("清源县档案局"), Some(2024))?;
    /// let (document, _) = document.normalize();
    /// let (report, _) = document.bind(std::slice::from_ref(form));
    /// assert_eq!(report.meta.organization.as_deref(), Some("清源县档案局"));
    /// assert_eq!(report.evidence.unwrap().len(), 200);
    /// # Ok::<(), gongkai_model::TableError>(())
    /// ```
    pub fn blank(
        &self,
        organization: Option<&str>,
        year: Option<i32>,
    ) -> Result<Document, TableError> {
        let mut blocks = vec![heading(0, None, self.blank_title(organization, year))];
        for section in &self.sections {
            let label = (!section.label.is_empty()).then(|| section.label.clone());
            blocks.push(heading(1, label, section.title.clone()));
            blocks.extend(self.blank_tables(section)?);
            let instruction = section.instruction.as_ref();
            blocks.extend(instruction.map(|text| Block::Paragraph(Paragraph::plain(text))));
        }
        Ok(Document::new(blocks))
    }

    /// `清源县档案局2024年政府信息公开工作年度报告`
    fn blank_title(&self, organization: Option<&str>, year: Option<i32>) -> String {
        let year = year.map(|year| format!("{year}年")).unwrap_or_default();
        format!("{}{year}{}", organization.unwrap_or_default(), self.title)
    }

    /// The tables of a section; blocks that share a sheet are printed as one.
    fn blank_tables(&self, section: &FormSection) -> Result<Vec<Block>, TableError> {
        let of_section: Vec<&FormTable> = self
            .tables
            .iter()
            .filter(|table| table.section == section.key)
            .collect();
        let one_printed = |a: &&FormTable, b: &&FormTable| {
            let blocks = (a.layout, b.layout) == (Layout::Block, Layout::Block);
            blocks && a.sheet == b.sheet
        };
        of_section
            .chunk_by(one_printed)
            .map(|printed| tables::blank(printed).map(Block::Table))
            .collect()
    }
}

fn heading(level: u8, label: Option<String>, title: String) -> Block {
    Block::Heading(Heading {
        level,
        label,
        content: RichText::plain(title),
        place: None,
    })
}

#[cfg(test)]
mod tests {
    use crate::{State, builtin_forms};

    #[test]
    fn a_blank_form_reads_as_that_form_with_every_field_blank() {
        for form in builtin_forms() {
            let year = form.years.first;
            let document = form.blank(Some("清源县档案局"), Some(year)).unwrap();
            let (document, diagnostics) = document.normalize();
            assert!(diagnostics.is_empty(), "{diagnostics:?}");
            let (report, diagnostics) = document.bind(builtin_forms());
            assert!(diagnostics.is_empty(), "{diagnostics:?}");
            assert_eq!(report.form.as_ref(), Some(&form.id));
            assert_eq!(report.meta.year, Some(year));
            let keys = report
                .sections
                .iter()
                .filter_map(|section| section.key.as_ref());
            assert!(keys.eq(form.sections.iter().map(|section| &section.key)));
            let evidence = report.evidence.unwrap();
            assert!(
                evidence
                    .keys()
                    .eq(form.field_ids().collect::<Vec<_>>().iter())
            );
            assert!(evidence.values().all(|read| read.state == State::Blank));
        }
    }
}
