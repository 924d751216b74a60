//! Probability of superiority and Cliff's δ: how often one group takes longer than another.
//!
//! An effect without a unit, for describing size. Its interval takes dossiers as independent: beside
//! evidence from the weekly series, never instead of it.

use super::counts::Counts;
use super::estimate::{Interval, Unfit, level};
use super::float;
use super::ranks::Pooled;
use super::real;
use super::special::normal_quantile;

/// How the pairs of one observation of each group turn out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Superiority {
    /// Observations of the first.
    pub m: u64,
    /// Observations of the second.
    pub n: u64,
    /// Pairs in which the first takes longer, less those in which the second does.
    dominance: i128,
    /// Variance of δ; absent for fewer than two observations in a group.
    variance: Option<f64>,
}

impl Superiority {
    /// Compares the first group with the second, in O(K) over their distinct values.
    ///
    /// # Errors
    /// As [`super::mann_whitney::MannWhitney::of`].
    ///
    /// # Source
    /// Cliff (1993), Psychological Bulletin 114, 494–509; the consistent variance of Cliff (1996),
    /// *Ordinal Methods*, as R `effsize::cliff.delta(use.unbiased = FALSE, use.normal = TRUE)`. Checked
    /// against all pairs in NumPy.
    pub fn of(a: &Counts, b: &Counts) -> Result<Self, Unfit> {
        let pooled = Pooled::of(&[a, b])?;
        let dominance = pooled.rank_excess().first().copied().unwrap_or_default();
        let mut compared = Self { m: a.n(), n: b.n(), dominance, variance: None };
        if compared.m > 1 && compared.n > 1 {
            compared.variance = Some(compared.consistent_variance(&pooled));
        }
        Ok(compared)
    }

    /// Probability that the first takes longer in a pair drawn at random, ties counting half.
    #[must_use]
    pub fn probability(&self) -> f64 {
        f64::midpoint(self.delta(), 1.0)
    }

    /// Cliff's δ, in [−1, 1]: the share of pairs in which the first takes longer, less the share in
    /// which the second does; 2·[`probability`](Self::probability) − 1.
    #[must_use]
    pub fn delta(&self) -> f64 {
        float(self.dominance) / self.pairs()
    }

    /// Variance of δ, were the observations independent.
    ///
    /// # Errors
    /// [`Unfit::TooFew`] for fewer than two observations in a group.
    pub fn variance(&self) -> Result<f64, Unfit> {
        self.variance.ok_or(Unfit::TooFew { least: 2 })
    }

    /// Interval of δ, were the observations independent; asymmetric, so that it stays within [−1, 1].
    /// For that of the probability, halve 1 + each end. Where the groups don't overlap at all the
    /// variance is 0, and the inner end is Wilson's for "all of so many" with the smaller group.
    ///
    /// # Errors
    /// [`Unfit::TooFew`] for fewer than two observations in a group, [`Unfit::Argument`] for a level
    /// outside (0, 1).
    ///
    /// # Source
    /// Feng & Cliff (2004), J. Modern Applied Statistical Methods 3, 322–332.
    pub fn interval_if_independent(&self, level: f64) -> Result<Interval, Unfit> {
        let z = normal_quantile(f64::midpoint(1.0, self::level(level)?));
        let variance = self.variance()?;
        let (delta, square) = (self.delta(), z * z);
        let apart = self.overlap();
        if apart <= 0.0 {
            let least = real(self.m.min(self.n));
            let inner = (least - square) / (least + square);
            let (low, high) = if delta > 0.0 { (inner, 1.0) } else { (-1.0, -inner) };
            return Ok(Interval { low, high, level });
        }
        let half = (square * variance * (apart * apart + square * variance)).sqrt();
        let end = |half: f64| (delta * apart + half) / (apart + square * variance);
        Ok(Interval { low: end(-half).max(-1.0), high: end(half).min(1.0), level })
    }

    fn pairs(&self) -> f64 {
        float(i128::from(self.m) * i128::from(self.n))
    }

    /// 1 − δ², without cancellation where δ is near ±1.
    fn overlap(&self) -> f64 {
        let pairs = i128::from(self.m) * i128::from(self.n);
        float(pairs - self.dominance) / self.pairs()
            * (float(pairs + self.dominance) / self.pairs())
    }

    fn consistent_variance(&self, pooled: &Pooled) -> f64 {
        let (m, n, delta) = (real(self.m), real(self.n), self.delta());
        let (mut below_a, mut below_b, mut tied) = (0_u64, 0_u64, 0_u128);
        let (mut rows, mut columns) = (0.0, 0.0);
        for tie in pooled.ties() {
            let of = |group| tie.iter().find(|e| e.group == group).map_or(0, |e| e.count);
            let (a, b): (u64, u64) = (of(0), of(1));
            // How far each observation's own dominance is from δ.
            let row = share(below_b, self.n - below_b - b, n) - delta;
            let column = -share(below_a, self.m - below_a - a, m) - delta;
            rows += real(a) * row * row;
            columns += real(b) * column * column;
            tied += u128::from(a) * u128::from(b);
            below_a += a;
            below_b += b;
        }
        let pairs = m * n * self.overlap() - float(tied.cast_signed());
        let (m1, n1) = (m - 1.0, n - 1.0);
        (n1 * rows / m1 + m1 * columns / n1 + pairs / (m1 * n1)) / (m * n)
    }
}

/// (won − lost) out of n.
fn share(won: u64, lost: u64, n: f64) -> f64 {
    float(i128::from(won) - i128::from(lost)) / n
}
