//! The pictures of a workbook, which all its drawings share
//! (`OfficeArtBStoreContainer`, [MS-ODRAW] 2.2.20).

use std::io::Read;
use std::ops::Range;

use flate2::read::ZlibDecoder;

use super::art::{Art, STORE_ENTRY, art};
use crate::bytes::{offset, slice, u8, u16, u32};

// Types of pictures (2.2.23).
const EMF: u16 = 0xf01a;
const WMF: u16 = 0xf01b;
const PICT: u16 = 0xf01c;
const JPEG: u16 = 0xf01d;
const PNG: u16 = 0xf01e;
const DIB: u16 = 0xf01f;
const TIFF: u16 = 0xf029;
const JPEG_CMYK: u16 = 0xf02a;

/// How long the head of a file of a bitmap is.
const BMP_HEAD: usize = 14;

/// Two units of a picture of lines, in case none can be told.
const POINTS: u16 = 72;

/// The pictures of a workbook.
#[derive(Debug, Default)]
pub(super) struct Blips {
    bytes: Vec<u8>,
    /// Where each picture is; nothing where it is not in the file.
    entries: Vec<Option<Range<usize>>>,
}

impl Blips {
    /// Finds the pictures in the drawings of a workbook (`MsoDrawingGroup`,
    /// [MS-XLS] 2.4.171).
    pub(super) fn new(bytes: Vec<u8>) -> Blips {
        let mut entries = Vec::new();
        let mut at = 0;
        while let Some((found, next)) = art(&bytes, at) {
            if found.id == STORE_ENTRY {
                entries.push(embedded(found.data).map(|start| next - found.data.len() + start));
            } else if is_picture(found.id) {
                entries.push(Some(at));
            }
            at = next;
        }
        let entries = entries.into_iter().map(|start| {
            let (_, end) = art(&bytes, start?)?;
            Some(start?..end)
        });
        Blips {
            entries: entries.collect(),
            bytes,
        }
    }

    /// The name of a picture by its number from 1: how its kind is called, and
    /// nothing where the file does not have it.
    pub(super) fn name(&self, number: u32) -> Option<String> {
        let kind = match self.get(number)?.id {
            EMF => "emf",
            WMF => "wmf",
            JPEG | JPEG_CMYK => "jpg",
            PNG => "png",
            DIB => "bmp",
            TIFF => "tif",
            _ => return None, // PICT of the Macintosh, which no program of today shows
        };
        Some(format!("BLIP {number}.{kind}"))
    }

    /// The bytes of a picture as they stand in a file of its kind; nothing for
    /// one that is larger than it may be. What has to be unpacked is taken off
    /// what may still be.
    pub(super) fn picture(&self, number: u32, most: u64, left: &mut u64) -> Option<Vec<u8>> {
        let blip = self
            .get(number)
            .filter(|blip| blip.data.len() as u64 <= most)?;
        // One checksum or two (2.2.23 to 2.2.30).
        let at = if blip.instance & 1 == 1 { 32 } else { 16 };
        match blip.id {
            EMF => unpacked(blip.data, at, left),
            WMF => {
                let content = unpacked(blip.data, at, left)?;
                let head = wmf_head(blip.data, at).filter(|_| !is_placeable(&content));
                Some([head.unwrap_or_default(), content].concat())
            }
            _ => {
                let content = blip.data.get(at + 1..)?; // behind a byte without meaning
                match blip.id {
                    DIB if !content.starts_with(b"BM") => bmp(content),
                    _ => Some(content.to_vec()),
                }
            }
        }
    }

    fn get(&self, number: u32) -> Option<Art<'_>> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        let range = self.entries.get(index)?.clone()?;
        let (art, _) = art(self.bytes.get(range)?, 0)?;
        is_picture(art.id).then_some(art)
    }
}

fn is_picture(id: u16) -> bool {
    matches!(id, EMF | WMF | PICT | JPEG | PNG | DIB | TIFF | JPEG_CMYK)
}

/// Where in an entry of the store (`OfficeArtFBSE`, 2.2.32) its picture begins,
/// behind a name.
fn embedded(data: &[u8]) -> Option<usize> {
    let start = 36 + usize::from(u8(data, 33)?);
    (start < data.len()).then_some(start)
}

/// A picture of lines (`OfficeArtMetafileHeader`, 2.2.31), packed or not.
fn unpacked(data: &[u8], at: usize, left: &mut u64) -> Option<Vec<u8>> {
    /// Not packed.
    const NONE: u8 = 0xfe;
    let (size, stored) = (u32(data, at)?, offset(data, at + 28)?);
    let content = data.get(at + 34..)?;
    let content = content.get(..stored).unwrap_or(content);
    if u8(data, at + 32)? == NONE {
        return Some(content.to_vec());
    }
    let size = u64::from(size);
    if size > *left {
        return None;
    }
    let mut bytes = Vec::new();
    let read = ZlibDecoder::new(content).take(size).read_to_end(&mut bytes);
    *left -= bytes.len() as u64;
    read.is_ok().then_some(bytes)
}

