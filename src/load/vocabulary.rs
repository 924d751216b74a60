//! Words of the data that the study file may have to explain.

use std::collections::{BTreeMap, BTreeSet};

use super::lifecycle::{Lifecycle, Transition, holds_lifecycle, proposed};
use super::recognise::{Sample, share};
use crate::study::{LifecycleWords, Vocabulary, placeholder};

/// Words that no list explains, with how often each occurs, the most frequent first.
pub(super) type Unknown = Vec<(String, u64)>;

/// Words that are listed; where there are more, the column is free text.
const MOST_LISTED: usize = 60;

pub(super) fn unknown_outcomes(seen: &BTreeMap<String, u64>) -> Unknown {
    let vocabulary = Vocabulary::default();
    unknown("outcome", seen, |word| vocabulary.outcome(word).basis.is_some())
}

pub(super) fn unknown_statuses(seen: &BTreeMap<String, u64>) -> Unknown {
    let vocabulary = Vocabulary::default();
    unknown("status", seen, |word| vocabulary.status(word).basis.is_some())
}

fn unknown(column: &str, seen: &BTreeMap<String, u64>, known: impl Fn(&str) -> bool) -> Unknown {
    let mut words: Unknown = seen
        .iter()
        .filter(|(word, _)| !placeholder(column, word) && !known(word))
        .map(|(word, n)| (word.chars().take(120).collect(), *n))
        .collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.truncate(MOST_LISTED);
    words
}

/// Words of events that the standard doesn't have, each with the transition that it probably is.
pub(super) fn lifecycle_words(
    seen: &BTreeMap<String, u64>,
) -> Vec<(String, u64, Option<&'static str>)> {
    let standard = Lifecycle::of(&LifecycleWords::default());
    let mut words: Vec<_> = seen
        .iter()
        .filter(|(word, _)| standard.transition(word).is_none())
        .map(|(word, n)| (word.clone(), *n, proposed(word).map(Transition::as_str)))
        .collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words
}

/// Whether a column that nothing is read from says which rows begin a step and which end one: the words
/// of the standard, or words of a system where the same steps of the same dossiers stand in several rows.
pub(super) fn tells_events(column: &Sample, code: Option<&Sample>, step: Option<&Sample>) -> bool {
    if holds_lifecycle(column.filled()) {
        return true;
    }
    let (Some(code), Some(step)) = (code, step) else { return false };
    let known: Vec<Option<Transition>> = column.filled().map(proposed).collect();
    let has = |wanted: &[Transition]| known.iter().flatten().any(|t| wanted.contains(t));
    let mut rows: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for ((code, step), word) in code.values.iter().zip(&step.values).zip(&column.values) {
        rows.entry((code.trim(), step.trim())).or_default().insert(word.trim());
    }
    let several = rows.values().filter(|words| words.len() > 1).count();
    !known.is_empty()
        && share(known.iter().flatten().count(), known.len()) >= 0.9
        && has(&[Transition::Schedule, Transition::Start])
        && has(&[Transition::Finish])
        && share(several, rows.len()) >= 0.3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_no_list_are_told_the_most_frequent_first() {
        let seen = |words: &[(&str, u64)]| -> BTreeMap<String, u64> {
            words.iter().map(|(word, n)| ((*word).to_owned(), *n)).collect()
        };
        let outcomes = seen(&[("approved", 9), ("zorg", 2), ("blub", 7), ("nan", 5)]);
        assert_eq!(unknown_outcomes(&outcomes), [("blub".to_owned(), 7), ("zorg".to_owned(), 2)]);
        let statuses = seen(&[("Withdrawn", 9), ("Đang xử lý", 2), ("Blub", 1)]);
        assert_eq!(unknown_statuses(&statuses), [("Blub".to_owned(), 1)]);
        let events = seen(&[("start", 4), ("Đang xử lý", 3), ("Blub", 1)]);
        assert_eq!(
            lifecycle_words(&events),
            [("Đang xử lý".to_owned(), 3, Some("start")), ("Blub".to_owned(), 1, None)]
        );
    }

    #[test]
    fn events_are_told_from_the_states_of_runs() {
        let sample = |values: &[&str]| Sample {
            heading: "x".to_owned(),
            values: values.iter().map(|v| (*v).to_owned()).collect(),
            serial_dates: false,
        };
        let (codes, steps) = (sample(&["1", "1", "2", "2"]), sample(&["a", "a", "a", "a"]));
        let words = sample(&["Đang xử lý", "Kết thúc", "Đang xử lý", "Kết thúc"]);
        assert!(tells_events(&words, Some(&codes), Some(&steps)));
        let each = sample(&["1", "2", "3", "4"]);
        assert!(!tells_events(&words, Some(&each), Some(&steps)));
        assert!(tells_events(&sample(&["start", "complete"]), None, None));
    }
}
