//! The report: what a reader sees, from a hand-made study.

mod describe;
mod fixture;
mod headline;
mod page;
mod portal_totals;
mod study_charts;
mod traps;
mod written;
