//! Little-endian numbers at offsets that the file gives: what is outside of
//! the file is nothing.

/// The byte at an offset.
pub(crate) fn u8(bytes: &[u8], at: usize) -> Option<u8> {
    bytes.get(at).copied()
}

/// Two bytes at an offset.
pub(crate) fn u16(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_le_bytes)
}

/// Two bytes at an offset, with a sign.
pub(crate) fn i16(bytes: &[u8], at: usize) -> Option<i16> {
    array(bytes, at).map(i16::from_le_bytes)
}

/// Four bytes at an offset.
pub(crate) fn u32(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

/// Four bytes at an offset, as a length or an offset.
pub(crate) fn offset(bytes: &[u8], at: usize) -> Option<usize> {
    u32(bytes, at).and_then(|value| usize::try_from(value).ok())
}

/// A stretch of bytes; nothing where it is not all there.
pub(crate) fn slice(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// A binary float at an offset (`Xnum`).
pub(crate) fn f64(bytes: &[u8], at: usize) -> Option<f64> {
    array(bytes, at).map(f64::from_le_bytes)
}

/// A number of 30 bits, whole or a float without its lower half, perhaps a
/// hundred times what is meant (`RkNumber`, [MS-XLS] 2.5.217, [MS-XLSB] 2.5.123).
pub(crate) fn rk(bytes: &[u8], at: usize) -> Option<f64> {
    let bits = u32(bytes, at)?;
    let value = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits.cast_signed() >> 2),
    };
    Some(if bits & 1 == 1 { value / 100.0 } else { value })
}

/// UTF-16 text as it stands in a file; a half of a pair alone is no character.
pub(crate) fn utf16(bytes: &[u8]) -> String {
    let units = bytes
        .chunks_exact(2)
        .map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    slice(bytes, at, N)?.try_into().ok()
}

/// UTF-16 text behind the number of its characters (`Xst`), and the offset
/// after it.
pub(crate) fn counted_text(bytes: &[u8], at: usize) -> Option<(Vec<u16>, usize)> {
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
    fn rk_numbers_have_two_bits_that_say_how() {
        let value = |bits: u32| rk(&bits.to_le_bytes(), 0);
        assert_eq!(value(0x3ff0_0000), Some(1.0));
        assert_eq!(value(0x3ff0_0001), Some(0.01));
        assert_eq!(value(0x004b_5646), Some(1_234_321.0));
        assert_eq!(value(0x004b_5647), Some(12_343.21));
        assert_eq!(value((-5i32 << 2 | 2).cast_unsigned()), Some(-5.0));
    }

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
