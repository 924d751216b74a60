//! Headings and names, made comparable.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A text as redtape keeps it: NFC, no space around it, single spaces within.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let spaced = if trimmed.is_ascii() {
        let single = !trimmed.as_bytes().windows(2).any(|w| w == b"  ");
        single && !trimmed.bytes().any(|b| b.is_ascii_whitespace() && b != b' ')
    } else {
        let mut previous = 'x';
        trimmed.chars().all(|c| {
            let fine = !c.is_whitespace() || (c == ' ' && previous != ' ');
            previous = c;
            fine
        })
    };
    let text = if spaced {
        Cow::Borrowed(trimmed)
    } else {
        Cow::Owned(trimmed.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// A text without marks: `Tiếp nhận` becomes `tiep nhan`, `Đơn vị` becomes `don vi`.
pub(super) fn plain(text: &str) -> String {
    text.nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// The letters and digits alone: `Mã hồ sơ`, `MaHoSo` and `ma_ho_so` are one heading.
pub(super) fn key(text: &str) -> String {
    plain(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_heading_in_many_spellings() {
        for text in ["Mã hồ sơ", "MaHoSo", "MÃ HỒ SƠ", "ma_ho_so", " Ma\u{303} hồ  sơ\n"]
        {
            assert_eq!(key(text), "mahoso", "{text}");
        }
        assert_eq!(key("Đơn vị/ cá nhân"), "donvicanhan");
    }

    #[test]
    fn text_is_cleaned_and_nothing_else() {
        assert_eq!(clean("  Check  application \t form\u{a0}"), "Check application form");
        assert_eq!(clean("1.000010"), "1.000010");
        assert_eq!(clean("Thâ\u{309}m"), "Thẩm");
        assert!(matches!(clean("plain text"), Cow::Borrowed(_)));
        assert!(matches!(clean("Thẩm định hồ sơ"), Cow::Borrowed(_)));
    }
}
