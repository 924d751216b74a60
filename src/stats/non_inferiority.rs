//! Non-inferiority: is a share at most so much above another?
//!
//! "Dossiers that skip the check are returned no more often, give or take two points": the null
//! hypothesis is that they fare worse by the margin or more. Counts are real numbers, so that k and n may
//! both be divided by a design effect; without that, the answer takes dossiers as independent.

use super::estimate::{Interval, Unfit, level};
use super::proportion::part_of;
use super::special::{normal_quantile, normal_upper};

/// Halvings of an interval, after which a share of 0 is as good as met.
const HALVINGS: usize = 200;

/// Whether a first share exceeds a second by less than a margin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NonInferiority {
    /// First share less the second.
    pub difference: f64,
    /// Score statistic at the margin; far below 0 where the first is not worse.
    pub z: f64,
    /// One-sided p against the null hypothesis that the first exceeds the second by `margin` or more.
    pub p: f64,
}

/// Tests whether the first share, of something harmful, exceeds the second by less than `margin` (0.02
/// for two percentage points). p is below α exactly where the upper end of [`score_interval`] of level
/// 1 − 2α is below the margin.
///
/// # Errors
/// [`Unfit::Argument`] for a margin outside (0, 1): without one, "no worse" can't be shown;
/// [`Unfit::NoVolume`] or [`Unfit::OutOfRange`] as [`super::proportion::clopper_pearson`];
/// [`Unfit::TooFew`] for one observation or less in both together.
///
/// # Source
/// Miettinen & Nurminen (1985), Statistics in Medicine 4, 213–226; but for the factor N/(N − 1) on the
/// variance it is the test of Farrington & Manning (1990). Checked against the definition in SciPy, and
/// against statsmodels `test_proportions_2indep(method="score")` at a difference of 0: elsewhere its
/// constrained shares are not the most likely ones (statsmodels#10269).
pub fn not_worse(
    first: (f64, f64),
    second: (f64, f64),
    margin: f64,
) -> Result<NonInferiority, Unfit> {
    let shares = Shares::of(first, second)?;
    let z = shares.score(level(margin)?);
    Ok(NonInferiority { difference: shares.difference(), z, p: normal_upper(-z) })
}

/// Interval of the difference of two shares, `k1/n1 − k2/n2`: all differences that the score test does
/// not refuse.
///
/// # Errors
/// As [`not_worse`]; [`Unfit::Argument`] for a level outside (0, 1).
///
/// # Source
/// Miettinen & Nurminen (1985). Checked against R `PropCIs::diffscoreci` and the definition in SciPy.
pub fn score_interval(
    first: (f64, f64),
    second: (f64, f64),
    level: f64,
) -> Result<Interval, Unfit> {
    let z = normal_quantile(f64::midpoint(1.0, self::level(level)?));
    let shares = Shares::of(first, second)?;
    let observed = shares.difference();
    // The score falls in the difference: it is 0 at the observed one.
    let low = bisect(-1.0, observed, |difference| shares.score(difference) > z);
    let high = bisect(observed, 1.0, |difference| shares.score(difference) >= -z);
    Ok(Interval { low, high, level })
}

struct Shares {
    first: (f64, f64),
    second: (f64, f64),
}

impl Shares {
    fn of(first: (f64, f64), second: (f64, f64)) -> Result<Self, Unfit> {
        part_of(first.0, first.1)?;
        part_of(second.0, second.1)?;
        if first.1 + second.1 <= 1.0 {
            return Err(Unfit::TooFew { least: 2 });
        }
        Ok(Self { first, second })
    }

    fn difference(&self) -> f64 {
        self.first.0 / self.first.1 - self.second.0 / self.second.1
    }

    /// The observed difference less the supposed one, over its standard error under the latter.
    fn score(&self, difference: f64) -> f64 {
        let ((_, n1), (_, n2)) = (self.first, self.second);
        let p2 = self.second_under(difference);
        let p1 = (p2 + difference).clamp(0.0, 1.0);
        let n = n1 + n2;
        let variance = (p1 * (1.0 - p1) / n1 + p2 * (1.0 - p2) / n2) * n / (n - 1.0);
        let gap = self.difference() - difference;
        if gap == 0.0 { 0.0 } else { gap / variance.sqrt() }
    }

    /// The most likely second share where the first is `difference` above it. The likelihood has one
    /// top: its slope falls.
    fn second_under(&self, difference: f64) -> f64 {
        let ((k1, n1), (k2, n2)) = (self.first, self.second);
        // Shares of 0 or 1 with nothing observed against them add nothing, also at their end.
        let part = |k: f64, p: f64| if k > 0.0 { k / p } else { 0.0 };
        let rises = |p2: f64| {
            let p1 = p2 + difference;
            part(k1, p1) + part(k2, p2) > part(n1 - k1, 1.0 - p1) + part(n2 - k2, 1.0 - p2)
        };
        bisect((-difference).max(0.0), (1.0 - difference).min(1.0), rises)
    }
}

/// Where `before` ceases to hold, which it does once between `low` and `high`.
fn bisect(mut low: f64, mut high: f64, before: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = low.midpoint(high);
        if middle <= low || middle >= high {
            break;
        }
        if before(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low.midpoint(high)
}
