//! Shares of dossiers on time, by way of counting: k of n in the reporting period, with an interval
//! from the weekly series (methods §3).

use std::collections::BTreeMap;

use crate::error::Result;
use crate::results::{IntervalBasis, ShareOf};
use crate::stats::MIN_WEEKS;
use crate::stats::proportion::{WeeklyShare, clopper_pearson};

use super::rows::{Frames, Ints, Texts, frame, real};

const ON_TIME: &str = "measure.on_time";
const PARAMETER: &str = "stage.study_parameter";

/// Relations that [`counted`] reads.
pub const READS: [&str; 2] = [ON_TIME, PARAMETER];

/// A way of counting, in the order in which they are shown (`measure.on_time`, `counted_by`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    Report,
    ReportGivenBack,
    Decision766,
    Portal,
    Law,
    Applicant,
}

impl Way {
    pub const ALL: [Self; 6] = [
        Self::Report,
        Self::ReportGivenBack,
        Self::Decision766,
        Self::Portal,
        Self::Law,
        Self::Applicant,
    ];

    /// Its name in the relation.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::ReportGivenBack => "report_given_back",
            Self::Decision766 => "decision_766",
            Self::Portal => "portal",
            Self::Law => "law",
            Self::Applicant => "applicant",
        }
    }
}

/// What shares are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Nothing,
    Agency,
    Procedure,
}

/// What a group is counted as: the period's numbers and the weekly series of the evidence window.
#[derive(Debug, Default)]
pub struct Counted {
    pub k: u64,
    pub n: u64,
    pub undecided: u64,
    pub without_promise: u64,
    /// Ended at an unknown time: not in n.
    pub unknown_end: u64,
    /// A result before receipt, or a due date whose value was set aside: not in n.
    pub unusable: u64,
    /// Parts of n: ended when the result was ready, when it was given back, with the last step run.
    pub finished: [u64; 3],
    weekly_k: Vec<f64>,
    weekly_n: Vec<f64>,
}

/// Every group's numbers, by way of counting and name of the group.
///
/// # Errors
/// If a relation is missing or a column has another type.
pub fn counted(frames: &Frames, by: By) -> Result<BTreeMap<(String, Way), Counted>> {
    let on_time = frame(frames, ON_TIME)?;
    let parameter = frame(frames, PARAMETER)?;
    let first = Ints::of(parameter, "evidence_from")?.at(0);
    let weeks = usize::try_from(Ints::of(parameter, "evidence_weeks")?.at(0)).unwrap_or(0);
    let (by_way, week) = (Texts::of(on_time, "counted_by")?, Ints::of(on_time, "week")?);
    let (agency, procedure) =
        (Texts::of(on_time, "agency")?, Texts::of(on_time, "procedure_code")?);
    let in_period = on_time.bool("in_period")?;
    let (k, n) = (Ints::of(on_time, "k")?, Ints::of(on_time, "n")?);
    let undecided = Ints::of(on_time, "undecided")?;
    let without = Ints::of(on_time, "without_promise")?;
    let unknown_end = Ints::of(on_time, "unknown_end")?;
    let unusable = Ints::of(on_time, "unusable")?;
    let finished = [
        Ints::of(on_time, "n_observed")?,
        Ints::of(on_time, "n_returned")?,
        Ints::of(on_time, "n_last_run")?,
    ];
    let mut out: BTreeMap<(String, Way), Counted> = BTreeMap::new();
    for row in 0..on_time.rows() {
        let Some(way) = Way::ALL.into_iter().find(|w| w.code() == by_way.at(row)) else {
            continue;
        };
        let group = match by {
            By::Nothing => "",
            By::Agency => agency.at(row),
            By::Procedure => procedure.at(row),
        };
        let group = out.entry((group.to_owned(), way)).or_insert_with(|| Counted::over(weeks));
        let at = usize::try_from((week.at(row) - first).div_euclid(7)).ok();
        if let Some((weekly_k, weekly_n)) =
            at.and_then(|at| Some((group.weekly_k.get_mut(at)?, group.weekly_n.get_mut(at)?)))
        {
            *weekly_k += real(k.at(row));
            *weekly_n += real(n.at(row));
        }
        if in_period.get(row).copied().flatten() == Some(true) {
            group.k += k.at(row).unsigned_abs();
            group.n += n.at(row).unsigned_abs();
            group.undecided += undecided.at(row).unsigned_abs();
            group.without_promise += without.at(row).unsigned_abs();
            group.unknown_end += unknown_end.at(row).unsigned_abs();
            group.unusable += unusable.at(row).unsigned_abs();
            for (sum, part) in group.finished.iter_mut().zip(&finished) {
                *sum += part.at(row).unsigned_abs();
            }
        }
    }
    for ((_, way), counted) in &mut out {
        if matches!(way, Way::Report | Way::ReportGivenBack) {
            counted.without_absent_promises();
        }
    }
    Ok(out)
}

impl Counted {
    /// The report's ways take a dossier without due date as on time. Where most have none, that says nothing.
    fn without_absent_promises(&mut self) {
        let promised = self.n.saturating_sub(self.without_promise);
        if promised > 0 && promised >= self.without_promise {
            return;
        }
        let weeks = self.weekly_n.len();
        *self = Self {
            undecided: self.undecided,
            without_promise: self.without_promise,
            unknown_end: self.unknown_end,
            unusable: self.unusable,
            ..Self::over(weeks)
        };
    }

    fn over(weeks: usize) -> Self {
        Self { weekly_k: vec![0.0; weeks], weekly_n: vec![0.0; weeks], ..Self::default() }
    }

    /// The share of the period, with an interval at `level`.
    ///
    /// Intervals allow for correlated weeks: k and n are divided by the design effect of the weekly
    /// series over the evidence window (at least 20 weeks and 5 of the rarer outcome), else taken as
    /// they are, and [`ShareOf::interval_basis`] says which.
    #[expect(clippy::cast_precision_loss, reason = "counts of dossiers stay far below 2^53")]
    pub fn share(&self, level: f64) -> ShareOf {
        let (k, n) = (self.k as f64, self.n as f64);
        if self.n == 0 {
            let none = ShareOf { k: 0, n: 0, share: None, interval: None, interval_basis: None };
            return none;
        }
        let measured = (self.weekly_k.len() >= MIN_WEEKS)
            .then(|| WeeklyShare::new(&self.weekly_k, &self.weekly_n).ok())
            .flatten()
            .map(|weekly| weekly.design_effect)
            .filter(|effect| !effect.assumed);
        let (factor, basis) = measured
            .map_or((1.0, IntervalBasis::Independent), |e| (e.factor, IntervalBasis::Weekly));
        let interval = clopper_pearson(k / factor, n / factor, level).ok();
        ShareOf {
            k: self.k,
            n: self.n,
            share: Some(k / n),
            interval: interval.map(|i| [i.low, i.high]),
            interval_basis: interval.map(|_| basis),
        }
    }
}
