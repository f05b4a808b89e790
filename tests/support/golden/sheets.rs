//! Golden outputs of workbooks: one CSV file a sheet as Excel wrote it, which
//! has the text that Excel displayed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

use crate::paths::{corpus, files};

/// A sheet as Excel displayed it.
#[derive(Debug)]
pub struct SheetGolden {
    /// The project that the workbook comes from.
    pub source: String,
    /// The extension of the workbook.
    pub extension: String,
    /// Its path below the corpus.
    pub name: String,
    /// The workbook.
    pub workbook: PathBuf,
    /// The path of the CSV file.
    pub path: PathBuf,
    /// Which sheet of the workbook it is, from 0.
    pub sheet: usize,
}

/// All CSV goldens of workbooks, by workbook.
pub fn all() -> BTreeMap<PathBuf, Vec<SheetGolden>> {
    let mut found: BTreeMap<PathBuf, Vec<SheetGolden>> = BTreeMap::new();
    let Some(corpus) = corpus() else { return found };
    for path in files(&corpus, "csv") {
        if let Some(golden) = golden(&corpus, &path) {
            found
                .entry(golden.workbook.clone())
                .or_default()
                .push(golden);
        }
    }
    found
}

/// `poi/49609.xlsx.golden/excel2016.0.csv`
fn golden(corpus: &Path, path: &Path) -> Option<SheetGolden> {
    let workbook = path.parent()?.to_str()?.strip_suffix(".golden")?;
    let workbook = PathBuf::from(workbook);
    let extension = workbook.extension()?.to_str()?.to_ascii_lowercase();
    let sheet = path.file_stem()?.to_str()?.rsplit('.').next()?;
    let below = path.strip_prefix(corpus).ok()?;
    let mut folders = below.iter().filter_map(|part| part.to_str());
    let source = folders.find(|part| !["chinese", "hostile"].contains(part))?;
    Some(SheetGolden {
        source: source.to_owned(),
        extension,
        name: below.to_str()?.to_owned(),
        workbook,
        path: path.to_owned(),
        sheet: sheet.parse().ok()?,
    })
}

/// A cell that Excel displayed, in each of the character sets that its file
/// may be in: Excel for Mac writes one or the other.
#[derive(Debug, Clone)]
pub struct Displayed {
    /// The text by each character set.
    pub readings: Vec<String>,
}

impl SheetGolden {
    /// The cells with text, by row and column.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn cells(&self) -> Result<BTreeMap<(u32, u32), Displayed>, String> {
        let bytes = std::fs::read(&self.path).map_err(|e| e.to_string())?;
        let mut cells: BTreeMap<(u32, u32), Displayed> = BTreeMap::new();
        for text in readings(&bytes) {
            for (row, fields) in records(&text).into_iter().enumerate() {
                for (column, field) in fields.into_iter().enumerate() {
                    if !field.trim().is_empty() {
                        let readings = Vec::new();
                        let cell = cells.entry((row as u32, column as u32));
                        let cell = cell.or_insert(Displayed { readings });
                        cell.readings.push(field);
                    }
                }
            }
        }
        Ok(cells)
    }
}

/// The bytes as each character set has them.
fn readings(bytes: &[u8]) -> Vec<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return vec![text.to_owned()];
    }
    let decode = |set: &'static Encoding| set.decode_without_bom_handling(bytes).0.into_owned();
    vec![decode(WINDOWS_1252), decode(MACINTOSH)]
}

/// The records of a CSV file (RFC 4180), whatever ends its lines. Where a comma
/// stands within numbers, Excel writes semicolons between the fields.
pub fn records(text: &str) -> Vec<Vec<String>> {
    let first = text.lines().next().unwrap_or_default();
    let separator = match first.contains(';') && !first.contains([',', '"']) {
        true => ';',
        false => ',',
    };
    let mut records = Vec::new();
    let (mut record, mut field) = (Vec::new(), String::new());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted => {
                if chars.next_if_eq(&'"').is_some() {
                    field.push('"');
                } else {
                    quoted = false;
                }
            }
            _ if quoted => field.push(c),
            '"' if field.is_empty() => quoted = true,
            c if c == separator => record.push(std::mem::take(&mut field)),
            '\r' | '\n' => {
                if c == '\r' {
                    chars.next_if_eq(&'\n');
                }
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            c => field.push(c),
        }
    }
    record.push(field);
    records.push(record);
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_commas_and_line_ends_are_read() {
        let read = records("a,\"b,\"\"c\"\"\nd\",\r\n,e\rf");
        assert_eq!(
            read,
            [vec!["a", "b,\"c\"\nd", ""], vec!["", "e"], vec!["f"]]
        );
    }

    #[test]
    fn semicolons_separate_where_no_comma_does() {
        let read = records("a;b\n1,5;\"x;y\"");
        assert_eq!(read, [vec!["a", "b"], vec!["1,5", "x;y"]]);
    }
}
