//! Shares against a margin, families of effects, and how often exact intervals cover: expected values by
//! SciPy and statsmodels (`make_groups.py`), and by summing the binomial distribution.

use redtape::stats::counts::Counts;
use redtape::stats::non_inferiority::{not_worse, score_interval};
use redtape::stats::proportion::{clopper_pearson, newcombe_difference, wilson};
use redtape::stats::shrink::Family;
use redtape::stats::{OpenInterval, Unfit};
use serde::Deserialize;

use super::{fixture, near, within};

#[derive(Deserialize)]
struct NonInferiorityCase {
    first: (f64, f64),
    second: (f64, f64),
    margin: f64,
    z: f64,
    p: f64,
    interval: Option<[f64; 2]>,
}

#[test]
fn non_inferiority_agrees_with_miettinen_nurminen_by_scipy() {
    for case in fixture::<Vec<NonInferiorityCase>>("non_inferiority") {
        let what = format!("{:?} against {:?}", case.first, case.second);
        let got = not_worse(case.first, case.second, case.margin).unwrap();
        near(got.difference, case.first.0 / case.first.1 - case.second.0 / case.second.1, &what);
        near(got.z, case.z, &what);
        within(got.p, case.p, 1e-8, &what);
    }
}

#[test]
fn score_intervals_of_differences_agree_with_r_propcis() {
    let cases = fixture::<Vec<NonInferiorityCase>>("non_inferiority");
    let known = cases.iter().filter_map(|case| case.interval.map(|ends| (case, ends)));
    for (case, [low, high]) in known {
        let got = score_interval(case.first, case.second, 0.95).unwrap();
        let what = format!("{:?} against {:?}", case.first, case.second);
        within(got.low, low, 1e-6, &what);
        within(got.high, high, 1e-6, &what);
    }
}

#[test]
fn the_ends_of_a_score_interval_are_where_its_test_turns() {
    let shares = [(0.0, 40.0), (3.0, 55.0), (9.0, 30.0), (30.0, 30.0), (0.4, 1.0)];
    for first in shares {
        for second in shares {
            let high = score_interval(first, second, 0.9).unwrap().high;
            let what = format!("{first:?} against {second:?}");
            if high > 1e-6 && high < 1.0 - 1e-6 {
                near(not_worse(first, second, high).unwrap().p, 0.05, &what);
            }
            let turned = score_interval(second, first, 0.9).unwrap();
            within(turned.low, -high, 1e-9, &what);
        }
    }
}

#[test]
fn no_worse_without_a_margin_cannot_be_shown() {
    for margin in [0.0, -0.1, 1.0, f64::NAN] {
        let refused = not_worse((1.0, 9.0), (2.0, 9.0), margin);
        assert!(matches!(refused, Err(Unfit::Argument(_))), "{margin}: {refused:?}");
    }
    assert_eq!(not_worse((0.0, 0.0), (2.0, 9.0), 0.1), Err(Unfit::NoVolume));
    assert_eq!(not_worse((2.0, 1.0), (2.0, 9.0), 0.1), Err(Unfit::OutOfRange { at: 0 }));
    assert_eq!(not_worse((0.2, 0.5), (0.1, 0.5), 0.1), Err(Unfit::TooFew { least: 2 }));
    assert!(score_interval((1.0, 2.0), (1.0, 2.0), 1.0).is_err());
}

#[derive(Deserialize)]
struct FamilyCase {
    name: String,
    effects: Vec<f64>,
    variances: Vec<f64>,
    spread: f64,
    mean: f64,
    std_error: f64,
    shrunken: Vec<f64>,
    shrunken_errors: Vec<f64>,
}

#[test]
fn families_agree_with_statsmodels_dersimonian_laird() {
    for case in fixture::<Vec<FamilyCase>>("families") {
        let effects: Vec<(f64, f64)> =
            case.effects.iter().copied().zip(case.variances.iter().copied()).collect();
        let family = Family::fit(&effects).unwrap();
        near(family.spread, case.spread, &case.name);
        near(family.mean, case.mean, &case.name);
        near(family.std_error, case.std_error, &case.name);
        for ((effect, variance), (value, error)) in
            effects.iter().zip(case.shrunken.iter().zip(&case.shrunken_errors))
        {
            let got = family.shrink(*effect, *variance);
            near(got.0, *value, &case.name);
            near(got.1, *error, &case.name);
        }
    }
}

