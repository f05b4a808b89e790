//! What stands beside the text of documents made at random: notes, comments,
//! pictures, tracked changes, headers and footers, properties.

use gongkai_model::{
    Anchor, Block, Bytes, Comment, Document, Heading, Image, ImageBlock, Margin, Note, Pages,
    Paragraph, Properties, Revision, RevisionKind, RichText, Target,
};
use proptest::prelude::*;

use crate::generate::{Content, rich_text};

const RED: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x04\0\0\0\x02\x08\x02\0\0\0\xf0\xca\xea4\
    \0\0\0\x10IDATx\xdac8!'\x07G\x0c\xc8\x1c\0o\n\x08!\xee\xa4}\xf9\0\0\0\0IEND\xaeB`\x82";
const WHITE: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// What entries are made of, taken in turn.
#[derive(Debug, Clone)]
pub struct Pool {
    notes: Vec<Vec<Block>>,
    comments: Vec<Comment>,
    images: Vec<Image>,
    revisions: Vec<Revision>,
    headers: Vec<Margin>,
    footers: Vec<Margin>,
    properties: Properties,
}

/// References of a text, by kind; their numbers are given when the document is whole.
pub fn anchors(content: Content) -> BoxedStrategy<Vec<Anchor>> {
    if !content.beside {
        return Just(Vec::new()).boxed();
    }
    let kinds = prop_oneof![
        Just(Target::Footnote(0)),
        Just(Target::Endnote(0)),
        Just(Target::Comment(0)),
        Just(Target::Image(0)),
    ];
    let anchor = (0..20usize, 0..9usize, kinds).prop_map(|(start, length, target)| {
        let is_stretch = matches!(target, Target::Comment(_));
        let end = start + if is_stretch { length } else { 0 };
        Anchor { start, end, target }
    });
    let change = (0..12usize, 1..9usize).prop_map(|(start, length)| Anchor {
        start,
        end: start + length,
        target: Target::Revision(0),
    });
    let changes = prop::collection::vec(change, 0..=usize::from(content.tracked));
    prop::option::weighted(0.4, (prop::collection::vec(anchor, 1..3), changes))
        .prop_map(|some| {
            let (mut anchors, changes) = some.unwrap_or_default();
            anchors.extend(changes);
            anchors
        })
        .boxed()
}

/// A name, a word.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[一-龥]{1,6}",
        1 => Just("<甲>&\"乙'".to_owned()),
        1 => Just("Zhang San".to_owned()),
    ]
}

fn date() -> impl Strategy<Value = Option<String>> {
    let dates = ["2024-01-20T08:30:00Z", "1999-12-31T23:59:59Z"];
    prop::option::of(prop::sample::select(dates.to_vec()).prop_map(str::to_owned))
}

fn image() -> impl Strategy<Value = Image> {
    let kinds = [("image/png", RED), ("image/gif", WHITE)];
    let size = 1..2_000_000u64;
    (
        prop::sample::select(kinds.to_vec()),
        size.clone(),
        size,
        prop::option::of(word()),
    )
        .prop_map(|((media_type, data), width, height, alt)| Image {
            media_type: media_type.to_owned(),
            // Word has no picture without a size, so none comes back without one.
            width: Some(width),
            height: Some(height),
            alt,
            data: Some(Bytes(data.to_vec())),
            link: None,
        })
}

fn blocks(content: Content) -> impl Strategy<Value = Vec<Block>> {
    let paragraph = rich_text(content).prop_map(|content| {
        Block::Paragraph(Paragraph {
            content,
            ..Paragraph::default()
        })
    });
    prop::collection::vec(paragraph, 1..3)
}

fn comment(content: Content) -> impl Strategy<Value = Comment> {
    let who = (prop::option::of(word()), prop::option::of("[A-Z]{1,3}"));
    (who, date(), blocks(content)).prop_map(|((author, initials), date, blocks)| Comment {
        author,
        initials,
        date,
        blocks,
    })
}

fn revision() -> impl Strategy<Value = Revision> {
    let kinds = [
        RevisionKind::Insertion,
        RevisionKind::Deletion,
        RevisionKind::MoveFrom,
        RevisionKind::MoveTo,
    ];
    let kind = prop::sample::select(kinds.to_vec());
    (kind, prop::option::of(word()), date()).prop_map(|(kind, author, date)| Revision {
        kind,
        author,
        date,
    })
}

/// At most one for each kind of page.
fn margins(content: Content) -> impl Strategy<Value = Vec<Margin>> {
    let pages = [Pages::Default, Pages::First, Pages::Even];
    let pages = prop::sample::subsequence(pages.to_vec(), 0..=pages.len());
    (pages, prop::collection::vec(blocks(content), 3)).prop_map(|(pages, blocks)| {
        let margin = |(pages, blocks)| Margin {
            section: 0,
            pages,
            blocks,
        };
        pages.into_iter().zip(blocks).map(margin).collect()
    })
}

fn properties() -> impl Strategy<Value = Properties> {
    let texts = prop::collection::vec(prop::option::of(word()), 9);
    let custom = prop::collection::vec((word(), word()), 0..3);
    (texts, date(), date(), custom).prop_map(|(texts, created, modified, custom)| {
        let mut texts = texts
            .into_iter()
            .map(|text| text.map(|t| t.trim().to_owned()));
        let mut next = || texts.next().flatten();
        Properties {
            title: next(),
            subject: next(),
            creator: next(),
            keywords: next(),
            description: next(),
            category: next(),
            last_modified_by: next(),
            created,
            modified,
            company: next(),
            manager: next(),
            custom: custom.into_iter().collect(),
        }
    })
}

