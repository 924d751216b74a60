//! The tables of `raw`: what `load` fills and `stage` reads.

use duckdb::Connection;

use super::columns::utc_name;
use crate::error::{Error, Result};
use crate::study::{FieldType, InputKind, fields};

/// Tables that readers fill row by row; those of the register follow in [`super::register`].
pub(super) fn create(conn: &Connection) -> Result<()> {
    let mut sql = String::new();
    for kind in [
        InputKind::Dossiers,
        InputKind::Runs,
        InputKind::Pauses,
        InputKind::Portal,
        InputKind::PortalTotals,
    ] {
        sql.push_str(&table(name(kind), kind));
    }
    sql.push_str(&table("event", InputKind::Runs));
    sql.push_str(
        "create or replace table raw.set_aside (
           file_no integer, row_no bigint, column_name varchar, value varchar, reason varchar);
         create or replace table raw.input (
           file_no integer, file varchar, kind varchar, exported_on date, drops_repeats boolean,
           ignores_unmatched boolean);
         create or replace table raw.dossier_key (
           file_no integer, given varchar, dossier_id varchar);
         create or replace table raw.name_alias (what varchar, given varchar, name varchar);
         create or replace table raw.value_aside (
           file_no integer, row_no bigint, relation varchar, field varchar, column_name varchar,
           value varchar, reason varchar);
         create or replace table raw.run_hold (
           file_no integer, row_no bigint,
           held_at timestamp, held_utc timestamp, resumed_at timestamp, resumed_utc timestamp);
         create or replace table raw.run_event (
           file_no integer, row_no bigint, event_row_no bigint, run_file_no integer);
         create or replace table raw.lifecycle_word (
           file_no integer, word varchar, transition varchar, events bigint);
         create or replace table raw.register_procedure (
           procedure_code varchar, name varchar, field varchar, level varchar,
           statutory_days double, statutory_unit varchar, fee double);
         create or replace table raw.register_limit (
           procedure_code varchar, ordinal integer, channel varchar, amount double, unit varchar,
           whole_text varchar);
         create or replace table raw.register_document (
           procedure_code varchar, ordinal integer, name varchar, originals integer, copies integer);
         create or replace table raw.register_basis (
           procedure_code varchar, ordinal integer, legal_text varchar, title varchar);
         create or replace table raw.register_procedure_step (
           procedure_code varchar, ordinal integer, step varchar, role varchar,
           planned_min double, legal_text varchar);
         create or replace table raw.register_legal_text (
           legal_text varchar, title varchar, article varchar, instrument varchar, owner varchar);",
    );
    conn.execute_batch(&sql).map_err(|e| database(&e))
}

/// Name of a table within `raw`.
pub(super) fn name(kind: InputKind) -> &'static str {
    match kind {
        InputKind::Dossiers | InputKind::Log | InputKind::Wide => "dossier",
        InputKind::Runs => "step_run",
        InputKind::Pauses => "pause",
        InputKind::Portal => "portal_dossier",
        InputKind::PortalTotals => "portal_total",
    }
}

fn table(name: &str, kind: InputKind) -> String {
    let mut columns = vec!["file_no integer".to_owned(), "row_no bigint".to_owned()];
    for field in fields(kind) {
        match field.field_type {
            FieldType::Text | FieldType::Channel => columns.push(format!("{} varchar", field.name)),
            FieldType::Number => columns.push(format!("{} double", field.name)),
            FieldType::Stamp | FieldType::Due => {
                columns.push(format!("{} timestamp", field.name));
                columns.push(format!("{} timestamp", utc_name(field.name)));
            }
        }
    }
    format!("create or replace table raw.{name} ({});\n", columns.join(", "))
}

/// An error of the database that no input explains.
pub(super) fn database(error: &duckdb::Error) -> Error {
    Error::failed("the database refused what was loaded").detail(error.to_string())
}
