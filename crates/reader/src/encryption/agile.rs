//! Packages as Excel 2010 and later encrypt them: an XML description says how
//! ([MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15).
//!
//! The code of the message that tells of changes (2.3.4.14) is not looked at:
//! damage shows in the checksums of the zip.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::aes::{Aes, BLOCK};
use super::hash::Hash;
use super::utf16;
use crate::xml::{Element, Node, Xml};
use crate::{Error, ErrorKind, Limits};

/// How often a password may be hashed. Excel and LibreOffice do it 100,000
/// times; what the format allows, 10,000,000, would take many seconds.
const MOST_TURNS: u32 = 1_000_000;

/// A salt is hashed with every segment. Programs write 16 bytes; what the format
/// allows, 65,536, would cost more than the package.
const LONGEST_SALT: usize = 64;

/// The longest key of AES, in bits.
const LONGEST_KEY: usize = 256;

/// A segment has a beginning of its own (2.3.4.15).
const SEGMENT: usize = 4096;

/// The description stands behind the version and flags.
const DESCRIPTION: usize = 8;

// What the keys are for (2.3.4.13).
const VERIFIER: [u8; 8] = [0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79];
const VERIFIER_HASH: [u8; 8] = [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e];
const KEY: [u8; 8] = [0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6];

/// The key of a package and where its segments begin.
pub(super) struct Segments {
    key: Aes,
    hash: Hash,
    salt: Vec<u8>,
}

impl Segments {
    /// Decrypts a package (2.3.4.15).
    pub(super) fn decrypt(&self, bytes: &mut [u8]) {
        for (number, segment) in (0u32..).zip(bytes.chunks_mut(SEGMENT)) {
            let beginning = self.hash.of(&[&self.salt, &number.to_le_bytes()]);
            self.key.chained(&beginning_of(&beginning), segment);
        }
    }
}

/// Reads a description; nothing where it is not understood, or where the
/// password is another one.
pub(super) fn read(
    info: &[u8],
    password: &str,
    limits: &Limits,
) -> Result<Option<Segments>, Error> {
    let text = info.get(DESCRIPTION..).unwrap_or_default();
    let Ok(text) = std::str::from_utf8(text) else {
        return Ok(None);
    };
    let Some((data, key)) = description(text, limits) else {
        return Ok(None);
    };
    if key.turns > MOST_TURNS {
        return Err(ErrorKind::Limit {
            part: "EncryptionInfo".to_owned(),
            what: "turns of hashing the password",
            limit: MOST_TURNS.into(),
        }
        .into());
    }
    let aes = key.package_key(password, data.key);
    Ok(aes.map(|key| Segments {
        key,
        hash: data.hash,
        salt: data.salt,
    }))
}

/// How something is encrypted: the package, or its key.
struct Parameters {
    hash: Hash,
    /// In bytes.
    key: usize,
    salt: Vec<u8>,
}

impl Parameters {
    /// Of all ciphers, only AES in chains of blocks occurs.
    fn of(element: &Element) -> Option<Parameters> {
        let is = |name: &str, value: &str| element.attr(name).is_some_and(|found| found == value);
        let known = is("cipherAlgorithm", "AES")
            && is("cipherChaining", "ChainingModeCBC")
            && is("blockSize", "16");
        let bits: usize = element.attr("keyBits")?.parse().ok()?;
        let salt = bytes_of(element, "saltValue")?;
        let bounded = bits <= LONGEST_KEY && salt.len() <= LONGEST_SALT;
        Some(Parameters {
            hash: Hash::named(&element.attr("hashAlgorithm")?).filter(|_| known && bounded)?,
            key: bits / 8,
            salt,
        })
    }
}

/// A key that a password opens.
struct PasswordKey {
    parameters: Parameters,
    turns: u32,
    verifier: Vec<u8>,
    verifier_hash: Vec<u8>,
    value: Vec<u8>,
}

impl PasswordKey {
    fn of(element: &Element) -> Option<PasswordKey> {
        Some(PasswordKey {
            parameters: Parameters::of(element)?,
            turns: element.attr("spinCount")?.parse().ok()?,
            verifier: bytes_of(element, "encryptedVerifierHashInput")?,
            verifier_hash: bytes_of(element, "encryptedVerifierHashValue")?,
            value: bytes_of(element, "encryptedKeyValue")?,
        })
    }

    /// The key of the package; nothing where the password is another one
    /// (2.3.4.13).
    fn package_key(&self, password: &str, length: usize) -> Option<Aes> {
        let Parameters { hash, key, salt } = &self.parameters;
        let spun = hash.spun(salt, &utf16(password), self.turns);
        let decrypted = |purpose: [u8; 8], value: &[u8]| {
            let mut bytes = hash.of(&[&spun, &purpose]);
            bytes.resize(*key, 0x36); // shorter, or filled up (2.3.4.11)
            let mut value = value.to_vec();
            Aes::new(&bytes)?.chained(&beginning_of(salt), &mut value);
            Some(value)
        };
        let verifier = decrypted(VERIFIER, &self.verifier)?;
        let expected = hash.of(&[verifier.get(..salt.len())?]);
        if !decrypted(VERIFIER_HASH, &self.verifier_hash)?.starts_with(&expected) {
            return None;
        }
        Aes::new(decrypted(KEY, &self.value)?.get(..length)?)
    }
}

/// The description of a package and of its key; nothing where it is broken.
fn description(text: &str, limits: &Limits) -> Option<(Parameters, PasswordKey)> {
    let mut xml = Xml::new(text, "EncryptionInfo", limits.depth);
    let (mut data, mut key) = (None, None);
    loop {
        match xml.next().ok()? {
            Node::Start(element) => match element.local() {
                "keyData" => data = Parameters::of(&element),
                // There may be one for a certificate beside it, without turns.
                "encryptedKey" => key = key.or_else(|| PasswordKey::of(&element)),
                _ => {}
            },
            Node::Eof => return Some((data?, key?)),
            Node::End | Node::Text(_) => {}
        }
    }
}

fn bytes_of(element: &Element, name: &str) -> Option<Vec<u8>> {
    STANDARD.decode(element.attr(name)?.trim()).ok()
}

/// The first block of a hash or salt, filled up where it is shorter (2.3.4.12).
fn beginning_of(bytes: &[u8]) -> [u8; BLOCK] {
    std::array::from_fn(|index| bytes.get(index).copied().unwrap_or(0x36))
}
