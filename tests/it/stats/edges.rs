//! Empty, alone, all alike, never finished, ten million.

use redtape::stats::counts::{Counts, Row};
use redtape::stats::km::KaplanMeier;
use redtape::stats::peers::{self, Group};
use redtape::stats::proportion::{self, WeeklyShare};
use redtape::stats::series::{self, Series};
use redtape::stats::{NoInference, Unfit, draws, fdr};

use super::{finished, near, row};

#[test]
fn nothing_counted_is_an_error_and_not_a_number() {
    let empty = Counts::default();
    assert_eq!(empty.n(), 0);
    assert_eq!(empty.mean(), Err(Unfit::Empty));
    assert_eq!(empty.quantile(0.5), Err(Unfit::Empty));
    assert_eq!(empty.quantile_interval(0.5, 0.9), Err(Unfit::Empty));
    assert_eq!(KaplanMeier::fit(&empty), Err(Unfit::Empty));
    assert_eq!(series::ratio_of_sums(&[], &[]), Err(Unfit::Empty));
    assert_eq!(series::total(&[]), Err(Unfit::Empty));
    assert_eq!(peers::compare(&[]), Err(Unfit::Empty));
    assert_eq!(draws::joint(&[], 10, 1, ""), Err(Unfit::Empty));
    assert_eq!(fdr::benjamini_hochberg(&[]), Ok(vec![]));
    assert_eq!(proportion::clopper_pearson(0.0, 0.0, 0.9), Err(Unfit::NoVolume));
}

#[test]
fn an_open_dossier_is_not_a_short_one() {
    let closed = finished(&[2, 3, 4]);
    let with_open = closed.merge(&Counts::from_values(&[], &[4, 4, 4, 4]));
    assert_eq!(KaplanMeier::fit(&closed).unwrap().median(), Some(3));
    assert_eq!(KaplanMeier::fit(&with_open).unwrap().median(), None);
}

#[test]
fn a_curve_without_an_end_says_nothing_beyond_its_last_observation() {
    let curve = KaplanMeier::fit(&Counts::from_rows(vec![row(5, 1, 0), row(9, 0, 3)])).unwrap();
    assert_eq!(curve.survival(4), Some(1.0));
    assert_eq!(curve.survival(9), Some(0.75));
    assert_eq!(curve.survival(10), None);
    assert_eq!(curve.restricted_mean(10), Err(Unfit::BeyondFollowUp { last: 9 }));
    assert_eq!(curve.interval(10, 0.9), Err(Unfit::BeyondFollowUp { last: 9 }));
    near(curve.restricted_mean(9).unwrap().value, 5.0 + 0.75 * 4.0, "restricted mean");
}

#[test]
fn a_curve_that_reached_its_end_stays_there() {
    let curve = KaplanMeier::fit(&finished(&[5, 5, 5])).unwrap();
    assert_eq!(curve.survival(1_000), Some(0.0));
    near(curve.restricted_mean(1_000).unwrap().value, 5.0, "restricted mean");
}

#[test]
fn entries_that_dont_match_exits_are_refused() {
    let entered = |value, entered| Row { value, entered, ..Row::default() };
    let too_many = Counts::from_rows(vec![entered(1, 2), row(3, 1, 0)]);
    assert_eq!(KaplanMeier::fit(&too_many), Err(Unfit::Entries { value: 3 }));
    let too_late = Counts::from_rows(vec![row(3, 1, 0), entered(5, 1)]);
    assert_eq!(KaplanMeier::fit(&too_late), Err(Unfit::Entries { value: 3 }));
}

#[test]
fn ten_million_dossiers_cost_a_few_rows() {
    let counts = Counts::from_rows((0..1000).map(|v| row(v, 9_000, 1_000)).collect());
    assert_eq!(counts.n(), 10_000_000);
    near(counts.mean().unwrap(), 499.5, "mean");
    near(counts.quantile(0.5).unwrap(), 499.5, "median");
    let curve = KaplanMeier::fit(&counts).unwrap();
    assert_eq!(curve.steps().len(), 1000);
    let interval = curve.quantile_interval(0.5, 0.95).unwrap();
    assert!(interval.low <= curve.median() && curve.median() <= interval.high);
}

#[test]
fn extreme_values_neither_overflow_nor_lose_the_mean() {
    let counts = Counts::from_rows(vec![row(i64::MIN, 1, 0), row(i64::MAX, 1, 0)]);
    near(counts.mean().unwrap(), -0.5, "mean");
    assert!(counts.quantile(0.5).unwrap().abs() <= 1.0);
}

#[test]
fn fewer_than_twenty_weeks_give_a_value_but_no_p() {
    let sums: Vec<f64> = (0..19).map(|w| f64::from(w % 5 + 1)).collect();
    let estimate = series::ratio_of_sums(&sums, &[2.0; 19]).unwrap().estimate();
    assert!(estimate.value > 0.0 && estimate.std_error > 0.0);
    let few = NoInference::TooFewWeeks { weeks: 19 };
    assert_eq!(estimate.p_above(0.0), Err(few));
    assert_eq!(estimate.p_below(0.0), Err(few));
    assert_eq!(estimate.interval(0.9), Err(few));
    let share = WeeklyShare::new(&[1.0; 19], &[9.0; 19]).unwrap();
    near(share.value(), 1.0 / 9.0, "share");
    assert_eq!(share.p_below(0.5), Err(few));
    assert_eq!(share.upper_bound(0.95), Err(few));
}

