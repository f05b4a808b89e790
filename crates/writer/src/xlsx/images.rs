//! Pictures on the sheets (20.5), each anchored at the cell that refers to it.

use gongkai_model::{Lost, Place};
use rust_xlsxwriter::{Image, ObjectMovement};

use super::content::{At, Pen};
use super::refused;
use crate::Error;

/// English Metric Units to the pixel, of which an inch has 96.
const EMU: f64 = 9525.0;

/// How far a picture stands from the edges of its cell, in pixels.
const MARGIN: u32 = 4;

/// A picture begins at most so far below the upper edge of its cell: no row
/// is higher than 409 points.
const LOWEST: u32 = 530;

/// The largest picture: 20,000 pixels, in EMU.
const LARGEST: u64 = 20_000 * 9525;

/// The longest description, in UTF-16 units.
const LONGEST_ALT: usize = 255;

/// Writes a picture into a cell, so many pixels below its upper edge; tells
/// how many pixels it takes. Nothing where Excel cannot hold it, which is named.
pub(super) fn write(
    pen: &mut Pen,
    at: At,
    number: usize,
    below: u32,
    place: Option<&Place>,
) -> Result<Option<u32>, Error> {
    let Some((image, height)) = picture(pen, number, place) else {
        pen.shared.lose(Lost::Image, place);
        return Ok(None);
    };
    // Further down it would be in the next row.
    let offset = below.min(LOWEST) + MARGIN;
    pen.sheet
        .insert_image_with_offset(at.0, at.1, &image, MARGIN, offset)
        .map_err(refused)?;
    Ok(Some(height.ceil() as u32 + 2 * MARGIN))
}

/// A picture as the library has it, and its height in pixels.
fn picture(pen: &mut Pen, number: usize, place: Option<&Place>) -> Option<(Image, f64)> {
    let given = pen.document.images.get(number)?;
    let image = Image::new_from_buffer(&given.data.as_ref()?.0).ok()?;
    // The size on the page, against that of the pixels at their density.
    let (wide, high) = (sane(given.width), sane(given.height));
    let (width, _) = scaled(wide, image.width() * 96.0 / image.width_dpi())?;
    let (scale, height) = scaled(high, image.height() * 96.0 / image.height_dpi())?;
    let image = image
        .set_scale_width(width)
        .set_scale_height(scale)
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    let alt = given.alt.as_deref().unwrap_or_default();
    let is_long = alt.encode_utf16().count() > LONGEST_ALT;
    if is_long || wide.is_none() || high.is_none() {
        pen.shared.lose(Lost::ImageDetail, place);
    }
    let alt = if is_long { "" } else { alt };
    Some((image.set_alt_text(alt), height))
}

/// A size that a picture may have; no page is larger than that.
fn sane(emu: Option<u64>) -> Option<u64> {
    emu.filter(|emu| (1..=LARGEST).contains(emu))
}

/// The scale that makes `natural` pixels so many EMU, and the pixels then.
fn scaled(wanted: Option<u64>, natural: f64) -> Option<(f64, f64)> {
    if !natural.is_finite() || natural <= 0.0 {
        return None;
    }
    let wanted = wanted.map_or(natural, |emu| emu as f64 / EMU);
    (wanted > 0.0).then_some((wanted / natural, wanted))
}
