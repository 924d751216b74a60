//! Whether a word is a Vietnamese syllable: a consonant or none, vowels with at most one tone, an ending
//! or none.

use unicode_normalization::UnicodeNormalization;

const INITIALS: [&str; 29] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x", "q",
];

const VOWELS: [&str; 63] = [
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây",
    "eo", "êu", "ia", "iê", "iêu", "iu", "oa", "oă", "oai", "oao", "oay", "oe", "oeo", "oi", "oo",
    "ôi", "ơi", "ua", "uâ", "uây", "uê", "ui", "uô", "uôi", "uơ", "uy", "uya", "uyê", "uyu", "ươ",
    "ươi", "ươu", "ưa", "ưi", "ưu", "yê", "yêu", "uă", "ue", "uao", "ya", "uêu", "oau", "uyn",
    "iă",
];

const ENDINGS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Grave, acute, hook, tilde, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

pub(super) fn is_syllable(word: &str) -> bool {
    let apart: Vec<char> = word.nfd().flat_map(char::to_lowercase).collect();
    if apart.len() > 16 || apart.iter().filter(|c| TONES.contains(c)).count() > 1 {
        return false;
    }
    let toneless: String = apart.into_iter().filter(|c| !TONES.contains(c)).nfc().collect();
    INITIALS.iter().filter_map(|initial| toneless.strip_prefix(initial)).any(|rest| {
        ENDINGS
            .iter()
            .filter_map(|ending| rest.strip_suffix(ending))
            .any(|vowels| VOWELS.contains(&vowels))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_forms_are_syllables_and_damage_is_none() {
        let text = "Cộng hòa xã hội chủ nghĩa Việt Nam quyết định giấy phép khuyến nghị thuế nguyên ưu tiên đường Huỳnh quản lý yêu cầu nghiệp xuất quốc";
        for word in text.split(' ') {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["Gr\u{f6}\u{df}e", "hå", "nhËn", "ng\u{b5}y", "tiÕp", "caàu", "quaù\u{301}"]
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