#[test]
fn a_series_that_never_varies_earns_no_p() {
    // 0.1 isn't a binary fraction: the weeks differ from their mean by rounding.
    for n in [3.0, 7.0] {
        let constant = series::ratio_of_sums(&[n * 0.1; 52], &[n; 52]).unwrap();
        assert_eq!(constant.estimate().std_error.to_bits(), 0);
        assert_eq!(constant.estimate().p_above(0.0), Err(NoInference::NoVariation));
        assert_eq!(constant.estimate().interval(0.9), Err(NoInference::NoVariation));
    }
    let level = series::total(&[0.1; 52]).unwrap().estimate();
    assert_eq!(level.p_above(0.0), Err(NoInference::NoVariation));
}

#[test]
fn a_series_without_slow_movement_earns_no_p() {
    let quick: Vec<f64> = (0..52_u32)
        .map(|w| (std::f64::consts::PI * 20.0 * (f64::from(w) + 0.5) / 52.0).cos())
        .collect();
    let series = Series::new(1.0, quick).unwrap();
    assert_eq!(series.estimate().p_above(0.0), Err(NoInference::NoVariation));
}

#[test]
fn a_group_compared_with_itself_earns_no_p() {
    let sums: Vec<f64> = (0..52).map(|w| f64::from(w % 7)).collect();
    let desk = series::ratio_of_sums(&sums, &[3.0; 52]).unwrap();
    let none = series::difference(&desk, &desk).unwrap();
    assert_eq!(none.value().to_bits(), 0);
    assert_eq!(none.estimate().p_above(0.0), Err(NoInference::NoVariation));
}

#[test]
fn hostile_numbers_are_refused_with_their_place() {
    let refused = Err(Unfit::OutOfRange { at: 1 });
    assert_eq!(series::ratio_of_sums(&[1.0, f64::NAN], &[1.0, 1.0]), refused);
    assert_eq!(series::ratio_of_sums(&[1.0, 1.0], &[1.0, -1.0]), refused);
    assert_eq!(series::total(&[1.0, f64::INFINITY]), refused);
    assert_eq!(series::share(&[1.0, 2.0], &[1.0, 1.0]), refused);
    assert_eq!(series::ratio_of_sums(&[0.0; 3], &[0.0; 3]), Err(Unfit::NoVolume));
    assert_eq!(
        series::ratio_of_sums(&[0.0; 3], &[0.0; 2]),
        Err(Unfit::WeeksDiffer { left: 3, right: 2 })
    );
    for p in [-0.1, 1.1, f64::NAN] {
        assert_eq!(fdr::benjamini_hochberg(&[0.5, p]), Err(Unfit::OutOfRange { at: 1 }));
        assert_eq!(fdr::q_values(&[None, Some(p)]), Err(Unfit::OutOfRange { at: 1 }));
    }
    assert!(proportion::wilson(3.0, 2.0, 0.9).is_err());
    assert!(proportion::clopper_pearson(1.0, 2.0, 1.0).is_err());
    assert!(series::total(&[1.0; 30]).unwrap().estimate().p_above(f64::NAN).is_err());
}

#[test]
fn a_log_ratio_needs_values_above_zero() {
    let zero = series::ratio_of_sums(&[0.0; 30], &[1.0; 30]).unwrap();
    let one = series::ratio_of_sums(&[1.0; 30], &[1.0; 30]).unwrap();
    assert_eq!(series::log_ratio(&one, &zero), Err(Unfit::NotPositive));
    assert_eq!(series::log_ratio(&zero, &one), Err(Unfit::NotPositive));
}

#[test]
fn none_of_n_is_bounded_by_about_three_over_n() {
    let three = 1.0 - 0.05_f64.powf(1.0 / 1000.0);
    near(proportion::upper_bound(0.0, 1000.0, 0.95).unwrap(), three, "independent");
    let share = WeeklyShare::new(&[0.0; 50], &[20.0; 50]).unwrap();
    assert!(share.design_effect.assumed);
    let upper = share.upper_bound(0.95).unwrap();
    near(upper, three, "weeks that say nothing of their correlation");
    near(share.p_below(upper).unwrap(), 0.05, "p at the bound");
    near(share.p_above(0.5).unwrap(), 1.0, "p above");
}

#[test]
fn a_group_far_above_all_others_leaves_them_a_p() {
    let weeks = |scale: f64, turn: u32| -> Vec<f64> {
        (0..52).map(|w| scale * f64::from((w * turn) % 7 + 1)).collect()
    };
    let sums: Vec<Vec<f64>> =
        (1..12).map(|g| weeks(if g == 3 { 1e12 } else { 1.0 }, g * g + 1)).collect();
    let n = [2.0; 52];
    let groups: Vec<Group> = sums.iter().map(|sum| Group { sum, n: &n }).collect();
    let got = peers::compare(&groups).unwrap();
    for (g, group) in got.groups.iter().enumerate() {
        let p = group.as_ref().unwrap().p_slower(peers::MARGIN).unwrap();
        assert!((0.0..=1.0).contains(&p) && (p < 0.01) == (g == 2), "{g}: {p}");
    }
}

