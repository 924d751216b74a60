//! What groups of one family lend each other: variances (Smyth) and effects (DerSimonian–Laird).

use statrs::function::gamma::digamma;

use super::len;
use super::special::{trigamma, trigamma_inverse};

/// What the variances of like groups say about a further one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    /// Degrees of freedom that the family adds; infinite where the groups' variances differ by no more
    /// than chance.
    pub dof: f64,
    /// Typical variance of one run: of the log ratio, times the group's volume.
    pub variance: f64,
}

impl Prior {
    /// Fits a scaled F distribution to variances that each have `dof` degrees of freedom, on their
    /// logarithms. `None` for fewer than two, or where the median is 0.
    ///
    /// # Source
    /// Smyth (2004), Stat. Appl. Genet. Mol. Biol. 3:3, §6.2, as limma's `fitFDist`: variances below
    /// 10⁻⁵ of the median are raised to it, and with infinite degrees of freedom the mean is taken.
    pub(super) fn fit(variances: &[f64], dof: f64) -> Option<Self> {
        if variances.len() < 2 {
            return None;
        }
        let least = 1e-5 * median(variances);
        if least <= 0.0 {
            return None;
        }
        let raised: Vec<f64> = variances.iter().map(|v| v.max(least)).collect();
        let groups = len(raised.len());
        let bias = digamma(dof / 2.0) - (dof / 2.0).ln();
        let logs: Vec<f64> = raised.iter().map(|v| v.ln() - bias).collect();
        let mean = logs.iter().sum::<f64>() / groups;
        let spread = logs.iter().map(|e| (e - mean).powi(2)).sum::<f64>() / (groups - 1.0)
            - trigamma(dof / 2.0);
        if spread <= 0.0 {
            return Some(Self {
                dof: f64::INFINITY,
                variance: raised.iter().sum::<f64>() / groups,
            });
        }
        let half = trigamma_inverse(spread);
        Some(Self { dof: 2.0 * half, variance: (mean + digamma(half) - half.ln()).exp() })
    }

    /// The variance of one group, of `dof` degrees of freedom, drawn toward the family's.
    pub(super) fn moderate(&self, variance: f64, dof: f64) -> f64 {
        if self.dof.is_finite() {
            (self.dof * self.variance + dof * variance) / (self.dof + dof)
        } else {
            self.variance
        }
    }
}

/// What the effects of like groups have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Family {
    /// Mean effect, weighted by precision.
    pub mean: f64,
    /// Standard error of that mean.
    pub std_error: f64,
    /// τ²: variance of the true effects around it.
    pub spread: f64,
}

impl Family {
    /// Random-effects mean and τ² of effects with their variances, all above 0; `None` for fewer than two.
    ///
    /// # Source
    /// DerSimonian & Laird (1986), Controlled Clinical Trials 7, 177–188. Checked against statsmodels
    /// `combine_effects(method_re="dl")`.
    pub fn fit(effects: &[(f64, f64)]) -> Option<Self> {
        if effects.len() < 2 {
            return None;
        }
        let sum = |f: &dyn Fn(f64, f64) -> f64| effects.iter().map(|(y, v)| f(*y, *v)).sum::<f64>();
        let weight = sum(&|_, v| 1.0 / v);
        let squared = sum(&|_, v| 1.0 / (v * v));
        let fixed = sum(&|y, v| y / v) / weight;
        let q = sum(&|y, v| (y - fixed).powi(2) / v);
        let spread = ((q - (len(effects.len()) - 1.0)) / (weight - squared / weight)).max(0.0);
        let weight = sum(&|_, v| 1.0 / (v + spread));
        Some(Self {
            mean: sum(&|y, v| y / (v + spread)) / weight,
            std_error: weight.recip().sqrt(),
            spread,
        })
    }

    /// An effect drawn toward the family, and the standard error of what comes out: that of the effect
    /// within the family, and that of the family's mean as far as it was drawn there.
    ///
    /// # Source
    /// Morris (1983), JASA 78, 47–55.
    #[must_use]
    pub fn shrink(&self, effect: f64, variance: f64) -> (f64, f64) {
        let kept = self.spread / (self.spread + variance);
        let value = self.mean + kept * (effect - self.mean);
        let error = (kept * variance).sqrt().hypot((1.0 - kept) * self.std_error);
        (value, error)
    }
}

fn median(x: &[f64]) -> f64 {
    let mut sorted = x.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        sorted[middle]
    } else {
        f64::midpoint(sorted[middle - 1], sorted[middle])
    }
}
