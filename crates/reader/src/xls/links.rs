//! Hyperlinks: objects of their own kind in a record ([MS-XLS] 2.4.140,
//! [MS-OSHARED] 2.3.7).

use super::strings::{link_string, until_zero};
use crate::bytes::{slice, u16, u32, utf16};
use crate::sheet::grid::Link;
use crate::sheet::links;

/// `{79EAC9E0-BAF9-11CE-8C82-00AA004BA90B}`: an address.
const URL_MONIKER: [u8; 16] = [
    0xe0, 0xc9, 0xea, 0x79, 0xf9, 0xba, 0xce, 0x11, 0x8c, 0x82, 0x00, 0xaa, 0x00, 0x4b, 0xa9, 0x0b,
];
/// `{00000303-0000-0000-C000-000000000046}`: a file.
const FILE_MONIKER: [u8; 16] = [
    0x03, 0x03, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46,
];

// What follows in the object (2.3.7.1).
const HAS_MONIKER: u32 = 0x01;
const HAS_LOCATION: u32 = 0x08;
const HAS_DISPLAY_NAME: u32 = 0x10;
const HAS_FRAME: u32 = 0x80;
const MONIKER_AS_TEXT: u32 = 0x100;

/// Reads where a link leads; the area of its cells stands before it.
pub(super) fn read(data: &[u8]) -> Option<Link> {
    let flags = u32(data, 28)?;
    let mut at = 32;
    for flag in [HAS_DISPLAY_NAME, HAS_FRAME] {
        if flags & flag != 0 {
            (_, at) = link_string(data, at)?;
        }
    }
    let mut target = String::new();
    if flags & HAS_MONIKER != 0 {
        (target, at) = match flags & MONIKER_AS_TEXT {
            0 => moniker(data, at)?,
            _ => link_string(data, at)?,
        };
    }
    let location = match flags & HAS_LOCATION {
        0 => String::new(),
        _ => link_string(data, at)?.0,
    };
    links::link(&target, &location)
}

/// The target that a moniker names, and the offset behind it.
fn moniker(data: &[u8], at: usize) -> Option<(String, usize)> {
    let class = slice(data, at, 16)?;
    let at = at + 16;
    if class == URL_MONIKER {
        let size = u32(data, at)? as usize;
        let url = slice(data, at + 4, size)?;
        return Some((until_zero(utf16(url)), at + 4 + size));
    }
    if class == FILE_MONIKER {
        return file(data, at);
    }
    None
}

/// A file: how many folders up, its path in narrow characters, and mostly in
/// Unicode as well (2.3.7.8).
fn file(data: &[u8], at: usize) -> Option<(String, usize)> {
    let up = "../".repeat(usize::from(u16(data, at)?).min(32));
    let length = u32(data, at + 2)? as usize;
    let narrow = slice(data, at + 6, length)?;
    let at = (at + 6).checked_add(length)?.checked_add(24)?;
    let more = u32(data, at)? as usize;
    let end = (at + 4).checked_add(more)?;
    let path = if more > 6 {
        utf16(slice(data, at + 10, more - 6)?)
    } else {
        until_zero(narrow.iter().copied().map(char::from).collect())
    };
    Some((format!("{up}{}", until_zero(path)), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn counted(text: &str) -> Vec<u8> {
        let text = wide(&format!("{text}\0"));
        [&(text.len() as u32 / 2).to_le_bytes()[..], &text].concat()
    }

    fn head(flags: u32) -> Vec<u8> {
        let mut data = vec![0; 28];
        data.extend(flags.to_le_bytes());
        data
    }

    #[test]
    fn addresses_files_and_places_are_read() {
        let url = wide("http://www.gov.cn/\0");
        let mut data = head(HAS_MONIKER | HAS_LOCATION | HAS_DISPLAY_NAME);
        data.extend(counted("网站"));
        data.extend(URL_MONIKER);
        data.extend((url.len() as u32).to_le_bytes());
        data.extend(&url);
        data.extend(counted("top"));
        let link = |target: &str| Some(Link::External(target.to_owned()));
        assert_eq!(read(&data), link("http://www.gov.cn/#top"));

        let mut data = head(HAS_MONIKER);
        data.extend(FILE_MONIKER);
        data.extend([1, 0, 6, 0, 0, 0]);
        data.extend(b"a.xls\0");
        data.extend([0; 28]);
        assert_eq!(read(&data), link("../a.xls"));

        let mut data = head(HAS_LOCATION);
        data.extend(counted("表1!A1"));
        assert_eq!(read(&data), Some(Link::Internal("表1!A1".to_owned())));
        for length in 0..data.len() {
            assert_eq!(read(&data[..length]), None);
        }
    }
}
