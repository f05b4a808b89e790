//! Lists (`PlfLst` and `PlfLfo`, [MS-DOC] 2.4.6.3, 2.9).

use std::collections::HashMap;

use super::fib::{self, Fib};
use crate::bytes::{counted_text, offset, u8, u16, u32};
use crate::word::definitions::{Abstract, Definitions, LEVELS, Level, List};
use crate::word::lists::Lists;

/// The length of an `LSTF`, an `LVLF` and an `LFO`.
const LSTF: usize = 28;
const LVLF: usize = 28;
const LFO: usize = 16;

/// Reads the lists of a document. Their numbers are those that paragraphs
/// have (`sprmPIlfo`), from 1.
pub(super) fn read(fib: &Fib, table: &[u8]) -> Lists {
    let mut definitions = Definitions {
        abstracts: abstracts(fib.slice_from(table, fib::PLF_LST)).unwrap_or_default(),
        ..Definitions::default()
    };
    read_lfos(fib.slice(table, fib::PLF_LFO), &mut definitions.lists);
    Lists::new(definitions)
}

/// The definitions, by the identifier of each. The levels stand behind the
/// structure, outside of its stated length.
fn abstracts(bytes: &[u8]) -> Option<HashMap<String, Abstract>> {
    let count = usize::from(u16(bytes, 0)?);
    let mut at = 2 + count * LSTF;
    let mut abstracts = HashMap::new();
    for index in 0..count {
        let lstf = 2 + index * LSTF;
        let id = u32(bytes, lstf)?;
        let simple = u8(bytes, lstf + 26)? & 1 != 0;
        let mut levels = vec![None; LEVELS];
        for level in levels.iter_mut().take(if simple { 1 } else { LEVELS }) {
            let Some((read, end)) = read_level(bytes, at) else {
                return Some(abstracts); // cut off: what follows cannot be found
            };
            (*level, at) = (Some(read), end);
        }
        abstracts.insert(id.to_string(), Abstract::new(levels));
    }
    Some(abstracts)
}

/// Reads an `LVL`, and gives the offset behind it.
fn read_level(bytes: &[u8], at: usize) -> Option<(Level, usize)> {
    let start = u32(bytes, at)?;
    let format = u8(bytes, at + 4)?;
    let flags = u8(bytes, at + 5)?;
    let properties = usize::from(u8(bytes, at + 24)?) + usize::from(u8(bytes, at + 25)?);
    let restart_limit = u8(bytes, at + 26)?;
    let (text, end) = counted_text(bytes, at + LVLF + properties)?;
    let no_restart = flags & 0x08 != 0;
    let level = Level {
        start: start.min(0x7fff),
        format: number_format(format).to_owned(),
        text: template(&text, format),
        restart: no_restart.then_some(usize::from(restart_limit)),
        legal: flags & 0x04 != 0,
        ..Level::default()
    };
    Some((level, end))
}

/// A label has at most this many characters: it is printed again and again.
const LONGEST_LABEL: usize = 255;

/// The text with `%1` to `%9` where it has the number of a level, which is a
/// character from 0 to 8.
fn template(text: &[u16], format: u8) -> String {
    let mut template = String::new();
    let text = text.iter().copied().take(LONGEST_LABEL);
    for c in char::decode_utf16(text) {
        match c.unwrap_or(char::REPLACEMENT_CHARACTER) {
            level @ '\0'..='\u{8}' if format != BULLET => {
                template.push('%');
                template.push(char::from(b'1' + level as u8));
            }
            c => template.push(c),
        }
    }
    template
}

/// Reads the lists: for each a definition, and how it departs from that.
fn read_lfos(bytes: &[u8], lists: &mut HashMap<String, List>) {
    let Some(count) = offset(bytes, 0) else {
        return;
    };
    let count = count.min(bytes.len() / LFO);
    let mut at = 4 + count * LFO;
    for index in 0..count {
        let lfo = 4 + index * LFO;
        let (Some(id), Some(overrides)) = (u32(bytes, lfo), u8(bytes, lfo + 12)) else {
            return;
        };
        let mut list = List::of(id.to_string());
        at += 4; // `LFOData.cp`
        for _ in 0..overrides {
            if read_override(bytes, &mut at, &mut list).is_none() {
                break;
            }
        }
        lists.insert((index + 1).to_string(), list);
    }
}

/// Reads an `LFOLVL`.
fn read_override(bytes: &[u8], at: &mut usize, list: &mut List) -> Option<()> {
    let start = u32(bytes, *at)?;
    let flags = u32(bytes, *at + 4)?;
    *at += 8;
    let level = (flags & 0xf) as usize;
    let (own_start, formatting) = (flags & 0x10 != 0, flags & 0x20 != 0);
    if formatting {
        let (own, end) = read_level(bytes, *at)?;
        *at = end;
        if own_start {
            list.starts.insert(level, own.start);
        }
        list.levels.insert(level, own);
    } else if own_start {
        list.starts.insert(level, start.min(0x7fff));
    }
    Some(())
}

const BULLET: u8 = 0x17;

