//! Aalen–Johansen: how long things take that can end in more than one way.
//!
//! A step ends finished, returned or withdrawn: taking the others as censored would say how long it takes
//! in a world without them. The cumulative incidence of an outcome is the share that ended in that way by
//! a value; those of all outcomes and the share that still goes on add up to 1.

use super::counts::Counts;
use super::estimate::{Interval, Unfit, level};
use super::km::KaplanMeier;
use super::real;
use super::special::normal_quantile;

/// The curve at one value at which something ended, in whatever way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Value, in the unit of the counts.
    pub value: i64,
    /// Observations at risk at it, as in [`super::km`].
    pub at_risk: u64,
    /// Those of them that ended at it, in any way.
    pub ended: u64,
    /// Those that ended in this way.
    pub in_this_way: u64,
    /// Share that had not ended in any way before it.
    pub open_before: f64,
    /// Estimated share that ended in this way by it.
    pub share: f64,
}

/// Cumulative incidence of one outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Incidence {
    steps: Vec<Step>,
    last: i64,
    /// Whether the last observations all ended, so that the curve says something beyond them.
    complete: bool,
}

/// Cumulative incidence of each outcome, in the order given, in O(K) for each.
///
/// The finished of each table are those that ended in that way. Censored and late ones have no outcome:
/// they count for all, whichever table they are in.
///
/// # Errors
/// As [`KaplanMeier::fit`] on all tables together.
///
/// # Source
/// Aalen & Johansen (1978), Scand. J. Stat. 5, 141–150. Checked against lifelines
/// `AalenJohansenFitter` where no two outcomes are tied (there, it moves values at random), and against
/// the definition.
pub fn aalen_johansen(outcomes: &[&Counts]) -> Result<Vec<Incidence>, Unfit> {
    let rows = outcomes.iter().flat_map(|counts| counts.rows().iter().copied()).collect();
    let all = KaplanMeier::fit(&Counts::from_rows(rows))?;
    let complete = all.steps().last().is_some_and(|step| step.survival <= 0.0);
    Ok(outcomes
        .iter()
        .map(|outcome| {
            let mut rows = outcome.rows().iter().peekable();
            let (mut open_before, mut share) = (1.0, 0.0);
            let steps = all.steps().iter().map(|step| {
                while rows.next_if(|row| row.value < step.value).is_some() {}
                let here = rows.next_if(|row| row.value == step.value);
                let in_this_way = here.map_or(0, |row| row.finished);
                share += open_before * real(in_this_way) / real(step.at_risk);
                Step {
                    value: step.value,
                    at_risk: step.at_risk,
                    ended: step.finished,
                    in_this_way,
                    open_before: std::mem::replace(&mut open_before, step.survival),
                    share,
                }
            });
            Incidence { steps: steps.collect(), last: all.last(), complete }
        })
        .collect())
}

impl Incidence {
    /// The curve's steps, by ascending value.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Share that ended in this way by `value`; nothing beyond the last observation, unless all had
    /// ended.
    #[must_use]
    pub fn share(&self, value: i64) -> Option<f64> {
        (value <= self.last || self.complete)
            .then(|| self.until(value).last().map_or(0.0, |step| step.share))
    }

    /// Variance of that share, were the observations independent, in O(K).
    ///
    /// # Errors
    /// [`Unfit::BeyondFollowUp`] where [`share`](Self::share) has no answer.
    ///
    /// # Source
    /// Marubini & Valsecchi (1995), *Analysing Survival Data*, by the delta method, as lifelines; with one
    /// outcome it is Greenwood's.
    pub fn variance(&self, value: i64) -> Result<f64, Unfit> {
        let share = self.share(value).ok_or(Unfit::BeyondFollowUp { last: self.last })?;
        let term = |step: &Step| {
            let (n, d, own) = (real(step.at_risk), real(step.ended), real(step.in_this_way));
            let since = share - step.share;
            // Where all ended, nothing came after: since is 0, and the term with it.
            let open = if step.ended < step.at_risk { d / (n * (n - d)) } else { 0.0 };
            since * since * open
                + step.open_before * own / (n * n)
                    * (step.open_before * (n - own) / n - 2.0 * since)
        };
        Ok(self.until(value).iter().map(term).sum::<f64>().max(0.0))
    }

    /// Pointwise log–log interval of the share, were the observations independent. Where the share is 0
    /// or 1 it has no width: the data hold nothing to measure an error with.
    ///
    /// # Errors
    /// [`Unfit::Argument`] for a level outside (0, 1); [`Unfit::BeyondFollowUp`].
    ///
    /// # Source
    /// Collett (2015), *Modelling Survival Data in Medical Research*, p. 411; the default of lifelines.
    pub fn interval_if_independent(&self, value: i64, level: f64) -> Result<Interval, Unfit> {
        let z = normal_quantile(f64::midpoint(1.0, self::level(level)?));
        let error = self.variance(value)?.sqrt();
        let share = self.until(value).last().map_or(0.0, |step| step.share);
        let log = share.ln();
        if share <= 0.0 || log >= 0.0 {
            return Ok(Interval { low: share, high: share, level });
        }
        let at = |shift: f64| (log * shift.exp()).exp();
        let half = z * error / (share * -log);
        Ok(Interval { low: at(half), high: at(-half), level })
    }

    fn until(&self, value: i64) -> &[Step] {
        let end = self.steps.partition_point(|step| step.value <= value);
        self.steps.get(..end).unwrap_or_default()
    }
}
