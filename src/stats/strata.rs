//! Van Elteren: two groups compared within strata (procedure, channel, kind of applicant), and whether
//! the strata taken together say the opposite (Simpson).
//!
//! A description: its p takes dossiers as independent and never enters a q.

use super::counts::Counts;
use super::estimate::{Alternative, Unfit};
use super::mann_whitney::MannWhitney;
use super::special::normal_tail;

/// Two groups compared within strata and without them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stratified {
    /// Probability that the first takes longer, in a pair drawn from all strata together.
    pub pooled: f64,
    /// The same for a pair of one stratum: the mean over strata, weighted by mn/(N + 1), which is what
    /// the test is about.
    pub within: f64,
    /// Strata that hold both groups.
    pub strata: usize,
    /// Observations of strata that hold but one group, which say nothing about a difference.
    pub left_out: u64,
    /// Van Elteren's statistic, standard normal where the groups don't differ in any stratum; above 0
    /// where the first takes longer. 0 where all are equal.
    pub z: f64,
}

impl Stratified {
    /// Compares the first of each stratum with the second.
    ///
    /// # Errors
    /// [`Unfit::Empty`] where a group has no observation in any stratum, [`Unfit::NoPeers`] where no
    /// stratum holds both; [`Unfit::Unfinished`] and [`Unfit::TooMany`] as [`MannWhitney::of`].
    ///
    /// # Source
    /// Van Elteren (1960), Bull. Int. Stat. Inst. 37, 351–361: rank sums weighted by 1/(N + 1), variance
    /// corrected for ties; the same as Cochran–Mantel–Haenszel on modified ridit scores (SAS `FREQ`).
    /// Checked against that in NumPy on SciPy's `rankdata`.
    pub fn of(strata: &[(&Counts, &Counts)]) -> Result<Self, Unfit> {
        let first = strata.iter().flat_map(|(a, _)| a.rows()).copied().collect();
        let second = strata.iter().flat_map(|(_, b)| b.rows()).copied().collect();
        let pooled = MannWhitney::of(&Counts::from_rows(first), &Counts::from_rows(second))?;
        let mut stratified =
            Self { pooled: pooled.superiority(), within: 0.0, strata: 0, left_out: 0, z: 0.0 };
        let (mut weights, mut score, mut variance) = (0.0, 0.0, 0.0);
        for (a, b) in strata {
            if a.n() == 0 || b.n() == 0 {
                stratified.left_out += a.n() + b.n();
                continue;
            }
            let compared = MannWhitney::of(a, b)?;
            let weight = compared.van_elteren_weight();
            weights += weight;
            score += weight * compared.superiority_excess();
            variance += weight * weight * compared.superiority_variance();
            stratified.strata += 1;
        }
        if stratified.strata == 0 {
            return Err(Unfit::NoPeers);
        }
        stratified.within = 0.5 + score / weights;
        if variance > 0.0 {
            stratified.z = score / variance.sqrt();
        }
        Ok(stratified)
    }

    /// p under the null hypothesis that the groups don't differ in any stratum, were the observations
    /// independent; normal, without a correction for continuity. [`Alternative::Greater`]: the first
    /// takes longer.
    #[must_use]
    pub fn p_if_independent(&self, alternative: Alternative) -> f64 {
        normal_tail(self.z, alternative)
    }

    /// Simpson: pooled and stratified comparison point in opposite directions, each by at least `least`
    /// (0.05: 55 % of pairs and more one way, 45 % and fewer the other).
    #[must_use]
    pub fn reversed(&self, least: f64) -> bool {
        let (pooled, within) = (self.pooled - 0.5, self.within - 0.5);
        pooled * within < 0.0 && pooled.abs().min(within.abs()) >= least
    }
}