#[test]
fn one_group_is_no_family() {
    assert_eq!(Family::fit(&[]), None);
    assert_eq!(Family::fit(&[(3.0, 1.0)]), None);
}

/// P(X = k) for k = 0…n.
fn binomial(n: u32, p: f64) -> Vec<f64> {
    let mut mass = vec![1.0];
    for _ in 0..n {
        let mut next = vec![0.0; mass.len() + 1];
        for (k, m) in mass.iter().enumerate() {
            next[k] += m * (1.0 - p);
            next[k + 1] += m * p;
        }
        mass = next;
    }
    mass
}

#[test]
fn order_statistics_cover_a_quantile_as_often_as_they_say_and_no_narrower_ones_do() {
    for n in [1, 2, 5, 11, 30, 60] {
        let values: Vec<i64> = (1..=i64::from(n)).collect();
        let counts = Counts::from_values(&values, &[]);
        for p in [0.1, 0.5, 0.75, 0.95] {
            // How many lie below the true quantile: the rank of an end is missed beyond it.
            let mass = binomial(n, p);
            for level in [0.5, 0.9, 0.95, 0.99] {
                let OpenInterval { low, high, .. } = counts.quantile_interval(p, level).unwrap();
                let rank = |end: i64| usize::try_from(end).unwrap();
                let too_high = |low: usize| mass[..low].iter().sum::<f64>();
                let too_low = |high: usize| mass[high..].iter().sum::<f64>();
                let (l, u) = (low.map_or(0, rank), high.map_or(mass.len(), rank));
                let half = (1.0 - level) / 2.0;
                let what = format!("n {n}, p {p}, level {level}: {l} to {u}");
                assert!(too_high(l) <= half + 1e-12, "{what}");
                assert!(too_low(u) <= half + 1e-12, "{what}");
                assert!(too_high(l + 1) > half - 1e-12, "{what}: a higher low end would do");
                assert!(u == 1 || too_low(u - 1) > half - 1e-12, "{what}: a lower end would do");
            }
        }
    }
}

#[test]
fn an_open_dossier_lends_no_order_statistic() {
    let open = Counts::from_values(&[], &[3, 4, 5]);
    assert_eq!(open.quantile_interval(0.5, 0.9), Err(Unfit::Empty));
    let some = Counts::from_values(&[1, 2, 3, 4, 5, 6, 7, 8], &[]);
    let with_open = some.merge(&open);
    assert_eq!(with_open.quantile_interval(0.5, 0.9), some.quantile_interval(0.5, 0.9));
    for outside in [0.0, 1.0, f64::NAN] {
        assert!(some.quantile_interval(outside, 0.9).is_err());
        assert!(some.quantile_interval(0.5, outside).is_err());
    }
}

#[test]
fn clopper_pearson_covers_every_share_at_least_as_often_as_it_says() {
    for n in [1, 4, 17, 40] {
        let interval = |k: usize| clopper_pearson(k as f64, f64::from(n), 0.9).unwrap();
        let intervals: Vec<_> = (0..=n as usize).map(interval).collect();
        for step in 1..200 {
            let p = f64::from(step) / 200.0;
            let mass = binomial(n, p);
            let held = intervals.iter().zip(&mass).filter(|(i, _)| i.low <= p && p <= i.high);
            let covered: f64 = held.map(|(_, mass)| mass).sum();
            assert!(covered >= 0.9 - 1e-12, "n {n}, p {p}: {covered}");
        }
    }
}

#[test]
fn wilson_and_newcombe_hold_what_was_observed() {
    for (k, n) in [(0.0, 1.0), (1.0, 1.0), (3.0, 7.0), (0.5, 9.5), (1e7, 1e7)] {
        let got = wilson(k, n, 0.95).unwrap();
        assert!(0.0 <= got.low && got.low <= k / n && k / n <= got.high && got.high <= 1.0);
        let same = newcombe_difference((k, n), (k, n), 0.95).unwrap();
        assert!(same.low < 0.0 && same.high > 0.0, "{k} of {n}");
        near(same.low, -same.high, "a share against itself");
    }
    assert_eq!(newcombe_difference((1.0, 2.0), (0.0, 0.0), 0.9), Err(Unfit::NoVolume));
}
