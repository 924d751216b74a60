//! A unit's queue run again: against recursions, a simulation second by second, and theory.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use redtape::stats::Unfit;
use redtape::stats::congestion::{Queue, erlang_c};
use redtape::stats::replay::{FARTHEST, Job, Officer, Relief, Run, relief, replay};

fn job(arrives_at: i64, service_s: i64) -> Job {
    Job { arrives_at, service_s }
}

fn always(count: usize) -> Vec<Officer> {
    vec![Officer::always(); count]
}

fn waits(jobs: &[Job], officers: &[Officer]) -> Vec<i64> {
    let runs = replay(jobs, officers).unwrap();
    jobs.iter().zip(runs).map(|(job, run)| run.unwrap().started_at - job.arrives_at).collect()
}

/// Work found by each arrival at one desk: W₊ = max(0, W + S − gap).
fn lindley(jobs: &[Job]) -> Vec<i64> {
    let mut wait = 0;
    let mut last: Option<Job> = None;
    jobs.iter()
        .map(|job| {
            if let Some(last) = last {
                wait = (wait + last.service_s - (job.arrives_at - last.arrives_at)).max(0);
            }
            last = Some(*job);
            wait
        })
        .collect()
}

/// Work left at each of several desks, least first, as each arrival finds it.
fn kiefer_wolfowitz(jobs: &[Job], desks: usize) -> Vec<i64> {
    let mut left = vec![0; desks];
    let mut now = 0;
    jobs.iter()
        .map(|job| {
            for work in &mut left {
                *work = (*work - (job.arrives_at - now)).max(0);
            }
            now = job.arrives_at;
            left.sort_unstable();
            let wait = left[0];
            left[0] += job.service_s;
            wait
        })
        .collect()
}

/// An officer in the simulation second by second.
struct Clerk {
    hours: Vec<(i64, i64)>,
    /// The job at hand, and the seconds left of it.
    at_hand: Option<(usize, i64)>,
    idle_since: i64,
}

/// Looks at every second in turn: who is done, who comes, who is free and there, who works.
fn second_by_second(jobs: &[Job], officers: &[Vec<(i64, i64)>], end: i64) -> Vec<Option<Run>> {
    let mut clerks: Vec<Clerk> = officers
        .iter()
        .map(|hours| Clerk { hours: hours.clone(), at_hand: None, idle_since: i64::MIN })
        .collect();
    let mut queue: Vec<usize> = Vec::new();
    let mut runs: Vec<Option<Run>> = vec![None; jobs.len()];
    for now in 0..end {
        finish(&mut clerks, &mut runs, now);
        queue.extend((0..jobs.len()).filter(|at| jobs[*at].arrives_at == now));
        while let Some(first) = queue.first().copied() {
            let free = |c: &Clerk| {
                c.at_hand.is_none() && c.hours.iter().any(|(from, to)| (*from..*to).contains(&now))
            };
            let Some(who) = (0..clerks.len())
                .filter(|who| free(&clerks[*who]))
                .min_by_key(|who| (clerks[*who].idle_since, *who))
            else {
                break;
            };
            queue.remove(0);
            clerks[who].at_hand = Some((first, jobs[first].service_s));
            runs[first] = Some(Run { officer: who, started_at: now, finished_at: None });
            // Work of no seconds is done at once.
            finish(&mut clerks, &mut runs, now);
        }
        for clerk in &mut clerks {
            let there = clerk.hours.iter().any(|(from, to)| (*from..*to).contains(&now));
            if let (true, Some((_, left))) = (there, &mut clerk.at_hand) {
                *left -= 1;
            }
        }
    }
    runs
}

fn finish(clerks: &mut [Clerk], runs: &mut [Option<Run>], now: i64) {
    for clerk in clerks {
        if let Some((job, 0)) = clerk.at_hand {
            clerk.at_hand = None;
            clerk.idle_since = now;
            runs[job].as_mut().unwrap().finished_at = Some(now);
        }
    }
}

