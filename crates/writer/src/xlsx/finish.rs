//! What the library cannot say, put right in the finished workbook.
//!
//! - It marks every height as set by hand, and Excel no longer fits such a row
//!   to its text after an edit. Only rows that are too low otherwise keep the mark.
//! - It changes some link targets, see [`links`](super::links).
//! - It refuses texts with much formatting, see [`rich_text`](super::rich_text).
//! - It has no room for large tables, see [`streamed`](super::streamed).
//! - It says of the file what it thinks itself, and has its own limits; what the
//!   report says of the file takes the place of that.

use std::collections::{BTreeSet, HashMap};
use std::io::{Cursor, Read, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use gongkai_model::{Block, Document, Properties};

use super::content::Shared;
use crate::ooxml::properties;

/// How hard to compress, from 1 to 9. A table of 200,000 rows and 20 columns is
/// written in 1.5 s at level 3, 1.9 s at 4 and 2.6 s at 6, and then has 21.1,
/// 17.4 and 16.4 MB (`cargo bench -p gongkai-writer --bench xlsx`).
pub(super) const LEVEL: u8 = 4;

/// How a row says that its height was set by hand.
pub(super) const BY_HAND: &str = " customHeight=\"1\"";

/// For each sheet with heights, by its number from 1, the rows that keep them
/// whatever is typed into them.
pub(super) type Heights = HashMap<usize, BTreeSet<u32>>;

/// The workbook, put right. Parts that need nothing are copied as they are.
pub(super) fn finish(
    workbook: Vec<u8>,
    shared: &mut Shared,
    document: &Document,
) -> ZipResult<Vec<u8>> {
    let Shared {
        heights,
        links,
        rich_texts,
        streamed,
        formats,
        ..
    } = shared;
    let properties = &document.properties;
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut done = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL.into()))
        .last_modified_time(DateTime::default());
    let custom = properties::custom(properties);
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        let name = part.name()?.into_owned();
        if let Some(replaced) = own_part(&name, properties) {
            done.start_file(name, options)?;
            done.write_all(replaced.as_bytes())?;
            continue;
        }
        let names_parts = custom.is_some() && NAMES_PARTS.contains(&name.as_str());
        let number = sheet_number(&name);
        let fixed = number.and_then(|number| heights.get(&number));
        let streamed = number.and_then(|number| streamed.get(&number));
        let has_links = !links.is_empty() && name.starts_with("xl/worksheets/");
        let has_rich_texts = !rich_texts.is_empty() && name == "xl/sharedStrings.xml";
        let is_whole = fixed.is_none() && streamed.is_none();
        if is_whole && !has_links && !has_rich_texts && !names_parts {
            done.raw_copy_file(part)?;
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text)?;
        if let Some(fixed) = fixed {
            text = without_marks(&text, fixed);
        }
        if has_links {
            text = links.put_in_place(&text);
        }
        if has_rich_texts {
            text = rich_texts.put_in_place(&text);
        }
        if names_parts {
            text = with_custom(text);
        }
        done.start_file(name, options)?;
        match streamed.and_then(|rows| Some((rows, document.blocks.get(rows.block)?))) {
            Some((rows, Block::Table(table))) => rows.write(&text, table, formats, &mut done)?,
            _ => done.write_all(text.as_bytes())?,
        }
    }
    if let Some(custom) = custom {
        done.start_file("docProps/custom.xml", options)?;
        done.write_all(custom.as_bytes())?;
    }
    Ok(done.finish()?.into_inner())
}

/// The parts that say which parts there are.
const NAMES_PARTS: [&str; 2] = ["[Content_Types].xml", "_rels/.rels"];

/// A part that we write ourselves.
fn own_part(name: &str, properties: &Properties) -> Option<String> {
    match name {
        "docProps/app.xml" => Some(properties::extended(properties)),
        "docProps/core.xml" => {
            Some(properties::core(properties).unwrap_or_else(|| EMPTY_CORE.to_owned()))
        }
        _ => None,
    }
}

/// Core properties of a file that says nothing of itself.
const EMPTY_CORE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>";

/// Content types or relationships that know of the custom properties.
fn with_custom(part: String) -> String {
    let types = "<Override PartName=\"/docProps/custom.xml\" \
        ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/></Types>";
    let relationships = "<Relationship Id=\"rIdCustom\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties\" \
        Target=\"docProps/custom.xml\"/></Relationships>";
    part.replace("</Types>", types)
        .replace("</Relationships>", relationships)
}

/// 2 for `xl/worksheets/sheet2.xml`.
fn sheet_number(part: &str) -> Option<usize> {
    part.strip_prefix("xl/worksheets/sheet")?
        .strip_suffix(".xml")?
        .parse()
        .ok()
}

/// A sheet without the mark of a height set by hand, but for the `fixed` rows.
fn without_marks(sheet: &str, fixed: &BTreeSet<u32>) -> String {
    let mut rows = sheet.split("<row r=\"");
    let mut done = rows.next().unwrap_or_default().to_owned();
    for row in rows {
        done.push_str("<row r=\"");
        let (tag, rest) = row.split_at(row.find('>').unwrap_or(row.len()));
        let number: Option<u32> = tag.split('"').next().and_then(|number| number.parse().ok());
        let keeps = number.is_some_and(|number| fixed.contains(&(number - 1)));
        match tag.split_once(BY_HAND) {
            Some((before, behind)) if !keeps => done.extend([before, behind]),
            _ => done.push_str(tag),
        }
        done.push_str(rest);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fixed_rows_keep_their_mark() {
        let row = |number: u32, mark: &str| {
            format!(
                "<row r=\"{number}\" ht=\"30\"{mark} outlineLevel=\"1\"><c r=\"A{number}\"/></row>"
            )
        };
        let sheet = format!(
            "<sheetData>{}{}</sheetData>",
            row(1, BY_HAND),
            row(2, BY_HAND)
        );
        let expected = format!("<sheetData>{}{}</sheetData>", row(1, ""), row(2, BY_HAND));
        assert_eq!(without_marks(&sheet, &BTreeSet::from([1])), expected);
    }
}
