use proptest::prelude::*;

use super::*;
use crate::kernel::Kernel;

const DAY_S: i64 = 86_400;
/// Seconds of a made-up day that matter; the rest of it is closed.
const LENGTH: i64 = 40;

/// UTC is this much behind.
const BEHIND_S: i64 = 100;

fn instant(local_s: i64) -> Instant {
    Instant { local_us: local_s * 1_000_000, utc_us: (local_s - BEHIND_S) * 1_000_000 }
}

fn moment(local_s: i64) -> Moment {
    instant(local_s).moment()
}

/// Two calendars of two days: 0 is open from 5 to 15 and from 20 to 30, 1 from 0 to 40.
fn calendars() -> Calendars {
    let mut calendars = Calendars::default();
    for day in 0..2 {
        let starts_utc_s = day * DAY_S - BEHIND_S;
        let open = [(5, 15), (20, 30), (0, 0)];
        calendars.insert(0, day, Day { starts_utc_s, before_s: day * 20, open });
        let open = [(0, LENGTH), (0, 0), (0, 0)];
        calendars.insert(1, day, Day { starts_utc_s, before_s: day * LENGTH, open });
    }
    calendars
}

/// Whether calendar 0 is open in that second.
fn is_open(second: i64) -> bool {
    let of_day = second.rem_euclid(DAY_S);
    (5..15).contains(&of_day) || (20..30).contains(&of_day)
}

fn run(step: i32, officer: Option<i32>, started: Option<i64>, finished: Option<i64>) -> Run {
    Run {
        step,
        officer,
        calendar: 0,
        officer_calendar: None,
        start_known: started.is_some(),
        enabled: None,
        started: started.map(instant),
        finished: finished.map(instant),
        ended: None,
        holds: Vec::new(),
    }
}

/// A dossier from second 0 to `end` of the first day, clock stopped while the working clock shows 3 to 6.
fn dossier(end: i64) -> Dossier {
    Dossier {
        from_w: 0,
        to_w: calendars().clock(0, moment(end)).unwrap(),
        end: moment(end),
        closes_utc_us: instant(end).utc_us,
        pauses: vec![(3, 6)],
        ..Dossier::default()
    }
}

/// Steps 0 and 1 are done side by side.
fn side_by_side() -> Concurrent {
    [(0, 0, 1), (0, 1, 0)].into()
}

prop_compose! {
    /// A run of one of three steps; some unfinished, some of unknown start, some begun after the end.
    fn some_run()(
        step in 0..3_i32, officer in prop::option::of(0..2_i32),
        started in prop::option::weighted(0.8, 0..LENGTH), took in 0..20_i64, open in prop::bool::weighted(0.1),
        finish in 0..LENGTH,
    ) -> Run {
        let finished = started.map_or(finish, |at| at + took);
        run(step, officer, started, (!open || started.is_none()).then_some(finished))
    }
}

prop_compose! {
    fn some_runs()(end in 20..LENGTH, mut runs in prop::collection::vec(some_run(), 0..9)) -> (i64, Vec<Run>) {
        runs.sort_by_key(|run| run.finished.map_or(end, |at| at.moment().local_s));
        (end, runs)
    }
}

fn until(end: i64, run: &Run) -> i64 {
    run.finished.map_or(end, |at| at.moment().local_s)
}

fn counts(end: i64, run: &Run) -> bool {
    run.started.or(run.finished).is_some_and(|at| at.moment().local_s <= end)
}

/// Seconds of the dossier's time before `second`: open, not paused, before its end.
fn worked_before(end: i64, second: i64) -> i64 {
    let open = (0..second.min(end)).filter(|&s| is_open(s));
    let worked = open.zip(0..).filter(|(_, clock)| !(3..6).contains(clock)).count();
    i64::try_from(worked).unwrap()
}

