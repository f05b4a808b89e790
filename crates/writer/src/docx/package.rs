//! The zip of the parts: the same bytes for the same parts.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::parts::Part;

/// Zips the parts in their order. No clock and no platform enters the bytes:
/// every entry is of 1980-01-01, the first day that a zip can name.
pub(super) fn zip(parts: &[Part<'_>]) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let size: usize = parts.iter().map(|part| part.content.len()).sum();
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(size / 8)));
    for part in parts {
        writer.start_file(part.name.as_str(), options)?;
        writer.write_all(&part.content)?;
    }
    Ok(writer.finish()?.into_inner())
}
