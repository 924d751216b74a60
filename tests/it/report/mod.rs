//! The report: what a reader sees, from a hand-made study.

mod fixture;
mod headline;
mod page;
mod study_charts;
mod traps;
mod written;
