use std::io::{Cursor, Write};

use ::aes::cipher::{BlockCipherEncrypt, KeyInit};
use ::aes::{Aes128, Aes256};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::hash::Hash;
use super::*;
use crate::{Options, read};

pub(super) fn hex(text: &str) -> Vec<u8> {
    let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).unwrap();
    (0..text.len()).step_by(2).map(byte).collect()
}

/// A compound file of streams of at least 4,096 bytes, filled up with zeros.
fn compound_file(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    const END: u32 = 0xffff_fffe;
    let sectors = |length: usize| length.max(4096).div_ceil(512);
    let mut fat = vec![END, END];
    let mut directory = entry("Root Entry", 5, u32::MAX, 1, END, 0);
    for (index, (name, content)) in streams.iter().enumerate() {
        let first = fat.len() as u32;
        let next = index as u32 + 2;
        let right = if next as usize > streams.len() {
            u32::MAX
        } else {
            next
        };
        let size = content.len().max(4096);
        directory.extend(entry(name, 2, right, u32::MAX, first, size));
        let count = sectors(size) as u32;
        fat.extend(first + 1..first + count);
        fat.push(END);
    }
    let mut file = vec![0; 512];
    file[..8].copy_from_slice(compound::SIGNATURE);
    (file[30], file[32]) = (9, 6);
    for (at, number) in [(48, 1), (60, END), (68, END)] {
        file[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
    }
    file[76..].fill(0xff);
    file[76..80].fill(0);
    fat.resize(128, u32::MAX);
    file.extend(fat.iter().flat_map(|number| number.to_le_bytes()));
    directory.resize(512, 0);
    file.extend(directory);
    for (_, content) in streams {
        file.extend(content);
        file.resize(file.len() + sectors(content.len()) * 512 - content.len(), 0);
    }
    file
}

fn entry(name: &str, kind: u8, right: u32, child: u32, start: u32, size: usize) -> Vec<u8> {
    let mut entry = utf16(name);
    let length = entry.len() as u16 + 2;
    entry.resize(128, 0);
    entry[64..66].copy_from_slice(&length.to_le_bytes());
    entry[66] = kind;
    let numbers = [
        (68, u32::MAX),
        (72, right),
        (76, child),
        (116, start),
        (120, size as u32),
    ];
    for (at, number) in numbers {
        entry[at..at + 4].copy_from_slice(&number.to_le_bytes());
    }
    entry
}

/// A package with a text in its main part.
fn plain_package(main: &str, content: &str) -> Vec<u8> {
    const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
    let to = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>受保护</t></is></c></row></sheetData></worksheet>"#;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", types),
        ("_rels/.rels", &to("officeDocument", main)),
        (main, content),
        (
            "xl/_rels/workbook.xml.rels",
            &to("worksheet", "worksheets/sheet1.xml"),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn workbook() -> Vec<u8> {
    let workbook = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="表" sheetId="1" r:id="r"/></sheets></workbook>"#;
    plain_package("xl/workbook.xml", workbook)
}

fn encrypt_blocks<C: BlockCipherEncrypt>(cipher: &C, bytes: &mut Vec<u8>, chain: Option<[u8; 16]>) {
    bytes.resize(bytes.len().next_multiple_of(16), 0);
    let mut before = chain;
    for block in bytes.chunks_exact_mut(16) {
        if let Some(before) = before {
            block
                .iter_mut()
                .zip(before)
                .for_each(|(byte, before)| *byte ^= before);
        }
        cipher.encrypt_block(block.try_into().unwrap());
        before = before.map(|_| <[u8; 16]>::try_from(&*block).unwrap());
    }
}

const SALT: [u8; 16] = *b"0123456789abcdef";

/// Encrypts as Excel 2007 does: AES of 128 bits, block by block.
fn standard(package: &[u8], password: &str) -> Vec<u8> {
    let hash = Hash::Sha1.spun(&SALT, &utf16(password), 50_000);
    let hash = Hash::Sha1.of(&[&hash, &[0; 4]]);
    let mut filled = [0x36; 64];
    filled
        .iter_mut()
        .zip(hash)
        .for_each(|(byte, hash)| *byte ^= hash);
    let key = Hash::Sha1.of(&[&filled]);
    let cipher = Aes128::new_from_slice(&key[..16]).unwrap();
    let mut verifier = b"a secret of 16 b".to_vec();
    let mut hash = Hash::Sha1.of(&[&verifier]);
    encrypt_blocks(&cipher, &mut verifier, None);
    encrypt_blocks(&cipher, &mut hash, None);
    let words = |words: &[u32]| {
        words
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .collect::<Vec<u8>>()
    };
    let info = [
        &[4, 0, 2, 0][..],
        &words(&[0x24, 32, 0x24, 0, 0x660e, 0x8004, 128, 0x18, 0, 0, 16]),
        &SALT,
        &verifier,
        &words(&[20]),
        &hash,
    ];
    let mut encrypted = package.to_vec();
    encrypt_blocks(&cipher, &mut encrypted, None);
    encrypted.splice(0..0, (package.len() as u64).to_le_bytes());
    compound_file(&[
        ("EncryptionInfo", info.concat()),
        ("EncryptedPackage", encrypted),
    ])
}

/// Encrypts as Excel 2010 does and later ones do: AES of 256 bits, chained.
fn agile(package: &[u8], password: &str, hash_name: &str, turns: u32) -> Vec<u8> {
    agile_described(package, password, hash_name, turns, str::to_owned)
}

/// The same with another description.
fn agile_described(
    package: &[u8],
    password: &str,
    hash_name: &str,
    turns: u32,
    describe: impl Fn(&str) -> String,
) -> Vec<u8> {
    let hash = Hash::named(hash_name).unwrap();
    let spun = hash.spun(&SALT, &utf16(password), turns.min(1000));
    let encrypted = |purpose: [u8; 8], value: &[u8]| {
        let mut key = hash.of(&[&spun, &purpose]);
        key.resize(32, 0x36);
        let mut value = value.to_vec();
        encrypt_blocks(
            &Aes256::new_from_slice(&key).unwrap(),
            &mut value,
            Some(SALT),
        );
        STANDARD.encode(value)
    };
    let key = *b"the key of the package: 32 bytes";
    let secret = b"a secret of 16 b";
    let verifier = encrypted([0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79], secret);
    let of_verifier = encrypted(
        [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e],
        &hash.of(&[secret]),
    );
    let value = encrypted([0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6], &key);
    let salt = STANDARD.encode(SALT);
    let how = format!(
        r#"saltSize="16" blockSize="16" keyBits="256" hashSize="0" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="{hash_name}" saltValue="{salt}""#
    );
    let xml = format!(
        r#"<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><keyData {how}/><keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><p:encryptedKey spinCount="{turns}" {how} encryptedVerifierHashInput="{verifier}" encryptedVerifierHashValue="{of_verifier}" encryptedKeyValue="{value}"/></keyEncryptor></keyEncryptors></encryption>"#
    );
    let info = [
        &[4, 0, 4, 0, 0x40, 0, 0, 0][..],
        describe(&xml).as_bytes(),
        &[b' '; 4096],
    ]
    .concat();
    let cipher = Aes256::new_from_slice(&key).unwrap();
    let mut stream = (package.len() as u64).to_le_bytes().to_vec();
    for (number, segment) in (0u32..).zip(package.chunks(4096)) {
        let beginning = hash.of(&[&SALT, &number.to_le_bytes()]);
        let mut segment = segment.to_vec();
        encrypt_blocks(&cipher, &mut segment, beginning[..16].try_into().ok());
        stream.extend(segment);
    }
    compound_file(&[("EncryptionInfo", info), ("EncryptedPackage", stream)])
}

fn error(file: &[u8]) -> &'static str {
    read(file, &Options::default()).unwrap_err().code()
}

#[test]
fn workbooks_with_the_password_of_excel_are_read() {
    let plain = read(&workbook(), &Options::default()).unwrap().report;
    let hashes = ["SHA1", "SHA256", "SHA-384", "SHA512"];
    let mut files: Vec<Vec<u8>> = hashes
        .iter()
        .map(|hash| agile(&workbook(), DEFAULT_PASSWORD, hash, 100))
        .collect();
    files.push(standard(&workbook(), DEFAULT_PASSWORD));
    for file in files {
        let options = Options {
            name: Some("受保护.xlsx"),
            ..Options::default()
        };
        let report = read(&file, &options).unwrap().report;
        assert_eq!(report.document, plain.document);
        // It stands for the file as it is, not for what is in it.
        let source = report.source.unwrap();
        assert_eq!(source.sha256, crate::sha256(&file));
    }
}

#[test]
fn a_package_of_several_segments_is_whole() {
    let content: Vec<u8> = (0..9_000u32).map(|number| (number % 253) as u8).collect();
    let file = agile(&content, "other", "SHA512", 10);
    let open = |password| package(&file, password, &Limits::default()).unwrap();
    assert_eq!(open("other"), Some(content));
    assert_eq!(open("another"), None);
}

#[test]
fn other_passwords_and_other_programs_stay_closed() {
    assert_eq!(
        error(&agile(&workbook(), "密码", "SHA512", 10)),
        "encrypted"
    );
    assert_eq!(error(&standard(&workbook(), "密码")), "encrypted");
    let word = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>"#;
    let word = plain_package("word/document.xml", word);
    assert!(read(&word, &Options::default()).is_ok());
    assert_eq!(error(&standard(&word, DEFAULT_PASSWORD)), "encrypted");
}

#[test]
fn a_password_is_not_hashed_without_end() {
    let file = agile(&workbook(), DEFAULT_PASSWORD, "SHA512", 1_000_001);
    let error = read(&file, &Options::default()).unwrap_err();
    assert!(error.to_string().contains("1000000"), "{error}");
    assert_eq!(error.code(), "limit");
}

#[test]
fn keys_and_salts_that_nobody_writes_are_refused() {
    let salt = STANDARD.encode(SALT);
    let described = |from: &str, to: &str, count: usize| {
        let change = |xml: &str| xml.replacen(from, to, count);
        agile_described(&workbook(), DEFAULT_PASSWORD, "SHA512", 10, change)
    };
    for bits in ["18446744073709551615", "4294967295", "264", "0", "-1"] {
        let bits = format!("keyBits=\"{bits}\"");
        assert_eq!(error(&described("keyBits=\"256\"", &bits, 2)), "encrypted");
    }
    // It would be hashed with each of the many segments of a large package.
    let long = STANDARD.encode(vec![0; 1 << 14]);
    assert_eq!(error(&described(&salt, &long, 1)), "encrypted");
    assert_eq!(error(&described(&salt, "", 2)), "encrypted");
}

#[test]
fn what_is_cut_off_or_unknown_is_closed() {
    for info in [
        &[4, 0, 2, 0, 9, 0][..],
        &[4, 0, 4, 0, 0, 0, 0, 0, b'<', b'a'],
        &[4, 0, 3, 0],
        &[],
    ] {
        let file = compound_file(&[
            ("EncryptionInfo", info.to_vec()),
            ("EncryptedPackage", vec![1]),
        ]);
        assert_eq!(error(&file), "encrypted");
    }
    let whole = standard(&workbook(), DEFAULT_PASSWORD);
    for length in (0..whole.len()).step_by(1500) {
        let _ = read(&whole[..length], &Options::default());
    }
}

/// What Excel stored of passwords, published with msoffcrypto-tool.
#[test]
fn keys_are_those_of_excel() {
    let words = |words: &[u32]| {
        words
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .collect::<Vec<u8>>()
    };
    let info = [
        words(&[0x24, 32, 0x24, 0, 0x660e, 0x8004, 128, 0x18, 0, 0, 16]),
        hex("e88266490c5bd1eebd2b4394e3f830ef"),
        hex("516f732e966fac17b1c5d7d8cc36c928"),
        words(&[20]),
        hex("2b6168dabe2911ad2bd37c1746745c14d3cf1bb140a48f4e6f3d23880872b16a"),
    ]
    .concat();
    let info = CryptoApi::read(&info).unwrap();
    assert!(info.standard_key("Password1234_").is_some());
    assert!(info.standard_key("Password1234").is_none());
}
