//! Labels: the printed numbers of paragraphs.
//!
//! GB/T 9704-2012, 7.3.3 numbers the levels of an official document `一、`,
//! `（一）`, `1.`, `（1）`. Whether the author typed the number or the program
//! made it, the model keeps it apart from the text.

/// Splits a typed label off the beginning of a paragraph. Gives the label and
/// the text behind it, without the space between.
///
/// A number is a label only where its punctuation says so: `1.5万元` begins
/// with an amount, `2020.10` with a date.
///
/// ```
/// use gongkai_model::label::split;
/// assert_eq!(split("一、总体情况"), Some(("一、", "总体情况")));
/// assert_eq!(split("（二） 部分公开"), Some(("（二）", "部分公开")));
/// assert_eq!(split("1. 属于国家秘密"), Some(("1.", "属于国家秘密")));
/// assert_eq!(split("1.5万元"), None);
/// ```
pub fn split(text: &str) -> Option<(&str, &str)> {
    let length = chinese_comma(text)
        .or_else(|| bracketed(text))
        .or_else(|| ordinal(text))
        .or_else(|| outline_number(text))
        .or_else(|| arabic(text))
        .or_else(|| letter(text))
        .or_else(|| sign(text))?;
    let (label, rest) = text.split_at(length);
    let rest = rest.trim_start();
    (!rest.is_empty()).then_some((label, rest))
}

/// Label and text as printed; a space between them where the label ends in a
/// character that does not set itself off.
pub fn join(label: Option<&str>, text: &str) -> String {
    match label {
        None => text.to_owned(),
        Some(label) => format!("{label}{}{text}", separator(label)),
    }
}

/// What stands between a label and its text when both are printed.
pub fn separator(label: &str) -> &'static str {
    match label.chars().next_back() {
        Some('、' | '）' | '．' | '：' | '】' | '〕') => "",
        Some(c) if is_enclosed(c) => "",
        _ => " ",
    }
}

/// The level that GB/T 9704-2012 gives to the first two kinds of label:
/// `一、` is 1, `（一）` is 2. Others are used for lists as well as for headings.
pub fn official_level(label: &str) -> Option<u8> {
    if chinese_comma(label) == Some(label.len()) {
        return Some(1);
    }
    let inner = label.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
    (!inner.is_empty() && inner.chars().all(is_chinese_digit)).then_some(2)
}

fn is_chinese_digit(c: char) -> bool {
    "一二三四五六七八九十百零〇".contains(c)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Circled, bracketed and dotted numbers that are one character: ① ㈠ ⑴ ⒈.
fn is_enclosed(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249b}' | '\u{3220}'..='\u{3229}' | '\u{3280}'..='\u{3289}' | '\u{2776}'..='\u{277f}')
}

/// The bytes that the leading characters of a kind take, and what follows.
fn leading(text: &str, kind: fn(char) -> bool, most: usize) -> Option<(usize, &str)> {
    let count = text.chars().take_while(|&c| kind(c)).count();
    let length = text.chars().take(count).map(char::len_utf8).sum();
    (1..=most)
        .contains(&count)
        .then(|| (length, &text[length..]))
}

/// `一、` `十二、`
fn chinese_comma(text: &str) -> Option<usize> {
    let (length, rest) = leading(text, is_chinese_digit, 4)?;
    rest.starts_with('、').then_some(length + '、'.len_utf8())
}

/// `（一）` `(3)` `（12）、`
fn bracketed(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['（', '('])?;
    let (length, rest) =
        leading(rest, is_chinese_digit, 4).or_else(|| leading(rest, is_digit, 3))?;
    let close = rest.chars().next().filter(|c| matches!(c, '）' | ')'))?;
    let open = text.len() - text.trim_start_matches(['（', '(']).len();
    let open = open.min(text.chars().next()?.len_utf8());
    let mut total = open + length + close.len_utf8();
    if rest[close.len_utf8()..].starts_with('、') {
        total += '、'.len_utf8();
    }
    Some(total)
}

