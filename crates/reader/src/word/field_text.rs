//! What fields show that have no result: their code says it.

use super::code::{Code, Piece};
use super::equation;
use super::fields::Shown;
use super::symbols::SymbolFont;

/// Fields that print a number which is nowhere in the file: AUTONUM,
/// AUTONUMLGL, AUTONUMOUT (17.16.5.5 to 7), LISTNUM (17.16.5.32).
const NUMBERS: [&str; 4] = ["AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM"];

/// What a field shows by its code alone.
pub(crate) fn shown(code: &str) -> Shown {
    if let Some(text) = equation::text(code) {
        return Shown::Text(text);
    }
    let (name, code) = Code::of(code);
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    if is("EQ") {
        return Shown::Unreadable("EQ");
    }
    if let Some(number) = NUMBERS.into_iter().find(|number| is(number)) {
        return Shown::Unreadable(number);
    }
    if is("SYMBOL") {
        return symbol(code).map_or(Shown::Unreadable("SYMBOL"), Shown::Text);
    }
    match is("MACROBUTTON") || is("GOTOBUTTON") {
        true => button(code).map_or(Shown::Nothing, Shown::Text),
        false => Shown::Nothing,
    }
}

/// The face of MACROBUTTON (17.16.5.33) and GOTOBUTTON (17.16.5.22): all that
/// stands behind the macro or the place.
fn button(mut code: Code) -> Option<String> {
    code.argument()?;
    let face = code.rest();
    let text = match face.starts_with('"') {
        true => code.argument()?.into_owned(),
        false => face.to_owned(),
    };
    (!text.is_empty()).then_some(text)
}

/// The character of a SYMBOL field (17.16.5.61), by its code in a font
/// (`\f`), in Windows (`\a`, which is understood) or in Unicode (`\u`).
fn symbol(mut code: Code) -> Option<String> {
    let given = code.argument()?;
    let (mut font, mut unicode) = (SymbolFont::Other, false);
    while let Some(piece) = code.next() {
        match piece {
            Piece::Switch(switch) if switch.eq_ignore_ascii_case("f") => {
                font = SymbolFont::of(&code.argument()?);
            }
            Piece::Switch(switch) if switch.eq_ignore_ascii_case("u") => unicode = true,
            // Codes of Shift-JIS: only its ASCII is sure.
            Piece::Switch(switch) if switch.eq_ignore_ascii_case("j") => return None,
            _ => {} // size and line height
        }
    }
    let number = number(&given)?;
    let c = match u8::try_from(number) {
        // A sign that the font does not draw stays the private one that `w:sym` would state.
        _ if font != SymbolFont::Other => {
            let private = if number < 0x100 { 0xf000 } else { 0 };
            let c = char::from_u32(private + number)?;
            font.drawn(c).unwrap_or(c)
        }
        _ if unicode => char::from_u32(number)?,
        Ok(byte) => encoding_rs::WINDOWS_1252.decode(&[byte]).0.chars().next()?,
        Err(_) => return None,
    };
    (!c.is_control()).then(|| c.to_string())
}

/// `254` or `0xFE`.
fn number(given: &str) -> Option<u32> {
    let hex = given
        .strip_prefix("0x")
        .or_else(|| given.strip_prefix("0X"));
    match hex {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => given.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_what_is_shown() {
        for (code, expected) in [
            (r#"SYMBOL 254 \f "Wingdings" \s 12"#, Some("☑")),
            (r"symbol 0xFE \f Wingdings", Some("☑")),
            (r#"SYMBOL 61601 \f "Wingdings" \u"#, Some("○")),
            (r"SYMBOL 0xf1 \f Wingdings", Some("\u{f0f1}")),
            (r"SYMBOL 8730 \u", Some("√")),
            (r"SYMBOL 128 \a", Some("€")),
            (r#"SYMBOL 169 \f "宋体""#, Some("©")),
            (
                "MACROBUTTON NoMacro [单击填写 单位] ",
                Some("[单击填写 单位]"),
            ),
            (r#"MACROBUTTON M "单击" "#, Some("单击")),
            ("gotobutton _Ref1 见第二节", Some("见第二节")),
            (r"eq \o\ac(○,3)", Some("③")),
        ] {
            let shown = shown(code);
            assert_eq!(
                shown,
                expected.map_or(Shown::Nothing, |text| Shown::Text(text.to_owned())),
                "{code}"
            );
        }
    }

    #[test]
    fn what_is_shown_and_not_known_is_named() {
        for (code, expected) in [
            (r"AUTONUM \* Arabic", Shown::Unreadable("AUTONUM")),
            ("autonumlgl", Shown::Unreadable("AUTONUMLGL")),
            (r"SYMBOL 33440 \j", Shown::Unreadable("SYMBOL")),
            (r"SYMBOL 7 \u", Shown::Unreadable("SYMBOL")),
            ("SYMBOL", Shown::Unreadable("SYMBOL")),
            (r"EQ \f(1,2)", Shown::Unreadable("EQ")),
            ("MACROBUTTON NoMacro", Shown::Nothing),
            ("PAGE", Shown::Nothing),
        ] {
            assert_eq!(shown(code), expected, "{code}");
        }
    }
}
