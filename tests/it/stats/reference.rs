//! Expected values computed by SciPy, NumPy, lifelines and statsmodels (`tests/reference/make.py`).

use std::collections::BTreeMap;

use redtape::stats::counts::{Counts, Row};
use redtape::stats::km::KaplanMeier;
use redtape::stats::peers::{self, Group};
use redtape::stats::proportion::{self, WeeklyShare};
use redtape::stats::series::{self, Series};
use redtape::stats::{Estimate, fdr};
use serde::Deserialize;

use super::{finished, fixture, near, row, within};

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

#[derive(Deserialize)]
struct SeriesCases {
    series: Vec<SeriesCase>,
    student: Vec<StudentCase>,
}

#[derive(Deserialize)]
struct SeriesCase {
    kind: String,
    sum_a: Vec<f64>,
    n_a: Vec<f64>,
    sum_b: Vec<f64>,
    n_b: Vec<f64>,
    value: f64,
    lambdas: Vec<f64>,
    variance: f64,
    dof: usize,
    low: f64,
    high: f64,
    margin: f64,
    p_above: f64,
    p_below: f64,
}

#[derive(Deserialize)]
struct StudentCase {
    dof: f64,
    t: Vec<f64>,
    upper: Vec<f64>,
    levels: Vec<f64>,
    halves: Vec<f64>,
}

impl SeriesCase {
    fn series(&self) -> Series {
        let a = series::ratio_of_sums(&self.sum_a, &self.n_a).unwrap();
        let b = series::ratio_of_sums(&self.sum_b, &self.n_b).unwrap();
        match self.kind.as_str() {
            "ratio" => a,
            "difference" => series::difference(&a, &b).unwrap(),
            "log_ratio" => series::log_ratio(&a, &b).unwrap(),
            "total" => series::total(&self.sum_a).unwrap(),
            _ => series::weekly_mean(&self.sum_a).unwrap(),
        }
    }
}

#[test]
fn long_run_variances_are_those_of_lazarus_lewis_stock_and_watson() {
    for case in fixture::<SeriesCases>("series").series {
        let what = format!("{} over {} weeks", case.kind, case.n_a.len());
        let series = case.series();
        near(series.value(), case.value, &what);
        let long_run = series.long_run();
        assert_eq!(long_run.dof, case.dof, "{what}");
        near(long_run.variance, case.variance, &what);
        let scale = case.variance.sqrt();
        for (got, want) in long_run.lambdas.iter().zip(&case.lambdas) {
            assert!((got - want).abs() <= 1e-9 * scale, "{what}: {got} against {want}");
        }
    }
}

#[test]
fn weekly_intervals_and_p_values_are_those_of_scipys_t() {
    for case in fixture::<SeriesCases>("series").series {
        let weeks = case.n_a.len();
        let what = format!("{} over {weeks} weeks", case.kind);
        let estimate = case.series().estimate();
        if weeks < redtape::stats::MIN_WEEKS {
            assert!(estimate.p_above(case.margin).is_err(), "{what}");
            continue;
        }
        let interval = estimate.interval(0.9).unwrap();
        near(interval.low, case.low, &what);
        near(interval.high, case.high, &what);
        near(estimate.p_above(case.margin).unwrap(), case.p_above, &what);
        near(estimate.p_below(case.margin).unwrap(), case.p_below, &what);
    }
}

#[test]
fn t_tails_hold_far_out_and_near_zero_as_in_scipy() {
    for case in fixture::<SeriesCases>("series").student {
        let standard = Estimate { value: 0.0, std_error: 1.0, dof: case.dof, weeks: 52 };
        for (t, want) in case.t.iter().zip(&case.upper) {
            let what = format!("t {t} with {} degrees of freedom", case.dof);
            let got = Estimate { value: *t, ..standard }.p_above(0.0).unwrap();
            assert!((got - want).abs() <= 1e-9 * want + 1e-300, "{what}: {got:e}, {want:e}");
            near(standard.p_above(-t).unwrap(), *want, &what);
        }
        for (level, want) in case.levels.iter().zip(&case.halves) {
            let got = standard.interval(*level).unwrap();
            near(got.high, *want, &format!("level {level}, {} degrees", case.dof));
            near(got.low, -*want, &format!("level {level}, {} degrees", case.dof));
        }
    }
}

#[derive(Deserialize)]
struct ProportionCases {
    single: Vec<Single>,
    newcombe: Vec<Newcombe>,
    weekly: Vec<Weekly>,
}

#[derive(Deserialize)]
struct Single {
    k: f64,
    n: f64,
    level: f64,
    low: f64,
    high: f64,
    wilson: [f64; 2],
    upper: f64,
    lower: f64,
}

#[derive(Deserialize)]
struct Newcombe {
    first: (f64, f64),
    second: (f64, f64),
    low: f64,
    high: f64,
}

#[derive(Deserialize)]
struct Weekly {
    name: String,
    k: Vec<f64>,
    n: Vec<f64>,
    design_effect: f64,
    assumed: bool,
    limit: f64,
    p_below: f64,
    p_above: f64,
    upper: f64,
}

