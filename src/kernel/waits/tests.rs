use arrow::array::{AsArray, Int32Array, Int64Array, RecordBatch};
use arrow::datatypes::{Int32Type, Int64Type};
use proptest::prelude::*;

use super::*;
use crate::kernel::Kernel;

/// Length of a made-up log in seconds.
const LENGTH: i64 = 48;

/// A calendar as one flag a second.
type Open = Vec<bool>;

fn at(open: &Open, second: i64) -> Moment {
    let open_s = (0..second).filter(|&s| is_open(open, s)).count();
    Moment { wall_s: second, open_s: i64::try_from(open_s).unwrap() }
}

fn is_open(open: &Open, second: i64) -> bool {
    usize::try_from(second).ok().and_then(|s| open.get(s).copied()).unwrap_or(false)
}

/// Each second of the wait asked by itself, as methods §6 words it.
fn second_by_second(runs: &[Run], open: &Open, waits: &[Option<Wait>]) -> Vec<Option<[i64; 5]>> {
    let batch = |i: usize| waits[i].and_then(|w| w.batch).map(|b| b.no);
    let enabled = |i: usize| runs[i].waited_from().unwrap_or(runs[i].started).wall_s;
    let split = |i: usize| {
        runs[i].waited_from()?;
        let mates: Vec<usize> =
            (0..runs.len()).filter(|&j| batch(j).is_some() && batch(j) == batch(i)).collect();
        let whole = mates.iter().map(|&j| enabled(j)).max().unwrap_or(enabled(i));
        let mut parts = [0; 5];
        for second in enabled(i)..runs[i].started.wall_s {
            let working: Vec<usize> = (0..runs.len())
                .filter(|&j| {
                    j != i && (runs[j].started.wall_s..runs[j].until.wall_s).contains(&second)
                })
                .collect();
            let earlier = |&j: &usize| {
                let limit = if mates.contains(&j) { enabled(i) } else { whole };
                enabled(j) <= limit
            };
            let cause = if second < whole {
                0
            } else if working.iter().any(earlier) {
                1
            } else if !working.is_empty() {
                2
            } else if !is_open(open, second) {
                3
            } else {
                4
            };
            parts[cause] += 1;
        }
        Some(parts)
    };
    (0..runs.len()).map(split).collect()
}

fn parts(wait: &Wait) -> [i64; 5] {
    [
        wait.batching_s,
        wait.contention_s,
        wait.prioritisation_s,
        wait.unavailability_s,
        wait.extraneous_s,
    ]
}

