//! Which characters no text of a report holds.

/// True for a character that is no part of a text: what XML 1.0 cannot hold
/// (production 2, `Char`), and the control characters that it can but advises
/// against (U+007F to U+009F) or takes for a line end in another spelling
/// (U+000D, 2.11). A tab and a line break are text.
///
/// ```
/// use gongkai_model::is_forbidden;
/// assert!("\0\u{b}\r\u{7f}\u{85}\u{fffe}".chars().all(is_forbidden));
/// assert!(!"\t\n 一\u{a0}\u{e000}\u{fffd}😀".contains(is_forbidden));
/// ```
pub fn is_forbidden(c: char) -> bool {
    // Surrogates, which are the rest of what XML cannot hold, are no `char`.
    matches!(
        c,
        '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'
    )
}
