//! How characters look, as far as it says something of the text.

use gongkai_model::Style;

/// What properties of characters say of their look; nothing where they leave
/// it to the style below them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Look {
    pub(crate) bold: Option<bool>,
    pub(crate) italic: Option<bool>,
    pub(crate) underline: Option<bool>,
    pub(crate) strike: Option<bool>,
    pub(crate) double_strike: Option<bool>,
    pub(crate) vertical: Option<Vertical>,
    pub(crate) hidden: Option<bool>,
}

/// Where characters stand on their line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vertical {
    Baseline,
    Superscript,
    Subscript,
}

impl Look {
    /// This look, over that of a style.
    pub(crate) fn over(self, base: Look) -> Look {
        Look {
            bold: self.bold.or(base.bold),
            italic: self.italic.or(base.italic),
            underline: self.underline.or(base.underline),
            strike: self.strike.or(base.strike),
            double_strike: self.double_strike.or(base.double_strike),
            vertical: self.vertical.or(base.vertical),
            hidden: self.hidden.or(base.hidden),
        }
    }

    /// This look, as the run itself has it, over those of its character style
    /// and of the style of its paragraph (17.7.2). Toggles of two styles cancel
    /// each other out (17.7.3): a bold word in a bold paragraph is not bold.
    pub(crate) fn over_styles(self, character: Look, paragraph: Look) -> Look {
        let toggle = |own: Option<bool>, character: Option<bool>, paragraph: Option<bool>| {
            own.or(match (character, paragraph) {
                (Some(character), Some(paragraph)) => Some(character ^ paragraph),
                (one, other) => one.or(other),
            })
        };
        Look {
            bold: toggle(self.bold, character.bold, paragraph.bold),
            italic: toggle(self.italic, character.italic, paragraph.italic),
            strike: toggle(self.strike, character.strike, paragraph.strike),
            hidden: toggle(self.hidden, character.hidden, paragraph.hidden),
            // No toggles: the nearest one counts.
            underline: self
                .underline
                .or(character.underline)
                .or(paragraph.underline),
            double_strike: (self.double_strike)
                .or(character.double_strike)
                .or(paragraph.double_strike),
            vertical: self.vertical.or(character.vertical).or(paragraph.vertical),
        }
    }

    /// This look without what the text of a heading has by its style: that a
    /// heading is bold says no more than that it is one.
    pub(crate) fn within_heading(self, style: Look) -> Look {
        let unless = |own: Option<bool>, style: Option<bool>| own.filter(|_| style != Some(true));
        Look {
            bold: unless(self.bold, style.bold),
            italic: unless(self.italic, style.italic),
            underline: unless(self.underline, style.underline),
            ..self
        }
    }

    /// What the model keeps of it.
    pub(crate) fn style(self) -> Style {
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
