//! Estimates, intervals and p-values: pure functions over slices and counts.
//!
//! Nothing here reads a file, a clock or the environment; sums run in a fixed order, so that the same
//! input gives the same bits at any number of threads. Words used throughout:
//!
//! - *counts*: a whole distribution as a table of (value, finished, censored, entered), see [`counts`];
//! - *weekly influence series*: by how much each week moves a statistic, see [`series`]; every p, q and
//!   interval on a duration, a rate or a saving comes from it, since weeks and not dossiers are the unit
//!   of evidence;
//! - [`Unfit`]: the input can't carry the statistic at all; [`NoInference`]: there is a value, but
//!   nothing may be claimed from it.

pub mod counts;
pub mod draws;
pub mod estimate;
pub mod fdr;
pub mod km;
pub mod peers;
pub mod periods;
pub mod proportion;
pub mod selection;
pub mod series;
pub mod shrink;
mod special;

pub use estimate::{Estimate, Interval, MIN_WEEKS, NoInference, OpenInterval, Unfit};

/// A count as a real number.
#[expect(clippy::cast_precision_loss, reason = "counts of dossiers and weeks stay far below 2^53")]
pub(crate) const fn real(count: u64) -> f64 {
    count as f64
}

/// A length as a real number.
#[expect(clippy::cast_precision_loss, reason = "lengths of series stay far below 2^53")]
pub(crate) const fn len(length: usize) -> f64 {
    length as f64
}
