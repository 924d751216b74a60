//! Headings and names, made comparable.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::study::PlannedUnit;

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

/// The ways in which a heading may be known: as it is, by the last part of a pointer into JSON, without
/// what it says in brackets, with its abbreviations spelled out.
pub(super) fn keys(heading: &str) -> Vec<String> {
    let mut keys = vec![key(heading)];
    let mut add = |key: String| {
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    };
    let pointer = heading.contains('/') && !heading.contains(char::is_whitespace);
    let last = heading.rsplit('/').next().filter(|_| pointer);
    if let Some(last) = last {
        add(key(last));
    }
    let short = without_brackets(last.unwrap_or(heading));
    add(key(&short));
    let words: Vec<String> = words(&short)
        .into_iter()
        .map(|word| match word.as_str() {
            "hs" => "hoso".to_owned(),
            "kq" => "ketqua".to_owned(),
            "cq" => "coquan".to_owned(),
            "dv" => "donvi".to_owned(),
            "cb" => "canbo".to_owned(),
            "tg" => "thoigian".to_owned(),
            _ => word,
        })
        .collect();
    add(words.concat());
    keys
}

/// Units of a plan by the words for them, without marks.
const UNITS: [(&str, PlannedUnit); 17] = [
    ("phut", PlannedUnit::Minutes),
    ("min", PlannedUnit::Minutes),
    ("mins", PlannedUnit::Minutes),
    ("minute", PlannedUnit::Minutes),
    ("minutes", PlannedUnit::Minutes),
    ("gio", PlannedUnit::Hours),
    ("h", PlannedUnit::Hours),
    ("hr", PlannedUnit::Hours),
    ("hrs", PlannedUnit::Hours),
    ("hour", PlannedUnit::Hours),
    ("hours", PlannedUnit::Hours),
    ("ngay", PlannedUnit::Days),
    ("ngaylamviec", PlannedUnit::Days),
    ("day", PlannedUnit::Days),
    ("days", PlannedUnit::Days),
    ("workingdays", PlannedUnit::Days),
    ("buoi", PlannedUnit::QuarterDays),
];

/// The unit that a word means.
pub(super) fn unit_of(word: &str) -> Option<PlannedUnit> {
    let word = key(word);
    UNITS.iter().find(|(known, _)| *known == word).map(|(_, unit)| *unit)
}

/// The unit that a heading names in brackets or as its last word, and the rest of it as [`key`] writes
/// it: `Thời hạn (phút)` is `thoihan` in minutes.
pub(super) fn planned_unit(heading: &str) -> (String, Option<PlannedUnit>) {
    let short = without_brackets(heading);
    let bracketed = heading
        .split(['(', '[', '{'])
        .nth(1)
        .and_then(|rest| unit_of(rest.split([')', ']', '}']).next().unwrap_or_default()));
    if let Some(unit) = bracketed {
        return (key(&short), Some(unit));
    }
    let mut words = words(&short);
    let last = words.last().and_then(|word| unit_of(word)).filter(|_| words.len() > 1);
    if last.is_some() {
        words.pop();
    }
    (words.concat(), last)
}

/// A text up to its first bracket, and after the last one.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// The words of a heading without marks, also where a capital begins one: `plannedMin`, `PLAN_MIN`.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut before_is_small = false;
    for c in text.chars() {
        if c.is_uppercase() && before_is_small {
            spaced.push(' ');
        }
        before_is_small = c.is_lowercase();
        spaced.push(c);
    }
    plain(&spaced)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_known_without_its_brackets_and_abbreviations() {
        assert_eq!(keys("Ngày tiếp nhận (dd/MM/yyyy)"), ["ngaytiepnhanddmmyyyy", "ngaytiepnhan"]);
        assert_eq!(keys("Mã HS"), ["mahs", "mahoso"]);
        assert_eq!(keys("Ngày Trả KQ"), ["ngaytrakq", "ngaytraketqua"]);
        assert_eq!(keys("/task_details/task_name"), ["taskdetailstaskname", "taskname"]);
        assert_eq!(keys("han"), ["han"]);
    }

    #[test]
    fn the_unit_of_a_plan_stands_in_brackets_or_last() {
        let of = |heading| planned_unit(heading);
        assert_eq!(of("Thời hạn (phút)"), ("thoihan".into(), Some(PlannedUnit::Minutes)));
        assert_eq!(of("Định mức [giờ]"), ("dinhmuc".into(), Some(PlannedUnit::Hours)));
        assert_eq!(
            of("Thời gian quy định (ngày làm việc)"),
            ("thoigianquydinh".into(), Some(PlannedUnit::Days))
        );
        assert_eq!(of("planned_min"), ("planned".into(), Some(PlannedUnit::Minutes)));
        assert_eq!(of("slaHours"), ("sla".into(), Some(PlannedUnit::Hours)));
        assert_eq!(of("Thời hạn"), ("thoihan".into(), None));
        assert_eq!(of("days"), ("days".into(), None));
    }

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
