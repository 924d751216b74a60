//! Relations that a kernel makes: rows out of DuckDB, through the kernel, back into DuckDB.

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Field, Schema, TimeUnit};
use duckdb::{Appender, Connection};

use crate::error::{Error, Result};
use crate::kernel;

use super::header::Query;

/// Makes a relation by a kernel from the rows of a query, in their order.
///
/// Rows are streamed, so that neither side is in memory whole: the query's on a connection of their own,
/// since a connection has one open stream or one appender.
///
/// # Errors
/// If there is no such kernel, or the query's columns aren't what it reads, or DuckDB fails.
pub fn run_kernel(conn: &Connection, kernel: &str, query: &Query, relation: &str) -> Result<()> {
    let failed =
        |e: duckdb::Error| Error::failed(format!("relation {relation} can't be made: {e}"));
    let mut worker = kernel::named(kernel)
        .ok_or_else(|| Error::failed(format!("{relation}: no kernel {kernel}")))?;
    let reader = conn.try_clone().map_err(failed)?;
    for name in &query.with {
        let mut whole = reader.prepare(&whole(name)).map_err(failed)?;
        for rows in whole.stream_arrow([]).map_err(failed)? {
            worker.with(name, &rows.map_err(failed)?)?;
        }
    }
    let mut statement = reader.prepare(&query.body).map_err(failed)?;
    let mut table = Table { conn, name: relation, appender: None };
    for rows in statement.stream_arrow([]).map_err(failed)? {
        for made in worker.take(&rows.map_err(failed)?)? {
            table.append(made)?;
        }
    }
    table.append(worker.finish()?)?;
    table.close()
}

/// The statement for a relation that a kernel is handed whole, in the order of all its columns.
#[must_use]
pub fn whole(name: &str) -> String {
    format!("select * from {name} order by all")
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
