//! Counts and Kaplan–Meier curves: expected values by NumPy, SciPy and lifelines (`make.py`).

use std::collections::BTreeMap;

use redtape::stats::counts::{Counts, Row};
use redtape::stats::km::KaplanMeier;
use serde::Deserialize;

use super::{finished, fixture, near, row};

#[derive(Deserialize)]
struct CountsCases {
    quantiles: Vec<QuantileCase>,
    order_statistics: Vec<OrderCase>,
}

#[derive(Deserialize)]
struct QuantileCase {
    name: String,
    finished: Vec<i64>,
    levels: Vec<f64>,
    quantiles: Vec<f64>,
    mean: f64,
}

#[derive(Deserialize)]
struct OrderCase {
    n: u64,
    p: f64,
    level: f64,
    low: u64,
    high: u64,
}

#[test]
fn quantiles_and_means_are_those_of_numpy() {
    for case in fixture::<CountsCases>("counts").quantiles {
        let counts = finished(&case.finished);
        near(counts.mean().unwrap(), case.mean, &case.name);
        for (p, want) in case.levels.iter().zip(case.quantiles) {
            near(counts.quantile(*p).unwrap(), want, &format!("{} at {p}", case.name));
        }
    }
}

#[test]
fn order_statistic_intervals_have_the_ranks_of_scipys_binomial() {
    for case in fixture::<CountsCases>("counts").order_statistics {
        // Ranks are read off the values: n values 1, 2, 3… or, for many, a value every n/1000.
        let each = (case.n / 1000).max(1);
        let value = |rank: u64| i64::try_from(rank.div_ceil(each)).unwrap();
        let counts = Counts::from_rows(
            (1..=case.n / each).map(|v| row(i64::try_from(v).unwrap(), each, 0)).collect(),
        );
        let interval = counts.quantile_interval(case.p, case.level).unwrap();
        let what = format!("n {}, p {}, level {}", case.n, case.p, case.level);
        assert_eq!(interval.low, (case.low > 0).then(|| value(case.low)), "{what}");
        assert_eq!(interval.high, (case.high <= case.n).then(|| value(case.high)), "{what}");
    }
}

#[derive(Deserialize)]
struct KmCase {
    name: String,
    durations: Vec<i64>,
    ended: Vec<u8>,
    entries: Option<Vec<i64>>,
    at: Vec<i64>,
    survival: Vec<f64>,
    bands: BTreeMap<String, Vec<Option<[f64; 2]>>>,
    quantiles: Vec<KmQuantile>,
    tau: i64,
    rmst: f64,
    rmst_variance: f64,
}

#[derive(Deserialize)]
struct KmQuantile {
    p: f64,
    level: f64,
    value: Option<i64>,
    low: Option<i64>,
    high: Option<i64>,
}

impl KmCase {
    fn counts(&self) -> Counts {
        let ends = self
            .durations
            .iter()
            .zip(&self.ended)
            .map(|(value, ended)| row(*value, u64::from(*ended), u64::from(1 - ended)));
        let late = self.entries.iter().flatten().filter(|value| **value > 0);
        let entries = late.map(|value| Row { value: *value, entered: 1, ..Row::default() });
        Counts::from_rows(ends.chain(entries).collect())
    }
}

#[test]
fn kaplan_meier_curves_and_bands_are_those_of_lifelines() {
    for case in fixture::<Vec<KmCase>>("kaplan_meier") {
        let curve = KaplanMeier::fit(&case.counts()).unwrap();
        let at: Vec<i64> = curve.steps().iter().map(|step| step.value).collect();
        assert_eq!(at, case.at, "{}", case.name);
        for (i, (value, want)) in case.at.iter().zip(&case.survival).enumerate() {
            let what = format!("{} at {value}", case.name);
            near(curve.survival(*value).unwrap(), *want, &what);
            for (level, bands) in &case.bands {
                let got = curve.interval(*value, level.parse().unwrap()).unwrap();
                let [low, high] = bands[i].unwrap_or([0.0, 0.0]);
                near(got.low, low, &what);
                near(got.high, high, &what);
            }
        }
    }
}

#[test]
fn quantiles_with_open_cases_are_those_of_lifelines_bands() {
    for case in fixture::<Vec<KmCase>>("kaplan_meier") {
        let curve = KaplanMeier::fit(&case.counts()).unwrap();
        for want in &case.quantiles {
            let what = format!("{} at {} ({})", case.name, want.p, want.level);
            assert_eq!(curve.quantile(want.p), want.value, "{what}");
            let got = curve.quantile_interval(want.p, want.level).unwrap();
            assert_eq!((got.low, got.high), (want.low, want.high), "{what}");
        }
    }
}

#[test]
fn restricted_means_are_those_of_lifelines_with_the_variance_of_survrm2() {
    for case in fixture::<Vec<KmCase>>("kaplan_meier") {
        let got = KaplanMeier::fit(&case.counts()).unwrap().restricted_mean(case.tau).unwrap();
        near(got.value, case.rmst, &case.name);
        near(got.variance, case.rmst_variance, &case.name);
    }
}
