//! For how long a series remembers, and what its cosine weights miss of that.
//!
//! A queue near its capacity takes months to forget a bad week. Its spectrum then peaks so sharply at zero
//! that even the slowest cosines lie beside the peak, and their mean may be a third of the variance that
//! is asked for. What a first-order autoregression would leave of each cosine is known exactly; the
//! cosines of like groups together tell which one it is.

use std::f64::consts::{PI, SQRT_2};

use super::len;

/// Shortest memory in weeks: neighbouring weeks have nothing to do with each other.
const SHORTEST: f64 = 0.25;

/// Autoregressions with memories from a quarter of a week to half of the series, by steps of √2.
pub(super) struct Memories {
    weeks: usize,
    seen: Vec<Seen>,
}

/// What the cosines see of one autoregression.
struct Seen {
    /// Expected Λ_j² over 1/T of the variance of the sum of the weeks, for j = 1…B.
    share: Vec<f64>,
    log_share: f64,
}

/// How likely each memory is.
pub(super) struct Likely(Vec<f64>);

impl Memories {
    /// For series of so many weeks, which must be at least 2, and so many cosines.
    pub(super) fn new(weeks: usize, cosines: usize) -> Self {
        let most = len(weeks) / 2.0;
        let memories = std::iter::successors(Some(SHORTEST), |memory| Some(memory * SQRT_2));
        let seen = memories.take_while(|memory| *memory <= most);
        Self { weeks, seen: seen.map(|memory| Seen::of(weeks, cosines, memory)).collect() }
    }

    /// Weighs the memories by their likelihood, all being as likely before: `power[j]` is the mean of Λ_j²
    /// over so many like series, each of which is taken as normally distributed.
    ///
    /// # Source
    /// Whittle (1953), Arkiv för Matematik 2, 423–434, at the cosine frequencies, the scale profiled out.
    pub(super) fn likely(&self, power: &[f64], series: f64) -> Likely {
        if power.iter().sum::<f64>() <= 0.0 {
            return Likely(vec![len(self.seen.len()).recip(); self.seen.len()]);
        }
        let ordinates = len(power.len());
        let log =
            |seen: &Seen| -series / 2.0 * (ordinates * seen.mean(power).ln() + seen.log_share);
        let logs: Vec<f64> = self.seen.iter().map(log).collect();
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = logs.iter().map(|log| (log - most).exp()).sum();
        Likely(logs.iter().map(|log| (log - most).exp() / total).collect())
    }

    /// Long-run variance of a series with these Λ_j², over all memories.
    pub(super) fn variance(&self, power: &[f64], likely: &Likely) -> f64 {
        let all = likely.0.iter().zip(&self.seen);
        len(self.weeks) * all.map(|(weight, seen)| weight * seen.mean(power)).sum::<f64>()
    }
}

impl Seen {
    fn of(weeks: usize, cosines: usize, memory: f64) -> Self {
        let (keep, length) = ((-1.0 / memory).exp(), len(weeks));
        let all = quadratic(keep, (0..weeks).map(|_| 1.0)) / length;
        let share: Vec<f64> = (1..=cosines)
            .map(|j| {
                let turn = PI * len(j) / length;
                let cosine = (0..weeks).map(|w| (turn * (len(w) + 0.5)).cos());
                quadratic(keep, cosine) * 2.0 / length / all
            })
            .collect();
        let log_share = share.iter().map(|s| s.ln()).sum();
        Self { share, log_share }
    }

    fn mean(&self, power: &[f64]) -> f64 {
        power.iter().zip(&self.share).map(|(p, s)| p / s).sum::<f64>() / len(power.len())
    }
}

/// xᵀΣx where Σ holds `keep` to the power of the distance of two weeks.
fn quadratic(keep: f64, x: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut before) = (0.0, 0.0);
    for x in x {
        sum += x * (x + 2.0 * before);
        before = keep * (before + x);
    }
    sum
}
