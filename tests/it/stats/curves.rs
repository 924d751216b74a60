//! Open cases, late ones, and several ways to end: expected values by lifelines, statsmodels, and the
//! definitions subject by subject (`make_groups.py`).

use redtape::stats::Alternative::{Greater, Less, TwoSided};
use redtape::stats::counts::{Counts, Row};
use redtape::stats::incidence::aalen_johansen;
use redtape::stats::km::KaplanMeier;
use redtape::stats::log_rank::{LogRank, Weighting};
use serde::Deserialize;

use super::{fixture, near, row, tail};

/// (end, how it ended or 0 for open, entry or 0 for from the start).
type Subject = (i64, usize, i64);

#[derive(Deserialize)]
struct Curves {
    two: Vec<TwoCurves>,
    late: Vec<LateCurve>,
}

#[derive(Deserialize)]
struct TwoCurves {
    name: String,
    a: Vec<Subject>,
    b: Vec<Subject>,
    expected: f64,
    log_rank: Tested,
    peto: Tested,
    tau: i64,
    difference: f64,
    low: f64,
    high: f64,
}

#[derive(Deserialize)]
struct Tested {
    z: f64,
    p: f64,
}

#[derive(Deserialize)]
struct LateCurve {
    name: String,
    sample: Vec<Subject>,
    at: Vec<i64>,
    survival: Vec<f64>,
    bands: Vec<[f64; 2]>,
    tau: i64,
    mean: f64,
    variance: f64,
}

#[derive(Deserialize)]
struct Outcomes {
    name: String,
    sample: Vec<Subject>,
    /// By outcome, from the first.
    curves: Vec<Vec<Point>>,
}

/// Value, share, variance, and the ends of the 95 % interval.
type Point = (i64, f64, f64, f64, f64);

fn counts(sample: &[Subject], ended: impl Fn(usize) -> bool, open: bool) -> Counts {
    let ends = sample
        .iter()
        .map(|(end, how, _)| row(*end, u64::from(ended(*how)), u64::from(open && *how == 0)));
    let late =
        sample.iter().filter(|(_, how, entry)| *entry > 0 && (ended(*how) || (open && *how == 0)));
    let entries = late.map(|(_, _, entry)| Row { value: *entry, entered: 1, ..Row::default() });
    Counts::from_rows(ends.chain(entries).collect())
}

fn all(sample: &[Subject]) -> Counts {
    counts(sample, |how| how > 0, true)
}

fn check_log_rank(weighting: Weighting, want: impl Fn(&TwoCurves) -> &Tested) {
    for case in fixture::<Curves>("curves").two {
        let test = LogRank::of(&all(&case.a), &all(&case.b), weighting).unwrap();
        let finished = case.a.iter().filter(|(_, how, _)| *how > 0).count();
        assert_eq!(test.observed, u64::try_from(finished).unwrap(), "{}", case.name);
        near(test.expected, case.expected, &case.name);
        let Tested { z, p } = *want(&case);
        near(test.z(), z, &case.name);
        tail(test.p_if_independent(TwoSided), p, &case.name);
        let longer = if z > 0.0 { Greater } else { Less };
        tail(test.p_if_independent(longer), p / 2.0, &case.name);
    }
}

#[test]
fn log_rank_agrees_with_lifelines_and_with_statsmodels_on_late_entries() {
    check_log_rank(Weighting::LogRank, |case| &case.log_rank);
}

#[test]
fn peto_peto_agrees_with_lifelines() {
    check_log_rank(Weighting::PetoPeto, |case| &case.peto);
}

#[test]
fn differences_of_restricted_means_are_those_of_survrm2() {
    for case in fixture::<Curves>("curves").two {
        let mean = |sample: &[Subject]| {
            KaplanMeier::fit(&all(sample)).unwrap().restricted_mean(case.tau).unwrap()
        };
        let (difference, interval) =
            mean(&case.a).difference_if_independent(&mean(&case.b), 0.95).unwrap();
        near(difference, case.difference, &case.name);
        near(interval.low, case.low, &case.name);
        near(interval.high, case.high, &case.name);
    }
}

#[test]
fn kaplan_meier_with_open_and_late_cases_agrees_with_lifelines() {
    for case in fixture::<Curves>("curves").late {
        let curve = KaplanMeier::fit(&all(&case.sample)).unwrap();
        let at: Vec<i64> = curve.steps().iter().map(|step| step.value).collect();
        assert_eq!(at, case.at, "{}", case.name);
        for (value, (survival, [low, high])) in
            case.at.iter().zip(case.survival.iter().zip(&case.bands))
        {
            let what = format!("{} at {value}", case.name);
            near(curve.survival(*value).unwrap(), *survival, &what);
            let band = curve.interval(*value, 0.95).unwrap();
            near(band.low, *low, &what);
            near(band.high, *high, &what);
        }
        let mean = curve.restricted_mean(case.tau).unwrap();
        near(mean.value, case.mean, &case.name);
        near(mean.variance, case.variance, &case.name);
    }
}

#[test]
fn aalen_johansen_agrees_with_lifelines_and_with_its_definition_under_ties() {
    for case in fixture::<Vec<Outcomes>>("outcomes") {
        // Open ones have no outcome: they are counted with the first.
        let tables: Vec<Counts> =
            (1..=3).map(|own| counts(&case.sample, |how| how == own, own == 1)).collect();
        let curves = aalen_johansen(&tables.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!(curves.len(), case.curves.len());
        for (own, (curve, rows)) in curves.iter().zip(&case.curves).enumerate() {
            assert_eq!(curve.steps().len(), rows.len(), "{}", case.name);
            for (value, share, variance, low, high) in rows {
                let what = format!("{}, outcome {own} at {value}", case.name);
                near(curve.share(*value).unwrap(), *share, &what);
                let got = curve.variance(*value).unwrap();
                assert!((got - variance).abs() <= 1e-9 * variance + 1e-15, "{what}: {got:e}");
                let interval = curve.interval_if_independent(*value, 0.95).unwrap();
                near(interval.low, *low, &what);
                near(interval.high, *high, &what);
            }
        }
    }
}
