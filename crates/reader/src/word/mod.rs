//! What Word files have in common whatever bytes they are made of: numbers
//! and labels, fields, the grid of a table, what a paragraph becomes.
//!
//! Readers of one format each state what stands in their file; here it is
//! decided what that means, so that a report in `.doc` reads like its `.docx`.

pub(crate) mod code;
pub(crate) mod count;
pub(crate) mod definitions;
pub(crate) mod equation;
mod field_text;
pub(crate) mod fields;
pub(crate) mod grid;
pub(crate) mod lists;
pub(crate) mod look;
pub(crate) mod paragraph;
pub(crate) mod pieces;
pub(crate) mod styles;
pub(crate) mod symbols;
