//! AES over many blocks (FIPS 197; NIST SP 800-38A).

use aes::cipher::{BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};

/// The size of a block.
pub(super) const BLOCK: usize = 16;

/// A key of one of three lengths.
pub(super) enum Aes {
    Short(Box<Aes128>),
    Middle(Box<Aes192>),
    Long(Box<Aes256>),
}

impl Aes {
    /// Takes a key; nothing where it has no length that a key has.
    pub(super) fn new(key: &[u8]) -> Option<Aes> {
        Some(match key.len() {
            16 => Aes::Short(Box::new(Aes128::new_from_slice(key).ok()?)),
            24 => Aes::Middle(Box::new(Aes192::new_from_slice(key).ok()?)),
            32 => Aes::Long(Box::new(Aes256::new_from_slice(key).ok()?)),
            _ => return None,
        })
    }

    fn block(&self, block: &mut [u8; BLOCK]) {
        match self {
            Aes::Short(aes) => aes.decrypt_block(block.into()),
            Aes::Middle(aes) => aes.decrypt_block(block.into()),
            Aes::Long(aes) => aes.decrypt_block(block.into()),
        }
    }

    /// Decrypts block by block (ECB); a part of a block at the end stays as it is.
    pub(super) fn blocks(&self, bytes: &mut [u8]) {
        for block in bytes.as_chunks_mut().0 {
            self.block(block);
        }
    }

    /// Decrypts blocks that were chained from a beginning on (CBC).
    pub(super) fn chained(&self, beginning: &[u8; BLOCK], bytes: &mut [u8]) {
        let mut before = *beginning;
        for block in bytes.as_chunks_mut().0 {
            let encrypted = *block;
            self.block(block);
            for (byte, before) in block.iter_mut().zip(before) {
                *byte ^= before;
            }
            before = encrypted;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// NIST SP 800-38A, F.1.1, F.2.1 and F.2.5: the first block.
    #[test]
    fn blocks_and_chains_are_those_of_the_standard() {
        let plain = hex("6bc1bee22e409f96e93d7e117393172a");
        let aes = Aes::new(&hex("2b7e151628aed2a6abf7158809cf4f3c")).unwrap();
        let mut block = hex("3ad77bb40d7a3660a89ecaf32466ef97");
        aes.blocks(&mut block);
        assert_eq!(block, plain);
        let beginning: [u8; BLOCK] = std::array::from_fn(|index| index as u8);
        let mut block = hex("7649abac8119b246cee98e9b12e9197d");
        aes.chained(&beginning, &mut block);
        assert_eq!(block, plain);
        let long = hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        let mut block = hex("f58c4c04d6e5f1ba779eabfb5f7bfbd6");
        Aes::new(&long).unwrap().chained(&beginning, &mut block);
        assert_eq!(block, plain);
        assert!(Aes::new(&[0; 20]).is_none());
    }

    fn hex(text: &str) -> Vec<u8> {
        super::super::tests::hex(text)
    }
}
