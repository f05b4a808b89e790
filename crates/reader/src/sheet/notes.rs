//! The note of a cell: a comment, or what our own writer put there of
//! footnotes, endnotes and comments, each below a line that says what it is.

use gongkai_model::{Block, Comment, Note, Paragraph, Target};

use super::attached::{Attached, Lists};
use super::context::Context;

const FOOTNOTE: &str = "【脚注】";
const ENDNOTE: &str = "【尾注】";
const COMMENT: &str = "【批注】";

/// Who wrote a note, and when, as the file says beside its text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Signed<'s> {
    pub(crate) author: Option<&'s str>,
    pub(crate) initials: Option<&'s str>,
    pub(crate) date: Option<&'s str>,
}

impl<'s> Signed<'s> {
    /// By somebody, whose name may be empty.
    pub(crate) fn by(author: &'s str) -> Signed<'s> {
        Signed {
            author: Some(author).filter(|name| !name.trim().is_empty()),
            ..Signed::default()
        }
    }
}

/// The longest name of an author that is kept: no program takes a longer one,
/// and it is kept with every comment.
const LONGEST_NAME: usize = 255;

/// The name of an author as it is kept.
pub(crate) fn name(name: &str) -> String {
    name.chars().take(LONGEST_NAME).collect()
}

/// Takes up the note of a cell.
pub(crate) fn read(text: &str, signed: Signed, lists: &mut Lists) -> Vec<Target> {
    let mut targets = Vec::new();
    let mut lines = text.lines().peekable();
    let is_head = |line: &&str| head(line).is_some();
    while let Some(first) = lines.next() {
        let (head, mut body) = match head(first) {
            Some(head) => (head, Vec::new()),
            None => (Head::Plain, vec![first]),
        };
        while let Some(line) = lines.next_if(|line| !is_head(line)) {
            body.push(line);
        }
        targets.push(take(head, body, signed, lists));
    }
    targets
}

/// Attaches a note to its cell; names one that stands at none.
pub(crate) fn attach(
    cell: Option<(u32, u32)>,
    text: &str,
    signed: Signed,
    lists: &mut Lists,
    attached: &mut Attached,
    context: &mut Context,
) {
    match cell {
        Some(cell) => {
            let targets = read(text, signed, lists);
            attached.entry(cell).or_default().extend(targets);
        }
        None => left_out(context),
    }
}

/// Names a comment that stands at no cell.
pub(crate) fn left_out(context: &mut Context) {
    let place = context.sheet();
    context.left_out("comment", &place);
}

/// What a part of a note is.
enum Head<'t> {
    Plain,
    Footnote,
    Endnote,
    Comment(&'t str),
}

fn head(line: &str) -> Option<Head<'_>> {
    match line {
        FOOTNOTE => Some(Head::Footnote),
        ENDNOTE => Some(Head::Endnote),
        _ => line.strip_prefix(COMMENT).map(Head::Comment),
    }
}

fn take(head: Head, body: Vec<&str>, by: Signed, lists: &mut Lists) -> Target {
    match head {
        Head::Footnote => {
            lists.footnotes.push(Note {
                blocks: blocks(&body),
            });
            Target::Footnote(lists.footnotes.len() - 1)
        }
        Head::Endnote => {
            lists.endnotes.push(Note {
                blocks: blocks(&body),
            });
            Target::Endnote(lists.endnotes.len() - 1)
        }
        Head::Comment(signed) => {
            let comment = signed_comment(signed, &body);
            lists.comment(comment)
        }
        Head::Plain => lists.comment(Comment {
            author: by.author.map(str::to_owned),
            initials: by.initials.map(str::to_owned),
            date: by.date.map(str::to_owned),
            blocks: blocks(without_author(&body, by.author)),
        }),
    }
}

/// Excel begins a note with the name of its author on a line of its own.
fn without_author<'b, 't>(body: &'b [&'t str], author: Option<&str>) -> &'b [&'t str] {
    match body {
        [first, rest @ ..] if is_author(first, author) => rest,
        _ => body,
    }
}

fn is_author(line: &str, author: Option<&str>) -> bool {
    let name = line.trim_end().strip_suffix([':', '：']);
    name.is_some() && name == author
}

/// `张三（ZS） 2026-01-05T09:30:00Z`
fn signed_comment(signed: &str, body: &[&str]) -> Comment {
    let (rest, date) = match signed.rsplit_once(' ') {
        Some((rest, date)) if is_date(date) => (rest, Some(date)),
        _ => (signed, None),
    };
    let (author, initials) = match rest.strip_suffix('）').and_then(|r| r.rsplit_once('（')) {
        Some((author, initials)) => (author, Some(initials)),
        None => (rest, None),
    };
    let kept = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Comment {
        author: kept(author),
        initials: initials.and_then(kept),
        date: date.and_then(kept),
        blocks: blocks(body),
    }
}

/// True for the beginning of a date in ISO 8601.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 10 && bytes[..4].iter().all(u8::is_ascii_digit) && bytes[4] == b'-'
}

/// A paragraph a line.
pub(crate) fn blocks(lines: &[&str]) -> Vec<Block> {
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    filled
        .map(|line| Block::Paragraph(Paragraph::plain(*line)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_a_comment_of_its_author() {
        let mut lists = Lists::default();
        let targets = read("张三:\n请核对", Signed::by("张三"), &mut lists);
        assert_eq!(targets, [Target::Comment(0)]);
        assert_eq!(lists.comments[0].author.as_deref(), Some("张三"));
        assert_eq!(
            lists.comments[0].blocks[0].printed().as_deref(),
            Some("请核对")
        );
    }

    #[test]
    fn heads_tell_notes_and_comments_apart() {
        let mut lists = Lists::default();
        let text =
            "【脚注】\n含上年结转。\n【批注】张三（ZS） 2026-01-05T09:30:00Z\n一\n二\n【尾注】\n略";
        let targets = read(text, Signed::default(), &mut lists);
        let expected = [Target::Footnote(0), Target::Comment(0), Target::Endnote(0)];
        assert_eq!(targets, expected);
        let comment = &lists.comments[0];
        assert_eq!(comment.author.as_deref(), Some("张三"));
        assert_eq!(comment.initials.as_deref(), Some("ZS"));
        assert_eq!(comment.date.as_deref(), Some("2026-01-05T09:30:00Z"));
        assert_eq!(comment.blocks.len(), 2);
    }
}
