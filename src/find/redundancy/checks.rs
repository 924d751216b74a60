//! Checks with their weeks, as rubber stamps and duplicate checks both read them.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::find::scope::{counted, whole};
use crate::find::weekly::{Group, groups, texts};
use crate::find::{Evidence, Limits};
use crate::results::{Arg, Message};

/// Columns of `find.check_outcome`: runs; finished; with an outcome; changed by outcome; issued something;
/// gone on or closed there; closed there or gone to the consequence; open there; owned seconds; with an outcome
/// that nobody knows.
const VALUES: [&str; 10] = [
    "n",
    "n_finished",
    "n_outcome",
    "changed",
    "issued",
    "n_consequence",
    "consequence",
    "n_open_there",
    "owned_s",
    "n_unknown",
];

/// The relation's whole numbers, for evidence by hand: weeks, then [`VALUES`].
#[cfg(test)]
pub const NUMBERS: [&str; 12] = {
    let mut names = ["week_no"; 12];
    let mut at = 0;
    while at < VALUES.len() {
        names[at + 2] = VALUES[at];
        at += 1;
    }
    names[1] = "data_week_no";
    names
};

/// A step of a procedure that has the role of a check.
pub struct Check {
    pub procedure: String,
    pub step: String,
    /// The evidence window.
    pub window: Group<10>,
    /// All weeks of the data.
    pub all_weeks: Group<10>,
}

impl Check {
    /// Runs with a recorded outcome in the window, and those of them that changed something.
    pub fn outcomes(&self) -> [f64; 2] {
        let [_, _, n, changed, ..] = self.window.totals();
        [n, changed]
    }

    /// Runs in the window that issued something.
    pub fn issued(&self) -> f64 {
        let [_, _, _, _, issued, ..] = self.window.totals();
        issued
    }

    /// Share of the runs of all weeks after which the dossier ended, or went to a named consequence.
    pub fn ended_share(&self) -> f64 {
        let [_, _, _, _, _, known, ended, ..] = self.all_weeks.totals();
        if known > 0.0 { ended / known } else { 0.0 }
    }

    /// Runs of all weeks after which the dossier is open and stands still.
    pub fn open_there(&self) -> f64 {
        let [.., open_there, _, _] = self.all_weeks.totals();
        open_there
    }
}

/// Every check, in order of procedure and step.
///
/// # Errors
/// If a relation or column is missing.
pub fn checks(evidence: &Evidence<'_>, limits: &Limits) -> Result<Vec<Check>> {
    let frame = evidence.frame("find.check_outcome")?;
    let keys = ["procedure_code", "step"];
    let mut windows = groups(frame, keys, "week_no", limits.weeks(), VALUES)?;
    let all = groups(frame, keys, "data_week_no", weeks_of_data(evidence)?, VALUES)?;
    let checks = all.into_iter().map(|(key, all_weeks)| {
        let window = windows.remove(&key).unwrap_or_else(|| Group::zeros(limits.weeks()));
        let [procedure, step] = key;
        Check { procedure, step, window, all_weeks }
    });
    Ok(checks.collect())
}

fn weeks_of_data(evidence: &Evidence<'_>) -> Result<usize> {
    let weeks = evidence.frame("find.span")?.int("weeks")?.first().copied().flatten().unwrap_or(0);
    usize::try_from(weeks).map_err(|_| Error::failed("find.span has a negative number of weeks"))
}

/// Outcomes that nobody knows the meaning of, by procedure and step, the most frequent first.
pub struct UnknownOutcomes(BTreeMap<[String; 2], Vec<(f64, String)>>);

impl UnknownOutcomes {
    /// Words that a message names.
    const SHOWN: usize = 5;

    /// # Errors
    /// If the relation or a column is missing.
    pub fn read(evidence: &Evidence<'_>) -> Result<Self> {
        let frame = evidence.frame("find.check_unknown")?;
        let columns = texts(frame, ["procedure_code", "step", "outcome"])?;
        let n = frame.int("n")?;
        let mut words: BTreeMap<[String; 2], Vec<(f64, String)>> = BTreeMap::new();
        for (row, n) in n.iter().enumerate() {
            let [procedure, step, outcome] =
                columns.map(|column| column.get(row).cloned().flatten().unwrap_or_default());
            let n = crate::stats::real(n.and_then(|n| u64::try_from(n).ok()).unwrap_or(0));
            words.entry([procedure, step]).or_default().push((n, outcome));
        }
        for list in words.values_mut() {
            list.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.cmp(y)));
        }
        Ok(Self(words))
    }

    /// "n outcomes unknown", with the words.
    pub fn message(&self, procedure: &str, step: &str) -> Message {
        let list = self.0.get(&[procedure.to_owned(), step.to_owned()]);
        let list = list.map(Vec::as_slice).unwrap_or_default();
        let shown = list.iter().take(Self::SHOWN).map(|(n, word)| {
            Message::new("find-unknown-word").text("word", word.clone()).count("n", whole(*n))
        });
        Message::new(if list.len() > Self::SHOWN {
            "find-unknown-outcomes-more"
        } else {
            "find-unknown-outcomes"
        })
        .text("step", step)
        .count("n", whole(list.iter().map(|(n, _)| n).sum()))
        .count("words", counted(list.len()))
        .with("list", Arg::List(shown.collect()))
    }
}
