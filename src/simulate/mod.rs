//! A made-up province whose truth is known: the demo, and the world of every test of the finders.
//!
//! [`Scenario`] says who files what, which desks work on it and what is wrong; [`run`] lets it happen, one
//! event after the other; [`files`] writes what a user's folder would hold, with a `truth.json` apart.
//! Waits come from queues: a task starts when an officer of its desk is free and the office open. Values
//! in, values out: nothing is read, written or drawn from outside.
//!
//! # A reform and its truth
//!
//! ```text
//! let base = Scenario::named("demo")?;
//! let reform = Reform::parse("kind = \"remove_step\"\nprocedure = \"1.001612\"\nstep = \"Phân công\"")?;
//! let among = Among { procedure: Some("1.001612"), from: Some("2024-01-01"), ..Among::default() };
//! // Without the time that a dossier waits for its own ghost, which no world has.
//! let mean = |scenario: &Scenario, seed| {
//!     let figures = run(scenario, seed)?.figures(&among)?;
//!     Ok(figures.makespan_s - figures.own_ghost_s)
//! };
//! // For each of at least 30 fresh seeds:
//! let total = mean(&base, seed) - mean(&base.with_reform(&reform, false), seed);
//! let direct = mean(&base, seed) - mean(&base.with_reform(&reform, true), seed);
//! let queues = total - direct;
//! ```

mod arrivals;
mod calendar;
mod dossiers;
mod draws;
mod figures;
mod files;
mod line;
mod problem;
mod province;
mod queues;
mod reform;
mod scale;
mod scenario;
mod waits;
mod world;

pub use figures::{Among, Figures};
pub use files::{Folder, Table, Written, files, write};
pub use province::{Province, run};
pub use reform::{Change, Reform};
pub use scenario::Scenario;

#[cfg(test)]
mod tests;
