//! Numbers in the words of Vietnamese, Thai and Hindi, whatever the language
//! of the text.
//!
//! Of Vietnamese it is known what Word prints up to 1000. Of Thai and Hindi
//! only the first words are ([MS-DOCX] 2.4); the others are those in common
//! use, which Word may spell otherwise.

/// A number in a format of spoken words; nothing where the format is another.
pub(super) fn number(value: u32, format: &str) -> Option<String> {
    Some(match format {
        "vietnameseCounting" => vietnamese(value),
        "thaiCounting" => thai(value),
        "hindiCounting" => hindi(value),
        _ => return None,
    })
}

fn vietnamese(value: u32) -> String {
    const ONES: [&str; 10] = [
        "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
    ];
    let one = |value: u32| ONES[value as usize % 10].to_owned();
    let (unit, name) = match value {
        0..10 => return one(value),
        10..100 => {
            let tens = match value / 10 {
                1 => "mười".to_owned(),
                tens => format!("{} mươi", one(tens)),
            };
            return match (value / 10, value % 10) {
                (_, 0) => tens,
                (2.., 1) => format!("{tens} mốt"),
                (_, 5) => format!("{tens} lăm"),
                (_, ones) => format!("{tens} {}", one(ones)),
            };
        }
        100..1000 => (100, "trăm"),
        1000..1_000_000 => (1000, "ngàn"),
        1_000_000.. => (1_000_000, "triệu"),
    };
    let many = vietnamese(value / unit);
    match value % unit {
        0 => format!("{many} {name}"),
        rest if rest < 10 => format!("{many} {name} lẻ {}", one(rest)),
        rest => format!("{many} {name} {}", vietnamese(rest)),
    }
}

fn thai(value: u32) -> String {
    const ONES: [&str; 10] = [
        "ศูนย์",
        "หนึ่ง",
        "สอง",
        "สาม",
        "สี่",
        "ห้า",
        "หก",
        "เจ็ด",
        "แปด",
        "เก้า",
    ];
    const UNITS: [(u32, &str); 5] = [
        (100_000, "แสน"),
        (10_000, "หมื่น"),
        (1000, "พัน"),
        (100, "ร้อย"),
        (10, "สิบ"),
    ];
    if value == 0 {
        return ONES[0].to_owned();
    }
    let (millions, rest) = (value / 1_000_000, value % 1_000_000);
    let mut text = match millions {
        0 => String::new(),
        _ => format!("{}ล้าน", thai(millions)),
    };
    for (unit, name) in UNITS {
        match (rest / unit % 10, unit) {
            (0, _) => continue,
            (1, 10) => {} // ten is not said to be one
            (2, 10) => text.push_str("ยี่"),
            (digit, _) => text.push_str(ONES[digit as usize]),
        }
        text.push_str(name);
    }
    match rest % 10 {
        0 => {}
        1 if !text.is_empty() => text.push_str("เอ็ด"),
        digit => text.push_str(ONES[digit as usize]),
    }
    text
}

fn hindi(value: u32) -> String {
    /// Each number up to 99 has a word of its own.
    const WORDS: &str = "शून्य एक दो तीन चार पाँच छह सात आठ नौ \
        दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस \
        बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस \
        तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस \
        चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास \
        पचास इक्यावन बावन तिरेपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ \
        साठ इकसठ बासठ तिरेसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर \
        सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उनासी \
        अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी \
        नब्बे इक्यानबे बानबे तिरानबे चौरानबे पंचानबे छियानबे सत्तानबे अट्ठानबे निन्यानबे";
    let (unit, name) = match value {
        0..100 => {
            let word = WORDS.split_whitespace().nth(value as usize);
            return word.unwrap_or_default().to_owned();
        }
        100..1000 => (100, "सौ"),
        1000..100_000 => (1000, "हज़ार"),
        100_000..10_000_000 => (100_000, "लाख"),
        10_000_000.. => (10_000_000, "करोड़"),
    };
    let many = hindi(value / unit);
    match value % unit {
        0 => format!("{many} {name}"),
        rest => format!("{many} {name} {}", hindi(rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spoken() {
        for (value, format, text) in [
            (15, "vietnameseCounting", "mười lăm"),
            (21, "vietnameseCounting", "hai mươi mốt"),
            (101, "vietnameseCounting", "một trăm lẻ một"),
            (1000, "vietnameseCounting", "một ngàn"),
            (10, "thaiCounting", "สิบ"),
            (21, "thaiCounting", "ยี่สิบเอ็ด"),
            (101, "thaiCounting", "หนึ่งร้อยเอ็ด"),
            (99, "hindiCounting", "निन्यानबे"),
            (101, "hindiCounting", "एक सौ एक"),
        ] {
            assert_eq!(
                number(value, format).as_deref(),
                Some(text),
                "{value} {format}"
            );
        }
    }
}
