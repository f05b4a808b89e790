//! A zip whose end is missing: a file that was not transferred to its end. Its
//! entries stand one behind the other, each with a head of its own (APPNOTE
//! 4.3.7); a directory is made of those heads.

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const DESCRIPTOR: &[u8] = b"PK\x07\x08";
const LOCAL_SIZE: usize = 30;

/// The bytes with a directory of all entries that begin in them, the last of
/// which may be cut off; nothing where there is none.
pub(super) fn with_directory(bytes: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut directory = Vec::new();
    let mut count: u16 = 0;
    let mut at = find(bytes, 0, &[LOCAL])?;
    let end = loop {
        let Some(entry) = Entry::read(bytes, at) else {
            break at;
        };
        directory.extend(entry.central()?);
        count = count.checked_add(1)?;
        if usize::from(count) > most {
            return None; // past the limit of parts
        }
        match find(bytes, entry.end, &[LOCAL, CENTRAL]) {
            Some(next) if bytes[next..].starts_with(LOCAL) => at = next,
            Some(central) => break central,
            None => break bytes.len(),
        }
    };
    if count == 0 {
        return None;
    }
    let mut whole = Vec::with_capacity(end + directory.len() + 22);
    whole.extend_from_slice(&bytes[..end]);
    let start = u32::try_from(whole.len()).ok()?;
    let size = u32::try_from(directory.len()).ok()?;
    whole.extend(directory);
    whole.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    whole.extend([count, count].iter().flat_map(|n| n.to_le_bytes()));
    whole.extend([size, start].iter().flat_map(|n| n.to_le_bytes()));
    whole.extend([0, 0]);
    Some(whole)
}

/// The head of an entry, as far as its directory needs it.
struct Entry<'a> {
    at: usize,
    head: &'a [u8],
    name: &'a [u8],
    checksum: u32,
    packed: u32,
    unpacked: u32,
    /// Where its data end.
    end: usize,
}

impl<'a> Entry<'a> {
    fn read(bytes: &'a [u8], at: usize) -> Option<Entry<'a>> {
        let head = bytes.get(at..at + LOCAL_SIZE)?;
        let half = |at: usize| u16::from_le_bytes([head[at], head[at + 1]]);
        let word =
            |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let name_at = at + LOCAL_SIZE;
        let data = name_at + usize::from(half(26)) + usize::from(half(28));
        let name = bytes.get(name_at..name_at + usize::from(half(26)))?;
        bytes.get(data..)?;
        let (mut checksum, mut packed, mut unpacked) = (word(14), word(18), word(22));
        // Sizes behind the data (4.4.4, bit 3), or too large for the head (4.5.3).
        if half(6) & 8 != 0 || packed == u32::MAX {
            let next = find(bytes, data, &[DESCRIPTOR, LOCAL, CENTRAL]);
            let until = next.unwrap_or(bytes.len());
            packed = u32::try_from(until - data).ok()?;
            // The checksum of what is cut off is not known; it is told anyway.
            checksum = next
                .filter(|next| bytes[*next..].starts_with(DESCRIPTOR))
                .and_then(|next| bytes.get(next + 4..next + 8)?.try_into().ok())
                .map_or(0, u32::from_le_bytes);
            // The most that is no sign of a larger field; what comes out is counted.
            unpacked = u32::MAX - 1;
        }
        let left = u32::try_from(bytes.len() - data).unwrap_or(u32::MAX);
        packed = packed.min(left);
        let end = data + packed as usize;
        Some(Entry {
            at,
            head,
            name,
            checksum,
            packed,
            unpacked,
            end,
        })
    }

    /// Its line in the directory (4.3.12).
    fn central(&self) -> Option<Vec<u8>> {
        let mut line = Vec::with_capacity(46 + self.name.len());
        line.extend_from_slice(CENTRAL);
        line.extend([20, 0]); // made by version 2.0
        line.extend_from_slice(&self.head[4..14]); // version, flags, method, time, date
        for number in [self.checksum, self.packed, self.unpacked] {
            line.extend(number.to_le_bytes());
        }
        line.extend_from_slice(&self.head[26..28]); // length of the name
        line.extend([0; 12]); // no extra field, comment, disk or attributes
        line.extend(u32::try_from(self.at).ok()?.to_le_bytes());
        line.extend_from_slice(self.name);
        Some(line)
    }
}

/// Where the first of some signatures stands, from a place on.
fn find(bytes: &[u8], from: usize, signatures: &[&[u8]]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let starts = |at: &usize| signatures.iter().any(|s| rest[*at..].starts_with(s));
    (0..rest.len())
        .filter(|at| rest[*at] == b'P')
        .find(starts)
        .map(|at| from + at)
}
