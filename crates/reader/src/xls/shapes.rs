//! The shapes on a sheet (`OfficeArtDgContainer`, [MS-ODRAW] 2.2.13): the cell
//! where each stands, and the picture that it shows.

use super::art::{
    Art, Arts, CLIENT_ANCHOR, CLIENT_DATA, LAST_PROPERTIES, MORE_PROPERTIES, PROPERTIES,
    SHAPE_CONTAINER, properties,
};
use super::strings::until_zero;
use crate::bytes::{u16, utf16};

// Properties (2.3.23.5, 2.3.23.7, 2.3.4.5).
const PICTURE: u16 = 0x0104;
const PICTURE_NAME: u16 = 0x0105;
const DESCRIPTION: u16 = 0x0381;

/// A shape.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// The row and the column of its upper left corner.
    pub(super) cell: (u32, u32),
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
    let mut cell = (0, 0);
    for art in Arts::new(drawing) {
        if art.id == SHAPE_CONTAINER {
            // In a group a shape is where the group is, whose own shape comes first.
            let shape = Shape {
                cell,
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
                cell = corner(art.data).unwrap_or_default();
                shape.cell = cell;
            }
            CLIENT_DATA => shape.is_object = true,
            PROPERTIES | MORE_PROPERTIES | LAST_PROPERTIES => shape.take(&art),
            _ => {}
        }
    }
    shapes
}

/// The cell of an anchor (`OfficeArtClientAnchorSheet`, [MS-XLS] 2.5.193):
/// flags, left column, how far into it, top row.
fn corner(data: &[u8]) -> Option<(u32, u32)> {
    let (column, row) = (u16(data, 2)?, u16(data, 6)?);
    Some((u32::from(row), u32::from(column.min(255))))
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
