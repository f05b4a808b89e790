//! The two languages that messages are written in.

/// The language of a message for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Simplified Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// Picks one of two wordings.
    ///
    /// ```
    /// use gongkai_model::Lang;
    /// assert_eq!(Lang::Zh.pick("空白", "blank"), "空白");
    /// ```
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}
