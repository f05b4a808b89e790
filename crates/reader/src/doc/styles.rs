//! The style sheet (`STSH`, [MS-DOC] 2.9.271; `STD`).

use super::charset::Charset;
use super::chp::Chp;
use super::pap::Pap;
use super::word6;
use crate::bytes::{counted_text, slice, u8, u16};
use crate::word::styles::{LABEL_STYLE, is_link_style, level_of_name};

/// A chain of styles is followed this far; a longer one is a circle.
const LONGEST_CHAIN: usize = 32;

/// A style.
#[derive(Debug, Default)]
struct Style {
    /// The number of a built-in style, the same in all languages (`sti`).
    built_in: u16,
    name: String,
    based_on: u16,
    pap: Pap,
    chp: Chp,
}

// Built-in styles by number ([MS-DOC] 2.9.260, `sti`).
const LAST_HEADING: u16 = 9;
const TITLE: u16 = 62;
const HYPERLINK: u16 = 85;
const FOLLOWED_HYPERLINK: u16 = 86;

/// The styles of a document, by number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: Vec<Option<Style>>,
}

impl Styles {
    /// Reads the style sheet. Names in one of Word 6 are in a code page.
    pub(super) fn read(stsh: &[u8], word6: Option<Charset>) -> Styles {
        read(stsh, word6).unwrap_or_default()
    }

    fn get(&self, number: u16) -> Option<&Style> {
        self.styles.get(usize::from(number))?.as_ref()
    }

    /// A style and those that it is based on; an unknown style is the first one.
    fn chain(&self, number: u16) -> impl Iterator<Item = &Style> {
        let first = self.get(number).or_else(|| self.get(0));
        std::iter::successors(first, |style| self.get(style.based_on)).take(LONGEST_CHAIN)
    }

    /// The outline level that a paragraph style gives: 0 for the title, 1 to 9
    /// for headings.
    pub(super) fn heading_level(&self, number: u16) -> Option<u8> {
        for style in self.chain(number) {
            if let Some(level) = style.pap.outline_level {
                return (level < 9).then_some(level + 1);
            }
            match style.built_in {
                1..=LAST_HEADING => return Some(style.built_in as u8),
                TITLE => return Some(0),
                _ => {}
            }
            if let Some(level) = level_of_name(&style.name) {
                return Some(level);
            }
        }
        None
    }

    /// The look that a style gives.
    pub(super) fn look(&self, number: u16) -> Chp {
        let mut chp = Chp::default();
        for style in self.chain(number) {
            chp = chp.over(&style.chp);
        }
        chp
    }

    /// The look that a character style gives.
    pub(super) fn character(&self, number: u16) -> Chp {
        let mut chp = Chp::default();
        if self.get(number).is_none() {
            return chp;
        }
        for style in self.chain(number) {
            chp = chp.over(&style.chp);
            let is_link = matches!(style.built_in, HYPERLINK | FOLLOWED_HYPERLINK);
            if is_link || is_link_style(&style.name) {
                chp.look.underline = None; // the look of a link, which is kept as a link
            }
        }
        chp
    }

    /// True for the character style that marks a label.
    pub(super) fn is_label(&self, number: u16) -> bool {
        self.get(number)
            .is_some_and(|style| style.name == LABEL_STYLE)
    }

    /// The size of the text in a paragraph style, in half points.
    pub(super) fn size(&self, number: u16) -> u32 {
        self.chain(number)
            .find_map(|style| style.chp.size)
            .unwrap_or(20)
    }

    /// True where a paragraph style centres its text.
    pub(super) fn is_centred(&self, number: u16) -> bool {
        self.chain(number)
            .find_map(|style| style.pap.centred)
            .unwrap_or(false)
    }

    /// True where a paragraph style begins a page.
    pub(super) fn breaks_page(&self, number: u16) -> bool {
        self.chain(number)
            .find_map(|style| style.pap.page_break_before)
            .unwrap_or(false)
    }

    /// The list that a paragraph style belongs to, and the level in it.
    pub(super) fn list(&self, number: u16) -> Option<(u16, Option<u8>)> {
        self.chain(number)
            .find_map(|style| Some((style.pap.list?, style.pap.list_level)))
    }
}

fn read(stsh: &[u8], word6: Option<Charset>) -> Option<Styles> {
    // `Stshi` behind its length, then the styles, each behind its length.
    let header = usize::from(u16(stsh, 0)?);
    let count = usize::from(u16(stsh, 2)?);
    let base = usize::from(u16(stsh, 4)?);
    let mut at = 2 + header;
    let mut styles = Vec::new();
    for _ in 0..count {
        let Some(length) = u16(stsh, at).map(usize::from) else {
            break;
        };
        let std = slice(stsh, at + 2, length).unwrap_or_default();
        styles.push(read_style(std, base, word6));
        at += 2 + length + length % 2;
    }
    Some(Styles { styles })
}

