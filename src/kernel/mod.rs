//! Kernels: what SQL does badly, as pure functions over sorted columns.
//!
//! A kernel is a node of the catalogue like any query (`-- Kind: kernel NAME` in its header): the body's
//! rows reach it in their order, batch by batch, and what it makes of them is the relation. It holds no
//! more than one group of rows (an officer's timeline) at a time.

mod names;
pub mod waits;

use arrow::array::RecordBatch;

use crate::error::Result;

/// A function over a sorted stream of rows.
pub trait Kernel {
    /// Takes the next rows; hands out what is complete.
    ///
    /// # Errors
    /// If a column is missing or of another type than the kernel reads.
    fn take(&mut self, rows: &RecordBatch) -> Result<Vec<RecordBatch>>;

    /// Ends the stream; hands out the rest. The last batch may be empty but has the columns.
    ///
    /// # Errors
    /// If the result can't be written as columns.
    fn finish(&mut self) -> Result<RecordBatch>;
}

/// The kernel of that name, at the beginning of its stream.
pub fn named(name: &str) -> Option<Box<dyn Kernel>> {
    match name {
        "waits" => Some(Box::new(waits::Waits::default())),
        _ => None,
    }
}
