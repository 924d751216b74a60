//! Runs that an officer let gather and then did in one go.

use std::collections::BTreeMap;

use super::{Moment, Run};

/// What counts as a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchRule {
    /// Fewer runs are no batch; at least 2.
    pub min_size: usize,
    /// Seconds that may pass between the end of a batch's work so far and its next start.
    pub gap_s: i64,
}

/// The batch that a run belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Batch {
    /// Counts an officer's batches from 1, in the order of their first starts.
    pub no: i32,
    pub size: i32,
}

pub(super) struct Found {
    pub(super) batch: Batch,
    /// When its last member was enabled: before that it could not be whole.
    pub(super) enabled: Moment,
    /// In the order of their starts.
    pub(super) members: Vec<usize>,
}

/// Runs of one step that follow each other within the gap or overlap, all enabled before the first of
/// them starts.
struct Chain {
    members: Vec<usize>,
    first_s: i64,
    until_s: i64,
    enabled: Moment,
}

/// The batches of one officer's runs, which come in the order of their starts.
///
/// Whether the members are done one after the other, overlapping or at once makes no difference. A run
/// whose enabling is unknown or after its start is in no batch.
pub(super) fn find(runs: &[Run], rule: BatchRule) -> Vec<Found> {
    let mut open: BTreeMap<i32, Chain> = BTreeMap::new();
    let mut whole = Vec::new();
    for (i, run) in runs.iter().enumerate() {
        let Some(enabled) = run.waited_from() else { continue };
        let start_s = run.started.wall_s;
        let fresh =
            || Chain { members: vec![i], first_s: start_s, until_s: run.until_s(), enabled };
        match open.get_mut(&run.step) {
            Some(chain)
                if start_s <= chain.until_s.saturating_add(rule.gap_s)
                    && enabled.wall_s <= chain.first_s =>
            {
                chain.members.push(i);
                chain.until_s = chain.until_s.max(run.until_s());
                chain.enabled = chain.enabled.max(enabled);
            }
            Some(chain) => whole.push(std::mem::replace(chain, fresh())),
            None => {
                open.insert(run.step, fresh());
            }
        }
    }
    whole.extend(open.into_values());
    whole.retain(|chain| chain.members.len() >= rule.min_size.max(2));
    whole.sort_by(|a, b| a.members.first().cmp(&b.members.first()));
    let number = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let found = |(i, chain): (usize, Chain)| Found {
        batch: Batch { no: number(i + 1), size: number(chain.members.len()) },
        enabled: chain.enabled,
        members: chain.members,
    };
    whole.into_iter().enumerate().map(found).collect()
}
