//! The kernel `timeline`: a stream of runs, dossier by dossier, and their times.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Int32Array, Int64Array, ListArray,
    PrimitiveArray, RecordBatch, StringArray, TimestampMicrosecondArray,
};
use arrow::datatypes::{
    ArrowPrimitiveType, Date32Type, Int32Type, Int64Type, TimestampMicrosecondType,
};

use super::{Calendars, Concurrent, Day, Dossier, Instant, Moment, Rework, Run, Timing, time};
use crate::error::{Error, Result};
use crate::kernel::Kernel;

/// Rows that a result batch has at least, but for the last: few enough to stay in the processor's cache.
const RESULT_ROWS: usize = 4_096;

/// Times runs.
///
/// Reads, whole, `calendar_day` (`calendar`, `day`, `starts_utc_s`, `before_s`, `open1_s` … `close3_s`, in order) and
/// `concurrent` (`procedure`, `step`, `other_step`); then rows sorted by dossier and within it by run:
/// - `dossier_no`, `run_no` (INTEGER): the run's key, handed on;
/// - of the dossier, the same in all its rows: `procedure`, `dossier_calendar` (INTEGER), `from_w`,
///   `to_w` (BIGINT), `end_at`, `end_utc`, `closes_utc` (TIMESTAMP), `receipt_at`, `receipt_utc` (TIMESTAMP; both
///   null where the receipt enables nothing), `pause_from_w`, `pause_to_w` (BIGINT[], null without pauses);
/// - of the run: `step`, `officer` (null where unknown), `calendar`, `officer_calendar` (INTEGER; a
///   number for each, that no other has), `start_known` (BOOLEAN), `enabled_at`, `started_at`, `finished_at`,
///   `ended_at` with their `_utc` twins (TIMESTAMP, a pair null where unknown), and `hold_at`, `hold_utc`, `hold_to_at`,
///   `hold_to_utc` (BIGINT[] of seconds, null without holds).
///
/// Makes a row for each: see `queries/model/run_timing.sql`.
#[derive(Default)]
pub struct Timeline {
    calendars: Calendars,
    concurrent: Concurrent,
    dossier_no: Option<i32>,
    dossier: Dossier,
    runs: Vec<Run>,
    keys: Vec<Key>,
    done: Columns,
}

#[derive(Clone, Copy)]
struct Key {
    dossier_no: i32,
    run_no: i32,
    step_no: i32,
    officer_no: Option<i32>,
}

impl Kernel for Timeline {
    fn with(&mut self, name: &str, rows: &RecordBatch) -> Result<()> {
        match name {
            "calendar_day" => self.with_calendars(rows),
            "concurrent" => self.with_concurrency(rows),
            _ => Err(Error::failed(format!("timeline: {name} is not asked for"))),
        }
    }

    fn take(&mut self, rows: &RecordBatch) -> Result<Vec<RecordBatch>> {
        let input = Input::new(rows)?;
        let mut made = Vec::new();
        for i in 0..rows.num_rows() {
            let dossier_no = input.dossier_no.value(i);
            if self.dossier_no != Some(dossier_no) {
                self.end_dossier();
                self.dossier_no = Some(dossier_no);
                self.dossier = input.dossier(i);
                if self.done.keys.len() >= RESULT_ROWS {
                    made.push(std::mem::take(&mut self.done).into_batch()?);
                }
            }
            self.keys.push(input.key(i));
            self.runs.push(input.run(i));
        }
        Ok(made)
    }

    fn finish(&mut self) -> Result<RecordBatch> {
        self.end_dossier();
        std::mem::take(&mut self.done).into_batch()
    }
}

impl Timeline {
    fn with_calendars(&mut self, rows: &RecordBatch) -> Result<()> {
        let calendars = column::<Int32Type>(rows, "calendar")?;
        let days: &Date32Array = column::<Date32Type>(rows, "day")?;
        let starts = column::<Int64Type>(rows, "starts_utc_s")?;
        let before = column::<Int64Type>(rows, "before_s")?;
        let second = |name: &str| column::<Int32Type>(rows, name);
        let open = [
            (second("open1_s")?, second("close1_s")?),
            (second("open2_s")?, second("close2_s")?),
            (second("open3_s")?, second("close3_s")?),
        ];
        for i in 0..rows.num_rows() {
            let open = open.map(|(from, to)| (i64::from(from.value(i)), i64::from(to.value(i))));
            let day = Day { starts_utc_s: starts.value(i), before_s: before.value(i), open };
            self.calendars.insert(calendars.value(i), i64::from(days.value(i)), day);
        }
        Ok(())
    }

    fn with_concurrency(&mut self, rows: &RecordBatch) -> Result<()> {
        let number = |name: &str| column::<Int32Type>(rows, name);
        let (procedure, step, other) =
            (number("procedure")?, number("step")?, number("other_step")?);
        for i in 0..rows.num_rows() {
            self.concurrent.insert((procedure.value(i), step.value(i), other.value(i)));
        }
        Ok(())
    }

