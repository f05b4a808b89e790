//! The encodings of XML parts: UTF-8, and UTF-16 with a byte order mark
//! (ISO/IEC 29500-2, 6.2.5 allows no other). Others that name themselves are
//! decoded as well, and malformed text is an error, never a replacement.

use encoding_rs::{Encoding, UTF_8};

use crate::{Error, ErrorKind};

/// Decodes a part.
pub(super) fn xml(bytes: Vec<u8>, part: &str) -> Result<String, Error> {
    let (encoding, mark) = Encoding::for_bom(&bytes).unwrap_or((stated(&bytes), 0));
    let malformed = || {
        Error::from(ErrorKind::Encoding {
            part: part.to_owned(),
            encoding: encoding.name(),
        })
    };
    if encoding == UTF_8 {
        let mut bytes = bytes;
        bytes.drain(..mark);
        return String::from_utf8(bytes).map_err(|_| malformed());
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
    text.map(|text| text.into_owned()).ok_or_else(malformed)
}

/// The encoding that the XML declaration states, UTF-8 where there is none.
fn stated(bytes: &[u8]) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(200)];
    let head = String::from_utf8_lossy(head);
    let declaration = head
        .trim_start()
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split("?>").next());
    declaration
        .and_then(|declaration| declaration.split_once("encoding"))
        .and_then(|(_, rest)| rest.split(['"', '\'']).nth(1))
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .unwrap_or(UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_declarations_are_followed() {
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("<a>中</a>".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(xml(utf16, "a.xml").unwrap(), "<a>中</a>");
        assert_eq!(xml(b"\xef\xbb\xbf<a/>".to_vec(), "a.xml").unwrap(), "<a/>");
        let gbk = b"<?xml version=\"1.0\" encoding=\"GB18030\"?><a>\xd6\xd0</a>".to_vec();
        assert!(xml(gbk, "a.xml").unwrap().ends_with("<a>中</a>"));
    }

    #[test]
    fn malformed_text_is_an_error() {
        let error = xml(b"<a>\xff\xff</a>".to_vec(), "word/document.xml").unwrap_err();
        assert_eq!(error.code(), "encoding");
        assert!(error.to_string().contains("word/document.xml"));
    }
}
