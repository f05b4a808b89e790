//! What a sheet is and how a person sees it, whatever file it comes from.
//!
//! A reader of workbooks puts the cells of a sheet into a [`grid::Sheet`], in
//! terms that `.xlsx`, `.xlsb`, `.xls` and `.ods` share. [`look`] makes of it
//! the rows that a person sees, by number formats, merges and what is hidden;
//! [`layout`] makes blocks of these. What there is to know of a workbook beside
//! its cells is in [`remarks`].

pub(crate) mod area;
pub(crate) mod attached;
pub(crate) mod builder;
pub(crate) mod context;
mod declared;
pub(crate) mod grid;
pub(crate) mod header_footer;
pub(crate) mod layout;
pub(crate) mod links;
pub(crate) mod look;
pub(crate) mod merges;
pub(crate) mod notes;
pub(crate) mod number_format;
pub(crate) mod remarks;
mod side_by_side;
mod stacked;
pub(crate) mod styles;
mod sums;
mod table;
pub(crate) mod text;
