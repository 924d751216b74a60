//! What must hold for any input.

use proptest::prelude::*;
use redtape::stats::counts::Counts;
use redtape::stats::km::KaplanMeier;
use redtape::stats::proportion::{self, WeeklyShare};
use redtape::stats::series::{self, Series};
use redtape::stats::{draws, fdr};

fn values() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(0_i64..40, 0..60)
}

/// Weekly sums and counts of one desk, some weeks empty.
fn desk(weeks: usize) -> impl Strategy<Value = Series> {
    prop::collection::vec((0.5_f64..500.0, 0_u32..9), weeks).prop_filter_map("volume", |weeks| {
        let n: Vec<f64> = weeks.iter().map(|(_, n)| f64::from(*n)).collect();
        let sum: Vec<f64> = weeks.iter().map(|(mean, n)| mean * f64::from(*n)).collect();
        series::ratio_of_sums(&sum, &n).ok()
    })
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-6)
}

proptest! {
    #[test]
    fn merging_tables_is_counting_both_at_once(
        a in values(), b in values(), c in values(), d in values(),
    ) {
        let both = Counts::from_values(&[a.clone(), c.clone()].concat(), &[b.clone(), d.clone()].concat());
        let (one, other) = (Counts::from_values(&a, &b), Counts::from_values(&c, &d));
        prop_assert_eq!(one.merge(&other), both.clone());
        prop_assert_eq!(other.merge(&one), both);
    }

    #[test]
    fn quantiles_rise_and_stay_among_the_values(a in values(), p in 0.0_f64..1.0, q in 0.0_f64..1.0) {
        prop_assume!(!a.is_empty());
        let counts = Counts::from_values(&a, &[]);
        let (low, high) = (counts.quantile(p.min(q)).unwrap(), counts.quantile(p.max(q)).unwrap());
        prop_assert!(low <= high);
        prop_assert!(counts.quantile(0.0).unwrap() <= low && high <= counts.quantile(1.0).unwrap());
    }

    #[test]
    fn without_open_cases_the_curve_is_the_share_that_takes_longer(a in values(), at in 0_i64..40) {
        prop_assume!(!a.is_empty());
        let curve = KaplanMeier::fit(&Counts::from_values(&a, &[])).unwrap();
        let longer = a.iter().filter(|v| **v > at).count() as f64 / a.len() as f64;
        prop_assert!(close(curve.survival(at).unwrap(), longer));
    }

    #[test]
    fn more_open_cases_never_shorten_the_median(a in values(), open in values()) {
        prop_assume!(!a.is_empty());
        let closed = Counts::from_values(&a, &[]);
        let all = closed.merge(&Counts::from_values(&[], &open));
        let before = KaplanMeier::fit(&closed).unwrap().median().unwrap();
        prop_assert!(KaplanMeier::fit(&all).unwrap().median().is_none_or(|after| after >= before));
    }

    #[test]
    fn influences_add_up_to_nothing(a in desk(30)) {
        let sum: f64 = a.influence().iter().sum();
        prop_assert!(sum.abs() <= 1e-9 * a.value().max(1.0));
    }

    #[test]
    fn a_difference_changes_sign_and_nothing_else_when_turned(a in desk(26), b in desk(26)) {
        let one = series::difference(&a, &b).unwrap().estimate();
        let other = series::difference(&b, &a).unwrap().estimate();
        prop_assert_eq!(one.value, -other.value);
        prop_assert_eq!(one.std_error, other.std_error);
        prop_assert_eq!(one.p_above(3.0), other.p_below(-3.0));
    }

    #[test]
    fn a_unit_changes_no_p(a in desk(26), b in desk(26), unit in 0.001_f64..1000.0) {
        let plain = series::log_ratio(&a, &b).unwrap().estimate();
        let scaled = series::log_ratio(&a.scaled(unit), &b.scaled(unit)).unwrap().estimate();
        prop_assert!(close(plain.std_error, scaled.std_error));
        prop_assert!((plain.p_above(0.1).unwrap() - scaled.p_above(0.1).unwrap()).abs() <= 1e-9);
    }

    #[test]
    fn a_p_and_an_interval_say_the_same(a in desk(40), level in 0.5_f64..0.99) {
        let estimate = a.estimate();
        let low = estimate.interval(level).unwrap().low;
        prop_assert!(close(estimate.p_above(low).unwrap(), (1.0 - level) / 2.0));
    }

    #[test]
    fn q_is_monotone_in_p_and_never_below_it(p in prop::collection::vec(0.0_f64..=1.0, 0..80)) {
        let q = fdr::benjamini_hochberg(&p).unwrap();
        let order = fdr::ascending(&p);
        prop_assert!(order.windows(2).all(|w| q[w[0]] <= q[w[1]]));
        prop_assert!(p.iter().zip(&q).all(|(p, q)| p <= q && *q <= 1.0));
        let turned: Vec<f64> = p.iter().rev().copied().collect();
        let back: Vec<f64> = fdr::benjamini_hochberg(&turned).unwrap().into_iter().rev().collect();
        prop_assert_eq!(back, q);
    }

    #[test]
    fn a_share_and_its_complement_say_the_same(
        weeks in prop::collection::vec((0_u32..8, 0_u32..8), 20..60), limit in 0.05_f64..0.95,
    ) {
        let n: Vec<f64> = weeks.iter().map(|(k, m)| f64::from(k + m)).collect();
        let k: Vec<f64> = weeks.iter().map(|(k, _)| f64::from(*k)).collect();
        let m: Vec<f64> = weeks.iter().map(|(_, m)| f64::from(*m)).collect();
        prop_assume!(n.iter().sum::<f64>() > 0.0);
        let (part, rest) = (WeeklyShare::new(&k, &n).unwrap(), WeeklyShare::new(&m, &n).unwrap());
        prop_assert!(part.design_effect.factor >= 1.0);
        prop_assert!(close(part.design_effect.factor, rest.design_effect.factor));
        prop_assert!(close(part.p_below(limit).unwrap(), rest.p_above(1.0 - limit).unwrap()));
        let upper = part.upper_bound(0.9).unwrap();
        prop_assert!(upper >= 1.0 || close(part.p_below(upper).unwrap(), 0.1));
    }

    #[test]
    fn bounds_hold_the_share_and_widen_with_the_level(k in 0_u32..50, more in 0_u32..50, level in 0.5_f64..0.98) {
        let (k, n) = (f64::from(k), f64::from(k + more));
        prop_assume!(n > 0.0);
        let narrow = proportion::clopper_pearson(k, n, level).unwrap();
        let wide = proportion::clopper_pearson(k, n, level + 0.01).unwrap();
        prop_assert!(narrow.low <= k / n && k / n <= narrow.high);
        prop_assert!(wide.low <= narrow.low && narrow.high <= wide.high);
    }

    #[test]
    fn draws_are_the_same_for_the_same_seed_and_label(a in desk(26), b in desk(26), seed: u64) {
        let both = [a, b];
        let draw = |seed, label| draws::joint(&both, 5, seed, label).unwrap();
        prop_assert_eq!(draw(seed, "rank"), draw(seed, "rank"));
        prop_assert_ne!(draw(seed, "rank"), draw(seed, "package"));
        prop_assert_ne!(draw(seed, "rank"), draw(seed.wrapping_add(1), "rank"));
    }

    #[test]
    fn what_moves_together_is_drawn_together(a in desk(26)) {
        let draws = draws::joint(&[a.clone(), a.scaled(2.0), a.scaled(-1.0)], 20, 1, "").unwrap();
        for row in draws.rows() {
            prop_assert!(close(row[1], 2.0 * row[0]) && close(row[2], -row[0]));
        }
    }
}
