//! What a statutory form says of the cells of a workbook: which of them are
//! sums of others, what may be typed into them, and what must tally.
//!
//! Nothing of this is read back: a formula has its result beside it, and the
//! rest only helps the person who fills in or corrects the workbook.

mod area;
mod figures;
mod identity;
mod reference;
mod totals;
mod validation;

use std::collections::HashMap;

use gongkai_model::{CellRef, Form, FormTable, Report};
use rust_xlsxwriter::Worksheet;

use self::figures::Figures;
use self::identity::Red;
use self::totals::Totals;
use super::refused;
use crate::{Error, Options};

/// Row and column of a cell, from 0.
type Position = (u32, u32);

/// What a form says of the cells of a report.
#[derive(Default)]
pub(super) struct Statutory<'f> {
    form: Option<&'f Form>,
    cells: HashMap<String, CellRef>,
    /// Those that Excel's sums take for what they are.
    summed: HashMap<String, CellRef>,
    totals: Totals,
}

impl<'f> Statutory<'f> {
    pub(super) fn new(report: &Report, options: &Options<'f>) -> Statutory<'f> {
        let followed = |form: &&Form| report.form.as_ref() == Some(&form.id);
        let Some(form) = options.forms.iter().find(followed) else {
            return Statutory::default();
        };
        let cells: HashMap<String, CellRef> = super::fields(report)
            .map(|(field, cell)| (field.to_owned(), cell))
            .collect();
        let figures = Figures { report };
        let mut summed = cells.clone();
        summed.retain(|_, cell| figures.is_summed(*cell));
        let totals = match options.formulas {
            true => Totals::of(&figures, form, &summed, figures.are_blank(&cells)),
            false => Totals::default(),
        };
        Statutory {
            form: Some(form),
            cells,
            summed,
            totals,
        }
    }

    /// The formula of a cell that is the sum of others: `SUM(B4:G4)`.
    pub(super) fn formula(&self, block: usize, row: u32, column: u32) -> Option<&str> {
        let cell = CellRef { block, row, column };
        self.totals.formula(cell)
    }

    /// Sets up the sheet of a table: what may be typed into its figures, and
    /// what turns red where it does not tally.
    pub(super) fn set_up(&self, sheet: &mut Worksheet, block: usize) -> Result<(), Error> {
        let Some(form) = self.form else {
            return Ok(());
        };
        validation::add(sheet, &self.of_block(form, block)).map_err(refused)?;
        for table in &form.tables {
            for red in identity::reds(table, block, &self.summed) {
                add_red(sheet, &red)?;
            }
        }
        Ok(())
    }

    /// The fields whose cells are in a table, with the units of their figures.
    fn of_block(&self, form: &'f Form, block: usize) -> Vec<(gongkai_model::Unit, Position)> {
        let units = form.tables.iter().flat_map(units);
        let found = units.filter_map(|(field, unit)| Some((unit, self.cells.get(&field)?)));
        found
            .filter(|(_, cell)| cell.block == block)
            .map(|(unit, cell)| (unit, (cell.row, cell.column)))
            .collect()
    }
}

/// The fields of a table of a form, with the units of their figures.
fn units(table: &FormTable) -> impl Iterator<Item = (String, gongkai_model::Unit)> {
    table.rows.iter().flat_map(move |row| {
        let columns = table.columns.iter();
        columns.map(move |column| (table.field_id(row, column), table.unit_of(row, column)))
    })
}

fn add_red(sheet: &mut Worksheet, red: &Red) -> Result<(), Error> {
    use rust_xlsxwriter::{Color, ConditionalFormatFormula, Format};
    let format = Format::new()
        .set_background_color(Color::RGB(0xFFC7CE))
        .set_font_color(Color::RGB(0x9C0006));
    let rule = ConditionalFormatFormula::new()
        .set_rule(format!("={}", red.formula).as_str())
        .set_multi_range(area::list(&red.areas).as_str())
        .set_format(format);
    let Some(first) = red.areas.first() else {
        return Ok(());
    };
    sheet
        .add_conditional_format(
            first.top,
            first.left as u16,
            first.bottom,
            first.right as u16,
            &rule,
        )
        .map_err(refused)?;
    Ok(())
}

#[cfg(test)]
mod tests;
