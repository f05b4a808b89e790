//! Compound files: a small file system of sectors ([MS-CFB]), which binary
//! Office files are.
//!
//! Office opens what breaks the letter of the format: allocation tables that
//! are longer than the file, sectors that two chains share, chains that are
//! cut off. So does this reader: of a chain it takes what is there, and never
//! more than the file has bytes.

mod properties;

use crate::{Error, ErrorKind, Limits};

/// The first bytes of a compound file.
pub(crate) const SIGNATURE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The length of a header and of an entry of the directory (2.2, 2.6).
const HEADER: usize = 512;
const ENTRY: usize = 128;
/// Smaller streams stand in the mini stream, in sectors of their own.
const MINI_CUTOFF: u64 = 4096;
/// The last number that a sector may have (2.1).
const MAX_SECTOR: u32 = 0xffff_fffa;

/// A compound file.
pub(crate) struct CompoundFile<'b> {
    bytes: &'b [u8],
    sector: usize,
    mini_sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
    /// The numbers of the entries of the root storage.
    root: Vec<usize>,
}

/// An entry of the directory.
#[derive(Debug)]
struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

// Kinds of entries.
const STREAM: u8 = 2;
const ROOT: u8 = 5;

impl<'b> CompoundFile<'b> {
    /// Reads the directory of a compound file.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<CompoundFile<'b>, Error> {
        let broken = |cause: &str| ErrorKind::CompoundFile {
            stream: None,
            cause: cause.to_owned(),
        };
        if !bytes.starts_with(SIGNATURE) || bytes.len() < HEADER {
            return Err(broken("the header is cut off").into());
        }
        let shifts = (u16(bytes, 30).unwrap_or(9), u16(bytes, 32).unwrap_or(6));
        // 512 or 4,096 bytes, and 64 (2.2); what else has been seen is damage.
        let (sector, mini_sector) = match shifts {
            (12, _) => (4096, 64),
            _ => (512, 64),
        };
        let mut file = CompoundFile {
            bytes,
            sector,
            mini_sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini_stream: Vec::new(),
            entries: Vec::new(),
            root: Vec::new(),
        };
        file.fat = file.read_fat();
        let directory = file.chain(u32(bytes, 48).unwrap_or(MAX_SECTOR), u64::MAX);
        file.entries = directory.chunks_exact(ENTRY).map_while(entry).collect();
        let root = file.entries.iter().find(|entry| entry.kind == ROOT);
        let Some(root) = root else {
            return Err(broken("there is no directory").into());
        };
        let (start, size, child) = (root.start, root.size, root.child);
        file.mini_stream = file.chain(start, size);
        let mini_fat = file.chain(u32(bytes, 60).unwrap_or(MAX_SECTOR), u64::MAX);
        file.mini_fat = numbers(&mini_fat).collect();
        file.root = file.siblings(child);
        Ok(file)
    }

    /// True where the root storage has a stream or storage of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The content of a stream of the root storage, as much as is there;
    /// nothing where there is none.
    ///
    /// # Errors
    /// Where the stream is larger than a part may be.
    pub(crate) fn stream(
        &self,
        name: &'static str,
        limits: &Limits,
    ) -> Result<Option<Vec<u8>>, Error> {
        let Some(entry) = self.find(name).filter(|entry| entry.kind == STREAM) else {
            return Ok(None);
        };
        let size = entry.size.min(self.bytes.len() as u64);
        if size > limits.part_size {
            return Err(ErrorKind::Limit {
                part: name.to_owned(),
                what: "bytes of a stream",
                limit: limits.part_size,
            }
            .into());
        }
        Ok(Some(match size < MINI_CUTOFF {
            true => self.mini_chain(entry.start, size),
            false => self.chain(entry.start, size),
        }))
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        let is_named = |entry: &&Entry| entry.name.eq_ignore_ascii_case(name);
        let mut of_root = self
            .root
            .iter()
            .filter_map(|&number| self.entries.get(number));
        // Where the tree of names is broken, the name alone has to do.
        let damaged = self.root.is_empty();
        let anywhere = || self.entries.iter().filter(|_| damaged).find(is_named);
        of_root.find(is_named).or_else(anywhere)
    }

    /// The sector allocation table: its own sectors are listed in the header,
    /// and in a chain of further sectors (2.5).
    fn read_fat(&self) -> Vec<u32> {
        let most = self.bytes.len() / self.sector + 1;
        let mut sectors: Vec<u32> = numbers(&self.bytes[76..HEADER]).collect();
        let mut next = u32(self.bytes, 68).unwrap_or(MAX_SECTOR);
        for _ in 0..most {
            let Some(listed) = self
                .sector_at(next)
                .filter(|listed| listed.len() == self.sector)
            else {
                break;
            };
            let (numbers_of_sectors, link) = listed.split_at(self.sector - 4);
            sectors.extend(numbers(numbers_of_sectors));
            next = u32(link, 0).unwrap_or(MAX_SECTOR);
        }
        let listed = sectors.into_iter().filter(|&number| number < MAX_SECTOR);
        let tables = listed.take(most).map_while(|number| self.sector_at(number));
        tables.flat_map(numbers).collect()
    }

    /// A sector; the last one may be cut off.
    fn sector_at(&self, number: u32) -> Option<&'b [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes
            .get(start..end)
            .filter(|sector| !sector.is_empty())
    }

    /// The content of a chain of sectors, up to a size.
    fn chain(&self, start: u32, size: u64) -> Vec<u8> {
        let sector = |number| self.sector_at(number);
        follow(&self.fat, start, size.min(self.bytes.len() as u64), sector)
    }

    fn mini_chain(&self, start: u32, size: u64) -> Vec<u8> {
        let sector = |number: u32| {
            let start = (number as usize).checked_mul(self.mini_sector)?;
            let end = start
                .checked_add(self.mini_sector)?
                .min(self.mini_stream.len());
            self.mini_stream
                .get(start..end)
                .filter(|sector| !sector.is_empty())
        };
        follow(&self.mini_fat, start, size, sector)
    }

    /// The entries of a storage: a tree by name (2.6.4), each entry once.
    fn siblings(&self, top: u32) -> Vec<usize> {
        let mut seen = vec![false; self.entries.len()];
        let (mut found, mut open) = (Vec::new(), vec![top]);
        while let Some(number) = open.pop() {
            let number = number as usize;
            let Some(entry) = self.entries.get(number) else {
                continue;
            };
            if !std::mem::replace(&mut seen[number], true) {
                found.push(number);
                open.extend([entry.left, entry.right]);
            }
        }
        found
    }
}

