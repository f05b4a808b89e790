//! The properties of a binary Office file: sets of numbered values in two
//! streams ([MS-OLEPS]; [MS-OSHARED] 2.3.3.2).

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};
use gongkai_model::Properties;

use super::CompoundFile;
use crate::bytes::{f64, offset, slice, u16, u32, utf16};
use crate::package::cleaned;
use crate::xls::code_page::{decode, encoding};
use crate::{Error, Limits};

const SUMMARY: &str = "\u{5}SummaryInformation";
const DOCUMENT_SUMMARY: &str = "\u{5}DocumentSummaryInformation";

/// The number of the dictionary of names, and of the code page (2.18).
const DICTIONARY: u32 = 0;
const CODE_PAGE: u32 = 1;
/// Code page of text in UTF-16.
const UNICODE: u16 = 1200;
/// No file has so many properties that a person gave it.
const MOST: usize = 10_000;

impl CompoundFile<'_> {
    /// Reads the properties of the file; what is broken is not there.
    pub(crate) fn properties(&self, limits: &Limits) -> Result<Properties, Error> {
        let mut properties = Properties::default();
        let stream = self.stream(SUMMARY, limits)?.unwrap_or_default();
        if let Some(set) = Set::read(&stream, 0) {
            summary(&set, &mut properties);
        }
        if let Some(stream) = self.stream(DOCUMENT_SUMMARY, limits)? {
            if let Some(set) = Set::read(&stream, 0) {
                properties.category = set.text(2);
                properties.manager = set.text(14);
                properties.company = set.text(15);
            }
            if let Some(set) = Set::read(&stream, 1) {
                custom(&set, &mut properties);
            }
        }
        Ok(properties)
    }
}

fn summary(set: &Set, properties: &mut Properties) {
    properties.title = set.text(2);
    properties.subject = set.text(3);
    properties.creator = set.text(4);
    properties.keywords = set.text(5);
    properties.description = set.text(6);
    properties.last_modified_by = set.text(8);
    properties.created = set.text(12);
    properties.modified = set.text(13);
}

/// Properties that a person named.
fn custom(set: &Set, properties: &mut Properties) {
    for (id, name) in set.names() {
        if let (Some(name), Some(text)) = (cleaned(&name), set.text(id)) {
            properties.custom.insert(name, text);
        }
    }
}

/// A set of properties (2.20).
struct Set<'s> {
    bytes: &'s [u8],
    /// Where the values are, by their numbers.
    values: HashMap<u32, usize>,
    /// Nothing for UTF-16.
    encoding: Option<&'static Encoding>,
}

