//! Imported content: `w:altChunk` (17.17.2.1), another file within this one
//! that Word takes in when it opens it.

use gongkai_model::{Block, Paragraph, Place};

use super::context::Context;
use crate::Error;
use crate::package::Package;

/// Files within files within files: no deeper than this.
const DEEPEST: usize = 4;

/// The blocks of the file that a relationship names; nothing, and named, where
/// it cannot be read.
pub(super) fn read(
    context: &mut Context,
    id: Option<&str>,
    place: Option<&Place>,
) -> Result<Vec<Block>, Error> {
    let part = id
        .and_then(|id| context.relationships.get(id))
        .map(|relationship| relationship.target.clone());
    let bytes = match &part {
        Some(_) if context.shared.chunks_left == 0 => None,
        Some(part) => context.shared.package.bytes(part)?,
        None => None,
    };
    let left = context.shared.chunk_bytes_left;
    let bytes = bytes.filter(|bytes| cost(bytes) <= left);
    let (Some(part), Some(bytes)) = (part, bytes) else {
        context.left_out("w:altChunk", place);
        return Ok(Vec::new());
    };
    context.shared.chunks_left -= 1;
    context.shared.chunk_bytes_left -= cost(&bytes);
    let extension = part.rsplit('.').next().unwrap_or_default().to_lowercase();
    let is_package = is_package(&bytes);
    let mut blocks = if is_package && context.shared.depth < DEEPEST {
        document(context, &bytes)?
    } else {
        match extension.as_str() {
            "txt" => lines(&text_of(&bytes)),
            "htm" | "html" | "xhtml" => lines(&html_text(&text_of(&bytes))),
            _ => {
                context.left_out(&format!("w:altChunk {extension}"), place);
                return Ok(Vec::new());
            }
        }
    };
    gongkai_model::Document::forget_places(&mut blocks);
    for block in &mut blocks {
        block.set_place(place.cloned());
    }
    Ok(blocks)
}

fn is_package(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || crate::is_flat_opc(bytes)
}

/// What a file costs of the budget: text may be a line every two bytes.
fn cost(bytes: &[u8]) -> usize {
    match is_package(bytes) {
        true => bytes.len(),
        false => bytes.len().saturating_mul(8),
    }
}

/// A Word file: its blocks, and what they refer to joins the lists of this one.
fn document(context: &mut Context, bytes: &[u8]) -> Result<Vec<Block>, Error> {
    let shared = &mut *context.shared;
    let (partial, notes) = (shared.package.is_partial(), shared.package.notes().clone());
    let package = Package::open_within(bytes, shared.limits, partial, notes)?;
    let (limits, tracked, hidden) = (shared.limits, shared.tracked, shared.tally.hidden());
    let mut inner = super::context::Shared::new(package, limits, tracked, hidden);
    inner.depth = shared.depth + 1;
    inner.gallery.bytes = shared.gallery.bytes;
    inner.chunks_left = shared.chunks_left;
    inner.chunk_bytes_left = shared.chunk_bytes_left;
    let blocks = super::read_main(&mut inner)?;
    shared.gallery.bytes = inner.gallery.bytes;
    shared.chunks_left = inner.chunks_left;
    shared.chunk_bytes_left = inner.chunk_bytes_left;
    Ok(shared.absorb(inner, blocks))
}

/// Parts the lines of a paragraph, as Unicode has it.
const LINE_BREAK: char = '\u{2028}';

/// A paragraph for each line that is not empty.
fn lines(text: &str) -> Vec<Block> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| line.trim_matches(LINE_BREAK).replace(LINE_BREAK, "\n"))
        .map(|line| Block::Paragraph(Paragraph::plain(line)))
        .collect()
}

/// Text of whatever encoding: as its mark or its head says, UTF-8 if it can
/// be, else GB 18030, which Chinese programs write.
fn text_of(bytes: &[u8]) -> String {
    let stated = || {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
        let (_, rest) = head.split_once("charset=")?;
        let label: String = rest
            .trim_start_matches(['"', '\''])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
            .collect();
        encoding_rs::Encoding::for_label(label.as_bytes())
    };
    let marked = encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = marked
        .or_else(stated)
        .unwrap_or_else(|| match std::str::from_utf8(bytes) {
            Ok(_) => encoding_rs::UTF_8,
            Err(_) => encoding_rs::GB18030,
        });
    encoding.decode(bytes).0.into_owned()
}

/// The text of a page: a line for each block element, cells with tabs between.
/// `br` parts the lines of a paragraph (HTML, 4.5.27).
fn html_text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        push_text(&mut text, &rest[..start]);
        rest = &rest[start..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let tag = rest[1..end].trim_start_matches('/').to_lowercase();
        let name: String = tag
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .collect();
        let is_end = rest[1..].starts_with('/');
        rest = &rest[end + 1..];
        match name.as_str() {
            "script" | "style" | "head" | "title" if !is_end => {
                let close = format!("</{name}");
                let mut places = rest.as_bytes().windows(close.len());
                let at = places.position(|text| text.eq_ignore_ascii_case(close.as_bytes()));
                rest = at.and_then(|at| rest.get(at..)).unwrap_or("");
            }
            "td" | "th" if is_end => text.push('\t'),
            "br" if !is_end => {
                text.truncate(text.trim_end_matches(' ').len());
                text.push(LINE_BREAK);
            }
            "p" | "div" | "tr" | "li" | "table" | "ul" | "ol" | "blockquote" | "h1" | "h2"
            | "h3" | "h4" | "h5" | "h6" => text.push('\n'),
            _ => {}
        }
    }
    push_text(&mut text, rest);
    text
}

/// No reference that is known here is longer.
const LONGEST_REFERENCE: usize = 11;

/// Text with its references resolved and white space folded (HTML, 13.1.4).
fn push_text(text: &mut String, raw: &str) {
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        let c = match c {
            '&' => match rest.bytes().take(LONGEST_REFERENCE).position(|b| b == b';') {
                Some(end) => match reference(&rest[1..end]) {
                    Some(c) => {
                        length = end + 1;
                        c
                    }
                    None => '&',
                },
                None => '&',
            },
            c if c.is_ascii_whitespace() => ' ',
            c => c,
        };
        rest = &rest[length..];
        if c != ' ' || !text.ends_with([' ', '\n', '\t', LINE_BREAK]) && !text.is_empty() {
            text.push(c);
        }
    }
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        "mdash" => Some('—'),
        "ldquo" => Some('“'),
        "rdquo" => Some('”'),
        _ => {
            let code = name.strip_prefix('#')?;
            let code = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_by_their_text() {
        let html = "<html><head><title>x</title><style>p{}</style></head><body><p>甲&amp;乙\n  丙 <br>\n丁<br/></p>\
                    <!-- no --><table><tr><td>1</td><td>&#x4e8c;</td></tr></table></body></html>";
        let found: Vec<String> = lines(&html_text(html))
            .iter()
            .filter_map(Block::printed)
            .collect();
        assert_eq!(found, ["甲&乙 丙\n丁", "1\t二\t"]);
    }

    #[test]
    fn text_is_decoded_as_it_says_or_as_chinese_programs_write() {
        assert_eq!(text_of("中".as_bytes()), "中");
        assert_eq!(text_of(b"\xd6\xd0"), "中");
        assert_eq!(text_of(b"\xff\xfe\x2d\x4e"), "中");
        assert_eq!(
            text_of(b"<meta charset=\"gbk\">\xd6\xd0"),
            "<meta charset=\"gbk\">中"
        );
    }
}
