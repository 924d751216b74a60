//! Weekly influence series of what open cases censor: shares, restricted means and quantiles by
//! Kaplan–Meier.
//!
//! Each week's observations (a cohort of enabling or of receipt) move the curve by their influence on it,
//! the derivative with respect to their weight. Without open cases these are the series of
//! [`super::series`]: the restricted mean is a ratio of sums, the curve a share.

use super::counts::{Counts, Row};
use super::estimate::{NoInference, OpenInterval, Unfit, probability};
use super::km::{KaplanMeier, Step};
use super::real;
use super::series::Series;

/// How many observations of one week ended at one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekRow {
    /// Week, from 0.
    pub week: usize,
    /// Value, in the resolution of the study (whole minutes).
    pub value: i64,
    /// Observations that finished at it.
    pub finished: u64,
    /// Observations still unfinished when last seen, at this value.
    pub censored: u64,
}

/// A Kaplan–Meier curve that knows which week moves it by how much.
#[derive(Clone, Debug, PartialEq)]
pub struct WeeklyCurve {
    rows: Vec<WeekRow>,
    weeks: usize,
    curve: KaplanMeier,
}

impl WeeklyCurve {
    /// Fits the curve to the rows, which may come in any order, over so many weeks.
    ///
    /// # Errors
    /// [`Unfit::Empty`] without observations or weeks, [`Unfit::OutOfRange`] for a row of a later week.
    pub fn fit(rows: &[WeekRow], weeks: usize) -> Result<Self, Unfit> {
        if let Some(at) = rows.iter().position(|row| row.week >= weeks) {
            return Err(Unfit::OutOfRange { at });
        }
        let mut rows = rows.to_vec();
        rows.sort_by_key(|row| (row.value, row.week));
        let counts = rows.iter().map(|row| Row {
            value: row.value,
            finished: row.finished,
            censored: row.censored,
            entered: 0,
        });
        let curve = KaplanMeier::fit(&Counts::from_rows(counts.collect()))?;
        Ok(Self { rows, weeks, curve })
    }

    /// The curve itself.
    #[must_use]
    pub fn curve(&self) -> &KaplanMeier {
        &self.curve
    }

    /// Share that takes at most `value`, 1 − S, in [0, 1].
    ///
    /// # Errors
    /// [`Unfit::BeyondFollowUp`] where the curve is not known as far as `value`.
    pub fn share_within(&self, value: i64) -> Result<Series, Unfit> {
        let survival =
            self.curve.survival(value).ok_or(Unfit::BeyondFollowUp { last: self.curve.last() })?;
        let mut influence = vec![0.0; self.weeks];
        self.walk(|step, hazard| {
            if step.value > value {
                return false;
            }
            add(&mut influence, hazard, survival);
            true
        });
        Series::new(1.0 - survival, influence)
    }

    /// Mean of min(value, τ) = ∫₀^τ S, in the unit of the values.
    ///
    /// # Errors
    /// As [`KaplanMeier::restricted_mean`].
    ///
    /// # Source
    /// Influence function of the Kaplan–Meier integral: Reid (1981), Ann. Statist. 9, 78–92; in its exact
    /// form for counts with ties, the infinitesimal jackknife.
    pub fn restricted_mean(&self, tau: i64) -> Result<Series, Unfit> {
        let mean = self.curve.restricted_mean(tau)?.value;
        // Area under the curve from each step to τ, the last step first.
        let mut areas = Vec::new();
        let (mut area, mut end) = (0.0, tau);
        for step in self.curve.steps().iter().rev().filter(|step| step.value <= tau) {
            area += width(step.value, end) * step.survival;
            end = step.value;
            areas.push(area);
        }
        let mut influence = vec![0.0; self.weeks];
        self.walk(|_, hazard| {
            let Some(area) = areas.pop() else { return false };
            add(&mut influence, hazard, -area);
            true
        });
        Series::new(mean, influence)
    }