proptest! {
    #[test]
    fn runs_of_a_second_own_what_lies_between_it_and_the_finishes_before((end, runs) in some_runs()) {
        let timings = time(&dossier(end), &runs, &calendars(), &Concurrent::new());
        for (i, run) in runs.iter().enumerate() {
            let peers: Vec<usize> = (0..runs.len())
                .filter(|&j| until(end, &runs[j]) == until(end, run) && counts(end, &runs[j]))
                .collect();
            let before = runs.iter().filter(|other| counts(end, other) && until(end, other) < until(end, run));
            let frontier = before.map(|other| worked_before(end, until(end, other))).max().unwrap_or(0);
            let together = (worked_before(end, until(end, run)) - frontier).max(0);
            let owned: i64 = peers.iter().map(|&j| timings[j].owned_s).sum();
            if counts(end, run) {
                prop_assert_eq!(owned, together);
                let least = together / i64::try_from(peers.len()).unwrap();
                prop_assert!(timings[i].owned_s >= least);
                prop_assert!(timings[i].owned_s == least || peers[0] == i);
            } else {
                prop_assert_eq!(timings[i].owned_s, 0);
            }
            // Alone in its second, what it owns after its start is counted too.
            if let Some(service) = timings[i].owned_service_s {
                prop_assert!((0..=timings[i].owned_s).contains(&service));
                let started = run.started.unwrap().moment().local_s;
                if peers == [i] {
                    let after = worked_before(end, until(end, run)) - worked_before(end, started).max(frontier);
                    prop_assert_eq!(service, after.max(0));
                }
            }
            let alone = |j: usize| runs.iter().filter(|r| until(end, r) == until(end, &runs[j])).count() == 1;
            let next = (0..runs.len()).find(|&j| until(end, &runs[j]) > until(end, run));
            prop_assert_eq!(timings[i].next_known, alone(i) && next.is_none_or(alone));
        }
    }

    #[test]
    fn a_run_is_enabled_by_the_latest_finish_before_it_of_a_step_that_is_not_beside_it(
        (end, runs) in some_runs(), received in prop::option::of(0..LENGTH),
    ) {
        let receipt = received.map(moment);
        let dossier = Dossier { receipt, ..dossier(end) };
        let beside = side_by_side();
        let timings = time(&dossier, &runs, &calendars(), &beside);
        for (run, timing) in runs.iter().zip(&timings) {
            let started = run.started.map_or(i64::MAX, |at| at.moment().local_s);
            let enabling = runs
                .iter()
                .filter(|other| !beside.contains(&(0, run.step, other.step)))
                .filter_map(|other| other.finished.map(|at| at.moment().local_s))
                .filter(|&at| at <= started && at < until(end, run))
                .max();
            let began = run.started.or(run.finished).map(|at| at.moment().local_s);
            let by_receipt = received.filter(|&at| began.is_some_and(|began| at <= began));
            prop_assert_eq!(timing.enabled.map(|at| at.local_s), enabling.or(by_receipt));
            prop_assert!(!timing.enabled_recorded);
        }
    }

    #[test]
    fn durations_are_open_seconds((end, runs) in some_runs(), enabled in prop::option::of(0..LENGTH)) {
        let runs: Vec<Run> = runs.into_iter().map(|run| Run { enabled: enabled.map(instant), ..run }).collect();
        let timings = time(&dossier(end), &runs, &calendars(), &Concurrent::new());
        let open = |from: i64, to: i64| i64::try_from((from..to).filter(|&s| is_open(s)).count()).unwrap();
        for (run, timing) in runs.iter().zip(&timings).filter(|(run, _)| run.enabled.is_some()) {
            let enabled = enabled.unwrap();
            let started = run.started.map(|at| at.moment().local_s);
            let until = until(end, run);
            let last = started.map_or(until, |at| at.max(until));
            prop_assert_eq!(timing.wait_s, started.filter(|&at| enabled <= at).map(|at| open(enabled, at)));
            prop_assert_eq!(timing.service_s, started.map(|at| open(at, last)));
            prop_assert_eq!(timing.sojourn_s, (enabled <= until).then(|| open(enabled, last)));
        }
    }
}

#[test]
fn what_comes_before_a_calendar_counts_from_its_first_day_and_what_comes_after_it_is_unknown() {
    let calendars = calendars();
    assert_eq!(calendars.clock(0, moment(DAY_S + 25)), Some(20 + 10 + 5));
    assert_eq!(calendars.clock(0, moment(-1)), Some(0));
    assert_eq!(calendars.clock(1, moment(-9 * DAY_S)), Some(0));
    assert_eq!(calendars.clock(0, moment(2 * DAY_S)), None);
    assert_eq!(calendars.clock(2, moment(0)), None);
    assert_eq!(calendars.clock(-1, moment(0)), None);
}

