//! Estimates, intervals and p-values: pure functions over slices and counts.
//!
//! Nothing here reads a file, a clock or the environment; sums run in a fixed order, so that the same
//! input gives the same bits at any number of threads. Words used throughout:
//!
//! - *counts*: a whole distribution as a table of (value, finished, censored, entered), see [`counts`];
//! - *weekly influence series*: by how much each week moves a statistic, see [`series`]; every p, q and
//!   interval on a duration, a rate or a saving comes from it, since weeks and not dossiers are the unit
//!   of evidence;
//! - *if independent*: said by the name of every p and interval that takes dossiers as independent.
//!   Dossiers of one desk share its queue, so these describe a sample's size and shape; they are no
//!   evidence and never enter a q;
//! - [`Unfit`]: the input can't carry the statistic at all; [`NoInference`]: there is a value, but
//!   nothing may be claimed from it.

pub mod bulk;
pub mod bunching;
pub mod changes;
pub mod congestion;
pub mod counts;
mod design;
pub mod draws;
pub mod estimate;
pub mod fdr;
pub mod gini;
pub mod heaping;
pub mod incidence;
pub mod km;
pub mod kruskal;
pub mod little;
pub mod log_rank;
pub mod mann_whitney;
mod memory;
pub mod non_inferiority;
pub mod peers;
pub mod pelt;
pub mod periods;
pub mod proportion;
mod ranks;
pub mod replay;
pub mod selection;
pub mod series;
pub mod shift;
pub mod shrink;
mod special;
pub mod strata;
pub mod superiority;
pub mod weekly_curve;

pub use estimate::{Alternative, Estimate, Interval, MIN_WEEKS, NoInference, OpenInterval, Unfit};

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

/// A sum of integers as a real number.
#[expect(clippy::cast_precision_loss, reason = "sums of ranks and pairs may round")]
pub(crate) const fn float(sum: i128) -> f64 {
    sum as f64
}
