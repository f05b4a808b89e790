//! Numbers as letters and signs, and Roman numerals.

/// Word begins an alphabet anew once it has printed a letter this many times:
/// 780 is thirty z, 781 is a.
const MOST_TIMES: u32 = 30;

/// A number in a format of letters; nothing where the format is another.
pub(super) fn number(value: u32, format: &str) -> Option<String> {
    Some(match format {
        "upperRoman" => roman(value),
        "lowerRoman" => roman(value).to_lowercase(),
        "upperLetter" => repeated(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "lowerLetter" => repeated(value, "abcdefghijklmnopqrstuvwxyz"),
        "russianUpper" => repeated(value, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
        "russianLower" => repeated(value, "абвгдежзиклмнопрстуфхцчшщыэюя"),
        "thaiLetters" => repeated(value, "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"),
        "chicago" => repeated(value, "*†‡§"),
        "arabicAlpha" => repeated_within(value, 783, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
        "arabicAbjad" => repeated_within(value, 783, "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
        // The two have each other's names ([MS-DOCX] 2.4): the vowels print
        // the consonants, and the other way round.
        "hindiVowels" => {
            let (letter, times) = turn(value, 37, 911);
            let letter = letter.and_then(|letter| char::from_u32(u32::from('क') + letter));
            letter.map_or_else(String::new, |c| c.to_string().repeat(times))
        }
        "hindiConsonants" => {
            const VOWELS: [&str; 18] = [
                "अ", "आ", "इ", "ई", "उ", "ऊ", "ऋ", "ऌ", "ऍ", "ऎ", "ए", "ऐ", "ऑ", "ऒ", "ओ", "औ",
                "अं", "अः",
            ];
            let (letter, times) = turn(value, 18, 911);
            let letter = letter.and_then(|letter| VOWELS.get(letter as usize));
            letter.map_or_else(String::new, |letter| letter.repeat(times))
        }
        "hebrew1" => hebrew_numeral(value),
        "hebrew2" => hebrew_letter(value),
        // These go round without repeating a character.
        "aiueo" => round(value, "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"),
        "aiueoFullWidth" => round(
            value,
            "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
        ),
        "iroha" => round(value, "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"),
        "irohaFullWidth" => round(
            value,
            "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
        ),
        "ganada" => round(value, "가나다라마바사아자차카타파하"),
        "chosung" => round(value, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
        _ => return None,
    })
}

fn roman(value: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if value > 32_767 {
        return value.to_string(); // Word's own limit; also bounds the length
    }
    let mut rest = value;
    let mut text = String::new();
    for (part, name) in PARTS {
        while rest >= part {
            text.push_str(name);
            rest -= part;
        }
    }
    text
}

/// The letter of a number, from 0, and how often it is printed. There is none
/// for 0; past `most` the alphabet begins anew.
fn turn(value: u32, letters: u32, most: u32) -> (Option<u32>, usize) {
    let Some(before) = value.checked_sub(1) else {
        return (None, 0);
    };
    let before = before % most;
    (Some(before % letters), (before / letters) as usize + 1)
}

/// 1 → A, 26 → Z, 27 → AA, 28 → BB: Word repeats the letter.
pub(super) fn repeated(value: u32, alphabet: &str) -> String {
    let letters = alphabet.chars().count() as u32;
    repeated_within(value, letters * MOST_TIMES, alphabet)
}

fn repeated_within(value: u32, most: u32, alphabet: &str) -> String {
    let letters = alphabet.chars().count() as u32;
    let (letter, times) = turn(value, letters, most);
    let letter = letter.and_then(|letter| alphabet.chars().nth(letter as usize));
    letter.map_or_else(String::new, |c| c.to_string().repeat(times))
}

/// One character of a set, which begins anew after its last; 0 stays a digit.
fn round(value: u32, set: &str) -> String {
    let count = set.chars().count() as u32;
    let letter = value
        .checked_sub(1)
        .and_then(|before| set.chars().nth((before % count) as usize));
    letter.map_or_else(|| value.to_string(), String::from)
}

/// Letters as numerals: hundreds, tens, ones. 15 and 16 are written 9 + 6 and
/// 9 + 7, since the plain ones would spell the name of God.
fn hebrew_numeral(value: u32) -> String {
    const HUNDREDS: [&str; 10] = ["", "ק", "ר", "ש", "ת", "תק", "תר", "תש", "תת", "תתק"];
    const TENS: [&str; 10] = ["", "י", "כ", "ל", "מ", "נ", "ס", "ע", "פ", "צ"];
    const ONES: [&str; 10] = ["", "א", "ב", "ג", "ד", "ה", "ו", "ז", "ח", "ט"];
    let Some(before) = value.checked_sub(1) else {
        return String::new();
    };
    let value = before as usize % 783 + 1;
    let (hundreds, rest) = (HUNDREDS[value / 100], value % 100);
    match rest {
        15 => format!("{hundreds}טו"),
        16 => format!("{hundreds}טז"),
        _ => format!("{hundreds}{}{}", TENS[rest / 10], ONES[rest % 10]),
    }
}

/// The alphabet; after its end a tav for each time through stands before the letter.
fn hebrew_letter(value: u32) -> String {
    let (letter, times) = turn(value, 22, 783);
    let letter = letter.and_then(|letter| "אבגדהוזחטיכלמנסעפצקרשת".chars().nth(letter as usize));
    letter.map_or_else(String::new, |c| format!("{}{c}", "ת".repeat(times - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_repeated() {
        for (value, format, text) in [
            (4, "lowerRoman", "iv"),
            (1994, "upperRoman", "MCMXCIV"),
            (0, "upperRoman", ""),
            (26, "upperLetter", "Z"),
            (28, "upperLetter", "BB"),
            (0, "upperLetter", ""),
            (781, "lowerLetter", "a"),
            (1234, "lowerLetter", "llllllllllllllllll"),
            (30, "russianLower", "аа"),
            (5, "chicago", "**"),
            (29, "arabicAlpha", "أأ"),
            (42, "thaiLetters", "กก"),
            (38, "hindiVowels", "कक"),
            (18, "hindiConsonants", "अः"),
            (19, "hindiConsonants", "अअ"),
            (47, "aiueo", "ｱ"),
            (49, "irohaFullWidth", "イ"),
            (15, "ganada", "가"),
            (0, "chosung", "0"),
            (10, "hebrew1", "י"),
            (15, "hebrew1", "טו"),
            (116, "hebrew1", "קטז"),
            (22, "hebrew2", "ת"),
            (23, "hebrew2", "תא"),
        ] {
            assert_eq!(
                number(value, format).as_deref(),
                Some(text),
                "{value} {format}"
            );
        }
    }
}
