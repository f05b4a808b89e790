//! The shapes on a sheet (`OfficeArtDgContainer`, [MS-ODRAW] 2.2.13): the cell
//! where each stands, and the picture that it shows.

use super::art::{
    Art, Arts, CLIENT_ANCHOR, CLIENT_DATA, LAST_PROPERTIES, MORE_PROPERTIES, PROPERTIES,
    SHAPE_CONTAINER, properties,
};
use super::measure::Anchor;
use super::strings::until_zero;
use crate::bytes::utf16;

// Properties (2.3.23 and 2.3.4).
const PICTURE: u16 = 0x0104;
const PICTURE_NAME: u16 = 0x0105;
const DESCRIPTION: u16 = 0x0381;

/// A shape.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Where it is; in a group, where that is.
    pub(super) anchor: Anchor,
    /// It is where it says itself, and as large.
    pub(super) is_own: bool,
    /// The number of its picture, from 1.
    pub(super) picture: Option<u32>,
    /// Where a picture is that is not in the file.
    pub(super) link: Option<String>,
    pub(super) description: Option<String>,
    /// An object of the sheet says what it is.
    pub(super) is_object: bool,
}

/// The shapes of a drawing, in order.
pub(super) fn shapes(drawing: &[u8]) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = Vec::new();
    let mut anchor = Anchor::default();
    for art in Arts::new(drawing) {
        if art.id == SHAPE_CONTAINER {
            // In a group a shape is where the group is, whose own shape comes first.
            let shape = Shape {
                anchor,
                ..Shape::default()
            };
            shapes.push(shape);
            continue;
        }
        let Some(shape) = shapes.last_mut() else {
            continue;
        };
        match art.id {
            CLIENT_ANCHOR => {
                anchor = Anchor::read(art.data).unwrap_or_default();
                (shape.anchor, shape.is_own) = (anchor, true);
            }
            CLIENT_DATA => shape.is_object = true,
            PROPERTIES | MORE_PROPERTIES | LAST_PROPERTIES => shape.take(&art),
            _ => {}
        }
    }
    shapes
}

impl Shape {
    fn take(&mut self, art: &Art) {
        for property in properties(art) {
            match property.id {
                PICTURE => self.picture = Some(property.value).filter(|number| *number > 0),
                PICTURE_NAME => self.link = text(property.complex),
                DESCRIPTION => self.description = text(property.complex),
                _ => {}
            }
        }
    }
}

fn text(complex: &[u8]) -> Option<String> {
    Some(until_zero(utf16(complex))).filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn art(version: u16, id: u16, data: &[u8]) -> Vec<u8> {
        let head = [version.to_le_bytes(), id.to_le_bytes()].concat();
        [&head[..], &(data.len() as u32).to_le_bytes(), data].concat()
    }

    #[test]
    fn a_shape_in_a_group_is_where_the_group_is() {
        let words = |words: [u16; 9]| -> Vec<u8> {
            words.iter().flat_map(|word| word.to_le_bytes()).collect()
        };
        let anchor = |column, row| {
            let place = words([0, column, 0, row, 0, column + 1, 0, row + 1, 0]);
            art(0, CLIENT_ANCHOR, &place)
        };
        let shape = |content: Vec<Vec<u8>>| art(0xf, SHAPE_CONTAINER, &content.concat());
        let picture = art(0x13, PROPERTIES, &[0x04, 0x41, 7, 0, 0, 0]);
        let group = [
            shape(vec![anchor(2, 5), art(0, CLIENT_DATA, &[])]),
            shape(vec![
                picture.clone(),
                art(0, 0xf00f, &[0; 16]),
                art(0, CLIENT_DATA, &[]),
            ]),
        ]
        .concat();
        let drawing = [
            art(0xf, 0xf003, &group),
            shape(vec![picture, anchor(0, 9)]),
            art(0, CLIENT_ANCHOR, &[0; 4]), // cut off
        ]
        .concat();
        let said: Vec<_> = shapes(&drawing)
            .iter()
            .map(|shape| {
                let place = (shape.anchor.cell(), shape.is_own);
                (place, shape.picture, shape.is_object)
            })
            .collect();
        assert_eq!(
            said,
            [
                (((5, 2), true), None, true),
                (((5, 2), false), Some(7), true),
                (((0, 0), true), Some(7), false),
            ]
        );
    }
}
