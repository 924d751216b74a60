//! XES logs: traces become dossiers, events become step runs.
//!
//! Rows of such a file are its traces and its events, each numbered from 1 in the order of the file.

use std::collections::BTreeMap;
use std::path::Path;

use super::batch::{Aside, Part, Plan, Reason, Sink, TextBatch};
use super::heading::clean;
use super::pairing::{Mark, Transition, pair};
use super::reader::{Remarks, Walk};
use super::recognise::Sample;
use super::source::Source;
use super::stamp;
use super::values;
use super::xes_log::Piece;
use super::zone::Zone;
use crate::error::{Error, Result};
use crate::study::{DateOrder, Field, Input, InputKind};

pub(super) const NAME: &str = "concept:name";
pub(super) const TIME: &str = "time:timestamp";
const INSTANCE: &str = "concept:instance";
const TRANSITION: &str = "lifecycle:transition";
/// Attributes that pairing needs, mapped or not.
pub(super) const READ_ANYWAY: [&str; 2] = [INSTANCE, TRANSITION];

/// The two tables of a log, and which attributes feed them.
#[derive(Debug, Clone)]
pub(super) struct XesPlan {
    pub dossiers: Plan,
    pub runs: Plan,
    /// Attribute of an event that says when it happened.
    time: String,
    step: String,
}

impl XesPlan {
    /// The study's mapping; what the standard extensions name needs none.
    pub(super) fn new(input: &Input) -> Self {
        let mapped = |name: &str| input.columns.get(name).cloned();
        let time = mapped("finished_at").unwrap_or_else(|| TIME.to_owned());
        let step = mapped("step").unwrap_or_else(|| NAME.to_owned());
        let dossiers = Plan::new(InputKind::Dossiers, |f: &Field| match f.name {
            "dossier_id" => Some(mapped(f.name).unwrap_or_else(|| NAME.to_owned())),
            "first_event_at" | "last_event_at" => Some(time.clone()),
            name => mapped(name),
        });
        let runs = Plan::new(InputKind::Runs, |f: &Field| match f.name {
            "dossier_id" => dossiers.columns.first().map(|(_, key)| key.clone()),
            "step" => Some(step.clone()),
            "enabled_at" | "started_at" => Some(mapped(f.name).unwrap_or_else(|| time.clone())),
            "finished_at" => Some(time.clone()),
            name => mapped(name),
        });
        Self { dossiers, runs, time, step }
    }
}

/// Reads a log into batches of dossiers and runs; gives the source back for its hash.
#[expect(clippy::too_many_arguments, reason = "what a file and its study say about a log")]
pub(super) fn read(
    walk: Walk,
    source: Source,
    path: &Path,
    shown: &str,
    plan: &XesPlan,
    order: DateOrder,
    zone: Zone,
    sink: &mut Sink<'_>,
) -> Result<(Source, Remarks)> {
    let mut log = Log::new(plan, order, zone);
    let source = walk(source, path, shown, &mut |piece| {
        log.take(piece, sink)?;
        Ok(true)
    })?;
    log.flush(sink)?;
    if log.traces == 0 {
        return Err(no_traces(shown));
    }
    if log.events > 0 && log.stamped == 0 {
        return Err(log.no_stamp(shown));
    }
    Ok((source, Remarks { other_events: log.others, ..Remarks::default() }))
}

/// The attributes of the first traces and of their events, for whoever must guess what they mean.
/// Attributes that a trace or event lacks are empty values.
pub(super) fn sample(
    walk: Walk,
    source: Source,
    path: &Path,
    shown: &str,
    traces: usize,
) -> Result<(Vec<Sample>, Vec<Sample>)> {
    let mut of_traces = Attributes::default();
    let mut of_events = Attributes::default();
    let mut in_event = false;
    walk(source, path, shown, &mut |piece| {
        match piece {
            Piece::Trace => of_traces.begin(),
            Piece::Event => {
                in_event = true;
                of_events.begin();
            }
            Piece::EventEnd => in_event = false,
            Piece::Attribute { key, value } if in_event => of_events.add(key, value),
            Piece::Attribute { key, value } => of_traces.add(key, value),
            Piece::TraceEnd => return Ok(of_traces.count < traces),
            Piece::Stray => {}
        }
        Ok(true)
    })?;
    if of_traces.count == 0 {
        return Err(no_traces(shown));
    }
    Ok((of_traces.samples(), of_events.samples()))
}

/// Attributes by key, in order of first appearance.
#[derive(Default)]
struct Attributes {
    columns: Vec<Sample>,
    by_key: BTreeMap<String, usize>,
    count: usize,
}

impl Attributes {
    fn begin(&mut self) {
        self.count += 1;
    }

