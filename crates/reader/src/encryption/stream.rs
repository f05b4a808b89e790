//! The stream of a binary workbook ([MS-XLS] 2.2.10, 2.4.117).

use md5::{Digest, Md5};
use rc4::{KeyInit, Rc4, StreamCipher};

use super::cryptoapi::CryptoApi;
use super::hash::Hash;
use super::utf16;
use super::xor::Xor;
use crate::bytes::{slice, u16};

/// So many bytes have one key ([MS-XLS] 2.2.10).
const BLOCK: usize = 1024;

/// How the stream of a workbook is encrypted, opened with a password.
pub(crate) enum Opened {
    Xor(Xor),
    Rc4(Box<KeyStream>),
}

impl Opened {
    /// Reads the record that says how (`FilePass`, [MS-XLS] 2.4.117); nothing
    /// where it is not understood, or where the password is another one.
    pub(crate) fn read(data: &[u8], is_excel_97: bool, password: &str) -> Option<Opened> {
        if !is_excel_97 {
            return Xor::read(data, password).map(Opened::Xor);
        }
        let rest = data.get(2..)?;
        match u16(data, 0)? {
            0 => Xor::read(rest, password).map(Opened::Xor),
            1 => KeyStream::read(rest, password).map(|keys| Opened::Rc4(Box::new(keys))),
            _ => None,
        }
    }

    /// Decrypts bytes of a record that stand at an offset of the stream;
    /// `length` is that of the data of the record.
    pub(crate) fn decrypt(&mut self, bytes: &mut [u8], at: usize, length: usize) {
        match self {
            Opened::Xor(xor) => xor.decrypt(bytes, at + length),
            Opened::Rc4(keys) => keys.decrypt(bytes, at),
        }
    }
}

/// What the bytes of a stream are combined with, block by block.
pub(crate) struct KeyStream {
    keys: Keys,
    /// The block at hand, and its number.
    block: [u8; BLOCK],
    number: Option<u32>,
}

/// Where keys come from.
enum Keys {
    /// [MS-OFFCRYPTO] 2.3.6.2.
    Md5([u8; 5]),
    /// 2.3.5.2: a hash, and how long its keys are.
    CryptoApi(Vec<u8>, usize),
}

impl KeyStream {
    /// Reads what stands behind the type of a `FilePass`.
    fn read(data: &[u8], password: &str) -> Option<KeyStream> {
        let rest = data.get(4..)?;
        match (u16(data, 0)?, u16(data, 2)?) {
            (1, 1) => {
                let keys = Keys::Md5(old_hash(slice(rest, 0, 16)?, password));
                let (verifier, hash) = (slice(rest, 16, 16)?, slice(rest, 32, 16)?);
                opened(keys, verifier, hash, |bytes| Md5::digest(bytes).to_vec())
            }
            (2..=4, 2) => {
                let info = CryptoApi::read(rest)?;
                let (hash, length) = info.rc4_hash(password)?;
                let expected = info.verifier_hash.get(..20)?;
                let keys = Keys::CryptoApi(hash, length);
                opened(keys, info.verifier, expected, |bytes| {
                    Hash::Sha1.of(&[bytes])
                })
            }
            _ => None,
        }
    }

    fn decrypt(&mut self, bytes: &mut [u8], at: usize) {
        for (at, byte) in (at..).zip(bytes) {
            let number = (at / BLOCK) as u32; // streams are bounded by a size of 32 bits
            if self.number != Some(number) {
                self.number = Some(number);
                self.block = [0; BLOCK];
                if let Some(mut cipher) = self.keys.cipher(number) {
                    cipher.apply_keystream(&mut self.block);
                }
            }
            *byte ^= self.block[at % BLOCK];
        }
    }
}

/// The keys, if they are right: a secret decrypted has the hash that stands
/// behind it (2.3.5.6, 2.3.6.4).
fn opened(
    keys: Keys,
    verifier: &[u8],
    hash: &[u8],
    digest: impl Fn(&[u8]) -> Vec<u8>,
) -> Option<KeyStream> {
    let mut secret = [verifier, hash].concat();
    keys.cipher(0)?.apply_keystream(&mut secret);
    let (verifier, hash) = secret.split_at(verifier.len());
    (digest(verifier) == hash).then_some(KeyStream {
        keys,
        block: [0; BLOCK],
        number: None,
    })
}