#[test]
fn exact_bounds_of_shares_are_those_of_scipy_up_to_ten_million() {
    for c in fixture::<ProportionCases>("proportion").single {
        let what = format!("{} of {} at {}", c.k, c.n, c.level);
        let got = proportion::clopper_pearson(c.k, c.n, c.level).unwrap();
        let pairs = [
            (got.low, c.low),
            (got.high, c.high),
            (proportion::upper_bound(c.k, c.n, c.level).unwrap(), c.upper),
            (proportion::lower_bound(c.k, c.n, c.level).unwrap(), c.lower),
        ];
        for (got, want) in pairs {
            assert!((got - want).abs() <= 1e-9 * want, "{what}: {got:e} against {want:e}");
        }
        let wilson = proportion::wilson(c.k, c.n, c.level).unwrap();
        near(wilson.low, c.wilson[0], &what);
        near(wilson.high, c.wilson[1], &what);
    }
}

#[test]
fn differences_of_shares_have_newcombes_interval_as_in_statsmodels() {
    for case in fixture::<ProportionCases>("proportion").newcombe {
        let got = proportion::newcombe_difference(case.first, case.second, 0.95).unwrap();
        near(got.low, case.low, &format!("{:?} {:?}", case.first, case.second));
        near(got.high, case.high, &format!("{:?} {:?}", case.first, case.second));
    }
}

#[test]
fn weekly_shares_have_the_tails_of_scipys_beta_on_effective_counts() {
    for case in fixture::<ProportionCases>("proportion").weekly {
        let share = WeeklyShare::new(&case.k, &case.n).unwrap();
        near(share.design_effect.factor, case.design_effect, &case.name);
        assert_eq!(share.design_effect.assumed, case.assumed, "{}", case.name);
        within(share.p_below(case.limit).unwrap(), case.p_below, 1e-8, &case.name);
        within(share.p_above(case.limit).unwrap(), case.p_above, 1e-8, &case.name);
        near(share.upper_bound(0.95).unwrap(), case.upper, &case.name);
    }
}

#[derive(Deserialize)]
struct FdrCase {
    p: Vec<f64>,
    q: Vec<f64>,
}

#[test]
fn q_values_are_those_of_statsmodels() {
    for case in fixture::<Vec<FdrCase>>("fdr") {
        let got = fdr::benjamini_hochberg(&case.p).unwrap();
        assert_eq!(got.len(), case.q.len());
        for (got, want) in got.iter().zip(&case.q) {
            near(*got, *want, &format!("{} tests", case.p.len()));
        }
    }
}

#[derive(Deserialize)]
struct PeersCase {
    name: String,
    sums: Vec<Vec<f64>>,
    counts: Vec<Vec<f64>>,
    effects: Vec<f64>,
    std_errors: Vec<f64>,
    dof: f64,
    prior: Option<PriorCase>,
    family: FamilyCase,
    shrunken: Vec<f64>,
    shrunken_errors: Vec<f64>,
    p_slower: Vec<f64>,
}

#[derive(Deserialize)]
struct PriorCase {
    variance: f64,
    dof: Option<f64>,
}

#[derive(Deserialize)]
struct FamilyCase {
    mean: f64,
    std_error: f64,
    spread: f64,
}

impl PeersCase {
    fn compare(&self) -> peers::Comparison {
        let groups = self.sums.iter().zip(&self.counts).map(|(sum, n)| Group { sum, n });
        peers::compare(&groups.collect::<Vec<_>>()).unwrap()
    }
}

#[test]
fn variances_of_like_groups_are_moderated_as_limma_does() {
    for case in fixture::<Vec<PeersCase>>("peers") {
        let got = case.compare();
        assert_eq!(got.prior.is_some(), case.prior.is_some(), "{}", case.name);
        if let (Some(got), Some(want)) = (got.prior, &case.prior) {
            within(got.variance, want.variance, 1e-6, &case.name);
            if let Some(dof) = want.dof {
                within(got.dof, dof, 1e-6, &case.name);
            } else {
                assert!(got.dof.is_infinite(), "{}", case.name);
            }
        }
        for (g, group) in got.groups.iter().enumerate() {
            let what = format!("{}, group {g}", case.name);
            let group = group.as_ref().unwrap();
            near(group.effect.value, case.effects[g], &what);
            within(group.effect.std_error, case.std_errors[g], 1e-6, &what);
            within(group.effect.dof, case.dof, 1e-6, &what);
            within(group.p_slower(peers::MARGIN).unwrap(), case.p_slower[g], 1e-6, &what);
        }
    }
}

#[test]
fn effects_of_like_groups_are_shrunk_by_statsmodels_dersimonian_laird() {
    for case in fixture::<Vec<PeersCase>>("peers") {
        let got = case.compare();
        let family = got.family.unwrap();
        within(family.mean, case.family.mean, 1e-6, &case.name);
        within(family.std_error, case.family.std_error, 1e-6, &case.name);
        within(family.spread, case.family.spread, 1e-6, &case.name);
        for (g, group) in got.groups.iter().enumerate() {
            let shrunken = group.as_ref().unwrap().shrunken.unwrap();
            let what = format!("{}, group {g}", case.name);
            within(shrunken.value, case.shrunken[g], 1e-6, &what);
            within(shrunken.std_error, case.shrunken_errors[g], 1e-6, &what);
        }
    }
}
