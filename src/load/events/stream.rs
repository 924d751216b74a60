//! Events out of the database, dossier by dossier, and which of them make a run.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, AsArray, BooleanArray, Int32Array, Int64Array, PrimitiveArray, RecordBatch,
    StringArray,
};
use arrow::datatypes::{ArrowPrimitiveType, Int32Type, Int64Type};
use duckdb::{Appender, Connection};

use super::execute;
use crate::error::{Error, Result};
use crate::load::lifecycle::Transition;
use crate::load::pairing::{Mark, Paired, pair};
use crate::load::schema::database;
use crate::load::tables::{appender, record_batch};

/// Rows that are written at once.
const WRITTEN: usize = 50_000;

/// What came of the events of a file.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub runs: u64,
    pub without_run: u64,
    /// Whether some run has an event of this kind.
    pub handed: bool,
    pub assigned: bool,
    pub ended: bool,
}

/// Pairs the events of `raw.event` into `raw.pair` (rows of events by their part in a run), `raw.held` and
/// `raw.run_event`.
pub(super) fn pairs(conn: &Connection, file_no: i32, by_number: bool) -> Result<Made> {
    execute(
        conn,
        "create or replace table raw.pair (
           row_no bigint, finish_no bigint, start_no bigint, handed_no bigint, ended_no bigint,
           assigned_no bigint, assigned_late boolean);
         create or replace table raw.held (row_no bigint, held_no bigint, resumed_no bigint)",
    )?;
    let reader = conn.try_clone().map_err(|e| database(&e))?;
    let mut statement = reader.prepare(&sorted(file_no, by_number)).map_err(|e| database(&e))?;
    let mut desk = Desk {
        file_no,
        made: Made::default(),
        dossier: None,
        events: Vec::new(),
        out: Columns::default(),
        pairs: appender(conn, "pair")?,
        held: appender(conn, "held")?,
        members: appender(conn, "run_event")?,
    };
    for rows in statement.stream_arrow([]).map_err(|e| database(&e))? {
        desk.take(&rows.map_err(|e| database(&e))?)?;
    }
    desk.finish()
}

fn sorted(file_no: i32, by_number: bool) -> String {
    let ranks: Vec<String> = Transition::ALL
        .iter()
        .map(|transition| format!("('{}', {})", transition.as_str(), transition.rank()))
        .collect();
    let instance = if by_number { "coalesce(e.instance, '')" } else { "''" };
    format!(
        "select
           e.row_no,
           e.dossier_id,
           e.step,
           {instance} as instance,
           cast(r.rank as integer) as rank,
           epoch_us(e.finished_utc) as at
         from raw.event as e
         join raw.lifecycle_word as w on w.word = coalesce(e.lifecycle, '') and w.file_no = {file_no}
         join (values {}) as r(transition, rank) on r.transition = w.transition
         where e.finished_at is not null
         order by e.dossier_id, e.finished_utc, rank, e.row_no",
        ranks.join(", ")
    )
}

/// An event as it comes.
struct Event {
    row_no: i64,
    step: String,
    instance: String,
    transition: Transition,
    at: i64,
}

struct Desk<'a> {
    file_no: i32,
    made: Made,
    dossier: Option<String>,
    events: Vec<Event>,
    out: Columns,
    pairs: Appender<'a>,
    held: Appender<'a>,
    members: Appender<'a>,
}

/// Rows in the making.
#[derive(Default)]
struct Columns {
    pairs: Vec<(i64, [Option<i64>; 5], bool)>,
    held: Vec<(i64, i64, Option<i64>)>,
    members: Vec<(Option<i64>, i64)>,
}

