//! Comments of a sheet: the Comments part ([MS-XLSB] 2.1.7.8). Threads and the
//! people in them are XML, as in .xlsx.

use super::record::{self as r, Records, text};
use super::workbook::rich;
use crate::Error;
use crate::bytes::u32;
use crate::package::{Kind, Package, Relationships};
use crate::sheet::area::{MAX_COLUMNS, MAX_ROWS};
use crate::sheet::attached::{Attached, Lists};
use crate::sheet::context::Context;
use crate::sheet::notes::{self, Signed};
use crate::xlsx::comments::{self, Persons};

/// Reads the comments of a sheet.
pub(super) fn read(
    package: &mut Package,
    relationships: &Relationships,
    persons: &Persons,
    context: &mut Context,
    lists: &mut Lists,
    attached: &mut Attached,
) -> Result<(), Error> {
    let threaded = comments::threads(package, relationships, persons, context, lists, attached)?;
    for relationship in relationships.all(Kind::Comments) {
        let Some(bytes) = package.related_bytes(relationship)? else {
            continue;
        };
        for note in notes_of(Records::new(&bytes, &relationship.target))? {
            if note.cell.is_some_and(|cell| threaded.contains(&cell)) {
                continue; // it stands in for a thread
            }
            let by = Signed::by(&note.author);
            notes::attach(note.cell, &note.text, by, lists, attached, context);
        }
    }
    Ok(())
}

/// A note as the part has it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Note {
    /// Its cell; nothing where it is outside of the grid.
    pub(super) cell: Option<(u32, u32)>,
    pub(super) author: String,
    pub(super) text: String,
}

/// The notes of a part: its authors come first, and each note is a record of
/// its cell and its author (`BrtBeginComment`, 2.4.30), then one of its text
/// (`BrtCommentText`, 2.4.338).
pub(super) fn notes_of(mut records: Records) -> Result<Vec<Note>, Error> {
    let mut authors: Vec<String> = Vec::new();
    let mut found: Vec<Note> = Vec::new();
    while let Some(record) = records.next()? {
        let data = record.data;
        match record.id {
            r::COMMENT_AUTHOR => {
                let author = text(data, 0).map(|(author, _)| notes::name(&author));
                authors.push(author.unwrap_or_default());
            }
            r::COMMENT => found.push(Note {
                cell: cell(data),
                author: u32(data, 0)
                    .and_then(|number| authors.get(number as usize).cloned())
                    .unwrap_or_default(),
                text: String::new(),
            }),
            r::COMMENT_TEXT => {
                let text = rich(data, 0, &[]).map(|rich| rich.text);
                if let (Some(note), Some(text)) = (found.last_mut(), text) {
                    note.text = text;
                }
            }
            _ => {} // where its parts begin and end
        }
    }
    Ok(found)
}

/// The first cell of the area (`UncheckedRfX`) that a note is at.
fn cell(data: &[u8]) -> Option<(u32, u32)> {
    let (row, column) = (u32(data, 4)?, u32(data, 12)?);
    (row < MAX_ROWS && column < MAX_COLUMNS).then_some((row, column))
}
