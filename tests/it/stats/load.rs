//! Load of a unit: expected values by NumPy (`make_change.py`) and by theory.

use redtape::stats::Unfit;
use redtape::stats::congestion::{Queue, erlang_c, squared_variation, utilisation};
use redtape::stats::gini::gini;
use redtape::stats::little::{Flow, little};
use serde::Deserialize;

use super::{fixture, near, within};

#[derive(Deserialize)]
struct Cases {
    congestion: Vec<QueueCase>,
    gini: Vec<GiniCase>,
    little: Vec<LittleCase>,
}

#[derive(Deserialize)]
struct QueueCase {
    servers: u32,
    utilisation: f64,
    cv2_arrivals: f64,
    cv2_service: f64,
    delayed: f64,
    exact: f64,
    approximate: f64,
}

fn queue(servers: u32, utilisation: f64, cv2_arrivals: f64, cv2_service: f64) -> Queue {
    Queue { servers, utilisation, service: 7.0, cv2_arrivals, cv2_service }
}

#[test]
fn waits_by_formula_are_those_of_numpy() {
    for c in fixture::<Cases>("load").congestion {
        let what = format!("{} officers at {}", c.servers, c.utilisation);
        let queue = queue(c.servers, c.utilisation, c.cv2_arrivals, c.cv2_service);
        within(erlang_c(c.servers, c.utilisation).unwrap(), c.delayed, 1e-9, &what);
        near(queue.exact_exponential_wait().unwrap(), c.exact, &what);
        near(queue.approximate_wait().unwrap(), c.approximate, &what);
    }
}

#[test]
fn one_officers_wait_is_exact_and_several_ones_close_to_erlangs() {
    for rho in [0.1, 0.5, 0.9, 0.99] {
        near(queue(1, rho, 1.0, 1.0).approximate_wait().unwrap(), rho / (1.0 - rho) * 7.0, "M/M/1");
        // Pollaczek–Khinchine: a constant service time halves the wait.
        near(queue(1, rho, 1.0, 0.0).approximate_wait().unwrap(), rho / (1.0 - rho) * 3.5, "M/D/1");
    }
    for servers in [2, 3, 5, 10] {
        for rho in [0.8, 0.9, 0.95] {
            let queue = queue(servers, rho, 1.0, 1.0);
            let exact = queue.exact_exponential_wait().unwrap();
            let gap = queue.approximate_wait().unwrap() / exact - 1.0;
            assert!(gap.abs() < 0.08, "{servers} at {rho}: {gap}");
        }
    }
}

#[test]
fn a_queue_without_end_has_no_wait_in_the_long_run() {
    assert_eq!(queue(3, 1.0, 1.0, 1.0).approximate_wait(), Err(Unfit::Argument(1.0)));
    assert_eq!(queue(3, 1.2, 1.0, 1.0).exact_exponential_wait(), Err(Unfit::Argument(1.2)));
    assert_eq!(queue(0, 0.5, 1.0, 1.0).approximate_wait(), Err(Unfit::Argument(0.0)));
    assert_eq!(queue(1, 0.5, -1.0, 1.0).approximate_wait(), Err(Unfit::Argument(-1.0)));
    assert!(matches!(erlang_c(2, f64::NAN), Err(Unfit::Argument(_))));
    assert_eq!(queue(5, 0.0, 1.0, 1.0).exact_exponential_wait(), Ok(0.0));
    assert!(erlang_c(1_000_000, 0.999).is_ok_and(|delayed| (0.0..0.5).contains(&delayed)));
}

#[test]
fn utilisation_is_work_by_hours_and_may_exceed_them() {
    let series = utilisation(&[30.0, 50.0, 0.0], &[40.0, 40.0, 0.0]).unwrap();
    assert_eq!(series.value(), 1.0);
    assert_eq!(series.influence(), [-0.125, 0.125, 0.0]);
    assert_eq!(utilisation(&[1.0], &[0.0]), Err(Unfit::NoVolume));
    assert_eq!(utilisation(&[-1.0], &[1.0]), Err(Unfit::OutOfRange { at: 0 }));
    assert_eq!(utilisation(&[], &[]), Err(Unfit::Empty));
    assert_eq!(utilisation(&[1.0], &[1.0, 2.0]), Err(Unfit::WeeksDiffer { left: 1, right: 2 }));
}

