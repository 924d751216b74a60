//! What must hold for any two groups.

use proptest::prelude::*;
use redtape::stats::Alternative::{Greater, Less, TwoSided};
use redtape::stats::Unfit;
use redtape::stats::counts::{Counts, Row};
use redtape::stats::incidence::aalen_johansen;
use redtape::stats::km::KaplanMeier;
use redtape::stats::kruskal::KruskalWallis;
use redtape::stats::log_rank::{LogRank, Weighting};
use redtape::stats::mann_whitney::MannWhitney;
use redtape::stats::non_inferiority::{not_worse, score_interval};
use redtape::stats::shift::{hodges_lehmann, hodges_lehmann_interval};
use redtape::stats::strata::Stratified;
use redtape::stats::superiority::Superiority;

use super::{finished, row};

fn values() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(-15_i64..25, 1..70)
}

fn few() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(-1000_i64..1000, 1..8)
}

/// Durations of which some are open.
fn curve() -> impl Strategy<Value = Counts> {
    (prop::collection::vec(0_i64..30, 1..50), prop::collection::vec(0_i64..30, 0..30))
        .prop_map(|(finished, open)| Counts::from_values(&finished, &open))
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-6)
}

/// A map that keeps the order of values, and nothing else.
fn stretched(counts: &Counts) -> Counts {
    let map = |value: i64| value.pow(3) + 7 * value + 11;
    let rows = counts.rows().iter().map(|row| Row { value: map(row.value), ..*row });
    Counts::from_rows(rows.collect())
}

fn moved(counts: &Counts, by: i64) -> Counts {
    let rows = counts.rows().iter().map(|row| Row { value: row.value + by, ..*row });
    Counts::from_rows(rows.collect())
}

