//! Kaplan–Meier: how long things take, counting those that are not done yet.
//!
//! The mean of closed dossiers is biased to the short ones; here an open dossier counts as "at least so
//! long". At a tie, what is censored still counts as at risk. Observations carried over from before the
//! window enter late, and are at risk from the next value on: one that ends at the value at which it
//! entered was never under observation and doesn't belong into the counts.

use super::counts::Counts;
use super::estimate::{Interval, OpenInterval, Unfit, level};
use super::real;
use super::special::normal_quantile;

/// What rounding of a product of many fractions may do to a survival probability.
const ROUNDING: f64 = 1e-12;

/// The curve at one value at which something finished.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Value, in the unit of the counts.
    pub value: i64,
    /// Observations that had come under observation before it and not ended before it.
    pub at_risk: u64,
    /// Those of them that finished at it.
    pub finished: u64,
    /// Estimated share that takes longer than it.
    pub survival: f64,
    /// Greenwood's sum Σ d/(n(n − d)) up to it; infinite from where survival is 0.
    pub greenwood: f64,
}

/// A Kaplan–Meier curve.
#[derive(Clone, Debug, PartialEq)]
pub struct KaplanMeier {
    steps: Vec<Step>,
    last: i64,
}

/// A restricted mean and its variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RestrictedMean {
    /// Mean of min(value, τ), in the unit of the counts.
    pub value: f64,
    /// Variance of that mean, taking observations as independent.
    pub variance: f64,
}

impl RestrictedMean {
    /// This mean less another's, both to the same τ, and its interval, were the observations independent.
    ///
    /// # Errors
    /// [`Unfit::Argument`] for a level outside (0, 1).
    ///
    /// # Source
    /// Royston & Parmar (2011), Statistics in Medicine 30, 2409–2421; R `survRM2::rmst2`, unadjusted.
    pub fn difference_if_independent(
        &self,
        other: &Self,
        level: f64,
    ) -> Result<(f64, Interval), Unfit> {
        let z = normal_quantile(f64::midpoint(1.0, self::level(level)?));
        let difference = self.value - other.value;
        let half = z * (self.variance + other.variance).sqrt();
        Ok((difference, Interval { low: difference - half, high: difference + half, level }))
    }
}

impl KaplanMeier {
    /// Fits the curve.
    ///
    /// With late entries the number at risk can be small at the start, and one early end then pulls the
    /// whole curve down: look at [`Step::at_risk`].
    ///
    /// # Errors
    /// [`Unfit::Empty`] without observations, [`Unfit::Entries`] where more ended by some value than had
    /// come under observation.
    ///
    /// # Source
    /// Kaplan & Meier (1958), JASA 53. Checked against lifelines `KaplanMeierFitter`.
    pub fn fit(counts: &Counts) -> Result<Self, Unfit> {
        let last = counts
            .rows()
            .iter()
            .rev()
            .find(|row| row.finished + row.censored > 0)
            .ok_or(Unfit::Empty)?
            .value;
        let mut at_risk =
            counts.n().checked_sub(counts.n_entered()).ok_or(Unfit::Entries { value: last })?;
        let (mut survival, mut greenwood) = (1.0, 0.0);
        let mut steps = Vec::new();
        for row in counts.rows() {
            let mismatch = Unfit::Entries { value: row.value };
            let stay = at_risk.checked_sub(row.finished).ok_or(mismatch)?;
            if row.finished > 0 {
                survival *= real(stay) / real(at_risk);
                greenwood += real(row.finished) / (real(at_risk) * real(stay));
                steps.push(Step {
                    value: row.value,
                    at_risk,
                    finished: row.finished,
                    survival,
                    greenwood,
                });
            }
            at_risk = (stay + row.entered).checked_sub(row.censored).ok_or(mismatch)?;
        }
        Ok(Self { steps, last })
    }

    /// The curve's steps, by ascending value.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Largest value that was observed, finished or not.
    #[must_use]
    pub fn last(&self) -> i64 {
        self.last
    }

    /// Share that takes longer than `value`; nothing beyond the last observation, unless all had ended.
    #[must_use]
    pub fn survival(&self, value: i64) -> Option<f64> {
        let survival = self.step_at(value).map_or(1.0, |step| step.survival);
        (value <= self.last || survival <= 0.0).then_some(survival)
    }

