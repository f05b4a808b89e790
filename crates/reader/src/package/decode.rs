//! The encodings of XML parts: UTF-8, and UTF-16 with a byte order mark
//! (ISO/IEC 29500-2, 6.2.5 allows no other). Others that name themselves are
//! decoded as well, and malformed text is an error, never a replacement.

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Notes;
use crate::{Error, ErrorKind};

/// Where a declaration ends at the latest, in bytes of UTF-16.
const HEAD: usize = 400;

/// A decoded part.
pub(super) struct Decoded {
    pub(super) text: String,
    /// The encoding that the text stops being in.
    pub(super) malformed: Option<&'static str>,
}

/// Decodes a part. With `partial`, malformed text ends it.
pub(super) fn xml(
    bytes: Vec<u8>,
    part: &str,
    partial: bool,
    notes: &Notes,
) -> Result<Decoded, Error> {
    let (encoding, mark) = match Encoding::for_bom(&bytes) {
        Some(marked) => marked,
        None => {
            let encoding = stated(&bytes);
            if encoding != UTF_8 {
                let detail = format!("{} {part}", encoding.name());
                notes.forgive("an encoding that is not marked", &detail);
            }
            (encoding, 0)
        }
    };
    let (text, is_whole) = if encoding == UTF_8 {
        utf8(bytes, mark)
    } else {
        other(encoding, &bytes[mark..])
    };
    let malformed = (!is_whole).then_some(encoding.name());
    match malformed {
        Some(encoding) if !partial => Err(ErrorKind::Encoding {
            part: part.to_owned(),
            encoding,
        }
        .into()),
        malformed => Ok(Decoded { text, malformed }),
    }
}

/// The text up to where it is malformed, and whether that is all of it.
fn utf8(mut bytes: Vec<u8>, mark: usize) -> (String, bool) {
    bytes.drain(..mark);
    match String::from_utf8(bytes) {
        Ok(text) => (text, true),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let mut bytes = error.into_bytes();
            bytes.truncate(valid);
            (String::from_utf8(bytes).unwrap_or_default(), false)
        }
    }
}

fn other(encoding: &'static Encoding, bytes: &[u8]) -> (String, bool) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let most = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(most.unwrap_or(bytes.len()));
    let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    (text, matches!(result, DecoderResult::InputEmpty))
}

/// The beginning of a text that may be XML, as well as it can be decoded.
pub(super) fn head(bytes: &[u8], most: usize) -> String {
    let bytes = &bytes[..bytes.len().min(most)];
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((stated(bytes), 0));
    let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
    text.into_owned()
}

/// The encoding of a text without a mark: what its XML declaration states, UTF-8
/// where there is none. UTF-16 is told by how `<?` is written in it (XML 1.0,
/// F.1); what is written in bytes is not UTF-16, whatever it states.
fn stated(bytes: &[u8]) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.starts_with(b"<\0?\0") || head.starts_with(b"<\0p\0") {
        return UTF_16LE;
    }
    if head.starts_with(b"\0<\0?") || head.starts_with(b"\0<\0p") {
        return UTF_16BE;
    }
    let head = String::from_utf8_lossy(head);
    let declaration = head
        .trim_start()
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split("?>").next());
    declaration
        .and_then(|declaration| declaration.split_once("encoding"))
        .and_then(|(_, rest)| rest.split(['"', '\'']).nth(1))
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .filter(|encoding| ![UTF_16LE, UTF_16BE].contains(encoding))
        .unwrap_or(UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<String, Error> {
        let decoded = xml(
            bytes.to_vec(),
            "word/document.xml",
            false,
            &Notes::default(),
        )?;
        Ok(decoded.text)
    }

    #[test]
    fn marks_and_declarations_are_followed() {
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("<a>中</a>".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(decoded(&utf16).unwrap(), "<a>中</a>");
        assert_eq!(decoded(b"\xef\xbb\xbf<a/>").unwrap(), "<a/>");
        let gbk = b"<?xml version=\"1.0\" encoding=\"GB18030\"?><a>\xd6\xd0</a>";
        assert!(decoded(gbk).unwrap().ends_with("<a>中</a>"));
        // A declaration that cannot be true.
        let bytes = b"<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>";
        assert!(decoded(bytes).unwrap().ends_with("<a/>"));
    }

    #[test]
    fn malformed_text_is_an_error_or_an_end() {
        let error = decoded(b"<a>\xff\xff</a>").unwrap_err();
        assert_eq!(error.code(), "encoding");
        assert!(error.to_string().contains("word/document.xml"));
        let notes = Notes::default();
        let cut = xml(b"<a>b\xff\xff</a>".to_vec(), "a.xml", true, &notes).unwrap();
        assert_eq!((cut.text.as_str(), cut.malformed), ("<a>b", Some("UTF-8")));
        let utf16 = b"\xff\xfe<\0a\0>\0\x00\xd8<\0".to_vec();
        let cut = xml(utf16, "a.xml", true, &notes).unwrap();
        assert_eq!(
            (cut.text.as_str(), cut.malformed),
            ("<a>", Some("UTF-16LE"))
        );
    }
}
