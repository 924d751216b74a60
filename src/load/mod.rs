//! Readers: files of many kinds into the tables of `raw`.
//!
//! Each reader gives columns of text with row numbers; one typer turns them into stamps, numbers and
//! codes by one set of rules; an appender puts them into DuckDB. What can't be read is set aside, row
//! by row, with column, value and reason: rows in = rows used + rows set aside.

mod batch;
mod book;
mod channel;
mod columns;
mod database;
mod delimited;
mod draft;
mod encoding;
mod events;
mod export_day;
mod far;
mod faults;
mod feed;
mod header;
mod heading;
mod headings;
mod identity;
mod inputs;
mod json;
mod keys;
mod lifecycle;
mod look;
mod names;
mod near_names;
mod ods_merged;
mod order;
mod pairing;
mod parquet;
mod parquet_clock;
mod passes;
mod portal_cells;
mod postgres;
mod proposal_text;
mod proposal_toml;
mod propose;
mod quantity;
mod question;
mod reader;
mod reading;
mod recognise;
mod records;
mod register;
mod roles;
mod schema;
mod settle;
mod shape;
mod source;
mod splits;
mod stages;
mod stamp;
mod stamp_words;
mod stream;
mod survey;
mod syllable;
mod tables;
#[cfg(test)]
mod tests;
mod traps;
mod typing;
mod values;
mod vocabulary;
mod wide;
mod workbook;
mod xes;
mod xes_log;
mod zone;

use std::collections::BTreeMap;

use duckdb::Connection;

use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::results::{Arg, Message};
use crate::shown::shown;
use crate::study::{Input, InputKind, Study};

pub use lifecycle::{Transition, holds_lifecycle, proposed as proposed_transition};
pub use near_names::{NamePair, What, propose_names};
pub use propose::{Proposal, propose};
pub use question::Question;
pub use splits::{Split, propose_splits};

use lifecycle::Lifecycle;
use passes::Passed;
use stream::Plans;
use zone::Zone;

/// What was loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// In the order of their names: the inputs, then the register; `file_no` in `raw` is the position in
    /// this list, from 0.
    pub sources: Vec<LoadedSource>,
    /// What a reader of the report must know about the data.
    pub notes: Vec<Message>,
}

/// One file, as loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadedSource {
    /// Path as `study.toml` gives it.
    pub file: String,
    /// As `[[input]] kind` names it, or `register`.
    pub kind: &'static str,
    /// Of the file as it lies on disk, in hexadecimal.
    pub sha256: String,
    /// Rows below the headings; of a log, its traces and its events.
    pub rows_in: u64,
    pub rows_set_aside: u64,
    /// Canonical column → heading in the file; of a key of several columns, all of them.
    pub headings: BTreeMap<String, String>,
}

/// Reads every file of the study into `raw.*`, which it makes anew.
///
/// # Errors
/// Of kind `Input` where a file is missing, empty, not what its name says, lacks a mapped column, or
/// has a column of dates none of which can be read; says which and what to do.
pub fn all(study: &Study, conn: &Connection, progress: &dyn Progress) -> Result<Loaded> {
    schema::create(conn)?;
    let zone = Zone::named(&study.zone)?;
    let mut loaded = Loaded { sources: Vec::new(), notes: Vec::new() };
    let mut offsets = Offsets::default();
    let inputs = inputs::inputs(study)?;
    for (at, input) in inputs.iter().enumerate() {
        let file_no = i32::try_from(at).unwrap_or(i32::MAX);
        let one = one(study, input, file_no, &zone, conn, progress)?;
        loaded.sources.push(one.source);
        loaded.notes.extend(one.notes);
        offsets.with += one.offsets.with;
        offsets.without += one.offsets.without;
        offsets.unclear += one.offsets.unclear;
    }
    tables::inputs(conn, &inputs)?;
    loaded.notes.extend(keys::matched(&inputs, conn, &mut loaded.sources)?);
    far::set_aside(&inputs, conn)?;
    loaded.notes.extend(events::across_files(conn)?);
    if offsets.with > 0 && offsets.without > 0 {
        loaded.notes.push(
            Message::new("note-mixed-offsets")
                .count("with", offsets.with)
                .count("without", offsets.without)
                .text("zone", study.zone.clone()),
        );
    }
    if offsets.unclear > 0 {
        loaded.notes.push(
            Message::new("note-unclear-stamps")
                .count("n", offsets.unclear)
                .text("zone", study.zone.clone()),
        );
    }
    for (file, table) in [
        (&study.register.procedures, register::Table::Procedures),
        (&study.register.steps, register::Table::Steps),
        (&study.register.legal_texts, register::Table::LegalTexts),
    ] {
        let Some(file) = file else { continue };
        let read = register::read(file, table)?;
        tables::register(conn, table.relation(), &read.rows)?;
        for (relation, rows) in &read.further {
            tables::register(conn, relation, rows)?;
        }
        loaded.notes.extend(read.notes);
        loaded.sources.push(LoadedSource {
            file: file.shown.clone(),
            kind: "register",
            sha256: read.sha256,
            rows_in: read.rows.len() as u64,
            rows_set_aside: 0,
            headings: BTreeMap::new(),
        });
    }
    // The register's steps have other spellings too.
    loaded.notes.extend(names::apply(&study.names, conn)?);
    Ok(loaded)
}

