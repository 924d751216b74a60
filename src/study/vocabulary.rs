//! What the words of the data mean, where the study says so: statuses, outcomes, transitions, names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::RegisterFile;
use super::file::{bad, shown_as};
use crate::error::Result;

/// `[status]`: statuses of the data, besides the usual words, and what each says of its dossier.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StatusWords {
    /// Not over.
    pub open: Vec<String>,
    /// Over, with a result.
    pub closed: Vec<String>,
    /// Over: taken back by the applicant.
    pub withdrawn: Vec<String>,
    /// Over: refused, denied or sent back for good.
    pub refused: Vec<String>,
    /// Over in another way: cancelled, invalid, lapsed, expired, not for this office.
    pub ended: Vec<String>,
    /// Not over: waits for a supplement.
    pub supplement: Vec<String>,
    /// Not over: waits for a payment.
    pub fee: Vec<String>,
    /// Not over: stopped.
    pub stopped: Vec<String>,
}

impl StatusWords {
    /// Every word with its meaning, in the order of the meanings.
    pub fn all(&self) -> Vec<(&'static str, &str)> {
        words([
            ("open", &self.open),
            ("closed", &self.closed),
            ("withdrawn", &self.withdrawn),
            ("refused", &self.refused),
            ("ended", &self.ended),
            ("supplement", &self.supplement),
            ("fee", &self.fee),
            ("stopped", &self.stopped),
        ])
    }
}

/// `[outcomes]`: what outcomes of the data mean, besides the usual words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OutcomeWords {
    /// Nothing was changed.
    pub passed: Vec<String>,
    /// Sent back.
    pub returned: Vec<String>,
    pub refused: Vec<String>,
    /// Says only that the dossier went on: no outcome.
    pub moved_on: Vec<String>,
}

impl OutcomeWords {
    /// Every word with its meaning, in the order of the meanings.
    pub fn all(&self) -> Vec<(&'static str, &str)> {
        words([
            ("passed", &self.passed),
            ("returned", &self.returned),
            ("refused", &self.refused),
            ("moved_on", &self.moved_on),
        ])
    }
}

/// `[lifecycle]`: what an event says of its run, besides the standard words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LifecycleWords {
    pub schedule: Vec<String>,
    pub start: Vec<String>,
    pub complete: Vec<String>,
    pub suspend: Vec<String>,
    pub resume: Vec<String>,
    /// Another officer; the run goes on.
    pub assign: Vec<String>,
    /// No run at all.
    pub skip: Vec<String>,
    /// Ended without being finished.
    pub abort: Vec<String>,
    /// Ended by the applicant.
    pub withdraw: Vec<String>,
    /// Says nothing of a run.
    pub ignore: Vec<String>,
}

impl LifecycleWords {
    /// Every word with its meaning, in the order of the meanings.
    pub fn all(&self) -> Vec<(&'static str, &str)> {
        words([
            ("schedule", &self.schedule),
            ("start", &self.start),
            ("complete", &self.complete),
            ("suspend", &self.suspend),
            ("resume", &self.resume),
            ("assign", &self.assign),
            ("skip", &self.skip),
            ("abort", &self.abort),
            ("withdraw", &self.withdraw),
            ("ignore", &self.ignore),
        ])
    }
}

/// `[names]`: other spellings of one name, each with the name that it stands for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Names {
    pub agency: BTreeMap<String, String>,
    pub unit: BTreeMap<String, String>,
    pub step: BTreeMap<String, String>,
    /// A file of pairs (what, from, to), besides.
    pub file: Option<RegisterFile>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NamesTable {
    agency: BTreeMap<String, String>,
    unit: BTreeMap<String, String>,
    step: BTreeMap<String, String>,
    file: Option<String>,
}

impl NamesTable {
    pub(super) fn names(self, dir: &Path) -> Names {
        let file = self.file.map(|s| RegisterFile { shown: shown_as(&s), path: dir.join(s) });
        Names { agency: self.agency, unit: self.unit, step: self.step, file }
    }
}

fn words<'a, const N: usize>(
    lists: [(&'static str, &'a Vec<String>); N],
) -> Vec<(&'static str, &'a str)> {
    lists
        .into_iter()
        .flat_map(|(says, list)| list.iter().map(move |w| (says, w.as_str())))
        .collect()
}

/// # Errors
/// If a word is given two meanings; names it.
pub(super) fn each_once(table: &str, words: &[(&str, &str)]) -> Result<()> {
    let mut seen = BTreeSet::new();
    match words.iter().find(|(_, word)| !seen.insert(word.trim().to_lowercase())) {
        Some((_, twice)) => {
            Err(bad(table, &format!("\"{twice}\""), "each word once, under one key"))
        }
        None => Ok(()),
    }
}
