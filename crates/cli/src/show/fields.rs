//! The fields of a form: what was read for each, and where.

use std::fmt::Write as _;
use std::io::{self, Write};

use gongkai_model::{Evidence, Form, Lang, Report, State};

use crate::terminal::{place, width};

/// Labels are cut off here.
const LABELS: usize = 44;

/// No label and no text is cut to less than this: it is left out.
const SHORTEST: usize = 4;

/// One field, as printed.
struct Line<'a> {
    id: &'a str,
    labels: String,
    value: String,
    /// The text of the cell, where it says more than the value.
    text: Option<String>,
    place: String,
}

/// Prints the fields: identifier, labels, figure or state, the text of the cell
/// where it says more, and its place. Each is one line where there is room for
/// it; where there is not, a line for each row of the form has its fields below.
pub(super) fn print<'a>(
    out: &mut dyn Write,
    report: &'a Report,
    evidence: impl IntoIterator<Item = (&'a String, &'a Evidence)>,
    form: Option<&Form>,
    columns: Option<usize>,
    lang: Lang,
) -> io::Result<()> {
    let lines: Vec<Line> = evidence
        .into_iter()
        .map(|(id, found)| line(report, id, found, form, lang))
        .collect();
    let texts = wide(&lines, lang);
    match columns {
        Some(columns) if texts.iter().any(|text| width::width(text) > columns) => {
            narrow(out, &lines, columns, lang)
        }
        _ => texts.iter().try_for_each(|text| writeln!(out, "{text}")),
    }
}

/// A line for each field, with aligned columns.
fn wide(lines: &[Line], lang: Lang) -> Vec<String> {
    let ids = widest(lines.iter().map(|line| line.id));
    let shown = |line: &Line| width::cut(&line.labels, LABELS);
    let labels: Vec<String> = lines.iter().map(shown).collect();
    let label = widest(labels.iter().map(String::as_str));
    let values = widest(lines.iter().map(|line| line.value.as_str()));
    let of_line = |(line, labels): (&Line, &String)| {
        let text = line.text.as_ref().map(|text| quoted(text, lang) + "  ");
        let line = format!(
            "  {}  {}  {}  {}{}",
            width::pad(line.id, ids),
            width::pad(labels, label),
            width::pad(&line.value, values),
            text.unwrap_or_default(),
            line.place
        );
        line.trim_end().to_owned()
    };
    lines.iter().zip(&labels).map(of_line).collect()
}

/// A line for each row of the form, and below it one for each of its columns,
/// none wider than `columns`. Labels and texts are cut off first.
fn narrow(out: &mut dyn Write, lines: &[Line], columns: usize, lang: Lang) -> io::Result<()> {
    let ids = widest(lines.iter().map(|line| column_of(line.id).1));
    let label = widest(lines.iter().map(|line| column_label(&line.labels).1));
    let values = widest(lines.iter().map(|line| line.value.as_str()));
    let places = widest(lines.iter().map(|line| line.place.as_str()));
    let fixed = "    ".len() + ids + "  ".len() + values + "  ".len() + places;
    let label = label.min(columns.saturating_sub(fixed + "  ".len()));
    let label = Some(label).filter(|label| *label >= SHORTEST);
    let mut row = "";
    for line in lines {
        let (own_row, id) = column_of(line.id);
        let (row_label, column) = column_label(&line.labels);
        if own_row != row {
            row = own_row;
            let title = format!("  {row}  {row_label}");
            writeln!(out, "{}", width::cut(title.trim_end(), columns))?;
        }
        let mut text = format!("    {}", width::pad(id, ids));
        if let Some(label) = label {
            let _ = write!(text, "  {}", width::pad(&width::cut(column, label), label)); // a string
        }
        let _ = write!(text, "  {}", width::pad(&line.value, values));
        if let Some(said) = &line.text {
            let around = width::width(&quoted("", lang)) + 2 * "  ".len();
            let room =
                columns.saturating_sub(width::width(&text) + around + width::width(&line.place));
            if room >= SHORTEST {
                let _ = write!(text, "  {}", quoted(&width::cut(said, room), lang));
            }
        }
        let _ = write!(text, "  {}", line.place);
        writeln!(out, "{}", width::cut(text.trim_end(), columns))?;
    }
    Ok(())
}

fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(width::width).max().unwrap_or(0)
}

/// The table and row of an identifier, and its column.
fn column_of(id: &str) -> (&str, &str) {
    id.rsplit_once('.').unwrap_or(("", id))
}

/// The printed labels of a field's row and of its column.
fn column_label(labels: &str) -> (&str, &str) {
    labels.rsplit_once(" › ").unwrap_or(("", labels))
}

fn quoted(text: &str, lang: Lang) -> String {
    format!("{}{text}{}", lang.pick("“", "\""), lang.pick("”", "\""))
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
        .map(|(_, labels)| labels.replace('\n', " "));
    Line {
        id,
        labels: labels.unwrap_or_default(),
        value: figure.unwrap_or_else(|| state(found.state, lang).to_owned()),
        text: says_more.then_some(shown),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn lines() -> Vec<Line<'static>> {
        let line = |id, labels: &str, value: &str, text: Option<&str>| Line {
            id,
            labels: labels.to_owned(),
            value: value.to_owned(),
            text: text.map(str::to_owned),
            place: "block 17, row 18, column 3".to_owned(),
        };
        vec![
            line(
                "applications.received.natural_person",
                "一、本年新收 › 自然人",
                "5",
                None,
            ),
            line(
                "applications.received.total",
                "一、本年新收 › 总计",
                "5",
                None,
            ),
            line(
                "procurement.amount.total",
                "政府集中采购 › 采购总金额（不含工程）",
                "104150",
                Some("104150元"),
            ),
        ]
    }

    fn narrowed(columns: usize) -> String {
        let mut out = Vec::new();
        narrow(&mut out, &lines(), columns, Lang::En).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn without_a_limit_every_field_is_one_line() {
        let wide = wide(&lines(), Lang::Zh);
        assert_eq!(wide.len(), 3);
        assert!(wide[2].ends_with("104150  “104150元”  block 17, row 18, column 3"));
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for columns in [20, 40, 60, 80, 100] {
            let text = narrowed(columns);
            assert!(
                text.lines().all(|line| width::width(line) <= columns),
                "{text}"
            );
        }
        let expected = "  \
  applications.received  一、本年新收
    natural_person  自然人      5       block 17, row 18, column 3
    total           总计        5       block 17, row 18, column 3
  procurement.amount  政府集中采购
    total           采购总金…   104150  block 17, row 18, column 3
";
        assert_eq!(narrowed(66), expected);
    }
}
