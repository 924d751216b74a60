//! What groups of one family lend each other: variances (Smyth) and effects (DerSimonian–Laird).

use super::len;
use super::special::{normal_quantile, student_t_upper, trigamma, trigamma_inverse};

/// Degrees of freedom of what like groups say about the variance of a further one: a scaled F distribution
/// fitted to variances that each have `dof` degrees of freedom, on their logarithms. Infinite where they
/// differ by no more than chance; `None` for fewer than two, or where the median is 0.
///
/// # Source
/// Smyth (2004), Stat. Appl. Genet. Mol. Biol. 3:3, section 6.2, as limma's `fitFDist`: variances below 10⁻⁵ of
/// the median are raised to it.
pub(super) fn prior_dof(variances: &[f64], dof: f64) -> Option<f64> {
    if variances.len() < 2 {
        return None;
    }
    let least = 1e-5 * median(variances);
    if least <= 0.0 {
        return None;
    }
    let logs: Vec<f64> = variances.iter().map(|v| v.max(least).ln()).collect();
    let groups = len(logs.len());
    let mean = logs.iter().sum::<f64>() / groups;
    let spread = logs.iter().map(|log| (log - mean).powi(2)).sum::<f64>() / (groups - 1.0)
        - trigamma(dof / 2.0);
    Some(if spread > 0.0 { 2.0 * trigamma_inverse(spread) } else { f64::INFINITY })
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

    /// An effect drawn toward the mean of a family whose members differ as a normal distribution does, and
    /// the standard error of what comes out: that of the effect within the family, and that of the mean as
    /// far as it was drawn there. `variance` is the effect's, above 0.
    ///
    /// For families that do differ, such as the savings of different steps; groups that mostly don't are
    /// drawn by a mixture.
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

/// How true effects of one family lie around its mean: a mixture of normal distributions, from "none
/// differs" to "this one differs as much as any".
///
/// A single normal distribution draws the one slow desk among fifty-nine equal ones almost all the way
/// to them; a mixture tells it from the noise, and draws only what could be noise.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mixture {
    mean: f64,
    /// (weight, variance) of each part; the weights add up to 1.
    parts: Vec<(f64, f64)>,
}

impl Mixture {
    /// Fits the weights to effects with their variances, all above 0, by maximum penalised likelihood.
    ///
    /// # Source
    /// Stephens (2017), Biostatistics 18, 275–294: grid, penalty and algorithm as in R `ashr`
    /// (`mixcompdist = "normal"`, `mode` = the family's mean).
    pub(super) fn fit(mean: f64, effects: &[(f64, f64)]) -> Self {
        let spreads = grid(mean, effects);
        // Likelihood of each effect under each part, over the largest, so that none vanishes.
        let likelihood: Vec<Vec<f64>> = effects
            .iter()
            .map(|(y, v)| {
                let logs = spreads.iter().map(|s| log_normal(y - mean, v + s));
                let logs: Vec<f64> = logs.collect();
                let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                logs.iter().map(|l| (l - most).exp()).collect()
            })
            .collect();
        let groups = len(effects.len());
        let mut weights = vec![1.0 / len(spreads.len()); spreads.len()];
        for _ in 0..MOST_STEPS {
            let mut next = vec![0.0; weights.len()];
            // As if so many groups more had been seen that don't differ.
            next[0] = NULL_WEIGHT - 1.0;
            for row in &likelihood {
                let total: f64 = row.iter().zip(&weights).map(|(l, w)| l * w).sum();
                for (sum, (l, w)) in next.iter_mut().zip(row.iter().zip(&weights)) {
                    *sum += l * w / total;
                }
            }
            let scale = groups + NULL_WEIGHT - 1.0;
            let mut moved = 0.0_f64;
            for (weight, sum) in weights.iter_mut().zip(next) {
                moved = moved.max((*weight - sum / scale).abs());
                *weight = sum / scale;
            }
            if moved < 1e-7 {
                break;
            }
        }
        Self { mean, parts: weights.into_iter().zip(spreads).collect() }
    }

    /// An effect drawn toward the family as far as it could be noise: mean and standard deviation of the
    /// true effect, given the observed one.
    pub(super) fn shrink(&self, effect: f64, variance: f64) -> (f64, f64) {
        let gap = effect - self.mean;
        let logs: Vec<f64> =
            self.parts.iter().map(|(w, s)| w.ln() + log_normal(gap, variance + s)).collect();
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (mut total, mut first, mut second) = (0.0, 0.0, 0.0);
        for (log, (_, spread)) in logs.iter().zip(&self.parts) {
            let weight = (log - most).exp();
            let kept = spread / (spread + variance);
            total += weight;
            first += weight * kept * gap;
            second += weight * ((kept * gap).powi(2) + kept * variance);
        }
        let mean = first / total;
        (self.mean + mean, (second / total - mean * mean).max(0.0).sqrt())
    }
}

/// The standard error with which `gap` is as surprising under the normal distribution as it is with
/// `std_error` under Student's t: with few degrees of freedom, four standard errors may be noise.
///
/// # Source
/// Lu & Stephens (2019), *Empirical Bayes estimation of normal means, accounting for uncertainty in
/// estimated standard errors*, arXiv:1901.10679.
pub(super) fn normal_equivalent(gap: f64, std_error: f64, dof: f64) -> f64 {
    // The ratio has a limit at 0; near it, both are 0.
    let t = (gap / std_error).abs().max(0.01);
    let z = -normal_quantile(student_t_upper(t, dof));
    std_error * (t / z).max(1.0)
}

/// Weight of "doesn't differ" in the penalty, 1 for none; the default of `ashr`.
const NULL_WEIGHT: f64 = 10.0;

/// Steps after which the weights stand for all that reports show.
const MOST_STEPS: usize = 2_000;

/// Variances of the parts: 0, then from a tenth of the smallest standard error by √2 up to twice the
/// largest excess over it, as in `ashr`.
fn grid(mean: f64, effects: &[(f64, f64)]) -> Vec<f64> {
    let least = effects.iter().map(|(_, v)| *v).fold(f64::INFINITY, f64::min) / 100.0;
    let excess = effects.iter().map(|(y, v)| (y - mean).powi(2) - v).fold(0.0, f64::max);
    let most = if excess > 0.0 { 4.0 * excess } else { 64.0 * least };
    let mut spreads = vec![0.0];
    let mut spread = most;
    while spread > least && spreads.len() < 100 {
        spreads.push(spread);
        spread /= 2.0;
    }
    spreads[1..].reverse();
    spreads
}

/// ln of the normal density at `gap`, but for a constant.
fn log_normal(gap: f64, variance: f64) -> f64 {
    -0.5 * (gap * gap / variance + variance.ln())
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
