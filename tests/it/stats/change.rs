//! Change points: against ruptures, where nothing changes, and where something does.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use redtape::stats::changes::{Change, Cost, SHUFFLES, Search, changes};
use redtape::stats::pelt::{pelt, robustly_scaled, standard_ranks};
use redtape::stats::{NoInference, Unfit};
use serde::Deserialize;

use super::fixture;

#[derive(Deserialize)]
struct Cases {
    series: BTreeMap<String, Vec<f64>>,
    pelt: Vec<PeltCase>,
}

#[derive(Deserialize)]
struct PeltCase {
    series: String,
    model: String,
    least: usize,
    penalty: f64,
    breaks: Vec<usize>,
}

#[test]
fn breaks_are_those_of_ruptures_pelt() {
    let Cases { series, pelt: cases } = fixture("change");
    assert!(cases.len() > 80, "{} cases", cases.len());
    for case in cases {
        let values = &series[&case.series];
        let scaled = match case.model.as_str() {
            "l2" => robustly_scaled(values),
            _ => standard_ranks(values),
        };
        let breaks = pelt(&scaled, case.penalty, case.least).unwrap();
        let PeltCase { series, model, least, penalty, .. } = &case;
        assert_eq!(breaks, case.breaks, "{series}, {model}, least {least}, penalty {penalty}");
    }
}

/// Least penalised squares over all sets of breaks, by trying every start for every end.
fn least_cost(values: &[f64], penalty: f64, least: usize) -> f64 {
    let mut best = vec![0.0];
    for end in 1..=values.len() {
        let starts = (0..end).filter(|start| end - start >= least);
        best.push(
            starts
                .map(|start| best[start] + squares(&values[start..end]) + penalty)
                .fold(f64::INFINITY, f64::min),
        );
    }
    best[values.len()]
}

fn squares(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|v| (v - mean).powi(2)).sum()
}

#[test]
fn no_set_of_breaks_is_cheaper_by_brute_force() {
    let mut chance = Chance::new(5);
    for _ in 0..300 {
        let n = 8 + chance.below(60);
        let (least, penalty) = (1 + chance.below(9), chance.below(4) as f64);
        let values: Vec<f64> = (0..n).map(|t| chance.normal() + (t / 13 % 2) as f64).collect();
        if n < least {
            continue;
        }
        let breaks = pelt(&values, penalty, least).unwrap();
        let ends: Vec<usize> = [vec![0], breaks, vec![n]].concat();
        assert!(ends.len() == 2 || ends.windows(2).all(|w| w[1] - w[0] >= least));
        let cost: f64 = ends.windows(2).map(|w| squares(&values[w[0]..w[1]]) + penalty).sum();
        let best = least_cost(&values, penalty, least);
        assert!((cost - best).abs() < 1e-9 * best.max(1.0), "{cost} {best} {ends:?}");
    }
}

/// Random numbers of one series.
struct Chance(ChaCha8Rng);

impl Chance {
    fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    fn uniform(&mut self) -> f64 {
        ((self.0.next_u64() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * self.uniform().ln()).sqrt() * (std::f64::consts::TAU * self.uniform()).cos()
    }

    fn below(&mut self, end: usize) -> usize {
        (self.0.next_u64() % end as u64) as usize
    }

    /// An autoregression of first order in its long run, with variance 1.
    fn weeks(&mut self, weeks: usize, rho: f64) -> Vec<f64> {
        let mut level = self.normal();
        (0..weeks)
            .map(|_| {
                level = rho * level + (1.0 - rho * rho).sqrt() * self.normal();
                level
            })
            .collect()
    }
}

fn how(shuffles: usize, cost: Cost) -> Search<'static> {
    Search { cost, penalty: None, least: 4, level: 0.9, shuffles, seed: 7, label: "test" }
}

fn clear(found: &[Change], alpha: f64) -> Vec<Change> {
    found.iter().copied().filter(|c| c.p.unwrap() <= alpha).collect()
}

/// Series without a change in which some change is called clear.
fn false_alarms(series: usize, weeks: usize, rho: f64, cost: Cost) -> usize {
    (0..series)
        .filter(|seed| {
            let x = Chance::new(1_000 + *seed as u64).weeks(weeks, rho);
            !clear(&changes(&x, &how(199, cost)).unwrap(), 0.05).is_empty()
        })
        .count()
}

#[test]
fn an_unchanging_series_seldom_has_a_clear_change_even_where_weeks_are_alike() {
    // Rates as documented, with three standard errors of 300 series.
    for (weeks, rho, rate) in [(52, 0.0, 0.05), (52, 0.5, 0.07), (104, 0.5, 0.07)] {
        for cost in [Cost::Mean, Cost::Rank] {
            let alarms = false_alarms(300, weeks, rho, cost);
            let most = 300.0 * rate + 3.0 * (300.0 * rate * (1.0_f64 - rate)).sqrt();
            assert!(alarms as f64 <= most, "{weeks} weeks, {rho}, {cost:?}: {alarms} of 300");
        }
    }
}

