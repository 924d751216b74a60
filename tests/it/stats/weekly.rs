//! Weekly series of curves and shares, and draws of several: expected values by NumPy and SciPy from
//! definitions of their own (`make_weekly.py`).

use redtape::stats::draws;
use redtape::stats::proportion::WeeklyShare;
use redtape::stats::series::{self, Series};
use redtape::stats::weekly_curve::{WeekRow, WeeklyCurve};
use redtape::stats::{NoInference, Unfit};
use serde::Deserialize;

use super::{fixture, near, within};

#[derive(Deserialize)]
struct Cases {
    curves: Vec<CurveCase>,
    joint: JointCase,
    shares: Vec<ShareCase>,
}

#[derive(Deserialize)]
struct CurveCase {
    name: String,
    weeks: usize,
    rows: Vec<(usize, i64, u64, u64)>,
    tau: i64,
    mean: f64,
    mean_influence: Vec<f64>,
    mean_jackknife: Vec<f64>,
    mean_variance: f64,
    at: i64,
    share: f64,
    share_influence: Vec<f64>,
    share_variance: f64,
    quantiles: Vec<QuantileCase>,
}

#[derive(Deserialize)]
struct QuantileCase {
    p: f64,
    level: f64,
    value: Option<i64>,
    low: Option<i64>,
    high: Option<i64>,
}

#[derive(Deserialize)]
struct JointCase {
    series: Vec<Vec<f64>>,
    covariance: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct ShareCase {
    name: String,
    k: Vec<f64>,
    n: Vec<f64>,
    design_effect: f64,
    assumed: bool,
    limits: Vec<f64>,
    p_below: Vec<f64>,
    p_above: Vec<f64>,
}

impl CurveCase {
    fn rows(&self) -> Vec<WeekRow> {
        let rows = self.rows.iter();
        rows.map(|&(week, value, finished, censored)| WeekRow { week, value, finished, censored })
            .collect()
    }

