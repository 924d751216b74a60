use super::super::draws::{Draws, Key, Purpose};
use super::*;

const MEAN_S: f64 = 10_000.0;

fn key(nth: u32, purpose: Purpose) -> Key {
    Key { who: 1, what: 2, nth, purpose }
}

fn exponential(nth: u32, purpose: Purpose, mean: f64) -> f64 {
    -Draws::new(11).at(key(nth, purpose)).uniform().ln() * mean
}

/// Sends what is given at the beginning, and goes on as `route` does.
struct Given<'a, R> {
    arrivals: &'a [Delivery],
    route: &'a mut R,
}

impl<R: Route> Route for Given<'_, R> {
    type Outcome = R::Outcome;

    fn arrivals(&mut self, _now: Work, sends: &mut Vec<Delivery>) -> Option<Work> {
        sends.extend(self.arrivals);
        None
    }

    fn service(&self, task: Task, officer: Option<usize>, now: Work) -> Span {
        self.route.service(task, officer, now)
    }

    fn shown(&self, task: Task) -> bool {
        self.route.shown(task)
    }

    fn finish(
        &mut self,
        task: Task,
        officer: Option<usize>,
        now: Work,
        sends: &mut Vec<Delivery>,
    ) -> R::Outcome {
        self.route.finish(task, officer, now, sends)
    }
}

fn run<R: Route>(
    desks: &[Desk],
    arrivals: &[Delivery],
    route: &mut R,
    end: Work,
) -> (Vec<Visit<R::Outcome>>, Vec<Work>) {
    super::run(desks, &mut Given { arrivals, route }, end)
}

/// One step; services exponential with mean [`MEAN_S`].
struct Memoryless;

impl Route for Memoryless {
    type Outcome = ();

    fn arrivals(&mut self, _now: Work, _sends: &mut Vec<Delivery>) -> Option<Work> {
        None
    }

    fn service(&self, task: Task, _officer: Option<usize>, _now: Work) -> Span {
        Span::whole(exponential(task.case, Purpose::Service, MEAN_S) as Work)
    }

    fn shown(&self, _task: Task) -> bool {
        true
    }

    fn finish(
        &mut self,
        _task: Task,
        _officer: Option<usize>,
        _now: Work,
        _sends: &mut Vec<Delivery>,
    ) {
    }
}

/// Every service takes as long as the step's number says; then comes the next step, up to `last`.
struct Fixed {
    last: u16,
    same_officer: bool,
}

impl Route for Fixed {
    type Outcome = u16;

    fn arrivals(&mut self, _now: Work, _sends: &mut Vec<Delivery>) -> Option<Work> {
        None
    }

    fn service(&self, task: Task, _officer: Option<usize>, _now: Work) -> Span {
        Span::whole(Work::from(task.step) * 10)
    }

    fn shown(&self, _task: Task) -> bool {
        true
    }

    fn finish(
        &mut self,
        task: Task,
        officer: Option<usize>,
        now: Work,
        sends: &mut Vec<Delivery>,
    ) -> u16 {
        if task.step < self.last {
            let next = Task { step: task.step + 1, ..task };
            let officer = officer.filter(|_| self.same_officer);
            sends.push(Delivery { officer, ..sent(next, now) });
        }
        task.step
    }
}

fn sent(task: Task, at: Work) -> Delivery {
    Delivery { task, desk: 0, at, officer: None, apart: None, priority: 0, kind: 0 }
}

fn task(case: u32, step: u16) -> Task {
    Task { case, step, visit: 1 }
}

fn desk(officers: usize) -> Desk {
    Desk { officers: vec![Officer::default(); officers], ..Desk::default() }
}

fn poisson_arrivals(cases: u32, officers: usize, load: f64) -> (Vec<Delivery>, Work) {
    let gap = MEAN_S / (load * officers as f64);
    let mut at = 0.0;
    let mut arrivals = Vec::new();
    for case in 0..cases {
        at += exponential(case, Purpose::Arrivals, gap);
        arrivals.push(sent(task(case, 1), at as Work));
    }
    (arrivals, at as Work)
}

