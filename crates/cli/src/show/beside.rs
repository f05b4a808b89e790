//! What stands beside the text: how much of it there is, and how it begins.

use gongkai_model::{Block, Document, Image, Lang, Margin, Note, Pages, RevisionKind};

use crate::terminal::width;

/// So many of a kind are shown, the others counted.
const MOST: usize = 3;

/// The lines of the list; none where nothing stands beside the text.
pub(super) fn lines(document: &Document, columns: usize, lang: Lang) -> Vec<String> {
    let mut list = List {
        lines: Vec::new(),
        columns,
        lang,
    };
    let notes =
        |notes: &[Note]| -> Vec<String> { notes.iter().map(|note| words(&note.blocks)).collect() };
    list.add(
        ("脚注", "footnote", "footnotes"),
        &notes(&document.footnotes),
    );
    list.add(("尾注", "endnote", "endnotes"), &notes(&document.endnotes));
    let comments: Vec<String> = document
        .comments
        .iter()
        .map(|comment| {
            let colon = lang.pick("：", ": ");
            let author = comment.author.as_deref();
            let author = author.map(|author| format!("{author}{colon}"));
            format!("{}{}", author.unwrap_or_default(), words(&comment.blocks))
        })
        .collect();
    list.add(("批注", "comment", "comments"), &comments);
    let margins = |margins: &[Margin]| -> Vec<String> {
        margins
            .iter()
            .map(|margin| on_pages(margin, lang))
            .collect()
    };
    list.add(("页眉", "header", "headers"), &margins(&document.headers));
    list.add(("页脚", "footer", "footers"), &margins(&document.footers));
    let images: Vec<String> = document.images.iter().map(picture).collect();
    list.add(("图片", "picture", "pictures"), &images);
    list.changes(document);
    list.lines
}

struct List {
    lines: Vec<String>,
    columns: usize,
    lang: Lang,
}

impl List {
    /// A line for a kind, in Chinese, in English for one and for several, and
    /// a line for each of the first.
    fn add(&mut self, name: (&str, &str, &str), all: &[String]) {
        if all.is_empty() {
            return;
        }
        self.lines
            .push(format!("  {}", counted(all.len(), name, self.lang)));
        for one in all.iter().take(MOST) {
            let one = on_one_line(one);
            let one = match one.trim() {
                "" => self.lang.pick("（空白）", "(blank)"),
                one => one,
            };
            let line = format!("    {one}");
            self.lines.push(width::cut(&line, self.columns));
        }
        if let Some(more) = all.len().checked_sub(MOST).filter(|more| *more > 0) {
            self.lines.push(match self.lang {
                Lang::Zh => format!("    ……另有 {more} 个"),
                Lang::En => format!("    … and {more} more"),
            });
        }
    }

    /// The tracked changes, which are there where all were asked for.
    fn changes(&mut self, document: &Document) {
        let changes = &document.revisions;
        if changes.is_empty() {
            return;
        }
        let of_kind = |kind, name| {
            let count = changes.iter().filter(|change| change.kind == kind).count();
            (count > 0).then(|| counted(count, name, self.lang))
        };
        let kinds = [
            of_kind(RevisionKind::Insertion, ("插入", "insertion", "insertions")),
            of_kind(RevisionKind::Deletion, ("删除", "deletion", "deletions")),
            of_kind(RevisionKind::MoveFrom, ("移走", "move away", "moves away")),
            of_kind(
                RevisionKind::MoveTo,
                ("移入", "move to here", "moves to here"),
            ),
        ];
        let kinds: Vec<String> = kinds.into_iter().flatten().collect();
        let mut authors: Vec<&str> = Vec::new();
        for author in changes.iter().filter_map(|change| change.author.as_deref()) {
            if authors.len() < MOST && !authors.contains(&author) {
                authors.push(author);
            }
        }
        let comma = self.lang.pick("、", ", ");
        let total = counted(
            changes.len(),
            ("修订", "tracked change", "tracked changes"),
            self.lang,
        );
        let mut lines = vec![format!("  {total}"), format!("    {}", kinds.join(comma))];
        if !authors.is_empty() {
            lines.push(format!("    {}", on_one_line(&authors.join(comma))));
        }
        let columns = self.columns;
        self.lines
            .extend(lines.iter().map(|line| width::cut(line, columns)));
    }
}

