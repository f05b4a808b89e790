//! `gongkai show`: what was read, for people.

mod beside;
mod fields;
mod grid;
mod outline;

use std::io::{self, Write};

use gongkai_model::{Block, Form, Lang, Report, Table};

use crate::args;
use crate::error::Error;
use crate::input::{Input, Reading};
use crate::status::Status;
use crate::terminal::{Messages, place, stdout, width};

/// The columns of the widest label of the head: `Organization`.
const LABEL: usize = 12;

/// Shows one report.
pub(crate) fn run(args: &args::Show, lang: Lang) -> Result<Status, Error> {
    let messages = Messages::new(lang, false);
    let reading = Reading::meant(&args.reading, &messages)?;
    let input = Input::from_typed(&args.input);
    let read = input.report(&reading)?;
    stdout::print(|out| show(out, &read.report, &reading.forms, lang))?;
    if !read.diagnostics.is_empty() {
        messages.text(lang.pick("\n读取情况\n", "\nTo know about the file\n"));
    }
    messages.diagnostics(input.shown().as_deref(), &read.diagnostics, usize::MAX);
    Ok(Status::Done)
}

fn show(out: &mut dyn Write, report: &Report, forms: &[Form], lang: Lang) -> io::Result<()> {
    let columns = width::columns();
    head(out, report, lang)?;
    title(out, lang.pick("大纲", "Outline"))?;
    outline::print(out, &report.document, lang)?;
    for (number, (block, table)) in report.document.tables().enumerate() {
        table_title(out, report, number + 1, block, table, lang)?;
        grid::print(out, table, columns)?;
    }
    let form = forms
        .iter()
        .find(|form| Some(&form.id) == report.form.as_ref());
    if let Some(evidence) = &report.evidence {
        title(out, lang.pick("填报项", "Fields"))?;
        fields::print(out, report, evidence, form, width::limit(), lang)?;
    }
    let beside = beside::lines(&report.document, columns, lang);
    if !beside.is_empty() {
        title(out, lang.pick("正文之外", "Beside the text"))?;
    }
    beside.iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// What the report says of itself; what it does not say is left out.
fn head(out: &mut dyn Write, report: &Report, lang: Lang) -> io::Result<()> {
    let (source, meta) = (report.source.as_ref(), &report.meta);
    let no_form = lang.pick("（无）", "(none)");
    let period = meta
        .period
        .as_ref()
        .map(|p| format!("{} – {}", p.start, p.end));
    let lines = [
        (
            "文件",
            "File",
            source.and_then(|source| source.name.clone()),
        ),
        (
            "格式",
            "Format",
            source.map(|source| source.format.to_string()),
        ),
        (
            "表样",
            "Form",
            Some(report.form.as_deref().unwrap_or(no_form).to_owned()),
        ),
        (
            "标题",
            "Title",
            meta.title.as_ref().map(|title| title.replace('\n', " ")),
        ),
        ("单位", "Organization", meta.organization.clone()),
        ("年度", "Year", meta.year.map(|year| year.to_string())),
        ("统计期", "Period", period),
        ("发布日期", "Issued", meta.issued.clone()),
        ("署名", "Issuer", meta.issuer.clone()),
    ];
    for (zh, en, value) in lines {
        if let Some(value) = value {
            writeln!(out, "{}  {value}", width::pad(lang.pick(zh, en), LABEL))?;
        }
    }
    Ok(())
}

fn title(out: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(out, "\n{text}")
}

/// The number of a table, its heading, size and place.
fn table_title(
    out: &mut dyn Write,
    report: &Report,
    number: usize,
    block: usize,
    table: &Table,
    lang: Lang,
) -> io::Result<()> {
    let (rows, columns) = (table.rows, table.columns);
    let (name, size) = match lang {
        Lang::Zh => (format!("表 {number}"), format!("{rows} 行 {columns} 列")),
        Lang::En => (
            format!("Table {number}"),
            format!("{rows} × {columns} (rows × columns)"),
        ),
    };
    let mut parts = vec![name, size];
    parts.extend(table.place.as_ref().map(|found| place(found, lang)));
    let heading = report.document.blocks[..block]
        .iter()
        .rev()
        .find_map(|block| match block {
            Block::Heading(heading) => Some(heading.printed()),
            _ => None,
        });
    parts.extend(heading.map(|heading| heading.replace('\n', " ")));
    title(out, &parts.join("  "))
}
