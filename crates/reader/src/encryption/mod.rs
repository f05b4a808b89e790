//! Encrypted workbooks that everybody can open ([MS-OFFCRYPTO] 2.3): Excel
//! encrypts a workbook whose structure is protected with a password of its own,
//! and tries that password before it asks for one.
//!
//! Files with another password stay what they are, and are named so. Word and
//! PowerPoint have no such password.

mod aes;
mod agile;
#[cfg(test)]
mod corpus;
mod cryptoapi;
mod hash;
pub(crate) mod stream;
#[cfg(test)]
mod tests;
mod xor;

use crate::bytes::{u16, u32};
use crate::compound::{self, CompoundFile};
use crate::{Error, Limits};

use cryptoapi::CryptoApi;

/// The password that Excel tries by itself. Keys are made of it as of any other
/// (2.3.4.7, 2.3.4.11, 2.3.5.2, 2.3.6.2, 2.3.7.2).
pub(crate) const DEFAULT_PASSWORD: &str = "VelvetSweatshop";

/// The size of a package stands before it (2.3.4.4).
const SIZE: usize = 8;

/// The package in an encrypted compound file; nothing where the file is none,
/// or where the password is another one.
///
/// # Errors
/// Where it would cost more than a file may.
pub(crate) fn package(
    bytes: &[u8],
    password: &str,
    limits: &Limits,
) -> Result<Option<Vec<u8>>, Error> {
    if !bytes.starts_with(compound::SIGNATURE) {
        return Ok(None);
    }
    let Ok(file) = CompoundFile::open(bytes) else {
        return Ok(None); // what is broken is told where the file is read
    };
    let Some(info) = file.stream("EncryptionInfo", limits)? else {
        return Ok(None);
    };
    // Which method it is: the major version of the program, and a minor one (2.3.4.5, 2.3.4.10).
    let method = match (u16(&info, 0), u16(&info, 2)) {
        (Some(2..=4), Some(2)) => {
            let info = info.get(4..).and_then(CryptoApi::read);
            info.and_then(|info| info.standard_key(password))
                .map(Method::Blocks)
        }
        (Some(4), Some(4)) => agile::read(&info, password, limits)?.map(Method::Segments),
        _ => None, // extensible (2.3.4.6), of which no file is known
    };
    let Some(method) = method else {
        return Ok(None);
    };
    let stream = file.stream("EncryptedPackage", limits)?;
    Ok(stream.and_then(|stream| decrypted(stream, &method)))
}

/// How a package is encrypted.
enum Method {
    /// Block by block (2.3.4.15, ECB).
    Blocks(aes::Aes),
    /// In segments, each with a beginning of its own (2.3.4.15, CBC).
    Segments(agile::Segments),
}

/// Decrypts a package in its place.
fn decrypted(mut stream: Vec<u8>, method: &Method) -> Option<Vec<u8>> {
    let (low, high) = (u32(&stream, 0)?, u32(&stream, 4)?);
    let size = usize::try_from(u64::from(high) << 32 | u64::from(low)).ok()?;
    stream.drain(..SIZE);
    match method {
        Method::Blocks(aes) => aes.blocks(&mut stream),
        Method::Segments(segments) => segments.decrypt(&mut stream),
    }
    stream.truncate(size);
    Some(stream)
}

/// A password in the bytes that are hashed: UTF-16 without an end.
fn utf16(password: &str) -> Vec<u8> {
    password.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
