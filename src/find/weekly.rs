//! From a frame with one row a group and week to one series a group.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::error::Result;
use crate::frame::Frame;

/// The weeks of one group: N columns of as many weeks each.
#[derive(Debug, Clone, PartialEq)]
pub struct Group<const N: usize> {
    columns: [Vec<f64>; N],
}

/// Groups by their key, in order of key.
pub type Groups<const K: usize, const N: usize> = BTreeMap<[String; K], Group<N>>;

/// Reads a frame into series of `weeks` weeks: `keys` are text columns, `week` counts from 1, `values`
/// are whole numbers. Weeks without rows stay zero; rows of other weeks (null) are left out; rows of the
/// same group and week add up.
///
/// # Errors
/// If a column is missing or of another type.
pub fn groups<const K: usize, const N: usize>(
    frame: &Frame,
    keys: [&str; K],
    week: &str,
    weeks: usize,
    values: [&str; N],
) -> Result<Groups<K, N>> {
    let keys = texts(frame, keys)?;
    let mut columns = Vec::with_capacity(N);
    for name in values {
        columns.push(frame.int(name)?);
    }
    let mut groups: Groups<K, N> = BTreeMap::new();
    for (row, week) in frame.int(week)?.iter().enumerate() {
        let place = week.and_then(|w| usize::try_from(w).ok()).and_then(|w| w.checked_sub(1));
        let Some(place) = place.filter(|p| *p < weeks) else { continue };
        let key = keys.map(|column| column.get(row).cloned().flatten().unwrap_or_default());
        let group = groups.entry(key).or_insert_with(|| Group::zeros(weeks));
        for (series, column) in group.columns.iter_mut().zip(&columns) {
            let value = column.get(row).copied().flatten().unwrap_or(0);
            if let Some(cell) = series.get_mut(place) {
                *cell += real(value);
            }
        }
    }
    Ok(groups)
}

/// Text columns by name.
///
/// # Errors
/// If a column is missing or isn't text.
pub fn texts<'a, const K: usize>(
    frame: &'a Frame,
    names: [&str; K],
) -> Result<[&'a [Option<String>]; K]> {
    let mut columns: [&[Option<String>]; K] = [&[]; K];
    for (column, name) in columns.iter_mut().zip(names) {
        *column = frame.text(name)?;
    }
    Ok(columns)
}

impl<const N: usize> Group<N> {
    /// No runs in so many weeks.
    pub fn zeros(weeks: usize) -> Self {
        Self { columns: std::array::from_fn(|_| vec![0.0; weeks]) }
    }

    /// Sums of the columns over all weeks.
    pub fn totals(&self) -> [f64; N] {
        std::array::from_fn(|i| self.columns.get(i).map_or(0.0, |c| c.iter().sum()))
    }

    /// From the first week in which column `volume` has something to the last.
    ///
    /// A desk that worked for five weeks of a year has five weeks of evidence: in fifty-two, the slow
    /// cosines would see hardly any of its variance.
    pub fn span(&self, volume: usize) -> Range<usize> {
        let busy = |v: &f64| *v > 0.0;
        let weeks = self.columns.get(volume).map_or(&[][..], Vec::as_slice);
        match (weeks.iter().position(busy), weeks.iter().rposition(busy)) {
            (Some(first), Some(last)) => first..last + 1,
            _ => 0..0,
        }
    }

    /// The columns over a span of weeks.
    pub fn cut(&self, span: &Range<usize>) -> [&[f64]; N] {
        std::array::from_fn(|i| {
            self.columns.get(i).and_then(|c| c.get(span.clone())).unwrap_or(&[])
        })
    }

    /// The columns over the span of one of them.
    pub fn active(&self, volume: usize) -> [&[f64]; N] {
        self.cut(&self.span(volume))
    }
}

/// The weeks that hold both spans.
pub fn hull(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    if a.is_empty() {
        b.clone()
    } else if b.is_empty() {
        a.clone()
    } else {
        a.start.min(b.start)..a.end.max(b.end)
    }
}

#[expect(clippy::cast_precision_loss, reason = "sums of seconds in a study stay below 2^53")]
const fn real(value: i64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing::frame;

    #[test]
    fn weeks_without_runs_are_zeros_and_other_weeks_are_left_out() {
        let rows =
            [(["A"], [2, 5]), (["A"], [4, 7]), (["A"], [4, 1]), (["A"], [9, 3]), (["A"], [0, 2])];
        let frame = frame(["unit"], ["week_no", "n"], &rows);
        let groups = groups(&frame, ["unit"], "week_no", 6, ["n"]).unwrap();
        let group = &groups[&["A".to_owned()]];
        assert_eq!(group.cut(&(0..6)), [[0.0, 5.0, 0.0, 8.0, 0.0, 0.0]]);
        assert_eq!(group.totals(), [13.0]);
        // Its own weeks are those from its first run to its last.
        assert_eq!(group.active(0), [[5.0, 0.0, 8.0]]);
    }

    #[test]
    fn a_missing_column_is_an_error() {
        let frame = frame(["unit"], ["week_no"], &[]);
        assert!(groups::<1, 1>(&frame, ["unit"], "week_no", 6, ["n"]).is_err());
    }
}
