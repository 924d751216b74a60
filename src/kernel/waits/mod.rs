//! Why runs waited: each wait split into batching, contention, prioritisation, unavailability and the
//! rest, by one sweep over an officer's timeline (methods §6).
//!
//! Of `[enabled, started]`, in this order, each part taken from what is left:
//! 1. **batching** until the batch's own enabling, which is that of its last member;
//! 2. **contention** while the officer works on a run that was enabled no later than this one;
//! 3. **prioritisation** while the officer works on a run that was enabled later;
//! 4. **unavailability** while the officer's calendar is closed;
//! 5. **extraneous**, the rest: nobody worked on it, and nothing in the data says why.
//!
//! "No later than this one" compares with the run's own enabling for runs of its batch, and with its
//! batch's enabling for all others.
//!
//! # Source
//! Lashkevich, Milani, Chapela-Campa, Suvorau & Dumas, *Why am I waiting? Data-driven analysis of waiting
//! times in business processes* (CAiSE 2023); reference implementation `waiting-time-analysis`. Batches as
//! in Martin, Pufahl & Mannhardt, *Detection of batch activities from event logs* (2021).

mod batches;
mod blocks;
mod cover;
mod stream;
#[cfg(test)]
mod tests;

pub use batches::{Batch, BatchRule};
pub use stream::Waits;

use blocks::Blocks;
use cover::Cover;

/// An instant on the wall clock and on the officer's working clock, both in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Seconds since 1970 in UTC.
    pub wall_s: i64,
    /// Open seconds of the officer's calendar since it began.
    pub open_s: i64,
}

/// A run on an officer's timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub step: i32,
    /// When it could have begun; `None` where unknown.
    pub enabled: Option<Moment>,
    pub started: Moment,
    /// Its finish, or the instant up to which it is known to be unfinished.
    pub until: Moment,
}

impl Run {
    /// Enabling, where it is known and not after the start.
    fn waited_from(&self) -> Option<Moment> {
        self.enabled.filter(|e| e.wall_s <= self.started.wall_s)
    }

    /// Since when the officer can have known of it: a run that was begun was enabled.
    fn known_s(&self) -> i64 {
        self.waited_from().unwrap_or(self.started).wall_s
    }

    fn until_s(&self) -> i64 {
        self.until.wall_s.max(self.started.wall_s)
    }
}

/// A wait in parts, in wall seconds. They add up to it exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wait {
    pub batching_s: i64,
    pub contention_s: i64,
    pub prioritisation_s: i64,
    pub unavailability_s: i64,
    pub extraneous_s: i64,
    pub batch: Option<Batch>,
}

/// Splits the waits of one officer's runs, which must come in the order of their starts.
///
/// The result has an entry a run: `None` where its enabling is unknown or after its start.
///
/// O(n log n): every run enters and leaves a segment tree at most twice, and is asked about once.
#[must_use]
pub fn decompose(runs: &[Run], rule: BatchRule) -> Vec<Option<Wait>> {
    let found = batches::find(runs, rule);
    let blocks = Blocks::new(runs);
    let mut waits: Vec<Option<Wait>> =
        runs.iter().map(|run| run.waited_from().map(|_| Wait::default())).collect();
    let mut sweep = Sweep::new(runs);
    for asked in questions(runs, &found) {
        sweep.work_known_at(asked.from.wall_s);
        match asked.who {
            Who::Alone(i) => {
                let contention_s = sweep.worked_s(asked.from, i);
                put(&mut waits, i, blocks.split(asked.from, runs[i].started, contention_s));
            }
            Who::Batch(members) => {
                // Mates count by their own enabling: they leave, and come back in its order.
                members.iter().for_each(|&i| sweep.remove(i));
                let mut by_enabling = members.clone();
                by_enabling.sort_by_key(|&i| runs[i].known_s());
                for mates in by_enabling.chunk_by(|&a, &b| runs[a].known_s() == runs[b].known_s()) {
                    mates.iter().for_each(|&i| sweep.insert(i));
                    for &i in mates {
                        let contention_s = sweep.worked_s(asked.from, i);
                        let mut wait = blocks.split(asked.from, runs[i].started, contention_s);
                        wait.batching_s = asked.from.wall_s - runs[i].known_s();
                        put(&mut waits, i, wait);
                    }
                }
            }
        }
    }
    for batch in found {
        for i in batch.members {
            if let Some(Some(wait)) = waits.get_mut(i) {
                wait.batch = Some(batch.batch);
            }
        }
    }
    waits
}

fn put(waits: &mut [Option<Wait>], i: usize, wait: Wait) {
    if let Some(place) = waits.get_mut(i) {
        *place = Some(wait);
    }
}

/// What the sweep is asked when it reaches `from`.
struct Question<'a> {
    /// Enabling of the run, or of its batch.
    from: Moment,
    who: Who<'a>,
}

enum Who<'a> {
    Alone(usize),
    Batch(&'a Vec<usize>),
}

/// In the order of the sweep, which is that of enabling.
fn questions<'a>(runs: &[Run], found: &'a [batches::Found]) -> Vec<Question<'a>> {
    let mut batched = vec![false; runs.len()];
    for &i in found.iter().flat_map(|batch| &batch.members) {
        batched[i] = true;
    }
    let alone = runs.iter().zip(batched).enumerate().filter_map(|(i, (run, batched))| {
        let from = run.waited_from().filter(|e| e.wall_s < run.started.wall_s && !batched)?;
        Some(Question { from, who: Who::Alone(i) })
    });
    let in_batches =
        found.iter().map(|b| Question { from: b.enabled, who: Who::Batch(&b.members) });
    let mut all: Vec<Question> = alone.chain(in_batches).collect();
    all.sort_by_key(|q| q.from.wall_s);
    all
}

/// The officer's work on runs that were enabled up to some instant.
struct Sweep<'a> {
    runs: &'a [Run],
    /// Runs by enabling, and how many of them are in `cover`.
    order: Vec<usize>,
    known: usize,
    cover: Cover,
}

impl<'a> Sweep<'a> {
    fn new(runs: &'a [Run]) -> Self {
        let mut order: Vec<usize> = (0..runs.len()).collect();
        order.sort_by_key(|&i| runs[i].known_s());
        let ends = runs.iter().flat_map(|run| [run.started.wall_s, run.until_s()]).collect();
        Self { runs, order, known: 0, cover: Cover::new(ends) }
    }

    fn work_known_at(&mut self, instant_s: i64) {
        while let Some(&i) = self.order.get(self.known)
            && self.runs[i].known_s() <= instant_s
        {
            self.insert(i);
            self.known += 1;
        }
    }

    fn insert(&mut self, i: usize) {
        self.cover.add(self.runs[i].started.wall_s, self.runs[i].until_s());
    }

    fn remove(&mut self, i: usize) {
        self.cover.remove(self.runs[i].started.wall_s, self.runs[i].until_s());
    }

    /// Seconds from `from` to the start of run `i` in which the officer worked on these runs.
    fn worked_s(&self, from: Moment, i: usize) -> i64 {
        self.cover.covered_s(from.wall_s, self.runs[i].started.wall_s)
    }
}
