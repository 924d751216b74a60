//! Statistics as weekly influence series, and the long-run variance that they rest on.
//!
//! Dossiers of one desk share queue, staff and causes, and so do neighbouring weeks: two identical desks
//! "differ" in most quarters by a test over dossiers. A [`Series`] therefore keeps, beside the value of a
//! statistic, by how much each week moves it: `Σ_w r_w` is its error to first order. Weeks without runs
//! stay in it as zeros. [`Series::long_run`] turns it into a variance that allows for correlated weeks.

use std::f64::consts::PI;

use super::estimate::{Estimate, Unfit};
use super::len;

/// A statistic and its influence by week.
///
/// `influence[w]` is in the unit of `value`; the entries add up to zero but for rounding.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    value: f64,
    influence: Vec<f64>,
}

impl Series {
    /// A statistic whose influence by week was worked out elsewhere (a restricted mean, a regression).
    ///
    /// # Errors
    /// [`Unfit::Empty`] without weeks, [`Unfit::OutOfRange`] where an entry isn't finite,
    /// [`Unfit::Argument`] where the value isn't.
    pub fn new(value: f64, influence: Vec<f64>) -> Result<Self, Unfit> {
        check(&influence, f64::is_finite)?;
        if !value.is_finite() {
            return Err(Unfit::Argument(value));
        }
        Ok(Self { value, influence })
    }

    /// The statistic.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// By how much each week moves the statistic, in its unit.
    #[must_use]
    pub fn influence(&self) -> &[f64] {
        &self.influence
    }

    /// Number of weeks, those without runs included.
    #[must_use]
    pub fn weeks(&self) -> usize {
        self.influence.len()
    }

    /// The statistic times a constant, for instance a weekly saving times 52.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        Self {
            value: self.value * factor,
            influence: self.influence.iter().map(|r| r * factor).collect(),
        }
    }

    /// Long-run variance of the statistic by equal-weighted cosines.
    ///
    /// `Λ_j = √(2/T) Σ_w r_w cos(π j (w − ½)/T)` for j = 1…B, variance = T · mean(Λ_j²), to be used with
    /// Student's t of B degrees of freedom, B = [`cosines`]`(T)`.
    ///
    /// # Source
    /// Lazarus, Lewis, Stock & Watson (2018), *HAR Inference: Recommendations for Practice*, JBES 36.
    #[must_use]
    pub fn long_run(&self) -> LongRun {
        self.long_run_by(cosines(self.weeks()))
    }

    /// The same by as many cosines as the series' memory allows: B where it remembers for weeks, up to 2B where
    /// neighbouring weeks hardly depend on each other. More cosines are more degrees of freedom; where a
    /// series remembers they would hide what its slow movements do, so that its memory is taken as long
    /// as it may well be. For differences of groups in the same weeks: a slow wave under much noise, such as
    /// the season of one group, is nothing that neighbouring weeks tell (shares in waves are called wrong
    /// half as often again; tried).
    ///
    /// The number has the least asymptotic mean squared error for a first-order autoregression, `K =
    /// (2b²)^(−1/5) · T^(4/5)` with b = (π²/6) · 2ρ/(1 − ρ)²; ρ is the weeks' first autocorrelation, its bias
    /// of −(1 + 3ρ)/T put right and one standard error added.
    ///
    /// # Source
    /// Phillips (2005), HAC estimation by automated regression, Econometric Theory 21, 116–142; bias by
    /// Kendall (1954), Biometrika 41, 403–404. What it holds is in `docs/calibration.md`.
    #[must_use]
    pub fn long_run_by_memory(&self) -> LongRun {
        let least = cosines(self.weeks());
        let most = (2 * least).min(self.weeks().saturating_sub(1)).max(least);
        let memory = self.memory();
        let curvature = PI * PI / 3.0 * memory / (1.0 - memory).powi(2);
        let best = (2.0 * curvature * curvature).powf(-0.2) * len(self.weeks()).powf(0.8);
        // The first that is enough; a series without memory takes all of them.
        let fits = (least..=most).rev().find(|k| len(*k) <= best);
        self.long_run_by(fits.unwrap_or(least))
    }

    /// The first autocorrelation of the influences, as large as it may well be; in [0, 0.99].
    fn memory(&self) -> f64 {
        let square: f64 = self.influence.iter().map(|r| r * r).sum();
        let next = self.influence.iter().zip(self.influence.iter().skip(1));
        let product: f64 = next.map(|(a, b)| a * b).sum();
        if square <= 0.0 {
            return 0.0;
        }
        let (rho, weeks) = (product / square, len(self.weeks()));
        let error = ((1.0 - rho * rho).max(0.0) / weeks).sqrt();
        (rho + (1.0 + 3.0 * rho) / weeks + error).clamp(0.0, 0.99)
    }

    fn long_run_by(&self, cosines: usize) -> LongRun {
        let weeks = self.weeks();
        let length = len(weeks);
        let scale = (2.0 / length).sqrt();
        let lambdas: Vec<f64> = (1..=cosines)
            .map(|j| {
                let turn = PI * len(j) / length;
                let sum: f64 = self
                    .influence
                    .iter()
                    .enumerate()
                    .map(|(w, r)| r * (turn * (len(w) + 0.5)).cos())
                    .sum();
                scale * sum
            })
            .collect();
        let power = lambdas.iter().map(|l| l * l).sum::<f64>() / len(lambdas.len());
        let total: f64 = self.influence.iter().map(|r| r * r).sum();
        // What is left of a series without slow movement is rounding: no p is made from it.
        let variance = if power <= 1e-24 * total { 0.0 } else { length * power };
        LongRun { variance, dof: lambdas.len(), lambdas }
    }

    /// The value with its long-run standard error ([`long_run`](Self::long_run)).
    #[must_use]
    pub fn estimate(&self) -> Estimate {
        self.estimate_from(&self.long_run())
    }

    /// The value with its long-run standard error, for a difference of groups in the same weeks
    /// ([`long_run_by_memory`](Self::long_run_by_memory)).
    #[must_use]
    pub fn estimate_by_memory(&self) -> Estimate {
        self.estimate_from(&self.long_run_by_memory())
    }

    fn estimate_from(&self, long_run: &LongRun) -> Estimate {
        Estimate {
            value: self.value,
            std_error: long_run.variance.sqrt(),
            dof: len(long_run.dof),
            weeks: self.weeks(),
        }
    }
}

