//! Readers: files of many kinds into the tables of `raw`.
//!
//! Each reader gives columns of text with row numbers; one typer turns them into stamps, numbers and
//! codes by one set of rules; an appender puts them into DuckDB. What can't be read is set aside, row
//! by row, with column, value and reason: rows in = rows used + rows set aside.

mod batch;
mod book;
mod channel;
mod database;
mod delimited;
mod encoding;
mod feed;
mod header;
mod heading;
mod headings;
mod json;
mod ods_merged;
mod pairing;
mod parquet;
mod portal_cells;
mod postgres;
mod proposal_text;
mod propose;
mod reader;
mod recognise;
mod records;
mod register;
mod roles;
mod schema;
mod source;
mod stamp;
mod stream;
mod survey;
mod syllable;
mod tables;
#[cfg(test)]
mod tests;
mod typing;
mod values;
mod workbook;
mod xes;
mod xes_log;
mod zone;

use duckdb::Connection;

use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::results::Message;
use crate::study::{Input, InputKind, Study};

pub use propose::{Proposal, propose};

use reader::Remarks;
use stream::{Plans, stream};
use tables::Tables;
use zone::Zone;

/// What was loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// In the order of the study file: its inputs, then its register; `file_no` in `raw` is the
    /// position in this list, from 0.
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
    for (at, input) in study.inputs.iter().enumerate() {
        let file_no = i32::try_from(at).unwrap_or(i32::MAX);
        one(input, file_no, &zone, conn, progress, &mut loaded, &mut offsets)?;
    }
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
        });
    }
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

fn one(
    input: &Input,
    file_no: i32,
    zone: &Zone,
    conn: &Connection,
    progress: &dyn Progress,
    loaded: &mut Loaded,
    offsets: &mut Offsets,
) -> Result<()> {
    let plans = Plans::of(input)?;
    let mut typers = plans.typers(input, zone, file_no);
    let mut tables = Tables::new(conn, &plans, file_no)?;
    let ended = stream(input, &plans, &mut typers, zone, progress, &mut |part| tables.take(part))?;
    let done = tables.finish(&typers, &input.shown)?;
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
            error = error.detail(format!(
                "row {}{column}: \"{}\" ({})",
                aside.row,
                aside.value,
                aside.reason.plain()
            ));
        }
        return Err(
            error.help("check [input.columns] and [input.dates] in study.toml against the file")
        );
    }
    offsets.with += done.stamps_with_offset;
    offsets.without += done.stamps_without;
    offsets.unclear += done.unclear_stamps;
    let Remarks { repeated, other_events, notes } = ended.remarks;
    loaded.notes.extend(notes);
    for heading in repeated {
        loaded.notes.push(
            Message::new("note-repeated-heading")
                .text("file", input.shown.clone())
                .text("column", heading),
        );
    }
    if other_events > 0 {
        loaded.notes.push(
            Message::new("note-other-events")
                .text("file", input.shown.clone())
                .count("n", other_events),
        );
    }
    loaded.sources.push(LoadedSource {
        file: input.shown.clone(),
        kind: input.kind.as_str(),
        sha256: ended.sha256,
        rows_in: done.rows_in,
        rows_set_aside: done.rows_set_aside,
    });
    Ok(())
}
