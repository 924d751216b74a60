//! Stamps that fall on round minutes more often than work does.

use super::estimate::Unfit;
use super::real;

/// How strongly stamps heap on round cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heaping {
    /// Stamps.
    pub n: u64,
    /// Stamps on round cells.
    pub on: u64,
    /// Share on round cells.
    pub share: f64,
    /// Share there if all cells were alike.
    pub expected: f64,
    /// `share / expected`: 1 without heaping, as high as the step where every stamp is round.
    pub index: f64,
    /// Least share of stamps that must have been moved to a round cell, in [0, 1]: (share − expected) /
    /// (1 − expected), or 0.
    pub moved: f64,
}

/// Heaping of stamps on every `step`-th cell, from the first on: cells are the minutes of an hour (every
/// fifth, fifteenth, or only the full hour), its seconds, or the hours of a day.
///
/// The expectation takes all cells as alike: over a whole number of hours, minutes are.
///
/// # Errors
/// [`Unfit::NoVolume`] without stamps, [`Unfit::Argument`] for a step below 2 or one that doesn't divide the
/// number of cells.
///
/// # Source
/// Whipple's index of age heaping (United Nations 1955, *Manual II*), without its factor of 100.
pub fn heaping(cells: &[u64], step: usize) -> Result<Heaping, Unfit> {
    if step < 2 || !cells.len().is_multiple_of(step) {
        return Err(Unfit::Argument(super::len(step)));
    }
    let n: u64 = cells.iter().sum();
    if n == 0 {
        return Err(Unfit::NoVolume);
    }
    let on: u64 = cells.iter().step_by(step).sum();
    let share = real(on) / real(n);
    let expected = 1.0 / super::len(step);
    let moved = ((share - expected) / (1.0 - expected)).max(0.0);
    Ok(Heaping { n, on, share, expected, index: share / expected, moved })
}
