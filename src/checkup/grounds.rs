//! What the later measures stand on: counts of what the data and the study hold.

/// Counts of dossiers, unless said otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Grounds {
    pub dossiers: u64,
    pub with_due: u64,
    /// With a recorded result, or a recorded day given back.
    pub with_result: u64,
    /// Whose receipt is recorded.
    pub with_receipt: u64,
    /// Whose results all are days, without a time.
    pub results_are_days: bool,
    pub agencies: u64,
    pub channels: u64,
    /// Filed on line.
    pub online: u64,
    pub runs: u64,
    /// Share of runs whose start is known, or known not to have come.
    pub starts: f64,
    /// Runs whose finish is a day, without a time.
    pub finishes_are_days: bool,
    pub runs_with_unit: u64,
    pub runs_with_officer: u64,
    pub runs_with_plan: u64,
    pub runs_with_outcome: u64,
    /// Different outcomes of which nobody said what they mean, and the runs that have them.
    pub unknown_outcomes: u64,
    pub runs_with_unknown_outcome: u64,
    /// Stopped clocks.
    pub stops: u64,
    /// Whole weeks of evidence.
    pub weeks: u64,
    /// Chosen by their date of closing.
    pub by_closing: bool,
    /// Of procedures for which the register gives days.
    pub with_law_days: u64,
    /// Steps in the register with a planned time.
    pub planned_steps: u64,
    /// Legal texts in the register.
    pub legal_texts: u64,
    /// The study file says how many dossiers a year brings.
    pub yearly_given: bool,
    /// As synced to the national portal.
    pub portal: u64,
    /// Agencies with totals of the national portal.
    pub portal_totals: u64,
}
