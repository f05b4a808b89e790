//! Word 6 and 95: the same structures one size smaller. Their single property
//! modifiers have codes of one byte; they are put into the codes of Word 97,
//! so that everything else need not know of them.

use super::sprm;
use crate::bytes::{slice, u8, u16};

/// How long the operand of a modifier is.
enum Length {
    Bytes(usize),
    /// Behind its length, of one byte.
    Counted,
    /// Behind its length, of two bytes, which counts one too many.
    Table,
}

/// The lengths of the operands, as the documentation of Word 6 lists them;
/// nothing for a code that it does not have.
fn length(code: u8) -> Option<Length> {
    Some(match code {
        83 => Length::Bytes(0),
        4..=11 | 13 | 14 | 24 | 25 | 29 | 37 | 44 | 50 | 51 => Length::Bytes(1),
        65..=67 | 71 | 75 | 85..=92 | 94 | 98 | 100 | 102 | 104 | 117..=119 => Length::Bytes(1),
        131 | 132 | 138 | 139 | 142 | 143 | 146 | 147 | 150..=153 => Length::Bytes(1),
        158 | 159 | 162 | 185 | 186 => Length::Bytes(1),
        2 | 16..=19 | 21 | 22 | 26..=28 | 30..=36 | 38..=43 | 45..=49 => Length::Bytes(2),
        69 | 72 | 80 | 93 | 96 | 97 | 99 | 101 | 107 | 109 | 110 => Length::Bytes(2),
        121..=124 | 140 | 141 | 144 | 145 | 148 | 149 | 154..=157 => Length::Bytes(2),
        160 | 161 | 163..=171 | 182..=184 | 189 | 195 | 197 | 198 => Length::Bytes(2),
        73 | 95 | 136 | 137 => Length::Bytes(3),
        20 | 70 | 192 | 194 | 196 | 200 => Length::Bytes(4),
        193 | 199 => Length::Bytes(5),
        187 => Length::Bytes(12),
        188 | 190 => Length::Table,
        3 | 12 | 15 | 23 | 52 | 68 | 74 | 81 | 82 | 103 | 105 | 106 | 108 | 120 | 133 | 191 => {
            Length::Counted
        }
        _ => return None,
    })
}

/// The code of Word 97 for one that the reader knows.
fn code_of_97(code: u8) -> Option<u16> {
    Some(match code {
        2 => sprm::P_ISTD,
        5 => sprm::P_JC80,
        9 => sprm::P_PAGE_BREAK_BEFORE,
        12 => sprm::P_ANLD80,
        24 => sprm::P_IN_TABLE,
        25 => sprm::P_TTP,
        65 => sprm::C_RMARK_DEL,
        71 => sprm::C_DATA,
        74 => sprm::C_SYMBOL,
        75 => sprm::C_OLE2,
        80 => sprm::C_ISTD,
        83 => sprm::C_PLAIN,
        85 => sprm::C_BOLD,
        86 => sprm::C_ITALIC,
        87 => sprm::C_STRIKE,
        92 => sprm::C_VANISH,
        93 => sprm::C_FTC,
        94 => sprm::C_KUL,
        99 => sprm::C_HPS,
        104 => sprm::C_ISS,
        117 => sprm::C_SPEC,
        118 => sprm::C_OBJ,
        142 => sprm::S_BKC,
        188 | 190 => sprm::T_DEF_TABLE10,
        194 => sprm::T_INSERT,
        195 => sprm::T_DELETE,
        196 => sprm::T_DXA_COL,
        197 => sprm::T_MERGE,
        198 => sprm::T_SPLIT,
        _ => return None,
    })
}

/// Puts a `grpprl` into the codes of Word 97; those that are layout are left
/// out. It ends where the bytes make no sense.
pub(super) fn translate(grpprl: &[u8]) -> Vec<u8> {
    let mut translated = Vec::new();
    let mut at = 0;
    while let Some((operand, end)) = operand(grpprl, at) {
        if let Some(code) = code_of_97(grpprl[at]) {
            translated.extend(code.to_le_bytes());
            match code {
                sprm::P_ANLD80 => translated.push(0),
                sprm::C_PLAIN => translated.push(0),
                // The font, and the character in the private use area.
                sprm::C_SYMBOL => {
                    translated.extend([0, 0, u8(operand, 2).unwrap_or(0), 0xf0]);
                }
                sprm::T_DEF_TABLE10 => {
                    translated.extend((operand.len() as u16 + 1).to_le_bytes());
                    translated.extend_from_slice(operand);
                }
                _ => translated.extend_from_slice(operand),
            }
        }
        at = end;
    }
    translated
}

/// The operand of the modifier at an offset, and the offset behind it.
fn operand(grpprl: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let (start, length) = match length(u8(grpprl, at)?)? {
        Length::Bytes(length) => (at + 1, length),
        Length::Counted => (at + 2, usize::from(u8(grpprl, at + 1)?)),
        Length::Table => (at + 3, usize::from(u16(grpprl, at + 1)?).saturating_sub(1)),
    };
    Some((slice(grpprl, start, length)?, start + length))
}

#[cfg(test)]
mod tests {
    use super::super::sprm::sprms;
    use super::*;

    #[test]
    fn modifiers_are_put_into_the_codes_of_word_97() {
        let grpprl = [
            &[85, 1, 98, 4, 83, 99, 32, 0][..], // bold, a colour, plain, 16 points
            &[74, 3, 9, 0, 0xb7],               // a symbol
            &[190, 6, 0, 1, 0, 0, 9, 9],        // a row of one cell
            &[12, 2, 1, 1, 255, 85, 1],         // a number; what follows makes no sense
        ]
        .concat();
        let translated = translate(&grpprl);
        let found: Vec<_> = sprms(&translated)
            .map(|s| (s.code, s.operand.to_vec()))
            .collect();
        assert_eq!(
            found,
            [
                (sprm::C_BOLD, vec![1]),
                (sprm::C_PLAIN, vec![0]),
                (sprm::C_HPS, vec![32, 0]),
                (sprm::C_SYMBOL, vec![0, 0, 0xb7, 0xf0]),
                (sprm::T_DEF_TABLE10, vec![1, 0, 0, 9, 9]),
                (sprm::P_ANLD80, vec![]),
            ]
        );
        assert!(translate(&[190, 255, 255, 1]).is_empty());
    }
}