    fn add(&mut self, key: &str, value: &str) {
        let at = *self.by_key.entry(key.to_owned()).or_insert_with(|| {
            self.columns.push(Sample {
                heading: key.to_owned(),
                values: Vec::new(),
                serial_dates: false,
            });
            self.columns.len() - 1
        });
        if let Some(sample) = self.columns.get_mut(at) {
            sample.values.resize(self.count.saturating_sub(1), String::new());
            sample.values.push(value.to_owned());
        }
    }

    fn samples(mut self) -> Vec<Sample> {
        for sample in &mut self.columns {
            sample.values.resize(self.count, String::new());
        }
        self.columns
    }
}

fn no_traces(shown: &str) -> Error {
    Error::input(format!("{shown} holds no traces: there is nothing to study"))
        .help("export the log again with its cases, or take it out of study.toml")
}

/// An event as read.
#[derive(Debug, Default)]
struct RawEvent {
    no: i64,
    /// One a column of the runs' plan.
    values: Vec<String>,
    time: Option<String>,
    step: Option<String>,
    instance: String,
    transition: Option<String>,
    utc: i64,
}

struct Log<'a> {
    plan: &'a XesPlan,
    order: DateOrder,
    zone: Zone,
    /// Attribute key → columns of the plan that it feeds.
    trace_keys: BTreeMap<&'a str, Vec<usize>>,
    event_keys: BTreeMap<&'a str, Vec<usize>>,
    traces: i64,
    events: i64,
    stamped: u64,
    others: u64,
    unread: Option<(i64, String)>,
    values: Vec<String>,
    trace_events: Vec<RawEvent>,
    in_event: bool,
    dossiers: Part,
    runs: Part,
}

