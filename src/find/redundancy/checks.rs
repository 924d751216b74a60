//! Checks with their weeks, as rubber stamps and duplicate checks both read them.

use crate::error::{Error, Result};
use crate::find::weekly::{Group, groups};
use crate::find::{Evidence, Limits};

/// Columns of `find.check_outcome`: runs; finished; with an outcome; changed by outcome; issued something;
/// gone on or closed there; closed there or gone to the consequence; open there; owned seconds.
const VALUES: [&str; 9] = [
    "n",
    "n_finished",
    "n_outcome",
    "changed",
    "issued",
    "n_consequence",
    "consequence",
    "n_open_there",
    "owned_s",
];

/// The relation's whole numbers, for evidence by hand: weeks, then [`VALUES`].
#[cfg(test)]
pub const NUMBERS: [&str; 11] = {
    let mut names = ["week_no"; 11];
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
    pub window: Group<9>,
    /// All weeks of the data.
    pub all_weeks: Group<9>,
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
        let [.., open_there, _] = self.all_weeks.totals();
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
