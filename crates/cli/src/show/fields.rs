//! The fields of a form: what was read for each, and where.

use std::io::{self, Write};

use gongkai_model::{Evidence, Form, Lang, Report, State};

use crate::terminal::{place, width};

/// Labels are cut off here.
const LABELS: usize = 44;

/// One field, as printed.
struct Line<'a> {
    id: &'a str,
    labels: String,
    value: String,
    text: String,
    place: String,
}

/// Prints one line a field: identifier, labels, figure or state, the text of
/// the cell where it says more, and its place.
pub(super) fn print<'a>(
    out: &mut dyn Write,
    report: &'a Report,
    evidence: impl IntoIterator<Item = (&'a String, &'a Evidence)>,
    form: Option<&Form>,
    lang: Lang,
) -> io::Result<()> {
    let lines: Vec<Line> = evidence
        .into_iter()
        .map(|(id, found)| line(report, id, found, form, lang))
        .collect();
    let widest = |part: &dyn Fn(&Line) -> usize| lines.iter().map(part).max().unwrap_or(0);
    let ids = widest(&|line| width::width(line.id));
    let labels = widest(&|line| width::width(&line.labels));
    let values = widest(&|line| width::width(&line.value));
    for line in &lines {
        let text = format!(
            "  {}  {}  {}  {}{}",
            width::pad(line.id, ids),
            width::pad(&line.labels, labels),
            width::pad(&line.value, values),
            line.text,
            line.place
        );
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}

fn line<'a>(
    report: &Report,
    id: &'a str,
    found: &Evidence,
    form: Option<&Form>,
    lang: Lang,
) -> Line<'a> {
    let figure = report.figure(id).map(ToString::to_string);
    let shown = found.text.replace('\n', " ");
    let says_more = !shown.trim().is_empty() && figure.as_deref() != Some(shown.as_str());
    let labels = form
        .and_then(|form| form.field(id))
        .map(|(_, labels)| labels);
    Line {
        id,
        labels: width::cut(&labels.unwrap_or_default().replace('\n', " "), LABELS),
        value: figure.unwrap_or_else(|| state(found.state, lang).to_owned()),
        text: if says_more {
            lang.pick("“", "\"").to_owned() + &shown + lang.pick("”  ", "\"  ")
        } else {
            String::new()
        },
        place: found
            .place
            .as_ref()
            .map(|found| place(found, lang))
            .unwrap_or_default(),
    }
}

/// What stands in a cell that gives no figure.
fn state(state: State, lang: Lang) -> &'static str {
    match state {
        State::Number => lang.pick("（数字）", "(number)"),
        State::Blank => lang.pick("（空白）", "(blank)"),
        State::Mark => lang.pick("（符号）", "(mark)"),
        State::Text => lang.pick("（文字）", "(text)"),
        State::Absent => lang.pick("（无此单元格）", "(absent)"),
    }
}
