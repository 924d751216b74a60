//! How long things take, group by group, with those that are not done yet: tables without a chart.

pub mod completion_by_group;
pub mod endings;
pub mod step_times;

use std::collections::BTreeMap;

use crate::error::Result;
use crate::frame::Frame;
use crate::report::rows::{Ints, Texts, float, work_days};
use crate::results::{Cell, StudyFacts};
use crate::stats::OpenInterval;
use crate::stats::counts::{Counts, Row};

/// Distributions by group, from the columns of counts that every distribution has.
///
/// # Errors
/// If a column is missing or of another type.
pub(super) fn distributions<const K: usize>(
    frame: &Frame,
    keys: [&str; K],
) -> Result<BTreeMap<[String; K], Counts>> {
    let mut columns = Vec::with_capacity(K);
    for key in keys {
        columns.push(Texts::of(frame, key)?);
    }
    let value = Ints::of(frame, "value")?;
    let (finished, censored) = (Ints::of(frame, "finished")?, Ints::of(frame, "censored")?);
    let entered = Ints::of(frame, "entered")?;
    let mut groups: BTreeMap<[String; K], Vec<Row>> = BTreeMap::new();
    for row in 0..frame.rows() {
        let key = std::array::from_fn(|k| columns.get(k).map_or("", |c| c.at(row)).to_owned());
        groups.entry(key).or_default().push(Row {
            value: value.at(row),
            finished: finished.at(row).unsigned_abs(),
            censored: censored.at(row).unsigned_abs(),
            entered: entered.at(row).unsigned_abs(),
        });
    }
    Ok(groups.into_iter().map(|(key, rows)| (key, Counts::from_rows(rows))).collect())
}

/// A value of a distribution in working days.
pub(super) fn days(value: i64, resolution_s: i64, facts: &StudyFacts) -> f64 {
    use crate::report::rows::real;
    work_days(real(value) * real(resolution_s), facts)
}

/// A point with its two ends, in working days.
fn point(value: Option<i64>, ends: Option<OpenInterval>, days: impl Fn(i64) -> f64) -> [Cell; 3] {
    [value, ends.and_then(|e| e.low), ends.and_then(|e| e.high)].map(|v| float(v.map(&days)))
}

fn count(n: u64) -> Cell {
    Cell::Int(i64::try_from(n).unwrap_or(i64::MAX))
}
