//! Formulas without a result. A binary workbook has a place for the result of
//! every formula, and programs that cannot calculate (Apache POI, xlwt) put a
//! zero or an empty text there, which is no figure of the report.

use gongkai_model::a1;

use super::record::{FORMULA, Records};
use crate::bytes::{f64, u8, u16};

/// A formula has no more bytes ([MS-XLS] 2.5.198.3, `CellParsedFormula`).
const LONGEST: usize = 1800;

/// The bit by which programs ask Excel to calculate a formula when it opens the
/// file. Excel itself leaves it out, and [MS-XLS] 2.4.127 reserves it.
const CALCULATE: u16 = 2;

/// Where flags and tokens stand behind the place, the look and the result.
const FLAGS: usize = 14;
const TOKENS: usize = 20;

// Tokens (2.5.198.25), and functions (2.5.198.17).
const ADD: u8 = 0x03;
const SUBTRACT: u8 = 0x04;
const POWER: u8 = 0x07;
const PLUS: u8 = 0x12;
const PERCENT: u8 = 0x14;
const PARENTHESES: u8 = 0x15;
const ATTRIBUTE: u8 = 0x19;
const INTEGER: u8 = 0x1e;
const NUMBER: u8 = 0x1f;
const FUNCTION: u8 = 0x22;
const CELL: u8 = 0x24;
const AREA: u8 = 0x25;
const SUM: u16 = 4;

/// True where Excel is asked to calculate a formula when it opens the file.
pub(super) fn is_to_be_calculated(data: &[u8]) -> bool {
    u16(data, FLAGS).is_some_and(|flags| flags & CALCULATE != 0)
}

/// True where the program calculated: a formula that Excel is asked to
/// calculate has a result all the same. Its zeros are results as well.
pub(super) fn has_results(stream: &[u8]) -> bool {
    let mut records = Records::new(stream, 0);
    while let Ok(Some(record)) = records.next() {
        let data = record.data;
        let asked = record.id == FORMULA && is_to_be_calculated(data);
        let empty = [[0; 8], [3, 0, 0, 0, 0, 0, 0xff, 0xff]];
        if asked && !empty.iter().any(|empty| data.get(6..14) == Some(empty)) {
            return true;
        }
    }
    false
}

/// A sum or difference as a person writes it; nothing where it is another formula.
pub(super) fn sum(data: &[u8]) -> Option<String> {
    let mut stack: Vec<Part> = Vec::new();
    for token in (Tokens {
        rest: tokens(data)?,
    }) {
        let (id, data) = token?;
        match id {
            ADD | SUBTRACT => {
                let (right, left) = (stack.pop()?, stack.last_mut()?);
                if right.is_sum {
                    return None; // what stands in parentheses is not followed
                }
                left.text.push(if id == ADD { '+' } else { '-' });
                left.text.push_str(&right.text);
                left.is_sum = true;
            }
            ATTRIBUTE if data[0] & 0x10 != 0 => call_sum(&mut stack, 1)?,
            ATTRIBUTE if data[0] & 0x40 != 0 => {} // space
            FUNCTION if u16(data, 1) == Some(SUM) => call_sum(&mut stack, data[0])?,
            INTEGER => stack.push(Part::of(u16(data, 0)?.to_string())),
            NUMBER => stack.push(Part::of(f64(data, 0)?.to_string())),
            CELL => stack.push(Part::of(cell(data, 0, 2)?)),
            AREA => {
                let (first, last) = (cell(data, 0, 4)?, cell(data, 2, 6)?);
                stack.push(Part::of(format!("{first}:{last}")));
            }
            _ => return None,
        }
    }
    let whole = stack.pop()?;
    stack.is_empty().then_some(whole.text)
}

/// True for a formula that gives a number, if no error: by its last token,
/// which is done last. An empty text is no result of it.
pub(super) fn gives_number(data: &[u8]) -> bool {
    /// Functions of statistics: `COUNT`, `SUM`, `AVERAGE`, `MIN`, `MAX`.
    const NUMBERS: [u16; 5] = [0, SUM, 5, 6, 7];
    let mut last = None;
    for token in (Tokens {
        rest: tokens(data).unwrap_or_default(),
    }) {
        match token {
            Some((PARENTHESES, _)) => {}
            Some((ATTRIBUTE, data)) if data[0] & 0x10 == 0 => {}
            Some(token) => last = Some(token),
            None => return false,
        }
    }
    match last {
        Some((FUNCTION, data)) => u16(data, 1).is_some_and(|number| NUMBERS.contains(&number)),
        Some((id, _)) => matches!(
            id,
            ADD..=POWER | PLUS..=PERCENT | ATTRIBUTE | INTEGER | NUMBER
        ),
        None => false,
    }
}

/// A part of a formula, and whether it is a sum of several.
struct Part {
    text: String,
    is_sum: bool,
}

impl Part {
    fn of(text: String) -> Part {
        let is_sum = false;
        Part { text, is_sum }
    }
}

fn call_sum(stack: &mut Vec<Part>, count: u8) -> Option<()> {
    let from = stack.len().checked_sub(usize::from(count))?;
    let arguments: Vec<String> = stack.drain(from..).map(|part| part.text).collect();
    stack.push(Part::of(format!("SUM({})", arguments.join(","))));
    Some(())
}

