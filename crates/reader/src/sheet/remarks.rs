//! What there is to know of a workbook beside its cells: what is protected,
//! which other files it takes data from, which names stand for something that
//! no cell shows. Each is told once.
//!
//! Names are handles for formulas and for getting about. Of what they stand for
//! - areas of cells are read anyway, whatever the names: a workbook of a
//!   statutory form has two hundred of them;
//! - print areas and print titles are layout: what is outside of an area is read
//!   all the same, and header rows are told by what is in them;
//! - formulas are read by their results, in names as in cells;
//! - a constant, a rate perhaps, stands in no cell: such a name is told with it;
//! - a table may have a name that its author gave it: that is told.
//!
//! Names that are hidden, or that programs give by themselves, tell nothing.

use std::collections::HashSet;

use gongkai_model::{Diagnostic, Kind};

use super::context::sheet_place;

/// A longer constant is cut.
const LONGEST: usize = 40;

/// What programs call a table, before a number.
const TABLES: &[&str] = &[
    "Table",
    "表",
    "表格",
    "List",
    "列表",
    "清单",
    "Tabelle",
    "Tableau",
    "Tabla",
    "Tabella",
    "Tabela",
    "Таблица",
    "テーブル",
    "표",
];

/// How the names of tables begin that Excel filled from elsewhere.
const QUERIES: &[&str] = &["Table_ExternalData", "Table_Query_from", "ExternalData_"];

/// Remarks of a workbook, while it is read.
#[derive(Debug, Default)]
pub(crate) struct Remarks {
    structure: bool,
    protected: Vec<String>,
    linked: Once,
    names: Once,
    tables: Once,
}

/// Texts, each once, in order of first sight: all of them, since messages say how
/// many there are.
#[derive(Debug, Default)]
struct Once {
    all: Vec<String>,
    known: HashSet<String>,
}

impl Once {
    fn push(&mut self, text: String) {
        if !self.known.contains(&text) {
            self.known.insert(text.clone());
            self.all.push(text);
        }
    }
}

impl Remarks {
    /// Which sheets there are is protected against changes.
    pub(crate) fn protected_structure(&mut self) {
        self.structure = true;
    }

    /// A sheet is protected against changes.
    pub(crate) fn protected_sheet(&mut self, name: &str) {
        if self.protected.last().is_none_or(|last| last != name) {
            self.protected.push(name.to_owned());
        }
    }

    /// The workbook takes data from another file; empty where it does not say
    /// from which.
    pub(crate) fn linked(&mut self, target: &str) {
        self.linked.push(target.to_owned());
    }

    /// A name for a constant. Those that begin with `_` are made by programs.
    pub(crate) fn constant(&mut self, name: &str, constant: &str) {
        if name.starts_with('_') || name.is_empty() {
            return;
        }
        let mut value: String = constant.chars().take(LONGEST).collect();
        if value.len() < constant.len() {
            value.push('…');
        }
        self.names.push(format!("{name} = {value}"));
    }

    /// A name for a formula, as it is written; told where it is a constant.
    pub(crate) fn formula(&mut self, name: &str, formula: &str) {
        if is_constant(formula) {
            self.constant(name, formula.trim());
        }
    }

    /// The name of a table.
    pub(crate) fn table(&mut self, name: &str) {
        let word = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
        let automatic = word.len() < name.len() && TABLES.contains(&word)
            || QUERIES.iter().any(|prefix| name.starts_with(prefix));
        if !automatic && !name.is_empty() && !name.starts_with('_') {
            self.tables.push(name.to_owned());
        }
    }

    pub(crate) fn into_diagnostics(self) -> impl Iterator<Item = Diagnostic> {
        let mut all = Vec::new();
        if self.structure {
            let sheets = Vec::new();
            all.push(Diagnostic::new(Kind::Protected { sheets }, None));
        }
        if let Some(first) = self.protected.first() {
            let place = (self.protected.len() == 1).then(|| sheet_place(first));
            let sheets = self.protected;
            all.push(Diagnostic::new(Kind::Protected { sheets }, place));
        }
        if !self.linked.all.is_empty() {
            let targets = self.linked.all;
            all.push(Diagnostic::new(Kind::LinkedFiles { targets }, None));
        }
        if !self.names.all.is_empty() {
            let names = self.names.all;
            all.push(Diagnostic::new(Kind::NamesLeftOut { names }, None));
        }
        if !self.tables.all.is_empty() {
            let names = self.tables.all;
            all.push(Diagnostic::new(Kind::TableNamesLeftOut { names }, None));
        }
        all.into_iter()
    }
}

/// True for a formula that is a number, a text, a truth value or an array.
fn is_constant(formula: &str) -> bool {
    let formula = formula.trim();
    let number = formula.trim_end_matches('%');
    let digits = number.bytes().any(|b| b.is_ascii_digit());
    let numeric = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-');
    let quoted = formula
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    digits && number.bytes().all(numeric) && number.parse::<f64>().is_ok()
        || quoted.is_some_and(|inner| !inner.replace("\"\"", "").contains('"'))
        || ["TRUE", "FALSE"].contains(&formula.to_ascii_uppercase().as_str())
        || formula.starts_with('{') && formula.ends_with('}')
}

#[cfg(test)]
mod tests {
    use gongkai_model::Lang;

    use super::*;

    #[test]
    fn constants_are_told_from_formulas() {
        for constant in [
            "0.13", "-5", "17%", "1E-3", "\"甲\"", "\"\"\"\"", "true", "{1,2}",
        ] {
            assert!(is_constant(constant), "{constant}");
        }
        for formula in [
            "",
            "A1",
            "1+1",
            "表!$A$1",
            "\"a\"&\"b\"",
            "#REF!",
            "inf",
            "E5",
            "-",
        ] {
            assert!(!is_constant(formula), "{formula}");
        }
    }

    #[test]
    fn names_that_programs_give_are_not_told() {
        let mut remarks = Remarks::default();
        for name in [
            "Table1",
            "表1",
            "表_2",
            "Table1_3",
            "__Anonymous_Sheet_DB__0",
            "Table_Query_from_RDS",
            "销售2024",
        ] {
            remarks.table(name);
        }
        remarks.formula("_Order1", "255");
        remarks.formula("税率", "0.13");
        remarks.formula("区域", "表!$A$1:$B$9");
        remarks.constant("长", &"长".repeat(50));
        assert_eq!(remarks.tables.all, ["销售2024"]);
        let names = remarks.names.all;
        assert_eq!(names[0], "税率 = 0.13");
        assert!(names[1].ends_with('…') && names.len() == 2);
    }

    #[test]
    fn it_is_said_how_many_there_are() {
        let mut remarks = Remarks::default();
        for number in 0..100_000 {
            remarks.linked(&format!("{number}.xlsx"));
        }
        let said = remarks.into_diagnostics().map(|d| d.message(Lang::En));
        assert!(said.collect::<String>().ends_with("and 99992 more"));
    }

    #[test]
    fn each_is_told_once() {
        let mut remarks = Remarks::default();
        remarks.protected_structure();
        remarks.protected_sheet("甲");
        remarks.protected_sheet("甲");
        remarks.linked("a.xls");
        remarks.linked("a.xls");
        let all: Vec<Diagnostic> = remarks.into_diagnostics().collect();
        let codes: Vec<&str> = all.iter().map(Diagnostic::code).collect();
        assert_eq!(codes, ["protected", "protected", "linked-files"]);
        assert_eq!(all[1].place, Some(sheet_place("甲")));
    }
}
