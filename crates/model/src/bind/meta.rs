//! What a report says of itself: title, organisation, year, period, date of
//! issue and signature.

use super::dates::{Date, date, year};
use super::key::squash;
use crate::form::Form;
use crate::{Block, Document, Heading, Meta, Paragraph, Period};

/// A title stands among the first blocks, before them at most a red head and a file number.
const TITLE_REACH: usize = 12;
/// A title has at most this many characters.
const LONGEST_TITLE: usize = 80;
/// The date of issue and the signature stand among the last blocks.
const END_REACH: usize = 8;

/// Makes headings of level 0 of the lines that are the title by their words:
/// they end as the titles of one of the forms do.
pub(super) fn promote_title(document: &mut Document, forms: &[Form]) {
    let first_lines = || document.blocks.iter().take(TITLE_REACH);
    let names_report = |block: &Block| {
        block.printed().is_some_and(|text| {
            let short = text.chars().count() <= LONGEST_TITLE && !text.contains(['。', '；']);
            short && kind_of_report(&squash(&text), forms).is_some_and(|(_, rest)| rest.is_empty())
        })
    };
    if first_lines().any(|block| is_title(block) && names_report(block)) {
        return;
    }
    let Some(last) = first_lines().position(names_report) else {
        return;
    };
    // `清源县档案局` on one line, `2020年政府信息公开工作年度报告` on the next.
    let text = document.blocks[last].printed().unwrap_or_default();
    let alone = organization(&squash(&text), forms).is_none();
    let above = last.checked_sub(1).filter(|_| alone);
    let above = above.filter(|&block| is_name(&document.blocks[block]));
    for index in above.into_iter().chain([last]) {
        let block = &mut document.blocks[index];
        if let Block::Paragraph(Paragraph {
            label: None,
            content,
            place,
        }) = block
        {
            let text = std::mem::take(&mut content.text);
            let content = std::mem::take(content).with_text(text);
            *block = Block::Heading(Heading {
                level: 0,
                label: None,
                content,
                place: place.take(),
            });
        } else if let Block::Heading(heading) = block {
            heading.level = 0;
        }
    }
}

/// True for a short line without punctuation, such as the name of an organisation.
fn is_name(block: &Block) -> bool {
    let Block::Paragraph(paragraph) = block else {
        return false;
    };
    let text = &paragraph.content.text;
    paragraph.label.is_none()
        && (2..=40).contains(&text.chars().count())
        && !text.contains([
            '。', '，', '；', '：', ':', '、', '！', '？', '〔', '（', '(',
        ])
        && !text.contains(|c: char| c.is_ascii_digit())
}

fn is_title(block: &Block) -> bool {
    matches!(block, Block::Heading(heading) if heading.level == 0)
}

/// The title: the first headings of level 0 that follow each other, or those
/// that name the kind of report, where a red head stands over them.
fn title(document: &Document, forms: &[Form]) -> Option<String> {
    let mut titles = document
        .blocks
        .chunk_by(|a, b| is_title(a) == is_title(b))
        .filter(|lines| lines.first().is_some_and(is_title))
        .map(|lines| {
            let lines: Vec<String> = lines.iter().filter_map(Block::printed).collect();
            lines.concat().replace('\n', "")
        });
    let first = titles.next()?;
    let names_report = |title: &String| kind_of_report(&squash(title), forms).is_some();
    if names_report(&first) {
        return Some(first);
    }
    Some(titles.find(names_report).unwrap_or(first))
}

/// The year in the title.
pub(super) fn title_year(document: &Document, forms: &[Form]) -> Option<i32> {
    year_within(&squash(&title(document, forms)?))
}

fn year_within(text: &str) -> Option<i32> {
    text.char_indices()
        .find_map(|(offset, _)| year(&text[offset..]))
        .map(|(year, _)| year)
}

/// Splits a squashed title before and after the words that say what kind of
/// report it is.
fn kind_of_report<'t>(title: &'t str, forms: &[Form]) -> Option<(&'t str, &'t str)> {
    forms
        .iter()
        .flat_map(|form| std::iter::once(&form.title).chain(&form.title_variants))
        .find_map(|kind| {
            let start = title.find(kind.as_str())?;
            Some((&title[..start], &title[start + kind.len()..]))
        })
}