    /// Pointwise log–log interval of the share that takes longer than `value`. Where the share is 1 or 0
    /// the interval has no width: the data hold no event, or nobody, to measure an error with.
    ///
    /// # Errors
    /// [`Unfit::Argument`] for a level outside (0, 1), [`Unfit::BeyondFollowUp`] where
    /// [`survival`](Self::survival) has no answer.
    ///
    /// # Source
    /// Kalbfleisch & Prentice (1980); the default of lifelines, R `survfit(conf.type = "log-log")`.
    pub fn interval(&self, value: i64, level: f64) -> Result<Interval, Unfit> {
        let z = normal_quantile(f64::midpoint(1.0, self::level(level)?));
        let survival = self.survival(value).ok_or(Unfit::BeyondFollowUp { last: self.last })?;
        let (low, high) =
            self.step_at(value).and_then(|step| log_log(step, z)).unwrap_or((survival, survival));
        Ok(Interval { low, high, level })
    }

    /// First value by which at least half have ended; `None` where the curve doesn't get there.
    #[must_use]
    pub fn median(&self) -> Option<i64> {
        self.quantile(0.5)
    }

    /// First value by which at least the share `p` have ended; `None` where the curve doesn't get there.
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<i64> {
        self.first(|step| step.survival <= 1.0 - p + ROUNDING)
    }

    /// Interval of the `p` quantile: the values at which the pointwise log–log interval holds 1 − p.
    ///
    /// # Errors
    /// [`Unfit::Argument`] for `p` or `level` outside (0, 1).
    ///
    /// # Source
    /// Brookmeyer & Crowley (1982), Biometrics 38, 29–41, on the log–log scale as R `quantile.survfit`.
    pub fn quantile_interval(&self, p: f64, level: f64) -> Result<OpenInterval, Unfit> {
        let target = 1.0 - self::level(p)? + ROUNDING;
        let z = normal_quantile(f64::midpoint(1.0, self::level(level)?));
        // Where survival is 0 the interval is undefined: the lower end is there at the latest, the
        // upper end isn't bounded by it.
        Ok(OpenInterval {
            low: self.first(|step| log_log(step, z).is_none_or(|(low, _)| low <= target)),
            high: self.first(|step| log_log(step, z).is_some_and(|(_, high)| high <= target)),
            level,
        })
    }

    /// Mean of min(value, τ) = ∫₀^τ S, with its variance.
    ///
    /// # Errors
    /// [`Unfit::Argument`] for a τ below 1 or a curve that starts below 0, [`Unfit::BeyondFollowUp`] where
    /// the curve is not known as far as τ.
    ///
    /// # Source
    /// Royston & Parmar (2013), BMC Med. Res. Methodol. 13:152; variance as in R `survRM2`.
    pub fn restricted_mean(&self, tau: i64) -> Result<RestrictedMean, Unfit> {
        if tau < 1 || self.steps.first().is_some_and(|step| step.value < 0) {
            return Err(Unfit::Argument(width(0, tau)));
        }
        if self.survival(tau).is_none() {
            return Err(Unfit::BeyondFollowUp { last: self.last });
        }
        // From τ back to 0, so that each step knows the area to its right.
        let (mut area, mut variance, mut right) = (0.0, 0.0, tau);
        for step in self.steps.iter().rev().filter(|step| step.value <= tau) {
            area += width(step.value, right) * step.survival;
            right = step.value;
            let (n, d) = (real(step.at_risk), real(step.finished));
            if step.at_risk > step.finished {
                variance += area * area * d / (n * (n - d));
            }
        }
        Ok(RestrictedMean { value: area + width(0, right), variance })
    }

    fn step_at(&self, value: i64) -> Option<&Step> {
        let after = self.steps.partition_point(|step| step.value <= value);
        self.steps.get(after.checked_sub(1)?)
    }

    fn first(&self, holds: impl Fn(&Step) -> bool) -> Option<i64> {
        self.steps.iter().find(|step| holds(step)).map(|s| s.value)
    }
}

/// Log–log interval at a step; nothing where survival is 0.
fn log_log(step: &Step, z: f64) -> Option<(f64, f64)> {
    if step.survival <= 0.0 {
        return None;
    }
    let log = step.survival.ln();
    let spread = z * step.greenwood.sqrt() / log;
    let at = |shift: f64| (-((-log).ln() + shift).exp()).exp();
    let (one, other) = (at(spread), at(-spread));
    Some((one.min(other), one.max(other)))
}

#[expect(clippy::cast_precision_loss, reason = "minutes stay far below 2^53")]
const fn width(from: i64, to: i64) -> f64 {
    to.saturating_sub(from) as f64
}