/// Probability of waiting in M/M/c.
fn erlang_c(officers: usize, load: f64) -> f64 {
    let offered = load * officers as f64;
    let (mut term, mut sum) = (1.0, 0.0);
    for k in 0..officers {
        sum += term;
        term *= offered / (k as f64 + 1.0);
    }
    let all_busy = term / (1.0 - load);
    all_busy / (sum + all_busy)
}

#[test]
fn waits_and_utilisation_are_those_of_theory() {
    for (officers, load) in [(1, 0.7), (3, 0.8)] {
        let (arrivals, end) = poisson_arrivals(200_000, officers, load);
        let (visits, _) = run(&[desk(officers)], &arrivals, &mut Memoryless, end);
        let (mut waited, mut worked, mut n) = (0, 0, 0.0);
        for visit in &visits {
            let Some(started) = visit.started else { continue };
            waited += started - visit.enabled;
            worked += visit.finished.map_or(end, |(at, ())| at) - started;
            n += 1.0;
        }
        let wait = waited as f64 / n;
        let expected = erlang_c(officers, load) * MEAN_S / (officers as f64 * (1.0 - load));
        assert!((wait / expected - 1.0).abs() < 0.06, "M/M/{officers}: {wait} for {expected}");
        let utilisation = worked as f64 / (end as f64 * officers as f64);
        assert!((utilisation / load - 1.0).abs() < 0.01, "{utilisation} for {load}");
    }
}

#[test]
fn who_is_there_is_who_comes_times_how_long_they_stay() {
    let (arrivals, end) = poisson_arrivals(50_000, 3, 0.8);
    let (visits, _) = run(&[desk(3)], &arrivals, &mut Memoryless, end);
    // Work in progress by counting at many moments, apart from how long each visit took.
    let mut changes: Vec<(Work, i64)> = Vec::new();
    for visit in &visits {
        changes.push((visit.enabled, 1));
        changes.extend(visit.finished.map(|(at, ())| (at, -1)));
    }
    changes.sort_unstable();
    let (mut inside, mut next, mut counted) = (0, changes.iter().peekable(), 0);
    let moments = 20_000;
    for moment in 1..=moments {
        let now = end / moments * moment;
        while let Some((_, by)) = next.next_if(|(at, _)| *at <= now) {
            inside += by;
        }
        counted += inside;
    }
    let in_progress = counted as f64 / moments as f64;
    let stay = |v: &Visit<()>| v.finished.map_or(end, |(at, ())| at) - v.enabled;
    let stayed: Work = visits.iter().map(stay).sum();
    let rate = visits.len() as f64 / end as f64;
    let expected = rate * stayed as f64 / visits.len() as f64;
    assert!((in_progress / expected - 1.0).abs() < 0.02, "{in_progress} for {expected}");
}

#[test]
fn tasks_start_in_the_order_in_which_they_came() {
    let (arrivals, end) = poisson_arrivals(5_000, 3, 0.9);
    let (visits, _) = run(&[desk(3)], &arrivals, &mut Memoryless, end);
    let mut by_start: Vec<_> =
        visits.iter().filter_map(|v| v.started.map(|at| (at, v.enabled))).collect();
    by_start.sort_unstable();
    assert!(by_start.windows(2).all(|pair| pair[0].1 <= pair[1].1));
}

#[test]
fn a_desk_with_sessions_starts_nothing_outside_them_and_finishes_what_it_began() {
    let sessions = Some(vec![(100, 105), (200, 300)]);
    let desks = [Desk { sessions, ..desk(1) }];
    let arrivals = [sent(task(0, 1), 0), sent(task(1, 1), 0), sent(task(2, 1), 150)];
    let (visits, _) = run(&desks, &arrivals, &mut Fixed { last: 1, same_officer: false }, 1_000);
    let times: Vec<_> = visits.iter().map(|v| (v.started, v.finished)).collect();
    assert_eq!(
        times,
        [(Some(100), Some((110, 1))), (Some(200), Some((210, 1))), (Some(210), Some((220, 1))),]
    );
}

