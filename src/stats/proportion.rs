//! Shares: exact and approximate bounds, and what correlated weeks take from them.
//!
//! Counts are real numbers, so that k and n may both be divided by a design effect.

use super::design::Spread;
use super::estimate::{Interval, MIN_WEEKS, NoInference, Unfit, level, probability};
use super::special::{
    beta_lower, beta_quantile_lower, beta_quantile_upper, beta_upper, normal_quantile,
};
use super::{len, series};

/// Smallest count (of k and of n − k) from which a design effect is estimated.
pub const MIN_COUNT_FOR_DESIGN_EFFECT: f64 = 5.0;

/// With what power of the share a design effect's excess over 1 grows by luck: between bursts that become
/// larger with it (1) and such that also become longer (2).
const BURSTS: f64 = 1.5;

/// Luck is not held to more than so many times the share.
const FAR: f64 = 2.0;

/// Two-sided Clopper–Pearson interval of a share, equal tails.
///
/// # Errors
/// [`Unfit::NoVolume`] where n is 0, [`Unfit::OutOfRange`] unless 0 ≤ k ≤ n, [`Unfit::Argument`] for a
/// level outside (0, 1).
///
/// # Source
/// Clopper & Pearson (1934), Biometrika 26. Checked against SciPy `binomtest().proportion_ci("exact")`
/// and `scipy.stats.beta`.
pub fn clopper_pearson(k: f64, n: f64, level: f64) -> Result<Interval, Unfit> {
    let each_side = f64::midpoint(1.0, level);
    Ok(Interval { low: lower_bound(k, n, each_side)?, high: upper_bound(k, n, each_side)?, level })
}

/// One-sided upper Clopper–Pearson bound: the share is below it with probability `level` or more. For
/// none of n it is about 3/n at 95 %.
///
/// # Errors
/// As [`clopper_pearson`].
pub fn upper_bound(k: f64, n: f64, level: f64) -> Result<f64, Unfit> {
    part_of(k, n)?;
    let tail = 1.0 - self::level(level)?;
    if k >= n {
        return Ok(1.0);
    }
    Ok(beta_quantile_upper(tail, k + 1.0, n - k))
}

/// One-sided lower Clopper–Pearson bound: the share is above it with probability `level` or more.
///
/// # Errors
/// As [`clopper_pearson`].
pub fn lower_bound(k: f64, n: f64, level: f64) -> Result<f64, Unfit> {
    part_of(k, n)?;
    let tail = 1.0 - self::level(level)?;
    if k <= 0.0 {
        return Ok(0.0);
    }
    Ok(beta_quantile_lower(tail, k, n - k + 1.0))
}

/// Wilson's score interval, for display: never outside [0, 1], never empty at 0 or n.
///
/// # Errors
/// As [`clopper_pearson`].
///
/// # Source
/// Wilson (1927), JASA 22. Checked against statsmodels `proportion_confint(method="wilson")`.
pub fn wilson(k: f64, n: f64, level: f64) -> Result<Interval, Unfit> {
    part_of(k, n)?;
    let z = normal_quantile(f64::midpoint(1.0, self::level(level)?));
    let (share, square) = (k / n, z * z);
    let middle = (share + square / (2.0 * n)) / (1.0 + square / n);
    let half = z / (1.0 + square / n) * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    Ok(Interval {
        low: if k <= 0.0 { 0.0 } else { (middle - half).max(0.0) },
        high: if k >= n { 1.0 } else { (middle + half).min(1.0) },
        level,
    })
}

/// Newcombe's interval of the difference of two independent shares, `k1/n1 − k2/n2`.
///
/// # Errors
/// As [`clopper_pearson`], for either share.
///
/// # Source
/// Newcombe (1998), Statistics in Medicine 17, 873–890, method 10. Checked against statsmodels
/// `confint_proportions_2indep(method="newcomb")`.
pub fn newcombe_difference(
    (k1, n1): (f64, f64),
    (k2, n2): (f64, f64),
    level: f64,
) -> Result<Interval, Unfit> {
    let (first, second) = (wilson(k1, n1, level)?, wilson(k2, n2, level)?);
    let (p1, p2) = (k1 / n1, k2 / n2);
    Ok(Interval {
        low: p1 - p2 - (p1 - first.low).hypot(second.high - p2),
        high: p1 - p2 + (first.high - p1).hypot(p2 - second.low),
        level,
    })
}

