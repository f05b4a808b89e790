//! Little-endian numbers at offsets that the file gives: what is outside of
//! the file is nothing.

/// The byte at an offset.
pub(super) fn u8(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// Two bytes at an offset.
pub(super) fn u16(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_le_bytes)
}

/// Two bytes at an offset, with a sign.
pub(super) fn i16(bytes: &[u8], at: usize) -> Option<i16> {
    array(bytes, at).map(i16::from_le_bytes)
}

/// Four bytes at an offset.
pub(super) fn u32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

/// Four bytes at an offset, as a length or an offset.
pub(super) fn offset(bytes: &[u8], at: usize) -> Option<usize> {
    u32(bytes, at).and_then(|value| usize::try_from(value).ok())
}

/// A stretch of bytes; nothing where it is not all there.
pub(super) fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    slice(bytes, at, N)?.try_into().ok()
}

/// UTF-16 text behind the number of its characters (`Xst`), and the offset
/// after it.
pub(super) fn counted_text(bytes: &[u8], at: usize) -> Option<(Vec<u16>, usize)> {
    let count = usize::from(u16(bytes, at)?);
    let text = slice(bytes, at + 2, count * 2)?;
    let units = text
        .chunks_exact(2)
        .map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    Some((units.collect(), at + 2 + count * 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_outside_of_the_file_is_nothing() {
        let bytes = [1, 2, 3, 4, 5];
        assert_eq!(u16(&bytes, 3), Some(0x0504));
        assert_eq!(u16(&bytes, 4), None);
        assert_eq!(u32(&bytes, usize::MAX), None);
        assert_eq!(slice(&bytes, 2, usize::MAX), None);
        assert_eq!(counted_text(&bytes, 0), None);
        assert_eq!(
            counted_text(&[1, 0, 0x2d, 0x4e], 0),
            Some((vec![0x4e2d], 4))
        );
    }
}
