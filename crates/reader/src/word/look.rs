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