/// The name of a number format in `ST_NumberFormat` ([MS-OSHARED] 2.2.1.3).
fn number_format(format: u8) -> &'static str {
    const NAMES: [&str; 0x3c] = [
        "decimal",
        "upperRoman",
        "lowerRoman",
        "upperLetter",
        "lowerLetter",
        "ordinal",
        "cardinalText",
        "ordinalText",
        "hex",
        "chicago",
        "ideographDigital",
        "japaneseCounting",
        "aiueo",
        "iroha",
        "decimalFullWidth",
        "decimalHalfWidth",
        "japaneseLegal",
        "japaneseDigitalTenThousand",
        "decimalEnclosedCircle",
        "decimalFullWidth2",
        "aiueoFullWidth",
        "irohaFullWidth",
        "decimalZero",
        "bullet",
        "ganada",
        "chosung",
        "decimalEnclosedFullstop",
        "decimalEnclosedParen",
        "decimalEnclosedCircleChinese",
        "ideographEnclosedCircle",
        "ideographTraditional",
        "ideographZodiac",
        "ideographZodiacTraditional",
        "taiwaneseCounting",
        "ideographLegalTraditional",
        "taiwaneseCountingThousand",
        "taiwaneseDigital",
        "chineseCounting",
        "chineseLegalSimplified",
        "chineseCountingThousand",
        "decimal",
        "koreanDigital",
        "koreanCounting",
        "koreanLegal",
        "koreanDigital2",
        "hebrew1",
        "arabicAlpha",
        "hebrew2",
        "arabicAbjad",
        "hindiVowels",
        "hindiConsonants",
        "hindiNumbers",
        "hindiCounting",
        "thaiLetters",
        "thaiNumbers",
        "thaiCounting",
        "vietnameseCounting",
        "numberInDash",
        "russianLower",
        "russianUpper",
    ];
    NAMES.get(usize::from(format)).copied().unwrap_or("none")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::count::Language;
    use crate::word::lists::Label;

    fn level(format: u8, flags: u8, text: &[u16]) -> Vec<u8> {
        let mut level = vec![0; LVLF];
        (level[0], level[4], level[5], level[24]) = (1, format, flags, 3);
        level.extend([9, 9, 9]);
        level.extend((text.len() as u16).to_le_bytes());
        level.extend(text.iter().flat_map(|unit| unit.to_le_bytes()));
        level
    }

    fn lists(levels: &[Vec<u8>], lfos: &[u8]) -> Lists {
        let mut plf = vec![1, 0];
        let mut lstf = [0; LSTF];
        (lstf[0], lstf[26]) = (7, u8::from(levels.len() == 1));
        plf.extend(lstf);
        plf.extend(levels.concat());
        let mut definitions = Definitions {
            abstracts: abstracts(&plf).unwrap(),
            ..Definitions::default()
        };
        read_lfos(lfos, &mut definitions.lists);
        Lists::new(definitions)
    }

    fn lfo(overrides: u8) -> Vec<u8> {
        let mut lfo = vec![0; LFO];
        (lfo[0], lfo[12]) = (7, overrides);
        lfo
    }

    fn label(text: &str) -> Option<Label> {
        Some(Label::Text(text.to_owned()))
    }

    #[test]
    fn chinese_numbers_count_over_levels() {
        let mut levels = vec![
            level(0x27, 0, &[0, 0x3001]),
            level(0x25, 0, &[0xff08, 1, 0xff09]),
        ];
        levels.resize(LEVELS, level(0, 0, &[0, '.' as u16, 1]));
        let lfos = [vec![1, 0, 0, 0], lfo(0), vec![255; 4]].concat();
        let mut lists = lists(&levels, &lfos);
        assert_eq!(lists.next("1", 0, Language::English), label("一、"));
        assert_eq!(lists.next("1", 1, Language::English), label("（一）"));
        assert_eq!(lists.next("1", 0, Language::English), label("二、"));
        assert_eq!(lists.next("1", 2, Language::English), label("二.一"));
    }

    #[test]
    fn a_list_may_have_its_own_start_and_levels() {
        let override_start = [5, 0, 0, 0, 0x10, 0, 0, 0].to_vec();
        let override_level =
            [vec![0, 0, 0, 0, 0x20, 0, 0, 0], level(BULLET, 0, &[0xf0b7])].concat();
        let lfos = [
            vec![3, 0, 0, 0],
            [lfo(0), lfo(1), lfo(1)].concat(),
            vec![255; 4],
            [vec![255; 4], override_start].concat(),
            [vec![255; 4], override_level].concat(),
        ];
        let mut lists = lists(&[level(0, 0, &[0, '.' as u16])], &lfos.concat());
        assert_eq!(lists.next("1", 0, Language::English), label("1."));
        assert_eq!(lists.next("2", 0, Language::English), label("5."));
        assert_eq!(lists.next("3", 0, Language::English), label("•"));
        assert_eq!(lists.next("4", 0, Language::English), None);
    }

    #[test]
    fn lists_that_are_cut_off_end() {
        let levels = [level(0, 0, &[0])];
        let lfos = [vec![255, 255, 255, 255], lfo(9)].concat();
        let mut lists = lists(&levels, &lfos);
        assert_eq!(lists.next("1", 0, Language::English), label("1"));
        assert!(abstracts(&[255, 255, 1]).is_none_or(|lists| lists.is_empty()));
    }

    #[test]
    fn formats_have_the_names_of_the_newer_format() {
        let names = [0, 0x12, 0x16, 0x1a, 0x25, 0x27, 0x39, 0xff].map(number_format);
        assert_eq!(
            names,
            [
                "decimal",
                "decimalEnclosedCircle",
                "decimalZero",
                "decimalEnclosedFullstop",
                "chineseCounting",
                "chineseCountingThousand",
                "numberInDash",
                "none"
            ]
        );
    }
}
