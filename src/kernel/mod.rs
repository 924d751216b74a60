//! Kernels: what SQL does badly, as pure functions over sorted columns.
//!
//! A kernel is a node of the catalogue like any query (`-- Kind: kernel NAME` in its header): the body's
//! rows reach it in their order, batch by batch, and what it makes of them is the relation. It holds no
//! more than one group of rows (a dossier's runs, an officer's timeline) at a time, and what little
//! its header hands over whole (`-- With: …`).

pub mod timeline;
pub mod waits;

use arrow::array::RecordBatch;

use crate::error::{Error, Result};

/// A function over a sorted stream of rows.
pub trait Kernel: Send {
    /// Takes a part of what the query's header hands over whole by this name (`With`), before any row.
    ///
    /// # Errors
    /// If the kernel knows no such name, or a column is missing or of another type than it reads.
    fn with(&mut self, name: &str, _rows: &RecordBatch) -> Result<()> {
        Err(Error::failed(format!("the kernel reads rows alone, not {name}")))
    }

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
        "timeline" => Some(Box::new(timeline::Timeline::default())),
        "waits" => Some(Box::new(waits::Waits::default())),
        _ => None,
    }
}
