//! The kernel `waits`: a stream of runs, officer by officer, and their waits.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Int32Array, Int64Array, PrimitiveArray, RecordBatch};
use arrow::datatypes::{ArrowPrimitiveType, Int32Type, Int64Type};

use super::{BatchRule, Moment, Run, Wait, decompose};
use crate::error::{Error, Result};
use crate::kernel::Kernel;

/// Rows that a result batch has at least, but for the last: few enough to stay in the processor's cache.
const RESULT_ROWS: usize = 4_096;

/// Splits waits.
///
/// Reads, sorted by officer and within them by start:
/// - `dossier_no`, `run_no` (INTEGER): the run's key, handed on;
/// - `officer` (a number, null where unknown: such a run stands alone), `step` (a number; both INTEGER);
/// - `enabled_utc_s`, `enabled_w` (BIGINT, null where unknown), `started_utc_s`, `started_w`,
///   `until_utc_s`, `until_w` (BIGINT): wall seconds, and seconds of the officer's working clock;
/// - `batch_size`, `batch_gap_s` (INTEGER): the same in every row.
///
/// Makes a row for each run whose enabling is known and not after its start: its key,
/// `wait_batching_wall_s`, `wait_contention_wall_s`, `wait_prioritisation_wall_s`,
/// `wait_unavailability_wall_s`, `wait_extraneous_wall_s` (BIGINT), `batch_no` (INTEGER, counted over the
/// stream) and `batch_size` (INTEGER), both null outside of batches.
#[derive(Default)]
pub struct Waits {
    officer: Option<i32>,
    rule: Option<BatchRule>,
    runs: Vec<Run>,
    keys: Vec<(i32, i32)>,
    batches_before: i32,
    done: Columns,
}

impl Kernel for Waits {
    fn take(&mut self, rows: &RecordBatch) -> Result<Vec<RecordBatch>> {
        let input = Input::new(rows)?;
        let mut made = Vec::new();
        for i in 0..rows.num_rows() {
            let officer = input.officer(i);
            if officer.is_none() || officer != self.officer {
                self.end_officer();
                self.officer = officer;
            }
            self.rule = Some(input.rule(i));
            self.keys.push(input.key(i));
            self.runs.push(input.run(i));
            if self.done.keys.len() >= RESULT_ROWS {
                made.push(std::mem::take(&mut self.done).into_batch()?);
            }
        }
        Ok(made)
    }

    fn finish(&mut self) -> Result<RecordBatch> {
        self.end_officer();
        std::mem::take(&mut self.done).into_batch()
    }
}

impl Waits {
    fn end_officer(&mut self) {
        let Some(rule) = self.rule else { return };
        let waits = decompose(&self.runs, rule);
        let before = self.batches_before;
        for (key, wait) in self.keys.drain(..).zip(waits) {
            if let Some(mut wait) = wait {
                if let Some(batch) = &mut wait.batch {
                    batch.no = batch.no.saturating_add(before);
                    self.batches_before = self.batches_before.max(batch.no);
                }
                self.done.push(key, &wait);
            }
        }
        self.runs.clear();
    }
}

/// The columns of one batch of rows.
struct Input<'a> {
    dossier_no: &'a Int32Array,
    run_no: &'a Int32Array,
    officer: &'a Int32Array,
    step: &'a Int32Array,
    enabled: Clock<'a>,
    started: Clock<'a>,
    until: Clock<'a>,
    batch_size: &'a Int32Array,
    batch_gap_s: &'a Int32Array,
}

struct Clock<'a> {
    wall_s: &'a Int64Array,
    open_s: &'a Int64Array,
}

