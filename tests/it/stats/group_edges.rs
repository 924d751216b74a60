//! Comparisons of groups that are empty, alone, all alike, still open, or ten million strong.

use redtape::stats::Alternative::{Greater, Less, TwoSided};
use redtape::stats::Unfit;
use redtape::stats::counts::{Counts, Row};
use redtape::stats::incidence::aalen_johansen;
use redtape::stats::km::KaplanMeier;
use redtape::stats::kruskal::KruskalWallis;
use redtape::stats::log_rank::{LogRank, Weighting};
use redtape::stats::mann_whitney::MannWhitney;
use redtape::stats::shift::{hodges_lehmann, hodges_lehmann_interval};
use redtape::stats::strata::Stratified;
use redtape::stats::superiority::Superiority;

use super::{finished, near, row, within};

/// What each rank statistic says where it can't say anything.
fn refusals(a: &Counts, b: &Counts) -> Vec<Unfit> {
    vec![
        MannWhitney::of(a, b).unwrap_err(),
        Superiority::of(a, b).unwrap_err(),
        hodges_lehmann(a, b).unwrap_err(),
        hodges_lehmann_interval(a, b, 0.9).unwrap_err(),
        KruskalWallis::of(&[a, b]).unwrap_err(),
        Stratified::of(&[(a, b)]).unwrap_err(),
    ]
}

#[test]
fn a_group_without_observations_is_not_compared() {
    let (none, some) = (Counts::default(), finished(&[3, 4]));
    for (a, b) in [(&none, &some), (&some, &none), (&none, &none)] {
        assert_eq!(refusals(a, b), vec![Unfit::Empty; 6]);
        assert_eq!(LogRank::of(a, b, Weighting::LogRank), Err(Unfit::Empty));
    }
    assert_eq!(KruskalWallis::of(&[]), Err(Unfit::NoPeers));
    assert_eq!(KruskalWallis::of(&[&some]), Err(Unfit::NoPeers));
    assert_eq!(Stratified::of(&[]), Err(Unfit::Empty));
    assert_eq!(aalen_johansen(&[]), Err(Unfit::Empty));
    assert_eq!(aalen_johansen(&[&none, &none]), Err(Unfit::Empty));
}

#[test]
fn open_and_late_cases_get_no_rank_unless_left_out_on_purpose() {
    let some = finished(&[3, 4, 9]);
    let open = Counts::from_values(&[1, 5], &[7, 7]);
    assert_eq!(refusals(&some, &open), vec![Unfit::Unfinished { count: 2 }; 6]);
    assert_eq!(
        refusals(&Counts::from_values(&[], &[4]), &some),
        vec![Unfit::Unfinished { count: 1 }; 6]
    );
    let late =
        Counts::from_rows(vec![Row { value: 2, entered: 1, ..Row::default() }, row(5, 2, 0)]);
    assert_eq!(refusals(&late, &some), vec![Unfit::Unfinished { count: 1 }; 6]);
    assert_eq!(open.closed(), finished(&[1, 5]));
    assert_eq!(late.closed(), finished(&[5, 5]));
    assert!(MannWhitney::of(&some, &open.closed()).is_ok());
}

#[test]
fn more_than_ranks_are_exact_for_is_refused() {
    let many = Counts::from_rows(vec![row(1, u64::MAX / 4, 0)]);
    assert_eq!(refusals(&many, &many), vec![Unfit::TooMany { most: 1 << 40 }; 6]);
}