fn is_placeable(content: &[u8]) -> bool {
    content.starts_with(&[0xd7, 0xcd, 0xc6, 0x9a])
}

/// The head that tells how large a picture of lines is (`META_PLACEABLE`,
/// [MS-WMF] 2.3.2.3), which the drawing keeps itself.
fn wmf_head(data: &[u8], at: usize) -> Option<Vec<u8>> {
    let edge = |index: usize| i16::try_from(u32(data, at + 4 + index * 4)?.cast_signed()).ok();
    let edges = [edge(0)?, edge(1)?, edge(2)?, edge(3)?];
    let wide = u64::try_from(i32::from(edges[2]) - i32::from(edges[0])).ok()?;
    // So many units are an inch that the picture is as wide as the drawing says.
    let size = u64::from(u32(data, at + 20)?);
    let inch = (wide * 914_400).checked_div(size);
    let inch = inch.and_then(|inch| u16::try_from(inch).ok());
    let mut words: Vec<u16> = vec![0xcdd7, 0x9ac6, 0];
    words.extend(edges.map(i16::cast_unsigned));
    words.extend([inch.filter(|inch| *inch > 0).unwrap_or(POINTS), 0, 0]);
    words.push(words.iter().fold(0, |sum, word| sum ^ word));
    Some(words.into_iter().flat_map(u16::to_le_bytes).collect())
}

/// A bitmap with the head of a file before it ([MS-WMF] 2.2.2.9): where its
/// points begin is told by the size of the header and the number of colours.
fn bmp(content: &[u8]) -> Option<Vec<u8>> {
    let header = u32(content, 0)?;
    let (bits, colour) = match header {
        12 => (u16(content, 10)?, 3),
        _ => (u16(content, 14)?, 4),
    };
    let of_bits = if bits <= 8 { 1u32 << bits } else { 0 };
    let (mut colours, mut masks) = (of_bits, 0);
    if header >= 40 {
        let used = u32(content, 32)?;
        colours = if used == 0 { of_bits } else { used };
        masks = if header == 40 && u32(content, 16)? == 3 {
            12
        } else {
            0
        };
    }
    let points = header
        .checked_add(colours.checked_mul(colour)?)?
        .checked_add(masks + BMP_HEAD as u32)?;
    let size = u32::try_from(content.len() + BMP_HEAD).ok()?;
    slice(content, 0, points as usize - BMP_HEAD)?;
    let mut file = b"BM".to_vec();
    file.extend(size.to_le_bytes());
    file.extend([0; 4]);
    file.extend(points.to_le_bytes());
    file.extend_from_slice(content);
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bitmap_has_its_points_behind_colours_and_masks() {
        let header = |bits: u8, compression: u8, used: u8| {
            let mut header = [0; 40];
            (header[0], header[14], header[16], header[32]) = (40, bits, compression, used);
            [&header[..], &[0; 1100]].concat()
        };
        let points = |content: &[u8]| bmp(content).and_then(|file| u32(&file, 10));
        assert_eq!(points(&header(24, 0, 0)), Some(54));
        assert_eq!(points(&header(8, 0, 0)), Some(54 + 1024));
        assert_eq!(points(&header(4, 0, 3)), Some(54 + 12));
        assert_eq!(points(&header(16, 3, 0)), Some(54 + 12));
        let core = [&[12, 0, 0, 0, 4, 0, 2, 0, 1, 0, 1, 0][..], &[0; 10]].concat();
        assert_eq!(points(&core), Some(14 + 12 + 6));
        assert_eq!(
            bmp(&header(8, 0, 0)[..900]),
            None,
            "its colours are cut off"
        );
        assert_eq!(bmp(&[0xff; 60]), None);
    }

    #[test]
    fn pictures_are_where_their_entries_say() {
        let record = |head: u16, id: u16, data: &[u8]| {
            let length = (data.len() as u32).to_le_bytes();
            [&head.to_le_bytes()[..], &id.to_le_bytes(), &length, data].concat()
        };
        let two = record(0x6e10, PNG, &[&[0; 33][..], b"png"].concat());
        let named = [&[0; 33][..], &[4, 0, 0, b'a', 0, b'b', 0], &two].concat();
        let bytes = [
            record(0x000f, 0xf000, &[]),
            record(0x0062, STORE_ENTRY, &named),
            record(0x0062, STORE_ENTRY, &[0; 36]), // in no file
            record(0x46a0, JPEG, &[&[0; 17][..], b"jpg"].concat()),
        ]
        .concat();
        let blips = Blips::new(bytes);
        let mut left = 0;
        let mut picture = |number| blips.picture(number, 36, &mut left);
        assert_eq!(picture(1).as_deref(), Some(&b"png"[..]));
        assert_eq!(picture(3).as_deref(), Some(&b"jpg"[..]));
        assert_eq!((picture(0), picture(2), picture(4)), (None, None, None));
        assert_eq!(blips.picture(1, 35, &mut 0), None, "more than there may be");
        assert_eq!(blips.name(3).as_deref(), Some("BLIP 3.jpg"));
    }
}
