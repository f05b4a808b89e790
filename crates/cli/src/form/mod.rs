//! `gongkai form`: the statutory forms.

mod blank;

use std::io::{self, Write};

use gongkai_model::{Across, Form, FormLine, FormTable, Identity, Lang, Unit, Years};

use crate::args::{self, FormCommand};
use crate::error::{Error, ErrorKind};
use crate::forms;
use crate::status::Status;
use crate::terminal::{Messages, stdout, width};

/// Lists the forms, or shows one.
pub(crate) fn run(args: &args::Form, lang: Lang) -> Result<Status, Error> {
    let messages = Messages::new(lang, false);
    match &args.command {
        FormCommand::List { forms: files } => {
            let forms = forms::load(&files.files, &messages)?;
            stdout::print(|out| list(out, &forms, lang))?;
        }
        FormCommand::Show { id, forms: files } => {
            let forms = forms::load(&files.files, &messages)?;
            let form = find(&forms, id)?;
            stdout::print(|out| show(out, form, lang))?;
        }
        FormCommand::Blank(args) => {
            let forms = forms::load(&args.forms.files, &messages)?;
            blank::write(args, find(&forms, &args.id)?, &messages)?;
        }
    }
    Ok(Status::Done)
}

/// The form of that name.
fn find<'f>(forms: &'f [Form], id: &str) -> Result<&'f Form, Error> {
    forms.iter().find(|form| form.id == id).ok_or_else(|| {
        let known = forms.iter().map(|form| form.id.clone()).collect();
        Error::of(id.as_ref(), ErrorKind::UnknownForm { known })
    })
}

/// One line a form.
fn list(out: &mut dyn Write, forms: &[Form], lang: Lang) -> io::Result<()> {
    let ids = forms
        .iter()
        .map(|form| width::width(&form.id))
        .max()
        .unwrap_or(0);
    let titles = forms
        .iter()
        .map(|form| width::width(&form.title))
        .max()
        .unwrap_or(0);
    for form in forms {
        writeln!(
            out,
            "{}  {}  {}  {}  {}",
            width::pad(&form.id, ids),
            width::pad(&form.title, titles),
            years(form.years),
            fields(form, lang),
            form.source.number
        )?;
    }
    Ok(())
}

fn show(out: &mut dyn Write, form: &Form, lang: Lang) -> io::Result<()> {
    writeln!(
        out,
        "{}  {}  {}  {}",
        form.id,
        form.title,
        years(form.years),
        fields(form, lang)
    )?;
    writeln!(out, "{}  {}", form.source.number, form.source.name)?;
    writeln!(out, "\n{}", lang.pick("章节", "Sections"))?;
    let keys = form
        .sections
        .iter()
        .map(|section| section.key.len())
        .max()
        .unwrap_or(0);
    for section in &form.sections {
        writeln!(
            out,
            "  {}  {}{}",
            width::pad(&section.key, keys),
            section.label,
            section.title
        )?;
    }
    form.tables
        .iter()
        .try_for_each(|table| show_table(out, table, lang))
}

fn show_table(out: &mut dyn Write, table: &FormTable, lang: Lang) -> io::Result<()> {
    let title = table.title.as_deref().unwrap_or(&table.sheet);
    writeln!(out, "\n{} {}  {title}", lang.pick("表", "Table"), table.id)?;
    let facts = [
        (lang.pick("章节", "section"), table.section.as_str()),
        (lang.pick("工作表", "sheet"), table.sheet.as_str()),
        (lang.pick("单位", "unit"), unit(table.unit, lang)),
    ];
    let facts: Vec<String> = facts
        .iter()
        .map(|(name, value)| format!("{name} {value}"))
        .collect();
    writeln!(out, "  {}", facts.join(lang.pick("，", ", ")))?;
    let count = table.rows.len() * table.columns.len();
    if let Some(first) = table.field_ids().next() {
        let id = &table.id;
        match lang {
            Lang::Zh => writeln!(out, "  填报项 {count} 个：{id}.<行>.<列>，如 {first}")?,
            Lang::En => writeln!(
                out,
                "  {count} fields: {id}.<row>.<column>, such as {first}"
            )?,
        }
    }
    lines(out, lang.pick("列", "columns"), &table.columns, lang)?;
    lines(out, lang.pick("行", "rows"), &table.rows, lang)?;
    if !table.identities.is_empty() {
        writeln!(out, "  {}", lang.pick("勾稽关系", "identities"))?;
    }
    table
        .identities
        .iter()
        .try_for_each(|identity| show_identity(out, identity, lang))
}

/// The rows or columns of a table.
fn lines(out: &mut dyn Write, title: &str, lines: &[FormLine], lang: Lang) -> io::Result<()> {
    writeln!(out, "  {title}")?;
    let ids = lines.iter().map(|line| line.id.len()).max().unwrap_or(0);
    for line in lines {
        let mut labels: Vec<&str> = line.under.iter().map(String::as_str).collect();
        labels.push(&line.label);
        let unit = line
            .unit
            .map(|own| format!("  [{}]", unit(own, lang)))
            .unwrap_or_default();
        writeln!(
            out,
            "    {}  {}{unit}",
            width::pad(&line.id, ids),
            labels.join(" › ")
        )?;
    }
    Ok(())
}

/// `applications-balance: received + carried_in = …`.
fn show_identity(out: &mut dyn Write, identity: &Identity, lang: Lang) -> io::Result<()> {
    let (left, right) = (identity.left.join(" + "), identity.right.join(" + "));
    let across = match identity.across {
        Across::Rows => lang.pick("每列", "in each column"),
        Across::Columns => lang.pick("每行", "in each row"),
    };
    writeln!(out, "    {}  ({across})  {left} = {right}", identity.rule)
}

fn years(years: Years) -> String {
    match years.last {
        Some(last) if last == years.first => last.to_string(),
        Some(last) => format!("{}–{last}", years.first),
        None => format!("{}–", years.first),
    }
}

fn fields(form: &Form, lang: Lang) -> String {
    let count = form.field_ids().count();
    match lang {
        Lang::Zh => format!("{count} 个填报项"),
        Lang::En => format!("{count} fields"),
    }
}

fn unit(unit: Unit, lang: Lang) -> &'static str {
    match unit {
        Unit::Count => lang.pick("件数", "count"),
        Unit::SignedCount => lang.pick("增减件数（可为负）", "count, may be negative"),
        Unit::Yuan => lang.pick("元", "yuan"),
        Unit::TenThousandYuan => lang.pick("万元", "ten thousand yuan"),
    }
}