#[test]
fn groups_that_are_all_equal_do_not_differ() {
    let (a, b) = (finished(&[6; 20]), finished(&[6; 33]));
    let test = MannWhitney::of(&a, &b).unwrap();
    for alternative in [Less, Greater, TwoSided] {
        near(test.p_if_independent(alternative), 1.0, "Mann–Whitney");
    }
    let effect = Superiority::of(&a, &b).unwrap();
    assert_eq!((effect.delta(), effect.variance()), (0.0, Ok(0.0)));
    near(hodges_lehmann(&a, &b).unwrap(), 0.0, "shift");
    let interval = hodges_lehmann_interval(&a, &b, 0.95).unwrap();
    assert_eq!((interval.low, interval.high), (Some(0), Some(0)));
    let several = KruskalWallis::of(&[&a, &b, &a]).unwrap();
    assert_eq!(several.h, 0.0);
    near(several.p_if_independent(), 1.0, "Kruskal–Wallis");
    assert!(several.dunn().unwrap().iter().all(|pair| pair.z == 0.0 && pair.q == 1.0));
    let strata = Stratified::of(&[(&a, &b)]).unwrap();
    assert!(strata.z == 0.0 && !strata.reversed(0.0));
    near(strata.p_if_independent(TwoSided), 1.0, "van Elteren");
    for weighting in [Weighting::LogRank, Weighting::PetoPeto] {
        let curves = LogRank::of(&a, &b, weighting).unwrap();
        near(curves.p_if_independent(TwoSided), 1.0, "log-rank");
    }
}

#[test]
fn one_observation_each_gives_a_value_but_no_error() {
    let (a, b) = (finished(&[3]), finished(&[10]));
    near(hodges_lehmann(&a, &b).unwrap(), 7.0, "shift");
    let interval = hodges_lehmann_interval(&a, &b, 0.9).unwrap();
    assert_eq!((interval.low, interval.high), (None, None));
    let effect = Superiority::of(&a, &b).unwrap();
    assert_eq!((effect.delta(), effect.variance()), (-1.0, Err(Unfit::TooFew { least: 2 })));
    near(MannWhitney::of(&a, &b).unwrap().p_if_independent(Less), 0.5, "one order of two");
}

#[test]
fn groups_that_are_all_open_say_nothing_about_their_difference() {
    let (a, b) = (Counts::from_values(&[], &[5, 9]), Counts::from_values(&[], &[2]));
    let test = LogRank::of(&a, &b, Weighting::PetoPeto).unwrap();
    assert_eq!((test.observed, test.expected, test.z()), (0, 0.0, 0.0));
    near(test.p_if_independent(TwoSided), 1.0, "log-rank");
    let curve = &aalen_johansen(&[&a, &Counts::default()]).unwrap()[0];
    assert_eq!((curve.share(9), curve.share(10)), (Some(0.0), None));
    assert_eq!(curve.variance(9), Ok(0.0));
    assert_eq!(curve.interval_if_independent(10, 0.9), Err(Unfit::BeyondFollowUp { last: 9 }));
    let interval = curve.interval_if_independent(9, 0.9).unwrap();
    assert_eq!((interval.low, interval.high), (0.0, 0.0));
}

#[test]
fn entries_that_dont_match_exits_are_refused_by_every_curve() {
    let entered = |value, entered| Row { value, entered, ..Row::default() };
    let some = finished(&[2, 4]);
    let too_many = Counts::from_rows(vec![entered(1, 2), row(3, 1, 0)]);
    let too_late = Counts::from_rows(vec![row(3, 1, 0), entered(5, 1)]);
    for wrong in [&too_many, &too_late] {
        assert!(matches!(
            LogRank::of(&some, wrong, Weighting::LogRank),
            Err(Unfit::Entries { .. })
        ));
        assert!(matches!(aalen_johansen(&[wrong]), Err(Unfit::Entries { .. })));
    }
}

#[test]
fn shares_stay_where_all_have_ended() {
    let curves = aalen_johansen(&[&finished(&[1, 4]), &finished(&[2, 2])]).unwrap();
    assert_eq!(curves[0].share(1_000), Some(0.5));
    assert_eq!(curves[1].share(0), Some(0.0));
    near(curves[0].variance(1_000).unwrap(), 0.25 / 4.0, "binomial");
    let alone = &aalen_johansen(&[&finished(&[3, 3])]).unwrap()[0];
    assert_eq!(alone.share(3), Some(1.0));
    let interval = alone.interval_if_independent(3, 0.9).unwrap();
    assert_eq!((interval.low, interval.high), (1.0, 1.0));
}

