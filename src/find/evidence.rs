//! What finders are given: frames by relation, and the study's thresholds.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::frame::Frame;

/// The relations that finders read, as frames.
#[derive(Debug, Default)]
pub struct Evidence {
    frames: BTreeMap<String, Frame>,
}

impl Evidence {
    /// From one frame a relation, by its full name (`find.check_outcome`); see
    /// [`relations`](super::relations).
    pub fn new(frames: BTreeMap<String, Frame>) -> Self {
        Self { frames }
    }

    /// # Errors
    /// If the relation was not handed over.
    pub fn frame(&self, relation: &str) -> Result<&Frame> {
        self.frames
            .get(relation)
            .ok_or_else(|| Error::failed(format!("a finder reads {relation}, which was not made")))
    }
}

/// The numbers of the study file that finders judge by.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// False-discovery rate at which a finding stands.
    pub alpha: f64,
    /// Confidence level of intervals, two-sided.
    pub level: f64,
    /// Fewest runs or dossiers that a scope must have to be tested.
    pub min_runs: u64,
    /// A check that changes at least this share of what passes is no rubber stamp.
    pub max_change_rate: f64,
    /// A second check that finds at least this share of what the first passed is no duplicate.
    pub max_duplicate_rate: f64,
    /// Two steps are in the same hands above this share.
    pub same_hands_share: f64,
    /// Share of a procedure's dossiers that may go to and fro.
    pub max_ping_pong_share: f64,
    /// By how much a step may take longer than planned (0.2 for 20 %).
    pub plan_margin: f64,
    /// By how much a step may be slower than its peers.
    pub peer_margin: f64,
    /// Highest utilisation that a desk can carry.
    pub max_utilisation: f64,
    /// Share of arrivals by which a queue may grow.
    pub max_queue_growth: f64,
    /// By how much online filing must be faster than the counter.
    pub online_margin: f64,
    /// Dossiers closed by one agency in one minute that make a bulk.
    pub bulk_size: u64,
    /// Share of closings that may be in a bulk just before the due date.
    pub max_bulk_share: f64,
    /// A deadline is padded where fewer than this share need more than half of it.
    pub padded_share: f64,
    /// Weeks of evidence, at most 52.
    pub evidence_weeks: u32,
    /// Working seconds of an office day.
    pub office_day_s: i64,
    /// Groups smaller than this are never shown.
    pub suppress_below: u64,
}

impl Limits {
    /// Fewest runs or dossiers of a scope that may be tested and shown.
    pub(super) fn fewest(&self) -> f64 {
        crate::stats::real(self.min_runs.max(self.suppress_below))
    }

    /// Weeks of the evidence window.
    pub(super) fn weeks(&self) -> usize {
        usize::try_from(self.evidence_weeks).unwrap_or(0)
    }
}
