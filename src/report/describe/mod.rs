//! What describes a study without testing it: tables without a chart.
//!
//! Nothing here makes a p that enters a q. Intervals and effects that take dossiers as independent say
//! so in their table's title: they show size and shape, not evidence (methods §3).

pub mod bunching;
pub mod changes;
pub mod channels;
pub mod heaping;
pub mod legal_deadlines;
pub mod load;
pub mod paused;
pub mod peers;
pub mod time_basis;

use jiff::civil::{Date, date};

use crate::error::Result;
use crate::frame::Frame;
use crate::report::rows::{Ints, real, work_days};
use crate::results::{Cell, StudyFacts};

/// The epoch of a frame's dates.
const EPOCH: Date = date(1970, 1, 1);
/// Key of whatever is drawn at random here, beside the label of each statistic.
const SEED: u64 = 0;

/// A value of a distribution in working days.
fn days(value: f64, resolution_s: i64, facts: &StudyFacts) -> f64 {
    work_days(value * real(resolution_s), facts)
}

fn count(n: u64) -> Cell {
    Cell::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A day of a frame as ISO date.
pub(super) fn iso(day: i64) -> String {
    let span = jiff::Span::new().try_days(day).ok();
    span.and_then(|span| EPOCH.checked_add(span).ok()).map_or_else(String::new, |d| d.to_string())
}

/// The weeks of the evidence window: their number, and the position of a week, if it is one of them.
struct Window {
    first: i64,
    weeks: usize,
}

impl Window {
    const READS: &str = "stage.study_parameter";

    fn read(parameter: &Frame, facts: &StudyFacts) -> Result<Self> {
        let weeks = usize::try_from(facts.evidence_weeks).unwrap_or(0);
        Ok(Self { first: Ints::of(parameter, "evidence_from")?.at(0), weeks })
    }

    fn at(&self, week: i64) -> Option<usize> {
        let at = usize::try_from((week - self.first).checked_div(7)?).ok();
        at.filter(|at| week >= self.first && *at < self.weeks)
    }

    /// First day of a week of the window.
    fn monday(&self, at: usize) -> String {
        iso(self.first.saturating_add(7 * i64::try_from(at).unwrap_or(0)))
    }
}
