//! Symbol fonts: their characters stand in the private use area, or at the
//! places of letters, and mean what the font draws there.

/// A font whose letters are symbols.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SymbolFont {
    Symbol,
    Wingdings,
    Wingdings2,
    /// A font with letters.
    Other,
}

impl SymbolFont {
    pub(crate) fn of(name: &str) -> SymbolFont {
        match name {
            _ if name.eq_ignore_ascii_case("Symbol") => SymbolFont::Symbol,
            _ if name.eq_ignore_ascii_case("Wingdings") => SymbolFont::Wingdings,
            _ if name.eq_ignore_ascii_case("Wingdings 2") => SymbolFont::Wingdings2,
            _ => SymbolFont::Other,
        }
    }

    /// The character that the font draws for a character of the text, if that
    /// is known; the private use area U+F000 to U+F0FF stands for the codes of
    /// the font (`w:sym`, 17.3.3.30).
    pub(crate) fn drawn(self, c: char) -> Option<char> {
        let code = match u32::from(c) {
            code @ 0xf020..=0xf0ff => code - 0xf000,
            code @ 0x20..=0xff if self != SymbolFont::Other => code,
            _ => return None,
        };
        match self {
            SymbolFont::Symbol => symbol(code),
            SymbolFont::Wingdings => wingdings(code),
            SymbolFont::Wingdings2 => wingdings2(code),
            SymbolFont::Other => None,
        }
    }
}

/// Adobe's Symbol encoding.
fn symbol(code: u32) -> Option<char> {
    const LOW: &str = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
    const HIGH: &str =
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪";
    match code {
        0x20..=0x7e => LOW.chars().nth(code as usize - 0x20),
        0xa0..=0xef => HIGH.chars().nth(code as usize - 0xa0),
        0xf1 => Some('〉'),
        0xf2 => Some('∫'),
        _ => None,
    }
}

/// The signs of Wingdings that stand in reports: ticks, boxes, bullets, arrows.
fn wingdings(code: u32) -> Option<char> {
    Some(match code {
        0x20 => ' ',
        0x21 => '✏',
        0x22 => '✂',
        0x26 => '🕮',
        0x28 => '☎',
        0x2a => '✉',
        0x46 => '☞',
        0x4a => '☺',
        0x4c => '☹',
        0x6c => '●',
        0x6d => '❍',
        0x6e => '■',
        0x6f | 0xa8 => '□',
        0x70 => '❐',
        0x71 => '❑',
        0x72 => '❒',
        0x73 => '⬧',
        0x74 => '⧫',
        0x75 => '◆',
        0x76 => '❖',
        0x77 => '⬥',
        0x80 => '⓪',
        0x81..=0x8a => return char::from_u32(u32::from('①') + code - 0x81),
        0x8b => '⓿',
        0x8c..=0x95 => return char::from_u32(u32::from('❶') + code - 0x8c),
        0x9e => '·',
        0x9f => '•',
        0xa1 => '○',
        0xa4 => '◉',
        0xa7 => '▪',
        0xaa => '✦',
        0xab => '★',
        0xb2 => '⟡',
        0xd8 => '➢',
        0xdf => '←',
        0xe0 => '→',
        0xe1 => '↑',
        0xe2 => '↓',
        0xe8 => '➔',
        0xef => '⇦',
        0xf0 => '⇨',
        0xfa => '▫',
        0xfb => '✗',
        0xfc => '✓',
        0xfd => '☒',
        0xfe => '☑',
        _ => return None,
    })
}

fn wingdings2(code: u32) -> Option<char> {
    Some(match code {
        0x4f => '✗',
        0x50 => '✓',
        0x51 => '☒',
        0x52 => '☑',
        0x53 => '☒',
        0x54 => '☒',
        0x97 => '●',
        0x98 => '●',
        0xa2 => '■',
        0xa3 => '□',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_what_the_font_draws() {
        assert_eq!(SymbolFont::Symbol.drawn('\u{f061}'), Some('α'));
        assert_eq!(SymbolFont::Symbol.drawn('\u{f0a3}'), Some('≤'));
        assert_eq!(SymbolFont::Symbol.drawn('\u{f0b7}'), Some('•'));
        assert_eq!(SymbolFont::Symbol.drawn('\u{f0e5}'), Some('∑'));
        assert_eq!(SymbolFont::Wingdings.drawn('\u{f0fe}'), Some('☑'));
        assert_eq!(SymbolFont::Wingdings.drawn('\u{83}'), Some('③'));
        assert_eq!(SymbolFont::of("WINGDINGS 2").drawn('P'), Some('✓'));
        assert_eq!(SymbolFont::Other.drawn('P'), None);
        assert_eq!(SymbolFont::of("宋体").drawn('\u{f061}'), None);
    }
}
