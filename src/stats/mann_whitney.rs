//! Mann–Whitney: does one group tend to take longer than another?
//!
//! A description of two samples: its p takes dossiers as independent, which dossiers in one queue are
//! not. Evidence comes from the weekly series; this p never enters a q.

use super::counts::Counts;
use super::estimate::{Alternative, Unfit};
use super::float;
use super::ranks::{Pooled, countable, orders};
use super::real;
use super::special::normal_upper;

/// Size of the smaller sample up to which p is exact where there are no ties, as in SciPy.
const EXACT_UP_TO: u64 = 8;

/// Two samples compared by their mid-ranks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannWhitney {
    /// Observations of the first.
    pub m: u64,
    /// Observations of the second.
    pub n: u64,
    /// 2U − mn: pairs won by the first less pairs won by the second.
    dominance: i128,
    ties: bool,
    /// Variance of U where both come from one distribution, corrected for ties.
    variance: f64,
}

impl MannWhitney {
    /// Compares the first sample with the second, in O(K) over their distinct values.
    ///
    /// # Errors
    /// [`Unfit::Empty`] where one has no observation; [`Unfit::Unfinished`] where one has open or late
    /// ones: see [`super::log_rank`], or take [`Counts::closed`] and say so; [`Unfit::TooMany`] above 2⁴⁰.
    ///
    /// # Source
    /// Mann & Whitney (1947), Ann. Math. Stat. 18, 50–60. Checked against SciPy `mannwhitneyu`.
    pub fn of(a: &Counts, b: &Counts) -> Result<Self, Unfit> {
        let pooled = Pooled::of(&[a, b])?;
        let (m, n, all) = (a.n(), b.n(), pooled.n());
        let spread = pooled.rank_spread();
        Ok(Self {
            m,
            n,
            dominance: pooled.rank_excess().first().copied().unwrap_or_default(),
            ties: spread < u128::from(all).pow(3) - u128::from(all),
            variance: real(m) * real(n) * float(spread.cast_signed())
                / (12.0 * real(all) * real(all - 1)),
        })
    }

    /// U: in how many of the mn pairs the first takes longer, ties counting half.
    #[must_use]
    pub fn u(&self) -> f64 {
        float(self.pairs() + self.dominance) / 2.0
    }

    /// Probability that the first takes longer in a pair drawn at random, ties counting half.
    #[must_use]
    pub fn superiority(&self) -> f64 {
        self.u() / float(self.pairs())
    }

    /// Whether p is exact: no ties, and at most 8 in the smaller sample (and a million pairs).
    #[must_use]
    pub fn is_exact(&self) -> bool {
        !self.ties && self.m.min(self.n) <= EXACT_UP_TO && countable(self.m, self.n)
    }

    /// p under the null hypothesis that both come from one distribution, were the observations
    /// independent: exact (see [`is_exact`](Self::is_exact)), else normal with corrections for ties and
    /// continuity. 1 where all are equal.
    #[must_use]
    pub fn p_if_independent(&self, alternative: Alternative) -> f64 {
        let dominance = match alternative {
            Alternative::Greater => self.dominance,
            Alternative::Less => -self.dominance,
            Alternative::TwoSided => self.dominance.abs(),
        };
        let tail = match self.ways() {
            Some(ways) => {
                let from = usize::try_from((self.pairs() + dominance) / 2).unwrap_or(usize::MAX);
                let above: i128 = ways.iter().skip(from).sum();
                float(above) / float(ways.iter().sum())
            }
            None if self.variance <= 0.0 => 1.0,
            // Half a pair for continuity.
            None => normal_upper((float(dominance) - 1.0) / 2.0 / self.variance.sqrt()),
        };
        if alternative == Alternative::TwoSided { (2.0 * tail).min(1.0) } else { tail }
    }

    /// mn/(N + 1): what a stratum weighs in van Elteren's test.
    pub(super) fn van_elteren_weight(&self) -> f64 {
        float(self.pairs()) / (real(self.m) + real(self.n) + 1.0)
    }

    /// Probability of superiority less a half.
    pub(super) fn superiority_excess(&self) -> f64 {
        float(self.dominance) / 2.0 / float(self.pairs())
    }

    /// Variance of the probability of superiority where both come from one distribution.
    pub(super) fn superiority_variance(&self) -> f64 {
        self.variance / float(self.pairs()) / float(self.pairs())
    }

    fn pairs(&self) -> i128 {
        i128::from(self.m) * i128::from(self.n)
    }

    fn ways(&self) -> Option<Vec<i128>> {
        if self.is_exact() { orders(self.m, self.n) } else { None }
    }
}
