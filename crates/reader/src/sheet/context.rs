//! What sheets are read with, and what there is to say of them.

use gongkai_model::{Diagnostic, Kind as Code, Place, SheetPlace, a1};

use super::grid::Content;
use super::remarks::Remarks;
use super::styles::Styles;
use crate::tally::Tally;
use crate::{Error, ErrorKind, Hidden};

/// What there is to say of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics {
    pub(crate) list: Vec<Diagnostic>,
    pub(crate) tally: Tally,
    pub(crate) remarks: Remarks,
    forgiven: Vec<&'static str>,
    /// How many formulas have no result.
    formulas: usize,
}

impl Diagnostics {
    pub(crate) fn new(hidden: Hidden) -> Diagnostics {
        Diagnostics {
            tally: Tally::new(hidden),
            ..Diagnostics::default()
        }
    }

    /// Notes that so many empty cells have borders that a sheet is formatted to
    /// its end: from one on they are left out.
    pub(crate) fn formatted(&mut self, (row, column): (u32, u32), place: Place) {
        let what = format!("empty cells with borders: {}", a1(row, column));
        self.forgive("empty cells with borders", what, Some(place));
    }

    /// Notes a departure from the format, once for each kind of it.
    pub(crate) fn forgive(&mut self, kind: &'static str, what: String, place: Option<Place>) {
        if !self.forgiven.contains(&kind) {
            self.forgiven.push(kind);
            self.list
                .push(Diagnostic::new(Code::Forgiven { what }, place));
        }
    }

    /// Hidden content: true where it is left out. Either way it is named.
    pub(crate) fn hides(&mut self, what: &str, place: Place) -> bool {
        let (what, keeps) = (what.to_owned(), self.tally.keeps_hidden());
        let kind = match keeps {
            true => Code::HiddenKept { what },
            false => Code::HiddenLeftOut { what },
        };
        self.list.push(Diagnostic::new(kind, Some(place)));
        !keeps
    }

    /// Names what stands under a merged cell: nothing shows it again but taking
    /// the merge away.
    pub(crate) fn covered(&mut self, place: Place) {
        let what = "cells under a merged cell".to_owned();
        let kind = Code::HiddenLeftOut { what };
        self.list.push(Diagnostic::new(kind, Some(place)));
    }

    /// Names a sheet of a kind that has no cells to read: each, since each is
    /// missed by its name.
    pub(crate) fn other_sheet(&mut self, what: &str, name: &str) {
        let (what, count) = (what.to_owned(), 1);
        let kind = Code::ContentLeftOut { what, count };
        self.list
            .push(Diagnostic::new(kind, Some(sheet_place(name))));
    }

    /// True where a sheet is left out because it is hidden, which is named.
    pub(crate) fn hides_sheet(&mut self, state: SheetState, name: &str) -> bool {
        !self.tally.keeps_hidden() && self.name_hidden(state, name)
    }

    /// Names a hidden sheet that was read all the same.
    pub(crate) fn kept_sheet(&mut self, state: SheetState, name: &str) {
        self.name_hidden(state, name);
    }

    fn name_hidden(&mut self, state: SheetState, name: &str) -> bool {
        let what = match state {
            SheetState::Visible => return false,
            SheetState::Hidden => "sheet",
            SheetState::VeryHidden => "very hidden sheet",
        };
        self.hides(what, sheet_place(name));
        true
    }

    /// All of them, each kind of content left out once.
    pub(crate) fn into_list(self) -> impl Iterator<Item = Diagnostic> {
        let remarks = self.remarks.into_diagnostics();
        let tally = self.tally.into_diagnostics();
        self.list.into_iter().chain(tally).chain(remarks)
    }
}

/// Whether a sheet has a tab (18.18.68; `hsState`, [MS-XLS] 2.4.28;
/// [MS-XLSB] 2.4.304).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum SheetState {
    #[default]
    Visible,
    Hidden,
    /// Hidden, and only a program can show it again.
    VeryHidden,
}