/// By how much correlated weeks inflate the variance of a share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DesignEffect {
    /// Factor on the variance, 1 or more, as estimated.
    pub factor: f64,
    /// True where there were too few events to estimate it, so that it was taken as 1.
    pub assumed: bool,
}

/// Design effect of a weekly series of `k[w]` out of `n[w]`: its long-run variance over that of
/// independent dossiers, at least 1. One number; how far it may be wrong is what [`WeeklyShare`] allows for.
///
/// Below five events the weeks say nothing about their correlation: it is taken as 1, and flagged. The
/// same holds below five non-events, so that a share and its complement get the same answer.
///
/// # Errors
/// As [`series::share`].
pub fn design_effect(k: &[f64], n: &[f64]) -> Result<DesignEffect, Unfit> {
    let (raw, _) = estimated(k, n)?;
    Ok(DesignEffect { factor: raw.unwrap_or(1.0).max(1.0), assumed: raw.is_none() })
}

/// The long-run variance over that of independent dossiers, where there are events to estimate it from, and
/// its degrees of freedom.
fn estimated(k: &[f64], n: &[f64]) -> Result<(Option<f64>, usize), Unfit> {
    let share = series::share(k, n)?;
    let (events, volume) = (k.iter().sum::<f64>(), n.iter().sum::<f64>());
    let long_run = share.long_run();
    let independent = share.value() * (1.0 - share.value()) / volume;
    let enough = events.min(volume - events) >= MIN_COUNT_FOR_DESIGN_EFFECT;
    Ok((enough.then(|| long_run.variance / independent), long_run.dof))
}

/// A share over weeks, with bounds and tests that allow for correlated weeks.
///
/// k and n are divided by the design effect, the long-run variance over that of independent dossiers. B
/// cosines estimate it with B degrees of freedom, so that it is not one number: a p is the mean over what
/// it may be, as Student's t is a mean of normal tails.
///
/// A year that by luck has few bursts of events shows a small share and a small design effect. "Below a
/// limit" therefore takes the effect's excess over 1 as it would be at the limit, times (limit/share)^1.5,
/// the ratio taken as 2 at most. "Above" does the same for what is not an event, which changes little where
/// events are rare.
///
/// Where there are too few events to estimate the effect it is taken as 1 and flagged (methods §3). What these
/// tests hold and what they don't is in `docs/calibration.md`: no test can know of bursts of which there was none.
///
/// # Source
/// Korn & Graubard (1998), Survey Methodology 24, 193–201; the variance by [`series::Series::long_run`].
#[derive(Clone, Debug, PartialEq)]
pub struct WeeklyShare {
    /// Events, as counted.
    pub k: f64,
    /// Out of so many, as counted.
    pub n: f64,
    /// Number of weeks.
    pub weeks: usize,
    /// What both are divided by.
    pub design_effect: DesignEffect,
    spread: Spread,
}

impl WeeklyShare {
    /// The share of `k[w]` out of `n[w]` over the weeks.
    ///
    /// # Errors
    /// As [`series::share`].
    pub fn new(k: &[f64], n: &[f64]) -> Result<Self, Unfit> {
        let (raw, dof) = estimated(k, n)?;
        Ok(Self {
            k: k.iter().sum(),
            n: n.iter().sum(),
            weeks: k.len(),
            design_effect: design_effect(k, n)?,
            spread: raw
                .map_or_else(|| Spread::exactly(1.0), |effect| Spread::around(effect, len(dof))),
        })
    }

    /// The share itself, in [0, 1].
    #[must_use]
    pub fn value(&self) -> f64 {
        self.k / self.n
    }

    /// Two-sided interval, equal tails: the limits that neither test rejects.
    ///
    /// # Errors
    /// [`NoInference::TooFewWeeks`], [`NoInference::Argument`] for a level outside (0, 1).
    pub fn interval(&self, level: f64) -> Result<Interval, NoInference> {
        let each_side = f64::midpoint(1.0, probability(level)?);
        Ok(Interval {
            low: self.lower_bound(each_side)?,
            high: self.upper_bound(each_side)?,
            level,
        })
    }

    /// One-sided upper bound: the least limit that the share is below with p ≤ 1 − `level`; 1 where the
    /// weeks hold so few bursts that none is.
    ///
    /// # Errors
    /// As [`interval`](Self::interval).
    pub fn upper_bound(&self, level: f64) -> Result<f64, NoInference> {
        let tail = 1.0 - probability(level)?;
        self.inferable()?;
        let value = self.value();
        Ok(if value >= 1.0 { 1.0 } else { falling(value, tail, |limit| self.below(limit)) })
    }

