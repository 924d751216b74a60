//! Parquet, through DuckDB: columns cast to text, so that they are typed like any other file's.

use std::collections::BTreeMap;
use std::path::Path;

use arrow::array::{Array, AsArray, StringArray};
use duckdb::Connection;
use jiff::tz::TimeZone;

use super::heading::clean;
use super::parquet_clock::{self, Clocks};
use super::reader::{Asked, Holds, Lies, Read, Reader, TableReader, Take, TextRow};
use crate::error::{Error, Result};
use crate::results::Message;

pub(super) static READER: Reader = Reader {
    name: "a Parquet file",
    endings: &["parquet"],
    magic: &[(0, b"PAR1")],
    lies: Lies::File,
    holds: Holds::Table(TableReader { rows, headed: true, serial_days: false }),
};

/// Hands out the headings, then rows numbered from 1.
fn rows(asked: &Asked<'_>, take: &mut Take<'_>) -> Result<Read> {
    let refused = |e: duckdb::Error| refused(asked.shown, &e);
    let conn = Connection::open_in_memory().map_err(refused)?;
    let file = format!("'{}'", pattern(asked.path).replace('\'', "''"));
    let clocks = Clocks::of(&conn, &file).map_err(refused)?;
    relation(&conn, &format!("read_parquet({file})"), &clocks.zones, asked, take)?
        .map_err(refused)?;
    let mut read = Read::default();
    let by_format: Vec<String> =
        clocks.by_format.iter().filter(|c| wanted(asked, c)).map(|c| format!("“{c}”")).collect();
    if !by_format.is_empty() {
        read.remarks.notes.push(
            Message::new("note-utc-by-format")
                .text("file", asked.shown)
                .text("columns", by_format.join(", ")),
        );
    }
    Ok(read)
}

/// The path as a pattern that no other file fits.
fn pattern(path: &Path) -> String {
    let mut out = String::new();
    for c in path.to_string_lossy().chars() {
        match c {
            '*' | '?' | '[' => out.extend(['[', c, ']']),
            other => out.push(other),
        }
    }
    out
}

fn wanted(asked: &Asked<'_>, name: &str) -> bool {
    asked.wanted.is_empty() || asked.wanted.iter().any(|w| clean(w) == clean(name))
}

/// Hands out the headings of a relation, then its rows as text: of the wanted columns alone, should
/// some be named; stamps of columns that have a clock are told by it. What the database says against it
/// is the inner error.
pub(super) fn relation(
    conn: &Connection,
    from: &str,
    clocks: &BTreeMap<String, TimeZone>,
    asked: &Asked<'_>,
    take: &mut Take<'_>,
) -> Result<duckdb::Result<()>> {
    let (names, numbers): (Vec<String>, Vec<bool>) = match headings(conn, from) {
        Ok(headings) => headings.into_iter().unzip(),
        Err(e) => return Ok(Err(e)),
    };
    let texts: Vec<&str> = names.iter().map(String::as_str).collect();
    if !take(&TextRow { number: 0, cells: &texts, numbers: &[] })? {
        return Ok(Ok(()));
    }
    let read: Vec<usize> =
        texts.iter().enumerate().filter(|(_, n)| wanted(asked, n)).map(|(at, _)| at).collect();
    let all = (0..names.len()).map(column).collect::<Vec<_>>().join(", ");
    let clock_of = |at: usize| names.get(at).and_then(|name| clocks.get(name));
    let cast: Vec<String> = read
        .iter()
        .map(|at| match clock_of(*at) {
            Some(_) => format!("cast(epoch_us({}) as varchar)", column(*at)),
            None => format!("cast({} as varchar)", column(*at)),
        })
        .collect();
    if cast.is_empty() {
        return Ok(Ok(()));
    }
    let sql = format!("select {} from {from} as file({all})", cast.join(", "));
    let mut number = 0;
    let mut statement = match conn.prepare(&sql) {
        Ok(statement) => statement,
        Err(e) => return Ok(Err(e)),
    };
    let batches = match statement.stream_arrow([]) {
        Ok(batches) => batches,
        Err(e) => return Ok(Err(e)),
    };
    for batch in batches {
        let batch = match batch {
            Ok(batch) => batch,
            Err(e) => return Ok(Err(e)),
        };
        let columns: Vec<&StringArray> =
            batch.columns().iter().filter_map(|c| c.as_string_opt::<i32>()).collect();
        if columns.len() != read.len() {
            let what = format!("{}: a column isn't text after its cast", asked.shown);
            return Err(Error::failed(what));
        }
        let told: Vec<Option<StringArray>> = read
            .iter()
            .zip(&columns)
            .map(|(at, c)| clock_of(*at).map(|z| by_clock(c, z)))
            .collect();
        let columns: Vec<&StringArray> =
            columns.into_iter().zip(&told).map(|(c, told)| told.as_ref().unwrap_or(c)).collect();
        // Columns that nobody wants are empty.
        let mut cells = vec![""; names.len()];
        for row in 0..batch.num_rows() {
            number += 1;
            for (at, column) in read.iter().zip(&columns) {
                if let Some(cell) = cells.get_mut(*at) {
                    *cell = if column.is_null(row) { "" } else { column.value(row) };
                }
            }
            if !take(&TextRow { number, cells: &cells, numbers: &numbers })? {
                return Ok(Ok(()));
            }
        }
    }
    Ok(Ok(()))
}

/// Instants in microseconds as a clock shows them.
fn by_clock(us: &StringArray, zone: &TimeZone) -> StringArray {
    us.iter().map(|us| parquet_clock::told(us?, zone)).collect()
}

/// The columns by name, and whether each is of numbers.
fn headings(conn: &Connection, from: &str) -> duckdb::Result<Vec<(String, bool)>> {
    let mut statement = conn.prepare(&format!(
        "select column_name,
                column_type in ('FLOAT', 'DOUBLE') or column_type like 'DECIMAL(%'
         from (describe select * from {from})"
    ))?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The name that a column of the file goes by in SQL: never its own.
fn column(at: usize) -> String {
    format!("c{at}")
}

fn refused(shown: &str, error: &duckdb::Error) -> Error {
    Error::input(format!("{shown} is not a Parquet file that can be read"))
        .detail(error.to_string().lines().next().unwrap_or_default().to_owned())
        .help("write it again, or give a CSV")
}