#[test]
fn what_is_meant_for_one_officer_waits_for_that_officer() {
    let arrivals: Vec<Delivery> = (0..6).map(|case| sent(task(case, 1), 0)).collect();
    let (visits, _) = run(&[desk(2)], &arrivals, &mut Fixed { last: 2, same_officer: true }, 1_000);
    for case in 0..6 {
        let officers: Vec<u32> =
            visits.iter().filter(|v| v.task.case == case).filter_map(|v| v.officer).collect();
        assert_eq!(officers.len(), 2);
        assert_eq!(officers.first(), officers.last());
    }
}

#[test]
fn officers_who_leave_finish_what_they_have_and_take_nothing_more() {
    let staffing = Some((15, 1));
    let desks = [Desk { staffing, ..desk(3) }];
    let arrivals: Vec<Delivery> = (0..12).map(|case| sent(task(case, 1), 0)).collect();
    let (visits, _) = run(&desks, &arrivals, &mut Fixed { last: 1, same_officer: false }, 1_000);
    let late = |v: &&Visit<u16>| v.started.is_some_and(|at| at >= 15);
    assert!(visits.iter().filter(late).all(|v| v.officer == Some(0)));
    assert!(visits.iter().all(|v| v.finished.is_some()));
}

#[test]
fn what_is_recorded_later_takes_nobodys_time() {
    let apart = Some((500, Apart::Bulk));
    let recorded = Delivery { officer: Some(0), apart, ..sent(task(0, 1), 0) };
    let arrivals = [recorded, sent(task(1, 1), 495)];
    let (visits, _) =
        run(&[desk(1)], &arrivals, &mut Fixed { last: 1, same_officer: false }, 1_000);
    assert_eq!(visits[0].started, Some(500));
    assert_eq!(visits[0].causes, Causes { batching: 500, ..Causes::default() });
    assert_eq!(visits[0].finished, Some((510, 1)));
    assert_eq!(visits[1].started, Some(495));
    assert_eq!(visits[1].finished, Some((505, 1)));
}

#[test]
fn what_would_happen_after_the_end_stays_open() {
    let arrivals =
        [sent(task(0, 1), 0), sent(task(1, 1), 0), sent(task(2, 1), 5), sent(task(3, 1), 30)];
    let (visits, _) = run(&[desk(1)], &arrivals, &mut Fixed { last: 1, same_officer: false }, 15);
    let seen: Vec<_> =
        visits.iter().map(|v| (v.task.case, v.started.is_some(), v.finished.is_some())).collect();
    assert_eq!(seen, [(0, true, true), (1, true, false), (2, false, false)]);
}

fn with_officers(officers: Vec<Officer>) -> Desk {
    Desk { officers, ..Desk::default() }
}

#[test]
fn who_is_away_takes_nothing_and_goes_on_with_what_was_begun() {
    let absences = vec![(5, 105)];
    let desks = [with_officers(vec![Officer { absences, ..Officer::default() }])];
    let arrivals = [sent(task(0, 1), 0), sent(task(1, 1), 20)];
    let (visits, worked) =
        run(&desks, &arrivals, &mut Fixed { last: 1, same_officer: false }, 1_000);
    assert_eq!(visits[0].finished, Some((110, 1)));
    assert_eq!((visits[1].started, visits[1].finished), (Some(110), Some((120, 1))));
    let expected = Causes { unavailability: 85, contention: 5, ..Causes::default() };
    assert_eq!((visits[1].causes, visits[1].causes.total()), (expected, 90));
    assert_eq!(worked, [20]);
}

#[test]
fn the_most_urgent_is_taken_first_and_the_others_wait_for_it() {
    let urgent = |case, at, priority| Delivery { priority, ..sent(task(case, 1), at) };
    let arrivals = [urgent(0, 0, 5), urgent(1, 1, 5), urgent(2, 2, 1)];
    let (visits, _) =
        run(&[desk(1)], &arrivals, &mut Fixed { last: 1, same_officer: false }, 1_000);
    let started: Vec<_> = visits.iter().map(|v| v.started.unwrap()).collect();
    assert_eq!(started, [0, 20, 10]);
    let expected = Causes { contention: 9, prioritisation: 10, ..Causes::default() };
    assert_eq!(visits[1].causes, expected);
}

