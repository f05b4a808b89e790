//! Sums without a stored result, worked out.
//!
//! Programs that cannot calculate (openpyxl is one) store formulas without
//! their results. Of a total that would lose the figure, so sums and
//! differences of cells of the same sheet are worked out here; all other
//! formulas without a result are named.

use std::collections::HashSet;

use gongkai_model::{Decimal, from_a1};

use super::area::Area;
use super::grid::{Cell, Content, Sheet};

/// Sums may have sums in them, so deep.
const DEEPEST: usize = 16;

/// How many cells are looked at for all sums of a sheet.
const MOST_LOOKS: usize = 20_000_000;

/// A sum has no more terms than a sheet has rows.
const MOST_TERMS: usize = 1 << 20;

/// The error values of cells (18.18.11).
const ERRORS: [&str; 8] = [
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!",
];

/// A formula without a stored result.
#[derive(Debug)]
pub(crate) struct Formula {
    pub(crate) row: u32,
    pub(crate) column: u32,
    pub(crate) text: String,
}

/// What a formula gives.
#[derive(Debug, PartialEq)]
enum Outcome {
    Number(Decimal),
    /// An empty text.
    Nothing,
}

/// Why a formula gives nothing.
#[derive(Debug, PartialEq)]
enum Stop {
    /// It needs a formula that has no result yet.
    Waits,
    /// It is no sum, or of something that is no number.
    Unknown,
}

/// Works out what can be; gives back the formulas that have no result still.
pub(crate) fn work_out(sheet: &mut Sheet, formulas: Vec<Formula>) -> Vec<Formula> {
    let mut looks = MOST_LOOKS;
    let mut open = formulas;
    let mut unknown = Vec::new();
    for _ in 0..DEEPEST {
        // A sum of what cannot be worked out cannot be, either.
        let without = open.iter().chain(&unknown);
        let waiting: HashSet<(u32, u32)> = without.map(|f| (f.row, f.column)).collect();
        let before = open.len();
        let mut waits = Vec::new();
        for formula in open {
            let mut parser = Parser {
                rest: formula.text.trim().trim_start_matches('='),
                sheet,
                waiting: &waiting,
                looks: &mut looks,
            };
            match parser.whole() {
                Ok(outcome) => store(sheet, &formula, outcome),
                Err(Stop::Waits) => waits.push(formula),
                Err(Stop::Unknown) => unknown.push(formula),
            }
        }
        open = waits;
        if open.is_empty() || open.len() == before {
            break;
        }
    }
    unknown.extend(open);
    unknown
}

fn store(sheet: &mut Sheet, formula: &Formula, outcome: Outcome) {
    let Some(index) = find(&sheet.cells, formula.row, formula.column) else {
        return;
    };
    if let Outcome::Number(number) = outcome {
        sheet.cells[index].content = sheet.number(number.as_str());
    }
}

/// The cell of a formula without a result is a cell all the same, of its table.
pub(crate) fn leave_unknown(sheet: &mut Sheet, formula: &Formula) {
    if let Some(index) = find(&sheet.cells, formula.row, formula.column) {
        sheet.cells[index].content = Content::Unknown;
    }
}

/// The number of the cell at a position.
pub(super) fn find(cells: &[Cell], row: u32, column: u32) -> Option<usize> {
    cells
        .binary_search_by_key(&(row, column), |cell| (cell.row, cell.column))
        .ok()
}

/// Reads a formula from left to right, and works it out as it goes.
struct Parser<'f, 's> {
    rest: &'f str,
    sheet: &'s Sheet,
    waiting: &'s HashSet<(u32, u32)>,
    looks: &'s mut usize,
}