    fn curve(&self) -> WeeklyCurve {
        WeeklyCurve::fit(&self.rows(), self.weeks).unwrap()
    }
}

#[track_caller]
fn alike(got: &Series, value: f64, influence: &[f64], variance: f64, what: &str) {
    near(got.value(), value, what);
    let scale = influence.iter().map(|r| r.abs()).fold(0.0, f64::max);
    assert_eq!(got.weeks(), influence.len(), "{what}");
    for (got, want) in got.influence().iter().zip(influence) {
        assert!((got - want).abs() <= 1e-9 * scale, "{what}: {got} against {want}");
    }
    near(got.long_run().variance, variance, what);
}

#[test]
fn restricted_means_move_by_week_as_their_derivative_in_numpy() {
    for case in fixture::<Cases>("weekly").curves {
        let got = case.curve().restricted_mean(case.tau).unwrap();
        alike(&got, case.mean, &case.mean_influence, case.mean_variance, &case.name);
    }
}

#[test]
fn restricted_means_move_by_week_nearly_as_the_jackknife_says() {
    for case in fixture::<Cases>("weekly").curves {
        let got = case.curve().restricted_mean(case.tau).unwrap();
        let jackknife = Series::new(case.mean, case.mean_jackknife).unwrap();
        let ratio = got.long_run().variance / jackknife.long_run().variance;
        assert!((ratio - 1.0).abs() < 0.03, "{}: {ratio}", case.name);
        for (got, want) in got.influence().iter().zip(jackknife.influence()) {
            assert!((got - want).abs() <= 0.03 * want.abs() + 0.02, "{}: {got} {want}", case.name);
        }
    }
}

#[test]
fn shares_within_a_time_move_by_week_as_their_derivative_in_numpy() {
    for case in fixture::<Cases>("weekly").curves {
        let got = case.curve().share_within(case.at).unwrap();
        alike(&got, case.share, &case.share_influence, case.share_variance, &case.name);
    }
}

#[test]
fn quantiles_are_bounded_where_scipys_t_no_longer_tells_the_share_from_theirs() {
    let mut bounded = 0;
    for case in fixture::<Cases>("weekly").curves {
        let curve = case.curve();
        for want in &case.quantiles {
            let got = curve.quantile_interval(want.p, want.level).unwrap();
            let what = format!("{}, {} at {}", case.name, want.p, want.level);
            assert_eq!(curve.curve().quantile(want.p), want.value, "{what}");
            assert_eq!((got.low, got.high), (want.low, want.high), "{what}");
            bounded += usize::from(got.low < got.high);
        }
    }
    assert!(bounded >= 10, "{bounded}");
}

#[test]
fn without_open_cases_a_restricted_mean_is_a_ratio_of_sums_and_a_share_a_share() {
    let cases = fixture::<Cases>("weekly").curves;
    let case = cases.iter().find(|case| case.rows.iter().all(|row| row.3 == 0)).unwrap();
    let nothing = || vec![0.0; case.weeks];
    let (mut sum, mut within, mut n) = (nothing(), nothing(), nothing());
    for &(week, value, finished, _) in &case.rows {
        n[week] += finished as f64;
        sum[week] += finished as f64 * value.min(case.tau) as f64;
        within[week] += f64::from(u8::from(value <= case.at)) * finished as f64;
    }
    let mean = series::ratio_of_sums(&sum, &n).unwrap();
    let variance = mean.long_run().variance;
    let curve = case.curve();
    let got = curve.restricted_mean(case.tau).unwrap();
    alike(&got, mean.value(), mean.influence(), variance, "mean");
    let share = series::share(&within, &n).unwrap();
    let variance = share.long_run().variance;
    let got = curve.share_within(case.at).unwrap();
    alike(&got, share.value(), share.influence(), variance, "share");
}

#[test]
fn a_weekly_curve_says_what_it_does_not_know() {
    let row = |week, value, finished, censored| WeekRow { week, value, finished, censored };
    assert_eq!(WeeklyCurve::fit(&[], 30), Err(Unfit::Empty));
    assert_eq!(WeeklyCurve::fit(&[row(30, 1, 1, 0)], 30), Err(Unfit::OutOfRange { at: 0 }));
    let open = WeeklyCurve::fit(&[row(0, 5, 1, 0), row(3, 9, 0, 2)], 30).unwrap();
    assert_eq!(open.share_within(10), Err(Unfit::BeyondFollowUp { last: 9 }));
    assert_eq!(open.restricted_mean(10), Err(Unfit::BeyondFollowUp { last: 9 }));
    assert!(open.quantile_interval(0.5, 0.9).unwrap().high.is_none());
    assert_eq!(open.quantile_interval(1.0, 0.9), Err(NoInference::Argument(1.0)));
    let short = WeeklyCurve::fit(&[row(0, 5, 1, 0), row(3, 9, 2, 0)], 19).unwrap();
    let refused = Err(NoInference::TooFewWeeks { weeks: 19 });
    assert_eq!(short.quantile_interval(0.5, 0.9), refused);
}

#[test]
fn draws_have_numpys_covariance_and_no_more_directions_than_cosines() {
    let case = fixture::<Cases>("weekly").joint;
    let statistics: Vec<Series> =
        case.series.into_iter().map(|r| Series::new(0.0, r).unwrap()).collect();
    let draws = draws::joint(&statistics, 200_000, 3, "covariance").unwrap();
    let n = draws.rows().count() as f64;
    // The variance of Student's t with B degrees of freedom.
    let dof = statistics[0].long_run().dof as f64;
    let heavy = dof / (dof - 2.0);
    for (i, row) in case.covariance.iter().enumerate() {
        for (j, want) in row.iter().enumerate() {
            let got = draws.rows().map(|row| row[i] * row[j]).sum::<f64>() / n;
            let scale = (case.covariance[i][i] * case.covariance[j][j]).sqrt();
            assert!((got / heavy - want).abs() < 0.04 * scale, "{i} {j}: {got} against {want}");
        }
    }
    // B + 1 statistics hang together: some combination of them is never drawn away from 0.
    let waves: Vec<Series> = (0..=dof as usize)
        .map(|i| Series::new(0.0, (0..52).map(|w| ((i + 2) * (w + 1) % 17) as f64).collect()))
        .collect::<Result<_, _>>()
        .unwrap();
    let draws = draws::joint(&waves, 40, 4, "rank").unwrap();
    let mut rows: Vec<Vec<f64>> = draws.rows().map(<[f64]>::to_vec).collect();
    assert_eq!(rank(&mut rows), dof as usize);
}

/// Rank by elimination with pivots.
fn rank(rows: &mut [Vec<f64>]) -> usize {
    let scale = rows.iter().flatten().map(|v| v.abs()).fold(0.0, f64::max);
    let mut found = 0;
    for column in 0..rows[0].len() {
        let pivot = (found..rows.len())
            .max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()))
            .unwrap();
        if rows[pivot][column].abs() <= 1e-9 * scale {
            continue;
        }
        rows.swap(found, pivot);
        for row in found + 1..rows.len() {
            let factor = rows[row][column] / rows[found][column];
            for at in column..rows[row].len() {
                let less = factor * rows[found][at];
                rows[row][at] -= less;
            }
        }
        found += 1;
    }
    found
}

#[test]
fn weekly_shares_have_scipys_beta_tails_averaged_over_what_the_design_effect_may_be() {
    for case in fixture::<Cases>("weekly").shares {
        let share = WeeklyShare::new(&case.k, &case.n).unwrap();
        near(share.design_effect.factor, case.design_effect, &case.name);
        assert_eq!(share.design_effect.assumed, case.assumed, "{}", case.name);
        for (i, limit) in case.limits.iter().enumerate() {
            let what = format!("{} at {limit}", case.name);
            within(share.p_below(*limit).unwrap(), case.p_below[i], 1e-6, &what);
            within(share.p_above(*limit).unwrap(), case.p_above[i], 1e-6, &what);
        }
        for level in [0.8, 0.95] {
            let upper = share.upper_bound(level).unwrap();
            if upper < 1.0 {
                within(share.p_below(upper).unwrap(), 1.0 - level, 1e-9, &case.name);
            }
            let lower = share.lower_bound(level).unwrap();
            if lower > 0.0 {
                within(share.p_above(lower).unwrap(), 1.0 - level, 1e-9, &case.name);
            }
        }
    }
}
