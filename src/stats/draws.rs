//! Joint draws of several statistics, for whatever isn't smooth: ranks, the best of a package.
//!
//! The covariance of the statistics, from the same cosine weights, has rank B only: there is no Cholesky
//! factor, but there is no need of one either.

use std::f64::consts::TAU;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::estimate::Unfit;
use super::len;
use super::series::{Series, same_weeks};

/// Number of draws that reports rest on.
pub const DRAWS: usize = 2_000;

/// Draws of several statistics at once, one row a draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Draws {
    statistics: usize,
    values: Vec<f64>,
}

impl Draws {
    /// The draws, each a slice with one value a statistic, in the order given.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.values.chunks_exact(self.statistics.max(1))
    }

    /// How often each statistic is among the `top` largest of its draw, in [0, 1]; ties go to the one
    /// named first.
    #[must_use]
    pub fn share_in_top(&self, top: usize) -> Vec<f64> {
        let mut hits = vec![0_usize; self.statistics];
        let mut order: Vec<usize> = Vec::new();
        let mut draws = 0;
        for row in self.rows() {
            order.clear();
            order.extend(0..row.len());
            order.sort_by(|a, b| row[*b].total_cmp(&row[*a]).then(a.cmp(b)));
            for at in order.iter().take(top) {
                hits[*at] += 1;
            }
            draws += 1;
        }
        hits.into_iter().map(|h| len(h) / len(draws)).collect()
    }
}

/// Draws all statistics together: value + √T · Σ_j z_j Λ_j / √B · √(B/χ²_B), with the same z and χ² for
/// all of them, so that what moves one week moves them alike.
///
/// Each statistic alone then follows Student's t with B degrees of freedom around its value.
///
/// # Errors
/// [`Unfit::Empty`] without statistics or draws, [`Unfit::WeeksDiffer`] where they rest on other weeks.
///
/// # Source
/// methods §3; ChaCha with 8 rounds, keyed by `seed` and `label`, so that statistics drawn under
/// different labels are independent and none depends on the order of computation.
pub fn joint(statistics: &[Series], draws: usize, seed: u64, label: &str) -> Result<Draws, Unfit> {
    let weeks = statistics.first().ok_or(Unfit::Empty)?.weeks();
    if draws == 0 {
        return Err(Unfit::Empty);
    }
    let mut lambdas = Vec::with_capacity(statistics.len());
    for statistic in statistics {
        same_weeks(weeks, statistic.weeks())?;
        lambdas.push(statistic.long_run().lambdas);
    }
    let cosines = lambdas.first().map_or(1, Vec::len);
    let scale = len(weeks).sqrt();
    let mut normal = Normals::new(seed, label);
    let mut values = Vec::with_capacity(draws * statistics.len());
    for _ in 0..draws {
        let z: Vec<f64> = (0..cosines).map(|_| normal.next()).collect();
        let chi_square: f64 = (0..cosines).map(|_| normal.next().powi(2)).sum();
        // √T/√B · √(B/χ²_B)
        let factor = scale / chi_square.sqrt();
        for (statistic, lambda) in statistics.iter().zip(&lambdas) {
            let moved: f64 = z.iter().zip(lambda).map(|(z, l)| z * l).sum();
            values.push(statistic.value() + factor * moved);
        }
    }
    Ok(Draws { statistics: statistics.len(), values })
}

/// Standard normal numbers from a keyed stream, two at a time (Box–Muller).
struct Normals {
    rng: ChaCha8Rng,
    spare: Option<f64>,
}

impl Normals {
    fn new(seed: u64, label: &str) -> Self {
        Self { rng: keyed(seed, label), spare: None }
    }

    fn next(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let radius = (-2.0 * self.uniform().ln()).sqrt();
        let angle = TAU * self.uniform();
        self.spare = Some(radius * angle.sin());
        radius * angle.cos()
    }

    /// In (0, 1], in steps of 2⁻⁵³.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
    fn uniform(&mut self) -> f64 {
        ((self.rng.next_u64() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }
}

/// The stream of a statistic: ChaCha with 8 rounds, keyed by `seed` and `label`.
pub(super) fn keyed(seed: u64, label: &str) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(&fnv1a(label).to_le_bytes());
    ChaCha8Rng::from_seed(key)
}

/// A whole number below `end`, each equally likely but for 2⁻⁶⁴; 0 where `end` is.
#[expect(clippy::cast_possible_truncation, reason = "the upper half of the product is below `end`")]
pub(super) fn below(rng: &mut ChaCha8Rng, end: usize) -> usize {
    ((u128::from(rng.next_u64()) * end as u128) >> 64) as usize
}

/// 64-bit FNV-1a, so that a label keys the same stream on every platform and in every release.
fn fnv1a(label: &str) -> u64 {
    label.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
