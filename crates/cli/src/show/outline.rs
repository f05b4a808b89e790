//! The headings of a document, and how much stands under each.

use std::io::{self, Write};

use gongkai_model::{Block, Document, Lang};

/// A heading and what stands under it, up to the next heading.
#[derive(Debug, Default, PartialEq, Eq)]
struct Entry {
    level: u8,
    /// None for what stands before the first heading.
    heading: Option<String>,
    paragraphs: usize,
    tables: usize,
    images: usize,
}

/// Prints the outline.
pub(super) fn print(out: &mut dyn Write, document: &Document, lang: Lang) -> io::Result<()> {
    for entry in entries(document) {
        let before = lang.pick("（第一个标题之前）", "(before the first heading)");
        let heading = entry.heading.as_deref().unwrap_or(before);
        let indent = "  ".repeat(usize::from(entry.level) + 1);
        writeln!(
            out,
            "{indent}{}{}",
            heading.replace('\n', " "),
            contents(&entry, lang)
        )?;
    }
    Ok(())
}

fn entries(document: &Document) -> Vec<Entry> {
    let mut entries = vec![Entry::default()];
    for block in &document.blocks {
        if let Block::Heading(heading) = block {
            let (level, heading) = (heading.level, Some(heading.printed()));
            entries.push(Entry {
                level,
                heading,
                ..Entry::default()
            });
        } else if let Some(entry) = entries.last_mut() {
            match block {
                Block::Paragraph(_) => entry.paragraphs += 1,
                Block::Table(_) => entry.tables += 1,
                Block::Image(_) => entry.images += 1,
                Block::Heading(_) | Block::PageBreak(_) => {}
            }
        }
    }
    entries.retain(|entry| {
        entry.heading.is_some() || entry.paragraphs + entry.tables + entry.images > 0
    });
    entries
}

/// `  (3 paragraphs, 1 table)`, or nothing.
fn contents(entry: &Entry, lang: Lang) -> String {
    let count = |number: usize, zh: &str, one: &str, many: &str| match (number, lang) {
        (0, _) => None,
        (_, Lang::Zh) => Some(format!("{number} {zh}")),
        (1, Lang::En) => Some(format!("1 {one}")),
        (_, Lang::En) => Some(format!("{number} {many}")),
    };
    let parts: Vec<String> = [
        count(entry.paragraphs, "段", "paragraph", "paragraphs"),
        count(entry.tables, "表", "table", "tables"),
        count(entry.images, "图", "picture", "pictures"),
    ]
    .into_iter()
    .flatten()
    .collect();
    match (parts.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("（{}）", parts.join("，")),
        (false, Lang::En) => format!("  ({})", parts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use gongkai_model::{Heading, Paragraph, RichText};

    use super::*;

    #[test]
    fn headings_are_indented_and_what_is_under_them_is_counted() {
        let heading = |level, label: &str, text: &str| {
            let label = Some(label.to_owned());
            Block::Heading(Heading {
                level,
                label,
                content: RichText::plain(text),
                place: None,
            })
        };
        let paragraph = || Block::Paragraph(Paragraph::plain("文"));
        let blocks = vec![
            paragraph(),
            heading(1, "一、", "总体情况"),
            paragraph(),
            paragraph(),
            heading(2, "（一）", "主动公开"),
        ];
        let mut out = Vec::new();
        print(&mut out, &Document::new(blocks), Lang::En).unwrap();
        let expected = "  (before the first heading)  (1 paragraph)\n    \
                        一、总体情况  (2 paragraphs)\n      （一）主动公开\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
