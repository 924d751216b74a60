//! A made-up province whose truth is known: the demo, and the world of every test of the finders.
//!
//! [`Scenario`] says who files what, which desks work on it and what is wrong; [`run`] lets it happen, one
//! event after the other; [`files`] writes what a user's folder would hold, with a `truth.json` apart.
//! Waits come from queues: a task starts when an officer of its desk is free and the office open. Values
//! in, values out: nothing is read, written or drawn from outside.

mod arrivals;
mod calendar;
mod dossiers;
mod draws;
mod files;
mod problem;
mod province;
mod queues;
mod scale;
mod scenario;
mod world;

pub use files::files;
pub use province::{Province, run};
pub use scenario::Scenario;