impl<'a> Log<'a> {
    fn new(plan: &'a XesPlan, order: DateOrder, zone: Zone) -> Self {
        let part = |plan: &Plan| Part {
            table: plan.table,
            batch: TextBatch::new(plan.columns.len()),
            asides: Vec::new(),
            rows_in: 0,
        };
        let keys = |plan: &'a Plan| {
            let mut keys: BTreeMap<&'a str, Vec<usize>> = BTreeMap::new();
            for (at, (field, key)) in plan.columns.iter().enumerate() {
                if field.mapped {
                    keys.entry(key).or_default().push(at);
                }
            }
            keys
        };
        Self {
            plan,
            order,
            zone,
            trace_keys: keys(&plan.dossiers),
            event_keys: keys(&plan.runs),
            traces: 0,
            events: 0,
            stamped: 0,
            others: 0,
            unread: None,
            values: Vec::new(),
            trace_events: Vec::new(),
            in_event: false,
            dossiers: part(&plan.dossiers),
            runs: part(&plan.runs),
        }
    }

    fn take(&mut self, piece: Piece<'_>, sink: &mut Sink<'_>) -> Result<()> {
        match piece {
            Piece::Trace => {
                self.traces += 1;
                self.dossiers.rows_in += 1;
                self.trace_events.clear();
                self.values.clear();
                self.values.resize(self.plan.dossiers.columns.len(), String::new());
            }
            Piece::Event => {
                self.in_event = true;
                self.events += 1;
                self.runs.rows_in += 1;
                let values = vec![String::new(); self.plan.runs.columns.len()];
                self.trace_events.push(RawEvent { no: self.events, values, ..RawEvent::default() });
            }
            Piece::EventEnd => self.in_event = false,
            Piece::Attribute { key, value } if self.in_event => self.event_attribute(key, value),
            Piece::Attribute { key, value } => {
                for at in self.trace_keys.get(key).into_iter().flatten() {
                    if let Some(slot) = self.values.get_mut(*at) {
                        value.clone_into(slot);
                    }
                }
            }
            Piece::Stray => {
                self.events += 1;
                self.runs.rows_in += 1;
                self.runs.asides.push(Aside::new(self.events, "", "", Reason::Stray));
            }
            Piece::TraceEnd => {
                self.trace_end();
                if self.dossiers.batch.full() || self.runs.batch.full() {
                    self.flush(sink)?;
                }
            }
        }
        Ok(())
    }

    fn event_attribute(&mut self, key: &str, value: &str) {
        let Some(event) = self.trace_events.last_mut() else { return };
        if key == self.plan.time {
            event.time = Some(value.to_owned());
        }
        if key == self.plan.step {
            event.step = Some(clean(value).into_owned());
        }
        match key {
            INSTANCE => value.clone_into(&mut event.instance),
            TRANSITION => event.transition = Some(value.to_owned()),
            _ => {}
        }
        // The event's own time goes where its transition says, not into every column named so.
        if key != self.plan.time {
            for at in self.event_keys.get(key).into_iter().flatten() {
                if let Some(slot) = event.values.get_mut(*at) {
                    value.clone_into(slot);
                }
            }
        }
    }

    fn trace_end(&mut self) {
        let events = std::mem::take(&mut self.trace_events);
        let fault =
            self.plan.dossiers.columns.iter().zip(&self.values).any(|((field, _), value)| {
                field.mapped && values::row_fault(field, value).is_some()
            });
        if fault {
            for event in &events {
                self.runs.asides.push(Aside::new(event.no, "", "", Reason::Dossier));
            }
            // The typer finds the same fault and says which.
            self.dossiers.batch.push(self.traces, self.values.iter().map(String::as_str));
            return;
        }
        let mut usable: Vec<RawEvent> =
            events.into_iter().filter_map(|event| self.usable(event)).collect();
        usable.sort_by_key(|event| event.utc);
        for (field, text) in [
            ("first_event_at", usable.first().and_then(|e| e.time.clone())),
            ("last_event_at", usable.last().and_then(|e| e.time.clone())),
        ] {
            let at = self.plan.dossiers.columns.iter().position(|(f, _)| f.name == field);
            if let (Some(slot), Some(text)) = (at.and_then(|at| self.values.get_mut(at)), text) {
                *slot = text;
            }
        }
        self.dossiers.batch.push(self.traces, self.values.iter().map(String::as_str));
        self.push_runs(&usable);
    }

    /// An event with a step and a time, or `None` when it was set aside.
    fn usable(&mut self, mut event: RawEvent) -> Option<RawEvent> {
        let mut aside = |column: &str, value: &str, reason| {
            self.runs.asides.push(Aside::new(event.no, column, value, reason));
        };
        let Some(time) = event.time.clone().filter(|t| !t.trim().is_empty()) else {
            aside(&self.plan.time, "", Reason::Missing);
            return None;
        };
        let placed = stamp::read(time.trim(), self.order).ok().and_then(|s| self.zone.place(&s, 0));
        let Some(at) = placed else {
            aside(&self.plan.time, &time, Reason::NotADate);
            self.unread.get_or_insert((event.no, time));
            return None;
        };
        self.stamped += 1;
        if event.step.as_deref().is_none_or(str::is_empty) {
            aside(&self.plan.step, "", Reason::Missing);
            return None;
        }
        event.utc = at.utc;
        Some(event)
    }

    fn push_runs(&mut self, events: &[RawEvent]) {
        let marks: Vec<Mark<'_>> = events
            .iter()
            .map(|e| Mark {
                transition: Transition::named(e.transition.as_deref()),
                step: e.step.as_deref().unwrap_or_default(),
                instance: &e.instance,
            })
            .collect();
        self.others += marks.iter().filter(|m| m.transition == Transition::Other).count() as u64;
        let id = self.values.first().cloned().unwrap_or_default();
        for run in pair(&marks) {
            let of = |at: Option<usize>| at.and_then(|at| events.get(at));
            let sources = [of(run.finish), of(run.start), of(run.schedule)];
            let time = |at: Option<usize>| of(at).and_then(|e| e.time.as_deref());
            let row = sources.iter().flatten().map(|e| e.no).next().unwrap_or(0);
            let columns = self.plan.runs.columns.iter().enumerate();
            let values = columns.map(|(at, (field, _))| {
                let own = || {
                    let mut values = sources.iter().flatten().filter_map(|e| e.values.get(at));
                    values.find(|v| !v.is_empty()).map_or("", String::as_str)
                };
                match field.name {
                    "dossier_id" => id.as_str(),
                    "step" => {
                        sources.iter().flatten().find_map(|e| e.step.as_deref()).unwrap_or("")
                    }
                    "enabled_at" => time(run.schedule).unwrap_or_else(own),
                    "started_at" => time(run.start).unwrap_or_else(own),
                    "finished_at" => time(run.finish).unwrap_or(""),
                    _ => own(),
                }
            });
            self.runs.batch.push(row, values);
        }
    }

    fn flush(&mut self, sink: &mut Sink<'_>) -> Result<()> {
        for part in [&mut self.dossiers, &mut self.runs] {
            sink(Part {
                table: part.table,
                batch: part.batch.take(),
                asides: std::mem::take(&mut part.asides),
                rows_in: std::mem::take(&mut part.rows_in),
            })?;
        }
        Ok(())
    }

    fn no_stamp(&self, shown: &str) -> Error {
        let key = &self.plan.time;
        match &self.unread {
            Some((event, value)) => Error::input(format!("{shown}: no date of \"{key}\" can be read"))
                .detail(format!("event {event}: \"{value}\""))
                .help("map finished_at to the attribute that has the time of an event, or set [input.dates] order"),
            None => Error::input(format!("{shown}: no event has a \"{key}\""))
                .help("map finished_at in [input.columns] to the attribute that has the time of an event"),
        }
    }
}