/// Long-run variance of a statistic, and the cosine weights that several statistics share.
#[derive(Clone, Debug, PartialEq)]
pub struct LongRun {
    /// Variance of the statistic, in its unit squared; exactly 0 where the series doesn't vary.
    pub variance: f64,
    /// Degrees of freedom B of that variance.
    pub dof: usize,
    /// The B cosine weights Λ_j, in the unit of the statistic.
    pub lambdas: Vec<f64>,
}

/// Number of cosines for a series of so many weeks: B = round(0.41 · T^⅔), at least 1.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "far inside the range of usize, and never negative"
)]
pub fn cosines(weeks: usize) -> usize {
    ((0.41 * len(weeks).powf(2.0 / 3.0)).round() as usize).max(1)
}

/// Ratio of sums ΣS/ΣN, for instance minutes per run, with `r_w = (S_w − μ N_w)/ΣN`.
///
/// `sum[w]` is the week's sum of the measured value, `n[w]` its number of runs.
///
/// # Errors
/// [`Unfit::WeeksDiffer`], [`Unfit::Empty`], [`Unfit::OutOfRange`] for an entry that isn't finite or a
/// negative count, [`Unfit::NoVolume`] where the counts add up to zero.
pub fn ratio_of_sums(sum: &[f64], n: &[f64]) -> Result<Series, Unfit> {
    same_weeks(sum.len(), n.len())?;
    check(sum, f64::is_finite)?;
    check(n, |c| c.is_finite() && c >= 0.0)?;
    let volume: f64 = n.iter().sum();
    if volume <= 0.0 {
        return Err(Unfit::NoVolume);
    }
    let value = sum.iter().sum::<f64>() / volume;
    let slack = len(n.len());
    let influence = sum.iter().zip(n).map(|(s, c)| minus(*s, value * c, slack) / volume).collect();
    Series::new(value, influence)
}