proptest! {
    #[test]
    fn turning_two_groups_turns_the_answer(a in values(), b in values()) {
        let (a, b) = (finished(&a), finished(&b));
        let (one, other) = (MannWhitney::of(&a, &b).unwrap(), MannWhitney::of(&b, &a).unwrap());
        prop_assert_eq!(one.u() + other.u(), (a.n() * b.n()) as f64);
        prop_assert_eq!(one.p_if_independent(Less), other.p_if_independent(Greater));
        prop_assert_eq!(one.p_if_independent(TwoSided), other.p_if_independent(TwoSided));
        let (effect, turned) = (Superiority::of(&a, &b).unwrap(), Superiority::of(&b, &a).unwrap());
        prop_assert_eq!(effect.delta(), -turned.delta());
        prop_assert!(close(effect.probability() + turned.probability(), 1.0));
        prop_assert_eq!(hodges_lehmann(&a, &b).unwrap(), -hodges_lehmann(&b, &a).unwrap());
        let (ends, turned) = (
            hodges_lehmann_interval(&a, &b, 0.9).unwrap(),
            hodges_lehmann_interval(&b, &a, 0.9).unwrap(),
        );
        prop_assert_eq!(ends.low, turned.high.map(|end| -end));
        prop_assert_eq!(ends.high, turned.low.map(|end| -end));
        let (strata, turned) =
            (Stratified::of(&[(&a, &b)]).unwrap(), Stratified::of(&[(&b, &a)]).unwrap());
        prop_assert_eq!(strata.z, -turned.z);
    }

    #[test]
    fn exact_tails_of_both_sides_share_only_what_was_observed(a in few(), b in few()) {
        let (a, b) = (finished(&a), finished(&b));
        let test = MannWhitney::of(&a, &b).unwrap();
        let both = test.p_if_independent(Less) + test.p_if_independent(Greater);
        prop_assert!(!test.is_exact() || (1.0..=2.0).contains(&both));
    }

    #[test]
    fn ranks_know_nothing_but_order(a in values(), b in values(), c in values()) {
        let groups = [finished(&a), finished(&b), finished(&c)];
        let mapped = groups.each_ref().map(stretched);
        let test = |g: &[Counts; 3]| MannWhitney::of(&g[0], &g[1]).unwrap();
        prop_assert_eq!(test(&groups), test(&mapped));
        let effect = |g: &[Counts; 3]| Superiority::of(&g[0], &g[1]).unwrap();
        prop_assert_eq!(effect(&groups), effect(&mapped));
        let several = |g: &[Counts; 3]| KruskalWallis::of(&g.each_ref()).unwrap();
        prop_assert_eq!(several(&groups), several(&mapped));
        let curves = |g: &[Counts; 3]| LogRank::of(&g[0], &g[1], Weighting::PetoPeto).unwrap();
        prop_assert_eq!(curves(&groups), curves(&mapped));
    }

    #[test]
    fn a_shift_of_a_shifted_group_moves_with_it(a in values(), b in values(), by in -500_i64..500) {
        let (a, b) = (finished(&a), finished(&b));
        let before = hodges_lehmann(&a, &b).unwrap();
        prop_assert!(close(hodges_lehmann(&a, &moved(&b, by)).unwrap(), before + by as f64));
        prop_assert!(close(hodges_lehmann(&a, &moved(&a, by)).unwrap(), by as f64));
        let interval = |b: &Counts| hodges_lehmann_interval(&a, b, 0.9).unwrap();
        prop_assert_eq!(interval(&moved(&b, by)).low, interval(&b).low.map(|end| end + by));
        let wide = hodges_lehmann_interval(&a, &b, 0.99).unwrap();
        prop_assert!(wide.low.is_none_or(|end| end as f64 <= before));
        prop_assert!(wide.low.is_none() || wide.low <= interval(&b).low);
    }

    #[test]
    fn shifts_are_the_middle_of_all_pairs(a in values(), b in values(), level in 0.3_f64..0.999) {
        let mut all: Vec<i64> = b.iter().flat_map(|b| a.iter().map(move |a| b - a)).collect();
        all.sort_unstable();
        let middle = (all[(all.len() - 1) / 2] + all[all.len() / 2]) as f64 / 2.0;
        let (a, b) = (finished(&a), finished(&b));
        prop_assert_eq!(hodges_lehmann(&a, &b).unwrap(), middle);
        let interval = hodges_lehmann_interval(&a, &b, level).unwrap();
        // Both ends at one rank from either side.
        let low = interval.low.map(|end| all.iter().filter(|d| **d <= end).count());
        let high = interval.high.map(|end| all.iter().filter(|d| **d >= end).count());
        prop_assert_eq!(low.is_some(), high.is_some());
        prop_assert!(low.is_none_or(|rank| rank >= 1 && interval.low <= interval.high));
    }

    #[test]
    fn deltas_are_shares_of_all_pairs(a in values(), b in values()) {
        let won: i64 = a.iter().flat_map(|a| b.iter().map(move |b| (a - b).signum())).sum();
        let effect = Superiority::of(&finished(&a), &finished(&b)).unwrap();
        prop_assert!(close(effect.delta(), won as f64 / (a.len() * b.len()) as f64));
        if let Ok(interval) = effect.interval_if_independent(0.9) {
            prop_assert!(-1.0 <= interval.low && interval.low <= effect.delta() + 1e-12);
            prop_assert!(interval.high <= 1.0 && effect.delta() <= interval.high + 1e-12);
            prop_assert!(effect.variance().unwrap() >= 0.0);
        }
    }

    #[test]
    fn two_groups_get_the_same_answer_from_two_tests(a in values(), b in values()) {
        let (a, b) = (finished(&a), finished(&b));
        let strata = Stratified::of(&[(&a, &b)]).unwrap();
        let several = KruskalWallis::of(&[&a, &b]).unwrap();
        prop_assert!(close(several.h, strata.z * strata.z));
        prop_assert!(close(several.p_if_independent(), strata.p_if_independent(TwoSided)));
        prop_assert!(close(several.dunn().unwrap()[0].z, strata.z));
        prop_assert!(close(strata.pooled, strata.within));
        prop_assert!(!strata.reversed(0.0));
    }

    #[test]
    fn a_stratum_of_one_group_changes_nothing_but_the_pool(a in values(), b in values(), c in values()) {
        let (a, b, c) = (finished(&a), finished(&b), finished(&c));
        let none = Counts::default();
        let with = Stratified::of(&[(&a, &b), (&c, &none)]).unwrap();
        let without = Stratified::of(&[(&a, &b)]).unwrap();
        prop_assert_eq!((with.z, with.within, with.strata), (without.z, without.within, 1));
        prop_assert_eq!(with.left_out, c.n());
        let alone = Stratified::of(&[(&none, &b), (&c, &none)]);
        prop_assert_eq!(alone, Err(Unfit::NoPeers));
    }

    #[test]
    fn a_wider_margin_is_easier_to_keep(
        k1 in 0_u32..60, m1 in 0_u32..60, k2 in 0_u32..60, m2 in 0_u32..60, margin in 0.01_f64..0.4,
    ) {
        let share = |k: u32, m: u32| (f64::from(k), f64::from(k + m));
        prop_assume!(k1 + m1 > 0 && k2 + m2 > 0);
        let (one, other) = (share(k1, m1), share(k2, m2));
        let narrow = not_worse(one, other, margin).unwrap();
        let wide = not_worse(one, other, margin + 0.2).unwrap();
        prop_assert!(wide.p <= narrow.p + 1e-12);
        // "No more often returned" and "no less often passed" are one claim.
        let passed = not_worse(share(m2, k2), share(m1, k1), margin).unwrap();
        prop_assert!((passed.p - narrow.p).abs() <= 1e-9);
        let interval = score_interval(one, other, 0.9).unwrap();
        prop_assert!(interval.low <= narrow.difference && narrow.difference <= interval.high);
        prop_assert!(-1.0 <= interval.low && interval.high <= 1.0);
    }

    #[test]
    fn turning_two_curves_turns_the_answer(a in curve(), b in curve()) {
        for weighting in [Weighting::LogRank, Weighting::PetoPeto] {
            let one = LogRank::of(&a, &b, weighting).unwrap();
            let other = LogRank::of(&b, &a, weighting).unwrap();
            prop_assert!((one.score + other.score).abs() <= 1e-9 * (1.0 + one.score.abs()));
            prop_assert!(close(one.variance, other.variance));
            let all = one.observed + other.observed;
            prop_assert!(close(one.expected + other.expected, all as f64));
        }
    }

    #[test]
    fn a_group_split_at_random_is_one_group_again(a in curve(), b in curve(), c in curve()) {
        let (whole, test) = (a.merge(&b), |x: &Counts, y: &Counts| {
            LogRank::of(x, y, Weighting::LogRank).unwrap()
        });
        prop_assert_eq!(test(&whole, &c), test(&b.merge(&a), &c));
        let ranks = |x: &Counts, y: &Counts| MannWhitney::of(&x.closed(), &y.closed()).unwrap();
        let sum = ranks(&a, &c).u() + ranks(&b, &c).u();
        prop_assert!(close(ranks(&whole, &c).u(), sum));
    }

    #[test]
    fn outcomes_and_what_is_open_add_up_to_all(a in curve(), b in curve(), c in curve(), at in 0_i64..30) {
        let all = a.merge(&b).merge(&c);
        let curves = aalen_johansen(&[&a, &b, &c]).unwrap();
        let open = KaplanMeier::fit(&all).unwrap().survival(at);
        let shares: Option<f64> = curves.iter().map(|curve| curve.share(at)).sum();
        prop_assert_eq!(open.is_some(), shares.is_some());
        if let (Some(open), Some(shares)) = (open, shares) {
            prop_assert!(close(open + shares, 1.0));
        }
    }

    #[test]
    fn one_outcome_alone_has_kaplan_meiers_curve_and_greenwoods_variance(a in curve(), at in 0_i64..30) {
        let curve = &aalen_johansen(&[&a]).unwrap()[0];
        let km = KaplanMeier::fit(&a).unwrap();
        if let (Some(share), Some(survival)) = (curve.share(at), km.survival(at)) {
            prop_assert!(close(share, 1.0 - survival));
            let step = km.steps().iter().rfind(|step| step.value <= at);
            let greenwood = step.map_or(0.0, |step| step.greenwood);
            if greenwood.is_finite() {
                let want = survival * survival * greenwood;
                prop_assert!((curve.variance(at).unwrap() - want).abs() <= 1e-12 + 1e-9 * want);
            }
        }
    }
}

#[test]
fn simpson_is_seen_only_where_both_directions_matter() {
    // In each procedure the first office takes longer; it has the quick procedure more often.
    let (quick, slow) = (
        (
            Counts::from_rows(vec![row(3, 80, 0), row(5, 20, 0)]),
            finished(&[3, 3, 3, 3, 3, 3, 3, 3]),
        ),
        (finished(&[60, 62, 62, 63]), Counts::from_rows(vec![row(59, 50, 0), row(62, 40, 0)])),
    );
    let strata = Stratified::of(&[(&quick.0, &quick.1), (&slow.0, &slow.1)]).unwrap();
    assert!(strata.pooled < 0.5 && strata.within > 0.5);
    assert!(strata.reversed(0.0) && strata.reversed(0.05));
    let weaker = (0.5 - strata.pooled).min(strata.within - 0.5);
    assert!(!strata.reversed(weaker + 1e-9));
}
