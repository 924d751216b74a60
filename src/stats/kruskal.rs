//! Kruskal–Wallis and Dunn: do several groups differ, and which from which?
//!
//! Descriptions of samples: their p take dossiers as independent and never enter a q of a study.

use super::counts::Counts;
use super::estimate::Unfit;
use super::ranks::Pooled;
use super::special::{chi_square_upper, normal_upper};
use super::{fdr, float, len, real};

/// Several groups compared by their mid-ranks.
#[derive(Clone, Debug, PartialEq)]
pub struct KruskalWallis {
    /// H, corrected for ties; 0 where all observations are equal.
    pub h: f64,
    /// Number of groups less one.
    pub dof: usize,
    /// Mean mid-rank of each group, from 1, in the order given.
    pub mean_ranks: Vec<f64>,
    sizes: Vec<u64>,
    /// Each group's mean mid-rank less that of all.
    excess: Vec<f64>,
    /// Variance of one rank among all, corrected for ties.
    variance: f64,
}

/// Two groups of several compared by Dunn's test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DunnPair {
    /// Position of the first group.
    pub first: usize,
    /// Position of the second, above that of the first.
    pub second: usize,
    /// Difference of their mean ranks over its standard error; above 0 where the first takes longer.
    pub z: f64,
    /// Two-sided p, were the observations independent.
    pub p: f64,
    /// Benjamini–Hochberg over all pairs of these groups; not one of the study's q.
    pub q: f64,
}

impl KruskalWallis {
    /// Compares the groups, in O(K log K) over their distinct values.
    ///
    /// # Errors
    /// [`Unfit::NoPeers`] for fewer than two groups; [`Unfit::Empty`], [`Unfit::Unfinished`] and
    /// [`Unfit::TooMany`] as [`super::mann_whitney::MannWhitney::of`].
    ///
    /// # Source
    /// Kruskal & Wallis (1952), JASA 47, 583–621. Checked against SciPy `kruskal`.
    pub fn of(groups: &[&Counts]) -> Result<Self, Unfit> {
        if groups.len() < 2 {
            return Err(Unfit::NoPeers);
        }
        let pooled = Pooled::of(groups)?;
        let n = pooled.n();
        let excess: Vec<f64> = pooled
            .rank_excess()
            .into_iter()
            .zip(&pooled.sizes)
            .map(|(sum, size)| float(sum) / (2.0 * real(*size)))
            .collect();
        let variance = float(pooled.rank_spread().cast_signed()) / (12.0 * real(n - 1));
        let between: f64 = excess.iter().zip(&pooled.sizes).map(|(e, m)| real(*m) * e * e).sum();
        let middle = f64::midpoint(real(n), 1.0);
        Ok(Self {
            h: if variance > 0.0 { between / variance } else { 0.0 },
            dof: groups.len() - 1,
            mean_ranks: excess.iter().map(|e| middle + e).collect(),
            sizes: pooled.sizes,
            excess,
            variance,
        })
    }

    /// p under the null hypothesis that all groups come from one distribution, were the observations
    /// independent: χ² with [`dof`](Self::dof) degrees of freedom. 1 where all are equal.
    #[must_use]
    pub fn p_if_independent(&self) -> f64 {
        chi_square_upper(self.h, len(self.dof))
    }

    /// Each pair of groups, with q over all pairs.
    ///
    /// # Errors
    /// As [`fdr::benjamini_hochberg`], of which none is met: each p is in [0, 1].
    ///
    /// # Source
    /// Dunn (1964), Technometrics 6, 241–252. Checked against scikit-posthocs
    /// `posthoc_dunn(p_adjust="fdr_bh")`.
    pub fn dunn(&self) -> Result<Vec<DunnPair>, Unfit> {
        let groups: Vec<(f64, u64)> =
            self.excess.iter().copied().zip(self.sizes.iter().copied()).collect();
        let mut pairs = Vec::new();
        for (first, (own, m)) in groups.iter().enumerate() {
            for (second, (other, n)) in groups.iter().enumerate().skip(first + 1) {
                let error = (self.variance * (1.0 / real(*m) + 1.0 / real(*n))).sqrt();
                let z = if error > 0.0 { (own - other) / error } else { 0.0 };
                let p = (2.0 * normal_upper(z.abs())).min(1.0);
                pairs.push(DunnPair { first, second, z, p, q: p });
            }
        }
        let p: Vec<f64> = pairs.iter().map(|pair| pair.p).collect();
        for (pair, q) in pairs.iter_mut().zip(fdr::benjamini_hochberg(&p)?) {
            pair.q = q;
        }
        Ok(pairs)
    }
}