/// Share Σk/Σn of what has a property, as [`ratio_of_sums`].
///
/// # Errors
/// As [`ratio_of_sums`], and [`Unfit::OutOfRange`] where a week's part is negative or above its whole.
pub fn share(k: &[f64], n: &[f64]) -> Result<Series, Unfit> {
    same_weeks(k.len(), n.len())?;
    if let Some(at) = k.iter().zip(n).position(|(k, n)| !(*k >= 0.0 && k <= n)) {
        return Err(Unfit::OutOfRange { at });
    }
    ratio_of_sums(k, n)
}

/// Sum over the weeks, for instance the minutes saved in the window: weekly mean × T, `r_w = x_w − x̄`.
///
/// # Errors
/// [`Unfit::Empty`], or [`Unfit::OutOfRange`] for an entry that isn't finite.
pub fn total(x: &[f64]) -> Result<Series, Unfit> {
    check(x, f64::is_finite)?;
    let value: f64 = x.iter().sum();
    let mean = value / len(x.len());
    let influence = x.iter().map(|v| minus(*v, mean, len(x.len()))).collect();
    Series::new(value, influence)
}

/// Mean of the weeks, each with the same weight: [`total`] / T.
///
/// # Errors
/// As [`total`].
pub fn weekly_mean(x: &[f64]) -> Result<Series, Unfit> {
    Ok(total(x)?.scaled(1.0 / len(x.len())))
}

/// `a − b` in the same weeks: what both share cancels week by week.
///
/// # Errors
/// [`Unfit::WeeksDiffer`].
pub fn difference(a: &Series, b: &Series) -> Result<Series, Unfit> {
    same_weeks(a.weeks(), b.weeks())?;
    Ok(Series {
        value: a.value - b.value,
        influence: pairs(a, b).map(|(x, y)| minus(x, y, 2.0)).collect(),
    })
}

/// `a + b` in the same weeks.
///
/// # Errors
/// [`Unfit::WeeksDiffer`].
pub fn sum(a: &Series, b: &Series) -> Result<Series, Unfit> {
    difference(a, &b.scaled(-1.0))
}

/// `ln(a/b)`: how many times larger `a` is, each series over its own value.
///
/// # Errors
/// [`Unfit::WeeksDiffer`], [`Unfit::NotPositive`] where a value isn't above zero.
pub fn log_ratio(a: &Series, b: &Series) -> Result<Series, Unfit> {
    difference(&log(a)?, &log(b)?)
}

/// `ln a`, with the influence over the value.
///
/// # Errors
/// [`Unfit::NotPositive`] where the value isn't above zero.
pub fn log(a: &Series) -> Result<Series, Unfit> {
    if a.value > 0.0 {
        Ok(Series {
            value: a.value.ln(),
            influence: a.influence.iter().map(|r| r / a.value).collect(),
        })
    } else {
        Err(Unfit::NotPositive)
    }
}

fn pairs<'a>(a: &'a Series, b: &'a Series) -> impl Iterator<Item = (f64, f64)> + 'a {
    a.influence.iter().copied().zip(b.influence.iter().copied())
}

/// `x − y`, and exactly zero where they differ by rounding only: a constant series must not look as if
/// it varied a little and so gain a tiny p.
fn minus(x: f64, y: f64, slack: f64) -> f64 {
    let gap = x - y;
    if gap.abs() <= slack * f64::EPSILON * (x.abs() + y.abs()) { 0.0 } else { gap }
}

pub(super) fn same_weeks(left: usize, right: usize) -> Result<(), Unfit> {
    if left == right { Ok(()) } else { Err(Unfit::WeeksDiffer { left, right }) }
}

fn check(x: &[f64], fits: impl Fn(f64) -> bool) -> Result<(), Unfit> {
    if x.is_empty() {
        return Err(Unfit::Empty);
    }
    match x.iter().position(|v| !fits(*v)) {
        Some(at) => Err(Unfit::OutOfRange { at }),
        None => Ok(()),
    }
}
