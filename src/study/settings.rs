//! Thresholds, weights and the machine: keys of their own, each with its default.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// `[find]`: what counts as a difference that matters (each finder's manual says which it uses).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FindSettings {
    /// False-discovery rate that headlines and recommendations allow.
    pub alpha: f64,
    /// Level of every interval.
    pub level: f64,
    /// Fewer runs than this are not tested.
    pub min_runs: u64,
    /// A check that changes less than this share of what passes it is a rubber stamp.
    pub max_change_rate: f64,
    /// A second check that finds less than this share in what the first passed is a duplicate.
    pub max_duplicate_rate: f64,
    /// Two steps by one officer in at least this share of dossiers are one step.
    pub same_hands_share: f64,
    /// Share of dossiers that may go A → B → A.
    pub max_ping_pong_share: f64,
    /// Excess over the plan that matters, as a share of the plan.
    pub plan_margin: f64,
    /// Excess over the peers that matters, as a share of the peers' mean.
    pub peer_margin: f64,
    /// Load of a desk's officers above which it is overloaded.
    pub max_utilisation: f64,
    /// Growth of a queue a week, as a share of its weekly arrivals, that matters.
    pub max_queue_growth: f64,
    /// Share by which online must be faster than the counter.
    pub online_margin: f64,
    /// Dossiers closed at one instant that make a bulk.
    pub bulk_size: u64,
    /// Share of dossiers that may be closed in bulk.
    pub max_bulk_share: f64,
    /// Share of dossiers that may need more than half of a deadline before it counts as padded.
    pub padded_share: f64,
}

impl Default for FindSettings {
    fn default() -> Self {
        Self {
            alpha: 0.05,
            level: 0.90,
            min_runs: 50,
            max_change_rate: 0.05,
            max_duplicate_rate: 0.02,
            same_hands_share: 0.95,
            max_ping_pong_share: 0.05,
            plan_margin: 0.25,
            peer_margin: 0.10,
            max_utilisation: 0.85,
            max_queue_growth: 0.05,
            online_margin: 0.10,
            bulk_size: 5,
            max_bulk_share: 0.05,
            padded_share: 0.05,
        }
    }
}

/// What a number of the study file may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Range {
    /// Strictly between 0 and 1.
    Open,
    /// From 0 to 1.
    Share,
    /// 0 or more.
    NotNegative,
    /// A whole number from this one on.
    From(u64),
}

impl Range {
    pub(super) fn holds(self, value: f64) -> bool {
        match self {
            Self::Open => value > 0.0 && value < 1.0,
            Self::Share => (0.0..=1.0).contains(&value),
            Self::NotNegative => value >= 0.0 && value.is_finite(),
            #[expect(clippy::cast_precision_loss, reason = "bounds are tiny")]
            Self::From(least) => value >= least as f64,
        }
    }

    pub(super) fn wanted(self) -> String {
        match self {
            Self::Open => "a number between 0 and 1, ends left out".to_owned(),
            Self::Share => "a number from 0 to 1".to_owned(),
            Self::NotNegative => "0 or more".to_owned(),
            Self::From(least) => format!("a whole number from {least} on"),
        }
    }
}

impl FindSettings {
    #[expect(clippy::cast_precision_loss, reason = "settings are small numbers")]
    pub(super) fn ranges(&self) -> [(&'static str, f64, Range); 15] {
        [
            ("alpha", self.alpha, Range::Open),
            ("level", self.level, Range::Open),
            ("min_runs", self.min_runs as f64, Range::From(1)),
            ("max_change_rate", self.max_change_rate, Range::Open),
            ("max_duplicate_rate", self.max_duplicate_rate, Range::Open),
            ("same_hands_share", self.same_hands_share, Range::Open),
            ("max_ping_pong_share", self.max_ping_pong_share, Range::Open),
            ("plan_margin", self.plan_margin, Range::NotNegative),
            ("peer_margin", self.peer_margin, Range::NotNegative),
            ("max_utilisation", self.max_utilisation, Range::Open),
            ("max_queue_growth", self.max_queue_growth, Range::NotNegative),
            ("online_margin", self.online_margin, Range::Share),
            ("bulk_size", self.bulk_size as f64, Range::From(2)),
            ("max_bulk_share", self.max_bulk_share, Range::Open),
            ("padded_share", self.padded_share, Range::Open),
        ]
    }
}

/// `[waits]`: how waits are told apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WaitSettings {
    /// Runs of one step done by one officer in one go that make a batch.
    pub batch_min: u64,
    /// Seconds that may pass within a batch between an end and the next start.
    pub batch_gap_s: u64,
}

impl Default for WaitSettings {
    /// Ten: of smaller groups, most are a queue that was worked off without a break. A minute: stamps of
    /// systems that keep no seconds.
    fn default() -> Self {
        Self { batch_min: 10, batch_gap_s: 60 }
    }
}

impl WaitSettings {
    #[expect(clippy::cast_precision_loss, reason = "settings are small numbers")]
    pub(super) fn ranges(&self) -> [(&'static str, f64, Range); 2] {
        [
            ("batch_min", self.batch_min as f64, Range::From(2)),
            ("batch_gap_s", self.batch_gap_s as f64, Range::From(0)),
        ]
    }
}

/// `[advise]`: what a saving is worth, and how ranks are tried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AdviseSettings {
    /// Worth of a working day that applicants wait less.
    pub weight_applicant_days: f64,
    /// Worth of an officer's hour freed, in the same measure.
    pub weight_officer_hours: f64,
    /// Joint draws behind the stability of ranks.
    pub resamples: u64,
    /// Seed of those draws.
    pub seed: u64,
}

impl Default for AdviseSettings {
    /// An officer's freed hour counts an eighth of an applicant's day: a working day has eight hours.
    fn default() -> Self {
        Self {
            weight_applicant_days: 1.0,
            weight_officer_hours: 0.125,
            resamples: 2_000,
            seed: 20_231_110,
        }
    }
}

impl AdviseSettings {
    #[expect(clippy::cast_precision_loss, reason = "settings are small numbers")]
    pub(super) fn ranges(&self) -> [(&'static str, f64, Range); 3] {
        [
            ("weight_applicant_days", self.weight_applicant_days, Range::NotNegative),
            ("weight_officer_hours", self.weight_officer_hours, Range::NotNegative),
            ("resamples", self.resamples as f64, Range::From(100)),
        ]
    }
}

/// `[machine]`: how much of the machine to use. Never reaches an output.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MachineSettings {
    pub threads: Option<usize>,
    /// As DuckDB writes it, such as `2GB`.
    pub memory: Option<String>,
    /// Folder for what doesn't fit in memory.
    pub spill: Option<PathBuf>,
}
