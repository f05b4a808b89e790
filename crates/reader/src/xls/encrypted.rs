//! Encrypted workbooks, decrypted record by record before they are read
//! ([MS-XLS] 2.2.10).

use std::borrow::Cow;

use super::record::{self as r, Biff, Records, beginning};
use crate::bytes::u16;
use crate::encryption::stream::Opened;
use crate::{Error, ErrorKind};

/// Records that stay as they are (2.2.10): `BOF`, `FilePass`, `UsrExcl`,
/// `FileLock`, `InterfaceHdr`, `RRDInfo` and `RRDHead`.
const PLAIN: [u16; 7] = [r::BOF, r::FILE_PASS, 0x0194, 0x0195, 0x00e1, 0x0196, 0x0138];

/// The length of the type and the length of a record, which stay as well.
const HEAD: usize = 4;

/// The stream as it is read; an error where it is encrypted with another
/// password, or in a way that is not known.
pub(super) fn opened<'s>(stream: Cow<'s, [u8]>, password: &str) -> Result<Cow<'s, [u8]>, Error> {
    let Some((biff, at, length)) = file_pass(&stream) else {
        return Ok(stream);
    };
    let end = at + HEAD + length;
    let data = stream.get(at + HEAD..end).unwrap_or_default();
    let opened = (biff >= Biff::V5).then(|| Opened::read(data, biff == Biff::V8, password));
    let Some(mut opened) = opened.flatten() else {
        return Err(ErrorKind::Encrypted.into());
    };
    let mut stream = stream.into_owned();
    decrypt(&mut stream, end, &mut opened);
    Ok(Cow::Owned(stream))
}

/// The generation of the file, and where the record stands that says how the
/// file is encrypted, with the length of its data; nothing where it is not.
fn file_pass(stream: &[u8]) -> Option<(Biff, usize, usize)> {
    let mut records = Records::new(stream, 0);
    let (biff, _) = beginning(&records.next().ok()??)?;
    while let Ok(Some(record)) = records.next() {
        match record.id {
            r::FILE_PASS => return Some((biff, record.at, record.data.len())),
            r::EOF => break,
            _ => {}
        }
    }
    None
}

/// Decrypts the records from an offset on.
fn decrypt(stream: &mut [u8], from: usize, opened: &mut Opened) {
    let mut at = from;
    while let (Some(id), Some(length)) = (u16(stream, at), u16(stream, at + 2)) {
        let length = usize::from(length);
        let end = (at + HEAD + length).min(stream.len()); // the last one may be cut off
        // The offset of a sheet stays as well (2.4.28, `lbPlyPos`).
        let plain = if id == r::BOUND_SHEET { 4 } else { 0 };
        let begin = at + HEAD + plain;
        if let Some(bytes) = stream.get_mut(begin..end)
            && !PLAIN.contains(&id)
        {
            opened.decrypt(bytes, begin, length);
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{globals, label, record, workbook};
    use super::super::*;
    use super::*;
    use crate::encryption::stream::tests::rc4;

    /// A workbook that says how it is encrypted, of more than one block.
    fn plain(file_pass: &[u8]) -> Vec<u8> {
        let globals = [record(r::FILE_PASS, file_pass), globals()].concat();
        let text = "公开".repeat(40);
        let cells: Vec<u8> = (0..20).flat_map(|row| label(row, 0, &text)).collect();
        workbook(&globals, &[("甲", 0, cells.clone()), ("乙", 0, cells)])
    }

    fn blocks(stream: &[u8]) -> Result<Vec<gongkai_model::Block>, Error> {
        read(stream, &Options::default()).map(|(document, _)| document.blocks)
    }

    /// Encrypts a workbook: what RC4 does twice is undone.
    fn encrypted(file_pass: &[u8], password: &str) -> Vec<u8> {
        let mut stream = plain(file_pass);
        let (_, at, length) = file_pass_of(&stream);
        let mut opened = Opened::read(file_pass, true, password).unwrap();
        decrypt(&mut stream, at + HEAD + length, &mut opened);
        stream
    }

    fn file_pass_of(stream: &[u8]) -> (Biff, usize, usize) {
        super::file_pass(stream).unwrap()
    }

    #[test]
    fn workbooks_with_the_password_of_excel_are_read() {
        let expected = blocks(&workbook_of(&plain(&[]))).unwrap();
        for bits in [None, Some(40), Some(128)] {
            let stream = encrypted(&rc4(DEFAULT_PASSWORD, bits), DEFAULT_PASSWORD);
            assert_eq!(blocks(&stream).unwrap(), expected, "{bits:?}");
            let stream = encrypted(&rc4("密码", bits), "密码");
            assert_eq!(blocks(&stream).unwrap_err().code(), "encrypted");
        }
    }

    /// The workbook without the record that says how it is encrypted.
    fn workbook_of(stream: &[u8]) -> Vec<u8> {
        let mut stream = stream.to_vec();
        let (_, at, _) = file_pass_of(&stream);
        stream[at..at + 2].copy_from_slice(&r::CONTINUE.to_le_bytes());
        stream
    }

    #[test]
    fn obfuscated_workbooks_are_read() {
        // The type, the key and the verifier of the password, and the bytes
        // that the data are combined with: [MS-OFFCRYPTO] 2.3.7.2.
        let file_pass = [0, 0, 0x59, 0xb3, 0x0a, 0x9a];
        let array = b"\x87\x6b\x9a\xe2\x1e\xe3\x05\x62\x1e\x69\x96\x60\x98\x6e\x94\x04";
        let expected = blocks(&workbook_of(&plain(&file_pass))).unwrap();
        let mut stream = plain(&file_pass);
        let mut at = file_pass_of(&stream).1 + HEAD + file_pass.len();
        while let (Some(id), Some(length)) = (u16(&stream, at), u16(&stream, at + 2)) {
            let length = usize::from(length);
            let plain = if id == r::BOUND_SHEET { 4 } else { 0 };
            for byte in at + HEAD + plain..at + HEAD + length {
                if id != r::BOF {
                    stream[byte] = stream[byte].rotate_right(3) ^ array[(byte + length) % 16];
                }
            }
            at += HEAD + length;
        }
        assert_ne!(stream, plain(&file_pass));
        assert_eq!(blocks(&stream).unwrap(), expected);
        let other = [0, 0, 0x59, 0xb3, 0x0b, 0x9a];
        assert_eq!(blocks(&plain(&other)).unwrap_err().code(), "encrypted");
    }

    #[test]
    fn an_encrypted_stream_that_is_cut_off_is_read_so_far() {
        let whole = encrypted(&rc4(DEFAULT_PASSWORD, Some(128)), DEFAULT_PASSWORD);
        let partial = Options {
            partial: true,
            ..Options::default()
        };
        for length in (0..whole.len()).step_by(37) {
            let _ = read(&whole[..length], &partial);
        }
        assert!(read(&whole[..whole.len() - 300], &partial).is_ok());
    }
}
