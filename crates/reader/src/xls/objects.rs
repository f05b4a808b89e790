//! What stands beside the cells of a sheet: comments, pictures, and objects
//! that are only named. It is told in three kinds of records that belong
//! together: drawings, objects (`Obj`, [MS-XLS] 2.4.181) and their texts
//! (`TxO`, 2.4.329); comments refer to objects (`Note`, 2.4.179).

use std::collections::HashMap;

use encoding_rs::Encoding;
use gongkai_model::Target;

use super::blips::Blips;
use super::code_page::decode;
use super::globals::Globals;
use super::measure::Sizes;
use super::record::{self as r, Biff, Record, Records};
use super::shapes::{Shape, shapes};
use super::strings::{Pieces, unicode};
use crate::Error;
use crate::bytes::{u8, u16};
use crate::package::media::{Look, Size};
use crate::sheet::attached::{Attached, Lists};
use crate::sheet::context::Context;
use crate::sheet::notes::{self, Signed};

// Kinds of objects (`FtCmo`, 2.5.143).
const PICTURE: u16 = 0x08;
const NOTE: u16 = 0x19;

/// How many columns a sheet has.
const COLUMNS: u32 = 256;

/// What all sheets share of that: lists, and limits.
pub(super) struct Beside<'b> {
    pub(super) lists: &'b mut Lists,
    /// The most bytes that all pictures may have together.
    pub(super) image_bytes: u64,
    /// How many bytes may still be unpacked.
    pub(super) unpack: &'b mut u64,
}

/// What stands beside the cells of a sheet, while it is read.
pub(super) struct Objects {
    /// What tells how large pictures are.
    pub(super) sizes: Sizes,
    drawing: Vec<u8>,
    objects: Vec<Object>,
    notes: Vec<Note>,
}

/// An object.
struct Object {
    kind: u16,
    id: u16,
    /// It is no picture, although it has one: what it is for messages.
    other: Option<&'static str>,
    /// The text of a comment.
    text: Option<String>,
}

/// A comment.
struct Note {
    cell: (u32, u32),
    said: Said,
}

enum Said {
    /// In the text of an object; by whom.
    InObject(u16, String),
    /// Before Excel 97: in a code page.
    Here(Vec<u8>),
}

impl Objects {
    pub(super) fn new(globals: &Globals) -> Objects {
        Objects {
            sizes: Sizes::new(globals.digit),
            drawing: Vec::new(),
            objects: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Takes up a record with those that continue it; false where it is none
    /// of these.
    pub(super) fn record<'s>(
        &mut self,
        record: Record<'s>,
        records: &mut Records<'s>,
        biff: Biff,
    ) -> bool {
        match record.id {
            r::DRAWING => {
                for piece in records.continued(record) {
                    self.drawing.extend_from_slice(piece);
                }
            }
            r::OBJ => {
                let mut pieces = records.continued(record).into_iter();
                self.objects.extend(pieces.next().and_then(object));
                self.go_on(pieces, biff);
            }
            r::TEXT_OBJECT => self.text(&records.continued(record)),
            r::NOTE => {
                let _ = self.note(record.data, biff); // one that is cut off has no cell
            }
            _ => return false,
        }
        true
    }

    /// A record that goes on behind an object goes on with the drawing: Excel
    /// puts the objects into the middle of it.
    fn go_on<'p>(&mut self, pieces: impl Iterator<Item = &'p [u8]>, biff: Biff) {
        if biff == Biff::V8 {
            pieces.for_each(|piece| self.drawing.extend_from_slice(piece));
        }
    }

    /// The text of the object before it: the number of its characters, then in
    /// the records that continue it the text, and the looks of its stretches.
    fn text(&mut self, pieces: &[&[u8]]) {
        let data = pieces.first().copied().unwrap_or_default();
        let count = u16(data, 10).unwrap_or_default();
        let mut looks = usize::from(u16(data, 12).unwrap_or_default());
        let mut text = String::new();
        let mut rest = pieces.get(1..).unwrap_or_default();
        if count > 0 {
            let mut found = Pieces::new([&[&[][..]], rest].concat(), 0);
            text = found.characters(usize::from(count), false);
            rest = rest.get(found.piece()..).unwrap_or_default();
            while let Some((first, behind)) = rest.split_first().filter(|_| looks > 0) {
                looks = looks.saturating_sub(first.len());
                rest = behind;
            }
        }
        self.go_on(rest.iter().copied(), Biff::V8);
        if let Some(object) = self.objects.last_mut().filter(|object| object.kind == NOTE) {
            object.text = Some(text);
        }
    }

    /// A comment. Before Excel 97 it holds its text, up to 2,048 bytes in one
    /// record; those that go on with it have no row.
    fn note(&mut self, data: &[u8], biff: Biff) -> Option<()> {
        let (row, column) = (u16(data, 0)?, u16(data, 2)?);
        if biff == Biff::V8 {
            let author = unicode(data, 8, true).map(|author| notes::name(&author));
            self.notes.push(Note {
                cell: (u32::from(row), u32::from(column)),
                said: Said::InObject(u16(data, 6)?, author.unwrap_or_default()),
            });
            return Some(());
        }
        let text = data.get(6..)?;
        if row != u16::MAX {
            let length = usize::from(u16(data, 4)?);
            self.notes.push(Note {
                cell: (u32::from(row), u32::from(column)),
                said: Said::Here(text.get(..length).unwrap_or(text).to_vec()),
            });
        } else if let Some(Said::Here(said)) = self.notes.last_mut().map(|note| &mut note.said) {
            let length = usize::from(u16(data, 4)?);
            said.extend_from_slice(text.get(..length).unwrap_or(text));
        }
        Some(())
    }

