//! Codes of `results.json` as keys of the catalogue and cells of a table.

use crate::results::{Action, Instrument, Trust, Unit};

/// An action's code, as in `results.json`.
pub fn action(action: Action) -> &'static str {
    match action {
        Action::CutStep => "cut_step",
        Action::MergeSteps => "merge_steps",
        Action::EndPingPong => "end_ping_pong",
        Action::RestructureOnline => "restructure_online",
        Action::Delegate => "delegate",
        Action::RestructureStep => "restructure_step",
        Action::MoveStaff => "move_staff",
        Action::SecureClosing => "secure_closing",
        Action::ShortenDeadline => "shorten_deadline",
    }
}

/// An instrument's code, as in `results.json`.
pub fn instrument(instrument: Instrument) -> &'static str {
    match instrument {
        Instrument::InternalProcess => "internal_process",
        Instrument::ProvincialDecision => "provincial_decision",
        Instrument::Circular => "circular",
        Instrument::Decree => "decree",
        Instrument::Law => "law",
        Instrument::Unknown => "unknown",
    }
}

pub fn trust(trust: Trust) -> &'static str {
    match trust {
        Trust::Low => "low",
        Trust::Medium => "medium",
        Trust::High => "high",
    }
}

/// A unit's code, as in `results.json`.
pub fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Text => "text",
        Unit::Count => "count",
        Unit::Share => "share",
        Unit::Points => "points",
        Unit::Ratio => "ratio",
        Unit::WorkSeconds => "work_seconds",
        Unit::WorkDays => "work_days",
        Unit::WorkHours => "work_hours",
        Unit::WallSeconds => "wall_seconds",
        Unit::WallDays => "wall_days",
        Unit::WorkDaysPerYear => "work_days_per_year",
        Unit::PerWeek => "per_week",
        Unit::Date => "date",
        Unit::None => "none",
    }
}

/// `snake_case` as a key of the catalogue.
pub fn key(prefix: &str, code: &str) -> String {
    format!("{prefix}-{}", code.replace('_', "-"))
}
