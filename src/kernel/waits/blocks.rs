//! When the officer worked on anything, and what part of the rest their calendar was closed.

use super::{Moment, Run, Wait};

/// Stretches of unbroken work, in order.
pub(super) struct Blocks {
    blocks: Vec<Block>,
}

struct Block {
    from: Moment,
    until: Moment,
    /// Worked seconds before it, and closed ones without work since the first block.
    worked_before_s: i64,
    closed_before_s: i64,
}

impl Blocks {
    /// From runs in the order of their starts.
    pub(super) fn new(runs: &[Run]) -> Self {
        let mut blocks: Vec<Block> = Vec::new();
        for run in runs {
            let until = if run.until.wall_s > run.started.wall_s { run.until } else { run.started };
            match blocks.last_mut() {
                Some(last) if run.started.wall_s <= last.until.wall_s => {
                    if until.wall_s > last.until.wall_s {
                        last.until = until;
                    }
                }
                Some(last) => {
                    let worked_before_s =
                        last.worked_before_s + last.until.wall_s - last.from.wall_s;
                    let closed_before_s = last.closed_before_s + closed_s(last.until, run.started);
                    blocks.push(Block {
                        from: run.started,
                        until,
                        worked_before_s,
                        closed_before_s,
                    });
                }
                None => blocks.push(Block {
                    from: run.started,
                    until,
                    worked_before_s: 0,
                    closed_before_s: 0,
                }),
            }
        }
        Self { blocks }
    }

    /// The wait from `from` to `started`, of which `contention_s` is known, without batching.
    pub(super) fn split(&self, from: Moment, started: Moment, contention_s: i64) -> Wait {
        let (worked_from, closed_from) = self.before(from);
        let (worked_to, closed_to) = self.before(started);
        let prioritisation_s = (worked_to - worked_from - contention_s).max(0);
        let idle_s = started.wall_s - from.wall_s - contention_s - prioritisation_s;
        // The officer's clock may be that of a calendar that doesn't know every day: the parts add up all the same.
        let unavailability_s = (closed_to - closed_from).clamp(0, idle_s);
        Wait {
            batching_s: 0,
            contention_s,
            prioritisation_s,
            unavailability_s,
            extraneous_s: idle_s - unavailability_s,
            batch: None,
        }
    }

    /// Worked seconds, and closed ones without work, up to an instant; both from the first block on, and
    /// so negative before it.
    fn before(&self, instant: Moment) -> (i64, i64) {
        let after = self.blocks.partition_point(|b| b.from.wall_s <= instant.wall_s);
        match (after.checked_sub(1).and_then(|i| self.blocks.get(i)), self.blocks.first()) {
            (Some(block), _) if instant.wall_s < block.until.wall_s => {
                (block.worked_before_s + instant.wall_s - block.from.wall_s, block.closed_before_s)
            }
            (Some(block), _) => (
                block.worked_before_s + block.until.wall_s - block.from.wall_s,
                block.closed_before_s + closed_s(block.until, instant),
            ),
            (None, Some(first)) => (0, -closed_s(instant, first.from)),
            (None, None) => (0, 0),
        }
    }
}

/// Closed seconds from one instant to a later one.
fn closed_s(from: Moment, to: Moment) -> i64 {
    let wall_s = to.wall_s - from.wall_s;
    (wall_s - (to.open_s - from.open_s)).clamp(0, wall_s.max(0))
}