/// Follows a chain through an allocation table, until it ends, breaks off or
/// has given enough; a chain that goes in a circle has given enough at last.
fn follow<'a>(
    table: &[u32],
    start: u32,
    size: u64,
    sector: impl Fn(u32) -> Option<&'a [u8]>,
) -> Vec<u8> {
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let mut content = Vec::new();
    let mut next = start;
    while content.len() < size {
        let Some(sector) = sector(next).filter(|_| next < MAX_SECTOR) else {
            break;
        };
        content.extend_from_slice(&sector[..sector.len().min(size - content.len())]);
        let Some(&number) = table.get(next as usize) else {
            break;
        };
        next = number;
    }
    content
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16(bytes, 64)?).min(64);
    let units: Vec<u16> = bytes[..length]
        .chunks_exact(2)
        .map(|unit| u16::from_le_bytes([unit[0], unit[1]]))
        .take_while(|&unit| unit != 0)
        .collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        kind: *bytes.get(66)?,
        left: u32(bytes, 68)?,
        right: u32(bytes, 72)?,
        child: u32(bytes, 76)?,
        start: u32(bytes, 116)?,
        // Four bytes: the other four are rubbish in files of 512-byte sectors,
        // and no file that we read has more.
        size: u64::from(u32(bytes, 120)?),
    })
}

