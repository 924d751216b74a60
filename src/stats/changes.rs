//! Changes of a weekly series: when, by how much, and whether chance would do the same.

use rand_chacha::ChaCha8Rng;

use super::draws::{below, keyed};
use super::estimate::{Estimate, MIN_WEEKS, NoInference, Unfit, level};
use super::len;
use super::pelt::{default_penalty, energy, gain, robustly_scaled, search, standard_ranks, sums};
use super::series::weekly_mean;

/// Number of shuffled series that a p rests on.
pub const SHUFFLES: usize = 999;

/// Weeks that stay together when a series is shuffled.
pub const BLOCK: usize = 4;

/// What makes two stretches differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// Their means, in a series scaled by [`robustly_scaled`].
    Mean,
    /// Their ranks: no single week, however wild, makes a change.
    Rank,
}

/// How to look for changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Search<'a> {
    /// What makes two stretches differ.
    pub cost: Cost,
    /// Price of a change in squared standard deviations; nothing for 2·ln n.
    pub penalty: Option<f64>,
    /// Fewest weeks between two changes, and before the first and after the last.
    pub least: usize,
    /// Confidence level of the range in which a change lies, 0.9 for 90 %.
    pub level: f64,
    /// Number of shuffled series, [`SHUFFLES`] for a report.
    pub shuffles: usize,
    /// Seed of the shuffling.
    pub seed: u64,
    /// What the series is, so that two series are shuffled independently.
    pub label: &'a str,
}

/// One change of level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// First week of the new level, from zero.
    pub at: usize,
    /// Earliest first week of the new level that the data allow at the level asked for.
    pub earliest: usize,
    /// Latest such week.
    pub latest: usize,
    /// Mean of the weeks from this change to the next less that of the weeks since the one before, in the
    /// unit of the series. Its interval takes the place of the change as known.
    pub size: Estimate,
    /// How often chance alone makes a change as clear as this one anywhere in the series; one-sided,
    /// never below 1/(shuffles + 1).
    pub p: Result<f64, NoInference>,
}

/// Changes of level in a weekly series of medians, means or rates, ascending.
///
/// Weeks without a value are left out by the caller. Breaks are those of [`super::pelt::pelt`]. A
/// change's clarity is by how much it lowers the squared deviations of the stretches on both sides, over
/// the long-run variance of the series; its p is the share of series with shuffled blocks of four weeks
/// whose clearest change is at least as clear, so it allows for all places at which there might have been
/// one. The range of places holds those whose loss against the best one stays below −2·ln(1 − √level)
/// long-run variances.
///
/// The long-run variance is that of an autoregression of the deviations from the best three levels (two
/// breaks): with fewer, a passing change would count as noise; with all that were found, real slow movement
/// would count as change. Dividing both the series and its shuffled copies by it makes up for the
/// correlation that blocks of four weeks cut: with an autocorrelation of 0.5 from week to week, some
/// change has p ≤ 0.05 in 7 % of series without any (12 to 24 % undivided), with 0.7 in 10 %, with none in
/// 2 %.
///
/// # Errors
/// [`Unfit::Empty`], [`Unfit::OutOfRange`] for a value that isn't finite, [`Unfit::Argument`] for a level
/// outside (0, 1), no least length, no shuffles or a negative penalty.
///
/// # Source
/// Penalised breaks: Killick, Fearnhead & Eckley (2012). Shuffled and divided statistics: Romano & Tirlea
/// (2022), *Permutation testing for dependence in time series*. Range of places: Hansen (2000), *Sample
/// splitting and threshold estimation*, theorem 2.
pub fn changes(values: &[f64], how: &Search) -> Result<Vec<Change>, Unfit> {
    let level = level(how.level)?;
    if how.shuffles == 0 {
        return Err(Unfit::Argument(0.0));
    }
    if let Some(at) = values.iter().position(|v| !v.is_finite()) {
        return Err(Unfit::OutOfRange { at });
    }
    let plan = Plan {
        cost: how.cost,
        penalty: how.penalty.unwrap_or_else(|| default_penalty(values.len())),
        least: how.least,
    };
    // The public search checks what it is given.
    let breaks = super::pelt::pelt(&plan.scaled(values), plan.penalty, plan.least)?;
    if breaks.is_empty() {
        return Ok(Vec::new());
    }
    let sums = sums(&plan.scaled(values));
    let noise = long_run_variance(&sums, &plan.scaled(values), plan.least);
    let ends = [&[0], breaks.as_slice(), &[values.len()]].concat();
    let clear: Vec<f64> = ends.windows(3).map(|w| gain(&sums, w[0], w[1], w[2]) / noise).collect();
    let hits = (values.len() >= MIN_WEEKS && noise > 0.0).then(|| plan.hits(values, &clear, how));
    ends.windows(3)
        .enumerate()
        .map(|(k, w)| {
            let [earliest, latest] = plan.range(&sums, [w[0], w[1], w[2]], noise, level);
            let p = match &hits {
                Some(hits) => Ok(len(hits[k] + 1) / len(how.shuffles + 1)),
                None if values.len() < MIN_WEEKS => {
                    Err(NoInference::TooFewWeeks { weeks: values.len() })
                }
                None => Err(NoInference::NoVariation),
            };
            Ok(Change { at: w[1], earliest, latest, size: size(values, w[0], w[1], w[2])?, p })
        })
        .collect()
}

struct Plan {
    cost: Cost,
    penalty: f64,
    least: usize,
}

