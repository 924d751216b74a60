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

/// Cleans the texts of a column, which repeats itself, and remembers a few of them.
pub(super) struct Cleaner<'a> {
    slots: Vec<Option<(&'a str, Cow<'a, str>)>>,
}

impl<'a> Cleaner<'a> {
    const SLOTS: usize = 256;

    pub(super) fn new() -> Self {
        Self { slots: vec![None; Self::SLOTS] }
    }

    /// As [`clean`].
    pub(super) fn clean(&mut self, text: &'a str) -> Cow<'a, str> {
        // Quick as it is.
        if text.is_ascii() {
            return clean(text);
        }
        // Names that differ mostly differ at their ends.
        let ends = text.bytes().rev().take(8);
        let place = ends.fold(text.len(), |sum, byte| sum.wrapping_mul(31) ^ usize::from(byte));
        let Some(slot) = self.slots.get_mut(place % Self::SLOTS) else { return clean(text) };
        match slot {
            Some((known, cleaned)) if *known == text => cleaned.clone(),
            _ => slot.insert((text, clean(text))).1.clone(),
        }
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
    }

    #[test]
    fn a_cleaner_says_what_cleaning_says_again_and_again() {
        let texts: Vec<String> =
            (0..2_000).map(|i| format!(" Cán  bộ {}\u{301}", i % 700)).collect();
        let mut cleaner = Cleaner::new();
        for text in texts.iter().chain(&texts) {
            assert_eq!(cleaner.clean(text), clean(text));
        }
        assert!(matches!(clean("Thẩm định hồ sơ"), Cow::Borrowed(_)));
    }
}