#[test]
fn a_planted_shift_is_found_at_its_place_with_its_size() {
    for cost in [Cost::Mean, Cost::Rank] {
        let (mut found, mut held, mut covered) = (0, 0, 0);
        for seed in 0..200 {
            let mut x = Chance::new(seed).weeks(78, 0.5);
            x[40..].iter_mut().for_each(|v| *v += 3.0);
            let all = changes(&x, &how(199, cost)).unwrap();
            let clear = clear(&all, 0.05);
            let Some(change) = clear.iter().min_by_key(|c| c.at.abs_diff(40)) else { continue };
            found += 1;
            held += usize::from(change.earliest <= 40 && 40 <= change.latest);
            let interval = change.size.interval(0.9).unwrap();
            covered += usize::from(interval.low <= 3.0 && 3.0 <= interval.high);
        }
        assert!(found >= 180, "{cost:?}: found in {found} of 200");
        assert!(held >= 170, "{cost:?}: place held in {held} of {found}");
        assert!(covered >= 150, "{cost:?}: size held in {covered} of {found}");
    }
}

#[test]
fn a_passing_rise_is_found_as_two_changes() {
    let mut both = 0;
    for seed in 0..100 {
        let mut x = Chance::new(seed).weeks(78, 0.3);
        x[26..52].iter_mut().for_each(|v| *v += 3.0);
        let clear = clear(&changes(&x, &how(199, Cost::Mean)).unwrap(), 0.05);
        both += usize::from(
            clear.iter().any(|c| c.at.abs_diff(26) <= 3 && c.size.value > 0.0)
                && clear.iter().any(|c| c.at.abs_diff(52) <= 3 && c.size.value < 0.0),
        );
    }
    assert!(both >= 80, "both in {both} of 100");
}

#[test]
fn one_wild_week_is_no_change_of_ranks() {
    let mut x = Chance::new(3).weeks(60, 0.0);
    x[30] = 1e9;
    assert_eq!(changes(&x, &how(99, Cost::Rank)).unwrap(), vec![]);
}

#[test]
fn a_change_is_the_same_in_minutes_and_in_days_and_for_the_same_seed() {
    let mut x = Chance::new(9).weeks(60, 0.3);
    x[30..].iter_mut().for_each(|v| *v += 4.0);
    let days: Vec<f64> = x.iter().map(|v| v * 256.0).collect();
    let (a, b) =
        (changes(&x, &how(SHUFFLES, Cost::Mean)), changes(&days, &how(SHUFFLES, Cost::Mean)));
    let (a, b) = (a.unwrap(), b.unwrap());
    assert_eq!(a, changes(&x, &how(SHUFFLES, Cost::Mean)).unwrap());
    assert_eq!(a.len(), b.len());
    for (a, b) in a.iter().zip(&b) {
        assert_eq!((a.at, a.earliest, a.latest, a.p), (b.at, b.earliest, b.latest, b.p));
        assert_eq!(a.size.value * 256.0, b.size.value);
    }
    assert_eq!(a.iter().map(|c| c.at).collect::<Vec<_>>(), [30]);
    assert_eq!(a[0].p, Ok(1.0 / 1_000.0));
}

#[test]
fn what_holds_no_change_says_so() {
    let mean = how(99, Cost::Mean);
    assert_eq!(changes(&[], &mean), Err(Unfit::Empty));
    assert_eq!(changes(&[3.0], &mean), Ok(vec![]));
    for n in [2, 7, 8, 52, 5_000] {
        assert_eq!(changes(&vec![0.1; n], &mean), Ok(vec![]), "{n} alike");
        assert_eq!(changes(&vec![0.1; n], &how(99, Cost::Rank)), Ok(vec![]), "{n} alike");
    }
    assert_eq!(changes(&[1.0, f64::NAN], &mean), Err(Unfit::OutOfRange { at: 1 }));
    assert_eq!(changes(&[1.0], &Search { least: 0, ..mean }), Err(Unfit::Argument(0.0)));
    assert_eq!(changes(&[1.0], &Search { shuffles: 0, ..mean }), Err(Unfit::Argument(0.0)));
    assert_eq!(changes(&[1.0], &Search { level: 1.0, ..mean }), Err(Unfit::Argument(1.0)));
    assert_eq!(
        changes(&[1.0], &Search { penalty: Some(-1.0), ..mean }),
        Err(Unfit::Argument(-1.0))
    );
    assert!(changes(&[f64::MAX, f64::MIN, 0.0, 1.0], &mean).is_ok_and(|c| c.is_empty()));
}

#[test]
fn a_change_without_noise_or_weeks_has_a_place_but_no_p() {
    let step = [vec![2.0; 26], vec![5.0; 26]].concat();
    let found = changes(&step, &how(99, Cost::Mean)).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].at, found[0].earliest, found[0].latest), (26, 26, 26));
    assert_eq!((found[0].size.value, found[0].p), (3.0, Err(NoInference::NoVariation)));
    let mut few = Chance::new(2).weeks(16, 0.0);
    few[8..].iter_mut().for_each(|v| *v += 20.0);
    let found = changes(&few, &how(99, Cost::Mean)).unwrap();
    assert_eq!(found.iter().map(|c| c.at).collect::<Vec<_>>(), [8]);
    assert_eq!(found[0].p, Err(NoInference::TooFewWeeks { weeks: 16 }));
    assert!(found[0].size.interval(0.9).is_err());
}
