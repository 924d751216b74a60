//! Typed rows into DuckDB.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int32Array, Int64Array, StringArray,
};
use arrow::datatypes::{DataType, Field as ArrowField, Schema};
use arrow::record_batch::RecordBatch;
use duckdb::{Appender, Connection};
use jiff::civil::date;

use super::batch::{Aside, Plan, Reason, ValueAside};
use super::register::Value;
use super::schema::{self, database};
use super::stream::Plans;
use super::typing::{TypedPart, Typers};
use crate::error::{Error, Result};
use crate::study::{Input, InputKind, Repeats, Unmatched};

/// Set-aside rows that an error shows.
const SHOWN_ASIDES: usize = 5;

/// The tables that one file fills.
pub(super) struct Tables<'a> {
    tables: Vec<(InputKind, Appender<'a>)>,
    set_aside: Appender<'a>,
    value_aside: Appender<'a>,
    file_no: i32,
    done: Done,
}

/// What became of a file's rows.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub rows_in: u64,
    pub rows_set_aside: u64,
    pub first_asides: Vec<Aside>,
    pub values_set_aside: u64,
    pub stamps_with_offset: u64,
    pub stamps_without: u64,
    pub unclear_stamps: u64,
    /// Cells that stand for nothing, by heading and what they hold.
    pub blanks: BTreeMap<(String, String), u64>,
}

impl<'a> Tables<'a> {
    pub(super) fn new(conn: &'a Connection, plans: &Plans, file_no: i32) -> Result<Self> {
        let mut planned = plans.tables();
        planned.dedup_by_key(|plan| plan.relation());
        let tables = planned
            .into_iter()
            .map(|plan| Ok((plan.table, appender(conn, plan.relation())?)))
            .collect::<Result<Vec<_>>>()?;
        let set_aside = appender(conn, "set_aside")?;
        let value_aside = appender(conn, "value_aside")?;
        Ok(Self { tables, set_aside, value_aside, file_no, done: Done::default() })
    }

    /// Appends a typed part.
    pub(super) fn take(&mut self, part: TypedPart) -> Result<()> {
        self.done.rows_in += part.rows_in;
        self.put_aside(&part.asides)?;
        self.put_values_aside(schema::name(part.table), &part.value_asides)?;
        part.further.into_iter().try_for_each(|further| self.take(further))?;
        if part.rows.num_rows() == 0 {
            return Ok(());
        }
        let found = self.tables.iter_mut().find(|(table, _)| *table == part.table);
        found.map_or(Ok(()), |(_, appender)| {
            appender.append_record_batch(part.rows).map_err(|e| database(&e))
        })
    }

    /// # Errors
    /// Of kind `Input` where a column of dates has none that can be read.
    pub(super) fn finish(mut self, typers: &Typers, file: &str) -> Result<Done> {
        for typer in typers.iter() {
            typer.finish(file)?;
            self.done.stamps_with_offset += typer.stamps_with_offset;
            self.done.stamps_without += typer.stamps_without;
            self.done.unclear_stamps += typer.unclear_stamps();
            for (blank, n) in &typer.blanks {
                *self.done.blanks.entry(blank.clone()).or_default() += n;
            }
        }
        self.flush()?;
        Ok(self.done)
    }