impl Plan {
    fn scaled(&self, values: &[f64]) -> Vec<f64> {
        match self.cost {
            Cost::Mean => robustly_scaled(values),
            Cost::Rank => standard_ranks(values),
        }
    }

    /// For each change, how many shuffled series hold one as clear.
    fn hits(&self, values: &[f64], clear: &[f64], how: &Search) -> Vec<usize> {
        // Neither scale nor ranks depend on the order of weeks, so that they can be shuffled scaled.
        let scaled = self.scaled(values);
        let mut blocks: Vec<&[f64]> = scaled.chunks(BLOCK).collect();
        let mut rng = keyed(how.seed, how.label);
        let mut hits = vec![0; clear.len()];
        for _ in 0..how.shuffles {
            shuffle(&mut blocks, &mut rng);
            let clearest = self.clearest(&blocks.concat());
            for (hit, clear) in hits.iter_mut().zip(clear) {
                *hit += usize::from(clearest >= *clear);
            }
        }
        hits
    }

    /// Clearness of the clearest change, 0 where there is none.
    fn clearest(&self, scaled: &[f64]) -> f64 {
        let sums = sums(scaled);
        let breaks = search(&sums, self.penalty, self.least);
        if breaks.is_empty() {
            return 0.0;
        }
        let ends = [&[0], breaks.as_slice(), &[scaled.len()]].concat();
        let most = ends.windows(3).map(|w| gain(&sums, w[0], w[1], w[2])).fold(0.0, f64::max);
        most / long_run_variance(&sums, scaled, self.least)
    }

    /// Places of a break between its neighbours that fit nearly as well as the best one.
    fn range(&self, sums: &[f64], ends: [usize; 3], noise: f64, level: f64) -> [usize; 2] {
        let [from, at, to] = ends;
        let slack = -2.0 * (1.0 - level.sqrt()).ln() * noise;
        let best = gain(sums, from, at, to);
        let fits = |place: &usize| best - gain(sums, from, *place, to) <= slack;
        let mut places = (from + self.least..=to - self.least).filter(fits);
        let earliest = places.next().unwrap_or(at).min(at);
        [earliest, places.next_back().unwrap_or(at).max(at)]
    }
}

/// After less before, each side with its own long-run variance; the degrees of freedom are Welch's.
fn size(values: &[f64], from: usize, at: usize, to: usize) -> Result<Estimate, Unfit> {
    let before = weekly_mean(&values[from..at])?.estimate();
    let after = weekly_mean(&values[at..to])?.estimate();
    let (v, w) = (before.std_error.powi(2), after.std_error.powi(2));
    let dof = if v + w > 0.0 {
        (v + w).powi(2) / (v * v / before.dof + w * w / after.dof)
    } else {
        before.dof + after.dof
    };
    Ok(Estimate {
        value: after.value - before.value,
        std_error: (v + w).sqrt(),
        dof,
        weeks: to - from,
    })
}

/// Variance that the mean of a long stretch has, times its length: of an autoregression of first order,
/// from what is left of the values beside their best three levels. Exactly 0 where nothing is left.
///
/// Both the levels and the freedom to choose their places pull the autocorrelation down: Kendall's
/// correction (1 + 3ρ)/n is applied once for each level and twice for each place.
fn long_run_variance(sums: &[f64], scaled: &[f64], least: usize) -> f64 {
    let breaks = levels(sums, least);
    let ends = [&[0], breaks.as_slice(), &[scaled.len()]].concat();
    let left: Vec<f64> = ends
        .windows(2)
        .flat_map(|w| {
            let mean = (sums[w[1]] - sums[w[0]]) / len(w[1] - w[0]);
            scaled[w[0]..w[1]].iter().map(move |v| v - mean)
        })
        .collect();
    let n = len(left.len());
    let spent = 1.0 + 3.0 * len(breaks.len());
    let squares: f64 = left.iter().map(|r| r * r).sum();
    let all: f64 = scaled.iter().map(|v| v * v).sum();
    if squares <= 1e-20 * all || n <= spent {
        return 0.0;
    }
    let raw = left.windows(2).map(|w| w[0] * w[1]).sum::<f64>() / squares;
    let rho = (raw + (1.0 + 3.0 * raw) * spent / n).clamp(0.0, 0.9);
    squares / (n - spent) * (1.0 + rho) / (1.0 - rho)
}

/// Best two breaks, or one where the series is too short for two.
fn levels(sums: &[f64], least: usize) -> Vec<usize> {
    let end = sums.len() - 1;
    if end < 3 * least {
        let one = |at: &usize| gain(sums, 0, *at, end);
        let places = least..=end.saturating_sub(least);
        return places.max_by(|a, b| one(a).total_cmp(&one(b))).into_iter().collect();
    }
    // This runs for every shuffled series: what doesn't depend on both breaks is computed once.
    let over: Vec<f64> = (0..=end).map(|n| 1.0 / len(n)).collect();
    let left: Vec<f64> = (0..=end).map(|first| sums[first] * sums[first] * over[first]).collect();
    let (mut most, mut best) = (f64::NEG_INFINITY, [least, 2 * least]);
    for second in 2 * least..=end - least {
        let right = energy(sums, second, end);
        for first in least..=second - least {
            let middle = sums[second] - sums[first];
            let all = left[first] + middle * middle * over[second - first] + right;
            if all > most {
                (most, best) = (all, [first, second]);
            }
        }
    }
    best.to_vec()
}

/// Every order equally likely (Fisher–Yates).
fn shuffle<T>(items: &mut [T], rng: &mut ChaCha8Rng) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(rng, last + 1));
    }
}