fn read_style(std: &[u8], base: usize, word6: Option<Charset>) -> Option<Style> {
    let built_in = u16(std, 0)? & 0xfff;
    let kind = u16(std, 2)?;
    let count = u16(std, 4)? & 0xf;
    // The name ends with a zero, which does not count.
    let (name, end) = match word6 {
        Some(charset) => {
            let count = usize::from(u8(std, base)?);
            let name = slice(std, base + 1, count)?;
            let units: Vec<u16> = name.iter().map(|&byte| u16::from(byte)).collect();
            (charset.decode(&units), base + 1 + count + 1)
        }
        None => {
            let (name, end) = counted_text(std, base)?;
            (String::from_utf16_lossy(&name), end + 2)
        }
    };
    let mut style = Style {
        built_in,
        // Further names may stand behind a comma.
        name: name.split(',').next().unwrap_or_default().to_owned(),
        based_on: kind >> 4,
        ..Style::default()
    };
    // The properties begin on even offsets.
    let mut at = end;
    for index in 0..count {
        at += at % 2;
        let Some(length) = u16(std, at).map(usize::from) else {
            break;
        };
        let properties = slice(std, at + 2, length).unwrap_or_default();
        let of_paragraph = kind & 0xf == PARAGRAPH && index == 0;
        let properties = match word6 {
            Some(_) if of_paragraph => {
                let (style, grpprl) = properties.split_at(properties.len().min(2));
                [style, &word6::translate(grpprl)].concat()
            }
            Some(_) => word6::translate(properties),
            None => properties.to_vec(),
        };
        match (kind & 0xf, index) {
            (PARAGRAPH, 0) => style.pap = Pap::read(&properties, &[], &[]),
            (PARAGRAPH, 1) | (CHARACTER, 0) => style.chp.apply(&properties, &Chp::default()),
            _ => {} // styles of tables and lists; formatting before a change
        }
        at += 2 + length;
    }
    Some(style)
}

// `stk`: the kinds of styles.
const PARAGRAPH: u16 = 1;
const CHARACTER: u16 = 2;

#[cfg(test)]
mod tests {
    use super::*;

    fn std(sti: u16, kind: u16, based_on: u16, name: &str, upx: &[&[u8]]) -> Vec<u8> {
        let mut std = Vec::new();
        for word in [sti, kind | based_on << 4, upx.len() as u16, 0, 0] {
            std.extend(word.to_le_bytes());
        }
        let name: Vec<u16> = name.encode_utf16().collect();
        std.extend((name.len() as u16).to_le_bytes());
        std.extend(name.iter().flat_map(|unit| unit.to_le_bytes()));
        std.extend([0, 0]);
        for upx in upx {
            std.resize(std.len().next_multiple_of(2), 0);
            std.extend((upx.len() as u16).to_le_bytes());
            std.extend_from_slice(upx);
        }
        std
    }

    fn sheet(styles: &[Vec<u8>]) -> Styles {
        let mut stsh = vec![4, 0, styles.len() as u8, 0, 10, 0];
        for style in styles {
            stsh.extend((style.len() as u16).to_le_bytes());
            stsh.extend(style);
            stsh.resize(stsh.len().next_multiple_of(2), 0);
        }
        Styles::read(&stsh, None)
    }

    #[test]
    fn headings_are_found_through_numbers_names_levels_and_chains() {
        let nil = 0xfff;
        let styles = sheet(&[
            std(0, 1, nil, "Normal", &[&[0, 0], &[0x43, 0x4a, 32, 0]]),
            std(1, 1, 0, "一级", &[&[1, 0, 0x03, 0x24, 1], &[]]),
            std(0xffe, 1, 1, "章", &[]),
            std(0xffe, 1, 0, "条", &[&[3, 0, 0x40, 0x26, 2]]),
            std(62, 1, 0, "题", &[]),
            std(0xffe, 1, 0, "heading 4", &[]),
            std(0xffe, 1, 6, "circle", &[]),
            Vec::new(),
        ]);
        let levels: Vec<_> = (0..9).map(|number| styles.heading_level(number)).collect();
        let expected = [
            None,
            Some(1),
            Some(1),
            Some(3),
            Some(0),
            Some(4),
            None,
            None,
            None,
        ];
        assert_eq!(levels, expected);
        assert_eq!((styles.size(2), styles.is_centred(2)), (32, true));
        assert_eq!(styles.size(7), 32);
    }

    #[test]
    fn the_look_of_a_link_is_not_kept() {
        let bold_underline: &[u8] = &[0x35, 0x08, 1, 0x3e, 0x2a, 1];
        let styles = sheet(&[
            std(0, 1, 0xfff, "Normal", &[]),
            std(85, 2, 0xfff, "链接", &[bold_underline]),
            std(0xffe, 2, 0xfff, "strong", &[bold_underline]),
        ]);
        let underline = |number| styles.character(number).look.style().underline;
        assert_eq!(
            [underline(1), underline(2), underline(9)],
            [false, true, false]
        );
        assert!(styles.character(1).look.style().bold);
    }
}