impl Desk<'_> {
    fn take(&mut self, rows: &RecordBatch) -> Result<()> {
        let numbers = whole::<Int64Type>(rows, "row_no")?;
        let instants = whole::<Int64Type>(rows, "at")?;
        let ranks = whole::<Int32Type>(rows, "rank")?;
        let (dossiers, steps) = (texts(rows, "dossier_id")?, texts(rows, "step")?);
        let instances = texts(rows, "instance")?;
        for i in 0..rows.num_rows() {
            let dossier = dossiers.value(i);
            if self.dossier.as_deref() != Some(dossier) {
                self.dossier_ends()?;
                self.dossier = Some(dossier.to_owned());
            }
            let Some(transition) = Transition::of_rank(ranks.value(i)) else { continue };
            self.events.push(Event {
                row_no: numbers.value(i),
                step: steps.value(i).to_owned(),
                instance: instances.value(i).to_owned(),
                transition,
                at: instants.value(i),
            });
        }
        Ok(())
    }

    fn dossier_ends(&mut self) -> Result<()> {
        let events = std::mem::take(&mut self.events);
        let marks: Vec<Mark<'_>> = events
            .iter()
            .map(|event| Mark {
                transition: event.transition,
                step: &event.step,
                instance: &event.instance,
                at: event.at,
            })
            .collect();
        let found = pair(&marks);
        let row = |at: usize| events.get(at).map(|event| event.row_no);
        let own: Vec<Option<i64>> = found.runs.iter().map(|run| run.own().and_then(row)).collect();
        for (run, own) in found.runs.iter().zip(&own) {
            let Some(own) = *own else { continue };
            self.run(run, own, &row);
        }
        for (event, run) in events.iter().zip(&found.of) {
            let run = run.and_then(|run| own.get(run).copied().flatten());
            self.made.without_run += u64::from(run.is_none());
            self.out.members.push((run, event.row_no));
        }
        if self.out.members.len() >= WRITTEN {
            self.write()?;
        }
        Ok(())
    }

    fn run(&mut self, run: &Paired, own: i64, row: &impl Fn(usize) -> Option<i64>) {
        let of = |at: Option<usize>| at.and_then(row);
        let late = run.assigned.zip(run.start).is_some_and(|(assigned, start)| assigned > start);
        self.made.runs += 1;
        self.made.handed |= run.handed().is_some();
        self.made.assigned |= run.assigned.is_some();
        self.made.ended |= run.ended.is_some();
        let parts = [run.finish, run.start, run.handed(), run.ended, run.assigned].map(of);
        self.out.pairs.push((own, parts, late));
        for (from, to) in &run.holds {
            if let Some(from) = row(*from) {
                self.out.held.push((own, from, of(*to)));
            }
        }
    }

    fn write(&mut self) -> Result<()> {
        let out = std::mem::take(&mut self.out);
        let part = |at: usize| -> ArrayRef {
            let of =
                |(_, parts, _): &(i64, [Option<i64>; 5], bool)| parts.get(at).copied().flatten();
            Arc::new(out.pairs.iter().map(of).collect::<Int64Array>())
        };
        let late: BooleanArray = out.pairs.iter().map(|(_, _, late)| Some(*late)).collect();
        let own: Int64Array = out.pairs.iter().map(|(own, ..)| *own).collect();
        let pairs = record_batch(vec![
            ("row_no", Arc::new(own)),
            ("finish_no", part(0)),
            ("start_no", part(1)),
            ("handed_no", part(2)),
            ("ended_no", part(3)),
            ("assigned_no", part(4)),
            ("assigned_late", Arc::new(late)),
        ])?;
        let held = record_batch(vec![
            ("row_no", Arc::new(out.held.iter().map(|h| h.0).collect::<Int64Array>())),
            ("held_no", Arc::new(out.held.iter().map(|h| h.1).collect::<Int64Array>())),
            ("resumed_no", Arc::new(out.held.iter().map(|h| h.2).collect::<Int64Array>())),
        ])?;
        let count = out.members.len();
        let members = record_batch(vec![
            ("file_no", Arc::new(Int32Array::from_value(self.file_no, count))),
            ("row_no", Arc::new(out.members.iter().map(|m| m.0).collect::<Int64Array>())),
            ("event_row_no", Arc::new(out.members.iter().map(|m| m.1).collect::<Int64Array>())),
            ("run_file_no", Arc::new(Int32Array::from_value(self.file_no, count))),
        ])?;
        for (rows, appender) in
            [(pairs, &mut self.pairs), (held, &mut self.held), (members, &mut self.members)]
        {
            if rows.num_rows() > 0 {
                appender.append_record_batch(rows).map_err(|e| database(&e))?;
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Made> {
        self.dossier_ends()?;
        self.write()?;
        for appender in [&mut self.pairs, &mut self.held, &mut self.members] {
            appender.flush().map_err(|e| database(&e))?;
        }
        Ok(self.made)
    }
}

fn whole<'a, T: ArrowPrimitiveType>(
    rows: &'a RecordBatch,
    name: &str,
) -> Result<&'a PrimitiveArray<T>> {
    let found = rows.column_by_name(name).and_then(|column| column.as_primitive_opt::<T>());
    found.ok_or_else(|| missing(name))
}

fn texts<'a>(rows: &'a RecordBatch, name: &str) -> Result<&'a StringArray> {
    let found = rows.column_by_name(name).and_then(|column| column.as_string_opt::<i32>());
    found.ok_or_else(|| missing(name))
}

fn missing(name: &str) -> Error {
    Error::failed(format!("events can't be read back: no column {name}"))
}