#[test]
fn descriptive_findings_get_no_q_and_do_not_count_as_tests() {
    let q = fdr::q_values(&[None, Some(0.01), None, Some(0.04)]).unwrap();
    assert_eq!(q, vec![None, Some(0.02), None, Some(0.04)]);
}

#[test]
fn tests_far_inside_of_their_null_hypothesis_do_not_hide_one_that_is_not() {
    let mut p = vec![Some(0.9); 500];
    p.extend([Some(0.001), None, Some(0.5)]);
    let q = fdr::one_sided_q_values(&p).unwrap();
    assert_eq!(q[500..], [Some(0.004), None, Some(1.0)]);
    assert!(q[..500].iter().all(|q| *q == Some(1.0)));
    assert!(fdr::q_values(&p).unwrap()[500].unwrap() > 0.5);
    assert_eq!(fdr::one_sided_q_values(&[Some(-0.1)]), Err(Unfit::OutOfRange { at: 0 }));
}

/// Numbers in [0, 1), the same on every run.
fn uniform() -> impl FnMut() -> f64 {
    let mut state = 1_u64;
    move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

/// Two hundred hypotheses that are all true, at their margins: the worst case.
#[test]
fn where_all_null_hypotheses_hold_one_study_in_twenty_finds_something() {
    let mut uniform = uniform();
    let studies = 4_000;
    let found = (0..studies).filter(|_| {
        let p: Vec<Option<f64>> = (0..200).map(|_| Some(uniform())).collect();
        fdr::one_sided_q_values(&p).unwrap().iter().flatten().any(|q| *q <= 0.05)
    });
    let share = found.count() as f64 / f64::from(studies);
    assert!((0.04..0.06).contains(&share), "{share}");
}

#[test]
fn a_family_of_many_tests_does_not_hide_the_only_test_of_another() {
    // Sixty desks at their margin, and one question about a procedure.
    let p: Vec<Option<f64>> = (1..=60)
        .map(|i| Some(f64::from(i) / 120.0))
        .chain([Some(0.005), Some(0.8), None])
        .collect();
    let family: Vec<&str> = std::iter::repeat_n("desk", 60).chain(["channel"; 3]).collect();
    let q = fdr::q_values_by_family(&p, &family).unwrap();
    // Twice the p, in one of two families.
    assert_eq!(q[60..], [Some(0.02), Some(1.0), None]);
    assert!(q[..60].iter().all(|q| q.unwrap() > 0.9));
    assert!(fdr::one_sided_q_values(&p).unwrap()[60].unwrap() > 0.5);
    // One family alone is as it was.
    let one = vec!["desk"; p.len()];
    assert_eq!(fdr::q_values_by_family(&p, &one), fdr::one_sided_q_values(&p));
    let short = fdr::q_values_by_family(&p, &one[..9]);
    assert_eq!(short, Err(Unfit::OutOfRange { at: 9 }));
}

/// A large family and several small ones, of which all hypotheses hold at their margins.
#[test]
fn where_all_null_hypotheses_hold_families_share_one_error_budget() {
    let mut uniform = uniform();
    let family: Vec<u32> = (0..66).map(|i| if i < 56 { 0 } else { i }).collect();
    let studies = 4_000;
    let found = (0..studies).filter(|_| {
        let p: Vec<Option<f64>> = family.iter().map(|_| Some(uniform())).collect();
        let q = fdr::q_values_by_family(&p, &family).unwrap();
        q.iter().flatten().any(|q| *q <= 0.05)
    });
    let share = found.count() as f64 / f64::from(studies);
    assert!((0.04..0.06).contains(&share), "{share}");
}

#[test]
fn a_group_without_runs_or_without_peers_says_so() {
    let busy: Vec<f64> = (0..52).map(|w| f64::from(w % 3 + 1)).collect();
    let (n, none) = ([2.0; 52], [0.0; 52]);
    let alone = peers::compare(&[Group { sum: &busy, n: &n }, Group { sum: &none, n: &none }]);
    let alone = alone.unwrap();
    assert_eq!(alone.groups, vec![Err(Unfit::NoPeers), Err(Unfit::NoVolume)]);
    assert_eq!((alone.prior, alone.family), (None, None));

    let instant = peers::compare(&[Group { sum: &busy, n: &n }, Group { sum: &none, n: &n }]);
    let refused = vec![Err(Unfit::NotPositive), Err(Unfit::NotPositive)];
    assert_eq!(instant.unwrap().groups, refused);
    let differ = peers::compare(&[Group { sum: &busy, n: &n }, Group { sum: &[1.0], n: &[1.0] }]);
    assert_eq!(differ, Err(Unfit::WeeksDiffer { left: 52, right: 1 }));
}