    fn end_dossier(&mut self) {
        let timings = time(&self.dossier, &self.runs, &self.calendars, &self.concurrent);
        for (key, timing) in self.keys.drain(..).zip(timings) {
            self.done.keys.push(key);
            self.done.timings.push(timing);
        }
        self.runs.clear();
    }
}

/// The columns of one batch of rows.
struct Input<'a> {
    dossier_no: &'a Int32Array,
    run_no: &'a Int32Array,
    procedure: &'a Int32Array,
    dossier_calendar: &'a Int32Array,
    from_w: &'a Int64Array,
    to_w: &'a Int64Array,
    end: Stamps<'a>,
    closes_utc: &'a TimestampMicrosecondArray,
    receipt: Stamps<'a>,
    pauses: [&'a ListArray; 2],
    step: &'a Int32Array,
    officer: &'a Int32Array,
    calendar: &'a Int32Array,
    officer_calendar: &'a Int32Array,
    start_known: &'a BooleanArray,
    enabled: Stamps<'a>,
    started: Stamps<'a>,
    finished: Stamps<'a>,
    ended: Stamps<'a>,
    holds: [&'a ListArray; 4],
}

/// Local instants and their UTC twins.
struct Stamps<'a> {
    local: &'a TimestampMicrosecondArray,
    utc: &'a TimestampMicrosecondArray,
}

impl<'a> Input<'a> {
    fn new(rows: &'a RecordBatch) -> Result<Self> {
        let number = |name: &str| column::<Int32Type>(rows, name);
        let stamp = |name: &str| column::<TimestampMicrosecondType>(rows, name);
        let stamps =
            |at: &str, utc: &str| Ok::<_, Error>(Stamps { local: stamp(at)?, utc: stamp(utc)? });
        Ok(Self {
            dossier_no: number("dossier_no")?,
            run_no: number("run_no")?,
            procedure: number("procedure")?,
            dossier_calendar: number("dossier_calendar")?,
            from_w: column::<Int64Type>(rows, "from_w")?,
            to_w: column::<Int64Type>(rows, "to_w")?,
            end: stamps("end_at", "end_utc")?,
            closes_utc: stamp("closes_utc")?,
            receipt: stamps("receipt_at", "receipt_utc")?,
            pauses: [lists(rows, "pause_from_w")?, lists(rows, "pause_to_w")?],
            step: number("step")?,
            officer: number("officer")?,
            calendar: number("calendar")?,
            officer_calendar: number("officer_calendar")?,
            start_known: booleans(rows, "start_known")?,
            enabled: stamps("enabled_at", "enabled_utc")?,
            started: stamps("started_at", "started_utc")?,
            finished: stamps("finished_at", "finished_utc")?,
            ended: stamps("ended_at", "ended_utc")?,
            holds: [
                lists(rows, "hold_at")?,
                lists(rows, "hold_utc")?,
                lists(rows, "hold_to_at")?,
                lists(rows, "hold_to_utc")?,
            ],
        })
    }

    fn key(&self, i: usize) -> Key {
        Key {
            dossier_no: self.dossier_no.value(i),
            run_no: self.run_no.value(i),
            step_no: self.step.value(i),
            officer_no: value(self.officer, i),
        }
    }

    fn dossier(&self, i: usize) -> Dossier {
        let [from, to] = self.pauses.map(|list| values(list, i));
        Dossier {
            procedure: self.procedure.value(i),
            calendar: self.dossier_calendar.value(i),
            from_w: self.from_w.value(i),
            to_w: self.to_w.value(i),
            end: self.end.instant(i).moment(),
            closes_utc_us: self.closes_utc.value(i),
            receipt: self.receipt.at(i).map(Instant::moment),
            pauses: from.into_iter().zip(to).collect(),
        }
    }

    fn run(&self, i: usize) -> Run {
        Run {
            step: self.step.value(i),
            officer: value(self.officer, i),
            calendar: self.calendar.value(i),
            officer_calendar: value(self.officer_calendar, i),
            start_known: self.start_known.value(i),
            enabled: self.enabled.at(i),
            started: self.started.at(i),
            finished: self.finished.at(i),
            ended: self.ended.at(i),
            holds: self.holds(i),
        }
    }

    fn holds(&self, i: usize) -> Vec<(Moment, Moment)> {
        if self.holds.iter().any(|list| list.is_null(i)) {
            return Vec::new();
        }
        let [from, from_utc, to, to_utc] = self.holds.map(|list| values(list, i));
        let moment = |(local_s, utc_s)| Moment { local_s, utc_s };
        let froms = from.into_iter().zip(from_utc).map(moment);
        froms.zip(to.into_iter().zip(to_utc).map(moment)).collect()
    }
}

