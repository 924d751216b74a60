//! Random numbers that belong to what they are for.
//!
//! Each number comes from a ChaCha8 stream of its own, seeded by the scenario's seed and by a [`Key`]:
//! whose it is, of which thing, how often that was met, and what for. No draw depends on how many were
//! made before it, so a change of one thing in a world changes nothing else in it.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A Poisson probability of none at a larger mean is too small for a number.
const LARGEST_MEAN: f64 = 500.0;

/// What a number is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Purpose {
    Arrivals = 1,
    ArrivalTime,
    ApplicantKind,
    ApplicantName,
    Service,
    Retyping,
    Outcome,
    Detour,
    Assignment,
    Supplement,
    OtherWork,
    OfficerName,
    Leave,
    Speed,
    Document,
    Defect,
    Catch,
    Surface,
    Difficulty,
    Skip,
    Outside,
    Postponement,
    Conditioning,
}

/// Names one draw.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    /// A dossier, a desk, a stream of arrivals: see [`name`].
    pub who: u64,
    /// A step, a day.
    pub what: u64,
    /// The visit of a step, the number within a day.
    pub nth: u32,
    pub purpose: Purpose,
}

/// The source of all numbers of one run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draws {
    seed: u64,
}

impl Draws {
    pub fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// The numbers that belong to a key: always the same ones, in the same order.
    pub fn at(self, key: Key) -> Stream {
        let mut bytes = [0_u8; 32];
        let words = [
            self.seed,
            key.who,
            key.what,
            (u64::from(key.nth) << 32) | u64::from(key.purpose as u32),
        ];
        for (slot, word) in bytes.chunks_exact_mut(8).zip(words) {
            slot.copy_from_slice(&word.to_le_bytes());
        }
        Stream(ChaCha8Rng::from_seed(bytes))
    }
}

/// Numbers drawn for one key.
pub(super) struct Stream(ChaCha8Rng);

impl Stream {
    /// Uniform on (0, 1): the top 53 bits, moved off zero so that the logarithm exists.
    pub fn uniform(&mut self) -> f64 {
        ((self.0.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// Standard normal (Box–Muller).
    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Log-normal with this mean and coefficient of variation; the mean itself where `cv` is 0.
    pub fn log_normal(&mut self, mean: f64, cv: f64) -> f64 {
        let variance = cv.mul_add(cv, 1.0).ln();
        mean * variance.sqrt().mul_add(self.normal(), -variance / 2.0).exp()
    }

    /// Poisson with this mean, by inversion of one uniform number; a large one as a sum.
    pub fn poisson(&mut self, mean: f64) -> u32 {
        let parts = (mean / LARGEST_MEAN).ceil().max(1.0);
        (0..parts as u32).map(|_| self.small_poisson(mean / parts)).sum()
    }

    fn small_poisson(&mut self, mean: f64) -> u32 {
        let u = self.uniform();
        let mut count = 0_u32;
        let mut probability = (-mean).exp();
        let mut below = probability;
        // The bound ends the search where rounding keeps the sum below u.
        while below < u && f64::from(count) < mean.mul_add(2.0, 200.0) {
            count += 1;
            probability *= mean / f64::from(count);
            below += probability;
        }
        count
    }
}

/// A number for a name made of parts (FNV-1a, 64 bits): the same in every scenario that has the name.
pub(super) fn name(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        // 0xff ends no UTF-8 text, so that ("ab", "c") and ("a", "bc") differ.
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(nth: u32) -> Key {
        Key { who: name(&["dossier"]), what: 3, nth, purpose: Purpose::Service }
    }

    fn mean_and_sd(values: &[f64]) -> (f64, f64) {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        (mean, (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n).sqrt())
    }

    #[test]
    fn a_draw_depends_on_its_key_alone() {
        let (one, two) = (Draws::new(1), Draws::new(2));
        assert_eq!(one.at(key(5)).uniform(), one.at(key(5)).uniform());
        assert_ne!(one.at(key(5)).uniform(), one.at(key(6)).uniform());
        assert_ne!(one.at(key(5)).uniform(), two.at(key(5)).uniform());
        assert_ne!(name(&["ab", "c"]), name(&["a", "bc"]));
    }

    #[test]
    fn draws_have_the_mean_and_spread_that_they_are_asked_for() {
        let draws = Draws::new(7);
        let log_normal: Vec<f64> =
            (0..40_000).map(|n| draws.at(key(n)).log_normal(30.0, 0.8)).collect();
        let (mean, sd) = mean_and_sd(&log_normal);
        assert!((mean - 30.0).abs() < 0.5 && (sd / mean - 0.8).abs() < 0.04, "{mean} {sd}");
        let poisson: Vec<f64> =
            (0..40_000).map(|n| f64::from(draws.at(key(n)).poisson(3.5))).collect();
        let (mean, sd) = mean_and_sd(&poisson);
        assert!((mean - 3.5).abs() < 0.05 && (sd * sd - 3.5).abs() < 0.15, "{mean} {sd}");
        let poisson: Vec<f64> =
            (0..10_000).map(|n| f64::from(draws.at(key(n)).poisson(2_000.0))).collect();
        let (mean, sd) = mean_and_sd(&poisson);
        assert!((mean - 2_000.0).abs() < 2.0 && (sd - 44.7).abs() < 1.5, "{mean} {sd}");
    }
}
