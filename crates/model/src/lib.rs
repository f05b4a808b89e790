//! The shapes that gongkai's readers and writers share.
//!
//! A [`Document`] is what a file holds: headings, paragraphs, tables. A
//! [`Form`] is a statutory form, as data. [`Document::bind`] finds the form in
//! the document and gives a [`Report`], whose JSON is the published format.
//!
//! This crate knows no file format, no file system and no clock.
//!
//! ```
//! use gongkai_model::{Block, Document, Paragraph, Report, builtin_forms};
//!
//! let lines = ["清源县档案局2020年政府信息公开工作年度报告", "一、总体情况", "全年未收到申请。"];
//! let blocks = lines.map(|line| Block::Paragraph(Paragraph::plain(line))).to_vec();
//! let (document, _) = Document::new(blocks).normalize();
//! let (report, _): (Report, _) = document.bind(builtin_forms());
//! assert_eq!(report.meta.year, Some(2020));
//! assert_eq!(report.meta.organization.as_deref(), Some("清源县档案局"));
//! assert_eq!(report.sections[0].key.as_deref(), None); // no table of a form, no form
//! ```

mod bind;
mod cause;
mod chars;
mod decimal;
mod diagnostic;
mod document;
mod form;
mod format;
pub mod label;
mod lang;
mod normalize;
mod report;
mod schema;

pub use cause::cause;
pub use chars::is_forbidden;
pub use decimal::{Decimal, DecimalError};
pub use diagnostic::{Diagnostic, Kind, Lost, Severity};
pub use document::{
    Anchor, Block, BlockPlace, Bytes, Cell, Comment, Document, Heading, Image, ImageBlock,
    MAX_LEVEL, MAX_TABLE_AREA, Margin, Note, PageBreak, Pages, Paragraph, Place, PointerPlace,
    Properties, Revision, RevisionKind, RichText, Run, SheetPlace, Style, Table, TableError,
    Target, TextBuilder, Value, a1, from_a1,
};
pub use form::{
    Across, FORM_SCHEMA, Form, FormError, FormLine, FormSection, FormTable, Identity, Lack, Layout,
    Misfit, Source as FormSource, Unit, Years, builtin_form, builtin_forms,
};
pub use format::{Format, SourceFormat};
pub use lang::Lang;
pub use report::{
    CellRef, Data, Evidence, Meta, Period, REPORT_SCHEMA, Report, Section, Source, State,
};
pub use schema::{form_schema, report_schema};
