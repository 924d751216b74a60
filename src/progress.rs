//! How a floor says what it is doing without knowing where that is shown.

/// Receives the progress of long work; `cli` draws it, tests ignore it.
pub trait Progress {
    /// A new phase begins; `total` is its size in the unit of [`Progress::advance`], if known.
    fn phase(&self, name: &str, total: Option<u64>);
    /// The current phase has done `by` more units.
    fn advance(&self, by: u64);
}

/// Shows nothing.
pub struct Silent;

impl Progress for Silent {
    fn phase(&self, _name: &str, _total: Option<u64>) {}
    fn advance(&self, _by: u64) {}
}