#[test]
fn variation_is_variance_by_squared_mean() {
    near(squared_variation(&[1.0, 3.0]).unwrap(), 0.25, "two");
    near(squared_variation(&[1e200, 3e200]).unwrap(), 0.25, "large");
    assert_eq!(squared_variation(&[5.0; 9]), Ok(0.0));
    assert_eq!(squared_variation(&[5.0]), Ok(0.0));
    assert_eq!(squared_variation(&[]), Err(Unfit::Empty));
    assert_eq!(squared_variation(&[0.0, 0.0]), Err(Unfit::NoVolume));
    assert_eq!(squared_variation(&[1.0, -1.0]), Err(Unfit::OutOfRange { at: 1 }));
}

#[derive(Deserialize)]
struct GiniCase {
    name: String,
    shares: Vec<f64>,
    gini: f64,
}

#[test]
fn gini_is_that_of_all_pairs_in_numpy() {
    for case in fixture::<Cases>("load").gini {
        near(gini(&case.shares).unwrap(), case.gini, &case.name);
    }
}

#[test]
fn hand_outs_that_say_nothing_have_no_gini() {
    assert_eq!(gini(&[]), Err(Unfit::Empty));
    assert_eq!(gini(&[0.0, 0.0]), Err(Unfit::NoVolume));
    assert_eq!(gini(&[1.0, -1.0]), Err(Unfit::OutOfRange { at: 1 }));
    assert_eq!(gini(&[1.0, f64::INFINITY]), Err(Unfit::OutOfRange { at: 1 }));
    assert_eq!(gini(&[0.1; 1_000]), Ok(0.0));
    assert!(gini(&[f64::MAX; 3]).is_ok_and(|g| g < 1e-12));
    let mut one = vec![0.0; 100_000];
    one[7] = 3.0;
    near(gini(&one).unwrap(), 0.99999, "one has everything");
}

#[derive(Deserialize)]
struct LittleCase {
    name: String,
    arrivals: Vec<f64>,
    completions: Vec<f64>,
    open: Vec<f64>,
    sojourn: f64,
    mean_open: f64,
    rate: f64,
    gap: f64,
    drift: f64,
}

#[test]
fn littles_law_is_checked_as_by_numpy_from_single_dossiers() {
    for case in fixture::<Cases>("load").little {
        let flow = Flow {
            arrivals: &case.arrivals,
            completions: &case.completions,
            open: &case.open,
            open_before: 0.0,
        };
        let got = little(&flow, case.sojourn).unwrap();
        near(got.open, case.mean_open, &case.name);
        near(got.rate, case.rate, &case.name);
        near(got.gap, case.gap, &case.name);
        near(got.drift, case.drift, &case.name);
        assert_eq!(got.unbalanced, [] as [usize; 0], "{}", case.name);
        match case.name.as_str() {
            "steady" => assert!(got.gap.abs() < 0.02, "{}", got.gap),
            "a tenth never closed" => assert!(got.gap > 10.0, "{}", got.gap),
            _ => {}
        }
    }
}

fn flow<'a>(arrivals: &'a [f64], completions: &'a [f64], open: &'a [f64]) -> Flow<'a> {
    Flow { arrivals, completions, open, open_before: 3.0 }
}

#[test]
fn a_day_whose_open_work_does_not_follow_is_named() {
    let got = little(&flow(&[2.0, 2.0, 2.0], &[2.0, 1.0, 2.0], &[3.0, 4.0, 5.0]), 1.0).unwrap();
    assert_eq!(got.unbalanced, [2]);
    near(got.open, (3.0 / 2.0 + 3.0 + 4.0 + 5.0 / 2.0) / 3.0, "open");
    near(got.drift, 2.0 / 6.0, "drift");
}

#[test]
fn units_without_arrivals_or_time_have_no_law() {
    let nothing = flow(&[0.0], &[0.0], &[3.0]);
    assert_eq!(little(&nothing, 1.0), Err(Unfit::NoVolume));
    assert_eq!(little(&flow(&[1.0], &[1.0], &[3.0]), 0.0), Err(Unfit::NoVolume));
    assert_eq!(little(&flow(&[], &[], &[]), 1.0), Err(Unfit::Empty));
    assert_eq!(
        little(&flow(&[1.0], &[], &[3.0]), 1.0),
        Err(Unfit::WeeksDiffer { left: 1, right: 0 })
    );
    assert_eq!(little(&flow(&[-1.0], &[1.0], &[3.0]), 1.0), Err(Unfit::OutOfRange { at: 0 }));
    assert!(matches!(little(&flow(&[1.0], &[1.0], &[3.0]), f64::NAN), Err(Unfit::Argument(_))));
    // Only completions: the backlog shrinks by all that there is.
    assert_eq!(little(&flow(&[0.0], &[3.0], &[0.0]), 1.0).unwrap().drift, -1.0);
}
