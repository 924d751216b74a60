//! What words of the data mean: as the study file says, else by the usual words of offices, which are data
//! (`assets/vocabulary.toml`). A word in no list is unknown, and never taken for anything.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{OutcomeWords, StatusWords};

static USUAL: LazyLock<Usual> = LazyLock::new(|| {
    // A test reads it whole: a list that can't be read can't ship.
    read().unwrap_or_default()
});

/// Bytes of the longest placeholder, at most.
const LONGEST: usize = 24;

/// Words that turn what follows them into its opposite.
const NEGATIONS: [&str; 6] = ["không", "chưa", "khong", "chua", "not", "no"];

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Usual {
    outcomes: OutcomeWords,
    status: StatusWords,
    status_within: StatusWords,
    placeholders: Placeholders,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Placeholders {
    any: BTreeSet<String>,
    officer: BTreeSet<String>,
}

fn read() -> Result<Usual, toml::de::Error> {
    toml::from_str(include_str!("../../assets/vocabulary.toml"))
}

/// What a word means, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// A key of `[outcomes]` or `[status]`; `unknown` where no list has the word.
    pub says: &'static str,
    pub basis: Option<MeaningBasis>,
}

/// Who says what a word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeaningBasis {
    /// The study file.
    Study,
    /// The usual words.
    Usual,
    /// A part of the word that gives it away.
    Within,
}

impl MeaningBasis {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Study => "study",
            Self::Usual => "usual",
            Self::Within => "within",
        }
    }
}

impl Meaning {
    /// Of a word that no list has.
    pub const UNKNOWN: Self = Self { says: "unknown", basis: None };
}

/// A study's words of outcomes and statuses.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    outcomes: Words,
    statuses: Words,
    within: Vec<(&'static str, String)>,
}

#[derive(Debug, Clone)]
struct Words {
    study: BTreeMap<String, &'static str>,
    usual: BTreeMap<String, &'static str>,
    /// The usual ones without diacritics.
    plain: BTreeMap<String, &'static str>,
}

impl Vocabulary {
    /// The usual words, and what a study file says besides.
    pub fn new(outcomes: &OutcomeWords, statuses: &StatusWords) -> Self {
        let within = USUAL.status_within.all();
        Self {
            outcomes: Words::new(&outcomes.all(), &USUAL.outcomes.all()),
            statuses: Words::new(&statuses.all(), &USUAL.status.all()),
            within: within.into_iter().map(|(says, part)| (says, folded(part))).collect(),
        }
    }

    /// What an outcome means: `passed`, `returned`, `refused`, `moved_on` or `unknown`.
    pub fn outcome(&self, text: &str) -> Meaning {
        self.outcomes.meaning(&folded(text))
    }

    /// What a status means: a key of `[status]`, or `unknown`.
    pub fn status(&self, text: &str) -> Meaning {
        let word = folded(text);
        let whole = self.statuses.meaning(&word);
        if whole.basis.is_some() {
            return whole;
        }
        let part = self.within.iter().find(|(_, part)| says(&word, part));
        part.map_or(Meaning::UNKNOWN, |(says, _)| Meaning {
            says,
            basis: Some(MeaningBasis::Within),
        })
    }
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self::new(&OutcomeWords::default(), &StatusWords::default())
    }
}

