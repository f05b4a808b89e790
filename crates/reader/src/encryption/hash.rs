//! Hashes of passwords, over and over.

use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// A hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// By its name ([MS-OFFCRYPTO] 2.3.4.10, `HashAlgorithm`), which LibreOffice
    /// writes with a hyphen.
    pub(super) fn named(name: &str) -> Option<Hash> {
        Some(match name {
            "SHA1" | "SHA-1" => Hash::Sha1,
            "SHA256" | "SHA-256" => Hash::Sha256,
            "SHA384" | "SHA-384" => Hash::Sha384,
            "SHA512" | "SHA-512" => Hash::Sha512,
            _ => return None,
        })
    }

    /// The hash of pieces one behind the other.
    pub(super) fn of(self, pieces: &[&[u8]]) -> Vec<u8> {
        match self {
            Hash::Sha1 => of::<Sha1>(pieces),
            Hash::Sha256 => of::<Sha256>(pieces),
            Hash::Sha384 => of::<Sha384>(pieces),
            Hash::Sha512 => of::<Sha512>(pieces),
        }
    }

    /// The hash of a password, hashed again so often, each time behind the
    /// number of the turn (2.3.4.11).
    pub(super) fn spun(self, salt: &[u8], password: &[u8], turns: u32) -> Vec<u8> {
        match self {
            Hash::Sha1 => spun::<Sha1>(salt, password, turns),
            Hash::Sha256 => spun::<Sha256>(salt, password, turns),
            Hash::Sha384 => spun::<Sha384>(salt, password, turns),
            Hash::Sha512 => spun::<Sha512>(salt, password, turns),
        }
    }
}

fn of<D: Digest>(pieces: &[&[u8]]) -> Vec<u8> {
    let mut digest = D::new();
    for piece in pieces {
        digest.update(piece);
    }
    digest.finalize().to_vec()
}

fn spun<D: Digest>(salt: &[u8], password: &[u8], turns: u32) -> Vec<u8> {
    let mut hash = D::new()
        .chain_update(salt)
        .chain_update(password)
        .finalize();
    for turn in 0..turns {
        let digest = D::new().chain_update(turn.to_le_bytes());
        hash = digest.chain_update(&hash).finalize();
    }
    hash.to_vec()
}
