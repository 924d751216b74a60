//! What may be shown of a value that couldn't be used: whoever types a name into a column of dates is not
//! to find it in a file that goes round the office.

/// A value as others may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// Digits, signs and words of dates, or a code: as it stands, with what the eye can't see by its code
    /// point.
    Whole(String),
    /// How many characters anything else has.
    Text(u64),
}

/// Longer values are none that anybody needs to see whole.
const LONGEST: usize = 60;

/// Words that stand in dates, times and lengths of time, in English and Vietnamese, with and without marks.
const WORDS: [&str; 79] = [
    "a",
    "am",
    "apr",
    "april",
    "aug",
    "august",
    "ch",
    "d",
    "day",
    "days",
    "dec",
    "december",
    "e",
    "feb",
    "february",
    "fri",
    "friday",
    "gio",
    "giay",
    "giờ",
    "giây",
    "gmt",
    "h",
    "hour",
    "hours",
    "ict",
    "jan",
    "january",
    "jul",
    "july",
    "jun",
    "june",
    "luc",
    "lúc",
    "m",
    "mar",
    "march",
    "may",
    "min",
    "minute",
    "minutes",
    "mon",
    "monday",
    "nam",
    "ngay",
    "ngày",
    "nov",
    "november",
    "năm",
    "oct",
    "october",
    "p",
    "phut",
    "phút",
    "pm",
    "pt",
    "s",
    "sa",
    "sat",
    "saturday",
    "second",
    "seconds",
    "sep",
    "sept",
    "september",
    "sun",
    "sunday",
    "t",
    "thang",
    "tháng",
    "thu",
    "thursday",
    "thứ",
    "tue",
    "tuesday",
    "utc",
    "wed",
    "wednesday",
    "z",
];
/// What workbooks and data frames show where there is no value.
const EMPTY: [&str; 15] = [
    "#DIV/0!",
    "#GETTING_DATA",
    "#N/A",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#REF!",
    "#SPILL!",
    "#VALUE!",
    "N/A",
    "NULL",
    "NaN",
    "NaT",
    "None",
    "nan",
];

/// What may be shown of a value.
pub fn shown(text: &str) -> Shown {
    let text = text.trim();
    let length = text.chars().count();
    if length <= LONGEST && (EMPTY.contains(&text) || is_date_like(text) || is_code(text)) {
        return Shown::Whole(visible(text));
    }
    Shown::Text(length as u64)
}

/// What may be shown of a dossier's code, of whatever form: one word with a digit in it.
pub fn shown_code(text: &str) -> Shown {
    let text = text.trim();
    let code = !text.contains(char::is_whitespace) && text.contains(|c: char| c.is_ascii_digit());
    if code && text.chars().count() <= LONGEST && !text.contains(['@', '"', '\'']) {
        return Shown::Whole(visible(text));
    }
    shown(text)
}

/// Digits and signs, with no words but those of dates between.
fn is_date_like(text: &str) -> bool {
    let known = |word: &str| WORDS.binary_search(&word.to_lowercase().as_str()).is_ok();
    text.split(|c: char| !c.is_alphabetic()).all(|word| word.is_empty() || known(word))
}

/// Capitals, digits and the signs of numbers and formulas, with as many digits as letters.
fn is_code(text: &str) -> bool {
    let letters = text.chars().filter(char::is_ascii_uppercase).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let signs = |c: char| c.is_ascii_punctuation() && !matches!(c, '"' | '\'' | '@');
    text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || signs(c))
        && digits >= letters
}

/// A text with what the eye can't see, or what would steer a terminal, by its code point.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if unseen(c) {
            out.push_str(&format!("⟨U+{:04X}⟩", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether the eye can't see a character, or can't tell it from a space.
pub fn unseen(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

impl Shown {
    /// For an error, which is in English: in quotation marks, or how long it is.
    pub fn plain(&self) -> String {
        match self {
            Self::Whole(text) => format!("\"{text}\""),
            Self::Text(1) => "text of 1 letter".to_owned(),
            Self::Text(n) => format!("text of {n} letters"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_numbers_and_codes_are_shown_and_words_are_not() {
        assert!(WORDS.is_sorted());
        for whole in [
            "",
            "31/04/2024 08:00",
            "9:04:07 SA 5/3/2024",
            "ngày 3 tháng 4 năm 2024",
            "2024-02-30T08:00:00+07:00",
            "12.5",
            "-3",
            "PT24H",
            "2.02E+19",
            "H38.12-230301-0001",
            "#N/A",
            "NaN",
            "3 / 4",
        ] {
            assert_eq!(shown(whole), Shown::Whole(whole.to_owned()), "{whole}");
        }
        for (text, n) in [
            ("Nguyễn Thị Lan", 14),
            ("LAN", 3),
            ("LAN MAI 0912345678", 18),
            ("lan1985@x.vn", 12),
            ("5/3/2024 Lan", 12),
            ("An", 2),
            ("=HYPERLINK(\"x\")", 15),
        ] {
            assert_eq!(shown(text), Shown::Text(n), "{text}");
        }
        assert_eq!(shown_code("case-10011").plain(), "\"case-10011\"");
        assert_eq!(shown_code("Nguyễn Thị Lan"), Shown::Text(14));
        assert_eq!(shown(&"1".repeat(61)), Shown::Text(61));
        assert_eq!(shown("5\u{202f}3").plain(), "\"5⟨U+202F⟩3\"");
        assert_eq!(shown("Lan").plain(), "text of 3 letters");
        assert_eq!(visible("\u{1b}[31mred"), "⟨U+001B⟩[31mred");
    }
}