impl Words {
    fn new(study: &[(&'static str, &str)], usual: &[(&'static str, &str)]) -> Self {
        let by = |words: &[(&'static str, &str)], form: fn(&str) -> String| {
            words.iter().map(|(says, word)| (form(word), *says)).collect()
        };
        Self { study: by(study, folded), usual: by(usual, folded), plain: by(usual, bare) }
    }

    fn meaning(&self, word: &str) -> Meaning {
        let from = |basis| move |says: &&'static str| Meaning { says, basis: Some(basis) };
        if let Some(meaning) = self.study.get(word).map(from(MeaningBasis::Study)) {
            return meaning;
        }
        // Where the data have diacritics, a word that differs in one is another word.
        let usual = self.usual.get(word).or_else(|| self.plain.get(word));
        usual.map_or(Meaning::UNKNOWN, from(MeaningBasis::Usual))
    }
}

/// Columns in which a placeholder is no value. Codes of dossiers and names of steps are kept as they are.
const NAMED: [&str; 9] = [
    "procedure_code",
    "agency",
    "receiving_agency",
    "unit",
    "officer",
    "channel",
    "applicant_kind",
    "status",
    "outcome",
];

/// Which bytes a placeholder may begin with: millions of names are told apart from them by their first letter.
static BEGINS: LazyLock<[bool; 256]> = LazyLock::new(|| {
    let mut begins = [false; 256];
    let all = USUAL.placeholders.any.iter().chain(&USUAL.placeholders.officer);
    for first in all.filter_map(|word| word.bytes().next()) {
        if let Some(slot) = begins.get_mut(usize::from(first)) {
            *slot = true;
        }
    }
    begins
});

/// Whether a text of a column of names, outcomes, channels or statuses stands for nothing.
pub fn placeholder(column: &str, text: &str) -> bool {
    let Some(first) = text.bytes().next() else { return false };
    text.len() <= LONGEST
        && BEGINS.get(usize::from(first)).is_some_and(|begins| *begins)
        && NAMED.contains(&column)
        && (USUAL.placeholders.any.contains(text)
            || (column == "officer" && USUAL.placeholders.officer.contains(text)))
}

/// Whether a word has a part, with nothing before it that denies it.
fn says(word: &str, part: &str) -> bool {
    word.find(part).is_some_and(|at| {
        let before = word.get(..at).unwrap_or_default();
        !before.split_whitespace().any(|w| NEGATIONS.contains(&w))
    })
}

/// NFC, in lower case, with single spaces.
fn folded(text: &str) -> String {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same without diacritics.
fn bare(text: &str) -> String {
    let plain = folded(text).nfd().filter(|c| !is_combining_mark(*c)).collect::<String>();
    plain.replace('đ', "d")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(passed: &[&str], ended: &[&str]) -> Vocabulary {
        let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        Vocabulary::new(
            &OutcomeWords { passed: list(passed), ..OutcomeWords::default() },
            &StatusWords { ended: list(ended), ..StatusWords::default() },
        )
    }

    #[test]
    fn the_list_can_be_read_and_gives_each_word_one_meaning() {
        let usual = read().unwrap();
        assert!(usual.placeholders.any.contains("nan"));
        assert!(usual.placeholders.any.iter().all(|word| word.len() <= LONGEST));
        for words in [usual.outcomes.all(), usual.status.all()] {
            let mut seen: BTreeMap<String, &str> = BTreeMap::new();
            for (says, word) in words {
                assert_eq!(word, folded(word), "not as words are compared");
                let before = seen.insert(bare(word), says);
                assert!(before.is_none_or(|b| b == says), "{word} means two things");
            }
        }
    }

    #[test]
    fn usual_words_are_known_in_any_spelling() {
        let words = Vocabulary::default();
        for (text, says) in [
            ("Đạt", "passed"),
            (" ĐỒNG  Ý trình lãnh đạo", "passed"),
            ("dong y trinh lanh dao", "passed"),
            ("Tra\u{309} lại", "returned"),
            ("Yêu cầu bổ sung", "returned"),
            ("REJECTED", "refused"),
            ("Chuyển bước tiếp theo", "moved_on"),
            ("Chuyen buoc tiep theo", "moved_on"),
            ("đat", "unknown"),
            ("Xem xét", "unknown"),
        ] {
            assert_eq!(words.outcome(text).says, says, "{text}");
        }
        for (text, says) in [
            ("Withdrawn", "withdrawn"),
            ("Not ours", "ended"),
            ("Lapsed", "ended"),
            ("Decided", "closed"),
            ("Live", "open"),
            ("Chờ BỔ SUNG", "supplement"),
            ("Công dân đã gửi bổ sung", "open"),
            ("Hồ sơ xin rút ngày 3/5", "withdrawn"),
            ("Không từ chối", "unknown"),
            ("9", "unknown"),
        ] {
            assert_eq!(words.status(text).says, says, "{text}");
        }
    }

    #[test]
    fn what_the_study_says_comes_first() {
        let words = vocabulary(&["Trả lại", "xem xét"], &["9"]);
        let study = Some(MeaningBasis::Study);
        assert_eq!(words.outcome("trả lại"), Meaning { says: "passed", basis: study });
        assert_eq!(words.outcome("XEM XÉT"), Meaning { says: "passed", basis: study });
        assert_eq!(words.status("9"), Meaning { says: "ended", basis: study });
    }

    #[test]
    fn a_title_is_no_officer_and_may_be_a_unit() {
        assert!(placeholder("officer", "Chuyên viên") && !placeholder("unit", "Chuyên viên"));
        assert!(placeholder("unit", "nan") && placeholder("channel", "?"));
        assert!(!placeholder("dossier_id", "nan") && !placeholder("step", "?"));
        assert!(!placeholder("officer", "Nan") && !placeholder("unit", "Na Ngoi"));
    }
}
