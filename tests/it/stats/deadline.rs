//! Behaviour at the due date: expected values by NumPy and SciPy (`make_change.py`).

use redtape::stats::Unfit;
use redtape::stats::bulk::bulk;
use redtape::stats::bunching::{Bins, Bunching, DEGREE, From, Shape};
use redtape::stats::counts::Counts;
use redtape::stats::heaping::heaping;
use serde::Deserialize;

use super::{finished, fixture, near, row};

#[derive(Deserialize)]
struct Cases {
    bunching: Vec<BunchingCase>,
    bulk: Vec<BulkCase>,
    heaping: Vec<HeapingCase>,
}

#[derive(Deserialize)]
struct BunchingCase {
    name: String,
    first: i64,
    counts: Vec<f64>,
    window: (i64, i64),
    degree: usize,
    from: String,
    excess: f64,
    mass: f64,
    smooth: Vec<f64>,
    interval: [f64; 2],
    spread: f64,
    weeks: Vec<Vec<f64>>,
    slopes: Vec<f64>,
}

impl BunchingCase {
    fn fit(&self) -> Bunching {
        let from = match self.from.as_str() {
            "Late" => From::Late,
            "Early" => From::Early,
            _ => From::Both,
        };
        let bins = Bins { first: self.first, counts: &self.counts };
        Bunching::fit(&bins, &Shape { degree: self.degree, window: self.window, from }).unwrap()
    }
}

#[test]
fn bunching_is_the_fixed_point_of_chetty_and_others_iteration() {
    for case in fixture::<Cases>("deadline").bunching {
        let fit = case.fit();
        near(fit.mass, case.mass, &case.name);
        near(fit.excess, case.excess, &case.name);
        assert_eq!(fit.smooth.len(), case.smooth.len());
        for (got, want) in fit.smooth.iter().zip(&case.smooth) {
            assert!((got - want).abs() < 1e-9 * case.counts.iter().sum::<f64>(), "{}", case.name);
        }
        near(fit.smooth.iter().sum(), case.counts.iter().sum(), "the total is kept");
    }
}

#[test]
fn the_bootstrap_is_as_wide_as_numpys() {
    for case in fixture::<Cases>("deadline").bunching {
        // Two bootstraps of 2,000 draws each: their ends differ by chance, a few percent of the spread.
        let interval = case.fit().interval_if_independent(0.9, 2_000, 1, &case.name).unwrap();
        for (got, want) in [interval.low, interval.high].iter().zip(case.interval) {
            let gap = (got - want).abs() / case.spread;
            assert!(gap < 0.25, "{}: {got} against {want}, {gap} spreads", case.name);
        }
    }
}

#[test]
fn the_weeks_move_the_mass_as_small_steps_of_the_counts_do() {
    for case in fixture::<Cases>("deadline").bunching {
        let series = case.fit().weekly_mass(&case.weeks).unwrap();
        near(series.value(), case.mass, &case.name);
        let largest = case.slopes.iter().fold(0.0_f64, |most, s| most.max(s.abs()));
        for (got, want) in series.influence().iter().zip(&case.slopes) {
            // Central differences: good to about seven digits.
            assert!((got - want).abs() < 1e-6 * largest, "{}: {got} against {want}", case.name);
        }
        let sum: f64 = series.influence().iter().sum();
        assert!(sum.abs() < 1e-9 * largest, "{}: {sum}", case.name);
    }
}

/// A hill over the bins from −20 to 30 with `moved` dossiers more on the due date.
fn hill(moved: f64) -> Vec<f64> {
    (-20..=30)
        .map(|bin| {
            let x = (f64::from(bin) - 4.0) / 10.0;
            (1_000.0 * (-x * x / 2.0).exp()).round() + if bin == 0 { moved } else { 0.0 }
        })
        .collect()
}

fn shape() -> Shape {
    Shape { degree: DEGREE, window: (0, 0), from: From::Late }
}

fn fit(counts: &[f64]) -> Result<Bunching, Unfit> {
    Bunching::fit(&Bins { first: -20, counts }, &shape())
}

#[test]
fn only_what_was_moved_is_bunched() {
    let quiet = fit(&hill(0.0)).unwrap();
    assert!(quiet.mass.abs() < 0.05, "{}", quiet.mass);
    let interval = quiet.interval_if_independent(0.9, 999, 3, "").unwrap();
    assert!(interval.low <= 0.0 && 0.0 <= interval.high, "{interval:?}");
    let moved = fit(&hill(2_000.0)).unwrap();
    assert!(moved.interval_if_independent(0.9, 999, 3, "").unwrap().low > 1.5);
    // The smooth distribution is raised to hold them, so that b is a little below 2,000 by 923.
    assert!((1.7..2.17).contains(&moved.mass), "{}", moved.mass);
    // The mass counts bins and not dossiers.
    let ten: Vec<f64> = hill(2_000.0).iter().map(|c| c * 10.0).collect();
    near(fit(&ten).unwrap().mass, moved.mass, "ten times as many");
    assert_eq!(
        moved.interval_if_independent(0.9, 99, 3, ""),
        moved.interval_if_independent(0.9, 99, 3, "")
    );
    assert_ne!(
        moved.interval_if_independent(0.9, 99, 3, ""),
        moved.interval_if_independent(0.9, 99, 4, "")
    );
}

