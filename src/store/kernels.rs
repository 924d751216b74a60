//! Relations that a kernel makes: rows out of DuckDB, through the kernel, back into DuckDB.

use std::sync::mpsc::sync_channel;
use std::thread;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Field, Schema, TimeUnit};
use duckdb::{Appender, Connection};

use crate::error::{Error, Result};
use crate::kernel;

use super::header::Query;

/// Parts under way between the query and the kernel, and between the kernel and the relation.
const UNDER_WAY: usize = 8;
/// Rows of the query that wait to be taken, in bytes: by default so few that DuckDB's threads stop and go.
const WAITING: &str = "set streaming_buffer_size = '32MB'";

/// Makes a relation by a kernel from the rows of a query, in their order.
///
/// Rows are streamed, so that neither side is in memory whole: the query's on a connection of their own,
/// since a connection has one open stream or one appender. The query, the kernel and the relation each
/// have a thread.
///
/// # Errors
/// If there is no such kernel, or the query's columns aren't what it reads, or DuckDB fails.
pub fn run_kernel(conn: &Connection, kernel: &str, query: &Query, relation: &str) -> Result<()> {
    let failed =
        |e: duckdb::Error| Error::failed(format!("relation {relation} can't be made: {e}"));
    let mut worker = kernel::named(kernel)
        .ok_or_else(|| Error::failed(format!("{relation}: no kernel {kernel}")))?;
    let reader = conn.try_clone().map_err(failed)?;
    reader.execute_batch(WAITING).map_err(failed)?;
    for handed in &query.with {
        each(&reader, &handed.body, failed, &mut |rows| worker.with(&handed.name, &rows))?;
    }
    let mut table = Table { conn, name: relation, appender: None };
    // Nobody listens any more: whoever comes after has failed and says why itself.
    let stopped = || Error::failed(format!("relation {relation} was given up"));
    thread::scope(|scope| {
        let (sender, rows) = sync_channel::<RecordBatch>(UNDER_WAY);
        let read = scope.spawn(move || {
            each(&reader, &query.body, failed, &mut |rows| sender.send(rows).map_err(|_| stopped()))
        });
        let (sender, made) = sync_channel::<RecordBatch>(UNDER_WAY);
        let worked = scope.spawn(move || {
            let mut send = |batch| sender.send(batch).map_err(|_| stopped());
            for rows in rows {
                worker.take(&rows)?.into_iter().try_for_each(&mut send)?;
            }
            send(worker.finish()?)
        });
        let stored = made.iter().try_for_each(|batch| table.append(batch));
        drop(made);
        let unexpected =
            |_| Error::failed(format!("relation {relation}: a thread stopped unexpectedly"));
        let worked = worked.join().map_err(unexpected)?;
        let read = read.join().map_err(unexpected)?;
        // The last in line knows the cause; those before it were merely stopped.
        stored.and(worked).and(read)
    })?;
    table.close()
}

/// Hands out the rows of a query as they come.
fn each(
    conn: &Connection,
    query: &str,
    failed: impl Fn(duckdb::Error) -> Error + Copy,
    take: &mut dyn FnMut(RecordBatch) -> Result<()>,
) -> Result<()> {
    let mut statement = conn.prepare(query).map_err(failed)?;
    for rows in statement.stream_arrow([]).map_err(failed)? {
        take(rows.map_err(failed)?)?;
    }
    Ok(())
}

/// The relation in the making: created by the columns of its first batch.
struct Table<'a> {
    conn: &'a Connection,
    name: &'a str,
    appender: Option<Appender<'a>>,
}

impl<'a> Table<'a> {
    fn append(&mut self, rows: RecordBatch) -> Result<()> {
        let appender = match self.appender.take() {
            Some(appender) => appender,
            None => self.create(&rows.schema())?,
        };
        let appender = self.appender.insert(appender);
        appender.append_record_batch(rows).map_err(|e| self.failed(&e))
    }

    fn create(&self, schema: &Schema) -> Result<Appender<'a>> {
        let column = |field: &std::sync::Arc<Field>| {
            let sql = sql_type(field.data_type()).ok_or_else(|| {
                Error::failed(format!(
                    "relation {}: column {} has type {}, which no kernel may make",
                    self.name,
                    field.name(),
                    field.data_type()
                ))
            })?;
            Ok(format!("{} {sql}", field.name()))
        };
        let columns = schema.fields().iter().map(column).collect::<Result<Vec<_>>>()?;
        self.conn
            .execute_batch(&format!("create table {} ({})", self.name, columns.join(", ")))
            .map_err(|e| self.failed(&e))?;
        let (layer, relation) = self.name.split_once('.').unwrap_or(("main", self.name));
        self.conn.appender_to_db(relation, layer).map_err(|e| self.failed(&e))
    }

    fn close(mut self) -> Result<()> {
        match self.appender.take() {
            Some(mut appender) => appender.flush().map_err(|e| self.failed(&e)),
            None => Ok(()),
        }
    }

    fn failed(&self, error: &duckdb::Error) -> Error {
        Error::failed(format!("relation {} can't be made: {error}", self.name))
    }
}

fn sql_type(data_type: &DataType) -> Option<&'static str> {
    Some(match data_type {
        DataType::Boolean => "boolean",
        DataType::Int32 => "integer",
        DataType::Int64 => "bigint",
        DataType::Float64 => "double",
        DataType::Utf8 => "varchar",
        DataType::Date32 => "date",
        DataType::Timestamp(TimeUnit::Microsecond, None) => "timestamp",
        _ => return None,
    })
}