impl<'a> Input<'a> {
    fn new(rows: &'a RecordBatch) -> Result<Self> {
        let clock = |wall: &str, open: &str| {
            Ok(Clock {
                wall_s: column::<Int64Type>(rows, wall)?,
                open_s: column::<Int64Type>(rows, open)?,
            })
        };
        Ok(Self {
            dossier_no: column::<Int32Type>(rows, "dossier_no")?,
            run_no: column::<Int32Type>(rows, "run_no")?,
            officer: column::<Int32Type>(rows, "officer")?,
            step: column::<Int32Type>(rows, "step")?,
            enabled: clock("enabled_utc_s", "enabled_w")?,
            started: clock("started_utc_s", "started_w")?,
            until: clock("until_utc_s", "until_w")?,
            batch_size: column::<Int32Type>(rows, "batch_size")?,
            batch_gap_s: column::<Int32Type>(rows, "batch_gap_s")?,
        })
    }

    fn officer(&self, i: usize) -> Option<i32> {
        self.officer.is_valid(i).then(|| self.officer.value(i))
    }

    fn key(&self, i: usize) -> (i32, i32) {
        (self.dossier_no.value(i), self.run_no.value(i))
    }

    fn rule(&self, i: usize) -> BatchRule {
        BatchRule {
            min_size: usize::try_from(self.batch_size.value(i)).unwrap_or(0),
            gap_s: i64::from(self.batch_gap_s.value(i)),
        }
    }

    fn run(&self, i: usize) -> Run {
        Run {
            step: self.step.value(i),
            enabled: (self.enabled.wall_s.is_valid(i) && self.enabled.open_s.is_valid(i))
                .then(|| self.enabled.at(i)),
            started: self.started.at(i),
            until: self.until.at(i),
        }
    }
}

impl Clock<'_> {
    fn at(&self, i: usize) -> Moment {
        Moment { wall_s: self.wall_s.value(i), open_s: self.open_s.value(i) }
    }
}

fn column<'a, T: ArrowPrimitiveType>(
    rows: &'a RecordBatch,
    name: &str,
) -> Result<&'a PrimitiveArray<T>> {
    let found = rows.column_by_name(name).and_then(|column| column.as_primitive_opt::<T>());
    found.ok_or_else(|| Error::failed(format!("waits: no column {name} of type {}", T::DATA_TYPE)))
}

/// A result batch in the making.
#[derive(Default)]
struct Columns {
    keys: Vec<(i32, i32)>,
    parts: [Vec<i64>; 5],
    batches: Vec<Option<(i32, i32)>>,
}

const PARTS: [&str; 5] = [
    "wait_batching_wall_s",
    "wait_contention_wall_s",
    "wait_prioritisation_wall_s",
    "wait_unavailability_wall_s",
    "wait_extraneous_wall_s",
];

impl Columns {
    fn push(&mut self, key: (i32, i32), wait: &Wait) {
        self.keys.push(key);
        let parts = [
            wait.batching_s,
            wait.contention_s,
            wait.prioritisation_s,
            wait.unavailability_s,
            wait.extraneous_s,
        ];
        self.parts.iter_mut().zip(parts).for_each(|(column, part)| column.push(part));
        self.batches.push(wait.batch.map(|batch| (batch.no, batch.size)));
    }

    fn into_batch(self) -> Result<RecordBatch> {
        let small = |values: Vec<i32>| Arc::new(Int32Array::from(values)) as ArrayRef;
        let some = |values: Vec<Option<i32>>| Arc::new(Int32Array::from(values)) as ArrayRef;
        let (dossiers, runs) = self.keys.into_iter().unzip();
        let mut columns = vec![("dossier_no", small(dossiers)), ("run_no", small(runs))];
        for (name, part) in PARTS.into_iter().zip(self.parts) {
            columns.push((name, Arc::new(Int64Array::from(part))));
        }
        let numbers = self.batches.iter().map(|b| b.map(|(no, _)| no)).collect();
        let sizes = self.batches.iter().map(|b| b.map(|(_, size)| size)).collect();
        columns.extend([("batch_no", some(numbers)), ("batch_size", some(sizes))]);
        RecordBatch::try_from_iter(columns)
            .map_err(|e| Error::failed(format!("waits: the result can't be written: {e}")))
    }
}
