//! redtape tells a government which of its own rules to cut.
//!
//! Data goes through the floors once, in one direction: `load` → `measure` → `find` → `advise` →
//! `draw` → `report`. `calendar`, `kernel`, `sheet`, `stats`, `words`, `results` and `progress` are leaves that any floor may
//! use; `system` is what `store` and `cli` ask of the operating system; `cli` knows all floors and none knows it.

pub mod advise;
pub mod calendar;
pub mod checkup;
pub mod cli;
pub mod draw;
pub mod error;
pub mod find;
pub mod frame;
pub mod kernel;
pub mod load;
pub mod measure;
pub mod progress;
pub mod report;
pub mod results;
pub mod sheet;
pub mod shown;
pub mod simulate;
pub mod stats;
pub mod store;
pub mod study;
pub mod system;
pub mod words;
