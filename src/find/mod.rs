//! Finders: each turns measures into tested findings. One finder a file; its doc comment is its manual.
//!
//! A finder reads relations of `queries/find/`, tests each scope one-sided against a margin on weekly
//! series (methods §3), and hands back every scope that it tested. [`all`] runs them, controls false
//! discovery within each finder and over the study, and keeps what stands.

#[macro_use]
mod finder;
mod bottleneck;
mod evidence;
mod integrity;
mod judge;
mod manual;
mod redundancy;
mod scope;
mod study;
#[cfg(test)]
mod testing;
mod weekly;

pub use evidence::{Evidence, Limits};
pub use finder::{Finder, Outcome, Seen};
pub use integrity::data_trust;
pub use manual::{HEADINGS, explain};
pub use study::{Found, all, all_by};

/// Every finder, in order of code.
pub const FINDERS: &[&Finder] = &[
    &bottleneck::OVER_PLAN,
    &bottleneck::SLOWER_THAN_PEERS,
    &bottleneck::SHARE_OF_DELAY,
    &bottleneck::OVERLOADED,
    &bottleneck::GROWING_QUEUE,
    &integrity::ONLINE_NO_FASTER,
    &integrity::BULK_CLOSING,
    &redundancy::RUBBER_STAMP,
    &redundancy::DUPLICATE_CHECK,
    &redundancy::SAME_HANDS,
    &redundancy::PING_PONG,
    &redundancy::PADDED_DEADLINE,
];

/// The relations that the finders read, each once, in order of name.
pub fn relations() -> Vec<&'static str> {
    let mut names: Vec<&str> = FINDERS.iter().flat_map(|f| f.reads.iter().copied()).collect();
    names.sort_unstable();
    names.dedup();
    names
}