    /// One-sided lower bound: the largest limit that the share is above with p ≤ 1 − `level`.
    ///
    /// # Errors
    /// As [`interval`](Self::interval).
    pub fn lower_bound(&self, level: f64) -> Result<f64, NoInference> {
        let tail = 1.0 - probability(level)?;
        self.inferable()?;
        let value = self.value();
        let above = |down: f64| self.above(1.0 - down);
        Ok(if value <= 0.0 { 0.0 } else { 1.0 - falling(1.0 - value, tail, above) })
    }

    /// One-sided p of "the share is below `limit`", against the null hypothesis that it is at least
    /// `limit`: the mean of P(K ≤ k | n, limit) over what the design effect may be. Below α exactly where
    /// the upper bound of level 1 − α is below `limit`.
    ///
    /// # Errors
    /// [`NoInference::TooFewWeeks`], [`NoInference::Argument`] for a limit outside (0, 1).
    pub fn p_below(&self, limit: f64) -> Result<f64, NoInference> {
        let limit = probability(limit)?;
        self.inferable()?;
        Ok(self.below(limit))
    }

    /// One-sided p of "the share is above `limit`", against the null hypothesis that it is at most
    /// `limit`: P(K ≥ k | n, limit). The mirror of [`p_below`](Self::p_below).
    ///
    /// # Errors
    /// As [`p_below`](Self::p_below).
    pub fn p_above(&self, limit: f64) -> Result<f64, NoInference> {
        let limit = probability(limit)?;
        self.inferable()?;
        Ok(self.above(limit))
    }

    fn below(&self, limit: f64) -> f64 {
        let rest = self.n - self.k;
        if rest <= 0.0 {
            return 1.0;
        }
        let p = self.spread.mean(|effect| {
            let effect = self.at(effect, limit / self.value());
            beta_upper(self.k / effect + 1.0, rest / effect, limit, 1.0 - limit)
        });
        // A mean of many tails may pass 1 by a rounding.
        p.min(1.0)
    }

    fn above(&self, limit: f64) -> f64 {
        let rest = self.n - self.k;
        if self.k <= 0.0 {
            return 1.0;
        }
        let p = self.spread.mean(|effect| {
            let effect = self.at(effect, (1.0 - limit) / (1.0 - self.value()));
            beta_lower(self.k / effect, rest / effect + 1.0, limit, 1.0 - limit)
        });
        p.min(1.0)
    }

    /// The design effect where what comes in bursts is so many times as frequent.
    fn at(&self, effect: f64, times: f64) -> f64 {
        if self.design_effect.assumed {
            effect
        } else {
            1.0 + (effect - 1.0) * times.clamp(1.0, FAR).powf(BURSTS)
        }
    }

    fn inferable(&self) -> Result<(), NoInference> {
        if self.weeks < MIN_WEEKS {
            Err(NoInference::TooFewWeeks { weeks: self.weeks })
        } else {
            Ok(())
        }
    }
}

/// Where a function that falls to 0 from above `target` reaches it, between `low` and 1; 1 where it
/// doesn't: by false position, halved where that stalls (the method of Illinois).
fn falling(low: f64, target: f64, f: impl Fn(f64) -> f64) -> f64 {
    let (mut left, mut right) = ((low, f(low) - target), (1.0, f(1.0) - target));
    if right.1 >= 0.0 || left.1 <= 0.0 {
        return if right.1 >= 0.0 { 1.0 } else { low };
    }
    let mut kept = 0;
    for _ in 0..100 {
        let x = (left.0 * right.1 - right.0 * left.1) / (right.1 - left.1);
        if right.0 - left.0 <= 1e-14 * right.0 {
            return x;
        }
        let y = f(x) - target;
        if y == 0.0 {
            return x;
        }
        let rises = if y > 0.0 { &mut left } else { &mut right };
        *rises = (x, y);
        let side = if y > 0.0 { 1 } else { -1 };
        if side == kept {
            // The same end moved twice: halve the weight of the other.
            let other = if y > 0.0 { &mut right } else { &mut left };
            other.1 /= 2.0;
        }
        kept = side;
    }
    f64::midpoint(left.0, right.0)
}

pub(super) fn part_of(k: f64, n: f64) -> Result<(), Unfit> {
    if !(k.is_finite() && n.is_finite() && k >= 0.0 && k <= n) {
        Err(Unfit::OutOfRange { at: 0 })
    } else if n <= 0.0 {
        Err(Unfit::NoVolume)
    } else {
        Ok(())
    }
}