fn u16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let number = |number: &[u8]| u32::from_le_bytes([number[0], number[1], number[2], number[3]]);
    bytes.chunks_exact(4).map(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const END: u32 = 0xffff_fffe;
    const NO_STREAM: u32 = 0xffff_ffff;

    /// A file of one sector each for the table, the directory, the mini table
    /// and the mini stream, and the sectors of `large`.
    fn file(small: &[u8], large: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; HEADER];
        bytes[..8].copy_from_slice(SIGNATURE);
        (bytes[30], bytes[32]) = (9, 6);
        for (at, number) in [(48, 1), (60, 2), (68, END)] {
            bytes[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
        }
        bytes[76..HEADER].fill(0xff);
        bytes[76..80].fill(0);
        let large_sectors = large.len().div_ceil(512) as u32;
        let chain = (0..large_sectors).map(|n| if n + 1 == large_sectors { END } else { n + 5 });
        let fat: Vec<u32> = [END, END, END, END].into_iter().chain(chain).collect();
        push(&mut bytes, fat.iter().flat_map(|n| n.to_le_bytes()));
        let entries = [
            directory_entry("Root Entry", ROOT, [NO_STREAM, NO_STREAM, 1], 3, 512),
            directory_entry("Large", STREAM, [2, NO_STREAM, NO_STREAM], 4, large.len()),
            directory_entry("Small", STREAM, [1, 77, NO_STREAM], 0, small.len()),
            directory_entry("Inner", STREAM, [NO_STREAM; 3], 4, large.len()),
        ];
        push(&mut bytes, entries.concat());
        push(
            &mut bytes,
            [1, 2, END].into_iter().flat_map(u32::to_le_bytes),
        );
        push(&mut bytes, small.iter().copied());
        push(&mut bytes, large.iter().copied());
        bytes
    }

    fn push(bytes: &mut Vec<u8>, content: impl IntoIterator<Item = u8>) {
        bytes.extend(content);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
    }

    fn directory_entry(name: &str, kind: u8, links: [u32; 3], start: u32, size: usize) -> Vec<u8> {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = entry.len() as u16 + 2;
        entry.resize(ENTRY, 0);
        entry[64..66].copy_from_slice(&length.to_le_bytes());
        entry[66] = kind;
        for (index, link) in links.into_iter().enumerate() {
            entry[68 + index * 4..72 + index * 4].copy_from_slice(&link.to_le_bytes());
        }
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&(size as u32).to_le_bytes());
        entry
    }

    fn stream(bytes: &[u8], name: &'static str) -> Option<Vec<u8>> {
        CompoundFile::open(bytes)
            .unwrap()
            .stream(name, &Limits::default())
            .unwrap()
    }

    fn content() -> (Vec<u8>, Vec<u8>) {
        let bytes = |length: usize| (0..length).map(|n| (n % 251) as u8).collect();
        (bytes(130), bytes(5000))
    }

    #[test]
    fn streams_are_read_from_sectors_and_mini_sectors() {
        let (small, large) = content();
        let bytes = file(&small, &large);
        assert_eq!(stream(&bytes, "Small"), Some(small));
        assert_eq!(stream(&bytes, "Large"), Some(large));
        assert_eq!(
            stream(&bytes, "Inner"),
            None,
            "it is not in the root storage"
        );
    }

    #[test]
    fn of_a_file_that_is_cut_off_what_is_there_is_read() {
        let (small, large) = content();
        let bytes = file(&small, &large);
        let cut = stream(&bytes[..bytes.len() - 3000], "Large").unwrap();
        assert_eq!(cut, large[..cut.len()]);
        assert!(cut.len() > 1000);
        for length in (0..2560).step_by(100) {
            let _ = CompoundFile::open(&bytes[..length]);
        }
    }

    #[test]
    fn a_chain_in_a_circle_ends() {
        let (small, large) = content();
        let mut bytes = file(&small, &large);
        bytes[512 + 20..512 + 24].copy_from_slice(&4u32.to_le_bytes()); // 5 back to 4
        assert_eq!(
            stream(&bytes, "Large").map(|content| content.len()),
            Some(large.len())
        );
    }

    #[test]
    fn a_stream_past_the_limit_is_refused() {
        let (small, large) = content();
        let bytes = file(&small, &large);
        let limits = Limits {
            part_size: 1000,
            ..Limits::default()
        };
        let error = CompoundFile::open(&bytes)
            .unwrap()
            .stream("Large", &limits)
            .unwrap_err();
        assert_eq!(error.code(), "limit");
    }
}
