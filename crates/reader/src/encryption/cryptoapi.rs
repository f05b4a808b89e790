//! What programs say that encrypt with the functions of Windows: RC4 in binary
//! workbooks ([MS-OFFCRYPTO] 2.3.5), AES around packages (2.3.4.5).

use super::aes::Aes;
use super::hash::Hash;
use super::utf16;
use crate::bytes::{slice, u16, u32};

// Algorithms (2.3.2, `AlgID`).
const RC4: u32 = 0x6801;
const AES: [u32; 3] = [0x660e, 0x660f, 0x6610];

/// How often a password is hashed for AES (2.3.4.7).
const TURNS: u32 = 50_000;

/// An `EncryptionHeader` (2.3.2) and an `EncryptionVerifier` (2.3.3).
#[derive(Debug)]
pub(super) struct CryptoApi<'d> {
    algorithm: u32,
    /// In bytes.
    key: usize,
    pub(super) salt: &'d [u8],
    pub(super) verifier: &'d [u8],
    pub(super) verifier_hash: &'d [u8],
}

impl<'d> CryptoApi<'d> {
    /// Reads what stands behind the version.
    pub(super) fn read(data: &'d [u8]) -> Option<CryptoApi<'d>> {
        let header = slice(data, 8, u32(data, 4)? as usize)?;
        let verifier = data.get(8 + header.len()..)?;
        let bits = u32(header, 16)?;
        let algorithm = u32(header, 8)?;
        Some(CryptoApi {
            algorithm,
            key: match bits {
                0 if algorithm == RC4 => 5, // 40 bits (2.3.5.1)
                8..=256 => bits as usize / 8,
                _ => return None,
            },
            salt: slice(verifier, 4, u16(verifier, 0)?.into()).filter(|salt| salt.len() == 16)?,
            verifier: slice(verifier, 20, 16)?,
            verifier_hash: verifier.get(40..)?,
        })
    }

    /// The hash of a password for RC4, and the length of its keys (2.3.5.2);
    /// nothing where it is another algorithm.
    pub(super) fn rc4_hash(&self, password: &str) -> Option<(Vec<u8>, usize)> {
        let hash = Hash::Sha1.of(&[self.salt, &utf16(password)]);
        (self.algorithm == RC4 && self.key <= 16).then_some((hash, self.key))
    }

    /// The key of AES (2.3.4.7); nothing where the password is another one (2.3.4.9).
    pub(super) fn standard_key(&self, password: &str) -> Option<Aes> {
        if !AES.contains(&self.algorithm) {
            return None;
        }
        let hash = Hash::Sha1.spun(self.salt, &utf16(password), TURNS);
        let hash = Hash::Sha1.of(&[&hash, &[0; 4]]);
        let filled = |byte: u8| {
            let mut buffer = [byte; 64];
            for (byte, hash) in buffer.iter_mut().zip(&hash) {
                *byte ^= hash;
            }
            Hash::Sha1.of(&[&buffer])
        };
        let key = [filled(0x36), filled(0x5c)].concat();
        let aes = Aes::new(key.get(..self.key)?)?;
        let mut verifier = self.verifier.to_vec();
        let mut hash = self.verifier_hash.get(..32)?.to_vec();
        aes.blocks(&mut verifier);
        aes.blocks(&mut hash);
        hash.starts_with(&Hash::Sha1.of(&[&verifier]))
            .then_some(aes)
    }
}