/// The title without the year and the kind of report.
fn organization(title: &str, forms: &[Form]) -> Option<String> {
    let (before, _) = kind_of_report(title, forms)?;
    let mut name = before.to_owned();
    if let Some((offset, rest)) = before
        .char_indices()
        .find_map(|(offset, _)| Some((offset, year(&before[offset..])?.1)))
    {
        let rest = rest.strip_prefix('度').unwrap_or(rest);
        name = format!("{}{rest}", &before[..offset]);
    }
    let name = name
        .trim_start_matches("关于")
        .trim_end_matches(['的', '(', ')']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// Reads what the document says of itself.
pub(super) fn read(document: &Document, forms: &[Form]) -> Meta {
    let title = title(document, forms);
    let squashed = title.as_deref().map(squash);
    let (issued, issuer) = signature(document);
    Meta {
        organization: squashed
            .as_deref()
            .and_then(|title| organization(title, forms)),
        year: squashed.as_deref().and_then(year_within),
        title,
        period: document.blocks.iter().find_map(period),
        issued: issued.map(Date::iso),
        issuer,
    }
}

/// `2020年1月1日至2020年12月31日`, `自2020年1月1日起至12月31日止`.
fn period(block: &Block) -> Option<Period> {
    let text = squash(&block.printed()?);
    text.char_indices().find_map(|(offset, _)| {
        let (start, rest) = date(&text[offset..], None)?;
        let rest = rest.strip_prefix('起').unwrap_or(rest);
        let rest = ["至", "到", "——", "—", "-", "--", "–", "~", "～"]
            .iter()
            .find_map(|word| rest.strip_prefix(word))?;
        let (end, _) = date(rest, Some(start.year))?;
        Some(Period {
            start: start.iso(),
            end: end.iso(),
        })
    })
}

/// The date of issue, and the signature above or before it.
fn signature(document: &Document) -> (Option<Date>, Option<String>) {
    let mut last = document.blocks.iter().enumerate().rev().take(END_REACH);
    let found = last.find_map(|(index, block)| {
        let Block::Paragraph(paragraph) = block else {
            return None;
        };
        let text = &paragraph.content.text;
        let (issued, before) = trailing_date(text)?;
        Some((index, issued, before.trim()))
    });
    let Some((index, issued, before)) = found else {
        return (None, None);
    };
    if !before.is_empty() {
        return (Some(issued), Some(squash(before)));
    }
    let above = index.checked_sub(1).map(|above| &document.blocks[above]);
    let signer = above
        .filter(|block| is_name(block))
        .and_then(Block::printed);
    (Some(issued), signer.map(|name| squash(&name)))
}

/// The date at the end of a short line, and what stands before it.
fn trailing_date(text: &str) -> Option<(Date, &str)> {
    if text.chars().count() > 60 {
        return None;
    }
    text.char_indices().find_map(|(offset, _)| {
        let squashed = squash(&text[offset..]);
        let (issued, rest) = date(&squashed, None)?;
        let before = &text[..offset];
        let plain = !before.contains(['。', '，', '；', '：', ':', '、', '至', '（', '(']);
        (plain && rest.is_empty() && before.chars().count() <= 40).then_some((issued, before))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin_forms;

    fn meta(lines: &[&str]) -> Meta {
        let blocks = lines
            .iter()
            .map(|line| Block::Paragraph(Paragraph::plain(*line)))
            .collect();
        let (document, _) = Document::new(blocks).normalize();
        document.bind(builtin_forms()).0.meta
    }

    #[test]
    fn the_title_tells_organisation_and_year() {
        for lines in [
            &["清源县档案局2020年政府信息公开工作年度报告"][..],
            &["2020年度清源县档案局政府信息公开工作年度报告"],
            &["清源县档案局", "2020 年政府信息公开工作年度报告"],
            &[
                "清档〔2021〕3号",
                "清源县档案局",
                "二〇二〇年政府信息公开工作年度报告",
            ],
            &["清源县档案局2020年政府信息公开年度报告"],
        ] {
            let meta = meta(lines);
            assert_eq!(
                meta.organization.as_deref(),
                Some("清源县档案局"),
                "{lines:?}"
            );
            assert_eq!(meta.year, Some(2020), "{lines:?}");
        }
    }

    #[test]
    fn the_title_is_kept_as_printed() {
        let meta = meta(&["清源县档案局", "2020 年政府信息公开工作年度报告"]);
        assert_eq!(
            meta.title.as_deref(),
            Some("清源县档案局2020 年政府信息公开工作年度报告")
        );
    }

    #[test]
    fn period_date_and_signature_are_found() {
        let meta = meta(&[
            "清源县档案局2020年政府信息公开工作年度报告",
            "数据统计期限自2020年1月1日起至12月31日止。",
            "清源县档案局",
            "2021年1月20日",
        ]);
        let period = meta.period.unwrap();
        assert_eq!(
            (period.start.as_str(), period.end.as_str()),
            ("2020-01-01", "2020-12-31")
        );
        assert_eq!(meta.issued.as_deref(), Some("2021-01-20"));
        assert_eq!(meta.issuer.as_deref(), Some("清源县档案局"));
    }

    #[test]
    fn prose_that_names_the_report_is_no_title() {
        let meta = meta(&[
            "现将2020年政府信息公开工作年度报告公布如下。",
            "全年无申请。",
        ]);
        assert_eq!(meta, Meta::default());
    }
}