/// What the entries of a document are made of.
pub fn pool(content: Content) -> impl Strategy<Value = Pool> {
    let lists = (
        prop::collection::vec(blocks(content), 1..4),
        prop::collection::vec(comment(content), 1..4),
        prop::collection::vec(image(), 1..4),
        prop::collection::vec(revision(), 1..4),
    );
    let others = (margins(content), margins(content), properties());
    (lists, others).prop_map(
        |((notes, comments, images, revisions), (headers, footers, properties))| Pool {
            notes,
            comments,
            images,
            revisions,
            headers,
            footers,
            properties,
        },
    )
}

/// Gives the references of a document their numbers, and makes the entry of each.
pub fn complete(mut document: Document, pool: &Pool) -> Document {
    document.headers.clone_from(&pool.headers);
    document.footers.clone_from(&pool.footers);
    document.properties.clone_from(&pool.properties);
    let mut lists = Document::default();
    let anything = |_: Target| true;
    number(&mut document.blocks, anything, &mut lists, pool);
    // Word has no note on a note, and nobody comments on a comment or a header.
    let in_note = |target: Target| !matches!(target, Target::Footnote(_) | Target::Endnote(_));
    let elsewhere = |target: Target| matches!(target, Target::Image(_) | Target::Revision(_));
    let mut notes = std::mem::take(&mut lists.footnotes);
    for note in &mut notes {
        number(&mut note.blocks, in_note, &mut lists, pool);
    }
    document.footnotes = notes;
    let mut notes = std::mem::take(&mut lists.endnotes);
    for note in &mut notes {
        number(&mut note.blocks, in_note, &mut lists, pool);
    }
    document.endnotes = notes;
    let mut comments = std::mem::take(&mut lists.comments);
    for comment in &mut comments {
        number(&mut comment.blocks, elsewhere, &mut lists, pool);
    }
    document.comments = comments;
    for margin in document.headers.iter_mut().chain(&mut document.footers) {
        number(&mut margin.blocks, elsewhere, &mut lists, pool);
    }
    document.images = lists.images;
    document.revisions = lists.revisions;
    document
}

fn number(blocks: &mut [Block], allowed: fn(Target) -> bool, lists: &mut Document, pool: &Pool) {
    for block in blocks {
        match block {
            Block::Heading(Heading { content, .. })
            | Block::Paragraph(Paragraph { content, .. }) => {
                number_in(content, allowed, lists, pool);
            }
            Block::Image(ImageBlock { image, .. }) => {
                *image = push(&mut lists.images, &pool.images)
            }
            Block::Table(table) => {
                for cell in &mut table.cells {
                    if cell.blocks.is_empty() {
                        number_in(&mut cell.content, allowed, lists, pool);
                    } else {
                        // The text of such a cell is that of its blocks.
                        cell.content.anchors.clear();
                        number(&mut cell.blocks, allowed, lists, pool);
                    }
                }
            }
            Block::PageBreak(_) => {}
        }
    }
}

fn number_in(
    content: &mut RichText,
    allowed: fn(Target) -> bool,
    lists: &mut Document,
    pool: &Pool,
) {
    content.anchors.retain(|anchor| allowed(anchor.target));
    for anchor in &mut content.anchors {
        let note = |lists: &mut Vec<Note>| {
            let number = lists.len();
            let blocks = pool.notes[number % pool.notes.len()].clone();
            lists.push(Note { blocks });
            number
        };
        anchor.target = match anchor.target {
            Target::Footnote(_) => Target::Footnote(note(&mut lists.footnotes)),
            Target::Endnote(_) => Target::Endnote(note(&mut lists.endnotes)),
            Target::Comment(_) => Target::Comment(push(&mut lists.comments, &pool.comments)),
            Target::Image(_) => Target::Image(push(&mut lists.images, &pool.images)),
            Target::Revision(_) => Target::Revision(push(&mut lists.revisions, &pool.revisions)),
        };
    }
}

/// Adds the next entry of a pool to a list, and gives its number.
fn push<T: Clone>(list: &mut Vec<T>, pool: &[T]) -> usize {
    let number = list.len();
    list.push(pool[number % pool.len()].clone());
    number
}

/// The document without tracked changes of no text: normalizing took it away.
pub fn without_empty_changes(document: Document) -> Document {
    let (mut document, _) = document.normalize();
    let settle = |content: &mut RichText| {
        content
            .anchors
            .retain(|a| !matches!(a.target, Target::Revision(_)) || a.start < a.end);
    };
    fn each(blocks: &mut [Block], settle: &dyn Fn(&mut RichText)) {
        for block in blocks {
            match block {
                Block::Heading(Heading { content, .. })
                | Block::Paragraph(Paragraph { content, .. }) => settle(content),
                Block::Table(table) => {
                    for cell in &mut table.cells {
                        settle(&mut cell.content);
                        each(&mut cell.blocks, settle);
                    }
                }
                Block::Image(_) | Block::PageBreak(_) => {}
            }
        }
    }
    each(&mut document.blocks, &settle);
    document
        .beside_mut()
        .for_each(|blocks| each(blocks, &settle));
    document
}