#[test]
fn levels_outside_their_range_are_refused() {
    let (a, b) = (finished(&[1, 5]), finished(&[2, 9]));
    let curve = &aalen_johansen(&[&a]).unwrap()[0];
    let mean = KaplanMeier::fit(&a).unwrap().restricted_mean(5).unwrap();
    for level in [0.0, 1.0, -0.5, f64::NAN] {
        assert!(hodges_lehmann_interval(&a, &b, level).is_err());
        assert!(Superiority::of(&a, &b).unwrap().interval_if_independent(level).is_err());
        assert!(curve.interval_if_independent(1, level).is_err());
        assert!(mean.difference_if_independent(&mean, level).is_err());
    }
}

#[test]
fn extreme_values_shift_without_overflow() {
    let (a, b) = (finished(&[i64::MIN, i64::MIN]), finished(&[i64::MAX]));
    within(hodges_lehmann(&a, &b).unwrap(), 2.0_f64.powi(64), 1e-15, "shift");
    let many = |value| Counts::from_rows(vec![row(value, 100, 0)]);
    let interval = hodges_lehmann_interval(&many(i64::MIN), &many(i64::MAX), 0.9).unwrap();
    assert_eq!((interval.low, interval.high), (None, None));
}

/// A thousand values, `each` observations at each, from `start` on.
fn thousand(start: i64, each: u64, open: u64) -> Counts {
    Counts::from_rows((start..start + 1000).map(|value| row(value, each, open)).collect())
}

#[test]
fn ten_million_dossiers_are_compared_by_their_distinct_values() {
    let (a, b) = (thousand(0, 10_000, 0), thousand(3, 10_000, 0));
    let (small_a, small_b) = (thousand(0, 1, 0), thousand(3, 1, 0));
    let (test, small) =
        (MannWhitney::of(&a, &b).unwrap(), MannWhitney::of(&small_a, &small_b).unwrap());
    near(test.superiority(), small.superiority(), "superiority");
    assert!(!test.is_exact());
    assert!(test.p_if_independent(Less) < 1e-100 && small.p_if_independent(Less) > 0.1);
    near(hodges_lehmann(&a, &b).unwrap(), 3.0, "shift");
    let interval = hodges_lehmann_interval(&a, &b, 0.95).unwrap();
    assert_eq!((interval.low, interval.high), (Some(3), Some(3)));
    let small = hodges_lehmann_interval(&small_a, &small_b, 0.95).unwrap();
    assert!(small.low < Some(-20) && small.high > Some(20));
    let (effect, small) =
        (Superiority::of(&a, &b).unwrap(), Superiority::of(&small_a, &small_b).unwrap());
    near(effect.delta(), small.delta(), "delta");
    // The error falls with the root of n, but for terms of 1/n.
    within(effect.variance().unwrap() * 10_000.0, small.variance().unwrap(), 0.01, "variance");
    let several = KruskalWallis::of(&[&a, &b, &a]).unwrap();
    assert!(several.p_if_independent() < 1e-100);
    assert_eq!(several.dunn().unwrap()[1].z, 0.0, "the first and the third are one sample");
    let strata = Stratified::of(&[(&a, &b), (&b, &a)]).unwrap();
    assert!(strata.z.abs() < 1e-9 && strata.strata == 2);
}

#[test]
fn ten_million_dossiers_with_open_ones_have_curves() {
    let (a, b) = (thousand(0, 9_000, 1_000), thousand(3, 9_000, 1_000));
    let (small_a, small_b) = (thousand(0, 9, 1), thousand(3, 9, 1));
    for weighting in [Weighting::LogRank, Weighting::PetoPeto] {
        let large = LogRank::of(&a, &b, weighting).unwrap();
        let small = LogRank::of(&small_a, &small_b, weighting).unwrap();
        assert!(large.z() < -5.0 && large.p_if_independent(Greater) > 0.999);
        within(large.z() / 1000.0_f64.sqrt(), small.z(), 0.05, "z grows with the root of n");
    }
    let large = aalen_johansen(&[&a, &b]).unwrap();
    let small = aalen_johansen(&[&small_a, &small_b]).unwrap();
    for (large, small) in large.iter().zip(&small) {
        near(large.share(500).unwrap(), small.share(500).unwrap(), "share");
        within(
            large.variance(500).unwrap() * 1000.0,
            small.variance(500).unwrap(),
            1e-6,
            "variance",
        );
    }
}
