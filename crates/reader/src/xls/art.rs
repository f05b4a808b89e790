//! Drawings as Office keeps them ([MS-ODRAW]): records within records.

use crate::bytes::{slice, u16, u32};

// Types of records (2.2).
pub(super) const STORE_ENTRY: u16 = 0xf007;
pub(super) const SHAPE_CONTAINER: u16 = 0xf004;
pub(super) const CLIENT_ANCHOR: u16 = 0xf010;
pub(super) const CLIENT_DATA: u16 = 0xf011;
pub(super) const PROPERTIES: u16 = 0xf00b;
pub(super) const MORE_PROPERTIES: u16 = 0xf121;
pub(super) const LAST_PROPERTIES: u16 = 0xf122;

/// A record (`OfficeArtRecordHeader`, 2.2.1).
#[derive(Debug, Clone, Copy)]
pub(super) struct Art<'a> {
    pub(super) id: u16,
    /// What the record says of itself, by its type.
    pub(super) instance: u16,
    /// Its data; nothing for a record of records, which follow it.
    pub(super) data: &'a [u8],
}

/// The records of a drawing in their order, those that others hold among
/// them: what a record is tells where in the tree it stands.
pub(super) struct Arts<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Arts<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Arts<'a> {
        Arts { bytes, at: 0 }
    }
}

impl<'a> Iterator for Arts<'a> {
    type Item = Art<'a>;

    /// The next record; nothing where the drawing is cut off.
    fn next(&mut self) -> Option<Art<'a>> {
        let (art, next) = art(self.bytes, self.at)?;
        self.at = next;
        Some(art)
    }
}

/// The record at an offset, and where the next one begins.
pub(super) fn art(bytes: &[u8], at: usize) -> Option<(Art<'_>, usize)> {
    /// A record with this version holds others.
    const CONTAINER: u16 = 0xf;
    let head = u16(bytes, at)?;
    let (version, instance) = (head & 0xf, head >> 4);
    let id = u16(bytes, at + 2)?;
    let length = match version {
        CONTAINER => 0,
        _ => u32(bytes, at + 4)? as usize,
    };
    let data = slice(bytes, at + 8, length)?;
    Some((Art { id, instance, data }, at + 8 + length))
}

/// A property of a shape (2.2.7): its number, its value, and what does not fit
/// the value.
pub(super) struct Property<'a> {
    pub(super) id: u16,
    pub(super) value: u32,
    pub(super) complex: &'a [u8],
}

/// The properties of a record: six bytes each, and behind them all, in their
/// order, what does not fit these (2.2.9).
pub(super) fn properties<'a>(art: &Art<'a>) -> impl Iterator<Item = Property<'a>> {
    const SIZE: usize = 6;
    let data = art.data;
    let mut behind = usize::from(art.instance) * SIZE;
    let all = data.chunks_exact(SIZE).take(usize::from(art.instance));
    all.map_while(move |entry| {
        let (head, value) = (u16(entry, 0)?, u32(entry, 2)?);
        let complex = match head & 0x8000 {
            0 => &[],
            _ => slice(data, behind, value as usize)?,
        };
        behind += complex.len();
        Some(Property {
            id: head & 0x3fff,
            value,
            complex,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_within_records_are_read_one_after_the_other() {
        let bytes = [
            0x0f, 0, 0x02, 0xf0, 99, 0, 0, 0, // holds the next one
            0x23, 0, 0x0b, 0xf0, 16, 0, 0,
            0, // two properties, the second with two bytes more
            0x04, 0x41, 7, 0, 0, 0, 0x81, 0x83, 4, 0, 0, 0, b'a', 0, b'b', 0, //
            0, 0, 0x10, 0xf0, 9, 0, 0, 0, // cut off
        ];
        let found: Vec<Art> = Arts::new(&bytes).collect();
        let ids: Vec<u16> = found.iter().map(|art| art.id).collect();
        assert_eq!(ids, [0xf002, PROPERTIES]);
        let said: Vec<(u16, u32, usize)> = properties(&found[1])
            .map(|property| (property.id, property.value, property.complex.len()))
            .collect();
        assert_eq!(said, [(0x0104, 7, 0), (0x0381, 4, 4)]);
    }
}