    /// First value by which at least the share `p` have ended; `None` where the curve doesn't get there.
    #[must_use]
    pub fn quantile(&self, p: f64) -> Option<i64> {
        self.curve.quantile(p)
    }

    /// Interval of the `p` quantile: the values at which the share within them is not told from `p` by its
    /// weekly series. An end is absent where the weeks don't bound it.
    ///
    /// # Errors
    /// [`NoInference::TooFewWeeks`], [`NoInference::Argument`] for `p` or `level` outside (0, 1).
    ///
    /// # Source
    /// Brookmeyer & Crowley (1982), Biometrics 38, 29–41: a test of the curve at each value, turned round;
    /// the test is that of methods §3.
    pub fn quantile_interval(&self, p: f64, level: f64) -> Result<OpenInterval, NoInference> {
        let (p, level) = (probability(p)?, probability(level)?);
        let tail = (1.0 - level) / 2.0;
        let (mut low, mut high, mut failed) = (None, None, None);
        let mut hazards = vec![0.0; self.weeks];
        self.walk(|step, hazard| {
            add(&mut hazards, hazard, 1.0);
            let influence = hazards.iter().map(|h| step.survival * h).collect();
            let within = match Series::new(1.0 - step.survival, influence) {
                Ok(series) => series.estimate(),
                // Sums of finite numbers over numbers at risk: there is always a series.
                Err(_) => return false,
            };
            match within.p_above(p).and_then(|above| Ok((above, within.p_below(p)?))) {
                Ok((above, below)) => {
                    low = low.or((below > tail).then_some(step.value));
                    high = (above <= tail).then_some(step.value);
                }
                // All have ended: the quantile is here at the latest.
                Err(NoInference::NoVariation) if within.value > p => {
                    low = low.or(Some(step.value));
                    high = Some(step.value);
                }
                Err(NoInference::NoVariation) => {}
                Err(error) => failed = Some(error),
            }
            failed.is_none() && high.is_none()
        });
        failed.map_or(Ok(OpenInterval { low, high, level }), Err)
    }

    /// Goes through the steps with what each week adds to the cumulative hazard, beyond its share of it,
    /// in such a way that the curve's logarithm loses exactly that; until told to stop.
    fn walk(&self, mut go_on: impl FnMut(&Step, &[f64]) -> bool) {
        let mut at_risk = vec![0_u64; self.weeks];
        for row in &self.rows {
            if let Some(n) = at_risk.get_mut(row.week) {
                *n += row.finished + row.censored;
            }
        }
        let mut rows = self.rows.iter().peekable();
        let mut hazard = vec![0.0; self.weeks];
        for step in self.curve.steps() {
            let (n, d) = (real(step.at_risk), real(step.finished));
            // Where all that are left finish, the curve is at 0 whatever their weight.
            let scale = if step.at_risk > step.finished { 1.0 / (n - d) } else { 0.0 };
            let leave = |at_risk: &mut [u64], row: &WeekRow| {
                if let Some(n) = at_risk.get_mut(row.week) {
                    *n -= row.finished + row.censored;
                }
            };
            while let Some(row) = rows.next_if(|row| row.value < step.value) {
                leave(&mut at_risk, row);
            }
            for (h, n_w) in hazard.iter_mut().zip(&at_risk) {
                *h = -real(*n_w) * d / n * scale;
            }
            while let Some(row) = rows.next_if(|row| row.value == step.value) {
                if let Some(h) = hazard.get_mut(row.week) {
                    *h += real(row.finished) * scale;
                }
                leave(&mut at_risk, row);
            }
            if !go_on(step, &hazard) {
                return;
            }
        }
    }
}

fn add(to: &mut [f64], hazard: &[f64], times: f64) {
    for (sum, h) in to.iter_mut().zip(hazard) {
        *sum += times * h;
    }
}

#[expect(clippy::cast_precision_loss, reason = "minutes stay far below 2^53")]
const fn width(from: i64, to: i64) -> f64 {
    to.saturating_sub(from) as f64
}