    /// Drops what was stored of the file.
    pub(super) fn forget(mut self, conn: &Connection, plans: &Plans) -> Result<()> {
        self.flush()?;
        let relations = plans.tables().into_iter().map(Plan::relation);
        for relation in relations.chain(["set_aside", "value_aside"]) {
            conn.execute(&format!("delete from raw.{relation} where file_no = ?"), [self.file_no])
                .map_err(|e| database(&e))?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        let tables = self.tables.iter_mut().map(|(_, appender)| appender);
        for appender in tables.chain([&mut self.set_aside, &mut self.value_aside]) {
            appender.flush().map_err(|e| database(&e))?;
        }
        Ok(())
    }

    fn put_aside(&mut self, asides: &[Aside]) -> Result<()> {
        if asides.is_empty() {
            return Ok(());
        }
        self.done.rows_set_aside += asides.len() as u64;
        let room = SHOWN_ASIDES.saturating_sub(self.done.first_asides.len());
        self.done.first_asides.extend(asides.iter().take(room).cloned());
        let text = |of: fn(&Aside) -> &str| -> ArrayRef {
            Arc::new(asides.iter().map(|a| Some(of(a))).collect::<StringArray>())
        };
        let batch = record_batch(vec![
            ("file_no", Arc::new(Int32Array::from_value(self.file_no, asides.len()))),
            ("row_no", Arc::new(asides.iter().map(|a| a.row).collect::<Int64Array>())),
            ("column_name", text(|a| &a.column)),
            // A signature below a table is somebody's name.
            ("value", text(|a| if a.reason == Reason::Lonely { "" } else { &a.value })),
            ("reason", text(|a| a.reason.key())),
        ])?;
        self.set_aside.append_record_batch(batch).map_err(|e| database(&e))
    }

    fn put_values_aside(&mut self, relation: &str, asides: &[ValueAside]) -> Result<()> {
        if asides.is_empty() {
            return Ok(());
        }
        self.done.values_set_aside += asides.len() as u64;
        let text = |of: fn(&ValueAside) -> &str| -> ArrayRef {
            Arc::new(asides.iter().map(|a| Some(of(a))).collect::<StringArray>())
        };
        let batch = record_batch(vec![
            ("file_no", Arc::new(Int32Array::from_value(self.file_no, asides.len()))),
            ("row_no", Arc::new(asides.iter().map(|a| a.aside.row).collect::<Int64Array>())),
            ("relation", Arc::new(StringArray::from(vec![relation; asides.len()]))),
            ("field", text(|a| a.field)),
            ("column_name", text(|a| &a.aside.column)),
            ("value", text(|a| &a.aside.value)),
            ("reason", text(|a| a.aside.reason.key())),
        ])?;
        self.value_aside.append_record_batch(batch).map_err(|e| database(&e))
    }
}

/// What the study says of each file.
pub(super) fn inputs(conn: &Connection, inputs: &[Input]) -> Result<()> {
    let days = |input: &Input| {
        let since = input.exported_on?.since(date(1970, 1, 1)).ok()?;
        Some(since.get_days())
    };
    let text = |of: fn(&Input) -> &str| -> ArrayRef {
        Arc::new(inputs.iter().map(|i| Some(of(i))).collect::<StringArray>())
    };
    let flag = |of: fn(&Input) -> bool| -> ArrayRef {
        Arc::new(inputs.iter().map(|i| Some(of(i))).collect::<BooleanArray>())
    };
    let batch = record_batch(vec![
        ("file_no", Arc::new((0..).take(inputs.len()).map(Some).collect::<Int32Array>())),
        ("file", text(|i| &i.shown)),
        ("kind", text(|i| i.kind.as_str())),
        ("exported_on", Arc::new(inputs.iter().map(days).collect::<Date32Array>())),
        ("drops_repeats", flag(|i| i.repeats == Repeats::Drop)),
        ("ignores_unmatched", flag(|i| i.unmatched == Unmatched::Ignore)),
    ])?;
    let mut appender = appender(conn, "input")?;
    appender.append_record_batch(batch).map_err(|e| database(&e))?;
    appender.flush().map_err(|e| database(&e))
}

/// Fills a table of the register.
pub(super) fn register(conn: &Connection, relation: &str, rows: &[Vec<Value>]) -> Result<()> {
    let Some(first) = rows.first() else { return Ok(()) };
    let columns = first.iter().enumerate().map(|(at, kind)| {
        let cells = rows.iter().map(|row| row.get(at));
        let column: ArrayRef = match kind {
            Value::Text(_) => Arc::new(
                cells
                    .map(|c| if let Some(Value::Text(v)) = c { v.as_deref() } else { None })
                    .collect::<StringArray>(),
            ),
            Value::Number(_) => Arc::new(
                cells
                    .map(|c| if let Some(Value::Number(v)) = c { *v } else { None })
                    .collect::<Float64Array>(),
            ),
            Value::Whole(_) => Arc::new(
                cells
                    .map(|c| if let Some(Value::Whole(v)) = c { *v } else { None })
                    .collect::<Int32Array>(),
            ),
        };
        ("column", column)
    });
    let batch = record_batch(columns.collect())?;
    let mut appender = appender(conn, relation)?;
    appender.append_record_batch(batch).map_err(|e| database(&e))?;
    appender.flush().map_err(|e| database(&e))
}

pub(super) fn appender<'a>(conn: &'a Connection, table: &str) -> Result<Appender<'a>> {
    conn.appender_to_catalog_and_db(table, "raw", "main").map_err(|e| database(&e))
}

pub(super) fn record_batch(columns: Vec<(&str, ArrayRef)>) -> Result<RecordBatch> {
    let fields: Vec<ArrowField> = columns
        .iter()
        .map(|(name, column)| ArrowField::new(*name, DataType::clone(column.data_type()), true))
        .collect();
    let arrays = columns.into_iter().map(|(_, column)| column).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
        .map_err(|e| Error::failed(format!("a batch doesn't fit its table: {e}")))
}