/// Jobs by ascending arrival.
fn jobs(longest: i64) -> impl Strategy<Value = Vec<Job>> {
    prop::collection::vec((0_i64..9, 0..longest), 1..60).prop_map(|gaps| {
        let mut now = 0;
        gaps.into_iter()
            .map(|(gap, service_s)| {
                now += gap;
                job(now, service_s)
            })
            .collect()
    })
}

/// Hours made of lengths in turn closed and open.
fn hours() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((0_i64..12, 1_i64..25), 0..12).prop_map(|turns| {
        let mut now = 0;
        turns
            .into_iter()
            .map(|(closed, open)| {
                let from = now + closed;
                now = from + open;
                (from, now)
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn one_desk_waits_by_lindleys_recursion(jobs in jobs(12)) {
        prop_assert_eq!(waits(&jobs, &always(1)), lindley(&jobs));
    }

    #[test]
    fn several_desks_wait_as_kiefer_and_wolfowitz_say(jobs in jobs(40), desks in 1_usize..7) {
        prop_assert_eq!(waits(&jobs, &always(desks)), kiefer_wolfowitz(&jobs, desks));
    }

    #[test]
    fn with_hours_every_run_is_that_of_a_simulation_second_by_second(
        jobs in jobs(20), officers in prop::collection::vec(hours(), 0..5),
    ) {
        let last = officers.iter().flatten().map(|(_, to)| *to).max().unwrap_or(0);
        let end = last + 2 + jobs.last().map_or(0, |job| job.arrives_at);
        let slow = second_by_second(&jobs, &officers, end);
        let officers: Vec<Officer> =
            officers.into_iter().map(|hours| Officer::new(hours).unwrap()).collect();
        prop_assert_eq!(replay(&jobs, &officers).unwrap(), slow);
    }

    #[test]
    fn the_order_of_the_rows_changes_nothing(jobs in jobs(30), turn in 0_usize..60) {
        // Jobs of one instant keep their order, so only instants that differ are turned round.
        let mut apart: Vec<Job> = jobs;
        apart.dedup_by_key(|job| job.arrives_at);
        let turn = turn % apart.len();
        let turned = [&apart[turn..], &apart[..turn]].concat();
        let mut back = waits(&turned, &always(2));
        back.rotate_right(turn);
        prop_assert_eq!(back, waits(&apart, &always(2)));
    }

    #[test]
    fn less_work_makes_nobody_wait_longer_where_all_desks_are_alike(
        jobs in jobs(30), left in prop::collection::vec(prop::option::of(0.0_f64..1.0), 60), desks in 1_usize..5,
    ) {
        let after: Vec<Option<i64>> = jobs
            .iter()
            .zip(&left)
            .map(|(job, left)| left.map(|left| (job.service_s as f64 * left) as i64))
            .collect();
        let relief = relief(&jobs, &after, &always(desks)).unwrap();
        for ((before, wait), after) in relief.before_s.iter().zip(&relief.after_s).zip(&after) {
            prop_assert_eq!(wait.is_some(), after.is_some());
            prop_assert!(wait.is_none_or(|wait| wait <= before.unwrap()));
        }
    }

    #[test]
    fn never_more_is_saved_than_was_waited(
        jobs in jobs(30), cut in 0.0_f64..1.0, observed in prop::collection::vec(prop::option::of(0_i64..300), 60),
    ) {
        let after: Vec<Option<i64>> =
            jobs.iter().map(|job| Some((job.service_s as f64 * cut) as i64)).collect();
        let observed = &observed[..jobs.len()];
        let relief = relief(&jobs, &after, &always(1)).unwrap();
        let change = relief.predicted_change_s(observed).unwrap();
        let waited: i64 = observed.iter().flatten().sum();
        let saved: f64 = -change.iter().flatten().sum::<f64>();
        prop_assert!((-1e-9..=waited as f64 + 1e-6).contains(&saved), "{saved} of {waited}");
        prop_assert!(change.iter().zip(observed).all(|(c, o)| c.is_some() == o.is_some()));
    }
}

/// Poisson arrivals and exponential services, by their means in seconds.
fn exponential(seed: u64, count: usize, gap: f64, service: f64) -> Vec<Job> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut draw = |mean: f64| {
        let uniform = ((rng.next_u64() >> 11) + 1) as f64 / (1_u64 << 53) as f64;
        (-mean * uniform.ln()).round() as i64
    };
    let mut now = 0;
    (0..count)
        .map(|_| {
            now += draw(gap);
            job(now, draw(service))
        })
        .collect()
}

#[test]
fn long_replays_wait_as_erlangs_theory_says() {
    for (desks, load, tolerance) in
        [(1, 0.5, 0.02), (1, 0.8, 0.05), (3, 0.8, 0.05), (10, 0.9, 0.08)]
    {
        let count = 400_000;
        let service = 3_600.0 * f64::from(desks) * load;
        let jobs = exponential(u64::from(desks), count, 3_600.0, service);
        let waits = waits(&jobs, &always(desks as usize));
        let queue = Queue {
            servers: desks,
            utilisation: load,
            service,
            cv2_arrivals: 1.0,
            cv2_service: 1.0,
        };
        let wait = waits.iter().sum::<i64>() as f64 / count as f64;
        let theory = queue.exact_exponential_wait().unwrap();
        let what = format!("{desks} desks at {load}: {wait} against {theory}");
        assert!((wait / theory - 1.0).abs() < tolerance, "{what}");
        let delayed = waits.iter().filter(|wait| **wait > 0).count() as f64 / count as f64;
        assert!((delayed - erlang_c(desks, load).unwrap()).abs() < 0.01, "{what}: {delayed}");
    }
}

#[test]
fn a_night_interrupts_work_and_a_weekend_delays_it() {
    let officer = Officer::new(vec![(8, 17), (32, 41)]).unwrap();
    let runs = replay(&[job(0, 3), job(15, 8), job(16, 4), job(40, 1)], &[officer]).unwrap();
    let times: Vec<(i64, Option<i64>)> =
        runs.iter().flatten().map(|run| (run.started_at, run.finished_at)).collect();
    // The last one comes when the officer's hours are used up by what came before.
    assert_eq!(times, [(8, Some(11)), (15, Some(38)), (38, None)]);
    assert_eq!(runs[3], None);
}

#[test]
fn an_officer_who_is_never_there_takes_nothing() {
    let officers = [Officer::default(), Officer::always()];
    let runs = replay(&[job(0, 5), job(1, 5)], &officers).unwrap();
    assert!(runs.iter().all(|run| run.unwrap().officer == 1));
    assert_eq!(replay(&[job(0, 5)], &[Officer::default()]), Ok(vec![None]));
    assert_eq!(replay(&[job(0, 5)], &[]), Ok(vec![None]));
    assert_eq!(replay(&[], &officers), Ok(vec![]));
    let nobody = relief(&[job(0, 5)], &[Some(1)], &[]).unwrap();
    assert_eq!(nobody.predicted_change_s(&[Some(9)]), Ok(vec![None]));
}

#[test]
fn work_is_shared_by_those_who_were_idle_longest() {
    let runs = replay(&[job(0, 1), job(5, 1), job(10, 1), job(15, 1)], &always(3)).unwrap();
    let officers: Vec<usize> = runs.iter().flatten().map(|run| run.officer).collect();
    assert_eq!(officers, [0, 1, 2, 0]);
}

#[test]
fn what_the_replay_does_not_explain_stays() {
    let jobs = [job(0, 10), job(0, 10), job(0, 10)];
    let relief = relief(&jobs, &[Some(10), Some(4), Some(10)], &always(1)).unwrap();
    let waits = |s: [i64; 3]| s.map(Some).to_vec();
    assert_eq!(relief, Relief { before_s: waits([0, 10, 20]), after_s: waits([0, 10, 14]) });
    // Observed 100 s longer each: the replay's 6 s are saved, of the 100 nothing is.
    let change = relief.predicted_change_s(&waits([100, 110, 120])).unwrap();
    assert_eq!(change, [Some(0.0), Some(0.0), Some(-6.0)]);
    // Observed half of what the replay waits: half of its saving.
    let change = relief.predicted_change_s(&waits([15, 0, 0])).unwrap();
    assert_eq!(change, [Some(0.0), Some(0.0), Some(-3.0)]);
    // Nobody waited: nothing to save.
    let change = relief.predicted_change_s(&waits([0, 0, 0])).unwrap();
    assert_eq!(change.iter().flatten().sum::<f64>(), 0.0);
}

#[test]
fn a_job_that_no_longer_comes_relieves_those_behind_it() {
    let jobs = [job(0, 10), job(1, 10), job(2, 10)];
    let relief = relief(&jobs, &[Some(10), None, Some(10)], &always(1)).unwrap();
    assert_eq!(relief.before_s, [Some(0), Some(9), Some(18)]);
    assert_eq!(relief.after_s, [Some(0), None, Some(8)]);
    let change = relief.predicted_change_s(&[Some(0), Some(9), None]).unwrap();
    assert_eq!(change, [Some(0.0), None, None]);
}

#[test]
fn hours_and_jobs_that_cannot_be_are_refused() {
    let at = |at| Err(Unfit::OutOfRange { at });
    assert_eq!(Officer::new(vec![(0, 0)]), at(0));
    assert_eq!(Officer::new(vec![(0, 5), (4, 9)]), at(1));
    assert_eq!(Officer::new(vec![(i64::MIN, i64::MAX)]), at(0));
    assert!(Officer::new(vec![(0, 5), (5, 9)]).is_ok());
    assert_eq!(replay(&[job(0, 1), job(0, -1)], &always(1)), Err(Unfit::OutOfRange { at: 1 }));
    assert_eq!(replay(&[job(i64::MAX, 1)], &always(1)), Err(Unfit::OutOfRange { at: 0 }));
    let jobs = [job(0, 1), job(0, 1)];
    assert_eq!(relief(&jobs, &[None, Some(-1)], &always(1)), Err(Unfit::OutOfRange { at: 1 }));
    assert_eq!(relief(&jobs, &[None], &[]), Err(Unfit::WeeksDiffer { left: 2, right: 1 }));
    let none = relief(&jobs, &[None, None], &always(1)).unwrap();
    assert_eq!(none.predicted_change_s(&[None, Some(-3)]), Err(Unfit::OutOfRange { at: 1 }));
    assert_eq!(none.predicted_change_s(&[]), Err(Unfit::WeeksDiffer { left: 0, right: 2 }));
}

#[test]
fn the_largest_numbers_do_not_overflow() {
    let jobs = vec![job(-FARTHEST, FARTHEST), job(FARTHEST, FARTHEST), job(0, FARTHEST)];
    let runs = replay(&jobs, &always(1)).unwrap();
    assert_eq!(runs[0].unwrap().finished_at, Some(0));
    assert_eq!(runs[2].unwrap().finished_at, Some(FARTHEST));
    // Its hours end with the clock.
    assert_eq!(runs[1], None);
}

#[test]
fn a_million_jobs_at_many_desks_are_served_in_order() {
    let count = 1_000_000;
    let jobs = exponential(1, count, 30.0, 1_750.0);
    let day = 24 * 3_600;
    let last = jobs.last().unwrap().arrives_at / day + 2;
    let hours: Vec<(i64, i64)> =
        (0..last).map(|d| (d * day + 8 * 3_600, d * day + 16 * 3_600)).collect();
    let mut officers = vec![Officer::new(hours).unwrap(); 100];
    officers.extend(always(50));
    let runs = replay(&jobs, &officers).unwrap();
    assert!(runs.windows(2).all(|w| w[0].unwrap().started_at <= w[1].unwrap().started_at));
    let mut by_officer: BTreeMap<usize, i64> = BTreeMap::new();
    for run in runs.iter().flatten() {
        let free = by_officer.insert(run.officer, run.finished_at.unwrap_or(i64::MAX));
        assert!(free.is_none_or(|free| free <= run.started_at));
    }
}
