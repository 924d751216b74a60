//! Weekly series of a group, and what may be said of it: an interval, or why there is none.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::frame::Frame;
use crate::results::{Cell, Message};
use crate::stats::series::{Series, ratio_of_sums};
use crate::stats::{Estimate, NoInference};

use super::rows::{Ints, Texts, float, real};

/// Weeks of a group: what was counted in each and what it adds up to.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Weeks {
    /// By week, from the window's first.
    pub n: Vec<f64>,
    pub sum: Vec<f64>,
}

impl Weeks {
    /// Adds to a week; nothing where the week isn't one of these.
    pub fn add(&mut self, week: usize, n: i64, sum: i64) {
        if let (Some(count), Some(total)) = (self.n.get_mut(week), self.sum.get_mut(week)) {
            *count += real(n);
            *total += real(sum);
        }
    }

    pub fn none(weeks: usize) -> Self {
        Self { n: vec![0.0; weeks], sum: vec![0.0; weeks] }
    }

    /// What all have counted.
    pub fn count(&self) -> f64 {
        self.n.iter().sum()
    }

    /// From the first week with something to the last.
    pub fn active(&self) -> std::ops::Range<usize> {
        let busy = |n: &f64| *n > 0.0;
        match (self.n.iter().position(busy), self.n.iter().rposition(busy)) {
            (Some(first), Some(last)) => first..last + 1,
            _ => 0..0,
        }
    }

    /// Sum over count, over these weeks.
    pub fn mean(&self, weeks: &std::ops::Range<usize>) -> Option<Series> {
        ratio_of_sums(self.sum.get(weeks.clone())?, self.n.get(weeks.clone())?).ok()
    }

    /// Both groups' weeks together.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        let add = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a + b).collect();
        Self { n: add(&self.n, &other.n), sum: add(&self.sum, &other.sum) }
    }
}

/// Weekly series by group. `week` counts from 1 to `weeks`; rows of other weeks are left out.
///
/// # Errors
/// If a column is missing or of another type.
pub fn read<const K: usize>(
    frame: &Frame,
    keys: [&str; K],
    week: &str,
    weeks: usize,
    [n, sum]: [&str; 2],
) -> Result<BTreeMap<[String; K], Weeks>> {
    let mut columns = Vec::with_capacity(K);
    for key in keys {
        columns.push(Texts::of(frame, key)?);
    }
    let (week, n, sum) = (Ints::of(frame, week)?, Ints::of(frame, n)?, Ints::of(frame, sum)?);
    let mut groups: BTreeMap<[String; K], Weeks> = BTreeMap::new();
    for row in 0..frame.rows() {
        let Some(at) = usize::try_from(week.at(row) - 1).ok().filter(|at| *at < weeks) else {
            continue;
        };
        let key = std::array::from_fn(|k| columns.get(k).map_or("", |c| c.at(row)).to_owned());
        let group = groups.entry(key).or_insert_with(|| Weeks::none(weeks));
        group.add(at, n.at(row), sum.at(row));
    }
    Ok(groups)
}

/// The two ends of an interval, and what it rests on or why there is none.
pub fn interval(estimate: &Estimate, level: f64, scale: impl Fn(f64) -> f64) -> [Cell; 3] {
    match estimate.interval(level) {
        Ok(ends) => [
            float(Some(scale(ends.low))),
            float(Some(scale(ends.high))),
            word("report-interval-weekly"),
        ],
        Err(NoInference::TooFewWeeks { weeks }) => none(too_few(weeks)),
        Err(NoInference::NoVariation | NoInference::Argument(_)) => {
            none(Message::new("report-interval-none-constant"))
        }
    }
}

/// No interval, and why.
pub fn none(why: Message) -> [Cell; 3] {
    [Cell::Null, Cell::Null, Cell::Word(why)]
}

/// Why so many weeks carry no interval.
pub fn too_few(weeks: usize) -> Message {
    Message::new("report-interval-too-few").count("weeks", weeks as u64)
}

pub fn word(key: &str) -> Cell {
    Cell::Word(Message::new(key))
}
