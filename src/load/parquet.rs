//! Parquet, through DuckDB: columns cast to text, so that they are typed like any other file's.

use std::path::Path;

use arrow::array::{Array, AsArray};
use duckdb::Connection;

use super::batch::{Plan, Sink};
use super::delimited::{Feeder, Remarks};
use super::header::{self, Header};
use crate::error::{Error, Result};

/// The headings and the rows at the top.
pub(super) fn top(
    conn: &Connection,
    path: &Path,
    shown: &str,
    rows: usize,
) -> Result<Vec<Vec<String>>> {
    let names = headings(conn, path, shown)?;
    let mut out = vec![names];
    let width = out.first().map_or(0, Vec::len);
    let all: Vec<usize> = (0..width).collect();
    stream(conn, path, shown, width, &all, &mut |cells| {
        out.push(cells.iter().map(|c| (*c).to_owned()).collect());
        Ok(out.len() < rows)
    })?;
    Ok(out)
}

/// Reads a Parquet file into batches. Rows are numbered from 1; it has no row of headings.
pub(super) fn read(
    conn: &Connection,
    path: &Path,
    shown: &str,
    plan: &Plan,
    sink: &mut Sink<'_>,
) -> Result<Remarks> {
    let names = headings(conn, path, shown)?;
    let width = names.len();
    let wanted: Vec<&str> = plan.columns.iter().map(|(_, h)| h.as_str()).collect();
    let found = header::find(&[names], &wanted, shown)?;
    // Only mapped columns are read: the feeder sees them as the whole row.
    let positions: Vec<usize> = wanted.iter().filter_map(|h| found.position(h)).collect();
    let narrow = Header {
        data_from: 0,
        names: positions.iter().filter_map(|at| found.names.get(*at).cloned()).collect(),
    };
    let mut feeder = Feeder::new(plan, &narrow);
    let mut row = 0;
    stream(conn, path, shown, width, &positions, &mut |cells| {
        row += 1;
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let blank = |at: usize| cell(at).trim().is_empty();
        feeder.row(row, cells.len(), blank, |at, _| Ok(cell(at)), sink)?;
        Ok(true)
    })?;
    feeder.flush(sink)?;
    Ok(Remarks::default())
}

fn headings(conn: &Connection, path: &Path, shown: &str) -> Result<Vec<String>> {
    if !path.exists() {
        return Err(super::source::unopened(path, shown, &std::io::ErrorKind::NotFound.into()));
    }
    let refused = |e: duckdb::Error| refused(shown, &e);
    let mut statement = conn
        .prepare("select column_name from (describe select * from read_parquet(?))")
        .map_err(refused)?;
    let names = statement
        .query_map([path.to_string_lossy()], |row| row.get::<_, String>(0))
        .map_err(refused)?
        .collect::<duckdb::Result<Vec<_>>>()
        .map_err(refused)?;
    Ok(names)
}

/// Hands out rows of the columns at `positions` as text, until `take` says stop.
fn stream(
    conn: &Connection,
    path: &Path,
    shown: &str,
    width: usize,
    positions: &[usize],
    take: &mut dyn FnMut(&[&str]) -> Result<bool>,
) -> Result<()> {
    let refused = |e: duckdb::Error| refused(shown, &e);
    let names = (0..width).map(column).collect::<Vec<_>>().join(", ");
    let cast: Vec<String> =
        positions.iter().map(|at| format!("cast({} as varchar)", column(*at))).collect();
    let sql = format!("select {} from read_parquet(?) as file({names})", cast.join(", "));
    let mut statement = conn.prepare(&sql).map_err(refused)?;
    let batches = statement.stream_arrow([path.to_string_lossy()]).map_err(refused)?;
    for batch in batches {
        let batch = batch.map_err(refused)?;
        let columns: Vec<_> =
            batch.columns().iter().filter_map(|c| c.as_string_opt::<i32>()).collect();
        if columns.len() != positions.len() {
            return Err(Error::failed(format!("{shown}: a column isn't text after its cast")));
        }
        for row in 0..batch.num_rows() {
            let cells: Vec<&str> =
                columns.iter().map(|c| if c.is_null(row) { "" } else { c.value(row) }).collect();
            if !take(&cells)? {
                return Ok(());
            }
        }
    }
    Ok(())
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
