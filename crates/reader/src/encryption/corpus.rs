//! Files of Excel and of others, whose passwords are known: the judges of each
//! way to encrypt.

use std::path::{Path, PathBuf};

use gongkai_model::{Block, Document};

use super::package;
use crate::{Error, Limits, Options, xls};

/// The folder of encrypted files; says so where it is missing.
#[allow(clippy::print_stderr)] // a skipped test must be seen
fn folder() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = std::env::var_os("GONGKAI_CORPUS").map_or(beside, PathBuf::from);
    let folder = folder.join("hostile");
    if !folder.is_dir() {
        eprintln!("SKIPPED: the corpus is not here (set GONGKAI_CORPUS)");
        return None;
    }
    Some(folder)
}

fn read(bytes: &[u8], password: &str) -> Result<Document, Error> {
    let options = Options::default();
    Ok(match package(bytes, password, &Limits::default())? {
        Some(package) => crate::read(&package, &options)?.report.document,
        None => xls::read_with(bytes, &options, password)?.0,
    })
}

fn texts(document: &Document) -> Vec<&str> {
    let mut texts = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Table(table) => texts.extend(table.cells.iter().map(|cell| cell.text())),
            Block::Paragraph(paragraph) => texts.push(&paragraph.content.text),
            _ => {}
        }
    }
    texts
}

#[test]
fn every_way_to_encrypt_a_binary_workbook_is_read() {
    let Some(folder) = folder() else { return };
    // XOR, RC4 of 40 bits, and of 40 and 128 bits by six providers of Windows,
    // as they name themselves.
    for name in [
        "8de0f4be__password_2002_40_xor",
        "password_2002_40_972000",
        "password_2002_40_basecrypto",
        "password_2002_40_dhsc",
        "password_2002_40_dss",
        "password_2002_128_enhanced",
        "password_2002_128_enhdss",
        "password_2002_128_enhrsa",
        "password_2002_128_enhrsasc",
        "password_2002_128_strong",
        "password_2002_40_xor", // of Excel 95
    ] {
        let path = folder.join(format!("sheetjs/{name}.xls"));
        let bytes = std::fs::read(path).unwrap();
        let document = read(&bytes, "password").unwrap();
        let texts: Vec<&str> = texts(&document)
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect();
        assert_eq!(texts, ["1", "2", "10", "3", "4"], "{name}");
        let error = read(&bytes, "Password").unwrap_err();
        assert_eq!(error.code(), "encrypted", "{name}");
    }
}

#[test]
fn every_way_to_encrypt_a_package_is_read() {
    let Some(folder) = folder() else { return };
    let bomb = "A ZIP bomb is a variant of mail-bombing.";
    for (name, password, begins) in [
        ("sheetjs/apachepoi_password.xls.xlsb", "password", bomb),
        ("excelize/encryptAES.xlsx", "password", "SECRET"),
        ("excelize/encryptSHA1.xlsx", "password", "SECRET"),
        ("excelize/encryptSHA512.xlsx", "password", "SECRET"),
        (
            "npoi/encrypt_encrypted_by_poi_password_is_pass.xlsx",
            "pass",
            "aaaaaaaa",
        ),
    ] {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let document = read(&bytes, password).unwrap();
        assert!(texts(&document)[0].starts_with(begins), "{name}");
        let other = package(&bytes, "Password", &Limits::default());
        assert_eq!(other.unwrap(), None, "{name}");
    }
}
