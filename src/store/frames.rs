//! From Arrow to [`Frame`].

use std::collections::BTreeMap;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{
    DataType, Date32Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimeUnit, TimestampMicrosecondType, UInt8Type, UInt16Type, UInt32Type,
};
use duckdb::Connection;

use crate::error::{Error, Result};
use crate::frame::{Frame, Values};

/// Runs a query and takes its whole result.
pub(super) fn read(conn: &Connection, what: &str, sql: &str) -> Result<Frame> {
    let failed = |e: duckdb::Error| Error::failed(format!("{what} can't be read: {e}"));
    let mut statement = conn.prepare(sql).map_err(failed)?;
    let stream = statement.stream_arrow([]).map_err(failed)?;
    let schema = stream.get_schema();
    let mut columns: Vec<Values> = Vec::new();
    for field in schema.fields() {
        columns.push(empty(field.data_type()).ok_or_else(|| {
            Error::failed(format!(
                "{what}: column {} has type {}, which no frame holds",
                field.name(),
                field.data_type()
            ))
        })?);
    }
    for batch in stream {
        take(&batch.map_err(failed)?, &mut columns);
    }
    let names = schema.fields().iter().map(|f| f.name().clone());
    Frame::new(names.zip(columns).collect::<BTreeMap<_, _>>())
}

fn empty(data_type: &DataType) -> Option<Values> {
    Some(match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Dictionary(..) => {
            Values::Text(Vec::new())
        }
        DataType::Float32 | DataType::Float64 | DataType::Decimal128(..) => {
            Values::Float(Vec::new())
        }
        DataType::Boolean => Values::Bool(Vec::new()),
        DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::Int64
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32
        | DataType::Date32
        | DataType::Timestamp(TimeUnit::Microsecond, None) => Values::Int(Vec::new()),
        _ => return None,
    })
}

fn take(batch: &RecordBatch, columns: &mut [Values]) {
    for (array, column) in batch.columns().iter().zip(columns) {
        match column {
            Values::Text(values) => texts(array.as_ref(), values),
            Values::Int(values) => integers(array.as_ref(), values),
            Values::Float(values) => floats(array.as_ref(), values),
            Values::Bool(values) => {
                if let Some(flags) = array.as_boolean_opt() {
                    values.extend(flags.iter());
                }
            }
        }
    }
}

fn texts(array: &dyn Array, values: &mut Vec<Option<String>>) {
    match array.data_type() {
        DataType::Utf8 => {
            values.extend(array.as_string::<i32>().iter().map(|v| v.map(str::to_owned)))
        }
        DataType::LargeUtf8 => {
            values.extend(array.as_string::<i64>().iter().map(|v| v.map(str::to_owned)))
        }
        DataType::Dictionary(..) => names(array, values),
        _ => values.extend(array.as_string_view().iter().map(|v| v.map(str::to_owned))),
    }
}

/// Names of an enumeration, which come as keys of a dictionary.
fn names(array: &dyn Array, values: &mut Vec<Option<String>>) {
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        let mut known = Vec::new();
        texts(dictionary.values().as_ref(), &mut known);
        // Nothing can be named where there are no names, and Arrow would panic.
        let keys =
            if known.is_empty() { vec![0; array.len()] } else { dictionary.normalized_keys() };
        let nulls = dictionary.keys().logical_nulls();
        values.extend(keys.into_iter().enumerate().map(|(row, key)| {
            let null = nulls.as_ref().is_some_and(|nulls| nulls.is_null(row));
            known.get(key).filter(|_| !null).cloned().flatten()
        }));
    }
}

fn integers(array: &dyn Array, values: &mut Vec<Option<i64>>) {
    macro_rules! widen {
        ($kind:ty) => {
            values.extend(array.as_primitive::<$kind>().iter().map(|v| v.map(i64::from)))
        };
    }
    match array.data_type() {
        DataType::Int8 => widen!(Int8Type),
        DataType::Int16 => widen!(Int16Type),
        DataType::Int32 => widen!(Int32Type),
        DataType::UInt8 => widen!(UInt8Type),
        DataType::UInt16 => widen!(UInt16Type),
        DataType::UInt32 => widen!(UInt32Type),
        DataType::Date32 => widen!(Date32Type),
        DataType::Timestamp(..) => values.extend(
            array
                .as_primitive::<TimestampMicrosecondType>()
                .iter()
                .map(|v| v.map(|us| us.div_euclid(1_000_000))),
        ),
        _ => widen!(Int64Type),
    }
}

fn floats(array: &dyn Array, values: &mut Vec<f64>) {
    match array.data_type() {
        DataType::Float32 => values.extend(
            array.as_primitive::<Float32Type>().iter().map(|v| v.map_or(f64::NAN, f64::from)),
        ),
        DataType::Decimal128(_, scale) => {
            let scale = 10_f64.powi(i32::from(*scale));
            #[expect(clippy::cast_precision_loss, reason = "limits and shares have few digits")]
            values.extend(
                array
                    .as_primitive::<arrow::datatypes::Decimal128Type>()
                    .iter()
                    .map(|v| v.map_or(f64::NAN, |v| v as f64 / scale)),
            );
        }
        _ => {
            values.extend(array.as_primitive::<Float64Type>().iter().map(|v| v.unwrap_or(f64::NAN)))
        }
    }
}
