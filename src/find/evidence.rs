//! What finders are given: frames by relation, and the study's thresholds.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::frame::Frame;
use crate::study::FindSettings;

/// The relations that finders read, as frames.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    frames: &'a BTreeMap<String, Frame>,
}

impl<'a> Evidence<'a> {
    /// From one frame a relation, by its full name (`find.check_outcome`); see
    /// [`relations`](super::relations).
    pub fn new(frames: &'a BTreeMap<String, Frame>) -> Self {
        Self { frames }
    }

    /// # Errors
    /// If the relation was not handed over.
    pub fn frame(&self, relation: &str) -> Result<&'a Frame> {
        self.frames
            .get(relation)
            .ok_or_else(|| Error::failed(format!("a finder reads {relation}, which was not made")))
    }
}

/// What finders judge by.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// The thresholds of the study file.
    pub set: FindSettings,
    /// Weeks of evidence, at most 52.
    pub evidence_weeks: u32,
    /// Working seconds of an office day.
    pub office_day_s: i64,
    /// Groups smaller than this are never shown.
    pub suppress_below: u64,
    /// Whether the data hold only what ended in their window: nothing is said of change over time.
    pub by_closing: bool,
}

impl Limits {
    /// Fewest runs or dossiers of a scope that may be tested and shown.
    pub(super) fn fewest(&self) -> f64 {
        crate::stats::real(self.set.min_runs.max(self.suppress_below))
    }

    /// Weeks of the evidence window.
    pub(super) fn weeks(&self) -> usize {
        usize::try_from(self.evidence_weeks).unwrap_or(0)
    }
}