impl<'s> Set<'s> {
    /// Reads a set of a stream, by its position.
    fn read(stream: &'s [u8], position: usize) -> Option<Set<'s>> {
        if u16(stream, 0)? != 0xfffe || position >= offset(stream, 24)? {
            return None;
        }
        let bytes = stream.get(offset(stream, 28 + position * 20 + 16)?..)?;
        let count = offset(bytes, 4)?.min(MOST);
        let listed =
            (0..count).map_while(|n| Some((u32(bytes, 8 + n * 8)?, offset(bytes, 12 + n * 8)?)));
        let values: HashMap<u32, usize> = listed.collect();
        let code_page = values.get(&CODE_PAGE).and_then(|&at| u16(bytes, at + 4));
        let encoding = match code_page {
            Some(UNICODE) => None,
            Some(number) => Some(encoding(number).unwrap_or(WINDOWS_1252)),
            None => Some(WINDOWS_1252),
        };
        Some(Set {
            bytes,
            values,
            encoding,
        })
    }

    fn decoded(&self, bytes: &[u8]) -> String {
        match self.encoding {
            None => utf16(bytes),
            Some(encoding) => decode(encoding, bytes),
        }
    }

    /// A value as text, where a person can read it (2.15).
    fn text(&self, id: u32) -> Option<String> {
        let at = *self.values.get(&id)?;
        let bytes = self.bytes;
        let value = at.checked_add(4)?;
        let text = match u16(bytes, at)? {
            0x02 => u16(bytes, value)?.cast_signed().to_string(),
            0x03 | 0x16 => u32(bytes, value)?.cast_signed().to_string(),
            0x05 => f64(bytes, value)?.to_string(),
            0x0b => (u16(bytes, value)? != 0).to_string(),
            0x1e => self.decoded(slice(bytes, value + 4, offset(bytes, value)?)?),
            0x1f => {
                let units = offset(bytes, value)?.checked_mul(2)?;
                utf16(slice(bytes, value + 4, units)?)
            }
            0x40 => {
                moment(u64::from(u32(bytes, value)?) | u64::from(u32(bytes, value + 4)?) << 32)?
            }
            _ => return None, // what programs note, pictures
        };
        cleaned(&text)
    }

    /// The names of the values, in order (2.17).
    fn names(&self) -> Vec<(u32, String)> {
        let mut names = Vec::new();
        let Some(&at) = self.values.get(&DICTIONARY) else {
            return names;
        };
        let count = offset(self.bytes, at).unwrap_or_default().min(MOST);
        let mut at = at.saturating_add(4);
        for _ in 0..count {
            let Some((id, name, next)) = self.name(at) else {
                break;
            };
            names.push((id, name));
            at = next;
        }
        names.sort_by_key(|(id, _)| *id);
        names
    }

    fn name(&self, at: usize) -> Option<(u32, String, usize)> {
        let id = u32(self.bytes, at)?;
        let length = offset(self.bytes, at + 4)?;
        // Names in Unicode are filled up to four bytes.
        let (size, filled) = match self.encoding {
            None => {
                let size = length.checked_mul(2)?;
                (size, size.checked_next_multiple_of(4)?)
            }
            Some(_) => (length, length),
        };
        let name = self.decoded(slice(self.bytes, at + 8, size)?);
        Some((id, name, at + 8 + filled))
    }
}

/// A moment in W3CDTF; it is counted in 100 nanoseconds from 1601
/// ([MS-DTYP] 2.3.3). A span of time, or none at all, is no moment.
fn moment(filetime: u64) -> Option<String> {
    let seconds = filetime / 10_000_000;
    let days = seconds / 86_400;
    if days < 365 {
        return None;
    }
    // Days from 0000-03-01, in eras of 400 years.
    let days = days + 584_694;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (year, month) = match month {
        0..=9 => (era * 400 + year, month + 3),
        _ => (era * 400 + year + 1, month - 9),
    };
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    (year < 10_000)
        .then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_counted_from_1601() {
        assert_eq!(moment(0), None);
        assert_eq!(
            moment(116_444_736_000_000_000).as_deref(),
            Some("1970-01-01T00:00:00Z")
        );
        assert_eq!(
            moment(125_962_560_000_000_000 + 123_450_000_000).as_deref(),
            Some("2000-02-29T03:25:45Z")
        );
    }

    #[test]
    fn values_are_read_by_their_types() {
        let mut set = vec![0xfe, 0xff];
        set.resize(24, 0);
        set.extend([1, 0, 0, 0]);
        set.resize(44, 0);
        set.extend([48, 0, 0, 0]);
        // The set: its size, three values and where they are.
        set.extend([0, 0, 0, 0, 3, 0, 0, 0]);
        set.extend([1, 0, 0, 0, 32, 0, 0, 0]);
        set.extend([2, 0, 0, 0, 40, 0, 0, 0]);
        set.extend([9, 0, 0, 0, 0xff, 0xff, 0, 0]);
        set.extend([2, 0, 0, 0, 0xa8, 3, 0, 0]); // code page 936
        set.extend([0x1e, 0, 0, 0, 3, 0, 0, 0, 0xd6, 0xd0, 0, 0]);
        let read = Set::read(&set, 0).unwrap();
        assert_eq!(read.text(2).as_deref(), Some("中"));
        assert_eq!(read.text(9), None);
        assert!(Set::read(&set, 1).is_none());
        for length in 0..set.len() {
            let _ = Set::read(&set[..length], 0).map(|set| set.text(2));
        }
    }
}