/// A cell: the upper two bits of its column say what moves with the formula (2.5.198.111).
fn cell(data: &[u8], row: usize, column: usize) -> Option<String> {
    let column = u16(data, column)? & 0x3fff;
    Some(a1(u32::from(u16(data, row)?), u32::from(column)))
}

/// The tokens of a formula of Excel 97 (2.4.127): their length, then themselves.
fn tokens(data: &[u8]) -> Option<&[u8]> {
    let length = usize::from(u16(data, TOKENS)?);
    let tokens = data.get(TOKENS + 2..)?.get(..length)?;
    (length <= LONGEST).then_some(tokens)
}

/// Tokens with their data, one after the other; nothing in the place of one
/// that is not known or is cut off, which ends them.
struct Tokens<'d> {
    rest: &'d [u8],
}

impl<'d> Iterator for Tokens<'d> {
    type Item = Option<(u8, &'d [u8])>;

    fn next(&mut self) -> Option<Self::Item> {
        let (&first, behind) = self.rest.split_first()?;
        // Three classes of one token differ in these bits only (2.5.198.25).
        let id = if first >= 0x20 {
            first & 0x1f | 0x20
        } else {
            first
        };
        let size = match id {
            ADD..=0x16 => Some(0),
            // A choice has a table of its branches.
            ATTRIBUTE if u8(behind, 0).is_some_and(|kind| kind & 4 != 0) => None,
            ATTRIBUTE | FUNCTION => Some(3),
            0x1c | 0x1d => Some(1),
            INTEGER | 0x21 => Some(2),
            NUMBER | AREA => Some(8),
            0x23 | CELL => Some(4),
            0x3a => Some(6),
            0x3b => Some(10),
            _ => None,
        };
        let token = size.and_then(|size| behind.split_at_checked(size));
        let Some((data, rest)) = token else {
            self.rest = &[];
            return Some(None);
        };
        self.rest = rest;
        Some(Some((id, data)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formula(result: [u8; 8], flags: u8, tokens: &[u8]) -> Vec<u8> {
        let head = [&[0; 6][..], &result, &[flags, 0, 0, 0, 0, 0]].concat();
        [&head[..], &[tokens.len() as u8, 0], tokens].concat()
    }

    fn sum_of(tokens: &[u8]) -> Option<String> {
        sum(&formula([0; 8], 2, tokens))
    }

    const B3: [u8; 5] = [0x44, 2, 0, 1, 0xc0];
    const TWO: [u8; 3] = [0x1e, 2, 0];
    const A1_TO_A9: [u8; 9] = [0x25, 0, 0, 8, 0, 0, 0xc0, 0, 0xc0];

    #[test]
    fn sums_are_written_as_a_person_does() {
        let all = [&A1_TO_A9[..], &[0x19, 0x10, 0, 0], &B3, &[3], &TWO, &[4]].concat();
        assert_eq!(sum_of(&all).as_deref(), Some("SUM(A1:A9)+B3-2"));
        let called = [&A1_TO_A9[..], &TWO, &[0x42, 2, 4, 0]].concat();
        assert_eq!(sum_of(&called).as_deref(), Some("SUM(A1:A9,2)"));
        let spaced = [&[0x19, 0x40, 0, 1][..], &B3].concat();
        assert_eq!(sum_of(&spaced).as_deref(), Some("B3"));
    }

    #[test]
    fn other_formulas_are_not_followed() {
        let product = [&B3[..], &TWO, &[5]].concat();
        let inner = [&B3[..], &TWO, &B3, &[3, 4]].concat();
        let cut = [0x25, 0, 0];
        let choice = [0x19, 4, 0, 0];
        for tokens in [
            &product[..],
            &inner,
            &cut,
            &choice,
            &[],
            &[3],
            &[0x42, 9, 4, 0],
        ] {
            assert_eq!(sum_of(tokens), None, "{tokens:?}");
        }
        assert_eq!(sum(&[0; 21]), None);
    }

    #[test]
    fn the_last_token_tells_what_a_formula_gives() {
        let gives = |tokens: &[u8]| gives_number(&formula([0; 8], 0, tokens));
        assert!(gives(&[&B3[..], &TWO, &[5, 0x15]].concat()));
        assert!(gives(&[&A1_TO_A9[..], &[0x42, 1, 5, 0]].concat()));
        assert!(!gives(&B3));
        assert!(!gives(&[&B3[..], &B3, &[8]].concat())); // joined texts
        assert!(!gives(&[]));
    }

    #[test]
    fn a_result_anywhere_tells_that_the_program_calculated() {
        let record = |data: &[u8]| [&[6, 0, data.len() as u8, 0][..], data].concat();
        let zero = record(&formula([0; 8], 2, &TWO));
        let result = record(&formula([1; 8], 2, &TWO));
        let not_asked = record(&formula([1; 8], 0, &TWO));
        assert!(!has_results(&[&zero[..], &not_asked].concat()));
        assert!(has_results(&[&zero[..], &result].concat()));
    }
}
