//! Small evidence by hand for the finders' own tests.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::finder::{Finder, Outcome};
use super::{Evidence, Limits};
use crate::frame::{Frame, Values};
use crate::study::FindSettings;

/// Limits for so many weeks, a little stricter than the default.
pub fn limits(weeks: u32) -> Limits {
    Limits {
        set: FindSettings {
            min_runs: 30,
            max_change_rate: 0.03,
            max_duplicate_rate: 0.03,
            max_ping_pong_share: 0.1,
            plan_margin: 0.2,
            bulk_size: 10,
            ..FindSettings::default()
        },
        evidence_weeks: weeks,
        office_day_s: 28_800,
        suppress_below: 5,
        by_closing: false,
    }
}

/// A frame with K text columns and N columns of whole numbers.
pub fn frame<const K: usize, const N: usize>(
    keys: [&str; K],
    numbers: [&str; N],
    rows: &[([&str; K], [i64; N])],
) -> Frame {
    let mut columns = BTreeMap::new();
    for (i, name) in keys.into_iter().enumerate() {
        let values = rows.iter().map(|(texts, _)| Some(texts[i].to_owned())).collect();
        columns.insert(name.to_owned(), Values::Text(values));
    }
    for (i, name) in numbers.into_iter().enumerate() {
        let values = rows.iter().map(|(_, numbers)| Some(numbers[i])).collect();
        columns.insert(name.to_owned(), Values::Int(values));
    }
    Frame::new(columns).unwrap()
}

/// What a finder sees in these relations.
pub fn run(finder: &Finder, limits: &Limits, frames: Vec<(&str, Frame)>) -> Outcome {
    let frames = frames.into_iter().map(|(name, frame)| (name.to_owned(), frame)).collect();
    (finder.find)(&Evidence::new(&frames), limits).unwrap()
}

/// Whether the finder stands on the first scope that it saw.
pub fn found(outcome: &Outcome) -> bool {
    outcome.seen.first().is_some_and(|s| s.beyond && s.finding.p.is_some_and(|p| p < 0.05))
}

/// Share of `worlds` in which the finder stands, and the most that chance allows at 5 %.
pub fn false_alarms(worlds: u64, stands: impl Fn(&mut Noise) -> bool) -> (f64, f64) {
    let alarms = (0..worlds).filter(|seed| stands(&mut Noise::new(*seed))).count();
    let worlds = crate::stats::real(worlds);
    (crate::stats::len(alarms) / worlds, 0.05 + 3.0 * (0.05 * 0.95 / worlds).sqrt())
}

/// Seeded random numbers.
pub struct Noise(ChaCha8Rng);

impl Noise {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Uniform in (0, 1).
    pub fn uniform(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits")]
        let bits = (self.0.next_u64() >> 11) as f64;
        (bits + 0.5) / 9_007_199_254_740_992.0
    }

    /// Exponential with this mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -self.uniform().ln() * mean
    }

    /// How many of `n` happen, each with this probability.
    pub fn of(&mut self, n: i64, probability: f64) -> i64 {
        (0..n).map(|_| i64::from(self.uniform() < probability)).sum()
    }
}

/// Weeks of a desk with one officer, first come first served, exponential times: of the dossiers that
/// arrived in the week, their number and the seconds that they waited; and those that were finished.
///
/// `per_week` arrive on average; the officer is busy for the share `load` of the time.
pub fn desk(noise: &mut Noise, weeks: usize, per_week: f64, load: f64) -> Vec<DeskWeek> {
    let warm = 20.0;
    let mut desk = vec![DeskWeek::default(); weeks];
    let (mut arrives, mut free) = (0.0, 0.0_f64);
    loop {
        arrives += noise.exponential(1.0 / per_week);
        let starts = free.max(arrives);
        let service = noise.exponential(load / per_week);
        free = starts + service;
        if arrives - warm >= crate::stats::len(weeks) {
            return desk;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small")]
        let week = |at: f64| (at >= warm).then_some((at - warm) as usize);
        if let Some(cell) = week(arrives).and_then(|w| desk.get_mut(w)) {
            cell.arrivals += 1;
            cell.wait += starts - arrives;
            cell.sojourn += free - arrives;
        }
        if let Some(cell) = week(free).and_then(|w| desk.get_mut(w)) {
            cell.completions += 1;
            cell.service += service;
        }
    }
}

/// A week of [`desk`]; times in weeks.
#[derive(Debug, Clone, Copy, Default)]
pub struct DeskWeek {
    pub arrivals: i64,
    pub completions: i64,
    pub wait: f64,
    pub sojourn: f64,
    pub service: f64,
}

/// Weeks as seconds of a five-day week of eight hours.
#[expect(clippy::cast_possible_truncation, reason = "far inside the range of i64")]
pub fn seconds(weeks: f64) -> i64 {
    (weeks * 144_000.0).round() as i64
}