#[test]
fn a_heap_is_taken_up_when_it_is_large_enough_or_old_enough() {
    let heap = Some(Heap { number: 3, most: 100, until: Some(500) });
    let desks = [Desk { heap, ..desk(3) }];
    let at = |case, at| sent(task(case, 1), at);
    let arrivals = [at(0, 0), at(1, 10), at(2, 20), at(3, 30), at(4, 450), at(5, 600)];
    let (visits, _) = run(&desks, &arrivals, &mut Fixed { last: 1, same_officer: false }, 1_000);
    let started: Vec<_> = visits.iter().map(|v| v.started.unwrap()).collect();
    assert_eq!(started, [20, 20, 20, 130, 500, 600]);
    let batching: Vec<_> = visits.iter().map(|v| v.causes.batching).collect();
    assert_eq!(batching, [20, 10, 0, 100, 50, 0]);
}

#[test]
fn only_who_can_do_it_does_it() {
    let able = |skills: u64| Officer { skills: Some(skills), ..Officer::default() };
    let desks = [with_officers(vec![able(0b10), able(0b11)])];
    let of_kind = |case, kind| Delivery { kind, ..sent(task(case, 1), 0) };
    let arrivals = [of_kind(0, 0), of_kind(1, 0), of_kind(2, 1), of_kind(3, 2)];
    let (visits, _) = run(&desks, &arrivals, &mut Fixed { last: 1, same_officer: false }, 1_000);
    let by: Vec<_> = visits.iter().map(|v| (v.officer, v.started)).collect();
    let [second, first] = [(Some(1), Some(0)), (Some(0), Some(0))];
    assert_eq!(by, [second, (Some(1), Some(10)), first, (None, None)]);
}

#[test]
fn who_moves_leaves_the_work_to_the_others() {
    let goes = Officer { moves: Some((15, 1)), ..Officer::default() };
    let desks = [with_officers(vec![Officer::default(), goes]), desk(1)];
    let to = |case, desk, at| Delivery { desk, ..sent(task(case, 1), at) };
    let mut arrivals: Vec<Delivery> = (0..6).map(|case| to(case, 0, 0)).collect();
    arrivals.extend((6..10).map(|case| to(case, 1, 20)));
    // Meant for the one who goes.
    arrivals[3].officer = Some(1);
    let (visits, _) = run(&desks, &arrivals, &mut Fixed { last: 1, same_officer: false }, 1_000);
    let at_second = visits.iter().filter(|v| v.desk == 1 && v.officer == Some(1));
    assert_eq!(at_second.count(), 2);
    assert!(
        visits.iter().filter(|v| v.desk == 0 && v.started > Some(15)).all(|v| v.officer == Some(0))
    );
    assert!(visits.iter().all(|v| v.finished.is_some()));
}

#[test]
fn every_wait_is_the_sum_of_its_causes() {
    let mut officers = vec![Officer::default(); 3];
    officers[1].absences = (0..200).map(|n| (n * 900_000, n * 900_000 + 90_000)).collect();
    let sessions = Some((0..2_000).map(|n| (n * 100_000, n * 100_000 + 85_000)).collect());
    let desks = [Desk { officers, sessions, ..Desk::default() }];
    let (mut arrivals, end) = poisson_arrivals(20_000, 3, 0.6);
    for (nth, arrival) in arrivals.iter_mut().enumerate() {
        arrival.priority = (nth % 3) as i64;
        arrival.officer = (nth % 5 == 0).then_some(nth % 3);
    }
    let (visits, _) = run(&desks, &arrivals, &mut Memoryless, end);
    let mut sums = Causes::default();
    for visit in &visits {
        let Some(started) = visit.started else { continue };
        assert_eq!(visit.causes.total(), started - visit.enabled);
        assert_eq!(visit.causes.extraneous, 0);
        sums.batching += visit.causes.batching / 100;
        sums.contention += visit.causes.contention / 100;
        sums.prioritisation += visit.causes.prioritisation / 100;
        sums.unavailability += visit.causes.unavailability / 100;
    }
    let all = [sums.batching, sums.contention, sums.prioritisation, sums.unavailability];
    assert!(all.iter().all(|sum| *sum > 10_000), "{all:?}");
}
