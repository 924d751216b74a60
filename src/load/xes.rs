//! XES logs: traces become dossiers, events become rows of `raw.event`.
//!
//! Rows of such a file are its traces and its events, each numbered from 1 in the order of the file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::batch::{Aside, Part, Plan, Reason, Sink, TextBatch};
use super::lifecycle::Watch;
use super::reader::{Holds, Reader, Remarks, Walk};
use super::recognise::Sample;
use super::source::Source;
use super::xes_log::Piece;
use crate::error::{Error, Result};
use crate::study::{Field, Input, InputKind};

pub(super) const NAME: &str = "concept:name";
pub(super) const TIME: &str = "time:timestamp";
const INSTANCE: &str = "concept:instance";
const TRANSITION: &str = "lifecycle:transition";
/// Attributes that pairing needs, mapped or not.
pub(super) const READ_ANYWAY: [&str; 2] = [INSTANCE, TRANSITION];
/// Traces that are looked at to find what names them.
const NAMED_TRACES: usize = 500;

/// The two tables of a log, and which attributes feed them.
#[derive(Debug, Clone)]
pub(super) struct XesPlan {
    pub dossiers: Plan,
    pub runs: Plan,
    /// The attribute that names traces, where the study doesn't say it and the standard's is missing.
    pub named_by: Option<String>,
}

impl XesPlan {
    /// The study's mapping; what the standard extensions name needs none.
    ///
    /// # Errors
    /// If the file can't be read, or nothing names its traces.
    pub(super) fn new(input: &Input) -> Result<Self> {
        let named_by = match input.columns.get("dossier_id") {
            Some(_) => None,
            None => name_of_traces(&input.path, &input.shown)?,
        };
        Ok(Self::named(input, named_by))
    }

    pub(super) fn named(input: &Input, named_by: Option<String>) -> Self {
        let mapped = |name: &str| input.columns.get(name).cloned();
        let dossiers = Plan::new(InputKind::Dossiers, |f: &Field| match f.name {
            "dossier_id" => {
                Some(mapped(f.name).or(named_by.clone()).unwrap_or_else(|| NAME.to_owned()))
            }
            name => mapped(name),
        });
        let time = mapped("finished_at").unwrap_or_else(|| TIME.to_owned());
        let runs = Plan::new(InputKind::Runs, |f: &Field| match f.name {
            "dossier_id" => dossiers.columns.first().map(|(_, key)| key.clone()),
            "step" => Some(mapped(f.name).unwrap_or_else(|| NAME.to_owned())),
            "lifecycle" => Some(mapped(f.name).unwrap_or_else(|| TRANSITION.to_owned())),
            "instance" => Some(mapped(f.name).unwrap_or_else(|| INSTANCE.to_owned())),
            "finished_at" => Some(time.clone()),
            // The event's own time goes where its transition says.
            "enabled_at" | "started_at" => mapped(f.name).filter(|own| *own != time),
            name => mapped(name),
        })
        .of_events();
        Self { dossiers, runs, named_by }
    }
}

/// The attribute that names the traces of a log without `concept:name`: the first that each of the first
/// traces has with a value of its own, rather one that calls itself a name or number.
pub(super) fn name_of_traces(path: &Path, shown: &str) -> Result<Option<String>> {
    let reader = Reader::of(path, shown)?;
    let Holds::Log(walk) = reader.holds else { return Ok(None) };
    let place = reader.place(path, shown)?;
    let source = Source::open(place.path(), shown, Arc::default())?;
    let mut traces = 0_usize;
    let mut in_event = false;
    let mut standard = false;
    let mut keys: Vec<(String, BTreeSet<String>)> = Vec::new();
    walk(source, place.path(), shown, &mut |piece| {
        match piece {
            Piece::Trace => traces += 1,
            Piece::Event => in_event = true,
            Piece::EventEnd => in_event = false,
            Piece::Attribute { key, value } if !in_event && !value.trim().is_empty() => {
                standard |= key == NAME;
                match keys.iter_mut().find(|(known, _)| known == key) {
                    Some((_, values)) => drop(values.insert(value.to_owned())),
                    None => keys.push((key.to_owned(), [value.to_owned()].into())),
                }
            }
            Piece::TraceEnd => return Ok(!standard && traces < NAMED_TRACES),
            Piece::Attribute { .. } | Piece::Stray => {}
        }
        Ok(true)
    })?;
    if standard || traces == 0 {
        return Ok(None);
    }
    let own: Vec<&String> =
        keys.iter().filter(|(_, values)| values.len() == traces).map(|(key, _)| key).collect();
    let calls_itself_so = |key: &&&String| {
        let key = key.to_lowercase();
        ["name", "id", "no", "number", "case", "code", "mã", "số"]
            .iter()
            .any(|word| key.split(|c: char| !c.is_alphanumeric()).any(|part| part == *word))
    };
    let named = own.iter().find(calls_itself_so).or(own.first()).map(|key| (*key).clone());
    named.map(Some).ok_or_else(|| {
        let there = keys.iter().map(|(key, _)| format!("\"{key}\"")).collect::<Vec<_>>().join(", ");
        let list = if there.is_empty() { "none".to_owned() } else { there };
        Error::input(format!("{shown}: nothing names its traces"))
            .detail(format!(
                "they have no \"{NAME}\", and no other attribute has a value of its own in each"
            ))
            .detail(format!("attributes of traces: {list}"))
            .help("map dossier_id in [input.columns] to the attribute that has a dossier's code")
    })
}