/// `第一条　` `第3章 `: only with a space behind, else it begins a sentence.
fn ordinal(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('第')?;
    let (length, rest) =
        leading(rest, is_chinese_digit, 6).or_else(|| leading(rest, is_digit, 4))?;
    let unit = rest
        .chars()
        .next()
        .filter(|c| "条章节部款项编".contains(*c))?;
    let total = '第'.len_utf8() + length + unit.len_utf8();
    text[total..]
        .starts_with(char::is_whitespace)
        .then_some(total)
}

/// `1.1 ` `2.3.4. `: only with a space behind, else it is a number or a date.
fn outline_number(text: &str) -> Option<usize> {
    let (mut total, mut rest) = leading(text, |c| c.is_ascii_digit(), 2)?;
    let mut levels = 1;
    while let Some(next) = rest.strip_prefix('.') {
        total += 1;
        rest = next;
        match leading(next, |c| c.is_ascii_digit(), 2) {
            Some((length, next)) => {
                total += length;
                rest = next;
                levels += 1;
            }
            None => break,
        }
    }
    (levels >= 2 && rest.starts_with(char::is_whitespace)).then_some(total)
}

/// `1.` `2、` `3．` `4)` `5）`: not with a digit behind the point, that is a number.
fn arabic(text: &str) -> Option<usize> {
    let (length, rest) = leading(text, is_digit, 3)?;
    let mark = rest.chars().next().filter(|c| "、．.)）".contains(*c))?;
    let behind = &rest[mark.len_utf8()..];
    let number = matches!(mark, '.' | '．') && behind.starts_with(is_digit);
    (!number).then_some(length + mark.len_utf8())
}

/// `a. ` `B) ` `iv. `: only with a space behind, else it is a name or a word.
fn letter(text: &str) -> Option<usize> {
    let (length, rest) = leading(text, |c| c.is_ascii_alphabetic(), 5)?;
    let roman = text[..length].bytes().all(|b| b"ivxIVX".contains(&b));
    let mark = rest.chars().next().filter(|c| matches!(c, '.' | ')'))?;
    let spaced = rest[mark.len_utf8()..].starts_with(char::is_whitespace);
    (spaced && (length == 1 || roman)).then_some(length + mark.len_utf8())
}

/// Enclosed numbers and bullets.
fn sign(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let bullet = "•●○■◆◇▪▶►➢✓✔\u{f0b7}\u{f0a7}\u{f0d8}\u{f06c}\u{f06e}\u{f0fc}".contains(first);
    (bullet || is_enclosed(first)).then_some(first.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_labels_are_split_off() {
        for (text, label, rest) in [
            ("十二、其他", "十二、", "其他"),
            ("（一）予以公开", "（一）", "予以公开"),
            ("(三)　不予公开", "(三)", "不予公开"),
            ("（1）、甲", "（1）、", "甲"),
            ("1、甲", "1、", "甲"),
            ("１．甲", "１．", "甲"),
            ("3) 甲", "3)", "甲"),
            ("①甲", "①", "甲"),
            ("㈠甲", "㈠", "甲"),
            ("第一条　为了", "第一条", "为了"),
            ("1.1 范围", "1.1", "范围"),
            ("2.3.4. 范围", "2.3.4.", "范围"),
            ("a) first", "a)", "first"),
            ("iv. fourth", "iv.", "fourth"),
            ("• 甲", "•", "甲"),
        ] {
            assert_eq!(split(text), Some((label, rest)), "{text}");
        }
    }

    #[test]
    fn numbers_dates_and_words_are_not_labels() {
        for text in [
            "1.5万元",
            "2020.10",
            "2020年",
            "一是加强领导",
            "第一条规定",
            "1.1范围",
            "e.g. this",
            "U.S. law",
            "一、",
            "（以下简称《条例》）",
            "3.14 is pi",
            "12",
            "",
            "(一",
            "2024.12.31",
        ] {
            // `3.14 ` reads as an outline number: two levels and a space.
            let expected = text.starts_with("3.14").then_some(("3.14", "is pi"));
            assert_eq!(split(text), expected, "{text}");
        }
    }

    #[test]
    fn official_levels_follow_the_standard() {
        assert_eq!(official_level("一、"), Some(1));
        assert_eq!(official_level("（十一）"), Some(2));
        assert_eq!(official_level("1."), None);
        assert_eq!(official_level("（1）"), None);
    }
}
