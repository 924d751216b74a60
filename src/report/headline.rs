//! The on-time share as the official report counts it, beside the applicant's (domain §4).
//!
//! *Official*: dossiers closed in the period; dates are compared, not times; without a due date it is on
//! time, and so is whatever was returned, withdrawn or paused. *Applicant's*: dossiers received in the
//! period, against the first promise; one that is open beyond it is late, one that is open before it is
//! not decided yet and left out.

use crate::error::Result;
use crate::frame::Frame;
use crate::results::{Headline, IntervalBasis, ShareOf, StudyFacts};
use crate::stats::MIN_WEEKS;
use crate::stats::proportion::{clopper_pearson, design_effect};

use super::rows::{Frames, Ints, Texts, frame, real};

const ON_TIME: &str = "measure.on_time_week";
const PARAMETER: &str = "stage.study_parameter";

/// Relations that [`headline`] reads.
pub const READS: [&str; 2] = [ON_TIME, PARAMETER];

/// Both shares of the reporting period.
///
/// Their intervals allow for correlated weeks: k and n are divided by the design effect of the weekly
/// series over the evidence window (at least 20 weeks and 5 of the rarer outcome), else taken as they
/// are, and [`ShareOf::interval_basis`] says which.
///
/// # Errors
/// If a relation is missing or a column has another type.
pub fn headline(frames: &Frames, facts: &StudyFacts) -> Result<Headline> {
    let on_time = frame(frames, ON_TIME)?;
    let parameter = frame(frames, PARAMETER)?;
    let first = Ints::of(parameter, "evidence_from")?.at(0);
    let weeks = usize::try_from(Ints::of(parameter, "evidence_weeks")?.at(0)).unwrap_or(0);
    let official = Counted::read(on_time, "official", first, weeks)?;
    let applicant = Counted::read(on_time, "applicant", first, weeks)?;
    Ok(Headline {
        official: official.share(facts.level),
        undecided: applicant.undecided,
        without_promise: applicant.without_promise,
        applicant: applicant.share(facts.level),
    })
}

/// One way of counting: the period's numbers and the weekly series of the evidence window.
#[derive(Default)]
struct Counted {
    k: u64,
    n: u64,
    undecided: u64,
    without_promise: u64,
    weekly_k: Vec<f64>,
    weekly_n: Vec<f64>,
}

impl Counted {
    fn read(on_time: &Frame, counted_by: &str, first: i64, weeks: usize) -> Result<Self> {
        let (by, week) = (Texts::of(on_time, "counted_by")?, Ints::of(on_time, "week")?);
        let in_period = on_time.bool("in_period")?;
        let (k, n) = (Ints::of(on_time, "k")?, Ints::of(on_time, "n")?);
        let undecided = Ints::of(on_time, "undecided")?;
        let without = Ints::of(on_time, "without_promise")?;
        let mut out =
            Self { weekly_k: vec![0.0; weeks], weekly_n: vec![0.0; weeks], ..Self::default() };
        for row in (0..on_time.rows()).filter(|row| by.at(*row) == counted_by) {
            let at = usize::try_from((week.at(row) - first).div_euclid(7)).ok();
            if let Some((weekly_k, weekly_n)) =
                at.and_then(|at| Some((out.weekly_k.get_mut(at)?, out.weekly_n.get_mut(at)?)))
            {
                *weekly_k += real(k.at(row));
                *weekly_n += real(n.at(row));
            }
            if in_period.get(row).copied().flatten() == Some(true) {
                out.k += k.at(row).unsigned_abs();
                out.n += n.at(row).unsigned_abs();
                out.undecided += undecided.at(row).unsigned_abs();
                out.without_promise += without.at(row).unsigned_abs();
            }
        }
        Ok(out)
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of dossiers stay far below 2^53")]
    fn share(&self, level: f64) -> ShareOf {
        let (k, n) = (self.k as f64, self.n as f64);
        if self.n == 0 {
            let none = ShareOf { k: 0, n: 0, share: None, interval: None, interval_basis: None };
            return none;
        }
        let measured = (self.weekly_k.len() >= MIN_WEEKS)
            .then(|| design_effect(&self.weekly_k, &self.weekly_n).ok())
            .flatten()
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