/// Text without what would break the line or steer the terminal.
fn on_one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

fn counted(count: usize, (zh, one, several): (&str, &str, &str), lang: Lang) -> String {
    match (lang, count) {
        (Lang::Zh, _) => format!("{zh} {count} 处"),
        (Lang::En, 1) => format!("1 {one}"),
        (Lang::En, _) => format!("{count} {several}"),
    }
}

/// The text of blocks, paragraphs and cells with spaces between.
fn words(blocks: &[Block]) -> String {
    let mut words = Vec::new();
    for block in blocks {
        match block {
            Block::Table(table) => {
                let texts = table.cells.iter().map(|cell| cell.content.text.clone());
                words.extend(texts.filter(|text| !text.is_empty()));
            }
            block => words.extend(block.printed()),
        }
    }
    words.join(" ")
}

/// A header or footer, with the pages that it stands on if those are not all.
fn on_pages(margin: &Margin, lang: Lang) -> String {
    let pages = match margin.pages {
        Pages::Default => "",
        Pages::First => lang.pick("（首页）", "(first page) "),
        Pages::Even => lang.pick("（偶数页）", "(even pages) "),
    };
    format!("{pages}{}", words(&margin.blocks))
}

fn picture(image: &Image) -> String {
    let told = image.alt.as_deref().or(image.link.as_deref());
    let words = [Some(image.media_type.as_str()), told];
    let words = words.into_iter().flatten().filter(|word| !word.is_empty());
    words.collect::<Vec<&str>>().join("  ")
}

#[cfg(test)]
mod tests {
    use gongkai_model::{Comment, Paragraph, Revision};

    use super::*;

    fn document() -> Document {
        let blocks = |text: &str| vec![Block::Paragraph(Paragraph::plain(text))];
        let change = |kind| Revision {
            kind,
            author: Some("李四".to_owned()),
            date: None,
        };
        Document {
            footnotes: (1..=5)
                .map(|n| Note {
                    blocks: blocks(&format!("第{n}条\n说明")),
                })
                .collect(),
            comments: vec![Comment {
                author: Some("王五".to_owned()),
                blocks: blocks("请核对这个数字"),
                ..Comment::default()
            }],
            headers: vec![Margin {
                pages: Pages::First,
                blocks: blocks("清源县档案馆"),
                ..Margin::default()
            }],
            revisions: vec![
                change(RevisionKind::Insertion),
                change(RevisionKind::Insertion),
                change(RevisionKind::Deletion),
            ],
            ..Document::default()
        }
    }

    #[test]
    fn what_is_there_is_counted_and_its_beginning_shown() {
        let expected = [
            "  5 footnotes",
            "    第1条 说明",
            "    第2条 说明",
            "    第3条 说明",
            "    … and 2 more",
            "  1 comment",
            "    王五: 请核对这个数字",
            "  1 header",
            "    (first page) 清源县档案馆",
            "  3 tracked changes",
            "    2 insertions, 1 deletion",
            "    李四",
        ];
        assert_eq!(lines(&document(), 80, Lang::En), expected);
        let zh = lines(&document(), 16, Lang::Zh);
        assert_eq!(zh[5..7], ["  批注 1 处", "    王五：请核…"]);
        assert_eq!(zh[10], "    插入 2 处、…");
        assert!(zh.iter().all(|line| width::width(line) <= 16), "{zh:?}");
        assert!(lines(&Document::default(), 80, Lang::En).is_empty());
    }
}
