//! Properties of characters ([MS-DOC] 2.6.1).

use super::sprm::{self, Sprm, sprms};
use crate::word::look::{Look, Vertical};

/// What properties of characters say; nothing where they leave it to the style.
#[derive(Debug, Clone, Default)]
pub(super) struct Chp {
    /// The character style.
    pub(super) style: Option<u16>,
    pub(super) look: Look,
    /// The number of the font.
    pub(super) font: Option<u16>,
    /// In half points.
    pub(super) size: Option<u32>,
    /// The character stands for something else.
    pub(super) special: bool,
    /// A character of a symbol font, which the text has `(` for.
    pub(super) symbol: Option<u16>,
    /// Deleted with changes tracked.
    pub(super) deleted: bool,
    /// The character is data of a form field.
    pub(super) data: bool,
    /// The picture is that of an embedded object.
    pub(super) object: bool,
}

impl Chp {
    /// Applies a list of properties; `style` is the look of the paragraph's style.
    pub(super) fn apply(&mut self, grpprl: &[u8], style: &Chp) {
        for sprm in sprms(grpprl) {
            self.take(&sprm, style);
        }
    }

    fn take(&mut self, sprm: &Sprm, style: &Chp) {
        match sprm.code {
            sprm::C_ISTD => self.style = Some(sprm.word()),
            sprm::C_PLAIN => {
                let plain = Chp {
                    style: self.style,
                    special: self.special,
                    symbol: self.symbol,
                    deleted: self.deleted,
                    data: self.data,
                    object: self.object,
                    ..Chp::default()
                };
                *self = plain;
            }
            sprm::C_BOLD => self.look.bold = toggle(sprm, style.look.bold),
            sprm::C_ITALIC => self.look.italic = toggle(sprm, style.look.italic),
            sprm::C_STRIKE => self.look.strike = toggle(sprm, style.look.strike),
            sprm::C_DSTRIKE => self.look.double_strike = toggle(sprm, style.look.double_strike),
            sprm::C_VANISH => self.look.hidden = toggle(sprm, style.look.hidden),
            sprm::C_KUL => self.look.underline = Some(sprm.is_on()),
            sprm::C_FTC => self.font = Some(sprm.word()),
            sprm::C_HPS => self.size = Some(u32::from(sprm.word())),
            sprm::C_ISS => {
                self.look.vertical = Some(match sprm.byte() {
                    1 => Vertical::Superscript,
                    2 => Vertical::Subscript,
                    _ => Vertical::Baseline,
                });
            }
            sprm::C_SPEC => self.special = sprm.is_on(),
            sprm::C_SYMBOL => self.symbol = crate::bytes::u16(sprm.operand, 2),
            sprm::C_RMARK_DEL => self.deleted = sprm.is_on(),
            sprm::C_DATA => self.data = sprm.is_on(),
            sprm::C_OLE2 | sprm::C_OBJ => self.object |= sprm.is_on(),
            // Colours, spacing, language and the like are layout.
            _ => {}
        }
    }

    /// These properties, over those of a style.
    pub(super) fn over(&self, base: &Chp) -> Chp {
        Chp {
            look: self.look.over(base.look),
            font: self.font.or(base.font),
            size: self.size.or(base.size),
            ..self.clone()
        }
    }
}

/// A toggle is on, off, as in the style, or the opposite of that
/// (`ToggleOperand`).
fn toggle(sprm: &Sprm, style: Option<bool>) -> Option<bool> {
    match sprm.byte() {
        0 => Some(false),
        0x80 => None,
        0x81 => Some(!style.unwrap_or(false)),
        _ => Some(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bold(operand: u8, style: Option<bool>) -> Option<bool> {
        let style = Chp {
            look: Look {
                bold: style,
                ..Look::default()
            },
            ..Chp::default()
        };
        let mut chp = Chp::default();
        chp.apply(&[0x35, 0x08, operand], &style);
        chp.look.bold
    }

    #[test]
    fn toggles_may_speak_of_the_style() {
        assert_eq!(bold(1, None), Some(true));
        assert_eq!(bold(0, Some(true)), Some(false));
        assert_eq!(bold(0x80, Some(true)), None);
        assert_eq!(bold(0x81, Some(true)), Some(false));
        assert_eq!(bold(0x81, None), Some(true));
    }

    #[test]
    fn plain_text_keeps_what_it_stands_for() {
        let mut chp = Chp::default();
        let grpprl = [0x35, 0x08, 1, 0x55, 0x08, 1, 0x48, 0x2a, 1, 0x33, 0x2a, 0];
        chp.apply(&grpprl, &Chp::default());
        assert!(chp.special && chp.look.style().is_plain());
    }
}