impl Keys {
    /// The cipher of a block.
    fn cipher(&self, block: u32) -> Option<Rc4> {
        let number = block.to_le_bytes();
        let key = match self {
            Keys::Md5(hash) => Md5::new()
                .chain_update(hash)
                .chain_update(number)
                .finalize()
                .to_vec(),
            Keys::CryptoApi(hash, length) => {
                let mut key = Hash::Sha1.of(&[hash, &number]);
                key.truncate(*length);
                if *length == 5 {
                    key.resize(16, 0); // 40 bits of a key of 128 (2.3.5.2)
                }
                key
            }
        };
        Rc4::new_from_slice(&key).ok()
    }
}

/// The hash of a password, 40 bits of it (2.3.6.2).
fn old_hash(salt: &[u8], password: &str) -> [u8; 5] {
    let hash = Md5::digest(utf16(password));
    let piece = [&hash[..5], salt].concat();
    let hash = Md5::digest(piece.repeat(16));
    std::array::from_fn(|index| hash[index])
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::tests::hex;
    use super::*;

    const SALT: [u8; 16] = *b"0123456789abcdef";
    const SECRET: [u8; 16] = *b"a secret of 16 b";

    /// What a workbook says that is encrypted with RC4: in the old way, or with
    /// keys of so many bits.
    pub(crate) fn rc4(password: &str, bits: Option<u32>) -> Vec<u8> {
        let encrypted = |keys: Keys, hash: &[u8]| {
            let mut secret = [&SECRET, hash].concat();
            keys.cipher(0).unwrap().apply_keystream(&mut secret);
            secret
        };
        let Some(bits) = bits else {
            let secret = encrypted(Keys::Md5(old_hash(&SALT, password)), &Md5::digest(SECRET));
            return [&[1, 0, 1, 0, 1, 0][..], &SALT, &secret].concat();
        };
        let hash = Hash::Sha1.of(&[&SALT, &utf16(password)]);
        let keys = Keys::CryptoApi(hash, bits as usize / 8);
        let secret = encrypted(keys, &Hash::Sha1.of(&[&SECRET]));
        let header = [0x04, 32, 0x04, 0, 0x6801, 0x8004, bits, 1, 0, 0, 16];
        let words = header.iter().flat_map(|word| word.to_le_bytes());
        let mut data: Vec<u8> = [1, 0, 2, 0, 2, 0].into_iter().chain(words).collect();
        data.extend([&SALT, &secret[..16], &20u32.to_le_bytes(), &secret[16..]].concat());
        data
    }

    /// What Excel stored of a password, published with msoffcrypto-tool.
    #[test]
    fn old_keys_are_those_of_excel() {
        let data = [
            hex("010001000100"),
            hex("e8772c1d91c56a37964761b280183217"),
            hex("c9e997d454973d310bb1ba701426837e"),
            hex("b1de178f07e989c44dae5e4cf96ac407"),
        ]
        .concat();
        assert!(Opened::read(&data, true, "password1").is_some());
        assert!(Opened::read(&data, true, "password2").is_none());
        assert!(Opened::read(&data[..50], true, "password1").is_none());
        let key = old_hash(&hex("e8772c1d91c56a37964761b280183217"), "password1");
        let key = Md5::new().chain_update(key).chain_update([0; 4]).finalize();
        assert_eq!(key[..], hex("20bf32ddf540858c513744af0f24e03c"));
    }

    #[test]
    fn what_is_not_known_stays_closed() {
        for data in [
            &[][..],
            &[2, 0, 0, 0],
            &[1, 0, 9, 0, 1, 0],
            &[1, 0, 2, 0, 2, 0, 4, 0],
        ] {
            assert!(Opened::read(data, true, "VelvetSweatshop").is_none());
        }
    }
}