prop_compose! {
    /// Few steps and few seconds, so that ties, overlaps and batches are frequent; some enabling is
    /// unknown or after the start, some runs end before they start.
    fn log()(
        open in prop::collection::vec(any::<bool>(), LENGTH as usize),
        raw in prop::collection::vec((0..3_i32, 0..LENGTH, -2..12_i64, -1..9_i64, 0..12_u8), 0..24),
        min_size in 2..4_usize,
        gap_s in 0..4_i64,
    ) -> (Vec<Run>, Open, BatchRule) {
        let mut runs: Vec<Run> = raw
            .into_iter()
            .map(|(step, start, wait, work, unknown)| Run {
                step,
                enabled: (unknown > 0).then(|| at(&open, (start - wait).max(0))),
                started: at(&open, start),
                until: at(&open, start + work),
            })
            .collect();
        runs.sort_by_key(|r| (r.started, r.until));
        (runs, open, BatchRule { min_size, gap_s })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_sweep_agrees_with_asking_every_second((runs, open, rule) in log()) {
        let waits = decompose(&runs, rule);
        let slow = second_by_second(&runs, &open, &waits);
        let fast: Vec<Option<[i64; 5]>> = waits.iter().map(|w| w.as_ref().map(parts)).collect();
        prop_assert_eq!(fast, slow);
    }

    #[test]
    fn the_parts_add_up_to_the_wait((runs, _, rule) in log()) {
        for (run, wait) in runs.iter().zip(decompose(&runs, rule)) {
            match wait {
                Some(wait) => {
                    let enabled = run.enabled.unwrap();
                    prop_assert_eq!(parts(&wait).iter().sum::<i64>(), run.started.wall_s - enabled.wall_s);
                    prop_assert!(parts(&wait).iter().all(|&p| p >= 0));
                }
                None => prop_assert!(run.enabled.is_none_or(|e| e.wall_s > run.started.wall_s)),
            }
        }
    }

    /// The two clocks of a stamp may disagree (a change of clock, a calendar that ends): the parts add up.
    #[test]
    fn the_parts_add_up_whatever_the_calendar_says(
        (mut runs, _, rule) in log(),
        noise in prop::collection::vec(-100..100_i64, 72),
    ) {
        for (i, run) in runs.iter_mut().enumerate() {
            run.started.open_s += noise[i];
            run.until.open_s += noise[i + 24];
            if let Some(enabled) = &mut run.enabled {
                enabled.open_s += noise[i + 48];
            }
        }
        for (run, wait) in runs.iter().zip(decompose(&runs, rule)) {
            if let Some(wait) = wait {
                let enabled = run.enabled.unwrap();
                prop_assert_eq!(parts(&wait).iter().sum::<i64>(), run.started.wall_s - enabled.wall_s);
                prop_assert!(parts(&wait).iter().all(|&p| p >= 0));
            }
        }
    }

    #[test]
    fn a_batch_was_enabled_before_it_began_and_has_no_pause_above_the_gap((runs, _, rule) in log()) {
        let found = batches::find(&runs, rule);
        let mut seen = std::collections::BTreeSet::new();
        for batch in &found {
            prop_assert!(batch.members.len() >= rule.min_size);
            prop_assert_eq!(usize::try_from(batch.batch.size).unwrap(), batch.members.len());
            let first = runs[batch.members[0]];
            let mut until_s = first.until_s();
            for &i in &batch.members {
                prop_assert!(seen.insert(i), "in two batches");
                prop_assert_eq!(runs[i].step, first.step);
                prop_assert!(runs[i].enabled.unwrap().wall_s <= first.started.wall_s);
                prop_assert!(runs[i].enabled.unwrap().wall_s <= batch.enabled.wall_s);
                prop_assert!(runs[i].started.wall_s <= until_s + rule.gap_s);
                until_s = until_s.max(runs[i].until_s());
            }
            let goes_on = |run: &Run| {
                run.step == first.step
                    && run.waited_from().is_some()
                    && run.until_s() + rule.gap_s >= first.started.wall_s
            };
            prop_assert!(!runs[..batch.members[0]].iter().any(goes_on), "a queue that is worked off");
        }
    }
}

const EIGHT: i64 = 8 * 3_600;

/// A run of a day that is open from 8:00 on, in minutes since then.
fn run(step: i32, enabled: i64, started: i64, until: i64) -> Run {
    let moment = |minute: i64| Moment { wall_s: EIGHT + 60 * minute, open_s: 60 * minute };
    Run { step, enabled: Some(moment(enabled)), started: moment(started), until: moment(until) }
}

#[test]
fn one_after_the_other_overlapping_or_at_once_is_a_batch() {
    let rule = BatchRule { min_size: 3, gap_s: 60 };
    let sizes = |runs: &[Run]| -> Vec<i32> {
        batches::find(runs, rule).iter().map(|b| b.batch.size).collect()
    };
    assert_eq!(sizes(&[run(1, 0, 9, 10), run(1, 1, 11, 12), run(1, 2, 13, 14)]), [3]);
    assert_eq!(sizes(&[run(1, 0, 9, 20), run(1, 1, 10, 30), run(1, 2, 15, 18)]), [3]);
    assert_eq!(sizes(&[run(1, 0, 9, 20), run(1, 1, 9, 20), run(1, 2, 9, 20)]), [3]);
    // Two minutes between the second and the third.
    assert!(sizes(&[run(1, 0, 9, 10), run(1, 1, 11, 12), run(1, 2, 14, 15)]).is_empty());
    // Another step in between doesn't break it.
    assert_eq!(
        sizes(&[run(1, 0, 9, 10), run(2, 0, 10, 11), run(1, 1, 11, 12), run(1, 2, 13, 14)]),
        [3]
    );
    // Enabled when the first had begun: a queue, not a batch.
    assert!(sizes(&[run(1, 0, 9, 10), run(1, 1, 11, 12), run(1, 10, 13, 14)]).is_empty());
    // Nor is what goes on from there, however long.
    let mut queue = vec![run(1, 0, 9, 20)];
    queue.extend((0..4).map(|i| run(1, 10, 20 + i, 21 + i)));
    assert!(sizes(&queue).is_empty());
    queue.extend((0..4).map(|i| run(1, 30, 60 + i, 61 + i)));
    assert_eq!(sizes(&queue), [4]);
}

#[test]
fn who_waits_for_the_batch_to_fill_waits_for_batching() {
    let runs = [run(1, 0, 60, 70), run(1, 30, 70, 80)];
    let waits = decompose(&runs, BatchRule { min_size: 2, gap_s: 0 });
    let minutes = |i: usize| parts(&waits[i].unwrap()).map(|s| s / 60);
    assert_eq!(minutes(0), [30, 0, 0, 0, 30]);
    // The first of the batch was enabled earlier than the second: contention.
    assert_eq!(minutes(1), [0, 10, 0, 0, 30]);
    assert_eq!(waits[0].unwrap().batch, Some(Batch { no: 1, size: 2 }));
    let alone = decompose(&runs, BatchRule { min_size: 10, gap_s: 0 });
    assert_eq!(parts(&alone[0].unwrap()).map(|s| s / 60), [0, 0, 0, 0, 60]);
}

/// Rows of the stream: officer, step, enabled, started, until; the clock is the wall's.
type Row = (Option<i32>, i32, Option<i64>, i64, i64);

fn rows(rows: &[Row], first_dossier: i32) -> RecordBatch {
    let ints = |values: Vec<i32>| std::sync::Arc::new(Int32Array::from(values)) as _;
    let some = |values: Vec<Option<i64>>| std::sync::Arc::new(Int64Array::from(values)) as _;
    let n = i32::try_from(rows.len()).unwrap();
    let enabled: Vec<Option<i64>> = rows.iter().map(|r| r.2).collect();
    let started: Vec<Option<i64>> = rows.iter().map(|r| Some(r.3)).collect();
    let until: Vec<Option<i64>> = rows.iter().map(|r| Some(r.4)).collect();
    let officers: Vec<Option<i32>> = rows.iter().map(|r| r.0).collect();
    RecordBatch::try_from_iter([
        ("dossier_no", ints((first_dossier..first_dossier + n).collect())),
        ("run_no", ints(vec![1; rows.len()])),
        ("officer", std::sync::Arc::new(Int32Array::from(officers)) as _),
        ("step", ints(rows.iter().map(|r| r.1).collect())),
        ("enabled_utc_s", some(enabled.clone())),
        ("enabled_w", some(enabled)),
        ("started_utc_s", some(started.clone())),
        ("started_w", some(started)),
        ("until_utc_s", some(until.clone())),
        ("until_w", some(until)),
        ("batch_size", ints(vec![2; rows.len()])),
        ("batch_gap_s", ints(vec![0; rows.len()])),
    ])
    .unwrap()
}

#[test]
fn an_officers_timeline_may_begin_in_one_batch_of_rows_and_end_in_the_next() {
    let all: [Row; 6] = [
        (Some(1), 7, Some(0), 10, 20),
        (Some(1), 7, Some(5), 20, 30),
        (Some(2), 7, Some(0), 10, 20),
        (Some(2), 7, Some(5), 20, 30),
        (None, 7, Some(0), 10, 20),
        (None, 7, Some(0), 20, 30),
    ];
    let run = |cut: usize| {
        let mut kernel = Waits::default();
        let mut made = kernel.take(&rows(&all[..cut], 1)).unwrap();
        let second = i32::try_from(cut).unwrap() + 1;
        made.extend(kernel.take(&rows(&all[cut..], second)).unwrap());
        made.push(kernel.finish().unwrap());
        arrow::compute::concat_batches(&made[0].schema(), &made).unwrap()
    };
    let whole = run(6);
    for cut in 0..6 {
        assert_eq!(run(cut), whole, "cut at {cut}");
    }
    let column = |name: &str| {
        whole.column_by_name(name).unwrap().as_primitive::<Int64Type>().values().to_vec()
    };
    assert_eq!(column("wait_batching_wall_s"), [5, 0, 5, 0, 0, 0]);
    // Nobody known works on the last two: the rest of their wait has no cause in the data.
    assert_eq!(column("wait_contention_wall_s"), [0, 10, 0, 10, 0, 0]);
    assert_eq!(column("wait_extraneous_wall_s"), [5, 5, 5, 5, 10, 20]);
    let batches = whole.column_by_name("batch_no").unwrap().as_primitive::<Int32Type>();
    assert_eq!(
        batches.iter().collect::<Vec<_>>(),
        [Some(1), Some(1), Some(2), Some(2), None, None]
    );
}

#[test]
fn a_stream_without_rows_has_the_columns_all_the_same() {
    let made = Waits::default().finish().unwrap();
    assert_eq!((made.num_rows(), made.num_columns()), (0, 9));
}

#[test]
fn a_missing_column_is_named() {
    let without = rows(&[], 1).project(&[0, 1]).unwrap();
    let error = Waits::default().take(&without).unwrap_err();
    assert!(error.message.contains("officer"), "{error}");
}
