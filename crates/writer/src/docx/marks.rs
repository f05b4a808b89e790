//! What docx-rs cannot say: marks within and around paragraphs, and the XML
//! of each. The object model puts a placeholder where one belongs, and the
//! finishing pass puts the XML there.

use std::fmt::Write;

use gongkai_model::{Comment, Revision, RevisionKind};

use super::attribution;
use super::pictures::Picture;
use super::xml::{attribute, push_attribute};

/// Word's own notes 0 and 1 are the lines between text and notes.
const FIRST_NOTE: usize = 2;
/// The largest extent (`ST_PositiveCoordinate`, ISO/IEC 29500-1, 20.1.10.42).
const MAX_EXTENT: u64 = 27_273_042_316_900;

/// A mark; numbers count from 0 in the list of the document.
#[derive(Debug, Clone)]
pub(super) enum Mark<'a> {
    /// The first two notes: `w:separator` and `w:continuationSeparator` (17.11.23, 17.11.1).
    Separators(NoteKind),
    /// A note begins in the list of notes.
    NoteStart(NoteKind, usize),
    NoteEnd(NoteKind),
    /// The number of the note at its beginning (17.11.6, 17.11.13).
    NoteNumber(NoteKind),
    /// The number of the note in the text (17.11.7, 17.11.14).
    NoteReference(NoteKind, usize),
    /// A comment begins in the list of comments (17.13.4.2).
    CommentStart(usize, &'a Comment),
    CommentEnd,
    /// The text that a comment is on begins (17.13.4.4).
    RangeStart(usize),
    /// The text that a comment is on ends (17.13.4.3); the comment is referred to (17.13.4.5).
    RangeEnd(usize),
    /// A tracked change begins; its number is unique in the file (17.13.5).
    RevisionStart(usize, &'a Revision),
    RevisionEnd(RevisionKind),
    /// A picture in a line; its number is unique in the file (20.4.2.8).
    Picture {
        id: usize,
        picture: Picture<'a>,
    },
}

/// Footnote or endnote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
}

impl NoteKind {
    /// The element of a note, without prefix.
    pub(super) fn name(self) -> &'static str {
        match self {
            NoteKind::Footnote => "footnote",
            NoteKind::Endnote => "endnote",
        }
    }

    fn reference_style(self) -> &'static str {
        match self {
            NoteKind::Footnote => "FootnoteReference",
            NoteKind::Endnote => "EndnoteReference",
        }
    }
}

/// Appends the XML of a mark. Writing to a string cannot fail.
pub(super) fn push(out: &mut String, mark: &Mark<'_>) {
    match mark {
        Mark::Separators(kind) => push_separators(out, kind.name()),
        Mark::NoteStart(kind, number) => {
            let (name, id) = (kind.name(), number + FIRST_NOTE);
            let _ = write!(out, "<w:{name} w:id=\"{id}\">");
        }
        Mark::NoteEnd(kind) => {
            let _ = write!(out, "</w:{}>", kind.name());
        }
        Mark::NoteNumber(kind) => {
            let number = format!("<w:{}Ref/>", kind.name());
            push_run(out, kind.reference_style(), &number);
            out.push_str("<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>");
        }
        Mark::NoteReference(kind, number) => {
            let (name, id) = (kind.name(), number + FIRST_NOTE);
            let reference = format!("<w:{name}Reference w:id=\"{id}\"/>");
            push_run(out, kind.reference_style(), &reference);
        }
        Mark::CommentStart(number, comment) => push_comment(out, *number, comment),
        Mark::CommentEnd => out.push_str("</w:comment>"),
        Mark::RangeStart(number) => {
            let _ = write!(out, "<w:commentRangeStart w:id=\"{number}\"/>");
        }
        Mark::RangeEnd(number) => {
            let _ = write!(out, "<w:commentRangeEnd w:id=\"{number}\"/>");
            let reference = format!("<w:commentReference w:id=\"{number}\"/>");
            push_run(out, "CommentReference", &reference);
        }
        Mark::RevisionStart(id, revision) => {
            let _ = write!(out, "<{} w:id=\"{id}\"", element(revision.kind));
            attribution::push(out, revision.author.as_deref(), revision.date.as_deref());
            out.push('>');
        }
        Mark::RevisionEnd(kind) => {
            let _ = write!(out, "</{}>", element(*kind));
        }
        Mark::Picture { id, picture } => push_picture(out, *id, picture),
    }
}

fn push_run(out: &mut String, style: &str, content: &str) {
    let _ = write!(
        out,
        "<w:r><w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr>{content}</w:r>"
    );
}

fn push_separators(out: &mut String, name: &str) {
    for (id, kind) in ["separator", "continuationSeparator"].iter().enumerate() {
        let _ = write!(
            out,
            "<w:{name} w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:pPr><w:spacing w:line=\"240\" \
             w:lineRule=\"auto\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/></w:pPr>\
             <w:r><w:{kind}/></w:r></w:p></w:{name}>"
        );
    }
}

fn push_comment(out: &mut String, number: usize, comment: &Comment) {
    let _ = write!(out, "<w:comment w:id=\"{number}\"");
    attribution::push(out, comment.author.as_deref(), comment.date.as_deref());
    attribution::push_initials(out, comment.initials.as_deref());
    out.push('>');
}

fn element(kind: RevisionKind) -> &'static str {
    match kind {
        RevisionKind::Insertion => "w:ins",
        RevisionKind::Deletion => "w:del",
        RevisionKind::MoveFrom => "w:moveFrom",
        RevisionKind::MoveTo => "w:moveTo",
    }
}

fn push_picture(out: &mut String, id: usize, picture: &Picture<'_>) {
    let cx = picture.width.min(MAX_EXTENT);
    let cy = picture.height.min(MAX_EXTENT);
    let mut alt = String::new();
    if let Some(text) = picture.alt {
        push_attribute(&mut alt, "descr", text);
    }
    let mut blip = String::new();
    if let Some(id) = picture.embed_id() {
        push_attribute(&mut blip, "r:embed", &id);
    }
    if let Some(id) = picture.link_id() {
        push_attribute(&mut blip, "r:link", &id);
    }
    let name = attribute(&format!("图片 {id}"));
    let _ = write!(
        out,
        "<w:r><w:drawing><wp:inline \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/>\
         <wp:docPr id=\"{id}\" name=\"{name}\"{alt}/>\
         <a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">\
         <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
         <pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
         <pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"{name}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip{blip}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>\
         </pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    );
}
