//! The obfuscation of Excel 5 and 95, which later ones can write as well
//! ([MS-OFFCRYPTO] 2.3.7.1 to 2.3.7.3, method 1).

use crate::bytes::u16;

/// What fills up a short password.
#[rustfmt::skip]
const FILLING: [u8; 15] = [
    0xbb, 0xff, 0xff, 0xba, 0xff, 0xff, 0xb9, 0x80, 0x00, 0xbe, 0x0f, 0x00, 0xbf, 0x0f, 0x00,
];

/// A password has no more characters.
const LONGEST: usize = 15;

/// The bytes that data are combined with.
pub(crate) struct Xor([u8; 16]);

impl Xor {
    /// Reads a key and a verifier; nothing where the password is another one.
    pub(super) fn read(data: &[u8], password: &str) -> Option<Xor> {
        let password = password.as_bytes();
        if password.is_empty() || password.len() > LONGEST {
            return None;
        }
        let key = key(password);
        let same = (u16(data, 0)?, u16(data, 2)?) == (key, verifier(password));
        same.then(|| Xor(array(password, key)))
    }

    /// Decrypts bytes; the first is combined with the byte of that number.
    pub(super) fn decrypt(&self, bytes: &mut [u8], first: usize) {
        for (index, byte) in (first..).zip(bytes) {
            *byte = (*byte ^ self.0[index % 16]).rotate_left(3);
        }
    }
}

/// 2.3.7.1.
fn verifier(password: &[u8]) -> u16 {
    let length = password.len() as u16;
    let bytes = password.iter().rev().map(|byte| u16::from(*byte));
    // Of 15 bits.
    let rotated = |hash: u16| (hash << 1 & 0x7fff) | (hash >> 14 & 1);
    let hash = bytes.fold(0, |hash, byte| rotated(hash ^ byte));
    hash ^ length ^ 0xce4b
}

/// 2.3.7.2. The two tables there, `InitialCode` and `XorMatrix`, are states of one
/// shift register, begun at two places: of eight states one was left out.
fn key(password: &[u8]) -> u16 {
    let step = |state: u16| {
        let state = state.rotate_left(1);
        if state & 1 == 1 {
            state ^ 0x1020
        } else {
            state
        }
    };
    let (mut key, mut element, mut code) = (0, 0x8000, 0xffff);
    for byte in password.iter().rev() {
        for bit in 0..8 {
            (element, code) = (step(element), step(code));
            if byte & 0x7f & 1 << bit != 0 {
                key ^= element;
            }
        }
    }
    key ^ code
}

/// 2.3.7.2: the password, filled up, each byte combined with one of the key.
fn array(password: &[u8], key: u16) -> [u8; 16] {
    let filled = password.iter().chain(&FILLING);
    let mut array = [0; 16];
    for (index, (slot, byte)) in array.iter_mut().zip(filled).enumerate() {
        *slot = (byte ^ key.to_le_bytes()[index % 2]).rotate_right(1);
    }
    array
}

#[cfg(test)]
mod tests {
    use super::super::tests::hex;
    use super::*;

    /// Worked out with the tables of the specification.
    #[test]
    fn keys_and_arrays_are_those_of_the_specification() {
        let of = |password: &[u8]| (key(password), array(password, key(password)).to_vec());
        let (key, array) = of(b"VelvetSweatshop");
        assert_eq!(key, 0xb359);
        assert_eq!(array, hex("876b9ae21ee305621e699660986e9404"));
        assert_eq!(verifier(b"VelvetSweatshop"), 0x9a0a);
        assert_eq!(
            of(b"password"),
            (0x147a, hex("05ba84b386bd0438e0f5c257c2f5e14a"))
        );
        assert_eq!(
            of(b"abc"),
            (0x514a, hex("95999475da577857da7465a87a2f2577"))
        );
    }

    #[test]
    fn another_password_is_refused() {
        let data = [0x59, 0xb3, 0x0a, 0x9a];
        assert!(Xor::read(&data, "VelvetSweatshop").is_some());
        assert!(Xor::read(&data, "VelvetSweatshoq").is_none());
        assert!(Xor::read(&data, "").is_none());
        assert!(Xor::read(&data[..3], "VelvetSweatshop").is_none());
    }
}
