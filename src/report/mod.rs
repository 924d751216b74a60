//! Everything a reader opens, as bytes: the HTML page, `results.json`, `charts.json`, and the study's
//! named tables and chart specifications.
//!
//! Pure: frames and [`Results`](crate::results::Results) in, bytes out; `cli` publishes them.

pub mod charts;
pub mod charts_json;
mod groups;
pub mod headline;
pub mod html;
pub mod json;
mod on_time;
mod page;
pub mod recommendations_csv;
mod rows;
mod suppress;
pub mod tables;
mod traps;
mod weekly;

pub use page::amounts::{Saved, saved};
pub use rows::Frames;