/// A file with headings alone.
fn no_rows(shown: &str) -> Error {
    Error::input(format!("{shown} has no rows below its headings"))
        .help("export it again with its rows, or take it out of study.toml")
}

/// Stamps with and without an offset, over all files.
#[derive(Default)]
struct Offsets {
    with: u64,
    without: u64,
    /// Times without one that the zone's clock skipped or showed twice.
    unclear: u64,
}

/// What came of one file.
struct One {
    source: LoadedSource,
    notes: Vec<Message>,
    offsets: Offsets,
}

fn one(
    study: &Study,
    input: &Input,
    file_no: i32,
    zone: &Zone,
    conn: &Connection,
    progress: &dyn Progress,
) -> Result<One> {
    let plans = Plans::of(input)?;
    let office_day_min = minutes(study.calendar.office_day_s());
    let typers = || {
        let typers = plans.typers(input, zone, file_no).with_office_day(office_day_min);
        typers.showing(&study.officers)
    };
    let Passed { read: ended, done, mut notes } =
        passes::until_settled(input, &plans, &typers, file_no, conn, progress)?;
    // A quarter may have no stopped clock; a list of dossiers or steps without rows is a slip.
    if done.rows_in == 0 && input.kind != InputKind::Pauses {
        return Err(no_rows(&input.shown));
    }
    if done.rows_in > 0 && done.rows_set_aside == done.rows_in {
        let mut error = Error::input(format!(
            "{}: none of its {} rows could be used",
            input.shown, done.rows_in
        ));
        for aside in done.first_asides {
            let column = if aside.column.is_empty() {
                String::new()
            } else {
                format!(", column \"{}\"", aside.column)
            };
            let value = shown(&aside.value).plain();
            error = error.detail(format!(
                "row {}{column}: {value} ({})",
                aside.row,
                aside.reason.plain()
            ));
        }
        return Err(
            error.help("check [input.columns] and [input.dates] in study.toml against the file")
        );
    }
    notes.extend(blanks(input, &done.blanks));
    let said = steps(study, input, file_no, &plans, conn)?;
    notes.extend(ended.remarks.notes);
    notes.extend(ended.remarks.repeated.into_iter().map(|heading| {
        Message::new("note-repeated-heading")
            .text("file", input.shown.clone())
            .text("column", heading)
    }));
    notes.extend(said.notes);
    Ok(One {
        source: LoadedSource {
            file: input.shown.clone(),
            kind: input.kind.as_str(),
            sha256: ended.sha256,
            rows_in: done.rows_in,
            rows_set_aside: done.rows_set_aside + said.rows_set_aside,
            headings: headings(input),
        },
        notes,
        offsets: Offsets {
            with: done.stamps_with_offset,
            without: done.stamps_without,
            unclear: done.unclear_stamps,
        },
    })
}

#[expect(clippy::cast_precision_loss, reason = "a day has 86,400 seconds")]
fn minutes(seconds: i64) -> f64 {
    seconds as f64 / 60.0
}

/// Cells that stand for nothing, by column.
fn blanks(input: &Input, blanks: &BTreeMap<(String, String), u64>) -> Vec<Message> {
    let mut columns: BTreeMap<&str, Vec<(&str, u64)>> = BTreeMap::new();
    for ((heading, word), n) in blanks {
        columns.entry(heading).or_default().push((word, *n));
    }
    let note = |(heading, words): (&str, Vec<(&str, u64)>)| {
        let said = |(word, n): &(&str, u64)| {
            Message::new("find-unknown-word").text("word", *word).count("n", *n)
        };
        Message::new("note-placeholders")
            .text("file", input.shown.clone())
            .text("column", heading)
            .count("n", words.iter().map(|(_, n)| n).sum())
            .with("list", Arg::List(words.iter().map(said).collect()))
    };
    columns.into_iter().map(note).collect()
}

/// Splits names of steps and makes runs of events.
fn steps(
    study: &Study,
    input: &Input,
    file_no: i32,
    plans: &Plans,
    conn: &Connection,
) -> Result<events::Said> {
    let runs = plans.tables().into_iter().find(|plan| plan.table == InputKind::Runs);
    if let Some(plan) = runs {
        splits::apply(conn, plan.relation(), file_no, &study.step_outcomes)?;
    }
    let mut said = events::Said::default();
    if let Plans::Wide(wide) = plans
        && !wide.missing.is_empty()
    {
        said.notes.push(
            Message::new("note-stages-missing")
                .text("file", input.shown.clone())
                .text("columns", wide.missing.join(", ")),
        );
    }
    let Some(plan) = plans.events() else { return Ok(said) };
    let lifecycle = Lifecycle::of(&study.lifecycle);
    said = events::into_runs(conn, &input.shown, file_no, plan, &lifecycle)?;
    if let Plans::Log(log) = plans
        && let Some(key) = &log.named_by
    {
        said.notes.push(
            Message::new("note-traces-named-by")
                .text("file", input.shown.clone())
                .text("column", key.clone()),
        );
    }
    Ok(said)
}

/// The file's own headings, by the column that each is read as.
fn headings(input: &Input) -> BTreeMap<String, String> {
    let mut headings = input.columns.clone();
    if let Some(key) = headings.get_mut("dossier_id") {
        for further in &input.further_keys {
            key.push_str(" + ");
            key.push_str(further);
        }
    }
    headings
}
