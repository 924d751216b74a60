//! Weekly series and shares: expected values by SciPy and statsmodels (`make.py`).

use redtape::stats::Estimate;
use redtape::stats::proportion;
use redtape::stats::series::{self, Series};
use serde::Deserialize;

use super::{fixture, near};

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