#[test]
fn due_dates_without_a_smooth_distribution_have_no_bunching() {
    assert_eq!(fit(&[]), Err(Unfit::NoVolume));
    assert_eq!(fit(&[0.0; 51]), Err(Unfit::NoVolume));
    assert_eq!(fit(&[1.0, f64::NAN]), Err(Unfit::OutOfRange { at: 1 }));
    assert_eq!(fit(&[5.0]), Err(Unfit::Argument(0.0)));
    // The window is the last bin; then there are as many bins outside as coefficients, then one more.
    assert!(matches!(fit(&[5.0; 21]), Ok(flat) if flat.mass.abs() < 1e-9));
    let few = |n: usize| {
        Bunching::fit(
            &Bins { first: 0, counts: &vec![5.0; n] },
            &Shape { from: From::Early, ..shape() },
        )
    };
    assert_eq!(few(9), Err(Unfit::Argument(7.0)));
    assert!(few(10).is_ok_and(|flat| flat.mass.abs() < 1e-9));
    // Everything on the due date: no side to have come from.
    let only: Vec<f64> = (-20..=30).map(|bin| if bin == 0 { 9.0 } else { 0.0 }).collect();
    assert_eq!(fit(&only), Err(Unfit::NoVolume));
    for window in [(1, 0), (-21, 0), (0, 31), (i64::MIN, i64::MAX)] {
        let got =
            Bunching::fit(&Bins { first: -20, counts: &hill(0.0) }, &Shape { window, ..shape() });
        assert!(matches!(got, Err(Unfit::Argument(_))), "{window:?}");
    }
    let quiet = fit(&hill(0.0)).unwrap();
    assert_eq!(quiet.interval_if_independent(0.9, 0, 1, ""), Err(Unfit::Empty));
    assert_eq!(quiet.interval_if_independent(1.0, 9, 1, ""), Err(Unfit::Argument(1.0)));
    assert_eq!(quiet.weekly_mass::<Vec<f64>>(&[]), Err(Unfit::Empty));
    assert_eq!(quiet.weekly_mass(&[[1.0]]), Err(Unfit::WeeksDiffer { left: 51, right: 1 }));
    assert!(matches!(quiet.weekly_mass(&[hill(1.0)]), Err(Unfit::Argument(_))));
}

#[derive(Deserialize)]
struct BulkCase {
    name: String,
    minutes: Vec<(i64, u64)>,
    open_minutes: u64,
    size: u32,
    pace: f64,
    in_bulk: u64,
    expected: f64,
    excess: f64,
}

#[test]
fn bulks_beyond_an_officers_pace_are_those_of_scipys_poisson() {
    for case in fixture::<Cases>("deadline").bulk {
        let rows = case.minutes.iter().map(|(value, n)| row(*value, *n, 0)).collect();
        let got = bulk(&Counts::from_rows(rows), case.open_minutes, case.size).unwrap();
        near(got.pace, case.pace, &case.name);
        near(got.expected, case.expected, &case.name);
        near(got.excess, case.excess, &case.name);
        assert_eq!(got.in_bulk, case.in_bulk, "{}", case.name);
    }
}

#[test]
fn a_bulk_does_not_excuse_itself() {
    // One a quarter of an hour, and three hundred at once.
    let minutes = Counts::from_rows(vec![row(1, 32, 0), row(300, 1, 0)]);
    let got = bulk(&minutes, 480, 5).unwrap();
    assert!((0.066..0.068).contains(&got.pace), "{}", got.pace);
    assert_eq!((got.closings, got.in_bulk, got.largest), (332, 300, 300));
    assert!(got.expected < 0.001 && (got.excess - 300.0 / 332.0).abs() < 1e-5);
}

#[test]
fn a_pace_that_cannot_be_told_is_refused() {
    assert_eq!(bulk(&Counts::default(), 100, 5), Err(Unfit::NoVolume));
    assert_eq!(bulk(&finished(&[1]), 100, 1), Err(Unfit::Argument(1.0)));
    assert_eq!(bulk(&finished(&[1, 1, 1]), 2, 5), Err(Unfit::Argument(2.0)));
    assert_eq!(bulk(&finished(&[9, 9]), 2, 5), Err(Unfit::Argument(2.0)));
    assert_eq!(bulk(&finished(&[0, 3]), 10, 5), Err(Unfit::OutOfRange { at: 0 }));
    let open = Counts::from_rows(vec![row(1, 2, 1)]);
    assert_eq!(bulk(&open, 10, 5), Err(Unfit::Unfinished { count: 1 }));
    assert_eq!(bulk(&finished(&[4, 4]), 2, 5), Err(Unfit::Argument(4.0)));
    let even = bulk(&finished(&[1; 480]), 480, 2);
    assert_eq!(even, Err(Unfit::Argument(1.0)));
}

#[derive(Deserialize)]
struct HeapingCase {
    name: String,
    cells: Vec<u64>,
    step: usize,
    on: u64,
    share: f64,
    index: f64,
    moved: f64,
}

#[test]
fn heaping_on_round_minutes_is_as_counted_stamp_by_stamp() {
    for case in fixture::<Cases>("deadline").heaping {
        let got = heaping(&case.cells, case.step).unwrap();
        assert_eq!(got.on, case.on, "{}", case.name);
        near(got.share, case.share, &case.name);
        near(got.index, case.index, &case.name);
        near(got.moved, case.moved, &case.name);
    }
}

#[test]
fn no_stamps_or_no_round_cells_have_no_heaping() {
    assert_eq!(heaping(&[0; 60], 5), Err(Unfit::NoVolume));
    assert_eq!(heaping(&[], 5), Err(Unfit::NoVolume));
    assert_eq!(heaping(&[1; 60], 1), Err(Unfit::Argument(1.0)));
    assert_eq!(heaping(&[1; 60], 7), Err(Unfit::Argument(7.0)));
    let all = [vec![10_000_000], vec![0; 59]].concat();
    let got = heaping(&all, 60).unwrap();
    assert_eq!((got.share, got.index, got.moved), (1.0, 60.0, 1.0));
    let none = [vec![0], vec![3; 4]].concat();
    assert_eq!(heaping(&none, 5).unwrap().moved, 0.0);
}