    /// Attaches all of it to its cells; names what cannot be.
    pub(super) fn attach(
        mut self,
        globals: &Globals,
        beside: &mut Beside,
        attached: &mut Attached,
        context: &mut Context,
    ) -> Result<(), Error> {
        self.attach_notes(globals.encoding, beside.lists, attached, context);
        let shapes = shapes(&self.drawing);
        let mut of_objects = shapes.iter().filter(|shape| shape.is_object);
        let mut sums = None;
        for object in &self.objects {
            let shape = of_objects.next();
            match (name_of(object), shape) {
                (_, Some(shape)) if object.is_picture() => {
                    let sums = sums.get_or_insert_with(|| self.sizes.sums());
                    let size = sums.size(&shape.anchor).filter(|_| shape.is_own);
                    beside.picture(shape, size, &globals.blips, attached, context)?;
                }
                (Some(what), _) => {
                    let place = context.sheet();
                    context.left_out(what, &place);
                }
                (None, _) => {}
            }
        }
        Ok(())
    }

    fn attach_notes(
        &mut self,
        encoding: &'static Encoding,
        lists: &mut Lists,
        attached: &mut Attached,
        context: &mut Context,
    ) {
        // Each text once: a file must not make a hundred comments of one.
        let mut texts: HashMap<u16, String> = HashMap::new();
        for object in &mut self.objects {
            if let Some(text) = object.text.take() {
                texts.entry(object.id).or_insert(text);
            }
        }
        for note in std::mem::take(&mut self.notes) {
            let (text, author) = match note.said {
                Said::InObject(id, author) => (texts.remove(&id), author),
                Said::Here(bytes) => (Some(decode(encoding, &bytes)), String::new()),
            };
            let cell = Some(note.cell).filter(|(_, column)| *column < COLUMNS);
            let (Some(text), cell) = (text, cell) else {
                let place = context.place(note.cell.0, note.cell.1);
                context.left_out("comment", &place);
                continue;
            };
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            notes::attach(cell, &text, Signed::by(&author), lists, attached, context);
        }
    }
}

impl Beside<'_> {
    /// Attaches a picture to the cell where it stands; names one that is not there.
    fn picture(
        &mut self,
        shape: &Shape,
        size: Option<Size>,
        blips: &Blips,
        attached: &mut Attached,
        context: &mut Context,
    ) -> Result<(), Error> {
        let look = Look {
            size,
            alt: shape.description.clone(),
            linked: false,
        };
        let cell = shape.anchor.cell();
        let stored = shape
            .picture
            .and_then(|number| Some((number, blips.name(number)?)));
        let gallery = &mut self.lists.gallery;
        let number = match (stored, &shape.link) {
            (Some((number, name)), _) => {
                let unpack = &mut *self.unpack;
                let bytes = |most| Ok(blips.picture(number, most, unpack));
                gallery.stored(&name, look, self.image_bytes, bytes)?
            }
            (None, Some(link)) if shape.picture.is_none() => gallery.linked(link, look),
            (None, _) => None,
        };
        match number {
            Some(number) => {
                let targets = attached.entry(cell).or_default();
                targets.push(Target::Image(number));
            }
            None => {
                let place = context.place(cell.0, cell.1);
                context.left_out("pic", &place);
            }
        }
        Ok(())
    }
}

impl Object {
    fn is_picture(&self) -> bool {
        self.kind == PICTURE && self.other.is_none()
    }
}

/// An object (2.4.181): its kind and its number, and in records of their own
/// what else is known of it.
fn object(data: &[u8]) -> Option<Object> {
    const END: u16 = 0x00;
    const FLAGS: u16 = 0x08;
    const FORMULA: u16 = 0x09;
    let mut object = Object {
        kind: u16(data, 4)?,
        id: u16(data, 6)?,
        other: None,
        text: None,
    };
    let mut at = 0;
    while let (Some(id), Some(length)) = (u16(data, at), u16(data, at + 2)) {
        match id {
            END => break,
            // A control that shows a picture (`FtPioGrbit`, 2.5.151).
            FLAGS if u8(data, at + 4).is_some_and(|flags| flags & 0x10 != 0) => {
                object.other = Some("controls");
            }
            // What is embedded or linked and shows a picture; a picture of
            // cells has the cells there (`FtPictFmla`, 2.5.150).
            FORMULA if matches!(u8(data, at + 12), Some(0x02 | 0x39)) => {
                object.other = object.other.or(Some("oleObjects"));
            }
            _ => {}
        }
        at += 4 + usize::from(length);
    }
    Some(object)
}

/// What an object is called in messages. Lines say nothing, groups say it with
/// their members, comments were named.
fn name_of(object: &Object) -> Option<&'static str> {
    object.other.or(match object.kind {
        0x05 => Some("graphicFrame"),
        PICTURE => Some("pic"),
        0x02 | 0x03 | 0x06 | 0x09 | 0x1e => Some("sp"),
        // A list that opens at a cell belongs to its filter or its validation.
        0x07 | 0x0b..=0x13 => Some("controls"),
        _ => None,
    })
}
