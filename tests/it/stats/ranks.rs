//! Comparisons by rank: expected values by SciPy, scikit-posthocs, and all pairs in NumPy
//! (`make_groups.py`).

use redtape::stats::Alternative::{Greater, Less, TwoSided};
use redtape::stats::Unfit;
use redtape::stats::counts::Counts;
use redtape::stats::kruskal::KruskalWallis;
use redtape::stats::mann_whitney::MannWhitney;
use redtape::stats::shift::{hodges_lehmann, hodges_lehmann_interval};
use redtape::stats::strata::Stratified;
use redtape::stats::superiority::Superiority;
use serde::Deserialize;

use super::{finished, fixture, near, tail};

#[derive(Deserialize)]
struct Pair {
    name: String,
    a: Vec<i64>,
    b: Vec<i64>,
    exact: bool,
    u: f64,
    less: f64,
    greater: f64,
    two_sided: f64,
    delta: f64,
    probability: f64,
    variance: Option<f64>,
    intervals: Vec<Ends<f64>>,
    shift: f64,
    shift_intervals: Vec<Ends<Option<i64>>>,
}

#[derive(Deserialize)]
struct Ends<T> {
    level: f64,
    low: T,
    high: T,
}

/// Every case, its two samples as counts.
fn pairs() -> impl Iterator<Item = (Pair, Counts, Counts)> {
    fixture::<Vec<Pair>>("pairs").into_iter().map(|case| {
        let (a, b) = (finished(&case.a), finished(&case.b));
        (case, a, b)
    })
}

#[test]
fn mann_whitney_agrees_with_scipy() {
    for (case, a, b) in pairs() {
        let test = MannWhitney::of(&a, &b).unwrap();
        near(test.u(), case.u, &case.name);
        near(test.superiority(), case.probability, &case.name);
        assert_eq!(test.is_exact(), case.exact, "{}", case.name);
        for (alternative, want) in
            [(Less, case.less), (Greater, case.greater), (TwoSided, case.two_sided)]
        {
            tail(test.p_if_independent(alternative), want, &case.name);
        }
    }
}

#[test]
fn cliffs_delta_has_the_consistent_variance_of_all_pairs() {
    for (case, a, b) in pairs() {
        let effect = Superiority::of(&a, &b).unwrap();
        near(effect.delta(), case.delta, &case.name);
        near(effect.probability(), case.probability, &case.name);
        let Some(variance) = case.variance else {
            assert_eq!(effect.variance(), Err(Unfit::TooFew { least: 2 }), "{}", case.name);
            assert!(effect.interval_if_independent(0.9).is_err(), "{}", case.name);
            continue;
        };
        near(effect.variance().unwrap(), variance, &case.name);
        for want in &case.intervals {
            let got = effect.interval_if_independent(want.level).unwrap();
            near(got.low, want.low, &case.name);
            near(got.high, want.high, &case.name);
        }
    }
}

#[test]
fn hodges_lehmann_shifts_are_medians_of_all_pairs() {
    for (case, a, b) in pairs() {
        near(hodges_lehmann(&a, &b).unwrap(), case.shift, &case.name);
    }
}

#[test]
fn hodges_lehmann_intervals_are_order_statistics_of_all_pairs() {
    for (case, a, b) in pairs() {
        for want in &case.shift_intervals {
            let got = hodges_lehmann_interval(&a, &b, want.level).unwrap();
            assert_eq!((got.low, got.high), (want.low, want.high), "{}", case.name);
        }
    }
}

#[derive(Deserialize)]
struct Several {
    name: String,
    groups: Vec<Vec<i64>>,
    h: f64,
    p: f64,
    mean_ranks: Vec<f64>,
    dunn: Vec<Dunn>,
}

#[derive(Deserialize)]
struct Dunn {
    first: usize,
    second: usize,
    longer: bool,
    p: f64,
    q: f64,
}

/// Every case, tested.
fn several() -> impl Iterator<Item = (Several, KruskalWallis)> {
    fixture::<Vec<Several>>("several").into_iter().map(|case| {
        let groups: Vec<Counts> = case.groups.iter().map(|values| finished(values)).collect();
        let test = KruskalWallis::of(&groups.iter().collect::<Vec<_>>()).unwrap();
        (case, test)
    })
}

#[test]
fn kruskal_wallis_agrees_with_scipy() {
    for (case, test) in several() {
        near(test.h, case.h, &case.name);
        assert_eq!(test.dof, case.groups.len() - 1, "{}", case.name);
        tail(test.p_if_independent(), case.p, &case.name);
        assert_eq!(test.mean_ranks.len(), case.mean_ranks.len());
        for (got, want) in test.mean_ranks.iter().zip(&case.mean_ranks) {
            near(*got, *want, &case.name);
        }
    }
}

#[test]
fn dunns_pairs_agree_with_scikit_posthocs() {
    for (case, test) in several() {
        let pairs = test.dunn().unwrap();
        assert_eq!(pairs.len(), case.dunn.len(), "{}", case.name);
        for (got, want) in pairs.iter().zip(&case.dunn) {
            let what = format!("{}: {} against {}", case.name, want.first, want.second);
            assert_eq!((got.first, got.second), (want.first, want.second), "{what}");
            assert_eq!(got.z > 0.0, want.longer, "{what}");
            tail(got.p, want.p, &what);
            tail(got.q, want.q, &what);
        }
    }
}

#[derive(Deserialize)]
struct Strata {
    name: String,
    strata: Vec<(Vec<i64>, Vec<i64>)>,
    pooled: f64,
    within: f64,
    z: f64,
    less: f64,
    two_sided: f64,
    reversed: bool,
}

#[test]
fn van_elteren_agrees_with_mantel_haenszel_on_modified_ridits() {
    for case in fixture::<Vec<Strata>>("strata") {
        let counts: Vec<(Counts, Counts)> =
            case.strata.iter().map(|(a, b)| (finished(a), finished(b))).collect();
        let test = Stratified::of(&counts.iter().map(|(a, b)| (a, b)).collect::<Vec<_>>()).unwrap();
        near(test.pooled, case.pooled, &case.name);
        near(test.within, case.within, &case.name);
        near(test.z, case.z, &case.name);
        tail(test.p_if_independent(Less), case.less, &case.name);
        tail(test.p_if_independent(TwoSided), case.two_sided, &case.name);
        assert_eq!(test.reversed(0.0), case.reversed, "{}", case.name);
    }
}