/// Reads a log into batches of dossiers and events; gives the source back for its hash.
pub(super) fn read(
    walk: Walk,
    source: Source,
    path: &Path,
    shown: &str,
    plan: &XesPlan,
    sink: &mut Sink<'_>,
) -> Result<(Source, Remarks)> {
    let mut log = Log::new(plan, shown);
    let source = walk(source, path, shown, &mut |piece| {
        log.take(piece, sink)?;
        Ok(true)
    })?;
    if let Some(watch) = &log.watch {
        watch.judge(log.shown)?;
    }
    log.flush(sink)?;
    if log.traces == 0 {
        return Err(no_traces(shown));
    }
    Ok((source, Remarks::default()))
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

/// An event as read: one value a column of the runs' plan.
struct RawEvent {
    no: i64,
    values: Vec<String>,
}

struct Log<'a> {
    /// Attribute key → columns of the plan that it feeds.
    trace_keys: BTreeMap<&'a str, Vec<usize>>,
    event_keys: BTreeMap<&'a str, Vec<usize>>,
    /// Columns of a trace, and of an event.
    widths: (usize, usize),
    traces: i64,
    events: i64,
    values: Vec<String>,
    trace_events: Vec<RawEvent>,
    in_event: bool,
    dossiers: Part,
    runs: Part,
    shown: &'a str,
    /// Attributes of events that nobody reads, until some event has the lifecycle that is read.
    watch: Option<Watch>,
    lifecycle: &'a str,
}

impl<'a> Log<'a> {
    fn new(plan: &'a XesPlan, shown: &'a str) -> Self {
        let part = |plan: &Plan| Part {
            table: plan.table,
            batch: TextBatch::new(plan.columns.len()),
            asides: Vec::new(),
            rows_in: 0,
        };
        let keys = |plan: &'a Plan, from: usize| {
            let mut keys: BTreeMap<&'a str, Vec<usize>> = BTreeMap::new();
            for (at, (_, key)) in plan.columns.iter().enumerate().skip(from) {
                keys.entry(key).or_default().push(at);
            }
            keys
        };
        Self {
            trace_keys: keys(&plan.dossiers, 0),
            // The first column is the trace's name.
            event_keys: keys(&plan.runs, 1),
            widths: (plan.dossiers.columns.len(), plan.runs.columns.len()),
            traces: 0,
            events: 0,
            values: Vec::new(),
            trace_events: Vec::new(),
            in_event: false,
            dossiers: part(&plan.dossiers),
            runs: part(&plan.runs),
            shown,
            watch: Some(Watch::new()),
            lifecycle: plan
                .runs
                .columns
                .iter()
                .find(|(field, _)| field.name == "lifecycle")
                .map_or("", |(_, key)| key.as_str()),
        }
    }

    fn take(&mut self, piece: Piece<'_>, sink: &mut Sink<'_>) -> Result<()> {
        match piece {
            Piece::Trace => {
                self.traces += 1;
                self.dossiers.rows_in += 1;
                self.trace_events.clear();
                self.values.clear();
                self.values.resize(self.widths.0, String::new());
            }
            Piece::Event => {
                self.in_event = true;
                self.events += 1;
                self.runs.rows_in += 1;
                if let Some(watch) = self.watch.as_mut().filter(|watch| watch.looks()) {
                    watch.row_begins();
                }
                let values = vec![String::new(); self.widths.1];
                self.trace_events.push(RawEvent { no: self.events, values });
            }
            Piece::EventEnd => self.in_event = false,
            Piece::Attribute { key, value } if self.in_event => {
                let Some(event) = self.trace_events.last_mut() else { return Ok(()) };
                if key == self.lifecycle {
                    self.watch = None;
                }
                let columns = self.event_keys.get(key);
                fill(&mut event.values, columns, value);
                if let (None, Some(watch)) = (columns, &mut self.watch)
                    && watch.looks()
                {
                    watch.cell(key, value);
                }
            }
            Piece::Attribute { key, value } => {
                fill(&mut self.values, self.trace_keys.get(key), value);
            }
            Piece::Stray => {
                self.events += 1;
                self.runs.rows_in += 1;
                self.runs.asides.push(Aside::new(self.events, "", "", Reason::Stray));
            }
            Piece::TraceEnd => {
                let name = self.values.first().cloned().unwrap_or_default();
                self.dossiers.batch.push(self.traces, self.values.iter().map(String::as_str));
                for event in self.trace_events.drain(..) {
                    let values = event.values.iter().skip(1).map(String::as_str);
                    self.runs.batch.push(event.no, std::iter::once(name.as_str()).chain(values));
                }
                if self.dossiers.batch.full() || self.runs.batch.full() {
                    self.flush(sink)?;
                }
            }
        }
        Ok(())
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
}

fn fill(values: &mut [String], columns: Option<&Vec<usize>>, value: &str) {
    for at in columns.into_iter().flatten() {
        if let Some(slot) = values.get_mut(*at) {
            value.clone_into(slot);
        }
    }
}