impl SheetState {
    /// The state of a number in a binary workbook.
    pub(crate) fn from_number(number: u32) -> SheetState {
        match number {
            1 | 3 => SheetState::Hidden,
            2 => SheetState::VeryHidden,
            _ => SheetState::Visible,
        }
    }
}

/// What a sheet is read with.
pub(crate) struct Context<'c> {
    pub(crate) name: &'c str,
    pub(crate) styles: &'c Styles,
    /// How many strings its cells share.
    pub(crate) strings: usize,
    pub(crate) diagnostics: &'c mut Diagnostics,
    /// How many cells the workbook may still have.
    pub(crate) cells_left: &'c mut usize,
    pub(crate) cells_limit: usize,
}

impl Context<'_> {
    /// The place of a cell.
    pub(crate) fn place(&self, row: u32, column: u32) -> Place {
        Place::cell(self.name, row, column)
    }

    /// The place of the sheet as a whole.
    pub(crate) fn sheet(&self) -> Place {
        sheet_place(self.name)
    }

    /// Notes that a sheet is formatted to its end.
    pub(crate) fn formatted(&mut self, row: u32, column: u32) {
        let place = self.place(row, column);
        self.diagnostics.formatted((row, column), place);
    }

    /// Notes a departure from the format, once for each kind.
    pub(crate) fn forgive(&mut self, what: &'static str, detail: &str, place: Place) {
        let what_and_detail = format!("{what}: {}", detail.chars().take(60).collect::<String>());
        self.diagnostics.forgive(what, what_and_detail, Some(place));
    }

    /// What a cell holds that has one of the shared strings; nothing where there
    /// is none of that number.
    pub(crate) fn shared(&mut self, index: u32, row: u32, column: u32) -> Content {
        if (index as usize) < self.strings {
            return Content::Shared(index);
        }
        self.forgive("shared string", &index.to_string(), self.place(row, column));
        Content::Blank
    }

    /// Names content of the sheet that is not carried.
    pub(crate) fn left_out(&mut self, what: &str, place: &Place) {
        self.diagnostics.tally.left_out(what, Some(place));
    }

    /// Notes a cell that is not within the grid, where it cannot be.
    pub(crate) fn outside(&mut self) {
        self.forgive("a cell outside of the sheet", "", self.sheet());
    }

    /// Counts a cell.
    pub(crate) fn count_cell(&mut self, part: &str) -> Result<(), Error> {
        match self.cells_left.checked_sub(1) {
            Some(left) => *self.cells_left = left,
            None => {
                let (part, limit) = (part.to_owned(), self.cells_limit as u64);
                return Err(ErrorKind::Limit {
                    part,
                    what: "cells",
                    limit,
                }
                .into());
            }
        }
        Ok(())
    }

    /// Says of a formula that it has no result; past a number of them, once of
    /// each sheet that has more than were listed.
    pub(crate) fn formula_without_result(&mut self, row: u32, column: u32) {
        /// One by one up to here; a person mends them all at once anyway.
        const LISTED: usize = 1000;
        let Diagnostics { list, formulas, .. } = &mut *self.diagnostics;
        *formulas += 1;
        let place = match *formulas {
            ..=LISTED => Place::cell(self.name, row, column),
            _ => sheet_place(self.name),
        };
        let is_said = |last: &Diagnostic| {
            last.kind == Code::FormulaWithoutResult && last.place.as_ref() == Some(&place)
        };
        if list.last().is_some_and(is_said) {
            return;
        }
        let kind = Code::FormulaWithoutResult;
        list.push(Diagnostic::new(kind, Some(place)));
    }
}

/// The place of a sheet as a whole.
pub(crate) fn sheet_place(name: &str) -> Place {
    Place::Sheet(SheetPlace {
        sheet: name.to_owned(),
        cell: None,
    })
}
