//! Everything a reader opens, as bytes: the HTML page, `results.json`, `charts.json`, and the study's
//! named tables and chart specifications.
//!
//! Pure: frames and [`Results`](crate::results::Results) in, bytes out; `cli` publishes them.

pub mod charts;
pub mod charts_json;
mod describe;
mod groups;
pub mod headline;
pub mod html;
pub mod json;
mod on_time;
mod page;
mod portal_totals;
pub mod recommendations_csv;
mod rows;
mod suppress;
pub mod tables;
mod traps;
mod weekly;

pub use page::amounts::{Saved, saved};
pub use page::table::value as table_value;
pub use rows::Frames;
