//! Advice: rules turn findings about one thing into one recommendation, with what it saves.
//!
//! A rule is one file of [`rules`], registered by one line there. What it proposes becomes a
//! [`Recommendation`] once the register has said which text demands the thing (`register`), the weekly
//! series how much time it holds (`saving`), and the others how it compares (`rank`).

mod evidence;
mod gone;
mod proposal;
mod rank;
mod register;
mod rules;
mod saving;
mod table;
mod texts;

use std::collections::BTreeSet;

use crate::error::Result;
use crate::results::{Finding, Recommendation, Saving, Table};

pub use evidence::Frames;
pub use rules::{RULES, Rule};

use evidence::Evidence;
use saving::{Claim, Scale};

/// The finding that durations of an agency end when a button is pressed.
const BULK_CLOSING: &str = "I102";

/// What one unit of each kind of saving is worth in the ranking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// A working day less for an applicant to wait.
    pub applicant_days: f64,
    /// A working hour of an officer set free.
    pub officer_hours: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self { applicant_days: 1.0, officer_hours: 0.125 }
    }
}

/// What the study asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Findings with a `q_study` above it make no recommendation.
    pub alpha: f64,
    /// Level of the intervals, 0.9 for 90 %.
    pub level: f64,
    /// Weeks of the evidence window, T.
    pub evidence_weeks: u32,
    /// Length of a working day, in seconds.
    pub office_day_s: i64,
    /// Dossiers a year, where the study file gives the number.
    pub yearly_dossiers: Option<f64>,
    /// Joint draws for the stability of ranks.
    pub resamples: usize,
    pub seed: u64,
    pub weights: Weights,
}

/// Recommendations in order of rank, and what each takes away, for the sum of several.
#[derive(Debug, Clone)]
pub struct Advice<'a> {
    pub recommendations: Vec<Recommendation>,
    claims: Vec<Option<Claim>>,
    evidence: Evidence<'a>,
    scale: Scale,
}

impl Advice<'_> {
    /// What the first `count` recommendations save together, each hour counted once. `None` where none
    /// of them has a saving.
    ///
    /// # Errors
    /// If the weekly series can't be summed.
    pub fn package(&self, count: usize) -> Result<Option<Saving>> {
        let claims: Vec<&Claim> = self.claims.iter().take(count).flatten().collect();
        if claims.is_empty() {
            return Ok(None);
        }
        saving::measure(&claims, &self.evidence, &self.scale).map(|m| Some(m.saving(&self.scale)))
    }

    /// Tables `savings` (for the chart), `recommendations` and `packages`.
    ///
    /// # Errors
    /// As [`Advice::package`].
    pub fn tables(&self) -> Result<Vec<Table>> {
        table::all(self)
    }
}

/// Relations that [`all`] reads; the frames handed to it hold at least these.
pub fn relations() -> Vec<&'static str> {
    let mut all: Vec<&str> = RULES.iter().flat_map(|rule| rule.reads.iter().copied()).collect();
    all.extend(evidence::READS);
    all.sort_unstable();
    all.dedup();
    all
}

/// Recommendations from the findings that stand, ranked by the careful end of what they save.
///
/// # Errors
/// If a relation of [`relations`] is missing or lacks a column.
pub fn all<'a>(findings: &[Finding], frames: &'a Frames, options: &Options) -> Result<Advice<'a>> {
    let evidence = Evidence::new(frames, options)?;
    let scale = evidence.scale(options);
    // Where dossiers are closed in bulk, every duration that ends there is less certain.
    let doubtful: BTreeSet<&String> = findings
        .iter()
        .filter(|f| f.code == BULK_CLOSING && f.stands(options.alpha))
        .filter_map(|f| f.scope.agency.as_ref())
        .collect();
    let mut proposals = Vec::new();
    for rule in RULES {
        let taken: Vec<&Finding> = findings
            .iter()
            .filter(|f| f.stands(options.alpha) && rule.takes.contains(&f.code.as_str()))
            .collect();
        if !taken.is_empty() {
            let mut proposed = (rule.propose)(&taken, &evidence, options)?;
            for proposal in &mut proposed {
                if proposal.target.agency.as_ref().is_some_and(|a| doubtful.contains(a)) {
                    proposal.trust = proposal::lower(proposal.trust);
                }
            }
            proposals.extend(saving::price(rule, proposed, &evidence, &scale)?);
        }
    }
    let ranked = rank::rank(proposals, &evidence, options, &scale)?;
    let (recommendations, claims) = ranked.into_iter().unzip();
    Ok(Advice { recommendations, claims, evidence, scale })
}