impl Stamps<'_> {
    fn at(&self, i: usize) -> Option<Instant> {
        self.local.is_valid(i).then(|| self.instant(i))
    }

    fn instant(&self, i: usize) -> Instant {
        Instant { local_us: self.local.value(i), utc_us: self.utc.value(i) }
    }
}

fn value(column: &Int32Array, i: usize) -> Option<i32> {
    column.is_valid(i).then(|| column.value(i))
}

/// The numbers of a list; none where there is no list.
fn values(list: &ListArray, i: usize) -> Vec<i64> {
    let valid = list.is_valid(i).then(|| list.value(i));
    let numbers =
        valid.and_then(|v| v.as_primitive_opt::<Int64Type>().map(|n| n.values().to_vec()));
    numbers.unwrap_or_default()
}

fn column<'a, T: ArrowPrimitiveType>(
    rows: &'a RecordBatch,
    name: &str,
) -> Result<&'a PrimitiveArray<T>> {
    let found = rows.column_by_name(name).and_then(|column| column.as_primitive_opt::<T>());
    found.ok_or_else(|| missing(name, &T::DATA_TYPE.to_string()))
}

fn booleans<'a>(rows: &'a RecordBatch, name: &str) -> Result<&'a BooleanArray> {
    let found = rows.column_by_name(name).and_then(|column| column.as_boolean_opt());
    found.ok_or_else(|| missing(name, "Boolean"))
}

fn lists<'a>(rows: &'a RecordBatch, name: &str) -> Result<&'a ListArray> {
    let found = rows.column_by_name(name).and_then(|column| column.as_list_opt::<i32>());
    found.ok_or_else(|| missing(name, "List(Int64)"))
}

fn missing(name: &str, kind: &str) -> Error {
    Error::failed(format!("timeline: no column {name} of type {kind}"))
}

/// A result batch in the making.
#[derive(Default)]
struct Columns {
    keys: Vec<Key>,
    timings: Vec<Timing>,
}

impl Columns {
    fn into_batch(self) -> Result<RecordBatch> {
        let key = |of: fn(&Key) -> i32| -> ArrayRef {
            Arc::new(self.keys.iter().map(|k| Some(of(k))).collect::<Int32Array>())
        };
        let long = |of: fn(&Timing) -> Option<i64>| -> ArrayRef {
            Arc::new(self.timings.iter().map(of).collect::<Int64Array>())
        };
        let stamp = |of: fn(&Timing) -> Option<i64>| -> ArrayRef {
            let us = |t: &Timing| of(t).map(|s| s.saturating_mul(1_000_000));
            Arc::new(self.timings.iter().map(us).collect::<TimestampMicrosecondArray>())
        };
        let flag = |of: fn(&Timing) -> bool| -> ArrayRef {
            Arc::new(self.timings.iter().map(|t| Some(of(t))).collect::<BooleanArray>())
        };
        let loops: Int32Array = self.timings.iter().map(|t| Some(t.loop_no)).collect();
        let rework: StringArray = self
            .timings
            .iter()
            .map(|t| {
                t.rework.map(|rework| match rework {
                    Rework::Repeat => "repeat",
                    Rework::Redo => "redo",
                })
            })
            .collect();
        let officers: Int32Array = self.keys.iter().map(|k| k.officer_no).collect();
        RecordBatch::try_from_iter_with_nullable([
            ("dossier_no", key(|k| k.dossier_no), true),
            ("run_no", key(|k| k.run_no), true),
            ("step_no", key(|k| k.step_no), true),
            ("officer_no", Arc::new(officers) as ArrayRef, true),
            ("enabled_at", stamp(|t| t.enabled.map(|at| at.local_s)), true),
            ("enabled_recorded", flag(|t| t.enabled_recorded), true),
            ("enabled_utc_s", long(|t| t.enabled.map(|at| at.utc_s)), true),
            ("begun_utc_s", long(|t| t.begun_utc_s), true),
            ("until_utc_s", long(|t| t.until_utc_s), true),
            ("enabled_w", long(|t| t.enabled_w), true),
            ("begun_w", long(|t| t.begun_w), true),
            ("until_w", long(|t| t.until_w), true),
            ("wait_s", long(|t| t.wait_s), true),
            ("service_s", long(|t| t.service_s), true),
            ("held_s", long(|t| Some(t.held_s)), true),
            ("held_wall_s", long(|t| Some(t.held_wall_s)), true),
            ("sojourn_s", long(|t| t.sojourn_s), true),
            ("counts", flag(|t| t.counts), true),
            ("until_v", long(|t| Some(t.until_v)), true),
            ("owned_s", long(|t| Some(t.owned_s)), true),
            ("owned_service_s", long(|t| t.owned_service_s), true),
            ("loop_no", Arc::new(loops) as ArrayRef, true),
            ("rework", Arc::new(rework) as ArrayRef, true),
            ("next_known", flag(|t| t.next_known), true),
        ])
        .map_err(|e| Error::failed(format!("timeline: the result can't be written: {e}")))
    }
}