/// The clock goes back by 20 seconds when it shows 25: what it shows then it has shown before.
#[test]
fn what_came_first_is_told_in_utc_and_the_clock_shows_some_seconds_twice() {
    let mut calendars = Calendars::default();
    let open = [(0, DAY_S + 20), (0, 0), (0, 0)];
    calendars.insert(0, 0, Day { starts_utc_s: 0, before_s: 0, open });
    let at = |utc_s: i64| {
        let local_s = if utc_s < 25 { utc_s } else { utc_s - 20 };
        Instant { local_us: local_s * 1_000_000, utc_us: utc_s * 1_000_000 }
    };
    let between = |step: i32, from: i64, to: i64| Run {
        started: Some(at(from)),
        finished: Some(at(to)),
        ..run(step, None, Some(from), None)
    };
    let dossier = Dossier {
        to_w: 50,
        end: at(50).moment(),
        closes_utc_us: at(50).utc_us,
        receipt: Some(at(5).moment()),
        ..Dossier::default()
    };
    // The second begins when the clock shows an earlier second than at the finish of the first.
    let runs = [between(0, 20, 24), between(1, 27, 48)];
    let timings = time(&dossier, &runs, &calendars, &Concurrent::new());
    let durations = |i: usize| (timings[i].wait_s, timings[i].service_s, timings[i].owned_s);
    assert_eq!(durations(0), (Some(15), Some(4), 24));
    assert_eq!(durations(1), (Some(3), Some(21), 24));
    assert_eq!(timings[1].enabled, Some(at(24).moment()));
    assert!(timings[1].next_known && timings[1].counts);
}

#[test]
fn an_officers_day_is_that_of_their_one_calendar_and_a_duration_the_runs() {
    let mut one = run(0, Some(0), Some(10), Some(16));
    one.officer_calendar = Some(1);
    let other = Run { officer_calendar: Some(0), ..one.clone() };
    let timings = time(&dossier(30), &[one, other], &calendars(), &Concurrent::new());
    let clocks = |i: usize| (timings[i].begun_w, timings[i].until_w, timings[i].service_s);
    assert_eq!(clocks(0), (Some(10), Some(16), Some(5)));
    assert_eq!(clocks(1), (Some(5), Some(10), Some(5)));
}

#[test]
fn a_hold_is_no_service_and_holds_that_touch_count_once() {
    let moment = |at: i64| instant(at).moment();
    let held = |from: i64, to: i64| (moment(from), moment(to));
    let mut one = run(0, None, Some(6), Some(28));
    // Closed from 15 to 20; the last lies beyond the finish.
    one.holds = vec![held(22, 24), held(8, 12), held(12, 17), held(9, 10), held(29, 35)];
    let timings = time(
        &Dossier { pauses: Vec::new(), ..dossier(30) },
        &[one],
        &calendars(),
        &Concurrent::new(),
    );
    let of = &timings[0];
    assert_eq!((of.service_s, of.held_s, of.held_wall_s), (Some(17 - 9), 9, 11));
    assert_eq!((of.owned_s, of.owned_service_s), (18, Some(17 - 9)));
}

#[test]
fn what_is_given_up_ends_there_and_hands_on() {
    let mut first = run(0, None, Some(6), None);
    first.ended = Some(instant(10));
    let runs = [first, run(0, None, Some(12), Some(22))];
    let timings = time(
        &Dossier { pauses: Vec::new(), ..dossier(30) },
        &runs,
        &calendars(),
        &Concurrent::new(),
    );
    assert_eq!((timings[0].service_s, timings[0].owned_s), (Some(4), 5));
    assert_eq!((timings[1].enabled, timings[1].wait_s), (Some(instant(10).moment()), Some(2)));
}

#[test]
fn a_stream_without_rows_has_the_columns_all_the_same() {
    let made = Timeline::default().finish().unwrap();
    assert_eq!((made.num_rows(), made.num_columns()), (0, 24));
}

#[test]
fn what_it_does_not_read_is_named() {
    let nothing = Timeline::default().finish().unwrap();
    let error = Timeline::default().with("week", &nothing).unwrap_err();
    assert!(error.message.contains("week"), "{error}");
    let error = Timeline::default().with("calendar_day", &nothing).unwrap_err();
    assert!(error.message.contains("calendar"), "{error}");
    let error = Timeline::default().take(&nothing).unwrap_err();
    assert!(error.message.contains("no column"), "{error}");
}