impl<'f> Parser<'f, '_> {
    fn whole(&mut self) -> Result<Outcome, Stop> {
        if let Some(outcome) = self.unless_empty()? {
            return Ok(outcome);
        }
        let number = self.sum_of_terms()?;
        match self.rest {
            "" => Ok(Outcome::Number(number)),
            _ => Err(Stop::Unknown),
        }
    }

    /// `IF(COUNT(A1:A9)=0,"",SUM(A1:A9))`: a total in a form to be filled in.
    fn unless_empty(&mut self) -> Result<Option<Outcome>, Stop> {
        if !self.takes("IF(COUNT(") {
            return Ok(None);
        }
        let counted = self.numbers()?;
        if !self.takes("=0,\"\",SUM(") {
            return Err(Stop::Unknown);
        }
        let summed = self.numbers()?;
        if self.rest != ")" {
            return Err(Stop::Unknown);
        }
        match counted.is_empty() {
            true => Ok(Some(Outcome::Nothing)),
            false => sum(&summed).map(|number| Some(Outcome::Number(number))),
        }
    }

    /// `SUM(A1:A9)+B4-3`
    fn sum_of_terms(&mut self) -> Result<Decimal, Stop> {
        let mut terms = Vec::new();
        let mut negative = self.takes("-");
        loop {
            let term = self.term()?;
            terms.push(if negative { negated(&term) } else { term });
            negative = match (self.takes("+"), self.takes("-")) {
                (true, _) => false,
                (_, true) => true,
                _ => return sum(&terms),
            };
        }
    }

    fn term(&mut self) -> Result<Decimal, Stop> {
        if self.takes("SUM(") {
            return sum(&self.numbers()?);
        }
        let word = self.word();
        if let Ok(number) = word.parse() {
            return Ok(number);
        }
        let (row, column) = from_a1(&word.replace('$', "")).ok_or(Stop::Unknown)?;
        match find(&self.sheet.cells, row, column) {
            Some(index) => self.number(&self.sheet.cells[index], Stop::Unknown),
            None => Ok(Decimal::from(0)),
        }
    }

    /// The numbers in the arguments of a function, whose bracket ends them.
    /// Text and blanks among them do not count.
    fn numbers(&mut self) -> Result<Vec<Decimal>, Stop> {
        let mut numbers = Vec::new();
        loop {
            let word = self.word().replace('$', "");
            match Area::parse(&word) {
                Some(area) => self.numbers_in(area, &mut numbers)?,
                None => numbers.push(word.parse().map_err(|_| Stop::Unknown)?),
            }
            if self.takes(")") {
                return Ok(numbers);
            }
            if !self.takes(",") {
                return Err(Stop::Unknown);
            }
        }
    }

    fn numbers_in(&mut self, area: Area, numbers: &mut Vec<Decimal>) -> Result<(), Stop> {
        let cells = &self.sheet.cells;
        let start = cells.partition_point(|cell| cell.row < area.top);
        for cell in cells[start..].iter().take_while(|c| c.row <= area.bottom) {
            *self.looks = self.looks.checked_sub(1).ok_or(Stop::Unknown)?;
            if (area.left..=area.right).contains(&cell.column) {
                match self.number(cell, Stop::Unknown) {
                    Ok(number) if cell.content != Content::Blank => {
                        if numbers.len() == MOST_TERMS {
                            return Err(Stop::Unknown);
                        }
                        numbers.push(number);
                    }
                    Err(Stop::Waits) => return Err(Stop::Waits),
                    Err(Stop::Unknown) if self.is_error(cell) => return Err(Stop::Unknown),
                    Ok(_) | Err(Stop::Unknown) => {}
                }
            }
        }
        Ok(())
    }

    /// True for an error value, which a sum of it is as well; and for what is
    /// not known.
    fn is_error(&self, cell: &Cell) -> bool {
        if cell.content == Content::Unknown {
            return true;
        }
        let Content::Text(index) = cell.content else {
            return false;
        };
        ERRORS.contains(&self.sheet.text(index))
    }

    /// The number in a cell, 0 where it is blank.
    fn number(&self, cell: &Cell, otherwise: Stop) -> Result<Decimal, Stop> {
        match cell.content {
            Content::Number { start, length } => {
                let lexeme = self.sheet.lexeme(start, length);
                lexeme.parse().map_err(|_| otherwise)
            }
            Content::Blank if self.waiting.contains(&(cell.row, cell.column)) => Err(Stop::Waits),
            Content::Blank => Ok(Decimal::from(0)),
            _ => Err(otherwise),
        }
    }

    fn takes(&mut self, what: &str) -> bool {
        match self.rest.strip_prefix(what) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// A number, a cell or a range.
    fn word(&mut self) -> &'f str {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '$' | ':' | '.');
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }
}

fn sum(numbers: &[Decimal]) -> Result<Decimal, Stop> {
    Decimal::sum(numbers).ok_or(Stop::Unknown)
}

fn negated(number: &Decimal) -> Decimal {
    let text = match number.as_str().strip_prefix('-') {
        Some(positive) => positive.to_owned(),
        None => format!("-{number}"),
    };
    text.parse().unwrap_or_else(|_| number.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet with numbers in column A, and formulas in column B.
    fn worked_out(numbers: &[&str], formulas: &[&str]) -> (Vec<String>, usize) {
        let mut sheet = Sheet::default();
        let mut open = Vec::new();
        for row in 0..numbers.len().max(formulas.len()) as u32 {
            if let Some(number) = numbers.get(row as usize) {
                let content = sheet.number(number);
                sheet.cells.push(cell(row, 0, content));
            }
            if let Some(text) = formulas.get(row as usize) {
                sheet.cells.push(cell(row, 1, Content::Blank));
                let (column, text) = (1, (*text).to_owned());
                open.push(Formula { row, column, text });
            }
        }
        let left = work_out(&mut sheet, open).len();
        let result = |cell: &Cell| match cell.content {
            Content::Number { start, length } => sheet.lexeme(start, length).to_owned(),
            _ => String::new(),
        };
        let results = sheet
            .cells
            .iter()
            .filter(|cell| cell.column == 1)
            .map(result);
        (results.collect(), left)
    }

    fn cell(row: u32, column: u32, content: Content) -> Cell {
        Cell {
            row,
            column,
            style: 0,
            content,
        }
    }

    #[test]
    fn sums_are_worked_out_and_sums_of_sums() {
        let formulas = [
            "SUM(B2:B3)",
            "SUM($A$1:A2,5)",
            "A1-A3+1",
            "IF(COUNT(A1:A3)=0,\"\",SUM(A1:A3))",
        ];
        let (results, left) = worked_out(&["0.1", "0.2", "3"], &formulas);
        assert_eq!(results, ["3.4", "5.3", "-1.9", "3.3"]);
        assert_eq!(left, 0);
    }

    #[test]
    fn a_sum_of_what_cannot_be_worked_out_has_no_result() {
        let formulas = ["A1*2", "SUM(A1,B1:B1)", "B2-A1"];
        let (results, left) = worked_out(&["10"], &formulas);
        assert_eq!((results, left), (vec![String::new(); 3], 3));
    }

    #[test]
    fn a_total_of_nothing_is_nothing() {
        let (results, left) = worked_out(&[], &["IF(COUNT(C1:C3)=0,\"\",SUM(C1:C3))"]);
        assert_eq!((results, left), (vec![String::new()], 0));
    }

    #[test]
    fn other_formulas_circles_and_other_sheets_have_no_result() {
        for formula in [
            "AVERAGE(A1:A3)",
            "B1+1",
            "'表1'!A1",
            "A1*2",
            "SUM(A1",
            "",
            "SUM(B1:B9)",
        ] {
            let (results, left) = worked_out(&["1", "2"], &[formula]);
            assert_eq!((results, left), (vec![String::new()], 1), "{formula}");
        }
    }
}
