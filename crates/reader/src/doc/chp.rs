//! Properties of characters ([MS-DOC] 2.6.1).

use gongkai_model::Style;

use super::sprm::{self, Sprm, sprms};

/// What properties of characters say; nothing where they leave it to the style.
#[derive(Debug, Clone, Default)]
pub(super) struct Chp {
    /// The character style.
    pub(super) style: Option<u16>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) strike: Option<bool>,
    double_strike: Option<bool>,
    pub(super) underline: Option<bool>,
    pub(super) hidden: Option<bool>,
    vertical: Option<Vertical>,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vertical {
    Baseline,
    Superscript,
    Subscript,
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
            sprm::C_BOLD => self.bold = toggle(sprm, style.bold),
            sprm::C_ITALIC => self.italic = toggle(sprm, style.italic),
            sprm::C_STRIKE => self.strike = toggle(sprm, style.strike),
            sprm::C_DSTRIKE => self.double_strike = toggle(sprm, style.double_strike),
            sprm::C_VANISH => self.hidden = toggle(sprm, style.hidden),
            sprm::C_KUL => self.underline = Some(sprm.is_on()),
            sprm::C_FTC => self.font = Some(sprm.word()),
            sprm::C_HPS => self.size = Some(u32::from(sprm.word())),
            sprm::C_ISS => {
                self.vertical = Some(match sprm.byte() {
                    1 => Vertical::Superscript,
                    2 => Vertical::Subscript,
                    _ => Vertical::Baseline,
                });
            }
            sprm::C_SPEC => self.special = sprm.is_on(),
            sprm::C_SYMBOL => self.symbol = super::bytes::u16(sprm.operand, 2),
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
            bold: self.bold.or(base.bold),
            italic: self.italic.or(base.italic),
            strike: self.strike.or(base.strike),
            double_strike: self.double_strike.or(base.double_strike),
            underline: self.underline.or(base.underline),
            hidden: self.hidden.or(base.hidden),
            vertical: self.vertical.or(base.vertical),
            font: self.font.or(base.font),
            size: self.size.or(base.size),
            ..self.clone()
        }
    }

    /// The look that the model keeps.
    pub(super) fn look(&self) -> Style {
        let on = |flag: Option<bool>| flag.unwrap_or(false);
        Style {
            bold: on(self.bold),
            italic: on(self.italic),
            underline: on(self.underline),
            strike: on(self.strike) || on(self.double_strike),
            superscript: self.vertical == Some(Vertical::Superscript),
            subscript: self.vertical == Some(Vertical::Subscript),
            link: None,
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
            bold: style,
            ..Chp::default()
        };
        let mut chp = Chp::default();
        chp.apply(&[0x35, 0x08, operand], &style);
        chp.bold
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
        assert!(chp.special && chp.look().is_plain());
    }
}
