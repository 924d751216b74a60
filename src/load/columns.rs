//! Typed columns as Arrow has them.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, Float64Array, Int32Array, Int64Array, StringArray, TimestampMicrosecondArray,
    new_null_array,
};
use arrow::datatypes::{DataType, Field as ArrowField, Schema, TimeUnit};
use arrow::record_batch::RecordBatch;

use super::batch::{Plan, TextBatch};
use super::zone::Instant;
use crate::error::{Error, Result};
use crate::study::{Field, FieldType, fields};

/// A typed column before it is known which rows stay.
pub(super) enum Typed {
    Text(StringArray),
    Stamps(Vec<Option<Instant>>),
    Numbers(Vec<Option<f64>>),
}

impl Typed {
    pub(super) fn empty(&self, at: usize) -> bool {
        match self {
            Self::Text(values) => at >= values.len() || values.is_null(at),
            Self::Stamps(values) => values.get(at).is_none_or(Option::is_none),
            Self::Numbers(values) => values.get(at).is_none_or(Option::is_none),
        }
    }
}

/// Rows that stay, in the columns of their table.
pub(super) fn record_batch(
    plan: &Plan,
    schema: &Arc<Schema>,
    file_no: i32,
    batch: &TextBatch,
    typed: &[Typed],
    kept: &[bool],
) -> Result<RecordBatch> {
    let row_no: Int64Array =
        batch.rows.iter().zip(kept).filter(|(_, k)| **k).map(|(row, _)| *row).collect();
    let count = row_no.len();
    let mut columns: Vec<ArrayRef> = Vec::with_capacity(schema.fields().len());
    columns.push(Arc::new(Int32Array::from_value(file_no, count)));
    columns.push(Arc::new(row_no));
    for field in fields(plan.table) {
        let at = plan.columns.iter().position(|(f, _)| f.name == field.name);
        match at.and_then(|at| typed.get(at)) {
            Some(column) => push_column(&mut columns, column, kept),
            None => {
                for arrow_field in arrow_field(field) {
                    columns.push(new_null_array(arrow_field.data_type(), count));
                }
            }
        }
    }
    RecordBatch::try_new(schema.clone(), columns)
        .map_err(|e| Error::failed(format!("a batch doesn't fit its table: {e}")))
}

/// The Arrow columns of a canonical one: a stamp has two.
fn arrow_field(field: &Field) -> Vec<ArrowField> {
    match field.field_type {
        FieldType::Text | FieldType::Channel => {
            vec![ArrowField::new(field.name, DataType::Utf8, true)]
        }
        FieldType::Number => vec![ArrowField::new(field.name, DataType::Float64, true)],
        FieldType::Stamp | FieldType::Due => {
            let stamp = DataType::Timestamp(TimeUnit::Microsecond, None);
            let utc = utc_name(field.name);
            vec![
                ArrowField::new(field.name, stamp.clone(), true),
                ArrowField::new(utc, stamp, true),
            ]
        }
    }
}

/// `due_at` → `due_utc`.
pub(super) fn utc_name(name: &str) -> String {
    format!("{}_utc", name.strip_suffix("_at").unwrap_or(name))
}

/// The columns of a table.
pub(super) fn schema_of(plan: &Plan) -> Arc<Schema> {
    let mut out = vec![
        ArrowField::new("file_no", DataType::Int32, false),
        ArrowField::new("row_no", DataType::Int64, false),
    ];
    out.extend(fields(plan.table).iter().flat_map(arrow_field));
    Arc::new(Schema::new(out))
}

fn push_column(columns: &mut Vec<ArrayRef>, column: &Typed, kept: &[bool]) {
    match column {
        Typed::Text(values) => columns.push(kept_texts(values, kept)),
        Typed::Numbers(values) => {
            columns.push(Arc::new(keep(values, kept).copied().collect::<Float64Array>()));
        }
        Typed::Stamps(values) => {
            let pick = |part: fn(&Instant) -> i64| -> ArrayRef {
                Arc::new(
                    keep(values, kept)
                        .map(|v| v.as_ref().map(part))
                        .collect::<TimestampMicrosecondArray>(),
                )
            };
            columns.push(pick(|i| i.local));
            columns.push(pick(|i| i.utc));
        }
    }
}

fn kept_texts(values: &StringArray, kept: &[bool]) -> ArrayRef {
    if kept.iter().all(|kept| *kept) {
        return Arc::new(values.clone());
    }
    let stay = values.iter().zip(kept).filter(|(_, kept)| **kept).map(|(value, _)| value);
    Arc::new(stay.collect::<StringArray>())
}

fn keep<'a, T>(values: &'a [T], kept: &'a [bool]) -> impl Iterator<Item = &'a T> {
    values.iter().zip(kept).filter(|(_, kept)| **kept).map(|(value, _)| value)
}
