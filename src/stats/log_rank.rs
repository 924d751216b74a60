//! Log-rank and Peto–Peto: do two groups take equally long, counting what is still open and what came
//! under observation late?
//!
//! A description: its p takes dossiers as independent and never enters a q. The effect that belongs
//! beside it, in the unit of the values, is the difference of restricted means
//! ([`super::km::RestrictedMean::difference_if_independent`]).

use super::counts::Counts;
use super::estimate::{Alternative, Unfit};
use super::real;
use super::special::normal_tail;

/// How much each value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighting {
    /// All alike: most power where one group always ends at a multiple of the other's rate.
    LogRank,
    /// By the share of both that takes longer, Π (1 − d/(n + 1)) up to and with the value: early
    /// differences count more, and the few that are left at the end less.
    PetoPeto,
}

/// Two groups compared by what ended at each value and what was at risk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogRank {
    /// Observations of the first that finished.
    pub observed: u64,
    /// As many as would have, did both end at one rate; unweighted.
    pub expected: f64,
    /// Weighted sum of expected less observed; above 0 where the first takes longer.
    pub score: f64,
    /// Its variance, were both alike and the observations independent.
    pub variance: f64,
}

impl LogRank {
    /// Compares the first group with the second, in O(K) over their distinct values. What entered late is
    /// at risk from the next value on, as in [`super::km`].
    ///
    /// # Errors
    /// [`Unfit::Empty`] where a group has no observation, [`Unfit::Entries`] where more ended in a group
    /// by some value than had come under observation.
    ///
    /// # Source
    /// Mantel (1966), Cancer Chemother. Rep. 50; Peto & Peto (1972), JRSS A 135, 185–207, with the
    /// survival of Klein & Moeschberger (2003), section 7.3. Checked against lifelines `logrank_test`, its
    /// `weightings="peto"`, and with late entries statsmodels `survdiff`.
    pub fn of(a: &Counts, b: &Counts, weighting: Weighting) -> Result<Self, Unfit> {
        let (mut first, mut second) = (AtRisk::of(a)?, AtRisk::of(b)?);
        let mut result = Self { observed: 0, expected: 0.0, score: 0.0, variance: 0.0 };
        let mut survival = 1.0;
        while let Some(value) = next(first.value(), second.value()) {
            let (own, own_finished) = first.pass(value)?;
            let (other, other_finished) = second.pass(value)?;
            let (n, d) = (own + other, own_finished + other_finished);
            if d == 0 {
                continue;
            }
            survival *= 1.0 - real(d) / (real(n) + 1.0);
            let weight = match weighting {
                Weighting::LogRank => 1.0,
                Weighting::PetoPeto => survival,
            };
            let part = real(own) / real(n);
            let expected = real(d) * part;
            result.observed += own_finished;
            result.expected += expected;
            result.score += weight * (expected - real(own_finished));
            if n > 1 {
                let rest = real(other) / real(n);
                let variance = real(d) * part * rest * (real(n - d) / real(n - 1));
                result.variance += weight * weight * variance;
            }
        }
        Ok(result)
    }

    /// The score over its standard error, standard normal where both groups end at one rate; above 0
    /// where the first takes longer. 0 where nothing could be compared: nothing finished, or never both
    /// were at risk. Its square is the χ² that others print.
    #[must_use]
    pub fn z(&self) -> f64 {
        if self.variance > 0.0 { self.score / self.variance.sqrt() } else { 0.0 }
    }

    /// p under the null hypothesis that both groups end at one rate, were the observations independent.
    /// [`Alternative::Greater`]: the first takes longer.
    #[must_use]
    pub fn p_if_independent(&self, alternative: Alternative) -> f64 {
        normal_tail(self.z(), alternative)
    }
}

/// A group on its way through the values.
struct AtRisk<'a> {
    rows: &'a [super::counts::Row],
    at_risk: u64,
}

impl<'a> AtRisk<'a> {
    fn of(counts: &'a Counts) -> Result<Self, Unfit> {
        let rows = counts.rows();
        let value = rows.last().ok_or(Unfit::Empty)?.value;
        let at_risk = counts.n().checked_sub(counts.n_entered()).ok_or(Unfit::Entries { value })?;
        Ok(Self { rows, at_risk })
    }

    /// The next value at which something happens.
    fn value(&self) -> Option<i64> {
        self.rows.first().map(|row| row.value)
    }

    /// How many were at risk at this value, and how many of them finished; then goes beyond it.
    fn pass(&mut self, value: i64) -> Result<(u64, u64), Unfit> {
        let at_risk = self.at_risk;
        let Some((row, rest)) = self.rows.split_first().filter(|(row, _)| row.value == value)
        else {
            return Ok((at_risk, 0));
        };
        let stay = at_risk.checked_sub(row.finished);
        self.at_risk = stay
            .and_then(|stay| (stay + row.entered).checked_sub(row.censored))
            .ok_or(Unfit::Entries { value })?;
        self.rows = rest;
        Ok((at_risk, row.finished))
    }
}

/// The lesser of two values, of which either may be missing.
fn next(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
