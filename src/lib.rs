//! redtape tells a government which of its own rules to cut.
//!
//! Data goes through the floors once, in one direction: `load` → `measure` → `find` → `advise` →
//! `draw` → `report`. `stats`, `words`, `results` and `progress` are leaves that any floor may use.

pub mod draw;
pub mod error;
pub mod frame;
pub mod progress;
pub mod results;
pub mod words;
